# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The worked examples of ``docs/method/scores.md``: S1-S8 and the law."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

import attrs
import pytest
from tests.builders import flat, node, number, single, town
from tests.docs.pages import (
    Rows,
    given,
    missing_keys,
    named,
    page,
    row,
    said,
    shown,
    tables,
)
from tests.docs.pages import number as read

from weltoffen.model.forms import NumberEntry
from weltoffen.model.method import Method, ParentPolicy, WholePolicy
from weltoffen.model.questionnaire import Gate, Question
from weltoffen.reference import load_reference
from weltoffen.report.shares import Share
from weltoffen.scoring.results import Reason, Scores
from weltoffen.scoring.sheets import explain, score

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.builders import Town

    from weltoffen.model.response import Response

WEIGHTS = {"living": 2}
"""As the page says in words; all others are 1."""


@cache
def small_town() -> tuple[Town, Response]:
    told = given("scores", "answers")
    fields = dict.fromkeys(one["field"] for one in told)
    leaves = {one["criterion"]: one["field"] for one in told}
    here = town(
        *(single(one["question"], one["criterion"], weight=one["weight"]) for one in told),
        nodes=[
            *(node(one, weight=WEIGHTS.get(one, 1)) for one in fields),
            *(node(leaf, parent) for leaf, parent in leaves.items()),
        ],
    )
    answers = {one["question"]: answer for one in told if (answer := said(one["answer"]))}
    return here, here.official(**answers)


@cache
def scored(policy: ParentPolicy = "mean") -> Scores:
    here, response = small_town()
    return by_method(here, [response], Method(parent_policy=policy))


def by_method(here: Town, responses: list[Response], method: Method) -> Scores:
    assessment = attrs.evolve(here.assessment, method=method)
    return score(here.protect(*responses), assessment, here.edition)


def mipex() -> Rows:
    *areas, _ = given("scores", "mipex")
    here = town(*(number(f"q{place}", f"area-{place}") for place, _ in enumerate(areas)))
    told: Any = {f"q{place}": int(one["score"]) for place, one in enumerate(areas)}
    report = here.report(here.official(**told))
    assert report.whole.score
    assert report.whole.score.exact == Fraction(243, 400)
    percents = [one.score.percent for one in report.nodes if one.score]
    names = [one["policy area"] for one in areas]
    return [
        *(row(*pair) for pair in zip(names, percents, strict=True)),
        row("whole", report.whole.score.percent),
    ]


def rounding() -> Rows:
    found = []
    for one in given("scores", "rounding"):
        exact = read(one["exact"])
        whole, _, endless = one["percent"].partition("…")
        assert exact * 100 == read(whole) or (_ and not endless)
        found.append(row(exact, one["percent"], Share(exact).percent))
    return found


def coverage() -> Rows:
    nodes = scored().main.by_node
    order = [one["node"] for one in given("scores", "coverage")]
    assert {*order} == {named(one) for one in nodes}
    return [
        row(name, one.coverage, one.score, one.reason)
        for name in order
        for one in [nodes[None if name == "whole" else name]]
    ]


def policies() -> Rows:
    sheets = {one: scored(one).main.by_node for one in get_args(ParentPolicy)}
    return [
        row(name, *(nodes[one].score for one in ("language", "housing", "living")))
        for name, nodes in sheets.items()
    ]


@cache
def views() -> tuple[Town, list[Response]]:
    here = town(single("courses", "language"))
    persons = flat(
        here.persons(one["view"], courses="".join(o * int(one[o]) for o in "01234"))
        for one in given("scores", "views")
    )
    return here, [here.official(courses="s4"), *persons]


def own_scores() -> Rows:
    here, responses = views()
    found = by_method(here, responses, Method())
    told = {one["view"]: one for one in given("scores", "views")}
    return [
        [*list(told[str(one.view.perspective)].values())[:-1], shown(one.whole.score)]
        for one in found.personal
    ]


def wholes() -> Rows:
    here, responses = views()
    return [
        row(one, by_method(here, responses, Method(whole_policy=one)).main.whole.score)
        for one in get_args(WholePolicy)
    ]


def stages() -> Rows:
    told = given("scores", "stages")
    questions: list[Question] = []
    gates: list[Gate] = []
    answers: dict[str, Any] = {}
    for place, one in enumerate(told):
        leaf = f"leaf-{place}"
        form = NumberEntry(minimum=0, maximum=12)
        questions += [
            Question(id=f"score-{place}", node=leaf, title={"de": "x"}, form=form),
            single(f"gated-{place}", leaf, weight=0),
        ]
        answers[f"score-{place}"] = int(one["score"].removesuffix("/12"))
        if one["gate at"] != "–":
            gate = Gate(
                id=f"gate-{place}",
                node=leaf,
                stage=one["gate at"],
                question=f"gated-{place}",
                minimum=2,
            )
            gates.append(gate)
            answers[f"gated-{place}"] = said(one["mandatory question"])
    here = town(*questions, gates=gates)
    nodes = here.scores(here.official(**answers)).main.by_node
    return [
        [
            *list(one.values())[:3],
            *row(found.stage, found.tendency, found.held_by != ()),
        ]
        for place, one in enumerate(told)
        for found in [nodes[f"leaf-{place}"]]
    ]


