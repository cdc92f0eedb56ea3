# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Blank questionnaires as data: what stands on the sheet, where, and in which words; M4, M7, M8, A1."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import after, refused, town
from tests.render.paper import (
    NO_ANSWERS,
    NODES,
    OFFICES,
    QUESTIONS,
    STEPS,
    both,
    named,
    paper,
    said,
)

import weltoffen as wo
from weltoffen.model.forms import Band, FreeText, NumberEntry, SingleChoice
from weltoffen.model.questionnaire import Question
from weltoffen.model.target import Node
from weltoffen.model.text import Text
from weltoffen.render.sheets import BlankSheet, Item, blank_sheet
from weltoffen.render.words import Choice
from weltoffen.testing import assessments, editions

if TYPE_CHECKING:
    from collections.abc import Iterable

ALL = [question.id for question in QUESTIONS]


def items(sheet: BlankSheet) -> list[Item]:
    """Give the questions of a sheet from the first page to the last."""
    return [item for part in sheet.parts for item in part.items]


def ids(sheet: BlankSheet) -> list[str]:
    """Find the questions of a sheet of an edition from `named`."""
    return [item.title.removeprefix("Frage:").removesuffix(":") for item in items(sheet)]


def item(sheet: BlankSheet, question: str) -> Item:
    """Find a question of the small edition on a sheet in German."""
    (text,) = [one.title for one in QUESTIONS if one.id == question]
    (found,) = [one for one in items(sheet) if one.title in {text.get("de"), text.get("de-simple")}]
    return found


def titles(choices: Iterable[Choice]) -> list[str]:
    return [one.title for one in choices]


def changed(question: str, **changes: Any) -> wo.Edition:  # noqa: ANN401 - any field
    """Give the small edition with another version of one question."""
    return paper(
        questions=tuple(
            attrs.evolve(one, **changes) if one.id == question else one for one in QUESTIONS
        )
    )


def single(name: str, leaf: str, **more: Any) -> Question:  # noqa: ANN401 - any field
    form = SingleChoice(scale="steps")
    return Question(id=name, node=leaf, title=said(name), form=form, **more)


def below(edition: wo.Edition, nodes: Iterable[str]) -> set[str]:
    """Name every node at or below some nodes, by another way than the sheet."""
    found = set(nodes)
    for node in edition.target_model.nodes:
        if node.parent in found:
            found.add(node.id)
    return found


def reading_order(edition: wo.Edition) -> list[str]:
    """Name the nodes of a model as a book has them: each followed by those below it."""

    def walk(node: str | None) -> list[str]:
        return [
            one
            for child in edition.target_model.nodes
            if child.parent == node
            for one in (child.id, *walk(child.id))
        ]

    return walk(None)


