# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Change between rounds (Veränderung zwischen Durchgängen): G8, only over what is comparable.

A positive difference says that the answers of the later round lie higher, a negative one that they lie lower.
It does not say why: other people may have answered, and no effect of any measure is claimed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple, TypeAlias, final

import attrs

from weltoffen.errors import InvalidDocument, Problem
from weltoffen.model.edition import Edition
from weltoffen.model.method import Method
from weltoffen.scoring.aggregation import Tree, weighted_mean
from weltoffen.scoring.matching import Comparability, comparability
from weltoffen.scoring.results import QuestionScore, Scores, Sheet, View


@attrs.frozen(kw_only=True)
class NodeChange:
    """How a node's score changed between two rounds (Veränderung eines Knotens, G8).

    Attributes:
        node: Id of the node in the later edition; None for the whole.
        earlier_node: Id of the node in the earlier edition; None for the whole.
        questions: From how many questions both scores are made; at least 1. For the mean of the
            perspectives: how many are compared in at least one of them.
        earlier: Score of the earlier round in [0, 1], from these questions only.
        later: Score of the later round, from the same questions.
        earlier_n: Smallest number of answers of the earlier round to any of these questions (N3); 1 for an
            official response, otherwise at least that round's k. For the mean of the perspectives: the
            smallest of those that are compared at the node.
        later_n: The same of the later round.
        stages: Place of the stage that holds the later score minus place of the one that holds the earlier
            score. Gates play no part, as their questions may not be comparable. None if the rounds do not
            have the same stages.
    """

    node: str | None
    earlier_node: str | None
    questions: int
    earlier: Fraction
    later: Fraction
    earlier_n: int
    later_n: int
    stages: int | None

    @property
    def difference(self) -> Fraction:
        """Later score minus earlier score, in [-1, 1]; 0 for equal scores."""
        return self.later - self.earlier


@attrs.frozen(kw_only=True)
class ViewChange:
    """How one view changed between two rounds (Veränderung einer Sicht, G8).

    Attributes:
        view: Whose answers; both rounds have this view.
        questions: Number of questions compared: comparable, with a value and a weight in both rounds, in a
            leaf that has a score in both. For the mean of the perspectives: in at least one of them.
        nodes: A change for each comparable node with such questions below it: the whole first, then in the
            later edition's order. Nodes of the local supplement stand apart (M8) and do not enter the
            whole.
    """

    view: View
    questions: int
    nodes: tuple[NodeChange, ...] = attrs.field(converter=tuple[NodeChange, ...])

    @cached_property
    def by_node(self) -> Mapping[str | None, NodeChange]:
        """Changes by node of the later edition; the whole under None."""
        return {one.node: one for one in self.nodes}


@attrs.frozen(kw_only=True)
class Change:
    """What changed between two rounds (Veränderung, G8).

    Attributes:
        comparability: What was compared and what was not.
        method: The method by which both sides were scored. Of its settings only how children become a
            parent and the least coverage (S3, S4) play a part.
        main: Change of the view that stands for the whole; None if the rounds' are not of the same view.
            Of the policy ``official`` it stands among `views`, too.
        views: Official views that both rounds have, then personal ones, each in the later round's order.
            Perspectives are the same if their ids are; a merged group is the same only as a whole.
    """

    comparability: Comparability
    method: Method
    main: ViewChange | None
    views: tuple[ViewChange, ...] = attrs.field(converter=tuple[ViewChange, ...])


