# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The course of a participation in each format, read back by a parser of it; decision 0017, N3, P5."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, Any, cast

import attrs
import docx
import pytest
from tests.builders import refused
from tests.course.documents import (
    CATALOGUE,
    HERE,
    MONITORING,
    ORGANISATION,
    PARTICIPATION,
    PLAN,
    WORKSHOP,
    day,
    report,
)
from tests.render.councilpapers import bare
from tests.render.htmlpages import all_of, numbers_of, skeleton
from tests.render.paper import HOSTILE, reworded, types_of
from tests.render.refs import check_shown

import weltoffen as wo
from weltoffen.errors import MissingExtra
from weltoffen.model.assessment import Municipality
from weltoffen.model.participation import Participant
from weltoffen.render import (
    course_docx,
    course_html,
    course_markdown,
    paper_docx,
    paper_html,
    paper_markdown,
    render_markdown,
)
from weltoffen.render.course.chapters import CHAPTERS

if TYPE_CHECKING:
    from weltoffen.course.assembly import Course

ALL: dict[str, Any] = {
    "participation": PARTICIPATION,
    "organisation": ORGANISATION,
    "workshop": WORKSHOP,
    "catalogue": CATALOGUE,
    "plan": PLAN,
    "monitoring": MONITORING,
}
ON = day(12)
WRITERS = (course_markdown, course_html, course_docx)
DOCUMENT_OF = {"measures": "catalogue", "goals": "plan"}


def whole(**more: Any) -> Course:  # noqa: ANN401 - any argument of build_course
    """Build the course of the small town with every document."""
    return wo.build_course(report(), on=ON, budget=1000, **{**ALL, **more})


def chapters_of(markdown: str) -> list[str]:
    """Give the headings of chapters."""
    return [line.removeprefix("## ") for line in markdown.splitlines() if line.startswith("## ")]


class TestTheWholeStory:
    """Chapters for all of these, and the report around them."""

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_the_report_is_there_as_it_is_alone(self, language: str) -> None:
        """Nothing of the report is left out or changed; the chapters stand before its details."""
        told = course_markdown(whole(), language, edition=HERE.edition)
        alone = render_markdown(report(), language, edition=HERE.edition)
        of_report, of_story = chapters_of(alone), chapters_of(told)
        added = [one for one in of_story if one not in of_report]
        assert [one for one in of_story if one in of_report] == of_report
        assert len(added) == len(CHAPTERS)
        first = of_story.index(added[0])
        assert of_story[first : first + len(added)] == added
        assert {*alone.splitlines()} <= {*told.splitlines()}

    def test_without_documents_only_offers_are_added(self) -> None:
        """F2 needs the report alone."""
        told = chapters_of(course_markdown(wo.build_course(report(), on=ON)))
        alone = chapters_of(render_markdown(report()))
        assert len(told) == len(alone) + 1

    def test_a_target_model_without_modules_has_no_offers(self) -> None:
        none = attrs.evolve(report(), modules=())
        told = chapters_of(course_markdown(wo.build_course(none, on=ON)))
        assert told == chapters_of(render_markdown(none))

    def test_the_day_is_told(self) -> None:
        assert "Stand: 1. Dezember 2026" in course_markdown(whole())
        assert "As of: 1 December 2026" in course_markdown(whole(), "en")

    def test_equal_courses_give_equal_bytes(self) -> None:
        for write in WRITERS:
            assert write(whole()) == write(whole())

    def test_every_number_of_the_report_leads_to_its_value_n3(self) -> None:
        """Numbers of the other documents have no pointer: they are not in the report."""
        document = json.loads(wo.schemas.write(report()))
        found = numbers_of(course_html(whole(), "de"))
        assert len(found) > len(report().needs)
        for one in found:
            check_shown(one, document, "de")


class TestChapters:
    @pytest.mark.parametrize("chapter", CHAPTERS)
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_one_alone(self, chapter: Any, language: str) -> None:  # noqa: ANN401 - a Literal
        """With a report it names the criteria, without one it stands there as well."""
        told = course_markdown(whole(), language, chapters=[chapter])
        assert len(chapters_of(told)) == 1
        if chapter == "offers":
            return
        name = DOCUMENT_OF.get(chapter, chapter)
        documents = {name: ALL[name], "organisation": ORGANISATION}
        alone = wo.build_course(on=ON, **documents)
        assert chapters_of(course_markdown(alone, language, chapters=[chapter])) == chapters_of(
            told
        )

    def test_they_keep_their_order(self) -> None:
        told = course_markdown(whole(), chapters=["monitoring", "participation"])
        assert chapters_of(told) == [
            chapters_of(course_markdown(whole(), chapters=[one]))[0]
            for one in ("participation", "monitoring")
        ]

    def test_each_has_an_anchor_of_its_own(self) -> None:
        anchors = [one.get("id") for one in all_of(course_html(whole()), "section")]
        wanted = [f"course-{one}" for one in CHAPTERS]
        assert [one for one in anchors if one in wanted] == wanted
        assert len(anchors) == len(set(anchors))


