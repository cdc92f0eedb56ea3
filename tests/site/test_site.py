# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The built site: no dead link, nothing from elsewhere, every rule, both languages, phones."""

from __future__ import annotations

import json
import re
import subprocess
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from tests.browser.pages import NODE, find_browser, reason_to_skip
from tests.site.sitepages import Page, dead_links, read_pages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
SEARCHES = {"en": ("tally", "Tally"), "de": ("Auszählung", "Auszählung")}


@pytest.fixture(scope="session")
def pages(site: Path) -> Mapping[Path, Page]:
    """Read all pages of both languages."""
    found = read_pages(site)
    assert len(found) > 50
    return found


def labels(site: Path) -> dict[str, set[str]]:
    """Read the list of what can be linked to: names by their kind."""
    data = (site / "objects.inv").read_bytes()
    lines = zlib.decompress(data.split(b"\n", 4)[4]).decode().splitlines()
    found: dict[str, set[str]] = {}
    for line in lines:
        name, kind, *_ = line.split(" ")
        found.setdefault(kind, set()).add(name)
    return found


def rules() -> set[str]:
    """Give the anchors of the rules; tests/docs/test_rules.py holds them to the ids in the code."""
    text = "".join(path.read_text("utf-8") for path in (ROOT / "docs" / "method").glob("*.md"))
    return set(re.findall(r"^\((rule-[a-z]\d+)\)=$", text, re.MULTILINE))


def test_no_link_inside_the_site_is_dead(site: Path, pages: Mapping[Path, Page]) -> None:
    assert list(dead_links(pages, site)) == []


def test_a_dead_link_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<a href="b.html">1</a><a href="#no">2</a><a href="#yes" id="yes">'
    )
    found = read_pages(tmp_path)
    assert list(dead_links(found, tmp_path)) == ["a.html: b.html", "a.html: #no"]


def test_nothing_is_loaded_from_elsewhere(pages: Mapping[Path, Page]) -> None:
    foreign = {
        f"{path.name}: {link}"
        for path, page in pages.items()
        for link in page.loads
        if urlsplit(link).netloc or urlsplit(link).scheme not in ("", "data")
    }
    assert foreign == set()


@pytest.mark.parametrize("language", ["", "de"])
def test_every_rule_has_an_anchor(site: Path, language: str) -> None:
    anchors = labels(site / language)["std:label"]
    assert len(rules()) > 60
    assert rules() - anchors == set()


def test_each_page_is_there_in_both_languages(
    site: Path, pages: Mapping[Path, Page], languages: ModuleType
) -> None:
    names = {path.relative_to(site).as_posix(): page.language for path, page in pages.items()}
    german = {name.removeprefix("de/") for name in names if name.startswith("de/")}
    english = {name for name in names if not name.startswith("de/")}
    assert {names[f"de/{name}"] for name in german} == {"de"}
    assert {names[name] for name in english} == {"en"}
    alone = {name for name in english - german if not name.startswith("edition/en/")}
    by_sphinx = {"py-modindex.html"}
    unlisted = {
        one for one in alone - by_sphinx if not languages.is_english_only(one.removesuffix(".html"))
    }
    assert unlisted == set()
    assert {name.replace("edition/de", "edition/en") for name in german} - english == set()


def test_german_pages_lead_to_those_in_english(
    site: Path, pages: Mapping[Path, Page], languages: ModuleType
) -> None:
    """All of them: from the menu, or from a page that the menu leads to."""

    def targets(*paths: Path) -> set[Path]:
        return {
            (path.parent / link.partition("#")[0]).resolve()
            for path in paths
            for link in pages[path].links
        }

    menu = {site / f"{one}.html" for one in languages.GERMAN_MENU}
    assert menu <= targets(site / "de/index.html")
    linked = menu | targets(site / "de/schemas/index.html", *menu)
    alone = {
        path
        for path in pages
        if path.is_relative_to(site)
        and languages.is_english_only(path.relative_to(site).with_suffix("").as_posix())
    }
    assert alone - linked == set()


@pytest.fixture(scope="module")
def seen(
    site: Path, pages: Mapping[Path, Page], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """Open all pages in a browser, from the disk."""
    assert reason_to_skip() is None
    opened = [str(path) for path in pages]
    german = [str(path) for path in pages if path.is_relative_to(site / "de")]
    job = {
        "browser": find_browser(),
        "views": [
            {"name": "phone", "width": 390, "height": 844, "mobile": True, "pages": opened},
            {"name": "desktop", "width": 1280, "height": 900, "mobile": False, "pages": german},
        ],
        "searches": [
            {"file": str(site / folder / "search.html"), "words": SEARCHES[language][0]}
            for language, folder in (("en", ""), ("de", "de"))
        ],
    }
    path = tmp_path_factory.mktemp("site") / "job.json"
    path.write_text(json.dumps(job), encoding="utf-8")
    done = subprocess.run(
        ["node", NODE / "site.mjs", path], check=True, capture_output=True, timeout=600
    )
    return dict(json.loads(done.stdout))


class TestInABrowser:
    """Pages as people meet them, on a phone and on a desktop."""

    def test_no_page_is_wider_than_the_screen(self, seen: dict[str, Any]) -> None:
        wide = {f"{one['view']} {one['file']}": one["wide"] for one in seen["pages"] if one["wide"]}
        assert wide == {}

    def test_every_page_loads_all_it_needs(self, seen: dict[str, Any]) -> None:
        failed = {f"{one['file']}": one["errors"] for one in seen["pages"] if one["errors"]}
        assert failed == {}

    def test_the_search_works_without_a_network(self, seen: dict[str, Any]) -> None:
        for found, language in zip(seen["searches"], SEARCHES, strict=True):
            assert found["errors"] == []
            assert any(SEARCHES[language][1] in title for title in found["found"]), found
