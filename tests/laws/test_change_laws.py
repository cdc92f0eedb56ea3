# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Laws of change between rounds: rule G8, over any two rounds and any revision of an edition."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import T, after, checklist, free, node, single, town

from weltoffen.model.assessment import Supplement
from weltoffen.model.edition import Edition
from weltoffen.model.method import Method
from weltoffen.model.questionnaire import Gate
from weltoffen.model.target import Node, Replaces
from weltoffen.scoring.aggregation import Tree
from weltoffen.scoring.development import change
from weltoffen.scoring.evidence import scored
from weltoffen.scoring.protection import ProtectionRule, protect
from weltoffen.scoring.results import QuestionScore, Scores, Sheet, View
from weltoffen.scoring.sheets import equal_sheet, score, sheet
from weltoffen.testing import Case, cases, rounds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from weltoffen.model.method import WholePolicy
    from weltoffen.model.questionnaire import Question
    from weltoffen.model.target import Replacement
    from weltoffen.scoring.development import Change, ViewChange
    from weltoffen.scoring.matching import Comparability, Matching

F = Fraction


def of(how: Replacement, *ids: str) -> list[Replaces]:
    """Give what something replaces."""
    return [Replaces(id=one, how=how) for one in ids]


def told(one: ViewChange) -> dict[str | None, tuple[F, F, int, int, int]]:
    """Give earlier score, later score, number of questions and smallest numbers of answers by node."""
    return {
        found.node: (found.earlier, found.later, found.questions, found.earlier_n, found.later_n)
        for found in one.nodes
    }


def main_of(found: Change) -> ViewChange:
    assert found.main is not None
    return found.main


# --- Revisions of an edition -------------------------------------------------------------------------

LEAVES = ("a", "b", "c", "d")
WEIGHTS = (1, 1, 1, 2, 0)
NODE_FATES = (*(["keep"] * 12), "same", "same", "reworded", "reworded", "weight", "top", "drop")
FATES = (
    *(["keep"] * 9),
    *("same", "same", "reworded", "reworded", "weight", "move", "drop", "split", "merge", "claim"),
)
NEW = "v2-new"


def pick(draw: st.DrawFn, values: Sequence[Any]) -> Any:  # noqa: ANN401 - any value
    return draw(st.sampled_from(values))


@st.composite
def grounds(draw: st.DrawFn) -> Edition:
    """Give an edition of two fields and a leaf at the top, with a supplement (M8)."""

    def weight() -> int:
        return draw(st.sampled_from(WEIGHTS))

    def asked(leaf: str) -> list[Question]:
        found = [
            pick(draw, (single, single, single, checklist, free))(
                f"{leaf}-{n}", leaf, weight=weight()
            )
            for n in range(draw(st.integers(1, 3)))
        ]
        if len(found) > 1 and found[0].kind == "single":
            found[1] = attrs.evolve(found[1], depends_on=after(f"{leaf}-0", "s1", "s2"))
        return found

    tree = [("f", None), ("a", "f"), ("b", "f"), ("g", None), ("c", "g"), ("d", None)]
    gate = Gate(id="gate", node="f", stage="two", question="must", minimum=2)
    here = town(
        single("must", pick(draw, LEAVES)),
        *(question for leaf in LEAVES for question in asked(leaf)),
        nodes=[node(one, parent, weight=weight()) for one, parent in tree],
        gates=[gate] if draw(st.booleans()) else [],
        supplement=Supplement(nodes=[node("own"), node("e", "own")], questions=asked("e")),
    )
    return here.assessment.extend(here.edition)


@st.composite
def revisions(draw: st.DrawFn, edition: Edition) -> Edition:
    """Give a later version of an edition: things stay, change, come and go in every way of M3."""
    names, nodes = _revised_nodes(draw, edition)
    parents = {one.parent for one in nodes}
    leaves = [one.id for one in nodes if one.id not in parents]
    known, questions = _revised_questions(draw, edition, names, leaves)
    gates = [
        attrs.evolve(one, node=names[one.node], question=known[one.question])
        for one in edition.questionnaire.gates
        if one.node in names and one.question in known
    ]
    stages = edition.target_model.stages[: pick(draw, (4, 4, 4, 3))]
    model = attrs.evolve(edition.target_model, version="9", nodes=nodes, stages=stages)
    asked = attrs.evolve(
        edition.questionnaire,
        version="9",
        target_model=model.reference,
        questions=questions,
        gates=gates,
    )
    apart = [names[one] for one in edition.apart if one in names and draw(st.booleans())]
    return Edition(target_model=model, questionnaire=asked, apart=apart)


