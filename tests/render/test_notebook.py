# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Reports and their parts in a notebook: what is shown; G1-G8, N3, P4."""

from __future__ import annotations

import functools
from fractions import Fraction
from typing import Any

import attrs
import pytest
from tests.render.notebooks import (
    LANGUAGES,
    RICH,
    cells,
    displayed,
    read,
    shell,
    shown,
    text,
    tokens,
)
from tests.render.paper import MARKDOWN
from tests.render.refreports import demo, full_village
from tests.render.village import report, village

from weltoffen.report.shares import Share
from weltoffen.report.structure import GapResult, Need, NodeResult, Report
from weltoffen.report.views import ViewGapResult
from weltoffen.scoring.results import View


class TestAReport:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_has_html_markdown_and_its_plain_text(self, language: str) -> None:
        found = demo().report
        display = shown(found, language)
        assert set(display) == {"text/plain", *RICH}
        assert display["text/plain"] == displayed(shell(None), found)["text/plain"]

    @pytest.mark.parametrize(
        ("language", "wanted"),
        [
            (
                "de",
                [
                    "Selbstcheck Musterstadt 2026",
                    "Der Stand beträgt 50 % (n = 1, Abdeckung ",
                    "Handlungsbedarfe",
                    "Schutz vor Diskriminierung: noch 50 Prozentpunkte, 2 Stufen bis zum Ziel (n = 1)",
                    "Gesprächsanlässe",
                    "Was bei den Zahlen zu beachten ist",
                    "Alle Angaben sind Selbsteinschätzungen.",
                ],
            ),
            (
                "en",
                [
                    "Self-check of Musterstadt 2026",
                    "Needs for action",
                    "50 percentage points, 2 stages to the target (n = 1)",
                    "Occasions for talk",
                    "What to bear in mind with the numbers",
                    "All answers are self-reports.",
                ],
            ),
        ],
    )
    def test_says_the_result_first_needs_first_talks_and_reservations(
        self, language: str, wanted: list[str]
    ) -> None:
        found = text(demo().report, language)
        places = [found.find(one) for one in wanted]
        assert -1 not in places, (wanted[places.index(-1)], found)
        assert places == sorted(places)

    def test_has_a_row_for_each_field_and_the_whole(self) -> None:
        names = [row[0] for row in cells(demo().report, "en")]
        fields = [one for one in demo().report.nodes if one.parent is None and one.title]
        assert names == [
            "Field of action",
            *(one.title.choose("en") for one in fields if one.title),
            "Overall",
        ]

    def test_names_five_needs_and_three_occasions_at_most(self) -> None:
        root = read(shown(demo().report)["text/html"])
        needs, talks = next(root.iter("ol")), next(root.iter("ul"))
        assert (len(needs), len(talks)) == (5, 3)
        assert len(demo().report.needs) > 5
        assert len(demo().report.occasions) > 3

    def test_says_nothing_of_what_there_is_not(self) -> None:
        """All is at its target, and there is one view only."""
        one = village()
        official = {"sport-hall": "s4", "sport-club": "s4", "music-choir": "s4", "news-paper": "s4"}
        found = text(report(one, one.official(**official)))
        assert "Handlungsbedarfe" not in found
        assert "Gesprächsanlässe" not in found

    def test_markdown_says_the_same(self) -> None:
        found = " ".join(
            "".join(child.content for child in token.children or [])
            for token in MARKDOWN.parse(shown(demo().report)["text/markdown"])
        ).replace("\u00a0", " ")
        assert "Schutz vor Diskriminierung: noch 50 Prozentpunkte, 2 Stufen bis zum Ziel" in found
        assert tokens(demo().report).count("table_open") == 1


