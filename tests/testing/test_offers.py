# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, find, settings

from weltoffen.model.suggestion import CONDITIONS
from weltoffen.testing import target_models

if TYPE_CHECKING:
    from collections.abc import Callable

    from weltoffen.model.suggestion import OfferRule
    from weltoffen.model.target import TargetModel

# Any example will do, so none is made smaller.
SEARCH = settings(max_examples=2_000, deadline=None, database=None, phases=[Phase.generate])


def some_rule(
    test: Callable[[TargetModel, OfferRule], bool],
) -> Callable[[TargetModel], bool]:
    return lambda model: any(test(model, one) for m in model.modules for one in m.rules)


def is_above_others(model: TargetModel, rule: OfferRule) -> bool:
    return any(model.children(node) for node in rule.nodes)


@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # of what `find` has found
class TestReach:
    """F1: target models have modules with rules of every shape, and modules without any."""

    @pytest.mark.parametrize("when", CONDITIONS)
    def test_conditions(self, when: str) -> None:
        wanted = some_rule(lambda _, rule: rule.when == when)
        assert find(target_models(), wanted, settings=SEARCH) is not None

    @pytest.mark.parametrize(
        "wanted",
        [
            pytest.param(some_rule(lambda _, rule: not rule.nodes), id="all-leaves"),
            pytest.param(some_rule(lambda _, rule: len(rule.nodes) > 1), id="several-nodes"),
            pytest.param(some_rule(is_above_others), id="a-node-above-others"),
            pytest.param(some_rule(lambda _, rule: rule.least == 2), id="two"),
            pytest.param(
                some_rule(lambda m, rule: rule.stage not in (None, m.stage_ids[0])), id="higher"
            ),
            pytest.param(lambda m: any(len(one.rules) > 2 for one in m.modules), id="many"),
            pytest.param(lambda m: any(not one.rules for one in m.modules), id="none"),
        ],
    )
    def test_shapes(self, wanted: Callable[[TargetModel], bool]) -> None:
        assert find(target_models(), wanted, settings=SEARCH) is not None
