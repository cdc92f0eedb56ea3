# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Counting with Dask, on a real cluster of two processes: the lines of docs/guide/scale.md (T2)."""

from __future__ import annotations

import operator
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from tests.engines.enginecases import ROUNDS, clashing, engine, make_round, told

import weltoffen as wo
from weltoffen.errors import InvalidDocument
from weltoffen.intake.lines import tally_lines
from weltoffen.schemas import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from weltoffen.model.assessment import Assessment
    from weltoffen.model.questionnaire import Questionnaire

engine("distributed")
pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """Start a cluster of two worker processes."""
    from distributed import Client, LocalCluster  # noqa: PLC0415 - an engine of its own

    with (
        LocalCluster(
            processes=True, n_workers=2, threads_per_worker=1, dashboard_address=None
        ) as cluster,
        Client(cluster) as found,
    ):
        assert len(found.scheduler_info()["workers"]) == 2
        yield found


def one_tally(
    lines: Iterable[bytes], questionnaire: Questionnaire, assessment: Assessment
) -> list[wo.Tally]:
    return [tally_lines(lines, questionnaire, assessment)]


def bag(files: Iterable[Path]) -> Any:  # noqa: ANN401 - of an engine without types
    """Give lines in several partitions of each file."""
    from dask.bag import read_text  # noqa: PLC0415 - an engine of its own

    paths = list(files)
    size = sum(path.stat().st_size for path in paths) // 10
    return read_text(list(map(str, paths)), blocksize=size).map(str.encode)


@pytest.mark.usefixtures("client")
@pytest.mark.parametrize("name", ROUNDS)
class TestDask:
    """T2: any split over machines gives the byte-identical tally."""

    def test_the_same_tally(self, name: str, tmp_path: Path) -> None:
        of = make_round(name, tmp_path)
        count = partial(one_tally, questionnaire=of.questionnaire, assessment=of.assessment)
        lines = bag(of.files)
        assert lines.npartitions >= 6
        nothing = wo.empty_tally(of.questionnaire)
        found = lines.map_partitions(count).fold(operator.add, initial=nothing).compute()
        assert found == of.expected.tally
        assert write(found) == write(of.expected.tally)
        assert nothing == wo.empty_tally(of.questionnaire)

    def test_as_the_guide_tells(self, name: str, tmp_path: Path) -> None:
        of = make_round(name, tmp_path)
        assert told("dask", of) == of.expected.tally

    def test_partitions_of_nothing_change_nothing(self, name: str, tmp_path: Path) -> None:
        of = make_round(name, tmp_path)
        count = partial(one_tally, questionnaire=of.questionnaire, assessment=of.assessment)
        empty = tmp_path / "empty.ndjson"
        empty.write_bytes(b"\n\n")
        lines = bag([empty, *of.files]).repartition(npartitions=3)
        nothing = wo.empty_tally(of.questionnaire)
        found = lines.map_partitions(count).fold(operator.add, initial=nothing).compute()
        assert found == of.expected.tally

    def test_a_second_official_response_in_another_partition(
        self, name: str, tmp_path: Path
    ) -> None:
        """A2: it is refused when the tallies are added, as itself."""
        of = make_round(name, tmp_path)
        count = partial(one_tally, questionnaire=of.questionnaire, assessment=of.assessment)
        tallies = bag([*of.files, clashing(of, tmp_path)]).map_partitions(count)
        with pytest.raises(InvalidDocument) as caught:
            tallies.fold(operator.add, initial=wo.empty_tally(of.questionnaire)).compute()
        assert [one.code for one in caught.value.problems] == ["second-official"]
