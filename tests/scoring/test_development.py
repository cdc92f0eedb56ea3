# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Change between rounds: rule G8."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from tests.builders import STAGES, T, checklist, free, node, refused, single, town

from weltoffen.model.assessment import Supplement
from weltoffen.model.method import Method
from weltoffen.model.questionnaire import Gate
from weltoffen.model.target import Node, Replaces, Stage
from weltoffen.scoring.development import NodeChange, change
from weltoffen.scoring.results import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.builders import Town

    from weltoffen.model.edition import Edition
    from weltoffen.model.method import ParentPolicy
    from weltoffen.model.response import Response
    from weltoffen.model.target import Replacement
    from weltoffen.scoring.development import Change, ViewChange

F = Fraction


def of(how: Replacement, *ids: str) -> list[Replaces]:
    """Give what something replaces."""
    return [Replaces(id=one, how=how) for one in ids]


def extended(here: Town) -> Edition:
    return here.assessment.extend(here.edition)


def between(
    first: tuple[Town, Sequence[Response]],
    second: tuple[Town, Sequence[Response]],
    **more: Any,  # noqa: ANN401 - handed on
) -> Change:
    """Say what changed between two rounds of responses."""
    (before, earlier), (after, later) = first, second
    return change(
        before.scores(*earlier),
        after.scores(*later),
        extended(before),
        extended(after),
        **more,
    )


def officially(first: Town, before: str, second: Town, after: str, **more: Any) -> Change:  # noqa: ANN401 - handed on
    """Compare two official responses, such as ``p0 q4``: the option ``s0`` at p, ``s4`` at q."""
    sides = []
    for here, given_answers in ((first, before), (second, after)):
        answers = {one[:-1]: f"s{one[-1]}" for one in given_answers.split()}
        sides.append((here, [here.official(**answers)]))
    return between(*sides, **more)


def told(one: ViewChange | None) -> dict[str | None, tuple[F, F, int]]:
    """Give earlier score, later score and number of questions by node."""
    assert one is not None
    return {found.node: (found.earlier, found.later, found.questions) for found in one.nodes}


def numbers(one: ViewChange) -> dict[str | None, tuple[int, int]]:
    """Give the smallest numbers of answers of both rounds by node."""
    return {found.node: (found.earlier_n, found.later_n) for found in one.nodes}


def main_of(found: Change) -> ViewChange:
    assert found.main is not None
    return found.main


# --- By hand -----------------------------------------------------------------------------------------

AB = (node("a"), node("b"))
FIRST = town(
    *(single(one) for one in ("same", "old", "gone", "one", "left", "right", "heavy")),
    free("text"),
    single("there", "b"),
    nodes=AB,
)
SECOND = town(
    single("fresh"),
    single("half", replaces=of("split", "one")),
    single("rest", replaces=of("split", "one")),
    single("both", replaces=of("merged", "left", "right")),
    single("heavy", weight=2),
    single("named", replaces=of("reworded", "old")),
    single("same"),
    free("text"),
    single("there", "b"),
    nodes=AB,
)
BEFORE = "same1 old0 gone4 one4 left4 right4 heavy4 there2"
AFTER = "same3 named4 fresh0 half0 rest0 both0 heavy0 there1"


