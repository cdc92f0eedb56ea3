# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What a workshop rates again, says and agrees on (Workshop): G7, W1-W4."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal, get_args

import attrs

from weltoffen.errors import PathStep, Problems
from weltoffen.model.checks import (
    check_day,
    check_head,
    check_ids,
    check_instance,
    check_links,
    check_size,
    check_term,
)
from weltoffen.model.extensions import Extensions
from weltoffen.model.ids import check_id, is_id
from weltoffen.model.text import Text, optional_text, text

LEAST_VOICES = 5
"""So many people have to be there before there may be statements, and so many of a perspective before one may
name it (W3). It is the k that protects answers unless set otherwise (P1)."""

MAX_PEOPLE = 10_000
"""At most so many people of a perspective."""

MAX_STATEMENTS = 500
"""At most so many ratings, and as many statements."""

MAX_ENTRIES = 100
"""At most so many groups, needs and next steps, and so many entries of each list inside them."""


@attrs.frozen(kw_only=True)
class Rerating:
    """A node as the workshop rates it (zweite Einstufung, G7), beside the self-assessment's own result.

    It is the agreed view of those present, so that it is not protected.

    Attributes:
        node: Id of the node, usually a criterion.
        stage: Id of the stage.
        tendency: Whether the workshop sees a tendency to the next stage.
        reason: Why, or None. It is published as it stands: no names.
    """

    node: str
    stage: str
    tendency: bool = False
    reason: Text | None = attrs.field(default=None, converter=optional_text)


NeedBasis = Literal["target-gap", "perception-gap", "to-clarify", "workshop", "monitoring"]
"""On what a need can rest (Grundlage, W2).

The score lies below the target (G1), views differ or one does in itself (G4, G5), something is to be
clarified first (G2), the talk in the workshop, or an indicator (I5).
"""


@attrs.frozen(kw_only=True)
class WorkshopGroup:
    """How many of a perspective were there (Teilnehmende, W1).

    Attributes:
        perspective: Id of the perspective; each stands once.
        number: How many people, from 1 to 10 000.
    """

    perspective: str
    number: int


@attrs.frozen(kw_only=True)
class Statement:
    """Something that was said (Aussage, W3), without names of persons.

    Attributes:
        id: Id, unique among the statements.
        text: What was said.
        node: Id of the node that it is about, or None.
        perspective: Id of the perspective that said it, or None; only if at least 5 people of it were
            there.
    """

    id: str
    text: Text = attrs.field(converter=text)
    node: str | None = None
    perspective: str | None = None


@attrs.frozen(kw_only=True)
class ActionNeed:
    """A need for action (Handlungsbedarf, W2) that was agreed on.

    Attributes:
        id: Id, unique among the needs; measures and goals name it.
        title: Its name.
        description: More of it, or None.
        nodes: Ids of the criteria that it concerns: 1 to 100, each once.
        basis: On what it rests: at least one, each once.
        indicators: Ids of indicators that make it visible (I1): at most 100, each once.
    """

    id: str
    title: Text = attrs.field(converter=text)
    description: Text | None = attrs.field(default=None, converter=optional_text)
    nodes: tuple[str, ...] = attrs.field(converter=tuple[str, ...])
    basis: tuple[NeedBasis, ...] = attrs.field(converter=tuple[NeedBasis, ...])
    indicators: tuple[str, ...] = attrs.field(converter=tuple[str, ...], default=())


@attrs.frozen(kw_only=True)
class NextStep:
    """A next step that was agreed on (nächster Schritt, W4).

    Attributes:
        id: Id, unique among the next steps.
        text: What is to be done.
        needs: Ids of the needs of the same workshop that it answers: at most 100, each once.
        body: Id of the responsible body of the organisation, or None.
        responsible: Who is responsible where no organisation is described, by function and not by name, or
            None; body, responsible or both are given.
        due: By which day; not before the workshop.
    """

    id: str
    text: Text = attrs.field(converter=text)
    needs: tuple[str, ...] = attrs.field(converter=tuple[str, ...], default=())
    body: str | None = None
    responsible: Text | None = attrs.field(default=None, converter=optional_text)
    due: dt.date


