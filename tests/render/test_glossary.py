# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The words of a report: each explained once, in both languages, in alphabetical order."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from weltoffen.render.glossary import explained
from weltoffen.report.wording import words

ENTRIES = tomllib.loads(
    resources.files("weltoffen.render").joinpath("glossary.toml").read_text("utf-8")
)
LANGUAGES = ("de", "en")


def terms(language: str) -> list[str]:
    return [one.line.runs[0].text for one in explained(language)]


class TestGlossary:
    """The page ends with a glossary; report words that need explaining are in it."""

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_each_once(self, language: str) -> None:
        found = terms(language)
        assert len(found) == len(set(found)) == len(ENTRIES)

    def test_in_the_order_of_a_german_dictionary(self) -> None:
        """DIN 5007-1: an umlaut is read as its vowel."""
        found = terms("de")
        assert found[0] == "Abdeckung"
        assert found[-3:] == ["Tendenz", "Übereinstimmung (A)", "Ziel"]
        initials = [one[0].upper().replace("Ü", "U") for one in found]
        assert initials == sorted(initials)

    def test_in_english_order(self) -> None:
        found = terms("en")
        assert found[:3] == ["Agreement (A)", "Checklist", "Coverage"]
        assert found[-2:] == ["Target", "Tendency"]

    @pytest.mark.parametrize("name", ENTRIES)
    def test_both_languages_say_something(self, name: str) -> None:
        assert set(ENTRIES[name]) == {"term", "meaning"}
        for part in ENTRIES[name].values():
            assert set(part) == set(LANGUAGES)
            assert all(text == text.strip() != "" for text in part.values())
        assert all(text.endswith(".") for text in ENTRIES[name]["meaning"].values())

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("label", ["stage", "score", "target", "coverage"])
    def test_the_heads_of_tables_are_explained(self, label: str, language: str) -> None:
        assert words(language)[f"label.{label}"] in terms(language)

    def test_variants_of_german_and_other_languages(self) -> None:
        assert terms("de-simple") == terms("de")
        assert terms("fr") == terms("en")
