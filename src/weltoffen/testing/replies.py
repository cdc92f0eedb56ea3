# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Strategies for what comes back: answers, responses, rounds and tallies; A1-A3, T1, P5."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING, final

import attrs
from hypothesis import strategies as st

from weltoffen.model.answers import Answer, chosen
from weltoffen.model.assessment import Assessment
from weltoffen.model.edition import Edition
from weltoffen.model.forms import Checklist, NumberEntry, SingleChoice
from weltoffen.model.questionnaire import Dependency, Question, Questionnaire
from weltoffen.model.response import Capacity, Response, build_response
from weltoffen.model.scale import NOT_APPLICABLE, UNKNOWN
from weltoffen.scoring.counting import tally
from weltoffen.scoring.protection import ProtectedTally, ProtectionRule, protect
from weltoffen.testing.basics import (
    ids,
    maybe_extensions,
    pick,
    pick_some,
    plain_texts,
    upto,
)
from weltoffen.testing.content import editions
from weltoffen.testing.towns import assessments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weltoffen.scoring.tally import Tally

_NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=1)))
_CAPACITIES: tuple[Capacity, ...] = ("personal", "official")
_MAX_PARTS = 3
_GIVEN = "given"
_STATES = (_GIVEN, _GIVEN, _GIVEN, None, UNKNOWN, NOT_APPLICABLE)


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
        answer = _draw_answer(draw, questionnaire, question)
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


def _draw_answer(
    draw: st.DrawFn, questionnaire: Questionnaire, question: Question
) -> Answer | None:
    form = question.form
    choices = questionnaire.choices(question)
    if isinstance(form, SingleChoice):
        # One draw for the commonest kind of question.
        return pick(draw, (*choices, *choices, None, UNKNOWN, NOT_APPLICABLE))
    if (state := pick(draw, _STATES)) != _GIVEN:
        return state
    if isinstance(form, Checklist):
        return tuple(sorted(pick_some(draw, choices)))
    if isinstance(form, NumberEntry):
        return _draw_number(draw, form)
    return pick(draw, ("=1", "<i>Ö", draw(plain_texts(12))))[: form.max_length]


def _draw_number(draw: st.DrawFn, form: NumberEntry) -> int | Fraction:
    """Draw a number of the range in hundredths; its ends and the bounds of bands are common."""
    bounds = [form.minimum, form.maximum, *(band.lower for band in form.bands)]
    hundredths = int((form.maximum - form.minimum) * 100)
    number = pick(draw, (*bounds, form.minimum + Fraction(draw(upto(hundredths)), 100)))
    return int(number) if number.denominator == 1 else number


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
    drawn = pick(draw, _CAPACITIES) if capacity is None else capacity
    part = pick(draw, (None, draw(ids()))) if drawn == "official" else None
    given = draw(answers(asked, personal=drawn == "personal", partial=part is not None))
    if pick(draw, (False, True)):
        given = dict(reversed(given.items()))
    return build_response(
        asked,
        assessment=assessment.id,
        perspective=pick(draw, assessment.perspective_ids),
        capacity=drawn,
        answers=given,
        part=part,
        id=pick(draw, (None, "r-1", "Ä 7")),
        submitted_at=pick(draw, (None, _NOON)),
        extensions=draw(maybe_extensions()),
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
    filling = answers(asked)
    sheets = [draw(filling) for _ in range(pick(draw, (0, 1, 2, 3, 4, 5)))]
    found: list[Response] = []
    for perspective in assessment.perspective_ids:
        for sheet in sheets:
            for _ in range(pick(draw, (0, 1, 2, 3, 5, 8))):
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
        for part, given in _draw_official(draw, asked).items():
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
    turn = draw(upto(len(found)))
    return tuple(found[turn:] + found[:turn])


def _draw_official(draw: st.DrawFn, asked: Questionnaire) -> dict[str | None, dict[str, Answer]]:
    """Draw answers by part: nothing, one whole response, parts that agree, or parts that may not."""
    how = pick(draw, ("none", "whole", "agreeing", "any"))
    if how == "none":
        return {}
    if how == "whole":
        return {None: draw(answers(asked, personal=False))}
    names = list(dict.fromkeys(draw(ids()) for _ in range(1 + draw(upto(_MAX_PARTS - 1)))))
    if how == "any":
        return {name: draw(answers(asked, personal=False, partial=True)) for name in names}
    parts: dict[str | None, dict[str, Answer]] = {name: {} for name in names}
    for question, answer in draw(answers(asked, personal=False)).items():
        parts[pick(draw, names)][question] = answer
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
