# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What follows from the results (Kapitel): strengths, needs, open questions, levers; G1-G3."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from weltoffen.render.blocks import Entry, heading, listing, paragraphs, table
from weltoffen.render.firmness import marked
from weltoffen.render.inline import Line, join
from weltoffen.render.results import stage_words, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from weltoffen.render.blocks import Block
    from weltoffen.render.page import Page
    from weltoffen.report.moves import Lever, PathStep, Step
    from weltoffen.report.shares import Share
    from weltoffen.report.structure import Clarify, ConflictResult, Strength

GAIN_DIGITS = 1


def strengths(page: Page, *, limit: int | None = None) -> Iterator[Block]:
    """Write the chapter on strengths (Stärken); at most so many of them."""
    yield from heading(2, page.say("heading.strengths"))
    found = page.report.strengths
    yield from paragraphs(_intro(page, "strengths", found))
    yield from listing(_strength(page, one) for one in found[:limit])


def _strength(page: Page, one: Strength) -> Line:
    result = page.report.by_node[one.node]
    return page.say(
        "strength.entry",
        node=page.full_node(one.node),
        score=page.figures.percent(one.score),
        stage=stage_words(page, result),
        n=page.figures.n(result),
    )


def _intro(page: Page, name: str, found: Sequence[object]) -> Line:
    if found:
        return page.say(f"intro.{name}")
    scored = any(one.score is not None for one in page.report.nodes)
    return page.say(f"intro.no-{name}" if scored else f"intro.no-{name}-yet")


def needs(page: Page, *, limit: int | None = None) -> Iterator[Block]:
    """Write the chapter on needs for action in order of priority (Handlungsbedarfe, G2); at most so many."""
    yield from heading(2, page.say("heading.needs"))
    found = page.report.needs
    yield from paragraphs(_intro(page, "needs", found))
    if not found:
        return
    labels = ("score", "target", "gap", "gain", "n")
    head = [
        page.say("label.number"),
        page.text(page.report.levels[-1].title),
        *(page.say(f"label.{label}") for label in labels),
    ]
    rows = []
    for number, need in enumerate(found[:limit], 1):
        result = page.report.by_node[need.node]
        rows.append(
            [
                page.figures.place(need, number),
                page.full_node(need.node),
                marked(page, need.node, page.percent(result.score, result.reason)),
                page.figures.percent(result.target.score),
                page.figures.gap(need.gap),
                page.figures.points(need.gain, GAIN_DIGITS),
                page.figures.n(result),
            ]
        )
    yield attrs.evolve(table(head, rows, numbers=len(labels)), named_by=1)


def next_steps(page: Page, limit: int) -> Iterator[Entry]:
    """Give the edition's suggestions for the first needs (G2); without any, the way to the next stage (G3).

    Args:
        page: The report in one language.
        limit: How many needs; those of which neither is known are left out.
    """
    levers = {one.node: one for one in page.report.levers}
    for need in page.report.needs[:limit]:
        name, result = page.full_node(need.node), page.report.by_node[need.node]
        below = [suggestion(page, one) for one in result.suggestions]
        lever = levers.get(need.node)
        if not below and lever is not None and lever.next_stage is not None:
            stage = page.quoted(page.stage(lever.next_stage))
            name = join(": ", [name, page.say("intro.next-path", stage=stage)])
            below = [_path_step(page, one) for one in lever.path or ()]
        if below:
            yield Entry(line=name, items=tuple(Entry(line=one) for one in below))


def clarify(page: Page, *, limit: int | None = None) -> Iterator[Block]:
    """Write the chapter on what is to be clarified (zu klären, G2); at most so many leaves.

    Only an official response can be asked about; what persons answered must not be (P4).
    """
    yield from heading(2, page.say("heading.clarify"))
    found = page.report.clarify
    view = "official" if page.report.stamp.whole_policy == "official" else "personal"
    yield from paragraphs(
        page.say(f"intro.clarify-{view}" if found else f"intro.no-clarify-{view}")
    )
    yield from listing(_to_clarify(page, one) for one in found[:limit])


def _to_clarify(page: Page, one: Clarify) -> Entry:
    name = page.full_node(one.node)
    return Entry(
        line=name if one.reason is None else join(": ", [name, page.why_none(one.reason)]),
        items=tuple(Entry(line=_known(page, question)) for question in one.questions),
    )


def _known(page: Page, question: str) -> Line:
    """Name a question, and the offices that usually know the answer."""
    asked, offices = page.question(question), page.offices_asked(question)
    if not offices:
        return asked
    return page.say("unit.aside", text=asked, aside=page.say("label.known-to", offices=offices))


