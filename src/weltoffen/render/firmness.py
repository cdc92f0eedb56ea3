# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""How firm results are, in words (Robustheit): the mark of a fragile finding and its reasons; G9."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.render.inline import Line, join
from weltoffen.scoring.robustness import is_of_same_answers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weltoffen.render.page import Page
    from weltoffen.report.stability import StabilityResult, VariantResult
    from weltoffen.report.structure import NodeResult


def marked(page: Page, node: str | None, said: Line) -> Line:
    """Put the mark of a fragile finding behind a text (G9); a node without doubt leaves it as it is."""
    found = page.stability.get(node)
    if found is None or not found.fragile:
        return said
    return page.say("fragile.marked", said=said)


def mark_explained(page: Page) -> Line:
    """Say once what the mark means and what it does not mean; empty if no finding has it."""
    if not any(one.fragile for one in page.report.stability):
        return Line()
    return page.say("fragile.meaning", left=page.say(f"left-out.{page.report.stamp.whole_policy}"))


def doubts(page: Page, result: NodeResult) -> Line:
    """Say in a sentence for each doubt why a finding is fragile; empty if it is not (G9)."""
    found = page.stability.get(result.node)
    if found is None or not found.fragile:
        return Line()
    return join(" ", [page.say("fragile.why").strong, *_doubts(page, result, found)])


def _doubts(page: Page, result: NodeResult, found: StabilityResult) -> Iterator[Line]:
    if "policy" in found.fragile:
        variants = join("; ", _variants(page, result, found))
        yield page.say("fragile.policy", variants=variants)
    if "one-answer" in found.fragile and found.low is not None and found.high is not None:
        low, high = page.figures.percent(found.low), page.figures.percent(found.high)
        yield page.say("fragile.one-answer", low=low, high=high)
    if "no-score" in found.fragile:
        minimum = page.figures.method(page.report.stamp, "minimum_coverage")
        yield page.say("fragile.no-score", minimum=minimum)


def _variants(page: Page, result: NodeResult, found: StabilityResult) -> Iterator[Line]:
    """Name the other rules under which the stage, or the side of the target, is another one."""
    reached = result.gap is not None and not result.gap.is_open
    now = page.report.stamp.whole_policy
    for one in found.variants:
        if not is_of_same_answers(one.whole_policy, now):
            continue
        reaches = _reaches(page, result, one)
        if one.stage == result.stage and reaches == reached:
            continue
        name = (
            "variant" if reaches == reached else "variant-reaches" if reaches else "variant-misses"
        )
        yield page.say(
            f"fragile.{name}",
            score=page.figures.percent(one.score),
            stage=page.quoted(page.stage(one.stage)),
            rule=_rule(page, one),
        )


def _reaches(page: Page, result: NodeResult, one: VariantResult) -> bool:
    """Say whether a target is reached, in points and in stages (G1)."""
    order = [stage.id for stage in page.report.stages]
    target = result.target
    return one.score.exact >= target.score.exact and order.index(one.stage) >= order.index(
        target.stage
    )


def _rule(page: Page, one: VariantResult) -> Line:
    """Name the policy that is another one; only one of the two is changed at a time."""
    if one.parent_policy != page.report.stamp.method.parent_policy:
        return page.say(f"rule-parent.{one.parent_policy}")
    return page.say(f"rule-whole.{one.whole_policy}")