@attrs.frozen(kw_only=True)
class Workshop:
    """The record of a workshop (Workshop-Protokoll): what was rated, said and agreed on; W1-W4.

    It names perspectives, bodies and functions, but no persons. Whether nodes, stages and perspectives are
    those of the assessment is known only beside its report: `weltoffen.course.workshops.check_workshop`.

    Attributes:
        id: Id.
        source_language: Language in which the texts were written first (M7).
        assessment: Id of the assessment that was discussed.
        date: Day of the workshop, the last one if it took several.
        groups: How many of each perspective were there; at most 100 perspectives, none if not recorded.
        reratings: What was rated again (G7): each node once, at most 500.
        statements: What was said; at most 500, and none unless at least 5 people are recorded (W3).
        needs: Needs for action, in order of urgency; at most 100.
        next_steps: What was agreed on; at most 100.
        extensions: Data of other software.

    Raises:
        InvalidDocument: With every broken rule; ``statement-too-few`` for a perspective that too few speak
            for, ``too-few-for-statements``, and then not the former, if too few were there in all (W3);
            ``responsible-missing``, ``unknown-need`` and ``due-before-workshop`` for a next step (W4).
    """

    id: str
    source_language: str
    assessment: str
    date: dt.date
    groups: tuple[WorkshopGroup, ...] = attrs.field(converter=tuple[WorkshopGroup, ...], default=())
    reratings: tuple[Rerating, ...] = attrs.field(converter=tuple[Rerating, ...], default=())
    statements: tuple[Statement, ...] = attrs.field(converter=tuple[Statement, ...], default=())
    needs: tuple[ActionNeed, ...] = attrs.field(converter=tuple[ActionNeed, ...], default=())
    next_steps: tuple[NextStep, ...] = attrs.field(converter=tuple[NextStep, ...], default=())
    extensions: Extensions | None = None

    def __attrs_post_init__(self) -> None:
        """Check ids, numbers, days, links inside the document, and W1 to W4."""
        problems = Problems()
        check_head(problems, self.id, self.source_language, self.extensions)
        check_id(problems, self.assessment, ("assessment",))
        check_day(problems, self.date, ("date",))
        if self._check_entries(problems):
            self._check_groups(problems)
            self._check_reratings(problems)
            self._check_statements(problems)
            self._check_needs(problems)
            self._check_next_steps(problems)
        problems.raise_if_any()

    def _check_entries(self, problems: Problems) -> bool:
        """Check what the entries of each list are, and say whether all are what they should be."""
        lists: dict[str, tuple[Sequence[object], type]] = {
            "groups": (self.groups, WorkshopGroup),
            "reratings": (self.reratings, Rerating),
            "statements": (self.statements, Statement),
            "needs": (self.needs, ActionNeed),
            "next_steps": (self.next_steps, NextStep),
        }
        found = [
            check_instance(problems, one, cls, (name, index))
            for name, (entries, cls) in lists.items()
            for index, one in enumerate(entries)
        ]
        return all(found)

    def _check_groups(self, problems: Problems) -> None:
        check_size(problems, self.groups, MAX_ENTRIES, ("groups",))
        check_ids(problems, (one.perspective for one in self.groups), ("groups",), "perspective")
        for index, one in enumerate(self.groups):
            here = ("groups", index, "number")
            if type(one.number) is not int:
                problems.add("wrong-type", here, expected="integer")
            elif not 1 <= one.number <= MAX_PEOPLE:
                problems.add("outside-range", here, minimum=1, maximum=MAX_PEOPLE)

    def _check_reratings(self, problems: Problems) -> None:
        check_size(problems, self.reratings, MAX_STATEMENTS, ("reratings",))
        check_ids(problems, (one.node for one in self.reratings), ("reratings",), "node")
        for index, one in enumerate(self.reratings):
            check_id(problems, one.stage, ("reratings", index, "stage"))
            if type(one.tendency) is not bool:
                problems.add("wrong-type", ("reratings", index, "tendency"), expected="boolean")

    def _check_statements(self, problems: Problems) -> None:
        check_size(problems, self.statements, MAX_STATEMENTS, ("statements",))
        check_ids(problems, (one.id for one in self.statements), ("statements",), "id")
        for index, one in enumerate(self.statements):
            _check_maybe(problems, one.node, ("statements", index, "node"))
            _check_maybe(problems, one.perspective, ("statements", index, "perspective"))
        self._check_voices(problems)

    def _check_voices(self, problems: Problems) -> None:
        """Check that enough were there to speak at all, and for each perspective that is named (W3)."""
        numbers = [one.number for one in self.groups]
        # A broken number is told once, at its group, and not again where people are counted.
        whole = all(type(number) is int for number in numbers)
        if self.statements and whole and sum(numbers) < LEAST_VOICES:
            problems.add("too-few-for-statements", ("statements",), minimum=LEAST_VOICES)
            return
        enough = [
            one.perspective
            for one in self.groups
            if type(one.number) is not int or one.number >= LEAST_VOICES
        ]
        for index, one in enumerate(self.statements):
            if is_id(one.perspective) and one.perspective not in enough:
                here = ("statements", index, "perspective")
                problems.add("statement-too-few", here, id=one.perspective, minimum=LEAST_VOICES)

    def _check_needs(self, problems: Problems) -> None:
        check_size(problems, self.needs, MAX_ENTRIES, ("needs",))
        check_ids(problems, (one.id for one in self.needs), ("needs",), "id")
        allowed = get_args(NeedBasis)
        for index, one in enumerate(self.needs):
            here = ("needs", index)
            check_size(problems, one.nodes, MAX_ENTRIES, (*here, "nodes"), minimum=1)
            check_ids(problems, one.nodes, (*here, "nodes"))
            check_links(problems, one.indicators, MAX_ENTRIES, (*here, "indicators"))
            check_size(problems, one.basis, len(allowed), (*here, "basis"), minimum=1)
            for place, basis in enumerate(one.basis):
                check_term(problems, basis, allowed, (*here, "basis", place))
                if basis in allowed and basis in one.basis[:place]:
                    problems.add("duplicate-id", (*here, "basis", place), id=basis)

    def _check_next_steps(self, problems: Problems) -> None:
        check_size(problems, self.next_steps, MAX_ENTRIES, ("next_steps",))
        check_ids(problems, (one.id for one in self.next_steps), ("next_steps",), "id")
        known = [one.id for one in self.needs]
        for index, one in enumerate(self.next_steps):
            here = ("next_steps", index)
            check_links(problems, one.needs, MAX_ENTRIES, (*here, "needs"))
            for place, need in enumerate(one.needs):
                if is_id(need) and need not in known:
                    problems.add("unknown-need", (*here, "needs", place), id=need)
            _check_maybe(problems, one.body, (*here, "body"))
            if one.body is None and one.responsible is None:
                problems.add("responsible-missing", here)
            check_day(problems, one.due, (*here, "due"))
            if type(one.due) is type(self.date) is dt.date and one.due < self.date:
                problems.add("due-before-workshop", (*here, "due"))


def _check_maybe(problems: Problems, value: object, path: tuple[PathStep, ...]) -> None:
    if value is not None:
        check_id(problems, value, path)
