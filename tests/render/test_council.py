# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Council papers: head, way, proposal, attachments, worked out by hand and read back from Markdown; M7."""

from __future__ import annotations

import string
import tomllib
from importlib import resources
from typing import TYPE_CHECKING

import attrs
import pytest
from tests.render.councilpapers import BLANK, KINDS, LANGUAGES, bare, full, here
from tests.render.paper import headings_of, lines_of
from tests.render.village import tables

import weltoffen as wo
from weltoffen.model.paper import TREATMENT_TERMS, Consultation
from weltoffen.render.council import subject
from weltoffen.render.page import open_page

if TYPE_CHECKING:
    from weltoffen.model.paper import PaperKind


class TestItIsLaidOutAsANoticeOfErlangenIs:
    @pytest.mark.parametrize(
        ("language", "headings"),
        [
            (
                "de",
                [
                    (1, "Mitteilung zur Kenntnis"),
                    (2, "Betreff"),
                    (2, "Beratungsfolge"),
                    (2, "Beteiligte Dienststellen"),
                    (2, "I. Kenntnisnahme"),
                    (2, "II. Sachbericht"),
                    (3, "1. Anlass und Verfahren"),
                    (3, "2. Ergebnis im Überblick"),
                    (4, "Die Stufen"),
                    (3, "3. Stärken"),
                    (3, "4. Handlungsbedarfe"),
                    (3, "5. Gesprächsanlässe"),
                    (3, "6. Zu klären"),
                    (3, "7. Nächste Schritte"),
                    (3, "8. Was bei den Zahlen zu beachten ist"),
                    (3, "9. Kosten und Ressourcen"),
                    (2, "Anlagen"),
                    (2, "III. Behandlung im Gremium"),
                ],
            ),
            (
                "en",
                [
                    (1, "Notice for information"),
                    (2, "Subject"),
                    (2, "Consultation sequence"),
                    (2, "Offices involved"),
                    (2, "I. For information"),
                    (2, "II. Statement of facts"),
                    (3, "1. Occasion and procedure"),
                    (3, "2. Result at a glance"),
                    (4, "The stages"),
                    (3, "3. Strengths"),
                    (3, "4. Needs for action"),
                    (3, "5. Occasions for talk"),
                    (3, "6. To be clarified"),
                    (3, "7. Next steps"),
                    (3, "8. What to bear in mind with the numbers"),
                    (3, "9. Costs and resources"),
                    (2, "Attachments"),
                    (2, "III. Treatment in the body"),
                ],
            ),
        ],
    )
    def test_parts_in_order(self, language: str, headings: list[tuple[int, str]]) -> None:
        assert headings_of(here().markdown(language=language)) == headings

    def test_the_head(self) -> None:
        (head,) = tables(here().chapters(full())[""])
        assert head == [
            ["Aktenzeichen", "Verantwortliches Amt", "Vorlagennummer", "Datum"],
            ["IV/13/AB001", "Büro (de)", "13/017/2026", "15. Juni 2026"],
        ]
        (head,) = tables(here().chapters(full(), "en")[""])
        assert head == [
            ["File number", "Responsible office", "Paper number", "Date"],
            ["IV/13/AB001", "Büro (en)", "13/017/2026", "15 June 2026"],
        ]

    def test_the_way_through_the_bodies_says_who_meets_in_public(self) -> None:
        body = here().chapters(full())["Beratungsfolge"]
        (way,) = tables(body)
        assert way == [
            ["Gremium", "Termin", "Ö/N", "Vorlagenart", "Abstimmung"],
            ["Beirat (de)", "23. Juni 2026", "N", "Anhörung", "dafür (de)"],
            ["Rat (de)", "", "Ö", "Beschluss", ""],
        ]
        assert "Ö: öffentliche Sitzung, N: nicht öffentliche Sitzung" in body
        body = here().chapters(full(), "en")["Consultation sequence"]
        assert [row[2:4] for row in tables(body)[0]] == [
            ["P/N", "Kind of treatment"],
            ["N", "Hearing"],
            ["P", "Decision"],
        ]

    def test_each_kind_of_treatment_has_its_name(self) -> None:
        ways = [Consultation(id=one, body={"de": "Rat"}, treatment=one) for one in TREATMENT_TERMS]
        (way,) = tables(here().chapters(bare(consultations=ways))["Beratungsfolge"])
        assert [row[3] for row in way[1:]] == [one.choose("de") for one in TREATMENT_TERMS.values()]

    def test_offices_subject_and_attachments(self) -> None:
        found = here().chapters(full())
        assert lines_of(found["Beteiligte Dienststellen"]) == ["Statistik (de)", "Jugend (de)"]
        assert found["Betreff"].strip() == "**Betreffzeile (de)**"
        assert lines_of(found["Anlagen"]) == [
            "Bericht (de)",
            "Karte (de) (karte.pdf)",
            "Netz (de) (n.pdf, https://ris.example/f?id=5)",
        ]

    def test_the_treatment_has_room_for_what_is_to_come(self) -> None:
        (found,) = tables(here().chapters(full())["III. Behandlung im Gremium"])
        assert found == [
            ["Gremium", "Termin", "Abstimmung"],
            ["Beirat (de)", "23. Juni 2026", "dafür (de)"],
            ["Rat (de)", BLANK, BLANK],
        ]


