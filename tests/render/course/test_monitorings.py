# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on the monitoring, worked out by hand: parts, needs, details; I1, I2, I5, I6."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.render.course.monitored import (
    FULL,
    chapter,
    glance,
    indicator,
    monitoring,
    overview,
    seen,
    written,
)
from tests.render.paper import headings_of, lines_of
from tests.render.village import sections, tables

from weltoffen.render.blocks import Heading

if TYPE_CHECKING:
    from weltoffen.model.monitoring import Monitoring


class TestParts:
    """All indicators at a glance, needs, then each indicator."""

    @pytest.mark.parametrize(
        ("language", "headings"),
        [
            (
                "de",
                [
                    (2, "Integrationsmonitoring"),
                    (3, "Handlungsbedarfe, die sichtbar werden"),
                    (3, "Titel leavers (de)"),
                    (3, "Titel staff (de)"),
                ],
            ),
            (
                "en",
                [
                    (2, "Integration monitoring"),
                    (3, "Needs for action that become visible"),
                    (3, "Titel leavers (en)"),
                    (3, "Titel staff (en)"),
                ],
            ),
        ],
    )
    def test_headings(self, language: str, headings: list[tuple[int, str]]) -> None:
        assert headings_of(written(FULL, language)) == headings

    def test_it_can_be_linked_to(self) -> None:
        (first, *_) = chapter(FULL)
        assert isinstance(first, Heading)
        assert (first.level, first.anchor) == (2, "course-monitoring")

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("de", "Das Monitoring beschreibt Stand und Entwicklung. Es zeigt keine Wirkung:"),
            ("en", "The monitoring describes state and development. It shows no effect:"),
        ],
    )
    @pytest.mark.parametrize("found", [FULL, monitoring()], ids=["full", "empty"])
    def test_it_says_that_it_shows_no_effect(
        self, language: str, said: str, found: Monitoring
    ) -> None:
        """I6."""
        assert sum(line.startswith(said) for line in lines_of(written(found, language))) == 1

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            (
                "de",
                (
                    "Der Schutz kleiner Gruppen gilt hier nicht: Die Zahlen sind veröffentlichte "
                    "Statistiken der Kommune, weltoffen blendet keine davon aus, und kleine Zahlen "
                    "verantwortet, wer sie veröffentlicht."
                ),
            ),
            (
                "en",
                (
                    "The protection of small groups does not apply here: the figures are published "
                    "statistics of the municipality, weltoffen hides none of them, and small numbers "
                    "are the responsibility of whoever publishes them."
                ),
            ),
        ],
    )
    @pytest.mark.parametrize("brief", [False, True])
    def test_it_says_that_no_small_group_is_hidden(
        self, language: str, said: str, *, brief: bool
    ) -> None:
        """P does not apply to observations; whoever reads a page is told."""
        assert said in lines_of(written(FULL, language, brief=brief))

    def test_the_town_is_named_if_it_is_known(self) -> None:
        assert "Die Werte gelten für Musterstadt." in lines_of(written(FULL))
        assert "Die Werte gelten" not in written(monitoring())


class TestBrief:
    """In a council paper the table of all indicators and the needs stand by themselves."""

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_it_is_the_long_form_without_the_sections_of_indicators(self, language: str) -> None:
        long, short = chapter(FULL, language), chapter(FULL, language, brief=True)
        assert long[: len(short)] == short
        rest = long[len(short)]
        assert isinstance(rest, Heading)
        assert rest.line.plain == f"Titel leavers ({language})"

    def test_needs_and_table_stay(self) -> None:
        found = written(FULL, brief=True)
        assert glance(found) == glance(written(FULL))
        assert headings_of(found) == [
            (2, "Integrationsmonitoring"),
            (3, "Handlungsbedarfe, die sichtbar werden"),
        ]


