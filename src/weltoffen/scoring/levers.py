# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Levers of the official response (Hebel): G3. What a single step is: `weltoffen.scoring.steps`."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple, final

import attrs

from weltoffen.model.edition import Edition
from weltoffen.model.forms import Checklist
from weltoffen.model.response import Merged
from weltoffen.scoring.ascent import Ascent
from weltoffen.scoring.results import Scores
from weltoffen.scoring.steps import Conditions, Item, Leaf, Leaves, Move, additions

MAX_COMBINATIONS = 10_000
"""Most combinations of answers on which other questions depend that are tried for one leaf."""
MAX_STEPPED = 100
"""Most questions of one leaf for which the smallest path is sought; real leaves have a dozen."""


@attrs.frozen(kw_only=True)
class StepEffect:
    """What one option more in one question adds (Wirkung eines Schritts, G3).

    Attributes:
        question: Id of the question.
        option: Id of the option or band reached; for a checklist of the option added.
        leaf: Difference of the exact score of the leaf, in [-1, 1]; None if it loses its score, because
            newly asked questions lower its coverage below the minimum.
        field: Difference of the top-level node's score; None without a score before or after.
        whole: Difference of the whole's score; None without a score before or after; 0 for the local
            supplement (M8).
        newly_asked: Ids of questions of any leaf, free texts too, that would newly be asked, in order of
            the questionnaire.
    """

    question: str
    option: str
    leaf: Fraction | None
    field: Fraction | None
    whole: Fraction | None
    newly_asked: tuple[str, ...]


@attrs.frozen(kw_only=True)
class PathPart:
    """One question's part of the way to the next stage (Teil des Weges, G3).

    Attributes:
        question: Id of the question; of another leaf only if a gate on this leaf asks for it.
        steps: Number of single steps, at least 1.
        options: Id of the option or band reached; for a checklist of the options added, in declared
            order.
        newly_asked: Ids of questions of any leaf, free texts too, that this answer would newly ask once
            the whole way is gone, in order of the questionnaire; each is named in one part only.
    """

    question: str
    steps: int
    options: tuple[str, ...]
    newly_asked: tuple[str, ...]


@attrs.frozen(kw_only=True)
class LeafLever:
    """How a leaf of the official response moves on (Hebel eines Blatts, G3).

    Attributes:
        node: Id of the leaf.
        next_stage: Id of the stage after the one reached; None at the top and without score.
        path: Smallest set of single steps that reaches it, in order of the questionnaire; None if no set
            does.
        steps: The next single step of every answered question that has one, in order of the
            questionnaire; empty without score.
        clarify: Ids of the leaf's questions that are unanswered, unknown or in conflict, and of such
            questions of other leaves whose gate holds it below the next stage; in order of the
            questionnaire.
    """

    node: str
    next_stage: str | None
    path: tuple[PathPart, ...] | None
    steps: tuple[StepEffect, ...]
    clarify: tuple[str, ...]


def levers(scores: Scores, merged: Merged, edition: Edition) -> tuple[LeafLever, ...]:
    """Say how each leaf of the official response moves on (Hebel, G3).

    The smallest set is the one with the fewest single steps; of several the one that gives the leaf the
    highest score, then the one with more steps in the question that stands first in the questionnaire,
    and so on. It steps the leaf's own questions and those that gates on the leaf ask for. Afterwards the
    coverage is at least the minimum and every gate up to the next stage is open.

    Args:
        scores: The scores.
        merged: The official response behind the main sheet.
        edition: The edition, extended by the assessment.

    Returns:
        One lever for each leaf in declared order, those of the local supplement last; nothing unless the
        main sheet is that of an official response. A leaf for which more than `MAX_COMBINATIONS`
        combinations of answers decide what is asked, or with more than `MAX_STEPPED` questions that could
        be stepped, gets no path.
    """
    if scores.main.view.kind != "official":
        return ()
    desk = _Desk(scores, merged, edition)
    return tuple(desk.lever(leaf.id) for leaf in edition.target_model.leaves)


