# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of `weltoffen.scoring.levers`: G3, by hand and against every combination of answers."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import event, given
from hypothesis import strategies as st

import weltoffen.scoring.levers as levers_module
from weltoffen.model.answers import chosen, not_asked
from weltoffen.model.assessment import Assessment, Municipality, Perspective, Round, Supplement
from weltoffen.model.edition import Edition
from weltoffen.model.forms import AnswerForm, Band, Checklist, FreeText, NumberEntry, SingleChoice
from weltoffen.model.method import Method
from weltoffen.model.questionnaire import Dependency, Gate, Question, Questionnaire
from weltoffen.model.response import Merged, merge_answers
from weltoffen.model.scale import RESERVED, Option, Scale
from weltoffen.model.target import Level, Node, Stage, TargetModel
from weltoffen.scoring.aggregation import Tree
from weltoffen.scoring.evidence import official_values
from weltoffen.scoring.levers import LeafLever, PathPart, StepEffect, levers
from weltoffen.scoring.results import NodeScore, Scores, Sheet, View
from weltoffen.scoring.sheets import sheet
from weltoffen.scoring.staging import staged
from weltoffen.testing import Case, cases
from weltoffen.testing import answers as drawn_answers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pytest

    from weltoffen.model.answers import Answer

TEXT = {"en": "x"}
OFFICIAL = View(kind="official", perspective="administration")
LEVELS = Scale(id="levels", options=[Option(id=f"o{n}", title=TEXT, points=n) for n in range(5)])
EQUAL_STEPS = Scale(
    id="equal",
    options=[Option(id=f"e{n}", title=TEXT, points=p) for n, p in enumerate([0, 1, 1, 2])],
)
FALLING = NumberEntry(
    minimum=0,
    maximum=30,
    bands=[Band(id=f"b{n}", lower=10 * n, points=2 - n) for n in range(3)],
)
MEASURES = Checklist(
    options=[Option(id=f"m{n}", title=TEXT, points=p) for n, p in enumerate([1, 2, 2, 0])], cap=4
)
SINGLE = SingleChoice(scale="levels")


def ask(
    id: str,  # noqa: A002
    node: str,
    form: AnswerForm = SINGLE,
    *,
    after: tuple[str, ...] = (),
    weight: int = 1,
) -> Question:
    """Make a question; ``after`` is the question and the options on which it depends."""
    needed = Dependency(question=after[0], options=after[1:]) if after else None
    return Question(id=id, node=node, title=TEXT, form=form, weight=weight, depends_on=needed)


def town(*questions: Question, gates: tuple[Gate, ...] = ()) -> Edition:
    """Give two fields: ``f`` with the leaves ``a`` and ``b``, ``g`` with the leaf ``c``; four stages."""
    nodes = [("f", None), ("a", "f"), ("b", "f"), ("g", None), ("c", "g")]
    model = TargetModel(
        id="model",
        version="1",
        title=TEXT,
        source_language="en",
        levels=[Level(id="field", title=TEXT), Level(id="leaf", title=TEXT)],
        stages=[Stage(id=f"s{n}", title=TEXT, lower=Fraction(n, 4)) for n in range(4)],
        nodes=[Node(id=one, title=TEXT, parent=parent) for one, parent in nodes],
    )
    asked = Questionnaire(
        id="asked",
        version="1",
        target_model=model.reference,
        title=TEXT,
        source_language="en",
        scales=[LEVELS, EQUAL_STEPS],
        questions=questions,
        gates=gates,
    )
    return Edition(target_model=model, questionnaire=asked)


def scores_of(edition: Edition, method: Method, main: Sheet) -> Scores:
    return Scores(
        method=method,
        target_model_hash=edition.target_model.digest,
        questionnaire_hash=edition.questionnaire.digest,
        whole_policy="official",
        main=main,
        official=(main,),
        personal=(),
    )


def levers_of(
    edition: Edition, given_answers: Mapping[str, Answer], method: Method | None = None
) -> dict[str, LeafLever]:
    method = method or Method()
    merged = merge_answers(edition.questionnaire, {"": given_answers})
    values = official_values(edition.questionnaire, merged)
    main = sheet(OFFICIAL, values, edition, method)
    return {one.node: one for one in levers(scores_of(edition, method, main), merged, edition)}