def _revised_nodes(draw: st.DrawFn, edition: Edition) -> tuple[dict[str, str], list[Node]]:
    names: dict[str, str] = {}
    nodes = []
    for index, one in enumerate(edition.target_model.nodes):
        fate = pick(draw, NODE_FATES)
        if fate == "drop" and not edition.target_model.children(one.id):
            continue
        more: dict[str, Any] = {"parent": one.parent and names[one.parent]}
        if fate in {"same", "reworded", "top"}:
            how: Replacement = "same" if fate == "same" else "reworded"
            more |= {"id": f"v2-{index}", "replaces": of(how, one.id)}
        if fate == "top":
            more |= {"parent": None}
        if fate in {"weight", "reworded"}:
            more |= {"weight": pick(draw, (0, 1, 3))}
        names[one.id] = more.get("id", one.id)
        nodes.append(attrs.evolve(one, **more))
    return names, [*nodes, Node(id=NEW, title=T)]


def _revised_questions(
    draw: st.DrawFn, edition: Edition, names: Mapping[str, str], leaves: Sequence[str]
) -> tuple[dict[str, str], list[Question]]:
    known: dict[str, str] = {}
    questions: list[Question] = []
    waiting: list[str] = []
    for index, one in enumerate(edition.questionnaire.questions):
        fate, new = pick(draw, FATES), f"v2-{index}"
        home, after = names.get(one.node, NEW), one.depends_on
        if after is not None:
            parent = known.get(after.question)
            after = None if parent is None else attrs.evolve(after, question=parent)
        base = attrs.evolve(one, node=home if home in leaves else NEW, depends_on=after)
        successors: Mapping[str, list[dict[str, Any]]] = {
            "keep": [{}],
            "claim": [{}, {"id": new, "replaces": of(pick(draw, ("same", "reworded")), one.id)}],
            "same": [{"id": new, "replaces": of("same", one.id)}],
            "reworded": [
                {
                    "id": new,
                    "weight": pick(draw, (0, 1, 3)),
                    "replaces": of("reworded", one.id),
                }
            ],
            "weight": [{"weight": one.weight + 1}],
            "move": [{"node": pick(draw, leaves)}],
            "split": [{"id": f"{new}-{x}", "replaces": of("split", one.id)} for x in "xy"],
            "drop": [],
            "merge": [{"id": new, "replaces": of("merged", *waiting, one.id)}] if waiting else [],
        }
        questions += [attrs.evolve(base, **more) for more in successors[fate]]
        if fate == "merge":
            waiting = [] if waiting else [one.id]
        elif fate not in {"split", "drop"}:
            known[one.id] = successors[fate][0].get("id", one.id)
    return known, [*questions, single_like(edition, NEW)]


def single_like(edition: Edition, name: str) -> Question:
    """Give one more question, like the first one."""
    first = edition.questionnaire.questions[0]
    return attrs.evolve(first, id=name, node=NEW, depends_on=None, replaces=())


# --- Rounds ------------------------------------------------------------------------------------------


STATES = (*(["answered"] * 12), "unanswered", "not-applicable", "conflict", "protected")


def drawn_question(draw: st.DrawFn, one: Question) -> QuestionScore:
    state: Any = pick(draw, STATES)
    answered = 1 + draw(st.integers(0, 3)) if state == "answered" else 0
    applicable = 0
    if state not in {"not-applicable", "protected"}:
        applicable = max(1, answered + pick(draw, (0, 0, 1, 3)))
    return QuestionScore(
        question=one.id,
        node=one.node,
        kind=one.kind,
        weight=one.weight,
        value=F(draw(st.integers(0, 12)), 12) if answered else None,
        answered=answered,
        applicable=applicable,
        state=state,
    )


