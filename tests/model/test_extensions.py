# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from weltoffen.model.extensions import Extensions, freeze, thaw
from weltoffen.testing import extensions

PLAIN: dict[str, Any] = {
    "b": [1, "x", None, True, {"deep": [Decimal("1.5")]}],
    "a": {"": {}},
}


class TestExtensions:
    """input.md: unknown keys stand in a declared ``extensions`` object, kept losslessly."""

    def test_what_is_frozen_thaws_again(self) -> None:
        frozen = Extensions(PLAIN)
        assert thaw(frozen) == PLAIN
        assert Extensions(frozen.items) == frozen

    def test_nothing_in_it_can_change(self) -> None:
        frozen = Extensions(PLAIN)
        assert hash(frozen) == hash(Extensions(PLAIN))
        assert dict(frozen.items)["b"] == (
            1,
            "x",
            None,
            True,
            Extensions({"deep": [Decimal("1.5")]}),
        )

    def test_the_order_of_keys_makes_no_difference(self) -> None:
        assert Extensions({"a": 1, "b": 2}) == Extensions({"b": 2, "a": 1})
        assert Extensions({"a": 1, "b": 2}).items == (("a", 1), ("b", 2))

    def test_an_empty_one_is_allowed(self) -> None:
        assert thaw(Extensions()) == {}

    @pytest.mark.parametrize("wrong", [1.5, {1, 2}, object(), b"x", [1.5], {"a": {"b": 1.5}}])
    def test_what_json_has_no_word_for_is_refused(self, wrong: object) -> None:
        with pytest.raises(TypeError, match="not a JSON value"):
            freeze(wrong)

    @given(extensions())
    def test_thawing_and_freezing_change_nothing(self, value: Extensions) -> None:
        assert freeze(thaw(value)) == value
