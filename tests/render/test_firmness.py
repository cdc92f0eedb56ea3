# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Fragile findings in a report: where the mark stands, what it means, and why, worked out by hand; G9."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, get_args

import attrs
import pytest
from tests.render.paper import HOSTILE, types_of
from tests.render.village import chapters, report, tables, told, village, worded

from weltoffen.model.method import Method, ParentPolicy, WholePolicy
from weltoffen.report.shares import Share
from weltoffen.report.stability import StabilityResult, VariantResult
from weltoffen.report.wording import words

if TYPE_CHECKING:
    from tests.builders import Town

    from weltoffen.report.structure import Report

OFFICIAL = {"sport-hall": "s4", "sport-club": "s2", "music-choir": "s0", "news-paper": "s4"}
"""Sport 3/4, reached; music 0; leisure 3/8; news and talk 1; the whole 11/16."""
MARK = {"de": ", Einstufung unsicher", "en": ", fragile"}
NAMES = {
    "de": {
        "caveats": "Was bei den Zahlen zu beachten ist",
        "overview": "Ergebnis im Überblick",
        "strengths": "Stärken",
        "needs": "Handlungsbedarfe",
        "details": "Ergebnisse im Einzelnen",
    },
    "en": {
        "caveats": "What to bear in mind with the numbers",
        "overview": "Result at a glance",
        "strengths": "Strengths",
        "needs": "Needs for action",
        "details": "Results in detail",
    },
}


def here(**targets: str) -> tuple[Town, Report]:
    one = village(targets=targets)
    return one, report(one, one.official(**OFFICIAL))


def only(found: Report, *stable: StabilityResult) -> Report:
    return attrs.evolve(found, stability=stable)


def variant(whole: WholePolicy) -> VariantResult:
    """Give a score of the whole at the highest stage, under a policy for the whole."""
    return VariantResult(
        parent_policy="mean", whole_policy=whole, score=Share(Fraction(9, 10)), stage="four"
    )


def chapter(one: Town, found: Report, name: str, language: str = "de") -> str:
    return chapters(told(one, found, language))[NAMES[language][name]]


def detail(one: Town, found: Report, title: str, language: str = "de") -> str:
    """Give the section of a node among the details."""
    body = chapter(one, found, "details", language)
    return body.partition(f"# {title}\n")[2].partition("\n#")[0]


