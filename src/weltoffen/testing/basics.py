# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Strategies for small things: ids, versions, texts, weights, extensions; M2, M5, M7."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, final

import attrs
from hypothesis import strategies as st

from weltoffen.model.extensions import Extensions
from weltoffen.model.target import Replacement, Replaces
from weltoffen.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
LANGUAGES = ("de", "en", "de-simple", "fr", "tr-TR")
_AWKWARD = ("<b>&amp;</b>", "=1+1", "| *a* |", "[x](y)", "Größe", "a\nb", "\u202eabc", "😀")
_HOW: tuple[Replacement, ...] = ("same", "reworded", "split", "merged")
_PRIME = 997
_SAFE_INTEGER = 2**53 - 1


def plain_texts(max_size: int) -> st.SearchStrategy[str]:
    """Give any text that UTF-8 can carry; an internal building block."""
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=max_size)


def ids() -> st.SearchStrategy[str]:
    """Give ids (Kennungen, M2); now and then a reserved word such as ``unknown``."""
    word = st.text(_ALPHABET, min_size=1, max_size=6)
    return st.lists(word, min_size=1, max_size=4).map("-".join)


def versions() -> st.SearchStrategy[str]:
    """Give versions: one to four dotted numbers."""
    numbers = st.lists(st.integers(0, 2030), min_size=1, max_size=4)
    return numbers.map(lambda found: ".".join(str(n) for n in found))


def texts() -> st.SearchStrategy[Text]:
    """Give texts in one or more languages (Sprachfassungen, M7), some with awkward characters."""
    version = st.sampled_from(_AWKWARD) | plain_texts(12).map(lambda t: f"{t}.")
    tags = st.sets(st.sampled_from(LANGUAGES), min_size=1, max_size=3)
    return tags.flatmap(lambda found: st.fixed_dictionaries(dict.fromkeys(found, version))).map(
        Text
    )


def weights() -> st.SearchStrategy[Fraction]:
    """Give weights (Gewichte, M5): integers and decimals, an explicit 0 among them."""
    return st.sampled_from([Fraction(1), Fraction(0), Fraction(2), Fraction(1, 2)]) | hundredths(
        0, 5
    )


def extensions() -> st.SearchStrategy[Extensions]:
    """Give objects of other software (Erweiterungen)."""
    leaves: st.SearchStrategy[Any] = (
        st.none()
        | st.booleans()
        | st.integers(-_SAFE_INTEGER, _SAFE_INTEGER)
        | plain_texts(8)
        | st.integers(-999, 999).map(lambda n: Decimal(2 * n + 1) / 8)
    )
    keys = plain_texts(8)
    values: st.SearchStrategy[Any] = st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
        max_leaves=4,
    )
    return st.dictionaries(keys, values, max_size=3).map(Extensions)


def hundredths(low: int, high: int) -> st.SearchStrategy[Fraction]:
    """Give whole hundredths between two integers; an internal building block."""
    return st.integers(low * 100, high * 100).map(lambda n: Fraction(n, 100))


@final
@attrs.frozen
class Stock:
    """What one document draws once and uses everywhere: cheap, and small when Hypothesis shrinks it.

    Ids are unique in a document, but their alphabetical order is not the declared order.
    """

    stem: str
    start: int
    step: int
    pool: tuple[Text, ...]
    rich: bool
    extra: Extensions | None

    def id(self, index: int) -> str:
        """Give an id."""
        return f"{self.stem}-{(self.start + index * self.step) % _PRIME}"

    def text(self, index: int) -> Text:
        """Give a text."""
        return self.pool[index % len(self.pool)]

    def maybe_text(self, index: int) -> Text | None:
        """Give a text or None."""
        return self.text(index) if self.rich and index % 2 else None

    def extensions(self, index: int) -> Extensions | None:
        """Give the extensions of a third of the things."""
        return self.extra if index % 3 == 0 else None

    def replaces(self, index: int) -> tuple[Replaces, ...]:
        """Give what a third of the things replace (M3)."""
        if not self.rich or index % 3:
            return ()
        return (Replaces(id=f"old-{index}", how=_HOW[index // 3 % len(_HOW)]),)


def stocks(stems: Sequence[str] = ("a", "b1", "c-d")) -> st.SearchStrategy[Stock]:
    """Give stocks of ids and texts for one document; an internal building block."""
    return st.builds(
        Stock,
        stem=st.sampled_from(list(stems)),
        start=st.integers(0, _PRIME - 1),
        step=st.integers(1, _PRIME - 1),
        pool=st.lists(texts(), min_size=1, max_size=3).map(tuple),
        rich=st.booleans(),
        extra=st.none() | extensions(),
    )
