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
from weltoffen.report.earlier import check_earlier
from weltoffen.report.released import check_same_round, release_after, released_rule
from weltoffen.schemas.documents import Source, read_assessment
from weltoffen.schemas.responses import Lines, read_responses
from weltoffen.schemas.strict import DEFAULT_LIMITS, Limits
from weltoffen.scoring.counting import tally
from weltoffen.scoring.protection import ProtectionRule, protect

if TYPE_CHECKING:
    from weltoffen.model.edition import Edition
    from weltoffen.model.workshop import Rerating
    from weltoffen.report.earlier import Earlier
    from weltoffen.report.structure import Report

Answers = Lines | Sequence[str | os.PathLike[str]]


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
) -> Report:
    """Go the whole way from answers to the report (auswerten): read, count, protect, score, report.

    Args:
        answers: A path, bytes, a binary file or lines of NDJSON, or a list of paths.
        assessment: The assessment, or the source of its document.
        edition: The edition; None takes the shipped one that the assessment names.
        rule: The rule of protection; None stands for k = 5 (P1), or for the rule of `released`. It is to be
            decided before the first release, since a round is closed then (P7).
        earlier: An earlier round of the same municipality, for the change since then (G8); None for none.
        reratings: What a workshop rated (G7); stands beside the results and changes none.
        released: The report of the first release of this round, if there is one already: the new report is
            a later release (P7), made from the same answers; it tells nothing that the first did not.
        limits: Limits of reading.

    Returns:
        The report; the counts in between are not kept.

    Raises:
        InvalidDocument: With all problems of the first document or response that is refused; whatever
            `weltoffen.report.earlier.check_earlier` and `weltoffen.report.released.release_after` find.
    """
    if not isinstance(assessment, Assessment):
        assessment = read_assessment(assessment, limits=limits)
    if edition is None:
        edition = load_reference(assessment.edition.version)
    edition = assessment.extend(edition)
    if earlier is not None:
        check_earlier(earlier, assessment.id, assessment.municipality)
    if released is not None:
        check_same_round(released, assessment)
    responses = itertools.chain.from_iterable(
        read_responses(one, edition.questionnaire, assessment, limits=limits)
        for one in _sources(answers)
    )
    counts = tally(responses, edition.questionnaire)
    if released is None:
        public = protect(counts, rule or ProtectionRule(), assessment, edition)
    else:
        rule = rule or released_rule(released)
        public = release_after(released, counts, rule, assessment, edition)
    return build_report(public, assessment, edition, reratings=reratings, earlier=earlier)


def _sources(answers: Answers) -> Iterable[Lines]:
    if isinstance(answers, (list, tuple)) and all(
        isinstance(a, (str, os.PathLike)) for a in answers
    ):
        return answers
    return (cast("Lines", answers),)
