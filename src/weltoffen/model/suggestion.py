# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What is said of a stage (Einschätzungen), suggestions for the next (Anregungen), and offers; M7, F1."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Literal

import attrs

from weltoffen.errors import PathStep, Problems
from weltoffen.model.ids import check_id, check_listed, check_unique, is_id
from weltoffen.model.text import Text, optional_text, text

Effort = Literal["small", "medium", "large"]
"""Effort of a suggestion or a measure, in classes (Aufwand)."""
EFFORTS: tuple[Effort, ...] = ("small", "medium", "large")

Condition = Literal[
    "open-gap", "low-stage", "suggested", "views-differ", "disagreement", "to-clarify"
]
"""Conditions of the rule of an offer (Bedingung, F1)."""
CONDITIONS: tuple[Condition, ...] = (
    "open-gap",
    "low-stage",
    "suggested",
    "views-differ",
    "disagreement",
    "to-clarify",
)
MAX_RULES = 20
"""At most so many rules in a module."""
MAX_RULE_NODES = 100
"""At most so many nodes that one rule looks at; without any it looks at all leaves."""
MAX_LEAST = 1_000
"""A rule may not ask for more leaves or occasions than this."""


@attrs.frozen(kw_only=True)
class Office:
    """An office or body that knows or carries something (Stelle), such as the personnel office.

    Attributes:
        id: Id, unique in the model.
        title: Name as most municipalities would call it.
        description: What it stands for elsewhere, or None.
    """

    id: str
    title: Text = attrs.field(converter=text)
    description: Text | None = attrs.field(default=None, converter=optional_text)


@attrs.frozen(kw_only=True)
class OfferRule:
    """When a module is recommended, and what is said then (Regel eines Angebots, F1).

    A rule looks at what a report publishes about leaves of the edition, never at the local supplement (M8).
    It holds as soon as enough of what it looks for is there.

    Attributes:
        id: Id, unique in the module.
        when: What it looks for. ``open-gap``: leaves with an open gap (G1). ``low-stage``: leaves that
            have reached `stage` or less (S6). ``suggested``: leaves with an open gap whose suggestions name
            this module. ``views-differ``: leaves that two views see differently (G6). ``disagreement``:
            occasions at which a perspective disagrees within itself (G6). ``to-clarify``: leaves that are to
            be clarified (G2, G3).
        nodes: Ids of the nodes that it looks at; a node with children stands for the leaves below it.
            Empty: all leaves. At most 100.
        stage: Id of the stage, for ``low-stage``; None for all others.
        least: How many there must be, from 1 to 1 000; of ``disagreement`` occasions, else leaves.
        reason: Why the module may fit then; it promises no effect.
    """

    id: str
    when: Condition
    nodes: tuple[str, ...] = attrs.field(converter=tuple[str, ...], default=())
    stage: str | None = None
    least: int = 1
    reason: Text = attrs.field(converter=text)


@attrs.frozen(kw_only=True)
class Module:
    """An optional part of the programme around the self-check (Programmbaustein).

    Attributes:
        id: Id, unique in the model.
        title: Its name.
        description: What happens in it, or None.
        rules: When it is recommended (F1), at most 20; without any it never is.
    """

    id: str
    title: Text = attrs.field(converter=text)
    description: Text | None = attrs.field(default=None, converter=optional_text)
    rules: tuple[OfferRule, ...] = attrs.field(converter=tuple[OfferRule, ...], default=())


@attrs.frozen(kw_only=True)
class Suggestion:
    """A suggestion for the step to the next stage (Anregung).

    Attributes:
        id: Id, unique in the node.
        text: What to do.
        effort: ``small`` (weeks, no formal decision), ``medium`` (agreement between departments, or
            some money), ``large`` (a resolution, a post, a year or more); None if not said.
        carrier: Id of the office that usually carries it, or None.
        module: Id of the programme module where it fits, or None.
    """

    id: str
    text: Text = attrs.field(converter=text)
    effort: Effort | None = None
    carrier: str | None = None
    module: str | None = None


@attrs.frozen(kw_only=True)
class StageText:
    """What is said of a node that has reached a stage (Einschätzung), and suggestions from there.

    Attributes:
        stage: Id of the stage that was reached.
        assessment: The assessment text.
        suggestions: Suggestions for the next stage; may be empty.
    """

    stage: str
    assessment: Text = attrs.field(converter=text)
    suggestions: tuple[Suggestion, ...] = attrs.field(converter=tuple[Suggestion, ...], default=())


