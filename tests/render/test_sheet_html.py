# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Blank questionnaires as HTML: one self-contained page that a screen reader and a printer can use."""

from __future__ import annotations

from importlib import resources
from typing import Any

import attrs
import pytest
from hypothesis import given
from tests.builders import refused
from tests.render.paper import (
    HOSTILE,
    QUESTIONS,
    TRICKY,
    Element,
    number_of,
    one_line,
    paper,
    read_html,
    reworded,
    said,
    skips,
)

import weltoffen as wo
from weltoffen.model.target import Node
from weltoffen.render import render_questionnaire
from weltoffen.render.sheet_html import sheet_html
from weltoffen.render.sheets import blank_sheet
from weltoffen.testing import editions

PLAIN_TAGS = {
    *("html", "head", "meta", "title", "style", "body", "main", "section"),
    *(
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "span",
        "strong",
        "ul",
        "li",
        "dl",
        "dt",
        "dd",
        "div",
    ),
}
"""Tags that load nothing, run nothing and send nothing."""
PLAIN_ATTRIBUTES = {"lang", "charset", "name", "content", "class"}
LANGUAGES = ("de", "en", "de-simple")


def questions(html: Element) -> list[tuple[str, str]]:
    """Give number and title of each question, in bold type, and the id behind them."""
    found = []
    for one in html.all("p", "question"):
        title, key = one.children
        assert (title.tag, key.tag, key.attributes) == ("strong", "span", {"class": "id"})
        assert one.text == f"{title.text} {key.text}"
        found.append((title.text, key.text))
    return found


def page(edition: wo.Edition | None = None, language: str = "de", **more: list[str]) -> Element:
    return read_html(render_questionnaire(edition or paper(), language, "html", **more))


def levels(html: Element) -> list[int]:
    return [int(one.tag[1]) for one in html.walk() if one.tag in {f"h{n}" for n in range(1, 7)}]


class TestThePageIsSelfContained:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_of_the_reference_edition(self, language: str) -> None:
        html = page(wo.load_reference(), language)
        assert {one.tag for one in html.walk()} <= PLAIN_TAGS
        for one in html.walk():
            assert one.attributes.keys() <= PLAIN_ATTRIBUTES

    @given(editions())
    def test_of_any_edition(self, edition: wo.Edition) -> None:
        html = page(edition)
        assert {one.tag for one in html.walk()} <= PLAIN_TAGS
        assert {name for one in html.walk() for name in one.attributes} <= PLAIN_ATTRIBUTES

    def test_the_style_loads_nothing(self) -> None:
        (style,) = page().texts("style")
        source = resources.files("weltoffen.render").joinpath("sheet.css").read_text("utf-8")
        assert style.strip() == source.strip()
        for loading in ("url(", "@import", "@font-face", "image(", "src", "//", "expression", "<"):
            assert loading not in style

    def test_no_address_at_all(self) -> None:
        text = render_questionnaire(wo.load_reference(), "de", "html")
        for loading in ("http:", "https:", "href", "src=", "javascript", "<script", "<link"):
            assert loading not in text

    def test_meta_says_encoding_and_width_only(self) -> None:
        found = [one.attributes for one in page().all("meta")]
        assert found[0] == {"charset": "utf-8"}
        assert [one.get("name") for one in found[1:]] == ["viewport"]

    def test_ends_with_one_line_break(self) -> None:
        text = render_questionnaire(paper(), "de", "html")
        assert text.endswith("</html>\n")
        assert text.startswith("<!DOCTYPE html>\n")


class TestThePageNamesItsLanguage:
    @pytest.mark.parametrize("language", [*LANGUAGES, "de-AT", "en-GB", "fr", "zh-Hant-TW"])
    def test_so_that_it_is_read_aloud_rightly(self, language: str) -> None:
        """``simple`` is a registered variant of BCP 47, so that the tag may stand as it is."""
        assert page(language=language).attributes["lang"] == language

    @pytest.mark.parametrize("language", ["<b>", 'de" onload="x', "'", "\x00"])
    def test_whatever_is_given_for_a_language(self, language: str) -> None:
        html = page(language=language)
        assert set(html.attributes) == {"lang"}
        assert {one.tag for one in html.walk()} <= PLAIN_TAGS

    def test_the_title_is_that_of_the_questionnaire(self) -> None:
        assert page(language="en").texts("title") == ["Bogen (en)"]
        assert page(language="en").texts("h1") == ["Bogen (en)"]