class TestTheReasonsStandInTheDetailsG9:
    @pytest.mark.parametrize(
        ("language", "title", "said"),
        [
            (
                "de",
                "Sport",
                (
                    "**Einstufung unsicher:** Einzelne Antworten geben den Ausschlag: Ohne sie "
                    "kann der Stand zwischen 50 % und 100 % liegen.\n"
                ),
            ),
            (
                "en",
                "Sports",
                (
                    "**Fragile:** Single answers tip the scales: without them the score can lie "
                    "between 50% and 100%.\n"
                ),
            ),
        ],
    )
    def test_a_single_answer(self, language: str, title: str, said: str) -> None:
        """Without one of the answers 1 and 1/2 the other is left; the coverage stays at one half."""
        one, found = here()
        assert said in detail(one, found, title, language)

    @pytest.mark.parametrize(
        ("language", "title", "said"),
        [
            (
                "de",
                "Nachrichten",
                (
                    "**Einstufung unsicher:** Ohne einzelne Antworten kann der Wert ganz wegfallen: Die "
                    "Abdeckung läge dann unter 50 %.\n"
                ),
            ),
            (
                "en",
                "News",
                (
                    "**Fragile:** Without single answers the score can be lost altogether: the coverage "
                    "would then lie below 50%.\n"
                ),
            ),
        ],
    )
    def test_no_score_without_the_only_answer(self, language: str, title: str, said: str) -> None:
        one, found = here()
        assert said in detail(one, found, title, language)

    @pytest.mark.parametrize(
        ("language", "title", "said"),
        [
            (
                "de",
                "Freizeit",
                (
                    "Es kommt auf die Rechenregel an: 50 % und „Stufe 3“, wenn jede Frage gleich "
                    "viel zählt; 0 % und „Stufe 1“, wenn das niedrigste Teilergebnis zählt. "
                ),
            ),
            (
                "en",
                "Leisure",
                (
                    "It depends on the rule of calculation: 50% and “Stage 3” if every question "
                    "counts alike; 0% and “Stage 1” if the lowest partial result counts. "
                ),
            ),
        ],
    )
    def test_another_rule(self, language: str, title: str, said: str) -> None:
        """3/8 is the mean of 3/4 and 0; the mean of the questions 1, 1/2 and 0 is 1/2, the lowest 0."""
        one, found = here()
        assert said in detail(one, found, title, language)

    def test_another_rule_that_reaches_the_target(self) -> None:
        one, found = here(play="three")
        said = "50 % und „Stufe 3“, also Ziel erreicht, wenn jede Frage gleich viel zählt; 0 % und"
        assert said in detail(one, found, "Freizeit")

    def test_another_rule_that_misses_the_target(self) -> None:
        one, found = here(play="two")
        said = (
            "wenn jede Frage gleich viel zählt; 0 % und „Stufe 1“, also Ziel nicht erreicht, wenn"
        )
        assert said in detail(one, found, "Freizeit")

    def test_rules_with_the_same_finding_are_not_named(self) -> None:
        """The same stage, and the same side of the target."""
        one, found = here()
        others: tuple[tuple[ParentPolicy, Fraction, str], ...] = (
            ("questions", Fraction(7, 16), "two"),
            ("minimum", Fraction(0), "one"),
        )
        variants = tuple(
            VariantResult(
                parent_policy=parent, whole_policy="official", score=Share(score), stage=stage
            )
            for parent, score, stage in others
        )
        doubtful = StabilityResult(node="play", variants=variants, fragile=("policy",))
        text = detail(one, only(found, doubtful), "Freizeit")
        assert "an: 0 % und „Stufe 1“, wenn das niedrigste Teilergebnis zählt.\n" in text

    def test_a_gate_can_hold_a_rule_below_its_target_s6(self) -> None:
        """A score above the target does not reach it while the stage lies below."""
        one, found = here(play="two")
        held = VariantResult(
            parent_policy="questions",
            whole_policy="official",
            score=Share(Fraction(1, 2)),
            stage="one",
        )
        doubtful = StabilityResult(node="play", variants=(held,), fragile=("policy",))
        text = detail(one, only(found, doubtful), "Freizeit")
        assert "50 % und „Stufe 1“, also Ziel nicht erreicht, wenn" in text

    @pytest.mark.parametrize("language", ["de", "en"])
    @pytest.mark.parametrize(("own", "whole"), [("equal", "pooled"), ("pooled", "equal")])
    def test_rules_for_the_whole_are_named(
        self, language: str, own: WholePolicy, whole: WholePolicy
    ) -> None:
        one, found = here()
        stamp = attrs.evolve(found.stamp, whole_policy=own)
        doubtful = StabilityResult(node=None, variants=(variant(whole),), fragile=("policy",))
        said = words(language)[f"rule-whole.{whole}"]
        changed = attrs.evolve(only(found, doubtful), stamp=stamp)
        assert f" {said}.\n" in chapter(one, changed, "overview", language)

    @pytest.mark.parametrize(
        ("own", "whole"), [("official", "pooled"), ("official", "equal"), ("pooled", "official")]
    )
    def test_other_answers_are_no_other_rule(self, own: WholePolicy, whole: WholePolicy) -> None:
        """That persons see it otherwise than an official response is a gap (G4)."""
        one, found = here()
        stamp = attrs.evolve(found.stamp, whole_policy=own)
        lowest = attrs.evolve(variant(own), parent_policy="minimum", stage="one", score=Share(0))
        both = (lowest, variant(whole))
        doubtful = StabilityResult(node=None, variants=both, fragile=("policy",))
        changed = attrs.evolve(only(found, doubtful), stamp=stamp)
        said = "an: 0 % und „Stufe 1“, wenn das niedrigste Teilergebnis zählt.\n"
        assert said in chapter(one, changed, "overview")

    @pytest.mark.parametrize("language", ["de", "en"])
    @pytest.mark.parametrize("parent", get_args(ParentPolicy))
    def test_rules_for_parents_are_named(self, language: str, parent: ParentPolicy) -> None:
        """They are named if they are another one than the report's own."""
        own: ParentPolicy = "minimum" if parent == "mean" else "mean"
        one = village(method=Method(parent_policy=own))
        found = report(one, one.official(**OFFICIAL))
        other = VariantResult(
            parent_policy=parent,
            whole_policy="official",
            score=Share(Fraction(9, 10)),
            stage="four",
        )
        doubtful = StabilityResult(node=None, variants=(other,), fragile=("policy",))
        said = words(language)[f"rule-parent.{parent}"]
        assert f" {said}.\n" in chapter(one, only(found, doubtful), "overview", language)

    def test_a_range_that_is_not_known_is_not_told(self) -> None:
        one, found = here()
        for low, high in ((None, Share(1)), (Share(0), None)):
            doubtful = StabilityResult(
                node="sport", low=low, high=high, variants=(), fragile=("one-answer", "no-score")
            )
            text = detail(one, only(found, doubtful), "Sport")
            assert "Spanne" not in text
            assert "zwischen" not in text
            assert "ganz wegfallen" in text

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_what_is_firm_has_none(self, language: str) -> None:
        one, found = here()
        firm = StabilityResult(node="sport", low=Share(1), high=Share(1), variants=(), fragile=())
        for changed in (only(found, firm), only(found)):
            text = told(one, changed, language)
            assert MARK[language][2:] not in text
            assert "ragile" not in text


