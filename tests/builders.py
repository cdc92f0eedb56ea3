# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Small towns, written in one line each: what the tests from counting to the report share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest

from weltoffen.errors import InvalidDocument
from weltoffen.model.assessment import Assessment, Municipality, Perspective, Round, Target
from weltoffen.model.edition import Edition
from weltoffen.model.forms import Band, Checklist, FreeText, NumberEntry, SingleChoice
from weltoffen.model.ids import Reference
from weltoffen.model.method import Method
from weltoffen.model.questionnaire import Dependency, Question, Questionnaire
from weltoffen.model.response import Response, build_response
from weltoffen.model.scale import NOT_APPLICABLE, UNKNOWN, Option, Scale
from weltoffen.model.target import Level, Node, Stage, TargetModel
from weltoffen.report.assembly import build_report
from weltoffen.scoring.counting import tally
from weltoffen.scoring.protection import ProtectedTally, ProtectionRule, protect
from weltoffen.scoring.sheets import score

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from fractions import Fraction

    from weltoffen.model.assessment import Supplement
    from weltoffen.model.questionnaire import Gate
    from weltoffen.model.suggestion import Module, Office
    from weltoffen.report.structure import Report
    from weltoffen.scoring.results import Scores
    from weltoffen.scoring.tally import Tally

    Column = str | Sequence[object]

T = {"de": "x", "en": "x"}
STEPS = Scale(id="steps", options=[Option(id=f"s{i}", title=T, points=i) for i in range(5)])
"""Five options ``s0`` to ``s4`` with the values 0, 1/4, 1/2, 3/4, 1."""
STAGES = tuple(
    Stage(id=name, title=T, lower=lower)
    for name, lower in (("one", "0"), ("two", "0.25"), ("three", "0.5"), ("four", "0.75"))
)
PERSPECTIVES = ("administration", "politics", "civil-society", "economy", "residents")
"""Their alphabetical order is not the declared one."""


def node(name: str, parent: str | None = None, **more: Any) -> Node:  # noqa: ANN401 - any field
    """Give a node."""
    return Node(id=name, title=T, parent=parent, **more)


def single(name: str, leaf: str = "a", **more: Any) -> Question:  # noqa: ANN401 - any field
    """Give a question on the scale `STEPS`."""
    return Question(id=name, node=leaf, title=T, form=SingleChoice(scale="steps"), **more)


def checklist(name: str, leaf: str = "a", *, cap: int | None = None, **more: Any) -> Question:  # noqa: ANN401 - any field
    """Give a checklist: ``x`` and ``y`` give one point each, ``z`` gives two."""
    options = [Option(id=one, title=T, points=p) for one, p in (("x", 1), ("y", 1), ("z", 2))]
    return Question(id=name, node=leaf, title=T, form=Checklist(options=options, cap=cap), **more)


def banded(name: str, leaf: str = "a", **more: Any) -> Question:  # noqa: ANN401 - any field
    """Give a number from 0 to 100 in three bands, from 0, 50 and 80, with the values 0, 1/4, 1."""
    bands = [
        Band(id=one, lower=lower, points=points)
        for one, lower, points in (("low", 0, 0), ("mid", 50, 1), ("high", 80, 4))
    ]
    form = NumberEntry(minimum=0, maximum=100, bands=bands)
    return Question(id=name, node=leaf, title=T, form=form, **more)


def number(name: str, leaf: str = "a", **more: Any) -> Question:  # noqa: ANN401 - any field
    """Give a number from 0 to 100 without bands: its value is a hundredth of it."""
    form = NumberEntry(minimum=0, maximum=100)
    return Question(id=name, node=leaf, title=T, form=form, **more)


def free(name: str, leaf: str = "a", **more: Any) -> Question:  # noqa: ANN401 - any field
    """Give a free text."""
    return Question(id=name, node=leaf, title=T, form=FreeText(max_length=5_000), **more)


def after(question: str, *options: str) -> Dependency:
    """Give a dependency."""
    return Dependency(question=question, options=options)