class TestHeadingsDoNotSkipLevels:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_of_the_reference_edition(self, language: str) -> None:
        edition = wo.load_reference()
        html = page(edition, language)
        assert skips(levels(html)) == []
        assert levels(html).count(1) == 1
        assert html.texts("h2", "top") == [
            node.title.choose(language) for node in edition.target_model.children()
        ]

    def test_of_a_single_criterion(self) -> None:
        assert levels(page(fields=["open-door"])) == [1, 2, 2, 3]

    @given(editions(max_depth=8, max_nodes=12))
    def test_of_any_edition(self, edition: wo.Edition) -> None:
        assert skips(levels(page(edition))) == []

    def test_below_the_sixth_there_is_none(self) -> None:
        names = [f"n{i}" for i in range(8)]
        nodes = tuple(
            Node(id=name, parent=parent, title=said(name))
            for name, parent in zip(names, [None, *names], strict=False)
        )
        questions = (attrs.evolve(QUESTIONS[0], node="n7"),)
        html = page(paper(nodes=nodes, questions=questions, depth=8))
        assert levels(html) == [1, 2, 2, 3, 4, 5, 6, 6, 6, 6]


class TestEveryQuestionStandsOnThePageOnceInOrder:
    def test_with_its_number_and_its_id(self) -> None:
        titles = [(one.title.choose("de"), one.id) for one in QUESTIONS]
        wanted = [(f"{number}. {title}", key) for number, (title, key) in enumerate(titles, 1)]
        html = page()
        assert questions(html) == wanted
        assert html.texts("span", "id") == [one.id for one in QUESTIONS]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_of_the_reference_edition(self, language: str) -> None:
        edition = wo.load_reference()
        titles = [(q.title.choose(language), q.id) for q in edition.questionnaire.questions]
        wanted = [(f"{number}. {title}", key) for number, (title, key) in enumerate(titles, 1)]
        assert questions(page(edition, language)) == wanted

    @given(editions())
    def test_of_any_edition(self, edition: wo.Edition) -> None:
        found = questions(page(edition))
        asked = edition.questionnaire.questions
        assert [number_of(title) for title, _ in found] == [*range(1, len(asked) + 1)]
        assert sorted(key for _, key in found) == sorted(one.id for one in asked)

    def test_between_the_heading_of_its_node_and_the_next(self) -> None:
        (main,) = page().all("main")
        found: list[str] = []
        for one in main.children:
            if one.tag in {"h2", "h3"}:
                found.append(one.text)
            elif one.attributes.get("class") == "item":
                found.append(one.texts("p", "question")[0][:1])
        assert found == [
            *("Sorge (de)", "Plan (de)", "1", "2", "3", "Geld (de)", "4", "5"),
            *("Offenheit (de)", "Tür (de)", "6", "7"),
        ]


class TestWhatStandsInAQuestion:
    def items(self, edition: wo.Edition | None = None, language: str = "de") -> list[Element]:
        return page(edition, language).all("div", "item")

    def test_a_box_for_every_answer_and_a_row_apart_for_those_that_are_no_option_a1(self) -> None:
        first = self.items()[0]
        choices, none = first.all("ul")
        assert first.all("ul", "none") == [none]
        assert choices.texts("li") == [f"Option {one} (de)" for one in ("none", "some", "all")]
        assert none.texts("li") == ["weiß nicht (de)", "passt nicht (de)"]
        assert len(first.all("span", "box")) == 5

    def test_without_words_for_them_there_is_no_empty_row(self) -> None:
        for one in self.items(paper(no_answers=())):
            assert one.all("ul", "none") == []
            assert all(ul.all("li") for ul in one.all("ul"))

    def test_steps_of_a_scale_stand_side_by_side_entries_of_a_checklist_below_each_other(
        self,
    ) -> None:
        """The docstring of `Item.in_a_row`."""
        found = [one.all("ul") for one in self.items()]
        rows = [bool(one and "row" in (one[0].attributes["class"] or "").split()) for one in found]
        assert [rows[0], rows[1], rows[5], rows[6]] == [True, False, True, True]

    def test_condition_and_notes_only_where_there_are_some(self) -> None:
        found = self.items()
        assert [len(one.all("p", "condition")) for one in found] == [0, 1, 0, 1, 1, 0, 1]
        assert [len(one.all("p", "note")) for one in found] == [3, 1, 0, 1, 0, 0, 1]
        assert found[0].texts("p", "note")[1] == "Nachweis, zum Beispiel: Ein Papier (de)"

    def test_a_space_for_a_number_with_its_unit(self) -> None:
        found = self.items()
        assert [len(one.all("span", "blank")) for one in found] == [0, 0, 1, 1, 0, 0, 0]
        assert found[2].texts("p", "entry") == [" Prozent (de)"]

    def test_lines_for_a_text(self) -> None:
        assert [len(one.all("p", "line")) > 1 for one in self.items()].index(True) == 4
        assert sum(len(one.all("p", "line")) > 0 for one in self.items()) == 1
        assert self.items()[4].all("ul") == []


