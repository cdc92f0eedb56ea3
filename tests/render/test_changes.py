# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Change between two rounds, in a report and as a document of its own, worked out by hand; G8, M8, P5."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
import pytest
from tests.builders import Town
from tests.render.paper import HOSTILE, headings_of, lines_of, one_line, skips, types_of
from tests.render.village import (
    OWN,
    chapters,
    report,
    sections,
    tables,
    told,
    village,
    worded,
)

import weltoffen as wo
from weltoffen.model.comparison import Relation
from weltoffen.model.method import Method
from weltoffen.render import render_change, render_markdown
from weltoffen.report.earlier import Earlier
from weltoffen.report.rounds import ChangeResult, NodeChangeResult, ViewChangeResult
from weltoffen.report.shares import Share
from weltoffen.scoring.matching import Matching
from weltoffen.scoring.results import View

if TYPE_CHECKING:
    from weltoffen.report.structure import Report

HEADING = {"de": "Veränderung seit dem früheren Durchgang", "en": "Change since the earlier round"}
MAIN = {
    "de": "Verwaltung (offizielle Antwort) – Grundlage des Gesamtergebnisses",
    "en": "Administration (official response) – basis of the overall result",
}
THEN = {"sport-hall": "s2", "sport-club": "s2", "music-choir": "s4"}
NOW = {"sport-hall": "s4", "sport-club": "s3", "music-choir": "s2", "news-paper": "s0"}
"""In common: sport 1/2 then and 7/8 now, music 1 and 1/2, leisure and the whole 3/4 and 11/16."""
PERSONS = {"sport-hall": "112233"}
EARLIER = wo.Round(id="first", start=dt.date(2023, 3, 1), end=dt.date(2023, 5, 31))


def here(one: Town | None = None) -> tuple[Town, Report]:
    """Give a later round, with an earlier one of another name in which politics answered alike."""
    one = one or village()
    named = {"de": "Selbstcheck damals", "en": "Self-check then"}
    older = attrs.evolve(one.assessment, title=named, round=EARLIER)
    then = Town(edition=one.edition, assessment=older)
    before = report(then, then.official(**THEN), *then.persons("politics", **PERSONS))
    earlier = Earlier(report=before, edition=one.edition)
    persons = one.persons("politics", **PERSONS)
    return one, report(one, one.official(**NOW), *persons, earlier=earlier)


def changed(found: Report) -> ChangeResult:
    assert found.change is not None
    return found.change


def chapter(one: Town, found: Report, language: str = "de") -> str:
    return chapters(told(one, found, language))[HEADING[language]]


def document(one: Town, found: Report, language: str = "de") -> str:
    edition = one.assessment.extend(one.edition)
    return render_change(changed(found), found, language, edition=edition).replace("\u00a0", " ")


