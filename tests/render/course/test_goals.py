# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on the yearly goals, worked out by hand and read back; Y1-Y4, N3, S1, M7."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, get_args

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import single, town
from tests.course.goaltowns import (
    ORGANISATION,
    PAPER,
    RESOLVED,
    day_of,
    event,
    goal,
    monitoring,
    places,
    plan,
    report,
    seen,
    stage,
)
from tests.render.course.chapterpages import check_calm, check_wording, html, wording
from tests.render.htmlpages import all_of, text_of
from tests.render.paper import HOSTILE, TRICKY, headings_of, lines_of, reworded, types_of

from weltoffen.course.goallives import GoalState
from weltoffen.course.goalreviews import GoalReason, GoalReasonCode, GoalVerdict, review_goals
from weltoffen.model.goals import GoalStep, IndicatorAim, StageAim
from weltoffen.model.measures import Measure, MeasureCatalogue, MeasureEvent
from weltoffen.model.questionnaire import Gate
from weltoffen.model.target import Node, Stage
from weltoffen.model.workshop import ActionNeed, Workshop
from weltoffen.render.blocks import Heading, Listing, Table
from weltoffen.render.course.goals import goals_chapter
from weltoffen.render.course.voice import Voice
from weltoffen.render.inline import Line
from weltoffen.render.markdown import write_markdown
from weltoffen.render.page import open_page
from weltoffen.scoring.results import Reason
from weltoffen.testing import organised_goal_plans

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weltoffen.model.goals import GoalPlan
    from weltoffen.model.monitoring import Monitoring
    from weltoffen.model.organisation import Organisation
    from weltoffen.render.blocks import Block
    from weltoffen.report.structure import Report

MIDDLE, END = day_of(146), day_of(365)
STAGES = [
    Stage(id="one", title={"de": "Aufbruch", "en": "Setting out"}, lower=0),
    Stage(id="two", title={"de": "Unterwegs", "en": "On the way"}, lower="0.5"),
]
NODES = [Node(id="a", title={"de": "Steuerung", "en": "Steering"})]
PLAN = plan(
    goal(
        places(240, 100),
        "places",
        title={"de": "Mehr Kurse", "en": "More courses"},
        responsible="office",
        needs=["near-by", "evenings"],
        measures=["district-courses"],
        events=[
            event(
                "recommended", dt.date(2026, 11, 10), note={"de": "Einstimmig", "en": "All agree"}
            ),
            event("resolved", RESOLVED, "council", paper=PAPER),
            event("reviewed", day_of(200)),
        ],
    ),
    goal(stage("two", "0.25"), "steering", title={"de": "Klar gesteuert", "en": "Well steered"}),
    goal(places(9), "draft", year=2028, title={"de": "Entwurf", "en": "Draft"}, events=[]),
)
WATCHED = monitoring(seen(MIDDLE, 156), seen(END, 300))


def rated(option: str = "1", **more: Any) -> Report:  # noqa: ANN401 - as town
    """Give the report of one answer on day 146."""
    return report(option, MIDDLE, nodes=NODES, stages=STAGES, **more)


def blocks(  # noqa: PLR0913 - what tests vary
    found: GoalPlan = PLAN,
    language: str = "de",
    *,
    on: dt.date = MIDDLE,
    by: Report | None = None,
    watched: Monitoring | None = None,
    named: bool = True,
    organisation: Organisation = ORGANISATION,
) -> list[Block]:
    """Review the goals and write the chapter; with names or with nothing but the plan and its reviews."""
    reviews = review_goals(found, organisation, on=on, report=by, monitoring=watched)
    if not named:
        return list(goals_chapter(Voice(language=language), found, reviews))
    page = None if by is None else open_page(by, language, None, "x")
    voice = Voice(language=language, page=page, organisation=organisation)
    return list(goals_chapter(voice, found, reviews, watched))


def told(*args: Any, **more: Any) -> str:  # noqa: ANN401 - as `blocks`
    """Write the chapter as Markdown."""
    return write_markdown(blocks(*args, **more)).replace("\u00a0", " ")


def whole(language: str = "de", **more: Any) -> str:  # noqa: ANN401 - as `blocks`
    """Write the chapter with everything that names something."""
    return told(language=language, by=rated(), watched=WATCHED, **more)


