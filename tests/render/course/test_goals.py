# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on the yearly goals, worked out by hand and read back; Y1-Y4, N3, S1, M7."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, get_args

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
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
    seen,
)
from tests.render.course.chapterpages import check_calm, check_wording, html, wording
from tests.render.course.goalchapters import (
    END,
    MIDDLE,
    PLAN,
    WATCHED,
    blocks,
    cells,
    codes,
    entries,
    items,
    rated,
    steps,
    tables,
    told,
    whole,
)
from tests.render.htmlpages import all_of, text_of
from tests.render.paper import HOSTILE, TRICKY, headings_of, lines_of, reworded, types_of

from weltoffen.course.goalreviews import GoalVerdict, review_goals
from weltoffen.model.goals import GoalState, GoalStep, IndicatorAim, StageAim
from weltoffen.model.measures import Measure, MeasureCatalogue, MeasureEvent
from weltoffen.model.workshop import ActionNeed, Workshop
from weltoffen.render.blocks import Fold, Heading, Paragraph
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
    from weltoffen.model.organisation import Organisation
    from weltoffen.render.blocks import Block


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
            ["Ziel", "Verantwortlich", "Angestrebt", "Stand", "Ergebnis"],
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
                "Steering: stage “On the way”",
                "Stage “Setting out” (25%, n = 1) on 26 May 2027",
                "behind",
            ],
        ]
        assert [row[-1] for row in found[1]] == ["Verdict", "nothing can be said"]

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
        events = steps(by=rated(), watched=WATCHED, named=False)
        assert [row[2] for row in events["Bisherige Schritte: Mehr Kurse"][1:]] == [
            "circle",
            "council",
        ]

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

    @pytest.mark.parametrize(
        ("language", "value", "said"),
        [
            (
                "de",
                "156 Plätze (n = 40) am 26. Mai 2027",
                "Bei Werten von Indikatoren ist n die Bezugsgröße",
            ),
            (
                "en",
                "156 places (n = 40) on 26 May 2027",
                "With the value of an indicator, n is the base",
            ),
        ],
    )
    def test_the_base_of_an_indicators_value_n3(self, language: str, value: str, said: str) -> None:
        watched = monitoring(seen(MIDDLE, 156, base=40))
        assert tables(language=language, watched=watched)[0][1][3] == value
        assert said in told(language=language, watched=watched)
        assert said not in whole(language)

    def test_what_is_not_known_is_said_in_words(self) -> None:
        found = tables()
        assert [row[3] for row in found[0][1:]] == ["nicht bekannt", "nicht bekannt"]
        assert [row[3] for row in found[1][1:]] == ["nicht beurteilt"]

    def test_the_n_of_another_report_is_not_told(self) -> None:
        reviews = review_goals(PLAN, ORGANISATION, on=MIDDLE, report=rated("0"))
        for other in ("1", "u"):
            voice = Voice(language="de", page=open_page(rated(other), "de", None, "x"))
            found = cells(goals_chapter(voice, PLAN, reviews))
            assert found[0][2][3] == "Stufe „Aufbruch“ (0 %) am 26. Mai 2027"


