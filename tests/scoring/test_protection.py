# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from tests.builders import (
    PERSPECTIVES,
    after,
    banded,
    checklist,
    flat,
    free,
    number,
    refused,
    single,
    town,
)

import weltoffen
from weltoffen.errors import Unprotected
from weltoffen.model.extensions import Extensions
from weltoffen.model.method import Method
from weltoffen.scoring.protection import Cell, ProtectionRule, protect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.builders import Town

    from weltoffen.model.response import Response
    from weltoffen.scoring.protection import ProtectedItem, ProtectedTally

ONE = town(single("q"))


def people(here: Town, *columns: str, question: str = "q") -> list[Response]:
    """Give one group for each perspective, in declared order."""
    named = zip(here.assessment.perspective_ids, columns, strict=False)
    return flat(here.persons(one, **{question: column}) for one, column in named if column)


def item(*columns: str, k: int = 5) -> ProtectedItem:
    return ONE.protect(*people(ONE, *columns), k=k).by_question["q"]


def varied(sizes: Sequence[int]) -> list[str]:
    """Give groups of these sizes in which everybody answers in turn with another option."""
    everyone = "01234" * sum(sizes)
    return [everyone[sum(sizes[:index]) : sum(sizes[: index + 1])] for index, _ in enumerate(sizes)]


def shown(found: ProtectedItem) -> list[int] | None:
    """Give the places of the published perspectives, or None where the total is hidden, too."""
    if found.total is None:
        assert found.published == ()
        return None
    return [PERSPECTIVES.index(one) for one, _ in found.published]


class TestThreshold:
    """P1: k = 5 by default, never below 3; the constructor refuses."""

    def test_k_is_5_by_default(self) -> None:
        assert ProtectionRule().k == 5

    @pytest.mark.parametrize("k", [3, 5, 10])
    def test_k_may_be_any_whole_number_from_3(self, k: int) -> None:
        assert ProtectionRule(k=k).k == k

    @pytest.mark.parametrize("k", [2, 1, 0, -5, True, 5.0, 4.5, "5", None])
    def test_anything_else_is_refused(self, k: Any) -> None:  # noqa: ANN401 - a wrong type
        assert refused(lambda: ProtectionRule(k=k)) == [("k-too-small", "/k")]

    def test_a_k_that_no_town_could_fill_is_refused(self) -> None:
        assert ProtectionRule(k=1_000_000).k == 1_000_000
        assert refused(lambda: ProtectionRule(k=1_000_001)) == [("outside-range", "/k")]


