# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""weltoffen: the method of a municipal self-check for openness and integration, as code.

An independent project: it neither reproduces the questionnaire of PHINEO and the Bertelsmann Stiftung nor
claims their evaluation, and it ranks no municipalities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.faces import lazily
from weltoffen.version import __version__

_HOMES = {
    "weltoffen": ("schemas",),
    "weltoffen.course.assembly": ("Course", "build_course"),
    "weltoffen.course.goallives": ("goal_lives", "take_goal_step"),
    "weltoffen.course.goalreviews": ("review_goals",),
    "weltoffen.course.lives": ("lives", "take_step"),
    "weltoffen.course.observations": ("observe",),
    "weltoffen.course.offers": ("recommend_offers",),
    "weltoffen.course.reviews": ("review",),
    "weltoffen.course.selection": ("propose_selection",),
    "weltoffen.course.workshops": ("check_workshop", "workshop_findings"),
    "weltoffen.model.goals": ("GoalPlan",),
    "weltoffen.model.measures": ("MeasureCatalogue",),
    "weltoffen.model.monitoring": ("Monitoring",),
    "weltoffen.model.organisation": ("Organisation",),
    "weltoffen.model.participation": ("Participation",),
    "weltoffen.scoring.trends": ("theil_sen",),
    "weltoffen.errors": (
        "InvalidDocument",
        "MissingExtra",
        "Problem",
        "Unprotected",
        "WeltoffenError",
        "WorkerEnded",
    ),
    "weltoffen.evaluation": ("evaluate",),
    "weltoffen.model.assessment": (
        "Assessment",
        "Municipality",
        "Perspective",
        "Round",
        "Supplement",
        "Target",
    ),
    "weltoffen.intake.files": ("tally_files",),
    "weltoffen.intake.lines": ("tally_lines",),
    "weltoffen.intake.parts": ("Intake",),
    "weltoffen.intake.progress": ("Progress",),
    "weltoffen.model.edition": ("Edition",),
    "weltoffen.model.ids": ("Reference",),
    "weltoffen.model.method": ("Method",),
    "weltoffen.model.paper": ("CouncilPaper",),
    "weltoffen.model.questionnaire": ("Questionnaire",),
    "weltoffen.model.response": ("Response", "build_response", "merge_parts"),
    "weltoffen.model.target": ("TargetModel",),
    "weltoffen.model.text": ("Text",),
    "weltoffen.model.workshop": ("Rerating", "Workshop"),
    "weltoffen.reference": ("editions", "load_reference"),
    "weltoffen.report.assembly": ("build_report",),
    "weltoffen.report.earlier": ("Earlier", "compare_reports"),
    "weltoffen.report.rounds": ("ChangeResult",),
    "weltoffen.report.structure": ("Report",),
    "weltoffen.scoring.account": (
        "Account",
        "MergeSuggestion",
        "account_for",
        "suggest_merges",
    ),
    "weltoffen.scoring.agreement": (
        "consensus",
        "kendall_w",
        "krippendorff_alpha",
        "r_wg",
        "r_wg_j",
        "van_der_eijk",
    ),
    "weltoffen.scoring.counting": ("empty_tally", "tally", "tally_by"),
    "weltoffen.scoring.protection": ("ProtectedTally", "ProtectionRule", "protect"),
    "weltoffen.scoring.releases": ("release_again",),
    "weltoffen.scoring.results": ("OperatorSheet", "Scores"),
    "weltoffen.scoring.sheets": ("explain", "score"),
    "weltoffen.scoring.tally": ("Tally",),
}