class TestEveryChosenQuestionStandsOnceInOrderM4:
    def test_of_the_small_edition(self) -> None:
        sheet = blank_sheet(named(paper()))
        assert ids(sheet) == ALL
        assert [one.number for one in items(sheet)] == [1, 2, 3, 4, 5, 6, 7]

    @given(editions(), st.data())
    def test_of_any_edition_under_any_filter(
        self, edition: wo.Edition, data: st.DataObject
    ) -> None:
        edition = named(edition)
        model, asked = edition.target_model, edition.questionnaire
        fields = data.draw(st.sets(st.sampled_from([node.id for node in model.nodes])))
        known = [office.id for office in model.offices]
        offices = data.draw(st.sets(st.sampled_from(known))) if known else set()
        wanted = [
            one.id
            for one in asked.questions
            if (not fields or one.node in below(edition, fields))
            and (not offices or (one.ask and one.ask[0] in offices))
        ]
        if not wanted:
            assert refused(lambda: blank_sheet(edition, fields=fields, offices=offices)) == [
                ("no-questions", "")
            ]
            return
        sheet = blank_sheet(edition, fields=fields, offices=offices)
        assert sorted(ids(sheet)) == sorted(wanted)
        assert [one.id for one in items(sheet)] == ids(sheet)
        assert [one.number for one in items(sheet)] == list(range(1, len(wanted) + 1))
        for node in model.leaves:
            mine = [one.id for one in asked.questions if one.node == node.id]
            assert [one for one in ids(sheet) if one in mine] == [m for m in mine if m in wanted]

    @given(editions())
    def test_under_its_own_node_each_node_followed_by_those_below_it(
        self, edition: wo.Edition
    ) -> None:
        """The docstring of `BlankSheet.parts`; a heading belongs to the last one above it."""
        nodes = [attrs.evolve(n, title={"de": n.id}) for n in edition.target_model.nodes]
        model = attrs.evolve(edition.target_model, nodes=nodes)
        edition = named(attrs.evolve(edition, target_model=model))
        asked = edition.questionnaire
        shown = {n.id for q in asked.questions for n in model.path(q.node)}
        sheet = blank_sheet(edition)
        assert [p.title for p in sheet.parts] == [n for n in reading_order(edition) if n in shown]
        assert [p.depth for p in sheet.parts] == [len(model.path(p.title)) - 1 for p in sheet.parts]
        for part in sheet.parts:
            mine = [f"Frage:{q.id}:" for q in asked.questions if q.node == part.title]
            assert [one.title for one in part.items] == mine

    def test_numbers_follow_the_sheet_where_questions_are_declared_in_another_order(self) -> None:
        """The docstring of `Item.number`: its place on this sheet, from 1."""
        questions = (single("late", "open-door"), single("soon", "care-plan"))
        sheet = blank_sheet(named(paper(questions=questions)))
        assert [(one.number, one.title) for one in items(sheet)] == [
            (1, "Frage:soon:"),
            (2, "Frage:late:"),
        ]

    def test_a_field_that_is_declared_in_two_pieces_stays_together(self) -> None:
        """A parent stands before its children (M1), but not always just before them."""
        tops = [Node(id=one, title=said(one)) for one in ("first", "second")]
        leaves = [
            Node(id=f"{one}-leaf", parent=one, title=said(f"{one}-leaf"))
            for one in ("second", "first")
        ]
        questions = (single("q1", "first-leaf"), single("q2", "second-leaf"))
        sheet = blank_sheet(paper(nodes=(*tops, *leaves), questions=questions), "en")
        assert [(part.depth, part.title) for part in sheet.parts] == [
            (0, "first (en)"),
            (1, "first-leaf (en)"),
            (0, "second (en)"),
            (1, "second-leaf (en)"),
        ]

    def test_the_id_of_each_question_is_shown_once_and_no_other_id(self) -> None:
        """Whoever types in the answers needs it; nobody needs ids of nodes, scales or offices."""
        for language in ("de", "en", "de-simple"):
            sheet = blank_sheet(paper(), language)
            assert [one.id for one in items(sheet)] == ALL
            shown = str(attrs.astuple(sheet))
            for one in ALL:
                assert shown.count(one) == 1
                shown = shown.replace(one, "")
            if language == "en":  # where the id of a node is an ordinary word
                continue
            others = [one.id for one in (*NODES, STEPS, *OFFICES, *NO_ANSWERS)]
            assert [one for one in others if re.search(rf"\b{one}\b", shown)] == []

    def test_no_weight_is_shown(self) -> None:
        assert blank_sheet(changed("plan-there", weight="0.375")) == blank_sheet(paper())

    def test_ids_stay_where_numbers_change(self) -> None:
        """A number is a place on one sheet; the id means the same question on every sheet."""
        whole = {one.id: one.title for one in items(blank_sheet(paper()))}
        for field in ("care-money", "open"):
            part = items(blank_sheet(paper(), fields=[field]))
            assert [one.number for one in part] == [1, 2]
            assert {one.id: one.title for one in part}.items() <= whole.items()


