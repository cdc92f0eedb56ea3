# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""M7 for the docs: ``tools/translations.py`` says what a German page lacks, or what it has lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.scripts import load_script

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

PAGE = "method/page"
ENGLISH = {
    PAGE: ["See {ref}`G4 <rule-g4>` for 12 towns.", "A [link](gaps.md) and `code`.", "Plain words."]
}
GERMAN = {
    "See {ref}`G4 <rule-g4>` for 12 towns.": "Für 12 Städte siehe {ref}`G4 <rule-g4>`.",
    "A [link](gaps.md) and `code`.": "Ein [Verweis](gaps.md) und `code`.",
    "Plain words.": "Einfache Worte.",
}


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Give the tool, with catalogs in a folder of its own."""
    pytest.importorskip("sphinx")
    module = load_script("tools/translations.py")
    monkeypatch.setattr(module, "CATALOGS", tmp_path / "catalogs")
    return module


def found(tool: ModuleType, german: dict[str, str]) -> list[str]:
    """Say what the check finds in a catalog."""
    tool.write(PAGE, german.items())
    return [one.what for one in tool.faults(ENGLISH)]


def test_a_whole_translation_is_fine(tool: ModuleType) -> None:
    assert found(tool, GERMAN) == []
    assert tool.read(PAGE) == GERMAN


@pytest.mark.parametrize("text", GERMAN)
def test_a_missing_text_is_found(tool: ModuleType, text: str) -> None:
    assert found(tool, GERMAN | {text: ""}) == ["has no German text"]


SENTENCE, LINKED, PLAIN = ENGLISH[PAGE]


@pytest.mark.parametrize(
    ("text", "german", "lost"),
    [
        (SENTENCE, "Für 12 Städte siehe {ref}`G4 <rule-g5>`.", "{ref} rule-g4, {ref} rule-g5"),
        (SENTENCE, "Für 12 Städte siehe {ref}`G5 <rule-g4>`.", "G4, G5"),
        (SENTENCE, "Für 12 Städte siehe {doc}`G4 <rule-g4>`.", "{doc} rule-g4, {ref} rule-g4"),
        (SENTENCE, "Für 1/2 Städte siehe {ref}`G4 <rule-g4>`.", "1/2, 12"),
        (LINKED, "Ein [Verweis](gap.md) und `code`.", "gap.md, gaps.md"),
        (LINKED, "Ein [Verweis](gaps.md) und Code.", "code"),
        (PLAIN, "Einfache <b>Worte</b>.", "<"),
    ],
)
def test_what_a_translation_has_lost_is_found(
    tool: ModuleType, text: str, german: str, lost: str
) -> None:
    assert found(tool, GERMAN | {text: german}) == [
        f"link, code, number or markup differs ({lost})"
    ]


@pytest.mark.parametrize(("english", "german"), [("1.5 × 3/8", "1,5 × 3/8"), ("44%", "44 %")])
def test_numbers_may_be_written_in_german(tool: ModuleType, english: str, german: str) -> None:
    assert tool.kept(english) == tool.kept(german)


def test_blanks_and_english_are_no_german(tool: ModuleType) -> None:
    assert found(tool, GERMAN | {PLAIN: "  "}) == ["has no German text"]
    long = "This is still the English one."
    tool.write(PAGE, [(long, long)])
    assert [one.what for one in tool.faults({PAGE: [long]})] == ["is still English"]


def test_what_sphinx_would_leave_out_is_found(tool: ModuleType) -> None:
    assert found(tool, GERMAN) == []
    path = tool.CATALOGS / f"{PAGE}.po"
    text = path.read_text("utf-8")
    path.write_text(text.replace('msgid "Plain', '#, fuzzy\nmsgid "Plain'), encoding="utf-8")
    assert "is marked as fuzzy, or has a context" in [one.what for one in tool.faults(ENGLISH)]


def test_what_is_left_over_is_found_and_goes_with_an_update(tool: ModuleType) -> None:
    assert found(tool, GERMAN | {"Gone.": "Weg."}) == ["is no text of the page any more"]
    tool.write("old/page", [("Gone.", "Weg.")])
    assert "is no page any more" in [one.what for one in tool.faults(ENGLISH)]
    tool.update(ENGLISH)
    assert list(tool.faults(ENGLISH)) == []


def test_missing_texts_are_listed_and_filled_in(tool: ModuleType, tmp_path: Path) -> None:
    tool.update(ENGLISH)
    listed = json.loads(tool.missing(ENGLISH, [PAGE]))
    assert listed == {PAGE: dict.fromkeys(ENGLISH[PAGE], "")}
    file = tmp_path / "texts.json"
    file.write_text(json.dumps({PAGE: GERMAN}), encoding="utf-8")
    tool.fill(file)
    assert list(tool.faults(ENGLISH)) == []
    for page, told in ((PAGE, "Unknown"), ("../escape", "no such page")):
        wrong = {PAGE: {PLAIN: "Anders."}} | {page: {"Unknown.": "Unbekannt."}}
        file.write_text(json.dumps(wrong), encoding="utf-8")
        with pytest.raises(SystemExit, match=told):
            tool.fill(file)
    assert list(tool.faults(ENGLISH)) == []


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("3/8", False),
        ("`code`", False),
        ("{ref}`G4 <rule-g4>`", False),
        ("2026", False),
        ("{doc}`the scores <scores>`", True),
        ("1.5", True),
        ("44%", True),
        ("housing", True),
    ],
)
def test_only_words_and_decimals_need_german(tool: ModuleType, text: str, needed: bool) -> None:  # noqa: FBT001 - given by pytest
    assert tool.needs_words(text) is needed