class TestSizes:
    """P2: by sizes alone perspectives below k, and the next smallest where needed, form one rest."""

    @pytest.mark.parametrize(
        ("sizes", "expected"),
        [
            # A total below k is hidden.
            ((0, 0, 0, 0, 0), None),
            ((4,), None),
            ((2, 2), None),
            ((4, 0, 0, 0, 0), None),
            ((1, 1, 1, 1), None),
            # Nobody is small: everything is shown.
            ((5,), [0]),
            ((5, 5), [0, 1]),
            ((9, 5, 6, 7, 8), [0, 1, 2, 3, 4]),
            # Small ones make a rest of their own if they are two and together at least k.
            ((2, 3, 6), [2]),
            ((4, 4, 5), [2]),
            ((1, 1, 1, 2, 20), [4]),
            ((5, 4, 5, 4, 5), [0, 2, 4]),
            # Otherwise the next smallest goes with them.
            ((1, 5, 9), [2]),
            ((1, 9, 5), [1]),
            ((9, 5, 1), [0]),
            ((2, 2, 6, 8), [3]),
            ((8, 2, 6, 2, 7), [0, 4]),
            # Ties are decided by the declared order, not by the alphabet.
            ((1, 6, 6), [2]),
            ((6, 6, 1), [1]),
            ((9, 6, 6, 1, 9), [0, 2, 4]),
            # If nobody is left over, only the total remains.
            ((2, 3), []),
            ((4, 4), []),
            ((4, 5), []),
            ((5, 4), []),
            ((2, 2, 6), []),
            ((1, 1, 1, 1, 20), []),
            ((3, 3, 3, 3, 3), []),
            # Empty perspectives are nobody: they neither hide nor count as one of two.
            ((0, 5), [1]),
            ((0, 0, 7, 0, 0), [2]),
            ((4, 1, 0, 0, 0), []),
            ((4, 0, 5, 0, 0), []),
            ((0, 3, 5, 5, 5), [3, 4]),
            ((7, 0, 2, 0, 9), [4]),
        ],
    )
    def test_k_is_5(self, sizes: tuple[int, ...], expected: list[int] | None) -> None:
        assert shown(item(*varied(sizes))) == expected

    @pytest.mark.parametrize(
        ("k", "sizes", "expected"),
        [
            (3, (2,), None),
            (3, (1, 1), None),
            (3, (2, 1), []),
            (3, (1, 2, 3), [2]),
            (3, (3, 3, 2, 2), [0, 1]),
            (3, (1, 4, 4), [2]),
            (10, (9,), None),
            (10, (9, 1), []),
            (10, (9, 1, 10), [2]),
            (10, (9, 10, 11), [2]),
            (10, (4, 4, 10, 10), [3]),
        ],
    )
    def test_other_k(self, k: int, sizes: tuple[int, ...], expected: list[int] | None) -> None:
        assert shown(item(*varied(sizes), k=k)) == expected

    def test_sizes_are_numbers_of_answers(self) -> None:
        """Five of seven answered, so the group is shown; four of seven did, so it is not."""
        assert shown(item("01234u-", "01234")) == [0, 1]
        assert shown(item("0123nu-", "01234", "01234")) == [2]

    def test_cells_hold_the_counts(self) -> None:
        found = item("00", "123", "0011234-uunn")
        assert found.published == (("civil-society", Cell(counts=(2, 2, 1, 1, 1), unanswered=3)),)
        assert found.total == Cell(counts=(4, 3, 2, 2, 1), unanswered=3)
        assert found.total.answered == 12

    def test_numbers_of_responses_are_protected_in_the_same_way(self) -> None:
        public = ONE.protect(*people(ONE, "---", "01", "------", "", "01234"))
        named = zip(PERSPECTIVES, (None, None, 6, None, 5), strict=True)
        assert public.perspectives == tuple(named)
        assert public.responses == 16

    def test_fewer_responses_than_k_are_no_number(self) -> None:
        public = ONE.protect(*people(ONE, "01", "23"))
        assert public.responses is None
        assert {n for _, n in public.perspectives} == {None}

    def test_texts_have_no_cells(self) -> None:
        here = town(free("t"), single("q"))
        public = here.protect(*here.persons("politics", q="01234", t=["hello"] * 5))
        assert [one.question for one in public.items] == ["q"]

    def test_what_only_officials_are_asked_has_no_cells(self) -> None:
        here = town(number("n"), single("q"))
        found = here.protect(*here.persons("politics", q="01234")).by_question["n"]
        assert shown(found) is None