class TestNeeds:
    """I5: needs as a list, each with its reasons, what is uncertain, and the criteria."""

    def test_all_and_parts(self) -> None:
        found = sections(written(FULL))["Handlungsbedarfe, die sichtbar werden"]
        assert lines_of(found)[1:] == [
            "Titel leavers (de) (insgesamt)",
            (
                "Nicht erreicht: Ziel 5 %, letzter Wert 6,5 % (31. Juli 2025, endgültig), "
                "Abstand 1,5 Prozentpunkte."
            ),
            "Verknüpfte Kriterien: education, culture",
            "Titel leavers (de) (andere (de))",
            (
                "Nicht erreicht: Ziel 9 %, letzter Wert 14,5 % (31. Juli 2024, vorläufig), "
                "Abstand 5,5 Prozentpunkte."
            ),
            "Der letzte Wert ist vorläufig; endgültig kann er anders ausfallen.",
            "Verknüpfte Kriterien: education, culture",
        ]

    def test_a_target_that_is_missed_in_english(self) -> None:
        found = sections(written(FULL, "en"))["Needs for action that become visible"]
        assert lines_of(found)[2] == (
            "Not reached: target 5 %, latest value 6.5 % (31 July 2025, final), "
            "distance 1.5 percentage points."
        )

    @pytest.mark.parametrize(
        ("direction", "values", "said"),
        [
            ("fall", (1, 2, 3, 4), "The value is to fall, but the trend per year is: 1.00 "),
            ("rise", (4, 3, 2, 1), "The value is to rise, but the trend per year is: −1.00 "),
        ],
    )
    def test_a_trend_against_the_direction(
        self, direction: str, values: tuple[int, ...], said: str
    ) -> None:
        found = monitoring(
            *[seen(2022 + n, value, status="estimated") for n, value in enumerate(values)],
            indicators=[indicator(direction=direction)],
        )
        lines = lines_of(sections(written(found, "en"))["Needs for action that become visible"])
        assert lines[1:] == [
            "Titel leavers (en) (all together)",
            f"{said}percentage points (values of 4 days).",
            "The latest value is estimated; the final one may differ.",
            "Linked to no criterion.",
        ]

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            (
                "de",
                "Nach dieser Regel wird kein Bedarf sichtbar. Das heißt nicht, dass es keinen gibt.",
            ),
            (
                "en",
                "By this rule, no need becomes visible. That does not mean that there is none.",
            ),
        ],
    )
    def test_none(self, language: str, said: str) -> None:
        assert said in lines_of(written(monitoring(), language))
        assert said not in lines_of(written(FULL, language))


class TestDetails:
    """I1, I2: definition, unit, direction, source, criteria; parts; observations up to the day."""

    def test_facts(self) -> None:
        found = sections(written(FULL))
        assert lines_of(found["Titel leavers (de)"])[:5] == [
            "Definition: Definition (de)",
            "Einheit: %",
            "Gewünschte Richtung: sinken",
            "Quelle: Quelle (de), https://statistik.example/1",
            "Verknüpfte Kriterien: education, culture",
        ]
        assert lines_of(found["Titel staff (de)"]) == [
            "Definition: Definition (de)",
            "Einheit: Personen",
            "Gewünschte Richtung: steigen",
            "Quelle: Quelle (de)",
            "Mit keinem Kriterium verknüpft.",
            "Zu diesem Indikator liegt keine Beobachtung vor.",
        ]

    def test_parts(self) -> None:
        parts, _ = tables(sections(written(FULL))["Titel leavers (de)"])
        assert [row[0] for row in parts] == [
            "Ausprägung",
            "insgesamt",
            "eigene (de)",
            "andere (de)",
        ]
        assert parts[1][1:] == overview(FULL)[1:]
        assert [row[4] for row in parts[1:]] == [
            "1,5 Prozentpunkte",
            "erreicht",
            "5,5 Prozentpunkte",
        ]

    def test_without_parts_there_is_no_table_of_them(self) -> None:
        (only,) = tables(sections(written(monitoring(seen(2025, 1))))["Titel leavers (de)"])
        assert only[0][0] == "Tag"

    def test_observations(self) -> None:
        found = sections(written(FULL, "en"))["Titel leavers (en)"]
        assert "Observations: 6" in lines_of(found)
        assert tables(found)[1] == [
            ["Day", "Part", "Value", "Status", "Note"],
            ["31 July 2022", "all together", "8 %", "final", "none"],
            ["31 July 2023", "all together", "7.5 %", "final", "none"],
            ["31 July 2024", "all together", "7 %", "final", "none"],
            ["31 July 2025", "all together", "6.5 %", "final", "none"],
            ["31 July 2025", "eigene (en)", "5 %", "estimated", "none"],
            ["31 July 2024", "andere (en)", "14.5 %", "provisional", "neu gezählt (en)"],
        ]

    def test_later_observations_are_not_shown(self) -> None:
        found = monitoring(seen(2025, 1), seen(2026, 77))
        assert "77" not in written(found)
