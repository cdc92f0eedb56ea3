# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Reports in the form that was asked for (Formen des Berichts), and their charts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from weltoffen import schemas
from weltoffen.cli.console import CannotRun
from weltoffen.cli.inputs import opened
from weltoffen.cli.options import REPORT_FORMS
from weltoffen.cli.outputs import chosen_form, put_into, put_out
from weltoffen.errors import InvalidDocument
from weltoffen.extras import is_there
from weltoffen.render import Look, chart_files, render_docx, render_html, render_markdown
from weltoffen.render.document import title
from weltoffen.render.look import MAX_LOGO
from weltoffen.render.page import open_page

if TYPE_CHECKING:
    import argparse

    from weltoffen.cli.console import Console
    from weltoffen.model.edition import Edition
    from weltoffen.report.structure import Report

LOOK = ("name", "logo", "colour", "dark_colour")
"""Options of the look of a page."""


@attrs.frozen(kw_only=True)
class Wanted:
    """In which form a report is wanted (gewünschte Form).

    Attributes:
        form: One of ``weltoffen.cli.options.REPORT_FORMS``.
        look: Look of a page.
        table: Table of a CSV file.
    """

    form: str
    look: Look
    table: str


def wanted_form(options: argparse.Namespace, console: Console) -> Wanted:
    """Take the form from the options, before anything else is read.

    Raises:
        CannotRun: If they do not go together, or the look is none.
    """
    form = chosen_form(options, REPORT_FORMS, console)
    if options.table is not None and form != "csv":
        raise CannotRun(console.phrase("form.only-with", option="--table", form="csv"))
    return Wanted(
        form=form,
        look=chosen_look(options, form, console),
        table=options.table or "results",
    )


def chosen_look(options: argparse.Namespace, form: str, console: Console) -> Look:
    """Take the look of a page from the options.

    Raises:
        CannotRun: If no page is asked for, the logo cannot be read, or it is no look.
    """
    given: dict[str, Any] = {
        name: getattr(options, name) for name in LOOK if getattr(options, name) is not None
    }
    if given and form != "html":
        option = option_named(next(iter(given)))
        raise CannotRun(console.phrase("form.only-with", option=option, form="html"))
    if "logo" in given:
        with opened(given["logo"], console) as file:
            given["logo"] = file.read(MAX_LOGO + 1)
    try:
        return Look(**given)
    except InvalidDocument as error:
        raise wrong_options(error, console) from None


def option_named(name: str) -> str:
    """Give the option that an argument of the library is given by."""
    return f"--{name.replace('_', '-')}"


def wrong_options(error: InvalidDocument, console: Console) -> CannotRun:
    """Tell what is wrong with arguments of the library by the names of the options."""
    return CannotRun(
        " ".join(
            f"{option_named(one.pointer.removeprefix('/'))}: {one.message(console.language)}"
            for one in error.problems
        )
    )


def put_report(
    report: Report,
    edition: Edition | None,
    wanted: Wanted,
    options: argparse.Namespace,
    console: Console,
) -> None:
    """Write a report, and its charts if they are asked for, all or nothing as far as extras are missing."""
    folder: str | None = options.charts
    charts = []
    with console.stage("writing"):
        data = _written(report, edition, wanted, console)
        if folder is not None:
            language = console.language
            charts = list(chart_files(report, language, edition=edition, forms=("svg", "png")))
    put_out(options, data, console)
    if folder is not None:
        put_into(folder, charts, console)


def _written(report: Report, edition: Edition | None, wanted: Wanted, console: Console) -> bytes:
    language = console.language
    if wanted.form == "json":
        return schemas.write(report)
    if wanted.form == "html":
        return render_html(report, language, edition=edition, look=wanted.look).encode()
    if wanted.form == "docx":
        drawn = is_there("vl_convert")
        return render_docx(report, language, edition=edition, pictures=drawn)
    if wanted.form == "md":
        return render_markdown(report, language, edition=edition).encode()
    return _tables(report, edition, wanted, console)


def _tables(report: Report, edition: Edition | None, wanted: Wanted, console: Console) -> bytes:
    from weltoffen import interop

    language = console.language
    if wanted.form == "csv":
        table = interop.to_rows(report, wanted.table, language, edition=edition)
        return interop.write_csv(table, language)
    name = title(open_page(report, language, edition, "write_workbook")).plain
    tables = interop.to_tables(report, language, edition=edition)
    return interop.write_workbook(tables, title=name, created=report.round.end)