def part(question: str, steps: int, *options: str, asks: tuple[str, ...] = ()) -> PathPart:
    """Give a part of a path."""
    return PathPart(question=question, steps=steps, options=options, newly_asked=asks)


class TestSteps:
    """G3: what one option more adds to leaf, field and whole."""

    def test_a_step_adds_its_share_on_every_level(self) -> None:
        edition = town(ask("p", "a"), ask("q", "a", weight=3), ask("r", "b"), ask("s", "c"))
        found = levers_of(edition, {"p": "o1", "q": "o1", "r": "o4", "s": "o0"})
        # p: 1/4 of a quarter in a; half of it in f; half of that in the whole. q: three times as much.
        assert found["a"].steps == (
            StepEffect(
                question="p",
                option="o2",
                leaf=Fraction(1, 16),
                field=Fraction(1, 32),
                whole=Fraction(1, 64),
                newly_asked=(),
            ),
            StepEffect(
                question="q",
                option="o2",
                leaf=Fraction(3, 16),
                field=Fraction(3, 32),
                whole=Fraction(3, 64),
                newly_asked=(),
            ),
        )
        assert found["c"].steps[0].field == Fraction(1, 4)
        assert found["c"].steps[0].whole == Fraction(1, 8)

    def test_the_last_option_has_no_step(self) -> None:
        assert levers_of(town(ask("p", "a")), {"p": "o4"})["a"].steps == ()

    def test_a_number_without_bands_has_no_step_but_counts(self) -> None:
        edition = town(ask("p", "a", NumberEntry(minimum=0, maximum=3)), ask("q", "a"))
        (step,) = levers_of(edition, {"p": 1, "q": "o0"})["a"].steps
        assert (step.question, step.leaf) == ("q", Fraction(1, 8))

    def test_newly_asked_questions_of_every_leaf_are_named(self) -> None:
        edition = town(
            ask("p", "a"),
            ask("q", "b", FreeText(), after=("p", "o3")),
            ask("r", "c", after=("p", "o3", "o4")),
            ask("s", "c"),
            ask("t", "c"),
        )
        (step,) = levers_of(edition, {"p": "o2", "s": "o0", "t": "o4"})["a"].steps
        assert step.newly_asked == ("q", "r")
        # r is unanswered: the coverage of c falls to 2/3, its score stays.
        assert (step.leaf, step.field, step.whole) == (
            Fraction(1, 4),
            Fraction(1, 4),
            Fraction(1, 8),
        )

    def test_a_leaf_that_would_lose_its_score_has_no_effect_to_tell(self) -> None:
        edition = town(
            ask("p", "a"),
            ask("q", "a", after=("p", "o1")),
            ask("r", "a", after=("p", "o1")),
            ask("s", "b"),
            ask("t", "c"),
        )
        steps = levers_of(edition, {"p": "o0", "s": "o2", "t": "o2"})["a"].steps
        # a has no score any more; f is b alone: 1/2 instead of 1/4.
        assert steps[0].leaf is None
        assert steps[0].field == Fraction(1, 4)
        assert steps[0].newly_asked == ("q", "r")

    def test_a_question_that_falls_away_can_lower_the_score(self) -> None:
        edition = town(ask("p", "a"), ask("q", "a", after=("p", "o0")), ask("r", "c"))
        (step,) = [
            one
            for one in levers_of(edition, {"p": "o0", "q": "o4", "r": "o0"})["a"].steps
            if one.question == "p"
        ]
        # (0 + 1) / 2 becomes 1/4.
        assert (step.leaf, step.newly_asked) == (Fraction(-1, 4), ())

    def test_a_question_of_the_supplement_adds_nothing_to_the_whole(self) -> None:
        edition = town(ask("p", "a"))
        assessment = Assessment(
            id="town",
            municipality=Municipality(name="Town"),
            round=Round(id="first"),
            edition=edition.reference,
            perspectives=[Perspective(id="administration", title=TEXT)],
            supplement=Supplement(
                nodes=[Node(id="own", title=TEXT), Node(id="own-leaf", title=TEXT, parent="own")],
                questions=[ask("own-q", "own-leaf")],
            ),
        )
        found = levers_of(assessment.extend(edition), {"p": "o1", "own-q": "o0"})
        (step,) = found["own-leaf"].steps
        assert list(found) == ["a", "b", "c", "own-leaf"]
        assert (step.leaf, step.field, step.whole) == (Fraction(1, 4), Fraction(1, 4), Fraction(0))

    def test_where_questions_count_alike_one_without_weight_does_not_count(self) -> None:
        edition = town(ask("p", "a", weight=0), ask("q", "a", weight=5), ask("r", "c"))
        method = Method(parent_policy="questions", minimum_coverage=0)
        first, second = levers_of(edition, {"p": "o0", "q": "o0", "r": "o0"}, method)["a"].steps
        assert (first.question, first.leaf, first.whole) == ("p", Fraction(0), Fraction(0))
        # A quarter in one of two questions.
        assert (second.question, second.leaf, second.whole) == ("q", Fraction(1, 4), Fraction(1, 8))

    def test_another_leaf_without_score_stays_without(self) -> None:
        edition = town(ask("p", "a"), ask("q", "b"), ask("r", "b", after=("p", "o1")))
        (step,) = levers_of(edition, {"p": "o0"})["a"].steps
        # Half of f is covered by a alone, before and after.
        assert (step.leaf, step.field, step.whole) == (
            Fraction(1, 4),
            Fraction(1, 4),
            Fraction(1, 4),
        )

    def test_a_whole_without_score_has_no_effect_to_tell(self) -> None:
        edition = town(ask("p", "a"), ask("q", "b"), ask("r", "c"))
        method = Method(minimum_coverage=Fraction(2, 3))
        (step,) = levers_of(edition, {"p": "o0", "q": "o0"}, method)["a"].steps
        assert (step.leaf, step.field, step.whole) == (Fraction(1, 4), Fraction(1, 8), None)


