# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen demo``: the result of an invented town (Vorführung)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from weltoffen import schemas
from weltoffen.cli.console import FINE, shown_name
from weltoffen.cli.outputs import columns
from weltoffen.demo import demo_bytes
from weltoffen.errors import MissingExtra
from weltoffen.evaluation import evaluate
from weltoffen.reference import load_reference
from weltoffen.render import render_html, render_markdown
from weltoffen.render.figures import Figures
from weltoffen.render.numbers import Numbers
from weltoffen.render.pointers import Pointers
from weltoffen.render.results import without_personal

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from weltoffen.cli.console import Console
    from weltoffen.model.edition import Edition
    from weltoffen.model.text import Text
    from weltoffen.report.structure import NodeResult, Report

FOLDER = "musterstadt"
ASSESSMENT, ANSWERS = "assessment.json", "answers.ndjson"
SHOWN_NEEDS = 3


def run(options: argparse.Namespace, console: Console) -> int:
    """Show and write the demo; arguments and exit codes as in `weltoffen.cli`."""
    del options
    answers = demo_bytes(ANSWERS)
    assessment = schemas.read_assessment(demo_bytes(ASSESSMENT))
    edition = assessment.extend(load_reference(assessment.edition.version))
    responses = list(schemas.read_responses(answers, edition.questionnaire, assessment))
    parts = sum(one.capacity == "official" for one in responses)
    groups = {one.perspective for one in responses if one.capacity == "personal"}
    report = evaluate(answers, assessment, edition=edition)
    ending, page = _readable(report, edition, console)
    files = {
        f"{FOLDER}/{ASSESSMENT}": demo_bytes(ASSESSMENT),
        f"{FOLDER}/{ANSWERS}": answers,
        f"{FOLDER}-report.json": schemas.write(report),
        f"{FOLDER}-report.{ending}": page.encode(),
    }
    for name, data in files.items():
        console.save(Path(name), data)
    base = console.phrase(
        "demo.base", parts=parts, persons=len(responses) - parts, groups=len(groups)
    )
    for line in Showing(report, console).lines(base):
        console.say(line)
    console.say(console.phrase("demo.files", folder=shown_name(str(Path.cwd()))))
    for name in files:
        console.say(f"  {name}")
    if ending == "md":
        console.say(console.phrase("demo.no-page"))
    console.say(console.phrase("demo.next"))
    return FINE


def _readable(report: Report, edition: Edition, console: Console) -> tuple[str, str]:
    """Write the report as a page, or as Markdown if the extra for pages is missing; with its ending."""
    language = console.language
    try:
        return "html", render_html(report, language, edition=edition)
    except MissingExtra:
        return "md", render_markdown(report, language, edition=edition)


class Showing:
    """A report as plain lines for a terminal."""

    def __init__(self, report: Report, console: Console) -> None:
        """Take a report, and the console for its language."""
        self._report = report
        self._console = console
        self._figures = Figures(console.language)
        self._numbers = Numbers(self._figures, Pointers(report))

    def lines(self, base: str) -> Iterator[str]:
        """Write what is worth seeing first."""
        report, phrase = self._report, self._console.phrase
        yield phrase("demo.title", town=report.municipality.name)
        yield base
        yield ""
        yield from self._overview()
        yield ""
        yield phrase("demo.needs")
        for number, need in enumerate(report.needs[:SHOWN_NEEDS], 1):
            node = self._text(report.by_node[need.node].title)
            gap, gain = self._numbers.gap(need.gap).plain, self._figures.points(need.gain, 1)
            yield "  " + phrase("demo.need", number=number, node=node, gap=gap, gain=gain)
        yield ""
        yield from self._perspectives()
        yield ""
        yield phrase("demo.self-report")
        yield ""

    def _overview(self) -> Iterator[str]:
        words = self._figures.words
        tops = [one for one in self._report.nodes if one.parent is None]
        names = ("label.stage", "label.score", "label.gap")
        head = [self._text(self._report.levels[0].title), *(words[name] for name in names)]
        whole = [words["label.whole"], *self._row(self._report.whole)]
        yield from columns([head, *([self._text(o.title), *self._row(o)] for o in tops), whole])

    def _row(self, result: NodeResult) -> list[str]:
        words, figures = self._figures.words, self._figures
        none = words["label.none"]
        if result.score is None:
            return [none, words[f"reason.{result.reason or 'protected'}"], none]
        titles = {stage.id: self._text(stage.title) for stage in self._report.stages}
        stage = titles.get(result.stage or "", none)
        if result.tendency:
            stage = self._console.phrase("demo.tendency", stage=stage)
        score = f"{figures.percent(result.score)} ({figures.n(result.n)})"
        return [stage, score, self._numbers.gap(result.gap).plain]

    def _perspectives(self) -> Iterator[str]:
        report, figures = self._report, self._figures
        titles = {one.perspective: self._text(one.title) for one in report.participation}
        yield self._console.phrase("demo.perspectives")
        rows, hidden = [], set(without_personal(report))
        for view in report.perspectives:
            whole = view.nodes[0]
            if view.capacity == "personal" and whole.reason == "protected":
                hidden.add(view.perspective)
            capacity = figures.words[f"label.{view.capacity}"]
            rows.append(
                [f"{titles[view.perspective]}, {capacity}", self._numbers.scored(whole).plain]
            )
        yield from columns(rows)
        if hidden:
            groups = ", ".join(title for one, title in titles.items() if one in hidden)
            yield self._console.phrase("demo.protected", groups=groups)
        if report.conflicts:
            number = len(report.conflicts)
            name = "demo.conflicts-one" if number == 1 else "demo.conflicts"
            yield self._console.phrase(name, number=number)
        yield self._console.phrase("demo.occasions", number=len(report.occasions))

    def _text(self, text: Text | None) -> str:
        return "" if text is None else text.choose(self._console.language)