def tables(*args: Any, **more: Any) -> list[list[list[str]]]:  # noqa: ANN401 - as `blocks`
    """Write the chapter and give the cells of each table, row by row, the head first."""
    return cells(blocks(*args, **more))


def cells(found: Iterable[Block]) -> list[list[list[str]]]:
    """Give the cells of each table."""
    return [
        [[cell.plain.replace("\u00a0", " ") for cell in row] for row in (one.head, *one.rows)]
        for one in found
        if isinstance(one, Table)
    ]


def items(*args: Any, **more: Any) -> list[str]:  # noqa: ANN401 - as `blocks`
    """Write the chapter and give the entries of its lists, those below an entry behind it."""
    return entries(blocks(*args, **more))


def entries(found: Iterable[Block]) -> list[str]:
    """Give the entries of lists."""
    lists = [one for one in found if isinstance(one, Listing)]
    told = [line for one in lists for entry in one.items for line in (entry, *entry.items)]
    return [one.line.plain.replace("\u00a0", " ") for one in told]


class TestYears:
    """Y1: the goals of each year in a table: responsible body, aim, where it stands, verdict."""

    def test_headings(self) -> None:
        first = blocks()[0]
        assert isinstance(first, Heading)
        assert (first.level, first.anchor) == (2, "course-goals")
        assert headings_of(whole()) == [
            (2, "Jahresziele"),
            (3, "Ziele für 2027"),
            (3, "Ziele für 2028"),
        ]
        assert headings_of(whole("en")) == [
            (2, "Yearly goals"),
            (3, "Goals for 2027"),
            (3, "Goals for 2028"),
        ]

    def test_the_table_of_a_year(self) -> None:
        assert tables(by=rated(), watched=WATCHED)[0] == [
            ["Ziel", "Verantwortlich", "Angestrebt", "Erreichter Stand", "Ergebnis"],
            [
                "Mehr Kurse",
                "Bildungsamt",
                "Kursplätze: 240 Plätze",
                "156 Plätze am 26. Mai 2027",
                "auf Kurs",
            ],
            [
                "Klar gesteuert",
                "noch nicht benannt",
                "Steuerung: Stufe „Unterwegs“",
                "Stufe „Aufbruch“ (25 %, n = 1) am 26. Mai 2027",
                "im Rückstand",
            ],
        ]

    def test_in_english(self) -> None:
        found = tables(language="en", by=rated(), watched=WATCHED)
        assert found[0] == [
            ["Goal", "Responsible", "Aim", "Where it stands", "Verdict"],
            [
                "More courses",
                "Education office",
                "Course places: 240 places",
                "156 places on 26 May 2027",
                "on course",
            ],
            [
                "Well steered",
                "not named yet",
                'Steering: stage "On the way"',
                'Stage "Setting out" (25%, n = 1) on 26 May 2027',
                "behind",
            ],
        ]
        assert [row[-1] for row in found[2]] == ["Verdict", "nothing can be said"]

    def test_years_in_order(self) -> None:
        years = (2029, 2027, 2028, 2027)
        goals = [goal(places(1), f"g{place}", year=year) for place, year in enumerate(years)]
        found = [line for _, line in headings_of(told(plan(*goals)))]
        assert found[1:] == ["Ziele für 2027", "Ziele für 2028", "Ziele für 2029"]

    def test_no_goals(self) -> None:
        assert lines_of(told(plan()))[1:] == ["Es sind noch keine Jahresziele gesetzt."]
        assert lines_of(told(plan(), "en"))[1:] == ["No yearly goals have been set yet."]

    def test_a_node_leads_to_its_section(self) -> None:
        section = Heading(level=2, line=Line.of("x"), anchor="node-a")
        written = html([*blocks(by=rated()), section])
        found = [one for cell in all_of(written, "td") for one in cell.iter("a")]
        assert [(text_of(one), one.attrib["href"]) for one in found] == [("Steuerung", "#node-a")]


