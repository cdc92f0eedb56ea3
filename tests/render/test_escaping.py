# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The one escaper for Markdown: what a document says is shown, and nothing else happens."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from weltoffen.render.escaping import escape_markdown

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
