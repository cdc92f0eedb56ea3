# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What is kept of a round: its counts, and its report once it is closed. Never a response."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import ClassVar

import attrs
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction

import weltoffen as wo
from selfcheck.problems import Refused
from weltoffen.render import render_html

RULE = wo.ProtectionRule(k=5)  # decided before the first release
DRAWING = threading.Lock()
PAGES: dict[tuple[str, str], str] = {}
"""Pages that this process has drawn; a first release never changes."""


@attrs.frozen
class Documents:
    """What is asked in a round, and of whom."""

    assessment: wo.Assessment
    edition: wo.Edition

    @property
    def asked(self) -> wo.Questionnaire:
        """The questionnaire, with the town's own questions."""
        return self.edition.questionnaire


@contextmanager
def naming(what: str, kind: type[Exception] = RuntimeError) -> Iterator[None]:
    """Say which of our own documents cannot be read, but of a tally no number; no client is to blame."""
    try:
        yield
    except wo.InvalidDocument as error:
        first = error.problems[0]
        message = f"{what} cannot be read: {first.code} at {first.pointer or '/'}"
        raise kind(message) from None


@cache
def documents() -> dict[str, Documents]:
    """Read the assessments of the folder, once in each process."""
    files = sorted(settings.SELFCHECK_FOLDER.glob("*.json"))
    found = {}
    for file in files:
        with naming(f"the assessment {file}", ImproperlyConfigured):
            one = wo.schemas.read_assessment(file)
            edition = one.extend(wo.load_reference(one.edition.version))
        found[one.id] = Documents(one, edition)
    return found


class Round(models.Model):
    """A round: one row for each assessment, locked while somebody counts or closes."""

    assessment = models.CharField(primary_key=True, max_length=64)
    tally = models.BinaryField()
    report = models.BinaryField(null=True)

    known: ClassVar[dict[str, tuple[bytes, wo.Tally]]] = {}
    """What this process wrote last, and need not read again."""

    def __str__(self) -> str:
        """Name the assessment, never a number."""
        return str(self.pk)

    @classmethod
    def open(cls, name: str) -> "Round":
        """Lock an open round until the end of the transaction."""
        none = wo.empty_tally(documents()[name].asked)
        cls.objects.get_or_create(pk=name, defaults={"tally": lambda: wo.schemas.write(none)})
        found = cls.objects.select_for_update().get(pk=name)
        if found.report is not None:
            raise Refused(409, "closed")
        return found

    @classmethod
    def released(cls, name: str) -> bytes:
        """Give the first release."""
        found = cls.objects.filter(pk=name).first()
        if found is None or found.report is None:
            raise Refused(409, "open")
        return bytes(found.report)

    def counts(self) -> wo.Tally:
        """Give the counts so far."""
        asked, written = documents()[self.pk].asked, bytes(self.tally)
        data, tally = self.known.get(self.pk, (b"", None))
        if tally and data == written:
            return tally
        with naming(f"the counts of {self.pk}"):
            return wo.schemas.read_tally(written, asked)

    def keep(self, tally: wo.Tally) -> None:
        """Keep the counts."""
        self.tally = wo.schemas.write(tally)
        self.known[self.pk] = (self.tally, tally)
        self.save()


def count(name: str, body: bytes, *, is_operator: bool) -> None:
    """Count a response and forget it (T1)."""
    one = documents()[name]
    response = wo.schemas.read_response(body, one.asked, one.assessment)
    if response.capacity == "official" and not is_operator:
        raise Refused(401)
    counted = wo.tally([response], one.asked)
    with transaction.atomic():
        row = Round.open(name)
        before = row.counts()
        try:
            after = before + counted
        except wo.InvalidDocument:
            raise Refused(409, "twice") from None
        row.keep(after)


def close(name: str) -> bytes:
    """Close a round by its first release (P7)."""
    with transaction.atomic():
        row = Round.open(name)
        report = wo.evaluate(row.counts(), documents()[name].assessment, rule=RULE)
        row.report = wo.schemas.write(report)
        row.save()
    return row.report


def page(name: str, language: str) -> str:
    """Draw the first release, which takes seconds, once; who comes meanwhile is told to come again."""
    report, key = Round.released(name), (name, language)
    if key not in PAGES:
        if not DRAWING.acquire(blocking=False):
            raise Refused(503)
        try:
            if key not in PAGES:  # or somebody was quicker
                with naming(f"the report of {name}"):
                    read = wo.schemas.read_report(report)
                PAGES[key] = render_html(read, language, edition=documents()[name].edition)
        finally:
            DRAWING.release()
    return PAGES[key]