class TestEachViewHasATableG8:
    @pytest.mark.parametrize(
        ("language", "rows"),
        [
            (
                "de",
                [
                    [
                        *("Feld / Kriterium", "Damals", "Jetzt", "Veränderung", "Stufen"),
                        "Gemeinsame Fragen",
                    ],
                    [
                        "Insgesamt",
                        "75 %",
                        "69 %",
                        "6 Prozentpunkte niedriger",
                        "eine Stufe niedriger",
                        "3",
                    ],
                    [
                        "Freizeit",
                        "75 %",
                        "69 %",
                        "6 Prozentpunkte niedriger",
                        "eine Stufe niedriger",
                        "3",
                    ],
                    ["Sport", "50 %", "88 %", "38 Prozentpunkte höher", "eine Stufe höher", "2"],
                    [
                        "Musik",
                        "100 %",
                        "50 %",
                        "50 Prozentpunkte niedriger",
                        "eine Stufe niedriger",
                        "1",
                    ],
                ],
            ),
            (
                "en",
                [
                    [
                        *("Field / Criterion", "Then", "Now", "Change", "Stages"),
                        "Questions in common",
                    ],
                    ["Overall", "75%", "69%", "6 percentage points lower", "one stage lower", "3"],
                    ["Leisure", "75%", "69%", "6 percentage points lower", "one stage lower", "3"],
                    [
                        "Sports",
                        "50%",
                        "88%",
                        "38 percentage points higher",
                        "one stage higher",
                        "2",
                    ],
                    ["Music", "100%", "50%", "50 percentage points lower", "one stage lower", "1"],
                ],
            ),
        ],
    )
    def test_the_main_one_first(self, language: str, rows: list[list[str]]) -> None:
        one, found = here()
        (table,) = tables(sections(chapter(one, found, language))[MAIN[language]])
        assert table == rows
        politics = {"de": "Politik", "en": "Politics"}[language]
        assert list(sections(chapter(one, found, language))) == ["", MAIN[language], politics]

    @pytest.mark.parametrize(("language", "same"), [("de", "gleich"), ("en", "the same")])
    def test_no_change_is_called_so(self, language: str, same: str) -> None:
        one, found = here()
        *_, (_, whole, *_) = tables(chapter(one, found, language))
        assert whole[3:5] == [same, same]

    def test_a_change_that_rounds_to_nothing_is_not_called_none(self) -> None:
        one, found = here()
        main = changed(found).main
        assert main is not None
        tiny = attrs.evolve(main.nodes[0], difference=Share(Fraction(-1, 1000)))
        result = attrs.evolve(changed(found), main=attrs.evolve(main, nodes=(tiny,)))
        body = sections(chapter(one, attrs.evolve(found, change=result)))
        ((_, row),) = tables(body[MAIN["de"]])
        assert row[3] == "unter 1 Prozentpunkt niedriger"

    def test_stages_of_other_editions_are_not_compared(self) -> None:
        one, found = here()
        main = changed(found).main
        assert main is not None
        without = attrs.evolve(
            main, nodes=tuple(attrs.evolve(node, stages=None) for node in main.nodes)
        )
        result = attrs.evolve(changed(found), main=without, views=(), same_stages=False)
        body = chapter(one, attrs.evolve(found, change=result))
        *_, (_, *rows) = tables(body)
        assert {row[4] for row in rows} == {"–"}
        assert "sind nicht mehr dieselben" in body
        assert "sind nicht mehr dieselben" not in chapter(one, found)

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("de", "beruht in den beiden Durchgängen auf verschiedenen Sichten"),
            ("en", "rests on different views in the two rounds"),
        ],
    )
    def test_without_a_common_main_view_the_others_stand_alone(
        self, language: str, said: str
    ) -> None:
        one, found = here()
        result = attrs.evolve(changed(found), main=None)
        body = chapter(one, attrs.evolve(found, change=result), language)
        assert said in body
        politics = {"de": "Politik", "en": "Politics"}[language]
        official = MAIN[language].partition(" – ")[0]
        assert list(sections(body)) == ["", official, politics]
        assert said not in chapter(one, found, language)

    @pytest.mark.parametrize(
        ("policy", "title"),
        [("equal", "Mittelwert der Perspektiven"), ("pooled", "Alle persönlichen Antworten")],
    )
    def test_other_policies_for_the_whole_are_named(self, policy: str, title: str) -> None:
        one, found = here(village(method=Method(whole_policy=policy)))  # type: ignore[arg-type]
        body = sections(chapter(one, found))
        official = "Verwaltung (offizielle Antwort)"
        assert list(body) == ["", f"{title} – Grundlage des Gesamtergebnisses", official, "Politik"]

    @pytest.mark.parametrize(
        ("language", "said"),
        [("de", "Hier lässt sich nichts"), ("en", "There is nothing here")],
    )
    def test_a_view_without_anything_in_common(self, language: str, said: str) -> None:
        one, found = here()
        empty = ViewChangeResult(
            view=View(kind="personal", perspective="economy"), questions=0, nodes=()
        )
        result = attrs.evolve(changed(found), views=(empty,))
        body = chapter(one, attrs.evolve(found, change=result), language)
        assert list(sections(body).values())[-1].strip().startswith(said)

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_without_an_earlier_round_there_is_no_chapter(self, language: str) -> None:
        one = village()
        assert HEADING[language] not in told(one, report(one, one.official(**NOW)), language)


