# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Questionnaires (Fragebögen): questions of four kinds, dependencies and gates; M4, A1, S6."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Literal

import attrs

from weltoffen.errors import PathStep, Problems
from weltoffen.model.checks import check_extensions
from weltoffen.model.digest import digest
from weltoffen.model.exact import InWhole, exact, in_whole
from weltoffen.model.extensions import Extensions
from weltoffen.model.forms import (
    AnswerForm,
    Band,
    Checklist,
    FreeText,
    NumberEntry,
    SingleChoice,
    check_checklist,
    check_number,
)
from weltoffen.model.ids import Reference, check_id, check_unique, check_version
from weltoffen.model.scale import RESERVED, NoAnswer, Option, Scale, check_no_answers
from weltoffen.model.source import Source, check_sources
from weltoffen.model.target import Replaces, check_replaces
from weltoffen.model.text import MAX_TEXT_LENGTH, Text, is_language, optional_text, text

Kind = Literal["single", "multiple", "number", "text"]
"""Kinds of questions, by the form of their answers (Art der Frage, M6)."""
Shape = tuple[str, Kind, tuple[str, ...], tuple[Fraction, ...]]
"""Id and kind of a question, ids of its options or bands, and the points that a checklist can reach."""


_KINDS: Mapping[type, Kind] = {
    SingleChoice: "single",
    Checklist: "multiple",
    NumberEntry: "number",
    FreeText: "text",
}


@attrs.frozen(kw_only=True)
class Dependency:
    """A question is asked only after certain answers to an earlier one (Abhängigkeit, M4).

    Attributes:
        question: Id of an earlier question of kind ``single``, ``multiple`` or ``number`` with bands.
        options: Ids of options or bands; one of them must have been given.
    """

    question: str
    options: tuple[str, ...] = attrs.field(converter=tuple[str, ...])


@attrs.frozen(kw_only=True)
class Gate:
    """Holds a node below a stage while a mandatory question is below its minimum (Sperre, S6).

    Attributes:
        id: Id, unique in the questionnaire.
        node: Id of the node that is held.
        stage: Id of the stage that cannot be reached; not the first.
        question: Id of the mandatory question.
        minimum: Least points, on the question's own scale, that open the gate; for a number without
            bands the number itself.
    """

    id: str
    node: str
    stage: str
    question: str
    minimum: Fraction = attrs.field(converter=exact)


@attrs.frozen(kw_only=True)
class Question:
    """A question (Frage); it informs one leaf of the target model, with a weight (M4, M5).

    Attributes:
        id: Id, unique in the questionnaire; not ``unknown`` or ``not-applicable``.
        node: Id of the leaf that it informs.
        title: What the respondent reads.
        form: How it is answered; decides the kind.
        weight: Exact weight ≥ 0, relative to the other questions of the leaf; no part in a free text.
        help: What counts, or None.
        evidence: Example of evidence (Nachweis): document, resolution, figure; or None.
        ask: Ids of the offices that usually know, named in the target model; may be empty.
        sources: What the question rests on; may be empty.
        depends_on: When it is asked, or None for always.
        replaces: Questions of an earlier version (M3).
        extensions: Data of other software.
    """

    id: str
    node: str
    title: Text = attrs.field(converter=text)
    form: AnswerForm
    weight: Fraction = attrs.field(default=Fraction(1), converter=exact)
    help: Text | None = attrs.field(default=None, converter=optional_text)
    evidence: Text | None = attrs.field(default=None, converter=optional_text)
    ask: tuple[str, ...] = attrs.field(converter=tuple[str, ...], default=())
    sources: tuple[Source, ...] = attrs.field(converter=tuple[Source, ...], default=())
    depends_on: Dependency | None = None
    replaces: tuple[Replaces, ...] = attrs.field(converter=tuple[Replaces, ...], default=())
    extensions: Extensions | None = None

    @property
    def kind(self) -> Kind:
        """``single``, ``multiple``, ``number`` or ``text``."""
        return _KINDS[type(self.form)]

    @property
    def officially_only(self) -> bool:
        """Whether it is put to official responses only: a number without bands (T1)."""
        return isinstance(self.form, NumberEntry) and not self.form.bands