def check_modules(
    problems: Problems, modules: Sequence[Module], nodes: Collection[str], stages: Collection[str]
) -> None:
    """Check a list of modules: ids, each once (M2), and their rules (F1).

    Args:
        problems: Takes what is found.
        modules: The modules.
        nodes: Ids of the nodes that rules may look at.
        stages: Ids of the stages that rules may name.
    """
    check_listed(problems, (module.id for module in modules), "modules")
    for index, module in enumerate(modules):
        here = ("modules", index, "rules")
        if len(module.rules) > MAX_RULES:
            problems.add("too-many", here, maximum=MAX_RULES)
        for place, rule in enumerate(module.rules):
            check_id(problems, rule.id, (*here, place, "id"))
            _check_rule(problems, rule, (*here, place), nodes, stages)
        check_unique(problems, (rule.id for rule in module.rules), here)


def _check_rule(
    problems: Problems,
    rule: OfferRule,
    here: tuple[PathStep, ...],
    nodes: Collection[str],
    stages: Collection[str],
) -> None:
    if rule.when not in CONDITIONS:
        problems.add("not-allowed", (*here, "when"), allowed=", ".join(CONDITIONS))
    elif rule.when != "low-stage" and rule.stage is not None:
        problems.add("not-allowed-here", (*here, "stage"))
    elif rule.when == "low-stage" and rule.stage is None:
        problems.add("missing-key", here, key="stage")
    if rule.stage is not None and not (is_id(rule.stage) and rule.stage in stages):
        problems.add("unknown-stage", (*here, "stage"), id=rule.stage)
    if type(rule.least) is not int:
        problems.add("wrong-type", (*here, "least"), expected="integer")
    elif not 1 <= rule.least <= MAX_LEAST:
        problems.add("outside-range", (*here, "least"), minimum=1, maximum=MAX_LEAST)
    _check_rule_nodes(problems, rule.nodes, (*here, "nodes"), nodes)


def _check_rule_nodes(
    problems: Problems,
    asked: Sequence[str],
    here: tuple[PathStep, ...],
    nodes: Collection[str],
) -> None:
    if len(asked) > MAX_RULE_NODES:
        problems.add("too-many", here, maximum=MAX_RULE_NODES)
    for index, node in enumerate(asked):
        if not is_id(node):
            problems.add("bad-id", (*here, index))
        elif node not in nodes:
            problems.add("unknown-node", (*here, index), id=node)
        elif node in asked[:index]:
            problems.add("duplicate-id", (*here, index), id=node)


def check_stage_texts(
    problems: Problems,
    stage_texts: tuple[StageText, ...],
    here: tuple[PathStep, ...],
    known: Known,
) -> None:
    """Check the texts of one node: its stages, and suggestions with ids of their own."""
    seen: set[str] = set()
    for place, stage_text in enumerate(stage_texts):
        at = (*here, "stage_texts", place)
        if stage_text.stage not in known.names["stage"]:
            problems.add("unknown-stage", (*at, "stage"), id=stage_text.stage)
        for index, suggestion in enumerate(stage_text.suggestions):
            spot = (*at, "suggestions", index)
            check_id(problems, suggestion.id, (*spot, "id"))
            if suggestion.id in seen:
                problems.add("duplicate-id", (*spot, "id"), id=suggestion.id)
            seen.add(suggestion.id)
            if suggestion.effort not in (None, *EFFORTS):
                problems.add("not-allowed", (*spot, "effort"), allowed=", ".join(EFFORTS))
            for name, named in (("office", suggestion.carrier), ("module", suggestion.module)):
                if named is not None and named not in known.names[name]:
                    key = "carrier" if name == "office" else name
                    problems.add(f"unknown-{name}", (*spot, key), id=named)
    check_unique(problems, (t.stage for t in stage_texts), (*here, "stage_texts"), "stage")


@attrs.frozen(kw_only=True)
class Known:
    """Ids that the texts of a node may name."""

    stages: tuple[str, ...] = attrs.field(converter=tuple[str, ...])
    offices: tuple[str, ...] = attrs.field(converter=tuple[str, ...], default=())
    modules: tuple[str, ...] = attrs.field(converter=tuple[str, ...], default=())

    @cached_property
    def names(self) -> Mapping[str, frozenset[str]]:
        """The same as sets, by what they are: looked up once for each suggestion and question."""
        return {
            "stage": frozenset(self.stages),
            "office": frozenset(self.offices),
            "module": frozenset(self.modules),
        }
