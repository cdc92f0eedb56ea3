# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The report (Bericht): what is said, as data and in words.

`weltoffen.build_report` and `weltoffen.compare_reports` make what is described here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.faces import lazily

_HOMES = {
    "weltoffen.report.earlier": ("Earlier",),
    "weltoffen.report.moves": ("Lever", "PathStep", "Step"),
    "weltoffen.report.rounds": (
        "ChangeResult",
        "EarlierRound",
        "NodeChangeResult",
        "RatingResult",
        "ViewChangeResult",
    ),
    "weltoffen.report.shares": ("Share",),
    "weltoffen.report.stability": ("StabilityResult", "VariantResult"),
    "weltoffen.report.structure": (
        "Caveat",
        "CaveatCode",
        "Clarify",
        "ConflictResult",
        "FieldSummary",
        "GapResult",
        "Involvement",
        "Need",
        "NodeResult",
        "PerspectiveResult",
        "PerspectiveScore",
        "Report",
        "StageLeaves",
        "Stamp",
        "Strength",
        "TargetResult",
    ),
    "weltoffen.report.views": (
        "Answers",
        "NodeGapResult",
        "OccasionResult",
        "OfficialAnswer",
        "OrderAgreementResult",
        "QuestionGapResult",
        "QuestionResult",
        "ViewGapResult",
    ),
}

if TYPE_CHECKING:
    from weltoffen.report.earlier import Earlier
    from weltoffen.report.moves import Lever, PathStep, Step
    from weltoffen.report.rounds import (
        ChangeResult,
        EarlierRound,
        NodeChangeResult,
        RatingResult,
        ViewChangeResult,
    )
    from weltoffen.report.shares import Share
    from weltoffen.report.stability import StabilityResult, VariantResult
    from weltoffen.report.structure import (
        Caveat,
        CaveatCode,
        Clarify,
        ConflictResult,
        FieldSummary,
        GapResult,
        Involvement,
        Need,
        NodeResult,
        PerspectiveResult,
        PerspectiveScore,
        Report,
        StageLeaves,
        Stamp,
        Strength,
        TargetResult,
    )
    from weltoffen.report.views import (
        Answers,
        NodeGapResult,
        OccasionResult,
        OfficialAnswer,
        OrderAgreementResult,
        QuestionGapResult,
        QuestionResult,
        ViewGapResult,
    )
else:
    __getattr__, __dir__ = lazily(__name__, _HOMES)

__all__ = [
    "Answers",
    "Caveat",
    "CaveatCode",
    "ChangeResult",
    "Clarify",
    "ConflictResult",
    "Earlier",
    "EarlierRound",
    "FieldSummary",
    "GapResult",
    "Involvement",
    "Lever",
    "Need",
    "NodeChangeResult",
    "NodeGapResult",
    "NodeResult",
    "OccasionResult",
    "OfficialAnswer",
    "OrderAgreementResult",
    "PathStep",
    "PerspectiveResult",
    "PerspectiveScore",
    "QuestionGapResult",
    "QuestionResult",
    "RatingResult",
    "Report",
    "Share",
    "StabilityResult",
    "StageLeaves",
    "Stamp",
    "Step",
    "Strength",
    "TargetResult",
    "VariantResult",
    "ViewChangeResult",
    "ViewGapResult",
]
