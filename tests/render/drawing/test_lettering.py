# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Lines of text: never wider than their room, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.render.drawing.lettering import width, wrap

ARIAL = {
    **dict.fromkeys("abdeghnopquäöü0123456789ß_#", 556),
    **dict.fromkeys("cksvxyzJ", 500),
    **dict.fromkeys("ABEKPSVXYÄ", 667),
    **dict.fromkeys("CDHNRUwÜ", 722),
    **dict.fromkeys("GOQÖ", 778),
    **dict.fromkeys("FTZ", 611),
    **dict.fromkeys(" tfI.,:;/!", 278),
    **dict.fromkeys("ijl", 222),
    **dict.fromkeys("r()-", 333),
    "L": 556,
    "m": 833,
    "M": 833,
    "W": 944,
    "*": 389,
    "%": 889,
}
"""Widths of Arial, in thousandths of the size of the letters (metrics of Helvetica, Adobe)."""


class TestWidth:
    @pytest.mark.parametrize("letter", ARIAL)
    def test_is_never_less_than_that_of_arial_by_more_than_a_twentieth(self, letter: str) -> None:
        assert width(letter, 100) * 10 >= ARIAL[letter] * 0.9

    @pytest.mark.parametrize(
        "text",
        [
            "Strukturen und Abläufe der Steuerung",
            "Verständliche und mehrsprachige Information",
            "Gründungen und Unternehmen von Zugewanderten",
            "Participation processes for everyone",
            "100 %",
        ],
    )
    def test_of_a_line_is_a_little_more_than_that_of_arial(self, text: str) -> None:
        real = sum(ARIAL[letter] for letter in text) * 14 / 1000
        assert real <= width(text, 14) <= real * 1.15

    def test_marks_above_a_letter_need_no_room_and_chinese_letters_more(self) -> None:
        assert width("ä", 10) == width("a\u0308", 10) == width("a", 10)
        assert width("市", 10) > width("W", 10)

    def test_bold_is_wider(self) -> None:
        assert width("Ziel", 14, strong=True) > width("Ziel", 14)


class TestWrap:
    def test_between_words(self) -> None:
        assert wrap("Weit gekommen", 70, 13) == ("Weit", "gekommen")
        assert wrap("Weit gekommen", 200, 13) == ("Weit gekommen",)

    def test_of_nothing(self) -> None:
        assert wrap("", 100, 13) == ("",)

    @pytest.mark.parametrize(
        ("word", "lines"),
        [
            ("Zivilgesellschaft", ("Zivilgesell-", "schaft")),
            ("Aufgebrochen", ("Aufgebro-", "chen")),
            ("Konfliktmanagement", ("Konfliktma-", "nagement")),
            ("Einwohner*innen-Rat", ("Einwohner*", "innen-Rat")),
        ],
    )
    def test_inside_a_long_word(self, word: str, lines: tuple[str, ...]) -> None:
        found = wrap(word, 74, 13)
        assert "".join(line.removesuffix("-") for line in found) == word.replace("-", "")
        assert all(width(line, 13) <= 74 for line in found)
        assert found[0].startswith(lines[0][:5])

    def test_between_consonants_of_which_the_last_goes_on(self) -> None:
        assert wrap("Zivilgesellschaft", 70, 13) == ("Zivilgesell-", "schaft")

    def test_at_a_hyphen_of_its_own_which_is_not_doubled(self) -> None:
        assert wrap("Integrations-Ausschuss", 90, 13) == ("Integrations-", "Ausschuss")

    def test_where_it_must_be_if_there_is_no_vowel(self) -> None:
        assert wrap("xxxxxxxxxxxx", 43, 13) == ("xxxxx-", "xxxxx-", "xx")

    def test_ends_in_an_ellipsis_where_lines_are_short(self) -> None:
        assert wrap("eins zwei drei vier", 50, 13, lines=2) == ("eins", "zwei…")
        found = wrap("eins zwölfhundert", 30, 13, lines=2)
        assert found[-1].endswith("…")
        assert all(width(line, 13) <= 30 for line in found)

    @given(st.text(alphabet="aeimtschL-/ W", max_size=60), st.integers(40, 300), st.integers(1, 4))
    def test_no_line_is_wider_than_the_room_and_no_letter_is_lost(
        self, text: str, room: int, lines: int
    ) -> None:
        text = " ".join(text.split())
        found = wrap(text, room, 13, lines=lines)
        assert 1 <= len(found) <= lines
        assert all(width(line, 13) <= room for line in found)
        if not found[-1].endswith("…"):
            assert _letters("".join(found)) == _letters(text)


def _letters(text: str) -> str:
    """Leave out what breaking lines adds and takes away."""
    return text.replace(" ", "").replace("-", "")
