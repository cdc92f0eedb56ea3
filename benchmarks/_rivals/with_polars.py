# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Counting with polars, on all cores: it checks no word, no dependency, no doubled key.

The schema is given, as a user who knows the questionnaire would do, which spares polars to guess it.
``Enum`` and ``Categorical`` instead of ``String``, a guessed schema, the engine in memory, and a group_by for
each question in ``collect_all`` were tried: all within a tenth of these two or slower, as nearly all the time
goes into parsing JSON. The harness times both and takes the faster one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from _rivals import Counts


class Counter:
    """Counts files of one round."""

    def __init__(self, questions: Iterable[str]) -> None:
        """Make the schema once."""
        self.questions = tuple(questions)
        answers = pl.Struct(dict.fromkeys(self.questions, pl.String))
        self.schema = pl.Schema({"perspective": pl.String, "answers": answers})

    def _wide(self, path: Path) -> pl.LazyFrame:
        return pl.scan_ndjson(path, schema=self.schema).unnest("answers")

    def unpivoted(self, path: Path) -> Counts:
        """Count a long frame: one row for each answer."""
        counted = (
            self._wide(path)
            .unpivot(index="perspective", variable_name="question", value_name="answer")
            .drop_nulls("answer")
            .group_by("perspective", "question", "answer")
            .len()
            .collect(engine="streaming")
        )
        return {
            (perspective, question, answer): n
            for perspective, question, answer, n in counted.iter_rows()
        }

    def aggregated(self, path: Path) -> Counts:
        """Count each column within each perspective."""
        counted = (
            self._wide(path)
            .group_by("perspective")
            .agg(pl.col(*self.questions).drop_nulls().value_counts())
            .collect(engine="streaming")
        )
        return {
            (row["perspective"], question, pair[question]): pair["count"]
            for row in counted.iter_rows(named=True)
            for question in self.questions
            for pair in row[question]
        }