class TestPaths:
    """G3: the smallest set of steps that reaches the leaf's next stage."""

    def test_the_question_with_the_larger_weight_comes_first(self) -> None:
        edition = town(ask("p", "a"), ask("q", "a", weight=3))
        lever = levers_of(edition, {"p": "o0", "q": "o0"})["a"]
        # 1/4 needs points of 1 in all: q by two steps gives 3/2, by one 3/4.
        assert lever.next_stage == "s1"
        assert lever.path == (part("q", 2, "o2"),)

    def test_a_leaf_with_more_than_100_open_questions_gets_no_path(self) -> None:
        """Such a leaf is no leaf of a questionnaire for people; the search would take minutes."""
        few, many = (town(*(ask(f"q-{n}", "a") for n in range(size))) for size in (100, 101))
        lowest = {f"q-{n}": "o0" for n in range(101)}
        given = {key: lowest[key] for key in few.questionnaire.by_id}
        assert levers_of(few, given)["a"].path is not None
        assert levers_of(many, lowest)["a"].path is None
        assert len(levers_of(many, lowest)["a"].steps) == 101

    def test_of_several_smallest_sets_the_highest_score_wins(self) -> None:
        edition = town(ask("p", "a"), ask("q", "a", FALLING))
        lever = levers_of(edition, {"p": "o0", "q": 25})["a"]
        # One step of p gives 1/8, one of q 1/4.
        assert lever.path == (part("q", 1, "b1"),)

    def test_of_equally_good_sets_the_earlier_question_takes_the_steps(self) -> None:
        edition = town(ask("p", "a"), ask("q", "a"))
        lever = levers_of(edition, {"p": "o0", "q": "o0"})["a"]
        assert lever.path == (part("p", 2, "o2"),)

    def test_a_gate_is_opened_even_if_the_score_is_high_enough(self) -> None:
        gate = Gate(id="gate", node="a", stage="s2", question="q", minimum=2)
        edition = town(ask("p", "a"), ask("q", "a"), gates=(gate,))
        lever = levers_of(edition, {"p": "o4", "q": "o0"})["a"]
        assert lever.next_stage == "s2"
        assert lever.path == (part("q", 2, "o2"),)

    def test_a_gate_on_a_question_of_another_leaf_costs_steps_there(self) -> None:
        gates = (
            Gate(id="same", node="a", stage="s1", question="r", minimum=2),
            Gate(id="low", node="a", stage="s1", question="r", minimum=1),
            Gate(id="high", node="a", stage="s3", question="r", minimum=4),
        )
        edition = town(ask("p", "a"), ask("r", "c"), gates=gates)
        lever = levers_of(edition, {"p": "o0", "r": "o1"})["a"]
        assert lever.path == (
            part("p", 1, "o1"),
            part("r", 1, "o2"),
        )

    def test_an_unanswered_question_of_a_gate_bars_the_way_and_is_to_be_clarified(self) -> None:
        gate = Gate(id="gate", node="a", stage="s1", question="r", minimum=1)
        edition = town(ask("p", "a"), ask("q", "a"), ask("r", "c"), gates=(gate,))
        lever = levers_of(edition, {"p": "o0", "q": "unknown"})["a"]
        assert (lever.next_stage, lever.path) == ("s1", None)
        assert lever.clarify == ("q", "r")

    def test_a_question_that_falls_away_opens_its_gate(self) -> None:
        gate = Gate(id="gate", node="a", stage="s1", question="q", minimum=4)
        edition = town(ask("p", "a"), ask("q", "a", after=("p", "o0")), gates=(gate,))
        lever = levers_of(edition, {"p": "o0", "q": "o0"})["a"]
        # Four steps of q, or one of p: then p alone stands at 1/4.
        assert lever.path == (part("p", 1, "o1"),)

    def test_a_question_on_which_others_depend_opens_its_own_gate(self) -> None:
        gate = Gate(id="gate", node="a", stage="s1", question="p", minimum=2)
        edition = town(ask("p", "a"), ask("q", "a", after=("p", "o0")), gates=(gate,))
        lever = levers_of(edition, {"p": "o0", "q": "o4"})["a"]
        assert lever.path == (part("p", 2, "o2"),)

    def test_a_step_that_would_ask_too_much_is_left_out(self) -> None:
        edition = town(
            ask("p", "a", weight=3),
            ask("q", "a", weight=2),
            ask("r", "a", weight=6, after=("p", "o1", "o2", "o3", "o4")),
        )
        lever = levers_of(edition, {"p": "o0", "q": "o0"})["a"]
        # One step of p asks r: 5 of 11 answered is too little. q needs three steps for 6/20.
        assert lever.path == (part("q", 3, "o3"),)

    def test_a_checklist_takes_the_options_that_ask_nothing(self) -> None:
        edition = town(
            ask("p", "a", MEASURES),
            ask("q", "a", after=("p", "m1")),
            ask("r", "a", after=("p", "m1", "m2")),
        )
        lever = levers_of(edition, {"p": ("m3",)})["a"]
        # m1 gives most first, but asks q and r: 1 of 3 answered. m2 asks r: 1 of 2. m0 reaches 1/4.
        assert lever.path == (part("p", 1, "m2", asks=("r",)),)
        method = Method(minimum_coverage=Fraction(1))
        lever = levers_of(edition, {"p": ("m3",)}, method)["a"]
        assert lever.path == (part("p", 1, "m0"),)

    def test_options_already_chosen_ask_nothing_new(self) -> None:
        edition = town(ask("p", "a", MEASURES), ask("q", "a", after=("p", "m1", "m2")))
        lever = levers_of(edition, {"p": ("m1",), "q": "o0"})["a"]
        # (1/2 + 0) / 2 stands at 1/4; m2 fills the list.
        assert lever.path == (part("p", 1, "m2"),)

    def test_a_checklist_can_take_more_options_than_the_shortest_way_to_its_cap(self) -> None:
        """G3: z alone fills the list, but asks q and r of weight 2: 1 of 5 answered. x and y ask nothing."""
        form = Checklist(
            options=[Option(id=o, title=TEXT, points=n) for o, n in (("x", 1), ("y", 1), ("z", 2))],
            cap=2,
        )
        later = [ask(one, "a", after=("p", "z"), weight=2) for one in "qr"]
        gate = Gate(id="gate", node="a", stage="s1", question="p", minimum=2)
        edition = town(ask("p", "a", form), *later, gates=(gate,))
        assert levers_of(edition, {"p": ()})["a"].path == (part("p", 2, "x", "y"),)

    def test_the_top_stage_has_no_next(self) -> None:
        lever = levers_of(town(ask("p", "a")), {"p": "o3"})["a"]
        assert (lever.next_stage, lever.path) == (None, None)
        assert [step.option for step in lever.steps] == ["o4"]

    def test_a_fixed_number_can_keep_the_next_stage_out_of_reach(self) -> None:
        edition = town(ask("p", "a", NumberEntry(minimum=0, maximum=8)))
        lever = levers_of(edition, {"p": 1})["a"]
        assert (lever.next_stage, lever.path) == ("s1", None)

    def test_a_question_without_weight_helps_nobody(self) -> None:
        edition = town(ask("p", "a", weight=0), ask("q", "a"))
        lever = levers_of(edition, {"p": "o0", "q": "o0"})["a"]
        assert lever.path == (part("q", 1, "o1"),)
        assert [(step.question, step.leaf) for step in lever.steps] == [
            ("p", Fraction(0)),
            ("q", Fraction(1, 4)),
        ]

    def test_a_question_on_which_others_depend_can_stay_as_it_is(self) -> None:
        edition = town(ask("p", "a"), ask("q", "a", after=("p", "o0")), ask("r", "a"))
        lever = levers_of(edition, {"p": "o0", "q": "o4", "r": "o1"})["a"]
        # (0 + 1 + 1/4) / 3 lacks a quarter to 1/2; a step of p would take q away.
        assert lever.path == (part("r", 1, "o2"),)

    def test_too_many_combinations_give_no_path(self, monkeypatch: pytest.MonkeyPatch) -> None:
        edition = town(ask("p", "a"), ask("q", "a", after=("p", "o0", "o1")))
        assert levers_of(edition, {"p": "o0", "q": "o0"})["a"].path
        monkeypatch.setattr(levers_module, "MAX_COMBINATIONS", 4)
        assert levers_of(edition, {"p": "o0", "q": "o0"})["a"].path is None