class TestSteps:
    """Y2: the steps of each goal up to the day of the review, with body and paper, in a fold."""

    def test_up_to_the_day(self) -> None:
        head = ["Tag", "Schritt", "Stelle", "Vorlage"]
        paper = "13/101/2026 – Jahresziele"
        assert steps(by=rated(), watched=WATCHED) == {
            "Bisherige Schritte: Mehr Kurse": [
                [*head, "Bemerkung"],
                ["10. November 2026", "empfohlen", "Lenkungskreis", "keine", "Einstimmig"],
                ["31. Dezember 2026", "beschlossen", "Stadtrat", paper, "keine"],
            ],
            "Bisherige Schritte: Klar gesteuert": [
                head,
                ["31. Dezember 2026", "empfohlen", "Lenkungskreis", "keine"],
                ["31. Dezember 2026", "beschlossen", "Stadtrat", paper],
            ],
        }

    def test_without_any_paper_or_note(self) -> None:
        """A column in which no step has anything is left out."""
        found = steps(plan(goal(places(1), events=[event("recommended", RESOLVED)])), "en")
        assert found["Steps so far: Goal"] == [
            ["Day", "Step", "Body"],
            ["31 December 2026", "recommended", "Steering group"],
        ]

    def test_later_ones_when_they_are_past(self) -> None:
        found = steps(language="en", on=END, by=rated(), watched=WATCHED)
        rows = found["Steps so far: More courses"]
        assert [row[1] for row in rows] == ["Step", "recommended", "resolved", "reviewed"]

    def test_what_the_council_declined(self) -> None:
        events = [
            event("recommended", RESOLVED),
            event("dropped", day_of(30), "council", paper=PAPER),
        ]
        found = plan(goal(places(1), events=events))
        assert steps(found)["Bisherige Schritte: Ziel"][2] == [
            "30. Januar 2027",
            "verworfen",
            "Stadtrat",
            "13/101/2026 – Jahresziele",
        ]
        assert items(found) == [
            "Ziel: keine Aussage möglich",
            "Das Ziel wurde am 30. Januar 2027 verworfen und wird nicht mehr beurteilt.",
        ]

    def test_a_year_of_drafts(self) -> None:
        said = "Zu diesen Zielen gibt es bis zu diesem Tag noch keine Schritte; sie sind Entwürfe."
        assert lines_of(whole())[-1] == said
        assert said not in lines_of(told(plan(PLAN.goals[0], goal(places(1), events=[]))))

    def test_a_goal_that_was_not_there_yet(self) -> None:
        early = told(plan(goal(places(1))), on=RESOLVED - dt.timedelta(days=1))
        assert lines_of(early)[1:] == ["Es sind noch keine Jahresziele gesetzt."]


class TestBrief:
    """Y3: in a council paper the chapter tells all but the steps."""

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_all_but_the_steps(self, language: str) -> None:
        reviews = review_goals(PLAN, ORGANISATION, on=MIDDLE, report=rated(), monitoring=WATCHED)
        voice = Voice(language=language, organisation=ORGANISATION)
        brief = list(goals_chapter(voice, PLAN, reviews, WATCHED, brief=True))
        said = goals_chapter(voice, PLAN, reviews, WATCHED)
        none = voice.say("goals", "none.steps")
        assert brief == [
            one for one in said if not isinstance(one, Fold) and one != Paragraph(line=none)
        ]
        assert len(cells(brief)) == 2

    def test_no_drafts_are_named_by_their_lack_of_steps(self) -> None:
        reviews = review_goals(PLAN, ORGANISATION, on=MIDDLE)
        brief = write_markdown(goals_chapter(Voice(language="en"), PLAN, reviews, brief=True))
        assert "Steps so far" not in brief
        assert "drafts" not in brief


class TestWording:
    """M7: German and English side by side, for every verdict, reason and step."""

    def test_both_languages(self) -> None:
        check_wording("goals")

    def test_every_term_has_words(self) -> None:
        names = wording("goals").keys()
        assert {f"verdict.{one}" for one in get_args(GoalVerdict)} == _group(names, "verdict")
        assert {f"reason.{one}" for one in codes()} == _group(names, "reason")
        assert {f"step.{one}" for one in get_args(GoalStep)} == _group(names, "step")
        assert set(get_args(Reason)) < set(codes())
        assert set(get_args(GoalStep)) | {"draft"} == set(get_args(GoalState))


def _group(names: Iterable[str], group: str) -> set[str]:
    return {one for one in names if one.startswith(f"{group}.")}


class TestHostileTexts:
    """Texts of documents stay texts in every format."""

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
        there = (one for one in found.goals if not one.events or one.events[0].date <= on)
        years = sorted({one.year for one in there})
        marked = [told[-4:] for _, told in headings_of(write_markdown(written))[1:]]
        assert marked == [str(year) for year in years]
        (title,) = all_of(html(written), "h2")
        assert text_of(title) == {"de": "Jahresziele", "en": "Yearly goals"}[language]
