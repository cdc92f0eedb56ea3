# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The whole way in one call (Auswertung): answers in, report out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from weltoffen.intake.files import tally_files
from weltoffen.intake.given import check_workers
from weltoffen.intake.lines import tally_lines, tally_sources
from weltoffen.model.assessment import Assessment
from weltoffen.reference import load_reference
from weltoffen.report.assembly import build_report
from weltoffen.report.earlier import check_earlier
from weltoffen.report.released import check_same_round, release_after, released_rule
from weltoffen.schemas.documents import Source, read_assessment
from weltoffen.schemas.responses import Lines, split_documents
from weltoffen.schemas.strict import DEFAULT_LIMITS, Limits
from weltoffen.scoring.protection import ProtectionRule, protect
from weltoffen.scoring.tally import Tally

if TYPE_CHECKING:
    from weltoffen.intake.lines import Watcher
    from weltoffen.model.edition import Edition
    from weltoffen.model.questionnaire import Questionnaire
    from weltoffen.model.workshop import Rerating
    from weltoffen.report.earlier import Earlier
    from weltoffen.report.structure import Report

__all__ = ["Answers", "evaluate"]

Answers = Lines | Sequence[str | os.PathLike[str]] | Tally
"""What `evaluate` takes: paths, bytes, a binary file or lines of NDJSON, or a tally."""


def evaluate(
    answers: Answers,
    assessment: Assessment | Source,
    *,
    edition: Edition | None = None,
    rule: ProtectionRule | None = None,
    earlier: Earlier | None = None,
    reratings: Sequence[Rerating] = (),
    released: Report | None = None,
    limits: Limits = DEFAULT_LIMITS,
    workers: int = 1,
    progress: Watcher | None = None,
) -> Report:
    """Go the whole way from answers to the report (auswerten): read, count, protect, score, report.

    Args:
        answers: A path, bytes, a binary file or lines of NDJSON, or a list of paths; or the tally, if they
            were counted before.
        assessment: The assessment, or the source of its document.
        edition: The edition; None takes the shipped one that the assessment names.
        rule: The rule of protection; None stands for k = 5 (P1), or for the rule of `released`. It is to be
            decided before the first release, since a round is closed then (P7).
        earlier: An earlier round of the same municipality, for the change since then (G8); None for none.
        reratings: What a workshop rated (G7); stands beside the results and changes none.
        released: The report of the first release of this round, if there is one already: the new report is
            a later release (P7), made from the same answers; it tells nothing that the first did not.
        limits: Limits of reading.
        workers: Processes that read and count; more than one is of use only for paths.
        progress: Called while answers are read, as in `weltoffen.intake.lines.tally_lines`; not for a tally.

    Returns:
        The report; the counts in between are not kept.

    Raises:
        InvalidDocument: With all problems of the first document or response that is refused; to pass over bad
            responses, count them with ``on_error="collect"`` and give the tally of the `weltoffen.Intake`.
            Also if `earlier` is no earlier round of the municipality, or `released` does not fit this round
            and its answers.
        WorkerEnded: As in `weltoffen.intake.files.tally_files`.
        TypeError: If the number of workers is none.
        ValueError: For less than one worker.
    """
    check_workers("evaluate", workers)
    if not isinstance(assessment, Assessment):
        assessment = read_assessment(assessment, limits=limits)
    if edition is None:
        edition = load_reference(assessment.edition.version)
    edition = assessment.extend(edition)
    if earlier is not None:
        check_earlier(earlier, assessment.id, assessment.municipality)
    if released is not None:
        check_same_round(released, assessment)
    counts = _counted(
        answers,
        questionnaire=edition.questionnaire,
        assessment=assessment,
        limits=limits,
        workers=workers,
        progress=progress,
    )
    if released is None:
        public = protect(counts, rule or ProtectionRule(), assessment, edition)
    else:
        rule = rule or released_rule(released)
        public = release_after(released, counts, rule, assessment, edition)
    return build_report(public, assessment, edition, reratings=reratings, earlier=earlier)


def _counted(
    answers: Answers,
    *,
    questionnaire: Questionnaire,
    assessment: Assessment,
    limits: Limits,
    workers: int,
    progress: Watcher | None,
) -> Tally:
    if isinstance(answers, Tally):
        return answers
    paths = _paths(answers)
    if paths is None:
        lines = cast("Lines", answers)
        return tally_lines(lines, questionnaire, assessment, limits=limits, progress=progress)
    if workers == 1:  # reads pipes as well, which cannot be cut into pieces
        named = [(os.fspath(path), split_documents(path, limits)) for path in paths]
        return tally_sources(
            named, questionnaire, assessment, limits=limits, progress=progress
        ).tally
    return tally_files(
        paths, questionnaire, assessment, workers=workers, limits=limits, progress=progress
    )


def _paths(answers: Answers) -> list[str | os.PathLike[str]] | None:
    """Give the paths of files; None for anything else."""
    several = answers if isinstance(answers, (list, tuple)) else [answers]
    paths = [one for one in several if isinstance(one, (str, os.PathLike))]
    return paths if len(paths) == len(several) else None
