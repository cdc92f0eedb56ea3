# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Our side of every comparison, as a user would write it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import weltoffen as wo

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from _material import Round
    from _rivals import Counts

    from weltoffen.report.earlier import Earlier

Decoder = Literal["standard", "fast"]


def counted(
    source: Iterable[bytes] | BinaryIO | str | os.PathLike[str],
    one: Round,
    decoder: Decoder = "standard",
) -> wo.Tally:
    """Read strictly and count, in this process."""
    return wo.tally_lines(source, one.questionnaire, one.assessment, decoder=decoder)


def counted_files(
    paths: Sequence[Path], one: Round, workers: int, decoder: Decoder = "standard"
) -> wo.Tally:
    """Read strictly and count files, in so many processes."""
    return wo.tally_files(
        paths, one.questionnaire, one.assessment, workers=workers, decoder=decoder
    )


def reported(one: Round, tally: wo.Tally, earlier: Earlier | None = None) -> wo.Report:
    """Protect, audit, score and report, with gaps, agreement and robustness."""
    public = wo.protect(tally, wo.ProtectionRule(), one.assessment, one.edition)
    return wo.build_report(public, one.assessment, one.edition, earlier=earlier)


def plain(tally: wo.Tally) -> Counts:
    """Give the counts of personal responses in the form in which the rivals give theirs."""
    return {
        (group.perspective, question.question, answer): n
        for group in tally.personal
        for question in group.questions
        for answer, n in (
            *(question.options if question.kind in {"single", "multiple"} else ()),
            ("unknown", question.unknown),
            ("not-applicable", question.not_applicable),
        )
        if n
    }