@attrs.frozen(kw_only=True)
class Questionnaire:
    """A questionnaire (Fragebogen) for one version of a target model.

    Attributes:
        id: Id of the questionnaire.
        version: Version of the questionnaire.
        target_model: The target model that its questions inform.
        title: Name of the questionnaire.
        source_language: Language in which the texts were written first (M7).
        scales: Scales that single-choice questions name.
        no_answers: Words for the answers that are no option (A1); may be empty.
        questions: Questions in declared order; a question stands after the one it depends on.
        gates: Gates on stages (S6).
        licence: SPDX licence of the texts, or None.
        extensions: Data of other software.

    Raises:
        InvalidDocument: With every broken rule.
    """

    id: str
    version: str
    target_model: Reference
    title: Text = attrs.field(converter=text)
    source_language: str
    scales: tuple[Scale, ...] = attrs.field(converter=tuple[Scale, ...], default=())
    no_answers: tuple[NoAnswer, ...] = attrs.field(converter=tuple[NoAnswer, ...], default=())
    questions: tuple[Question, ...] = attrs.field(converter=tuple[Question, ...])
    gates: tuple[Gate, ...] = attrs.field(converter=tuple[Gate, ...], default=())
    licence: str | None = None
    extensions: Extensions | None = None

    def __attrs_post_init__(self) -> None:
        """Check every rule of the questionnaire that a schema cannot see."""
        problems = Problems()
        check_id(problems, self.id, ("id",))
        check_extensions(problems, self.extensions)
        check_version(problems, self.version, ("version",))
        if not is_language(self.source_language):
            problems.add("bad-language", ("source_language",))
        check_unique(problems, (scale.id for scale in self.scales), ("scales",))
        check_no_answers(problems, self.no_answers, ("no_answers",))
        check_questions(problems, self.questions, self.scales)
        for index, gate in enumerate(self.gates):
            _check_gate(problems, gate, self.by_id, ("gates", index))
        check_unique(problems, (gate.id for gate in self.gates), ("gates",))
        problems.raise_if_any()
        for index, gate in enumerate(self.gates):
            if self.value_of_points(self.by_id[gate.question], gate.minimum) > 1:
                problems.add("gate-unreachable", ("gates", index, "minimum"), id=gate.question)
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
    def by_id(self) -> Mapping[str, Question]:
        """Questions by id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def scales_by_id(self) -> Mapping[str, Scale]:
        """Scales by id."""
        return {scale.id: scale for scale in self.scales}

    @cached_property
    def by_node(self) -> Mapping[str, tuple[Question, ...]]:
        """Questions by the leaf that they inform, in declared order."""
        found: defaultdict[str, list[Question]] = defaultdict(list)
        for question in self.questions:
            found[question.node].append(question)
        return {node: tuple(questions) for node, questions in found.items()}

    @cached_property
    def gates_by_node(self) -> Mapping[str | None, tuple[Gate, ...]]:
        """Gates by the node that they hold, in declared order."""
        found: defaultdict[str | None, list[Gate]] = defaultdict(list)
        for gate in self.gates:
            found[gate.node].append(gate)
        return {node: tuple(gates) for node, gates in found.items()}

    @cached_property
    def scored(self) -> tuple[Question, ...]:
        """Questions that are scored, in declared order: all but free texts (M4)."""
        return tuple(question for question in self.questions if question.kind != "text")

    @cached_property
    def whole_weights(self) -> Mapping[str, int]:
        """Weights of the scored questions in whole numbers, in proportion within each leaf (M5)."""
        scales: defaultdict[str, int] = defaultdict(lambda: 1)
        for one in self.scored:
            scales[one.node] = math.lcm(scales[one.node], one.weight.denominator)
        return {one.id: int(one.weight * scales[one.node]) for one in self.scored}

    @cached_property
    def gate_values(self) -> Mapping[str, Fraction]:
        """Minimum of each gate as a value of its question, by the gate's id (S6, M6)."""
        return {
            gate.id: self.value_of_points(self.by_id[gate.question], gate.minimum)
            for gate in self.gates
        }

    @cached_property
    def option_values(self) -> Mapping[str, Mapping[str, Fraction]]:
        """Values of the options by id, for each question of single choice (M6); one mapping a scale."""
        scales = {one.id: dict(zip(one.option_ids, one.values, strict=True)) for one in self.scales}
        return {
            question.id: scales[question.form.scale]
            for question in self.questions
            if isinstance(question.form, SingleChoice)
        }

    @cached_property
    def _conditional(self) -> tuple[Question, ...]:
        return tuple(q for q in self.questions if q.depends_on is not None)

    @cached_property
    def _conditional_personal(self) -> tuple[Question, ...]:
        return tuple(q for q in self.questions if q.depends_on is not None or q.officially_only)

    def conditional(self, *, personal: bool) -> tuple[Question, ...]:
        """Questions that are not put to everybody, in declared order (A1, M4).

        Args:
            personal: Whether persons are asked, or the administration and institutions.
        """
        return self._conditional_personal if personal else self._conditional

    @cached_property
    def values(self) -> Mapping[str, tuple[Fraction, ...]]:
        """Values in [0, 1] of a question's options, bands or reachable points, in order (M6).

        Empty for a number without bands, whose value is its place in the range, and for a text.
        """
        return {question.id: self._values(question.form) for question in self.questions}

    @cached_property
    def whole_values(self) -> Mapping[str, InWhole]:
        """The `values` of each question as whole numbers of a unit."""
        return {question: in_whole(values) for question, values in self.values.items()}

    def _values(self, form: AnswerForm) -> tuple[Fraction, ...]:
        if isinstance(form, SingleChoice):
            return self.scales_by_id[form.scale].values
        if isinstance(form, Checklist):
            return tuple(level / form.full for level in form.levels)
        if isinstance(form, NumberEntry) and form.bands:
            return form.band_values
        return ()

    def value_of_points(self, question: Question, points: Fraction) -> Fraction:
        """Map points on a question's own scale to its value, as its options are mapped (M6).

        Args:
            question: A question of this questionnaire.
            points: Points between its lowest and its highest ones.
        """
        form = question.form
        if isinstance(form, Checklist):
            return points / form.full
        if isinstance(form, SingleChoice):
            known = [option.points for option in self.scales_by_id[form.scale].options]
        elif isinstance(form, NumberEntry) and form.bands:
            known = [band.points for band in form.bands]
        elif isinstance(form, NumberEntry):
            known = [form.minimum, form.maximum]
        else:
            known = [Fraction(0), Fraction(1)]
        return (points - min(known)) / (max(known) - min(known))

    def entries(self, question: Question) -> tuple[Option | Band, ...]:
        """What an answer can be told by: options or bands, in order; empty for other numbers and texts.

        Args:
            question: A question of this questionnaire.
        """
        form = question.form
        if isinstance(form, SingleChoice):
            return self.scales_by_id[form.scale].options
        if isinstance(form, Checklist):
            return form.options
        return form.bands if isinstance(form, NumberEntry) else ()

    def choices(self, question: Question) -> tuple[str, ...]:
        """Ids of the `entries` of a question.

        Args:
            question: A question of this questionnaire.
        """
        return tuple(entry.id for entry in self.entries(question))

    @cached_property
    def shapes(self) -> tuple[Shape, ...]:
        """What the counts of each question are about, in declared order (T1)."""
        return tuple(
            (
                question.id,
                question.kind,
                self.choices(question),
                question.form.levels if isinstance(question.form, Checklist) else (),
            )
            for question in self.questions
        )


