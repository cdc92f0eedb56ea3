# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The worked examples of ``docs/method/answers.md``: A1-A4."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from tests.builders import after, flat, free, single, town
from tests.docs.pages import NONE, Rows, given, row, said, tables

from weltoffen import schemas
from weltoffen.model.response import merge_parts
from weltoffen.scoring.protection import ProtectionRule, protect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.builders import Town

    from weltoffen.model.response import Response
    from weltoffen.scoring.counts import QuestionCount

LOW = ("s0", "s1")


def entered(name: str, column: str) -> dict[str, str]:
    """Give the answers in a column of a table, without what has no entry."""
    told = {one["question"]: said(one[column]) for one in given("answers", name)}
    return {question: answer for question, answer in told.items() if answer}


# --- A1 ----------------------------------------------------------------------------------------------


def one_criterion() -> Town:
    names = [one["question"] for one in given("answers", "states")]
    return town(
        *(
            single(one, "language", depends_on=after("courses", *LOW) if one == "hours" else None)
            for one in names
        )
    )


def states() -> Rows:
    here = one_criterion()
    answers = entered("states", "entry")
    (counted,) = here.tally(
        *here.persons("residents", **{q: [a] for q, a in answers.items()})
    ).personal
    values = here.scores(here.official(**answers)).main.by_question
    return [
        row(
            one["question"],
            one["entry"],
            state_of(count),
            values[one["question"]].applicable > 0,
            values[one["question"]].answered > 0,
        )
        for one, count in zip(given("answers", "states"), counted.questions, strict=True)
    ]


def state_of(count: QuestionCount) -> str:
    """Name the one state that a single response was counted in."""
    numbers = {
        "answered": count.answered,
        "unknown": count.unknown,
        "skipped": count.skipped,
        "not applicable": count.not_applicable,
        "not asked": count.not_asked,
    }
    (found,) = [name for name, number in numbers.items() if number]
    return found


def result() -> Rows:
    here = one_criterion()
    leaf = here.scores(here.official(**entered("states", "entry"))).main.by_node["language"]
    return [row(leaf.node, leaf.coverage, leaf.score)]


# --- A2 ----------------------------------------------------------------------------------------------


def people(*merges: tuple[str, ...]) -> Rows:
    sizes = {one["group"]: int(one["people"]) for one in given("answers", "groups")}
    everybody = sizes.pop("all")
    assert sum(sizes.values()) == everybody
    here = town(single("courses", "language"), perspectives=tuple(sizes))
    responses = flat(here.persons(one, courses=("01234" * 2)[:n]) for one, n in sizes.items())
    rule = ProtectionRule(merges=merges)
    public = protect(here.tally(*responses), rule, here.assessment, here.edition)
    groups = {one.id: sum(sizes[member] for member in one.members) for one in public.groups}
    assert sum(groups.values()) == everybody
    found = [
        row(group, groups[group], "protected" if n is None else n)
        for group, n in public.perspectives
    ]
    return [*found, row("all", everybody, public.responses)]


# --- A3 and A4 ---------------------------------------------------------------------------------------


def parts() -> Rows:
    names = [one["question"] for one in given("answers", "parts")]
    here = town(
        *(
            single(one, "language", depends_on=after("rooms", *LOW) if one == "plans" else None)
            for one in names
        )
    )
    merged, conflicts = merge_parts(
        [
            here.official(part="youth", **entered("parts", "youth office")),
            here.official(part="building", **entered("parts", "building office")),
        ],
        here.questionnaire,
    )
    answers = dict(merged.answers)
    kinds = {one.question: one.kind for one in conflicts}
    return [
        row(
            one["question"],
            one["youth office"],
            one["building office"],
            str(answers.get(one["question"], NONE)).removeprefix("s"),
            kinds.get(one["question"]),
        )
        for one in given("answers", "parts")
    ]


def small_round() -> tuple[Town, list[Response]]:
    here = town(single("courses", "language"), single("tests", "language"))
    persons = here.persons("politics", courses="012340", tests="0123uu")
    return here, [here.official(courses="s4", tests="s1"), *persons]


def percent(report: Any) -> tuple[object, object]:  # noqa: ANN401 - a document
    old, report["nodes"][0]["score"]["percent"] = report["nodes"][0]["score"]["percent"], 70
    return old, 70


def stage(report: Any) -> tuple[object, object]:  # noqa: ANN401 - a document
    old, report["nodes"][0]["stage"] = report["nodes"][0]["stage"], "four"
    return old, "four"


def needs(report: Any) -> tuple[object, object]:  # noqa: ANN401 - a document
    (_,), report["needs"] = report["needs"], []
    return "one", "none"


def responses(tally: Any) -> tuple[object, object]:  # noqa: ANN401 - a document
    old, tally["personal"][0]["responses"] = tally["personal"][0]["responses"], 7
    return old, 7


CHANGES: Mapping[str, Callable[[Any], tuple[object, object]]] = {
    "responses of a perspective": responses,
    "a score's percent": percent,
    "a node's stage": stage,
    "list of needs": needs,
}


def changed() -> Rows:
    here, given_responses = small_round()
    documents: Mapping[str, Any] = {
        "tally": here.tally(*given_responses),
        "report": here.report(*given_responses),
    }
    found = []
    for one in given("answers", "changed"):
        written = schemas.write(documents[one["document"]])
        assert schemas.check(written) == ()
        plain = json.loads(written)
        old, new = CHANGES[one["changed"]](plain)
        problems = {p.code for p in schemas.check(json.dumps(plain).encode())}
        found.append(row(one["document"], one["changed"], old, new, tuple(sorted(problems))))
    return found


EXAMPLES: Mapping[str, Callable[[], Rows]] = {
    "states": states,
    "result": result,
    "groups": people,
    "merged": lambda: people(("civil-society", "economy")),
    "parts": parts,
    "changed": changed,
}


class TestExamples:
    """A1 to A4: what stands on the page is what the code gives."""

    @pytest.mark.parametrize("table", EXAMPLES)
    def test_every_cell(self, table: str) -> None:
        assert tables("answers")[table][1] == EXAMPLES[table]()

    def test_no_marked_table_is_left_out(self) -> None:
        assert {*tables("answers")} == {*EXAMPLES}


class TestSentences:
    """What the page says beside its tables."""

    def test_a_conflict_counts_as_unanswered(self) -> None:
        """A3."""
        here = town(single("courses", "language"), single("tests", "language"))
        scores = here.scores(
            here.official(part="youth", courses="s4", tests="s1"),
            here.official(part="building", tests="s2"),
        )
        question, leaf = scores.main.by_question["tests"], scores.main.by_node["language"]
        assert (question.value, question.applicable) == (None, 1)
        assert (leaf.score, leaf.coverage) == (Fraction(1), Fraction(1, 2))

    def test_free_texts_are_put_one_after_the_other(self) -> None:
        """A3."""
        here = town(free("remarks"))
        told = {"youth": "ja", "building": "nein"}
        merged, conflicts = merge_parts(
            [here.official(part=part, remarks=text) for part, text in told.items()],
            here.questionnaire,
        )
        assert {*str(dict(merged.answers)["remarks"]).split()} == {*told.values()}
        assert conflicts == ()
