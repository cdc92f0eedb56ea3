# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Single results in a report: summaries of fields, suggestions with what belongs to them; G2, S2."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest
from tests.builders import Town, single, town
from tests.render.paper import HOSTILE, paper, reworded, types_of

from weltoffen.render import render_markdown

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


def report(text: str | None = None, **answers: object) -> Report:
    one = small(text)
    return one.report(one.official(**answers))


NO_PLAN = {"plan-there": "none"}
PLAN = {"plan-there": "all", "plan-parts": ["x", "z"], "plan-share": 80}
DOOR = {"door-open": "yes", "door-kept": "all"}


class TestTheSummaryOfAField:
    @pytest.mark.parametrize(
        ("language", "unscored"), [("de", "keine Antworten"), ("en", "no answers")]
    )
    def test_names_stages_of_its_leaves_and_those_without_score(
        self, language: str, unscored: str
    ) -> None:
        found = told(report(**PLAN), language, "Sorge")
        assert f"Stufe four ({language}): Plan ({language})" in found
        assert f"Geld ({language})" in found
        assert f"Plan ({language})" not in told(report(), language, "Offenheit")
        assert unscored  # S2: a leaf without score is named, never counted as zero
        assert "0 %" not in found

    def test_of_a_field_without_any_score_names_no_stage(self) -> None:
        found = told(report(**DOOR), "de", "Sorge")
        assert "Stufe" not in found
        assert not told(report(), "de", "Leere").count("Plan")

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_names_the_leaf_that_is_furthest_from_its_target_g2(self, language: str) -> None:
        found = report(**NO_PLAN, **DOOR)
        assert found.summaries_by_node["care"].first_need == "care-plan"
        assert found.summaries_by_node["open"].first_need is None
        care, openness = (told(found, language, one) for one in ("Sorge", "Offenheit"))
        assert care.count(f"Plan ({language})") == 2
        assert openness.count(f"Tür ({language})") == 1

    def test_only_of_fields(self) -> None:
        found = report(**NO_PLAN)
        assert set(found.summaries_by_node) == {"care", "open"}


class TestSuggestionsSayEffortCarrierAndModule:
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_where_the_edition_does(self, language: str) -> None:
        lines = told(report(**NO_PLAN, **{"money-staff": 1}), language, "Sorge").splitlines()
        (full,) = [one for one in lines if f"Anregung voll ({language})" in one]
        (bare,) = [one for one in lines if f"Anregung bloß ({language})" in one]
        assert bare == f"- Anregung bloß ({language})"
        facts = full.removeprefix(f"- Anregung voll ({language}) (").removesuffix(")").split("; ")
        assert len(facts) == 3
        assert f"Personalamt ({language})" in facts[1]
        assert f"Werkstatt ({language})" in facts[2]

    def test_hostile_names_of_offices_and_modules_stay_texts(self) -> None:
        answers = {**NO_PLAN, "money-staff": 1}
        hostile, calm = (render_markdown(report(one, **answers)) for one in (HOSTILE, "calm"))
        assert types_of(hostile) == types_of(calm)
        assert "<script" not in hostile
        assert "calm" in calm
