# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Assessments (Selbstchecks einer Kommune): one town's round; M8, G1."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Literal, get_args

import attrs

from weltoffen.errors import Problems
from weltoffen.model.checks import check_extensions, check_term
from weltoffen.model.edition import Edition
from weltoffen.model.exact import optional_exact
from weltoffen.model.extensions import Extensions
from weltoffen.model.ids import Reference, check_id, check_unique
from weltoffen.model.keys import check_keys
from weltoffen.model.method import Method
from weltoffen.model.questionnaire import Question, check_ask, check_questions
from weltoffen.model.scale import Scale
from weltoffen.model.target import Node, check_nodes
from weltoffen.model.text import Text, optional_text, text

MAX_NAME_LENGTH = 200
MunicipalityKind = Literal[
    "municipality", "town", "independent-city", "county", "association", "borough"
]
"""Kinds of municipalities (Art der Kommune)."""
MUNICIPALITY_KINDS: tuple[MunicipalityKind, ...] = get_args(MunicipalityKind)


@attrs.frozen(kw_only=True)
class Municipality:
    """A municipality (Kommune, C8).

    Attributes:
        name: Its name, at most 200 characters.
        ags: Amtlicher Gemeindeschlüssel, as text: 8 digits, Land 01 to 16; None if not given. That of a
            county has 5 digits, or 8 that end in 000.
        ars: Amtlicher Regionalschlüssel, as text: 12 digits, Land 01 to 16; None if not given. That of a
            county ends in 0000000.
        kind: What kind of municipality; None if not said: a town or any other with a key of its own, but
            no county.

    Raises:
        InvalidDocument: With every broken rule.
    """

    name: str
    ags: str | None = None
    ars: str | None = None
    kind: MunicipalityKind | None = None

    def __attrs_post_init__(self) -> None:
        """Check the name, the kind, the keys and that they name the same municipality."""
        problems = Problems()
        if not isinstance(self.name, str) or not self.name.strip():
            problems.add("empty-text", ("name",))
        elif len(self.name) > MAX_NAME_LENGTH:
            problems.add("too-long", ("name",), maximum=MAX_NAME_LENGTH)
        if self.kind is not None:
            check_term(problems, self.kind, MUNICIPALITY_KINDS, ("kind",))
        check_keys(problems, self.ags, self.ars, county=self.kind == "county")
        problems.raise_if_any()


@attrs.frozen(kw_only=True)
class Round:
    """A round of the self-check (Durchgang).

    Attributes:
        id: Id of the round, unique in the municipality.
        start: First day, or None.
        end: Last day, or None.
    """

    id: str
    start: dt.date | None = None
    end: dt.date | None = None

    def __attrs_post_init__(self) -> None:
        """Check the id and that the end is not before the start."""
        problems = Problems()
        check_id(problems, self.id, ("id",))
        for name in ("start", "end"):
            day = getattr(self, name)
            if day is not None and type(day) is not dt.date:
                problems.add("bad-date", (name,))
        days = [day for day in (self.start, self.end) if type(day) is dt.date]
        if len(days) == 2 and days[1] < days[0]:  # noqa: PLR2004 - both are given, and are days
            problems.add("end-before-start", ("end",))
        problems.raise_if_any()


@attrs.frozen(kw_only=True)
class Perspective:
    """A group of actors that rates (Perspektive, Akteursgruppe).

    Attributes:
        id: Id of the perspective (M2).
        title: Its name.
    """

    id: str
    title: Text = attrs.field(converter=text)


@attrs.frozen(kw_only=True)
class Target:
    """A town's own target for a node (eigenes Ziel, G1): either a stage or a score.

    Attributes:
        node: Id of the node.
        stage: Id of the stage to be reached, or None.
        score: Score in [0, 1] to be reached, or None.
    """

    node: str
    stage: str | None = None
    score: Fraction | None = attrs.field(default=None, converter=optional_exact)


@attrs.frozen(kw_only=True)
class Supplement:
    """A town's own questions (lokale Ergänzung, M8), scored apart from the edition.

    Attributes:
        nodes: Own nodes; a tree as in a target model, with ids that the edition does not use.
        questions: Own questions on these nodes.
        scales: Own scales; questions may also use those of the edition.
    """

    nodes: tuple[Node, ...] = attrs.field(converter=tuple[Node, ...])
    questions: tuple[Question, ...] = attrs.field(converter=tuple[Question, ...])
    scales: tuple[Scale, ...] = attrs.field(converter=tuple[Scale, ...], default=())