def explanation() -> Rows:
    here, _ = small_town()
    order = dict.fromkeys(one["of"] for one in given("scores", "explanation"))
    found = []
    for name in order:
        one = explain(scored(), None if name == "whole" else name, here.edition)
        found += [
            row(name, p.id, p.weight, p.coverage, p.score, one.shares.get(p.id), p.left_out)
            for p in one.parts
        ]
    return found


def method() -> Rows:
    one = Method()
    assert one.whole_policy is None
    here, responses = views()
    whole = [by_method(here, some, one).whole_policy for some in (responses, responses[1:])]
    return [
        ["parent policy", one.parent_policy, "{ref}`S4 <rule-s4>`"],
        ["whole policy", "{}, otherwise {}".format(*whole), "{ref}`S5 <rule-s5>`"],
        ["official perspective", one.official_perspective, "{ref}`S5 <rule-s5>`"],
        ["minimum coverage", shown(one.minimum_coverage), "{ref}`S3 <rule-s3>`"],
        ["tendency share", shown(one.tendency_share), "{ref}`S6 <rule-s6>`"],
    ]


def law() -> Rows:
    here = town(*(single(f"q{place}", "language") for place in range(3)))
    found = []
    for one in given("scores", "law"):
        second, third = one["second question"], one["third question"]
        told = {"q0": "s3", "q1": said(second), "q2": said(third)}
        answers = {key: answer for key, answer in told.items() if answer}
        leaf = here.scores(here.official(**answers)).main.by_node["language"]
        found.append(row(second, third, leaf.coverage, leaf.score))
    return found


EXAMPLES: Mapping[str, Callable[[], Rows]] = {
    "mipex": mipex,
    "rounding": rounding,
    "coverage": coverage,
    "policies": policies,
    "views": own_scores,
    "wholes": wholes,
    "stages": stages,
    "explanation": explanation,
    "method": method,
    "law": law,
}


class TestExamples:
    """S1 to S8: what stands on the page is what the code gives."""

    @pytest.mark.parametrize("table", EXAMPLES)
    def test_every_number(self, table: str) -> None:
        assert tables("scores")[table][1] == EXAMPLES[table]()

    def test_no_marked_table_is_left_out(self) -> None:
        assert {*tables("scores")} == {*EXAMPLES, "answers", "reasons", "keys"}

    def test_every_reason_is_explained(self) -> None:
        """S2."""
        reasons = [one["reason"].strip("`") for one in given("scores", "reasons")]
        assert reasons == [*get_args(Reason)]

    def test_every_key_is_one_of_a_report(self) -> None:
        gate = Gate(id="gate", node="language", stage="two", question="tests", minimum=2)
        here = town(single("courses", "language"), single("tests", "language"), gates=[gate])
        held = here.report(here.official(courses="s4", tests="s1"))
        unknown = here.report(here.official(courses="unknown"))
        assert missing_keys("scores", held, unknown) == []


class TestSentences:
    """What the page says beside its tables."""

    def test_one_field_of_the_edition_has_ten_criteria(self) -> None:
        """S4."""
        model = load_reference("2026.1").target_model
        sizes = sorted(len(model.children(field.id)) for field in model.children())
        assert (sizes[-1], {*sizes[:-1]}) == (10, {4, 5})

    def test_official_without_such_a_response(self) -> None:
        """S5: nothing has a score."""
        here, (_, *persons) = views()
        found = by_method(here, persons, Method(whole_policy="official"))
        assert [one.score for one in found.main.nodes] == [None, None]

    def test_a_protected_question_holds_a_gate(self) -> None:
        """S6: five of one mind are protected, and the gate cannot be seen to be open."""
        gate = Gate(id="gate", node="language", stage="two", question="tests", minimum=0)
        here = town(
            single("courses", "language"), single("tests", "language", weight=0), gates=[gate]
        )
        (one,) = here.scores(*here.persons("politics", courses="01234", tests="33333")).personal
        leaf = one.by_node["language"]
        assert (leaf.score, leaf.stage, leaf.held_by) == (Fraction(1, 2), "one", ("gate",))

    def test_the_law_says_nothing_of_parents(self) -> None:
        """A leaf that gains a score can lower that of its parent."""
        here = town(single("a1", "a"), single("b1", "b"), single("b2", "b"), single("b3", "b"))
        before = here.scores(here.official(a1="s4", b1="s0", b2="unknown")).main
        told = {"a1": "s4", "b1": "s0", "b2": "not-applicable", "b3": "not-applicable"}
        after = here.scores(here.official(**told)).main
        assert (before.whole.score, after.whole.score) == (Fraction(1), Fraction(1, 2))

    def test_the_sum_of_the_policy_areas_is_worked_out(self) -> None:
        """S1."""
        *areas, _ = [one["score"] for one in given("scores", "mipex")]
        assert f"({' + '.join(areas)}) / 8 = {sum(map(int, areas))} / 8" in page("scores")