class TestHomogeneity:
    """P3: if any resulting cell is homogeneous, the whole item is hidden, total included."""

    VARIED = "0123401234"

    @pytest.mark.parametrize("column", ["00000", "00001", "20222", "4444444", "43444"])
    def test_a_perspective_in_which_one_option_holds_all_or_all_but_one(self, column: str) -> None:
        assert shown(item(column, self.VARIED, self.VARIED)) is None

    @pytest.mark.parametrize("column", ["00011", "00012", "44443-", "444422", "01234"])
    def test_two_other_answers_are_enough(self, column: str) -> None:
        expected = None if column == "44443-" else [0, 1, 2]
        assert shown(item(column, self.VARIED, self.VARIED)) == expected

    def test_the_rest(self) -> None:
        """Neither group of the rest is shown, but total minus published gives (4, 1, 0, 0, 0)."""
        assert shown(item("00", "001", self.VARIED)) is None
        assert shown(item("00", "011", self.VARIED)) == [2]

    def test_the_rest_with_those_that_went_with_it(self) -> None:
        assert shown(item("0", "00001", self.VARIED)) is None
        assert shown(item("1", "00001", self.VARIED)) == [2]

    def test_the_total(self) -> None:
        assert shown(item("00", "001")) is None
        assert shown(item("00", "011")) == []

    def test_small_groups_may_be_of_one_mind_in_a_mixed_rest(self) -> None:
        assert shown(item("000", "111", self.VARIED)) == [2]

    def test_a_rest_that_took_no_part_is_not_homogeneous(self) -> None:
        assert shown(item("", "", self.VARIED)) == [2]

    def test_who_is_silent_in_the_rest_does_not_show_in_who_is_published(self) -> None:
        """Administration (1) and politics (9) are the rest whether the one person answers or not (0012).

        By numbers of answers the silent person would have needed more company, and civil society would have
        vanished with it: the reader would have known who was silent.
        """
        twelve = "0123401234-0"
        assert shown(item("0", "01234012-", twelve)) == [2]
        assert shown(item("u", "012340123", twelve)) == [2]
        assert item("0", "01234012u", twelve) == item("u", "012340120", twelve)

    def test_company_is_the_next_smallest_by_responses(self) -> None:
        """Politics has fewer responses but more answers than civil society."""
        assert shown(item("0123", "012340", "01234---", "01234")) == [1, 2]
        assert shown(item("0123", "012340", "01234---", "01234012")) == [2, 3]

    def test_a_rest_that_is_silent_needs_company(self) -> None:
        """Otherwise total minus published would tell that all four left it open (decision 0007)."""
        assert shown(item("uu--", "", self.VARIED)) == []

    def test_a_checklist_is_judged_by_its_sums_of_points(self) -> None:
        """Both x and y give one point: four of five persons have the same sum."""
        here = town(checklist("q"))
        alike = [("x",), ("y",), ("y",), ("x",), ("z",)]
        found = here.protect(*here.persons("politics", q=alike)).by_question["q"]
        assert shown(found) is None
        mixed = [("x", "z"), ("y",), ("x", "y"), ("z",), ()]
        found = here.protect(*here.persons("politics", q=mixed)).by_question["q"]
        assert found.total == Cell(counts=(1, 1, 2, 1, 0), unanswered=0)

    @pytest.mark.parametrize(
        "ticked",
        [
            [("x",), ("x",), ("x",), ("x", "z"), ("x", "z")],
            [("x",), ("x", "y"), ("x", "z"), ("x", "z"), ("y",)],
            [("y",), ("x", "y"), ("x",), ("y", "z"), ()],
            [("y",), ("x", "y"), ("x",), ("y",), ()],
        ],
        ids=["all ticked x", "all but one ticked x", "one ticked z", "nobody ticked z"],
    )
    def test_a_checklist_is_judged_by_each_option_too(self, ticked: list[tuple[str, ...]]) -> None:
        """An attack read from sums of points alone that all five had ticked x."""
        here = town(checklist("q"))
        found = here.protect(*here.persons("politics", q=ticked)).by_question["q"]
        assert shown(found) is None

    def test_a_number_is_judged_by_its_bands(self) -> None:
        here = town(banded("q"))
        found = here.protect(*here.persons("politics", q=[0, 10, 20, 30, 99])).by_question["q"]
        assert shown(found) is None
        found = here.protect(*here.persons("politics", q=[0, 10, 50, 99, 99])).by_question["q"]
        assert found.total == Cell(counts=(2, 1, 2), unanswered=0)

    def test_other_items_stay(self) -> None:
        here = town(single("p"), single("q"))
        public = here.protect(*here.persons("politics", p="00000", q="01234"))
        assert shown(public.by_question["p"]) is None
        assert shown(public.by_question["q"]) == [1]


