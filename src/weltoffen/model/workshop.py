# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What a workshop rates again, says and agrees on (Workshop): G7, W1-W4."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Literal, get_args

import attrs

from weltoffen.errors import PathStep, Problems
from weltoffen.model.extensions import Extensions
from weltoffen.model.ids import check_id, is_id
from weltoffen.model.text import Text, is_language, optional_text, text

LEAST_VOICES = 3
"""At least so many people of a perspective have to be there before a statement may name it (W3, P1)."""

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
"""On what a need can rest (Grundlage, W2): the score lies below the target (G1), views differ or one does in
itself (G4, G5), something is to be clarified first (G2), the talk in the workshop, or an indicator (I5)."""


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
        perspective: Id of the perspective that said it, or None; only if at least 3 of it were there.
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
        groups: How many of each perspective were there; at most 100 perspectives.
        reratings: What was rated again (G7): each node once, at most 500.
        statements: What was said; at most 500.
        needs: Needs for action, in order of urgency; at most 100.
        next_steps: What was agreed on; at most 100.
        extensions: Data of other software.

    Raises:
        InvalidDocument: With every broken rule; ``statement-too-few`` for a perspective that too few speak
            for (W3), ``responsible-missing``, ``unknown-need`` and ``due-before-workshop`` for a next step
            (W4).
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
        check_id(problems, self.id, ("id",))
        if not is_language(self.source_language):
            problems.add("bad-language", ("source_language",))
        check_id(problems, self.assessment, ("assessment",))
        if not _is_day(self.date):
            problems.add("bad-date", ("date",))
        for name, maximum in _MOST.items():
            _check_number(problems, getattr(self, name), (name,), maximum=maximum)
        self._check_groups(problems)
        self._check_reratings(problems)
        self._check_statements(problems)
        self._check_needs(problems)
        self._check_next_steps(problems)
        problems.raise_if_any()

    def _check_groups(self, problems: Problems) -> None:
        _check_each(problems, (one.perspective for one in self.groups), ("groups",), "perspective")
        for index, one in enumerate(self.groups):
            here = ("groups", index, "number")
            if type(one.number) is not int:
                problems.add("wrong-type", here, expected="integer")
            elif not 1 <= one.number <= MAX_PEOPLE:
                problems.add("outside-range", here, minimum=1, maximum=MAX_PEOPLE)

    def _check_reratings(self, problems: Problems) -> None:
        _check_each(problems, (one.node for one in self.reratings), ("reratings",), "node")
        for index, one in enumerate(self.reratings):
            check_id(problems, one.stage, ("reratings", index, "stage"))
            if type(one.tendency) is not bool:
                problems.add("wrong-type", ("reratings", index, "tendency"), expected="boolean")

    def _check_statements(self, problems: Problems) -> None:
        _check_each(problems, (one.id for one in self.statements), ("statements",), "id")
        # A broken number is told once, at its group, and not again at each statement.
        enough = [
            one.perspective
            for one in self.groups
            if type(one.number) is not int or one.number >= LEAST_VOICES
        ]
        for index, one in enumerate(self.statements):
            _check_maybe(problems, one.node, ("statements", index, "node"))
            here = ("statements", index, "perspective")
            _check_maybe(problems, one.perspective, here)
            if is_id(one.perspective) and one.perspective not in enough:
                problems.add("statement-too-few", here, id=one.perspective, minimum=LEAST_VOICES)

    def _check_needs(self, problems: Problems) -> None:
        _check_each(problems, (one.id for one in self.needs), ("needs",), "id")
        allowed = get_args(NeedBasis)
        for index, one in enumerate(self.needs):
            for name, least in (("nodes", 1), ("indicators", 0)):
                here = ("needs", index, name)
                _check_number(problems, getattr(one, name), here, minimum=least)
                _check_each(problems, getattr(one, name), here)
            here = ("needs", index, "basis")
            _check_number(problems, one.basis, here, minimum=1, maximum=len(allowed))
            for place, basis in enumerate(one.basis):
                if basis not in allowed:
                    problems.add("not-allowed", (*here, place), allowed=", ".join(allowed))
                elif basis in one.basis[:place]:
                    problems.add("duplicate-id", (*here, place), id=basis)

    def _check_next_steps(self, problems: Problems) -> None:
        _check_each(problems, (one.id for one in self.next_steps), ("next_steps",), "id")
        known = [one.id for one in self.needs]
        for index, one in enumerate(self.next_steps):
            here = ("next_steps", index)
            _check_number(problems, one.needs, (*here, "needs"))
            _check_each(problems, one.needs, (*here, "needs"))
            for place, need in enumerate(one.needs):
                if is_id(need) and need not in known:
                    problems.add("unknown-need", (*here, "needs", place), id=need)
            _check_maybe(problems, one.body, (*here, "body"))
            if one.body is None and one.responsible is None:
                problems.add("responsible-missing", here)
            if not _is_day(one.due):
                problems.add("bad-date", (*here, "due"))
            elif _is_day(self.date) and one.due < self.date:
                problems.add("due-before-workshop", (*here, "due"))


_MOST: Mapping[str, int] = {
    "groups": MAX_ENTRIES,
    "reratings": MAX_STATEMENTS,
    "statements": MAX_STATEMENTS,
    "needs": MAX_ENTRIES,
    "next_steps": MAX_ENTRIES,
}


def _is_day(value: object) -> bool:
    return type(value) is dt.date


def _check_maybe(problems: Problems, value: object, path: tuple[PathStep, ...]) -> None:
    if value is not None:
        check_id(problems, value, path)


def _check_number(
    problems: Problems,
    found: tuple[object, ...],
    path: tuple[PathStep, ...],
    *,
    minimum: int = 0,
    maximum: int = MAX_ENTRIES,
) -> None:
    if len(found) < minimum:
        problems.add("too-few", path, minimum=minimum)
    if len(found) > maximum:
        problems.add("too-many", path, maximum=maximum)


def _check_each(
    problems: Problems, ids: Iterable[object], path: tuple[PathStep, ...], *key: str
) -> None:
    """Check that each is an id and stands once; unlike `check_unique` for values of any type."""
    seen: set[object] = set()
    for index, one in enumerate(ids):
        if not is_id(one):
            problems.add("bad-id", (*path, index, *key))
        elif one in seen:
            problems.add("duplicate-id", (*path, index, *key), id=one)
        else:
            seen.add(one)
