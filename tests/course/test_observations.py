# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime as dt
import random
import time
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.course.observations import IndicatorResult, SeriesResult, observe
from weltoffen.model.monitoring import Category, Indicator, Monitoring, Observation
from weltoffen.model.text import Text
from weltoffen.testing import monitorings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weltoffen.model.exact import ExactInput

TEXT = {"de": "x"}
END = dt.date(2025, 12, 31)
YEAR = Fraction("365.2425")
FOUR = (2022, 2023, 2024, 2025)
DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2022, 12, 31))


def seen(year: int, value: ExactInput, **more: Any) -> Observation:  # noqa: ANN401 - any field
    fields = {"indicator": "share", "date": dt.date(year, 12, 31), "value": value}
    return Observation(**{**fields, **more})


def monitoring(
    observations: Iterable[Observation],
    **more: Any,  # noqa: ANN401 - any field of the indicator
) -> Monitoring:
    words = dict.fromkeys(("title", "definition", "unit", "source"), TEXT)
    indicator = Indicator(**{"id": "share", "direction": "rise", **words, **more})
    return Monitoring(
        id="m", source_language="de", indicators=[indicator], observations=observations
    )


def one(found: Monitoring, on: dt.date = END) -> IndicatorResult:
    (result,) = observe(found, on=on)
    return result


def whole(*observations: Observation, **more: Any) -> SeriesResult:  # noqa: ANN401 - as above
    return one(monitoring(observations, **more)).whole


def yearly(*values: ExactInput) -> list[Observation]:
    return [seen(year, value) for year, value in zip(FOUR, values, strict=True)]


class TestLatestValue:
    """I2, I3: the latest day's mean, with the weakest status of that day."""

    def test_nothing_observed(self) -> None:
        found = whole(target=5)
        assert (found.value, found.date, found.status, found.days) == (None, None, None, 0)
        assert (found.trend, found.no_trend, found.development) == (None, "too-few-days", None)
        assert found.target == Fraction(5)
        assert (found.gap, found.needs, found.observations) == (None, (), ())

    def test_the_latest_day_counts_and_not_the_last_entry(self) -> None:
        found = whole(seen(2024, 4, status="estimated"), seen(2025, 6), seen(2023, 1))
        assert found.value == Fraction(6)
        assert (found.date, found.status, found.days) == (END, "final", 3)

    def test_values_of_one_day_are_averaged(self) -> None:
        found = whole(seen(2025, 1), seen(2025, 2), seen(2025, "0.5"), seen(2024, 100))
        assert (found.value, found.days) == (Fraction(7, 6), 2)

    @pytest.mark.parametrize(
        ("statuses", "weakest"),
        [
            (["final", "final"], "final"),
            (["provisional", "final"], "provisional"),
            (["final", "estimated", "provisional"], "estimated"),
            (["provisional", "estimated"], "estimated"),
        ],
    )
    def test_the_weakest_status_of_the_day(self, statuses: list[str], weakest: str) -> None:
        earlier = seen(2024, 9, status="estimated")
        latest = [seen(2025, n, status=status) for n, status in enumerate(statuses)]
        assert whole(earlier, *latest).status == weakest

    @pytest.mark.parametrize(
        ("bases", "base"),
        [([48], 48), ([48, 48], 48), ([48, 50], None), ([48, None], None), ([None], None)],
    )
    def test_the_base_of_the_day_if_all_say_the_same(
        self, bases: list[int | None], base: int | None
    ) -> None:
        """N3."""
        latest = [seen(2025, n, base=each) for n, each in enumerate(bases)]
        assert whole(seen(2024, 9, base=7), *latest).base == base

    def test_without_value_there_is_no_base(self) -> None:
        assert whole().base is None

    def test_later_observations_are_left_out(self) -> None:
        found = monitoring(yearly(1, 2, 3, 4))
        assert one(found).whole.value == 4
        assert one(found, on=dt.date(2025, 12, 30)).whole.value == 3
        before = one(found, on=dt.date(2022, 12, 30)).whole
        assert (before.value, before.observations) == (None, ())


class TestTrend:
    """I3: per year, from 4 different days on; otherwise none, with the reason."""

    def test_four_days(self) -> None:
        """Values 2, 4, 6, 8 at the ends of four years, of which 2024 has 366 days.

        Slopes per day, sorted: 2/366, 4/731, 4/731, 6/1096, 2/365, 2/365; the third and fourth count.
        """
        found = whole(*yearly(2, 4, 6, 8))
        assert found.trend is not None
        assert found.trend.slope == (Fraction(4, 731) + Fraction(6, 1096)) / 2 * YEAR
        assert (found.trend.points, found.days, found.no_trend) == (4, 4, None)
        assert (found.trend.first, found.trend.last) == (dt.date(2022, 12, 31), END)

    def test_three_days_with_many_values(self) -> None:
        found = whole(*yearly(1, 2, 3, 4)[:3], seen(2022, 7), seen(2023, 8))
        assert (found.trend, found.days, found.no_trend) == (None, 3, "too-few-days")
        assert found.development is None

    @pytest.mark.parametrize(
        ("values", "direction", "development"),
        [
            ((1, 2, 3, 4), "rise", "better"),
            ((1, 2, 3, 4), "fall", "worse"),
            ((4, 3, 2, 1), "rise", "worse"),
            ((4, 3, 2, 1), "fall", "better"),
            ((3, 3, 3, 3), "rise", "steady"),
            ((3, 3, 3, 3), "fall", "steady"),
        ],
    )
    def test_development(self, values: tuple[int, ...], direction: str, development: str) -> None:
        assert whole(*yearly(*values), direction=direction).development == development