class TestConditionsPointToTheRightQuestionM4:
    @pytest.mark.parametrize("language", ["de", "en", "de-simple"])
    def test_by_its_number_and_the_answers_that_lead_here(self, language: str) -> None:
        sheet = blank_sheet(paper(), language)
        end = {"de": "de", "en": "en", "de-simple": "einfach"}[language]
        found = [one.condition for one in items(sheet)]
        assert [one is None for one in found] == [True, False, True, False, False, True, False]
        for place, number, options in (
            (2, 1, ["some", "all"]),
            (5, 2, ["x", "z"]),
            (7, 1, ["all"]),
        ):
            condition = found[place - 1] or ""
            assert re.findall(r"\b\d+\b", condition) == [str(number)]
            assert re.findall(r"Option (\w+) \(", condition) == options
            assert f"Option {options[0]} ({end})" in condition

    def test_of_a_number_by_its_bands(self) -> None:
        condition = item(blank_sheet(paper()), "money-staff").condition or ""
        assert "Zahl bei Frage 3 " in condition
        assert "„Klasse low (de)“" in condition
        german = item(blank_sheet(paper()), "plan-parts").condition or ""
        assert "Zahl" not in german

    @given(editions())
    def test_in_any_edition(self, edition: wo.Edition) -> None:
        edition = named(edition)
        sheet = blank_sheet(edition, "xx")
        numbers = dict(zip(ids(sheet), (one.number for one in items(sheet)), strict=True))
        for question, shown in zip(ids(sheet), items(sheet), strict=True):
            needs = edition.questionnaire.by_id[question].depends_on
            if needs is None:
                assert shown.condition is None
            else:
                pattern = r"^Only if (?:the number )?at question (\d+) "
                found = re.match(pattern, shown.condition or "")
                assert found
                assert int(found[1]) == numbers[needs.question]

    @pytest.mark.parametrize(
        ("language", "title"),
        [
            ("de", "„Gibt es einen Plan? (de)“"),
            ("en", "“Gibt es einen Plan? (en)”"),
            ("de-simple", "„Gibt es einen Plan? (einfach)“"),
        ],
    )
    def test_by_the_question_itself_where_it_is_not_on_the_sheet(
        self, language: str, title: str
    ) -> None:
        sheet = blank_sheet(paper(), language, fields=["open"])
        assert [one.number for one in items(sheet)] == [1, 2]
        condition = items(sheet)[1].condition or ""
        assert title in condition
        assert "Option all" in condition
        assert not re.search(r"\d", condition)

    def test_a_number_that_is_not_on_the_sheet(self) -> None:
        sheet = blank_sheet(paper(), fields=["care-money"])
        condition = item(sheet, "money-staff").condition or ""
        assert "„Welcher Anteil? (de)“" in condition
        assert "„Klasse low (de)“" in condition

    def test_numbers_are_those_of_the_filtered_sheet(self) -> None:
        sheet = blank_sheet(changed("door-open", ask=["press"]), fields=["open"])
        assert [one.number for one in items(sheet)] == [1, 2]
        edition = changed("plan-there", ask=["press", "personnel"])
        sheet = blank_sheet(edition, offices=["press"])
        assert [(one.number, one.id) for one in items(sheet)] == [
            (1, "plan-there"),
            (2, "plan-parts"),
            (3, "door-kept"),
        ]
        for one in ("plan-parts", "door-kept"):
            assert "Frage 1 " in (item(sheet, one).condition or "")

    def test_of_a_question_that_another_office_is_asked_first(self) -> None:
        sheet = blank_sheet(paper(), offices=["press"])
        assert [(one.number, one.id) for one in items(sheet)] == [
            (1, "plan-parts"),
            (2, "door-kept"),
        ]
        for one in items(sheet):
            assert "„Gibt es einen Plan? (de)“" in (one.condition or "")
            assert "Frage 1" not in (one.condition or "")


