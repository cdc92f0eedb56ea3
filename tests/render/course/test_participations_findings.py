# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the chapter on the participation says of each finding, and its texts; C1, C3, C5, C7, M7."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, get_args

import attrs
import pytest
from tests.render.course.chapterpages import check_wording, wording
from tests.render.course.participationpages import (
    APRIL,
    MARCH,
    MAY,
    ON,
    TOWN,
    WHOLE,
    about,
    blocks,
    both,
    told,
)
from tests.render.paper import lines_of
from tests.render.village import tables

from weltoffen.course.phases import PhaseState
from weltoffen.course.reviews import ReviewCode, ReviewFinding
from weltoffen.model.assessment import MUNICIPALITY_KINDS, Municipality
from weltoffen.model.paper import PaperReference
from weltoffen.model.participation import PHASE_KINDS, PREREQUISITE_STATES, Phase
from weltoffen.render.course.participations import participation_chapter
from weltoffen.render.course.voice import Voice
from weltoffen.render.markdown import write_markdown
from weltoffen.schemas import read_participation

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
ASKED: dict[str, Any] = {"phase": "asked", "phase_kind": "questionnaire"}
TOO_LONG = both(
    "Die Teilnahme hat am 2. März 2026 begonnen. Vorgesehen sind höchstens sechs Monate, also bis zum "
    "2. April 2026; bis zum 2. Mai 2026 ist kein Abschluss eingetragen.",
    "The participation began on 2 March 2026. At most six months are intended, that is until "
    "2 April 2026; it has not been recorded as finished by 2 May 2026.",
)
TOO_LONG_AT_LATEST = both(
    "Die Teilnahme hat spätestens am 2. März 2026 begonnen. Vorgesehen sind höchstens sechs Monate, also "
    "längstens bis zum 2. April 2026; bis zum 2. Mai 2026 ist kein Abschluss eingetragen.",
    "The participation began no later than 2 March 2026. At most six months are intended, that is until "
    "2 April 2026 at the latest; it has not been recorded as finished by 2 May 2026.",
)
TOO_LONG_OVER = both(
    "Die Teilnahme hat am 2. März 2026 begonnen. Vorgesehen sind höchstens sechs Monate, also bis zum "
    "2. April 2026; abgeschlossen war sie am 2. Mai 2026.",
    "The participation began on 2 March 2026. At most six months are intended, that is until "
    "2 April 2026; it was finished on 2 May 2026.",
)
TOO_LONG_OVER_AT_LATEST = both(
    "Die Teilnahme hat spätestens am 2. März 2026 begonnen. Vorgesehen sind höchstens sechs Monate, also "
    "längstens bis zum 2. April 2026; abgeschlossen war sie am 2. Mai 2026.",
    "The participation began no later than 2 March 2026. At most six months are intended, that is until "
    "2 April 2026 at the latest; it was finished on 2 May 2026.",
)
PLANNED = both(
    "Vom 2. März 2026 an gerechnet enden die vorgesehenen sechs Monate am 2. April 2026. Geplant ist aber "
    "bis zum 2. Mai 2026: Fragebogen.",
    "Counted from 2 March 2026, the six months intended end on 2 April 2026. But this is planned until "
    "2 May 2026: Questionnaire.",
)
PLANNED_AT_LATEST = both(
    "Die Teilnahme beginnt spätestens am 2. März 2026; von da an gerechnet enden die vorgesehenen sechs "
    "Monate am 2. April 2026. Geplant ist aber bis zum 2. Mai 2026: Fragebogen.",
    "The participation begins no later than 2 March 2026; counted from then, the six months intended end "
    "on 2 April 2026. But this is planned until 2 May 2026: Questionnaire.",
)
SAID: list[tuple[ReviewFinding, str, str]] = [
    (
        about("contact-missing"),
        "Es ist keine Ansprechperson in der Verwaltung eingetragen.",
        "No contact in the administration has been entered.",
    ),
    (
        about("contact-missing", since=MARCH),
        "Für die Zeit seit dem 2. März 2026 ist keine Ansprechperson in der Verwaltung eingetragen.",
        "For the time since 2 March 2026, no contact in the administration has been entered.",
    ),
    (
        about("contact-missing", since=MARCH, at_latest=True),
        "Spätestens seit dem 2. März 2026 ist keine Ansprechperson in der Verwaltung eingetragen.",
        "Since 2 March 2026 at the latest, no contact in the administration has been entered.",
    ),
    (
        about("contact-gap", since=MARCH, until=APRIL),
        "Für die Zeit vom 2. März 2026 bis zum 2. April 2026 ist keine Ansprechperson eingetragen.",
        "For the time from 2 March 2026 to 2 April 2026, no contact has been entered.",
    ),
    (
        about("contact-gap", since=MARCH, until=APRIL, at_latest=True),
        "Spätestens ab dem 2. März 2026 und bis zum 2. April 2026 ist keine Ansprechperson eingetragen.",
        "From 2 March 2026 at the latest to 2 April 2026, no contact has been entered.",
    ),
    (
        about("contact-gap", since=MARCH, until=MARCH),
        "Für den 2. März 2026 ist keine Ansprechperson eingetragen.",
        "For 2 March 2026, no contact has been entered.",
    ),
    (
        about("contact-gap", since=MARCH, until=MARCH, at_latest=True),
        "Für den 2. März 2026, vielleicht auch schon für die Tage davor, ist keine Ansprechperson",
        "For 2 March 2026, and perhaps for days before it, no contact has been entered.",
    ),
    (
        about("prerequisite-open", prerequisite_kind="sharing"),
        "Bereitschaft, Erfahrungen während des Prozesses und danach weiterzugeben: Es ist offen,",
        "Willingness to share what is learned, during the course and after it: it is open",
    ),
    (
        about("prerequisite-unmet", prerequisite="rooms", prerequisite_kind="other"),
        "Räume: Diese Voraussetzung ist nicht erfüllt.",
        "Rooms: this prerequisite is not met.",
    ),
    (
        about("evidence-missing", prerequisite="mayor", prerequisite_kind="support"),
        "Rückhalt der Entscheidungstragenden, vor allem der Verwaltungsspitze: Als erfüllt",
        "Support of the decision makers, above all the head of administration: entered as met",
    ),
    (
        about("not-begun", phase_kind="interest"),
        "Das Interesse ist noch nicht bekundet, die Teilnahme hat nicht begonnen.",
        "The interest has not been expressed; the participation has not begun.",
    ),
    (
        about("not-begun", phase="talk", phase_kind="first-talk"),
        "Die Teilnahme hat nicht begonnen. Als Nächstes steht an: Erstgespräch.",
        "The participation has not begun. What comes next: First talk.",
    ),
    (
        about("questionnaire-skipped", **ASKED),
        "Der Fragebogen ist Pflicht, soll aber entfallen.",
        "The questionnaire is obligatory, but is to be dropped.",
    ),
    (
        about("questionnaire-skipped", **ASKED, other_kind="workshop", since=MAY),
        "Der Fragebogen ist Pflicht, fehlt aber, obwohl schon begonnen hat: Workshop.",
        "The questionnaire is obligatory, but is missing, although this has begun already: Workshop.",
    ),
    (
        about("phase-out-of-order", **ASKED, other_kind="interest"),
        "Fragebogen hat begonnen, bevor diese Phase begonnen hat: Interessenbekundung.",
        "Questionnaire has begun before this phase had: Expression of interest.",
    ),
    (
        about("phase-out-of-order", **ASKED, other_kind="interest", since=MARCH),
        "Fragebogen hat am 2. März 2026 begonnen, bevor diese Phase begonnen hat: Interessen",
        "Questionnaire began on 2 March 2026, before this phase had: Expression of interest.",
    ),
    (
        about("plan-out-of-order", **ASKED, other_kind="interest"),
        "Fragebogen soll nach der Planung beginnen, bevor diese Phase beginnt: Interessenbekundung.",
        "Questionnaire is planned to begin before this phase: Expression of interest.",
    ),
    (
        about("plan-out-of-order", **ASKED, other_kind="interest", since=MARCH),
        "Fragebogen soll nach der Planung am 2. März 2026 beginnen, und damit vor dieser Phase: Interessen",
        "Questionnaire is planned to begin on 2 March 2026, before this phase: Expression of interest.",
    ),
    (
        about("phase-missing", phase_kind="evaluation"),
        "Auswertung: Es ist kein Termin geplant.",
        "Evaluation: no day is planned.",
    ),
    (
        about("overdue", **ASKED, due=APRIL),
        "Fragebogen: Geplant war der Abschluss bis zum 2. April 2026;",
        "Questionnaire: it was planned to be over by 2 April 2026,",
    ),
    (
        about("overdue", phase="shop", phase_kind="workshop", due=APRIL),
        "Workshop: Geplant war der Beginn am 2. April 2026;",
        "Workshop: it was planned to begin on 2 April 2026,",
    ),
    (
        about("too-long", since=MARCH, until=MAY, due=APRIL),
        TOO_LONG["de"],
        TOO_LONG["en"],
    ),
    (
        about("too-long", since=MARCH, until=MAY, due=APRIL, at_latest=True),
        TOO_LONG_AT_LATEST["de"],
        TOO_LONG_AT_LATEST["en"],
    ),
    (
        about("too-long", since=MARCH, until=MAY, due=APRIL, over=True),
        TOO_LONG_OVER["de"],
        TOO_LONG_OVER["en"],
    ),
    (
        about("too-long", since=MARCH, until=MAY, due=APRIL, over=True, at_latest=True),
        TOO_LONG_OVER_AT_LATEST["de"],
        TOO_LONG_OVER_AT_LATEST["en"],
    ),
    (
        about("plan-too-long", **ASKED, since=MARCH, until=MAY, due=APRIL),
        PLANNED["de"],
        PLANNED["en"],
    ),
    (
        about("plan-too-long", **ASKED, since=MARCH, until=MAY, due=APRIL, at_latest=True),
        PLANNED_AT_LATEST["de"],
        PLANNED_AT_LATEST["en"],
    ),
    (
        about("dated-ahead", phase="evening", phase_kind="dialogue", since=MAY),
        "Abend: Als tatsächlicher Tag ist der 2. Mai 2026 eingetragen,",
        "Evening: the actual day entered is 2 May 2026,",
    ),
]


