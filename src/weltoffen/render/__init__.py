# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Reports for readers (Berichte zum Lesen): from data to a document; takes nothing but a `Report` (P5)."""

from weltoffen.render.markdown import render_markdown

__all__ = ["render_markdown"]