class TestByHand:
    """G8: both sides are recomputed over the common part."""

    def test_only_what_is_the_same(self) -> None:
        """a: same 1/4 to 3/4; b: there 1/2 to 1/4; the whole: their means."""
        found = main_of(officially(FIRST, BEFORE, SECOND, AFTER))
        assert told(found) == {
            None: (F(3, 8), F(1, 2), 2),
            "a": (F(1, 4), F(3, 4), 1),
            "b": (F(1, 2), F(1, 4), 1),
        }
        assert [one.difference for one in found.nodes] == [F(1, 8), F(1, 2), F(-1, 4)]
        assert [one.stages for one in found.nodes] == [1, 2, -1]
        assert found.questions == 2

    def test_reworded_ones_on_request(self) -> None:
        """a: (1/4 + 0)/2 to (3/4 + 1)/2."""
        found = main_of(officially(FIRST, BEFORE, SECOND, AFTER, reworded=True))
        assert told(found) == {
            None: (F(5, 16), F(9, 16), 3),
            "a": (F(1, 8), F(7, 8), 2),
            "b": (F(1, 2), F(1, 4), 1),
        }

    def test_the_report_names_them(self) -> None:
        found = officially(FIRST, BEFORE, SECOND, AFTER).comparability
        assert found.questions.compared == (("same", "same"), ("there", "there"))
        assert found.questions.altered == (("heavy", "heavy"),)
        assert found.same_stages

    def test_swapped(self) -> None:
        found = main_of(officially(SECOND, AFTER, FIRST, BEFORE, reworded=True))
        assert [one.difference for one in found.nodes] == [F(-1, 4), F(-3, 4), F(1, 4)]
        assert [one.stages for one in found.nodes] == [-1, -3, 1]

    def test_another_id_for_the_same(self) -> None:
        """A node's change names both ids; the order is the later edition's."""
        later = town(
            single("q", "b"),
            single("new", "c", replaces=of("same", "p")),
            nodes=[node("b"), node("c", replaces=of("same", "a"))],
        )
        first = town(single("p"), single("q", "b"), nodes=AB)
        found = main_of(officially(first, "p0 q1", later, "new2 q2"))
        assert [(one.node, one.earlier_node) for one in found.nodes] == [
            (None, None),
            ("b", "b"),
            ("c", "a"),
        ]
        assert found.by_node["c"] == NodeChange(
            node="c",
            earlier_node="a",
            questions=1,
            earlier=F(0),
            later=F(1, 2),
            earlier_n=1,
            later_n=1,
            stages=2,
        )

    def test_only_what_both_answered(self) -> None:
        """Unknown, skipped and not applicable are no answers; a conflict is none either (A3)."""
        here = town(*(single(one) for one in ("p", "q", "r", "s", "t")), nodes=[node("a")])
        before = here.official(p="s0", q="s1", r="s1", s="s1", t="s1")
        after = [
            here.official(part="x", p="s2", q="unknown", s="not-applicable", t="s3"),
            here.official(part="y", t="s4"),
        ]
        found = main_of(between((here, [before]), (here, after)))
        assert told(found) == {None: (F(0), F(1, 2), 1), "a": (F(0), F(1, 2), 1)}

    def test_nothing_in_common(self) -> None:
        found = officially(town(single("p")), "p1", town(single("q", "b")), "q1")
        assert main_of(found).nodes == ()
        assert main_of(found).questions == 0
        assert found.views == (found.main,)

    def test_other_options(self) -> None:
        """A question that was reworded counts with its own options on each side."""
        first = town(single("p"))
        second = town(checklist("c", replaces=of("reworded", "p")))
        sides = (first, [first.official(p="s1")]), (second, [second.official(c=["x", "z"])])
        assert told(main_of(between(*sides))) == {}
        assert told(main_of(between(*sides, reworded=True)))["a"] == (F(1, 4), F(3, 4), 1)

    def test_weights_of_questions(self) -> None:
        """(0 + 3 · 1)/4 to (1 + 3 · 0)/4; without weight nothing counts."""
        here = town(single("p"), single("q", weight=3), single("r", weight=0), nodes=[node("a")])
        found = main_of(officially(here, "p0 q4 r0", here, "p4 q0 r4"))
        assert told(found)["a"] == (F(3, 4), F(1, 4), 2)

    def test_a_reworded_one_that_lost_its_weight(self) -> None:
        first = town(single("p"), single("q"))
        second = town(single("p"), single("s", weight=0, replaces=of("reworded", "q")))
        for sides in ((first, "p0 q4", second, "p1 s0"), (second, "p0 s4", first, "p1 q0")):
            found = main_of(officially(*sides, reworded=True))
            assert told(found)["a"] == (F(0), F(1, 4), 1)


