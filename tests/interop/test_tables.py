# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Reports and editions as tables: every number at its place, and the marker where there is none."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from tests.builders import (
    Town,
    after,
    banded,
    checklist,
    free,
    number,
    of_another_round,
    single,
    town,
)
from tests.interop.pointing import check, check_status, plain
from tests.render.paper import NODES as PAPER_NODES
from tests.render.paper import paper
from tests.render.village import OWN, village
from tests.render.village import report as village_report
from tests.report.anyreports import any_reports

import weltoffen as wo
from weltoffen.demo import demo_bytes
from weltoffen.errors import InvalidDocument
from weltoffen.interop import EDITION_TABLES, REPORT_TABLES, to_rows, to_tables
from weltoffen.model.questionnaire import Gate
from weltoffen.model.workshop import Rerating
from weltoffen.report.earlier import Earlier
from weltoffen.report.structure import Report


@pytest.fixture(scope="module")
def demo() -> Report:
    return wo.evaluate(demo_bytes("answers.ndjson"), demo_bytes("assessment.json"))


@pytest.fixture(scope="module")
def edition() -> wo.Edition:
    return wo.load_reference("2026.1")


def rows(source: Any, table: str, language: str = "de", **more: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    return list(to_rows(source, table, language, **more).dicts())


def only(found: list[dict[str, Any]], **wanted: object) -> dict[str, Any]:
    """Give the one row that has these cells."""
    (one,) = [row for row in found if wanted.items() <= row.items()]
    return one


class TestEveryNumber:
    """Each row points at what it tells of, and each of its numbers is the one that stands there."""

    def test_of_the_demo(self, demo: Report, edition: wo.Edition) -> None:
        document = plain(demo)
        for language in ("de", "en"):
            tables = to_tables(demo, language, edition=edition)
            assert tuple(table.name for table in tables) == REPORT_TABLES
            for table in tables:
                check(table, document)
                check_status(demo, table)

    def test_nothing_of_the_demo_is_left_out(self, demo: Report) -> None:
        document = plain(demo)
        refs = {name: [row["ref"] for row in rows(demo, name)] for name in REPORT_TABLES}
        nodes = [f"/nodes/{i}" for i in range(len(document["nodes"]))]
        assert refs["results"] == ["/whole", *nodes]
        for name in ("needs", "strengths", "occasions"):
            assert refs[name] == [f"/{name}/{i}" for i in range(len(document[name]))]
            ranks = [row["rank"] for row in rows(demo, name)]
            assert ranks == list(range(1, len(document[name]) + 1))
        assert refs["gaps"] == [
            f"/gaps/{i}/nodes/{j}"
            for i, gap in enumerate(document["gaps"])
            for j in range(len(gap["nodes"]))
        ]
        assert refs["questiongaps"] == [
            f"/gaps/{i}/questions/{j}"
            for i, gap in enumerate(document["gaps"])
            for j in range(len(gap["questions"]))
        ]
        assert set(refs["clarify"]) == {f"/clarify/{i}" for i in range(len(document["clarify"]))}
        assert [ref for ref in refs["levers"] if "/steps/" in ref] == [
            f"/levers/{i}/steps/{j}"
            for i, lever in enumerate(document["levers"])
            for j in range(len(lever["steps"]))
        ]
        shown = {
            f"/questions/{i}/{key}"
            for i, one in enumerate(document["questions"])
            for key in (
                *(f"official/{j}" for j in range(len(one["official"]))),
                *(f"published/{j}" for j in range(len(one["published"]))),
                *(["total"] if "total" in one else []),
            )
        }
        assert shown == {ref for ref in refs["answers"] if ref.count("/") > 2}

    @given(any_reports())
    def test_of_any_report(self, report: Report) -> None:
        document = plain(report)
        for table in to_tables(report, "en"):
            check(table, document)
            check_status(report, table)

    def test_equal_reports_give_equal_tables(self, demo: Report) -> None:
        again = wo.schemas.read_report(wo.schemas.write(demo))
        assert to_tables(again) == to_tables(demo)

    def test_one_table_is_one_of_all(self, demo: Report) -> None:
        for table in to_tables(demo, "en"):
            assert to_rows(demo, table.name, "en") == table


class TestResults:
    """Worked by hand: two leaves of one question each, at 3/4 and without answer; target 3/4 (G1, S2)."""

    def test_scores_stages_gaps_and_reasons(self) -> None:
        one = village(single("sport-hall", "sport"), single("music-choir", "music"))
        found = village_report(one, one.official(**{"sport-hall": "s2", "music-choir": "unknown"}))
        told = rows(found, "results")
        sport = only(told, node="sport")
        assert sport["score"] == 0.5
        assert sport["percent"] == 50
        assert (sport["parent"], sport["level"], sport["level_title"]) == (
            "play",
            "criterion",
            "Kriterium",
        )
        assert (sport["node_title"], sport["stage_title"], sport["n"]) == ("Sport", "Stufe 3", 1)
        assert (sport["target_score"], sport["own_target"]) == (0.75, 0)
        assert (sport["gap_points"], sport["gap_percent"], sport["gap_stages"]) == (0.25, 25, 1)
        assert sport["status"] == "shown"
        music = only(told, node="music")
        assert (music["score"], music["percent"], music["stage"]) == (None, None, None)
        assert (music["status"], music["reason"]) == ("no-answers", "no-answers")
        assert (music["gap_points"], music["tendency"]) == (None, None)
        assert told[0]["node_title"] == "Insgesamt"
        assert told[0]["part"] == "whole"
        assert only(rows(found, "clarify"), node="music")["question"] == "music-choir"

    def test_a_need_and_a_strength_stand_alone(self) -> None:
        """N3, G9: each score has its n and what it is shown as, and says whether it is fragile."""
        one = village(single("sport-hall", "sport"), single("music-choir", "music"))
        found = village_report(
            one,
            *one.persons("politics", **{"sport-hall": "0011001122", "music-choir": "4433443344"}),
        )
        need = only(rows(found, "needs"), node="sport")
        assert (need["score"], need["percent"], need["n"]) == (0.2, 20, 10)
        assert (need["status"], need["gap_points"], need["gap_percent"]) == ("shown", 0.55, 55)
        strength = only(rows(found, "strengths"), node="music")
        assert (strength["score"], strength["percent"], strength["n"]) == (0.9, 90, 10)
        assert strength["status"] == "shown"

    def test_a_fragile_need_says_so_as_its_result_does(self, demo: Report) -> None:
        doubts = {row["node"]: row["fragile"] for row in rows(demo, "results")}
        told = [*rows(demo, "needs"), *rows(demo, "strengths")]
        assert {row["node"]: row["fragile"] for row in told}.items() <= doubts.items()
        assert {row["fragile"] is None for row in told} == {True, False}

    def test_the_supplement_stands_apart(self) -> None:
        one = village(supplement=OWN)
        found = village_report(one, one.official(**{"river-bank": "s4"}))
        river = only(rows(found, "results", "en"), part="supplement")
        assert (river["node_title"], river["ref"]) == ("River", "/supplement/0")

    def test_held_by_a_gate(self) -> None:
        gate = Gate(id="first", node="sport", stage="two", question="sport-hall", minimum=4)
        one = village(gates=[gate, attrs.evolve(gate, id="second")])
        found = village_report(one, one.official(**{"sport-hall": "s3", "sport-club": "s3"}))
        assert only(rows(found, "results"), node="sport")["held_by"] == "first, second"

    def test_suggestions_with_who_carries_them(self) -> None:
        one = _papertown()
        report = one.report(one.official(**{"plan-there": "none"}))
        told = rows(report, "suggestions", edition=one.edition)
        full = only(told, suggestion="full")
        assert (full["carrier_title"], full["module_title"]) == (
            "Personalamt (de)",
            "Werkstatt (de)",
        )
        assert (full["effort"], full["text"]) == ("small", "Anregung voll (de)")
        bare = only(told, suggestion="bare")
        assert (bare["carrier"], bare["carrier_title"], bare["effort"]) == (None, None, None)
        assert only(rows(report, "results"), node="care")["assessment"] == "Einschätzung eins (de)"


def _papertown() -> Town:
    edition = paper()
    base = town(single("q"))
    return Town(
        edition=edition, assessment=attrs.evolve(base.assessment, edition=edition.reference)
    )


class TestProtection:
    """P4, P5: where a number may not be shown there is none, and nothing else is ever tabulated."""

    def test_the_marker_of_a_small_group(self) -> None:
        one = village(single("sport-hall", "sport"))
        found = village_report(
            one,
            one.official(**{"sport-hall": "s2"}),
            *one.persons("politics", **{"sport-hall": "0123401234"}),
            *one.persons("economy", **{"sport-hall": "012"}),
            *one.persons("residents", **{"sport-hall": "01"}),
        )
        took = rows(found, "participation")
        small = only(took, perspective="economy")
        assert (small["responses"], small["status"]) == (None, "protected")
        assert only(took, perspective="politics")["responses"] == 10
        everybody = took[-1]
        assert (everybody["perspective"], everybody["ref"]) == (None, "")
        assert (everybody["responses"], everybody["status"]) == (15, "shown")
        told = [row for row in rows(found, "answers") if row["capacity"] == "personal"]
        politics = [row for row in told if row["perspective"] == "politics"]
        assert [row["count"] for row in politics] == [2, 2, 2, 2, 2]
        assert [row["value"] for row in politics] == [0.0, 0.25, 0.5, 0.75, 1.0]
        assert {row["n"] for row in politics} == {10}

    def test_a_total_that_is_hidden(self) -> None:
        one = village(single("sport-hall", "sport"))
        found = village_report(one, *one.persons("politics", **{"sport-hall": "01"}))
        everybody = rows(found, "participation")[-1]
        assert (everybody["responses"], everybody["status"]) == (None, "protected")

    def test_a_question_that_is_hidden(self) -> None:
        one = village(single("sport-hall", "sport"), single("sport-club", "sport"))
        found = village_report(
            one,
            *one.persons("politics", **{"sport-hall": "0123401234", "sport-club": "01--------"}),
        )
        told = [row for row in rows(found, "answers") if row["question"] == "sport-club"]
        assert {row["status"] for row in told} == {"protected"}
        assert [row["perspective"] for row in told] == ["politics", None]
        assert {row["ref"] for row in told} == {"/questions/1"}

    def test_what_a_protected_result_says(self) -> None:
        one = village(single("sport-hall", "sport"), single("music-choir", "music"))
        found = village_report(
            one,
            *one.persons("politics", **{"sport-hall": "0123401234", "music-choir": "01--------"}),
        )
        music = only(rows(found, "results"), node="music")
        assert (music["reason"], music["status"]) == ("protected", "protected")
        for name in ("score", "percent", "coverage", "n", "answered", "applicable"):
            assert music[name] is None

    def test_a_merged_group_and_its_members(self) -> None:
        one = village(single("sport-hall", "sport"))
        found = village_report(
            one,
            *one.persons("politics", **{"sport-hall": "012340"}),
            *one.persons("economy", **{"sport-hall": "012341"}),
            merges=[["politics", "economy"]],
        )
        told = rows(found, "participation")
        assert only(told, perspective="politics")["status"] == "merged"
        joint = only(told, members="politics, economy")
        assert (joint["responses"], joint["status"]) == (12, "shown")
        assert joint["perspective_title"] == "Politik und Wirtschaft"

    def test_nothing_unprotected(self) -> None:
        one = village()
        responses = one.persons("politics", **{"sport-hall": "0123401234"})
        protected = one.protect(*responses)
        counted = one.tally(*responses)
        sheet = wo.score(counted, one.assessment, one.edition)
        others: list[Any] = [
            counted,
            protected,
            sheet,
            sheet.scores,
            responses[0],
            {},
            None,
            Report,
        ]
        for found in others:
            with pytest.raises(wo.Unprotected, match="to_rows takes a Report or an Edition"):
                to_rows(found)
            with pytest.raises(wo.Unprotected, match="to_tables takes a Report or an Edition"):
                to_tables(found)

    @pytest.mark.parametrize(
        ("arguments", "more", "message"),
        [
            ((None,), {}, "to_rows: table is to be str, not NoneType"),
            ((["results"],), {}, "to_rows: table is to be str, not list"),
            ((), {"edition": {}}, "to_rows: edition is to be Edition or None, not dict"),
            ((), {"edition": "2026.1"}, "to_rows: edition is to be Edition or None, not str"),
        ],
    )
    def test_wrong_types_are_told(
        self,
        demo: Report,
        arguments: Any,  # noqa: ANN401 - whatever is no argument
        more: Any,  # noqa: ANN401 - the same
        message: str,
    ) -> None:
        with pytest.raises(TypeError, match=message):
            to_rows(demo, *arguments, **more)

    @pytest.mark.parametrize("language", [None, "", 3, "Deutsch!", ["de"]])
    def test_no_language(self, demo: Report, edition: wo.Edition, language: Any) -> None:  # noqa: ANN401
        for source in (demo, edition):
            with pytest.raises(InvalidDocument) as caught:
                to_tables(source, language)
            assert [problem.code for problem in caught.value.problems] == ["bad-language"]

    def test_no_table_of_that_name(self, demo: Report, edition: wo.Edition) -> None:
        with pytest.raises(ValueError, match="no table 'nodes'; there are: results, perspectives"):
            to_rows(demo, "nodes")
        with pytest.raises(ValueError, match="no table 'results'; there are: nodes, questions"):
            to_rows(edition)


class TestViews:
    """Answers, differences and changes between views (G4-G8), worked by hand."""

    def test_options_are_named_with_an_edition_only(self) -> None:
        one = village(single("sport-hall", "sport"), single("river-bank", "music"))
        found = village_report(one, *one.persons("politics", **{"sport-hall": "0123401234"}))
        bare = rows(found, "answers")
        assert {row["option"] for row in bare} == {row["question_title"] for row in bare} == {None}
        named = rows(found, "answers", edition=one.edition)
        hall = [r for r in named if r["perspective"] == "politics" and r["place"]]
        assert [r["option"] for r in hall] == ["s0", "s1", "s2", "s3", "s4"]
        assert [r["option_title"] for r in hall] == ["nein", "kaum", "halb", "fast", "ja"]
        assert hall[0]["question_title"] == "Frage sport-hall?"

    def test_places_of_a_checklist_are_no_options(self) -> None:
        one = town(checklist("q"))
        chosen = [("x",), ("x", "y"), ("z",), ("x", "y", "z"), ()] * 3
        found = one.report(*one.persons("politics", q=chosen))
        told = rows(found, "answers", edition=one.edition)
        assert {row["option"] for row in told} == {None}
        shown = [row for row in told if row["perspective"] == "politics"]
        assert [row["value"] for row in shown] == [0.0, 0.25, 0.5, 0.75, 1.0]
        assert [row["count"] for row in shown] == [3, 3, 6, 0, 3]

    def test_bands_without_name(self) -> None:
        one = town(banded("q"))
        found = one.report(*one.persons("politics", q=[10, 60, 90] * 5))
        told = rows(found, "answers", edition=one.edition)
        shown = [row for row in told if row["perspective"] == "politics"]
        assert [(r["option"], r["option_title"]) for r in shown] == [
            ("low", None),
            ("mid", None),
            ("high", None),
        ]

    def test_an_edition_that_knows_fewer_options(self) -> None:
        one = village(single("sport-hall", "sport"))
        found = village_report(one, *one.persons("politics", **{"sport-hall": "0123401234"}))
        asked = one.edition.questionnaire
        scale = attrs.evolve(asked.scales[0], options=asked.scales[0].options[:2])
        other = attrs.evolve(one.edition, questionnaire=attrs.evolve(asked, scales=[scale]))
        told = rows(found, "answers", edition=other)
        shown = [row["option"] for row in told if row["perspective"] == "politics"]
        assert shown == ["s0", "s1", None, None, None]

    def test_a_number_is_official_only(self) -> None:
        one = town(number("q"), single("r"))
        found = one.report(one.official(q=40, r="s1"), *one.persons("politics", r="0123401234"))
        told = [row for row in rows(found, "answers") if row["question"] == "q"]
        assert [(row["capacity"], row["value"]) for row in told] == [("official", 0.4)]

    def test_open_and_contradictory_official_answers(self) -> None:
        one = town(single("q"), number("r"), checklist("c"))
        found = one.report(
            one.official(part="a", q="unknown", r=Decimal("1.5"), c=["x", "y"]),
            one.official(part="b", r=2, c=["z"]),
        )
        told = rows(found, "answers")
        assert only(told, question="q")["status"] == "unanswered"
        assert only(told, question="r")["status"] == "conflict"
        said = [(r["response_part"], r["answer"]) for r in rows(found, "conflicts")]
        assert said == [("a", "1.5"), ("b", "2"), ("a", "x, y"), ("b", "z")]

    def test_views_beside_each_other(self) -> None:
        one = village(*[single(f"q-{i}", "sport") for i in range(3)])
        found = village_report(
            one,
            one.official(**{f"q-{i}": "s4" for i in range(3)}),
            *one.persons("politics", **{f"q-{i}": "00110011" for i in range(3)}),
        )
        gap = only(rows(found, "gaps"), node="sport", column_kind="personal")
        assert (gap["row_title"], gap["column_title"]) == (
            "Verwaltung (offizielle Antwort)",
            "Politik (persönliche Antworten)",
        )
        assert (gap["row_score"], gap["column_score"], gap["difference"]) == (1.0, 0.125, 0.875)
        assert (gap["points"], gap["stages"], gap["questions"]) == (88, 3, 3)
        assert (gap["row_n"], gap["column_n"]) == (1, 8)
        assert {row["delta"] for row in rows(found, "questiongaps")} == {1.0}
        talk = only(rows(found, "occasions"), kind="between")
        assert (talk["rank"], talk["node"], talk["difference"]) == (1, "sport", 0.875)
        assert (talk["question"], talk["agreement"]) == (None, None)

    def test_a_group_that_differs_within_itself(self) -> None:
        one = village(single("sport-hall", "sport"))
        found = village_report(one, *one.persons("politics", **{"sport-hall": "0000044444"}))
        talk = only(rows(found, "occasions"), kind="within")
        assert (talk["column_kind"], talk["column_title"], talk["difference"]) == (None, None, None)
        assert (talk["question"], talk["agreement"], talk["points"]) == ("sport-hall", -1.0, None)

    def test_change_since_an_earlier_round(self) -> None:
        one = village(*[single(f"q-{i}", "sport") for i in range(3)])
        before = of_another_round(
            village_report(one, one.official(**{f"q-{i}": "s1" for i in range(3)}))
        )
        now = one.official(**{f"q-{i}": "s3" for i in range(3)})
        found = village_report(one, now, earlier=Earlier(report=before, edition=one.edition))
        told = rows(found, "change", "en")
        main = only(told, main=1, node="sport")
        assert (main["earlier"], main["later"], main["difference"]) == (0.25, 0.75, 0.5)
        assert (main["points"], main["stages"], main["ref"]) == (50, 2, "/change/main/nodes/2")
        view = only(told, main=0, node=None)
        assert view["perspective_title"] == "Administration (official response)"
        check(to_rows(found, "change"), plain(found))

    def test_change_without_a_common_main_view(self, demo: Report) -> None:
        one = village(single("sport-hall", "sport"))
        people = one.persons("politics", **{"sport-hall": "0123401234"})
        before = of_another_round(village_report(one, *people))
        found = village_report(
            one,
            one.official(**{"sport-hall": "s3"}),
            *people,
            earlier=Earlier(report=before, edition=one.edition),
        )
        assert {row["main"] for row in rows(found, "change")} == {0}
        assert rows(demo, "change") == []

    def test_a_mean_of_the_perspectives_has_a_name(self) -> None:
        one = village(single("sport-hall", "sport"))
        people = one.persons("politics", **{"sport-hall": "0123401234"})
        before = of_another_round(village_report(one, *people))
        found = village_report(one, *people, earlier=Earlier(report=before, edition=one.edition))
        assert only(rows(found, "change"), main=1, node=None)["perspective_title"] in {
            "Mittelwert der Perspektiven",
            "Alle persönlichen Antworten",
        }

    def test_the_workshop_beside(self) -> None:
        one = village(single("sport-hall", "sport"))
        rated = Rerating(node="sport", stage="three", tendency=True, reason={"de": "Weil"})
        found = village_report(one, one.official(**{"sport-hall": "s1"}), reratings=[rated])
        (row,) = rows(found, "ratings")
        assert (row["stage_title"], row["tendency"], row["stages"]) == ("Stufe 3", 1, 1)
        assert row["why"] == "Weil"


class TestLevers:
    """G3: single steps, the smallest way to the next stage, and what is to be clarified first."""

    def test_steps_path_and_open_questions(self) -> None:
        one = village(
            single("sport-hall", "sport"),
            single("sport-club", "sport", depends_on=after("sport-hall", "s2")),
            single("sport-ball", "sport"),
        )
        found = village_report(one, one.official(**{"sport-hall": "s1", "sport-ball": "unknown"}))
        told = rows(found, "levers", edition=one.edition)
        assert told[0]["kind"] == "clarify"
        assert only(told, kind="clarify")["question"] == "sport-ball"
        step = only(told, kind="step", question="sport-hall")
        assert (step["option"], step["option_title"], step["steps"]) == ("s2", "halb", 1)
        assert step["newly_asked"] == "sport-club"
        assert {row["ref"].split("/")[3] for row in told if row["kind"] == "path"} <= {"path"}
        document = plain(found)
        path = document["levers"][0].get("path") or []
        paths = [row for row in told if row["kind"] == "path"]
        assert [(r["option"], r["steps"]) for r in paths] == [
            (", ".join(part["options"]), part["steps"]) for part in path
        ]
        assert all(row["option_title"] for row in paths)
        assert paths


class TestAbout:
    """What the tables tell of: town, round, method (S8)."""

    def test_of_the_demo(self, demo: Report) -> None:
        told = {row["code"]: row for row in rows(demo, "about", "en")}
        assert told["municipality.name"]["text"] == "Musterstadt"
        assert told["title"]["text"] == "Self-check of Musterstadt 2026"
        assert told["round.end"]["text"] == "2026-05-29"
        assert told["stamp.protectionK"]["number"] == 5.0
        assert told["orderAgreement.w"]["number"] == 64405 / 69747
        assert "municipality.ags" not in told

    def test_with_little_known(self) -> None:
        one = village()
        told = {row["code"] for row in rows(village_report(one), "about")}
        assert not told & {"title", "round.start", "round.end", "orderAgreement.w"}

    def test_caveats_in_words(self, demo: Report) -> None:
        told = rows(demo, "caveats", "en")
        assert told[0]["code"] == "self-report"
        assert told[0]["text"].startswith("All answers are self-reports.")
        assert told[0]["node"] is None
        low = [row for row in told if row["node"] is not None]
        assert {row["ref"] for row in low} <= {row["ref"] for row in told}

    def test_another_edition_is_refused(self, demo: Report) -> None:
        with pytest.raises(InvalidDocument) as caught:
            to_rows(demo, edition=paper())
        assert [problem.code for problem in caught.value.problems] == ["other-edition"]


class TestEditions:
    """Nodes, questions and options of an edition (M1, M4, M6), each at its place in one of two documents."""

    @pytest.mark.parametrize("which", ["reference", "paper"])
    def test_every_number(self, which: str, edition: wo.Edition) -> None:
        found = edition if which == "reference" else paper()
        tables = to_tables(found, "en")
        assert tuple(table.name for table in tables) == EDITION_TABLES
        asked, model = plain(found.questionnaire), plain(found.target_model)
        for table in tables:
            check(table, model if table.name == "nodes" else asked)
        assert len(tables[0].rows) == len(model["nodes"])
        assert len(tables[1].rows) == len(asked["questions"])

    def test_questions_of_every_kind(self) -> None:
        told = rows(paper(), "questions")
        there = only(told, question="plan-there")
        assert (there["scale"], there["help"], there["evidence"]) == (
            "steps",
            "Was als Plan gilt (de)",
            "Ein Papier (de)",
        )
        assert (there["ask"], there["node_title"]) == ("personnel, press", "Plan (de)")
        parts = only(told, question="plan-parts")
        assert (parts["cap"], parts["depends_on"]) == (3.0, "plan-there")
        assert parts["depends_on_options"] == "some, all"
        share = only(told, question="plan-share")
        assert (share["minimum"], share["maximum"], share["entry_unit"]) == (
            0.0,
            99.5,
            "Prozent (de)",
        )
        why = only(told, question="money-why")
        assert (why["kind"], why["scale"], why["minimum"]) == ("text", None, None)

    def test_options_and_their_values(self) -> None:
        told = rows(paper(), "options")
        some = only(told, question="plan-there", option="some")
        assert (some["place"], some["option_points"], some["value"]) == (2, 1.0, 0.5)
        assert some["description"] is None
        none = only(told, question="plan-there", option="none")
        assert (none["option_title"], none["description"]) == (
            "Option none (de)",
            "Noch nichts (de)",
        )
        z = only(told, question="plan-parts", option="z")
        assert (z["value"], z["ref"]) == (2 / 3, "/questions/1/options/2")
        low = only(told, question="plan-share", option="low")
        assert (low["lower"], low["value"], low["option_title"]) == (0.0, 0.0, "Klasse low (de)")
        assert only(told, question="plan-share", option="high")["option_title"] is None

    def test_one_option_may_be_worth_more_than_all(self) -> None:
        one = town(checklist("q", cap=1))
        assert [row["value"] for row in rows(one.edition, "options")] == [1.0, 1.0, 1.0]

    def test_texts_and_numbers_have_no_options(self) -> None:
        one = town(free("q"), number("r"), single("s"))
        assert {row["question"] for row in rows(one.edition, "options")} == {"s"}

    def test_the_supplement_of_an_extended_edition(self) -> None:
        one = village(supplement=OWN)
        told = rows(one.assessment.extend(one.edition), "nodes", "en")
        assert only(told, part="supplement")["node_title"] == "River"

    def test_each_document_has_its_source_language(self) -> None:
        nodes = [attrs.evolve(PAPER_NODES[0], title={"it": "Cura", "de": "Sorge"})]
        nodes += PAPER_NODES[1:]
        found = paper(nodes=tuple(nodes), languages=("it", "en"))
        assert rows(found, "nodes", "fr")[0]["node_title"] == "Cura"
        assert rows(found, "questions", "fr")[0]["question_title"] == "Gibt es einen Plan? (en)"

    def test_a_number_that_no_document_holds(self) -> None:
        one = town(single("q", weight=Fraction(10) ** 400))
        with pytest.raises(InvalidDocument) as caught:
            to_rows(one.edition, "questions")
        assert [problem.code for problem in caught.value.problems] == ["number-too-large"]
