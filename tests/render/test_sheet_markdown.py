# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Blank questionnaires as Markdown: headings, lists and boxes, nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.builders import refused
from tests.render.paper import (
    HOSTILE,
    MARKDOWN,
    QUESTIONS,
    TRICKY,
    headings_of,
    lines_of,
    number_of,
    one_line,
    paper,
    reworded,
    skips,
    types_of,
)

import weltoffen as wo
from weltoffen.render import render_questionnaire
from weltoffen.testing import editions

LANGUAGES = ("de", "en", "de-simple")
PLAIN = {
    *("heading", "paragraph", "bullet_list", "list_item", "inline"),
    *("em", "strong", "code_inline"),
}


def kinds(markdown: str) -> set[str]:
    """Name the kinds of things in a document."""
    return {
        one.split(" ")[0].removesuffix("_open").removesuffix("_close") for one in types_of(markdown)
    }


def questions(markdown: str) -> list[tuple[str, str]]:
    """Give number and title, in bold type, and the id behind them, in code type."""
    found = []
    for token in MARKDOWN.parse(markdown):
        inside = [c for c in token.children or [] if c.type != "text" or c.content]
        if any(one.type == "code_inline" for one in inside):
            *title, space, key = inside
            assert (title[0].type, title[-1].type) == ("strong_open", "strong_close")
            assert (space.content, key.type) == (" ", "code_inline")
            found.append(("".join(one.content for one in title), key.content))
    return found


class TestHeadings:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_do_not_skip_levels_in_the_reference_edition(self, language: str) -> None:
        edition = wo.load_reference()
        found = headings_of(render_questionnaire(edition, language))
        assert skips([level for level, _ in found]) == []
        assert [level for level, _ in found].count(1) == 1
        nodes = [node.title.choose(language) for node in edition.target_model.nodes]
        assert [title for _, title in found[2:]] == nodes

    def test_of_the_small_edition(self) -> None:
        assert headings_of(render_questionnaire(paper(), "en")) == [
            (1, "Bogen (en)"),
            (2, "The answers"),
            (2, "Sorge (en)"),
            (3, "Plan (en)"),
            (3, "Geld (en)"),
            (2, "Offenheit (en)"),
            (3, "Tür (en)"),
        ]

    @given(editions(max_depth=8, max_nodes=12))
    def test_of_any_edition(self, edition: wo.Edition) -> None:
        assert skips([level for level, _ in headings_of(render_questionnaire(edition))]) == []


class TestEveryQuestionStandsOnTheSheetOnceInOrder:
    def test_with_its_number(self) -> None:
        titles = [(one.title.choose("de"), one.id) for one in QUESTIONS]
        wanted = [(f"{number}. {title}", key) for number, (title, key) in enumerate(titles, 1)]
        assert questions(render_questionnaire(paper())) == wanted

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_of_the_reference_edition(self, language: str) -> None:
        edition = wo.load_reference()
        titles = [(q.title.choose(language), q.id) for q in edition.questionnaire.questions]
        wanted = [(f"{number}. {title}", key) for number, (title, key) in enumerate(titles, 1)]
        assert questions(render_questionnaire(edition, language)) == wanted

    @given(editions())
    def test_of_any_edition(self, edition: wo.Edition) -> None:
        calm = reworded(edition, "calm")
        found = questions(render_questionnaire(calm))
        asked = edition.questionnaire.questions
        assert [number_of(title) for title, _ in found] == [*range(1, len(asked) + 1)]
        assert sorted(key for _, key in found) == sorted(one.id for one in asked)
        assert {title.partition(". ")[2] for title, _ in found} == {"calm"}


