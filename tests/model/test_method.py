# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from weltoffen.model.method import Method
from weltoffen.testing import methods

if TYPE_CHECKING:
    from collections.abc import Callable

    Refused = Callable[[Callable[[], object]], list[tuple[str, str]]]


class TestMethod:
    """S8: the method is one frozen object with id and version."""

    def test_its_defaults_are_those_of_the_rules(self) -> None:
        """S3: coverage 1/2; S4: ``mean``; S5: what there is; S6: tendency 1/3."""
        method = Method()
        assert (method.id, method.version) == ("standard", "1.0")
        assert method.minimum_coverage == Fraction(1, 2)
        assert method.tendency_share == Fraction(1, 3)
        assert method.parent_policy == "mean"
        assert method.whole_policy is None
        assert method.official_perspective == "administration"

    def test_every_broken_rule_is_named_at_once(self, refused: Refused) -> None:
        wrong: Any = "median"
        assert refused(
            lambda: Method(
                id="A",
                version="x",
                parent_policy=wrong,
                whole_policy=wrong,
                official_perspective="?",
                minimum_coverage="1.1",
                tendency_share=-1,
            )
        ) == [
            ("bad-id", "/id"),
            ("bad-version", "/version"),
            ("bad-id", "/official_perspective"),
            ("unknown-policy", "/parent_policy"),
            ("unknown-policy", "/whole_policy"),
            ("outside-range", "/minimum_coverage"),
            ("outside-range", "/tendency_share"),
        ]

    @pytest.mark.parametrize("share", [0, 1])
    def test_both_ends_of_a_share_are_allowed(self, share: int) -> None:
        method = Method(minimum_coverage=share, tendency_share=share)
        assert method.minimum_coverage == method.tendency_share == share

    def test_a_float_is_refused(self, refused: Refused) -> None:
        wrong: Any = 0.5
        assert refused(lambda: Method(minimum_coverage=wrong)) == [("not-exact", "")]

    @given(methods())
    def test_the_strategy_gives_shares(self, method: Method) -> None:
        assert 0 <= method.minimum_coverage <= 1
        assert 0 <= method.tendency_share <= 1
