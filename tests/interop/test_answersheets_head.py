# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

import attrs
import pytest
from tests.interop.sheettowns import ASKED, EDITION, TOWN, changed, reply, template

import weltoffen as wo
from weltoffen.errors import InvalidDocument
from weltoffen.interop.answersheets import read_answer_sheet
from weltoffen.interop.sheetlayout import perspective_id

LANGUAGES = ("de", "en")


def problems(
    data: Any,  # noqa: ANN401 - whatever is no sheet
    assessment: wo.Assessment | None = TOWN,
) -> list[tuple[str, str, str | None]]:
    """Read a sheet that must be refused; give code, pointer and cell of each problem."""
    with pytest.raises(InvalidDocument) as caught:
        read_answer_sheet(data, ASKED, assessment)
    return [(one.code, one.pointer, one.cell) for one in caught.value.problems]


class TestHead:
    """A2, A3: who answers stands at the top in words; words, ids and the names of former sheets are read."""

    def test_a_part_of_an_official_response(self) -> None:
        data = changed(
            template(),
            lambda sheet, rows: sheet.cell(rows["Teilantwort von (Amt)", ""], 2, "parks"),
        )
        assert read_answer_sheet(data, ASKED, TOWN).part == "parks"

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize(
        ("text", "perspective"),
        [
            ("residents", "residents"),
            ("Leute", "residents"),
            (" people ", "residents"),
            ("Leute [residents]", "residents"),
            ("Menschen [residents]", "residents"),
        ],
    )
    def test_a_perspective_is_named_by_title_or_id(
        self, text: str, perspective: str, language: str
    ) -> None:
        data = changed(template("xlsx", language), lambda sheet, _: sheet.__setitem__("B5", text))
        assert read_answer_sheet(data, ASKED, TOWN).perspective == perspective

    def test_without_assessment_the_id_behind_the_title_is_read(self) -> None:
        assert read_answer_sheet(template(), ASKED) == reply({})
        data = changed(template(), lambda sheet, _: sheet.__setitem__("B5", "Verwaltung"))
        assert ("bad-id", "/perspective", "Antworten!B5") in problems(data, None)

    @pytest.mark.parametrize(
        ("titles", "text", "expected"),
        [
            ({"a": "Rat", "b": "Rat"}, "Rat", "Rat"),
            ({"a": "b", "b": "Rat"}, "b", "b"),
            ({"a": "Rat [b]", "b": "Rat"}, "Rat [b]", "b"),
            ({"a": "Rat [b]", "b": "Rat"}, "Rat [b] [a]", "a"),
            ({"a": "Rat [alt]"}, "rat [ALT]", "a"),
            ({"a": "Rat"}, "Rat [c]", "Rat [c]"),
            ({"a": "\u202eRat"}, "Rat", "a"),
            ({}, "Rat [c]", "c"),
            ({}, "Rat", "Rat"),
        ],
    )
    def test_perspectives_are_never_mistaken(
        self, titles: dict[str, str], text: str, expected: str
    ) -> None:
        known = [wo.Perspective(id=one, title={"de": title}) for one, title in titles.items()]
        assert perspective_id(text, known) == expected

    @pytest.mark.parametrize("text", ["official", "offiziell", "OFFICIAL", " Offiziell\u00a0"])
    def test_a_capacity_is_named_by_word_or_code(self, text: str) -> None:
        data = changed(template(), lambda sheet, _: sheet.__setitem__("B6", text))
        assert read_answer_sheet(data, ASKED, TOWN) == reply({})

    @pytest.mark.parametrize("text", ["personal", "persönlich"])
    def test_a_personal_sheet(self, text: str) -> None:
        data = changed(
            template(capacity="personal"), lambda sheet, _: sheet.__setitem__("B6", text)
        )
        assert read_answer_sheet(data, ASKED, TOWN) == reply({}, "personal")

    @pytest.mark.parametrize(
        "head",
        [
            (
                "Selbstcheck",
                "Fragebogen und Fassung",
                "Perspektive",
                "Eigenschaft",
                "Teil (Stelle)",
            ),
            ("Assessment", "Questionnaire and version", "Perspective", "Capacity", "Part (office)"),
        ],
    )
    def test_the_head_of_former_templates(self, head: tuple[str, ...]) -> None:
        values = ("beispielstadt-2026", "small 2026.1", "administration", "official", "parks")
        lines = [";".join(pair) for pair in zip(head, values, strict=True)]
        text = "\n".join([*lines, "Frage-ID;Antwort-ID;Antwort", "plot;;done"])
        found = read_answer_sheet(text.encode(), ASKED, TOWN)
        assert found == attrs.evolve(reply({"plot": "done"}), part="parks")


class TestArguments:
    """Whatever is handed over, the error says what was expected."""

    @pytest.mark.parametrize(
        ("arguments", "more", "message"),
        [
            ((b"", None), {}, "questionnaire is to be Questionnaire, not NoneType"),
            ((b"", EDITION), {}, "questionnaire is to be Questionnaire, not Edition"),
            ((b"", ASKED, {}), {}, "assessment is to be Assessment or None, not dict"),
            ((b"", ASKED), {"limits": None}, "limits is to be Limits, not NoneType"),
        ],
    )
    def test_wrong_types_are_told(self, arguments: Any, more: Any, message: str) -> None:  # noqa: ANN401
        with pytest.raises(TypeError, match=f"read_answer_sheet: {message}"):
            read_answer_sheet(*arguments, **more)

    @pytest.mark.parametrize("language", [1, "", "Deutsch!", ["de"]])
    def test_no_language(self, language: Any) -> None:  # noqa: ANN401
        with pytest.raises(InvalidDocument) as caught:
            read_answer_sheet(template(), ASKED, language=language)
        assert [one.code for one in caught.value.problems] == ["bad-language"]

    @pytest.mark.parametrize("source", [None, {}, 3, ["a"]])
    def test_what_is_no_source_is_refused(self, source: Any) -> None:  # noqa: ANN401
        assert problems(source) == [("not-bytes", "", None)]
