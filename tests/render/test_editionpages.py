# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Pages of an edition: what it is made of, everything that it says about a field; M1, M4, M7, S6."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import refused
from tests.render.paper import (
    HOSTILE,
    MARKDOWN,
    QUESTIONS,
    TRICKY,
    headings_of,
    lines_of,
    paper,
    reworded,
    said,
    skips,
    types_of,
)

import weltoffen as wo
from weltoffen.model.completeness import texts_of
from weltoffen.model.forms import Band, Checklist, NumberEntry, SingleChoice
from weltoffen.model.questionnaire import Gate, Question
from weltoffen.model.suggestion import OfferRule
from weltoffen.model.target import Node
from weltoffen.render import render_edition, render_field
from weltoffen.testing import editions

PLAIN = {
    *("heading", "paragraph", "bullet_list", "ordered_list", "list_item", "inline"),
    *("em", "strong", "code_inline", "softbreak"),
}


def kinds(markdown: str) -> set[str]:
    return {
        one.split(" ")[0].removesuffix("_open").removesuffix("_close") for one in types_of(markdown)
    }


def gated(question: str, minimum: int, **more: Any) -> list[str]:  # noqa: ANN401 - any field
    """Give what is said of a gate on a question, in German."""
    gate = Gate(id="g", node="care", stage="three", question=question, minimum=minimum)
    lines = lines_of(render_field(paper(gates=(gate,), **more), "care"))
    return [one for one in lines if "Stufe three (de)" in one and "Ohne" in one]