def change(
    before: Scores,
    after: Scores,
    before_edition: Edition,
    after_edition: Edition,
    *,
    reworded: bool = False,
    method: Method | None = None,
) -> Change:
    """Say what changed between two rounds (Veränderung zwischen Durchgängen, G8).

    For each view both sides are scored anew, by one method and each with its own edition, over the comparable
    questions that have a value in both rounds; all others are left out. A leaf that has no score in one
    round because too few answered (S3) is left out of both. A node that is not comparable has no change,
    and what lies below it does not enter the nodes above it. So answers that stay show as a difference of 0,
    whatever else the editions changed; only what was reworded counts with its own options and weight.

    Exchanging the rounds changes the sign of every difference, and exchanges new and dropped, split and
    merged.

    Args:
        before: Scores of the earlier round, from a protected tally, so that protected questions have no
            value and are never used (P5, P6).
        after: Scores of the later round, likewise.
        before_edition: The earlier round's edition, extended by its assessment.
        after_edition: The later round's, likewise.
        reworded: Whether to compare what was reworded, too; see `comparability`.
        method: The method for both sides; None takes the later round's.

    Returns:
        The change. A node without anything to compare has no entry, and a view has an empty one: never a
        change of 0.

    Raises:
        InvalidDocument: ``other-method``, if no method is given and the rounds' differ in what scores are
            made by: how children become a parent (S4) and the least coverage (S3).
    """
    if method is None:
        method = after.method
        if _scoring(before.method) != _scoring(method):
            raise InvalidDocument([Problem.at("other-method", ("method",))])
    comparable = comparability(before_edition, after_edition, reworded=reworded)
    common = _Common(comparable, (before_edition, after_edition), method)
    views = _views(before, after, common)
    return Change(
        comparability=comparable,
        method=method,
        main=_main(before.main, after.main, views, common),
        views=[common.told(view, found) for view, found in views.items()],
    )


def _scoring(method: Method) -> tuple[str, Fraction]:
    """What of a method scores nodes (S3, S4); views and stages are found without the rest."""
    return method.parent_policy, method.minimum_coverage


# --- Both sides --------------------------------------------------------------------------------------


class _Both(NamedTuple):
    """A node's scores in both rounds, least numbers of answers, and ids of the questions behind them."""

    earlier: Fraction
    later: Fraction
    earlier_n: int
    later_n: int
    questions: frozenset[str]


_Found: TypeAlias = Mapping[str | None, _Both]
"""By node of the later edition."""
_Answers: TypeAlias = tuple[QuestionScore, QuestionScore]
"""A question in the earlier round and in the later one."""


@final
class _Common:
    """What two rounds have in common, for all views."""

    def __init__(
        self, comparable: Comparability, editions: tuple[Edition, Edition], method: Method
    ) -> None:
        self.comparable = comparable
        self._editions = editions
        self._method = method
        self._old: dict[str | None, str | None] = {None: None}
        self._old |= {new: old for old, new in comparable.nodes.compared}
        self._parents = dict(self._entering())

    def _entering(self) -> Iterator[tuple[str | None, str | None]]:
        """Give each node that enters the same node, or the whole, in both editions, and what it enters."""
        earlier, later = self._editions
        for old, new in self.comparable.nodes.compared:
            one, other = earlier.target_model.by_id[old], later.target_model.by_id[new]
            apart = old in earlier.apart or new in later.apart
            weighted = one.weight and other.weight
            if weighted and not apart and (other.parent, one.parent) in self._old.items():
                yield new, other.parent

    def path(self, leaf: str) -> list[str | None]:
        """Give a leaf and all nodes that its questions enter, from the leaf up."""
        found: list[str | None] = [leaf]
        while found[-1] in self._parents:
            found.append(self._parents[found[-1]])
        return found

    def answers(self, before: Sheet, after: Sheet) -> list[_Answers]:
        """Give the comparable questions with a value and a weight in both rounds."""
        earlier, later = before.by_question, after.by_question
        pairs = [(earlier[old], later[new]) for old, new in self.comparable.questions.compared]
        return [
            (one, other)
            for one, other in pairs
            if one.value is not None and other.value is not None and one.weight and other.weight
        ]

    def trees(self, answers: Sequence[_Answers]) -> tuple[Tree, Tree]:
        """Give the trees of both rounds, each with its own edition, over the same questions."""
        earlier, later = self._editions
        return (
            Tree(edition=earlier, method=self._method, questions=[one for one, _ in answers]),
            Tree(edition=later, method=self._method, questions=[other for _, other in answers]),
        )

    def scores(
        self, trees: tuple[Tree, Tree], node: str | None
    ) -> tuple[Fraction, Fraction] | None:
        """Score a comparable node in both rounds; None if there is no score in one of them."""
        earlier = trees[0].score(self._old[node]).score
        later = trees[1].score(node).score
        return None if earlier is None or later is None else (earlier, later)

    def told(self, view: View, found: _Found) -> ViewChange:
        """Put what was found in declared order, with stages."""
        earlier, later = (edition.target_model for edition in self._editions)
        return ViewChange(
            view=view,
            questions=len({question for both in found.values() for question in both.questions}),
            nodes=[
                NodeChange(
                    node=node,
                    earlier_node=self._old[node],
                    questions=len(found[node].questions),
                    earlier=found[node].earlier,
                    later=found[node].later,
                    earlier_n=found[node].earlier_n,
                    later_n=found[node].later_n,
                    stages=later.stage_index(found[node].later)
                    - earlier.stage_index(found[node].earlier)
                    if self.comparable.same_stages
                    else None,
                )
                for node in (None, *later.by_id)
                if node in found
            ],
        )