class TestMarker:
    """P4: one marker without reasons; a question that depends on a hidden one is hidden, too."""

    def test_a_hidden_item_tells_no_reason(self) -> None:
        """Too few answers, one mind, a hidden parent, nobody asked: all look alike."""
        here = town(
            single("few"),
            single("alike"),
            single("child", depends_on=after("alike", "s0")),
            single("nobody", depends_on=after("few", "s4")),
        )
        persons = here.persons("politics", few="01-----", alike="0000000", child="0123401")
        public = here.protect(*persons)
        found = {attrs.evolve(one, question="x") for one in public.items}
        assert len(found) == 1
        assert public.items[0].total is None

    def test_unknown_and_skipped_are_shown_together_only(self) -> None:
        one = ONE.protect(*people(ONE, "01234uu-"))
        other = ONE.protect(*people(ONE, "01234---"))
        assert one == other
        cell = one.by_question["q"].by_perspective["administration"]
        assert cell.unanswered == 3

    def test_not_applicable_is_not_shown(self) -> None:
        assert item("01234nn") == item("01234")

    def test_unanswered_figures_of_hidden_groups_are_hidden(self) -> None:
        """Only the rest's sum can be told, not which of its groups did not answer."""
        assert item("01uu", "23--u", "01234") == item("01u", "23---u", "01234")

    def test_a_question_that_depends_on_a_hidden_one_is_hidden(self) -> None:
        here = town(single("p"), single("q", depends_on=after("p", "s4")))
        persons = here.persons("politics", p="4" * 10, q="0123401234")
        public = here.protect(*persons)
        assert shown(public.by_question["q"]) is None

    def test_so_is_one_that_depends_on_that(self) -> None:
        here = town(
            single("p"),
            single("q", depends_on=after("p", "s4")),
            single("r", depends_on=after("q", "s0", "s1")),
        )
        persons = here.persons("politics", p="4" * 10, q="0011001101", r="0123401234")
        public = here.protect(*persons)
        assert [shown(one) for one in public.items] == [None, None, None]

    PAIR = town(single("p"), single("q", depends_on=after("p", "s3", "s4")))

    def test_a_perspective_hidden_for_the_parent_is_hidden_for_the_dependent(self) -> None:
        """Parent: sizes 4, 9, 6, so 4 + 6 are the rest. Dependent: sizes 0, 8, 6, 5.

        By its own sizes the dependent would show 8, 6 and 5. But civil society (6) is in the parent's rest,
        and stays there with the four that were not asked.
        """
        here = self.PAIR
        public = here.protect(
            *here.persons("administration", p="0120"),
            *here.persons("politics", p="333344441", q="01234012-"),
            *here.persons("civil-society", p="333444", q="012340"),
            *here.persons("economy", p="0333444", q="-01234-"),
        )
        assert shown(public.by_question["p"]) == [1, 3]
        assert shown(public.by_question["q"]) == [1, 3]

    def test_the_rest_of_a_dependent_needs_k_answers_too(self) -> None:
        """As before, but only four of the parent's rest were asked: the next smallest by responses joins."""
        here = self.PAIR
        public = here.protect(
            *here.persons("administration", p="0120"),
            *here.persons("politics", p="333344441", q="01234012-"),
            *here.persons("civil-society", p="003344", q="--0123"),
            *here.persons("economy", p="0333444", q="-012340"),
        )
        assert shown(public.by_question["p"]) == [1, 3]
        assert shown(public.by_question["q"]) == [1]

    def test_an_empty_perspective_does_not_cover_a_hidden_one(self) -> None:
        """Parent: 3 + 9, total only. Dependent: only the second group was asked; total only."""
        here = self.PAIR
        public = here.protect(
            *here.persons("administration", p="012"),
            *here.persons("politics", p="333344441", q="01234012-"),
        )
        assert shown(public.by_question["p"]) == []
        assert shown(public.by_question["q"]) == []

    def test_where_the_parent_is_shown_the_dependent_is_judged_by_itself(self) -> None:
        here = self.PAIR
        public = here.protect(
            *here.persons("administration", p="01234", q="---42"),
            *here.persons("politics", p="333344441", q="01234012-"),
            *here.persons("economy", p="3333444", q="0123401"),
        )
        assert shown(public.by_question["p"]) == [0, 1, 3]
        assert shown(public.by_question["q"]) == [1]

    def test_no_n_below_k(self) -> None:
        """The smallest number of answers in any sheet of personal responses."""
        here = town(single("p"), single("q"), method=Method(whole_policy="pooled"))
        report = here.report(
            *here.persons("politics", p="01234", q="0123-"),
            *here.persons("economy", p="012340", q="012340"),
            *here.persons("residents", p="012340", q="012341"),
        )
        found = [n.n for one in report.perspectives for n in one.nodes] + [report.whole.n]
        assert {n for n in found if n is not None} == {5, 6, 16}