class TestFindingsC7:
    """C7: each finding in plain words, with its place and what to do."""

    @pytest.mark.parametrize(("finding", "german", "english"), SAID)
    def test_each_is_said(self, finding: ReviewFinding, german: str, english: str) -> None:
        for language, wanted in (("de", german), ("en", english)):
            *_, line = lines_of(told(WHOLE, language, [finding]))
            assert line.startswith(wanted)
            assert line.endswith(".")
            assert "  " not in line

    def test_every_code_is_said_somewhere(self) -> None:
        assert {finding.code for finding, *_ in SAID} == set(get_args(ReviewCode))

    def test_what_is_said_of_several_is_said_once(self) -> None:
        findings = [
            about("prerequisite-open", prerequisite_kind="support"),
            about("prerequisite-open", prerequisite="rooms", prerequisite_kind="other"),
            about("phase-missing", phase_kind="evaluation"),
            about("phase-missing", phase="next", phase_kind="next-steps"),
        ]
        *_, one, support, rooms, other, first, second = lines_of(told(WHOLE, "de", findings))
        assert one.startswith("Bei diesen Voraussetzungen ist offen, ob sie erfüllt sind.")
        assert support.startswith("Rückhalt")
        assert rooms == "Räume"
        assert other.startswith("Für diese Phasen ist kein Termin geplant.")
        assert (first, second) == ("Auswertung", "Nächste Schritte")

    def test_nothing_to_do(self) -> None:
        assert lines_of(told(findings=[]))[-1] == (
            "Es fehlt nichts, und nichts weicht vom Ablauf ab."
        )
        assert "Was fehlt" not in told(findings=[])

    def test_bad_salzuflen_at_the_stage_of_the_motion(self) -> None:
        """What is still missing, and nothing else."""
        whole = read_participation(EXAMPLES / "bad-salzuflen" / "participation.json")
        _, _, rest = told(whole).partition("und was zu tun ist:")
        assert [line[:24].strip() for line in lines_of(rest)] == [
            "Es ist keine Ansprechper",
            "Bei diesen Voraussetzung",
            "Rückhalt der Entscheidun",
            "Prozesse der Integration",
            "Bereitschaft, Erfahrunge",
            "Das Interesse ist noch n",
        ]

    def test_erlangen_claims_no_first_day(self) -> None:
        """C1, C5: four phases took place before the workshop, on days that nobody has said."""
        whole = read_participation(EXAMPLES / "erlangen" / "participation.json")
        for language, wanted, wrong in (
            ("de", "Die Teilnahme hat spätestens am 24. November 2020 begonnen.", "hat am 24."),
            ("en", "The participation began no later than 24 November 2020.", "began on 24"),
        ):
            text = told(whole, language)
            assert wanted in text
            assert wrong not in text

    def test_states_are_those_of_the_day_c3(self) -> None:
        """What took place on days that nobody has said is not over before a later phase shows it."""
        whole = read_participation(EXAMPLES / "erlangen" / "participation.json")
        for on, state in ((dt.date(2020, 11, 23), "offen"), (ON, "abgeschlossen")):
            text = write_markdown(list(participation_chapter(Voice(language="de"), whole, (), on)))
            phases, *_ = tables(text)
            assert all(row[3].startswith(state) for row in phases[1:6])


