# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Strategies for what comes back: assessments, answers, responses, rounds and tallies; M8, A1-A3, T1."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING, final

import attrs
from hypothesis import strategies as st

from weltoffen.model.answers import Answer, chosen
from weltoffen.model.assessment import (
    Assessment,
    Municipality,
    Perspective,
    Round,
    Supplement,
    Target,
)
from weltoffen.model.edition import Edition
from weltoffen.model.method import ADMINISTRATION, Method, ParentPolicy, WholePolicy
from weltoffen.model.questionnaire import (
    Checklist,
    Dependency,
    FreeText,
    NumberEntry,
    Question,
    Questionnaire,
    SingleChoice,
)
from weltoffen.model.response import Capacity, Response, build_response
from weltoffen.model.scale import NOT_APPLICABLE, UNKNOWN
from weltoffen.scoring.counting import tally
from weltoffen.scoring.protection import ProtectedTally, ProtectionRule, protect
from weltoffen.testing.content import (
    _scales,
    _tree,
    draw_questions,
    editions,
    extensions,
    ids,
    plain_texts,
    stocks,
    versions,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weltoffen.scoring.tally import Tally

_PERSPECTIVES = (ADMINISTRATION, "politics", "civil-society", "economy", "residents", "z-9")
_PARENT: tuple[ParentPolicy, ...] = ("mean", "questions", "minimum")
_WHOLE: tuple[WholePolicy | None, ...] = (None, "official", "equal", "pooled")
_NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=1)))
_CAPACITIES: tuple[Capacity, ...] = ("personal", "official")
_MAX_PARTS = 3


# --- Assessments -------------------------------------------------------------------------------------


@st.composite
def methods(draw: st.DrawFn) -> Method:
    """Give methods of scoring (Auswertungsmethoden, S8) with every policy."""
    share = st.integers(0, 20).map(lambda n: Fraction(n, 20))
    return Method(
        id=draw(ids()),
        version=draw(versions()),
        parent_policy=draw(st.sampled_from(_PARENT)),
        whole_policy=draw(st.sampled_from(_WHOLE)),
        official_perspective=draw(st.sampled_from([ADMINISTRATION, "politics"])),
        minimum_coverage=draw(st.just(Fraction(1, 2)) | share),
        tendency_share=draw(st.just(Fraction(1, 3)) | share),
    )


@st.composite
def supplements(draw: st.DrawFn, edition: Edition) -> Supplement:
    """Give local supplements (lokale Ergänzungen, M8) that fit an edition.

    Args:
        draw: Given by Hypothesis.
        edition: The edition; own questions use its scales, too.
    """
    model, asked = edition.target_model, edition.questionnaire
    stock = draw(stocks(["own"]))
    nodes = _tree(draw, stock, len(model.levels), 4, model.stages)
    parents = {node.parent for node in nodes}
    leaves = [node.id for node in nodes if node.id not in parents]
    own_scales = _scales(draw, stock, draw(st.integers(0 if asked.scales else 1, 1)))
    known = (*asked.scales, *own_scales)
    questions = draw_questions(draw, stock, leaves, known, draw(st.integers(1, 3)))
    return Supplement(nodes=nodes, questions=questions, scales=own_scales)


@st.composite
def municipalities(draw: st.DrawFn) -> Municipality:
    """Give municipalities (Kommunen) with keys or without; both keys name the same one."""
    land, rest = draw(st.integers(1, 16)), draw(st.integers(0, 999_999))
    ags, association = f"{land:02}{rest:06}", draw(st.integers(0, 9_999))
    return Municipality(
        name=draw(st.sampled_from(["Musterstadt", "Übersee a. d. Ö.", "<b>X</b>"])),
        ags=draw(st.sampled_from([ags, None])),
        ars=draw(st.sampled_from([f"{ags[:5]}{association:04}{ags[5:]}", None])),
    )


@st.composite
def assessments(
    draw: st.DrawFn, edition: Edition, *, max_perspectives: int = 5, supplement: bool = True
) -> Assessment:
    """Give assessments (Selbstchecks, M8) of an edition.

    Args:
        draw: Given by Hypothesis.
        edition: The edition that is used.
        max_perspectives: Largest number of perspectives, at most 6; there is at least one.
        supplement: Whether there may be a local supplement.
    """
    stock = draw(stocks())
    own = draw(st.none() | supplements(edition)) if supplement else None
    nodes = [node.id for node in (*edition.target_model.nodes, *(own.nodes if own else ()))]
    order = draw(
        st.lists(st.sampled_from(_PERSPECTIVES), min_size=1, max_size=max_perspectives, unique=True)
    )
    aimed = draw(st.lists(st.sampled_from(nodes), max_size=3, unique=True))
    stages = st.sampled_from([stage.id for stage in edition.target_model.stages])
    aims = stages | st.integers(0, 100).map(lambda n: Fraction(n, 100))
    start = draw(st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)))
    return Assessment(
        id=draw(ids()),
        municipality=draw(municipalities()),
        round=Round(
            id=stock.id(0),
            start=start,
            end=start and draw(st.none() | st.just(start + dt.timedelta(days=90))),
        ),
        edition=edition.reference,
        perspectives=tuple(Perspective(id=one, title=stock.text(i)) for i, one in enumerate(order)),
        method=draw(methods()),
        targets=tuple(_target(node, draw(aims)) for node in aimed),
        supplement=own,
        title=stock.maybe_text(1),
        extensions=stock.extra,
    )