class TestEverythingAboutAFieldIsSaid:
    def test_headings(self) -> None:
        assert headings_of(render_field(paper(), "care", "en")) == [
            (1, "Sorge (en)"),
            (2, "Plan (en)"),
            (2, "Geld (en)"),
        ]
        assert headings_of(render_field(paper(), "open-door")) == [(1, "Tür (de)")]

    def test_ids_of_nodes_and_questions_stand_in_code_type(self) -> None:
        tokens = MARKDOWN.parse(render_field(paper(), "care"))
        codes = [c.content for t in tokens for c in t.children or [] if c.type == "code_inline"]
        assert codes == ["care", "care-plan", *(q.id for q in QUESTIONS[:3]), "care-money"] + [
            q.id for q in QUESTIONS[3:5]
        ]

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_every_text_of_its_nodes_and_questions(self, language: str) -> None:
        edition = paper()
        page = "\n".join(lines_of(render_field(edition, "care", language)))
        texts = [
            text.choose(language)
            for part in (edition.target_model.nodes[:3], edition.questionnaire.questions[:5])
            for _, text in texts_of(part)
        ]
        assert len(texts) > 20
        for text in texts:
            assert text in page
        assert "Offenheit" not in page
        assert "Tür" not in page

    def test_of_the_reference_edition(self) -> None:
        edition = wo.load_reference()
        model, asked = edition.target_model, edition.questionnaire
        for field in model.children():
            page = "\n".join(lines_of(render_field(edition, field.id)))
            nodes = tuple(n for n in model.nodes if field in model.path(n.id))
            questions = tuple(q for n in nodes for q in asked.by_node.get(n.id, ()))
            assert questions
            for part in (nodes, questions):
                for place, text in texts_of(part):
                    assert " ".join(text.choose("de").split()) in page, place

    def test_questions_are_numbered_in_one_list_for_each_criterion(self) -> None:
        tokens = MARKDOWN.parse(render_field(paper(), "care"))
        assert [one.type for one in tokens].count("ordered_list_open") == 2
        assert kinds(render_field(paper(), "care")) <= PLAIN

    def test_also_with_more_than_nine_of_them(self) -> None:
        """The facts about the tenth question stand below it, and the eleventh goes on in the list."""
        questions = tuple(
            Question(
                id=f"q{i}",
                node="care-plan",
                title=said(f"q{i}"),
                form=SingleChoice(scale="steps"),
                help=said(f"Hilfe {i}"),
            )
            for i in range(1, 13)
        )
        tokens = MARKDOWN.parse(render_field(paper(questions=questions), "care-plan"))
        listed = [t for t in tokens if t.type == "ordered_list_open"]
        assert len(listed) == 1
        depths = {
            t.level
            for i, t in enumerate(tokens)
            if t.type == "inline" and "Hilfe" in t.content and i
        }
        assert len(depths) == 1

    def test_what_counts_evidence_office_and_sources_of_a_question(self) -> None:
        found = lines_of(render_field(paper(), "care-plan"))
        start = found.index("Gibt es einen Plan? (de)\nplan-there, Skala")
        assert found[start + 1 : start + 7] == [
            "Was zählt: Was als Plan gilt (de)",
            "Nachweis, zum Beispiel: Ein Papier (de)",
            "Weiß es meist: Personalamt (de), Presse (de)",
            "Quelle: § 1 Gesetz: Gebietet es (de)",
            "Quelle: Norm 2",
            "Grund der Frage: Weil es hilft (de)",
        ]

    def test_condition(self) -> None:
        found = lines_of(render_field(paper(), "care", "en"))
        conditions = [one for one in found if one.startswith("Asked only after: ")]
        assert conditions[0] == (
            "Asked only after: Gibt es einen Plan? (en) “Option some (en)”, “Option all (en)”"
        )
        assert len(conditions) == 3

    def test_answers_with_their_points_m6(self) -> None:
        found = lines_of(render_field(paper(), "care"))
        first, second, third = [one for one in found if one.startswith("Antworten: ")]
        options = "Option x (de) (1 P.); Option y (de) (1 P.); Option z (de) (2 P.)"
        assert first.startswith(f"Antworten: {options}. 3 Punkte ")
        assert "Klasse low (de) (0 P.); " in second
        assert second.endswith(" (1 P.)")
        assert "Verwaltung" in third

    def test_numbers_say_their_range_and_unit(self) -> None:
        """Everything that the edition says about a question: of a number, what may be entered."""
        page = "\n".join(lines_of(render_field(paper(), "care")))
        for one in ("99,5", "Prozent (de)", "von 1 bis 40"):
            assert one in page

    def test_points_and_caps_in_the_reader_s_language(self) -> None:
        form = QUESTIONS[1].form
        assert isinstance(form, Checklist)
        form = Checklist(options=form.options, cap="2.5")
        edition = paper(questions=(QUESTIONS[0], attrs.evolve(QUESTIONS[1], form=form)))
        assert "2,5 Punkte" in render_field(edition, "care")
        assert "2.5 points" in render_field(edition, "care", "en")

    def test_assessments_and_suggestions_with_effort_carrier_and_module(self) -> None:
        found = lines_of(render_field(paper(), "care", "en"))
        start = found.index("Stufe one (en): Einschätzung eins (en)")
        assert found[start + 1].startswith("Anregung voll (en) (")
        assert found[start + 1].endswith("; Personalamt (en); Werkstatt (en))")
        assert "small" in found[start + 1].lower() or "little" in found[start + 1].lower()
        assert found[start + 2 : start + 4] == [
            "Anregung bloß (en)",
            "Stufe two (en): Einschätzung zwei (en)",
        ]

    def test_nothing_is_said_where_nothing_is_there(self) -> None:
        found = lines_of(render_field(paper(), "open"))
        assert "Einschätzungen und Anregungen" not in found
        assert found[:4] == ["Offenheit (de)", "open", "Tür (de)", "open-door"]
        assert lines_of(render_field(paper(), "empty")) == ["Leere (de)", "empty"]

    def test_of_a_local_supplement_m8(self) -> None:
        own = Node(id="river", title=said("Fluss"))
        edition = paper()
        model = attrs.evolve(edition.target_model, nodes=(*edition.target_model.nodes, own))
        extended = attrs.evolve(edition, target_model=model, apart=["river"])
        assert headings_of(render_field(extended, "river")) == [(1, "Fluss (de)")]

    @given(editions(max_depth=8, max_nodes=12), st.data())
    def test_of_any_node_of_any_edition(self, edition: wo.Edition, data: st.DataObject) -> None:
        model = edition.target_model
        node = data.draw(st.sampled_from(model.nodes))
        page = render_field(reworded(edition, "calm"), node.id)
        below = [one for one in model.nodes if node in model.path(one.id)]
        levels = [level for level, _ in headings_of(page)]
        assert len(levels) == len(below)
        assert skips(levels) == []
        assert kinds(page) <= PLAIN
        for one in below:
            assert f"`{one.id}`" in page
            for question in edition.questionnaire.by_node.get(one.id, ()):
                assert f"`{question.id}`" in page


