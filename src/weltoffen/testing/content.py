# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Strategies for what is asked: target models, questionnaires and editions; M1, M4-M6, S6."""

from __future__ import annotations

from fractions import Fraction
from typing import final

import attrs
from hypothesis import strategies as st

from weltoffen.model.edition import Edition
from weltoffen.model.forms import AnswerForm, Band, Checklist, FreeText, NumberEntry, SingleChoice
from weltoffen.model.questionnaire import Dependency, Gate, Question, Questionnaire
from weltoffen.model.scale import NoAnswer, Scale
from weltoffen.model.source import Source
from weltoffen.model.suggestion import (
    CONDITIONS,
    EFFORTS,
    Known,
    Module,
    OfferRule,
    Office,
    StageText,
    Suggestion,
)
from weltoffen.model.target import Level, Node, Stage, TargetModel
from weltoffen.testing.basics import (
    LANGUAGES,
    Stock,
    draw_stock,
    ids,
    pick,
    pick_some,
    upto,
    versions,
    weights,
)
from weltoffen.testing.scaling import draw_scales, make_options

_LICENCES = (None, "CC-BY-4.0")
_KINDS = ("single", "single", "multiple", "number", "text")

# --- Target models -----------------------------------------------------------------------------------


@st.composite
def target_models(
    draw: st.DrawFn, *, max_depth: int = 4, max_nodes: int = 10, max_stages: int = 6
) -> TargetModel:
    """Give target models (Zielbilder, M1): trees of any shape, with leaves on any level.

    Weights may be 0 (M5), bands of stages are uneven (S6), texts may lack languages (M7).

    Args:
        draw: Given by Hypothesis.
        max_depth: Largest number of levels.
        max_nodes: Largest number of nodes.
        max_stages: Largest number of stages.
    """
    stock = draw_stock(draw)
    depth = 1 + draw(upto(max_depth - 1))
    bounds = {1 + draw(upto(999)) for _ in range(draw(upto(max_stages - 1)))}
    lowers = [Fraction(0), *(Fraction(n, 1000) for n in sorted(bounds))]
    stages = tuple(
        Stage(id=stock.id(i), title=stock.text(i), lower=lower, description=stock.maybe_text(i))
        for i, lower in enumerate(lowers)
    )
    offices, modules = _offices(stock), _modules(stock)
    known = Known(
        stages=[stage.id for stage in stages],
        offices=[office.id for office in offices],
        modules=[module.id for module in modules],
    )
    nodes = draw_tree(draw, stock, depth, max_nodes, known)
    return TargetModel(
        id=draw(ids()),
        version=draw(versions()),
        title=stock.text(0),
        source_language=pick(draw, LANGUAGES),
        levels=tuple(Level(id=stock.id(i), title=stock.text(i)) for i in range(depth)),
        stages=stages,
        nodes=nodes,
        offices=offices,
        modules=[attrs.evolve(one, rules=_rules(draw, stock, nodes, known)) for one in modules],
        licence=pick(draw, _LICENCES),
        extensions=stock.extra,
    )


def draw_tree(
    draw: st.DrawFn, stock: Stock, depth: int, max_nodes: int, known: Known
) -> tuple[Node, ...]:
    """Draw a tree of nodes; an internal building block."""
    depths: dict[str | None, int] = {None: 0}
    nodes = []
    reach = pick(draw, (max_nodes + 1, 2, 1))  # a small reach makes trees deep
    for index in range(1 + draw(upto(max_nodes - 1))):
        parent = pick(draw, [one for one in depths if depths[one] < depth][-reach:])
        node = Node(
            id=stock.id(index),
            title=stock.text(index),
            parent=parent,
            weight=draw(weights()),
            description=stock.maybe_text(index),
            stage_texts=_stage_texts(stock, index, known) if stock.rich else (),
            replaces=stock.replaces(index),
            extensions=stock.extensions(index),
        )
        depths[node.id] = depths[parent] + 1
        nodes.append(node)
    return tuple(nodes)


def _stage_texts(stock: Stock, index: int, known: Known) -> tuple[StageText, ...]:
    return tuple(
        StageText(
            stage=stage,
            assessment=stock.text(index + place),
            suggestions=tuple(
                _suggestion(stock, 10 * place + at, known) for at in range(place % 3)
            ),
        )
        for place, stage in enumerate(known.stages)
        if (index + place) % 2
    )


