# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""A village small enough to work out by hand, with names: what the tests on views and rounds share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
from tests.builders import STAGES, STEPS, Town, single, town
from tests.render.paper import MARKDOWN, reworded

from weltoffen.model.assessment import Perspective, Supplement
from weltoffen.model.scale import Option
from weltoffen.model.target import Level, Node
from weltoffen.render import render_markdown
from weltoffen.report.assembly import build_report
from weltoffen.scoring.protection import ProtectionRule, protect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weltoffen.model.questionnaire import Question
    from weltoffen.model.response import Response
    from weltoffen.report.structure import Report

PEOPLE = {
    "administration": {"de": "Verwaltung", "en": "Administration"},
    "politics": {"de": "Politik", "en": "Politics"},
    "civil-society": {"de": "Zivilgesellschaft", "en": "Civil society"},
    "economy": {"de": "Wirtschaft", "en": "Economy"},
    "residents": {"de": "Einwohner*innen", "en": "Residents"},
}
WORDS = (
    {"de": "nein", "en": "no"},
    {"de": "kaum", "en": "little"},
    {"de": "halb", "en": "half"},
    {"de": "fast", "en": "nearly"},
    {"de": "ja", "en": "yes"},
)
NODES = (
    Node(id="play", title={"de": "Freizeit", "en": "Leisure"}),
    Node(id="sport", parent="play", title={"de": "Sport", "en": "Sports"}),
    Node(id="music", parent="play", title={"de": "Musik", "en": "Music"}),
    Node(id="talk", title={"de": "Gespräch", "en": "Talk"}),
    Node(id="news", parent="talk", title={"de": "Nachrichten", "en": "News"}),
)
QUESTIONS = (
    single("sport-hall", "sport"),
    single("sport-club", "sport"),
    single("music-choir", "music"),
    single("news-paper", "news"),
)
OWN = Supplement(
    nodes=[Node(id="river", title={"de": "Fluss", "en": "River"})],
    questions=[single("river-bank", "river")],
)
"""A local supplement with one leaf."""


def village(*questions: Question, **more: Any) -> Town:  # noqa: ANN401 - as `town` takes it
    """Give a town in which every node, stage, question, option and perspective has a name."""
    one = town(*(questions or QUESTIONS), **{"nodes": NODES, "depth": 2, **more})
    asked, model = one.edition.questionnaire, one.edition.target_model
    options = [
        Option(id=option.id, title=words, points=option.points)
        for option, words in zip(STEPS.options, WORDS, strict=True)
    ]
    stages = [
        attrs.evolve(stage, title={"de": f"Stufe {i}", "en": f"Stage {i}"})
        for i, stage in enumerate(STAGES, 1)
    ]
    titled = [
        attrs.evolve(q, title={"de": f"Frage {q.id}?", "en": f"Question {q.id}?"})
        for q in asked.questions
    ]
    levels = [
        Level(id="field", title={"de": "Feld", "en": "Field"}),
        Level(id="criterion", title={"de": "Kriterium", "en": "Criterion"}),
    ]
    people = [Perspective(id=p.id, title=PEOPLE[p.id]) for p in one.assessment.perspectives]
    return Town(
        edition=attrs.evolve(
            one.edition,
            target_model=attrs.evolve(model, stages=stages, levels=levels),
            questionnaire=attrs.evolve(
                asked, scales=[attrs.evolve(STEPS, options=options)], questions=titled
            ),
        ),
        assessment=attrs.evolve(one.assessment, perspectives=people),
    )


def worded(one: Town, text: str) -> Town:
    """Put a text in the place of every text of a town's edition and assessment."""
    changed = {
        name: reworded(getattr(one.assessment, name), text)
        for name in ("perspectives", "supplement")
    }
    return Town(
        edition=reworded(one.edition, text), assessment=attrs.evolve(one.assessment, **changed)
    )


def report(
    one: Town,
    *responses: Response,
    merges: Iterable[Iterable[str]] = (),
    **more: Any,  # noqa: ANN401
) -> Report:
    """Go the whole way, with merged perspectives, a workshop or an earlier round."""
    rule = ProtectionRule(merges=merges)
    public = protect(one.tally(*responses), rule, one.assessment, one.edition)
    return build_report(public, one.assessment, one.edition, **more)


def told(one: Town, found: Report, language: str = "de") -> str:
    """Write a report with the names of its questions, and with plain spaces."""
    edition = one.assessment.extend(one.edition)
    return render_markdown(found, language, edition=edition).replace("\u00a0", " ")


def chapters(markdown: str) -> dict[str, str]:
    """Give the text of each chapter by its heading; what stands above the first by an empty one."""
    first, *others = f"\n{markdown}".split("\n## ")
    found = {"": first}
    for one in others:
        heading, _, body = one.partition("\n")
        assert heading not in found
        found[heading] = body
    return found


def sections(body: str) -> dict[str, str]:
    """Give the text of each section of a chapter by its heading; what stands above by an empty one."""
    first, *others = f"\n{body}".split("\n### ")
    return {"": first, **{one.partition("\n")[0]: one.partition("\n")[2] for one in others}}


def tables(body: str) -> list[list[list[str]]]:
    """Give the cells of each table, row by row, the head first."""
    found: list[list[list[str]]] = []
    for token in MARKDOWN.parse(body):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type == "inline" and token.level > 3 and found:
            found[-1][-1].append("".join(c.content for c in token.children or []))
    return found
