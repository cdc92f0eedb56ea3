# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Change between two rounds, in a report and as a document of its own, worked out by hand; G8, M8, P5."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
import pytest
from tests.builders import Town, of_another_round
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
from weltoffen.report.earlier import Earlier, compare_reports
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


def before_of(one: Town) -> Town:
    """Give a town three years ago: the round, and the assessment, were another one."""
    named = {"de": "Selbstcheck damals", "en": "Self-check then"}
    older = attrs.evolve(one.assessment, id="town-2023", title=named, round=EARLIER)
    return Town(edition=one.edition, assessment=older)


def here(one: Town | None = None) -> tuple[Town, Report]:
    """Give a later round, with an earlier one in which politics answered alike."""
    one = one or village()
    then = before_of(one)
    before = report(then, then.official(**THEN), *then.persons("politics", **PERSONS))
    earlier = Earlier(report=of_another_round(before), edition=one.edition)
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
                        *("Feld / Kriterium", "Früher", "Später", "Veränderung", "Stufen"),
                        "Gemeinsame Fragen",
                    ],
                    [
                        "Insgesamt",
                        "75 % (n = 1)",
                        "69 % (n = 1)",
                        "6 Prozentpunkte niedriger",
                        "eine Stufe niedriger",
                        "3",
                    ],
                    [
                        "Freizeit",
                        "75 % (n = 1)",
                        "69 % (n = 1)",
                        "6 Prozentpunkte niedriger",
                        "eine Stufe niedriger",
                        "3",
                    ],
                    [
                        "Sport",
                        "50 % (n = 1)",
                        "88 % (n = 1)",
                        "38 Prozentpunkte höher",
                        "eine Stufe höher",
                        "2",
                    ],
                    [
                        "Musik",
                        "100 % (n = 1)",
                        "50 % (n = 1)",
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
                        *("Field / Criterion", "Earlier", "Later", "Change", "Stages"),
                        "Questions in common",
                    ],
                    [
                        "Overall",
                        "75% (n = 1)",
                        "69% (n = 1)",
                        "6 percentage points lower",
                        "one stage lower",
                        "3",
                    ],
                    [
                        "Leisure",
                        "75% (n = 1)",
                        "69% (n = 1)",
                        "6 percentage points lower",
                        "one stage lower",
                        "3",
                    ],
                    [
                        "Sports",
                        "50% (n = 1)",
                        "88% (n = 1)",
                        "38 percentage points higher",
                        "one stage higher",
                        "2",
                    ],
                    [
                        "Music",
                        "100% (n = 1)",
                        "50% (n = 1)",
                        "50 percentage points lower",
                        "one stage lower",
                        "1",
                    ],
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

    def test_each_score_with_the_n_of_its_own_round_n3(self) -> None:
        """Seven persons then, 12/28, and six now, 12/24."""
        one = village()
        then = before_of(one)
        before = report(then, *then.persons("politics", **{"sport-hall": "1122330"}))
        persons = one.persons("politics", **PERSONS)
        found = report(one, *persons, earlier=Earlier(report=before, edition=one.edition))
        *_, (_, whole, *_) = tables(chapter(one, found))
        assert whole[:3] == ["Insgesamt", "43 % (n = 7)", "50 % (n = 6)"]

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


