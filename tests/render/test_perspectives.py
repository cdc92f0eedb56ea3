# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Perspectives side by side: who took part, merged groups, each two views compared; A2, G4, M8, P4."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from tests.builders import Town, node, single
from tests.render.paper import HOSTILE, lines_of, one_line, types_of
from tests.render.village import OWN, chapters, report, sections, tables, told, village, worded

from weltoffen.render.results import without_personal
from weltoffen.report.shares import Share
from weltoffen.report.views import NodeGapResult

if TYPE_CHECKING:
    from weltoffen.report.structure import Report

HEADING = {"de": "Die Perspektiven nebeneinander", "en": "The perspectives side by side"}
CAVEATS = {
    "de": "Was bei den Zahlen zu beachten ist",
    "en": "What to bear in mind with the numbers",
}
OFFICIAL = {"sport-hall": "s4", "sport-club": "s4", "music-choir": "s2", "news-paper": "s0"}
POLITICS: dict[str, Any] = {
    "sport-hall": "000444",
    "sport-club": "112233",
    "music-choir": "112233",
    "news-paper": "112213",
}
"""Sport 1/2 over both, music 1/2, news 5/12; field of leisure 1/2, of talk 5/12, the whole 11/24."""


def here() -> tuple[Town, Report]:
    one = village()
    return one, report(one, one.official(**OFFICIAL), *one.persons("politics", **POLITICS))


def chapter(one: Town, found: Report, language: str = "de") -> str:
    return chapters(told(one, found, language))[HEADING[language]]


def joint() -> tuple[Town, Report]:
    """Give a village where politics (3 persons) and economy (4) are merged, and one person is hidden."""
    one = village()
    found = report(
        one,
        *one.persons("politics", **{"sport-hall": "012"}),
        *one.persons("civil-society", **{"sport-hall": "0123401"}),
        *one.persons("economy", **{"sport-hall": "0234"}),
        merges=[("economy", "politics")],
    )
    return one, found


