# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""HTML pages read back by html5lib, as a browser would read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import html5lib
from tests.render.paper import reworded
from tests.render.refreports import Told
from tests.render.refs import Number

from weltoffen.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

Element = Any
"""An element of `xml.etree`; html5lib has no types for its trees."""

FREE = frozenset({"content", "aria-label", "aria-labelledby", "alt", "src", "id", "href"})
"""Attributes whose values may follow from texts; the others are our own."""


def read(page: str) -> Element:
    """Read a page."""
    return html5lib.parse(page, namespaceHTMLElements=False)


def all_of(page: str, tag: str) -> list[Element]:
    """Give all elements of a kind."""
    return list(read(page).iter(tag))


def text_of(element: Element) -> str:
    """Give the text of an element."""
    return "".join(element.itertext())


def numbers_of(page: str) -> list[Number]:
    """Give every number with where it comes from."""
    return [
        Number(text_of(one), one.attrib["data-ref"], one.attrib["data-as"])
        for one in read(page).iter()
        if isinstance(one.tag, str) and "data-ref" in one.attrib
    ]


def skeleton(page: str) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """Give what a page is made of: elements with their attributes, without any text."""
    return [
        (str(one.tag), tuple(_kept(one.attrib)))
        for one in read(page).iter()
        if not _drawn(str(one.tag))
    ]


def _kept(attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in sorted(attributes.items()):
        yield str(name), "" if name in FREE else value


def _drawn(tag: str) -> bool:
    """Say whether an element is part of a chart, where longer words take more lines."""
    return tag.startswith("{http://www.w3.org/2000/svg}")


def poisoned(told: Told, text: str) -> Told:
    """Put a text in the place of every text of a report and its edition, and of the town's name."""
    report = reworded(told.report, text)
    town = attrs.evolve(report.municipality, name=text)
    report = attrs.evolve(report, municipality=town, title=Text({"de": text, "en": text}))
    return Told(report, reworded(told.edition, text))
