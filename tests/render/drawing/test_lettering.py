# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Lines of text: never wider than their room, nothing lost."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.render.drawing.judges import ARIAL

from weltoffen.render.drawing import lettering
from weltoffen.render.drawing.lettering import width, wrap

SLACK = 1.15
"""What is spared for letters that are wider than Arial."""


class TestWidth:
    @pytest.mark.parametrize("letter", ARIAL)
    def test_is_never_less_than_that_of_arial_by_more_than_a_twentieth(self, letter: str) -> None:
        assert width(letter, 100) * 10 >= ARIAL[letter] * SLACK * 0.9

    @pytest.mark.parametrize(
        "text",
        [
            "Strukturen und Abläufe der Steuerung",
            "Verständliche und mehrsprachige Information",
            "Gründungen und Unternehmen von Zugewanderten",
            "Involvement processes for everyone",
            "100 %",
        ],
    )
    def test_of_a_line_is_a_seventh_more_than_that_of_arial_and_a_little(self, text: str) -> None:
        real = sum(ARIAL[letter] for letter in text) * 14 / 1000
        assert real * SLACK <= width(text, 14) <= real * SLACK * 1.15

    def test_marks_above_a_letter_need_no_room_and_chinese_letters_more(self) -> None:
        assert width("ä", 10) == width("a\u0308", 10) == width("a", 10)
        assert width("市", 10) > width("W", 10)

    def test_bold_is_wider(self) -> None:
        assert width("Ziel", 14, strong=True) > width("Ziel", 14)


class TestWrap:
    def test_between_words(self) -> None:
        assert wrap("Weit gekommen", 80, 13) == ("Weit", "gekommen")
        assert wrap("Weit gekommen", 200, 13) == ("Weit gekommen",)

    def test_of_nothing(self) -> None:
        assert wrap("", 100, 13) == ("",)

    @pytest.mark.parametrize(
        ("word", "room", "lines"),
        [
            ("Integrations-Ausschuss", 110, ("Integrations-", "Ausschuss")),
            ("Einwohner*innen-Rat", 90, ("Einwohner*", "innen-Rat")),
            ("Zivilgesellschaft", 100, ("Zivil-", "gesellschaft")),
            ("Konfliktmanagement", 100, ("Konflikt-", "management")),
            ("Straßenverkehrsordnung", 130, ("Straßenverkehrs-", "ordnung")),
            ("Integrationsausschuss", 110, ("Integrations-", "ausschuss")),
            ("Beteiligungsverfahren", 110, ("Beteiligungs-", "verfahren")),
            ("Beratungsstelle", 90, ("Beratungs-", "stelle")),
            ("Gesundheitsamtsleitung", 120, ("Gesundheits-", "amtsleitung")),
            ("Universitätsbibliothek", 110, ("Universitäts-", "bibliothek")),
            ("Nachbarschaftsbegegnung", 130, ("Nachbarschafts-", "begegnung")),
        ],
    )
    def test_inside_a_long_word_at_its_hyphen_or_where_it_surely_has_a_joint(
        self, word: str, room: int, lines: tuple[str, ...]
    ) -> None:
        assert wrap(word, room, 13) == lines

    @pytest.mark.parametrize("word", ["Führungspersonal", "Jungsozialist", "Schwungscheibe"])
    def test_never_with_a_hyphen_where_a_joint_may_be_another(self, word: str) -> None:
        """Not Jungs-ozialist and not Schwungs-cheibe, and so not Führungs-personal either."""
        found = wrap(word, 80, 13)
        assert "".join(found) == word

    def test_takes_the_room_that_is_spared_before_it_is_broken_without_hyphen(self) -> None:
        """With a seventh more the word would be wider than 87 pixels."""
        assert sum(ARIAL[letter] for letter in "Aufgebrochen") * 13 / 1000 < 87
        assert width("Aufgebrochen", 13) > 87
        assert wrap("Aufgebrochen", 87, 13) == ("Aufgebrochen",)
        assert wrap("Aufgebrochen", 60, 13) == ("Aufgebr", "ochen")

    def test_leaves_three_letters_for_the_next_line(self) -> None:
        assert wrap("xxxxxxxxxxxx", 80, 13)[-1] == "xxx"

    def test_where_it_must_be_in_a_narrow_place(self) -> None:
        found = wrap("xxxxxxxxxxxx", 43, 13)
        assert found == ("xxxxx", "xxxx", "xxx")
        assert wrap("xxx", 3, 13) == ("x", "x", "x")

    def test_ends_in_an_ellipsis_where_lines_are_short(self) -> None:
        assert wrap("eins zwei drei vier", 50, 13, lines=2) == ("eins", "zwei…")
        found = wrap("eins zwölfhundert", 30, 13, lines=2)
        assert found[-1].endswith("…")
        assert all(width(line, 13) <= 30 for line in found)

    @given(st.text(alphabet="aeimtschL-/ W", max_size=60), st.integers(40, 300), st.integers(1, 4))
    def test_no_line_is_wider_than_the_room_in_arial_and_no_letter_is_lost(
        self, text: str, room: int, lines: int
    ) -> None:
        text = " ".join(text.split())
        found = wrap(text, room, 13, lines=lines)
        assert 1 <= len(found) <= lines
        for line in found:
            assert width(line, 13) <= room * (1 if " " in line else Fraction(115, 100))
        if not found[-1].endswith("…"):
            assert _letters("".join(found)) == _letters(text)


def _letters(text: str) -> str:
    """Leave out what breaking lines adds and takes away."""
    return text.replace(" ", "").replace("-", "")


class TestLongTexts:
    """A text may have 10 000 characters; only what can find room is looked at."""

    @pytest.mark.parametrize("unit", ["x", "一", "a\u0301", "Wörterbuch ", "\u0301"])
    def test_little_is_measured(self, unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
        letters = 0
        measured = lettering.width

        def counting(text: str, size: int, *, strong: bool = False) -> Fraction:
            nonlocal letters
            letters += len(text)
            return measured(text, size, strong=strong)

        monkeypatch.setattr(lettering, "width", counting)
        text = unit * (10_000 // len(unit))
        found = lettering.wrap(text, 190, 14, lines=4)
        assert len(found) <= 4
        assert found[-1].endswith("…")
        assert letters < 200_000