class TestChoosingFieldsAndOffices:
    @pytest.mark.parametrize(
        ("fields", "offices", "questions", "parts"),
        [
            ((), (), ALL, ["Sorge", "Plan", "Geld", "Offenheit", "Tür"]),
            (["care"], (), ALL[:5], ["Sorge", "Plan", "Geld"]),
            (["care-money"], (), ALL[3:5], ["Sorge", "Geld"]),
            (
                ["open", "care-plan"],
                (),
                [*ALL[:3], *ALL[5:]],
                ["Sorge", "Plan", "Offenheit", "Tür"],
            ),
            (["care", "care-plan"], (), ALL[:5], ["Sorge", "Plan", "Geld"]),
            ((), ["personnel"], [ALL[0], ALL[3]], ["Sorge", "Plan", "Geld"]),
            ((), ["personnel", "cellar"], [ALL[0], ALL[3]], ["Sorge", "Plan", "Geld"]),
            ((), ["press"], [ALL[1], ALL[6]], ["Sorge", "Plan", "Offenheit", "Tür"]),
            ((), ["personnel", "press"], [ALL[0], ALL[1], ALL[3], ALL[6]], None),
            (["open"], ["press"], [ALL[6]], ["Offenheit", "Tür"]),
            (["care"], ["press"], [ALL[1]], ["Sorge", "Plan"]),
        ],
    )
    def test_leaves_what_stands_there_and_what_they_are_asked_first(
        self,
        fields: list[str],
        offices: list[str],
        questions: list[str],
        parts: list[str] | None,
    ) -> None:
        sheet = blank_sheet(named(paper()), fields=fields, offices=offices)
        assert ids(sheet) == questions
        if parts is not None:
            assert [part.title for part in sheet.parts] == [f"{one} (de)" for one in parts]

    def test_a_single_id_is_no_row_of_letters(self) -> None:
        one = blank_sheet(paper(), fields="care", offices="press")
        assert one == blank_sheet(paper(), fields=["care"], offices=["press"])

    def test_a_choice_that_names_something_twice(self) -> None:
        once = blank_sheet(paper(), fields=["open"], offices=["press"])
        assert blank_sheet(paper(), fields=["open"] * 2, offices=("press",) * 2) == once

    @given(editions())
    def test_no_question_is_put_to_two_offices(self, edition: wo.Edition) -> None:
        """The docstring of `blank_sheet`: the sheets of all offices share out what names an office."""
        edition = named(edition)
        found: list[str] = []
        for office in edition.target_model.offices:
            first = [q.id for q in edition.questionnaire.questions if [*q.ask, ""][0] == office.id]
            if first:
                found += ids(blank_sheet(edition, offices=[office.id]))
            else:
                alone = functools.partial(blank_sheet, edition, offices=[office.id])
                assert refused(alone) == [("no-questions", "")]
        assert sorted(found) == sorted(q.id for q in edition.questionnaire.questions if q.ask)

    @pytest.mark.parametrize(
        ("language", "of_fields", "of_offices"),
        [
            (
                "de",
                "Dieser Bogen enthält nur: ",
                "Hier stehen nur Fragen, für die zuerst diese Stelle gefragt ist: ",
            ),
            (
                "en",
                "This sheet contains only: ",
                "Only questions for which this office is asked first stand here: ",
            ),
            ("de-simple", "Hier sind nur diese Fragen: ", "Die Fragen sind für: "),
        ],
    )
    def test_is_named_at_the_top_in_the_order_of_the_model(
        self, language: str, of_fields: str, of_offices: str
    ) -> None:
        """Fields and offices have a sentence each: an office is nothing that a sheet contains."""
        end = {"de": "de", "en": "en", "de-simple": "einfach"}[language]
        plain = blank_sheet(paper(), language).introduction

        def added(fields: Iterable[str], offices: Iterable[str]) -> list[str]:
            sheet = blank_sheet(paper(), language, fields=[*fields], offices=[*offices])
            assert [one for one in sheet.introduction if one in plain] == [*plain]
            return [one for one in sheet.introduction if one not in plain]

        fields = f"{of_fields}Sorge ({end}), Offenheit ({end})"
        offices = f"{of_offices}Personalamt ({end}), Presse ({end})"
        assert added(["open", "care"], ["press", "personnel"]) == [fields, offices]
        assert added(["open", "care"], []) == [fields]
        assert added([], ["press", "personnel"]) == [offices]
        assert added([], []) == []
        assert added([], ["press"]) == [f"{of_offices}Presse ({end})"]

    def test_unknown_ids_are_refused_all_together(self) -> None:
        def wrong() -> object:
            return blank_sheet(paper(), fields=["moon", "care", "asks"], offices=["nasa"])

        assert [code for code, _ in refused(wrong)] == [
            "unknown-node",
            "unknown-node",
            "unknown-office",
        ]
        with pytest.raises(wo.InvalidDocument, match="nasa"):
            wrong()

    @pytest.mark.parametrize(
        "wrong", ["", "Care", "care ", "\x00", "plan-there", "personnel", "🌍"]
    )
    def test_neither_questions_nor_offices_are_nodes(self, wrong: str) -> None:
        assert refused(lambda: blank_sheet(paper(), fields=[wrong])) == [("unknown-node", "")]

    @pytest.mark.parametrize(
        ("fields", "offices"), [((), ["cellar"]), (["empty"], ()), (["open"], ["personnel"])]
    )
    def test_an_empty_choice_is_refused(self, fields: list[str], offices: list[str]) -> None:
        assert refused(lambda: blank_sheet(paper(), fields=fields, offices=offices)) == [
            ("no-questions", "")
        ]

    def test_an_office_that_is_nowhere_asked_first_has_no_sheet(self) -> None:
        edition = changed("plan-parts", ask=["personnel", "press"])
        assert refused(lambda: blank_sheet(edition, fields=["care"], offices=["press"])) == [
            ("no-questions", "")
        ]

    def test_only_scales_that_are_used_are_explained(self) -> None:
        assert [one.prompt for one in blank_sheet(paper()).scales] == ["Wie weit? (de)", None]
        (legend,) = blank_sheet(paper(), fields=["care"]).scales
        assert legend.choices == (
            Choice(title="Option none (de)", description="Noch nichts (de)"),
            Choice(title="Option some (de)"),
            Choice(title="Option all (de)", description="Alles (de)"),
        )
        assert blank_sheet(paper(), fields=["care-money"]).scales == ()