class TestTheLegend:
    def test_explains_scales_and_answers_that_are_no_option(self) -> None:
        (legend,) = page().all("section", "legend")
        assert len(legend.all("dl")) == 3
        for one in legend.all("dl"):
            assert [child.tag for child in one.children] == ["dt", "dd"] * len(one.all("dt"))
        assert legend.texts("dd") == [
            *("Noch nichts (de)", "", "Alles (de)", "", "", "Auch nach Nachfragen (de)", ""),
        ]
        assert legend.texts("p")[0] == "Wie weit? (de)"
        assert len(legend.texts("p")) == 2

    def test_says_nothing_of_what_is_not_on_the_sheet(self) -> None:
        html = page(paper(no_answers=()), fields=["care-money"])
        assert html.all("section") == []
        assert html.all("dl") == []
        assert [one for one in html.texts("h2") if one] == ["Sorge (de)"]
        for one in (page(fields=["care-money"]), page(paper(no_answers=()))):
            (legend,) = one.all("section", "legend")
            assert legend.texts("h2") == ["Die Antworten"]

    def test_aims(self) -> None:
        assert page(language="en").texts("p", "aim") == [
            "Aim: Ziel der Sorge (en)",
            "Aim: Ziel des Plans (en)",
        ]
        assert page(language="de-simple").texts("p", "aim") == ["Ziel: Ziel der Sorge (einfach)"]

    def test_edition_and_licence_stand_at_the_end(self) -> None:
        (main,) = page().all("main")
        assert main.children[-1].attributes == {"class": "closing"}
        assert "3.4" in main.children[-1].text


class TestHostileTextsStayTexts:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_of_every_text_of_an_edition(self, language: str) -> None:
        self.check(paper(), HOSTILE, language)

    @given(editions(), TRICKY)
    def test_of_any_edition(self, edition: wo.Edition, text: str) -> None:
        self.check(edition, text, "de")

    @staticmethod
    def check(edition: wo.Edition, text: str, language: str) -> None:
        """Hold a page with a text everywhere against the same page with a calm one."""
        hostile, calm = (page(reworded(edition, one), language) for one in (text, "calm"))
        for one, other in zip(hostile.walk(), calm.walk(), strict=True):
            assert (one.tag, one.attributes) == (other.tag, other.attributes)
        for tag in ("title", "h1", "li", "dt"):
            assert set(hostile.texts(tag)) <= {one_line(text)}
        assert hostile.texts("h1") == [one_line(text)]
        assert "\u202e" not in hostile.text

    def test_of_the_names_of_what_was_chosen(self) -> None:
        edition = reworded(paper(), HOSTILE)
        html = page(edition, fields=["care", "open"], offices=["press", "personnel"])
        assert {one.tag for one in html.walk()} <= PLAIN_TAGS
        found = [one.count(one_line(HOSTILE)) for one in html.texts("p")]
        assert found[1:3] == [2, 2]  # fields, then offices

    def test_in_the_sheet_itself(self) -> None:
        """`sheet_html` trusts no text of a sheet, wherever it comes from."""
        sheet = blank_sheet(paper())
        names = [field.name for field in attrs.fields(type(sheet)) if field.type == "str"]
        assert names
        changes: dict[str, Any] = dict.fromkeys(names, HOSTILE)
        part = sheet.parts[1]
        item = attrs.evolve(part.items[0], id=HOSTILE)
        wrong = attrs.evolve(sheet, parts=(attrs.evolve(part, items=(item,)),), **changes)
        assert {one.tag for one in read_html(sheet_html(wrong)).walk()} <= PLAIN_TAGS


class TestRefusals:
    def test_are_those_of_the_sheet(self) -> None:
        assert refused(lambda: render_questionnaire(paper(), "de", "html", fields=["moon"])) == [
            ("unknown-node", "")
        ]

    @pytest.mark.parametrize("form", ["pdf", "HTML", ""])
    def test_another_form(self, form: str) -> None:
        wrong: Any = form
        assert refused(lambda: render_questionnaire(paper(), "de", wrong)) == [
            ("not-allowed", "/form")
        ]
