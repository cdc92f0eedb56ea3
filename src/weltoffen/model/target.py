# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Target models (Zielbilder): a tree of nodes with named levels and ordered stages; M1, M3, S6."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Literal

import attrs

from weltoffen.errors import Problems
from weltoffen.model.checks import check_extensions
from weltoffen.model.digest import digest
from weltoffen.model.exact import exact
from weltoffen.model.extensions import Extensions
from weltoffen.model.ids import Reference, check_id, check_listed, check_unique, check_version
from weltoffen.model.suggestion import (
    Known,
    Module,
    Office,
    StageText,
    check_modules,
    check_stage_texts,
)
from weltoffen.model.text import Text, is_language, optional_text, text

MAX_LEVELS = 32
"""A tree may not have more levels: far beyond any instrument, and safe to walk recursively."""

Replacement = Literal["same", "reworded", "split", "merged"]
"""What a node is to the ones that it replaces (M3)."""
REPLACEMENTS: tuple[Replacement, ...] = ("same", "reworded", "split", "merged")


@attrs.frozen(kw_only=True)
class Replaces:
    """Says which node or question of an earlier version this one replaces, and how (Ersetzung, M3).

    An id that stays means the same; nothing replaces itself.

    Attributes:
        id: Id in the earlier version.
        how: ``same`` (unchanged meaning, new id), ``reworded``, ``split`` (the old one became
            several), ``merged`` (several old ones became this one).
    """

    id: str
    how: Replacement


@attrs.frozen(kw_only=True)
class Level:
    """Name of one depth of the tree (Ebene), such as field or criterion.

    Attributes:
        id: Id of the level (M2).
        title: Its name.
    """

    id: str
    title: Text = attrs.field(converter=text)


@attrs.frozen(kw_only=True)
class Stage:
    """One stage (Stufe): an ordered band on exact scores, lower bound included (S6).

    Attributes:
        id: Id, unique in the model.
        title: Name of the stage.
        lower: Lower bound in [0, 1]; 0 for the first stage.
        description: What the stage means, or None.
    """

    id: str
    title: Text = attrs.field(converter=text)
    lower: Fraction = attrs.field(converter=exact)
    description: Text | None = attrs.field(default=None, converter=optional_text)


@attrs.frozen(kw_only=True)
class Node:
    """One node of a target model (Knoten), such as a field of action or a criterion.

    Attributes:
        id: Id, unique in the model; never a position (M2).
        title: Name of the node.
        parent: Id of the parent, which stands earlier in the list; None at the top.
        weight: Exact weight ≥ 0, relative among siblings (M5).
        description: Target picture or goal statement (Zielbild), or None.
        stage_texts: Assessment and suggestions by stage; stages may be missing.
        replaces: Nodes of an earlier version (M3).
        extensions: Data of other software.
    """

    id: str
    title: Text = attrs.field(converter=text)
    parent: str | None = None
    weight: Fraction = attrs.field(default=Fraction(1), converter=exact)
    description: Text | None = attrs.field(default=None, converter=optional_text)
    stage_texts: tuple[StageText, ...] = attrs.field(converter=tuple[StageText, ...], default=())
    replaces: tuple[Replaces, ...] = attrs.field(converter=tuple[Replaces, ...], default=())
    extensions: Extensions | None = None

    @cached_property
    def texts_by_stage(self) -> Mapping[str, StageText]:
        """Assessment and suggestions by stage."""
        return {one.stage: one for one in reversed(self.stage_texts)}


