# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen course`` and its chapters: what is before and after the questionnaire (Verlauf)."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, cast

from weltoffen.cli.console import FINE, CannotRun
from weltoffen.cli.forms import chosen_look, wrong_options
from weltoffen.cli.gathering import Gathered, gather, put_together
from weltoffen.cli.inputs import check_standard_once
from weltoffen.cli.options import COURSE_FORMS
from weltoffen.cli.outputs import chosen_form, put_out
from weltoffen.errors import InvalidDocument, Problem
from weltoffen.render import course_docx, course_html, course_markdown

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from weltoffen.cli.console import Console
    from weltoffen.course.assembly import Course
    from weltoffen.model.edition import Edition
    from weltoffen.render.course.chapters import Chapter

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AMOUNT = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,2})?")


def run(options: argparse.Namespace, console: Console) -> int:
    """Write a course, or one chapter of it; arguments and exit codes as in `weltoffen.cli`."""
    check_standard_once([*options.files, options.logo], console)
    if options.command == "course":
        chapters = tuple(cast("list[Chapter]", options.chapter)) or None
    else:
        chapters = (cast("Chapter", options.command),)
    write_course(options, console, options.files, chapters)
    return FINE


def write_course(
    options: argparse.Namespace,
    console: Console,
    names: Sequence[str],
    chapters: Sequence[Chapter] | None,
) -> None:
    """Read documents, and write the chapters that are wanted.

    Raises:
        CannotRun: If arguments are wrong, or the document of a chapter is missing.
        InvalidDocument: With all problems of the documents.
    """
    form = chosen_form(options, COURSE_FORMS, console)
    look = chosen_look(options, form, console)
    on = day_of(options.on, console)
    wish = _wish(options, console)
    gathered = gather(names, console)
    _check_there(gathered, chapters, console)
    course, edition = put_together(
        gathered,
        console,
        on=on,
        rule=options if options.command == "course" else None,
        **wish,
    )
    language = console.language
    if form == "html":
        page = course_html(course, language, edition=edition, look=look, chapters=chapters)
        data = page.encode()
    else:
        data = _without_look(course, language, edition, chapters, form)
    put_out(options, data, console)


def _wish(options: argparse.Namespace, console: Console) -> dict[str, Any]:
    """Take what is wanted of the next selection; nothing for a command that proposes none.

    Raises:
        CannotRun: For a budget that is no amount of money, or a choice without budget.
    """
    if not hasattr(options, "budget"):
        return {}
    budget = options.budget
    if budget is None:
        for option, given in (("--choose", options.choose), ("--refuse", options.refuse)):
            if given:
                raise CannotRun(console.phrase("course.no-budget", option=option))
    elif not _AMOUNT.fullmatch(budget):
        # In German 25.000 is twenty-five thousand: more than two decimals are never guessed at.
        raise CannotRun(console.phrase("course.bad-budget"))
    return {"budget": budget, "chosen": options.choose, "refused": options.refuse}


def _without_look(
    course: Course,
    language: str,
    edition: Edition | None,
    chapters: Sequence[Chapter] | None,
    form: str,
) -> bytes:
    if form == "docx":
        return course_docx(course, language, edition=edition, chapters=chapters)
    return course_markdown(course, language, edition=edition, chapters=chapters).encode()


def day_of(text: str | None, console: Console) -> dt.date:
    """Read the day of ``--on``; without one it is today.

    Raises:
        CannotRun: If it is no day.
    """
    if text is None:
        return dt.datetime.now(dt.UTC).astimezone().date()
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:  # there is no such day
        pass
    error = InvalidDocument([Problem.at("bad-date", ("on",))])
    raise wrong_options(error, console)


def _check_there(gathered: Gathered, chapters: Sequence[Chapter] | None, console: Console) -> None:
    """Refuse to write nothing."""
    if chapters is None:
        if not gathered.documents:
            raise CannotRun(console.phrase("course.nothing"))
        return
    for chapter in chapters:
        if chapter != "offers" and chapter not in gathered.documents:
            raise CannotRun(console.phrase("course.missing", kind=chapter))
