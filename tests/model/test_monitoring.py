# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import copy
import datetime as dt
import pickle
import time
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, get_args

import attrs
import pytest
from hypothesis import given

from weltoffen.model.assessment import Municipality
from weltoffen.model.monitoring import (
    DIRECTIONS,
    STATUSES,
    Category,
    Direction,
    Indicator,
    Monitoring,
    Observation,
    ObservationStatus,
)
from weltoffen.model.text import Text
from weltoffen.schemas import read_monitoring, write
from weltoffen.testing import monitorings

if TYPE_CHECKING:
    from collections.abc import Callable

    Refused = Callable[[Callable[[], object]], list[tuple[str, str]]]

TEXT = {"de": "x"}
DAY = dt.date(2025, 12, 31)


def part(id_: str = "women", **changes: Any) -> Category:  # noqa: ANN401 - any field
    return Category(**{"id": id_, "title": TEXT, **changes})


def indicator(id_: str = "share", **changes: Any) -> Indicator:  # noqa: ANN401 - any field
    fields = {
        "id": id_,
        **dict.fromkeys(("title", "definition", "unit", "source"), TEXT),
        "direction": "rise",
    }
    return Indicator(**{**fields, **changes})


def seen(value: Any = 1, **changes: Any) -> Observation:  # noqa: ANN401 - any field
    return Observation(**{"indicator": "share", "date": DAY, "value": value, **changes})


def monitoring(**changes: Any) -> Monitoring:  # noqa: ANN401 - any field
    fields = {"id": "m", "source_language": "de", "indicators": [indicator(breakdown=[part()])]}
    return Monitoring(**{**fields, **changes})


class TestMonitoring:
    """I1, I2: an indicator says what it is; an observation has a day and a status."""

    def test_almost_nothing_is_asked_for(self) -> None:
        found = monitoring(indicators=[indicator()])
        assert (found.municipality, found.observations, found.extensions) == (None, (), None)
        (one,) = found.indicators
        assert (one.source_url, one.breakdown, one.nodes, one.target) == (None, (), (), None)

    def test_everything_has_its_place(self) -> None:
        one = indicator(
            direction="fall",
            source_url="https://statistik.example/1?jahr=2025",
            breakdown=[part("women", target="4.5"), part("men")],
            nodes=["education", "culture"],
            target=5,
        )
        observed = [
            seen("6.25", status="provisional", note=TEXT),
            seen("0.125", category="men", date=dt.date(2024, 12, 31), base=48),
        ]
        town = Municipality(name="Musterstadt")
        found = monitoring(municipality=town, indicators=[one], observations=observed)
        assert found.indicators_by_id == {"share": one}
        assert [c.target for c in one.breakdown] == [Fraction(9, 2), None]
        assert [o.value for o in found.observations] == [Fraction(25, 4), Fraction(1, 8)]
        assert [o.status for o in found.observations] == ["provisional", "final"]
        assert [o.series for o in found.observations] == [("share", None), ("share", "men")]
        assert [o.base for o in found.observations] == [None, 48]
        assert found.observations[0].note == Text({"de": "x"})
        assert hash(found)

    def test_terms(self) -> None:
        """The statuses stand from the firmest to the weakest."""
        assert get_args(Direction) == DIRECTIONS == ("rise", "fall")
        assert get_args(ObservationStatus) == STATUSES == ("final", "provisional", "estimated")

    @given(monitorings())
    def test_equal_parts_make_equal_monitorings(self, found: Monitoring) -> None:
        fields = {field.name: getattr(found, field.name) for field in attrs.fields(Monitoring)}
        assert Monitoring(**fields) == found

    @given(monitorings())
    def test_what_is_written_is_read_again(self, found: Monitoring) -> None:
        assert read_monitoring(write(found)) == found


