# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on the workshop (Kapitel zum Workshop): W1-W4, G7."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, final

from weltoffen.course.workshops import FIRST_NEEDS, LEAST_PEOPLE, MOST_PEOPLE
from weltoffen.model.workshop import LEAST_VOICES
from weltoffen.render.blocks import Entry, heading, listing, paragraphs, table
from weltoffen.render.inline import Line, fill, join

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from weltoffen.course.workshops import WorkshopFinding
    from weltoffen.model.text import Text
    from weltoffen.model.workshop import ActionNeed, NextStep, Rerating, Statement, Workshop
    from weltoffen.render.blocks import Block
    from weltoffen.render.course.voice import Voice


def workshop_chapter(
    voice: Voice,
    workshop: Workshop,
    findings: Sequence[WorkshopFinding] = (),
    *,
    brief: bool = False,
) -> Iterator[Block]:
    """Write the chapter on the workshop: who was there, what was agreed on, what was said.

    Args:
        voice: The language; with a page that of the report that the workshop discussed.
        workshop: The record.
        findings: What there is to say of it beside the report, `weltoffen.course.workshops`.
        brief: Whether to leave out what was said and the remarks, as in a council paper.
    """
    chapter = _Chapter(voice, workshop)
    yield from heading(2, chapter.say("heading.workshop"), "course-workshop")
    yield from paragraphs(chapter.say("intro.workshop", day=voice.day(workshop.date)))
    yield from chapter.people()
    yield from chapter.ratings()
    yield from chapter.needs()
    yield from chapter.steps()
    if not brief:
        yield from chapter.statements()
        yield from chapter.findings(findings)


