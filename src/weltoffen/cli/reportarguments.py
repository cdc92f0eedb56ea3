# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Commands that make reports, or something of them (Befehle rund um Berichte)."""

from __future__ import annotations

from weltoffen.cli import descriptions
from weltoffen.cli.coursearguments import add_chapters, add_on
from weltoffen.cli.options import (
    CHART_FORMS,
    COURSE_FORMS,
    PAPER_FORMS,
    Commands,
    add_command,
    add_counted,
    add_look,
    add_output,
    add_report_forms,
    add_responses,
    add_saved,
)


def add_report(commands: Commands) -> None:
    """Add ``report``."""
    report = add_command(
        commands,
        "report",
        "make a report from responses",
        descriptions.REPORT,
        descriptions.REPORT_EXAMPLES,
    )
    add_responses(report)
    report.add_argument(
        "--previous",
        metavar="FILE",
        help="report (JSON) of an earlier round of the same municipality: the change since then is added",
    )
    report.add_argument(
        "--reworded",
        action="store_true",
        help="with --previous: compare reworded questions, too",
    )
    report.add_argument(
        "--released",
        metavar="FILE",
        help="first release (report, JSON) of this same round: the new report is a later release, and tells "
        "nothing that the first did not; its k and its merges hold unless others are given",
    )
    report.add_argument(
        "--workshop",
        metavar="FILE",
        help="record of the workshop (JSON): what it rated stands beside the results",
    )
    add_report_forms(report)


def add_render(commands: Commands) -> None:
    """Add ``render``."""
    render = add_command(
        commands,
        "render",
        "write a saved report in another form",
        descriptions.RENDER,
        descriptions.RENDER_EXAMPLES,
    )
    add_saved(render)
    add_report_forms(render)


def add_charts(commands: Commands) -> None:
    """Add ``charts``."""
    charts = add_command(
        commands,
        "charts",
        "draw the charts of a saved report",
        descriptions.CHARTS,
        descriptions.CHARTS_EXAMPLES,
    )
    add_saved(charts)
    charts.add_argument(
        "-o", "--output", metavar="DIR", required=True, help="folder for the files (required)"
    )
    charts.add_argument(
        "--format",
        action="append",
        choices=CHART_FORMS,
        help="form of the files; spec is the Vega-Lite or Vega specification (JSON); "
        "may stand several times (default: svg and png)",
    )
    charts.add_argument(
        "--theme",
        choices=["light", "dark"],
        default="light",
        help="for a light or a dark ground (default: light)",
    )


def add_workshop(commands: Commands) -> None:
    """Add ``workshop``."""
    workshop = add_command(
        commands,
        "workshop",
        "write sheets for a workshop from a saved report, or its record",
        descriptions.WORKSHOP,
        descriptions.WORKSHOP_EXAMPLES,
    )
    add_saved(workshop)
    workshop.add_argument(
        "--field",
        action="append",
        default=[],
        metavar="ID",
        help="field of action; may stand several times (default: all)",
    )
    workshop.add_argument(
        "--record",
        metavar="FILE",
        help="record of the workshop (JSON): write it instead, held against the report",
    )
    add_on(workshop)
    add_output(workshop, COURSE_FORMS, usual="html for the sheets, md for the record")
    add_look(workshop)


def add_paper(commands: Commands) -> None:
    """Add ``paper``."""
    paper = add_command(
        commands,
        "paper",
        "write a paper for the council, from a saved report",
        descriptions.PAPER,
        descriptions.PAPER_EXAMPLES,
    )
    add_saved(paper)
    paper.add_argument(
        "paper",
        metavar="PAPER",
        help="council paper (JSON): number, office, way through the bodies; - is standard input",
    )
    add_output(paper, PAPER_FORMS)
    paper.add_argument(
        "--course",
        action="append",
        default=[],
        metavar="FILE",
        help="document of what is before and after the questionnaire, such as measures, or a folder with "
        "them; may stand several times",
    )
    add_chapters(paper, "with --course: only this chapter of it")
    add_on(paper)
    paper.add_argument(
        "--base-url",
        metavar="URL",
        help="with json (required): address below which the objects of OParl are published",
    )
    paper.add_argument(
        "--created",
        metavar="TIME",
        help="with json (required): when they were made, with offset from UTC, such as "
        "2026-06-15T10:00:00+02:00; or the word now",
    )
    add_look(paper)


def add_compare(commands: Commands) -> None:
    """Add ``compare``."""
    compare = add_command(
        commands,
        "compare",
        "say what changed between two rounds of a municipality",
        descriptions.COMPARE,
        descriptions.COMPARE_EXAMPLES,
    )
    compare.add_argument(
        "earlier", metavar="EARLIER", help="report (JSON) of the earlier round; - is standard input"
    )
    compare.add_argument("later", metavar="LATER", help="report (JSON) of the later round")
    compare.add_argument("--reworded", action="store_true", help="compare reworded questions, too")
    compare.add_argument(
        "-o", "--output", metavar="FILE", help="file, .md; - is standard output (default)"
    )


def add_protection(commands: Commands) -> None:
    """Add ``protection``."""
    protection = add_command(
        commands,
        "protection",
        "say what is hidden and why: for the operator only, not for publication",
        descriptions.PROTECTION,
        descriptions.PROTECTION_EXAMPLES,
    )
    add_responses(protection)


def add_tally(commands: Commands) -> None:
    """Add ``tally``."""
    tally = add_command(
        commands,
        "tally",
        "count responses and keep the counts: for the operator only, not for publication",
        descriptions.TALLY,
        descriptions.TALLY_EXAMPLES,
    )
    add_counted(tally)
    tally.add_argument(
        "-o", "--output", metavar="FILE", help="file, .json; - is standard output (default)"
    )