class TestNewlyAsked:
    """G3: a path names the questions that it would newly ask, each with the answer that opens it."""

    def test_questions_of_every_leaf_and_texts_too(self) -> None:
        edition = town(
            ask("p", "a"),
            ask("q", "b", FreeText(), after=("p", "o1")),
            ask("r", "c", after=("p", "o1", "o2")),
            ask("s", "c", after=("p", "o0", "o1")),
        )
        # s was asked before.
        lever = levers_of(edition, {"p": "o0", "s": "o0"})["a"]
        assert lever.path == (part("p", 1, "o1", asks=("q", "r")),)

    def test_the_final_answers_count_not_those_on_the_way(self) -> None:
        """G3: from o0 by o1 to o2: what only o1 would ask is not asked."""
        edition = town(
            ask("p", "a"),
            ask("q", "a"),
            ask("r", "b", after=("p", "o1")),
            ask("s", "b", after=("p", "o2")),
        )
        lever = levers_of(edition, {"p": "o0", "q": "o0"})["a"]
        assert lever.path == (part("p", 2, "o2", asks=("s",)),)

    def test_each_part_names_its_own(self) -> None:
        """G3: both gates have to be opened: p asks x, q asks y and z."""
        gates = tuple(
            Gate(id=f"gate-{one}", node="a", stage="s1", question=one, minimum=1) for one in "pq"
        )
        edition = town(
            ask("p", "a"),
            ask("q", "a"),
            ask("x", "b", after=("p", "o1")),
            ask("y", "b", after=("q", "o1")),
            ask("z", "c", FreeText(), after=("q", "o1")),
            gates=gates,
        )
        lever = levers_of(edition, {"p": "o0", "q": "o0"})["a"]
        assert lever.path == (
            part("p", 1, "o1", asks=("x",)),
            part("q", 1, "o1", asks=("y", "z")),
        )

    def test_a_question_that_waits_for_two_parts_is_named_by_the_nearer_one(self) -> None:
        """G3, M4: q depends on p; the gates move both. x depends on q alone."""
        gates = tuple(
            Gate(id=f"gate-{one}", node="a", stage="s1", question=one, minimum=1) for one in "pq"
        )
        edition = town(
            ask("p", "a"),
            ask("q", "a", after=("p", "o0", "o1", "o2", "o3", "o4")),
            ask("x", "b", after=("q", "o1")),
            gates=gates,
        )
        lever = levers_of(edition, {"p": "o0", "q": "o0"})["a"]
        assert lever.path == (part("p", 1, "o1"), part("q", 1, "o1", asks=("x",)))

    def test_the_stage_holds_while_they_are_unanswered(self) -> None:
        """G3, S3: r lowers the coverage of a to 1/2, which is enough; p counts alone, at 1/4."""
        edition = town(ask("p", "a"), ask("r", "a", after=("p", "o1")))
        lever = levers_of(edition, {"p": "o0"})["a"]
        assert lever.path == (part("p", 1, "o1", asks=("r",)),)
        merged = merge_answers(edition.questionnaire, {"": {"p": "o0"}})
        for answer, stage in ((None, "s1"), ("unknown", "s1"), ("o4", "s2"), ("o0", "s0")):
            new = {"p": "o1"} | ({} if answer is None else {"r": answer})
            assert leaf_score(edition, Method(), merged, "a", new).stage == stage


