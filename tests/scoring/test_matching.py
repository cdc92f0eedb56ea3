# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What of two rounds can be compared: rule G8."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from tests.builders import STAGES, T, after, checklist, free, node, single, town

from weltoffen.model.assessment import Supplement
from weltoffen.model.comparison import Relation
from weltoffen.model.questionnaire import Gate
from weltoffen.model.target import Replaces, Stage
from weltoffen.scoring.matching import Comparability, Matching, comparability
from weltoffen.testing import Case, cases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weltoffen.model.edition import Edition
    from weltoffen.model.questionnaire import Question
    from weltoffen.model.target import Node, Replacement


def edition(*questions: Question, nodes: Sequence[Node] = (), **more: Any) -> Edition:  # noqa: ANN401 - any field
    """Give an edition; without nodes it has the leaves ``a`` and ``b``."""
    return town(*questions, nodes=nodes or [node("a"), node("b")], **more).edition


def of(how: Replacement, *ids: str) -> list[Replaces]:
    """Give what something replaces."""
    return [Replaces(id=one, how=how) for one in ids]


def relation(how: Any, earlier: str = "", later: str = "") -> Relation:  # noqa: ANN401 - a literal
    """Give a relation of the ids in two texts."""
    return Relation(how=how, earlier=tuple(earlier.split()), later=tuple(later.split()))


def pairs(text: str) -> tuple[tuple[str, ...], ...]:
    """Give pairs from a text such as ``p-p q-r``."""
    return tuple(tuple(one.split("-")) for one in text.split())


def matched(earlier: Sequence[Question], later: Sequence[Question], **more: bool) -> Matching:
    return comparability(edition(*earlier), edition(*later), **more).questions


P, Q, R = single("p"), single("q"), single("r")

EARLIER = edition(
    *(single(one) for one in ("same", "old", "gone", "one", "left", "right", "heavy")),
    nodes=[node("a")],
)
LATER = edition(
    single("same"),
    single("named", replaces=of("reworded", "old")),
    single("fresh"),
    single("half", replaces=of("split", "one")),
    single("rest", replaces=of("split", "one")),
    single("both", replaces=of("merged", "left", "right")),
    single("heavy", weight=2),
    nodes=[node("a")],
)


class TestNames:
    """G8: the report names compared, reworded, new, dropped, split and merged."""

    def test_of_questions(self) -> None:
        found = comparability(EARLIER, LATER).questions
        assert found.compared == pairs("same-same")
        assert found.reworded == pairs("old-named")
        assert found.altered == pairs("heavy-heavy")
        assert found.new == (relation("new", "", "fresh"),)
        assert found.dropped == (relation("dropped", "gone"),)
        assert found.split == (relation("split", "one", "half rest"),)
        assert found.merged == (relation("merged", "left right", "both"),)
        assert (found.contradictory, found.without_leaf) == ((), ())

    def test_reworded_on_request_only(self) -> None:
        found = comparability(EARLIER, LATER, reworded=True).questions
        assert found.compared == pairs("same-same old-named")
        assert found.reworded == pairs("old-named")

    def test_of_nodes(self) -> None:
        earlier = edition(
            single("p", "b"),
            nodes=[*map(node, ("f", "g", "h", "i", "j", "k", "l")), node("a", "f"), node("b", "f")],
        )
        later = edition(
            single("p", "b"),
            nodes=[
                node("f"),
                node("g2", replaces=of("reworded", "g")),
                node("h1", replaces=of("split", "h")),
                node("h2", replaces=of("split", "h")),
                node("ij", replaces=of("merged", "i", "j")),
                node("k", weight=2),
                node("m"),
                node("a2", "f", replaces=of("same", "a")),
                node("b"),
            ],
        )
        found = comparability(earlier, later).nodes
        assert found.compared == pairs("f-f a-a2")
        assert found.reworded == pairs("g-g2")
        assert found.altered == pairs("k-k b-b")  # another weight, another parent
        assert found.new == (relation("new", "", "m"),)
        assert found.dropped == (relation("dropped", "l"),)
        assert found.split == (relation("split", "h", "h1 h2"),)
        assert found.merged == (relation("merged", "i j", "ij"),)
        assert comparability(earlier, later, reworded=True).nodes.compared == pairs("f-f g-g2 a-a2")

    @pytest.mark.parametrize(
        ("stages", "gates", "same"),
        [
            (STAGES, (), True),
            (STAGES[:3], (), False),
            ((*STAGES[:3], Stage(id="four", title=T, lower="0.8")), (), False),
            (STAGES, [Gate(id="g", node="a", stage="two", question="p", minimum=1)], False),
        ],
    )
    def test_of_stages(self, stages: Sequence[Stage], gates: Sequence[Gate], same: bool) -> None:  # noqa: FBT001 - a column
        other = edition(P, stages=stages, gates=gates)
        assert comparability(edition(P), other).same_stages is same
        assert comparability(other, edition(P)).same_stages is same