class TestHowEachKindIsAnsweredM4:
    def test_one_option_of_a_scale(self) -> None:
        found = item(blank_sheet(paper()), "plan-there")
        assert found.instruction == "Wie weit? (de)"
        assert found.choices == tuple(Choice(title=f"Option {o.id} (de)") for o in STEPS.options)
        assert (found.entry, found.lines, found.in_a_row) == (None, 0, True)
        assert titles(found.no_answers) == ["weiß nicht (de)", "passt nicht (de)"]

    def test_a_scale_without_prompt_has_words_of_its_own(self) -> None:
        found = item(blank_sheet(paper()), "door-open")
        assert titles(found.choices) == ["Option no (de)", "Option yes (de)"]
        assert found.instruction == "Kreuzen Sie eine Antwort an."

    def test_several_of_a_checklist(self) -> None:
        found = item(blank_sheet(paper()), "plan-parts")
        assert titles(found.choices) == ["Option x (de)", "Option y (de)", "Option z (de)"]
        assert found.instruction == "Kreuzen Sie alles an, was zutrifft."
        assert not found.in_a_row
        assert titles(found.no_answers) == ["weiß nicht (de)", "passt nicht (de)"]

    def test_a_number_with_bands(self) -> None:
        found = item(blank_sheet(paper()), "plan-share")
        assert found.instruction == "Zahl von 0 bis 99,5"
        assert (found.choices, found.entry, found.lines) == ((), "Prozent (de)", 0)
        english = items(blank_sheet(paper(), "en"))[2]
        assert english.instruction == "Number from 0 to 99.5"
        assert len(found.no_answers) == 2

    @pytest.mark.parametrize(
        ("language", "said_of_it"),
        [("de", "nur die Verwaltung"), ("en", "official response"), ("de-simple", "nur die Verw")],
    )
    def test_a_number_without_bands_is_asked_of_the_administration_only_t1(
        self, language: str, said_of_it: str
    ) -> None:
        found = items(blank_sheet(paper(), language))
        assert said_of_it in found[3].instruction
        assert found[3].entry == ""
        for one in (*found[:3], *found[4:]):
            assert said_of_it not in one.instruction

    def test_which_has_nothing_to_do_with_conditions(self) -> None:
        always = changed("money-staff", depends_on=None)
        assert "nur die Verwaltung" in item(blank_sheet(always), "money-staff").instruction
        banded = changed("plan-share", depends_on=after("plan-there", "all"))
        assert "nur die Verwaltung" not in item(blank_sheet(banded), "plan-share").instruction

    def test_a_text_has_lines_and_no_boxes(self) -> None:
        found = item(blank_sheet(paper()), "money-why")
        assert found.lines > 1
        assert "321" in found.instruction
        assert (found.choices, found.no_answers, found.entry) == ((), (), None)

    def test_answers_that_are_no_option_are_explained_once_a1(self) -> None:
        sheet = blank_sheet(paper())
        assert sheet.no_answers == (
            Choice(title="weiß nicht (de)", description="Auch nach Nachfragen (de)"),
            Choice(title="passt nicht (de)"),
        )
        assert {one.description for each in items(sheet) for one in each.no_answers} == {None}

    def test_without_words_for_them_there_are_no_boxes_for_them(self) -> None:
        sheet = blank_sheet(paper(no_answers=()))
        assert sheet.no_answers == ()
        assert all(one.no_answers == () for one in items(sheet))
        one = blank_sheet(paper(no_answers=NO_ANSWERS[1:]))
        assert titles(items(one)[0].no_answers) == ["passt nicht (de)"]

    def test_numbers_of_any_size(self) -> None:
        form = NumberEntry(minimum="-0.125", maximum=10**15)
        sheet = blank_sheet(changed("money-staff", form=form))
        assert "von −0,125 bis 1000000000000000" in item(sheet, "money-staff").instruction


class TestWhatStandsBesideAQuestion:
    def test_what_counts_evidence_and_who_knows_in_this_order(self) -> None:
        german, english = (items(blank_sheet(paper(), x))[0].notes for x in ("de", "en"))
        texts = ["Was als Plan gilt", "Ein Papier", "Personalamt (de), Presse"]
        assert [text for _, text in german] == [f"{one} (de)" for one in texts]
        assert english[2][1] == "Personalamt (en), Presse (en)"
        assert len({label for label, _ in (*german, *english)}) == 6

    def test_nothing_where_nothing_is_said(self) -> None:
        assert item(blank_sheet(paper()), "plan-share").notes == ()
        only = changed("plan-share", evidence=both("Beleg"))
        assert [text for _, text in item(blank_sheet(only), "plan-share").notes] == ["Beleg (de)"]

    def test_sources_stay_on_the_page_of_the_edition(self) -> None:
        assert "§ 1" not in str(attrs.astuple(blank_sheet(paper())))

    def test_aims_of_nodes(self) -> None:
        sheet = blank_sheet(paper())
        assert [part.aim for part in sheet.parts] == [
            "Ziel der Sorge (de)",
            "Ziel des Plans (de)",
            None,
            None,
            None,
        ]