class TestGatesSayWhatIsNeededS6:
    def test_on_a_scale(self) -> None:
        (line,) = gated("plan-there", 1)
        assert "„Option some (de)“" in line
        assert "„Gibt es einen Plan? (de)“" in line

    def test_stand_only_at_their_node(self) -> None:
        gate = Gate(id="g", node="care-plan", stage="two", question="plan-there", minimum=2)
        page = render_field(paper(gates=(gate,)), "care")
        assert page.count("Ohne mindestens") == 1
        assert page.index("`care-plan`") < page.index("Ohne mindestens")
        assert "Ohne mindestens" not in render_field(paper(gates=(gate,)), "open")

    def test_a_number_without_bands_by_the_number_itself(self) -> None:
        (line,) = gated("money-staff", 12)
        assert "„12“" in line

    def test_a_checklist_by_its_points(self) -> None:
        """Two points are one answer or two others together: no single option says what is needed."""
        (line,) = gated("plan-parts", 2)
        assert "Option" not in line
        assert "2" in line

    def test_bands_whose_points_fall_by_the_band_with_the_least_points_that_open(self) -> None:
        bands = [
            Band(id=one, lower=lower, points=points, title=said(one))
            for one, lower, points in (("few", 0, 4), ("middle", 10, 1), ("many", 50, 0))
        ]
        form = NumberEntry(minimum=0, maximum=100, bands=bands)
        questions = (attrs.evolve(QUESTIONS[2], form=form),)
        (line,) = gated("plan-share", 1, questions=questions)
        assert "middle (de)" in line

    def test_a_band_without_name_is_not_replaced_by_one_that_asks_for_more(self) -> None:
        bands = [
            Band(id="low", lower=0, points=0),
            Band(id="mid", lower=10, points=1),
            Band(id="high", lower=50, points=4, title=said("high")),
        ]
        form = NumberEntry(minimum=0, maximum=100, bands=bands)
        questions = (attrs.evolve(QUESTIONS[2], form=form),)
        (line,) = gated("plan-share", 1, questions=questions)
        assert "high" not in line


class TestLanguagesM7:
    def test_plain_language_and_others(self) -> None:
        plain = lines_of(render_field(paper(), "care", "de-simple"))
        assert plain[0] == "Sorge (einfach)"
        assert "Stufe one (einfach): Einschätzung eins (de)" in plain
        french = lines_of(render_field(paper(), "care", "fr"))
        assert french[0] == "Sorge (de)"
        assert "Assessments and suggestions" in french

    def test_each_document_has_its_own_source_language(self) -> None:
        found = lines_of(render_field(paper(languages=("de", "en")), "open", "fr"))
        assert found[0] == "Offenheit (de)"
        assert any(one.startswith("Steht die Tür offen? (en)") for one in found)


class TestUnknownNodes:
    @pytest.mark.parametrize("wrong", ["", "moon", "plan-there", "Care", "\x00"])
    def test_are_refused(self, wrong: str) -> None:
        assert refused(lambda: render_field(paper(), wrong)) == [("unknown-node", "")]


class TestHostileTextsStayTexts:
    @pytest.mark.parametrize("language", ["de", "en", "de-simple"])
    def test_of_every_text_of_an_edition(self, language: str) -> None:
        self.check(paper(), HOSTILE, language)

    @given(editions(), TRICKY)
    def test_of_any_edition(self, edition: wo.Edition, text: str) -> None:
        self.check(edition, text, "de")

    @staticmethod
    def check(edition: wo.Edition, text: str, language: str) -> None:
        for field in edition.target_model.children():
            page = render_field(reworded(edition, text), field.id, language)
            calm = render_field(reworded(edition, "calm"), field.id, language)
            assert types_of(page) == types_of(calm)
            assert kinds(page) <= PLAIN
            assert "\u202e" not in page
        page = render_edition(reworded(edition, text), language)
        assert types_of(page) == types_of(render_edition(reworded(edition, "calm"), language))
        assert kinds(page) <= PLAIN
        assert "\u202e" not in page

    @pytest.mark.parametrize("text", ["\u202e", "\x00", "\u2028\u200f"])
    def test_nothing_that_can_be_seen(self, text: str) -> None:
        """Such a text is a text (M7), but nothing is left of it: it must not become a rule or code."""
        edition = reworded(paper(), text)
        assert kinds(render_edition(edition)) <= PLAIN
        assert kinds(render_field(edition, "care")) <= PLAIN


