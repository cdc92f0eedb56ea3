# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Which page is there in which language, and how a page finds its like in the other one.

The German site lies below the English one, in ``de/``. It is built with the tag ``translated``, as are the
catalogs of texts to translate.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sphinx.util import docname_join

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

ENGLISH_ONLY: Final = (
    "api/*",
    "changelog",
    "conduct",
    "contributing",
    "decisions/*",
    "guide/figures",
    "releasing",
    "schemas/[!i]*",
)
"""For developers and maintainers; or written from other files, or from docstrings."""
GERMAN_MENU: Final = {
    "api/index": "Schnittstelle (API)",
    "guide/figures": "Geschwindigkeit",
    "decisions/index": "Entscheidungen",
    "contributing": "Mitarbeiten",
    "releasing": "Veröffentlichen",
    "changelog": "Änderungen",
}
"""Ways from German pages to those that are there in English only; the others are linked from these."""
MADE_BY_SPHINX: Final = ("genindex", "py-modindex", "search")

_TOCTREE = re.compile(r"^```\{toctree\}\n.*?^```$", re.DOTALL | re.MULTILINE)
_ENTRY = re.compile(r"^[a-z][\w/-]*\n", re.MULTILINE)


def is_english_only(page: str) -> bool:
    """Say whether a page has no German one."""
    return any(fnmatchcase(page, pattern) for pattern in ENGLISH_ONLY)


def connect_languages(app: Sphinx) -> None:
    """Register what chooses pages and links them."""
    app.connect("config-inited", choose_pages)
    app.connect("source-read", choose_entries)
    app.connect("missing-reference", name_whole_path, priority=100)
    app.connect("html-page-context", name_other_page, priority=900)  # after the theme


def is_translated(app: Sphinx) -> bool:
    """Say whether pages that exist in English only are to be left out."""
    return bool(app.tags.has("translated"))


def choose_pages(app: Sphinx, config: Config) -> None:
    """Leave out what the other language has; a German page finds English ones beside it."""
    config.exclude_patterns += [f"edition/{'en' if config.language == 'de' else 'de'}"]
    if is_translated(app):
        config.exclude_patterns += ["edition/en"]  # nothing to translate for the catalogs, either
        config.exclude_patterns += [f"{pattern}.md" for pattern in ENGLISH_ONLY]
        config.intersphinx_mapping["en"] = ("../", str(Path(app.outdir).parent / "objects.inv"))


def choose_entries(app: Sphinx, docname: str, source: list[str]) -> None:
    """Drop the entries of pages that are left out from the contents of the others."""
    text = source[0]
    if docname == "edition/index":
        text = text.replace("LANGUAGE/index", f"{app.config.language}/index")
    if is_translated(app):

        def keep(entry: re.Match[str]) -> str:
            page = docname_join(docname, entry[0].strip())
            return "" if is_english_only(page) else entry[0]

        def chosen(block: re.Match[str]) -> str:
            kept = _ENTRY.sub(keep, block[0])
            return kept if _ENTRY.search(kept) else ""

        text = _TOCTREE.sub(chosen, text)
    source[0] = text


def name_other_page(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Tell the template which page in the other language is like this one, or that none is."""
    page = pagename
    if page in MADE_BY_SPHINX or is_english_only(page):
        page = f"{page.rpartition('/')[0]}/index".lstrip("/")
        page = "index" if is_english_only(page) else page
    context["english_page"] = page.replace("edition/de/", "edition/en/")
    context["german_page"] = page.replace("edition/en/", "edition/de/")
    context["english_menu"] = GERMAN_MENU if app.config.language == "de" else {}
    if app.config.language == "de" and "furo_navigation_tree" in context:
        tree = context["furo_navigation_tree"]
        context["furo_navigation_tree"] = tree.replace("Toggle navigation of ", "Aufklappen: ")


def name_whole_path(
    app: Sphinx, _env: BuildEnvironment, node: pending_xref, _content: Element
) -> None:
    """Make a relative path to a page absolute: the list of English pages knows no other."""
    if is_translated(app) and node.get("reftype") == "doc":
        node["reftarget"] = docname_join(node["refdoc"], node["reftarget"])