class TestPlainLanguageM7:
    def test_says_that_it_is_plain_and_not_certified(self) -> None:
        plain = blank_sheet(paper(), "de-simple")
        (line,) = [one for one in plain.introduction if "einfacher Sprache" in one]
        assert "keine geprüfte Leichte Sprache" in line
        for language in ("de", "en"):
            assert not any("Leichte" in x for x in blank_sheet(paper(), language).introduction)

    def test_takes_plain_texts_and_german_ones_where_there_are_none(self) -> None:
        first = items(blank_sheet(paper(), "de-simple"))[0]
        assert first.title == "Gibt es einen Plan? (einfach)"
        assert [text for _, text in first.notes] == [
            "Was als Plan gilt (einfach)",
            "Ein Papier (de)",
            "Personalamt (einfach), Presse (einfach)",
        ]
        assert "(en)" not in str(attrs.astuple(blank_sheet(paper(), "de-simple")))

    def test_leaves_out_aims_without_plain_version(self) -> None:
        aims = [part.aim for part in blank_sheet(paper(), "de-simple").parts]
        assert aims == ["Ziel der Sorge (einfach)", None, None, None, None]

    def test_has_labels_of_its_own(self) -> None:
        plain, german = (blank_sheet(paper(), x) for x in ("de-simple", "de"))
        assert plain.no_answers_label != german.no_answers_label
        assert {a for a, _ in items(plain)[0].notes}.isdisjoint(
            a for a, _ in items(german)[0].notes
        )
        assert plain.introduction[0] != german.introduction[0]


class TestWordsAreChosenByM7:
    def test_an_unknown_language_has_english_words_and_texts_of_the_source_language(self) -> None:
        sheet = blank_sheet(paper(), "fr")
        assert sheet.title == "Bogen (de)"
        assert items(sheet)[3].instruction.startswith("Number from 1 to 40")
        assert sheet.introduction[0].startswith("This questionnaire")

    def test_variants_of_german_and_english(self) -> None:
        for variant, language in (("de-AT", "de"), ("en-GB", "en")):
            changed_language = attrs.evolve(blank_sheet(paper(), variant), language=language)
            assert changed_language == blank_sheet(paper(), language)

    @pytest.mark.parametrize("language", ["den", "del", "def"])
    def test_languages_whose_tag_only_begins_like_german(self, language: str) -> None:
        """Slave, Delaware: no German, so the words are English, as in reports."""
        words = blank_sheet(paper(), language).introduction[0]
        assert words == blank_sheet(paper(), "fr").introduction[0]

    def test_an_edition_in_one_other_language(self) -> None:
        def turkish(value: Any) -> Any:  # noqa: ANN401 - any model value
            if isinstance(value, Text):
                return Text({"tr": "metin"})
            if isinstance(value, tuple):
                return tuple(map(turkish, value))
            if attrs.has(type(value)) and not isinstance(value, wo.Reference):
                names = [field.name for field in attrs.fields(type(value)) if field.init]
                return attrs.evolve(value, **{n: turkish(getattr(value, n)) for n in names})
            return value

        sheet = blank_sheet(turkish(paper(languages=("tr", "tr"))), "de")
        assert sheet.title == "metin"
        assert {one.title for one in items(sheet)} == {"metin"}
        assert sheet.introduction[0].startswith("Dieser Fragebogen")

    def test_each_document_has_its_own_source_language(self) -> None:
        """A reader without any of the languages gets questions in that of the questionnaire."""
        sheet = blank_sheet(paper(languages=("de", "en")), "fr")
        assert next(part.title for part in sheet.parts) == "Sorge (de)"
        assert sheet.title == "Bogen (en)"
        first = items(sheet)[0]
        assert first.title == "Gibt es einen Plan? (en)"
        assert first.instruction == "Wie weit? (en)"
        assert titles(first.choices)[0] == "Option none (en)"
        assert titles(first.no_answers)[0] == "weiß nicht (en)"

    @pytest.mark.parametrize("language", ["", "-", "x", "DE", "de_DE", "{number}", "<b>", "zz-zz"])
    def test_what_is_no_language_known_here_does_no_harm(self, language: str) -> None:
        assert len(items(blank_sheet(paper(), language))) == len(QUESTIONS)

    def test_braces_in_texts_are_texts(self) -> None:
        braces = {"de": "{number} {0} {options!r}"}
        edition = changed("plan-there", title=braces, help=braces)
        assert items(blank_sheet(edition))[0].title == braces["de"]
        elsewhere = items(blank_sheet(edition, fields=["open"]))[1].condition or ""
        assert braces["de"] in elsewhere


