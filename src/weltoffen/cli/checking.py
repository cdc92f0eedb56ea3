# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen check``: any document by its schema, responses by their questionnaire too (Prüfen)."""

from __future__ import annotations

import contextlib
import itertools
from collections import Counter
from typing import TYPE_CHECKING, BinaryIO, final

import attrs

from weltoffen import schemas
from weltoffen.cli.console import (
    CANNOT_RUN,
    FINE,
    PROBLEMS,
    CannotRun,
    Console,
    naming,
    shown_name,
)
from weltoffen.cli.entitling import Rights
from weltoffen.cli.inputs import (
    check_standard_once,
    documents,
    edition_named,
    edition_of,
    is_sheet,
    is_stream,
    opened,
    read_sheet,
)
from weltoffen.errors import InvalidDocument, MissingExtra, Problem
from weltoffen.model.assessment import Assessment
from weltoffen.model.response import Response
from weltoffen.schemas.documents import CLASSES
from weltoffen.schemas.strict import DEFAULT_LIMITS, dump
from weltoffen.schemas.wire import wire_pointer
from weltoffen.scoring.tally import Tally

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from weltoffen.model.edition import Edition
    from weltoffen.model.ids import Reference


def run(options: argparse.Namespace, console: Console) -> int:
    """Check documents and list what is wrong; arguments and exit codes as in `weltoffen.cli`."""
    check_standard_once([*options.files, options.assessment], console)
    judge = Judge(console, options.edition, options.assessment)
    shown = _AsJson(console) if options.format == "json" else _AsText(console)
    rights = Rights()
    code = FINE
    for name in options.files:
        try:
            code = max(code, _check_file(name, judge, rights, shown, console))
        except (CannotRun, MissingExtra) as error:
            console.note(str(error))
            code = CANNOT_RUN
    for problem in rights.problems():
        shown.problem(problem)
        code = max(code, PROBLEMS)
    return code


def _check_file(
    name: str, judge: Judge, rights: Rights, shown: _AsText | _AsJson, console: Console
) -> int:
    code, kinds, unknown = FINE, Counter[str](), False
    for line, verdict in _verdicts(name, judge, console):
        for problem in verdict.problems:
            shown.problem(attrs.evolve(problem, source=name, line=line))
        if verdict.more:
            shown.more(name, line, verdict.more)
        if verdict.is_fine:
            kinds[verdict.kind or ""] += 1
            rights.add(name, verdict.document)
        else:
            code = PROBLEMS
        unknown = unknown or verdict.unknown
    if code == FINE:
        shown.fine(name, kinds, unknown=unknown)
    return code


def _verdicts(name: str, judge: Judge, console: Console) -> Iterator[tuple[int | None, Verdict]]:
    """Judge what stands in a file: each document with its line, or an answer sheet."""
    with opened(name, console) as file:
        if is_sheet(name):
            yield None, judge.judge_sheet(file, name)
            return
        found = documents(file, name, console)
        first = next(found, None)
        if first is None and not is_stream(name):
            first = (None, b"")  # an empty file is no document
        for line, data in () if first is None else itertools.chain([first], found):
            yield line, judge.judge(data)


@final
@attrs.frozen
class _AsText:
    """Shows problems one a line, for people."""

    console: Console

    def problem(self, problem: Problem) -> None:
        self.console.say(self.console.line(problem))

    def more(self, name: str, line: int | None, number: int) -> None:
        place = shown_name(name) if line is None else f"{shown_name(name)}:{line}"
        self.console.say(f"{place}: {self.console.phrase('check.more', number=number)}")

    def fine(self, name: str, kinds: Counter[str], *, unknown: bool) -> None:
        what = ", ".join(k if n == 1 else f"{n} × {k}" for k, n in sorted(kinds.items()))
        if unknown:
            what = self.console.phrase("check.questionnaire-unknown", what=what)
        self.console.say(self.console.phrase("check.fine", name=shown_name(name), what=what))


@final
@attrs.frozen
class _AsJson:
    """Shows problems as JSON objects with the same keys, one a line, for programs."""

    console: Console

    def problem(self, problem: Problem) -> None:
        self._write(
            problem.source,
            line=problem.line,
            pointer=wire_pointer(problem.pointer),
            cell=problem.cell,
            code=problem.code,
            severity=problem.severity,
            parameters=dict(problem.parameters),
            message=problem.message(self.console.language),
        )

    def more(self, name: str, line: int | None, number: int) -> None:
        self._write(
            name,
            line=line,
            pointer="",
            cell=None,
            code="more",
            severity="error",
            parameters={"number": number},
            message=self.console.phrase("check.more", number=number),
        )

    def fine(self, name: str, kinds: Counter[str], *, unknown: bool) -> None:
        """Say nothing: no line, no problem."""

    def _write(self, name: str | None, **values: object) -> None:
        self.console.data(dump({"file": shown_name(name or ""), **values}, indent=None))