@final
class _Chapter:
    def __init__(self, voice: Voice, workshop: Workshop) -> None:
        self._voice = voice
        self._workshop = workshop
        self._titles = {one.id: self._text(one.title) for one in workshop.needs}

    def say(self, name: str, **values: Line) -> Line:
        """Fill a text of ``workshops.toml``."""
        return self._voice.say("workshops", name, **values)

    def _text(self, text: Text) -> Line:
        return self._voice.text(text, self._workshop.source_language)

    def _number(self, number: int) -> Line:
        return self._voice.number(Fraction(number))

    def _labels(self, *names: str) -> list[Line]:
        return [self.say(f"label.{name}") for name in names]

    def _perspective(self, perspective: str) -> Line:
        page = self._voice.page
        return Line.of(perspective) if page is None else page.perspective(perspective)

    def _node(self, node: str) -> Line:
        """Name a node with a way to its section; by its id if the report lacks it, or without report."""
        page = self._voice.page
        known = page is not None and node in page.report.by_node
        return page.full_node(node) if page is not None and known else self._voice.node(node)

    # --- Sections ------------------------------------------------------------------------------------

    def people(self) -> Iterator[Block]:
        """Write how many of each perspective were there, and of all together (W1)."""
        groups = self._workshop.groups
        yield from heading(3, self.say("heading.people"))
        if not groups:
            yield from paragraphs(self.say("none.people"))
            return
        rows = [(self._perspective(one.perspective), self._number(one.number)) for one in groups]
        total = self._number(sum(one.number for one in groups))
        rows.append((self.say("label.all"), total))
        yield table(self._labels("perspective", "number"), rows, numbers=1)

    def ratings(self) -> Iterator[Block]:
        """Write what was rated again, unless the report has it beside its own results (G7)."""
        reratings, page = self._workshop.reratings, self._voice.page
        if not reratings:
            return
        yield from heading(3, self.say("heading.ratings"))
        if page is not None and any(not page.is_own(one.node) for one in page.report.ratings):
            chapter = page.quoted(page.say("heading.ratings").to("workshop"))
            yield from paragraphs(self.say("intro.ratings-elsewhere", chapter=chapter))
            return
        yield from paragraphs(self.say("intro.ratings"))
        yield table(self._labels("node", "stage", "reason"), map(self._rating, reratings))

    def _rating(self, one: Rerating) -> list[Line]:
        stage = self._voice.stage(one.stage)
        return [
            self._node(one.node),
            self.say("rating.tendency", stage=stage) if one.tendency else stage,
            self.say("none.reason") if one.reason is None else self._text(one.reason),
        ]

    def needs(self) -> Iterator[Block]:
        """Write the needs that were agreed on, with their gaps in the report (W2)."""
        needs, alone = self._workshop.needs, self._voice.page is None
        yield from heading(3, self.say("heading.needs"))
        if not needs:
            yield from paragraphs(self.say("none.needs"))
            return
        yield from paragraphs(self.say("intro.needs-alone" if alone else "intro.needs"))
        yield from listing(map(self._need, needs), ordered=True)

    def _need(self, one: ActionNeed) -> Entry:
        said = [] if one.description is None else [self._text(one.description)]
        said += map(self._criterion, one.nodes)
        basis = join(", ", (self.say(f"basis.{basis}") for basis in one.basis))
        said.append(self.say("need.basis", basis=basis))
        if one.indicators:
            indicators = join(", ", map(self._voice.indicator, one.indicators))
            said.append(self.say("need.indicators", indicators=indicators))
        items = tuple(Entry(line=line) for line in said)
        return Entry(line=self._titles[one.id].strong, items=items)

    def _criterion(self, node: str) -> Line:
        """Name a criterion with its gap, which the report holds (G1)."""
        page, name = self._voice.page, self._node(node)
        found = None if page is None else page.report.by_node.get(node)
        if page is None or found is None:
            return name
        if found.gap is None:
            return self.say("need.unscored", node=name, reason=page.why_none(found.reason))
        if not found.gap.is_open:
            return self.say("need.reached", node=name)
        return self.say("need.open", node=name, gap=page.figures.gap(found.gap))

    def steps(self) -> Iterator[Block]:
        """Write the next steps, the first that is due at the top (W4)."""
        steps = sorted(self._workshop.next_steps, key=lambda one: one.due)
        yield from heading(3, self.say("heading.steps"))
        if not steps:
            yield from paragraphs(self.say("none.steps"))
            return
        yield table(self._labels("what", "need", "who", "due"), map(self._step, steps))

    def _step(self, one: NextStep) -> list[Line]:
        who = [] if one.body is None else [self._voice.body(one.body)]
        if one.responsible is not None:
            who.append(self._text(one.responsible))
        return [
            self._text(one.text),
            self._met(one),
            join(", ", who),
            self._voice.day(one.due),
        ]

    def _met(self, one: NextStep) -> Line:
        """Name the needs that a step answers; all of them in a word."""
        if len(self._titles) > 1 and self._titles.keys() <= {*one.needs}:
            return self.say("label.all-needs")
        return join("; ", (self._titles[need] for need in one.needs)) or self.say("none.need")

    def statements(self) -> Iterator[Block]:
        """Write what was said, by criterion in the order of the report, the rest at the end (W3)."""
        found: dict[str | None, list[Line]] = {}
        for one in self._workshop.statements:
            found.setdefault(one.node, []).append(self._statement(one))
        if not found:
            return
        yield from heading(3, self.say("heading.statements"))
        least = self._number(LEAST_VOICES)
        yield from paragraphs(self.say("intro.statements", least=least))
        yield from listing(
            Entry(
                line=self.say("label.general") if node is None else self._node(node),
                items=tuple(Entry(line=line) for line in found[node]),
            )
            for node in self._ordered(found)
        )

    def _ordered(self, nodes: Iterable[str | None]) -> list[str | None]:
        page = self._voice.page
        known = () if page is None else page.report.by_node
        places: dict[str | None, int] = {node: place for place, node in enumerate(known)}
        last = len(places)
        return sorted(nodes, key=lambda node: (node is None, places.get(node, last)))

    def _statement(self, one: Statement) -> Line:
        said = self._text(one.text)
        if one.perspective is None:
            return said
        return self.say("statement.by", text=said, perspective=self._perspective(one.perspective))

    def findings(self, findings: Sequence[WorkshopFinding]) -> Iterator[Block]:
        """Write the remarks; nothing without any."""
        if not findings:
            return
        yield from heading(3, self.say("heading.findings"))
        yield from paragraphs(self.say("intro.findings"))
        yield from listing(map(self._finding, findings))

    def _finding(self, one: WorkshopFinding) -> Line:
        quote = self._voice.figures.words["unit.quote"]
        names = [fill(quote, {"text": self._titles[need]}) for need in one.needs]
        names += map(self._node, one.nodes)
        names += map(self._perspective, one.perspectives)
        return self.say(
            f"finding.{one.code}",
            names=join(", ", names),
            number=self._number(FIRST_NEEDS),
            least=self._number(LEAST_PEOPLE),
            most=self._number(MOST_PEOPLE),
        )
