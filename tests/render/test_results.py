# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Single results in a report: summaries of fields, suggestions with what belongs to them; G2, S2."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from tests.builders import Town, single, town
from tests.render.paper import HOSTILE, paper, reworded, types_of
from tests.render.refreports import full_village

from weltoffen.render import render_markdown
from weltoffen.report.shares import Share
from weltoffen.report.structure import GapResult

if TYPE_CHECKING:
    from weltoffen.report.structure import Report


def told(report: Report, language: str, start: str) -> str:
    """Give the section under a heading that starts so, without marks of bold and quotation."""
    markdown = render_markdown(report, language)
    section = markdown.partition(f"\n### {start}")[2]
    return section.partition("\n#")[0].replace("\u00a0", " ")


def small(text: str | None = None) -> Town:
    """Give a town that uses the small edition, or one with a text everywhere."""
    edition = paper()
    if text is not None:
        edition = reworded(edition, text)
    assessment = attrs.evolve(town(single("q")).assessment, edition=edition.reference)
    return Town(edition=edition, assessment=assessment)


def report(text: str | None = None, **answers: Any) -> Report:  # noqa: ANN401 - any answer
    one = small(text)
    return one.report(one.official(**answers))


Answers = dict[str, Any]
NO_PLAN: Answers = {"plan-there": "none", "plan-share": 0}
STAFF: Answers = {"money-staff": 1}
NOTHING: Answers = {**NO_PLAN, **STAFF}
PLAN: Answers = {"plan-there": "all", "plan-parts": ["x", "z"], "plan-share": 80}
DOOR: Answers = {"door-open": "yes"}


class TestTheSummaryOfAField:
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_names_stages_of_its_leaves_and_those_without_score(self, language: str) -> None:
        """S2: a leaf without score is named as such, and stands at no stage."""
        found = told(report(**PLAN), language, "Sorge").splitlines()
        (line,) = [one for one in found if f"Plan ({language})" in one]
        at_a_stage, without = line.split(f"Plan ({language})")
        assert f"Stufe four ({language})" in at_a_stage
        assert f": Geld ({language})" in without

    def test_of_leaves_at_several_stages_from_the_highest_down(self) -> None:
        found = told(report(**PLAN, **STAFF), "de", "Sorge")
        (line,) = [one for one in found.splitlines() if "Plan (de)" in one]
        stages = [line.index(one) for one in ("four", "Plan (de)", "one", "Geld (de)")]
        assert stages == sorted(stages)

    def test_of_a_field_without_any_score_names_leaves_and_no_stage(self) -> None:
        found = told(report(**DOOR), "de", "Sorge")
        assert "Plan (de), Geld (de)" in found
        assert "erreicht" not in found
        assert "erreicht" in told(report(**DOOR), "de", "Offenheit")
        assert "Stufe" not in found

    def test_of_a_field_that_is_a_leaf_itself_there_is_none(self) -> None:
        assert "Leere" not in told(report(**PLAN), "de", "Leere").partition("\n")[2]

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_names_the_leaf_that_stands_first_among_the_needs_g2(self, language: str) -> None:
        found = report(**NO_PLAN, **DOOR)
        assert found.summaries_by_node["care"].first_need == "care-plan"
        assert found.summaries_by_node["open"].first_need is None
        care, openness = (told(found, language, one) for one in ("Sorge", "Offenheit"))
        assert care.count(f"Plan ({language})") == 2
        assert openness.count(f"Tür ({language})") == 1

    @pytest.mark.parametrize(
        ("language", "start", "end"),
        [
            (
                "de",
                "An erster Stelle der Handlungsbedarfe steht hier „",
                "“ (75 Prozentpunkte, 3 Stufen).",
            ),
            (
                "en",
                "First among the needs for action here is “",
                "” (75 percentage points, 3 stages).",
            ),
        ],
    )
    def test_by_its_place_and_with_its_gap(self, language: str, start: str, end: str) -> None:
        """Needs are ordered by more than the gap, so that nothing is said of what is furthest."""
        found = report(**NOTHING, **DOOR)
        assert [one.node for one in found.needs] == ["care-plan", "care-money"]
        care = told(found, language, "Sorge")
        assert f"{start}Plan ({language}){end}" in care
        assert care.count(start) == 1
        assert "entfernt" not in care
        assert "urthest" not in care
        openness = told(found, language, "Offenheit")
        assert start not in openness

    def test_only_of_fields(self) -> None:
        found = report(**NO_PLAN)
        assert set(found.summaries_by_node) == {"care", "open"}