PAIRS = [(f"q{i}", f"q{i}") for i in range(8)]
EVERY_KIND = Matching(
    relations=[
        Relation(how="reworded", earlier=("r",), later=("r2",)),
        *(Relation(how="new", later=(f"n{i}",)) for i in range(2)),
        *(Relation(how="dropped", earlier=(f"d{i}",)) for i in range(3)),
        Relation(how="split", earlier=("s",), later=("s1", "s2")),
        Relation(how="merged", earlier=("m1", "m2"), later=("m",)),
    ],
    compared=PAIRS[:4],
    altered=PAIRS[4:6],
    contradictory=PAIRS[6:7],
    without_leaf=PAIRS[7:],
)
ONE_DROPPED = Matching(
    relations=[Relation(how="dropped", earlier=("d",))],
    compared=[("a", "a")],
    altered=(),
    contradictory=(),
)


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
        result = attrs.evolve(changed(found), questions=EVERY_KIND, nodes=ONE_DROPPED)
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
            (
                "en",
                "they do not show that any measure has had an effect",
                "Different people may have",
            ),
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
                    "Auch wo in den Berichten „geschützt“ steht, kann hier ein Wert stehen: Er "
                    "kommt nur aus den Fragen, deren Antworten gezeigt werden können."
                ),
            ),
            (
                "en",
                (
                    "Even where the reports say “protected”, there may be a score here: it comes "
                    "only from the questions whose answers can be shown."
                ),
            ),
        ],
    )
    def test_what_is_protected_elsewhere_may_have_a_score_here_p4(
        self, language: str, said: str
    ) -> None:
        one, found = here()
        for text in (chapter(one, found, language), document(one, found, language)):
            before, _ = text.split(said)
            assert MAIN[language] not in before

    @pytest.mark.parametrize(
        ("language", "said"),
        [("de", "Die JSON-Fassung dieses Berichts"), ("en", "The JSON version of this report")],
    )
    def test_only_a_report_has_a_json_version(self, language: str, said: str) -> None:
        one, found = here()
        assert said in chapter(one, found, language)
        assert "JSON" not in document(one, found, language)

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

    def test_the_report_must_have_the_nodes_of_the_main_view(self) -> None:
        _, found = here()
        main = changed(found).main
        assert main is not None
        node = attrs.evolve(main.nodes[0], node="elsewhere")
        wrong = attrs.evolve(main, nodes=(*main.nodes, node))
        with pytest.raises(wo.InvalidDocument) as caught:
            render_change(attrs.evolve(changed(found), main=wrong), found)
        place = f"/change/main/nodes/{len(main.nodes)}/node"
        assert [(one.code, one.pointer) for one in caught.value.problems] == [
            ("unknown-node", place)
        ]

    def test_the_report_must_have_every_view_and_its_nodes(self) -> None:
        """A change between reports of another town names a perspective and a node that this one lacks."""
        _, found = here()
        node = attrs.evolve(changed(found).views[0].nodes[0], node="elsewhere")
        view = View(kind="personal", perspective="strangers")
        wrong = ViewChangeResult(view=view, questions=1, nodes=(node,))
        result = attrs.evolve(changed(found), main=None, views=(*changed(found).views, wrong))
        with pytest.raises(wo.InvalidDocument) as caught:
            render_change(result, found)
        place = f"/change/views/{len(changed(found).views)}"
        assert [(one.code, one.pointer) for one in caught.value.problems] == [
            ("unknown-perspective", f"{place}/view/perspective"),
            ("unknown-node", f"{place}/nodes/0/node"),
        ]

    def test_a_merged_group_of_the_report_is_a_perspective_of_it_a2(self) -> None:
        one = village()
        found = [
            report(
                town,
                *town.persons("politics", **{"sport-hall": "012"}),
                *town.persons("economy", **{"sport-hall": "0234"}),
                merges=[("economy", "politics")],
            )
            for town in (before_of(one), one)
        ]
        earlier = Earlier(report=found[0], edition=one.edition)
        result = compare_reports(earlier, found[1], one.edition)
        assert "### „Politik und Wirtschaft“\n" in render_change(result, found[1])

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


def named_in(text: str, chapter_name: str) -> dict[str, list[str]]:
    """Give the lines of each list of questions or nodes by its heading."""
    found = sections(chapters(text)[chapter_name])
    return {
        name: [line for line in body.splitlines() if line.strip()]
        for name, body in found.items()
        if name
    }


