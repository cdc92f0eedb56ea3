# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""How firm results are (Robustheit im Bericht), as data: G9."""

from __future__ import annotations

import attrs

from weltoffen.model.method import ParentPolicy, WholePolicy
from weltoffen.report.shares import Share
from weltoffen.scoring.robustness import Doubt


@attrs.frozen(kw_only=True)
class VariantResult:
    """A node's score under another declared policy (andere Rechenregel, G9).

    Attributes:
        parent_policy: How children become a parent (S4).
        whole_policy: How perspectives become a whole (S5).
        score: The score under these two.
        stage: Id of the stage reached.
    """

    parent_policy: ParentPolicy
    whole_policy: WholePolicy
    score: Share
    stage: str


@attrs.frozen(kw_only=True)
class StabilityResult:
    """How firm a node's result is (Robustheit eines Knotens, G9).

    Attributes:
        node: Id of the node; None for the whole.
        low: Outer bound from below of the score if single answers are left out: of personal answers one to
            each question, of an official response one in each leaf. None, as `high` is then, if nothing can
            be left but this very score or none.
        high: Outer bound from above.
        variants: The score under the other declared policies.
        fragile: Why the finding is fragile; empty if it holds.
    """

    node: str | None = None
    low: Share | None = None
    high: Share | None = None
    variants: tuple[VariantResult, ...]
    fragile: tuple[Doubt, ...]
