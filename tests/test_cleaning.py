# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Cleaning of texts: one line, and nothing that cannot be seen or turns its direction."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from weltoffen.cleaning import clean

UNSEEN = st.text(
    st.sampled_from(
        "aé \t\n\r\x00\x1b\x7f\x85\u00a0\u2028\u2029\u202e\u2066\u061c\ud800\udfff\ufffe"
    ),
    max_size=12,
)
TURNING = {"LRM", "RLM", "ALM", "LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
"""Marks of direction, by the abbreviations of UAX #9."""


class TestWhatIsLeft:
    """One line of characters: no control characters, no marks of direction, nothing that is no character."""

    @given(st.text() | UNSEEN)
    @example("\U0001fffe\ufdd0")
    def test_of_any_text(self, text: str) -> None:
        said = clean(text)
        assert clean(said) == said
        assert said == said.strip()
        assert len(said.splitlines()) <= 1
        kinds = {unicodedata.category(character) for character in said}
        assert not kinds & {"Cc", "Cs", "Zl", "Zp"}
        assert {unicodedata.bidirectional(character) for character in said}.isdisjoint(TURNING)
        assert not {"\u200e", "\u200f", "\u061c"} & {*said}
        assert all(ord(one) & 0xFFFF not in {0xFFFE, 0xFFFF} for one in said)
        assert said.encode("utf-8").decode("utf-8") == said

    @given(st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1))
    def test_of_what_can_be_seen_everything(self, text: str) -> None:
        assert clean(text) == text

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("a\r\n b\tc\u2028d\u2029e", "a b c d e"),
            ("\x00a\x1b[31mb\x7f\x85c", "a [31mb c"),
            ("\u202eabc\u202c \u2066x\u2069\u200f", "abc x"),
            ("ab\u202ecd", "abcd"),
            ("half \ud83d", "half \ufffd"),
            ("\ufffe\uffff\ufdd0\ufdef\U0010ffff", "\ufffd" * 5),
            ("\ufdcf\ufdf0\U0001f30d\u00ad", "\ufdcf\ufdf0\U0001f30d\u00ad"),
            ("61\u00a0%", "61 %"),
            (" \n ", ""),
            ("", ""),
            (7, "7"),
            (None, "None"),
        ],
    )
    def test_by_example(self, text: object, said: str) -> None:
        assert clean(text) == said
