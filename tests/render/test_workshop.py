# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Two ratings side by side in a report; G7."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest
from tests.render.paper import HOSTILE, lines_of, one_line, types_of
from tests.render.village import OWN, chapters, report, tables, told, village, worded

from weltoffen.model.workshop import Rerating

if TYPE_CHECKING:
    from tests.builders import Town

    from weltoffen.report.structure import Report

HEADING = {
    "de": "Selbsteinschätzung und Workshop nebeneinander",
    "en": "Self-assessment and workshop side by side",
}
DETAILS = {"de": "Ergebnisse im Einzelnen", "en": "Results in detail"}
OFFICIAL = {"sport-hall": "s2", "sport-club": "s2", "music-choir": "s4"}
REASON = {"de": "Die Halle ist zu klein.", "en": "The hall is too small."}
RATINGS = (
    Rerating(node="sport", stage="one", tendency=True, reason=REASON),
    Rerating(node="music", stage="four"),
    Rerating(node="play", stage="four"),
    Rerating(node="news", stage="two"),
)
"""The self-assessment has sport at stage 3 (1/2), music at 4 (1), leisure at 4 (3/4) and nothing for news."""


def here() -> tuple[Town, Report]:
    one = village()
    return one, report(one, one.official(**OFFICIAL), reratings=RATINGS)


def detail(one: Town, found: Report, title: str, language: str = "de") -> list[str]:
    body = chapters(told(one, found, language))[DETAILS[language]]
    return body.partition(f"# {title}\n")[2].partition("\n#")[0].splitlines()


class TestBothRatingsStandSideBySideG7:
    @pytest.mark.parametrize(
        ("language", "head", "rows"),
        [
            (
                "de",
                ["Feld / Kriterium", "Selbsteinschätzung", "Workshop", "Workshop im Vergleich"],
                [
                    ["Freizeit", "Stufe 4 (75 %)", "Stufe 4", "gleich", "–"],
                    [
                        "Sport (Freizeit)",
                        "Stufe 3 (50 %)",
                        "Stufe 1, Tendenz zur nächsten",
                        "2 Stufen niedriger",
                        "Die Halle ist zu klein.",
                    ],
                    ["Musik (Freizeit)", "Stufe 4 (100 %)", "Stufe 4", "gleich", "–"],
                    ["Nachrichten (Gespräch)", "keine Antworten", "Stufe 2", "–", "–"],
                ],
            ),
            (
                "en",
                ["Field / Criterion", "Self-assessment", "Workshop", "Workshop in comparison"],
                [
                    ["Leisure", "Stage 4 (75%)", "Stage 4", "the same", "–"],
                    [
                        "Sports (Leisure)",
                        "Stage 3 (50%)",
                        "Stage 1, tending to the next",
                        "2 stages lower",
                        "The hall is too small.",
                    ],
                    ["Music (Leisure)", "Stage 4 (100%)", "Stage 4", "the same", "–"],
                    ["News (Talk)", "no answers", "Stage 2", "–", "–"],
                ],
            ),
        ],
    )
    def test_in_a_table(self, language: str, head: list[str], rows: list[list[str]]) -> None:
        one, found = here()
        ((first, *others),) = tables(chapters(told(one, found, language))[HEADING[language]])
        assert first[:4] == head
        assert others == rows

    @pytest.mark.parametrize(
        ("language", "titles", "said"),
        [
            (
                "de",
                ["Sport", "Musik", "Nachrichten"],
                [
                    (
                        "Der Workshop sieht hier die Stufe „Stufe 1“ mit Tendenz zur nächsten, 2 "
                        "Stufen niedriger als die Selbsteinschätzung. Begründung: Die Halle ist zu "
                        "klein."
                    ),
                    "Der Workshop sieht hier die Stufe „Stufe 4“, dieselbe wie die Selbsteinschätzung.",
                    "Der Workshop sieht hier die Stufe „Stufe 2“; die Selbsteinschätzung nennt keine.",
                ],
            ),
            (
                "en",
                ["Sports", "Music", "News"],
                [
                    (
                        "Here the workshop sees the stage “Stage 1” with a tendency to the next "
                        "one, 2 stages lower than the self-assessment. Reason: The hall is too "
                        "small."
                    ),
                    "Here the workshop sees the stage “Stage 4”, the same as the self-assessment.",
                    "Here the workshop sees the stage “Stage 2”; the self-assessment names none.",
                ],
            ),
        ],
    )
    def test_and_in_a_sentence_with_the_node(
        self, language: str, titles: list[str], said: list[str]
    ) -> None:
        one, found = here()
        for title, sentence in zip(titles, said, strict=True):
            assert sentence in detail(one, found, title, language)

    def test_a_higher_stage(self) -> None:
        one = village()
        higher = [Rerating(node="sport", stage="four")]
        found = report(one, one.official(**OFFICIAL), reratings=higher)
        said = "Der Workshop sieht hier die Stufe „Stufe 4“, eine Stufe höher als die Selbsteinschätzung."
        assert said in detail(one, found, "Sport")
        ((_, row),) = tables(chapters(told(one, found))[HEADING["de"]])
        assert row[3] == "eine Stufe höher"

    def test_neither_overwrites_the_other(self) -> None:
        """Whatever the workshop says, the numbers are those of the self-assessment."""
        one, found = here()
        without = chapters(told(one, report(one, one.official(**OFFICIAL))))
        with_it = chapters(told(one, found))
        assert set(with_it) - set(without) == {HEADING["de"]}
        for title in set(without) - {DETAILS["de"]}:
            assert with_it[title] == without[title]

    def test_protected_results_keep_the_marker_p4(self) -> None:
        one = village()
        persons = one.persons("politics", **{"sport-hall": "000"})
        found = report(one, *persons, reratings=[Rerating(node="sport", stage="two")])
        ((_, row),) = tables(chapters(told(one, found))[HEADING["de"]])
        assert row[1:4] == ["geschützt", "Stufe 2", "–"]

    def test_a_score_without_stage(self) -> None:
        one, found = here()
        nodes = tuple(attrs.evolve(node, stage=None) for node in found.nodes)
        ((_, first, *_),) = tables(
            chapters(told(one, attrs.evolve(found, nodes=nodes)))[HEADING["de"]]
        )
        assert first[1] == "–"

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_without_workshop_there_is_no_chapter(self, language: str) -> None:
        one = village()
        text = told(one, report(one, one.official(**OFFICIAL)), language)
        assert HEADING[language] not in text
        assert "orkshop" not in text

    def test_own_nodes_are_rated_in_their_own_chapter_m8(self) -> None:
        one = village(supplement=OWN)
        own = [Rerating(node="river", stage="two")]
        found = report(one, one.official(**{**OFFICIAL, "river-bank": "s4"}), reratings=own)
        body = chapters(told(one, found))
        assert HEADING["de"] not in body
        said = "Der Workshop sieht hier die Stufe „Stufe 2“, 2 Stufen niedriger als die Selbsteinschätzung."
        assert said in body["Lokale Ergänzung"]

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_hostile_reasons_stay_texts(self, language: str) -> None:
        bodies = []
        for text in (HOSTILE, "calm"):
            one = worded(village(), text)
            hostile = [Rerating(node="sport", stage="one", reason={"de": text, "en": text})]
            found = report(one, one.official(**OFFICIAL), reratings=hostile)
            bodies.append(told(one, found, language))
        first, second = bodies
        assert types_of(first) == types_of(second)
        assert "<script" not in first
        assert sum(one_line(HOSTILE) in line for line in lines_of(first)) > 2
