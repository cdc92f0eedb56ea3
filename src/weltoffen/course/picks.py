# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What a selection of measures says (Inhalt einer Auswahl): picks, omissions, uncovered fields; L5, L6."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import attrs

from weltoffen.model.measures import MeasureState
from weltoffen.report.structure import GapResult

PickCode = Literal["chosen", "priority", "gap"]
"""Why a measure was picked (Grund der Auswahl, L5, L6)."""
OmissionCode = Literal[
    "refused",
    "not-proposed",
    "no-criteria",
    "unknown-criteria",
    "unclear",
    "no-open-gap",
    "costs-unknown",
    "over-budget",
]
"""Why a measure was not picked (Grund, L5, L6)."""
UncoveredCode = Literal["unknown-field", "no-measure", "no-candidate", "further", "too-expensive"]
"""Why a field of action has no measure in a selection (L5)."""


@attrs.frozen(kw_only=True)
class PickReason:
    """Why a measure is in a selection (Grund).

    Attributes:
        code: ``chosen``: whoever selects wants it (L6). ``priority``: it stands for a declared priority
            field that no measure taken before it stood for; a chosen one for each that it is linked to.
            ``gap``: a leaf that it is linked to lies below its target.
        node: Id of the priority field, or of the leaf; None for ``chosen``.
        gap: The leaf's gap as the report has it (G1); None for the other codes.
    """

    code: PickCode
    node: str | None = None
    gap: GapResult | None = None


@attrs.frozen(kw_only=True)
class Pick:
    """A measure of a selection (ausgewählte Maßnahme, L5).

    Attributes:
        measure: Id of the measure.
        own_costs: Its own costs, at least 0; None if a chosen measure's costs are not known.
        reasons: At least one: ``chosen``, then priority fields in declared order, then gaps from the largest
            down.
    """

    measure: str
    own_costs: Fraction | None
    reasons: tuple[PickReason, ...]


@attrs.frozen(kw_only=True)
class Omission:
    """A measure that is not in a selection, and why (nicht ausgewählte Maßnahme).

    The code is the first that holds:

    * ``refused``: whoever selects does not want it (L6)
    * ``not-proposed``: on that day it is not yet proposed, or has gone further, or was dropped
    * ``no-criteria``: it is linked to none
    * ``unknown-criteria``: the report knows none of those that it is linked to
    * ``unclear``: no leaf that it is linked to has a score
    * ``no-open-gap``: no leaf that it is linked to lies below its target
    * ``costs-unknown``: it cannot be held against a budget
    * ``over-budget``: it does not fit beside the picks

    Attributes:
        measure: Id of the measure.
        code: Why it is omitted.
        state: Its state if it is ``not-proposed``; None before it was proposed, and for the other codes.
        nodes: Ids of the ``unknown-criteria``, of the ``unclear`` leaves, or of the leaves with a score if
            there is ``no-open-gap``; empty for the other codes.
        missing: Money, above 0, that the rest of the budget lacks for it if it is ``over-budget``; None for
            the other codes.
    """

    measure: str
    code: OmissionCode
    state: MeasureState | None = None
    nodes: tuple[str, ...] = ()
    missing: Fraction | None = None


@attrs.frozen(kw_only=True)
class UncoveredField:
    """A declared priority field for which a selection has no measure (Schwerpunkt ohne Maßnahme, L5).

    The code says why:

    * ``unknown-field``: the report does not know it
    * ``no-measure``: no measure of the catalogue is linked to a leaf in it
    * ``no-candidate``: some are, but each was omitted for another reason than money
    * ``further``: the same, and some of them were selected before or have gone further since
    * ``too-expensive``: none fits beside what was chosen and what the fields declared before it need

    Attributes:
        node: Id of the field.
        code: Why it has no measure.
        missing: Money, above 0, by which the budget falls short of standing for it as well if it is
            ``too-expensive``; None for the other codes.
        measures: Ids of the measures linked to a leaf in it that were selected before or have gone further
            since, in declared order: at least one if it is ``further``, as many as there are if it is
            ``too-expensive``; empty for the other codes.
    """

    node: str
    code: UncoveredCode
    missing: Fraction | None = None
    measures: tuple[str, ...] = ()
