# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Numbers of a report (Zahlen im Bericht): exact, with their shown forms; S1."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import attrs

from weltoffen.model.exact import exact, percent


@attrs.frozen
class Share:
    """An exact number with its shown forms (Anteil, S1): a score, a coverage or a difference of them.

    Attributes:
        exact: The exact value; a score lies in [0, 1], a difference in [-1, 1].
    """

    exact: Fraction = attrs.field(converter=exact)

    @property
    def value(self) -> float:
        """The correctly rounded float."""
        return self.exact.numerator / self.exact.denominator

    @property
    def percent(self) -> int:
        """Whole percent, or percentage points of a difference, halves away from zero (S1)."""
        return percent(self.exact)


def share_of(value: Fraction) -> Share:
    """Turn a fraction into a share without looking at it; a report holds thousands of them.

    Each place of a report has one of its own, as pointers into it are found by the values themselves (N3).
    """
    made = _new(Share)
    _put_exact(made, value)
    return made


def share(value: Fraction | None) -> Share | None:
    """Turn a fraction into a share; None stays None."""
    return None if value is None else share_of(value)


_new = object.__new__
_put_exact: Callable[[Share, Fraction], None] = vars(Share)["exact"].__set__
