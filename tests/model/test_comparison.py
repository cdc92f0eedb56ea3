# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import STEPS, T, after, banded, checklist, free, node, number, single, town

from weltoffen.errors import InvalidDocument
from weltoffen.model.comparison import EditionComparison, Relation, compare_editions
from weltoffen.model.edition import Edition
from weltoffen.model.forms import Checklist, FreeText, NumberEntry, SingleChoice
from weltoffen.model.questionnaire import Gate
from weltoffen.model.scale import Option
from weltoffen.model.source import Source
from weltoffen.model.suggestion import StageText
from weltoffen.model.target import Replaces, Stage
from weltoffen.testing import editions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from weltoffen.model.questionnaire import Question
    from weltoffen.model.target import Node, Replacement

HOW: tuple[Replacement, ...] = ("same", "reworded", "split", "merged")


def edition(*questions: Question, nodes: Sequence[Node] = (), version: str = "1") -> Edition:
    made = town(*questions, nodes=nodes).edition
    return attrs.evolve(made, questionnaire=attrs.evolve(made.questionnaire, version=version))


def old(*pairs: tuple[str, Replacement]) -> list[Replaces]:
    """Give what something replaces."""
    return [Replaces(id=one, how=how) for one, how in pairs]


def relation(how: Any, earlier: str = "", later: str = "") -> Relation:  # noqa: ANN401 - a literal
    """Give a relation of the ids in two texts."""
    return Relation(how=how, earlier=tuple(earlier.split()), later=tuple(later.split()))


def asked(earlier: Sequence[Question], later: Sequence[Question]) -> list[Relation]:
    """Compare two lists of questions on one leaf."""
    return list(compare_editions(edition(*earlier), edition(*later)).questions)


P, Q, R = single("p"), single("q"), single("r")


class TestRelations:
    """M3: an id that is still there is the same; a new question says what it replaces, and how."""

    def test_what_nobody_mentions_stays_or_goes(self) -> None:
        """In the later edition's order, and what was dropped at the end in the earlier one's."""
        earlier = [single("z"), P, single("y"), Q]
        assert asked(earlier, [R, Q, P]) == [
            relation("new", "", "r"),
            relation("same", "q", "q"),
            relation("same", "p", "p"),
            relation("dropped", "z"),
            relation("dropped", "y"),
        ]

    @pytest.mark.parametrize("how", ["same", "reworded"])
    def test_another_id_for_one_question(self, how: Replacement) -> None:
        later = [single("s", replaces=old(("p", how))), Q]
        assert asked([P, Q], later) == [relation(how, "p", "s"), relation("same", "q", "q")]

    @pytest.mark.parametrize("how", HOW)
    def test_nothing_replaces_itself(self, how: Replacement) -> None:
        """M2: an id that stays means the same; otherwise it would be reworded again in each edition."""
        with pytest.raises(InvalidDocument) as caught:
            edition(single("p", replaces=old(("p", how))))
        (problem,) = caught.value.problems
        assert (problem.code, problem.pointer) == ("replaces-itself", "/questions/0/replaces/0/id")
        with pytest.raises(InvalidDocument) as caught:
            edition(P, nodes=[node("a", replaces=old(("a", how)))])
        (problem,) = caught.value.problems
        assert (problem.code, problem.pointer) == ("replaces-itself", "/nodes/0/replaces/0/id")

    def test_one_becomes_several(self) -> None:
        """Told once, where the first of them stands, with all of them in their order."""
        later = [
            single("s2", replaces=old(("p", "split"))),
            Q,
            single("s1", replaces=old(("p", "split"))),
        ]
        assert asked([P, Q], later) == [relation("split", "p", "s2 s1"), relation("same", "q", "q")]

    def test_several_become_one(self) -> None:
        """In the order in which it names them."""
        later = [single("s", replaces=old(("q", "merged"), ("p", "merged")))]
        assert asked([P, Q, R], later) == [relation("merged", "q p", "s"), relation("dropped", "r")]

    def test_the_same_holds_for_nodes(self) -> None:
        earlier = edition(
            single("p"),
            nodes=[node("f"), node("a", "f"), node("b", "f"), node("c", "f"), node("d"), node("e")],
        )
        later = edition(
            single("p"),
            nodes=[
                node("g", replaces=old(("f", "same"))),
                node("a", "g"),
                node("b1", "g", replaces=old(("b", "split"))),
                node("b2", "g", replaces=old(("b", "split"))),
                node("h", replaces=old(("c", "merged"), ("d", "merged"))),
                node("i"),
            ],
        )
        assert list(compare_editions(earlier, later).nodes) == [
            relation("same", "f", "g"),
            relation("same", "a", "a"),
            relation("split", "b", "b1 b2"),
            relation("merged", "c d", "h"),
            relation("new", "", "i"),
            relation("dropped", "e"),
        ]

    def test_nodes_do_not_replace_questions(self) -> None:
        earlier = edition(single("p", "a"), single("a", "p"))
        later = edition(
            single("p", "b"),
            single("a", "p"),
            nodes=[node("p"), node("b", replaces=old(("a", "reworded")))],
        )
        found = compare_editions(earlier, later)
        assert list(found.nodes) == [relation("same", "p", "p"), relation("reworded", "a", "b")]
        assert list(found.questions) == [relation("same", "p", "p"), relation("same", "a", "a")]

    def test_editions_are_named_by_their_questionnaires(self) -> None:
        first, second = edition(P, version="2026.1"), edition(P, version="2027.1")
        found = compare_editions(first, second)
        assert found.earlier == first.questionnaire.reference
        assert found.later == second.questionnaire.reference
        assert found.earlier != found.later