class TestGate:
    """P5: everything published is a function of the protected tally alone."""

    def test_a_report_takes_nothing_unprotected(self) -> None:
        here = ONE
        counted: Any = here.tally(*people(here, "01234"))
        with pytest.raises(Unprotected, match="ProtectedTally, not Tally"):
            weltoffen.build_report(counted, here.assessment, here.edition)

    def test_a_raw_tally_gives_an_operator_sheet_that_has_no_written_form(self) -> None:
        found = weltoffen.score(ONE.tally(*people(ONE, "01234")), ONE.assessment, ONE.edition)
        assert type(found) is weltoffen.OperatorSheet
        sheet: Any = found
        with pytest.raises(Unprotected, match="OperatorSheet"):
            weltoffen.schemas.write(sheet)
        with pytest.raises(Unprotected):
            weltoffen.schemas.write_line(sheet)
        with pytest.raises(Unprotected):
            weltoffen.schemas.write(sheet.scores)
        with pytest.raises(Unprotected):
            weltoffen.build_report(sheet, ONE.assessment, ONE.edition)

    def test_a_protected_tally_has_no_written_form_of_its_own(self) -> None:
        public: Any = ONE.protect(*people(ONE, "01234"))
        with pytest.raises(Unprotected, match="ProtectedTally"):
            weltoffen.schemas.write(public)

    def test_a_protected_tally_gives_scores(self) -> None:
        public = ONE.protect(*people(ONE, "01234"))
        assert type(weltoffen.score(public, ONE.assessment, ONE.edition)) is weltoffen.Scores

    def test_protected_tallies_do_not_add(self) -> None:
        public: Any = ONE.protect(*people(ONE, "01234"))
        with pytest.raises(TypeError):
            public + public
        with pytest.raises(TypeError):
            sum([public, public])
        with pytest.raises(TypeError):
            public + ONE.tally()

    def test_official_responses_are_not_protected(self) -> None:
        """A2: they are not personal data."""
        public = ONE.protect(ONE.official(q="s3"))
        assert [one.answers for one in public.official] == [(("q", "s3"),)]

    def test_counts_of_another_assessment_are_refused(self) -> None:
        other = attrs.evolve(ONE.assessment, id="town-2027")
        counted = ONE.tally(*people(ONE, "01234"))
        rule = ProtectionRule()
        assert refused(lambda: protect(counted, rule, other, ONE.edition)) == [
            ("tally-other-assessment", "/assessment")
        ]

    def test_counts_of_another_questionnaire_are_refused(self) -> None:
        other = town(single("other"))
        counted = attrs.evolve(
            other.tally(), questionnaire=weltoffen.Reference(id="x", version="1")
        )
        rule = ProtectionRule()
        assert refused(lambda: protect(counted, rule, ONE.assessment, ONE.edition)) == [
            ("tally-other-questionnaire", "/questionnaire")
        ]

    def test_counts_of_an_undeclared_perspective_are_refused(self) -> None:
        few = town(single("q"), perspectives=["politics"])
        counted = ONE.tally(*people(ONE, "01234"), ONE.official("economy", q="s0"))
        rule = ProtectionRule()
        assert refused(lambda: protect(counted, rule, few.assessment, few.edition)) == [
            ("unknown-perspective", "/official/0/perspective"),
            ("unknown-perspective", "/personal/0/perspective"),
        ]

    def test_no_responses_at_all_are_protected_too(self) -> None:
        public = ONE.protect()
        assert public.assessment is None
        assert shown(public.by_question["q"]) is None


