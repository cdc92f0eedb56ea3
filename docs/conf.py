# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Sphinx configuration: ``python -m sphinx -n -W docs docs/_build/html``."""

from __future__ import annotations

import importlib
import importlib.metadata
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING

import weltoffen
from weltoffen.render import render_edition, render_field

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "weltoffen"
author = "The weltoffen authors"
copyright = "2026, The weltoffen authors"
release = version = importlib.metadata.version("weltoffen")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "weltoffen"
html_show_sphinx = False

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

FLOORS = (
    "",
    "version",
    "errors",
    "model",
    "scoring",
    "report",
    "course",
    "schemas",
    "intake",
    "reference",
    "render",
    "interop",
)
OPTIONAL = {
    "IPython",
    "defusedxml",
    "docx",
    "hypothesis",
    "jinja2",
    "rich",
    "vl_convert",
    "xlsxwriter",
}


def public_modules() -> list[str]:
    """Find the modules that can be imported here and are no internals, from the ground floor up."""
    found = ["weltoffen"] if weltoffen.__file__ else []
    for module in pkgutil.walk_packages(weltoffen.__path__, "weltoffen."):
        if any(part.startswith("_") for part in module.name.split(".")):
            continue
        try:
            one = importlib.import_module(module.name)
        except ModuleNotFoundError as error:
            if error.name not in OPTIONAL:
                raise
        else:
            if one.__doc__:
                found.append(module.name)

    def floor(name: str) -> tuple[int, str]:
        room = name.partition(".")[2].partition(".")[0]
        return FLOORS.index(room) if room in FLOORS else len(FLOORS), name

    return sorted(found, key=floor)


def members(name: str) -> str:
    """Say how a module's members are shown: a package names what it takes over from its modules."""
    module = importlib.import_module(name)
    homes = {
        one: str(getattr(getattr(module, one), "__module__", ""))
        for one in getattr(module, "__all__", ())
    }
    taken_over = [
        f"`{home}.{one}`"
        for one, home in homes.items()
        if home.startswith("weltoffen.") and home != name
    ]
    if not hasattr(module, "__path__") or not taken_over:
        return ""
    return f"   :no-members:\n\nTakes over {', '.join(taken_over)}.\n"


def fill_api_page(_app: Sphinx, docname: str, source: list[str]) -> None:
    """Put the documentation of every public module where ``api.md`` has its marker."""
    if docname == "api":
        blocks = (
            f"## {name}\n\n```{{eval-rst}}\n.. automodule:: {name}\n{members(name)}```\n"
            for name in public_modules()
        )
        source[0] = source[0].replace("<!-- modules -->", "\n".join(blocks))


def write_edition_pages(app: Sphinx) -> None:
    """Write the pages of the newest edition in both languages, from its own files."""
    edition = weltoffen.load_reference(weltoffen.editions()[-1])
    fields = [node.id for node in edition.target_model.children()]
    for language in ("de", "en"):
        contents = "\n".join(["```{toctree}", ":maxdepth: 2", "", *fields, "```", ""])
        pages = {field: render_field(edition, field, language) for field in fields}
        pages["index"] = f"{render_edition(edition, language)}\n{contents}"
        folder = Path(app.srcdir, "edition", language)
        folder.mkdir(exist_ok=True)
        for name, text in pages.items():
            page = folder / f"{name}.md"
            if not page.exists() or page.read_text(encoding="utf-8") != text:
                page.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the hooks that fill the API page and write the pages of the edition."""
    app.connect("source-read", fill_api_page)
    app.connect("builder-inited", write_edition_pages)
    return {"parallel_read_safe": True}