class TestClarify:
    """G3: missing answers become items to clarify."""

    def test_unknown_skipped_and_conflicting_answers_are_named(self) -> None:
        edition = town(*(ask(one, "a") for one in "pqrstu"))
        merged = merge_answers(
            edition.questionnaire,
            {
                "one": {"p": "unknown", "q": "o1", "r": "o1", "t": "not-applicable", "u": "o1"},
                "two": {"q": "o2"},
            },
        )
        method = Method(minimum_coverage=Fraction(1, 4))
        main = sheet(OFFICIAL, official_values(edition.questionnaire, merged), edition, method)
        lever = levers(scores_of(edition, method, main), merged, edition)[0]
        assert lever.clarify == ("p", "q", "s")
        assert [step.question for step in lever.steps] == ["r", "u"]

    def test_a_leaf_without_score_has_nothing_but_these(self) -> None:
        lever = levers_of(town(ask("p", "a"), ask("q", "a"), ask("r", "a")), {"q": "o1"})["a"]
        assert lever == LeafLever(
            node="a", next_stage=None, path=None, steps=(), clarify=("p", "r")
        )

    def test_only_an_official_main_sheet_has_levers(self) -> None:
        edition = town(ask("p", "a"))
        merged = merge_answers(edition.questionnaire, {"": {"p": "o1"}})
        values = official_values(edition.questionnaire, merged)
        main = sheet(View(kind="pooled"), values, edition, Method())
        assert levers(scores_of(edition, Method(), main), merged, edition) == ()