class TestStages:
    """G8, S6: stages by exact scores, where both rounds have the same ones."""

    @pytest.mark.parametrize(
        "stages", [STAGES[:2], (*STAGES[:3], Stage(id="four", title=T, lower="0.7"))]
    )
    def test_other_stages(self, stages: Sequence[Stage]) -> None:
        first, second = town(single("p")), town(single("p"), stages=stages)
        for sides in ((first, "p0", second, "p4"), (second, "p0", first, "p4")):
            found = main_of(officially(*sides))
            assert [one.difference for one in found.nodes] == [1, 1]
            assert [one.stages for one in found.nodes] == [None, None]

    def test_gates_play_no_part(self) -> None:
        """The gate holds the later round at the first stage; its question is new in it."""
        gate = Gate(id="g", node="a", stage="two", question="q", minimum=4)
        here = town(single("p"), single("q", weight=0), gates=[gate])
        after = here.official(p="s4", q="s0")
        assert here.scores(after).main.by_node["a"].stage == "one"
        found = main_of(between((here, [here.official(p="s1")]), (here, [after])))
        assert found.by_node["a"].stages == 2

    def test_by_exact_scores(self) -> None:
        """1/4 lies in the second stage, a mean of 1/5 in the first."""
        here = town(single("p"))
        before, after = here.persons("politics", p="00112"), here.persons("politics", p="00113")
        found = main_of(between((here, before), (here, after)))
        assert told(found)["a"] == (F(1, 5), F(1, 4), 1)
        assert found.by_node["a"].stages == 1


# --- Trees -------------------------------------------------------------------------------------------

FIELDS = (node("f"), node("g"), node("a", "f"), node("b", "g"))
PAIR = (single("p"), single("q", "b"))