class TestRules:
    """M2, M7, I1, I2: ids, languages, days, addresses, closed lists; all problems are told at once."""

    def test_everything_that_is_wrong_is_told_at_once(self, refused: Refused) -> None:
        wrong = {
            "id": "M 1",
            "source_language": "deutsch",
            "indicators": [
                indicator(
                    "Quote",
                    direction="down",
                    source_url="www.example",
                    breakdown=[part("W")],
                    nodes=["Bildung", "a", "a"],
                ),
                indicator("b", breakdown=[part("w"), part("w")]),
                indicator("b"),
            ],
            "observations": [
                seen(indicator="Quote"),
                seen(indicator="c", category="W"),
                seen(indicator="b", category="W", date="2025-12-31"),
                seen(indicator="b", category="v", status="endgültig"),
                seen(indicator="b", date=dt.datetime(2025, 12, 31, tzinfo=dt.UTC)),
                seen(indicator="b", category="w"),
            ],
        }
        assert refused(lambda: monitoring(**wrong)) == [
            ("bad-id", "/id"),
            ("bad-language", "/source_language"),
            ("bad-id", "/indicators/0/id"),
            ("duplicate-id", "/indicators/2/id"),
            ("not-allowed", "/indicators/0/direction"),
            ("bad-address", "/indicators/0/source_url"),
            ("bad-id", "/indicators/0/breakdown/0/id"),
            ("bad-id", "/indicators/0/nodes/0"),
            ("duplicate-id", "/indicators/0/nodes/2"),
            ("duplicate-id", "/indicators/1/breakdown/1/id"),
            ("bad-id", "/observations/0/indicator"),
            ("unknown-indicator", "/observations/1/indicator"),
            ("bad-id", "/observations/2/category"),
            ("bad-date", "/observations/2/date"),
            ("unknown-category", "/observations/3/category"),
            ("not-allowed", "/observations/3/status"),
            ("bad-date", "/observations/4/date"),
        ]

    @pytest.mark.parametrize("value", [None, 1, [], {}, b"share"])
    def test_other_types_are_problems_too(self, value: object, refused: Refused) -> None:
        wrong = {
            "id": value,
            "source_language": value,
            "indicators": [
                indicator(direction=value, breakdown=[part()], nodes=[value, value]),
                indicator(value, source_url=value or 1),  # type: ignore[arg-type] # that is the point
                indicator("other", breakdown=[part(value)]),  # type: ignore[arg-type] # see above
            ],
            "observations": [
                seen(indicator=value, status=value),
                seen(category=value or 1),
                seen(date=value),
                seen(base=value or "1"),
            ],
        }
        assert refused(lambda: monitoring(**wrong)) == [
            ("bad-id", "/id"),
            ("bad-language", "/source_language"),
            ("bad-id", "/indicators/1/id"),
            ("not-allowed", "/indicators/0/direction"),
            ("bad-id", "/indicators/0/nodes/0"),
            ("bad-id", "/indicators/0/nodes/1"),
            ("bad-address", "/indicators/1/source_url"),
            ("bad-id", "/indicators/2/breakdown/0/id"),
            ("bad-id", "/observations/0/indicator"),
            ("not-allowed", "/observations/0/status"),
            ("bad-id", "/observations/1/category"),
            ("bad-date", "/observations/2/date"),
            *([] if value == 1 else [("wrong-type", "/observations/3/base")]),
        ]

    def test_values_are_exact(self, refused: Refused) -> None:
        """M5."""
        assert refused(lambda: seen(12.4)) == [("not-exact", "")]
        assert refused(lambda: indicator(target=12.4)) == [("not-exact", "")]
        assert refused(lambda: part(target="12,4")) == [("not-exact", "")]

    def test_numbers_can_be_written(self, refused: Refused) -> None:
        """M5: finite decimals within plus or minus 2^53 - 1."""

        def valued(value: Any) -> Monitoring:  # noqa: ANN401 - exact input
            one = indicator(breakdown=[part(target=value)], target=value)
            return monitoring(indicators=[one], observations=[seen(value)])

        for value in (2**53 - 1, 1 - 2**53, "0.0001", "7/8"):
            found = valued(value)
            assert read_monitoring(write(found)) == found
        for value, code in (
            ("1/3", "not-decimal"),
            (2**53, "number-too-large"),
            (-(2**53), "number-too-large"),
        ):
            assert refused(partial(valued, value)) == [
                (code, "/indicators/0/breakdown/0/target"),
                (code, "/indicators/0/target"),
                (code, "/observations/0/value"),
            ]

    @pytest.mark.parametrize(
        ("changes", "places"),
        [
            ({"municipality": "abc"}, ["/municipality"]),
            ({"extensions": 5}, ["/extensions"]),
            ({"indicators": [indicator(), "share", None]}, ["/indicators/1", "/indicators/2"]),
            (
                {"indicators": [indicator(breakdown=[part(), "women", {"id": "men"}])]},
                ["/indicators/0/breakdown/1", "/indicators/0/breakdown/2"],
            ),
            (
                {"observations": [seen(), 1, {"indicator": "share"}]},
                [f"/observations/{n}" for n in (1, 2)],
            ),
            (
                {"municipality": 1, "indicators": [1], "observations": [1], "extensions": "x"},
                ["/extensions", "/municipality", "/indicators/0", "/observations/0"],
            ),
        ],
    )
    def test_wrong_types_are_told_at_their_places(
        self, changes: dict[str, Any], places: list[str], refused: Refused
    ) -> None:
        assert refused(lambda: monitoring(**changes)) == [("wrong-type", one) for one in places]

    def test_indicators_by_id_cannot_be_changed(self) -> None:
        found = monitoring()
        given_out: Any = found.indicators_by_id
        with pytest.raises(TypeError):
            given_out["share"] = None
        assert [*found.indicators_by_id] == ["share"]
        for same in (copy.deepcopy(found), pickle.loads(pickle.dumps(found))):  # noqa: S301 - our own
            assert (same, same.indicators_by_id) == (found, found.indicators_by_id)

    def test_a_base_is_a_whole_number_of_at_least_one(self, refused: Refused) -> None:
        """I2, N3: nothing rests on nobody, and no share on half a person."""
        right = [seen(base=base) for base in (1, 2**53 - 1)]
        assert [o.base for o in monitoring(observations=right).observations] == [1, 2**53 - 1]
        wrong: list[Any] = [0, -1, 2**53, 1.0, "12", True, Fraction(12)]
        assert refused(lambda: monitoring(observations=[seen(base=one) for one in wrong])) == [
            ("outside-range", "/observations/0/base"),
            ("outside-range", "/observations/1/base"),
            ("outside-range", "/observations/2/base"),
            ("wrong-type", "/observations/3/base"),
            ("wrong-type", "/observations/4/base"),
            ("wrong-type", "/observations/5/base"),
            ("wrong-type", "/observations/6/base"),
        ]

    def test_parts_of_different_indicators_may_share_an_id(self) -> None:
        both = [indicator("a", breakdown=[part("w")]), indicator("b", breakdown=[part("w")])]
        assert len(monitoring(indicators=both).indicators) == 2

    def test_a_part_belongs_to_its_indicator(self, refused: Refused) -> None:
        both = [indicator("a", breakdown=[part("w")]), indicator("b")]
        observed = [seen(indicator="a", category="w"), seen(indicator="b", category="w")]
        assert refused(lambda: monitoring(indicators=both, observations=observed)) == [
            ("unknown-category", "/observations/1/category")
        ]


