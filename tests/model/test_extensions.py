# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given

from weltoffen.model.extensions import Extensions, freeze, thaw
from weltoffen.schemas import read, write
from weltoffen.testing import extensions

if TYPE_CHECKING:
    from collections.abc import Callable

    Refused = Callable[[Callable[[], object]], list[tuple[str, str]]]

VALID = Path(__file__).resolve().parents[1] / "corpus" / "v1" / "schema" / "valid"
DOCUMENTS = (
    *("target-model", "questionnaire", "assessment", "method", "response", "council-paper"),
    *("participation", "organisation", "workshop", "measures", "goals", "monitoring"),
)
"""Kinds of document that people write; the others are worked out."""

PLAIN: dict[str, Any] = {
    "b": [1, "x", None, True, {"deep": [Decimal("1.5")]}],
    "a": {"": {}},
}


class TestExtensions:
    """Unknown keys stand in a declared ``extensions`` object, kept losslessly."""

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


class TestDocuments:
    """What a document takes, it can write, and it reads again as it was."""

    @pytest.mark.parametrize("kind", DOCUMENTS)
    @pytest.mark.parametrize("wrong", [5, "", True, Decimal("1.5"), {"a": 1}, ()], ids=str)
    def test_anything_but_extensions_is_refused(
        self,
        kind: str,
        wrong: object,
        refused: Refused,
    ) -> None:
        document: Any = read(VALID / f"{kind}.json")
        assert refused(lambda: attrs.evolve(document, extensions=wrong)) == [
            ("wrong-type", "/extensions")
        ]

    @pytest.mark.parametrize("kind", DOCUMENTS)
    def test_extensions_or_none_are_kept(self, kind: str) -> None:
        document: Any = read(VALID / f"{kind}.json")
        for right in (None, Extensions(), Extensions(PLAIN)):
            changed = attrs.evolve(document, extensions=right)
            assert read(write(changed)) == changed