@attrs.frozen(kw_only=True)
class Verdict:
    """What is to be said of one document (Befund).

    Attributes:
        kind: Kind of the document; None if it could not be read.
        problems: Problems and warnings.
        more: How many further problems there are.
        unknown: Whether a response's questionnaire is not known here.
        document: The document, if it was read whole.
    """

    kind: str | None
    problems: tuple[Problem, ...] = ()
    more: int = 0
    unknown: bool = False
    document: schemas.Document | None = None

    @property
    def is_fine(self) -> bool:
        """Whether the document is accepted."""
        return all(problem.severity == "warning" for problem in self.problems)


@final
class Judge:
    """Checks one document after another, and remembers assessments for the responses that follow."""

    def __init__(self, console: Console, edition: str | None, assessment: str | None) -> None:
        """Read the assessment that was named and load the edition."""
        self._console = console
        self._edition = None if edition is None else edition_named(edition, console)
        self._assessment: Assessment | None = None
        self._seen: dict[str, Assessment] = {}
        self._reader: schemas.ResponseReader | None = None
        self._readers: dict[tuple[Reference, str], schemas.ResponseReader | None] = {}
        self._strict = edition is not None or assessment is not None
        if assessment is not None:
            self._assessment = read_assessment(assessment, console)
            self._seen[self._assessment.id] = self._assessment
            if self._edition is None:
                self._edition = edition_named(self._assessment.edition.version, console)
            with naming(assessment):
                self._edition = self._assessment.extend(self._edition)

    def judge(self, data: bytes) -> Verdict:
        """Check one document."""
        if self._reader is not None:
            # Most streams hold responses of one kind: the reader that took the last one is fast.
            with contextlib.suppress(InvalidDocument):
                self._reader.read(data)
                return Verdict(kind="response")
        try:
            document = schemas.read(data)
        except InvalidDocument as error:
            return Verdict(kind=None, problems=error.problems, more=error.more)
        kind = next(one for one, cls in CLASSES.items() if type(document) is cls)
        try:
            if isinstance(document, Response):
                return self._judge_response(document, data)
            if isinstance(document, Assessment):
                self._remember(document)
            elif isinstance(document, Tally):
                self._check_tally(document, data)
        except InvalidDocument as error:
            return Verdict(kind=kind, problems=error.problems, more=error.more)
        return Verdict(kind=kind, problems=schemas.check(data), document=document)

    def judge_sheet(self, file: BinaryIO, name: str) -> Verdict:
        """Check an answer sheet.

        Raises:
            CannotRun: If it is not known which questionnaire it has to fit.
        """
        assessment, edition = self._assessment, self._edition
        if edition is None and len(self._seen) == 1:
            (assessment,) = self._seen.values()
            edition = self._edition_for(assessment.edition, assessment)
        if edition is None:
            said = self._console.phrase("check.sheet-of-what", name=shown_name(name))
            raise CannotRun(said)
        try:
            read_sheet(file, edition.questionnaire, assessment)
        except InvalidDocument as error:
            return Verdict(kind=None, problems=error.problems, more=error.more)
        return Verdict(kind="response")

    def _judge_response(self, response: Response, data: bytes) -> Verdict:
        key = (response.questionnaire, response.assessment)
        if key not in self._readers:
            self._readers[key] = self._reader_for(response)
        reader = self._readers[key]
        if reader is None:
            return Verdict(kind="response", unknown=True)
        reader.read(data)
        self._reader = reader
        return Verdict(kind="response")

    def _reader_for(self, response: Response) -> schemas.ResponseReader | None:
        if self._strict and self._edition is not None:
            return schemas.ResponseReader(self._edition.questionnaire, self._assessment)
        assessment = self._seen.get(response.assessment)
        edition = self._edition_for(response.questionnaire, assessment)
        if edition is None:
            return None
        return schemas.ResponseReader(edition.questionnaire, assessment)

    def _edition_for(self, named: Reference, assessment: Assessment | None) -> Edition | None:
        edition = edition_of(named)
        if edition is None or assessment is None or assessment.edition != named:
            return edition
        return assessment.extend(edition)

    def _remember(self, assessment: Assessment) -> None:
        self._reader = None
        self._readers.clear()
        edition = edition_of(assessment.edition)
        if edition is not None:
            assessment.extend(edition)
        self._seen[assessment.id] = assessment

    def _check_tally(self, tally: Tally, data: bytes) -> None:
        assessment = self._seen.get(tally.assessment or "")
        edition = self._edition_for(tally.questionnaire, assessment)
        if assessment is not None and edition is not None:
            schemas.read_tally(data, edition.questionnaire)


def read_assessment(name: str, console: Console) -> Assessment:
    """Read an assessment from a file or from standard input."""
    with opened(name, console) as file, naming(name):
        return schemas.read_assessment(file.read(DEFAULT_LIMITS.size + 1))
