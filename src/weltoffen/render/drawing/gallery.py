# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""All charts of a report (Schaubilder), in the order of the report; P5."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from weltoffen.arguments import check_choice
from weltoffen.render.drawing.answerbars import answers
from weltoffen.render.drawing.canvas import Canvas
from weltoffen.render.drawing.dumbbells import field_targets, own_targets, targets
from weltoffen.render.drawing.heatmap import views
from weltoffen.render.drawing.net import top_net
from weltoffen.render.drawing.palette import Palette
from weltoffen.render.drawing.rounds import change
from weltoffen.render.drawing.stagesheet import sheet
from weltoffen.render.page import open_page

if TYPE_CHECKING:
    from weltoffen.model.edition import Edition
    from weltoffen.render.drawing.chart import Chart
    from weltoffen.render.drawing.palette import Theme
    from weltoffen.report.structure import Report


def charts(
    report: Report, language: str = "de", *, edition: Edition | None = None, theme: Theme = "light"
) -> tuple[Chart, ...]:
    """Give the charts of a report as data (Schaubilder eines Berichts).

    A chart that would have nothing to show is left out: answers where none may be shown, change without an
    earlier round, the net of fewer than three nodes or without any score. Where there are many rows, stages,
    change and perspectives come in parts that can each be read on A4; each part has its own table.

    Args:
        report: The report.
        language: Language of the reader, as in `weltoffen.render.reports.render_markdown`.
        edition: The edition of the report, with the town's supplement, where questions and options have their
            texts; without it their ids and values are shown.
        theme: For a ``light`` or a ``dark`` ground.

    Returns:
        In the order of the report: stages, score and target as dumbbells and as a net, change, each node at
        the top, perspectives, the local supplement, answers. Equal arguments give equal charts.

    Raises:
        Unprotected: For anything but a `Report`.
        InvalidDocument: ``other-edition``, if the report was made with another edition.
        ValueError: For another theme.
    """
    check_choice("charts", "theme", theme, ("light", "dark"))
    canvas = Canvas(page=open_page(report, language, edition, "charts"), palette=Palette(theme))
    drawn = (sheet, targets, top_net, change, field_targets, views, own_targets, answers)
    return tuple(chain.from_iterable(draw(canvas) for draw in drawn))