@attrs.frozen
class Side:
    """One round: its edition and its scores."""

    edition: Edition
    scores: Scores

    def again(self, questions: Callable[[Sheet], Iterable[QuestionScore]]) -> Side:
        """Give the round with other question values."""
        old, method = self.scores, self.scores.method

        def renewed(one: Sheet) -> Sheet:
            return sheet(one.view, tuple(questions(one)), self.edition, method)

        official, personal = (tuple(map(renewed, one)) for one in (old.official, old.personal))
        if old.main.view.kind == "equal":
            main = equal_sheet(personal, self.edition, method)
        else:
            main = renewed(old.main)
        return Side(
            self.edition,
            attrs.evolve(old, main=main, official=official, personal=personal),
        )


VIEWS = tuple(
    View(kind=kind, perspective=one)
    for kind in ("official", "personal")
    for one in ("politics", "administration")
)


@st.composite
def sides(draw: st.DrawFn, edition: Edition, method: Method, whole: WholePolicy) -> Side:
    """Give any question values for some views of an edition."""

    def drawn(view: View) -> Sheet:
        questions = tuple(drawn_question(draw, one) for one in scored(edition.questionnaire))
        return sheet(view, questions, edition, method)

    views = draw(st.permutations(VIEWS))[: draw(st.integers(2, len(VIEWS)))]
    official = tuple(drawn(one) for one in views if one.kind == "official")
    personal = tuple(drawn(one) for one in views if one.kind == "personal")
    if whole == "equal":
        main = equal_sheet(personal, edition, method)
    elif whole == "pooled":
        main = drawn(View(kind="pooled"))
    else:
        view = View(kind="official", perspective="administration")
        main = next((one for one in official if one.view == view), None) or drawn(view)
    scores = Scores(
        method=method,
        target_model_hash=edition.target_model.digest,
        questionnaire_hash=edition.questionnaire.digest,
        whole_policy=whole,
        main=main,
        official=official,
        personal=personal,
    )
    return Side(edition, scores)


@attrs.frozen
class Rounds:
    """Two rounds by one method, and whether reworded things are compared."""

    first: Side
    second: Side
    reworded: bool

    @property
    def change(self) -> Change:
        return change(
            self.first.scores,
            self.second.scores,
            self.first.edition,
            self.second.edition,
            reworded=self.reworded,
        )

    @property
    def swapped(self) -> Rounds:
        return Rounds(self.second, self.first, self.reworded)


@st.composite
def two_rounds(
    draw: st.DrawFn, *, revised: bool | None = None, whole: WholePolicy | None = None
) -> Rounds:
    """Give a round, and another one after a revision of its edition or without one."""
    edition = draw(grounds())
    revised = pick(draw, (True, True, False)) if revised is None else revised
    later = draw(revisions(edition)) if revised else edition
    method = Method(
        parent_policy=pick(draw, ("mean", "questions", "minimum")),
        minimum_coverage=pick(draw, (F(1, 2), F(1, 2), F(0), F(2, 3), F(1))),
    )
    whole = whole or pick(draw, ("official", "equal", "pooled"))
    return Rounds(
        draw(sides(edition, method, whole)),
        draw(sides(later, method, whole)),
        draw(st.booleans()),
    )


# --- Laws --------------------------------------------------------------------------------------------


def all_views(found: Change) -> list[ViewChange]:
    return [*([found.main] if found.main else []), *found.views]


def compared(
    before: Sheet, after: Sheet, both: Rounds, common: Comparability
) -> list[tuple[QuestionScore, QuestionScore]]:
    """G8: comparable, with a value and a weight in both rounds, in a leaf with a score in both (S3)."""
    answers = [
        (before.by_question[old], after.by_question[new])
        for old, new in common.questions.compared
        if before.by_question[old].value is not None and after.by_question[new].value is not None
    ]
    answers = [(one, other) for one, other in answers if one.weight and other.weight]
    return [
        (one, other)
        for one, other in answers
        if None
        not in scores(
            [pair for pair in answers if pair[1].node == other.node], one.node, other.node, both
        )
    ]


def scores(
    answers: Sequence[tuple[QuestionScore, QuestionScore]],
    old: str | None,
    new: str | None,
    both: Rounds,
) -> Any:  # noqa: ANN401 - two scores
    """Score these answers and no others."""
    method, found = both.second.scores.method, []
    for at, (side, place) in enumerate(((both.first, old), (both.second, new))):
        tree = Tree(edition=side.edition, method=method, questions=[one[at] for one in answers])
        found.append(tree.score(place).score)
    return tuple(found)