@attrs.frozen(kw_only=True)
class Assessment:
    """One town's round of the self-check (Selbstcheck, M8).

    Attributes:
        id: Id, by which responses name it.
        municipality: The town.
        round: The round.
        edition: Id and version of the edition's questionnaire.
        perspectives: Declared perspectives; their order decides ties.
        method: How answers become scores.
        targets: Own targets; a node without one takes that of the nearest node above, or else the highest
            stage (G1).
        supplement: Own questions, or None.
        title: Name of the assessment, or None.
        extensions: Data of other software.

    Raises:
        InvalidDocument: With every broken rule.
    """

    id: str
    municipality: Municipality
    round: Round
    edition: Reference
    perspectives: tuple[Perspective, ...] = attrs.field(converter=tuple[Perspective, ...])
    method: Method = attrs.field(factory=Method)
    targets: tuple[Target, ...] = attrs.field(converter=tuple[Target, ...], default=())
    supplement: Supplement | None = None
    title: Text | None = attrs.field(default=None, converter=optional_text)
    extensions: Extensions | None = None

    def __attrs_post_init__(self) -> None:
        """Check every rule that can be seen without the edition."""
        problems = Problems()
        check_id(problems, self.id, ("id",))
        check_extensions(problems, self.extensions)
        for index, perspective in enumerate(self.perspectives):
            check_id(problems, perspective.id, ("perspectives", index, "id"))
        check_unique(problems, self.perspective_ids, ("perspectives",))
        if not self.perspectives:
            problems.add("no-perspectives", ("perspectives",))
        for index, target in enumerate(self.targets):
            if (target.stage is None) == (target.score is None):
                problems.add("stage-or-score", ("targets", index))
            elif target.score is not None and not 0 <= target.score <= 1:
                problems.add("outside-range", ("targets", index, "score"), minimum=0, maximum=1)
        check_unique(problems, (target.node for target in self.targets), ("targets",), "node")
        method = self.method
        if (
            method.whole_policy == "official"
            and method.official_perspective not in self.perspective_ids
        ):
            path = ("method", "official_perspective")
            problems.add("unknown-perspective", path, id=method.official_perspective)
        problems.raise_if_any()

    @property
    def perspective_ids(self) -> tuple[str, ...]:
        """Ids of the declared perspectives, in order."""
        return tuple(perspective.id for perspective in self.perspectives)

    @cached_property
    def targets_by_node(self) -> Mapping[str, Target]:
        """Own targets by node."""
        return {target.node: target for target in self.targets}

    def extend(self, edition: Edition) -> Edition:
        """Give the edition as this town uses it: with the local supplement apart (M8).

        An edition that was already extended by this assessment comes back as it is.

        Args:
            edition: The edition that the assessment names.

        Raises:
            InvalidDocument: If the assessment was made for another edition, or its targets or its
                supplement do not fit.
        """
        problems = Problems()
        if edition.reference != self.edition:
            named = edition.reference
            problems.add("other-edition", ("edition",), id=named.id, version=named.version)
            problems.raise_if_any()
        own = self.supplement
        extended = edition if own is None or _has(edition, own) else _supplemented(edition, own)
        model = extended.target_model
        stages = {stage.id for stage in model.stages}
        for index, target in enumerate(self.targets):
            if target.node not in model.by_id:
                problems.add("unknown-node", ("targets", index, "node"), id=target.node)
            if target.stage is not None and target.stage not in stages:
                problems.add("unknown-stage", ("targets", index, "stage"), id=target.stage)
        problems.raise_if_any()
        return extended


def _has(edition: Edition, own: Supplement) -> bool:
    nodes, questions = edition.target_model.by_id, edition.questionnaire.by_id
    return (
        {n.id for n in own.nodes if n.parent is None} <= edition.apart
        and all(nodes.get(n.id) == n for n in own.nodes)
        and all(questions.get(q.id) == q for q in own.questions)
    )


def _supplemented(edition: Edition, own: Supplement) -> Edition:
    model, questionnaire = edition.target_model, edition.questionnaire
    problems = Problems()
    taken = {
        "nodes": ([node.id for node in own.nodes], model.by_id.keys()),
        "questions": ([question.id for question in own.questions], questionnaire.by_id.keys()),
        "scales": ([scale.id for scale in own.scales], questionnaire.scales_by_id.keys()),
    }
    for kind, (names, known) in taken.items():
        for index, name in enumerate(names):
            if name in known:
                problems.add("taken-id", ("supplement", kind, index, "id"), id=name)
    own_nodes = {node.id for node in own.nodes}
    own_parents = {node.parent for node in own.nodes}
    for index, question in enumerate(own.questions):
        if question.node not in own_nodes or question.node in own_parents:
            path = ("supplement", "questions", index, "node")
            problems.add("not-a-leaf", path, id=question.node)
    check_nodes(problems, own.nodes, ("supplement", "nodes"), len(model.levels), model.known)
    check_unique(problems, (scale.id for scale in own.scales), ("supplement", "scales"))
    scales = (*questionnaire.scales, *own.scales)
    check_questions(problems, own.questions, scales, ("supplement", "questions"))
    check_ask(problems, own.questions, model.known.names["office"], ("supplement", "questions"))
    problems.raise_if_any()
    return Edition(
        target_model=attrs.evolve(model, nodes=(*model.nodes, *own.nodes)),
        questionnaire=attrs.evolve(
            questionnaire, scales=scales, questions=(*questionnaire.questions, *own.questions)
        ),
        apart=edition.apart | {node.id for node in own.nodes if node.parent is None},
    )