class TestComparabilityComesFirstG8:
    @pytest.mark.parametrize(
        ("language", "labels"),
        [
            (
                "de",
                {
                    "vergleichbar": ["4", "1"],
                    "umformuliert; nicht verglichen": ["1", "0"],
                    "neu": ["2", "0"],
                    "weggefallen": ["3", "1"],
                    "in mehrere geteilt": ["1", "0"],
                    "aus mehreren zusammengelegt": ["1", "0"],
                    "unter gleichem Namen verändert": ["2", "0"],
                    "widersprüchlich zugeordnet": ["1", "0"],
                    "Thema nicht vergleichbar": ["1", "0"],
                },
            ),
            (
                "en",
                {
                    "comparable": ["4", "1"],
                    "reworded; not compared": ["1", "0"],
                    "new": ["2", "0"],
                    "dropped": ["3", "1"],
                    "split into several": ["1", "0"],
                    "merged from several": ["1", "0"],
                    "altered under the same name": ["2", "0"],
                    "related in contradictory ways": ["1", "0"],
                    "topic not comparable": ["1", "0"],
                },
            ),
        ],
    )
    def test_with_how_many_of_each_kind(self, language: str, labels: dict[str, list[str]]) -> None:
        one, found = here()
        relations = [
            Relation(how="reworded", earlier=("r",), later=("r2",)),
            *(Relation(how="new", later=(f"n{i}",)) for i in range(2)),
            *(Relation(how="dropped", earlier=(f"d{i}",)) for i in range(3)),
            Relation(how="split", earlier=("s",), later=("s1", "s2")),
            Relation(how="merged", earlier=("m1", "m2"), later=("m",)),
        ]
        pairs = [(f"q{i}", f"q{i}") for i in range(8)]
        questions = Matching(
            relations=relations,
            compared=pairs[:4],
            altered=pairs[4:6],
            contradictory=pairs[6:7],
            without_leaf=pairs[7:],
        )
        nodes = Matching(
            relations=[Relation(how="dropped", earlier=("d",))],
            compared=[("a", "a")],
            altered=(),
            contradictory=(),
        )
        result = attrs.evolve(changed(found), questions=questions, nodes=nodes)
        first, *_ = tables(chapter(one, attrs.evolve(found, change=result), language))
        assert {row[0]: row[1:] for row in first[1:]} == labels

    def test_only_the_kinds_that_there_are(self) -> None:
        """All four questions and five nodes stayed; only what was answered twice enters the tables."""
        one, found = here()
        first, *_ = tables(chapter(one, found))
        assert first == [
            ["Vergleichbarkeit", "Fragen", "Feld / Kriterium"],
            ["vergleichbar", "4", "5"],
        ]

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("de", "umformuliert; auf Wunsch mitverglichen"),
            ("en", "reworded; compared too, on request"),
        ],
    )
    def test_what_was_reworded_is_compared_on_request(self, language: str, said: str) -> None:
        one, found = here()
        relation = Relation(how="reworded", earlier=("r",), later=("r2",))
        questions = attrs.evolve(
            changed(found).questions, relations=(relation,), compared=(("r", "r2"),)
        )
        result = attrs.evolve(changed(found), questions=questions, reworded=True)
        first, *_ = tables(chapter(one, attrs.evolve(found, change=result), language))
        assert first[-1] == [said, "1", "0"]

    @pytest.mark.parametrize(
        ("language", "no_effect", "others"),
        [
            (
                "de",
                "dass eine Maßnahme gewirkt hat, zeigen sie nicht",
                "andere Personen geantwortet",
            ),
            ("en", "they do not show that any measure has had an effect", "Other people may have"),
        ],
    )
    def test_no_effect_is_claimed(self, language: str, no_effect: str, others: str) -> None:
        one, found = here()
        for text in (chapter(one, found, language), document(one, found, language)):
            before, after = text.split(no_effect)
            assert others in before
            assert MAIN[language] in after

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            (
                "de",
                (
                    "- **Früherer Durchgang:** Selbstcheck damals, Durchgang first (1. März 2023 "
                    "bis 31. Mai 2023), Fragebogen asked, Fassung 1\n"
                ),
            ),
            (
                "en",
                (
                    "- **Earlier round:** Self-check then, round first (1 March 2023 to 31 May "
                    "2023), questionnaire asked, version 1\n"
                ),
            ),
        ],
    )
    def test_the_earlier_round_is_named(self, language: str, said: str) -> None:
        one, found = here()
        assert said in chapter(one, found, language)

    def test_a_round_without_title_and_time_by_its_id(self) -> None:
        one, found = here()
        bare = attrs.evolve(changed(found).earlier, title=None, round=wo.Round(id="first"))
        result = attrs.evolve(changed(found), earlier=bare)
        said = "- **Früherer Durchgang:** Durchgang first, Fragebogen asked, Fassung 1\n"
        assert said in chapter(one, attrs.evolve(found, change=result))