class TestEditionAndLicence:
    def test_stand_at_the_end(self) -> None:
        closing = blank_sheet(paper()).closing
        for one in ("Bogen (de)", "3.4", "CC-BY-4.0"):
            assert one in closing

    def test_without_licence(self) -> None:
        closing = blank_sheet(paper(licence=None)).closing
        assert "3.4" in closing
        assert "None" not in closing
        assert "Lizenz" not in closing

    @pytest.mark.parametrize("language", ["de", "en", "de-simple", "fr", "de-AT"])
    def test_the_sheet_says_that_it_is_not_the_official_questionnaire(self, language: str) -> None:
        first, *others = blank_sheet(paper(), language).introduction
        for one in ("weltoffen", "PHINEO", "Bertelsmann Stiftung"):
            assert one in first
            assert one not in "".join(others)


class TestTheLocalSupplementStandsAtTheEndM8:
    def own(self, language: str = "de") -> BlankSheet:
        supplement = wo.Supplement(
            nodes=[
                Node(id="jubilee", title=said("Jubiläum")),
                Node(id="jubilee-day", parent="jubilee", title=said("Festtag")),
                Node(id="river", title=said("Fluss")),
            ],
            questions=[
                single("own-plan", "jubilee-day", ask=["press"]),
                single("own-more", "jubilee-day", depends_on=after("own-plan", "all")),
                Question(id="own-why", node="river", title=said("own-why"), form=FreeText()),
            ],
        )
        return blank_sheet(self.extended(supplement), language)

    def extended(self, supplement: wo.Supplement) -> wo.Edition:
        edition = paper()
        made = attrs.evolve(
            town(single("q", "a")).assessment, edition=edition.reference, supplement=supplement
        )
        return made.extend(edition)

    @pytest.mark.parametrize(
        ("language", "heading"),
        [
            ("de", "Fragen Ihrer Kommune: "),
            ("en", "Questions of your municipality: "),
            ("de-simple", "Fragen von Ihrer Gemeinde: "),
        ],
    )
    def test_under_its_heading(self, language: str, heading: str) -> None:
        sheet = self.own(language)
        end = {"de": "de", "en": "en", "de-simple": "einfach"}[language]
        assert [(part.depth, part.title) for part in sheet.parts[-3:]] == [
            (0, f"{heading}Jubiläum ({end})"),
            (1, f"Festtag ({end})"),
            (0, f"{heading}Fluss ({end})"),
        ]
        assert not any(heading in part.title for part in sheet.parts[:-3])

    def test_with_numbers_that_go_on(self) -> None:
        sheet = self.own()
        assert [one.number for one in items(sheet)] == list(range(1, 11))
        assert "Frage 8 " in (items(sheet)[8].condition or "")

    @given(st.data())
    def test_of_any_assessment(self, data: st.DataObject) -> None:
        edition = data.draw(editions())
        assessment = data.draw(assessments(edition))
        extended = named(assessment.extend(edition))
        own = {one.id for one in (assessment.supplement.questions if assessment.supplement else ())}
        found = ids(blank_sheet(extended))
        assert set(found) == {one.id for one in extended.questionnaire.questions}
        assert set(found[len(found) - len(own) :]) == own

    def test_can_be_chosen_alone(self) -> None:
        supplement = wo.Supplement(
            nodes=[Node(id="river", title=said("Fluss"))], questions=[single("own", "river")]
        )
        sheet = blank_sheet(self.extended(supplement), fields=["river"])
        assert [one.title for one in items(sheet)] == ["own (de)"]