@final
class _Desk:
    """Everything that the levers of one official response share."""

    def __init__(self, scores: Scores, merged: Merged, edition: Edition) -> None:
        self._sheet = scores.main
        self._model = edition.target_model
        self._least = scores.method.minimum_coverage
        self._conditions = Conditions(edition.questionnaire, merged)
        self._ascent = Ascent(scores.main, edition, scores.method)
        questionnaire = edition.questionnaire
        leaves = Leaves(scores.main, merged, questionnaire)
        self._leaves = {leaf.id: leaves.leaf(leaf.id) for leaf in self._model.leaves}
        self._home = {
            item.id: (leaf, item) for leaf in self._leaves.values() for item in leaf.items
        }
        self._questionnaire = questionnaire
        self._places = {q.id: index for index, q in enumerate(questionnaire.questions)}

    def lever(self, node: str) -> LeafLever:
        leaf = self._leaves[node]
        stage = self._sheet.by_node[node].stage
        if stage is None:
            return _lever(leaf, None, None, ())
        stages = self._model.stages
        index = self._model.stage_places[stage] + 1
        steps = tuple(self._effect(leaf, item) for item in leaf.items if len(item.moves) > 1)
        if index == len(stages):
            return _lever(leaf, None, None, steps)
        bars = self._bars_below(node, index)
        wider = self._widened(leaf, bars)
        search = _Search(wider, bars, self._conditions)
        return _lever(wider, stages[index].id, search.path(stages[index].lower, self._least), steps)

    def _effect(self, leaf: Leaf, item: Item) -> StepEffect:
        move = item.moves[1]
        moves = {item.id: move}
        top = self._model.path(leaf.node)[0].id
        if not self._conditions.below(item.id):  # nothing changes but the score
            points, values = leaf.rise(item, move)
            return StepEffect(
                question=item.id,
                option=move.reached[0],
                leaf=points,
                field=self._ascent.added(top, leaf.node, points, values),
                whole=self._ascent.added(None, leaf.node, points, values),
                newly_asked=(),
            )
        asked = self._conditions.after(moves)
        touched = {leaf.node: leaf}
        for question in asked:
            home, other = self._home.get(question, (leaf, item))
            if asked[question] is not other.asked:
                touched[home.node] = home
        after = self._ascent.after(
            {one.node: one.standing(moves, asked, self._least) for one in touched.values()}
        )
        return StepEffect(
            question=item.id,
            option=move.reached[0],
            leaf=self._ascent.difference(after, leaf.node),
            field=self._ascent.difference(after, top),
            whole=self._ascent.difference(after, None),
            newly_asked=self._conditions.opened(moves)[item.id],
        )

    def _bars_below(self, node: str, index: int) -> dict[str, Fraction]:
        """Least values that the gates up to a stage ask for, by question."""
        found: dict[str, Fraction] = {}
        for gate in self._questionnaire.gates_by_node.get(node, ()):
            if self._model.stage_places[gate.stage] <= index:
                least = self._questionnaire.gate_values[gate.id]
                found[gate.question] = max(least, found.get(gate.question, least))
        return found

    def _widened(self, leaf: Leaf, bars: Mapping[str, Fraction]) -> Leaf:
        """A leaf with the questions of other leaves that its gates ask for, without weight."""
        if not bars:
            return leaf
        items = {item.id: item for item in leaf.items}
        for question in bars:
            if question not in items:
                items[question] = self._home[question][1]._replace(weight=0)
        order = sorted(items, key=self._places.__getitem__)
        return leaf._replace(items=tuple(items[one] for one in order))


def _lever(
    leaf: Leaf,
    next_stage: str | None,
    path: tuple[PathPart, ...] | None,
    steps: tuple[StepEffect, ...],
) -> LeafLever:
    clarify = tuple(item.id for item in leaf.items if item.applies({}) and not item.moves)
    return LeafLever(node=leaf.node, next_stage=next_stage, path=path, steps=steps, clarify=clarify)


# --- The smallest set of steps -----------------------------------------------------------------------


_Group = Sequence[tuple[int, int]]
"""Pairs of steps in one question and the points that they lead to, rising."""


class _Way(NamedTuple):
    """A set of steps; the greatest is the best.

    Attributes:
        cost: Number of single steps, negative.
        score: Score of the leaf in its own unit.
        counts: Steps in each question, in order of the questionnaire.
        decided: Moves of the questions on which others depend.
    """

    cost: int
    score: Fraction
    counts: tuple[int, ...]
    decided: Mapping[str, Move]


