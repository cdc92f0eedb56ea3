# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""A report as a document (Bericht als Dokument): its blocks from title to stamp; N3, P4, P5."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from weltoffen.render.blocks import heading, listing, paragraphs, table
from weltoffen.render.changes import change, own_change
from weltoffen.render.chapters import clarify, conflicts, levers, needs, own_levers, strengths
from weltoffen.render.distributions import answers, own_answers
from weltoffen.render.firmness import doubts, mark_explained
from weltoffen.render.inline import Line, join
from weltoffen.render.perspectives import merged_groups, pairs, perspective_table, side_by_side
from weltoffen.render.results import detail, result_row, result_sentences
from weltoffen.render.talks import occasions, own_occasions
from weltoffen.render.workshop import ratings
from weltoffen.report.shares import Share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from weltoffen.model.ids import Reference
    from weltoffen.model.target import Stage
    from weltoffen.render.blocks import Block, Table
    from weltoffen.render.page import Page
    from weltoffen.report.structure import Caveat


def report_blocks(page: Page, more: Iterable[Block] = ()) -> Iterator[Block]:
    """Give the whole report, chapter by chapter.

    Args:
        page: The report in one language.
        more: Chapters that stand before the details.
    """
    yield from chain(
        _head(page),
        about(page),
        caveats(page),
        _overview(page),
        strengths(page),
        needs(page),
        occasions(page),
        ratings(page),
        change(page),
        clarify(page),
        levers(page),
        more,
        _details(page),
        side_by_side(page),
        supplement(page),
        conflicts(page),
        answers(page),
        stamp(page),
    )


def _head(page: Page) -> Iterator[Block]:
    yield from heading(1, title(page))
    yield from listing(facts(page))


def title(page: Page) -> Line:
    """Name the report."""
    town = Line.of(page.report.municipality.name)
    given = page.report.title
    return page.say("heading.title", town=town) if given is None else page.text(given)


def facts(page: Page) -> Iterator[Line]:
    """Say whose report it is, of which round, made with what."""
    report = page.report
    town, key = Line.of(report.municipality.name), report.municipality.ags
    if key is not None:
        town = page.say("unit.aside", text=town, aside=page.say("label.key", key=Line.of(key)))
    yield page.entry("town", town)
    yield page.entry("round", page.round(report.round))
    yield page.entry("edition", page.version(report.stamp.edition))
    yield page.entry("method", page.version(report.stamp.method))
    yield page.entry("basis", _basis(page))
    yield page.entry("limits", page.say("method.limits", k=_k(page)))


def _k(page: Page) -> Line:
    return page.figures.number(page.report.stamp, "protection_k")


def _basis(page: Page) -> Line:
    stamp = page.report.stamp
    perspective = page.perspective(stamp.method.official_perspective)
    return page.say(f"whole.{stamp.whole_policy}", perspective=perspective)


def about(page: Page) -> Iterator[Block]:
    """Write what the report is, and what it is not."""
    yield from heading(2, page.say("heading.about"))
    for name in ("self-report", "no-ranking", "independent"):
        yield from paragraphs(page.say(f"about.{name}"))


def caveats(page: Page) -> Iterator[Block]:
    """Write how to read the numbers, how persons are protected, and every reservation."""
    yield from heading(2, page.say("heading.caveats"))
    low, high = page.figures.constant(Share(0)), page.figures.constant(Share(1))
    yield from paragraphs(page.say("about.reading", low=low, high=high))
    protection = page.say("about.protection", k=_k(page))
    yield from paragraphs(protection, merged_groups(page), mark_explained(page))
    yield from listing(_caveat(page, caveat) for caveat in page.report.caveats)


def _caveat(page: Page, caveat: Caveat) -> Line:
    said = page.say(f"caveat.{caveat.code}")
    if not caveat.nodes:
        return said
    return join(" ", [said, page.say("label.concerns", nodes=page.nodes(caveat.nodes))])


def _overview(page: Page) -> Iterator[Block]:
    report = page.report
    yield from heading(2, page.say("heading.overview"))
    yield from paragraphs(result_sentences(page, report.whole), doubts(page, report.whole))
    yield overview_table(page)
    yield from stages(page)


def overview_table(page: Page) -> Table:
    """Make the table of the top-level nodes and of the whole."""
    report = page.report
    labels = ("stage", "score", "target", "gap", "coverage", "n")
    head = [page.text(report.levels[0].title), *(page.say(f"label.{label}") for label in labels)]
    tops = [one for one in report.nodes if one.parent is None]
    return table(head, [result_row(page, one) for one in (*tops, report.whole)], numbers=5)


def stages(page: Page) -> Iterator[Block]:
    """Write what the stages are (S6)."""
    yield from heading(3, page.say("heading.stages"))
    yield from listing(_stage(page, stage) for stage in page.report.stages)


def _stage(page: Page, stage: Stage) -> Line:
    lower = page.say("unit.from", score=page.figures.exact(stage, "lower"))
    name = page.say("unit.aside", text=page.text(stage.title).strong, aside=lower)
    described = () if stage.description is None else (page.text(stage.description),)
    return join(": ", [name, *described])


def _details(page: Page) -> Iterator[Block]:
    yield from heading(2, page.say("heading.details"))
    for one in page.report.nodes:
        yield from detail(page, one)


def supplement(page: Page) -> Iterator[Block]:
    """Write the chapter on the town's own questions (M8); nothing without any."""
    report = page.report
    if not report.supplement:
        return
    yield from heading(2, page.say("heading.supplement"))
    yield from paragraphs(page.say("intro.supplement"))
    for one in report.supplement:
        yield from detail(page, one)
    if report.perspectives:
        yield perspective_table(page, [one.node for one in report.supplement])
    yield from pairs(page, own=True)
    yield from own_occasions(page)
    yield from own_change(page)
    yield from own_answers(page)
    yield from own_levers(page)


def stamp(page: Page) -> Iterator[Block]:
    """Write what the report was made with (S8)."""
    made, figures = page.report.stamp, page.figures
    method = made.method
    yield from heading(2, page.say("heading.stamp"))
    rules = (
        page.say(f"parent.{method.parent_policy}"),
        page.say("method.coverage", share=figures.method(made, "minimum_coverage")),
        page.say("method.tendency", share=figures.method(made, "tendency_share")),
        page.say("method.protection", k=_k(page)),
    )
    said = join(" ", rules)
    yield from listing(
        [
            page.entry("library", Line.of(f"weltoffen {made.library}")),
            page.entry("model", _printed(page, made.target_model, made.target_model_hash)),
            page.entry("edition", _printed(page, made.edition, made.questionnaire_hash)),
            page.entry(
                "method", page.say("stamp.method", version=page.version(method), rules=said)
            ),
        ]
    )


def _printed(page: Page, reference: Reference, digest: str) -> Line:
    """Name a document with its fingerprint (S8)."""
    return page.say("stamp.printed", version=page.version(reference), digest=Line.of(digest))
