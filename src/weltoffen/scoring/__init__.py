# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What follows from counts (Auswertung): pure functions, exact to the edge.

The functions stand in `weltoffen` itself, such as `weltoffen.score`; here are the types of what they take and
give.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.faces import lazily

_HOMES = {
    "weltoffen.scoring.account": ("Account", "GroupAccount", "ItemAccount", "MergeSuggestion"),
    "weltoffen.scoring.aggregation": ("Explanation", "Part", "PartKind"),
    "weltoffen.scoring.agreement": ("Metric",),
    "weltoffen.scoring.countrows": ("CountRow",),
    "weltoffen.scoring.counts": ("OfficialPart", "PersonalCount", "QuestionCount"),
    "weltoffen.scoring.grouping": ("Group", "Merges"),
    "weltoffen.scoring.matching": ("Matching", "Pair"),
    "weltoffen.scoring.protection": (
        "Cell",
        "DEFAULT_K",
        "LARGEST_K",
        "ProtectedItem",
        "ProtectedTally",
        "ProtectionRule",
        "SMALLEST_K",
    ),
    "weltoffen.scoring.results": (
        "NodeScore",
        "OperatorSheet",
        "QuestionScore",
        "QuestionState",
        "Reason",
        "Scores",
        "Sheet",
        "View",
        "ViewKind",
    ),
    "weltoffen.scoring.robustness": ("Doubt",),
    "weltoffen.scoring.tally": ("Tally",),
    "weltoffen.scoring.trends": ("GivenPoint", "Trend"),
    "weltoffen.scoring.withholding": ("GroupReason", "ItemReason"),
}

if TYPE_CHECKING:
    from weltoffen.scoring.account import Account, GroupAccount, ItemAccount, MergeSuggestion
    from weltoffen.scoring.aggregation import Explanation, Part, PartKind
    from weltoffen.scoring.agreement import Metric
    from weltoffen.scoring.countrows import CountRow
    from weltoffen.scoring.counts import OfficialPart, PersonalCount, QuestionCount
    from weltoffen.scoring.grouping import Group, Merges
    from weltoffen.scoring.matching import Matching, Pair
    from weltoffen.scoring.protection import (
        DEFAULT_K,
        LARGEST_K,
        SMALLEST_K,
        Cell,
        ProtectedItem,
        ProtectedTally,
        ProtectionRule,
    )
    from weltoffen.scoring.results import (
        NodeScore,
        OperatorSheet,
        QuestionScore,
        QuestionState,
        Reason,
        Scores,
        Sheet,
        View,
        ViewKind,
    )
    from weltoffen.scoring.robustness import Doubt
    from weltoffen.scoring.tally import Tally
    from weltoffen.scoring.trends import GivenPoint, Trend
    from weltoffen.scoring.withholding import GroupReason, ItemReason
else:
    __getattr__, __dir__ = lazily(__name__, _HOMES)

__all__ = [
    "DEFAULT_K",
    "LARGEST_K",
    "SMALLEST_K",
    "Account",
    "Cell",
    "CountRow",
    "Doubt",
    "Explanation",
    "GivenPoint",
    "Group",
    "GroupAccount",
    "GroupReason",
    "ItemAccount",
    "ItemReason",
    "Matching",
    "MergeSuggestion",
    "Merges",
    "Metric",
    "NodeScore",
    "OfficialPart",
    "OperatorSheet",
    "Pair",
    "Part",
    "PartKind",
    "PersonalCount",
    "ProtectedItem",
    "ProtectedTally",
    "ProtectionRule",
    "QuestionCount",
    "QuestionScore",
    "QuestionState",
    "Reason",
    "Scores",
    "Sheet",
    "Tally",
    "Trend",
    "View",
    "ViewKind",
]
