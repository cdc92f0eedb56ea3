# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The worked examples of ``docs/method/protection.md``: P1-P8."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

import pytest
from tests.builders import flat, refused, single, town
from tests.docs.pages import Row, Rows, given, missing_keys, page, row, tables

from weltoffen import schemas
from weltoffen.model.forms import Checklist
from weltoffen.model.questionnaire import Question
from weltoffen.model.scale import Option
from weltoffen.scoring.account import account_for
from weltoffen.scoring.audit import Relation, audit_figures
from weltoffen.scoring.protection import ProtectedTally, ProtectionRule, protect
from weltoffen.scoring.releases import audit_releases, release_again

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.builders import Town

    from weltoffen.model.response import Response

FOUR = ("administration", "politics", "civil-society", "economy")
HERE = town(single("q"), perspectives=FOUR)


def spread(answers: int) -> str:
    """Give so many answers, as different as can be."""
    return ("01234" * answers)[:answers]


def as_told(one: Row) -> str:
    """Give the answers of a row that has a column for each option."""
    return "".join(option * int(one[option]) for option in "01234")


# --- P1 to P4 ----------------------------------------------------------------------------------------


def smallest() -> Rows:
    found = []
    for one in given("protection", "smallest"):
        k = int(one["k"])
        allowed = k >= 3
        if not allowed:
            assert refused(partial(ProtectionRule, k=k)) == [("k-too-small", "/k")]
        found.append(row(k, allowed and ProtectionRule(k=k).k == k))
    return found


def sizes() -> Rows:
    found = []
    for one in given("protection", "sizes"):
        cells = {name: one[name].split(" of ") for name in FOUR}
        there = {name: int(cell[-1]) for name, cell in cells.items()}
        persons = flat(
            HERE.persons(name, q=spread(int(cell[0])).ljust(there[name], "u"))
            for name, cell in cells.items()
            if there[name]
        )
        (item,) = HERE.protect(*persons).items
        shown = [name for name, _ in item.published]
        rest = [name for name in FOUR if there[name] and name not in shown]
        total = "protected" if item.total is None else item.total.answered
        found.append([*list(one.values())[:4], *row(tuple(rest), total)])
    return found


def homogeneous() -> Rows:
    found = []
    for one in given("protection", "homogeneous"):
        persons = HERE.persons("politics", q=as_told(one))
        (item,) = HERE.protect(*persons).items
        assert (item.total is None) == (item.published == ())
        verdict = "hidden" if item.total is None else "shown"
        found.append([*list(one.values())[:5], *row(len(persons), verdict)])
    return found


@cache
def ticked() -> tuple[Town, tuple[Response, ...]]:
    points = {"first": 1, "second": 10}
    options = [Option(id=one, title={"de": "x"}, points=n) for one, n in points.items()]
    here = town(Question(id="q", node="a", title={"de": "x"}, form=Checklist(options=options)))
    answers = [
        [name for name in points if one[f"{name} option"] == "yes"]
        for one in given("protection", "ticks")
        for _ in range(int(one["people"]))
    ]
    return here, tuple(here.persons("politics", q=answers))


def ticks() -> Rows:
    here, persons = ticked()
    ((counted,),) = [one.questions for one in here.tally(*persons).personal]
    reached = {str(points): n for points, n in counted.points}
    return [
        row(reached[one["points"]], one["first option"], one["second option"], one["points"])
        for one in given("protection", "ticks")
    ]


def silence() -> Rows:
    *told, _ = given("protection", "silence")
    states = {"answered": "", "don't know": "u", "skipped": "-"}
    columns = {
        one["perspective"]: "".join(
            mark * int(one[state]) if mark else spread(int(one[state]))
            for state, mark in states.items()
        )
        for one in told
    }
    # A second question, so that a person who skipped the first one is there.
    here = town(single("q"), single("other"), perspectives=FOUR)
    persons = flat(
        here.persons(one, q=column, other=spread(len(column))) for one, column in columns.items()
    )
    counted = {one.perspective: one.questions[0] for one in here.tally(*persons).personal}
    item = here.protect(*persons).by_question["q"]
    assert item.total
    cells = {**item.by_perspective, "total": item.total}
    numbers = {name: (one.answered, one.unknown, one.skipped) for name, one in counted.items()}
    numbers["total"] = (
        sum(one.answered for one in counted.values()),
        sum(one.unknown for one in counted.values()),
        sum(one.skipped for one in counted.values()),
    )
    found = []
    for name in (*columns, "total"):
        cell = cells.get(name)
        seen = ("protected",) * 2 if cell is None else (cell.answered, cell.unanswered)
        found.append(row(name, *numbers[name], *seen))
    return found


# --- P6 to P8 ----------------------------------------------------------------------------------------


@cache
def two_questions() -> tuple[Town, tuple[Response, ...]]:
    here = town(single("courses", "language"), single("tests", "language"))
    columns: dict[str, dict[str, str]] = {}
    for one in given("protection", "answers"):
        told = as_told(one) + "u" * int(one["don't know"])
        columns.setdefault(one["view"], {})[one["question"]] = told
    return here, tuple(flat(here.persons(one, **told) for one, told in columns.items()))


