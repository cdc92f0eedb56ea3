# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What follows from the results, in Markdown (Kapitel): strengths, needs, open questions, levers; G1-G3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.render.escaping import escape_markdown
from weltoffen.render.firmness import marked
from weltoffen.render.page import bullets, heading, paragraph, table
from weltoffen.render.results import stage_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from weltoffen.render.page import Page
    from weltoffen.report.moves import Lever, PathStep, Step
    from weltoffen.report.shares import Share
    from weltoffen.report.structure import ConflictResult

GAIN_DIGITS = 1


def strengths(page: Page) -> Iterator[str]:
    """Write the chapter on strengths (Stärken)."""
    yield from heading(2, page.say("heading.strengths"))
    found = page.report.strengths
    yield from paragraph(_intro(page, "strengths", found))
    for one in found:
        result = page.report.by_node[one.node]
        score, n = page.figures.percent(one.score), page.figures.n(result.n)
        yield f"- {page.full_node(one.node)}: {score}, {stage_words(page, result)} ({n})"
    if found:
        yield ""


def _intro(page: Page, name: str, found: Sequence[object]) -> str:
    if found:
        return page.say(f"intro.{name}")
    scored = any(one.score is not None for one in page.report.nodes)
    return page.say(f"intro.no-{name}" if scored else f"intro.no-{name}-yet")


def needs(page: Page) -> Iterator[str]:
    """Write the chapter on needs for action in order of priority (Handlungsbedarfe, G2)."""
    yield from heading(2, page.say("heading.needs"))
    found = page.report.needs
    yield from paragraph(_intro(page, "needs", found))
    if not found:
        return
    labels = ("score", "target", "gap", "gain", "n")
    head = [
        page.say("label.number"),
        page.text(page.report.levels[-1].title),
        *(page.say(f"label.{label}") for label in labels),
    ]
    rows = []
    for number, need in enumerate(found, 1):
        result = page.report.by_node[need.node]
        rows.append(
            [
                str(number),
                page.full_node(need.node),
                marked(page, need.node, page.percent(result.score, result.reason)),
                page.figures.percent(result.target.score),
                page.figures.gap(need.gap),
                page.figures.points(need.gain, GAIN_DIGITS),
                page.figures.n(result.n),
            ]
        )
    yield from table(head, rows, numbers=len(labels))


def clarify(page: Page) -> Iterator[str]:
    """Write the chapter on what is to be clarified (zu klären, G2).

    Only an official response can be asked about; what persons answered must not be (P4).
    """
    yield from heading(2, page.say("heading.clarify"))
    found = page.report.clarify
    view = "official" if page.report.stamp.whole_policy == "official" else "personal"
    yield from paragraph(page.say(f"intro.clarify-{view}" if found else f"intro.no-clarify-{view}"))
    for one in found:
        why = "" if one.reason is None else f": {page.why_none(one.reason)}"
        yield f"- {page.full_node(one.node)}{why}"
        for question in one.questions:
            offices = page.offices_asked(question)
            known = f" ({page.say('label.known-to', offices=offices)})" if offices else ""
            yield f"  - {page.question(question)}{known}"
    if found:
        yield ""


def levers(page: Page) -> Iterator[str]:
    """Write the chapter on levers, in order of the needs (Hebel, G3)."""
    yield from heading(2, page.say("heading.levers"))
    apart = {one.node for one in page.report.supplement}
    found = [lever for lever in page.report.levers if lever.node not in apart]
    yield from paragraph(page.say("intro.levers" if found else "intro.no-levers"))
    order = {need.node: index for index, need in enumerate(page.report.needs)}
    for lever in sorted(found, key=lambda one: order.get(one.node, len(order))):
        yield from _lever(page, lever)


def own_levers(page: Page) -> Iterator[str]:
    """Write the levers of the local supplement, which move nothing outside it (M8)."""
    apart = {one.node for one in page.report.supplement}
    for lever in page.report.levers:
        if lever.node in apart:
            yield from _lever(page, lever)


def _lever(page: Page, lever: Lever) -> Iterator[str]:
    if lever.next_stage is None and not lever.steps and not lever.clarify:
        return
    own = lever.node in {one.node for one in page.report.supplement}
    name = page.node(lever.node)
    yield from heading(3, page.say("label.levers-of", node=name) if own else name)
    if lever.clarify:
        questions = "; ".join(page.quoted(page.question(one)) for one in lever.clarify)
        yield from paragraph(page.say("intro.clarify-first", questions=questions))
    yield from _path(page, lever)
    if lever.steps:
        places = _places(page, lever.node, own=own)
        titles = map(page.node, places.values())
        head = [page.say("label.question"), page.say("label.step"), *titles]
        yield from table(head, [_step(page, one, places) for one in lever.steps], len(places))


def _places(page: Page, node: str, *, own: bool) -> dict[str, str | None]:
    """Say where a step is felt: leaf, field and whole; an own question moves nothing outside its own (M8)."""
    top = page.top(node)
    field = {} if top == node else {"field": top}
    return {"leaf": node, **field, **({} if own else {"whole": None})}


def _path(page: Page, lever: Lever) -> Iterator[str]:
    if lever.next_stage is None:
        return
    stage = page.quoted(page.stage(lever.next_stage))
    if lever.path is None:
        yield from paragraph(page.say("intro.no-path", stage=stage))
        return
    total = sum(one.steps for one in lever.path)
    steps = page.figures.count("step", total)
    yield from paragraph(page.say("intro.path", stage=stage, steps=steps))
    yield from bullets(_path_step(page, one) for one in lever.path)


def _path_step(page: Page, one: PathStep) -> str:
    said = page.say(
        "intro.path-items" if page.is_checklist(one.question) else "intro.path-step",
        question=page.question(one.question),
        options=page.options(one.question, one.options),
        steps=page.figures.count("step", one.steps),
    )
    return _with_new(page, said, one.newly_asked)


def _with_new(page: Page, said: str, newly_asked: Iterable[str]) -> str:
    questions = "; ".join(page.quoted(page.question(one)) for one in newly_asked)
    return page.say("intro.newly-asked", option=said, questions=questions) if questions else said


def _step(page: Page, one: Step, places: Iterable[str]) -> list[str]:
    option = _with_new(page, page.options(one.question, (one.option,)), one.newly_asked)
    effects = (_effect(page, getattr(one, place)) for place in places)
    return [page.question(one.question), option, *effects]


def _effect(page: Page, share: Share | None) -> str:
    return page.say("label.none") if share is None else page.figures.points(share, GAIN_DIGITS)


def conflicts(page: Page) -> Iterator[str]:
    """Write the chapter on contradictions between parts (Widersprüche, A3); nothing without any."""
    found = page.report.conflicts
    if not found:
        return
    yield from heading(2, page.say("heading.conflicts"))
    yield from paragraph(page.say("intro.conflicts"))
    for one in found:
        yield from _conflict(page, one)
    yield ""


def _conflict(page: Page, one: ConflictResult) -> Iterator[str]:
    kind = page.say(f"intro.conflict-{one.kind}")
    yield f"- **{page.question(one.question)}** ({page.perspective(one.perspective)}): {kind}"
    for part, answer in one.answers:
        name = f"{page.say('label.part')} {escape_markdown(part)}" if part else ""
        said = page.answer(one.question, answer)
        yield f"  - {name or page.say('label.whole-response')}: {said}"
