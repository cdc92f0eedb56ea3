# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Wording of charts: every text in both languages, with the same values to be filled in."""

from __future__ import annotations

import string

from weltoffen.report.wording import words_of


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


class TestEveryTextStandsInBothLanguages:
    def test_with_the_same_values(self) -> None:
        german, english = (
            words_of("weltoffen.render.drawing", "drawing.toml", one) for one in ("de", "en")
        )
        assert german.keys() == english.keys()
        for name, text in german.items():
            assert fields(text) == fields(english[name]), name
            assert text.strip()
