# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, find, settings

from weltoffen.course.observations import observe
from weltoffen.testing import monitorings

if TYPE_CHECKING:
    from collections.abc import Callable

    from weltoffen.course.observations import SeriesResult
    from weltoffen.model.monitoring import Indicator, Monitoring, Observation

# Any example will do, so none is made smaller.
SEARCH = settings(max_examples=1_000, deadline=None, database=None, phases=[Phase.generate])


def some_indicator(test: Callable[[Indicator], bool]) -> Callable[[Monitoring], bool]:
    return lambda found: any(map(test, found.indicators))


def some_observation(test: Callable[[Observation], bool]) -> Callable[[Monitoring], bool]:
    return lambda found: any(map(test, found.observations))


def some_series(test: Callable[[SeriesResult], bool]) -> Callable[[Monitoring], bool]:
    def wanted(found: Monitoring) -> bool:
        results = observe(found, on=dt.date.max)
        return any(test(one) for result in results for one in (result.whole, *result.parts))

    return wanted


@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # of what `find` has found
class TestReach:
    """I1-I5: the strategy reaches every shape that the rules allow."""

    @pytest.mark.parametrize(
        "wanted",
        [
            pytest.param(lambda m: not m.observations, id="nothing-observed"),
            pytest.param(lambda m: len(m.observations) > 8, id="much-observed"),
            pytest.param(lambda m: m.municipality is not None, id="town"),
            pytest.param(lambda m: m.municipality is None, id="no-town"),
            pytest.param(lambda m: m.extensions is not None, id="extensions"),
            pytest.param(lambda m: len(m.indicators) == 3, id="three-indicators"),
            pytest.param(
                lambda m: [i.id for i in m.indicators] != sorted(m.indicators_by_id),
                id="own-order",
            ),
            pytest.param(some_indicator(lambda i: i.direction == "fall"), id="fall"),
            pytest.param(some_indicator(lambda i: i.source_url is not None), id="address"),
            pytest.param(some_indicator(lambda i: len(i.breakdown) == 2), id="breakdown"),
            pytest.param(some_indicator(lambda i: len(i.nodes) == 2), id="criteria"),
            pytest.param(some_indicator(lambda i: not i.nodes), id="no-criteria"),
            pytest.param(some_indicator(lambda i: i.target is not None), id="target"),
            pytest.param(
                some_indicator(lambda i: any(c.target is not None for c in i.breakdown)),
                id="target-of-a-part",
            ),
            *(
                pytest.param(some_observation(lambda o, s=status: o.status == s), id=status)  # type: ignore[misc] # bound early
                for status in ("final", "provisional", "estimated")
            ),
            pytest.param(some_observation(lambda o: o.note is not None), id="note"),
            pytest.param(some_observation(lambda o: o.base is None), id="no-base"),
            pytest.param(some_observation(lambda o: o.base == 1), id="base-of-one"),
            pytest.param(some_observation(lambda o: (o.base or 0) > 9), id="base"),
            pytest.param(some_series(lambda s: s.base is not None), id="base-of-a-value"),
            pytest.param(some_observation(lambda o: o.value < 0), id="below-zero"),
            pytest.param(some_observation(lambda o: o.value.denominator > 1), id="decimal"),
            pytest.param(some_observation(lambda o: o.category is not None), id="of-a-part"),
            pytest.param(some_series(lambda s: s.days < len(s.observations)), id="same-day"),
            pytest.param(some_series(lambda s: s.trend is not None), id="trend"),
            pytest.param(
                some_series(lambda s: s.category is not None and s.trend is not None),
                id="trend-of-a-part",
            ),
            pytest.param(some_series(lambda s: s.development == "better"), id="better"),
            pytest.param(some_series(lambda s: len(s.needs) == 2), id="both-needs"),
            pytest.param(some_series(lambda s: s.gap is not None and s.gap <= 0), id="reached"),
        ],
    )
    def test_monitorings(self, wanted: Callable[[Monitoring], bool]) -> None:
        assert find(monitorings(), wanted, settings=SEARCH) is not None

    def test_small_ones_come_out_small(self) -> None:
        """It shrinks: the least monitoring with an observation has one indicator and one value of 0."""
        found = find(
            monitorings(), lambda m: bool(m.observations), settings=settings(deadline=None)
        )
        assert len(found.indicators) == 1
        assert [one.value for one in found.observations] == [0]
