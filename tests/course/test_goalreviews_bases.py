# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""On how many people or cases the value of a goal's indicator rests; I2, Y3, N3."""

from __future__ import annotations

import pytest
from tests.course.goaltowns import RESOLVED, day_of, judge, monitoring, places, report, seen, stage

MIDDLE = day_of(146)


class TestBase:
    """Y3, I2, N3: the base of the day that counts, if all observations of that day say the same."""

    @pytest.mark.parametrize(
        ("bases", "base"), [((40,), 40), ((40, 40), 40), ((40, 41), None), ((40, None), None)]
    )
    def test_of_the_day_of_the_value(self, bases: tuple[int | None, ...], base: int | None) -> None:
        latest = [seen(MIDDLE, 5 + place, base=one) for place, one in enumerate(bases)]
        by = monitoring(seen(RESOLVED, 5, base=7), seen(day_of(9), 5, base=8), *latest)
        assert judge(places(9, 1), MIDDLE, by=by).base == base

    def test_of_all_parts_together(self) -> None:
        by = monitoring(seen(MIDDLE, 5), seen(MIDDLE, 5, base=8, category="district"))
        assert judge(places(9, 1), MIDDLE, by=by).base is None

    def test_none_without_value(self) -> None:
        assert judge(places(9, 1), MIDDLE, by=monitoring(seen(RESOLVED, 5, base=7))).base is None

    def test_none_of_a_stage(self) -> None:
        assert judge(stage("two", "0.25"), MIDDLE, by=report("1", MIDDLE)).base is None