class TestWhoseQuestionsTheyAreM8:
    """The town's own questions are neither the project's nor under the licence of the edition."""

    LICENSED = "Lizenz der Texte dieser Ausgabe: CC-BY-4.0."

    def extended(self) -> wo.Edition:
        supplement = wo.Supplement(
            nodes=[
                Node(id="jubilee", title=said("Jubiläum")),
                Node(id="jubilee-day", parent="jubilee", title=said("Festtag")),
                Node(id="river", title=said("Fluss")),
            ],
            questions=[
                single("own-plan", "jubilee-day", ask=["cellar", "press"]),
                single("own-more", "river", ask=["press"]),
            ],
        )
        edition = paper()
        made = attrs.evolve(
            town(single("q", "a")).assessment, edition=edition.reference, supplement=supplement
        )
        return made.extend(edition)

    @pytest.mark.parametrize(
        ("fields", "offices"),
        [
            (["jubilee"], []),
            (["jubilee-day"], []),
            (["river"], []),
            (["river", "jubilee"], []),
            (["river"], ["press"]),
            ([], ["cellar"]),
        ],
    )
    @pytest.mark.parametrize("language", ["de", "en", "de-simple", "fr"])
    def test_on_a_sheet_of_own_questions_there_is_no_word_of_the_project_and_no_licence(
        self, language: str, fields: list[str], offices: list[str]
    ) -> None:
        sheet = blank_sheet(self.extended(), language, fields=fields, offices=offices)
        assert {one.id for one in items(sheet)} <= {"own-plan", "own-more"}
        shown = str(attrs.astuple(sheet))
        for one in ("weltoffen", "PHINEO", "Bertelsmann", "CC-BY", "Lizenz", "Licence"):
            assert one not in shown
        word = "Fassung" if language.startswith("de") else "version"
        title = {"en": "Bogen (en)", "de-simple": "Bogen (einfach)"}.get(language, "Bogen (de)")
        assert sheet.closing == f"{title}, {word} 3.4."
        plain = [one for one in sheet.introduction if "Leichte Sprache" in one]
        assert len(plain) == (language == "de-simple")

    @pytest.mark.parametrize(
        ("fields", "offices"),
        [
            ([], []),
            ([], ["press"]),
            (["river", "care"], []),
            (["river", "care-money"], []),
            (["open"], []),
        ],
    )
    def test_one_question_of_the_edition_is_enough_for_both(
        self, fields: list[str], offices: list[str]
    ) -> None:
        sheet = blank_sheet(self.extended(), fields=fields, offices=offices)
        assert "PHINEO" in sheet.introduction[0]
        assert sheet.closing.endswith(self.LICENSED)

    def test_an_office_that_is_asked_first_for_an_own_question_only(self) -> None:
        """The own questions are shared out like those of the edition."""
        edition = self.extended()
        found = {
            office: [one.id for one in items(blank_sheet(edition, offices=[office]))]
            for office in ("personnel", "press", "cellar")
        }
        assert found == {
            "personnel": ["plan-there", "money-staff"],
            "press": ["plan-parts", "door-kept", "own-more"],
            "cellar": ["own-plan"],
        }

    @given(st.data())
    def test_of_any_assessment(self, data: st.DataObject) -> None:
        edition = data.draw(editions())
        extended = data.draw(assessments(edition)).extend(edition)
        nodes = [node.id for node in extended.target_model.nodes]
        field = data.draw(st.sampled_from(nodes))
        asked = {q.node for q in extended.questionnaire.questions}
        if not asked & below(extended, [field]):
            return
        sheet = blank_sheet(extended, "en", fields=[field])
        is_own = field not in {node.id for node in edition.target_model.nodes}
        assert ("PHINEO" in sheet.introduction[0]) is not is_own
        licence = extended.questionnaire.licence
        assert ("Licence of the texts" in sheet.closing) == (licence is not None and not is_own)


class TestBandsWithoutNameAreNotNamedByTheirId:
    def test_in_conditions(self) -> None:
        """Ids are for machines (M2); a respondent reads the range."""
        bands = [Band(id="b0", lower=0, points=0), Band(id="b1", lower=50, points=1)]
        form = NumberEntry(minimum=0, maximum=100, bands=bands)
        needs = after("plan-share", "b1")
        questions = tuple(
            attrs.evolve(one, form=form)
            if one.id == "plan-share"
            else attrs.evolve(one, depends_on=needs)
            if one.id == "money-staff"
            else one
            for one in QUESTIONS
        )
        condition = item(blank_sheet(paper(questions=questions)), "money-staff").condition or ""
        assert "b1" not in condition
        assert "50" in condition


class TestTheReferenceEdition:
    @pytest.mark.parametrize("language", ["de", "en", "de-simple"])
    def test_every_question_stands_on_the_sheet_and_on_that_of_its_field(
        self, language: str
    ) -> None:
        edition = wo.load_reference()
        sheet = blank_sheet(edition, language)
        every = [one.title.choose(language) for one in edition.questionnaire.questions]
        assert [one.title for one in items(sheet)] == every
        found: list[str] = []
        for field in edition.target_model.children():
            part = blank_sheet(edition, language, fields=[field.id])
            assert [one.number for one in items(part)] == [*range(1, len(items(part)) + 1)]
            found += [one.title for one in items(part)]
        assert found == every

    def test_every_question_stands_on_the_sheet_of_one_office(self) -> None:
        edition = wo.load_reference()
        found: list[str] = []
        for office in edition.target_model.offices:
            wanted = [q.id for q in edition.questionnaire.questions if [*q.ask, ""][0] == office.id]
            if wanted:
                sheet = blank_sheet(edition, offices=[office.id])
                assert [one.id for one in items(sheet)] == wanted
                found += wanted
        asked = [q.id for q in edition.questionnaire.questions if q.ask]
        assert asked
        assert sorted(found) == sorted(asked)

    def test_nodes_are_declared_as_they_are_read(self) -> None:
        edition = wo.load_reference()
        assert [node.id for node in edition.target_model.nodes] == reading_order(edition)
        assert NODES[0].parent is None