class TestNames:
    """Without report, organisation and monitoring: ids, and where the unit is to be found."""

    def test_ids(self) -> None:
        found = tables(by=rated(), watched=WATCHED, named=False)
        assert found[0][1][1:] == [
            "office",
            "places: 240 (Einheit siehe Monitoring)",
            "156 (Einheit siehe Monitoring) am 26. Mai 2027",
            "auf Kurs",
        ]
        assert found[0][2][2:4] == ["a: Stufe „two“", "Stufe „one“ (25 %) am 26. Mai 2027"]
        assert found[1][2][3] == "council"

    def test_ids_that_report_and_monitoring_lack(self) -> None:
        """Goals that were dropped are not looked up, so they may name what is there no longer."""
        dropped = [event("dropped", RESOLVED)]
        value = goal(IndicatorAim(indicator="gone", value=1), "v", events=dropped)
        rise = goal(StageAim(node="gone", stage="three"), "s", events=dropped)
        found = tables(plan(value, rise), by=rated(), watched=WATCHED)[0]
        assert found[1][2] == "gone: 1 (Einheit siehe Monitoring)"
        assert found[2][2] == "gone: Stufe „three“"

    def test_needs_and_measures_are_named_where_their_documents_are_there(self) -> None:
        need = ActionNeed(
            id="near-by", title={"de": "Kurse vor Ort"}, nodes=["a"], basis=["target-gap"]
        )
        workshop = Workshop(
            id="w", source_language="de", assessment="a", date=RESOLVED, needs=[need]
        )
        proposed = MeasureEvent(kind="proposed", date=RESOLVED, body="circle")
        measure = Measure(id="district-courses", title={"de": "Kursbus"}, events=[proposed])
        catalogue = MeasureCatalogue(
            id="c", source_language="de", organisation="structure", measures=[measure]
        )
        voice = Voice(language="de", workshop=workshop, catalogue=catalogue)
        reviews = review_goals(PLAN, ORGANISATION, on=MIDDLE)
        found = entries(goals_chapter(voice, PLAN, reviews))
        assert "Es geht zurück auf die Handlungsbedarfe: Kurse vor Ort; evenings." in found
        assert "Beitragen sollen die Maßnahmen: Kursbus." in found

    def test_what_is_not_known_is_said_in_words(self) -> None:
        found = tables()
        assert [row[3] for row in found[0][1:]] == ["nicht bekannt", "nicht bekannt"]
        assert [row[3] for row in found[2][1:]] == ["nicht beurteilt"]

    def test_the_n_of_another_report_is_not_told(self) -> None:
        reviews = review_goals(PLAN, ORGANISATION, on=MIDDLE, report=rated("0"))
        for other in ("1", "u"):
            voice = Voice(language="de", page=open_page(rated(other), "de", None, "x"))
            found = cells(goals_chapter(voice, PLAN, reviews))
            assert found[0][2][3] == "Stufe „Aufbruch“ (0 %) am 26. Mai 2027"