class TestGap:
    """I4: target minus value in the indicator's direction; 0 or less is reached."""

    @pytest.mark.parametrize(
        ("value", "direction", "gap"),
        [
            ("4.5", "rise", Fraction(1, 2)),
            ("5", "rise", Fraction(0)),
            ("5.5", "rise", Fraction(-1, 2)),
            ("4.5", "fall", Fraction(-1, 2)),
            ("5", "fall", Fraction(0)),
            ("5.5", "fall", Fraction(1, 2)),
        ],
    )
    def test_by_direction(self, value: str, direction: str, gap: Fraction) -> None:
        found = whole(seen(2025, value), direction=direction, target=5)
        assert found.gap == gap
        assert found.needs == (("target-missed",) if gap > 0 else ())

    def test_without_target_or_value(self) -> None:
        assert whole(seen(2025, 1)).gap is None
        assert whole(target=0).gap is None

    def test_a_target_of_zero_is_a_target(self) -> None:
        assert whole(seen(2025, 1), direction="fall", target=0).gap == 1


class TestNeeds:
    """I5: a need becomes visible where a target is missed, or where the trend goes against the direction."""

    def test_both(self) -> None:
        found = whole(*yearly(4, 3, 2, 1), target=5)
        assert found.needs == ("target-missed", "against-direction")

    def test_reached_but_falling_behind(self) -> None:
        assert whole(*yearly(40, 30, 20, 10), target=5).needs == ("against-direction",)

    def test_missed_but_on_its_way(self) -> None:
        assert whole(*yearly(1, 2, 3, 4), target=5).needs == ("target-missed",)

    def test_none(self) -> None:
        assert whole(*yearly(1, 2, 3, 5), target=5).needs == ()
        assert whole(*yearly(3, 3, 3, 3)).needs == ()

    def test_three_days_against_the_direction_are_no_trend(self) -> None:
        assert whole(*yearly(4, 3, 2, 1)[1:]).needs == ()


class TestBreakdown:
    """I1, I5: all together and each part are judged by themselves."""

    PARTS = (Category(id="w", title=TEXT, target=3), Category(id="m", title=TEXT))

    def test_each_has_its_own_values_and_target(self) -> None:
        """Of men there is no target: the indicator's own one is not theirs."""
        men = [seen(year, -year, category="m") for year in FOUR]
        women = [seen(2025, 2, category="w"), seen(2025, 1, category="w")]
        found = one(monitoring([*men, *yearly(6, 6, 6, 6), *women], target=6, breakdown=self.PARTS))
        assert [part.category for part in (found.whole, *found.parts)] == [None, "w", "m"]
        assert [part.value for part in (found.whole, *found.parts)] == [6, Fraction(3, 2), -2025]
        assert [part.gap for part in (found.whole, *found.parts)] == [0, Fraction(3, 2), None]
        assert [part.target for part in (found.whole, *found.parts)] == [6, 3, None]
        assert [part.needs for part in (found.whole, *found.parts)] == [
            (),
            ("target-missed",),
            ("against-direction",),
        ]
        assert found.needs == found.parts

    def test_all_together_come_first(self) -> None:
        found = one(
            monitoring([seen(2025, 1), seen(2025, 1, category="w")], target=6, breakdown=self.PARTS)
        )
        assert found.needs == (found.whole, found.parts[0])

    def test_nothing_is_added_up(self) -> None:
        found = one(monitoring([seen(2025, 1, category="w")], breakdown=self.PARTS))
        assert found.whole.value is None


class TestWhatItRestsOn:
    """I2: observations stand in order of days; notes are carried."""

    def test_notes(self) -> None:
        changed = seen(2023, 2, note=TEXT)
        found = whole(seen(2025, 1), changed, seen(2024, 5))
        assert [obs.date.year for obs in found.observations] == [2023, 2024, 2025]
        assert found.noted == (changed,)
        assert whole(seen(2025, 1)).noted == ()

    def test_criteria_and_ids(self) -> None:
        found = one(monitoring([], nodes=["education", "culture"]))
        assert (found.indicator, found.nodes) == ("share", ("education", "culture"))