class TestOddReplacements:
    """M3: whatever the later edition claims, everything stands in at least one relation."""

    @pytest.mark.parametrize("how", HOW)
    def test_what_names_nothing_is_meant_for_another_edition(self, how: Replacement) -> None:
        later = [
            single("p", replaces=old(("long-gone", how))),
            single("s", replaces=old(("never", how))),
        ]
        assert asked([P, Q], later) == [
            relation("same", "p", "p"),
            relation("new", "", "s"),
            relation("dropped", "q"),
        ]

    def test_part_of_it_may_be_meant_for_another_edition(self) -> None:
        later = [single("s", replaces=old(("gone", "merged"), ("p", "merged"), ("never", "same")))]
        assert asked([P], later) == [relation("merged", "p", "s")]

    def test_ids_may_change_places(self) -> None:
        later = [
            single("p", replaces=old(("q", "same"))),
            single("q", replaces=old(("p", "reworded"))),
        ]
        assert asked([P, Q], later) == [
            relation("same", "q", "p"),
            relation("reworded", "p", "q"),
        ]

    def test_a_chain_moves_every_id_on(self) -> None:
        later = [
            single("q", replaces=old(("p", "same"))),
            single("r", replaces=old(("q", "same"))),
            single("s", replaces=old(("r", "same"))),
        ]
        assert asked([P, Q, R], later) == [
            relation("same", "p", "q"),
            relation("same", "q", "r"),
            relation("same", "r", "s"),
        ]

    def test_an_id_that_now_replaces_another_is_dropped_as_what_it_was(self) -> None:
        """M2: it has another meaning now."""
        later = [single("p", replaces=old(("q", "reworded")))]
        assert asked([P, Q], later) == [relation("reworded", "q", "p"), relation("dropped", "p")]

    def test_an_id_that_another_one_replaces_is_new_as_what_it_is(self) -> None:
        later = [P, single("s", replaces=old(("p", "reworded")))]
        assert asked([P], later) == [relation("new", "", "p"), relation("reworded", "p", "s")]

    def test_a_question_may_go_into_several_relations(self) -> None:
        later = [
            single("s", replaces=old(("p", "split"))),
            single("t", replaces=old(("p", "split"), ("q", "merged"), ("r", "merged"))),
            single("u", replaces=old(("q", "reworded"), ("r", "same"))),
        ]
        assert asked([P, Q, R], later) == [
            relation("split", "p", "s t"),
            relation("merged", "q r", "t"),
            relation("reworded", "q", "u"),
            relation("same", "r", "u"),
        ]

    def test_two_may_claim_to_be_the_same(self) -> None:
        later = [single(one, replaces=old(("p", "same"))) for one in ("s", "t")]
        assert asked([P], later) == [relation("same", "p", "s"), relation("same", "p", "t")]

    @pytest.mark.parametrize("how", HOW)
    def test_nothing_is_replaced_twice_by_the_same(self, how: Replacement) -> None:
        with pytest.raises(InvalidDocument) as caught:
            edition(single("s", replaces=old(("p", how), ("p", "same"))))
        (problem,) = caught.value.problems
        assert (problem.code, problem.pointer) == ("duplicate-id", "/questions/0/replaces/1/id")


