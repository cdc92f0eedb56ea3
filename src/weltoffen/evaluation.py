# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The whole way in one call (Auswertung): answers in, report out."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast

from weltoffen.model.assessment import Assessment
from weltoffen.reference import load_reference
from weltoffen.report.assembly import build_report
from weltoffen.schemas.documents import Source, read_assessment
from weltoffen.schemas.responses import Lines, read_responses
from weltoffen.schemas.strict import DEFAULT_LIMITS, Limits
from weltoffen.scoring.counting import tally
from weltoffen.scoring.protection import ProtectionRule, protect

if TYPE_CHECKING:
    from weltoffen.model.edition import Edition
    from weltoffen.report.structure import Report

Answers = Lines | Sequence[str | os.PathLike[str]]


def evaluate(
    answers: Answers,
    assessment: Assessment | Source,
    *,
    edition: Edition | None = None,
    rule: ProtectionRule | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Report:
    """Go the whole way from answers to the report (auswerten): read, count, protect, score, report.

    Args:
        answers: A path, bytes, a binary file or lines of NDJSON, or a list of paths.
        assessment: The assessment, or the source of its document.
        edition: The edition; None takes the shipped one that the assessment names.
        rule: The rule of protection; None stands for k = 5 (P1).
        limits: Limits of reading.

    Returns:
        The report; the counts in between are not kept.

    Raises:
        InvalidDocument: With all problems of the first document or response that is refused.
    """
    if not isinstance(assessment, Assessment):
        assessment = read_assessment(assessment, limits=limits)
    if edition is None:
        edition = load_reference(assessment.edition.version)
    edition = assessment.extend(edition)
    responses = itertools.chain.from_iterable(
        read_responses(one, edition.questionnaire, assessment, limits=limits)
        for one in _sources(answers)
    )
    counts = tally(responses, edition.questionnaire)
    public = protect(counts, rule or ProtectionRule(), assessment, edition)
    return build_report(public, assessment, edition)


def _sources(answers: Answers) -> Iterable[Lines]:
    if isinstance(answers, (list, tuple)) and all(
        isinstance(a, (str, os.PathLike)) for a in answers
    ):
        return answers
    return (cast("Lines", answers),)
