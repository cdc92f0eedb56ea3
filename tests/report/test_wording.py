# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Wording of reports and of the command line (Wortlaut)."""

from __future__ import annotations

import re
import string
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, get_args

import pytest

from weltoffen.model.method import ParentPolicy, WholePolicy
from weltoffen.report.structure import CaveatCode
from weltoffen.report.wording import wording_language, words, words_of
from weltoffen.scoring.agreement import van_der_eijk
from weltoffen.scoring.results import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

COURSE = ("course", "goals", "measures", "monitorings", "offers", "organisations")
FILES = [
    ("weltoffen.report", "texts.toml"),
    ("weltoffen.cli", "phrases.toml"),
    ("weltoffen.cli", "coursetemplates.toml"),
    *(
        ("weltoffen.render.course", f"{name}.toml")
        for name in (*COURSE, "participations", "workshops")
    ),
]


def entries() -> Iterator[tuple[str, dict[str, str]]]:
    for package, name in FILES:
        text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
        for group, found in tomllib.loads(text).items():
            for key, texts in found.items():
                yield f"{package}/{name}:{group}.{key}", texts


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


class TestEveryTextStandsInBothLanguages:
    @pytest.mark.parametrize(("name", "texts"), [*entries()])
    def test_with_the_same_values_to_be_filled_in(self, name: str, texts: dict[str, str]) -> None:
        assert texts.keys() == {"de", "en"}, name
        assert all(text.strip() for text in texts.values()), name
        assert fields(texts["de"]) == fields(texts["en"]), name


class TestEveryCodeHasATextS2P4:
    @pytest.mark.parametrize(
        ("group", "codes"),
        [
            ("caveat", get_args(CaveatCode)),
            ("reason", get_args(Reason)),
            ("whole", get_args(WholePolicy)),
            ("parent", get_args(ParentPolicy)),
            ("month", tuple(str(month) for month in range(1, 13))),
        ],
    )
    def test_and_no_code_is_forgotten(self, group: str, codes: tuple[str, ...]) -> None:
        found = {name.partition(".")[2] for name in words("de") if name.startswith(f"{group}.")}
        assert found == set(codes)


class TestTheWordingClaimsNoMoreThanIsDone:
    def test_protection_says_what_is_done_and_that_it_is_audited_p8(self) -> None:
        german, english = words("de")["method.protection"], words("en")["method.protection"]
        assert "prüft ein zweites Verfahren" in german
        assert "A second procedure then checks" in english
        for said in (german, english):
            assert "{k}" in said
        assert "spätere Fassung" not in german
        assert "later version" not in english

    def test_low_coverage_has_two_causes(self) -> None:
        assert "offen oder Angaben sind geschützt" in words("de")["caveat.low-coverage"]
        assert "or answers are protected" in words("en")["caveat.low-coverage"]

    def test_an_official_response_is_called_so_everywhere(self) -> None:
        said = [text for _, texts in entries() for text in texts.values()]
        keys = re.compile("amtlicher (gemeinde|regional)schlüssel")
        assert not [text for text in said if "amtliche" in keys.sub("", text.lower())]

    def test_the_marker_stands_for_its_own_place_alone_p4(self) -> None:
        """Over the few questions published for both, a pair has a score where a view alone has none."""
        german, english = words("de")["about.protection"], words("en")["about.protection"]
        assert "wird zum Schutz an dieser Stelle keine Zahl gezeigt" in german
        assert "An anderer Stelle kann zum selben Thema ein Wert stehen" in german
        assert "no number is shown there" in english
        assert "Elsewhere there may be a score for the same topic" in english

    @pytest.mark.parametrize("name", ["talk.agreement", "intro.distributions"])
    def test_an_even_spread_is_one_case_of_agreement_0_g5(self, name: str) -> None:
        """Layers of (1, 0, 3): the two ends -1, the upper end alone 1; 1/2 * -1 + 1/2 * 1 = 0."""
        assert van_der_eijk((1, 1, 1)) == van_der_eijk((1, 0, 3)) == 0
        assert "zum Beispiel" in words("de")[name]
        assert "for example" in words("en")[name]

    @pytest.mark.parametrize("said", ["no mistake", "lie apart", "lie far apart", "shown whole"])
    def test_english_is_not_german_word_for_word(self, said: str) -> None:
        assert not [name for name, texts in entries() if said in texts["en"]]


class TestChoiceOfLanguageM7:
    @pytest.mark.parametrize(
        ("asked", "given"),
        [("de", "de"), ("de-simple", "de"), ("en", "en"), ("fr", "en"), ("deu", "en")],
    )
    def test_german_for_its_variants_and_english_for_all_others(
        self, asked: str, given: str
    ) -> None:
        assert wording_language(asked) == given
        assert words(asked) is words(given)

    def test_the_marker(self) -> None:
        assert words("de")["reason.protected"] == "geschützt"
        assert words("en")["reason.protected"] == "protected"

    def test_texts_of_other_packages(self) -> None:
        assert "weitere" in words_of("weltoffen.cli", "phrases.toml", "de")["check.more"]