def changed(one: Question, **more: object) -> list[str]:
    """Compare editions that differ in their second of three questions, and list what is unmarked."""
    earlier = [P, one, single("z", "b")]
    later = [P, attrs.evolve(one, **more), single("z", "b")]  # type: ignore[arg-type]
    return list(compare_editions(edition(*earlier), edition(*later)).unmarked)


def options(**points: int | str) -> list[Option]:
    return [Option(id=one, title=T, points=value) for one, value in points.items()]


LIST = Checklist(options=options(x=1, y=1, z=2))
RANGE = NumberEntry(minimum=0, maximum=100)
BANDS = banded("n").form.bands  # type: ignore[union-attr]


class TestUnmarked:
    """M3: what counts may not change under ``same``: it needs a ``replaces``, or a new id."""

    @pytest.mark.parametrize(
        "form",
        [
            pytest.param(LIST, id="multiple"),
            pytest.param(RANGE, id="number"),
            pytest.param(FreeText(), id="text"),
        ],
    )
    def test_the_kind(self, form: Checklist | NumberEntry | FreeText) -> None:
        assert changed(Q, form=form) == ["q"]

    def test_the_kind_even_with_the_same_options(self) -> None:
        """Of a scale one option is chosen, of a checklist any number."""
        both = options(x=0, y=1)
        earlier = edition(single("q"))
        asking = attrs.evolve(earlier.questionnaire, scales=[attrs.evolve(STEPS, options=both)])
        question = attrs.evolve(asking.questions[0], form=Checklist(options=both))
        later = attrs.evolve(asking, questions=[question])
        first, second = (attrs.evolve(earlier, questionnaire=one) for one in (asking, later))
        assert compare_editions(first, second).unmarked == ("q",)

    @pytest.mark.parametrize(
        "form",
        [
            pytest.param(attrs.evolve(LIST, options=options(x=1, y=1)), id="fewer"),
            pytest.param(attrs.evolve(LIST, options=options(x=1, y=1, w=2)), id="another"),
            pytest.param(attrs.evolve(LIST, options=options(x=1, y=1, z=3)), id="points"),
            pytest.param(attrs.evolve(LIST, options=options(x=1, y=1, z=2, w=0)), id="no-points"),
            pytest.param(attrs.evolve(LIST, cap=3), id="cap"),
            pytest.param(
                attrs.evolve(LIST, options=options(x=2, y=1, z=1)),
                id="points-change-places",
            ),
            pytest.param(
                attrs.evolve(LIST, options=options(x=2, y=1, z=2), cap=4),
                id="points-under-the-same-cap",
            ),
        ],
    )
    def test_options_and_points_of_a_checklist(self, form: Checklist) -> None:
        assert changed(checklist("c"), form=form) == ["c"]

    @pytest.mark.parametrize(
        "points",
        [
            pytest.param({"s0": 0, "s1": 1, "s2": 2, "s3": 4}, id="fewer"),
            pytest.param({"s0": 0, "s1": 1, "s2": 2, "s3": 3, "s5": 4}, id="another"),
            pytest.param({"s0": 0, "s1": 1, "s2": 2, "s3": 2, "s4": 4}, id="points"),
            pytest.param({"s1": 0, "s0": 1, "s2": 2, "s3": 3, "s4": 4}, id="order"),
        ],
    )
    def test_options_and_points_of_a_scale(self, points: dict[str, int]) -> None:
        """Of every question on it."""
        earlier = edition(P, checklist("c"), Q)
        scale = attrs.evolve(STEPS, options=options(**points))
        asking = attrs.evolve(earlier.questionnaire, scales=[scale])
        later = attrs.evolve(earlier, questionnaire=asking)
        assert compare_editions(earlier, later).unmarked == ("p", "q")

    @pytest.mark.parametrize(
        "form",
        [
            pytest.param(attrs.evolve(RANGE, maximum=50), id="maximum"),
            pytest.param(attrs.evolve(RANGE, minimum=-1), id="minimum"),
            pytest.param(attrs.evolve(RANGE, bands=BANDS), id="bands"),
        ],
    )
    def test_the_range_of_a_number(self, form: NumberEntry) -> None:
        assert changed(number("n"), form=form) == ["n"]

    @pytest.mark.parametrize(
        ("at", "change"),
        [
            pytest.param(1, {"lower": 40}, id="lower"),
            pytest.param(1, {"points": 2}, id="points"),
            pytest.param(2, {"id": "top"}, id="id"),
        ],
    )
    def test_the_bands_of_a_number(self, at: int, change: dict[str, Any]) -> None:
        bands = list(BANDS)
        bands[at] = attrs.evolve(bands[at], **change)
        form = attrs.evolve(RANGE, bands=bands)
        assert changed(banded("n"), form=form) == ["n"]
        assert changed(banded("n"), form=attrs.evolve(form, bands=BANDS)) == []

    @pytest.mark.parametrize("weight", ["0", "0.5", "2"])
    def test_the_weight(self, weight: str) -> None:
        assert changed(Q, weight=weight) == ["q"]

    def test_the_node(self) -> None:
        assert changed(Q, node="b") == ["q"]

    @pytest.mark.parametrize(
        ("before", "then"),
        [
            pytest.param(None, after("p", "s1"), id="new"),
            pytest.param(after("p", "s1"), None, id="gone"),
            pytest.param(after("p", "s1"), after("p", "s1", "s2"), id="more-options"),
            pytest.param(after("p", "s1"), after("p", "s2"), id="other-option"),
        ],
    )
    def test_the_dependency(self, before: Any, then: Any) -> None:  # noqa: ANN401 - or None
        assert changed(single("q", depends_on=before), depends_on=then) == ["q"]

    def test_the_question_that_it_hangs_on(self) -> None:
        earlier = edition(P, Q, single("r", depends_on=after("p", "s1")))
        later = edition(P, Q, single("r", depends_on=after("q", "s1")))
        assert compare_editions(earlier, later).unmarked == ("r",)

    NODES = (node("f"), node("g"), node("a", "f"), node("b", "f"))

    @pytest.mark.parametrize(
        "then",
        [
            pytest.param(node("b", "g"), id="parent"),
            pytest.param(node("b"), id="no-parent"),
            pytest.param(node("b", "f", weight=0), id="weight"),
        ],
    )
    def test_parent_and_weight_of_a_node(self, then: Node) -> None:
        earlier = edition(P, nodes=self.NODES)
        later = edition(P, nodes=[*self.NODES[:3], then])
        assert compare_editions(earlier, later).unmarked == ("b",)

    def test_a_parent_is_another_one_even_under_its_id(self) -> None:
        """M2, M3: f is h now, and what is called f now is new, so that a and b stand elsewhere."""
        later = [node("h", replaces=old(("f", "same"))), *self.NODES]
        found = compare_editions(edition(P, nodes=self.NODES), edition(P, nodes=later))
        assert found.nodes[:2] == (relation("same", "f", "h"), relation("new", "", "f"))
        assert found.unmarked == ("a", "b")

    def test_nodes_come_first_each_in_the_later_order(self) -> None:
        earlier = edition(P, Q, R, nodes=self.NODES)
        later = edition(
            single("r", weight=2),
            attrs.evolve(P, weight=2),
            Q,
            nodes=[node("g", weight=2), node("f"), node("b", "f"), node("a", "f", weight=2)],
        )
        assert compare_editions(earlier, later).unmarked == ("g", "a", "r", "p")