class TestReasons:
    """Y3, Y4: each verdict with its reasons in words."""

    def test_what_the_chapter_says_first(self) -> None:
        review, course, effect = lines_of(whole())[1:4]
        assert review == (
            "Stand der Überprüfung: 26. Mai 2027. Beurteilt werden nur beschlossene Ziele, und nur nach "
            "Daten aus der Zeit nach dem Beschluss: Was vorher erreicht war, ist kein Fortschritt."
        )
        assert course == (
            "Auf Kurs ist ein Ziel, wenn vom Weg zwischen Ausgangswert und Ziel mindestens der Anteil "
            "zurückgelegt ist, der von der Zeit zwischen Beschluss und Ende des Jahres vergangen ist. "
            "Sonst ist es im Rückstand."
        )
        assert effect == (
            "Ein erreichtes Ziel zeigt, wo die Kommune steht. Es belegt nicht, dass eine Maßnahme "
            "gewirkt hat."
        )
        assert (
            "A goal that is reached shows where the municipality stands. It is no evidence that a "
            "measure worked."
        ) in lines_of(whole("en"))

    def test_of_each_goal(self) -> None:
        assert items(by=rated(), watched=WATCHED) == [
            "Mehr Kurse: auf Kurs",
            "Ausgangswert: 100 Plätze. Um auf Kurs zu sein, war am 26. Mai 2027 nötig: 156 Plätze.",
            "Es geht zurück auf die Handlungsbedarfe: near-by; evenings.",
            "Beitragen sollen die Maßnahmen: district-courses.",
            "Klar gesteuert: im Rückstand",
            "Ausgangswert: 25 %. Um auf Kurs zu sein, war am 26. Mai 2027 nötig: 35 %.",
            "Entwurf: keine Aussage möglich",
            "Das Ziel ist noch nicht beschlossen.",
        ]

    def test_a_baseline_without_a_way(self) -> None:
        found = items(plan(goal(places(240, 100))))
        assert found[1:] == [
            "Ausgangswert: 100 (Einheit siehe Monitoring).",
            "Es liegt kein Monitoring vor, nach dem sich der Wert beurteilen ließe.",
        ]

    @pytest.mark.parametrize(
        ("value", "shown"), [("100.1", "100,27 Plätze"), ("100.27", "100,2740 Plätze")]
    )
    def test_what_was_expected_is_rounded_but_never_looks_like_the_value(
        self, value: str, shown: str
    ) -> None:
        """One of 365 days of the way from 100 to 200: 100 + 100/365 = 100.27397."""
        by = monitoring(seen(day_of(1), value))
        found = items(plan(goal(places(200, 100))), on=day_of(1), watched=by)
        assert found[1].endswith(f"am 1. Januar 2027 nötig: {shown}.")

    @pytest.mark.parametrize(
        ("option", "baseline", "on", "shown"),
        [
            ("0", "0", day_of(1), "0,14 %"),  # 50 % / 365 = 0.137 %
            ("0", "0.0024", day_of(1), "0,38 %"),  # 0.24 % + 49.76 % / 365 = 0.376 %
            ("1", "0.0024", MIDDLE, "20 %"),  # 0.24 % + 49.76 % * 2/5 = 20.144 %
            ("1", "1/12", MIDDLE, "25 %"),  # 8.333 % + 41.667 % * 2/5 = 25 %, just as it is
        ],
    )
    def test_so_is_a_score(self, option: str, baseline: str, on: dt.date, shown: str) -> None:
        by = rated(option)
        by = attrs.evolve(by, round=attrs.evolve(by.round, end=on))
        found = items(plan(goal(stage("two", baseline))), on=on, by=by)
        assert found[1].endswith(f"2027 nötig: {shown}.")

    def test_gates_are_named(self) -> None:
        gate = Gate(id="gate", node="a", stage="two", question="q", minimum=4)
        here = town(
            attrs.evolve(single("q", "a"), title={"de": "Gibt es ein Konzept?"}),
            nodes=NODES,
            stages=STAGES,
            gates=[gate],
        )
        by = here.report(here.official(q="s3"))
        by = attrs.evolve(by, round=attrs.evolve(by.round, end=MIDDLE))
        found = plan(goal(stage("two", "0.25")))
        reviews = review_goals(found, ORGANISATION, on=MIDDLE, report=by)
        page = open_page(by, "de", here.edition, "x")
        voice = Voice(language="de", page=page)
        said = "Der Wert reicht für die Stufe, aber es fehlt noch eine Mindestvoraussetzung: {}."
        assert entries(goals_chapter(voice, found, reviews))[-1] == said.format(
            "„Gibt es ein Konzept?“"
        )
        alone = goals_chapter(Voice(language="de"), found, reviews)
        assert entries(alone)[-1] == said.format("gate")

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_every_reason_has_words(self, language: str) -> None:
        (review,) = review_goals(plan(goal(places(1))), ORGANISATION, on=MIDDLE)
        all_of_them = _codes()
        reasons = tuple(GoalReason(code=one, day=END, gates=("g",)) for one in all_of_them)
        told_of = attrs.evolve(review, reasons=reasons)
        voice = Voice(language=language)
        found = entries(goals_chapter(voice, plan(review.goal), [told_of]))[1:]
        assert len(set(found)) == len(all_of_them) == len(found)
        day = {"de": "31. Dezember 2027", "en": "31 December 2027"}[language]
        dated = {
            "dropped",
            "not-yet",
            "no-data-since",
            "provisional",
            "estimated",
            "late",
            "year-over",
        }
        assert {code for code, line in zip(all_of_them, found, strict=True) if day in line} == dated

    def test_after_the_year(self) -> None:
        found = items(plan(goal(places(300))), on=dt.date(2028, 2, 1), watched=WATCHED)
        assert found == ["Ziel: erreicht", "Die Frist ist am 31. Dezember 2027 abgelaufen."]


def _codes() -> list[GoalReasonCode]:
    """Give all codes of reasons."""
    own, of_scores = get_args(GoalReasonCode)
    return [*get_args(own), *get_args(of_scores)]


