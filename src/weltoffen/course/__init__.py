# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What follows from the documents before and after the questionnaire (Verlauf): pure functions of them.

The functions stand in `weltoffen` itself, such as `weltoffen.review`; here are the types of what they give.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.faces import lazily

_HOMES = {
    "weltoffen.course.assembly": ("Course",),
    "weltoffen.course.goalevidence": ("GoalReason", "GoalReasonCode"),
    "weltoffen.course.goallives": ("GoalLife",),
    "weltoffen.course.goalreviews": ("GoalReview", "GoalVerdict"),
    "weltoffen.course.lives": ("MeasureLife",),
    "weltoffen.course.observations": (
        "Development",
        "IndicatorResult",
        "SeriesResult",
        "VisibleNeed",
    ),
    "weltoffen.course.offers": ("OfferReason", "OfferRecommendation"),
    "weltoffen.course.picks": (
        "Omission",
        "OmissionCode",
        "Pick",
        "PickCode",
        "PickReason",
        "UncoveredCode",
        "UncoveredField",
    ),
    "weltoffen.course.reviews": ("ReviewCode", "ReviewFinding"),
    "weltoffen.course.selection": ("Selection",),
    "weltoffen.course.steps": ("PossibleStep",),
    "weltoffen.course.workshops": ("WorkshopFinding", "WorkshopFindingCode"),
}

if TYPE_CHECKING:
    from weltoffen.course.assembly import Course
    from weltoffen.course.goalevidence import GoalReason, GoalReasonCode
    from weltoffen.course.goallives import GoalLife
    from weltoffen.course.goalreviews import GoalReview, GoalVerdict
    from weltoffen.course.lives import MeasureLife
    from weltoffen.course.observations import (
        Development,
        IndicatorResult,
        SeriesResult,
        VisibleNeed,
    )
    from weltoffen.course.offers import OfferReason, OfferRecommendation
    from weltoffen.course.picks import (
        Omission,
        OmissionCode,
        Pick,
        PickCode,
        PickReason,
        UncoveredCode,
        UncoveredField,
    )
    from weltoffen.course.reviews import ReviewCode, ReviewFinding
    from weltoffen.course.selection import Selection
    from weltoffen.course.steps import PossibleStep
    from weltoffen.course.workshops import WorkshopFinding, WorkshopFindingCode
else:
    __getattr__, __dir__ = lazily(__name__, _HOMES)

__all__ = [
    "Course",
    "Development",
    "GoalLife",
    "GoalReason",
    "GoalReasonCode",
    "GoalReview",
    "GoalVerdict",
    "IndicatorResult",
    "MeasureLife",
    "OfferReason",
    "OfferRecommendation",
    "Omission",
    "OmissionCode",
    "Pick",
    "PickCode",
    "PickReason",
    "PossibleStep",
    "ReviewCode",
    "ReviewFinding",
    "Selection",
    "SeriesResult",
    "UncoveredCode",
    "UncoveredField",
    "VisibleNeed",
    "WorkshopFinding",
    "WorkshopFindingCode",
]