class TestMarked:
    """M3: what is marked, or does not count, is no reproach."""

    @pytest.mark.parametrize("how", ["reworded", "split", "merged"])
    def test_who_says_so_may_change_everything(self, how: Replacement) -> None:
        later = checklist("new-id", weight=2, replaces=old(("q", how)))
        assert compare_editions(edition(P, Q), edition(P, later)).unmarked == ()

    def test_same_under_another_id_does_not_let_off(self) -> None:
        """It is named as the later edition names it."""
        later = single("s", weight=2, replaces=old(("q", "same")))
        assert compare_editions(edition(P, Q), edition(P, later)).unmarked == ("s",)

    def test_words_do_not_count(self) -> None:
        """Nor what surrounds a question: M3 allows typos, and nobody can tell them from rewording."""
        words: dict[str, Any] = {"de": "anders", "en": "otherwise"}
        for one in (Q, number("n"), free("t"), checklist("c"), banded("n")):
            more = {"evidence": words, "sources": [Source(kind="own", note=words)]}
            assert changed(one, title=words, help=words, **more) == []
        assert changed(number("n"), form=attrs.evolve(RANGE, unit=words)) == []
        said = [StageText(stage="one", assessment=words)]
        earlier = edition(P, nodes=[node("a")])
        nodes = [attrs.evolve(node("a", stage_texts=said), title=words, description=words)]
        assert compare_editions(earlier, edition(P, nodes=nodes)).unmarked == ()

    def test_nor_does_the_order(self) -> None:
        first, second = after("p", "s1", "s2"), after("p", "s2", "s1")
        earlier = edition(P, Q, single("r", depends_on=first))
        later = edition(P, single("r", depends_on=second), Q)
        assert compare_editions(earlier, later).unmarked == ()

    def test_nor_does_the_name_of_a_scale(self) -> None:
        earlier = edition(P)
        asking = attrs.evolve(
            earlier.questionnaire,
            scales=[attrs.evolve(STEPS, id="stairs")],
            questions=[attrs.evolve(P, form=SingleChoice(scale="stairs"))],
        )
        later = attrs.evolve(earlier, questionnaire=asking)
        assert compare_editions(earlier, later).unmarked == ()

    def test_another_name_for_what_it_stands_on_does_not_count(self) -> None:
        """Node, parent and dependency are the same if they are the same under another id."""
        earlier = edition(
            single("p", "a"),
            single("q", "a", depends_on=after("p", "s1")),
            nodes=[node("f"), node("a", "f")],
        )
        later = edition(
            single("p2", "a2", replaces=old(("p", "same"))),
            single("q2", "a2", depends_on=after("p2", "s1"), replaces=old(("q", "same"))),
            nodes=[
                node("f2", replaces=old(("f", "same"))),
                node("a2", "f2", replaces=old(("a", "same"))),
            ],
        )
        found = compare_editions(earlier, later)
        assert [one.how for one in (*found.nodes, *found.questions)] == ["same"] * 4
        assert found.unmarked == ()

    def test_nodes_may_change_places(self) -> None:
        earlier = edition(single("p", "a"), nodes=[node("f"), node("g"), node("a", "f")])
        later = edition(
            single("p", "a"),
            nodes=[
                node("g", replaces=old(("f", "same"))),
                node("f", replaces=old(("g", "same"))),
                node("a", "g"),
            ],
        )
        assert compare_editions(earlier, later).unmarked == ()

    def test_a_question_may_be_called_like_a_node(self) -> None:
        """M2: ids are unique in a document; questionnaire and target model are two."""
        earlier = edition(single("f2", "a"), nodes=[node("f"), node("a", "f")])
        later = edition(
            single("f2", "a"), nodes=[node("f2", replaces=old(("f", "same"))), node("a", "f2")]
        )
        assert compare_editions(earlier, later).unmarked == ()