class TestSuggestionsSayEffortCarrierAndModule:
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_where_the_edition_does(self, language: str) -> None:
        lines = told(report(**NOTHING), language, "Sorge").splitlines()
        (full,) = [one for one in lines if f"Anregung voll ({language})" in one]
        (bare,) = [one for one in lines if f"Anregung bloß ({language})" in one]
        assert bare == f"- Anregung bloß ({language})"
        facts = full.removeprefix(f"- Anregung voll ({language}) (").removesuffix(")").split("; ")
        assert len(facts) == 3
        assert f"Personalamt ({language})" in facts[1]
        assert f"Werkstatt ({language})" in facts[2]

    def test_hostile_names_of_offices_and_modules_stay_texts(self) -> None:
        hostile, calm = (render_markdown(report(one, **NOTHING)) for one in (HOSTILE, "calm"))
        assert types_of(hostile) == types_of(calm)
        assert "<script" not in hostile
        assert "calm" in calm

    @pytest.mark.parametrize("fact", ["effort", "carrier", "module"])
    def test_each_of_them_alone(self, fact: str) -> None:
        found = report(**NOTHING)
        (full,) = [x for one in found.nodes for x in one.suggestions if x.id == "full"]
        left_out: dict[str, Any] = dict.fromkeys({"effort", "carrier", "module"} - {fact})
        less = attrs.evolve(full, **left_out)
        nodes = tuple(
            attrs.evolve(x, suggestions=(less,) if x.suggestions else ()) for x in found.nodes
        )
        section = told(attrs.evolve(found, nodes=nodes), "de", "Sorge")
        (line,) = [one for one in section.splitlines() if "Anregung voll" in one]
        assert ";" not in line
        assert line.startswith("- Anregung voll (de) (")
        assert ("Personalamt" in line, "Werkstatt" in line) == (fact == "carrier", fact == "module")


class TestQuestionsAreNamedInTheirOwnSourceLanguageM7:
    def test_where_the_reader_has_none_of_the_languages(self) -> None:
        """Target model and questionnaire are two documents, each with its declared source language."""
        edition = paper(languages=("de", "en"))
        assessment = attrs.evolve(town(single("q")).assessment, edition=edition.reference)
        one = Town(edition=edition, assessment=assessment)
        found = render_markdown(one.report(one.official(**NOTHING)), "fr", edition=edition)
        assert "Sorge (de)" in found
        assert "Gibt es einen Plan? (en)" in found
        assert "Option some (en)" in found


class TestRoundingDoesNotHideTheStageS1S6:
    """Stages go by exact values: where only rounding reaches a bound, the report says so."""

    @pytest.mark.parametrize(
        ("score", "said"),
        [
            (Fraction(499, 1000), True),
            (Fraction(495, 1000), True),
            (Fraction(494, 1000), False),
            (Fraction(1, 2), False),
            (Fraction(749, 1000), True),
            (Fraction(999, 1000), False),  # there is no stage above
        ],
    )
    def test_just_below_a_bound(self, score: Fraction, said: bool) -> None:  # noqa: FBT001
        found = full_village().report
        whole = attrs.evolve(found.whole, score=Share(score))
        markdown = render_markdown(attrs.evolve(found, whole=whole), "en")
        assert ("the score lies just below the bound of" in markdown) == said


class TestAnOpenGapIsNeverShownAsNothingG1:
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_under_a_point(self, language: str) -> None:
        found = full_village().report
        gap = GapResult(points=Share(Fraction(1, 300)), stages=0)
        changed = attrs.evolve(found, whole=attrs.evolve(found.whole, gap=gap))
        markdown = render_markdown(changed, language).replace("\u00a0", " ")
        shown = {"de": "unter 1 Prozentpunkt", "en": "under 1 percentage point"}[language]
        assert markdown.count(shown) == 2  # in the sentence, and in the table
