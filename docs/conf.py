# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Sphinx configuration; ``python tools/site.py`` makes the site in both languages."""

from __future__ import annotations

import importlib.metadata
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent))

from _apipages import connect_api
from _editionpages import write_edition_pages
from _formulas import connect_formulas
from _house import put_picture
from _schemas import write_schema_kit, write_schema_pages
from sphinx.util import docname_join
from sphinx.util.matching import Matcher

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

project = "weltoffen"
author = "The weltoffen authors"
copyright = "2026, The weltoffen authors"
release = version = importlib.metadata.version("weltoffen")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.intersphinx",
    "sphinx.ext.napoleon",
]
exclude_patterns = ["_build", "locale"]
templates_path = ["_templates"]
html_static_path = ["_static"]
html_theme = "furo"
html_title = "weltoffen"
html_show_sphinx = False
html_css_files = ["weltoffen.css"]
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/languages.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/english.html",
        "sidebar/scroll-end.html",
    ]
}

# Catalogs: one for each page, and nothing in them that changes by itself.
locale_dirs = ["locale"]
gettext_compact = False
gettext_location = False
gettext_uuid = False
gettext_additional_targets = [
    "literal-block"
]  # formulas; tools/translations.py leaves out the code
intersphinx_disabled_reftypes = []
# For developers and maintainers; written from other files, or from docstrings.
ENGLISH_ONLY = [
    "api/*",
    "changelog.md",
    "conduct.md",
    "contributing.md",
    "decisions/*",
    "guide/figures.md",
    "releasing.md",
    "schemas/[!i]*",
]
MADE_BY_SPHINX = ("genindex", "py-modindex", "search")

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

# Docstrings write `name`; it becomes a link where there is something to link to.
default_role = "py:obj"
autodoc_default_options = {"members": True, "member-order": "bysource"}
autodoc_typehints_format = "short"
autodoc_class_signature = "separated"
napoleon_use_ivar = True  # attributes are told in the class, not a second time as members
# Checked are links to this project's own names; there is no network for those of others, and names
# in annotations stand there as they were imported.
nitpick_ignore_regex = [
    ("py:.*", r"(?!weltoffen\.).*"),
    ("py:class", r".*\.([A-Z]|counting\.Key)"),
]  # type variables


def english_only(app: Sphinx) -> bool:
    """Say whether pages that exist in English only are to be left out: in German, and in catalogs."""
    return app.tags.has("translated")


def choose_pages(app: Sphinx, config: Config) -> None:
    """Leave out what the other language has; a German page finds English ones beside it."""
    config.exclude_patterns += [f"edition/{'en' if config.language == 'de' else 'de'}"]
    if english_only(app):
        config.exclude_patterns += ["edition/en"]  # nothing to translate for the catalogs, either
        config.exclude_patterns += ENGLISH_ONLY
        config.intersphinx_mapping["en"] = ("../", str(Path(app.outdir).parent / "objects.inv"))


def choose_entries(app: Sphinx, docname: str, source: list[str]) -> None:
    """Drop the entries of pages that are left out from the contents of the others."""
    source[0] = put_picture(source[0], app.config.language)
    if docname == "edition/index":
        source[0] = source[0].replace("LANGUAGE/index", f"{app.config.language}/index")
    if english_only(app):
        is_left_out = Matcher(app.config.exclude_patterns)

        def keep(found: re.Match[str]) -> str:
            page = docname_join(docname, found[0].strip())
            return (
                "" if is_left_out(f"{page}.md") or is_left_out(page.partition("/")[0]) else found[0]
            )

        for block in re.findall(r"^```\{toctree\}\n.*?^```$", source[0], re.DOTALL | re.MULTILINE):
            kept = re.sub(r"^[a-z][\w/-]*\n", keep, block, flags=re.MULTILINE)
            source[0] = source[0].replace(block, kept)


def name_other_page(
    _app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Tell the template which page in the other language is like this one, or that none is."""
    is_alone = pagename in MADE_BY_SPHINX or Matcher(ENGLISH_ONLY)(f"{pagename}.md")
    context["english_page"] = (
        "index" if is_alone else pagename.replace("edition/de/", "edition/en/")
    )
    context["german_page"] = "index" if is_alone else pagename.replace("edition/en/", "edition/de/")


def name_whole_path(
    app: Sphinx, _env: BuildEnvironment, node: pending_xref, _content: Element
) -> None:
    """Make a relative path to a page absolute: the list of English pages knows no other."""
    if english_only(app) and node.get("reftype") == "doc":
        node["reftarget"] = docname_join(node["refdoc"], node["reftarget"])


def write_pages(app: Sphinx) -> None:
    """Write the pages that are made from other files."""
    write_edition_pages(Path(app.srcdir))
    schemas = Path(app.srcdir, "schemas")
    write_schema_pages(schemas)
    write_schema_kit(schemas)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the hooks that choose and write pages."""
    app.connect("config-inited", choose_pages)
    app.connect("builder-inited", write_pages)
    app.connect("html-page-context", name_other_page)
    app.connect("missing-reference", name_whole_path, priority=100)
    app.connect("source-read", choose_entries)
    connect_api(app)
    connect_formulas(app)
    return {"parallel_read_safe": True}