class TestTheTitle:
    def test_names_the_town_of_whatever_document_has_it(self) -> None:
        for documents in (
            {"participation": PARTICIPATION},
            {"organisation": ORGANISATION},
            {"monitoring": MONITORING},
        ):
            given: dict[str, Any] = documents
            told = course_markdown(wo.build_course(on=ON, **given), "en")
            assert told.startswith("# Musterstadt: before and after the questionnaire\n")

    def test_names_all_that_take_part(self) -> None:
        other = Participant(id="other", municipality=Municipality(name="Nachbarstadt"))
        several = attrs.evolve(PARTICIPATION, participants=(*PARTICIPATION.participants, other))
        told = course_markdown(wo.build_course(on=ON, participation=several))
        assert told.startswith("# Musterstadt, Nachbarstadt: vor und nach dem Fragebogen\n")

    def test_names_none_if_no_document_does(self) -> None:
        nobody = attrs.evolve(ORGANISATION, municipality=None)
        told = course_markdown(wo.build_course(on=ON, organisation=nobody))
        assert told.startswith("# Vor und nach dem Fragebogen\n")
        assert course_html(wo.build_course(on=ON, organisation=nobody))

    def test_is_that_of_the_report_around_the_chapters(self) -> None:
        first = render_markdown(report()).splitlines()[0]
        assert course_markdown(whole()).splitlines()[0] == first


class TestHostileTexts:
    """One escaper for each format."""

    def test_leave_the_skeleton_of_the_page_as_it_is(self) -> None:
        calm, wild = (course_html(worded(one), "de") for one in ("calm", f"calm {HOSTILE}"))
        assert skeleton(calm) == skeleton(wild)

    def test_leave_the_markdown_as_it_is(self) -> None:
        calm, wild = (course_markdown(worded(one), "de") for one in ("calm", f"calm {HOSTILE}"))
        assert types_of(calm) == types_of(wild)


def worded(said: str) -> Course:
    """Build the course from documents in which every text is the same."""
    return whole(**{name: reworded(one, said) for name, one in ALL.items()})


class TestWhatIsRefused:
    @pytest.mark.parametrize("write", WRITERS)
    def test_only_courses_are_taken(self, write: Any) -> None:  # noqa: ANN401 - any writer
        with pytest.raises(TypeError, match=f"{write.__name__}: course is to be Course, not"):
            write(report())

    @pytest.mark.parametrize("write", WRITERS)
    def test_arguments_that_are_none(self, write: Any) -> None:  # noqa: ANN401 - any writer
        with pytest.raises(TypeError, match="edition is to be Edition or None"):
            write(whole(), edition=5)
        with pytest.raises(ValueError, match="chapters is to be one of participation, workshop"):
            write(whole(), chapters=["nonsense"])
        for chapters in ("goals", "", 5, {"goals": 1}):
            with pytest.raises(TypeError, match="chapters is to be list or tuple or set"):
                write(whole(), chapters=chapters)
        assert refused(lambda: write(whole(), "Deutsch")) == [("bad-language", "/language")]

    @pytest.mark.parametrize("write", WRITERS)
    def test_another_edition(self, write: Any) -> None:  # noqa: ANN401 - any writer
        found = refused(lambda: write(whole(), edition=wo.load_reference()))
        assert found == [("other-edition", "/edition")]

    def test_the_extra_is_named_if_it_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for module, name, write in (
            ("docx", "docx", course_docx),
            ("jinja2", "report", course_html),
        ):
            from weltoffen.render import html  # noqa: PLC0415 - its templates are kept

            html._environment.cache_clear()  # noqa: SLF001 - see above
            monkeypatch.setitem(sys.modules, module, None)
            with pytest.raises(MissingExtra, match=rf"weltoffen\[{name}\]"):
                cast("Any", write)(wo.build_course(on=ON, organisation=ORGANISATION))


class TestCouncilPaper:
    """The council paper carries the chapters."""

    def test_they_stand_among_the_facts_one_level_deeper(self) -> None:
        told = paper_markdown(bare(), report(), course=whole())
        alone = paper_markdown(bare(), report())
        deeper = [line for line in told.splitlines() if line.startswith("### ")]
        before = [line for line in alone.splitlines() if line.startswith("### ")]
        assert len(deeper) == len(before) + len(CHAPTERS)
        assert chapters_of(told) == chapters_of(alone)

    def test_only_those_that_are_wanted(self) -> None:
        few = paper_markdown(bare(), report(), course=whole(), chapters=["goals"])
        alone = paper_markdown(bare(), report())
        deeper = [line for line in few.splitlines() if line.startswith("### ")]
        before = [line for line in alone.splitlines() if line.startswith("### ")]
        assert len(deeper) == len(before) + 1
        with pytest.raises(ValueError, match="paper_markdown: chapters is to be one of"):
            paper_markdown(bare(), report(), course=whole(), chapters=[cast("Any", "none")])

    def test_in_brief(self) -> None:
        """A council hears where things stand; each step stands in the course."""
        told = paper_markdown(bare(), report(), "en", course=whole())
        story = course_markdown(whole(), "en")
        assert "Reading aloud" in told
        assert len(told.splitlines()) < len(story.splitlines())

    def test_in_every_format(self) -> None:
        page = paper_html(bare(), report(), course=whole())
        assert "Vorlesen" in page
        file = docx.Document(io.BytesIO(paper_docx(bare(), report(), course=whole())))
        cells = {cell.text for one in file.tables for row in one.rows for cell in row.cells}
        assert any("Vorlesen" in cell for cell in cells)

    @pytest.mark.parametrize("write", [paper_markdown, paper_html, paper_docx])
    def test_the_course_must_be_of_the_same_report(self, write: Any) -> None:  # noqa: ANN401
        for course in (
            wo.build_course(on=ON),
            wo.build_course(HERE.report(HERE.official(q1="s0")), on=ON),
        ):
            found = refused(lambda c=course: write(bare(), report(), course=c))  # type: ignore[misc]
            assert found == [("other-report", "/course/report")]
        with pytest.raises(TypeError, match="course is to be Course or None"):
            write(bare(), report(), course=5)
