# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on the monitoring, worked out by hand: values, trends, gaps, bases; I2-I4, N3, S1."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest
from tests.render.course.monitored import (
    FULL,
    both,
    glance,
    indicator,
    monitoring,
    overview,
    seen,
    written,
)
from tests.render.paper import lines_of
from tests.render.village import sections, tables


class TestOverview:
    """I2-I4, N3: every number has its unit; what is missing is said in words."""

    def test_in_german(self) -> None:
        assert glance(written(FULL)) == [
            [
                "Indikator",
                "Letzter Wert",
                "Trend je Jahr",
                "Ziel",
                "Abstand zum Ziel",
                "Entwicklung",
            ],
            [
                "Titel leavers (de)",
                "6,5 % (31. Juli 2025, endgültig)",
                "−0,50 Prozentpunkte (Werte von 4 Tagen)",
                "5 %",
                "1,5 Prozentpunkte",
                "in der gewünschten Richtung",
            ],
            [
                "Titel staff (de)",
                "kein Wert",
                "kein Trend: keine Werte, nötig sind Werte von 4 Tagen",
                "keins gesetzt",
                "ohne Ziel kein Abstand",
                "ohne Trend nicht zu sagen",
            ],
        ]

    def test_in_english(self) -> None:
        assert glance(written(FULL, "en"))[1:] == [
            [
                "Titel leavers (en)",
                "6.5 % (31 July 2025, final)",
                "−0.50 percentage points (values of 4 days)",
                "5 %",
                "1.5 percentage points",
                "in the desired direction",
            ],
            [
                "Titel staff (en)",
                "no value",
                "no trend: no values, values of 4 days are needed",
                "none set",
                "no gap without a target",
                "cannot be told without a trend",
            ],
        ]

    def test_a_target_without_a_value(self) -> None:
        cells = overview(monitoring(indicators=[indicator(target=5)]))
        assert cells[3:5] == ["5 %", "ohne Wert kein Abstand"]

    @pytest.mark.parametrize("value", [4, 5])
    def test_a_target_that_is_reached(self, value: int) -> None:
        found = monitoring(seen(2025, value), indicators=[indicator(target=5)])
        assert overview(found)[4] == "erreicht"
        assert overview(found, "en")[4] == "reached"

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            (("1", "1.00001", "1.000001"), "unter 0,0001 Prozentpunkte"),  # 0.000011 / 3
            (("1", "1", "1.00014"), "unter 0,0001 Prozentpunkte"),  # 0.0000466…
            (("1", "1", "1.00016"), "0,0001 Prozentpunkte"),  # 0.0000533…
            (("1.00001",), "0,00001 Prozentpunkte"),
            (("1", "1.00000001"), "0,000000005 Prozentpunkte"),
            (("1", "1", "0.99999"), "erreicht"),
        ],
    )
    def test_a_gap_above_zero_never_looks_like_zero(
        self, values: tuple[str, ...], said: str
    ) -> None:
        """I4: what is missed is missed by something."""
        statuses = (
            "final",
            "provisional",
            "estimated",
        )  # so that equal ones may stand beside each other
        observed = [
            seen(2025, value, status=status)
            for value, status in zip(values, statuses, strict=False)
        ]
        found = monitoring(*observed, indicators=[indicator(target=1)])
        assert overview(found)[4] == said
        needs = sections(written(found))["Handlungsbedarfe, die sichtbar werden"]
        assert (f"Abstand {said}." in needs) == (said != "erreicht")

    @pytest.mark.parametrize(
        ("status", "said"),
        [("final", "endgültig"), ("provisional", "vorläufig"), ("estimated", "geschätzt")],
    )
    def test_status(self, status: str, said: str) -> None:
        cells = overview(monitoring(seen(2025, 5, status=status)))
        assert cells[1] == f"5 % (31. Juli 2025, {said})"

    def test_a_mean_without_a_finite_decimal(self) -> None:
        found = monitoring(seen(2025, 1), seen(2025, 2), seen(2025, 2, status="estimated"))
        assert overview(found)[1] == "1,6667 % (31. Juli 2025, geschätzt)"

    def test_an_indicator_in_another_unit(self) -> None:
        """Only percentages differ by percentage points."""
        staff = indicator(unit={"de": "Personen", "en": "persons"}, target=10)
        cells = overview(monitoring(seen(2025, 12), indicators=[staff]))
        assert cells[4] == "2 Personen"

    @pytest.mark.parametrize("unit", ["%", " % ", "Prozent", "percent", "per cent", "PROZENT"])
    def test_ways_to_write_percent(self, unit: str) -> None:
        found = monitoring(seen(2025, 12), indicators=[indicator(unit={"de": unit}, target=10)])
        assert overview(found)[4] == "2 Prozentpunkte"


