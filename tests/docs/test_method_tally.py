# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The worked examples of ``docs/method/tally.md``: T1-T3."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import pytest
from tests.builders import after, single, town
from tests.docs.pages import NONE, WORDS, Rows, given, page, row, said, shown, tables

from weltoffen import schemas
from weltoffen.intake.lines import tally_lines
from weltoffen.model.forms import Checklist
from weltoffen.model.questionnaire import Question
from weltoffen.model.scale import Option
from weltoffen.scoring.counting import empty_tally
from weltoffen.scoring.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.builders import Town

    from weltoffen.intake.parts import Intake
    from weltoffen.model.response import Response
    from weltoffen.scoring.counts import QuestionCount

POINTS = {"adults": 1, "children": 1, "evenings": 2}


@cache
def seven() -> tuple[Town, tuple[Response, ...]]:
    options = [Option(id=one, title={"de": "x"}, points=n) for one, n in POINTS.items()]
    subjects = Question(
        id="subjects",
        node="language",
        title={"de": "x"},
        form=Checklist(options=options),
        depends_on=after("courses", "s3", "s4"),
    )
    here = town(single("courses", "language"), subjects)
    told = given("tally", "answers")
    columns: Mapping[str, list[object]] = {
        "courses": [said(one["courses"]) for one in told],
        "subjects": [ticked(one["subjects"]) for one in told],
    }
    return here, tuple(here.persons("residents", **columns))


def ticked(cell: str) -> object:
    return WORDS[cell] if cell in WORDS else cell.split(", ")


def counted(*responses: Response) -> Mapping[str, QuestionCount]:
    here, _ = seven()
    (found,) = here.tally(*responses).personal
    return {one.question: one for one in found.questions}


def counts() -> Rows:
    _, everybody = seven()
    return [
        row(
            key,
            one.answered,
            one.unknown,
            one.not_applicable,
            one.skipped,
            one.not_asked,
            one.responses,
        )
        for key, one in counted(*everybody).items()
    ]


def options() -> Rows:
    _, everybody = seven()
    return [
        row(key, option.removeprefix("s"), n)
        for key, one in counted(*everybody).items()
        for option, n in one.options
    ]


def sums() -> Rows:
    _, everybody = seven()
    return [
        row(key, points, n) for key, one in counted(*everybody).items() for points, n in one.points
    ]


def from_rows() -> Tally:
    here, _ = seven()
    found = []
    for one in given("tally", "rows"):
        question, cell = one["question"], one["option"]
        option = said(cell) if question == "courses" else ticked(cell)
        found.append(("residents", "personal", question, option, int(one["number"])))
    return Tally.from_counts(found, here.questionnaire, assessment=here.assessment.id)


def files() -> Rows:
    _, everybody = seven()
    found = []
    for one in given("tally", "files"):
        first, last = map(int, one["people"].split("–"))
        count = counted(*everybody[first - 1 : last])["courses"]
        states = count.unknown, count.not_applicable, count.skipped
        found.append(row(one["file"], one["people"], *(n for _, n in count.options), *states))
    return found


@cache
def stream() -> Intake:
    here = town(single("courses", "language"))
    lines = []
    for one in given("tally", "lines"):
        document = {
            "$schema": schemas.schema_uri("response"),
            "questionnaire": {"id": "asked", "version": "1"},
            "assessment": here.assessment.id,
            "perspective": one["perspective"],
            "capacity": one["capacity"],
            "answers": {"courses": said(one["courses"])},
        }
        lines.append(b"\n" if one["capacity"] == NONE else json.dumps(document).encode() + b"\n")
    return tally_lines(lines, here.questionnaire, here.assessment, on_error="collect")


def lines() -> Rows:
    problems = {one.line: one.code for one in stream().problems}
    found = []
    for one in given("tally", "lines"):
        problem = problems.get(int(one["line"]))
        is_counted = problem is None and one["capacity"] != NONE
        found.append([*list(one.values())[:4], *row(is_counted, problem)])
    return found


EXAMPLES: Mapping[str, Callable[[], Rows]] = {
    "counts": counts,
    "options": options,
    "sums": sums,
    "files": files,
    "lines": lines,
}


class TestExamples:
    """T1 to T3: what stands on the page is what the code gives."""

    @pytest.mark.parametrize("table", EXAMPLES)
    def test_every_number(self, table: str) -> None:
        assert tables("tally")[table][1] == EXAMPLES[table]()

    def test_no_marked_table_is_left_out(self) -> None:
        assert {*tables("tally")} == {*EXAMPLES, "answers", "rows"}

    def test_rows_of_a_database_give_the_same_tally(self) -> None:
        """T1."""
        here, everybody = seven()
        assert from_rows() == here.tally(*everybody)

    def test_both_files_add_up_to_all(self) -> None:
        """T2: in either order, and nothing changes nothing."""
        here, everybody = seven()
        one, other = here.tally(*everybody[:3]), here.tally(*everybody[3:])
        assert one + other == other + one == here.tally(*everybody)
        assert one + empty_tally(here.questionnaire) == one

    def test_what_was_accepted(self) -> None:
        """T3: the tally holds exactly the lines that the page calls counted."""
        intake = stream()
        told = [one for one in given("tally", "lines") if one["counted"] == "yes"]
        assert (intake.accepted, intake.refused, intake.lines) == (len(told), 2, 5)
        assert "three are accepted, and two refused" in page("tally")
        assert [one.perspective for one in intake.tally.official] == ["administration"]
        ((courses,),) = [one.questions for one in intake.tally.personal]
        chosen = [shown(n) for _, n in courses.options]
        persons = [one["courses"] for one in told if one["capacity"] == "personal"]
        assert chosen == [str(persons.count(one)) for one in "01234"]
