# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Numbers as they are shown, with where they come from: N2, N3, G1, P4."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
import pytest
from tests.render.refreports import full_village

from weltoffen.model.assessment import Round
from weltoffen.render.figures import Figures
from weltoffen.render.inline import Line
from weltoffen.render.numbers import Numbers
from weltoffen.render.pointers import Pointers
from weltoffen.report.shares import Share
from weltoffen.report.structure import GapResult, PerspectiveScore
from weltoffen.report.views import NodeGapResult

if TYPE_CHECKING:
    from weltoffen.report.structure import Report

DE, EN = (Numbers(Figures(language), Pointers(None)) for language in ("de", "en"))


def plain(line: Line) -> str:
    return line.plain.replace("\u00a0", " ")


@attrs.frozen
class Moved:
    stages: int


class TestSentences:
    """N2, N3, P4, G1, G4: what stands beside a number, in words."""

    @pytest.mark.parametrize(
        ("points", "stages", "german", "english"),
        [
            (Fraction(1, 4), 2, "25 Prozentpunkte, 2 Stufen", "25 percentage points, 2 stages"),
            (Fraction(1, 4), 0, "25 Prozentpunkte", "25 percentage points"),
            (Fraction(-1, 4), -1, "erreicht", "reached"),
            (Fraction(0), 0, "erreicht", "reached"),
        ],
    )
    def test_gaps_g1(self, points: Fraction, stages: int, german: str, english: str) -> None:
        gap = GapResult(points=Share(points), stages=stages)
        assert plain(DE.gap(gap)) == german
        assert plain(EN.gap(gap)) == english

    def test_a_gap_that_only_a_gate_holds_open_s6(self) -> None:
        assert plain(DE.gap(GapResult(points=Share(Fraction(-1, 4)), stages=1))) == "eine Stufe"

    def test_no_gap_without_score(self) -> None:
        assert plain(DE.gap(None)) == "–"

    def test_a_perspective_s_score_with_n_and_coverage_n3_p6(self) -> None:
        score = PerspectiveScore(
            score=Share(Fraction(1, 2)), coverage=Share(Fraction(3, 4)), n=7, tendency=False
        )
        assert plain(DE.scored(score)) == "50 % (n = 7, Abdeckung 75 %)"
        assert plain(EN.scored(score)) == "50% (n = 7, coverage 75%)"

    def test_the_marker_where_something_is_missing_p4(self) -> None:
        score = PerspectiveScore(score=Share(Fraction(1, 2)), tendency=False)
        assert plain(EN.scored(score)) == "50% (protected, coverage protected)"
        assert plain(EN.scored(PerspectiveScore(tendency=False))) == "protected"
        little = PerspectiveScore(reason="low-coverage", tendency=False)
        assert plain(EN.scored(little)) == "too few questions answered"

    def test_a_share_with_its_n_n3(self) -> None:
        score = PerspectiveScore(score=Share(Fraction(2, 3)), n=9, tendency=False)
        assert score.score is not None
        assert plain(DE.based(score.score, score, "n")) == "67 % (n = 9)"
        assert plain(EN.based(score.score, score, "n")) == "67% (n = 9)"

    @pytest.mark.parametrize(
        ("stages", "german", "english"),
        [
            (1, "eine Stufe höher", "one stage higher"),
            (-2, "2 Stufen niedriger", "2 stages lower"),
            (0, "gleich", "the same"),
        ],
    )
    def test_stages(self, stages: int, german: str, english: str) -> None:
        assert plain(DE.moved(Moved(stages), stages)) == german
        assert plain(EN.moved(Moved(stages), stages)) == english

    @pytest.mark.parametrize(
        ("stages", "german"),
        [
            (0, "25 Prozentpunkte"),
            (1, "25 Prozentpunkte und eine Stufe"),
            (-2, "25 Prozentpunkte und 2 Stufen"),
        ],
    )
    def test_points_and_stages(self, stages: int, german: str) -> None:
        found = NodeGapResult(
            questions=1,
            row=Share(0),
            column=Share(Fraction(1, 4)),
            row_n=5,
            column_n=5,
            difference=Share(Fraction(-1, 4)),
            stages=stages,
        )
        assert plain(DE.apart(found)) == german

    def test_a_median_is_one_value_or_a_pair_n2(self) -> None:
        half, whole = Share(Fraction(1, 2)), Share(1)
        assert plain(DE.median(half, half)) == "50 %"
        assert plain(DE.median(half, whole)) == "50 % bis 100 %"
        assert plain(EN.median(half, whole)) == "50% to 100%"