class TestNodes:
    """G8: a node has a change if it is comparable, over what enters it through comparable nodes."""

    def test_all_the_way_up(self) -> None:
        here = town(*PAIR, nodes=FIELDS)
        assert told(main_of(officially(here, "p0 q2", here, "p4 q1"))) == {
            None: (F(1, 4), F(5, 8), 2),
            "f": (F(0), F(1), 1),
            "g": (F(1, 2), F(1, 4), 1),
            "a": (F(0), F(1), 1),
            "b": (F(1, 2), F(1, 4), 1),
        }

    @pytest.mark.parametrize(
        "other",
        [
            pytest.param(node("f", weight=3), id="altered"),
            pytest.param(node("h", replaces=of("reworded", "f")), id="reworded"),
        ],
    )
    def test_below_a_node_that_is_not_comparable(self, other: Node) -> None:
        """The leaf has a change, the parent has none, and nothing of it enters the whole."""
        first = town(*PAIR, nodes=FIELDS)
        second = town(*PAIR, nodes=[other, node("g"), node("a", other.id), node("b", "g")])
        expected = {
            None: (F(1, 2), F(1, 4), 1),
            "g": (F(1, 2), F(1, 4), 1),
            "a": (F(0), F(1), 1),
            "b": (F(1, 2), F(1, 4), 1),
        }
        assert told(main_of(officially(first, "p0 q2", second, "p4 q1"))) == expected
        assert told(main_of(officially(second, "p0 q2", first, "p4 q1"))) == expected

    def test_a_reworded_node_on_request(self) -> None:
        first = town(*PAIR, nodes=FIELDS)
        nodes = [node("h", replaces=of("reworded", "f")), node("g"), node("a", "h"), node("b", "g")]
        found = main_of(
            officially(first, "p0 q2", town(*PAIR, nodes=nodes), "p4 q1", reworded=True)
        )
        assert told(found)[None] == (F(1, 4), F(5, 8), 2)
        assert told(found)["h"] == (F(0), F(1), 1)

    def test_what_is_new_or_dropped_does_not_show(self) -> None:
        """The same answers to the same questions: nothing changed, though the whole has more parts."""
        first = town(*PAIR, nodes=FIELDS)
        more = (node("h"), node("c", "h", weight=5), node("d", "f"))
        second = town(*PAIR, single("r", "c"), single("s", "d"), nodes=(*FIELDS, *more))
        found = main_of(officially(first, "p0 q2", second, "p0 q2 r4 s4"))
        assert {one.difference for one in found.nodes} == {0}
        assert [one.node for one in found.nodes] == [None, "f", "g", "a", "b"]
        found = main_of(officially(second, "p0 q2 r4 s4", first, "p0 q2"))
        assert {one.difference for one in found.nodes} == {0}

    def test_a_reworded_leaf_under_another_parent(self) -> None:
        """It has a change, but enters neither the old parent nor the new one nor the whole."""
        first = town(*PAIR, nodes=FIELDS)
        moved = node("c", "g", replaces=of("reworded", "a"))
        second = town(
            single("p", "c"), PAIR[1], nodes=[node("f"), node("g"), moved, node("b", "g")]
        )
        found = main_of(officially(first, "p0 q2", second, "p4 q1", reworded=True))
        assert told(found) == {
            None: (F(1, 2), F(1, 4), 1),
            "g": (F(1, 2), F(1, 4), 1),
            "c": (F(0), F(1), 1),
            "b": (F(1, 2), F(1, 4), 1),
        }
        assert found.questions == 2

    def test_a_node_without_weight(self) -> None:
        """It has a change and enters nothing, also if only one edition takes its weight away."""
        light = (node("f"), node("g"), node("a", "f", weight=0), node("b", "g"))
        here = town(*PAIR, nodes=light)
        found = main_of(officially(here, "p0 q2", here, "p4 q1"))
        assert [one.node for one in found.nodes] == [None, "g", "a", "b"]
        assert told(found)[None] == (F(1, 2), F(1, 4), 1)
        named = node("c", "f", weight=0, replaces=of("reworded", "a"))
        later = town(single("p", "c"), PAIR[1], nodes=[node("f"), node("g"), named, node("b", "g")])
        heavy = town(*PAIR, nodes=FIELDS)
        found = main_of(officially(heavy, "p0 q2", later, "p4 q1", reworded=True))
        assert told(found)[None] == (F(1, 2), F(1, 4), 1)
        assert told(found)["c"] == (F(0), F(1), 1)

    def test_a_supplement_stands_apart(self) -> None:
        """M8: ids that both rounds have are compared, and never enter the whole."""
        own = Supplement(nodes=[node("own"), node("leaf", "own")], questions=[single("o", "leaf")])
        here = town(single("p"), supplement=own)
        assert told(main_of(officially(here, "p0 o1", here, "p1 o4"))) == {
            None: (F(0), F(1, 4), 1),
            "a": (F(0), F(1, 4), 1),
            "own": (F(1, 4), F(1), 1),
            "leaf": (F(1, 4), F(1), 1),
        }

    def test_a_supplement_that_became_part_of_the_edition(self) -> None:
        """It did not enter the whole before, so that it does not now."""
        own = Supplement(nodes=[node("own")], questions=[single("o", "own")])
        first = town(single("p"), supplement=own)
        second = town(single("p"), single("o", "own"))
        for sides in ((first, "p0 o1", second, "p1 o4"), (second, "p0 o1", first, "p1 o4")):
            found = told(main_of(officially(*sides)))
            assert found[None] == (F(0), F(1, 4), 1)
            assert found["own"] == (F(1, 4), F(1), 1)

    def test_a_leaf_that_too_few_answered(self) -> None:
        """S3: 5 of 12 answered p before, so that its leaf is left out of both sides."""
        here = town(*PAIR, nodes=FIELDS)
        before = here.persons("politics", p="01234uuuuuuu", q="112340123401")
        after = here.persons("politics", p="11234", q="01234")
        for sides in (((here, before), (here, after)), ((here, after), (here, before))):
            found = main_of(between(*sides))
            assert [one.node for one in found.nodes] == [None, "g", "b"]
            assert found.questions == 1
        assert told(found)[None] == (F(1, 2), F(11 + 10 + 1, 48), 1)


# --- Views -------------------------------------------------------------------------------------------

ONE = town(single("p"), single("q", "b"), nodes=AB, method=Method(whole_policy="equal"))


