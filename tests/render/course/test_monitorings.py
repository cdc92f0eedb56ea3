# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on the monitoring, worked out by hand and read back from Markdown and HTML; I1-I6, N3, S1."""

from __future__ import annotations

import datetime as dt
import string
import tomllib
from fractions import Fraction
from importlib import resources
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from tests.render.htmlpages import skeleton
from tests.render.paper import HOSTILE, headings_of, lines_of, one_line, reworded, skips, types_of
from tests.render.village import sections, tables

from weltoffen.course.observations import observe
from weltoffen.model.assessment import Municipality
from weltoffen.model.monitoring import Category, Indicator, Monitoring, Observation
from weltoffen.render.blocks import Heading
from weltoffen.render.course.monitorings import monitoring_chapter
from weltoffen.render.course.voice import Voice
from weltoffen.render.html import Document, write_html
from weltoffen.render.inline import Line
from weltoffen.render.markdown import write_markdown
from weltoffen.render.sections import divided
from weltoffen.testing import monitorings

if TYPE_CHECKING:
    from weltoffen.model.exact import ExactInput

LANGUAGES = ("de", "en")
END = dt.date(2025, 12, 31)


def both(name: str) -> dict[str, str]:
    return {"de": f"{name} (de)", "en": f"{name} (en)"}


def indicator(id_: str = "leavers", **more: Any) -> Indicator:  # noqa: ANN401 - any field
    fields = {
        "id": id_,
        "title": both(f"Titel {id_}"),
        "definition": both("Definition"),
        "unit": {"de": "%", "en": "%"},
        "direction": "fall",
        "source": both("Quelle"),
    }
    return Indicator(**{**fields, **more})


def seen(
    year: int,
    value: ExactInput,
    **more: Any,  # noqa: ANN401 - any field
) -> Observation:
    fields = {"indicator": "leavers", "date": dt.date(year, 7, 31), "value": value}
    return Observation(**{**fields, **more})


def monitoring(*observations: Observation, **more: Any) -> Monitoring:  # noqa: ANN401 - any field
    fields = {"id": "m", "source_language": "de", "indicators": [indicator()]}
    return Monitoring(**{**fields, "observations": observations, **more})


def written(found: Monitoring, language: str = "de") -> str:
    results = observe(found, on=END)
    return write_markdown(monitoring_chapter(Voice(language=language), found, results))


def html(found: Monitoring, language: str) -> str:
    blocks = monitoring_chapter(Voice(language=language), found, observe(found, on=END))
    lead, chapters = divided(blocks)
    assert not lead
    title = Line.of("x")
    document = Document(language=language, title=title, town="x", sections=chapters, closing=title)
    return write_html(document)


def glance(markdown: str) -> list[list[str]]:
    """Give the cells of the table of all indicators."""
    (only,) = tables(sections(markdown)[""])
    return only


def overview(found: Monitoring, language: str = "de") -> list[str]:
    """Give the cells of the first indicator in the table of all indicators."""
    return glance(written(found, language))[1]


FULL = monitoring(
    *[seen(year, value) for year, value in ((2022, 8), (2023, "7.5"), (2024, 7), (2025, "6.5"))],
    seen(2024, "14.5", category="other", status="provisional", note=both("neu gezählt")),
    seen(2025, 5, category="own", status="estimated"),
    municipality=Municipality(name="Musterstadt"),
    indicators=[
        indicator(
            target=5,
            source_url="https://statistik.example/1",
            nodes=["education", "culture"],
            breakdown=[
                Category(id="own", title=both("eigene"), target=6),
                Category(id="other", title=both("andere"), target=9),
            ],
        ),
        indicator("staff", direction="rise", unit={"de": "Personen", "en": "persons"}),
    ],
)
"""Slopes 2022 to 2025: -1/2 or -1 or -3/2 over 365, 366, 730, 731 and 1 096 days; about -0.5 a year."""


class TestParts:
    """Issue 6, 8: all indicators at a glance, needs, then each indicator."""

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
        (first, *_) = monitoring_chapter(Voice(language="de"), FULL, observe(FULL, on=END))
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

    def test_the_town_is_named_if_it_is_known(self) -> None:
        assert "Die Werte gelten für Musterstadt." in lines_of(written(FULL))
        assert "Die Werte gelten" not in written(monitoring())


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


