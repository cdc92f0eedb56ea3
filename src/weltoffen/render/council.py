# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Council papers as blocks (Vorlagen): head, way through the bodies, proposal, facts from the report; N3, P5.

They are laid out as notices of the city of Erlangen are, such as 13/017/2020.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, final

import attrs

from weltoffen.course.assembly import Course
from weltoffen.model.paper import KIND_TERMS, TREATMENT_TERMS, CouncilPaper
from weltoffen.render.blocks import Heading, Listing, heading, listing, paragraphs, table
from weltoffen.render.changes import change
from weltoffen.render.chapters import clarify, needs, next_steps, strengths
from weltoffen.render.course.chapters import CHAPTERS, Chapter, course_chapters, voice_of
from weltoffen.render.document import caveats, facts, overview_table, stages, title
from weltoffen.render.firmness import doubts
from weltoffen.render.inline import Line, fill, join
from weltoffen.render.page import Page
from weltoffen.render.perspectives import participation
from weltoffen.render.results import result_row, result_sentences
from weltoffen.render.talks import occasions
from weltoffen.report.shares import Share
from weltoffen.report.wording import wording_language, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from weltoffen.model.paper import Attachment, Consultation
    from weltoffen.model.text import Text
    from weltoffen.render.blocks import Block

MOST = 10
"""So many strengths, needs and leaves to be clarified are shown; all of them stand in the report."""
MOST_TALKS = 5
MOST_STEPS = 5
"""So many needs have their suggestions with them."""


@attrs.frozen(kw_only=True)
class Around:
    """What a paper carries beside the report (Verlauf in der Vorlage).

    Attributes:
        course: What is before and after the questionnaire, with the same report.
        chapters: Names of the chapters that are wanted.
    """

    course: Course
    chapters: tuple[Chapter, ...] = CHAPTERS


def council_blocks(
    page: Page, paper: CouncilPaper, around: Around | None = None
) -> Iterator[Block]:
    """Give the whole council paper (Vorlage).

    Args:
        page: The report in the reader's language.
        paper: What stands around it; its texts are chosen by its own source language (M7).
        around: What it carries beside the report; None for the report alone.
    """
    return _Council(page=page, paper=paper, around=around).blocks()


def subject(page: Page, paper: CouncilPaper) -> Line:
    """Give the subject of a paper (Betreff); without one, it names the report."""
    return _Council(page=page, paper=paper).subject()