class TestSwapped:
    """G8: looking from the other side swaps new and dropped, split and merged."""

    EARLIER = edition(P, Q, R, single("s"), single("t"), single("u"), version="2026.1")
    LATER = edition(
        attrs.evolve(P, weight=2),
        single("q2", replaces=old(("q", "reworded"))),
        single("r1", replaces=old(("r", "split"))),
        single("r2", replaces=old(("r", "split"))),
        single("st", replaces=old(("s", "merged"), ("t", "merged"))),
        single("v"),
        version="2027.1",
    )

    def test_every_kind_of_relation(self) -> None:
        found = compare_editions(self.EARLIER, self.LATER).swapped()
        assert Counter(found.questions) == Counter(
            [
                relation("same", "p", "p"),
                relation("reworded", "q2", "q"),
                relation("merged", "r1 r2", "r"),
                relation("split", "st", "s t"),
                relation("dropped", "v"),
                relation("new", "", "u"),
            ]
        )
        assert found.nodes == (relation("same", "a", "a"),)
        assert (found.earlier.version, found.later.version) == ("2027.1", "2026.1")
        assert found.unmarked == ("p",)


# --- Any editions ------------------------------------------------------------------------------------


def rebuilt(made: Edition, nodes: Sequence[Node], questions: Sequence[Question]) -> Edition:
    """Give an edition with other nodes and questions, without gates and rules that name the old ones."""
    modules = [attrs.evolve(one, rules=()) for one in made.target_model.modules]
    model = attrs.evolve(made.target_model, nodes=nodes, modules=modules)
    gates: tuple[Gate, ...] = ()
    asking = attrs.evolve(made.questionnaire, questions=questions, gates=gates)
    return Edition(target_model=model, questionnaire=asking)