class TestLaws:
    """`observe` is a pure function: order and renaming change nothing."""

    @given(monitorings(), DAYS, st.randoms(use_true_random=False))
    def test_the_order_of_observations_changes_nothing(
        self, found: Monitoring, on: dt.date, chance: random.Random
    ) -> None:
        mixed = list(found.observations)
        chance.shuffle(mixed)
        other = attrs.evolve(found, observations=mixed)
        assert observe(other, on=on) == observe(found, on=on) == observe(found, on=on)

    @given(monitorings(), DAYS)
    def test_what_comes_later_changes_nothing(self, found: Monitoring, on: dt.date) -> None:
        known = [obs for obs in found.observations if obs.date <= on]
        assert observe(attrs.evolve(found, observations=known), on=on) == observe(found, on=on)

    @given(monitorings(), DAYS)
    def test_every_indicator_part_and_observation_has_its_place(
        self, found: Monitoring, on: dt.date
    ) -> None:
        results = observe(found, on=on)
        assert [result.indicator for result in results] == [i.id for i in found.indicators]
        for result, indicator in zip(results, found.indicators, strict=True):
            parts = [part.category for part in result.parts]
            assert parts == [part.id for part in indicator.breakdown]
            for part in (result.whole, *result.parts):
                assert {obs.series for obs in part.observations} <= {(indicator.id, part.category)}
        placed = [o for r in results for part in (r.whole, *r.parts) for o in part.observations]
        assert len(placed) == sum(obs.date <= on for obs in found.observations)
        assert set(placed) <= set(found.observations)

    @given(monitorings(), DAYS)
    def test_turning_everything_round_changes_no_judgement(
        self, found: Monitoring, on: dt.date
    ) -> None:
        """With every value and target negated and every direction reversed, gaps and needs stay."""

        def turned(value: Fraction | None) -> Fraction | None:
            return None if value is None else -value

        other = attrs.evolve(
            found,
            indicators=[
                attrs.evolve(
                    i,
                    direction="fall" if i.direction == "rise" else "rise",
                    target=turned(i.target),
                    breakdown=[attrs.evolve(c, target=turned(c.target)) for c in i.breakdown],
                )
                for i in found.indicators
            ],
            observations=[attrs.evolve(o, value=-o.value) for o in found.observations],
        )

        def judged(of: Monitoring) -> list[tuple[object, ...]]:
            return [
                (part.development, part.gap, part.needs, part.status)
                for result in observe(of, on=on)
                for part in (result.whole, *result.parts)
            ]

        assert judged(other) == judged(found)

    @given(monitorings(), DAYS)
    def test_a_need_never_stands_without_its_reason(self, found: Monitoring, on: dt.date) -> None:
        """I5."""
        for result in observe(found, on=on):
            for part in (result.whole, *result.parts):
                assert ("target-missed" in part.needs) == (part.gap is not None and part.gap > 0)
                assert ("against-direction" in part.needs) == (part.development == "worse")


class TestArguments:
    """What is no monitoring and no day is told by name."""

    def test_monitoring(self) -> None:
        with pytest.raises(TypeError, match=r"^observe: monitoring is to be Monitoring, not dict$"):
            observe({}, on=END)  # type: ignore[arg-type] # that is the point

    @pytest.mark.parametrize("on", ["2025-12-31", None, dt.datetime(2025, 12, 31, tzinfo=dt.UTC)])
    def test_on(self, on: Any) -> None:  # noqa: ANN401 - any type
        kind = type(on).__name__
        with pytest.raises(TypeError, match=rf"^observe: on is to be date, not {kind}$"):
            observe(monitoring([]), on=on)


class TestSpeed:
    """Input is bounded. I3: the largest monitoring has 200 series of 500 days."""

    def test_a_fifth_of_the_largest_monitoring(self) -> None:
        """5 million pairs of days. All five fifths take 2 seconds; working out every pair took 13."""
        chance = random.Random(6)  # noqa: S311 - the same values each time
        words = dict.fromkeys(("title", "definition", "unit", "source"), TEXT)
        days = [dt.date(1984, 1, 31) + dt.timedelta(days=30 * n) for n in range(500)]
        found = Monitoring(
            id="m",
            source_language="de",
            indicators=[Indicator(id=f"i-{n}", direction="rise", **words) for n in range(40)],  # type: ignore[arg-type] # converted
            observations=[
                seen(2025, Fraction(chance.randint(0, 10**6), 100), indicator=f"i-{n}", date=day)
                for n in range(40)
                for day in days
            ],
        )
        before = time.process_time()
        results = observe(found, on=END)
        assert time.process_time() - before < 2
        assert [one.whole.days for one in results] == [500] * 40
        assert all(one.whole.trend is not None for one in results)


def test_equal_days_are_ordered_by_value_status_base_and_note() -> None:
    """I2: whatever the order in the document, the same list comes out."""
    same = [
        seen(2025, 2),
        seen(2025, 1, status="estimated"),
        seen(2025, 1, note=Text({"de": "b"})),
        seen(2025, 1, note=Text({"de": "a"})),
        seen(2025, 1),
        seen(2025, 1, base=9),
        seen(2025, 1, base=8),
    ]
    found = whole(*same).observations
    assert found == tuple(same[place] for place in (4, 3, 2, 6, 5, 1, 0))
