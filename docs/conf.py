# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Sphinx configuration; ``python tools/site.py`` makes the site in both languages."""

from __future__ import annotations

import importlib.metadata
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))

from _apipages import connect_api
from _editionpages import write_edition_pages
from _formulas import connect_formulas
from _glossary import put_index
from _house import put_picture
from _languages import connect_languages
from _schemas import write_schema_kit, write_schema_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx

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
# Formulas; tools/translations.py leaves out the code.
gettext_additional_targets = ["literal-block"]
intersphinx_disabled_reftypes = []

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


def write_pages(app: Sphinx) -> None:
    """Write the pages that are made from other files."""
    write_edition_pages(Path(app.srcdir))
    schemas = Path(app.srcdir, "schemas")
    write_schema_pages(schemas)
    write_schema_kit(schemas)


def fill_markers(app: Sphinx, _docname: str, source: list[str]) -> None:
    """Put in what pages show of other files."""
    source[0] = put_picture(source[0], app.config.language)
    if app.builder.name != "gettext":  # made of the entries: nothing more to translate
        source[0] = put_index(source[0])


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the hooks that choose and write pages."""
    app.connect("builder-inited", write_pages)
    app.connect("source-read", fill_markers)
    connect_languages(app)
    connect_api(app)
    connect_formulas(app)
    return {"parallel_read_safe": True}
