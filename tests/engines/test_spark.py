# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Counting with Spark, in a real session with two threads: the lines of docs/guide/scale.md (T2)."""

from __future__ import annotations

import operator
import sys
from typing import TYPE_CHECKING, Any

import pytest
from tests.engines.enginecases import ROUNDS, clashing, engine, make_round, told

import weltoffen as wo
from weltoffen.errors import InvalidDocument
from weltoffen.intake.lines import tally_lines
from weltoffen.schemas import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from tests.engines.enginecases import Counted

engine("pyspark")
pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """Start a local session; its workers run this Python, where the library is."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an engine of its own

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate()
        )
        try:
            yield session
        finally:
            session.stop()


@pytest.fixture
def context(spark: Any) -> Any:  # noqa: ANN401 - of an engine
    """Give what makes distributed data."""
    return spark.sparkContext


def counting(of: Counted) -> Callable[[Iterable[bytes]], list[wo.Tally]]:
    """Give what is called on each partition."""
    questionnaire, assessment = of.questionnaire, of.assessment

    def count(lines: Iterable[bytes]) -> list[wo.Tally]:
        return [tally_lines(lines, questionnaire, assessment)]

    return count


def read(context: Any, files: Iterable[Path]) -> Any:  # noqa: ANN401 - of an engine without types
    """Give lines in several partitions of each file."""
    return context.textFile(",".join(map(str, files)), 7).map(str.encode)


@pytest.mark.parametrize("name", ROUNDS)
class TestSpark:
    """T2: any split over machines gives the byte-identical tally."""

    def test_the_same_tally(self, context: Any, name: str, tmp_path: Path) -> None:  # noqa: ANN401 - of an engine
        of = make_round(name, tmp_path)
        lines = read(context, of.files)
        assert lines.getNumPartitions() >= 7
        nothing = wo.empty_tally(of.questionnaire)
        tallies = lines.mapPartitions(counting(of))
        for found in (tallies.fold(nothing, operator.add), tallies.treeReduce(operator.add)):
            assert found == of.expected.tally
            assert write(found) == write(of.expected.tally)
        assert nothing == wo.empty_tally(of.questionnaire)

    def test_as_the_guide_tells(self, spark: Any, name: str, tmp_path: Path) -> None:  # noqa: ANN401 - of an engine
        of = make_round(name, tmp_path)
        assert told("spark", of, spark=spark) == of.expected.tally

    def test_partitions_of_nothing_change_nothing(
        self,
        context: Any,  # noqa: ANN401 - of an engine
        name: str,
        tmp_path: Path,
    ) -> None:
        of = make_round(name, tmp_path)
        lines = read(context, of.files).union(context.parallelize([], 2))
        nothing = wo.empty_tally(of.questionnaire)
        assert lines.mapPartitions(counting(of)).fold(nothing, operator.add) == of.expected.tally

    def test_a_second_official_response_in_another_partition(
        self,
        context: Any,  # noqa: ANN401 - of an engine
        name: str,
        tmp_path: Path,
    ) -> None:
        """A2: it is refused when the tallies are added, as itself."""
        of = make_round(name, tmp_path)
        lines = read(context, [*of.files, clashing(of, tmp_path)])
        with pytest.raises(InvalidDocument) as caught:
            lines.mapPartitions(counting(of)).fold(wo.empty_tally(of.questionnaire), operator.add)
        assert [one.code for one in caught.value.problems] == ["second-official"]