class TestTheMarkStandsWhereAFindingIsReadG9:
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_among_strengths(self, language: str) -> None:
        one, found = here()
        lines = [x for x in chapter(one, found, "strengths", language).splitlines() if x[:1] == "-"]
        stage = {"de": "Stufe 4", "en": "Stage 4"}[language]
        assert all(f", {stage}{MARK[language]} (n = 1)" in line for line in lines)
        assert len(lines) == 2

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_among_needs(self, language: str) -> None:
        one, found = here()
        ((_, row),) = tables(chapter(one, found, "needs", language))
        assert row[2] == {"de": "0 %", "en": "0%"}[language] + MARK[language]

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_in_the_overview(self, language: str) -> None:
        one, found = here()
        doubtful = tuple(one for one in found.stability if one.node == "play")
        ((_, play, talk, whole),) = tables(
            chapter(one, only(found, *doubtful), "overview", language)
        )
        assert play[1].endswith(MARK[language])
        assert not talk[1].endswith(MARK[language])
        assert not whole[1].endswith(MARK[language])


class TestTheMarkIsExplainedOnceG9:
    @pytest.mark.parametrize(
        ("language", "mark", "claims"),
        [
            ("de", "„Einstufung unsicher“ heißt:", "keine statistischen Vertrauensbereiche"),
            ("en", "“Fragile” means:", "not statistical confidence intervals"),
        ],
    )
    def test_where_the_numbers_begin(self, language: str, mark: str, claims: str) -> None:
        one, found = here()
        assert told(one, found, language).count(mark) == 1
        (line,) = [x for x in chapter(one, found, "caveats", language).splitlines() if mark in x]
        assert claims in line
        assert mark not in told(one, only(found), language)

    @pytest.mark.parametrize("language", ["de", "en"])
    @pytest.mark.parametrize("policy", get_args(WholePolicy))
    def test_with_what_was_left_out(self, language: str, policy: WholePolicy) -> None:
        """Of an official response one answer in each leaf, of persons one to each question."""
        one = village(method=Method(whole_policy=policy))
        persons = one.persons("politics", **{"sport-hall": "112233", "news-paper": "012340"})
        found = report(one, one.official(**OFFICIAL), *persons)
        left = words(language)[f"left-out.{policy}"]
        assert left in chapter(one, found, "caveats", language)
        assert len({words(language)[f"left-out.{x}"] for x in get_args(WholePolicy)}) == 3


class TestTextsStayTexts:
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_of_stages(self, language: str) -> None:
        bodies = []
        for text in (HOSTILE, "calm"):
            one = worded(village(), text)
            bodies.append(chapter(one, report(one, one.official(**OFFICIAL)), "details", language))
        hostile, calm = bodies
        assert types_of(hostile) == types_of(calm)
        assert "<script" not in hostile