def check_questions(
    problems: Problems,
    questions: tuple[Question, ...],
    scales: tuple[Scale, ...],
    path: tuple[PathStep, ...] = ("questions",),
) -> None:
    """Check a list of questions: ids, weights, answer forms, dependencies on earlier questions."""
    known_scales = {scale.id: scale for scale in scales}
    earlier: dict[str, Question] = {}
    for index, question in enumerate(questions):
        here = (*path, index)
        check_id(problems, question.id, (*here, "id"))
        if question.id in RESERVED:
            problems.add("reserved-id", (*here, "id"), id=question.id)
        if question.weight < 0:
            problems.add("negative-weight", (*here, "weight"))
        check_replaces(problems, question.id, question.replaces, here)
        check_sources(problems, question.sources, here)
        _check_ask_ids(problems, question.ask, (*here, "ask"))
        form = question.form
        if isinstance(form, SingleChoice) and form.scale not in known_scales:
            problems.add("unknown-scale", (*here, "scale"), id=form.scale)
        if isinstance(form, Checklist):
            check_checklist(problems, form, here)
        if isinstance(form, NumberEntry):
            check_number(problems, form, here)
        if isinstance(form, FreeText) and not 1 <= form.max_length <= MAX_TEXT_LENGTH:
            problems.add("outside-range", (*here, "max_length"), minimum=1, maximum=MAX_TEXT_LENGTH)
        if question.depends_on is not None:
            _check_dependency(problems, question.depends_on, earlier, known_scales, here)
        earlier.setdefault(question.id, question)
    check_unique(problems, (question.id for question in questions), path)


