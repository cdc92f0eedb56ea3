# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Council papers in each format, read back by a parser of it; N3, P5."""

from __future__ import annotations

import io
import shutil
import sys
from typing import TYPE_CHECKING, Any

import docx
import html5lib
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from tests.render import htmlpages
from tests.render.councilpapers import (
    LANGUAGES,
    as_name,
    bare,
    full,
    here,
    hostile_report,
    with_text,
    word_texts,
)
from tests.render.htmlpages import all_of, numbers_of, skeleton, text_of
from tests.render.paper import HOSTILE, headings_of, lines_of, one_line, types_of
from tests.render.refreports import demo
from tests.render.refs import check_shown
from tests.render.wordfiles import numbers, told_by_libreoffice

import weltoffen as wo
from weltoffen.errors import MissingExtra
from weltoffen.render.papers import paper_docx, paper_html, paper_markdown
from weltoffen.testing import council_papers

if TYPE_CHECKING:
    from pathlib import Path

    from weltoffen.model.paper import CouncilPaper


class TestOnlyReportsAreTakenP5:
    @pytest.mark.parametrize("write", [paper_markdown, paper_html, paper_docx])
    def test_nothing_else(self, write: Any) -> None:  # noqa: ANN401
        with pytest.raises(wo.Unprotected, match=f"{write.__name__} takes a Report"):
            write(bare(), {})

    @pytest.mark.parametrize("write", [paper_markdown, paper_html, paper_docx])
    def test_the_edition_must_be_that_of_the_report(self, write: Any) -> None:  # noqa: ANN401
        with pytest.raises(wo.InvalidDocument) as caught:
            write(bare(), here().report, edition=demo().edition)
        assert [problem.code for problem in caught.value.problems] == ["other-edition"]

    def test_the_extra_is_named_if_it_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "docx", None)
        with pytest.raises(MissingExtra, match=r"weltoffen\[docx\]"):
            paper_docx(bare(), here().report)


class TestTextsStayTexts:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_in_markdown(self, language: str) -> None:
        hostile, calm = (
            paper_markdown(with_text(full(), text), hostile_report(text), language)
            for text in (HOSTILE, "calm")
        )
        assert types_of(hostile) == types_of(calm)
        assert "<script" not in hostile
        whole = one_line(HOSTILE)
        for line, other in zip(lines_of(hostile), lines_of(calm), strict=True):
            assert line.replace(whole, "calm").replace(as_name(HOSTILE), "calm") == other

    def test_in_word(self) -> None:
        data = paper_docx(with_text(full(), HOSTILE), hostile_report(HOSTILE))
        markdown = paper_markdown(with_text(full(), HOSTILE), hostile_report(HOSTILE))
        assert word_texts(data) == [one for one in lines_of(markdown) if one]
        body = docx.Document(io.BytesIO(data)).element.body
        active = ("w:hyperlink", "w:instrText", "w:fldSimple", "w:fldChar", "w:drawing", "w:object")
        assert [*body.iter(*map(qn, active))] == []

    @pytest.mark.parametrize("attack", [HOSTILE, "</style><script>x</script>", "{{ 7 * 7 }}"])
    def test_on_the_page(self, attack: str) -> None:
        hostile, calm = (
            paper_html(with_text(full(), text), hostile_report(text)) for text in (attack, "calm")
        )
        assert skeleton(hostile) == skeleton(calm)
        assert [
            one for one in htmlpages.read(hostile).iter() if one.tag in {"script", "img", "iframe"}
        ] == []
        (told,) = [one for one in all_of(hostile, "section") if one.attrib["id"] == "subject"]
        assert one_line(attack) in text_of(told)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_numbers_of_the_page_say_where_they_come_from(self, language: str) -> None:
        one = demo()
        document = one.document
        numbers = numbers_of(paper_html(full(), one.report, language, edition=one.edition))
        assert len(numbers) > 100
        for number in numbers:
            check_shown(number, document, language)

    @settings(max_examples=10)
    @given(council_papers())
    def test_any_paper_reads_alike_in_both(self, paper: CouncilPaper) -> None:
        found = here().report
        markdown = paper_markdown(paper, found)
        assert word_texts(paper_docx(paper, found)) == [one for one in lines_of(markdown) if one]


class TestWordAndMarkdownSayTheSameN3:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_line_by_line(self, language: str) -> None:
        one = demo()
        data = paper_docx(full(), one.report, language, edition=one.edition)
        markdown = paper_markdown(full(), one.report, language, edition=one.edition)
        assert word_texts(data) == [line for line in lines_of(markdown) if line]

    @pytest.mark.thorough
    @pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_same_numbers_in_libreoffice(self, language: str, tmp_path: Path) -> None:
        one = demo()
        data = paper_docx(full(), one.report, language, edition=one.edition)
        found = numbers(lines_of(paper_markdown(full(), one.report, language, edition=one.edition)))
        assert len(found) > 150
        assert numbers(told_by_libreoffice(data, tmp_path)) == found

    def test_the_page_has_the_same_parts(self) -> None:
        found = here().report
        root = html5lib.parse(paper_html(full(), found), namespaceHTMLElements=False)
        heads = {"h1", "h2", "h3", "h4"}
        titles = ["".join(one.itertext()).strip() for one in root.iter() if one.tag in heads]
        wanted = [title for _, title in headings_of(paper_markdown(full(), found))]
        assert [one for one in titles if one in wanted] == wanted

    def test_equal_input_gives_equal_bytes(self) -> None:
        found = here().report
        assert paper_docx(full(), found) == paper_docx(full(), found)
        assert paper_markdown(full(), found) == paper_markdown(full(), found)

    def test_the_file_is_called_by_its_subject(self) -> None:
        document = docx.Document(io.BytesIO(paper_docx(full(), here().report, "en")))
        assert document.core_properties.title == "Betreffzeile (en)"
        assert document.core_properties.language == "en-GB"
