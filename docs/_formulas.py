# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Translate formulas: Sphinx writes them in reStructuredText's way before it parses them as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import init as init_locale
from sphinx.transforms import SphinxTransform
from sphinx.util.i18n import docname_to_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class TranslateFormulas(SphinxTransform):
    """Put the catalog's text into blocks before Sphinx's own transform sees them."""

    default_priority = 10

    def apply(self, **_: object) -> None:
        """Exchange the text of each block that has a translation."""
        domain = docname_to_domain(self.env.docname, self.config.gettext_compact)
        folders = [self.env.srcdir / folder for folder in self.config.locale_dirs]
        catalog, is_found = init_locale(folders, self.config.language, domain)
        if is_found:
            for block in self.document.findall(nodes.literal_block):
                text = block.rawsource or block.astext()
                block.rawsource = catalog.gettext(text)
                block[:] = [nodes.Text(block.rawsource)]


def connect_formulas(app: Sphinx) -> None:
    """Add the transform."""
    app.add_transform(TranslateFormulas)