# --- Against the engine ------------------------------------------------------------------------------


def rescored(edition: Edition, method: Method, merged: Merged, new: Mapping[str, Answer]) -> Sheet:
    """Score changed answers with the real engine."""
    return sheet(
        OFFICIAL,
        official_values(edition.questionnaire, changed(edition, merged, new)),
        edition,
        method,
    )


def changed(edition: Edition, merged: Merged, new: Mapping[str, Answer]) -> Merged:
    answers = {**merged.answers, **new}
    skipped = not_asked(edition.questionnaire, answers, personal=False)
    return Merged(answers=answers, not_asked=skipped, conflicts=merged.conflicts)


def leaf_score(
    edition: Edition, method: Method, merged: Merged, leaf: str, new: Mapping[str, Answer]
) -> NodeScore:
    values = official_values(edition.questionnaire, changed(edition, merged, new))
    plain = Tree(edition=edition, method=method, questions=values).score(leaf)
    return staged(plain, edition, method, {one.question: one for one in values})


def with_options(
    edition: Edition, merged: Merged, question: str, options: tuple[str, ...]
) -> Answer:
    """Give the answer that reaches an option or band, or adds options."""
    form = edition.questionnaire.by_id[question].form
    old = merged.answers[question]
    if isinstance(form, Checklist):
        assert isinstance(old, tuple)
        return tuple(sorted({*old, *options}))
    if isinstance(form, NumberEntry):
        return next(band.lower for band in form.bands if band.id == options[-1])
    return options[-1]


def possible(
    edition: Edition, merged: Merged, question: str
) -> list[tuple[int, dict[str, Answer]]]:
    """Every answer that steps can lead to, with their number, by the words of G3."""
    asked = edition.questionnaire.by_id[question]
    old = merged.answers.get(question)
    if old is None or old in RESERVED or question in merged.not_asked:
        return [(0, {})]
    found: list[tuple[int, dict[str, Answer]]] = [(0, {})]
    if isinstance(asked.form, Checklist):
        assert isinstance(old, tuple)
        left = [option.id for option in asked.form.options if option.id not in old]
        for size in range(1, len(left) + 1):
            combinations = itertools.combinations(left, size)
            found += [(size, {question: tuple(sorted({*old, *more}))}) for more in combinations]
        return found
    if not (now := chosen(asked, old)):
        return found
    names = edition.questionnaire.choices(asked)
    values = edition.questionnaire.values[question]
    at = names.index(now.pop())
    while higher := [n for n in range(len(names)) if values[n] > values[at]]:
        nearest = min(abs(n - at) for n in higher)
        near = [n for n in higher if abs(n - at) == nearest]
        at = max(near, key=lambda n: (values[n], -n))
        answer = with_options(edition, merged, question, (names[at],))
        found.append((len(found), {question: answer}))
    return found