def _suggestion(stock: Stock, index: int, known: Known) -> Suggestion:
    """Give a suggestion; every second one names an office and a module, if there are any."""
    said = index % 2 == 0
    return Suggestion(
        id=stock.id(index),
        text=stock.text(index),
        effort=(None, *EFFORTS)[(index // 10 + index % 10) % 4],
        carrier=next(iter(known.offices), None) if said else None,
        module=next(iter(known.modules), None) if said else None,
    )


def _offices(stock: Stock) -> tuple[Office, ...]:
    return tuple(
        Office(id=stock.id(index), title=stock.text(index), description=stock.maybe_text(index))
        for index in range(2 if stock.rich else 0)
    )


def _modules(stock: Stock) -> tuple[Module, ...]:
    return tuple(
        Module(id=stock.id(index), title=stock.text(index), description=stock.maybe_text(index))
        for index in range(2 if stock.rich else 0)
    )


def _rules(
    draw: st.DrawFn, stock: Stock, nodes: tuple[Node, ...], known: Known
) -> tuple[OfferRule, ...]:
    """Draw the rules of a module (F1); neighbours ask for different things."""
    first = draw(upto(len(CONDITIONS) - 1))
    rules = []
    for index in range(draw(upto(3))):
        when = CONDITIONS[(first + index) % len(CONDITIONS)]
        rule = OfferRule(
            id=stock.id(index),
            when=when,
            nodes=pick_some(draw, [node.id for node in nodes]),
            stage=pick(draw, known.stages) if when == "low-stage" else None,
            least=1 + index % 2,
            reason=stock.text(index),
        )
        rules.append(rule)
    return tuple(rules)


# --- Questionnaires ----------------------------------------------------------------------------------


@st.composite
def questionnaires(
    draw: st.DrawFn, *, target_model: TargetModel | None = None, max_questions: int = 8
) -> Questionnaire:
    """Give questionnaires (Fragebögen, M4) with all four kinds of question.

    Dependencies come in chains and hang on scales, checklists and bands; numbers have bands or none;
    weights may be 0, checklists capped, stages gated (S6).

    Args:
        draw: Given by Hypothesis.
        target_model: The model that the questions inform; None draws one.
        max_questions: Largest number of questions; there is at least one.
    """
    model = draw(target_models()) if target_model is None else target_model
    stock = draw_stock(draw)
    own_scales = draw_scales(draw, stock, 1 + draw(upto(1)))
    leaves = [leaf.id for leaf in model.leaves]
    count = 1 + draw(upto(max_questions - 1))
    ground = Ground(leaves=tuple(leaves), scales=own_scales, offices=model.known.offices)
    questions = draw_questions(draw, stock, ground, count)
    return Questionnaire(
        id=draw(ids()),
        version=draw(versions()),
        target_model=model.reference,
        title=stock.text(0),
        source_language=pick(draw, LANGUAGES),
        scales=own_scales,
        no_answers=_no_answers(stock),
        questions=questions,
        gates=_gates(draw, stock, model, questions, own_scales),
        licence=pick(draw, _LICENCES),
        extensions=stock.extra,
    )


def _no_answers(stock: Stock) -> tuple[NoAnswer, ...]:
    if not stock.rich:
        return ()
    return (
        NoAnswer(id="unknown", title=stock.text(0), description=stock.maybe_text(0)),
        NoAnswer(id="not-applicable", title=stock.text(1), description=stock.maybe_text(1)),
    )


@final
@attrs.frozen(kw_only=True)
class Ground:
    """What questions stand on: leaves, scales and offices; an internal building block."""

    leaves: tuple[str, ...]
    scales: tuple[Scale, ...]
    offices: tuple[str, ...]


def draw_questions(
    draw: st.DrawFn, stock: Stock, ground: Ground, count: int
) -> tuple[Question, ...]:
    """Draw questions on leaves; an internal building block."""
    known = ground.scales
    choices: dict[str, tuple[str, ...]] = {}
    questions = []
    for index in range(count):
        form = _form(draw, stock, known)
        question = Question(
            id=stock.id(index),
            node=pick(draw, ground.leaves),
            title=stock.text(index),
            form=form,
            weight=draw(weights()),
            help=stock.maybe_text(index),
            evidence=stock.maybe_text(index),
            ask=ground.offices[: index % 3],
            sources=_sources(stock, index),
            depends_on=_dependency(draw, choices),
            replaces=stock.replaces(index),
            extensions=stock.extensions(index),
        )
        questions.append(question)
        if found := _choices(form, known):
            choices[question.id] = found
    return tuple(questions)


def _sources(stock: Stock, index: int) -> tuple[Source, ...]:
    own = Source(kind="own", note=stock.text(index))
    law = Source(kind="law", citation=f"§ {index} X", note=stock.maybe_text(index))
    standard = Source(kind="standard", citation="DIN 1", note=stock.maybe_text(index))
    return ((), (own,), (law, own), (standard,))[index % 4] if stock.rich else ()


def _choices(form: AnswerForm, known: tuple[Scale, ...]) -> tuple[str, ...]:
    if isinstance(form, SingleChoice):
        return next(scale.option_ids for scale in known if scale.id == form.scale)
    if isinstance(form, Checklist):
        return tuple(option.id for option in form.options)
    if isinstance(form, NumberEntry):
        return tuple(band.id for band in form.bands)
    return ()


def _dependency(draw: st.DrawFn, choices: dict[str, tuple[str, ...]]) -> Dependency | None:
    if not choices or not pick(draw, (False, True)):
        return None
    # The latest question stands first, so that chains are common and shrink to the nearest one.
    latest = list(reversed(choices))
    parent = pick(draw, (latest[0], *latest))
    return Dependency(question=parent, options=pick_some(draw, choices[parent], least=1))


def _form(draw: st.DrawFn, stock: Stock, known: tuple[Scale, ...]) -> AnswerForm:
    kind = pick(draw, _KINDS)
    if kind == "single":
        return SingleChoice(scale=pick(draw, known).id)
    if kind == "multiple":
        return _checklist(draw, stock)
    if kind == "number":
        return _number(draw, stock)
    return FreeText(max_length=pick(draw, (2_000, 1, 10)))


def _checklist(draw: st.DrawFn, stock: Stock) -> Checklist:
    points = [draw(upto(4)) for _ in range(1 + draw(upto(4)))]
    if not any(points):
        points[0] = 1
    unit = pick(draw, (1, 4))
    cap = draw(upto(sum(points))) or None
    return Checklist(
        options=make_options(stock, [Fraction(p, unit) for p in points]),
        cap=None if cap is None else Fraction(cap, unit),
    )


def _number(draw: st.DrawFn, stock: Stock) -> NumberEntry:
    minimum, width = Fraction(draw(upto(1000)) - 500, 100), 1 + draw(upto(99))
    offsets = sorted({1 + draw(upto(width - 1)) for _ in range(draw(upto(3)))})
    points = [draw(upto(4)) - 1 for _ in range(len(offsets) + 1)]
    if len(set(points)) == 1:
        points[-1] += 1
    bands = tuple(
        Band(
            id=stock.id(index),
            lower=minimum + offset,
            points=Fraction(points[index], 2),
            title=stock.maybe_text(index),
        )
        for index, offset in enumerate([0, *offsets])
    )
    return NumberEntry(
        minimum=minimum,
        maximum=minimum + width,
        bands=bands if offsets else (),
        unit=stock.maybe_text(1),
    )


def _gates(
    draw: st.DrawFn,
    stock: Stock,
    model: TargetModel,
    questions: tuple[Question, ...],
    known: tuple[Scale, ...],
) -> tuple[Gate, ...]:
    mandatory = [question for question in questions if question.kind != "text"]
    if len(model.stages) == 1 or not mandatory:
        return ()
    gates = []
    for index in range(draw(upto(2))):
        question = pick(draw, mandatory)
        gates.append(
            Gate(
                id=stock.id(index),
                node=pick(draw, model.nodes).id,
                stage=pick(draw, model.stages[1:]).id,
                question=question.id,
                minimum=pick(draw, _reachable(question.form, known)),
            )
        )
    return tuple(gates)


def _reachable(form: AnswerForm, known: tuple[Scale, ...]) -> list[Fraction]:
    """Points that answers of a form can have, on the question's own scale."""
    if isinstance(form, SingleChoice):
        return [o.points for scale in known if scale.id == form.scale for o in scale.options]
    if isinstance(form, Checklist):
        return list(form.levels)
    assert isinstance(form, NumberEntry)  # noqa: S101 - a gate never hangs on a text
    if form.bands:
        return [band.points for band in form.bands]
    return [form.minimum, form.maximum, (form.minimum + form.maximum) / 2]


@st.composite
def editions(
    draw: st.DrawFn, *, max_depth: int = 3, max_nodes: int = 8, max_questions: int = 8
) -> Edition:
    """Give editions (Ausgaben, M3): a target model with a questionnaire that fits it.

    Args:
        draw: Given by Hypothesis.
        max_depth: Largest number of levels.
        max_nodes: Largest number of nodes.
        max_questions: Largest number of questions.
    """
    model = draw(target_models(max_depth=max_depth, max_nodes=max_nodes))
    asked = draw(questionnaires(target_model=model, max_questions=max_questions))
    return Edition(target_model=model, questionnaire=asked)
