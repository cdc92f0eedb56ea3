# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What is kept of a round: its counts, and its report once it is closed. Never a response."""

from functools import cache
from typing import ClassVar

import attrs
from django.conf import settings
from django.db import models, transaction

import weltoffen as wo
from selfcheck.problems import LIMITS, Refused
from weltoffen.render import render_html

RULE = wo.ProtectionRule(k=5)  # decided before the first release


@attrs.frozen
class Documents:
    """What is asked in a round, and of whom."""

    assessment: wo.Assessment
    edition: wo.Edition

    @property
    def asked(self) -> wo.Questionnaire:
        """The questionnaire, with the town's own questions."""
        return self.edition.questionnaire


@cache
def documents() -> dict[str, Documents]:
    """Read the assessments of the folder, once in each process."""
    files = sorted(settings.SELFCHECK_FOLDER.glob("*.json"))
    read = [wo.schemas.read_assessment(file) for file in files]
    return {
        one.id: Documents(one, one.extend(wo.load_reference(one.edition.version))) for one in read
    }


class Round(models.Model):
    """A round: one row for each assessment, locked while somebody counts or closes."""

    assessment = models.CharField(primary_key=True, max_length=64)
    tally = models.BinaryField(default=b"")
    report = models.BinaryField(null=True)

    known: ClassVar[dict[str, tuple[bytes, wo.Tally]]] = {}
    """What this process wrote last, and need not read again."""

    def __str__(self) -> str:
        """Name the assessment, never a number."""
        return str(self.pk)

    @classmethod
    def open(cls, name: str) -> "Round":
        """Lock an open round until the end of the transaction."""
        cls.objects.get_or_create(pk=name)
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
        if not written:
            return wo.empty_tally(asked)
        data, tally = self.known.get(self.pk, (b"", None))
        return tally if tally and data == written else wo.schemas.read_tally(written, asked)

    def keep(self, tally: wo.Tally) -> None:
        """Keep the counts."""
        self.tally = wo.schemas.write(tally)
        self.known[self.pk] = (self.tally, tally)
        self.save()


def count(name: str, body: bytes, *, is_operator: bool) -> None:
    """Count a response and forget it (T1)."""
    one = documents()[name]
    response = wo.schemas.read_response(body, one.asked, one.assessment, limits=LIMITS)
    if response.capacity == "official" and not is_operator:
        raise Refused(401)
    counted = wo.tally([response], one.asked)
    with transaction.atomic():
        row = Round.open(name)
        try:
            row.keep(row.counts() + counted)
        except wo.InvalidDocument:
            raise Refused(409, "twice") from None


def close(name: str) -> bytes:
    """Close a round by its first release (P7)."""
    with transaction.atomic():
        row = Round.open(name)
        report = wo.evaluate(row.counts(), documents()[name].assessment, rule=RULE)
        row.report = wo.schemas.write(report)
        row.save()
    return row.report


@cache
def page(name: str, language: str) -> str:
    """Draw the first release as a page; it takes seconds and never changes."""
    report = wo.schemas.read_report(Round.released(name))
    return render_html(report, language, edition=documents()[name].edition)
