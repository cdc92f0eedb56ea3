# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Comparing two editions (Vergleich zweier Ausgaben): what stayed, changed, came and went; M3."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import attrs

from weltoffen.model.edition import Edition
from weltoffen.model.forms import Checklist, NumberEntry
from weltoffen.model.ids import Reference
from weltoffen.model.questionnaire import Question
from weltoffen.model.target import Node, Replaces

How = Literal["same", "reworded", "split", "merged", "new", "dropped"]
"""What became of a node or a question in another edition (M3)."""
_SWAPPED: Mapping[How, How] = {
    "same": "same",
    "reworded": "reworded",
    "split": "merged",
    "merged": "split",
    "new": "dropped",
    "dropped": "new",
}


@attrs.frozen(kw_only=True)
class Relation:
    """How nodes or questions of two editions belong together (Beziehung, M3).

    Attributes:
        how: ``same``, ``reworded``, ``split``, ``merged``, ``new`` or ``dropped``.
        earlier: Ids in the earlier edition; none if ``new``.
        later: Ids in the later edition; none if ``dropped``.
    """

    how: How
    earlier: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class EditionComparison:
    """What two editions have in common (Vergleich zweier Ausgaben, M3).

    Attributes:
        earlier: Id and version of the earlier questionnaire.
        later: Id and version of the later one.
        nodes: Relations of nodes, in the later edition's order, what was dropped at the end.
        questions: Relations of questions likewise.
        unmarked: Ids of questions and nodes that are called ``same`` although something that counts is
            different: kind, options, points, range, weight, dependency, node, parent. M3 asks for a
            ``replaces``, or for a new id.
        contradictory: Ids of the later edition whose ``replaces`` cannot all be true: an id that stays means
            the same (M2), but another one replaces it; or two claim to be the same as one, or one as two.
        same_stages: Whether stages, their bounds and the gates are the same, so that stages can be compared.
    """

    earlier: Reference
    later: Reference
    nodes: tuple[Relation, ...]
    questions: tuple[Relation, ...]
    unmarked: tuple[str, ...]
    contradictory: tuple[str, ...]
    same_stages: bool

    def swapped(self) -> EditionComparison:
        """Look from the other side: new and dropped change places, and so do split and merged (G8).

        The order of the relations stays, and `unmarked` and `contradictory` keep the ids that they
        named.
        """
        return EditionComparison(
            earlier=self.later,
            later=self.earlier,
            nodes=tuple(map(_swapped, self.nodes)),
            questions=tuple(map(_swapped, self.questions)),
            unmarked=self.unmarked,
            contradictory=self.contradictory,
            same_stages=self.same_stages,
        )


def compare_editions(earlier: Edition, later: Edition) -> EditionComparison:
    """Compare two editions by their ids and by what the later one says it replaces (M3).

    What the later edition does not mention is the same if its id is still there, and dropped otherwise. A
    ``replaces`` that names nothing in the earlier edition is meant for another one and left aside, and so is
    one that the earlier edition has already.

    Args:
        earlier: The earlier edition.
        later: The later edition.

    Returns:
        The comparison. Every node and question of both stands in at least one relation.
    """
    old, new = earlier.target_model.by_id, later.target_model.by_id
    old_asked, new_asked = earlier.questionnaire.by_id, later.questionnaire.by_id
    nodes, questions = _relations(old, new), _relations(old_asked, new_asked)
    before = _Names(nodes={one: one for one in old}, questions={one: one for one in old_asked})
    after = _Names(nodes=_kept(nodes), questions=_kept(questions))
    return EditionComparison(
        earlier=earlier.reference,
        later=later.reference,
        nodes=nodes,
        questions=questions,
        unmarked=(
            *_unmarked(nodes, _of_nodes(earlier, before), _of_nodes(later, after)),
            *_unmarked(questions, _of_questions(earlier, before), _of_questions(later, after)),
        ),
        contradictory=(
            *_contradictory(nodes, old, new),
            *_contradictory(questions, old_asked, new_asked),
        ),
        same_stages=_of_stages(earlier, before) == _of_stages(later, after),
    )


def _swapped(relation: Relation) -> Relation:
    return Relation(how=_SWAPPED[relation.how], earlier=relation.later, later=relation.earlier)


@attrs.frozen(kw_only=True)
class _Names:
    """By what earlier id a node or question of an edition goes; what is missing here is new."""

    nodes: Mapping[str, str]
    questions: Mapping[str, str]


