# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen tally``: counts the responses and keeps the counts (Auszählen); T1, T2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen import schemas
from weltoffen.cli.answers import check_any, check_many, count
from weltoffen.cli.inputs import check_standard_once
from weltoffen.cli.outputs import check_only_form, put_out
from weltoffen.cli.rounds import asked_round

if TYPE_CHECKING:
    import argparse

    from weltoffen.cli.console import Console


def run(options: argparse.Namespace, console: Console) -> int:
    """Count responses; arguments and exit codes as in `weltoffen.cli`."""
    check_standard_once([*options.answers, options.assessment], console)
    check_only_form(options, "json", console)
    if options.workers > 1 or options.checkpoint is not None:
        check_many(options.answers, console)
    assessment, edition = asked_round(options, console)
    found = count(
        options.answers,
        assessment,
        edition.questionnaire,
        console,
        skips=options.skip_refused,
        workers=options.workers,
        checkpoint=options.checkpoint,
    )
    check_any(found)
    with console.stage("writing"):
        data = schemas.write(found.tally)
    console.note(console.phrase("tally.private"))
    put_out(options, data, console, private=True)
    return found.code