class TestViews:
    """G8, S5: each view is compared with the same view; the whole as its policy says."""

    def test_the_mean_of_the_perspectives(self) -> None:
        """At each leaf of those with a score in both rounds.

        Politics at p: 4/20 to 14/20, at q: 10/20 to 11/20. Residents at p: 24/48 to 13/48; at q too few of
        them answered before. The economy came later.
        """
        before = [
            *ONE.persons("politics", p="00112", q="01234"),
            *ONE.persons("residents", p="012340123422", q="01234uuuuuuu"),
        ]
        after = [
            *ONE.persons("politics", p="22334", q="11234"),
            *ONE.persons("residents", p="001230012301", q="012340123401"),
            *ONE.persons("economy", p="33344", q="33344"),
        ]
        found = between((ONE, before), (ONE, after))
        assert [one.view for one in found.views] == [
            View(kind="personal", perspective="politics"),
            View(kind="personal", perspective="residents"),
        ]
        assert told(found.views[0]) == {
            None: (F(7, 20), F(5, 8), 2),
            "a": (F(1, 5), F(7, 10), 1),
            "b": (F(1, 2), F(11, 20), 1),
        }
        assert told(found.views[1]) == {
            None: (F(1, 2), F(13, 48), 1),
            "a": (F(1, 2), F(13, 48), 1),
        }
        main = main_of(found)
        assert main.view == View(kind="equal")
        assert told(main) == {
            None: (F(17, 40), F(43, 96), 2),
            "a": (F(7, 20), F(233, 480), 1),
            "b": (F(1, 2), F(11, 20), 1),
        }
        assert main.questions == 2

    def test_the_smallest_number_of_answers_stands_with_each_score(self) -> None:
        """N3: of the questions that are compared, in each round by itself; of the mean the smallest there.

        Residents have no score at b before, so that there it is politics alone. Question r has no weight, and
        s is new.
        """
        asked = [single("p"), single("q", "b"), single("r", weight=0)]
        first, second = (
            town(*asked, *more, nodes=AB, method=Method(whole_policy="equal"))
            for more in ((), (single("s"),))
        )
        before = [
            *first.persons("politics", p="0123401", q="01234uu", r="01234uu"),
            *first.persons("residents", p="012340123uuu", q="01234uuuuuuu", r="01234uuuuuuu"),
        ]
        after = [
            *second.persons("politics", p="01234012", q="012340uu", r="01234uuu", s="01234uuu"),
            *second.persons("residents", p="012340u", q="0123401", r="01234uu", s="01234uu"),
        ]
        found = between((first, before), (second, after))
        assert [numbers(one) for one in found.views] == [
            {None: (5, 6), "a": (7, 8), "b": (5, 6)},
            {None: (9, 6), "a": (9, 6)},
        ]
        assert numbers(main_of(found)) == {None: (5, 6), "a": (7, 6), "b": (5, 6)}

    def test_the_mean_of_nobody(self) -> None:
        found = between(
            (ONE, ONE.persons("politics", p="00112")), (ONE, ONE.persons("economy", p="00112"))
        )
        assert main_of(found).nodes == ()
        assert found.views == ()

    def test_all_answers_together(self) -> None:
        """Politics 4 and residents 20 points of 60; then 14 and 12."""
        here = attrs.evolve(
            ONE, assessment=attrs.evolve(ONE.assessment, method=Method(whole_policy="pooled"))
        )
        before = [*here.persons("politics", p="00112"), *here.persons("residents", p="0123401234")]
        after = [*here.persons("politics", p="22334"), *here.persons("residents", p="0012300123")]
        main = main_of(between((here, before), (here, after)))
        assert main.view == View(kind="pooled")
        assert told(main)["a"] == (F(24, 60), F(26, 60), 1)
        assert numbers(main)["a"] == (15, 15)

    def test_an_official_response(self) -> None:
        """It stands for the whole and in its place among the views: official, then personal."""
        here = town(single("p"), nodes=[node("a")])

        def side(administration: str, economy: str, politics: str) -> tuple[Town, list[Response]]:
            return here, [
                *here.persons("politics", p=politics),
                here.official("economy", p=economy),
                here.official(p=administration),
            ]

        found = between(side("s1", "s4", "00112"), side("s2", "s3", "00113"))
        assert [(one.view.kind, one.view.perspective) for one in found.views] == [
            ("official", "administration"),
            ("official", "economy"),
            ("personal", "politics"),
        ]
        assert [told(one)["a"][:2] for one in found.views] == [
            (F(1, 4), F(1, 2)),
            (F(1), F(3, 4)),
            (F(1, 5), F(1, 4)),
        ]
        assert found.main == found.views[0]
        assert [numbers(one)["a"] for one in found.views] == [(1, 1), (1, 1), (5, 5)]

    def test_the_order_is_the_later_rounds(self) -> None:
        first = town(single("p"), perspectives=["politics", "residents"])
        second = town(single("p"), perspectives=["residents", "politics"])
        sides = [
            (here, [*here.persons("politics", p="01234"), *here.persons("residents", p="01234")])
            for here in (first, second)
        ]
        found = between(sides[0], sides[1])
        assert [one.view.perspective for one in found.views] == ["residents", "politics"]

    def test_two_kinds_of_whole_are_not_compared(self) -> None:
        here = town(single("p"))
        persons = here.persons("politics", p="01234")
        found = between((here, persons), (here, [*persons, here.official(p="s1")]))
        assert found.main is None
        assert [one.view.kind for one in found.views] == ["personal"]

    def test_an_official_whole_without_a_response(self) -> None:
        """S5: the policy insists on a response that one round does not have."""
        here = town(single("p"), method=Method(whole_policy="official"))
        response = here.official(p="s1")
        for before, after in (([response], []), ([], [response])):
            found = between((here, before), (here, after))
            assert main_of(found).nodes == ()
            assert found.views == ()

    def test_what_is_protected_is_never_used(self) -> None:
        """P3: all but one agree at q, so that it is hidden, whatever they said."""
        before = ONE.persons("politics", p="01234", q="01234")
        sides = [ONE.persons("politics", p="11234", q=q) for q in ("44443", "00001")]
        first, second = (between((ONE, before), (ONE, after)) for after in sides)
        assert first == second
        assert told(main_of(first)) == {None: (F(1, 2), F(11, 20), 1), "a": (F(1, 2), F(11, 20), 1)}