@attrs.frozen(kw_only=True)
class TargetModel:
    """A target model (Zielbild): a tree of any depth with named levels (M1).

    Attributes:
        id: Id of the model.
        version: Version of the model.
        title: Name of the model.
        source_language: Language in which the texts were written first (M7).
        levels: Names of the depths, from the top; at least as many as the tree is deep, at
            most 32.
        stages: Ordered stages, lower bounds rising from 0 (S6).
        nodes: The tree as a list, each parent before its children; the order is the declared order.
        offices: Offices and bodies that questions and suggestions name.
        modules: Programme modules that suggestions name, with the rules by which they are recommended (F1).
        licence: SPDX licence of the texts, or None.
        extensions: Data of other software.

    Raises:
        InvalidDocument: With every broken rule.
    """

    id: str
    version: str
    title: Text = attrs.field(converter=text)
    source_language: str
    levels: tuple[Level, ...] = attrs.field(converter=tuple[Level, ...])
    stages: tuple[Stage, ...] = attrs.field(converter=tuple[Stage, ...])
    nodes: tuple[Node, ...] = attrs.field(converter=tuple[Node, ...])
    offices: tuple[Office, ...] = attrs.field(converter=tuple[Office, ...], default=())
    modules: tuple[Module, ...] = attrs.field(converter=tuple[Module, ...], default=())
    licence: str | None = None
    extensions: Extensions | None = None

    def __attrs_post_init__(self) -> None:
        """Check every rule of the model that a schema cannot see."""
        problems = Problems()
        check_id(problems, self.id, ("id",))
        check_extensions(problems, self.extensions)
        check_version(problems, self.version, ("version",))
        if not is_language(self.source_language):
            problems.add("bad-language", ("source_language",))
        check_listed(problems, (level.id for level in self.levels), "levels")
        if len(self.levels) > MAX_LEVELS:
            problems.add("too-many", ("levels",), maximum=MAX_LEVELS)
        check_stages(problems, self.stages)
        if not self.nodes:
            problems.add("no-nodes", ("nodes",))
        check_listed(problems, (office.id for office in self.offices), "offices")
        nodes = {node.id for node in self.nodes}
        check_modules(problems, self.modules, nodes, {stage.id for stage in self.stages})
        check_nodes(problems, self.nodes, ("nodes",), len(self.levels), self.known)
        problems.raise_if_any()

    @property
    def reference(self) -> Reference:
        """Id and version."""
        return Reference(id=self.id, version=self.version)

    @cached_property
    def digest(self) -> str:
        """Fingerprint of the content, ``sha256:`` and 64 hexadecimal digits (S8)."""
        return digest(self)

    @cached_property
    def known(self) -> Known:
        """Ids that the texts of a node may name."""
        return Known(
            stages=[stage.id for stage in self.stages],
            offices=[office.id for office in self.offices],
            modules=[module.id for module in self.modules],
        )

    @cached_property
    def by_id(self) -> Mapping[str, Node]:
        """Nodes by id."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def _children(self) -> Mapping[str | None, tuple[Node, ...]]:
        found: defaultdict[str | None, list[Node]] = defaultdict(list)
        for node in self.nodes:
            found[node.parent].append(node)
        return {parent: tuple(nodes) for parent, nodes in found.items()}

    def children(self, node: str | None = None) -> tuple[Node, ...]:
        """Children of a node in declared order; of the whole model for None.

        Args:
            node: Id of the node.
        """
        return self._children.get(node, ())

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        """Nodes without children, in declared order; questions inform these (M4)."""
        return tuple(node for node in self.nodes if node.id not in self._children)

    @cached_property
    def _paths(self) -> Mapping[str, tuple[Node, ...]]:
        found: dict[str | None, tuple[Node, ...]] = {None: ()}
        for node in self.nodes:  # parents stand before their children
            found[node.id] = (*found[node.parent], node)
        return {node.id: found[node.id] for node in self.nodes}

    def path(self, node: str) -> tuple[Node, ...]:
        """The node and its ancestors, from the top down.

        Args:
            node: Id of the node.

        Raises:
            KeyError: For a node that there is not.
        """
        return self._paths[node]

    def level(self, node: str) -> Level:
        """The named level on which a node stands.

        Args:
            node: Id of the node.

        Raises:
            KeyError: For a node that there is not.
        """
        return self.levels[len(self.path(node)) - 1]

    @cached_property
    def stage_ids(self) -> tuple[str, ...]:
        """Ids of the stages, from the lowest."""
        return tuple(stage.id for stage in self.stages)

    @cached_property
    def stage_places(self) -> Mapping[str, int]:
        """Index of each stage by its id."""
        return {stage: index for index, stage in enumerate(self.stage_ids)}

    @cached_property
    def _bounds(self) -> tuple[int, tuple[int, ...]]:
        """Lower bounds of the stages as whole numbers of a common unit."""
        lows = [stage.lower for stage in self.stages]
        unit = math.lcm(*(low.denominator for low in lows))
        return unit, tuple(low.numerator * (unit // low.denominator) for low in lows)

    def stage_index(self, score: Fraction) -> int:
        """Index of the stage whose band holds an exact score (S6).

        Args:
            score: The score in [0, 1].
        """
        unit, bounds = self._bounds
        above, below = score.as_integer_ratio()
        return bisect_right(bounds, above * unit // below) - 1


def stage_index(stages: Sequence[Stage], score: Fraction) -> int:
    """Index of the stage whose band holds an exact score in [0, 1] (S6); the first begins at 0."""
    return bisect_right(stages, score, key=lambda stage: stage.lower) - 1


def check_stages(problems: Problems, stages: tuple[Stage, ...]) -> None:
    """Check a list of stages: ids, and lower bounds that rise from 0 (S6)."""
    if not stages or stages[0].lower != 0:
        problems.add("stages-start", ("stages",))
    for index, stage in enumerate(stages):
        check_id(problems, stage.id, ("stages", index, "id"))
        if index and stage.lower <= stages[index - 1].lower:
            problems.add("stages-rise", ("stages", index, "lower"))
        if not 0 <= stage.lower <= 1:
            problems.add("outside-range", ("stages", index, "lower"), minimum=0, maximum=1)
    check_unique(problems, (stage.id for stage in stages), ("stages",))


def check_nodes(
    problems: Problems,
    nodes: tuple[Node, ...],
    path: tuple[str | int, ...],
    depth: int,
    known: Known,
) -> None:
    """Check a list of nodes: ids, parents before children, depth, weights, stage texts."""
    depths: dict[str | None, int] = {None: 0}
    for index, node in enumerate(nodes):
        here = (*path, index)
        check_id(problems, node.id, (*here, "id"))
        if node.weight < 0:
            problems.add("negative-weight", (*here, "weight"))
        if node.parent not in depths:
            problems.add("unknown-parent", (*here, "parent"), id=node.parent)
        elif depths[node.parent] >= depth:
            problems.add("too-deep-model", (*here, "parent"), maximum=depth)
        depths.setdefault(node.id, depths.get(node.parent, 0) + 1)
        check_stage_texts(problems, node.stage_texts, here, known)
        check_replaces(problems, node.id, node.replaces, here)
    check_unique(problems, (node.id for node in nodes), path)


def check_replaces(
    problems: Problems, name: str, replaces: tuple[Replaces, ...], here: tuple[str | int, ...]
) -> None:
    """Check what a node or question replaces: other ids, each once, in a way that there is (M3)."""
    for index, old in enumerate(replaces):
        place = (*here, "replaces", index)
        check_id(problems, old.id, (*place, "id"))
        if old.id == name:
            problems.add("replaces-itself", (*place, "id"), id=old.id)
        if old.how not in REPLACEMENTS:
            problems.add("not-allowed", (*place, "how"), allowed=", ".join(REPLACEMENTS))
    check_unique(problems, (old.id for old in replaces), (*here, "replaces"))