def renamed(
    made: Edition, names: Callable[[str], str], marks: Callable[[str], list[Replaces]]
) -> Edition:
    """Give an edition in which everything has another id, and says what it replaces."""
    nodes = [
        attrs.evolve(
            one,
            id=names(one.id),
            parent=None if one.parent is None else names(one.parent),
            replaces=marks(one.id),
        )
        for one in made.target_model.nodes
    ]
    questions = [
        attrs.evolve(
            one,
            id=names(one.id),
            node=names(one.node),
            replaces=marks(one.id),
            depends_on=None
            if one.depends_on is None
            else attrs.evolve(one.depends_on, question=names(one.depends_on.question)),
        )
        for one in made.questionnaire.questions
    ]
    return rebuilt(made, nodes, questions)


@st.composite
def pairs(draw: st.DrawFn, *, marked: bool = True) -> tuple[Edition, Edition]:
    """Give two editions that share ids; the later one says at random what it replaces."""
    earlier, other = draw(editions()), draw(editions(max_nodes=3, max_questions=3))
    known = [*earlier.target_model.by_id, *earlier.questionnaire.by_id, "gone"]
    one = st.builds(Replaces, id=st.sampled_from(known), how=st.sampled_from(HOW))
    marks = st.lists(one, max_size=3, unique_by=lambda o: o.id) if marked else st.just([])
    fresh = draw(st.sets(st.sampled_from(known)))

    def name(old_id: str) -> str:
        return f"new-{old_id}" if old_id in fresh else old_id

    def replaced(old_id: str) -> list[Replaces]:
        return [one for one in draw(marks) if one.id != name(old_id)]

    later = renamed(earlier, name, replaced)
    kept = draw(st.integers(1, len(later.questionnaire.questions)))
    later = rebuilt(later, later.target_model.nodes, later.questionnaire.questions[:kept])
    return (earlier, draw(st.sampled_from([later, other])))


