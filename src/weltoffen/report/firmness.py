# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Telling how firm results are (Robustheit): G9."""

from __future__ import annotations

from collections.abc import Iterable

from weltoffen.report.shares import share, share_of
from weltoffen.report.stability import StabilityResult, VariantResult
from weltoffen.scoring.robustness import NodeStability


def stability_results(found: Iterable[NodeStability]) -> tuple[StabilityResult, ...]:
    """Give how firm each node's result is, as it stands in a report (G9)."""
    return tuple(
        [
            StabilityResult(
                node=one.node,
                low=share(one.low),
                high=share(one.high),
                variants=tuple(
                    [
                        VariantResult(
                            parent_policy=variant.parent_policy,
                            whole_policy=variant.whole_policy,
                            score=share_of(variant.score),
                            stage=variant.stage,
                        )
                        for variant in one.variants
                    ]
                ),
                fragile=one.fragile,
            )
            for one in found
        ]
    )
