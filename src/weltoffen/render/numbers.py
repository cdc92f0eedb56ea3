# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Numbers of a report as they are shown, each with where it comes from (gezeigte Zahlen); N1-N3, S1.

Beside the pointer into the report's JSON stands how the value there is written:

* ``percent``: of a share, whole percent
* ``exact``: of an exact number, the same in whole percent
* ``points:1``: of a difference of shares, percentage points, with so many decimal places
* ``distance``: of a difference of shares, its size in percentage points; above 0 never 0
* ``decimal``: of a share, the number itself, with two decimal places
* ``count:NAME``: of a whole number, so many of a thing, such as ``count:stage``; without sign
* ``number``: of a whole number, the number
* ``given``: of a number that was given as an answer, the number, with all its decimal places
* ``n``: of a whole number, so many answers
* ``sum``: of a list of whole numbers, their sum, so many answers
* ``share:PLACE``: of a list of whole numbers, percent that the number at this place has of the sum (N1)
* ``length``, ``length:NAME``: of a list, how many entries it has, as a number or so many of a thing
* ``related:HOW``: of a list of relations (M3), how many of them are of this kind
* ``leaves``, ``leaves:own``: of a list of nodes, how many are leaves: the edition's, or the town's own
* ``steps``: of a list of path steps, how many steps they are together
* ``place``: of an entry of a list, its place, counted from 1
* ``method:NAME``: of the method, its exact number of this name, or the default, in whole percent

A list that is not there is an empty one: defaults are left out of the JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, final

import attrs

from weltoffen.render.figures import Figures, whole_percents
from weltoffen.render.inline import Line, Shown, fill, join
from weltoffen.render.pointers import Pointers
from weltoffen.report.shares import Share

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from fractions import Fraction

    from weltoffen.model.assessment import Round
    from weltoffen.model.comparison import How
    from weltoffen.report.moves import Lever
    from weltoffen.report.structure import ConflictResult, GapResult, PerspectiveScore, Stamp
    from weltoffen.report.views import Answers, NodeGapResult
    from weltoffen.scoring.matching import Matching