class TestSteps:
    """Y2: the steps up to the day of the review, with body and paper."""

    def test_up_to_the_day(self) -> None:
        assert tables(by=rated(), watched=WATCHED)[1] == [
            ["Ziel", "Tag", "Schritt", "Stelle", "Vorlage", "Bemerkung"],
            [
                "Mehr Kurse",
                "10. November 2026",
                "empfohlen",
                "Lenkungskreis",
                "keine",
                "Einstimmig",
            ],
            [
                "Mehr Kurse",
                "31. Dezember 2026",
                "beschlossen",
                "Stadtrat",
                "13/101/2026 – Jahresziele",
                "keine",
            ],
            *(
                ["Klar gesteuert", "31. Dezember 2026", step, body, paper, "keine"]
                for step, body, paper in (
                    ("empfohlen", "Lenkungskreis", "keine"),
                    ("beschlossen", "Stadtrat", "13/101/2026 – Jahresziele"),
                )
            ),
        ]

    def test_later_ones_when_they_are_past(self) -> None:
        steps = tables(language="en", on=END, by=rated(), watched=WATCHED)[1]
        assert [row[2] for row in steps[1:4]] == ["recommended", "resolved", "reviewed"]

    def test_a_year_of_drafts(self) -> None:
        said = "Zu diesen Zielen gibt es bis zu diesem Tag noch keine Schritte; sie sind Entwürfe."
        assert lines_of(whole())[-1] == said
        early = told(plan(goal(places(1))), on=RESOLVED - dt.timedelta(days=1))
        assert lines_of(early)[-1] == said


class TestWording:
    """M7: German and English side by side, for every verdict, reason and step."""

    def test_both_languages(self) -> None:
        check_wording("goals")

    def test_every_term_has_words(self) -> None:
        names = wording("goals").keys()
        assert {f"verdict.{one}" for one in get_args(GoalVerdict)} == _group(names, "verdict")
        assert {f"reason.{one}" for one in _codes()} == _group(names, "reason")
        assert {f"step.{one}" for one in get_args(GoalStep)} == _group(names, "step")
        assert set(get_args(Reason)) < set(_codes())
        assert set(get_args(GoalStep)) | {"draft"} == set(get_args(GoalState))


def _group(names: Iterable[str], group: str) -> set[str]:
    return {one for one in names if one.startswith(f"{group}.")}


class TestHostileTexts:
    """input.md, last row: texts of documents stay texts in every format."""

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_hostile_texts(self, language: str) -> None:
        def written(text: str) -> list[Block]:
            paper = attrs.evolve(PAPER, number="<b>=1+1</b>|", title={"de": text, "en": text})
            found = reworded(PLAN, text)
            first = found.goals[0]
            events = [attrs.evolve(one, paper=paper) for one in first.events]
            goals = [attrs.evolve(first, events=events), *found.goals[1:]]
            return blocks(
                attrs.evolve(found, goals=goals),
                language,
                by=reworded(rated(), text),
                watched=reworded(WATCHED, text),
                organisation=reworded(ORGANISATION, text),
            )

        check_calm(written(HOSTILE), written("a"))

    @given(TRICKY)
    def test_tricky_texts(self, text: str) -> None:
        wild = write_markdown(
            blocks(reworded(PLAN, text), by=rated(), watched=reworded(WATCHED, text))
        )
        calm = write_markdown(
            blocks(reworded(PLAN, "a"), by=rated(), watched=reworded(WATCHED, "a"))
        )
        assert types_of(wild) == types_of(calm)

    @given(
        organised_goal_plans(),
        st.dates(dt.date(2019, 1, 1), dt.date(2026, 1, 1)),
        st.sampled_from(["de", "en"]),
    )
    def test_any_plan(
        self, drawn: tuple[Organisation, GoalPlan], on: dt.date, language: str
    ) -> None:
        organisation, found = drawn
        written = blocks(found, language, on=on, organisation=organisation)
        years = sorted({one.year for one in found.goals})
        marked = [told[-4:] for _, told in headings_of(write_markdown(written))[1:]]
        assert marked == [str(year) for year in years]
        (title,) = all_of(html(written), "h2")
        assert text_of(title) == {"de": "Jahresziele", "en": "Yearly goals"}[language]