if TYPE_CHECKING:
    from weltoffen import schemas
    from weltoffen.course.assembly import Course, build_course
    from weltoffen.course.goallives import goal_lives, take_goal_step
    from weltoffen.course.goalreviews import review_goals
    from weltoffen.course.lives import lives, take_step
    from weltoffen.course.observations import observe
    from weltoffen.course.offers import recommend_offers
    from weltoffen.course.reviews import review
    from weltoffen.course.selection import propose_selection
    from weltoffen.course.workshops import check_workshop, workshop_findings
    from weltoffen.errors import (
        InvalidDocument,
        MissingExtra,
        Problem,
        Unprotected,
        WeltoffenError,
        WorkerEnded,
    )
    from weltoffen.evaluation import evaluate
    from weltoffen.intake.files import tally_files
    from weltoffen.intake.lines import tally_lines
    from weltoffen.intake.parts import Intake
    from weltoffen.intake.progress import Progress
    from weltoffen.model.assessment import (
        Assessment,
        Municipality,
        Perspective,
        Round,
        Supplement,
        Target,
    )
    from weltoffen.model.edition import Edition
    from weltoffen.model.goals import GoalPlan
    from weltoffen.model.ids import Reference
    from weltoffen.model.measures import MeasureCatalogue
    from weltoffen.model.method import Method
    from weltoffen.model.monitoring import Monitoring
    from weltoffen.model.organisation import Organisation
    from weltoffen.model.paper import CouncilPaper
    from weltoffen.model.participation import Participation
    from weltoffen.model.questionnaire import Questionnaire
    from weltoffen.model.response import Response, build_response, merge_parts
    from weltoffen.model.target import TargetModel
    from weltoffen.model.text import Text
    from weltoffen.model.workshop import Rerating, Workshop
    from weltoffen.reference import editions, load_reference
    from weltoffen.report.assembly import build_report
    from weltoffen.report.earlier import Earlier, compare_reports
    from weltoffen.report.rounds import ChangeResult
    from weltoffen.report.structure import Report
    from weltoffen.scoring.account import Account, MergeSuggestion, account_for, suggest_merges
    from weltoffen.scoring.agreement import (
        consensus,
        kendall_w,
        krippendorff_alpha,
        r_wg,
        r_wg_j,
        van_der_eijk,
    )
    from weltoffen.scoring.counting import empty_tally, tally, tally_by
    from weltoffen.scoring.protection import ProtectedTally, ProtectionRule, protect
    from weltoffen.scoring.releases import release_again
    from weltoffen.scoring.results import OperatorSheet, Scores
    from weltoffen.scoring.sheets import explain, score
    from weltoffen.scoring.tally import Tally
    from weltoffen.scoring.trends import theil_sen
else:
    __getattr__, __dir__ = lazily(__name__, _HOMES)

__all__ = [
    "Account",
    "Assessment",
    "ChangeResult",
    "CouncilPaper",
    "Course",
    "Earlier",
    "Edition",
    "GoalPlan",
    "Intake",
    "InvalidDocument",
    "MeasureCatalogue",
    "MergeSuggestion",
    "Method",
    "MissingExtra",
    "Monitoring",
    "Municipality",
    "OperatorSheet",
    "Organisation",
    "Participation",
    "Perspective",
    "Problem",
    "Progress",
    "ProtectedTally",
    "ProtectionRule",
    "Questionnaire",
    "Reference",
    "Report",
    "Rerating",
    "Response",
    "Round",
    "Scores",
    "Supplement",
    "Tally",
    "Target",
    "TargetModel",
    "Text",
    "Unprotected",
    "WeltoffenError",
    "WorkerEnded",
    "Workshop",
    "__version__",
    "account_for",
    "build_course",
    "build_report",
    "build_response",
    "check_workshop",
    "compare_reports",
    "consensus",
    "editions",
    "empty_tally",
    "evaluate",
    "explain",
    "goal_lives",
    "kendall_w",
    "krippendorff_alpha",
    "lives",
    "load_reference",
    "merge_parts",
    "observe",
    "propose_selection",
    "protect",
    "r_wg",
    "r_wg_j",
    "recommend_offers",
    "release_again",
    "review",
    "review_goals",
    "schemas",
    "score",
    "suggest_merges",
    "take_goal_step",
    "take_step",
    "tally",
    "tally_by",
    "tally_files",
    "tally_lines",
    "theil_sen",
    "van_der_eijk",
    "workshop_findings",
]