def ids(made: Edition) -> list[set[str]]:
    return [set(made.target_model.by_id), set(made.questionnaire.by_id)]


class TestAnyEditions:
    """M3, G8: laws of every comparison."""

    @given(editions())
    def test_an_edition_is_all_the_same_as_itself(self, made: Edition) -> None:
        found = compare_editions(made, made)
        for relations, things in (
            (found.nodes, made.target_model.nodes),
            (found.questions, made.questionnaire.questions),
        ):
            assert list(relations) == [relation("same", one.id, one.id) for one in things]
        assert found.unmarked == ()

    @given(pairs())
    def test_everything_stands_in_at_least_one_relation(
        self, pair: tuple[Edition, Edition]
    ) -> None:
        earlier, later = pair
        found = compare_editions(earlier, later)
        for relations, before, then in zip(
            (found.nodes, found.questions), ids(earlier), ids(later), strict=True
        ):
            assert {one for each in relations for one in each.earlier} == before
            assert {one for each in relations for one in each.later} == then

    @given(pairs())
    def test_how_many_ids_a_relation_has(self, pair: tuple[Edition, Edition]) -> None:
        found = compare_editions(*pair)
        for one in (*found.nodes, *found.questions):
            assert (len(one.earlier) == 0) == (one.how == "new")
            assert (len(one.later) == 0) == (one.how == "dropped")
            assert len(one.earlier) <= 1 or one.how == "merged"
            assert len(one.later) <= 1 or one.how == "split"
        for relations in (found.nodes, found.questions):
            assert len(set(relations)) == len(relations)

    @given(pairs())
    def test_only_what_is_called_the_same_is_unmarked(self, pair: tuple[Edition, Edition]) -> None:
        found = compare_editions(*pair)
        same = {
            name
            for one in (*found.nodes, *found.questions)
            if one.how == "same"
            for name in one.later
        }
        assert set(found.unmarked) <= same

    @given(pairs())
    def test_swapping_twice_changes_nothing(self, pair: tuple[Edition, Edition]) -> None:
        found = compare_editions(*pair)
        assert found.swapped().swapped() == found

    @given(pairs(marked=False))
    def test_where_nothing_is_replaced_both_sides_tell_the_same(
        self, pair: tuple[Edition, Edition]
    ) -> None:
        earlier, later = pair

        def told(found: EditionComparison) -> tuple[object, ...]:
            listed = (found.nodes, found.questions, found.unmarked)
            return (found.earlier, found.later, *map(Counter, listed))

        there, back = compare_editions(earlier, later), compare_editions(later, earlier)
        assert told(there.swapped()) == told(back)

    @given(editions())
    def test_new_names_for_everything_change_nothing_that_counts(self, made: Edition) -> None:
        later = renamed(made, lambda one: f"z-{one}", lambda one: old((one, "same")))
        found = compare_editions(made, later)
        assert {one.how for one in (*found.nodes, *found.questions)} == {"same"}
        assert found.unmarked == ()

    @given(editions(), st.data())
    def test_one_other_weight_is_found(self, made: Edition, data: st.DataObject) -> None:
        """M5: anywhere in the tree or among the questions."""
        nodes, questions = list(made.target_model.nodes), list(made.questionnaire.questions)
        things: Any = data.draw(st.sampled_from([nodes, questions]))
        at = data.draw(st.integers(0, len(things) - 1))
        things[at] = attrs.evolve(things[at], weight=things[at].weight + 1)
        found = compare_editions(made, rebuilt(made, nodes, questions))
        assert found.unmarked == (things[at].id,)