class TestADocumentOfItsOwnG8:
    @pytest.mark.parametrize(
        ("language", "headings"),
        [
            (
                "de",
                [
                    (1, "Musterstadt: zwei Durchgänge im Vergleich"),
                    (2, "Was sich vergleichen lässt"),
                    (2, "Was sich verändert hat"),
                    (3, MAIN["de"]),
                    (3, "Politik"),
                ],
            ),
            (
                "en",
                [
                    (1, "Musterstadt: two rounds compared"),
                    (2, "What can be compared"),
                    (2, "What has changed"),
                    (3, MAIN["en"]),
                    (3, "Politics"),
                ],
            ),
        ],
    )
    def test_has_both_rounds_comparability_and_tables(
        self, language: str, headings: list[tuple[int, str]]
    ) -> None:
        one, found = here()
        text = document(one, found, language)
        assert headings_of(text) == headings
        assert tables(text) == tables(chapter(one, found, language))
        rounds = {
            "de": (
                "- **Früherer Durchgang:** Selbstcheck damals, ",
                "- **Späterer Durchgang:** Durchgang ",
            ),
            "en": ("- **Earlier round:** Self-check then, ", "- **Later round:** round "),
        }[language]
        first, second = [line for line in text.splitlines() if line.startswith("- ")]
        assert first.startswith(rounds[0])
        assert second.startswith(rounds[1])

    def test_is_german_by_default_and_needs_no_edition(self) -> None:
        _, found = here()
        assert render_change(changed(found), found) == render_change(changed(found), found, "de")
        assert render_change(changed(found), found, "de-simple") == render_change(
            changed(found), found
        )
        english = render_change(changed(found), found, "en")
        assert render_change(changed(found), found, "fr").count("\n") == english.count("\n")

    @pytest.mark.parametrize("wrong", [None, {}, "change", b"{}"])
    def test_is_made_from_a_change_and_a_report_alone_p5(self, wrong: object) -> None:
        _, found = here()
        with pytest.raises(wo.Unprotected, match="render_change takes a ChangeResult"):
            render_change(wrong, found)  # type: ignore[arg-type]
        with pytest.raises(wo.Unprotected, match="render_change takes a Report"):
            render_change(changed(found), wrong)  # type: ignore[arg-type]

    def test_the_edition_must_be_that_of_the_report(self) -> None:
        _, found = here()
        other = attrs.evolve(
            village().edition,
            questionnaire=attrs.evolve(village().edition.questionnaire, version="2"),
        )
        with pytest.raises(wo.InvalidDocument) as caught:
            render_change(changed(found), found, edition=other)
        assert [problem.code for problem in caught.value.problems] == ["other-edition"]