class TestQuestions:
    """G8, M3: what only seems to be the same is not compared, and says why."""

    @pytest.mark.parametrize(
        "other",
        [
            single("p", weight=2),
            checklist("p"),
            single("p", "b"),
            single("p", depends_on=after("q", "s1")),
        ],
    )
    def test_something_that_counts_is_different(self, other: Question) -> None:
        found = matched([Q, P], [Q, other])
        assert (found.compared, found.altered) == (pairs("q-q"), pairs("p-p"))

    def test_a_reworded_one_may_have_changed_in_any_way(self) -> None:
        """M3: it says so itself; whoever asks for reworded questions gets it."""
        found = matched(
            [P], [checklist("c", weight=3, replaces=of("reworded", "p"))], reworded=True
        )
        assert (found.compared, found.altered) == (pairs("p-c"), ())

    def test_two_that_claim_to_be_one(self) -> None:
        later = [
            single("s", replaces=of("same", "p")),
            single("t", replaces=of("reworded", "p")),
            Q,
        ]
        found = matched([P, Q], later)
        assert (found.compared, found.contradictory) == (pairs("q-q"), pairs("p-s"))
        found = matched([P, Q], later, reworded=True)
        assert (found.compared, found.contradictory) == (pairs("q-q"), pairs("p-s p-t"))

    def test_one_that_claims_to_be_two(self) -> None:
        later = [single("s", replaces=[*of("same", "p"), *of("reworded", "q")]), R]
        found = matched([P, Q, R], later, reworded=True)
        assert (found.compared, found.contradictory) == (pairs("r-r"), pairs("p-s q-s"))

    def test_one_that_replaces_another_that_stays(self) -> None:
        """M2: what stays means the same, so that the other cannot be the same as well."""
        found = matched([P, Q], [P, single("s", replaces=of("same", "p")), Q])
        assert (found.compared, found.contradictory) == (pairs("q-q"), pairs("p-s"))
        assert found.new == (relation("new", "", "p"),)

    def test_ids_that_change_places_contradict_nothing(self) -> None:
        later = [single("p", replaces=of("same", "q")), single("q", replaces=of("same", "p"))]
        assert matched([P, Q], later).compared == pairs("q-p p-q")

    def test_a_contradiction_stands_before_a_difference(self) -> None:
        later = [single(one, weight=2, replaces=of("same", "p")) for one in ("s", "t")]
        found = matched([P], later)
        assert (found.altered, found.contradictory) == ((), pairs("p-s p-t"))


class TestTexts:
    """M4, G8: free texts are never scored, so they are never compared, and not named either."""

    def test_they_are_left_out(self) -> None:
        earlier = [P, *(free(one) for one in ("same", "gone", "old", "one"))]
        later = [
            P,
            free("same"),
            free("new"),
            free("named", replaces=of("reworded", "old")),
            free("half", replaces=of("split", "one")),
        ]
        found = matched(earlier, later, reworded=True)
        assert found.relations == (relation("same", "p", "p"),)
        assert found.compared == pairs("p-p")

    def test_one_that_became_a_text_under_the_same_id(self) -> None:
        for one, other in ((P, free("p")), (free("p"), P)):
            found = matched([one], [other])
            assert (found.compared, found.altered) == ((), pairs("p-p"))

    def test_one_that_was_reworded_into_a_text(self) -> None:
        for one, other in ((single, free), (free, single)):
            earlier, later = [one("p"), Q], [other("s", replaces=of("reworded", "p")), Q]
            found = matched(earlier, later)
            assert (found.compared, found.altered) == (pairs("q-q"), ())
            assert found.reworded == pairs("p-s")
            found = matched(earlier, later, reworded=True)
            assert (found.compared, found.altered) == (pairs("q-q"), pairs("p-s"))

    def test_a_question_with_a_text_split_off(self) -> None:
        later = [single("s", replaces=of("split", "p")), free("t", replaces=of("split", "p"))]
        assert matched([P], later).split == (relation("split", "p", "s t"),)

    def test_a_text_and_a_question_that_became_one(self) -> None:
        later = [free("s", replaces=of("merged", "t", "p"))]
        assert matched([free("t"), P], later).merged == (relation("merged", "t p", "s"),)