def _target(node: str, aim: str | Fraction) -> Target:
    return Target(node=node, stage=aim) if isinstance(aim, str) else Target(node=node, score=aim)


# --- Answers and responses ---------------------------------------------------------------------------


@st.composite
def answers(
    draw: st.DrawFn, questionnaire: Questionnaire, *, personal: bool = True, partial: bool = False
) -> dict[str, Answer]:
    """Give valid answers (Antworten, A1) to a questionnaire, in their checked form.

    Any asked question may be answered, unknown, not applicable or skipped; a question that was not to be
    asked has no entry.

    Args:
        draw: Given by Hypothesis.
        questionnaire: The questionnaire that is answered.
        personal: Whether a person answers; numbers without bands are not put to persons (T1).
        partial: Whether it is a part of an official response (A3): then the condition of a question may
            have been answered elsewhere.
    """
    found: dict[str, Answer] = {}
    for question in questionnaire.questions:
        if personal and question.officially_only:
            continue
        if not _asked(questionnaire, question.depends_on, found, partial=partial):
            continue
        answer = draw(_answer(questionnaire, question))
        if answer is not None:
            found[question.id] = answer
    return found


def _asked(
    questionnaire: Questionnaire,
    dependency: Dependency | None,
    found: Mapping[str, Answer],
    *,
    partial: bool,
) -> bool:
    if dependency is None:
        return True
    if dependency.question not in found:
        return partial
    parent = questionnaire.by_id[dependency.question]
    return not chosen(parent, found[parent.id]).isdisjoint(dependency.options)


def _answer(questionnaire: Questionnaire, question: Question) -> st.SearchStrategy[Answer | None]:
    form = question.form
    choices = questionnaire.choices(question)
    if isinstance(form, SingleChoice):
        # One draw for the commonest kind of question.
        return st.sampled_from([*choices, None, UNKNOWN, NOT_APPLICABLE])
    given: st.SearchStrategy[Answer]
    if isinstance(form, Checklist):
        given = st.sets(st.sampled_from(choices)).map(lambda one: tuple(sorted(one)))
    elif isinstance(form, NumberEntry):
        given = _numbers(form)
    else:
        assert isinstance(form, FreeText)  # noqa: S101 - the last kind there is
        free = plain_texts(min(form.max_length, 12))
        given = st.sampled_from(["=1", "<i>Ö"]).map(lambda t: t[: form.max_length]) | free
    return given | given | st.sampled_from([None, UNKNOWN, NOT_APPLICABLE])


def _numbers(form: NumberEntry) -> st.SearchStrategy[Answer]:
    """Numbers of the range in hundredths; its ends and the bounds of bands are common."""
    bounds = [form.minimum, form.maximum, *(band.lower for band in form.bands)]
    hundredths = st.integers(0, int((form.maximum - form.minimum) * 100))
    between = hundredths.map(lambda n: form.minimum + Fraction(n, 100))
    return (st.sampled_from(bounds) | between).map(_number)


def _number(value: Fraction) -> int | Fraction:
    return int(value) if value.denominator == 1 else value


def asked_in(edition: Edition | Questionnaire, assessment: Assessment) -> Questionnaire:
    """Give the questionnaire that responses of an assessment answer: with its supplement (M8).

    Args:
        edition: The edition; of a questionnaire it is taken that it is already the right one.
        assessment: The assessment.
    """
    if isinstance(edition, Questionnaire):
        return edition
    return assessment.extend(edition).questionnaire


@st.composite
def responses(
    draw: st.DrawFn,
    edition: Edition | Questionnaire,
    assessment: Assessment,
    *,
    capacity: Capacity | None = None,
) -> Response:
    """Give single responses (Antwortbögen, A2): personal, official, or a part of an official one.

    Args:
        draw: Given by Hypothesis.
        edition: The edition, or the questionnaire with the supplement.
        assessment: The assessment that the response belongs to.
        capacity: ``official`` or ``personal``; None draws one.
    """
    asked = asked_in(edition, assessment)
    drawn = draw(st.sampled_from(_CAPACITIES)) if capacity is None else capacity
    part = draw(st.none() | ids()) if drawn == "official" else None
    given = draw(answers(asked, personal=drawn == "personal", partial=part is not None))
    if draw(st.booleans()):
        given = dict(reversed(given.items()))
    return build_response(
        asked,
        assessment=assessment.id,
        perspective=draw(st.sampled_from(assessment.perspective_ids)),
        capacity=drawn,
        answers=given,
        part=part,
        id=draw(st.sampled_from([None, "r-1", "Ä 7"])),
        submitted_at=draw(st.sampled_from([None, _NOON])),
        extensions=draw(st.none() | extensions()),
    )