@st.composite
def small_towns(draw: st.DrawFn) -> tuple[Edition, Method, Merged]:
    """Give towns with few questions, many dependencies and gates, and an official response."""
    forms: list[AnswerForm] = [SINGLE, SingleChoice(scale="equal"), MEASURES, FALLING]
    forms += [
        NumberEntry(
            minimum=0,
            maximum=30,
            bands=[Band(id=f"b{n}", lower=10 * n, points=p) for n, p in enumerate([1, 0, 2, 1])],
        ),
        NumberEntry(minimum=0, maximum=3),
    ]
    names: dict[str, tuple[str, ...]] = {}
    questions = []
    for name in "pqrst"[: draw(st.integers(1, 5))]:
        form = draw(st.sampled_from(forms))
        after: tuple[str, ...] = ()
        if names and draw(st.sampled_from([True, True, False])):
            parent = draw(st.sampled_from(sorted(names, reverse=True)))
            options = draw(st.sets(st.sampled_from(names[parent]), min_size=1, max_size=3))
            after = (parent, *sorted(options))
        node = draw(st.sampled_from(["a", "a", "a", "b"]))
        questions.append(
            ask(name, node, form, after=after, weight=draw(st.sampled_from([1, 2, 0])))
        )
        if not (isinstance(form, NumberEntry) and not form.bands):
            names[name] = {
                "SingleChoice": LEVELS.option_ids,
                "Checklist": ("m0", "m1", "m2", "m3"),
                "NumberEntry": ("b0", "b1", "b2"),
            }[type(form).__name__]
            if form == SingleChoice(scale="equal"):
                names[name] = EQUAL_STEPS.option_ids
    gates = []
    for n in range(draw(st.integers(0, 2))):
        question = draw(st.sampled_from(questions))
        # Scales and bands with two points at most; a higher gate would never open.
        most = 3 if question.form in {SINGLE, MEASURES, NumberEntry(minimum=0, maximum=3)} else 2
        gate = Gate(
            id=f"gate-{n}",
            node=draw(st.sampled_from(["a", "a", "b"])),
            stage=draw(st.sampled_from(["s1", "s2", "s3"])),
            question=question.id,
            minimum=draw(st.integers(0, most)),
        )
        gates.append(gate)
    edition = town(*questions, gates=tuple(gates))
    method = Method(minimum_coverage=draw(st.sampled_from(["1/2", "0", "1/3", "1"])))
    given_answers = draw(drawn_answers(edition.questionnaire, personal=False))
    return edition, method, merge_answers(edition.questionnaire, {"": given_answers})


def smallest(
    edition: Edition, method: Method, merged: Merged, leaf: str, stage: int
) -> tuple[int, Fraction, tuple[int, ...]] | None:
    """Try every combination: fewest steps, then highest score, then steps in earlier questions."""
    model, asked = edition.target_model, edition.questionnaire
    order = [one.id for one in model.stages]
    barred = {g.question for g in asked.gates if g.node == leaf and order.index(g.stage) <= stage}
    movable = [q.id for q in asked.questions if q.node == leaf or q.id in barred]
    ways = [possible(edition, merged, one) for one in movable if asked.by_id[one].kind != "text"]
    best: tuple[int, Fraction, tuple[int, ...]] | None = None
    for way in sorted(itertools.product(*ways), key=lambda w: sum(steps for steps, _ in w)):
        total = sum(steps for steps, _ in way)
        if best is not None and total > -best[0]:
            break
        new: dict[str, Answer] = {}
        for _, answer in way:
            new |= answer
        found = leaf_score(edition, method, merged, leaf, new)
        if found.score is None or found.stage is None or order.index(found.stage) < stage:
            continue
        rank = (-total, found.score, tuple(steps for steps, _ in way))
        best = rank if best is None else max(best, rank)
    return best