@attrs.frozen
class Town:
    """An edition and an assessment of it; makes responses, tallies, scores and reports."""

    edition: Edition
    assessment: Assessment

    @property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire with the supplement."""
        return self.assessment.extend(self.edition).questionnaire

    def official(
        self,
        perspective: str = "administration",
        part: str | None = None,
        **answers: object,
    ) -> Response:
        """Give an official response."""
        return build_response(
            self.questionnaire,
            assessment=self.assessment.id,
            perspective=perspective,
            capacity="official",
            part=part,
            answers=answers,
        )

    def persons(self, perspective: str, **columns: Column) -> list[Response]:
        """Give personal responses of one perspective.

        Args:
            perspective: Its id.
            columns: Question to what each person answered, in turn: in a text a digit for an option of
                `STEPS`, ``u`` unknown, ``n`` not applicable, ``-`` skipped; otherwise plain answers, None
                for skipped.
        """
        count = max(len(column) for column in columns.values())
        asked = self.questionnaire
        return [
            build_response(
                asked,
                assessment=self.assessment.id,
                perspective=perspective,
                answers={
                    key: answer
                    for key, column in columns.items()
                    if (answer := _answer(column[i])) is not None
                },
            )
            for i in range(count)
        ]

    def tally(self, *responses: Response) -> Tally:
        """Count responses."""
        return tally(responses, self.questionnaire)

    def protect(self, *responses: Response, k: int = 5) -> ProtectedTally:
        """Count and protect responses."""
        counted = self.tally(*responses)
        return protect(counted, ProtectionRule(k=k), self.assessment, self.edition)

    def scores(self, *responses: Response, k: int = 5) -> Scores:
        """Count, protect and score responses."""
        return score(self.protect(*responses, k=k), self.assessment, self.edition)

    def raw_scores(self, *responses: Response) -> Scores:
        """Count and score responses for the operator's eyes."""
        return score(self.tally(*responses), self.assessment, self.edition).scores

    def report(self, *responses: Response, k: int = 5) -> Report:
        """Go the whole way."""
        return build_report(self.protect(*responses, k=k), self.assessment, self.edition)


def _answer(value: object) -> object:
    if isinstance(value, str) and len(value) == 1:
        plain: dict[str, str | None] = {"u": UNKNOWN, "n": NOT_APPLICABLE, "-": None}
        return plain.get(value, f"s{value}")
    return value


def town(
    *questions: Question,
    nodes: Sequence[Node] = (),
    depth: int = 3,
    stages: Sequence[Stage] = STAGES,
    gates: Sequence[Gate] = (),
    perspectives: Sequence[str] = PERSPECTIVES,
    method: Method | None = None,
    targets: Mapping[str, str | Fraction] | None = None,
    supplement: Supplement | None = None,
    offices: Sequence[Office] = (),
    modules: Sequence[Module] = (),
) -> Town:
    """Give a town; without nodes the model has one leaf for each node that the questions name."""
    leaves = dict.fromkeys(question.node for question in questions)
    model = TargetModel(
        id="model",
        version="1",
        title=T,
        source_language="de",
        levels=[Level(id=f"level-{i}", title=T) for i in range(depth)],
        stages=tuple(stages),
        nodes=tuple(nodes) or tuple(node(leaf) for leaf in leaves),
        offices=tuple(offices),
        modules=tuple(modules),
    )
    asked = Questionnaire(
        id="asked",
        version="1",
        target_model=Reference(id="model", version="1"),
        title=T,
        source_language="de",
        scales=[STEPS],
        questions=questions,
        gates=tuple(gates),
    )
    assessment = Assessment(
        id="town-2026",
        municipality=Municipality(name="Musterstadt"),
        round=Round(id="first"),
        edition=asked.reference,
        perspectives=[Perspective(id=one, title=T) for one in perspectives],
        method=method or Method(),
        targets=[
            Target(node=key, stage=aim) if isinstance(aim, str) else Target(node=key, score=aim)
            for key, aim in (targets or {}).items()
        ],
        supplement=supplement,
    )
    return Town(edition=Edition(target_model=model, questionnaire=asked), assessment=assessment)


def of_another_round(report: Report) -> Report:
    """Give a report as that of an earlier round, which a later one can be compared with."""
    return attrs.evolve(report, assessment="town-2025")


def flat(groups: Iterable[Iterable[Response]]) -> list[Response]:
    """Give the responses of several groups in one list."""
    return [response for group in groups for response in group]


def refused(make: Callable[[], object]) -> list[tuple[str, str]]:
    """Expect a refusal and list code and pointer of every problem."""
    with pytest.raises(InvalidDocument) as caught:
        make()
    return [(problem.code, problem.pointer) for problem in caught.value.problems]
