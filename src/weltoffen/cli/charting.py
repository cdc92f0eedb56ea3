# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen charts``: the charts of a saved report as files (Schaubilder)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.cli.console import FINE
from weltoffen.cli.inputs import check_standard_once
from weltoffen.cli.outputs import put_into
from weltoffen.cli.rounds import read_saved
from weltoffen.render import chart_files

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from weltoffen.cli.console import Console
    from weltoffen.render.chartfiles import Form

FORMS: Mapping[str, Form] = {"svg": "svg", "png": "png", "spec": "json"}
USUAL: tuple[Form, ...] = ("svg", "png")


def run(options: argparse.Namespace, console: Console) -> int:
    """Draw the charts of a report; arguments and exit codes as in `weltoffen.cli`."""
    check_standard_once([options.report, options.assessment], console)
    report, edition = read_saved(options, console)
    asked: list[str] = options.format or []
    chosen: tuple[Form, ...] = tuple(FORMS[one] for one in dict.fromkeys(asked))
    forms = chosen or USUAL
    files = chart_files(report, console.language, edition=edition, theme=options.theme, forms=forms)
    put_into(options.output, files, console)
    return FINE