class TestEachTwoViewsAreComparedG4:
    @pytest.mark.parametrize(
        ("language", "title", "rows"),
        [
            (
                "de",
                "Verwaltung (offizielle Antwort) und Politik im Vergleich",
                [
                    ["Kriterium", "Verwaltung (offizielle Antwort)", "Politik", "Abstand"],
                    ["Insgesamt", "38 % (n = 1)", "46 % (n = 6)", "8 Prozentpunkte"],
                    [
                        "Sport (Freizeit)",
                        "100 % (n = 1)",
                        "50 % (n = 6)",
                        "50 Prozentpunkte und eine Stufe",
                    ],
                    [
                        "Nachrichten (Gespräch)",
                        "0 % (n = 1)",
                        "42 % (n = 6)",
                        "42 Prozentpunkte und eine Stufe",
                    ],
                ],
            ),
            (
                "en",
                "Administration (official response) and Politics compared",
                [
                    ["Criterion", "Administration (official response)", "Politics", "Distance"],
                    ["Overall", "38% (n = 1)", "46% (n = 6)", "8 percentage points"],
                    [
                        "Sports (Leisure)",
                        "100% (n = 1)",
                        "50% (n = 6)",
                        "50 percentage points and one stage",
                    ],
                    [
                        "News (Talk)",
                        "0% (n = 1)",
                        "42% (n = 6)",
                        "42 percentage points and one stage",
                    ],
                ],
            ),
        ],
    )
    def test_with_both_scores_their_n_and_the_distance_n3(
        self, language: str, title: str, rows: list[list[str]]
    ) -> None:
        """The whole: (3/4 + 0)/2 = 3/8 against (1/2 + 5/12)/2 = 11/24; music does not differ."""
        one, found = here()
        (table,) = tables(sections(chapter(one, found, language))[title])
        assert [row[:4] for row in table] == rows

    @pytest.mark.parametrize(
        ("language", "administration"),
        [
            ("de", "Verwaltung (offizielle Antwort)"),
            ("en", "Administration (official response)"),
        ],
    )
    def test_with_who_sees_it_lower_and_over_how_many_questions(
        self, language: str, administration: str
    ) -> None:
        politics = {"de": "Politik", "en": "Politics"}[language]
        one, found = here()
        *_, (head, *rows) = tables(chapter(one, found, language))
        assert (
            head[4:]
            == {
                "de": ["Niedriger eingeschätzt von", "Gemeinsame Fragen"],
                "en": ["Rated lower by", "Questions in common"],
            }[language]
        )
        assert [row[4:] for row in rows] == [
            [administration, "4"],
            [politics, "2"],
            [administration, "1"],
        ]

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("de", "Verglichen: 3 Themen. Gezeigt ist alles, wo es einen Unterschied gibt."),
            ("en", "Compared: 3 topics. Everything with a difference is shown."),
        ],
    )
    def test_it_is_said_how_much_is_shown(self, language: str, said: str) -> None:
        one, found = here()
        assert said in chapter(one, found, language)

    def test_of_many_leaves_the_ten_with_the_largest_distance_are_shown(self) -> None:
        """Twelve leaves, the i-th of them i percentage points apart: the first two fall away."""
        leaves = [f"leaf-{i}" for i in range(12)]
        one = village(
            *(single(f"q-{leaf}", leaf) for leaf in leaves),
            nodes=[node(leaf) for leaf in leaves],
        )
        distances = [Fraction(i + 1, 100) for i in range(12)]
        official = one.official(**{f"q-{leaf}": "s0" for leaf in leaves})
        persons = one.persons("politics", **{f"q-{leaf}": "001122" for leaf in leaves})
        found = report(one, official, *persons)
        (gap,) = found.gaps
        nodes = [
            NodeGapResult(
                node=leaf,
                questions=1,
                row=Share(0),
                column=Share(distance),
                row_n=1,
                column_n=6,
                difference=Share(-distance),
                stages=0,
            )
            for leaf, distance in zip(leaves, distances, strict=True)
        ]
        changed = attrs.evolve(found, gaps=(attrs.evolve(gap, nodes=tuple(nodes)),), occasions=())
        body = chapter(one, changed)
        *_, (_, *rows) = tables(body)
        assert [row[2] for row in rows] == [f"{i} % (n = 6)" for i in range(12, 2, -1)]
        assert "Verglichen: 12 Themen. Gezeigt sind die 10 größten Unterschiede." in body
        assert "höchstens 10 Themen" in body
        assert "alle übrigen stehen in der JSON-Fassung" in body

    def test_equal_distances_stand_in_declared_order(self) -> None:
        one = village()
        official = one.official(**{"sport-hall": "s0", "music-choir": "s4", "news-paper": "s0"})
        columns = {"sport-hall": "112233", "music-choir": "112233", "news-paper": "112233"}
        found = report(one, official, *one.persons("politics", **columns))
        *_, (_, _whole, *rows) = tables(chapter(one, found))
        assert [(row[0], row[4]) for row in rows] == [
            ("Sport (Freizeit)", "Verwaltung (offizielle Antwort)"),
            ("Musik (Freizeit)", "Politik"),
            ("Nachrichten (Gespräch)", "Verwaltung (offizielle Antwort)"),
        ]

    def test_where_nothing_differs(self) -> None:
        one = village()
        persons = one.persons("politics", **{"sport-hall": "112233"})
        body = chapter(one, report(one, one.official(**{"sport-hall": "s2"}), *persons))
        assert "Verglichen: ein Thema. Es gibt keinen Unterschied." in body
        *_, (_, whole) = tables(body)
        scores = ["50 % (n = 1)", "50 % (n = 6)"]
        assert whole == ["Insgesamt", *scores, "0 Prozentpunkte", "–", "1"]

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("de", "Hier lässt sich kein Thema vergleichen."),
            ("en", "There is no topic here that can be compared."),
        ],
    )
    def test_where_nothing_is_common(self, language: str, said: str) -> None:
        one = village()
        persons = one.persons("politics", **{"music-choir": "112233"})
        found = report(one, one.official(**{"sport-hall": "s2", "sport-club": "s2"}), *persons)
        body = chapter(one, found, language)
        *_, section = sections(body).values()
        assert section.strip() == said

    def test_with_one_view_there_is_nothing_to_compare(self) -> None:
        one = village()
        body = chapter(one, report(one, one.official(**OFFICIAL)))
        assert list(sections(body)) == [""]
        assert "je zwei Sichten" not in body


