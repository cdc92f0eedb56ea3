# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Documents as one HTML file (HTML schreiben): no script, nothing from outside, a strict policy.

The page says by a Content-Security-Policy of its own that nothing may be loaded and nothing run; it also
holds under a stricter one that a server sends, as long as that allows the page's one style sheet by its hash.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Mapping
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal

import attrs

from weltoffen.arguments import check_type
from weltoffen.cleaning import clean
from weltoffen.extras import needed
from weltoffen.render.blocks import Block, Heading
from weltoffen.render.drawing import roles
from weltoffen.render.inline import Line
from weltoffen.render.look import Look
from weltoffen.render.sections import Section
from weltoffen.report.wording import wording_language, words
from weltoffen.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from weltoffen.render.blocks import Figure, Table

Kind = Literal["report", "paper", "sheets"]


@attrs.frozen(kw_only=True)
class Document:
    """What a page is made from (Dokument).

    Attributes:
        kind: What it is; the style sheet knows it.
        language: BCP 47 tag of the page.
        title: Its title.
        name: Name in the browser, if that is another one than the title.
        town: Name of the municipality, which stands over the page unless the look has a name.
        facts: What stands under the title.
        lead: What stands before the first section.
        sections: Its sections.
        pictures: Charts as SVG by their ids; trusted, since we drew them.
        closing: What stands at the end.
        look: Name, logo, colours.
    """

    kind: Kind = "report"
    language: str
    title: Line
    name: str = ""
    town: str
    facts: tuple[Line, ...] = ()
    lead: tuple[Block, ...] = ()
    sections: tuple[Section, ...]
    pictures: Mapping[str, str] = attrs.field(factory=dict, repr=False)
    closing: Line
    look: Look = attrs.field(factory=Look)


def write_html(document: Document) -> str:
    """Write a document as one HTML file; equal documents give equal text.

    Raises:
        MissingExtra: Without the extra ``report``.
        TypeError: If the look is none.
    """
    check_type("write_html", "look", document.look, Look)
    template = _environment().get_template("page.html.j2")
    text: str = template.render(page=_Page(document))
    return text.strip() + "\n"


@functools.cache
def _environment() -> Any:  # noqa: ANN401 - jinja2 is imported where it is needed
    jinja2 = needed("jinja2", extra="report")
    found = jinja2.Environment(
        loader=jinja2.FunctionLoader(_file),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
    )
    found.filters["kind"] = lambda block: type(block).__name__
    return found


def _file(name: str) -> str:
    return resources.files("weltoffen.render").joinpath("templates", name).read_text("utf-8")


class _Page:
    """What the templates ask for."""

    def __init__(self, document: Document) -> None:
        markup = needed("markupsafe", extra="report").Markup
        self.kind = document.kind
        self.language = _language(document.language)
        self.title = document.title
        self.name = document.name or document.title.plain
        self.look = document.look
        self.facts = document.facts
        self.lead = document.lead
        self.sections = document.sections
        self.anchors = frozenset(_anchors(document.sections))
        self.closing = document.closing.plain
        self.version = __version__
        self.words = words(document.language)
        self.pictures = {key: markup(svg) for key, svg in document.pictures.items()}
        self.sender = clean(document.look.name or document.town)
        self.logo_text = clean(document.look.logo_text)
        style = _style(document.look.colour, document.look.dark_colour)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        self.style = markup(style)
        self.policy = (
            f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; "
            "form-action 'none'"
        )

    def label(self, block: Table) -> str:
        """Name a table for those who do not see it: by its caption, or by its columns."""
        if block.caption is not None:
            return block.caption.plain
        return ", ".join(name.plain for name in block.head)

    def table_of(self, block: Figure) -> str:
        """Name what unfolds the table of a chart."""
        return self.words["page.table"].format(title=block.caption.plain)


def _anchors(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield section.anchor
        for block in section.blocks:
            if isinstance(block, Heading) and block.anchor is not None:
                yield block.anchor


def _language(language: str) -> str:
    """Give the language that a page is written in: our own words are German or English."""
    spoken = wording_language(language)
    return language if language.partition("-")[0] == spoken else spoken


@functools.lru_cache(maxsize=8)
def _style(colour: str, dark_colour: str) -> str:
    sheet = _file("page.css")
    head, _, rest = sheet.partition("/* colours */")
    return head + _colours(colour, dark_colour) + rest


def _colours(colour: str, dark_colour: str) -> str:
    """Write the colours of the look, and those of the charts on a dark ground."""
    dark = "\n".join(
        f'  .chart [{name}="{light}"] {{ {name}: {other}; }}'
        for light, other in roles().values()
        for name in ("fill", "stroke")
    )
    return (
        f":root {{ --accent: {colour}; }}\n"
        "@media screen and (prefers-color-scheme: dark) {\n"
        f"  :root {{ --accent: {dark_colour}; }}\n{dark}\n}}"
    )