@final
class _Search:
    """Looks for the smallest set of steps that lifts a leaf to a score and opens its gates (G3).

    Questions on which others depend are tried in every combination; the other ones are a knapsack over
    the number of steps.
    """

    def __init__(self, leaf: Leaf, bars: Mapping[str, Fraction], conditions: Conditions) -> None:
        self._leaf = leaf
        self._bars = bars
        self._conditions = conditions
        self._watched = frozenset(i.id for i in leaf.items if i.weight or i.id in bars)
        self._deciding: dict[str, tuple[Move, ...]] = {}
        self._groups: dict[str, _Group] = {}
        for item in leaf.items:
            if moves := self._decisions(item):
                self._deciding[item.id] = moves
            elif item.id in self._watched:
                self._groups[item.id] = self._group(item)

    def path(self, lower: Fraction, minimum_coverage: Fraction) -> tuple[PathPart, ...] | None:
        """Give the smallest set of steps to a score, or None."""
        if math.prod(map(len, self._deciding.values())) > MAX_COMBINATIONS:
            return None
        if len(self._groups) > MAX_STEPPED:
            return None
        best: _Way | None = None
        combinations = itertools.product(*self._deciding.values())
        for moves in sorted(combinations, key=_spent):
            limit = None if best is None else -best.cost - _spent(moves)
            if limit is not None and limit < 0:
                break
            decided = dict(zip(self._deciding, moves, strict=True))
            way = self._way(decided, lower, minimum_coverage, limit)
            if way is not None and (best is None or way[:3] > best[:3]):
                best = way
        return None if best is None else self._parts(best)

    def _decisions(self, item: Item) -> tuple[Move, ...]:
        """Every move of a question on which something depends that matters here; otherwise nothing.

        A further option of a checklist can only bring new questions. The options that do are added or not
        in every combination, the others one after another.
        """
        if not isinstance(item.form, Checklist) or not item.moves:
            matters = not self._watched.isdisjoint(self._conditions.below(item.id))
            return item.moves if matters and len(item.moves) > 1 else ()
        start = item.moves[0].chosen
        asking = self._conditions.bringing(item.id, start, self._watched)
        bringing = [o.id for o in item.form.options if o.id in asking and o.points]
        moves = (
            move
            for size in range(len(bringing) + 1)
            for first in itertools.combinations(bringing, size)
            for move in additions(item.form, start, frozenset(first), asking)
        )
        return tuple(itertools.islice(moves, MAX_COMBINATIONS + 1)) if bringing else ()

    def _group(self, item: Item) -> _Group:
        moves = item.moves
        if item.id in self._bars:
            moves = tuple(move for move in moves if move.value >= self._bars[item.id])
        parts = self._leaf.parts
        return [(move.steps, item.weight * parts(move.value)) for move in moves]

    def _way(
        self,
        decided: Mapping[str, Move],
        lower: Fraction,
        minimum_coverage: Fraction,
        limit: int | None,
    ) -> _Way | None:
        """Give the best way with these moves and at most so many further steps, or None."""
        asked = self._conditions.after(decided)
        counting = base = points = 0
        groups: dict[str, _Group] = {}
        for item in self._leaf.items:
            if item.id not in self._watched or not item.applies(asked):
                continue
            base += item.weight
            move = decided.get(item.id)
            if not item.moves or (move is not None and move.value < self._bars.get(item.id, 0)):
                if item.id in self._bars:
                    return None
                continue
            counting += item.weight
            if move is None:
                groups[item.id] = self._groups[item.id]
            else:
                points += item.weight * self._leaf.parts(move.value)
        share, whole = minimum_coverage.as_integer_ratio()
        if not counting or counting * whole < share * base:
            return None
        above, below = lower.as_integer_ratio()
        least = -(-above * self._leaf.unit * counting // below) - points  # rounded up
        found = _knapsack(tuple(groups.values()), least, limit)
        if found is None:
            return None
        steps, more, counts = found
        taken = dict(zip(groups, counts, strict=True))
        taken.update({one: move.steps for one, move in decided.items()})
        return _Way(
            cost=-steps - _spent(decided.values()),
            score=Fraction(points + more, counting),
            counts=tuple(taken.get(item.id, 0) for item in self._leaf.items),
            decided=decided,
        )

    def _parts(self, way: _Way) -> tuple[PathPart, ...]:
        moves = {
            item.id: way.decided.get(item.id) or item.moves[steps]
            for item, steps in zip(self._leaf.items, way.counts, strict=True)
            if steps
        }
        opened = self._conditions.opened(moves)
        return tuple(
            PathPart(question=one, steps=move.steps, options=move.reached, newly_asked=opened[one])
            for one, move in moves.items()
        )


def _spent(moves: Iterable[Move]) -> int:
    return sum(move.steps for move in moves)


def _knapsack(
    groups: Sequence[_Group], least: int, limit: int | None
) -> tuple[int, int, tuple[int, ...]] | None:
    """Reach so many points with the fewest steps, one pair of each group.

    Args:
        groups: What can be taken.
        least: Points to be reached.
        limit: Most steps; None for any number.

    Returns:
        Steps, points and steps by group; of all with the fewest steps the one with the most points, then
        with more steps in the earlier groups. None if the points cannot be reached.
    """
    # Most points by number of steps: of no group, of the last one, of the last two, and so on.
    tables: list[dict[int, int]] = [{0: 0}]
    for group in reversed(groups):
        grown: dict[int, int] = {}
        for steps, points in tables[-1].items():
            for more, added in group:
                total = steps + more
                if limit is not None and total > limit:
                    break
                if points + added > grown.get(total, -1):
                    grown[total] = points + added
        tables.append(grown)
    best = tables.pop()
    enough = [steps for steps, points in best.items() if points >= least]
    if not enough:
        return None
    left = fewest = min(enough)
    missing = most = best[fewest]
    counts = []
    for group, rest in zip(groups, reversed(tables), strict=True):
        # Of the steps here after which the others reach what is missing, the most.
        ways = [way for way in group if rest.get(left - way[0]) == missing - way[1]]
        left, missing = left - ways[-1][0], missing - ways[-1][1]
        counts.append(ways[-1][0])
    return fewest, most, tuple(counts)