def expected(
    before: Sheet, after: Sheet, both: Rounds, common: Comparability
) -> dict[str | None, tuple[F, F, int, int, int]]:
    """G8 once more, node by node: every node in a tree of its own, of what enters it in both rounds."""
    entering: dict[Any, list[Any]] = {}
    for one, other in compared(before, after, both, common):
        for pair in way((one.node, other.node), both.first.edition, both.second.edition, common):
            entering.setdefault(pair, []).append((one, other))
    return {
        new: (
            *scores(answers, old, new, both),
            len(answers),
            min(one.answered for one, _ in answers),
            min(other.answered for _, other in answers),
        )
        for (old, new), answers in entering.items()
    }


def way(
    leaf: tuple[str, str], earlier: Edition, later: Edition, common: Comparability
) -> list[tuple[str | None, str | None]]:
    """Give the pairs of nodes from a leaf up, as far as each enters the next in both editions."""
    old, new = leaf
    one, other = earlier.target_model.by_id[old], later.target_model.by_id[new]
    if not one.weight or not other.weight or old in earlier.apart or new in later.apart:
        return [leaf]
    if one.parent is None and other.parent is None:
        return [leaf, (None, None)]
    if one.parent is not None and other.parent is not None:
        above = one.parent, other.parent
        if above in common.nodes.compared:
            return [leaf, *way(above, earlier, later, common)]
    return [leaf]


