# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Charts as files (Schaubilder als Dateien): pictures, and the data that any other tool can draw; P5."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, assert_never, get_args

from weltoffen.arguments import check_choice
from weltoffen.render.drawing import charts, draw
from weltoffen.schemas.strict import dump

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weltoffen.model.edition import Edition
    from weltoffen.render.drawing import Chart
    from weltoffen.render.drawing.palette import Theme
    from weltoffen.report.structure import Report

Form = Literal["svg", "png", "json"]
"""Formats of files with charts (Dateiformat)."""

_SUFFIXES = {"vega-lite": "vl.json", "vega": "vg.json"}


def chart_files(
    report: Report,
    language: str = "de",
    *,
    edition: Edition | None = None,
    theme: Theme = "light",
    forms: Sequence[Form] = ("svg", "png", "json"),
) -> Iterator[tuple[str, bytes]]:
    """Give the charts of a report as files (Schaubilder als Dateien); pictures need the extra ``report``.

    Args:
        report: The report; nothing else is taken (P5).
        language: Language of the reader, as in `weltoffen.render.drawing.gallery.charts`.
        edition: The edition, as in `weltoffen.render.drawing.gallery.charts`.
        theme: For a ``light`` or a ``dark`` ground.
        forms: ``svg`` and ``png`` are pictures; ``json`` is the specification in Vega-Lite, or in Vega for
            the net.

    Returns:
        Names and contents, chart by chart in the order of the report, each in the order of `forms`. A name is
        the chart's id with ``.svg``, ``.png``, ``.vl.json`` (Vega-Lite) or ``.vg.json`` (Vega). Each is drawn
        when it is asked for.

    Raises:
        Unprotected: For anything but a `Report`.
        InvalidDocument: ``other-edition``, if the report was made with another edition.
        MissingExtra: While pictures are drawn, without the extra ``report``.
        ValueError: For another theme or form.
    """
    for one in forms:
        check_choice("chart_files", "forms", one, get_args(Form))
    found = charts(report, language, edition=edition, theme=theme)
    return (_file(chart, form) for chart in found for form in forms)


def _file(chart: Chart, form: Form) -> tuple[str, bytes]:
    match form:
        case "svg" | "png":
            return f"{chart.id}.{form}", draw(chart, form)
        case "json":
            return f"{chart.id}.{_SUFFIXES[chart.grammar]}", dump(chart.specification)
        case _:
            assert_never(form)
