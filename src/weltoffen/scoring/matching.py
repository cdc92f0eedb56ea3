# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What of two rounds can be compared (Vergleichbarkeit): G8.

How questions and nodes of two editions belong together is said by `weltoffen.model.comparison` alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeAlias

import attrs

from weltoffen.model.comparison import EditionComparison, Relation, compare_editions
from weltoffen.model.edition import Edition

Pair: TypeAlias = tuple[str, str]
"""Id in the earlier round, id in the later one."""


@attrs.frozen(kw_only=True)
class Matching:
    """Which questions, or which nodes, of two rounds are compared (Zuordnung, G8).

    No pair stands in more than one of `compared`, `altered`, `contradictory` and `without_leaf`. Each pair
    that is the same stands in one of them, and so does each that was reworded if these were asked for.

    Attributes:
        relations: How they belong together (M3), from the earlier round to the later one. Relations of free
            texts only are left out.
        compared: Pairs that are compared: the same, and the reworded ones if they were asked for.
        altered: Pairs that are called the same although something that counts is different; on request
            also a question that was reworded into a free text or out of one.
        contradictory: Pairs named by a ``replaces`` that cannot be true together with another one, or with
            an id that stayed.
        without_leaf: Pairs of questions that would be compared if the leaves that they inform were. Always
            empty for nodes.
    """

    relations: tuple[Relation, ...] = attrs.field(converter=tuple[Relation, ...])
    compared: tuple[Pair, ...] = attrs.field(converter=tuple[Pair, ...])
    altered: tuple[Pair, ...] = attrs.field(converter=tuple[Pair, ...])
    contradictory: tuple[Pair, ...] = attrs.field(converter=tuple[Pair, ...])
    without_leaf: tuple[Pair, ...] = attrs.field(converter=tuple[Pair, ...], default=())

    @property
    def reworded(self) -> tuple[Pair, ...]:
        """Pairs that were reworded, whether they are compared or not."""
        return tuple((one.earlier[0], one.later[0]) for one in self._which("reworded"))

    @property
    def new(self) -> tuple[Relation, ...]:
        """What only the later round has; it has no part in any change."""
        return self._which("new")

    @property
    def dropped(self) -> tuple[Relation, ...]:
        """What only the earlier round has; it has no part in any change."""
        return self._which("dropped")

    @property
    def split(self) -> tuple[Relation, ...]:
        """What one became several; it has no part in any change."""
        return self._which("split")

    @property
    def merged(self) -> tuple[Relation, ...]:
        """What several became one; it has no part in any change."""
        return self._which("merged")

    def _which(self, how: str) -> tuple[Relation, ...]:
        return tuple(one for one in self.relations if one.how == how)


@attrs.frozen(kw_only=True)
class Comparability:
    """What of two rounds can be compared (Vergleichbarkeit, G8).

    Attributes:
        questions: Which questions; free texts never.
        nodes: Which nodes.
        same_stages: Whether stages, their bounds and the gates are the same, so that stages can be compared.
    """

    questions: Matching
    nodes: Matching
    same_stages: bool


def comparability(earlier: Edition, later: Edition, *, reworded: bool = False) -> Comparability:
    """Say what of two rounds can be compared (Vergleichbarkeit, G8).

    What belongs together is said by `weltoffen.model.comparison`. The edition that replaces more of the other
    is taken as the newer one, whichever round came first, so that exchanging the rounds exchanges the sides
    of all pairs and relations, and nothing else.

    Args:
        earlier: The earlier round's edition, extended by its assessment.
        later: The later round's, likewise.
        reworded: Whether to compare what was reworded, too. Anything about it may have changed with the
            words, its options and its weight among them; both sides then count with their own.

    Returns:
        What is compared and what is not, in the newer edition's order, what it dropped at the end.
    """
    backwards = _replaced_by(earlier, later) > _replaced_by(later, earlier)
    old, new = (later, earlier) if backwards else (earlier, later)
    comparison = _without_texts(compare_editions(old, new), old, new)
    nodes = _matching(comparison.nodes, comparison, reworded=reworded)
    questions = _placed(
        _matching(comparison.questions, comparison, reworded=reworded), nodes, old, new
    )
    if backwards:
        turned = comparison.swapped()
        nodes, questions = _turned(nodes, turned.nodes), _turned(questions, turned.questions)
    return Comparability(questions=questions, nodes=nodes, same_stages=comparison.same_stages)


def _replaced_by(edition: Edition, other: Edition) -> int:
    """Count what of another edition an edition says it replaces."""
    found = 0
    for own, known in (
        (edition.target_model.nodes, other.target_model.by_id),
        (edition.questionnaire.questions, other.questionnaire.by_id),
    ):
        found += sum(old.id in known for one in own for old in one.replaces)
    return found


def _without_texts(comparison: EditionComparison, old: Edition, new: Edition) -> EditionComparison:
    """Leave out relations between free texts only, which are never scored (M4)."""
    before, after = old.questionnaire.by_id, new.questionnaire.by_id
    return attrs.evolve(
        comparison,
        questions=tuple(
            relation
            for relation in comparison.questions
            if any(before[one].kind != "text" for one in relation.earlier)
            or any(after[one].kind != "text" for one in relation.later)
        ),
    )


def _matching(
    relations: Sequence[Relation], comparison: EditionComparison, *, reworded: bool
) -> Matching:
    contradictory, unmarked = {*comparison.contradictory}, {*comparison.unmarked}
    stayed = {one.later[0] for one in relations if one.how == "new"} & contradictory
    found: defaultdict[str, list[Pair]] = defaultdict(list)
    for one in relations:
        if one.how == "same" or (reworded and one.how == "reworded"):
            old, new = one.earlier[0], one.later[0]
            name = "compared"
            if new in contradictory or old in stayed:
                name = "contradictory"
            elif one.how == "same" and new in unmarked:
                name = "altered"
            found[name].append((old, new))
    return Matching(
        relations=relations,
        compared=found["compared"],
        altered=found["altered"],
        contradictory=found["contradictory"],
    )


def _placed(questions: Matching, nodes: Matching, old: Edition, new: Edition) -> Matching:
    """Take out what is a free text on one side, and what informs leaves that are not compared."""
    before, after = old.questionnaire.by_id, new.questionnaire.by_id
    leaves = {*nodes.compared}
    compared, texts, without_leaf = [], [], []
    for pair in questions.compared:
        one, other = before[pair[0]], after[pair[1]]
        if "text" in {one.kind, other.kind}:
            texts.append(pair)
        elif (one.node, other.node) in leaves:
            compared.append(pair)
        else:
            without_leaf.append(pair)
    return attrs.evolve(
        questions,
        compared=compared,
        altered=(*questions.altered, *texts),
        without_leaf=without_leaf,
    )


def _turned(matching: Matching, relations: tuple[Relation, ...]) -> Matching:
    """Exchange the sides of all pairs; those of the relations are exchanged already."""
    return Matching(
        relations=relations,
        compared=_exchanged(matching.compared),
        altered=_exchanged(matching.altered),
        contradictory=_exchanged(matching.contradictory),
        without_leaf=_exchanged(matching.without_leaf),
    )


def _exchanged(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    return tuple((later, earlier) for earlier, later in pairs)