class TestWhatAnEditionIsMadeOf:
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_every_text_but_those_of_nodes_and_questions(self, language: str) -> None:
        edition = paper()
        model, asked = edition.target_model, edition.questionnaire
        found = "\n".join(lines_of(render_edition(edition, language)))
        parts = (model.stages, asked.scales, asked.no_answers, model.offices, model.modules)
        texts = [text.choose(language) for part in parts for _, text in texts_of(part)]
        assert len(texts) == 20
        for text in texts:
            assert text in found
        assert "Sorge" not in found
        assert "Gibt es einen Plan?" not in found

    def test_modules_with_their_rules(self) -> None:
        """F1: each reason below its module, with what the rule asks for by ids."""
        edition = paper()
        model = edition.target_model
        low = OfferRule(
            id="low", when="low-stage", stage="one", nodes=["care"], least=2, reason=said("low")
        )
        far = OfferRule(id="far", when="views-differ", reason=said("far"))
        modules = [attrs.evolve(model.modules[0], rules=[low, far]), *model.modules[1:]]
        ruled = attrs.evolve(edition, target_model=attrs.evolve(model, modules=modules))
        found = lines_of(render_edition(ruled, "de"))
        first = "low (de) (low: low-stage ≥ 2, one, care)"
        assert found[found.index(first) + 1] == "far (de) (far: views-differ ≥ 1)"
        assert found[found.index(first) - 1].startswith("Werkstatt (de) (workshop)")
        assert kinds(render_edition(ruled)) <= PLAIN

    def test_under_one_heading_each(self) -> None:
        found = headings_of(render_edition(paper()))
        assert found[0] == (1, "Zielbild (de)")
        assert [level for level, _ in found[1:]] == [2] * 6  # two scales
        assert kinds(render_edition(paper())) <= PLAIN

    def test_with_ids_and_versions(self) -> None:
        found = lines_of(render_edition(paper()))
        assert found[1] == "model 1.2, asked 3.4"
        assert "PHINEO" in found[2]
        assert "Option none (de) (none) – Noch nichts (de)" in found
        assert "Option some (de) (some)" in found
        assert "Werkstatt (de) (workshop)" in found

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("de", ("unabhängig", "nicht deren Fragebogen", "nicht deren Auswertung")),
            ("de-simple", ("unabhängig", "nicht deren Fragebogen", "nicht deren Auswertung")),
            ("en", ("independent", "not their questionnaire", "not their evaluation")),
            ("fr", ("independent", "not their questionnaire", "not their evaluation")),
        ],
    )
    def test_that_it_is_independent_of_those_who_named_the_self_check(
        self, language: str, words: tuple[str, ...]
    ) -> None:
        found = lines_of(render_edition(paper(), language))
        (notice,) = [one for one in found if "PHINEO" in one]
        assert found.index(notice) == 2  # above everything that the edition says
        for one in ("weltoffen", "Bertelsmann Stiftung", *words):
            assert one in notice
        assert "PHINEO" not in render_field(paper(), "care", language)

    def test_nothing_is_said_of_what_it_has_not(self) -> None:
        edition = paper(no_answers=(), scales=(), questions=QUESTIONS[2:3])
        nodes = [attrs.evolve(one, stage_texts=()) for one in edition.target_model.nodes]
        model = attrs.evolve(edition.target_model, nodes=nodes, modules=())
        found = headings_of(render_edition(attrs.evolve(edition, target_model=model)))
        assert len(found) == 3
        assert "weiß nicht" not in render_edition(edition)

    def test_each_document_has_its_own_source_language(self) -> None:
        found = lines_of(render_edition(paper(languages=("de", "en")), "fr"))
        assert found[0] == "Zielbild (de)"
        assert "Option some (en) (some)" in found

    def test_of_the_reference_edition(self) -> None:
        edition = wo.load_reference()
        found = "\n".join(lines_of(render_edition(edition, "en")))
        titles = [one.title for one in edition.target_model.offices]
        titles += [one.title for one in edition.target_model.modules]
        for title in titles:
            assert title.choose("en") in found
