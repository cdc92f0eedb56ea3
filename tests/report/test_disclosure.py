# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of `weltoffen.report.disclosure`: A4 for who took part and what they answered; A2, A3, P1-P4."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest
from tests.builders import T, banded, checklist, number, single, town
from tests.report.tampering import EQUAL, OFFICIAL, POOLED, SECOND, TOGETHER, problems, tampered

from weltoffen.errors import InvalidDocument
from weltoffen.model.text import Text
from weltoffen.report.disclosure import groups_of
from weltoffen.report.recomputation import check_report
from weltoffen.report.shares import Share
from weltoffen.report.structure import ConflictResult, Involvement

if TYPE_CHECKING:
    from weltoffen.report.structure import Report

DIFFERS, OUTSIDE, BARRED = "total-differs", "outside-range", "not-allowed-here"
A, B, B_NEW, C, LIST, D, OWN = range(7)
"""Where the questions of the second round stand."""


def after(report: Report, *path: str | int, to: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - any part
    """Give the problems of a changed report; maybe none."""
    try:
        check_report(tampered(report, *path, to=to))
    except InvalidDocument as error:
        return [(one.code, one.pointer) for one in error.problems]
    return []


def told(report: Report) -> dict[str, dict[str, str | int]]:
    """Give what the problems of a report tell, by place."""
    with pytest.raises(InvalidDocument) as caught:
        check_report(report)
    return {one.pointer: dict(one.parameters) for one in caught.value.problems}


def of(found: list[tuple[str, str]], *starts: str) -> list[tuple[str, str]]:
    """Give the problems in certain parts; others follow from them elsewhere."""
    return [one for one in found if one[1].startswith(starts)]


class TestParticipation:
    """A4, P1, P2, P4: numbers of persons are not below the threshold and add up."""

    def test_numbers_add_up_if_all_are_given(self) -> None:
        both = attrs.evolve(EQUAL, participation=EQUAL.participation[1:])
        check_report(both)
        for wrong in (25, 29, None):
            assert (DIFFERS, "/responses") in after(both, "responses", to=wrong)
        assert after(both, "participation", 0, "responses", to=13) == [(DIFFERS, "/responses")]

    def test_of_a_single_hidden_group_nobody_can_be_left(self) -> None:
        """P2: what is left of all would be its number; 24 persons are shown."""
        assert [one.responses for one in EQUAL.participation] == [None, 12, 12]
        for wrong in (23, 25, 29, None):
            assert (DIFFERS, "/responses") in after(EQUAL, "responses", to=wrong)

    def test_of_several_hidden_groups_enough_are_left(self) -> None:
        """P2: politics and civil society are hidden, the merged group of 7 is shown; k is 5."""
        fewer = SECOND
        for at in (1, 2):
            fewer = tampered(fewer, "participation", at, "responses", to=None)
        pointer = "/responses"
        for right in (7, 12, 21):
            assert of(after(fewer, "responses", to=right), pointer) == []
        for wrong in (8, 11):
            assert of(after(fewer, "responses", to=wrong), pointer) == [(OUTSIDE, pointer)]
        assert of(after(fewer, "responses", to=6), pointer) == [(DIFFERS, pointer)]

    def test_what_is_expected_is_told(self) -> None:
        """Of the merged group 7 are shown, so that there are at least 5 more; or nobody."""
        fewer = SECOND
        for at in (1, 2):
            fewer = tampered(fewer, "participation", at, "responses", to=None)
        assert told(tampered(fewer, "responses", to=8))["/responses"]["minimum"] == 12

    def test_where_there_are_too_few_in_all_nobody_is_shown(self) -> None:
        """P1: neither a number of persons nor an answer."""
        few = town(single("a"), perspectives=["politics"])
        nobody = few.report(*few.persons("politics", a="0123"))
        assert nobody.responses is None
        check_report(nobody)
        shown = few.report(*few.persons("politics", a="012340"))
        found = after(shown, "responses", to=None)
        assert of(found, "/responses", "/questions") == [
            (DIFFERS, "/responses"),
            (BARRED, "/questions/0/total"),
        ]

    def test_no_number_of_persons_lies_below_the_threshold(self) -> None:
        """P1: k is 5; of answers, too, in the perspectives and in a main view made of them."""
        assert (OUTSIDE, "/participation/1/responses") in after(
            EQUAL, "participation", 1, "responses", to=4
        )
        nobody = attrs.evolve(POOLED, participation=POOLED.participation[::2])
        assert (OUTSIDE, "/responses") in after(nobody, "responses", to=4)
        assert after(EQUAL, "perspectives", 0, "nodes", 0, "n", to=4) == [
            (OUTSIDE, "/perspectives/0/nodes/0/n"),
            (DIFFERS, "/whole/n"),
        ]
        assert after(POOLED, "nodes", 1, "n", to=4) == [(OUTSIDE, "/nodes/1/n")]
        assert after(POOLED, "supplement", 0, "n", to=4) == [(OUTSIDE, "/supplement/0/n")]
        assert (OUTSIDE, "/participation/1/responses") in after(
            EQUAL, "stamp", "protection_k", to=13
        )

    def test_an_official_response_is_no_group(self) -> None:
        assert {one.n for one in OFFICIAL.nodes} == {1, None}
        check_report(OFFICIAL)

    def test_a_perspective_is_named_once(self) -> None:
        assert ("duplicate-id", "/participation/2/perspective") in after(
            POOLED, "participation", 2, "perspective", to="politics"
        )

    def test_who_gave_an_official_response_has_its_scores(self) -> None:
        pointer = "/participation/0/official"
        assert (DIFFERS, pointer) in after(POOLED, "participation", 0, "official", to=True)
        assert (DIFFERS, pointer) in after(OFFICIAL, "participation", 0, "official", to=False)

    @pytest.mark.parametrize("perspective", ["politics", "nobody"])
    def test_a_conflict_is_one_of_an_official_response(self, perspective: str) -> None:
        conflict = ConflictResult(
            perspective=perspective, question="a", kind="different", answers=(("x", "s1"),)
        )
        assert after(OFFICIAL, "conflicts", to=(conflict,)) == [
            ("unknown-perspective", "/conflicts/0/perspective")
        ]


class TestMerges:
    """A4, A2: merged groups stand last; each holds known perspectives, which stand in no other one."""

    PLACE = ("participation", 5)

    def test_groups_stand_where_their_first_member_does(self) -> None:
        assert [one.perspective for one in groups_of(SECOND.participation)] == [
            *("administration", "politics", "civil-society"),
            TOGETHER,
        ]
        *declared, group = SECOND.participation
        first = attrs.evolve(group, members=("administration", "residents"))
        assert [one.perspective for one in groups_of([*declared, first])] == [
            *(TOGETHER, "politics", "civil-society", "economy"),
        ]

    def test_members_are_known_perspectives(self) -> None:
        found = after(SECOND, *self.PLACE, "members", to=("economy", "nobody"))
        assert ("unknown-perspective", "/participation/5/members/1") in found
        found = after(SECOND, *self.PLACE, "members", to=("economy", TOGETHER))
        assert ("unknown-perspective", "/participation/5/members/1") in found

    def test_a_perspective_is_in_one_group(self) -> None:
        found = after(SECOND, *self.PLACE, "members", to=("economy", "economy"))
        assert ("duplicate-id", "/participation/5/members/1") in found
        other = Involvement(
            perspective="residents-and-economy",
            title=Text(T),
            official=False,
            members=("residents", "economy"),
        )
        found = after(SECOND, "participation", to=(*SECOND.participation, other))
        assert of(found, "/participation/6/members/") == [
            ("duplicate-id", "/participation/6/members/0"),
            ("duplicate-id", "/participation/6/members/1"),
        ]

    def test_members_stand_in_order_and_make_the_id(self) -> None:
        assert after(SECOND, *self.PLACE, "members", to=("residents", "economy")) == [
            (DIFFERS, "/participation/5/members")
        ]
        found = after(SECOND, *self.PLACE, "members", to=("politics", "residents"))
        assert (DIFFERS, "/participation/5/perspective") in found

    def test_of_a_member_no_number_is_told(self) -> None:
        """P2: it would tell the others' by subtraction."""
        assert after(SECOND, "participation", 3, "responses", to=5) == [
            (BARRED, "/participation/3/responses")
        ]

    def test_merged_groups_stand_last_in_order(self) -> None:
        *declared, group = SECOND.participation
        check_report(SECOND)
        assert after(SECOND, "participation", to=(group, *declared)) == [
            (DIFFERS, "/participation")
        ]

    def test_a_member_is_published_nowhere_on_its_own(self) -> None:
        found = after(SECOND, "questions", A, "published", 2, "perspective", to="economy")
        assert ("unknown-perspective", "/questions/0/published/2/perspective") in found


class TestQuestions:
    """A4: questions stand there once, inform leaves, and are the only ones that others name."""

    def test_once(self) -> None:
        assert ("duplicate-id", "/questions/1/question") in after(
            SECOND, "questions", B, "question", to="a"
        )

    @pytest.mark.parametrize(
        ("node", "code"), [("nowhere", "unknown-node"), ("f", "not-a-leaf"), (None, "unknown-node")]
    )
    def test_inform_a_leaf(self, node: str | None, code: str) -> None:
        assert (code, "/questions/0/node") in after(SECOND, "questions", A, "node", to=node)

    def test_of_the_supplement_too(self) -> None:
        assert SECOND.questions[OWN].node == "own"

    def test_conflicts_and_levers_name_known_ones(self) -> None:
        unknown = "unknown-question"
        conflict = ConflictResult(
            perspective="administration", question="x", kind="not-asked", answers=(("", "s1"),)
        )
        assert after(SECOND, "conflicts", to=(conflict,)) == [(unknown, "/conflicts/0/question")]
        b = [one.node for one in SECOND.levers].index("b")
        assert SECOND.levers[b].path is None
        assert after(SECOND, "levers", b, "steps", 0, "question", to="x") == [
            (unknown, f"/levers/{b}/steps/0/question")
        ]
        c = [one.node for one in SECOND.levers].index("c")
        assert after(SECOND, "levers", c, "clarify", 1, to="x") == [
            (unknown, f"/levers/{c}/clarify/1")
        ]
        assert after(OFFICIAL, "levers", 0, "path", 0, "question", to="x") == [
            (unknown, "/levers/0/path/0/question")
        ]

    def test_newly_asked_ones_may_be_free_texts(self) -> None:
        """M4: a text is never scored, so that it does not stand among them."""
        check_report(tampered(OFFICIAL, "levers", 0, "steps", 0, "newly_asked", to=("text",)))


class TestOfficialAnswers:
    """A4, A2, A3: an answer for each official response, worth one of the question's values."""

    def test_one_for_each_in_order(self) -> None:
        spot = ("questions", A, "official")
        (own,) = SECOND.questions[A].official
        other = attrs.evolve(own, perspective="politics")
        for wrong in ((), (own, own), (other,), (own, other)):
            found = after(SECOND, *spot, to=wrong)
            assert (DIFFERS, "/questions/0/official") in found

    def test_the_value_is_one_of_the_questions(self) -> None:
        """s0 to s4 are worth 0, 1/4, 1/2, 3/4 and 1."""
        spot = ("questions", B_NEW, "official", 0, "value")
        pointer = "/questions/2/official/0/value"
        assert of(after(SECOND, *spot, to=Share("1/3")), "/questions") == [("not-allowed", pointer)]
        assert of(after(SECOND, *spot, to=Share("1/2")), "/questions") == []

    def test_a_number_without_bands_has_any_value(self) -> None:
        place = town(number("share"), banded("bands"))
        report = place.report(place.official(share=37, bands=80))
        assert [one.values for one in report.questions] == [
            (),
            (Share(0), Share("1/4"), Share(1)),
        ]
        assert [one.official[0].value for one in report.questions] == [Share("37/100"), Share(1)]
        check_report(report)

    def test_a_conflict_is_told_in_both_places(self) -> None:
        """A3: parts that answered differently make a conflict, which counts as unanswered."""
        place = town(single("a"), single("b"))
        report = place.report(
            place.official(part="x", a="s1", b="s1"), place.official(part="y", a="s2", b="s1")
        )
        (conflict,) = report.conflicts
        assert [one.official[0].state for one in report.questions] == ["conflict", "answered"]
        check_report(report)
        state = "/questions/0/official/0/state"
        assert of(after(report, "conflicts", to=()), state) == [(DIFFERS, state)]
        other = attrs.evolve(conflict, kind="not-asked")
        assert of(after(report, "conflicts", to=(other,)), state) == [(DIFFERS, state)]
        for wrong in ("unanswered", "answered"):
            changed = tampered(report, "questions", 0, "official", 0, "state", to=wrong)
            assert (DIFFERS, state) in problems(changed)

    def test_a_conflict_in_what_does_not_apply_is_none(self) -> None:
        """A1: not applicable goes before; where nothing was to be asked nothing is unanswered."""
        conflict = ConflictResult(
            perspective="administration",
            question="c",
            kind="different",
            answers=(("x", "s1"), ("y", "s2")),
        )
        changed = attrs.evolve(SECOND, conflicts=(conflict,))
        spot = "/questions/3/official/0/state"
        assert problems(changed) == [(DIFFERS, spot)]
        changed = tampered(changed, "questions", C, "official", 0, "state", to="not-applicable")
        assert of(problems(changed), "/questions") == []


class TestCells:
    """A4: mean, medians and agreement of all counts are computed again; P1, P3 hold for each."""

    @pytest.mark.parametrize(
        ("name", "wrong"), [("mean", "3/8"), ("low", "1/2"), ("high", "1/2"), ("agreement", "1/2")]
    )
    def test_figures_follow_from_the_counts(self, name: str, wrong: str) -> None:
        """N2, G5: 0, 0, 0, 0, 1/4, 1/4, 1/4, 1/4: mean 1/8, medians 0 and 1/4, A 3/4."""
        cell = SECOND.questions[A].published[1]
        assert (cell.mean, cell.low, cell.high, cell.agreement) == tuple(
            map(Share, ("1/8", "0", "1/4", "3/4"))
        )
        pointer = f"/questions/0/published/1/{name}"
        found = after(SECOND, "questions", A, "published", 1, name, to=Share(wrong))
        assert of(found, "/questions") == [(DIFFERS, pointer)]

    def test_of_the_total_too(self) -> None:
        found = after(SECOND, "questions", D, "total", "mean", to=Share("1/2"))
        assert found == [(DIFFERS, "/questions/5/total/mean")]

    def test_with_fewer_than_three_values_there_is_no_agreement(self) -> None:
        """A checklist with a cap of 1 has the sums 0 and 1 only."""
        place = town(checklist("q", cap=1), perspectives=["politics"])
        ticked = [[], [], [], ["x"], ["x"], ["y", "z"], ["y", "z"]]
        report = place.report(*place.persons("politics", q=ticked))
        assert [one.counts for one in report.questions[0].published] == [(3, 4)]
        check_report(report)
        pointer = "/questions/0/published/0/agreement"
        spot = ("questions", 0, "published", 0, "agreement")
        assert after(report, *spot, to=Share(1)) == [(DIFFERS, pointer)]

    def test_there_is_a_count_for_each_value(self) -> None:
        pointer = "/questions/0/published/0/counts"
        for wrong in ((0, 2, 2, 2), (7, 7, 7, 7), (0, 2, 2, 2, 0, 0)):
            found = after(SECOND, "questions", A, "published", 0, "counts", to=wrong)
            assert of(found, "/questions") == [(DIFFERS, pointer)]

    def test_no_cell_is_smaller_than_the_threshold(self) -> None:
        """P1: k is 5; 2 answers of politics were hidden at d."""
        pointer = "/questions/0/published/0/counts"
        found = after(SECOND, "questions", A, "published", 0, "counts", to=(0, 2, 2, 0, 0))
        assert of(found, "/questions") == [(OUTSIDE, pointer)]
        assert (OUTSIDE, "/questions/5/total/counts") in after(
            SECOND, "questions", D, "total", "counts", to=(2, 0, 0, 0, 2)
        )

    def test_no_more_answered_than_took_part(self) -> None:
        """Politics are 6, all together 21."""
        place = ("questions", A, "published", 0)
        pointer = "/questions/0/published/0/counts"
        assert (OUTSIDE, pointer) in after(SECOND, *place, "counts", to=(0, 2, 2, 3, 0))
        assert (OUTSIDE, pointer) in after(SECOND, *place, "unanswered", to=1)
        total = ("questions", D, "total", "unanswered")
        assert (OUTSIDE, "/questions/5/total/counts") in after(SECOND, *total, to=5)

    @pytest.mark.parametrize("counts", [(0, 0, 0, 6, 0), (1, 0, 0, 5, 0)])
    def test_no_cell_is_of_one_mind(self, counts: tuple[int, ...]) -> None:
        """P3: one option holds all answers or all but one."""
        found = after(SECOND, "questions", A, "published", 0, "counts", to=counts)
        assert (OUTSIDE, "/questions/0/published/0/counts/3") in found

    def test_a_cell_of_two_minds_may_be_shown(self) -> None:
        found = after(SECOND, "questions", A, "published", 0, "counts", to=(0, 2, 0, 4, 0))
        assert (OUTSIDE, "/questions/0/published/0/counts/3") not in found

    def test_where_the_total_is_hidden_nobody_is_shown(self) -> None:
        """P3: the whole item is hidden."""
        assert of(after(SECOND, "questions", A, "total", to=None), "/questions") == [
            (BARRED, "/questions/0/published")
        ]


class TestGroups:
    """A4, P4: whoever's participation is protected is published nowhere (0007), the others in order."""

    def test_they_stand_in_order_and_once(self) -> None:
        published = SECOND.questions[A].published
        for wrong in (published[::-1], (*published[:2], published[1])):
            found = of(after(SECOND, "questions", A, "published", to=wrong), "/questions")
            assert (DIFFERS, "/questions/0/published") in found

    def test_they_are_known(self) -> None:
        found = after(SECOND, "questions", A, "published", 0, "perspective", to="nobody")
        assert ("unknown-perspective", "/questions/0/published/0/perspective") in found

    def test_who_is_protected_among_the_participants_is_so_everywhere(self) -> None:
        found = after(SECOND, "participation", 1, "responses", to=None)
        pointers = [f"/questions/{at}/published/0/perspective" for at in (A, B, C)]
        assert of(found, "/questions") == [(BARRED, one) for one in pointers]


class TestRest:
    """A4, P2, P3: what is left of the total is nothing, or enough of two groups that are not of one mind."""

    TOTAL = ("questions", D, "total")

    def test_no_figure_is_below_what_is_published(self) -> None:
        """Civil society gave 2, 2, 2, 2 and 0 at d; at a everybody answered."""
        found = after(SECOND, *self.TOTAL, "counts", to=(2, 1, 4, 4, 2))
        assert (OUTSIDE, "/questions/5/total/counts/1") in found
        more = tampered(SECOND, "participation", 1, "responses", to=7)
        found = after(more, "questions", A, "published", 0, "unanswered", to=1)
        assert of(found, "/questions") == [(OUTSIDE, "/questions/0/total/unanswered")]

    def test_it_is_no_smaller_than_the_threshold(self) -> None:
        """P2: two answers are left, or none of those who are; k is 5."""
        pointer = "/questions/5/total/counts"
        for counts in ((2, 3, 3, 2, 0), (2, 2, 2, 2, 0)):
            assert (OUTSIDE, pointer) in after(SECOND, *self.TOTAL, "counts", to=counts)

    def test_it_may_be_as_small(self) -> None:
        """1/4, 1/4, 1/2, 1/2 and 3/4 are left."""
        found = after(SECOND, *self.TOTAL, "counts", to=(2, 4, 4, 3, 0))
        assert of(found, "/questions/5/total/counts", "/questions/5/published") == []

    def test_what_is_expected_is_told(self) -> None:
        """Eight are published, so that at least 13 belong there; of nine that are left at most 7 agree."""
        few = told(tampered(SECOND, *self.TOTAL, "counts", to=(2, 3, 3, 2, 0)))
        assert few["/questions/5/total/counts"]["minimum"] == 13
        alike = told(tampered(SECOND, *self.TOTAL, "counts", to=(2, 2, 2, 11, 0)))
        assert alike["/questions/5/total/counts/3"]["maximum"] == 9
        cell = tampered(SECOND, "questions", A, "published", 0, "counts", to=(0, 0, 0, 6, 0))
        assert told(cell)["/questions/0/published/0/counts/3"]["maximum"] == 4

    def test_of_the_only_group_nothing_is_left(self) -> None:
        """P2: twelve persons, of whom six could be told apart."""
        place = town(single("a"), perspectives=["politics"])
        report = place.report(*place.persons("politics", a="001122334400"))
        found = after(report, "questions", 0, "published", 0, "counts", to=(1, 2, 1, 1, 1))
        assert ("too-many", "/questions/0/published") in found

    @pytest.mark.parametrize("counts", [(2, 2, 2, 11, 0), (2, 3, 2, 10, 0)])
    def test_it_is_not_of_one_mind(self, counts: tuple[int, ...]) -> None:
        """P3: all of the nine that are left chose the fourth option, or all but one; the total is mixed."""
        found = after(SECOND, *self.TOTAL, "counts", to=counts)
        assert (OUTSIDE, "/questions/5/total/counts/3") in found

    def test_where_nobody_is_published_it_is_the_total(self) -> None:
        found = after(SECOND, "questions", LIST, "total", "counts", to=(0, 0, 5, 0, 1))
        pointer = "/questions/4/total/counts/2"
        assert of(found, pointer) == [(OUTSIDE, pointer)]

    def test_it_is_no_single_group(self) -> None:
        """P2: at a all are shown; without politics its six answers could be worked out."""
        published = SECOND.questions[A].published
        found = after(SECOND, "questions", A, "published", to=published[1:])
        assert of(found, "/questions") == [("too-many", "/questions/0/published")]
        assert of(after(SECOND, "questions", A, "published", to=published[2:]), "/questions") == []

    def test_who_is_protected_among_the_participants_may_be_in_it(self) -> None:
        """Five more persons took part, so that the administration may be among them."""
        more = tampered(SECOND, "responses", to=26)
        published = SECOND.questions[A].published
        found = after(more, "questions", A, "published", to=published[1:])
        assert of(found, "/questions") == []

    def test_where_nothing_is_left_everybody_is_published(self) -> None:
        """P2: nobody is hidden without a rest."""
        civil = SECOND.questions[D].published[0]
        alone = attrs.evolve(civil, perspective=None)
        found = after(SECOND, *self.TOTAL, to=alone)
        assert of(found, "/questions") == [(DIFFERS, "/questions/5/published")]

    def test_nothing_is_said_of_an_item_that_is_hidden(self) -> None:
        hidden = attrs.evolve(SECOND.questions[D], total=None, published=())
        assert of(after(SECOND, "questions", D, to=hidden), "/questions") == []