class TestWording:
    """M7: every text in German and in English, none that is never said."""

    def test_german_and_english(self) -> None:
        check_wording("participations")

    def test_every_kind_and_state_has_a_name(self) -> None:
        names = wording("participations").keys()
        assert {f"kind.{kind}" for kind in MUNICIPALITY_KINDS} <= names
        assert {f"phase.{kind}" for kind in PHASE_KINDS} <= names
        assert {f"phase-state.{state}" for state in get_args(PhaseState)} <= names
        assert {f"prerequisite-state.{state}" for state in PREREQUISITE_STATES} <= names

    def test_nothing_is_worded_in_vain(self, monkeypatch: pytest.MonkeyPatch) -> None:
        said: set[str] = set()
        real = Voice.say

        def recorded(self: Voice, file: str, name: str, **values: Any) -> Any:  # noqa: ANN401 - a line
            said.add(name)
            return real(self, file, name, **values)

        monkeypatch.setattr(Voice, "say", recorded)
        for kind in MUNICIPALITY_KINDS:
            for keys in ({}, {"ars": "091740000000"}, {"ags": "09174000"}):
                phases = [Phase(id=one, kind=one) for one in PHASE_KINDS]
                town = attrs.evolve(
                    TOWN,
                    municipality=Municipality(name="x", kind=kind, **keys),
                    contacts=(),
                    prerequisites=(),
                    phases=phases,
                )
                blocks(attrs.evolve(WHOLE, participants=[town]))
        county = Municipality(name="x", kind="county")
        papers = [PaperReference(number="1", date=MAY)]
        second = attrs.evolve(TOWN, id="b", municipality=county, prerequisites=())
        blocks(attrs.evolve(WHOLE, participants=[TOWN, second], county=county, papers=papers))
        blocks(findings=[])
        for finding, *_ in SAID:
            blocks(findings=[finding, finding])
            blocks(findings=[finding])
        assert said == wording("participations").keys()
