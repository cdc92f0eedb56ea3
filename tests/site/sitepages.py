# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What is in the HTML files of a site: ids, links, and what they load."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LOADING = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src"}
NAMING = {"canonical", "search", "index", "next", "prev", "author", "alternate"}
"""Values of ``rel`` that load nothing."""


@attrs.define
class Page(HTMLParser):
    """One file: its language, ids, and the links in it."""

    language: str = ""
    ids: set[str] = attrs.Factory(set)
    links: list[str] = attrs.Factory(list)
    loads: list[str] = attrs.Factory(list)
    text: list[str] = attrs.Factory(list)

    def __attrs_pre_init__(self) -> None:
        """Begin with nothing read."""
        super().__init__()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note what a tag says."""
        given = {name: value or "" for name, value in attributes}
        if tag == "html":
            self.language = given.get("lang", "")
        if "id" in given:
            self.ids.add(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag in LOADING and LOADING[tag] in given:
            target = given[LOADING[tag]]
            (self.links if given.get("rel", "") in NAMING else self.loads).append(target)

    def handle_data(self, data: str) -> None:
        """Note a piece of text."""
        self.text.append(data)


def read_pages(folder: Path) -> dict[Path, Page]:
    """Read all HTML files of a site."""
    found = {}
    for path in sorted(folder.rglob("*.html")):
        page = found[path] = Page()
        page.feed(path.read_text(encoding="utf-8"))
        page.close()
    return found


def dead_links(pages: Mapping[Path, Page], folder: Path) -> Iterator[str]:
    """Find links, and things to load, that lead nowhere inside the site."""
    for path, page in pages.items():
        for link in [*page.links, *page.loads]:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if target.is_dir():
                target /= "index.html"
            where = f"{path.relative_to(folder)}: {link}"
            if not target.is_relative_to(folder) or not target.is_file():
                yield where
            elif parts.fragment and target in pages:
                fragment = unquote(parts.fragment)
                if fragment not in pages[target].ids:
                    yield where