class TestTheDocumentNamesWhatIsNotSimplyTheSameG8:
    @pytest.mark.parametrize(
        ("language", "questions"),
        [
            (
                "de",
                [
                    "- **umformuliert; nicht verglichen**",
                    "  - „r2“ (früher: „r“)",
                    "- **neu**",
                    "  - „n0“",
                    "  - „n1“",
                    "- **weggefallen**",
                    "  - „d0“",
                    "  - „d1“",
                    "  - „d2“",
                    "- **in mehrere geteilt**",
                    "  - „s1“, „s2“ (früher: „s“)",
                    "- **aus mehreren zusammengelegt**",
                    "  - „m“ (früher: „m1“, „m2“)",
                    "- **unter gleichem Namen verändert**",
                    "  - „q4“",
                    "  - „q5“",
                    "- **widersprüchlich zugeordnet**",
                    "  - „q6“",
                    "- **Thema nicht vergleichbar**",
                    "  - „q7“",
                ],
            ),
            (
                "en",
                [
                    "- **reworded; not compared**",
                    "  - “r2” (earlier: “r”)",
                    "- **new**",
                    "  - “n0”",
                    "  - “n1”",
                    "- **dropped**",
                    "  - “d0”",
                    "  - “d1”",
                    "  - “d2”",
                    "- **split into several**",
                    "  - “s1”, “s2” (earlier: “s”)",
                    "- **merged from several**",
                    "  - “m” (earlier: “m1”, “m2”)",
                    "- **altered under the same name**",
                    "  - “q4”",
                    "  - “q5”",
                    "- **related in contradictory ways**",
                    "  - “q6”",
                    "- **topic not comparable**",
                    "  - “q7”",
                ],
            ),
        ],
    )
    def test_by_id_where_no_title_is_known(self, language: str, questions: list[str]) -> None:
        one, found = here()
        result = attrs.evolve(changed(found), questions=EVERY_KIND, nodes=ONE_DROPPED)
        both = attrs.evolve(found, change=result)
        titles = {
            "de": (
                "Was sich vergleichen lässt",
                "Fragen",
                "Feld / Kriterium",
                "weggefallen",
                "„d“",
            ),
            "en": ("What can be compared", "Questions", "Field / Criterion", "dropped", "“d”"),
        }[language]
        assert named_in(document(one, both, language), titles[0]) == {
            titles[1]: questions,
            titles[2]: [f"- **{titles[3]}**", f"  - {titles[4]}"],
        }
        assert "n0" not in chapter(one, both, language)

    def test_by_title_where_the_later_edition_or_the_report_has_it(self) -> None:
        """What is gone has no title in the later round."""
        one, found = here()
        questions = attrs.evolve(
            changed(found).questions,
            relations=[
                Relation(how="reworded", earlier=("old-hall",), later=("sport-hall",)),
                Relation(how="new", later=("sport-club",)),
            ],
            compared=[("old-hall", "sport-hall")],
        )
        nodes = attrs.evolve(
            changed(found).nodes,
            relations=[Relation(how="merged", earlier=("chess", "ball"), later=("sport",))],
        )
        result = attrs.evolve(changed(found), questions=questions, nodes=nodes, reworded=True)
        both = attrs.evolve(found, change=result)
        assert named_in(document(one, both), "Was sich vergleichen lässt") == {
            "Fragen": [
                "- **umformuliert; auf Wunsch mitverglichen**",
                "  - „Frage sport-hall?“ (früher: „old-hall“)",
                "- **neu**",
                "  - „Frage sport-club?“",
            ],
            "Feld / Kriterium": [
                "- **aus mehreren zusammengelegt**",
                "  - „Sport“ (früher: „chess“, „ball“)",
            ],
        }

    @pytest.mark.parametrize(
        ("language", "said"), [("de", "Hier steht einzeln"), ("en", "is listed here")]
    )
    def test_where_all_stayed_the_same_there_is_no_list(self, language: str, said: str) -> None:
        one, found = here()
        assert said not in document(one, found, language)
        result = attrs.evolve(changed(found), nodes=ONE_DROPPED)
        text = document(one, attrs.evolve(found, change=result), language)
        assert said in text
        assert len([level for level, _ in headings_of(text.split(said)[1]) if level == 3]) == 3


def own() -> tuple[Town, Report]:
    """Give rounds with a local supplement: the river at 1/4 then and at 1 now."""
    one = village(supplement=OWN)
    edition = one.assessment.extend(one.edition)
    then = before_of(one)
    before = report(then, then.official(**THEN, **{"river-bank": "s1"}))
    earlier = Earlier(report=of_another_round(before), edition=edition)
    return one, report(one, one.official(**NOW, **{"river-bank": "s4"}), earlier=earlier)


class TestTheSupplementStandsApartM8:
    def test_in_a_report_in_its_own_chapter(self) -> None:
        one, found = own()
        body = chapters(told(one, found))
        assert "Fluss" not in body[HEADING["de"]]
        section = sections(body["Lokale Ergänzung"])["Veränderung: Verwaltung (offizielle Antwort)"]
        ((_, row),) = tables(section)
        scores = ["25 % (n = 1)", "100 % (n = 1)"]
        assert row == ["Fluss", *scores, "75 Prozentpunkte höher", "2 Stufen höher", "1"]

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
        then = before_of(own_one)
        before = report(then, then.official(**THEN))
        earlier = Earlier(report=of_another_round(before), edition=own_one.edition)
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
            questions=1,
            earlier=Share(0),
            later=Share(1),
            earlier_n=5,
            later_n=6,
            difference=Share(1),
            stages=3,
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
            altered = attrs.evolve(result.questions, altered=[("sport-hall", "sport-hall")])
            gone = Relation(how="dropped", earlier=(text,))
            nodes = attrs.evolve(result.nodes, relations=[gone])
            result = attrs.evolve(result, earlier=earlier, questions=altered, nodes=nodes)
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