class TestNeeds:
    """I5: needs as a list, each with its reasons, what is uncertain, and the criteria."""

    def test_all_and_parts(self) -> None:
        found = sections(written(FULL))["Handlungsbedarfe, die sichtbar werden"]
        assert lines_of(found)[1:] == [
            "Titel leavers (de) (insgesamt)",
            (
                "Das Ziel von 5 % ist nicht erreicht; der letzte Wert ist 6,5 % (31. Juli 2025, "
                "endgültig), der Abstand 1,5 Prozentpunkte."
            ),
            "Verknüpfte Kriterien: education, culture",
            "Titel leavers (de) (andere (de))",
            (
                "Das Ziel von 9 % ist nicht erreicht; der letzte Wert ist 14,5 % (31. Juli 2024, "
                "vorläufig), der Abstand 5,5 Prozentpunkte."
            ),
            "Der letzte Wert ist vorläufig; endgültig kann er anders ausfallen.",
            "Verknüpfte Kriterien: education, culture",
        ]

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
            ["31 July 2022", "all together", "8 %", "final", ""],
            ["31 July 2023", "all together", "7.5 %", "final", ""],
            ["31 July 2024", "all together", "7 %", "final", ""],
            ["31 July 2025", "all together", "6.5 %", "final", ""],
            ["31 July 2025", "eigene (en)", "5 %", "estimated", ""],
            ["31 July 2024", "andere (en)", "14.5 %", "provisional", "neu gezählt (en)"],
        ]

    def test_later_observations_are_not_shown(self) -> None:
        found = monitoring(seen(2025, 1), seen(2026, 77))
        assert "77" not in written(found)


class TestTexts:
    """M7; architecture.md: a text of the document is one line, and changes no structure."""

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_hostile_texts_are_read_as_they_are(self, language: str) -> None:
        hostile: Monitoring = reworded(FULL, HOSTILE)
        town = Municipality(name=HOSTILE)
        hostile = attrs.evolve(hostile, municipality=town)
        calm: Monitoring = reworded(FULL, "calm")
        assert types_of(written(hostile, language)) == types_of(written(calm, language))
        assert one_line(HOSTILE) in one_line(" ".join(lines_of(written(hostile, language))))
        assert skeleton(html(hostile, language)) == skeleton(html(calm, language))

    @pytest.mark.parametrize("text", ["<b>x</b>", "a | b", "=1+1", "a\nb"])
    def test_a_title_is_a_cell(self, text: str) -> None:
        found = monitoring(indicators=[indicator(title={"de": text})])
        assert overview(found)[0] == one_line(text)

    @given(monitorings())
    def test_any_monitoring_can_be_written(self, found: Monitoring) -> None:
        for language in LANGUAGES:
            markdown = written(found, language)
            assert skips([1, *(level for level, _ in headings_of(markdown))]) == []
            rows = glance(markdown)
            assert len(rows) == 1 + len(found.indicators)
            assert all(cell for row in rows for cell in row[1:])
            assert "None" not in markdown.replace("**", "")
            assert markdown == written(found, language)


WORDS = tomllib.loads(
    resources.files("weltoffen.render.course")
    .joinpath("monitorings.toml")
    .read_text(encoding="utf-8")
)


class TestWording:
    """M7: German and English side by side, with the same places to fill; no text is idle."""

    def test_both_languages_have_the_same_places(self) -> None:
        for group, entries in WORDS.items():
            for name, texts in entries.items():
                assert texts.keys() == {"de", "en"}, (group, name)
                german, english = (
                    {field for _, field, _, _ in string.Formatter().parse(text) if field}
                    for text in texts.values()
                )
                assert german == english, (group, name)

    def test_every_text_is_used(self, monkeypatch: pytest.MonkeyPatch) -> None:
        used: set[str] = set()
        say = Voice.say

        def recorded(voice: Voice, file: str, name: str, **values: Line) -> Line:
            used.add(f"{file}.{name}")
            return say(voice, file, name, **values)

        monkeypatch.setattr(Voice, "say", recorded)
        rising = indicator(direction="rise", target=0)
        for statuses, change, one in (
            (["estimated"], 1, indicator(target=0)),
            (["provisional"], 0, indicator(target=9)),
            (["final"] * 2, Fraction(1, 9_999), indicator()),
            (["final"] * 4, Fraction(1, 9_999), indicator()),
            (["final"] * 4, Fraction(-1, 9_999), rising),
            (["estimated"] * 4, -9, rising),
            (["final"] * 4, -9, indicator()),
            (["final"] * 4, 0, indicator()),
        ):
            observations = [seen(2020 + n, change * n, status=s) for n, s in enumerate(statuses)]
            written(monitoring(*observations, indicators=[one]))
        written(monitoring(*[seen(2020 + n, n, note=both("x")) for n in range(4)]))
        written(monitoring(indicators=[rising]))
        written(FULL)
        assert used == {f"monitorings.{group}.{name}" for group in WORDS for name in WORDS[group]}