def _check_ask_ids(
    problems: Problems, offices: tuple[str, ...], here: tuple[PathStep, ...]
) -> None:
    seen: set[str] = set()
    for place, office in enumerate(offices):
        check_id(problems, office, (*here, place))
        if office in seen:
            problems.add("duplicate-id", (*here, place), id=office)
        seen.add(office)


def check_ask(
    problems: Problems,
    questions: tuple[Question, ...],
    offices: Collection[str],
    path: tuple[PathStep, ...],
) -> None:
    """Check that the target model names every office that is to be asked."""
    for index, question in enumerate(questions):
        for place, office in enumerate(question.ask):
            if office not in offices:
                problems.add("unknown-office", (*path, index, "ask", place), id=office)


def _check_dependency(
    problems: Problems,
    dependency: Dependency,
    earlier: Mapping[str, Question],
    scales: Mapping[str, Scale],
    here: tuple[PathStep, ...],
) -> None:
    parent = earlier.get(dependency.question)
    if parent is None:
        problems.add("unknown-question", (*here, "depends_on", "question"), id=dependency.question)
        return
    form = parent.form
    known: tuple[str, ...] = ()
    if isinstance(form, SingleChoice):
        known = scales[form.scale].option_ids if form.scale in scales else dependency.options
    elif isinstance(form, Checklist):
        known = tuple(option.id for option in form.options)
    elif isinstance(form, NumberEntry):
        known = tuple(band.id for band in form.bands)
    for index, option in enumerate(dependency.options):
        if option not in known:
            problems.add("unknown-option", (*here, "depends_on", "options", index), id=option)
    if not dependency.options:
        problems.add("no-options", (*here, "depends_on", "options"))


def _check_gate(
    problems: Problems, gate: Gate, questions: Mapping[str, Question], here: tuple[PathStep, ...]
) -> None:
    check_id(problems, gate.id, (*here, "id"))
    question = questions.get(gate.question)
    if question is None:
        problems.add("unknown-question", (*here, "question"), id=gate.question)
    elif question.kind == "text":
        problems.add("gate-on-text", (*here, "question"), id=gate.question)
