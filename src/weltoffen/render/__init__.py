# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Documents for readers (Dokumente zum Lesen): reports, changes, blank questionnaires, pages of an edition.

Of answers it takes nothing but a `Report` and a `ChangeResult` (P5); everything else here is what an edition
says.
"""

from weltoffen.render.blank import SheetForm, render_questionnaire
from weltoffen.render.blocks import Table
from weltoffen.render.changes import render_change
from weltoffen.render.chartfiles import Form, chart_files
from weltoffen.render.course.chapters import Chapter
from weltoffen.render.courses import course_docx, course_html, course_markdown
from weltoffen.render.drawing import Chart, charts, draw
from weltoffen.render.drawing.chart import Grammar, Kind
from weltoffen.render.drawing.palette import Theme
from weltoffen.render.editionpages import render_edition, render_field
from weltoffen.render.inline import Line, Run, Shown
from weltoffen.render.look import Look
from weltoffen.render.notebook import load_ipython_extension, register, register_running
from weltoffen.render.papers import paper_docx, paper_html, paper_markdown
from weltoffen.render.reports import render_docx, render_html, render_markdown
from weltoffen.render.workshopsheets import render_workshop

__all__ = [
    "Chapter",
    "Chart",
    "Form",
    "Grammar",
    "Kind",
    "Line",
    "Look",
    "Run",
    "SheetForm",
    "Shown",
    "Table",
    "Theme",
    "chart_files",
    "charts",
    "course_docx",
    "course_html",
    "course_markdown",
    "draw",
    "load_ipython_extension",
    "paper_docx",
    "paper_html",
    "paper_markdown",
    "register",
    "render_change",
    "render_docx",
    "render_edition",
    "render_field",
    "render_html",
    "render_markdown",
    "render_questionnaire",
    "render_workshop",
]

register_running()