@final
@attrs.frozen(kw_only=True)
class _Council:
    page: Page
    paper: CouncilPaper
    around: Around | None = None

    def blocks(self) -> Iterator[Block]:
        yield from self._head()
        yield from self._way()
        yield from self._offices()
        yield from self._proposal()
        yield from self._second()
        yield from self._attachments()
        yield from self._treatment()

    def _say(self, name: str, **values: Line) -> Line:
        """Fill a text of ``council.toml``."""
        return fill(words_of("weltoffen.render", "council.toml", self.page.language)[name], values)

    def _heading(self, name: str, anchor: str) -> Iterator[Block]:
        return heading(2, self._say(name), anchor)

    def _text(self, text: Text) -> Line:
        """Give a text of the paper in the reader's language (M7)."""
        return Line.of(text.choose(self.page.language, self.paper.source_language))

    def _maybe(self, text: Text | None) -> Line:
        return Line() if text is None else self._text(text)

    def _term(self, term: Text) -> Line:
        """Give one of our own terms."""
        language = self.page.language
        return Line.of(term.choose(language, wording_language(language)))

    # --- Head ----------------------------------------------------------------------------------------

    def subject(self) -> Line:
        given = self._maybe(self.paper.title)
        return given or self._say("head.default-subject", report=title(self.page))

    def _head(self) -> Iterator[Block]:
        paper = self.paper
        yield from heading(1, self._term(KIND_TERMS[paper.kind]))
        told = {
            "file-number": Line.of(paper.file_number or ""),
            "office": self._maybe(paper.office),
            "paper-number": Line.of(paper.paper_number or ""),
            "date": Line() if paper.date is None else self.page.figures.date(paper.date),
        }
        yield table([self._say(f"head.{name}") for name in told], [[*told.values()]])
        yield from self._heading("head.subject", "subject")
        yield from paragraphs(self.subject().strong)

    def _way(self) -> Iterator[Block]:
        yield from self._heading("way.title", "way")
        found = self.paper.consultations
        if not found:
            yield from paragraphs(self._say("way.none"))
            return
        labels = ("body", "date", "public", "treatment", "result")
        head = [self._say(f"way.{label}") for label in labels]
        yield table(head, [self._stop(one) for one in found])
        yield from paragraphs(self._say("way.key"))

    def _stop(self, one: Consultation) -> list[Line]:
        public = self._say("way.is-public" if one.public else "way.is-not-public").strong
        treatment = self._term(TREATMENT_TERMS[one.treatment])
        return [self._text(one.body), self._day(one), public, treatment, self._maybe(one.result)]

    def _day(self, one: Consultation) -> Line:
        return Line() if one.date is None else self.page.figures.date(one.date)

    def _offices(self) -> Iterator[Block]:
        yield from self._heading("head.offices", "offices")
        found = self.paper.offices
        yield from listing(map(self._text, found))
        if not found:
            yield from paragraphs(self._say("head.no-offices"))

    # --- I. Proposal ---------------------------------------------------------------------------------

    def _proposal(self) -> Iterator[Block]:
        kind = self.paper.kind
        yield from self._heading(f"first.{kind}", "proposal")
        given = self._maybe(self.paper.proposal)
        yield from paragraphs(given or self._say(f"proposal.{kind}", report=title(self.page)))

    # --- II. Facts -----------------------------------------------------------------------------------

    def _second(self) -> Iterator[Block]:
        yield from self._heading(f"second.{self.paper.kind}", "facts")
        found = (tuple(chapter) for chapter in self._chapters())
        for number, chapter in enumerate(filter(None, found), 1):
            yield from self._numbered(number, chapter)

    def _numbered(self, number: int, chapter: Iterable[Block]) -> Iterator[Block]:
        """Put a chapter one level deeper, with a number before its first heading."""
        first, *others = chapter
        for block in (first, *others):
            if not isinstance(block, Heading):
                yield block
                continue
            line = block.line
            if block is first:
                line = self._say("facts.numbered", number=Line.of(number), title=line)
            yield attrs.evolve(block, level=block.level + 1, line=line)

    def _chapters(self) -> Iterator[Iterable[Block]]:
        page, report = self.page, self.page.report
        yield self._occasion()
        yield self._overview()
        yield self._short(strengths(page, limit=MOST), "strengths", len(report.strengths))
        yield self._short(needs(page, limit=MOST), "needs", len(report.needs))
        yield self._talks()
        yield self._short(self._clarify(), "clarify", len(report.clarify))
        yield self._next_steps()
        yield from self._course()
        yield self._change()
        yield self._supplement()
        yield self._limits()
        yield self._resources()

    def _short(self, chapter: Iterable[Block], name: str, number: int) -> Iterator[Block]:
        """Say behind a chapter that it shows only the first of a list, if there are more."""
        yield from chapter
        if number > MOST:
            found = self.page.figures.length(self.page.report, name)
            yield from paragraphs(self._say(f"facts.{name}-short", number=Line.of(MOST), all=found))

    def _occasion(self) -> Iterator[Block]:
        page = self.page
        yield from heading(2, self._say("facts.occasion"))
        town = Line.of(page.report.municipality.name)
        yield from paragraphs(
            self._say("facts.procedure", town=town, report=title(page)), self._say("facts.limits")
        )
        yield from listing(facts(page))
        yield from participation(page)

    def _overview(self) -> Iterator[Block]:
        page, whole = self.page, self.page.report.whole
        yield from heading(2, page.say("heading.overview"))
        yield from paragraphs(result_sentences(page, whole), doubts(page, whole))
        yield overview_table(page)
        yield from stages(page)

    def _talks(self) -> Iterator[Block]:
        page = self.page
        for block in occasions(page, limit=MOST_TALKS):
            yield block
            if isinstance(block, Listing):
                yield from self._talks_short()

    def _talks_short(self) -> Iterator[Block]:
        """Say that there are more; those at the local supplement's nodes stand apart (M8)."""
        page, found = self.page, self.page.report.occasions
        number = sum(not page.is_own(one.node) for one in found)
        if number > MOST_TALKS:
            whole = number == len(found)
            all_ = page.figures.length(page.report, "occasions") if whole else Line.of(number)
            yield from paragraphs(
                self._say("facts.talks-short", number=Line.of(MOST_TALKS), all=all_)
            )

    def _clarify(self) -> Iterator[Block]:
        """Give what is to be clarified; the report's introduction asks its reader to do so."""
        page, report = self.page, self.page.report
        head, introduction, *entries = clarify(page, limit=MOST)
        yield head
        if report.clarify:
            view = "official" if report.stamp.whole_policy == "official" else "personal"
            yield from paragraphs(self._say(f"facts.clarify-{view}"))
        else:
            yield introduction
        yield from entries

    def _next_steps(self) -> Iterator[Block]:
        yield from heading(2, self._say("facts.next"))
        found = tuple(next_steps(self.page, MOST_STEPS))
        name = "no-needs" if not self.page.report.needs else "next-intro" if found else "no-next"
        yield from paragraphs(self._say(f"facts.{name}"))
        yield from listing(found)

    def _course(self) -> Iterator[Iterable[Block]]:
        """Give the chapters on what is before and after the questionnaire, in brief."""
        around, page = self.around, self.page
        if around is not None:
            voice = voice_of(around.course, page.language, page)
            yield from course_chapters(around.course, voice, around.chapters, brief=True)

    def _change(self) -> Iterator[Block]:
        """Give the change in the view that stands for the whole; the others stand in the report."""
        page, found = self.page, self.page.report.change
        if found is None:
            return
        main = attrs.evolve(page.report, change=attrs.evolve(found, views=()))
        yield from change(attrs.evolve(page, report=main))

    def _supplement(self) -> Iterator[Block]:
        page = self.page
        if not page.report.supplement:
            return
        yield from heading(2, page.say("heading.supplement"))
        yield from paragraphs(page.say("intro.supplement"))
        head = [page.levels(), *overview_table(page).head[1:]]
        yield table(head, [result_row(page, one) for one in page.report.supplement], numbers=5)

    def _limits(self) -> Iterator[Block]:
        """Give the report's caveats; how to read the numbers, it tells those who gave the answers."""
        head, _, *others = caveats(self.page)
        low, high = (self.page.figures.constant(Share(end)) for end in (0, 1))
        yield head
        yield from paragraphs(
            self._say("facts.reading", low=low, high=high), self._say("facts.from-report")
        )
        yield from others

    def _resources(self) -> Iterator[Block]:
        yield from heading(2, self._say("facts.resources"))
        given = self._maybe(self.paper.resources)
        yield from paragraphs(given or self._say("facts.no-resources"))

    # --- Attachments and III. Treatment --------------------------------------------------------------

    def _attachments(self) -> Iterator[Block]:
        yield from self._heading("head.attachments", "attachments")
        found = self.paper.attachments
        yield from listing(map(self._attachment, found), ordered=True)
        if not found:
            yield from paragraphs(self._say("head.no-attachments"))

    def _attachment(self, one: Attachment) -> Line:
        where = [Line.of(place) for place in (one.file_name, one.url) if place is not None]
        said = self._text(one.title)
        if not where:
            return said
        return self.page.say("unit.aside", text=said, aside=join(", ", where))

    def _treatment(self) -> Iterator[Block]:
        """Leave room for what each body says, or write it where it is known."""
        yield from self._heading("third.title", "treatment")
        blank = self._say("third.blank")
        rows = [
            [self._text(one.body), self._day(one) or blank, self._maybe(one.result) or blank]
            for one in self.paper.consultations
        ]
        head = [self._say(f"way.{label}") for label in ("body", "date", "result")]
        yield table(head, rows or [[blank] * len(head)])
