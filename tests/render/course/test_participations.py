# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on the participation, worked out by hand and read back; C1 to C3, C6, C8, M7, N3."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.render.course.chapterpages import check_calm, html, wording
from tests.render.course.participationpages import MAY, TOWN, WHOLE, about, blocks, told
from tests.render.htmlpages import all_of, text_of
from tests.render.paper import HOSTILE, TRICKY, headings_of, lines_of, reworded
from tests.render.village import tables

from weltoffen.model.assessment import MUNICIPALITY_KINDS, Municipality
from weltoffen.model.paper import PaperReference
from weltoffen.model.participation import Prerequisite
from weltoffen.render.blocks import Heading, Table
from weltoffen.testing import participations

if TYPE_CHECKING:
    from weltoffen.model.assessment import MunicipalityKind
    from weltoffen.model.participation import Contact, Participation

LANGUAGES = ("de", "en")


class TestPhasesC3:
    """C3: planned, actual and state of each phase; the main ones in their order, whatever is entered."""

    def test_german(self) -> None:
        phases, *_ = tables(told())
        assert phases == [
            ["Phase", "Geplant", "Tatsächlich", "Stand"],
            [
                "Interessenbekundung",
                "kein Termin eingetragen",
                "Tag nicht genannt",
                "abgeschlossen",
            ],
            ["Erstgespräch", "kein Termin eingetragen", "2. März 2026", "abgeschlossen"],
            [
                "Fragebogen",
                "2. März 2026 bis 2. April 2026",
                "ab 2. April 2026",
                "läuft – verschoben",
            ],
            [
                "Auswertung",
                "kein Termin eingetragen",
                "kein Tag eingetragen",
                "noch nicht eingetragen",
            ],
            ["Workshop", "ab 1. Juni 2026", "entfällt", "entfällt"],
            ["Nächste Schritte", "Tag nicht genannt", "kein Tag eingetragen", "offen"],
            ["Abend", "kein Termin eingetragen", "bis 2. Mai 2026", "abgeschlossen"],
        ]

    def test_english(self) -> None:
        phases, *_ = tables(told(language="en"))
        assert phases[0] == ["Phase", "Planned", "Actual", "State"]
        assert phases[3] == [
            "Questionnaire",
            "2 March 2026 to 2 April 2026",
            "from 2 April 2026",
            "going on – put off",
        ]
        assert phases[5] == ["Workshop", "from 1 June 2026", "dropped", "dropped"]


class TestPrerequisitesC2:
    """C2: each with state and evidence; what is not in the document stands there as open."""

    def test_german(self) -> None:
        _, needs, _ = tables(told())
        support, contact = wording("participations")["prerequisite.support"]["de"], "Ansprechperson"
        assert needs[0] == ["Voraussetzung", "Stand", "Nachweis"]
        assert needs[1] == [
            f"{contact} in der Verwaltung für die ganze Zeit",
            "erfüllt",
            "siehe Ansprechpersonen",
        ]
        assert needs[2] == [
            support,
            "erfüllt",
            "Beschluss (Vorlage 4/031 – Teilnahme vom 2. März 2026)",
        ]
        assert [row[1:] for row in needs[3:]] == [
            ["offen", "keiner eingetragen"],
            ["offen", "keiner eingetragen"],
            ["nicht erfüllt", "keiner eingetragen"],
        ]
        assert needs[5][0] == "Räume"

    @pytest.mark.parametrize(
        ("evidence", "number", "said"),
        [
            ({"de": "Das geht hervor."}, "4/031", "Das geht hervor. (Vorlage 4/031)"),
            ({"de": "Das geht hervor."}, None, "Das geht hervor."),
            (None, "4/031", "Vorlage 4/031"),
            (None, None, "keiner eingetragen"),
        ],
    )
    def test_evidence_and_paper(
        self, evidence: dict[str, str] | None, number: str | None, said: str
    ) -> None:
        """The paper stands in brackets behind what may be a whole sentence."""
        paper = None if number is None else PaperReference(number=number)
        shown = Prerequisite(id="n", kind="support", state="met", evidence=evidence, paper=paper)
        town = attrs.evolve(TOWN, prerequisites=[shown])
        needs = tables(told(attrs.evolve(WHOLE, participants=[town])))[1]
        assert needs[2][1:] == ["erfüllt", said]

    @pytest.mark.parametrize(
        ("contacts", "said"),
        [
            (TOWN.contacts, ["benannt", "siehe Ansprechpersonen"]),
            ((), ["offen", "keiner eingetragen"]),
        ],
    )
    def test_a_contact_that_is_no_prerequisite_of_the_document(
        self, contacts: tuple[Contact, ...], said: list[str]
    ) -> None:
        town = attrs.evolve(TOWN, prerequisites=(), contacts=contacts)
        needs = tables(told(attrs.evolve(WHOLE, participants=[town])))[1]
        assert needs[1][1:] == said