class TestRepeated:
    """I2, I3: several observations of one day are allowed; what stands twice is a mistake."""

    @pytest.mark.parametrize(
        "change",
        [
            {"value": 2},
            {"status": "estimated"},
            {"base": 12},
            {"note": TEXT},
            {"category": "women"},
            {"date": dt.date(2025, 12, 30)},
        ],
    )
    def test_whatever_differs_may_stand_beside_it(self, change: dict[str, Any]) -> None:
        assert len(monitoring(observations=[seen(), seen(**change)]).observations) == 2

    def test_equal_ones_may_not(self, refused: Refused) -> None:
        observed = [seen(), seen(2), seen("1.0", status="final"), seen(Fraction(2, 2))]
        assert refused(lambda: monitoring(observations=observed)) == [
            ("repeated-observation", "/observations/2"),
            ("repeated-observation", "/observations/3"),
        ]


class TestBounds:
    """Input is bounded."""

    def test_there_is_an_indicator(self, refused: Refused) -> None:
        assert refused(lambda: monitoring(indicators=[])) == [("too-few", "/indicators")]

    def test_at_most_500_indicators(self, refused: Refused) -> None:
        many = [indicator(f"i-{n}") for n in range(501)]
        assert len(monitoring(indicators=many[:500]).indicators) == 500
        assert refused(lambda: monitoring(indicators=many)) == [("too-many", "/indicators")]

    def test_at_most_100_parts_and_criteria(self, refused: Refused) -> None:
        names = [f"n-{n}" for n in range(101)]
        parts = [part(name) for name in names]
        found = monitoring(indicators=[indicator(nodes=names[:100], breakdown=parts[:100])])
        assert len(found.indicators[0].nodes) == len(found.indicators[0].breakdown) == 100
        assert refused(
            lambda: monitoring(indicators=[indicator(nodes=names, breakdown=parts)])
        ) == [("too-many", "/indicators/0/breakdown"), ("too-many", "/indicators/0/nodes")]

    def test_at_most_500_different_days_of_a_series(self, refused: Refused) -> None:
        days = [DAY - dt.timedelta(days=n) for n in range(501)]
        one = [seen(date=day) for day in days]
        other = [seen(date=day, category="women") for day in days]
        more = [seen(2, date=day) for day in days[:500]]
        assert len(monitoring(observations=[*one[:500], *more, *other[:500]]).observations) == 1_500
        assert refused(lambda: monitoring(observations=[*one, *other[:500]])) == [
            ("too-many-days", "/indicators/0")
        ]
        assert refused(lambda: monitoring(observations=[*one[:500], *other])) == [
            ("too-many-days", "/indicators/0/breakdown/0")
        ]

    def test_at_most_20000_observations(self, refused: Refused) -> None:
        """They are judged in seconds."""
        many = [seen(n) for n in range(20_001)]
        before = time.process_time()
        assert len(monitoring(observations=many[:-1]).observations) == 20_000
        assert time.process_time() - before < 2
        assert refused(lambda: monitoring(observations=many)) == [("too-many", "/observations")]
