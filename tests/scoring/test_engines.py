# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Real engines count the same lines of NDJSON, and the library makes the same tally of them."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import duckdb
import pandas as pd
import polars as pl
import pytest

from weltoffen import load_reference, schemas
from weltoffen.model.answers import Answer, chosen
from weltoffen.model.forms import NumberEntry
from weltoffen.model.response import build_response
from weltoffen.scoring.counting import tally
from weltoffen.scoring.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from weltoffen.model.edition import Edition
    from weltoffen.model.questionnaire import Question, Questionnaire
    from weltoffen.model.response import Response

PERSPECTIVES = ("administration", "politics", "civil-society", "economy", "residents")


class Lines:
    """A file of responses, and their tally."""

    def __init__(self, asked: Questionnaire, folder: Path) -> None:
        """Write 300 responses."""
        draw = random.Random(2026)  # noqa: S311 - no secret
        responses = [a_response(asked, draw, at) for at in range(300)]
        self.questionnaire = asked
        self.tally = tally(responses, asked)
        self.path = folder / "answers.ndjson"
        self.path.write_bytes(b"".join(schemas.write_line(one) for one in responses))

    def check(self, rows: Iterable[Sequence[Any]]) -> None:
        """Hold what an engine has counted against the tally."""
        found = Tally.from_counts(rows, self.questionnaire, assessment="town-2026")
        assert found == self.tally
        assert schemas.write(found) == schemas.write(self.tally)


def only_single(edition: Edition) -> Questionnaire:
    """Give the questionnaire without what is no single choice, and what depends on it."""
    asked = edition.questionnaire
    kept = {q.id for q in asked.questions if q.kind == "single"}
    questions = [
        q
        for q in asked.questions
        if q.id in kept and (q.depends_on is None or q.depends_on.question in kept)
    ]
    gates = [gate for gate in asked.gates if gate.question in {q.id for q in questions}]
    return attrs.evolve(asked, questions=questions, gates=gates)


def an_answer(asked: Questionnaire, question: Question, draw: random.Random) -> Answer | None:
    """Draw an answer; None for no entry."""
    if draw.random() < 0.2:
        return draw.choice((None, "unknown", "not-applicable"))
    options = asked.choices(question)
    if question.kind == "multiple":
        return tuple(sorted(one for one in options if draw.random() < 0.4))
    form = question.form
    if isinstance(form, NumberEntry):
        number = form.minimum + (form.maximum - form.minimum) * Fraction(draw.randint(0, 40), 40)
        return int(number) if number.denominator == 1 else number
    return draw.choice(options) if options else draw.choice(('Ja, "gern"', "später", ""))