class TestWhatStandsOnTheSheet:
    def test_boxes_for_answers_a_line_for_a_number_lines_for_a_text(self) -> None:
        found = lines_of(render_questionnaire(paper()))
        start = found.index("3. Welcher Anteil? (de) plan-share")
        line = "_" * 40
        assert found[start + 1 : start + 5] == [
            "Zahl von 0 bis 99,5",
            f"{line} Prozent (de)",
            "☐ weiß nicht (de)",
            "☐ passt nicht (de)",
        ]
        start = found.index("4. Wie viele Stellen? (de) money-staff")
        assert line in found[start : start + 6]
        start = found.index("5. Warum? (de) money-why")
        assert [one for one in found[start + 3 : start + 7] if one != line] == []
        assert found[start + 7] != "☐ weiß nicht (de)"

    def test_condition_notes_and_choices_of_a_question(self) -> None:
        found = lines_of(render_questionnaire(paper(), "en"))
        start = found.index("2. Was steht darin? (en) plan-parts")
        assert found[start + 1].startswith("Only if at question 1 ")
        assert found[start + 2] == "Usually known to: Presse (en)"
        assert found[start + 4 : start + 9] == [
            *("☐ Option x (en)", "☐ Option y (en)", "☐ Option z (en)"),
            *("☐ weiß nicht (en)", "☐ passt nicht (en)"),
        ]

    def test_the_legend(self) -> None:
        found = lines_of(render_questionnaire(paper()))
        legend = found[found.index("Die Antworten") + 1 : found.index("Sorge (de)")]
        assert [one for one in legend if "(de)" in one or one.endswith(":")] == [
            "Wie weit? (de)",
            "Option none (de) – Noch nichts (de)",
            "Option some (de)",
            "Option all (de) – Alles (de)",
            "Option no (de)",
            "Option yes (de)",
            "Bei jeder Frage können Sie auch ankreuzen:",
            "weiß nicht (de) – Auch nach Nachfragen (de)",
            "passt nicht (de)",
        ]

    def test_without_answers_that_are_no_option(self) -> None:
        markdown = render_questionnaire(paper(no_answers=()))
        assert "weiß nicht" not in markdown
        assert "auch ankreuzen" not in markdown
        assert (2, "Die Antworten") in headings_of(markdown)
        bare = render_questionnaire(paper(no_answers=()), fields=["care-money"])
        assert (2, "Die Antworten") not in headings_of(bare)

    def test_aims_and_the_end(self) -> None:
        found = lines_of(render_questionnaire(paper()))
        assert [one for one in found if one.startswith("Ziel: ")] == [
            "Ziel: Ziel der Sorge (de)",
            "Ziel: Ziel des Plans (de)",
        ]
        assert found[-1] == "Bogen (de), Fassung 3.4. Lizenz der Texte dieser Ausgabe: CC-BY-4.0."

    def test_two_scales_are_two_lists(self) -> None:
        """Steps of another scale must not read on as steps of the one before."""
        tokens = MARKDOWN.parse(render_questionnaire(paper()))
        heads = [i for i, token in enumerate(tokens) if token.type == "heading_open"]
        legend = tokens[heads[1] : heads[2]]
        assert [token.type for token in legend].count("bullet_list_open") == 3


class TestHostileTextsStayTexts:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_of_every_text_of_an_edition(self, language: str) -> None:
        self.check(paper(), HOSTILE, language)

    @given(editions(), TRICKY)
    def test_of_any_edition(self, edition: wo.Edition, text: str) -> None:
        self.check(edition, text, "de")

    def test_of_the_names_of_what_was_chosen(self) -> None:
        edition = reworded(paper(), HOSTILE)
        markdown = render_questionnaire(edition, fields=["care", "open"], offices=["press"])
        assert kinds(markdown) <= PLAIN
        found = [one.count(one_line(HOSTILE)) for one in lines_of(markdown)]
        assert found[2:4] == [2, 1]  # fields, then offices

    @pytest.mark.parametrize("text", ["\u202e", "\x00", "\u2028\u200f"])
    def test_nothing_that_can_be_seen(self, text: str) -> None:
        """Such a text is a text (M7), but nothing is left of it: it must not become a rule or a list."""
        assert kinds(render_questionnaire(reworded(paper(), text))) <= PLAIN

    @staticmethod
    def check(edition: wo.Edition, text: str, language: str) -> None:
        """Hold a sheet with a text everywhere against the same sheet with a calm one."""
        markdown = render_questionnaire(reworded(edition, text), language)
        assert kinds(markdown) <= PLAIN
        assert types_of(markdown) == types_of(
            render_questionnaire(reworded(edition, "calm"), language)
        )
        assert "\u202e" not in markdown


class TestRefusals:
    def test_are_those_of_the_sheet(self) -> None:
        assert refused(lambda: render_questionnaire(paper(), offices=["nasa"])) == [
            ("unknown-office", "")
        ]
