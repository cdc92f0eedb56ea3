# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The escapers for Markdown and HTML: what a document says is shown, and nothing else happens."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.render.paper import read_html

from weltoffen.render.escaping import escape_html, escape_markdown

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = st.text(
    alphabet=st.sampled_from("\\`*_{}[]()<>#+-.!|~$^&;:=/\"' \t\n1aw\u202e\x00é"), max_size=30
)


def told(markdown: str) -> str:
    """Read Markdown and give its text; fail if it is more than one paragraph of text."""
    tokens = READER.parse(markdown)
    if not tokens:
        return ""
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    inside = tokens[1].children or []
    assert {token.type for token in inside} <= {"text", "text_special"}
    return "".join(token.content for token in inside)


class TestATextStaysText:
    @given(HOSTILE)
    @example("<script>alert(1)</script>")
    @example("![x](http://evil.example/x.png) [y](javascript:alert(1)) <http://a.example>")
    @example("1. eins")
    @example("- # > ```")
    @example("=====")
    @example("| a | b |\n| --- | --- |")
    @example("&amp; &#60;b&#62;")
    def test_and_reads_as_it_was_typed_on_one_line(self, text: str) -> None:
        shown = "".join(" " if c == "\x00" else c for c in text if c != "\u202e")
        assert told(escape_markdown(text)) == " ".join(shown.split())

    @given(HOSTILE)
    def test_in_a_table_cell(self, text: str) -> None:
        markdown = f"| a | b |\n| --- | --- |\n| {escape_markdown(text)} | c |\n"
        cells = [token.type for token in READER.parse(markdown)].count("td_open")
        assert cells == 2

    @given(HOSTILE)
    def test_in_headings_and_lists(self, text: str) -> None:
        safe = escape_markdown(text)
        types = [token.type for token in READER.parse(f"# {safe}\n\n- {safe}\n  - {safe}\n")]
        plain = [token.type for token in READER.parse("# x\n\n- x\n  - x\n")]
        if safe:
            assert types == plain

    @pytest.mark.parametrize(
        ("text", "safe"),
        [
            ("Einwohner*innen", "Einwohner\\*innen"),
            ("2026.1 ist da", "2026.1 ist da"),
            ("2026. Jahr", "2026\\. Jahr"),
            ("https://a.example und www.b.example", "https:\\//a.example und www\\.b.example"),
            ("a\r\nb\u2028c\x1b[31m", "a b c \\[31m"),
            ("half \ud800", "half \ufffd"),
            (7, "7"),
            ("", ""),
        ],
    )
    def test_by_example(self, text: object, safe: str) -> None:
        assert escape_markdown(text) == safe


def page(safe: str) -> str:
    """Put a safe text at every place of a page where one may stand."""
    return (
        f'<!DOCTYPE html>\n<html lang="{safe}"><head><title>{safe}</title></head>'
        f"<body><p class='{safe}'>{safe}</p></body></html>"
    )


class TestATextStaysTextInHtml:
    """`escape_html`: safe between tags and in quoted attributes, on one line."""

    @given(HOSTILE | st.text())
    @example("<script>alert(1)</script>")
    @example("</title></p><img src=x onerror=alert(1)>")
    @example("' onload='alert(1)")
    @example('" onload="alert(1)')
    @example("<!-- x --> <![CDATA[x]]> <?php x ?>")
    @example("&lt;b&gt; &amp; &#60; &notanentity; &#x3c")
    @example("&copy=1&lt")
    def test_and_reads_as_it_was_typed(self, text: str) -> None:
        html = read_html(page(escape_html(text)))
        assert [one.tag for one in html.walk()] == ["html", "head", "title", "body", "p"]
        (title,), (paragraph,) = html.all("title"), html.all("p")
        assert title.text == paragraph.text
        assert html.attributes == {"lang": title.text}
        assert paragraph.attributes == {"class": title.text}
        assert told(escape_markdown(text)) == title.text
        if text.isascii() and text.isprintable():
            assert title.text == " ".join(text.split())

    @given(HOSTILE | st.text())
    def test_nothing_is_left_that_means_something(self, text: str) -> None:
        safe = escape_html(text)
        assert not set("<>\"'") & set(safe)
        assert "\n" not in safe
        assert safe.encode().decode() == safe
        for part in safe.split("&")[1:]:
            assert part.startswith(("amp;", "lt;", "gt;", "quot;", "#x27;"))

    @pytest.mark.parametrize(
        ("text", "safe"),
        [
            ("Einwohner*innen", "Einwohner*innen"),
            ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
            ('"it\'s"', "&quot;it&#x27;s&quot;"),
            ("&amp;", "&amp;amp;"),
            ("a\r\nb\u2028c\x1b[31m\x85d\x00", "a b c [31m d"),
            ("\u202eabc\u2066 \u200f", "abc"),
            ("half \ud800", "half \ufffd"),
            ("☐ Ü 🌍", "☐ Ü 🌍"),
            (7, "7"),
            (None, "None"),
            ("", ""),
        ],
    )
    def test_by_example(self, text: object, safe: str) -> None:
        assert escape_html(text) == safe
