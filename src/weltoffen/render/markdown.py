# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Reports as Markdown (Bericht als Markdown): the document from title to stamp; N3, P4, P5."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from weltoffen.render.changes import change, own_change
from weltoffen.render.chapters import clarify, conflicts, levers, needs, own_levers, strengths
from weltoffen.render.distributions import answers, own_answers
from weltoffen.render.escaping import escape_markdown
from weltoffen.render.firmness import doubts, mark_explained
from weltoffen.render.page import bullets, heading, open_page, paragraph, paragraphs, table
from weltoffen.render.perspectives import merged_groups, pairs, perspective_table, side_by_side
from weltoffen.render.results import detail, result_row, result_sentences
from weltoffen.render.talks import occasions, own_occasions
from weltoffen.render.workshop import ratings
from weltoffen.report.shares import Share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weltoffen.model.edition import Edition
    from weltoffen.model.ids import Reference
    from weltoffen.model.target import Stage
    from weltoffen.render.page import Page
    from weltoffen.report.structure import Caveat, Report


def render_markdown(report: Report, language: str = "de", *, edition: Edition | None = None) -> str:
    """Write a report as Markdown (Bericht als Markdown).

    Args:
        report: The report; nothing else is taken (P5).
        language: Language of the reader: German for ``de`` and its variants, English otherwise; texts of
            the edition are chosen by M7.
        edition: The edition of the report, extended by the assessment if there is a local supplement. It
            gives questions and options their texts; without it their ids are shown.

    Returns:
        Markdown with the tables of GitHub; equal arguments give equal text. Every text of a document is
        escaped.

    Raises:
        Unprotected: For anything but a `Report`.
        InvalidDocument: ``other-edition``, if the report was made with another edition.
    """
    page = open_page(report, language, edition, "render_markdown")
    lines = chain(
        _head(page),
        _about(page),
        _caveats(page),
        _overview(page),
        strengths(page),
        needs(page),
        occasions(page),
        ratings(page),
        change(page),
        clarify(page),
        levers(page),
        _details(page),
        side_by_side(page),
        _supplement(page),
        conflicts(page),
        answers(page),
        _stamp(page),
    )
    return "\n".join(lines)


def _head(page: Page) -> Iterator[str]:
    report, figures = page.report, page.figures
    town = escape_markdown(report.municipality.name)
    title = (
        page.say("heading.title", town=town) if report.title is None else page.text(report.title)
    )
    yield from heading(1, title)
    key = report.municipality.ags
    if key is not None:
        town = f"{town} ({page.say('label.key', key=escape_markdown(key))})"
    period = figures.period(report.round)
    round_ = escape_markdown(report.round.id) + (f" ({period})" if period else "")
    yield from bullets(
        [
            _entry(page, "town", town),
            _entry(page, "round", round_),
            _entry(page, "edition", _reference(page, report.stamp.edition)),
            _entry(page, "method", _method(page)),
            _entry(page, "basis", _basis(page)),
            _entry(page, "limits", page.say("method.limits", k=report.stamp.protection_k)),
        ]
    )


def _entry(page: Page, label: str, safe: str) -> str:
    return f"**{page.say(f'label.{label}')}:** {safe}"


def _reference(page: Page, reference: Reference) -> str:
    found = (escape_markdown(reference.id), escape_markdown(reference.version))
    return page.say("label.version", id=found[0], version=found[1])


def _method(page: Page) -> str:
    method = page.report.stamp.method
    return page.say(
        "label.version", id=escape_markdown(method.id), version=escape_markdown(method.version)
    )


def _basis(page: Page) -> str:
    stamp = page.report.stamp
    perspective = page.perspective(stamp.method.official_perspective)
    return page.say(f"whole.{stamp.whole_policy}", perspective=perspective)


def _about(page: Page) -> Iterator[str]:
    yield from heading(2, page.say("heading.about"))
    for name in ("self-report", "no-ranking", "independent"):
        yield from paragraph(page.say(f"about.{name}"))


def _caveats(page: Page) -> Iterator[str]:
    yield from heading(2, page.say("heading.caveats"))
    low, high = page.figures.percent(Share(0)), page.figures.percent(Share(1))
    yield from paragraph(page.say("about.reading", low=low, high=high))
    protection = page.say("about.protection", k=page.report.stamp.protection_k)
    yield from paragraphs(protection, merged_groups(page), mark_explained(page))
    yield from bullets(_caveat(page, caveat) for caveat in page.report.caveats)


def _caveat(page: Page, caveat: Caveat) -> str:
    said = page.say(f"caveat.{caveat.code}")
    if not caveat.nodes:
        return said
    return f"{said} {page.say('label.concerns', nodes=page.nodes(caveat.nodes))}"


def _overview(page: Page) -> Iterator[str]:
    report = page.report
    yield from heading(2, page.say("heading.overview"))
    yield from paragraphs(result_sentences(page, report.whole), doubts(page, report.whole))
    labels = ("stage", "score", "target", "gap", "coverage", "n")
    head = [page.text(report.levels[0].title), *(page.say(f"label.{label}") for label in labels)]
    tops = [one for one in report.nodes if one.parent is None]
    rows = [result_row(page, one) for one in (*tops, report.whole)]
    yield from table(head, rows, numbers=5)
    yield from heading(3, page.say("heading.stages"))
    yield from bullets(_stage(page, stage) for stage in report.stages)


def _stage(page: Page, stage: Stage) -> str:
    lower = page.say("unit.from", score=page.figures.percent(Share(stage.lower)))
    described = "" if stage.description is None else f": {page.text(stage.description)}"
    return f"**{page.text(stage.title)}** ({lower}){described}"


def _details(page: Page) -> Iterator[str]:
    yield from heading(2, page.say("heading.details"))
    for one in page.report.nodes:
        yield from detail(page, one)


def _supplement(page: Page) -> Iterator[str]:
    report = page.report
    if not report.supplement:
        return
    yield from heading(2, page.say("heading.supplement"))
    yield from paragraph(page.say("intro.supplement"))
    for one in report.supplement:
        yield from detail(page, one)
    if report.perspectives:
        yield from perspective_table(page, [one.node for one in report.supplement])
    yield from pairs(page, own=True)
    yield from own_occasions(page)
    yield from own_change(page)
    yield from own_answers(page)
    yield from own_levers(page)


def _stamp(page: Page) -> Iterator[str]:
    stamp, figures = page.report.stamp, page.figures
    method = stamp.method
    yield from heading(2, page.say("heading.stamp"))
    model = _reference(page, stamp.target_model)
    questions = _reference(page, stamp.edition)
    printed = page.say("label.fingerprint")
    sentences = (
        page.say(f"parent.{method.parent_policy}"),
        page.say("method.coverage", share=figures.percent(Share(method.minimum_coverage))),
        page.say("method.tendency", share=figures.percent(Share(method.tendency_share))),
        page.say("method.protection", k=stamp.protection_k),
    )
    yield from bullets(
        [
            _entry(page, "library", f"weltoffen {escape_markdown(stamp.library)}"),
            _entry(page, "model", f"{model}; {printed} {escape_markdown(stamp.target_model_hash)}"),
            _entry(
                page,
                "edition",
                f"{questions}; {printed} {escape_markdown(stamp.questionnaire_hash)}",
            ),
            _entry(page, "method", f"{_method(page)}. {' '.join(sentences)}"),
        ]
    )