def own() -> tuple[Town, Report]:
    """Give rounds with a local supplement: the river at 1/4 then and at 1 now."""
    one = village(supplement=OWN)
    edition = one.assessment.extend(one.edition)
    before = report(one, one.official(**THEN, **{"river-bank": "s1"}))
    earlier = Earlier(report=before, edition=edition)
    return one, report(one, one.official(**NOW, **{"river-bank": "s4"}), earlier=earlier)


class TestTheSupplementStandsApartM8:
    def test_in_a_report_in_its_own_chapter(self) -> None:
        one, found = own()
        body = chapters(told(one, found))
        assert "Fluss" not in body[HEADING["de"]]
        section = sections(body["Lokale Ergänzung"])["Veränderung: Verwaltung (offizielle Antwort)"]
        ((_, row),) = tables(section)
        assert row == ["Fluss", "25 %", "100 %", "75 Prozentpunkte höher", "2 Stufen höher", "1"]

    @pytest.mark.parametrize(
        ("language", "chapter_name", "title"),
        [
            ("de", "Lokale Ergänzung", "Veränderung: Verwaltung (offizielle Antwort)"),
            ("en", "Local supplement", "Change: Administration (official response)"),
        ],
    )
    def test_in_a_document_of_its_own_in_a_last_chapter(
        self, language: str, chapter_name: str, title: str
    ) -> None:
        one, found = own()
        body = chapters(document(one, found, language))
        *others, last = body
        assert last == chapter_name
        assert list(sections(body[last])) == ["", title]
        assert all("Fluss" not in body[x] and "River" not in body[x] for x in others)

    def test_without_own_nodes_there_is_nothing(self) -> None:
        one, found = here()
        assert "Lokale Ergänzung" not in document(one, found)
        own_one, _ = own()
        before = report(own_one, own_one.official(**THEN))
        earlier = Earlier(report=before, edition=own_one.edition)
        later = report(own_one, own_one.official(**NOW, **{"river-bank": "s4"}), earlier=earlier)
        assert "Veränderung: " not in told(own_one, later)

    def test_where_another_view_stands_for_the_whole(self) -> None:
        one, found = own()
        result = attrs.evolve(changed(found), main=None)
        both = attrs.evolve(found, change=result)
        assert "Veränderung: Verwaltung" in chapters(told(one, both))["Lokale Ergänzung"]

    def test_a_view_without_own_nodes_has_no_table_there(self) -> None:
        one, found = own()
        node = NodeChangeResult(
            questions=1, earlier=Share(0), later=Share(1), difference=Share(1), stages=3
        )
        view = ViewChangeResult(
            view=View(kind="personal", perspective="politics"), questions=1, nodes=(node,)
        )
        result = attrs.evolve(changed(found), views=(*changed(found).views, view))
        body = chapters(told(one, attrs.evolve(found, change=result)))
        assert "Veränderung: Politik" not in body["Lokale Ergänzung"]
        assert "Politik" in sections(body[HEADING["de"]])


class TestTextsStayTexts:
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_of_rounds_perspectives_and_nodes(self, language: str) -> None:
        texts = []
        for text in (HOSTILE, "calm"):
            one, found = here(worded(village(), text))
            result = changed(found)
            earlier = attrs.evolve(result.earlier, title=wo.Text({"de": text, "en": text}))
            result = attrs.evolve(result, earlier=earlier)
            town = wo.Municipality(name=one_line(text))
            both = attrs.evolve(found, change=result, municipality=town)
            texts.append((document(one, both, language), chapter(one, both, language)))
        (hostile, in_report), (calm, calm_report) = texts
        assert types_of(hostile) == types_of(calm)
        assert types_of(in_report) == types_of(calm_report)
        assert "<script" not in hostile
        assert any(one_line(HOSTILE) in line for line in lines_of(hostile))
        assert not skips([level for level, _ in headings_of(hostile)])

    def test_equal_arguments_give_equal_text(self) -> None:
        one, found = here()
        assert document(one, found) == document(*here())
        assert render_markdown(found) == render_markdown(here()[1])