class TestTrend:
    """I3, S1: two places, halves away from zero, with the number of days."""

    @staticmethod
    def over(change: str, **more: Any) -> str:  # noqa: ANN401 - fields of an observation
        """Write the trend of a straight line over days that lie 365.2425 days apart on average."""
        days = [dt.date(year, 1, 1) for year in (400, 800, 1200, 1600)]
        step = Fraction(change)
        observations = [
            seen(2025, step * day.year, date=day, **more if day.year == 800 else {}) for day in days
        ]
        return overview(monitoring(*observations))[2]

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ("2", "2,00 Prozentpunkte"),
            ("-2.5", "−2,50 Prozentpunkte"),
            ("0.125", "0,13 Prozentpunkte"),
            ("-0.125", "−0,13 Prozentpunkte"),
            ("0.005", "0,01 Prozentpunkte"),
            ("0.0049", "unter 0,01 Prozentpunkte, steigend"),
            ("-0.0049", "unter 0,01 Prozentpunkte, fallend"),
            ("0", "0,00 Prozentpunkte"),
        ],
    )
    def test_rounding(self, change: str, said: str) -> None:
        assert self.over(change) == f"{said} (Werte von 4 Tagen)"

    def test_notes_are_pointed_out(self) -> None:
        assert self.over("2", note=both("neu")) == (
            "2,00 Prozentpunkte (Werte von 4 Tagen; Anmerkungen beachten)"
        )

    @pytest.mark.parametrize(
        ("number", "said"),
        [
            (1, "kein Trend: Werte von nur 1 Tag, nötig sind 4"),
            (2, "kein Trend: Werte von nur 2 Tagen, nötig sind 4"),
            (3, "kein Trend: Werte von nur 3 Tagen, nötig sind 4"),
        ],
    )
    def test_too_few_days(self, number: int, said: str) -> None:
        found = monitoring(*[seen(2025 - n, n) for n in range(number)])
        assert overview(found)[2:] == [
            said,
            "keins gesetzt",
            "ohne Ziel kein Abstand",
            "ohne Trend nicht zu sagen",
        ]

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ((1, 2, 3, 4), "gegen die gewünschte Richtung"),
            ((4, 3, 2, 1), "in der gewünschten Richtung"),
            ((1, 1, 1, 1), "unverändert"),
        ],
    )
    def test_development(self, values: tuple[int, ...], said: str) -> None:
        found = monitoring(*[seen(2022 + n, value) for n, value in enumerate(values)])
        assert overview(found)[5] == said


class TestBase:
    """N3, I2: a share stands with how many people or cases it rests on, where that is said."""

    SOME = monitoring(seen(2024, "12.5", base=48), seen(2025, 9))

    def test_it_stands_behind_the_latest_value(self) -> None:
        found = monitoring(seen(2025, "12.5", base=48), indicators=[indicator(target=5)])
        assert overview(found)[1] == "12,5 % (n = 48, 31. Juli 2025, endgültig)"
        needs = sections(written(found, "en"))["Needs for action that become visible"]
        assert "latest value 12.5 % (n = 48, 31 July 2025, final), distance" in needs

    def test_a_latest_value_without_base(self) -> None:
        assert overview(self.SOME)[1] == "9 % (31. Juli 2025, endgültig)"

    @pytest.mark.parametrize(
        ("language", "head", "none"),
        [("de", "Bezugsgröße", "nicht angegeben"), ("en", "Base", "not given")],
    )
    def test_observations_have_a_column(self, language: str, head: str, none: str) -> None:
        title = f"Titel leavers ({language})"
        (only,) = tables(sections(written(self.SOME, language))[title])
        assert [row[3] for row in only] == [head, "n = 48", none]

    @pytest.mark.parametrize(
        ("language", "start"),
        [("de", "n ist die Bezugsgröße:"), ("en", "n is the base:")],
    )
    def test_n_is_explained_only_where_there_is_one(self, language: str, start: str) -> None:
        assert sum(line.startswith(start) for line in lines_of(written(self.SOME, language))) == 1
        assert start not in written(FULL, language)

    def test_where_none_is_said_there_is_no_column(self) -> None:
        two = [indicator(), indicator("staff")]
        found = monitoring(seen(2025, 1), seen(2025, 2, indicator="staff", base=30), indicators=two)
        (leavers,) = tables(sections(written(found))["Titel leavers (de)"])
        (staff,) = tables(sections(written(found))["Titel staff (de)"])
        assert leavers[0] == ["Tag", "Ausprägung", "Wert", "Status"]
        assert staff[0] == ["Tag", "Ausprägung", "Wert", "Bezugsgröße", "Status"]

    def test_nor_is_there_one_for_notes(self) -> None:
        title = "Titel leavers (de)"
        (bare,) = tables(sections(written(monitoring(seen(2025, 1))))[title])
        (noted,) = tables(sections(written(monitoring(seen(2025, 1, note=both("neu")))))[title])
        assert [row[-1] for row in bare] == ["Status", "endgültig"]
        assert [row[-1] for row in noted] == ["Anmerkung", "neu (de)"]