# --- Rounds ------------------------------------------------------------------------------------------


@st.composite
def rounds(
    draw: st.DrawFn, edition: Edition | Questionnaire, assessment: Assessment
) -> tuple[Response, ...]:
    """Give all responses of one assessment (ein Durchgang), in any order.

    Each perspective has no or one official response, whole or in parts (A2, A3), and a group of personal
    ones, empty, small or large enough to be published (P2). Parts may contradict each other.

    Args:
        draw: Given by Hypothesis.
        edition: The edition, or the questionnaire with the supplement.
        assessment: The assessment.
    """
    asked = asked_in(edition, assessment)
    # A few different sheets, each filled in by several persons: cheap, and groups become large.
    sheets = draw(st.lists(answers(asked), max_size=4))
    found: list[Response] = []
    for perspective in assessment.perspective_ids:
        for sheet in sheets:
            for _ in range(draw(st.integers(0, 4))):
                number = len(found)
                found.append(
                    build_response(
                        asked,
                        assessment=assessment.id,
                        perspective=perspective,
                        answers=sheet,
                        id=f"r-{number}" if number % 2 else None,
                        submitted_at=_NOON + dt.timedelta(minutes=number) if number % 3 else None,
                    )
                )
        for part, given in draw(_official(asked)).items():
            found.append(
                build_response(
                    asked,
                    assessment=assessment.id,
                    perspective=perspective,
                    capacity="official",
                    answers=given,
                    part=part,
                )
            )
    turn = draw(st.integers(0, len(found)))
    return tuple(found[turn:] + found[:turn])


@st.composite
def _official(draw: st.DrawFn, asked: Questionnaire) -> dict[str | None, dict[str, Answer]]:
    """Answers by part: nothing, one whole response, parts that agree, or parts that may not."""
    how = draw(st.sampled_from(["none", "whole", "agreeing", "any"]))
    if how == "none":
        return {}
    if how == "whole":
        return {None: draw(answers(asked, personal=False))}
    names = draw(st.lists(ids(), min_size=1, max_size=_MAX_PARTS, unique=True))
    if how == "any":
        return {name: draw(answers(asked, personal=False, partial=True)) for name in names}
    parts: dict[str | None, dict[str, Answer]] = {name: {} for name in names}
    for question, answer in draw(answers(asked, personal=False)).items():
        parts[draw(st.sampled_from(names))][question] = answer
    return parts


@final
@attrs.frozen(kw_only=True)
class Case:
    """An edition, an assessment of it and all its responses: what most laws are about.

    Attributes:
        edition: The edition without the supplement.
        assessment: The assessment.
        responses: The responses of its round.
    """

    edition: Edition
    assessment: Assessment
    responses: tuple[Response, ...]

    @property
    def extended(self) -> Edition:
        """The edition with the supplement apart (M8)."""
        return self.assessment.extend(self.edition)

    @property
    def tally(self) -> Tally:
        """The tally of the responses (T1)."""
        return tally(self.responses, self.extended.questionnaire)


@st.composite
def cases(draw: st.DrawFn, *, max_nodes: int = 6, max_questions: int = 6) -> Case:
    """Give whole cases: an edition, an assessment and its round.

    Args:
        draw: Given by Hypothesis.
        max_nodes: Largest number of nodes of the target model.
        max_questions: Largest number of questions of the edition.
    """
    edition = draw(editions(max_nodes=max_nodes, max_questions=max_questions))
    assessment = draw(assessments(edition))
    # The questionnaire is made once, so that every check knows that the answers were checked.
    asked = asked_in(edition, assessment)
    return Case(edition=edition, assessment=assessment, responses=draw(rounds(asked, assessment)))


# --- Tallies -----------------------------------------------------------------------------------------


def tallies(edition: Edition | Questionnaire, assessment: Assessment) -> st.SearchStrategy[Tally]:
    """Give tallies (Auszählungen, T1) of rounds.

    Args:
        edition: The edition, or the questionnaire with the supplement.
        assessment: The assessment.
    """
    asked = asked_in(edition, assessment)
    return rounds(asked, assessment).map(lambda found: tally(found, asked))


def protected_tallies(
    edition: Edition, assessment: Assessment, *, k: int | None = None
) -> st.SearchStrategy[ProtectedTally]:
    """Give protected tallies (geschützte Auszählungen, P5).

    Args:
        edition: The edition without the supplement.
        assessment: The assessment; its perspectives are the declared ones.
        k: Smallest group that is shown; None draws it from 3, 5 and 10.
    """
    rules = st.sampled_from([3, 5, 10] if k is None else [k]).map(lambda one: ProtectionRule(k=one))
    return st.builds(
        lambda counted, rule: protect(counted, rule, assessment, edition),
        tallies(edition, assessment),
        rules,
    )