class TestLaws:
    """G8: laws that hold for any two rounds and any revision of the edition."""

    @given(two_rounds())
    def test_every_view_once_more(self, both: Rounds) -> None:
        check_views(both)

    @pytest.mark.thorough
    @settings(max_examples=3_000)
    @given(two_rounds())
    def test_many_of_them(self, both: Rounds) -> None:
        check_views(both)

    @given(two_rounds(revised=False, whole="equal"))
    def test_the_mean_once_more(self, both: Rounds) -> None:
        """S5: as `equal_sheet` makes it of sheets in which nothing else applied."""
        found = both.change
        befores, afters = by_view(both.first), by_view(both.second)
        restricted: tuple[list[Sheet], list[Sheet]] = [], []
        for one in found.views:
            before, after = befores[one.view], afters[one.view]
            if one.view.kind == "personal":
                answers = compared(before, after, both, found.comparability)
                used = {other.question for _, other in answers}
                for side, sheets, own in zip(
                    (both.first, both.second), restricted, (before, after), strict=True
                ):
                    questions = tuple(
                        one if one.question in used else gone(one) for one in own.questions
                    )
                    sheets.append(
                        sheet(own.view, questions, side.edition, both.second.scores.method)
                    )
        earlier, later = (
            equal_sheet(tuple(sheets), both.first.edition, both.second.scores.method)
            for sheets in restricted
        )
        assert {
            one.node: (one.earlier, one.later, one.earlier_n, one.later_n)
            for one in main_of(found).nodes
        } == {
            one.node: (
                *(side.by_node[one.node].score for side in (earlier, later)),
                *(
                    min(
                        getattr(view.by_node[one.node], n)
                        for view in found.views
                        if view.view.kind == "personal" and one.node in view.by_node
                    )
                    for n in ("earlier_n", "later_n")
                ),
            )
            for one in later.nodes
            if one.score is not None
        }

    @given(two_rounds())
    def test_swapping_the_rounds(self, both: Rounds) -> None:
        """It negates the change and swaps new and dropped, split and merged."""
        there, back = both.change, both.swapped.change
        assert {one.view for one in there.views} == {one.view for one in back.views}
        views = {one.view: one for one in all_views(back)}
        for one in all_views(there):
            check_negated(one, views[one.view])
        before, after = there.comparability, back.comparability
        assert before.same_stages is after.same_stages
        check_exchanged(before.questions, after.questions)
        check_exchanged(before.nodes, after.nodes)

    @given(two_rounds(revised=True))
    def test_a_round_has_not_changed_since_itself(self, both: Rounds) -> None:
        """And all of it is compared, even if its edition replaces parts of another one."""
        side = both.second
        found = attrs.evolve(both, first=side).change
        asked = [(one.id, one.id) for one in scored(side.edition.questionnaire)]
        assert list(found.comparability.questions.compared) == asked
        nodes = [(one, one) for one in side.edition.target_model.by_id]
        assert list(found.comparability.nodes.compared) == nodes
        for name in ("new", "dropped", "split", "merged", "reworded", "altered", "contradictory"):
            assert getattr(found.comparability.questions, name) == ()
            assert getattr(found.comparability.nodes, name) == ()
        assert [one.view for one in found.views] == list(by_view(side))
        for view in all_views(found):
            assert {one.difference for one in view.nodes} <= {0}
            assert {one.stages for one in view.nodes} <= {0}

    @settings(max_examples=30)
    @given(two_rounds(), st.data())
    def test_what_is_not_comparable_has_no_influence(
        self, both: Rounds, data: st.DataObject
    ) -> None:
        found = both.change
        pairs = found.comparability.questions.compared

        def other(side: Side, compared: set[str]) -> Side:
            def renewed(one: Sheet) -> list[QuestionScore]:
                asked = side.edition.questionnaire.by_id
                return [
                    question
                    if question.question in compared
                    else data.draw(drawn_scores(asked[question.question]))
                    for question in one.questions
                ]

            return side.again(renewed)

        first = other(both.first, {old for old, _ in pairs})
        second = other(both.second, {new for _, new in pairs})
        assert Rounds(first, second, both.reworded).change == found

    @given(two_rounds())
    def test_where_the_answers_stay_nothing_changes(self, both: Rounds) -> None:
        """Whatever else the revision did: other weights, new questions, fields that came or went."""
        both = attrs.evolve(both, reworded=False)
        names = {new: old for old, new in both.change.comparability.questions.compared}
        sheets = {both.first.scores.main.view: both.first.scores.main, **by_view(both.first)}

        def stayed(one: Sheet) -> Iterable[QuestionScore]:
            for question in one.questions:
                if one.view in sheets and question.question in names:
                    old = sheets[one.view].by_question[names[question.question]]
                    new = {name: getattr(question, name) for name in ("question", "node", "weight")}
                    yield attrs.evolve(old, **new)
                else:
                    yield question

        found = attrs.evolve(both, second=both.second.again(stayed)).change
        for view in all_views(found):
            assert {one.difference for one in view.nodes} <= {0}
            assert {one.stages or 0 for one in view.nodes} <= {0}

    @settings(max_examples=30)
    @given(two_rounds(), st.data())
    def test_what_one_round_hides_is_not_used_of_the_other(
        self, both: Rounds, data: st.DataObject
    ) -> None:
        """P6: it is as if both rounds hid it."""
        pairs = both.change.comparability.questions.compared
        hidden = data.draw(st.sets(st.sampled_from(pairs))) if pairs else set[Any]()

        def hide(side: Side, names: set[str]) -> Side:
            return side.again(
                lambda one: [
                    attrs.evolve(gone(question), state="protected")
                    if question.question in names
                    else question
                    for question in one.questions
                ]
            )

        first = hide(both.first, {old for old, _ in hidden})
        second = hide(both.second, {new for _, new in hidden})
        one, other, neither = (
            Rounds(*sides, both.reworded).change
            for sides in ((first, both.second), (both.first, second), (first, second))
        )
        assert one == other == neither


def by_view(side: Side) -> dict[View, Sheet]:
    return {one.view: one for one in (*side.scores.official, *side.scores.personal)}


def gone(one: QuestionScore) -> QuestionScore:
    return attrs.evolve(one, value=None, answered=0, applicable=0, state="not-applicable")


def check_negated(one: ViewChange, other: ViewChange) -> None:
    assert one.questions == other.questions
    assert {
        (
            found.node,
            found.earlier_node,
            found.questions,
            found.earlier_n,
            found.later_n,
            found.difference,
            found.stages,
        )
        for found in one.nodes
    } == {
        (
            found.earlier_node,
            found.node,
            found.questions,
            found.later_n,
            found.earlier_n,
            -found.difference,
            None if found.stages is None else -found.stages,
        )
        for found in other.nodes
    }