def levers(page: Page) -> Iterator[Block]:
    """Write the chapter on levers, in order of the needs (Hebel, G3)."""
    yield from heading(2, page.say("heading.levers"))
    apart = {one.node for one in page.report.supplement}
    found = [lever for lever in page.report.levers if lever.node not in apart]
    yield from paragraphs(page.say("intro.levers" if found else "intro.no-levers"))
    order = {need.node: index for index, need in enumerate(page.report.needs)}
    for lever in sorted(found, key=lambda one: order.get(one.node, len(order))):
        yield from _lever(page, lever)


def own_levers(page: Page) -> Iterator[Block]:
    """Write the levers of the local supplement, which move nothing outside it (M8)."""
    apart = {one.node for one in page.report.supplement}
    for lever in page.report.levers:
        if lever.node in apart:
            yield from _lever(page, lever)


def _lever(page: Page, lever: Lever) -> Iterator[Block]:
    if lever.next_stage is None and not lever.steps and not lever.clarify:
        return
    own = page.is_own(lever.node)
    name = page.node(lever.node)
    yield from heading(3, page.say("label.levers-of", node=name) if own else name)
    yield from lever_steps(page, lever)


def lever_steps(page: Page, lever: Lever) -> Iterator[Block]:
    """Write what moves a leaf on: what to clarify, the way to the next stage, every step (G3)."""
    if lever.clarify:
        questions = join("; ", (page.quoted(page.question(one)) for one in lever.clarify))
        yield from paragraphs(page.say("intro.clarify-first", questions=questions))
    yield from _path(page, lever)
    if lever.steps:
        places = _places(page, lever.node)
        titles = map(page.node, places.values())
        head = [page.say("label.question"), page.say("label.step"), *titles]
        yield table(head, [_step(page, one, places) for one in lever.steps], len(places))


def _places(page: Page, node: str) -> dict[str, str | None]:
    """Say where a step is felt: leaf, field and whole; an own question moves nothing outside its own (M8)."""
    top = page.top(node)
    field = {} if top == node else {"field": top}
    return {"leaf": node, **field, **({} if page.is_own(node) else {"whole": None})}


def _path(page: Page, lever: Lever) -> Iterator[Block]:
    if lever.next_stage is None:
        return
    stage = page.quoted(page.stage(lever.next_stage))
    if lever.path is None:
        yield from paragraphs(page.say("intro.no-path", stage=stage))
        return
    yield from paragraphs(page.say("intro.path", stage=stage, steps=page.figures.steps(lever)))
    yield from listing(_path_step(page, one) for one in lever.path)


def _path_step(page: Page, one: PathStep) -> Line:
    """Write one question's part of the way to the next stage (G3)."""
    said = page.say(
        "intro.path-items" if page.is_checklist(one.question) else "intro.path-step",
        question=page.question(one.question),
        options=page.options(one.question, one.options),
        steps=page.figures.count("step", one, "steps"),
    )
    return _with_new(page, said, one.newly_asked)


def _with_new(page: Page, said: Line, newly_asked: Iterable[str]) -> Line:
    questions = join("; ", (page.quoted(page.question(one)) for one in newly_asked))
    return page.say("intro.newly-asked", option=said, questions=questions) if questions else said


def _step(page: Page, one: Step, places: Iterable[str]) -> list[Line]:
    option = _with_new(page, page.options(one.question, (one.option,)), one.newly_asked)
    effects = (_effect(page, getattr(one, place)) for place in places)
    return [page.question(one.question), option, *effects]


def _effect(page: Page, share: Share | None) -> Line:
    return page.say("label.none") if share is None else page.figures.points(share, GAIN_DIGITS)


def conflicts(page: Page) -> Iterator[Block]:
    """Write the chapter on contradictions between parts (Widersprüche, A3); nothing without any."""
    found = page.report.conflicts
    if not found:
        return
    yield from heading(2, page.say("heading.conflicts"))
    yield from paragraphs(page.say("intro.conflicts"))
    yield from listing(_conflict(page, one) for one in found)


def _conflict(page: Page, one: ConflictResult) -> Entry:
    asked, who = page.question(one.question).strong, page.perspective(one.perspective)
    kind = page.say(f"intro.conflict-{one.kind}")
    line = join(": ", [page.say("unit.aside", text=asked, aside=who), kind])
    said = (_said(page, one, place) for place in range(len(one.answers)))
    return Entry(line=line, items=tuple(Entry(line=answer) for answer in said))


def _said(page: Page, one: ConflictResult, place: int) -> Line:
    """Write what a part of the response says."""
    part, answer = one.answers[place]
    whole = page.say("label.whole-response")
    name = join(" ", [page.say("label.part"), Line.of(part)]) if part else whole
    if isinstance(answer, str | tuple):
        return join(": ", [name, page.answer(one.question, answer)])
    return join(": ", [name, page.figures.given(one, place, Fraction(answer))])
