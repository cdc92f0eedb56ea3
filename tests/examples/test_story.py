# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""One command makes the whole story of Erlangen from the documents of the example."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from tests.docs.blocks import plain, read
from tests.examples.stories import FOLDER, REVIEW, ROOT, erlangen
from tests.render.paper import headings_of, skips

from weltoffen.cli import FINE, main
from weltoffen.render import course_markdown
from weltoffen.render.course.chapters import CHAPTERS

if TYPE_CHECKING:
    from pathlib import Path

GUIDE = read("docs/guide/course.md")
COMMAND = "weltoffen course examples/erlangen --on 2021-12-15 -o erlangen.html"


class TestOneCommand:
    """The command of the guide and of the example's README, run as it stands there."""

    def test_is_the_same_everywhere(self) -> None:
        assert COMMAND in GUIDE
        assert COMMAND in (FOLDER / "README.md").read_text(encoding="utf-8")

    def test_makes_the_whole_story(self, tmp_path: Path) -> None:
        arguments = COMMAND.replace("examples/erlangen", str(FOLDER)).split()[1:]
        arguments[-1] = str(tmp_path / "erlangen.html")
        assert main([*arguments, "--language", "de"]) == FINE
        page = (tmp_path / "erlangen.html").read_text(encoding="utf-8")
        for chapter in CHAPTERS:
            assert f'<section id="course-{chapter}"' in page
        assert "Stand: 15. Dezember 2021" in page


class TestTheStory:
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_says_everything_in_words(self, language: str) -> None:
        """No id of a document stands where its name belongs, and no brace is left."""
        course, edition = erlangen()
        told = course_markdown(course, language, edition=edition)
        assert skips([level for level, _ in headings_of(told)]) == []
        assert not re.search(r"\{[a-z-]*\}", told)
        assert course.workshop is not None
        assert course.catalogue is not None
        assert course.monitoring is not None
        assert course.organisation is not None
        ids = [
            one.id
            for entries in (
                course.workshop.needs,
                course.catalogue.measures,
                course.monitoring.indicators,
                course.organisation.bodies,
            )
            for one in entries
            if "-" in one.id
        ]
        assert len(ids) > 20
        assert [one for one in ids if re.search(rf"(?<![\w-]){one}(?![\w-])", told)] == []

    def test_every_measure_goal_and_indicator_is_in_it(self) -> None:
        course, edition = erlangen()
        told = course_markdown(course, "de", edition=edition)
        assert course.catalogue is not None
        assert course.plan is not None
        assert course.monitoring is not None
        assert len(course.catalogue.measures) == 12
        for entries in (course.catalogue.measures, course.plan.goals, course.monitoring.indicators):
            for one in entries:
                assert one.title.choose("de") in told

    def test_claims_no_effect(self) -> None:
        """I6, L5, Y3: the sentences stand there in both languages."""
        course, edition = erlangen()
        said = {
            "offers": ("behauptet keine Wirkung", "claims no effect"),
            "measures": ("belegt keine Wirkung", "no evidence of an effect"),
            "goals": (
                "belegt nicht, dass eine Maßnahme gewirkt hat",
                "no evidence that a measure worked",
            ),
            "monitoring": ("zeigt keine Wirkung", "shows no effect"),
        }
        for chapter in CHAPTERS:
            for language, sentence in zip(("de", "en"), said.get(chapter, ()), strict=False):
                told = course_markdown(course, language, edition=edition, chapters=[chapter])
                assert sentence in told


class TestTheGuide:
    def test_its_code_runs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """docs/guide/course.md: the Python of the page, line by line."""
        (code,) = plain(GUIDE, "python")
        monkeypatch.chdir(ROOT)
        names: dict[str, Any] = {}
        exec(code, names)  # noqa: S102 - our own page
        assert names["course"] == erlangen()[0]
        assert names["course"].on == REVIEW
        assert names["page"].startswith("<!DOCTYPE html>")
