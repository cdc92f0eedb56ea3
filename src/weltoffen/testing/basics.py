# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Strategies for small things: ids, versions, texts, weights, extensions; M2, M5, M7."""

from __future__ import annotations

import functools
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar, final

import attrs
from hypothesis import strategies as st

from weltoffen.model.extensions import Extensions
from weltoffen.model.target import REPLACEMENTS, Replaces
from weltoffen.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

_T = TypeVar("_T")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
LANGUAGES = ("de", "en", "de-simple", "fr", "tr-TR")
_AWKWARD = ("<b>&amp;</b>", "=1+1", "| *a* |", "[x](y)", "Größe", "a\nb", "\u202eabc", "😀")
_NO_YES = (False, True)
_PRIME = 997
_SAFE_INTEGER = 2**53 - 1


# Making a strategy costs more than drawing from it. So the small ones are made once, and what depends on
# a document is picked by index.


@functools.cache
def upto(last: int) -> st.SearchStrategy[int]:
    """Give whole numbers from 0; an internal building block."""
    return st.integers(0, last)


def pick(draw: st.DrawFn, choices: Sequence[_T]) -> _T:
    """Draw one of several values; an internal building block."""
    return choices[draw(upto(len(choices) - 1))]


def pick_some(draw: st.DrawFn, choices: Sequence[_T], *, least: int = 0) -> list[_T]:
    """Draw any of several values, in their order, or at least one; an internal building block."""
    mask = draw(upto(2 ** len(choices) - 1)) or least
    return [one for place, one in enumerate(choices) if mask >> place & 1]


@functools.cache
def plain_texts(max_size: int) -> st.SearchStrategy[str]:
    """Give any text that UTF-8 can carry; an internal building block."""
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=max_size)


@functools.cache
def ids() -> st.SearchStrategy[str]:
    """Give ids (Kennungen, M2)."""
    word = st.text(_ALPHABET, min_size=1, max_size=6)
    return st.lists(word, min_size=1, max_size=4).map("-".join)


@functools.cache
def versions() -> st.SearchStrategy[str]:
    """Give versions: one to four dotted numbers."""
    numbers = st.lists(st.integers(0, 2030), min_size=1, max_size=4)
    return numbers.map(lambda found: ".".join(str(n) for n in found))


@functools.cache
def texts() -> st.SearchStrategy[Text]:
    """Give texts in one or more languages (Sprachfassungen, M7), some with awkward characters."""
    version = st.sampled_from(_AWKWARD) | plain_texts(12).map(lambda t: f"{t}.")

    @st.composite
    def several(draw: st.DrawFn) -> Text:
        tags = pick_some(draw, LANGUAGES, least=1)[:3]
        return Text({tag: draw(version) for tag in tags})

    return several()


@functools.cache
def weights() -> st.SearchStrategy[Fraction]:
    """Give weights (Gewichte, M5): integers and decimals, an explicit 0 among them."""
    common = [Fraction(1), Fraction(0), Fraction(2), Fraction(1, 2)]
    return st.sampled_from(common) | upto(500).map(lambda n: Fraction(n, 100))


@functools.cache
def extensions() -> st.SearchStrategy[Extensions]:
    """Give objects of other software (Erweiterungen)."""
    keys = plain_texts(8)
    leaves: st.SearchStrategy[Any] = (
        st.none()
        | st.booleans()
        | st.integers(-_SAFE_INTEGER, _SAFE_INTEGER)
        | keys
        | st.integers(-999, 999).map(lambda n: Decimal(2 * n + 1) / 8)
    )
    values: st.SearchStrategy[Any] = st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
        max_leaves=4,
    )
    return st.dictionaries(keys, values, max_size=3).map(Extensions)


@functools.cache
def maybe_extensions() -> st.SearchStrategy[Extensions | None]:
    """Give extensions or None; an internal building block."""
    return st.none() | extensions()


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
        return (Replaces(id=f"old-{index}", how=REPLACEMENTS[index // 3 % len(REPLACEMENTS)]),)


def draw_stock(draw: st.DrawFn, stems: Sequence[str] = ("a", "b1", "c-d")) -> Stock:
    """Draw ids and texts for one document; an internal building block."""
    return Stock(
        stem=pick(draw, stems),
        start=draw(upto(_PRIME - 1)),
        step=1 + draw(upto(_PRIME - 2)),
        pool=tuple(draw(texts()) for _ in range(1 + draw(upto(2)))),
        rich=pick(draw, _NO_YES),
        extra=draw(maybe_extensions()),
    )