class TestContactsC1:
    """C1: contacts by function, with the time for which they are there."""

    def test_each_has_its_time(self) -> None:
        assert tables(told(findings=[]))[2] == [
            ["Funktion", "Amt", "Zeitraum"],
            ["Integrationsbeauftragte*r", "Hauptamt", "ab 2. März 2026"],
            ["Stellvertretung", "nicht genannt", "die ganze Zeit"],
            ["Sachbearbeitung", "nicht genannt", "2. Mai 2026"],
        ]

    def test_nobody(self) -> None:
        town = attrs.evolve(TOWN, contacts=())
        text = told(attrs.evolve(WHOLE, participants=[town]))
        assert "Es ist keine Ansprechperson eingetragen." in text
        assert len(tables(text)) == 2


class TestWholeC6:
    """C6: several side by side, each for itself; as of a day."""

    def test_one_municipality(self) -> None:
        first = blocks()[0]
        assert isinstance(first, Heading)
        assert (first.level, first.anchor) == (2, "course-participation")
        text = told()
        assert headings_of(text) == [(2, "Teilnahme am Selbstcheck"), (3, "Musterdorf")]
        assert lines_of(text)[1].startswith(
            "Genannt wird, was bis zum 11. Mai 2026 eingetragen ist;"
        )
        assert "nebeneinander" not in text
        assert "Kreis" not in text
        assert "Vorlagen zur" not in text
        assert "This names what has been entered by 11 May 2026;" in told(language="en")

    def test_several_under_a_county(self) -> None:
        county = Municipality(name="Landkreis Dachau", ags="09174000", kind="county")
        other = attrs.evolve(TOWN, id="county", municipality=county)
        papers = [PaperReference(number="1/2"), PaperReference(number="3/4", date=MAY)]
        whole = attrs.evolve(WHOLE, participants=[TOWN, other], county=county, papers=papers)
        text = told(whole)
        assert [line for _, line in headings_of(text)[1:]] == ["Musterdorf", "Landkreis Dachau"]
        lines = lines_of(text)
        assert lines[2].startswith("2 Kommunen nehmen nebeneinander teil. Jede steht für sich;")
        assert lines[3:7] == [
            "Gemeinsamer Kreis: Landkreis Dachau.",
            "Vorlagen zur Teilnahme:",
            "1/2",
            "3/4 vom 2. Mai 2026",
        ]
        assert "Kreisschlüssel: 09174" in lines
        assert "Amtlicher Gemeindeschlüssel (AGS): 09174901" in lines

    def test_findings_stand_at_their_municipality(self) -> None:
        other = attrs.evolve(
            TOWN, id="b", municipality=Municipality(name="Zweitstadt", ars="091740902902")
        )
        whole = attrs.evolve(WHOLE, participants=[TOWN, other])
        finding = attrs.evolve(about("contact-missing"), participant="b")
        first, _, second = told(whole, findings=[finding]).partition("### Zweitstadt")
        assert "keine Ansprechperson in der Verwaltung" not in first
        assert "keine Ansprechperson in der Verwaltung" in second
        assert "Amtlicher Regionalschlüssel (ARS): 091740902902" in second

    @pytest.mark.parametrize("kind", [None, *MUNICIPALITY_KINDS])
    def test_kinds_have_names(self, kind: MunicipalityKind | None) -> None:
        town = attrs.evolve(TOWN, municipality=Municipality(name="x", kind=kind))
        text = told(attrs.evolve(WHOLE, participants=[town]))
        assert ("Art der Kommune" in text) == (kind is not None)
        assert "schlüssel" not in text


class TestFormats:
    """M7, N3: any text stays a text; nothing is empty; German and English have the same form."""

    def test_hostile_texts(self) -> None:
        wild = reworded(WHOLE, HOSTILE)
        town = attrs.evolve(wild.participants[0].municipality, name=HOSTILE)
        wild = attrs.evolve(
            wild, participants=[attrs.evolve(wild.participants[0], municipality=town)]
        )
        check_calm(blocks(wild), blocks())

    @given(TRICKY)
    def test_tricky_texts(self, text: str) -> None:
        check_calm(blocks(reworded(WHOLE, text)), blocks())

    @given(participations(), st.sampled_from(LANGUAGES))
    def test_no_cell_is_empty(self, whole: Participation, language: str) -> None:
        awkward = reworded(whole, "x")  # texts of nothing but marks are read as nothing
        found = blocks(awkward, language)
        names = [one.line.plain for one in found if isinstance(one, Heading) and one.level == 3]
        assert len(names) == len(whole.participants)
        for one in found:
            if isinstance(one, Table):
                assert one.caption
                assert all(len(row) == len(one.head) and all(row) for row in one.rows)

    def test_html_has_the_same_tables(self) -> None:
        page = html(blocks(findings=[]))
        rows = [[text_of(cell) for cell in row] for row in all_of(page, "tr")]
        written = [row for table in tables(told(findings=[])) for row in table]
        assert [["".join(cell.split()) for cell in row] for row in rows] == [
            ["".join(cell.split()) for cell in row] for row in written
        ]
