# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What moves a leaf on (Hebel), as data: G3."""

from __future__ import annotations

import attrs

from weltoffen.report.shares import Share


@attrs.frozen(kw_only=True)
class Step:
    """One option more in one question of the official response (Schritt, G3).

    Attributes:
        question: Id of the question.
        option: Id of the option or band to be reached; for a checklist of the option to be added.
        leaf: What it adds to the leaf (may be negative if questions fall away); None if the leaf would
            have no score.
        field: What it adds to the top-level node, or None likewise.
        whole: What it adds to the whole, or None likewise; 0 for a local supplement.
        newly_asked: Ids of questions that would newly be asked.
    """

    question: str
    option: str
    leaf: Share | None = None
    field: Share | None = None
    whole: Share | None = None
    newly_asked: tuple[str, ...]


@attrs.frozen(kw_only=True)
class PathStep:
    """One question's part of the smallest way to the next stage: from its answer up to ``option``.

    Attributes:
        question: Id of the question.
        steps: Number of single steps, at least 1.
        options: Ids of the option or band reached; for a checklist of the options to be added.
        newly_asked: Ids of questions that this answer would newly ask once the whole way is gone; each is
            named in one part only.
    """

    question: str
    steps: int
    options: tuple[str, ...]
    newly_asked: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Lever:
    """How a leaf of the official response moves on (Hebel, G3).

    Attributes:
        node: Id of the leaf.
        next_stage: Id of the next stage; None at the top.
        path: Smallest set of steps that reaches it, exact and with gates; None if no set does.
        steps: Every single step that is possible, in order of the questionnaire.
        clarify: Ids of questions without an answer; first of all they are to be clarified.
    """

    node: str
    next_stage: str | None = None
    path: tuple[PathStep, ...] | None = None
    steps: tuple[Step, ...]
    clarify: tuple[str, ...]