class TestNodes:
    """P6: a node's score for a perspective uses exactly the questions published for it."""

    HERE = town(single("p"), single("q"), single("r"))

    def test_hidden_questions_do_not_count(self) -> None:
        """Politics: p 0 1 2 3 4 = 1/2, q is of one mind, r 0 0 2 2 4 = 2/5: (1/2 + 2/5) / 2."""
        here = self.HERE
        scores = here.scores(*here.persons("politics", p="01234", q="44444", r="00224"))
        sheet = scores.personal[0]
        assert [one.state for one in sheet.questions] == ["answered", "protected", "answered"]
        assert str(sheet.by_node["a"].score) == "9/20"
        assert str(sheet.by_node["a"].coverage) == "2/3"

    def test_each_perspective_has_its_own_published_questions(self) -> None:
        """In q politics (4) goes into the rest with economy (5, the smallest of the others)."""
        here = self.HERE
        public: ProtectedTally = here.protect(
            *here.persons("politics", p="01234", q="0123-"),
            *here.persons("economy", p="01234", q="01234"),
            *here.persons("residents", p="012340", q="012340"),
        )
        scores = weltoffen.score(public, here.assessment, here.edition)
        found = {
            one.view.perspective: [q.question for q in one.questions if q.state == "answered"]
            for one in scores.personal
        }
        assert found == {"politics": ["p"], "economy": ["p"], "residents": ["p", "q"]}

    def test_a_perspective_without_published_questions_has_no_sheet(self) -> None:
        here = self.HERE
        scores = here.scores(
            *here.persons("politics", p="012"),
            *here.persons("economy", p="34"),
            *here.persons("residents", p="01234"),
        )
        assert [one.view.perspective for one in scores.personal] == ["residents"]


class TestTraces:
    """P9: free text, times and ids of personal responses never appear in a report."""

    def test_no_byte_of_a_report_comes_from_them(self) -> None:
        """Every person leaves the canary wherever a person can; the report does not sing."""
        here = town(
            free("t"),
            single("q"),
            free("u", depends_on=after("q", "s0")),
            method=Method(whole_policy="pooled"),
        )
        persons = here.persons(
            "politics", q="00123400", t=["canary"] * 8, u=["canary", "canary", *([None] * 6)]
        )
        marked = [
            attrs.evolve(
                one,
                id=f"canary-{index}",
                submitted_at=dt.datetime(2031, 12, 24, 11, 59, index, tzinfo=dt.UTC),
                extensions=Extensions({"canary": "canary"}),
            )
            for index, one in enumerate(persons)
        ]
        written = weltoffen.schemas.write(here.report(*marked))
        assert b"canary" not in written
        assert b"2031" not in written
        assert b"11:59" not in written
        assert written == weltoffen.schemas.write(here.report(*persons))

    def test_not_even_the_tally_keeps_them(self) -> None:
        """T1: single responses can be deleted."""
        here = town(free("t"), single("q"))
        persons = here.persons("politics", q="01", t=["canary", "canary"])
        written = weltoffen.schemas.write(here.tally(*persons))
        assert b"canary" not in written