def views() -> Rows:
    here, persons = two_questions()
    found = []
    for sheet in here.scores(*persons).personal:
        leaf = sheet.by_node["language"]
        values = [one.value or one.state for one in sheet.questions]
        found.append(row(sheet.view.perspective, *values, leaf.score, leaf.coverage))
    return found


ANSWERS = {"administration": 12, "politics": 6, "civil-society": 11, "economy": 2}
"""As the page says in words above its table."""


@cache
def closed() -> tuple[tuple[Response, ...], tuple[ProtectedTally, ...]]:
    persons = flat(HERE.persons(one, q=spread(n)) for one, n in ANSWERS.items())
    made: list[ProtectedTally] = []
    for one in given("protection", "releases"):
        merges = [one["merged"].split(", ")] if one["merged"] != "–" else []
        rule = ProtectionRule(k=int(one["k"]), merges=merges)
        if one["release"] == "first":
            counted = HERE.tally(*persons)
            made.append(protect(counted, rule, HERE.assessment, HERE.edition))
        else:
            made.append(release_again(made[0], rule, HERE.assessment, HERE.edition))
    return tuple(persons), tuple(made)


def releases() -> Rows:
    _, made = closed()
    found = []
    for one, public in zip(given("protection", "releases"), made, strict=True):
        (item,) = public.items
        assert item.total
        shown = tuple(f"{name} {cell.answered}" for name, cell in item.published)
        found.append([*list(one.values())[:3], *row(shown, item.total.answered)])
    return found


def audit() -> Rows:
    told = {one["perspective"]: one for one in given("protection", "round")}
    tally = HERE.tally(*flat(HERE.persons(name, q=as_told(one)) for name, one in told.items()))
    found = []
    for one in given("protection", "audit"):
        relations = [relation(told, name) for name in one["published"].split(", ")]
        findings = audit_figures({"q": relations}, tally, 5)
        breaches = tuple(finding.breach for finding in findings)
        members = dict.fromkeys(name for finding in findings for name in finding.members)
        found.append(row(one["published"], breaches, tuple(members)))
    return found


def relation(told: Mapping[str, Row], name: str) -> Relation:
    members: Sequence[str] = [*told] if name == "total" else [name]
    counts = [sum(int(told[one][option]) for one in members) for option in "01234"]
    return Relation(members=frozenset(members), counts=(*counts, 0))


EXAMPLES: Mapping[str, Callable[[], Rows]] = {
    "smallest": smallest,
    "sizes": sizes,
    "homogeneous": homogeneous,
    "ticks": ticks,
    "silence": silence,
    "views": views,
    "releases": releases,
    "audit": audit,
}


class TestExamples:
    """P1 to P8: what stands on the page is what the code gives."""

    @pytest.mark.parametrize("table", EXAMPLES)
    def test_every_cell(self, table: str) -> None:
        assert tables("protection")[table][1] == EXAMPLES[table]()

    def test_no_marked_table_is_left_out(self) -> None:
        assert {*tables("protection")} == {*EXAMPLES, "answers", "round", "keys"}

    def test_every_key_is_one_of_a_report(self) -> None:
        here, persons = two_questions()
        assert missing_keys("protection", here.report(*persons)) == []


class TestSentences:
    """What the page says beside its tables."""

    def test_defaults(self) -> None:
        """P1."""
        assert ProtectionRule().k == 5
        assert "k is 5 unless set otherwise, and never below 3." in page("protection")

    def test_ticks_hide_where_no_sum_of_points_does(self) -> None:
        """P3."""
        here, persons = ticked()
        assert here.protect(*persons).items[0].total is None
        tally, rule = here.tally(*persons), ProtectionRule()
        (item,) = account_for(tally, rule, here.assessment, here.edition).items
        assert item.hidden == "ticks"
        (raw,) = here.raw_scores(*persons).personal
        assert raw.questions[0].value is not None
        assert raw.questions[0].value * 11 == 5

    def test_two_in_the_rest_answer_the_other_way_round(self) -> None:
        """P5: not one byte of the report changes."""
        others = {"administration": spread(7), "civil-society": spread(10)}
        reports = [
            HERE.report(*flat(HERE.persons(one, q=column) for one, column in told.items()))
            for told in (
                {**others, "politics": "01234", "economy": "012"},
                {**others, "politics": "01230", "economy": "412"},
            )
        ]
        first, second = map(schemas.write, reports)
        assert first == second

    def test_all_releases_together_give_nothing_away(self) -> None:
        """P7, P8; the numbers in the sentence are those of the table."""
        persons, made = closed()
        assert audit_releases(made, HERE.tally(*persons)) == ()
        assert "Administration 12 answers, politics 6, civil society 11, economy 2:" in page(
            "protection"
        )
