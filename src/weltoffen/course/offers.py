# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Which modules of the programme fit a report (Angebote), by rules that are data; F1, F2."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import final

import attrs

from weltoffen.model.suggestion import Condition, Module, OfferRule
from weltoffen.report.editions import check_edition
from weltoffen.report.findings import leaves_of
from weltoffen.report.lineage import lines_above
from weltoffen.report.structure import NodeResult, Report


@attrs.frozen(kw_only=True)
class OfferReason:
    """A rule that holds, and by what (Grund einer Empfehlung, F2).

    Attributes:
        rule: Id of the rule, in the module.
        nodes: Ids of the leaves by which it holds, at least one, in declared order.
        number: How many were counted: occasions for ``disagreement``, of which a leaf may have several;
            else as many as there are leaves.
    """

    rule: str
    nodes: tuple[str, ...]
    number: int


@attrs.frozen(kw_only=True)
class OfferRecommendation:
    """A module that the rules recommend (Empfehlung eines Angebots, F2): an occasion to ask, no more.

    Attributes:
        module: Id of the module.
        reasons: The rules that hold, at least one, in declared order.
    """

    module: str
    reasons: tuple[OfferReason, ...]


def recommend_offers(report: Report) -> tuple[OfferRecommendation, ...]:
    """Recommend modules of the programme by the rules that the report carries (Angebote empfehlen, F2).

    Only what the report publishes counts, so that a result that is protected is no reason for anything (P5).
    The local supplement's own nodes never count (M8). Each rule is looked at for itself: one more can add a
    recommendation and never takes one away.

    Args:
        report: The report; nothing else is asked.

    Returns:
        The modules of which at least one rule holds, in declared order; without rules none. Equal reports
        give equal recommendations.

    Raises:
        Unprotected: For anything but a `Report`.
    """
    check_edition(report, None, "recommend_offers")
    published = _Published(report)
    found = ((module.id, tuple(published.reasons(module))) for module in report.modules)
    return tuple(
        OfferRecommendation(module=module, reasons=reasons) for module, reasons in found if reasons
    )


@final
class _Published:
    """What a report says about the leaves of its edition, as far as rules may ask."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._leaves = leaves_of(report.nodes)
        self._lines = lines_above(report)
        self._stages = {stage.id: place for place, stage in enumerate(report.stages)}

    def reasons(self, module: Module) -> Iterable[OfferReason]:
        """Give the rules of a module that hold."""
        for rule in module.rules:
            asked = self._asked(rule)
            counted = [leaf for leaf in self._counted(module, rule) if leaf in asked]
            if len(counted) >= rule.least:
                found = frozenset(counted)
                nodes = tuple(leaf for leaf in asked if leaf in found)
                yield OfferReason(rule=rule.id, nodes=nodes, number=len(counted))

    def _asked(self, rule: OfferRule) -> Mapping[str, NodeResult]:
        """Give the leaves that a rule looks at, in declared order."""
        if not rule.nodes:
            return self._leaves
        wanted = {*rule.nodes}
        return {leaf: one for leaf, one in self._leaves.items() if wanted & self._lines[leaf]}

    # --- What each condition counts ------------------------------------------------------------------

    def _counted(self, module: Module, rule: OfferRule) -> Iterable[str]:
        """Give a leaf for each thing that a rule counts, wherever it is."""
        if rule.when == "low-stage":
            return self._low(rule.stage)
        if rule.when == "suggested":
            return self._suggested(module.id)
        return self._anywhere[rule.when]

    def _low(self, stage: str | None) -> Iterable[str]:
        highest = self._stages.get(stage or "", -1)
        return (
            leaf
            for leaf, one in self._leaves.items()
            if one.stage is not None and self._stages[one.stage] <= highest
        )

    def _suggested(self, module: str) -> Iterable[str]:
        return (
            leaf
            for leaf in self._open
            if any(one.module == module for one in self._leaves[leaf].suggestions)
        )

    @cached_property
    def _anywhere(self) -> Mapping[Condition, tuple[str, ...]]:
        """What is the same for all rules; what is only protected is not to be clarified (P4)."""
        occasions, results = self._report.occasions, self._report.by_node
        unclear = (one.node for one in self._report.clarify)
        return {
            "open-gap": self._open,
            "views-differ": tuple(one.node for one in occasions if one.kind == "between"),
            "disagreement": tuple(one.node for one in occasions if one.kind == "within"),
            "to-clarify": tuple(leaf for leaf in unclear if results[leaf].reason != "protected"),
        }

    @cached_property
    def _open(self) -> tuple[str, ...]:
        found = self._leaves.items()
        return tuple(leaf for leaf, one in found if one.gap is not None and one.gap.is_open)