def _views(before: Scores, after: Scores, common: _Common) -> dict[View, _Found]:
    earlier = {sheet.view: sheet for sheet in (*before.official, *before.personal)}
    return {
        sheet.view: _both(earlier[sheet.view], sheet, common)
        for sheet in (*after.official, *after.personal)
        if sheet.view in earlier
    }


def _both(before: Sheet, after: Sheet, common: _Common) -> _Found:
    """Score one view in both rounds, over what is common.

    Questions whose paths end at different nodes are scored in trees of their own: none enters a node
    through one that is not comparable.
    """
    by_top: defaultdict[str | None, list[_Answers]] = defaultdict(list)
    for one, other in common.answers(before, after):
        by_top[common.path(other.node)[-1]].append((one, other))
    found: dict[str | None, _Both] = {}
    for answers in by_top.values():
        found.update(_scored(answers, common))
    return found


def _scored(answers: Sequence[_Answers], common: _Common) -> _Found:
    """Score the same questions for both rounds; if a leaf has no score, again without its questions."""
    trees = common.trees(answers)
    unclear = {other.node for _, other in answers if common.scores(trees, other.node) is None}
    if unclear:
        return _scored([pair for pair in answers if pair[1].node not in unclear], common)
    below: defaultdict[str | None, list[_Answers]] = defaultdict(list)
    for pair in answers:
        for node in common.path(pair[1].node):
            below[node].append(pair)
    return {
        node: _Both(
            *scores,
            earlier_n=min(one.answered for one, _ in pairs),
            later_n=min(other.answered for _, other in pairs),
            questions=frozenset(other.question for _, other in pairs),
        )
        for node, pairs in below.items()
        if (scores := common.scores(trees, node)) is not None
    }


def _main(
    before: Sheet, after: Sheet, views: Mapping[View, _Found], common: _Common
) -> ViewChange | None:
    view = after.view
    if view != before.view:
        return None
    if view.kind == "equal":
        personal = [found for one, found in views.items() if one.kind == "personal"]
        return common.told(view, _mean(personal))
    return common.told(view, views.get(view) or _both(before, after, common))


def _mean(views: Sequence[_Found]) -> _Found:
    """Give the mean of the perspectives (S5 ``equal``): at each node of those with scores there."""
    found: dict[str | None, _Both] = {}
    for node in {node for view in views for node in view}:
        parts = [view[node] for view in views if node in view]
        found[node] = _Both(
            weighted_mean((1, part.earlier) for part in parts),
            weighted_mean((1, part.later) for part in parts),
            min(part.earlier_n for part in parts),
            min(part.later_n for part in parts),
            frozenset[str]().union(*(part.questions for part in parts)),
        )
    return found