class TestAgainstEveryCombination:
    """G3: exact, with dependencies, gates and coverage, compared with rescoring everything."""

    @given(small_towns())
    def test_paths_of_small_towns(self, drawn: tuple[Edition, Method, Merged]) -> None:
        check_paths(*drawn)

    @given(small_towns())
    def test_steps_of_small_towns(self, drawn: tuple[Edition, Method, Merged]) -> None:
        check_steps(*drawn)

    @given(cases(), st.data())
    def test_steps_and_paths_of_any_town(self, case: Case, data: st.DataObject) -> None:
        edition, method = case.extended, case.assessment.method
        given_answers = data.draw(drawn_answers(edition.questionnaire, personal=False))
        merged = merge_answers(edition.questionnaire, {"": given_answers})
        check_steps(edition, method, merged)
        check_paths(edition, method, merged)


def all_levers(
    edition: Edition, method: Method, merged: Merged
) -> tuple[Sheet, Iterator[LeafLever]]:
    values = official_values(edition.questionnaire, merged)
    main = sheet(OFFICIAL, values, edition, method)
    return main, iter(levers(scores_of(edition, method, main), merged, edition))


def check_steps(edition: Edition, method: Method, merged: Merged) -> None:
    before, found = all_levers(edition, method, merged)
    for lever in found:
        if before.by_node[lever.node].score is None:
            assert lever.steps == ()
            continue
        top = edition.target_model.path(lever.node)[0].id
        expected = []
        for question in edition.questionnaire.by_node.get(lever.node, ()):
            if question.kind == "text":
                continue
            ways = [w for w in possible(edition, merged, question.id) if w[0] == 1]
            values = [leaf_value(edition, merged, question.id, new) for _, new in ways]
            now = leaf_value(edition, merged, question.id, {})
            raising = [v for v in values if v is not None and now is not None and v > now]
            if raising:
                expected.append((question.id, ways[values.index(max(raising))][1]))
        assert [step.question for step in lever.steps] == [one for one, _ in expected]
        for step, (question_id, new) in zip(lever.steps, expected, strict=True):
            reached = with_options(edition, merged, question_id, (step.option,))
            assert {question_id: reached} == new
            after = rescored(edition, method, merged, new)
            for place, effect in ((lever.node, step.leaf), (top, step.field), (None, step.whole)):
                old_score, new_score = before.by_node[place].score, after.by_node[place].score
                lost = old_score is None or new_score is None
                assert effect == (None if lost else new_score - old_score)  # type: ignore[operator]
            asked = changed(edition, merged, new).not_asked
            newly = [
                q.id for q in edition.questionnaire.questions if q.id in merged.not_asked - asked
            ]
            assert step.newly_asked == tuple(newly)


def leaf_value(
    edition: Edition, merged: Merged, question: str, new: Mapping[str, Answer]
) -> Fraction | None:
    after = changed(edition, merged, new)
    values = official_values(edition.questionnaire, after)
    return next(one.value for one in values if one.question == question)


def check_paths(edition: Edition, method: Method, merged: Merged) -> None:
    before, found = all_levers(edition, method, merged)
    order = [one.id for one in edition.target_model.stages]
    for lever in found:
        stage = before.by_node[lever.node].stage
        if stage is None or stage == order[-1]:
            assert (lever.next_stage, lever.path) == (None, None)
            continue
        aim = order.index(stage) + 1
        assert lever.next_stage == order[aim]
        best = smallest(edition, method, merged, lever.node, aim)
        event("a path" if best else "no path")
        if best is None:
            assert lever.path is None
            continue
        assert lever.path is not None
        assert tuple(part.steps for part in lever.path) == tuple(n for n in best[2] if n)
        new = {
            part.question: with_options(edition, merged, part.question, part.options)
            for part in lever.path
        }
        for part in lever.path:
            assert (part.steps, {part.question: new[part.question]}) in possible(
                edition, merged, part.question
            )
        named = [one for part in lever.path for one in part.newly_asked]
        asked = changed(edition, merged, new).not_asked
        assert len(named) == len(set(named))
        assert set(named) == merged.not_asked - asked
        reached = leaf_score(edition, method, merged, lever.node, new)
        assert reached.score == best[1]
        assert reached.stage is not None
        assert order.index(reached.stage) >= aim