class TestLeaves:
    """G8: a question is compared only if its leaf is, by the same criterion."""

    def test_a_leaf_with_another_weight(self) -> None:
        later = edition(P, single("q", "b"), nodes=[node("a", weight=2), node("b")])
        found = comparability(edition(P, single("q", "b")), later)
        assert found.nodes.altered == pairs("a-a")
        assert (found.questions.compared, found.questions.without_leaf) == (
            pairs("q-q"),
            pairs("p-p"),
        )

    def test_a_leaf_that_was_reworded(self) -> None:
        nodes = [node("c", replaces=of("reworded", "a")), node("b")]
        later = edition(single("p", "c"), single("q", "b"), nodes=nodes)
        found = comparability(edition(P, single("q", "b")), later).questions
        assert (found.compared, found.without_leaf) == (pairs("q-q"), pairs("p-p"))
        found = comparability(edition(P, single("q", "b")), later, reworded=True).questions
        assert (found.compared, found.without_leaf) == (pairs("p-p q-q"), ())

    def test_a_reworded_question_on_another_leaf(self) -> None:
        """Both leaves are comparable, but not with each other."""
        found = matched([P], [single("s", "b", replaces=of("reworded", "p"))], reworded=True)
        assert (found.compared, found.without_leaf) == ((), pairs("p-s"))

    def test_a_leaf_that_was_split(self) -> None:
        """Its questions stand elsewhere now, which counts (M3)."""
        nodes = [*(node(one, replaces=of("split", "a")) for one in ("a1", "a2")), node("b")]
        later = edition(single("p", "a1"), single("q", "a2"), nodes=nodes)
        found = comparability(edition(P, Q), later).questions
        assert (found.compared, found.altered) == ((), pairs("p-p q-q"))


class TestSides:
    """G8: swapping the rounds swaps new and dropped, split and merged, and the sides of all pairs."""

    @pytest.mark.parametrize("reworded", [False, True])
    def test_swapped(self, reworded: bool) -> None:  # noqa: FBT001 - a column
        """The later edition says what it replaces, also where its round is the earlier one."""
        there = comparability(EARLIER, LATER, reworded=reworded)
        back = comparability(LATER, EARLIER, reworded=reworded)
        assert back.questions.new == (relation("new", "", "gone"),)
        assert back.questions.dropped == (relation("dropped", "fresh"),)
        assert back.questions.split == (relation("split", "both", "left right"),)
        assert back.questions.merged == (relation("merged", "half rest", "one"),)
        assert back.questions.reworded == pairs("named-old")
        for one, other in ((there.questions, back.questions), (there.nodes, back.nodes)):
            for name in ("compared", "altered", "contradictory", "without_leaf"):
                pair = getattr(one, name), getattr(other, name)
                assert pair[1] == tuple(found[::-1] for found in pair[0])

    def test_contradictions_and_leaves_too(self) -> None:
        earlier = edition(P, Q, single("r", "b"))
        nodes = [node("a"), node("c", replaces=of("reworded", "b"))]
        later = edition(
            single("s", replaces=of("same", "p")),
            single("t", replaces=of("same", "p")),
            Q,
            single("r", "c"),
            nodes=nodes,
        )
        found = comparability(later, earlier).questions
        assert found.compared == pairs("q-q")
        assert found.contradictory == pairs("s-p t-p")
        assert found.without_leaf == pairs("r-r")

    def test_a_supplement_may_replace_that_of_the_round_before(self) -> None:
        """M8: both rounds have the same edition; only their own questions say which is newer."""
        first = supplemented("o", [node("own")])
        second = supplemented("n", [node("own")], replaces=of("same", "o"))
        assert comparability(first, second).questions.compared == pairs("p-p o-n")
        assert comparability(second, first).questions.compared == pairs("p-p n-o")
        third = supplemented("o", [node("mine", replaces=of("reworded", "own"))], leaf="mine")
        assert comparability(first, third).nodes.reworded == pairs("own-mine")
        assert comparability(third, first).nodes.reworded == pairs("mine-own")

    @given(cases())
    def test_an_edition_is_wholly_comparable_with_itself(self, case: Case) -> None:
        here = case.extended
        found = comparability(here, here)
        scored = [one.id for one in here.questionnaire.questions if one.kind != "text"]
        assert found == Comparability(
            questions=everything(scored),
            nodes=everything(here.target_model.by_id),
            same_stages=True,
        )


def supplemented(question: str, nodes: list[Node], *, leaf: str = "own", **more: Any) -> Edition:  # noqa: ANN401 - any field
    own = Supplement(nodes=nodes, questions=[single(question, leaf, **more)])
    here = town(P, supplement=own)
    return here.assessment.extend(here.edition)


def everything(ids: Any) -> Matching:  # noqa: ANN401 - any ids
    """Give the matching of things with themselves."""
    return Matching(
        relations=[Relation(how="same", earlier=(one,), later=(one,)) for one in ids],
        compared=[(one, one) for one in ids],
        altered=[],
        contradictory=[],
    )
