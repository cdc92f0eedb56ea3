# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen paper``: a paper for the council, from a saved report (Vorlage); OParl 1.1."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from weltoffen import schemas
from weltoffen.cli.console import FINE, CannotRun, naming
from weltoffen.cli.courses import day_of
from weltoffen.cli.forms import chosen_look, wrong_options
from weltoffen.cli.gathering import gather, put_together
from weltoffen.cli.inputs import check_standard_once, opened
from weltoffen.cli.options import PAPER_FORMS
from weltoffen.cli.outputs import chosen_form, put_out
from weltoffen.cli.rounds import read_saved
from weltoffen.errors import InvalidDocument, Problem
from weltoffen.render import paper_docx, paper_html, paper_markdown
from weltoffen.schemas.strict import DEFAULT_LIMITS, dump

if TYPE_CHECKING:
    import argparse

    from weltoffen.cli.console import Console
    from weltoffen.course.assembly import Course
    from weltoffen.model.paper import CouncilPaper
    from weltoffen.report.structure import Report

NOW = "now"
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})"
)


def run(options: argparse.Namespace, console: Console) -> int:
    """Write a council paper; arguments and exit codes as in `weltoffen.cli`."""
    named = [options.report, options.paper, options.assessment, options.logo]
    check_standard_once(named, console)
    form = chosen_form(options, PAPER_FORMS, console)
    look = chosen_look(options, form, console)
    created = _created(options, form, console)
    report, edition = read_saved(options, console)
    paper = _read_paper(options.paper, console)
    course = _course(options, report, form, console)
    around: dict[str, Any] = {"course": course, "chapters": options.chapter or None}
    language = console.language
    if created is not None:
        data = _oparl(paper, report, options.base_url, created, console)
    elif form == "html":
        page = paper_html(paper, report, language, edition=edition, look=look, **around)
        data = page.encode()
    elif form == "docx":
        data = paper_docx(paper, report, language, edition=edition, **around)
    else:
        data = paper_markdown(paper, report, language, edition=edition, **around).encode()
    put_out(options, data, console)
    return FINE


def _course(
    options: argparse.Namespace, report: Report, form: str, console: Console
) -> Course | None:
    """Build what is before and after the questionnaire; None if no document of it is named.

    Raises:
        CannotRun: If it is given for a form that has no place for it, or a day without documents.
    """
    if not options.course:
        for option, given in (("--on", options.on), ("--chapter", options.chapter)):
            if given:
                raise CannotRun(console.phrase("paper.course-alone", option=option))
        return None
    if form == "json":
        raise CannotRun(console.phrase("paper.no-course"))
    gathered = gather(options.course, console)
    course, _ = put_together(gathered, console, on=day_of(options.on, console), report=report)
    return course


def _created(options: argparse.Namespace, form: str, console: Console) -> dt.datetime | None:
    """Give the time at which the objects of OParl were made; None for another form.

    The clock is asked only if the user says so, since otherwise equal commands give equal files.

    Raises:
        CannotRun: If what OParl needs is missing, wrong, or given for another form.
    """
    given = {"--base-url": options.base_url, "--created": options.created}
    if form != "json":
        for option, value in given.items():
            if value is not None:
                raise CannotRun(console.phrase("form.only-with", option=option, form="json"))
        return None
    for option, value in given.items():
        if value is None:
            raise CannotRun(console.phrase("paper.missing", option=option))
    if options.created == NOW:
        return dt.datetime.now(dt.UTC).replace(microsecond=0)
    return _time(options.created, console)


def _time(text: str, console: Console) -> dt.datetime:
    """Read a time as RFC 3339 writes it."""
    try:
        if _TIME.fullmatch(text):
            return dt.datetime.fromisoformat(text)
    except ValueError:  # there is no such day or hour
        pass
    error = InvalidDocument([Problem.at("bad-date-time", ("created",))])
    raise wrong_options(error, console)


def _read_paper(name: str, console: Console) -> CouncilPaper:
    with opened(name, console) as file, naming(name):
        return schemas.read_council_paper(file.read(DEFAULT_LIMITS.size + 1))


def _oparl(
    paper: CouncilPaper, report: Report, base_url: str, created: dt.datetime, console: Console
) -> bytes:
    from weltoffen.interop import to_oparl

    try:
        found = to_oparl(
            paper, report, base_url=base_url, created=created, language=console.language
        )
    except InvalidDocument as error:
        raise wrong_options(error, console) from None
    return dump(found)