class TestPartsOfAReportAreNamedByTheirIds:
    @functools.cached_property
    def report(self) -> Report:
        return full_village().report

    def node(self, name: str) -> NodeResult:
        return self.report.by_node[name]

    def test_a_node_g1(self) -> None:
        """Of music one question is answered with a quarter; its target is the stage "two", from 1/4."""
        found = self.node("music")
        assert text(found) == (
            "MusikStand: 25 % (n = 1)Stufe: twoZiel: 25 %Lücke zum Ziel: erreichtAbdeckung: 100 %"
        )
        assert text(found, "en") == (
            "MusicScore: 25% (n = 1)Stage: twoTarget: 25%Gap to target: reachedCoverage: 100%"
        )

    def test_a_node_with_a_tendency(self) -> None:
        found = attrs.evolve(self.node("music"), tendency=True)
        assert "Stufe: two, Tendenz zur nächsten" in text(found)

    def test_the_whole(self) -> None:
        assert text(self.report.whole).startswith("InsgesamtStand: ")

    @pytest.mark.parametrize(
        ("reason", "said"),
        [("protected", "geschützt"), ("no-answers", "keine Antworten"), (None, "geschützt")],
    )
    def test_a_node_without_score_says_why_p4(self, reason: Any, said: str) -> None:  # noqa: ANN401
        found = attrs.evolve(
            self.node("music"), score=None, reason=reason, coverage=None, gap=None, stage=None
        )
        assert text(found) == f"MusikStand: {said}Ziel: 25 %"

    def test_a_gap_g1(self) -> None:
        gap = GapResult(points=Share(Fraction(1, 5)), stages=1)
        assert text(gap) == "Lücke zum Ziel: 20 Prozentpunkte, eine Stufe"
        assert text(gap, "en") == "Gap to target: 20 percentage points, one stage"

    def test_a_need_g2(self) -> None:
        gap = GapResult(points=Share(Fraction(1, 5)), stages=1)
        need = Need(node="news", gap=gap, gain=Share(Fraction(1, 40)))
        assert text(need) == (
            "news: noch 20 Prozentpunkte, eine Stufe bis zum Ziel, "
            "Gewinn für das Ganze 2,5 Prozentpunkte"
        )

    def test_two_views_compared_g4(self) -> None:
        one = village()
        answers = {"sport-hall": "000444", "sport-club": "112233"}
        found = report(
            one,
            one.official(**{"sport-hall": "s4", "sport-club": "s4"}),
            *one.persons("politics", **answers),
        )
        (gap,) = found.gaps
        assert text(gap).startswith(
            "administration (offizielle Antwort) und politics (persönliche Antworten) im Vergleich"
        )
        head, *_, sport = cells(gap)
        assert head == [
            "Thema",
            "administration (offizielle Antwort)",
            "politics (persönliche Antworten)",
            "Abstand",
            "Gemeinsame Fragen",
        ]
        assert sport == [
            "sport",
            "100 % (n = 1)",
            "50 % (n = 6)",
            "50 Prozentpunkte und eine Stufe",
            "2",
        ]

    def test_views_without_a_common_node(self) -> None:
        (gap, *_) = self.report.gaps
        none = attrs.evolve(gap, nodes=())
        assert text(none).endswith("Hier lässt sich kein Thema vergleichen.")

    def test_all_together_have_a_name(self) -> None:
        view = View(kind="pooled")
        (gap, *_) = self.report.gaps
        assert "Alle persönlichen Antworten" in text(attrs.evolve(gap, column=view))

    def test_a_change_g8(self) -> None:
        change = self.report.change
        assert change is not None
        assert change.main is not None
        found = text(change)
        assert found.startswith("Veränderung seit dem Durchgang first")
        head, *rows = cells(change)
        assert head == ["Thema", "Früher", "Später", "Veränderung", "Gemeinsame Fragen"]
        assert [row[0] for row in rows] == [one.node or "Insgesamt" for one in change.main.nodes]

    def test_a_change_without_common_main_view_shows_every_view(self) -> None:
        change = self.report.change
        assert change is not None
        first, *others = change.views
        empty = attrs.evolve(first, nodes=())
        found = text(attrs.evolve(change, main=None, views=(empty, *others)))
        assert "beruht in den beiden Durchgängen auf verschiedenen Sichten" in found
        assert "Hier lässt sich nichts vergleichen." in found
        assert found.count("Gemeinsame Fragen") == len(others)


def test_gaps_of_views_are_tables() -> None:
    found = full_village().report.gaps
    assert found
    for gap in found:
        assert isinstance(gap, ViewGapResult)
        assert "table_open" in tokens(gap)
