# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Towns to be attacked, counts made without single responses, and the bytes that are published."""

from __future__ import annotations

import contextlib
import hashlib
import io
import logging
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs

from weltoffen import schemas
from weltoffen.model.forms import Band, NumberEntry
from weltoffen.model.questionnaire import Question
from weltoffen.render import render_markdown
from weltoffen.report.assembly import build_report
from weltoffen.scoring.counts import PersonalCount, QuestionCount, shape_of
from weltoffen.scoring.protection import ProtectedTally, ProtectionRule, protect
from weltoffen.scoring.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tests.builders import Town

    from weltoffen.model.edition import Edition
    from weltoffen.report.structure import Report

T = {"de": "x", "en": "x"}


def choice(name: str, options: int, leaf: str = "a", **more: object) -> Question:
    """Give a question with so many options: bands ``b0``, ``b1`` … of a number, of one unit each."""
    bands = [Band(id=f"b{i}", lower=i, points=i) for i in range(options)]
    form = NumberEntry(minimum=0, maximum=options, bands=bands)
    return Question(id=name, node=leaf, title=T, form=form, **more)  # type: ignore[arg-type] # any field


@attrs.frozen
class Column:
    """How a perspective's people answered a question.

    The rest of the people were not asked.
    """

    counts: Sequence[int]
    unknown: int = 0
    skipped: int = 0
    not_applicable: int = 0


def counted(here: Town, columns: Mapping[str, tuple[int, Mapping[str, Column]]]) -> Tally:
    """Give a tally without going through single responses; no checklists.

    Args:
        here: The town.
        columns: By perspective the number of responses, and of each question how it was answered.
    """
    asked = here.questionnaire
    return Tally(
        assessment=here.assessment.id,
        questionnaire=asked.reference,
        personal=[
            PersonalCount(
                perspective=one,
                responses=columns[one][0],
                questions=[
                    _count(shape_of(asked, question), columns[one][1][question.id], columns[one][0])
                    for question in asked.questions
                ],
            )
            for one in sorted(columns)
            if columns[one][0]
        ],
    )


def _count(empty: QuestionCount, column: Column, responses: int) -> QuestionCount:
    answered = sum(column.counts)
    silent = column.unknown + column.skipped + column.not_applicable
    names = [name for name, _ in empty.options]
    return attrs.evolve(
        empty,
        options=tuple(zip(names, map(int, column.counts), strict=True)),
        answered=answered,
        unknown=column.unknown,
        skipped=column.skipped,
        not_applicable=column.not_applicable,
        not_asked=responses - answered - silent,
    )


def released(here: Town, counts: Tally, rule: ProtectionRule) -> ProtectedTally:
    """Give what may be published."""
    return protect(counts, rule, here.assessment, here.edition)


def published(here: Town, public: ProtectedTally) -> bytes:
    """Give the bytes of the report."""
    return schemas.write(build_report(public, here.assessment, here.edition))


@attrs.frozen
class Seen:
    """Everything that leaves the library: documents, pages, and what is said on the way."""

    data: tuple[bytes, ...]
    pages: tuple[str, ...]
    said: tuple[str, ...]


def watch(make: Callable[[], Iterable[Report]], edition: Edition) -> Seen:
    """Make reports, write and render them, and listen to logs, warnings and both streams."""
    listener = _Listener()
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(listener)
    root.setLevel(logging.DEBUG)
    streams = io.StringIO(), io.StringIO()
    try:
        with (
            warnings.catch_warnings(record=True) as warned,
            contextlib.redirect_stdout(streams[0]),
            contextlib.redirect_stderr(streams[1]),
        ):
            warnings.simplefilter("always")
            reports = list(make())
            data = tuple(schemas.write(one) for one in reports)
            pages = tuple(
                render_markdown(one, language, edition=edition)
                for one in reports
                for language in ("de", "en")
            )
    finally:
        root.removeHandler(listener)
        root.setLevel(level)
    said = [*listener.said, *(str(one.message) for one in warned), *(s.getvalue() for s in streams)]
    return Seen(data, pages, tuple(said))


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(self.format(record))


def fingerprint(data: bytes) -> str:
    """Give something short to compare bytes by."""
    return hashlib.sha256(data).hexdigest()
