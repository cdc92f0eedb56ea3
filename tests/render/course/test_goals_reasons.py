# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The reasons in the chapter on the yearly goals, worked out by hand; Y3, Y4, N3, S1."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import attrs
import pytest
from tests.builders import single, town
from tests.course.goaltowns import (
    ORGANISATION,
    RESOLVED,
    day_of,
    goal,
    monitoring,
    places,
    plan,
    seen,
    stage,
)
from tests.render.course.goalchapters import (
    END,
    MIDDLE,
    NODES,
    STAGES,
    WATCHED,
    codes,
    entries,
    items,
    rated,
    whole,
)
from tests.render.paper import lines_of

from weltoffen.course.goalevidence import GoalReason
from weltoffen.course.goalreviews import review_goals
from weltoffen.model.questionnaire import Gate
from weltoffen.render.course.goals import goals_chapter
from weltoffen.render.course.voice import Voice
from weltoffen.render.page import open_page


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
        ("target", "value", "shown"),
        [
            ("200", "99", "100 Plätze"),  # counted units stay whole
            ("200", "101", "100 Plätze"),
            ("200", "99.5", "100,3 Plätze"),  # as the value
            ("200.0", "100.31", "100,27 Plätze"),
            ("200", "99.123", "100,27 Plätze"),  # two at most
            ("200", "97 100 101", "100,27 Plätze"),  # a mean, 298/3, without finite expansion
        ],
    )
    def test_what_was_expected_has_the_places_of_target_or_value_s1(
        self, target: str, value: str, shown: str
    ) -> None:
        """One of 365 days of the way from 100 to 200: 100 + 100/365 = 100.27397."""
        assert self.expected(target, value) == shown

    def test_the_places_of_the_target(self) -> None:
        """100 + 100.4/365 = 100.27507."""
        assert self.expected("200.4", "99") == "100,3 Plätze"

    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            ("100", "100,27 Plätze"),  # 100 would look reached
            ("100.3", "100,27 Plätze"),
            ("100.27", "100,2740 Plätze"),
            ("100.271", "100,2740 Plätze"),  # 100.27 would be below the value
        ],
    )
    def test_it_never_stands_to_the_value_otherwise_than_it_does(
        self, value: str, shown: str
    ) -> None:
        assert self.expected("200", value) == shown

    def test_halves_are_rounded_away_from_zero_s1(self) -> None:
        """Two fifths of the way from 1/2 to 8 are 3, so 3.5; downwards from -1/2 to -8 it is -3.5."""
        for target, start, way, shown in (
            ("8", "0.5", "rise", "4"),
            ("-8", "-0.5", "fall", "\u22124"),
        ):
            by = monitoring(seen(MIDDLE, 0), direction=way)
            found = items(plan(goal(places(target, start))), watched=by)
            assert found[1].endswith(f"nötig: {shown} Plätze.")

    @staticmethod
    def expected(target: str, value: str) -> str:
        """Say what was expected on the first day of the year, on the way from 100, beside a mean."""
        by = monitoring(*(seen(day_of(1), one) for one in value.split()))
        found = items(plan(goal(places(target, 100))), on=day_of(1), watched=by)
        return found[1].rpartition("nötig: ")[2].removesuffix(".")

    def test_a_value_may_be_missing(self) -> None:
        """A review made by hand may say what was expected, and no value."""
        by = monitoring(seen(MIDDLE, 156))
        found = plan(goal(places(240, 100)))
        (review,) = review_goals(found, ORGANISATION, on=MIDDLE, monitoring=by)
        bare = attrs.evolve(review, value=None, expected=Fraction(1561, 10))
        told = entries(goals_chapter(Voice(language="de"), found, [bare], by))
        assert told[1].endswith("nötig: 156 Plätze.")

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
        all_of_them = codes()
        reasons = tuple(GoalReason(code=one, day=END, gates=("g",)) for one in all_of_them)
        told_of = attrs.evolve(review, reasons=reasons)
        voice = Voice(language=language)
        found = entries(goals_chapter(voice, plan(review.goal), [told_of]))[1:]
        assert len(set(found)) == len(all_of_them) == len(found)
        day = {"de": "31. Dezember 2027", "en": "31 December 2027"}[language]
        dated = {
            "dropped",
            "resolved-late",
            "not-yet",
            "earlier-round",
            "no-data-since",
            "provisional",
            "estimated",
            "before-end",
            "late",
            "year-over",
        }
        assert {code for code, line in zip(all_of_them, found, strict=True) if day in line} == dated

    def test_after_the_year(self) -> None:
        found = items(plan(goal(places(300))), on=dt.date(2028, 2, 1), watched=WATCHED)
        assert found == ["Ziel: erreicht", "Die Frist ist am 31. Dezember 2027 abgelaufen."]

    def test_after_the_year_with_a_value_from_before_its_end(self) -> None:
        watched = monitoring(seen(MIDDLE, 156))
        said = {
            language: items(
                plan(goal(places(300))), language, on=dt.date(2028, 2, 1), watched=watched
            )[1]
            for language in ("de", "en")
        }
        assert said == {
            "de": (
                "Der letzte Wert bis zum Jahresende ist vom 26. Mai 2027; wie es am letzten Tag des Jahres "
                "stand, ist nicht bekannt."
            ),
            "en": (
                "The last value up to the end of the year is of 26 May 2027; where it stood on its last day "
                "is not known."
            ),
        }

    def test_what_was_reached_before(self) -> None:
        watched = monitoring(seen(RESOLVED, 30), seen(MIDDLE, 25))
        assert items(plan(goal(places(20))), watched=watched) == [
            "Ziel: erreicht",
            "Ausgangswert: 30 Plätze. Um auf Kurs zu sein, war am 26. Mai 2027 nötig: 20 Plätze.",
            "Schon der Ausgangswert genügte dem Ziel. Der Wert belegt also keinen Fortschritt.",
        ]