class TestSaidBefore:
    """M3: what the earlier edition says it replaces is no news in the later one."""

    @given(pairs())
    def test_an_edition_is_the_same_as_itself(self, pair: tuple[Edition, Edition]) -> None:
        """Even if it was split, merged or reworded from an older one, and keeps ids of that one."""
        found = compare_editions(pair[1], pair[1])
        assert {one.how for one in (*found.nodes, *found.questions)} == {"same"}
        assert all(one.earlier == one.later for one in (*found.nodes, *found.questions))
        assert (found.unmarked, found.contradictory) == ((), ())


class TestStages:
    """S6: stages can be compared only if their bounds and the gates are the same."""

    GATE = staticmethod(
        lambda question: Gate(id="g", node="a", stage="two", question=question, minimum=1)
    )

    def _with(self, made: Edition, *, lower: str = "1/2", gate: str | None = "p") -> Edition:
        stages = [
            Stage(id="one", title=T, lower=0),
            Stage(id="two", title=T, lower=Fraction(lower)),
        ]
        gates = [] if gate is None else [self.GATE(gate)]
        return Edition(
            target_model=attrs.evolve(made.target_model, stages=stages),
            questionnaire=attrs.evolve(made.questionnaire, gates=gates),
        )

    def test_the_same(self) -> None:
        made = edition(P, Q, nodes=[node("a")])
        assert compare_editions(self._with(made), self._with(made)).same_stages

    def test_another_bound_or_gate(self) -> None:
        made = edition(P, Q, nodes=[node("a")])
        for other in (
            self._with(made, lower="1/3"),
            self._with(made, gate=None),
            self._with(made, gate="q"),
        ):
            assert not compare_editions(self._with(made), other).same_stages
            assert not compare_editions(other, self._with(made)).swapped().same_stages

    def test_a_gate_goes_with_its_question_under_another_id(self) -> None:
        made = edition(P, Q, nodes=[node("a")])
        later = edition(single("s", replaces=old(("p", "same"))), Q, nodes=[node("a")])
        found = compare_editions(self._with(made), self._with(later, gate="s"))
        assert found.same_stages


class TestContradictions:
    """M2, M3: claims about what replaces what that cannot all be true are told."""

    def contradictory(self, *later: Question, nodes: Sequence[Node] = ()) -> tuple[str, ...]:
        return compare_editions(
            edition(P, Q, R, nodes=[node("a"), node("b")]),
            edition(*later, nodes=nodes or [node("a")]),
        ).contradictory

    @pytest.mark.parametrize("how", HOW)
    def test_an_id_stays_that_another_replaces(self, how: Replacement) -> None:
        assert self.contradictory(P, single("s", replaces=old(("p", how)))) == ("p",)

    @pytest.mark.parametrize("how", ["same", "reworded"])
    def test_two_claim_to_be_one(self, how: Replacement) -> None:
        later = [single(one, replaces=old(("p", how))) for one in ("s", "t")]
        assert self.contradictory(*later) == ("s", "t")

    def test_one_claims_to_be_two(self) -> None:
        assert self.contradictory(single("s", replaces=old(("p", "same"), ("q", "same")))) == ("s",)

    def test_nodes_come_first(self) -> None:
        nodes = [node("a"), node("c", replaces=old(("a", "same")))]
        assert self.contradictory(P, single("s", replaces=old(("p", "same"))), nodes=nodes) == (
            "a",
            "p",
        )

    def test_nothing_is_wrong_with_moving_on_splitting_and_merging(self) -> None:
        assert self.contradictory(P, Q, R) == ()
        assert self.contradictory(Q, single("s", replaces=old(("p", "same")))) == ()
        assert self.contradictory(single("s", replaces=old(("p", "merged"), ("q", "merged")))) == ()
        split = [single(one, replaces=old(("p", "split"))) for one in ("s", "t")]
        assert self.contradictory(*split, Q, R) == ()
        chain = [single("q", replaces=old(("p", "same"))), single("r", replaces=old(("q", "same")))]
        assert self.contradictory(*chain) == ()
