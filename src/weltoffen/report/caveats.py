# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Reservations that a reader must know (Vorbehalte), as data; their wording stands in ``texts.toml``."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from weltoffen.model.edition import Edition
from weltoffen.model.questionnaire import Questionnaire
from weltoffen.report.structure import Caveat, ConflictResult
from weltoffen.scoring.protection import ProtectedTally
from weltoffen.scoring.results import Scores

LOW_COVERAGE = Fraction(3, 4)
"""A score that rests on less than this share of what applied carries a caveat."""
SMALL_BASE = 3
"""A leaf's score that rests on fewer questions carries a caveat."""


def caveats(
    scores: Scores, public: ProtectedTally, conflicts: Sequence[ConflictResult], edition: Edition
) -> tuple[Caveat, ...]:
    """Collect the caveats of a report (Vorbehalte).

    Args:
        scores: Scores made from the protected tally.
        public: The protected tally.
        conflicts: Contradictions between parts of official responses.
        edition: The edition, extended by the assessment.

    Returns:
        ``self-report`` always; ``one-view`` if one official response stands for the whole;
        ``low-coverage`` for nodes of the edition below `LOW_COVERAGE` or without score for that reason;
        ``small-base`` for leaves of the edition whose score rests on fewer than `SMALL_BASE` questions;
        ``protected`` if anything is; ``conflicts`` with the leaves concerned.
    """
    found = [Caveat(code="self-report")]
    if scores.main.view.kind == "official":
        found.append(Caveat(code="one-view"))
    apart = edition.apart_nodes
    named = [one for one in scores.main.nodes if one.node is not None and one.node not in apart]
    low = tuple(
        one.node
        for one in named
        if one.node is not None
        and (
            one.reason == "low-coverage"
            or (one.score is not None and one.coverage is not None and one.coverage < LOW_COVERAGE)
        )
    )
    leaves = {leaf.id for leaf in edition.target_model.leaves}
    small = tuple(
        one.node
        for one in named
        if one.node in leaves and one.score is not None and one.answered < SMALL_BASE
    )
    if low:
        found.append(Caveat(code="low-coverage", nodes=low))
    if small:
        found.append(Caveat(code="small-base", nodes=small))
    if _anything_protected(public, edition.questionnaire):
        found.append(Caveat(code="protected"))
    if conflicts:
        concerned = {edition.questionnaire.by_id[one.question].node for one in conflicts}
        ordered = tuple(leaf.id for leaf in edition.target_model.leaves if leaf.id in concerned)
        found.append(Caveat(code="conflicts", nodes=ordered))
    return tuple(found)


def _anything_protected(public: ProtectedTally, questionnaire: Questionnaire) -> bool:
    """Say whether anything is hidden; what persons are not asked is not (T1)."""
    items = [i for i in public.items if not questionnaire.by_id[i.question].officially_only]
    if public.responses is None and all(item.total is None for item in items):
        return False
    hidden_people = any(n is None for _, n in public.perspectives)
    return hidden_people or any(len(i.published) < len(public.perspectives) for i in items)