def a_response(asked: Questionnaire, draw: random.Random, at: int) -> Response:
    """Draw a response: every fiftieth is official, for a perspective of its own each."""
    official = at % 50 == 0 and at // 50 < len(PERSPECTIVES)
    answers: dict[str, Answer] = {}
    for question in asked.questions:
        dependency = question.depends_on
        if question.officially_only and not official:
            continue
        if dependency is not None:
            parent = asked.by_id[dependency.question]
            if not chosen(parent, answers.get(parent.id)) & set(dependency.options):
                continue
        answer = an_answer(asked, question, draw)
        if answer is not None:
            answers[question.id] = answer
    return build_response(
        asked,
        assessment="town-2026",
        perspective=PERSPECTIVES[at // 50] if official else draw.choice(PERSPECTIVES),
        capacity="official" if official else "personal",
        answers=answers,
    )


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Lines:
    """Give responses to the whole reference edition."""
    return Lines(load_reference("2026.1").questionnaire, tmp_path_factory.mktemp("everything"))


@pytest.fixture(scope="module")
def single_choice(tmp_path_factory: pytest.TempPathFactory) -> Lines:
    """Give responses to its single-choice questions alone."""
    return Lines(only_single(load_reference("2026.1")), tmp_path_factory.mktemp("single"))


@pytest.fixture(params=["everything", "single_choice"])
def lines(request: pytest.FixtureRequest) -> Lines:
    """Give both, one after the other."""
    found: Lines = request.getfixturevalue(request.param)
    return found


class TestDuckDB:
    """T1: DuckDB counts in SQL, over a table of questions, so that missing entries are NULL."""

    QUERY = """
        WITH entries AS (
            SELECT perspective, capacity, question, kind,
                   json_extract(answers, '$."' || question || '"') AS given
            FROM read_json($path, format = 'newline_delimited', columns =
                           {perspective: 'VARCHAR', capacity: 'VARCHAR', answers: 'JSON'})
            CROSS JOIN questions
        )
        SELECT perspective, capacity, question,
               CASE WHEN json_type(given) = 'ARRAY' THEN
                        array_to_string(list_sort(CAST(given AS VARCHAR[])), ' ')
                    WHEN kind = 'text' AND capacity = 'personal'
                         AND given ->> '$' NOT IN ('unknown', 'not-applicable') THEN 'text'
                    ELSE given ->> '$'
               END AS option,
               count(*) AS n
        FROM entries
        GROUP BY ALL
    """

    def test_the_same_tally(self, lines: Lines) -> None:
        with duckdb.connect() as base:
            base.execute("CREATE TABLE questions (question VARCHAR, kind VARCHAR)")
            base.executemany(
                "INSERT INTO questions VALUES (?, ?)",
                [(q.id, q.kind) for q in lines.questionnaire.questions],
            )
            lines.check(base.execute(self.QUERY, {"path": str(lines.path)}).fetchall())


class TestPolars:
    """T1: Polars counts a long frame, in which missing entries are null."""

    def test_the_same_tally(self, lines: Lines) -> None:
        questions = [q.id for q in lines.questionnaire.questions]
        text = pl.Series("line", lines.path.read_text(encoding="utf-8").splitlines()).to_frame()
        wide = text.select(
            pl.col("line").str.json_path_match("$.perspective").alias("perspective"),
            pl.col("line").str.json_path_match("$.capacity").alias("capacity"),
            *[
                pl.col("line").str.json_path_match(f"$.answers['{one}']").alias(one)
                for one in questions
            ],
        )
        index = ["perspective", "capacity"]
        long = wide.unpivot(questions, index=index, variable_name="question", value_name="option")
        kinds = pl.DataFrame(
            {"question": questions, "kind": [q.kind for q in lines.questionnaire.questions]}
        )
        options = (
            pl.when(pl.col("kind") == "multiple")
            # Ids hold neither brackets nor quotation marks.
            .then(pl.col("option").str.replace_all(r'[\[\]"]', "").str.replace_all(",", " "))
            .otherwise(pl.col("option"))
        )
        counted = (
            long.join(kinds, on="question")
            .with_columns(options)
            .group_by("perspective", "capacity", "question", "option")
            .len()
        )
        lines.check(counted.rows())

    def test_single_choice_alone_is_read_at_once(self, single_choice: Lines) -> None:
        questions = {q.id: pl.String() for q in single_choice.questionnaire.questions}
        schema: dict[str, pl.DataType] = {
            "perspective": pl.String(),
            "capacity": pl.String(),
            "answers": pl.Struct(questions),
        }
        counted = (
            pl.scan_ndjson(single_choice.path, schema=schema)
            .unnest("answers")
            .unpivot(list(questions), index=["perspective", "capacity"])
            .group_by("perspective", "capacity", "variable", "value")
            .len()
            .collect()
        )
        single_choice.check(counted.rows())


class TestPandas:
    """T1: pandas counts a long frame, in which missing entries are NaN and all numbers may be floats."""

    def test_the_same_tally(self, lines: Lines) -> None:
        plain = [json.loads(line) for line in lines.path.read_bytes().splitlines()]
        wide = pd.json_normalize(plain).rename(columns=lambda name: name.removeprefix("answers."))
        wide = wide.reindex(
            columns=["perspective", "capacity", *[q.id for q in lines.questionnaire.questions]]
        )
        for question in lines.questionnaire.questions:
            if question.kind == "multiple":  # lists have no hash
                wide[question.id] = wide[question.id].map(
                    lambda ticked: " ".join(ticked) if isinstance(ticked, list) else ticked
                )
        long = wide.melt(["perspective", "capacity"], var_name="question", value_name="option")
        columns = ["perspective", "capacity", "question", "option"]
        counted = long.groupby(columns, dropna=False, sort=False).size()
        frame = counted.reset_index()
        lines.check(frame.itertuples(index=False, name=None))
        lines.check(frame.to_records(index=False))  # of numpy's own integers