class TestMethods:
    """G8, S8: one method for both sides."""

    ASKED = (single("p"), single("q", "b"))
    PLAIN = town(*ASKED)
    LOWEST = town(*ASKED, method=Method(parent_policy="minimum"))
    STRICT = town(*ASKED, method=Method(minimum_coverage="0.9"))

    @pytest.mark.parametrize("other", [LOWEST, STRICT])
    def test_rounds_with_different_methods_are_refused(self, other: Town) -> None:
        for one, two in ((self.PLAIN, other), (other, self.PLAIN)):
            found = refused(lambda one=one, two=two: officially(one, "p1", two, "p1"))  # type: ignore[misc] # bound at once
            assert found == [("other-method", "/method")]

    @pytest.mark.parametrize(
        ("policy", "expected"),
        [("mean", (F(3, 8), F(1, 2), 2)), ("minimum", (F(1, 4), F(1, 4), 2))],
    )
    def test_unless_a_method_is_named(
        self, policy: ParentPolicy, expected: tuple[F, F, int]
    ) -> None:
        """By the mean 3/8 to 1/2; by the lowest 1/4 to 1/4."""
        method = Method(parent_policy=policy)
        found = officially(self.PLAIN, "p1 q2", self.LOWEST, "p3 q1", method=method)
        assert found.method == method
        assert told(main_of(found))[None] == expected

    def test_every_question_alike(self) -> None:
        """S4 ``questions``: (0 + 1/4 + 1)/3 to (1/2 + 3/4 + 0)/3."""
        here = town(single("p"), single("r"), single("q", "b"))
        method = Method(parent_policy="questions")
        found = officially(here, "p0 r1 q4", here, "p2 r3 q0", method=method)
        assert told(main_of(found))[None] == (F(5, 12), F(5, 12), 3)
        assert told(main_of(found))["a"] == (F(1, 8), F(5, 8), 2)

    def test_the_least_coverage_is_that_of_the_method(self) -> None:
        persons = self.PLAIN.persons("politics", p="01234uu", q="0123401")
        found = main_of(between((self.PLAIN, persons), (self.PLAIN, persons)))
        assert [one.node for one in found.nodes] == [None, "a", "b"]
        method = Method(minimum_coverage="0.9")
        found = main_of(between((self.PLAIN, persons), (self.PLAIN, persons), method=method))
        assert [one.node for one in found.nodes] == [None, "b"]

    def test_what_plays_no_part_may_differ(self) -> None:
        """Names, tendencies (S6) and the choice of the whole (S5); the later round's is recorded."""
        method = Method(id="other", version="2", tendency_share="0.1", whole_policy="official")
        second = town(*self.ASKED, method=method)
        found = officially(self.PLAIN, "p1", second, "p2")
        assert found.method == method
        assert told(main_of(found))["a"] == (F(1, 4), F(1, 2), 1)