class TestMergedGroupsA2:
    @pytest.mark.parametrize(
        ("language", "rows"),
        [
            (
                "de",
                [
                    ["Verwaltung", "nein", "geschützt"],
                    ["Politik", "nein", "enthalten in „Politik und Wirtschaft“"],
                    ["Zivilgesellschaft", "nein", "n = 7"],
                    ["Wirtschaft", "nein", "enthalten in „Politik und Wirtschaft“"],
                    ["Einwohner*innen", "nein", "geschützt"],
                    ["„Politik und Wirtschaft“ zusammen", "–", "n = 7"],
                    ["Zusammen", "–", "n = 14"],
                ],
            ),
            (
                "en",
                [
                    ["Administration", "no", "protected"],
                    ["Politics", "no", "counted in “Politics and Economy”"],
                    ["Civil society", "no", "n = 7"],
                    ["Economy", "no", "counted in “Politics and Economy”"],
                    ["Residents", "no", "protected"],
                    ["“Politics and Economy” together", "–", "n = 7"],
                    ["Together", "–", "n = 14"],
                ],
            ),
        ],
    )
    def test_participation_says_where_their_persons_are_counted(
        self, language: str, rows: list[list[str]]
    ) -> None:
        one, found = joint()
        (_, *table), *_ = tables(chapter(one, found, language))
        assert table == rows

    def test_their_members_are_neither_none_nor_protected_p4(self) -> None:
        _, found = joint()
        assert without_personal(found) == ("administration", "residents")

    def test_a_group_that_is_not_shown_is_named_in_their_place(self) -> None:
        """Two persons are too few, so that they form a rest with the next smallest group (P2)."""
        one = village()
        found = report(
            one,
            *one.persons("politics", **{"sport-hall": "0"}),
            *one.persons("residents", **{"sport-hall": "3"}),
            *one.persons("civil-society", **{"sport-hall": "0123401"}),
            *one.persons("economy", **{"sport-hall": "01234014"}),
            merges=[("residents", "politics")],
        )
        assert without_personal(found) == (
            "administration",
            "civil-society",
            "politics-and-residents",
        )
        assert (
            "Das betrifft: Verwaltung, Zivilgesellschaft, „Politik und Einwohner\\*innen“.\n"
        ) in chapter(one, found)

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            (
                "de",
                (
                    "Zum Schutz kleiner Gruppen wurden die persönlichen Antworten einiger "
                    "Perspektiven zusammengenommen: „Politik und Wirtschaft“.\n"
                ),
            ),
            (
                "en",
                (
                    "To protect small groups, the personal answers of some perspectives were taken "
                    "together: “Politics and Economy”.\n"
                ),
            ),
        ],
    )
    def test_it_is_said_where_the_numbers_begin(self, language: str, said: str) -> None:
        one, found = joint()
        assert said in chapters(told(one, found, language))[CAVEATS[language]]
        plain, without = here()
        assert said[:30] not in told(plain, without, language)