def check_exchanged(one: Matching, other: Matching) -> None:
    for name in ("compared", "altered", "contradictory", "without_leaf", "reworded"):
        assert {*getattr(one, name)} == {found[::-1] for found in getattr(other, name)}
    for name, turned in (
        ("new", "dropped"),
        ("dropped", "new"),
        ("split", "merged"),
        ("merged", "split"),
    ):
        relations = {(found.earlier, found.later) for found in getattr(one, name)}
        assert relations == {(found.later, found.earlier) for found in getattr(other, turned)}


def check_ranges(one: ViewChange) -> None:
    for found in one.nodes:
        assert 0 <= found.earlier <= 1
        assert 0 <= found.later <= 1
        assert found.difference == found.later - found.earlier
        assert 1 <= found.questions <= one.questions
    assert (one.questions > 0) is bool(one.nodes)


def check_stages(one: ViewChange, both: Rounds, common: Comparability) -> None:
    """S6: places of bands by exact scores; where the stages are not the same, they are not compared."""
    before, after = (
        [stage.lower for stage in side.edition.target_model.stages]
        for side in (both.first, both.second)
    )
    for found in one.nodes:
        places = [
            sum(lower <= value for lower in bounds)
            for bounds, value in ((before, found.earlier), (after, found.later))
        ]
        assert found.stages == (places[1] - places[0] if common.same_stages else None)


def check_views(both: Rounds) -> None:
    found = both.change
    for one in all_views(found):
        check_ranges(one)
        check_stages(one, both, found.comparability)
    befores, afters = by_view(both.first), by_view(both.second)
    assert [one.view for one in found.views] == [one for one in afters if one in befores]
    for one in found.views:
        before, after = befores[one.view], afters[one.view]
        again = expected(before, after, both, found.comparability)
        assert told(one) == again
        assert one.questions == len(compared(before, after, both, found.comparability))
        order = [None, *both.second.edition.target_model.by_id]
        assert [found.node for found in one.nodes] == [place for place in order if place in again]
    before, after = both.first.scores.main, both.second.scores.main
    assert main_of(found).view == before.view
    if before.view.kind != "equal":
        assert told(main_of(found)) == expected(before, after, both, found.comparability)


@st.composite
def drawn_scores(draw: st.DrawFn, question: Question) -> QuestionScore:
    return drawn_question(draw, question)


class TestRounds:
    """G8, P5, P6: whole rounds of responses, counted, protected and scored."""

    @given(cases(), st.data())
    def test_of_one_edition(self, case: Case, data: st.DataObject) -> None:
        asked = case.extended.questionnaire
        other = attrs.evolve(case, responses=data.draw(rounds(asked, case.assessment)))
        before, after = public(case), public(other)
        found = change(before, after, case.extended, case.extended)
        back = change(after, before, case.extended, case.extended)
        assert (found.main is None) is (before.main.view != after.main.view)
        published = [
            {
                one.view: {asked.question for asked in one.questions if asked.value is not None}
                for one in (*scores.official, *scores.personal)
            }
            for scores in (before, after)
        ]
        assert {one.view for one in found.views} == published[0].keys() & published[1].keys()
        turned = {one.view: one for one in back.views}
        for one in found.views:
            assert one.questions <= len(published[0][one.view] & published[1][one.view])
            assert [(node.node, node.difference) for node in one.nodes] == [
                (node.node, -node.difference) for node in turned[one.view].nodes
            ]

    @given(cases())
    def test_a_round_against_itself(self, case: Case) -> None:
        scores = public(case)
        found = change(scores, scores, case.extended, case.extended)
        sheets = (*scores.official, *scores.personal)
        assert [one.view for one in found.views] == [one.view for one in sheets]
        for view, one in zip(found.views, sheets, strict=True):
            assert {node.difference for node in view.nodes} <= {0}
            assert {node.stages for node in view.nodes} <= {0}
            # Where everybody answered, the round's own score is what is compared.
            whole = [node for node in view.nodes if one.by_node[node.node].coverage == 1]
            assert [node.later for node in whole] == [
                one.by_node[node.node].score for node in whole
            ]


def public(case: Case) -> Scores:
    counts = protect(case.tally, ProtectionRule(k=3), case.assessment, case.edition)
    return score(counts, case.assessment, case.edition)