@final
@attrs.frozen
class Numbers:
    """Writes numbers of a report in a language (gezeigte Zahlen).

    Attributes:
        figures: How numbers are written in the language.
        pointers: Where they stand in the report.
    """

    figures: Figures
    pointers: Pointers

    @property
    def words(self) -> Mapping[str, str]:
        """The wording in this language."""
        return self.figures.words

    def say(self, name: str, **values: Line) -> Line:
        """Fill a text of ``texts.toml``."""
        return fill(self.words[name], values)

    def _at(self, text: str, form: str, value: object, name: str | None = None) -> Line:
        pointer = self.pointers.to(value, name)
        return Line.number(text, None if pointer is None else Shown(pointer, form))

    # --- Shares --------------------------------------------------------------------------------------

    def percent(self, share: Share) -> Line:
        """Write a share in whole percent: ``61 %``, ``61%`` (S1)."""
        return self._at(self.figures.percent(share), "percent", share)

    def exact(self, owner: object, name: str) -> Line:
        """Write an exact number, which is an attribute of a part of the report, in whole percent."""
        share = Share(getattr(owner, name))
        return self._at(self.figures.percent(share), "exact", owner, name)

    def points(self, difference: Share, digits: int = 0) -> Line:
        """Write a difference of shares in percentage points, with a sign only below zero (S1)."""
        form = f"points:{digits}" if digits else "points"
        return self._at(self.figures.points(difference, digits), form, difference)

    def distance(self, difference: Share) -> Line:
        """Write the size of a difference in percentage points, without its sign; one above 0 is never 0."""
        return self._at(self.figures.distance(difference), "distance", difference)

    def decimal(self, number: Share) -> Line:
        """Write a measure with two decimal places: ``−0,31``."""
        return self._at(self.figures.decimal(number), "decimal", number)

    def method(self, stamp: Stamp, name: str) -> Line:
        """Write an exact number of the method in whole percent."""
        shown = self.figures.percent(Share(getattr(stamp.method, name)))
        return self._at(shown, f"method:{name}", stamp, "method")

    def median(self, low: Share, high: Share) -> Line:
        """Write a median, which may be two values (N2)."""
        first, last = self.percent(low), self.percent(high)
        return first if low == high else self.say("unit.between", first=first, last=last)

    # --- Whole numbers -------------------------------------------------------------------------------

    def number(self, owner: object, name: str) -> Line:
        """Write a whole number, which is an attribute of a part of the report."""
        return self._at(str(getattr(owner, name)), "number", owner, name)

    def count(self, thing: str, owner: object, name: str) -> Line:
        """Write so many of a thing, without sign: ``count("stage", gap, "stages")`` gives two stages."""
        number = abs(getattr(owner, name))
        return self._at(self.figures.count(thing, number), f"count:{thing}", owner, name)

    def length(self, owner: object, name: str, thing: str | None = None) -> Line:
        """Write how many entries a list of the report has, as a number or as so many of a thing."""
        number = len(getattr(owner, name))
        if thing is None:
            return self._at(str(number), "length", owner, name)
        return self._at(self.figures.count(thing, number), f"length:{thing}", owner, name)

    def related(self, matching: Matching, how: How) -> Line:
        """Write how many relations of a kind there are (M3, G8)."""
        number = sum(one.how == how for one in matching.relations)
        return self._at(str(number), f"related:{how}", matching, "relations")

    def leaves(self, owner: object, name: str, number: int, *, own: bool) -> Line:
        """Write how many of the nodes in a list of the report are leaves, which are counted already."""
        form = "leaves:own" if own else "leaves"
        return self._at(self.figures.count("leaf", number), form, owner, name)

    def n(self, owner: object, name: str = "n") -> Line:
        """Write how many answers a value rests on, or the marker (N3)."""
        number = getattr(owner, name)
        shown = self.figures.n(number)
        return Line.number(shown, None) if number is None else self._at(shown, "n", owner, name)

    def answers(self, found: Answers) -> Line:
        """Write how many answers a distribution holds (N3)."""
        return self._at(self.figures.n(found.n), "sum", found, "counts")

    def steps(self, lever: Lever) -> Line:
        """Write how many steps lead to the next stage (G3)."""
        total = sum(one.steps for one in lever.path or ())
        return self._at(self.figures.count("step", total), "steps", lever, "path")

    def place(self, entry: object, number: int) -> Line:
        """Write the place of an entry in its list, counted from 1."""
        return self._at(str(number), "place", entry)

    def part(self, found: Answers, place: int) -> Line:
        """Write how much of the answers an option has, so that all parts add up to 100 percent (N1)."""
        number = str(whole_percents(found.counts)[place])
        return self._at(number, f"share:{place}", found, "counts")

    def given(self, conflict: ConflictResult, place: int, number: Fraction) -> Line:
        """Write a number that was the answer at this place of a contradiction (A3)."""
        pointer = self.pointers.to(conflict, "answers")
        shown = None if pointer is None else Shown(f"{pointer}/{place}/answer", "given")
        return Line.number(self.figures.number(number), shown)

    # --- Sentences -----------------------------------------------------------------------------------

    def compared(self, size: Line, sign: Fraction | int) -> Line:
        """Say that something lies higher (sign above 0) or lower (below 0) by a size, or is the same."""
        if sign == 0:
            return self.say("compare.same")
        return self.say("compare.higher" if sign > 0 else "compare.lower", size=size)

    def moved(self, owner: object, stages: int) -> Line:
        """Say by how many stages something lies higher or lower: its attribute ``stages``."""
        return self.compared(self.count("stage", owner, "stages"), stages)

    def apart(self, found: NodeGapResult) -> Line:
        """Write how far two scores lie apart, in points and stages, without sign."""
        parts = [self.distance(found.difference)]
        if found.stages:
            parts.append(self.count("stage", found, "stages"))
        return join(self.words["unit.and"], parts)

    def based(self, share: Share, owner: object, name: str) -> Line:
        """Write a share with the number of answers that it rests on (N3)."""
        return self.say("unit.with-n", score=self.percent(share), n=self.n(owner, name))

    def gap(self, gap: GapResult | None) -> Line:
        """Write a gap: points and stages, or that the target is reached (G1).

        A node whose score has reached its target while a gate holds it below the stage is open (S6).
        """
        if gap is None:
            return self.say("label.none")
        parts = []
        if gap.points.exact > 0:
            parts.append(self.distance(gap.points))
        if gap.stages > 0:
            parts.append(self.count("stage", gap, "stages"))
        return join(", ", parts) or self.say("label.reached")

    def scored(self, one: PerspectiveScore) -> Line:
        """Write a perspective's score with n and coverage, or why there is none (N3, P6)."""
        if one.score is None:
            return self.say(f"reason.{one.reason or 'protected'}")
        hidden = self.say("reason.protected")
        coverage = hidden if one.coverage is None else self.percent(one.coverage)
        return self.say(
            "unit.scored", score=self.percent(one.score), n=self.n(one), coverage=coverage
        )

    # --- No numbers of the report, but written beside them -------------------------------------------

    def constant(self, share: Share) -> Line:
        """Write a share that the method or the scale lays down, and no report holds."""
        return Line.number(self.figures.percent(share), None)

    def date(self, day: dt.date) -> Line:
        """Write a day."""
        return Line.number(self.figures.date(day), None)

    def period(self, round_: Round) -> Line:
        """Write when a round took place; empty if nothing is known."""
        return Line.number(text, None) if (text := self.figures.period(round_)) else Line()