class TestReadersLearnWhatProtectionMeansP4:
    @pytest.mark.parametrize("k", [5, 10])
    @pytest.mark.parametrize(
        ("language", "least", "marker"),
        [
            (
                "de",
                "nur aus Gruppen mit mindestens {k} Antworten auf eine Frage",
                "Wo „geschützt“ steht",
            ),
            (
                "en",
                "only from groups with at least {k} answers to a question",
                "Where it says “protected”",
            ),
        ],
    )
    def test_with_k_and_the_marker_before_the_first_number(
        self, k: int, language: str, least: str, marker: str
    ) -> None:
        one, found = here()
        changed = attrs.evolve(found, stamp=attrs.evolve(found.stamp, protection_k=k))
        body = chapters(told(one, changed, language))[CAVEATS[language]]
        (line,) = [line for line in body.splitlines() if least.format(k=k) in line]
        assert marker in line

    @pytest.mark.parametrize(
        ("language", "protected", "said"),
        [
            (
                "de",
                "geschützt",
                (
                    "Auch wo an anderer Stelle „geschützt“ steht, kann hier ein Wert stehen: Er "
                    "kommt nur aus den Fragen, deren Antworten gezeigt werden können."
                ),
            ),
            (
                "en",
                "protected",
                (
                    "Even where it says “protected” elsewhere, there may be a score here: it comes "
                    "only from the questions whose answers can be shown."
                ),
            ),
        ],
    )
    def test_a_pair_may_have_a_score_where_it_is_protected_elsewhere(
        self, language: str, protected: str, said: str
    ) -> None:
        """At two of sport's three questions all in politics said the same; hidden, they hide its score."""
        leaf = [single(f"sport-{name}", "sport") for name in ("hall", "club", "pool")]
        one = village(*leaf)
        columns = {"sport-hall": "112233", "sport-club": "222222", "sport-pool": "222222"}
        official = one.official(**{question.id: "s4" for question in leaf})
        found = report(one, official, *one.persons("politics", **columns))
        text = chapters(told(one, found, language))
        side_by_side, pair = tables(text[HEADING[language]])[-2:]
        assert [row[-1] for row in side_by_side[1:] if row[0] in {"Sport", "Sports"}] == [protected]
        assert [row[2].split()[0].rstrip("%") for row in pair[1:]] == ["50", "50"]
        before, after = text[HEADING[language]].split(said)
        assert "\n### " not in before
        assert "\n### " in after
        elsewhere = {
            "de": "An anderer Stelle kann zum selben Thema ein Wert stehen",
            "en": "Elsewhere there may be a score for the same topic",
        }[language]
        assert elsewhere in text[CAVEATS[language]]

    def test_a_hidden_group_leaves_no_number_behind(self) -> None:
        """Three persons of the economy, all at the lowest option: 3 of them, 0%, nowhere."""
        one = village()
        persons = [
            *one.persons("politics", **{"sport-hall": "1122334"}),
            *one.persons("economy", **{"sport-hall": "000"}),
            *one.persons("civil-society", **{"sport-hall": "2244"}),
        ]
        for language in ("de", "en"):
            body = told(one, report(one, *persons), language)
            for line in body.splitlines():
                if {"de": "Wirtschaft", "en": "Economy"}[language] in line and line.startswith("|"):
                    assert not any(letter.isdigit() for letter in line)
            assert "n = 3" not in body
            assert "n = 4" not in body


class TestTextsStayTexts:
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_of_perspectives_and_nodes(self, language: str) -> None:
        bodies = []
        for text in (HOSTILE, "calm"):
            one = worded(village(), text)
            found = report(
                one,
                one.official(**OFFICIAL),
                *one.persons("politics", **POLITICS),
                *one.persons("economy", **POLITICS),
                merges=[("economy", "politics")],
            )
            assert found.gaps
            bodies.append(chapter(one, found, language))
        hostile, calm = bodies
        assert types_of(hostile) == types_of(calm)
        assert "<script" not in hostile
        assert any(one_line(HOSTILE) in line for line in lines_of(hostile))


class TestTheSupplementStandsApartM8:
    def test_its_leaves_are_compared_in_its_own_chapter(self) -> None:
        one = village(supplement=OWN)
        columns = {"river-bank": "000444", "sport-hall": "112233"}
        official = one.official(**{"river-bank": "s4", "sport-hall": "s2", "sport-club": "s2"})
        found = report(one, official, *one.persons("politics", **columns))
        body = chapters(told(one, found))
        *_, (_, whole) = tables(body[HEADING["de"]])
        assert whole[:3] == ["Insgesamt", "50 % (n = 1)", "50 % (n = 6)"]
        own = sections(body["Lokale Ergänzung"])
        title = "Verwaltung (offizielle Antwort) und Politik im Vergleich"
        (table,) = tables(own[title])
        assert [row[:3] for row in table[1:]] == [["Fluss", "100 % (n = 1)", "50 % (n = 6)"]]

    def test_without_a_common_leaf_there_is_nothing(self) -> None:
        one = village(supplement=OWN)
        columns = {"sport-hall": "112233"}
        found = report(
            one, one.official(**{"river-bank": "s4"}), *one.persons("politics", **columns)
        )
        assert "im Vergleich" not in chapters(told(one, found))["Lokale Ergänzung"]