def _kept(relations: Sequence[Relation]) -> dict[str, str]:
    """Give the earlier id of what is the same or reworded."""
    return {one.later[0]: one.earlier[0] for one in relations if one.how in {"same", "reworded"}}


# --- Relations ---------------------------------------------------------------------------------------


def _relations(
    earlier: Mapping[str, Node] | Mapping[str, Question],
    later: Mapping[str, Node] | Mapping[str, Question],
) -> tuple[Relation, ...]:
    said = {one.id: one.replaces for one in earlier.values()}
    named = {
        one.id: [
            old for old in one.replaces if old.id in earlier and old not in said.get(one.id, ())
        ]
        for one in later.values()
    }
    claimed = {old.id for olds in named.values() for old in olds}
    parts: defaultdict[str, list[str]] = defaultdict(list)
    for one, olds in named.items():
        for old in olds:
            if old.how == "split":
                parts[old.id].append(one)
    found: dict[tuple[str, tuple[str, ...], tuple[str, ...]], Relation] = {}
    for one, olds in named.items():
        for relation in _of_one(one, olds, parts, stays=one in earlier and one not in claimed):
            found.setdefault((relation.how, relation.earlier, relation.later), relation)
    dropped = (
        Relation(how="dropped", earlier=(old,))
        for old in earlier
        if old not in claimed and (old not in later or named[old])
    )
    return (*found.values(), *dropped)


def _of_one(
    one: str, olds: Sequence[Replaces], parts: Mapping[str, list[str]], *, stays: bool
) -> Iterator[Relation]:
    merged = tuple(old.id for old in olds if old.how == "merged")
    if merged:
        yield Relation(how="merged", earlier=merged, later=(one,))
    for old in olds:
        if old.how == "split":
            yield Relation(how="split", earlier=(old.id,), later=tuple(parts[old.id]))
        elif old.how != "merged":
            yield Relation(how=old.how, earlier=(old.id,), later=(one,))
    if not olds:
        yield (
            Relation(how="same", earlier=(one,), later=(one,))
            if stays
            else Relation(how="new", later=(one,))
        )


def _contradictory(
    relations: Sequence[Relation],
    earlier: Mapping[str, Node] | Mapping[str, Question],
    later: Mapping[str, Node] | Mapping[str, Question],
) -> Iterator[str]:
    """Give ids that stay while they are new, and those that are one with more than one."""
    pairs = [(one.earlier[0], one.later[0]) for one in relations if one.how in {"same", "reworded"}]
    before, after = Counter(old for old, _ in pairs), Counter(new for _, new in pairs)
    new = {one.later[0] for one in relations if one.how == "new"}
    several = {one for old, one in pairs if before[old] > 1 or after[one] > 1}
    return (one for one in later if one in several or (one in new and one in earlier))


# --- What counts -------------------------------------------------------------------------------------


def _unmarked(
    relations: Sequence[Relation], earlier: Mapping[str, object], later: Mapping[str, object]
) -> Iterator[str]:
    for one in relations:
        if one.how == "same" and earlier[one.earlier[0]] != later[one.later[0]]:
            yield one.later[0]


def _of_nodes(edition: Edition, names: _Names) -> dict[str, object]:
    return {
        node.id: (node.parent and names.nodes.get(node.parent, _NEW), node.weight)
        for node in edition.target_model.nodes
    }


def _of_questions(edition: Edition, names: _Names) -> dict[str, object]:
    return {
        question.id: _of_question(edition, question, names)
        for question in edition.questionnaire.questions
    }


def _of_question(edition: Edition, question: Question, names: _Names) -> object:
    asked, form, after = edition.questionnaire, question.form, question.depends_on
    values: object = asked.values[question.id]
    if isinstance(form, Checklist):
        values = [option.points / form.full for option in form.options]
    elif isinstance(form, NumberEntry):
        values = values, form.minimum, form.maximum, [band.lower for band in form.bands]
    return (
        names.nodes.get(question.node, _NEW),
        question.kind,
        question.weight,
        asked.choices(question),
        values,
        after and (names.questions.get(after.question, _NEW), frozenset(after.options)),
    )


def _of_stages(edition: Edition, names: _Names) -> object:
    stages = [(stage.id, stage.lower) for stage in edition.target_model.stages]
    gates = {
        (
            names.nodes.get(gate.node, _NEW),
            gate.stage,
            names.questions.get(gate.question, _NEW),
            gate.minimum,
        )
        for gate in edition.questionnaire.gates
    }
    return stages, gates


_NEW = ""
"""Stands for a node or question that the earlier edition does not have; no id is empty."""