class TestKinds:
    """Each kind of paper has its own name for the first two parts, and a wording for what it proposes."""

    @pytest.mark.parametrize(
        ("kind", "name", "first", "second"),
        [
            ("notice", "Mitteilung zur Kenntnis", "I. Kenntnisnahme", "II. Sachbericht"),
            ("report", "Berichtsvorlage", "I. Kenntnisnahme", "II. Sachbericht"),
            ("decision", "Beschlussvorlage", "I. Beschlussvorschlag", "II. Begründung"),
            ("motion", "Antrag", "I. Antrag", "II. Begründung"),
            ("answer", "Beantwortung einer Anfrage", "I. Antwort", "II. Sachbericht"),
        ],
    )
    def test_their_headings(self, kind: PaperKind, name: str, first: str, second: str) -> None:
        found = [title for _, title in headings_of(here().markdown(bare(kind=kind)))]
        assert [found[0], *found[4:6]] == [name, first, second]

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_proposal_is_the_paper_s_or_names_the_report(
        self, kind: PaperKind, language: str
    ) -> None:
        given = here().chapters(full(kind=kind), language)
        ours = here().chapters(bare(kind=kind), language)
        (first,) = (title for title in ours if title.startswith("I."))
        assert given[first].strip() == f"Vorschlag ({language})"
        name = {"de": "„Selbstcheck Musterstadt“", "en": "“Self-check of Musterstadt”"}[language]
        assert name in ours[first]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_no_two_propose_the_same(self, language: str) -> None:
        found = [here().chapters(bare(kind=kind), language) for kind in KINDS]
        firsts = {text for one in found for title, text in one.items() if title.startswith("I.")}
        assert len(firsts) == len(KINDS)


class TestNothingIsInvented:
    def test_what_the_paper_leaves_out_is_empty_or_to_be_filled_in(self) -> None:
        found = here().chapters()
        assert tables(found[""])[0][1] == [""] * 4
        assert found["Betreff"].strip() == "**Selbstcheck Musterstadt: Ergebnisse**"
        assert found["Beratungsfolge"].strip() == "Noch nicht festgelegt."
        assert found["Beteiligte Dienststellen"].strip() == "Keine weiteren genannt."
        assert found["Anlagen"].strip() == "Keine."
        assert tables(found["III. Behandlung im Gremium"]) == [
            [["Gremium", "Termin", "Abstimmung"], [BLANK] * 3]
        ]
        (resources_,) = lines_of(here().facts()["Kosten und Ressourcen"])
        assert resources_ == f"Noch keine Angaben; bitte ergänzen: {BLANK}"

    def test_resources_are_the_paper_s(self) -> None:
        markdown = here().markdown(full())
        assert "### 9\\. Kosten und Ressourcen\n\nZwei Stellen (de)\n" in markdown

    def test_the_subject_names_the_report(self) -> None:
        one = here()
        named = wo.Text({"de": "Stand 2026", "en": "State of 2026"})
        titled = attrs.evolve(one.report, title=named)
        page = open_page(titled, "en", None, "subject")
        assert subject(page, bare()).plain == "State of 2026: results"
        assert subject(page, full()).plain == "Betreffzeile (en)"


class TestTextsAreChosenByThePaperItselfM7:
    def test_its_source_language_where_there_is_none_of_the_reader(self) -> None:
        given = {"cs": "Radnice", "fr": "Mairie"}
        paper = bare(source_language="fr", title=given, office=given, resources=given)
        markdown = here().markdown(paper, "en")
        assert markdown.count("Mairie") == 3
        assert "Radnice" not in markdown

    def test_our_own_words_are_german_or_english(self) -> None:
        assert headings_of(here().markdown(bare(source_language="fr"), "fr"))[0] == (
            1,
            "Notice for information",
        )
        assert headings_of(here().markdown(bare(), "de-simple"))[0] == (
            1,
            "Mitteilung zur Kenntnis",
        )


class TestOurWordingIsThereInBothLanguages:
    SOURCE = resources.files("weltoffen.render").joinpath("council.toml").read_text("utf-8")

    def entries(self) -> dict[str, dict[str, str]]:
        return {
            f"{group}.{name}": texts
            for group, found in tomllib.loads(self.SOURCE).items()
            for name, texts in found.items()
        }

    def test_with_the_same_braces(self) -> None:
        for name, texts in self.entries().items():
            assert set(texts) == {"de", "en"}, name
            german, english = (
                {brace for _, brace, _, _ in string.Formatter().parse(text) if brace}
                for text in (texts["de"], texts["en"])
            )
            assert german == english, name

    def test_each_kind_of_paper_has_its_own(self) -> None:
        for group in ("first", "second", "proposal"):
            assert set(tomllib.loads(self.SOURCE)[group]) == set(KINDS)