class TestWhereANumberComesFrom:
    """N3: the pointer leads to what is written, in the form that stands beside it."""

    def shown(self, line: Line) -> list[tuple[str, str]]:
        return [(run.shown.pointer, run.shown.form) for run in line.runs if run.shown]

    def numbers(self) -> tuple[Numbers, Report]:
        found = full_village().report
        return Numbers(Figures("de"), Pointers(found)), found

    def test_a_number_given_in_parts_that_contradict_each_other_a3(self) -> None:
        numbers, found = self.numbers()
        place, conflict = next(
            (place, one)
            for place, one in enumerate(found.conflicts)
            if one.question == "news-share"
        )
        (_, first), (_, second) = conflict.answers
        assert (first, second) == (12, Fraction("37.5"))
        line = numbers.given(conflict, 1, Fraction("37.5"))
        assert line.plain == "37,5"
        assert self.shown(line) == [(f"/conflicts/{place}/answers/1/answer", "given")]
        assert self.shown(DE.given(conflict, 0, Fraction(12))) == []
        assert plain(DE.given(conflict, 0, Fraction(12))) == "12"

    def test_relations_of_a_kind_g8(self) -> None:
        numbers, found = self.numbers()
        assert found.change is not None
        matching = found.change.questions
        kinds = [one.how for one in matching.relations]
        assert kinds.count("new") > 0
        for how in ("new", "dropped", "split"):
            line = numbers.related(matching, how)
            assert line.plain == str(kinds.count(how))
            assert self.shown(line) == [("/change/questions/relations", f"related:{how}")]

    def test_lists_as_numbers_and_as_things(self) -> None:
        numbers, found = self.numbers()
        assert found.change is not None
        line = numbers.length(found.change.nodes, "compared")
        assert line.plain == str(len(found.change.nodes.compared))
        assert self.shown(line) == [("/change/nodes/compared", "length")]
        line = numbers.length(found, "perspectives", "leaf")
        assert plain(line) == f"{len(found.perspectives)} Themen"
        assert self.shown(line) == [("/perspectives", "length:leaf")]

    def test_a_median_of_two_values_has_two_pointers_n2(self) -> None:
        half, whole = Share(Fraction(1, 2)), Share(1)
        found = self.numbers()[1]
        asked = found.questions[0]
        told = attrs.evolve(asked.published[0], low=half, high=whole)
        report = attrs.evolve(
            found,
            questions=(attrs.evolve(asked, published=(told,)), *found.questions[1:]),
        )
        line = Numbers(Figures("de"), Pointers(report)).median(half, whole)
        start = "/questions/0/published/0"
        assert self.shown(line) == [(f"{start}/low", "percent"), (f"{start}/high", "percent")]

    def test_the_marker_is_no_number_p4(self) -> None:
        numbers, found = self.numbers()
        hidden = attrs.evolve(found, responses=None)
        line = Numbers(Figures("de"), Pointers(hidden)).n(hidden, "responses")
        assert (line.plain, self.shown(line)) == ("geschützt", [])
        assert self.shown(numbers.n(found, "responses")) == [("/responses", "n")]

    def test_constants_and_days_are_of_no_report(self) -> None:
        numbers, found = self.numbers()
        day = dt.date(2026, 3, 2)
        assert plain(numbers.date(day)) == "2. März 2026"
        assert plain(numbers.constant(Share(Fraction(1, 4)))) == "25 %"
        assert numbers.period(found.round) == Line()
        round_ = Round(id="r", start=day)
        assert plain(numbers.period(round_)) == "ab 2. März 2026"
        for line in (
            numbers.date(day),
            numbers.constant(Share(1)),
            numbers.period(round_),
        ):
            assert self.shown(line) == []
            assert line.runs
