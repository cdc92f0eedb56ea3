# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The course of a participation, put together (Verlauf): everything that follows, as of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from typing import TypeVar

import attrs

from weltoffen.arguments import check_day, check_type
from weltoffen.course.goalreviews import GoalReview, review_goals
from weltoffen.course.links import CourseDocuments, check_fit
from weltoffen.course.lives import MeasureLife, lives
from weltoffen.course.observations import IndicatorResult, observe
from weltoffen.course.offers import OfferRecommendation, recommend_offers
from weltoffen.course.reviews import ReviewFinding, review
from weltoffen.course.selection import Selection, propose_selection
from weltoffen.course.workshops import WorkshopFinding, check_workshop, workshop_findings
from weltoffen.errors import InvalidDocument, Problem
from weltoffen.model.exact import ExactInput
from weltoffen.model.goals import GoalPlan
from weltoffen.model.measures import MeasureCatalogue
from weltoffen.model.monitoring import Monitoring
from weltoffen.model.organisation import Organisation
from weltoffen.model.participation import Participation
from weltoffen.model.workshop import Workshop
from weltoffen.report.editions import check_edition
from weltoffen.report.structure import Report

T = TypeVar("T")


@attrs.frozen(kw_only=True)
class Course:
    """The course of a participation as of a day (Verlauf): documents, and what follows from them.

    It has no written form: whatever follows is computed again from the documents (A4).

    Attributes:
        on: The day.
        report: The report of the self-check; None without, or if its round was still to come.
        participation: The participation; None without, like every document below.
        findings: What its review found (C7).
        organisation: The organisation.
        workshop: The record of the workshop; None if that was still to come.
        workshop_findings: What is to be said of it beside the report.
        catalogue: The measures.
        lives: Where each measure stands (L2).
        selection: A proposal for the next selection (L5); None without budget.
        plan: The yearly goals.
        goal_reviews: How each goal stands (Y3).
        monitoring: The monitoring.
        indicators: How each indicator stands (I3-I5).
        offers: Programme modules that the rules of the target model recommend (F2).
    """

    on: dt.date
    report: Report | None = None
    participation: Participation | None = None
    findings: tuple[ReviewFinding, ...] = ()
    organisation: Organisation | None = None
    workshop: Workshop | None = None
    workshop_findings: tuple[WorkshopFinding, ...] = ()
    catalogue: MeasureCatalogue | None = None
    lives: tuple[MeasureLife, ...] = ()
    selection: Selection | None = None
    plan: GoalPlan | None = None
    goal_reviews: tuple[GoalReview, ...] = ()
    monitoring: Monitoring | None = None
    indicators: tuple[IndicatorResult, ...] = ()
    offers: tuple[OfferRecommendation, ...] = ()


def build_course(
    report: Report | None = None,
    *,
    on: dt.date,
    participation: Participation | None = None,
    organisation: Organisation | None = None,
    workshop: Workshop | None = None,
    catalogue: MeasureCatalogue | None = None,
    plan: GoalPlan | None = None,
    monitoring: Monitoring | None = None,
    budget: ExactInput | None = None,
    chosen: Collection[str] = (),
    refused: Collection[str] = (),
) -> Course:
    """Put together what is before and after the questionnaire, as of a day (Verlauf zusammenstellen).

    Args:
        report: The report of the self-check; of answers nothing else is taken (P5).
        on: The day. Steps and observations after it are not looked at; a workshop or a round of the
            self-check that is still to come counts as not there.
        participation: The participation, for its review (C7).
        organisation: The organisation; measures and goals need it (O2).
        workshop: The record of the workshop.
        catalogue: The catalogue of measures.
        plan: The yearly goals.
        monitoring: The monitoring.
        budget: Money for a proposal of the next selection (L5), which needs report and catalogue; None for no
            proposal.
        chosen: Ids of measures that the steering group has chosen already (L6).
        refused: Ids of measures that it does not want (L6).

    Returns:
        The course; equal arguments give an equal one.

    Raises:
        Unprotected: For a report that is none.
        TypeError: For any other argument of a wrong type.
        InvalidDocument: If documents do not fit together, with the kind of document as source of a problem;
            ``organisation-missing``; ``report-missing`` for a budget without report or catalogue;
            ``budget-missing`` for a choice without budget; and whatever the rules of the documents find.
    """
    documents = CourseDocuments(
        report=report,
        participation=participation,
        organisation=organisation,
        workshop=workshop,
        catalogue=catalogue,
        plan=plan,
        monitoring=monitoring,
    )
    _check_arguments(documents, on)
    if workshop is not None and report is not None:
        check_workshop(workshop, report)
    check_fit(documents)
    documents = _so_far(documents, on)
    report, workshop = documents.report, documents.workshop
    _check_whole(documents, budget)
    _check_choice(budget, chosen, refused)
    return Course(
        on=on,
        report=report,
        participation=participation,
        findings=() if participation is None else review(participation, on=on),
        organisation=organisation,
        workshop=workshop,
        workshop_findings=_beside(workshop, report),
        catalogue=catalogue,
        lives=_found_in("measures", lambda: _lives(catalogue, organisation, on)),
        selection=_selection(documents, on, budget, chosen, refused),
        plan=plan,
        goal_reviews=_found_in("goals", lambda: _goal_reviews(documents, on)),
        monitoring=monitoring,
        indicators=() if monitoring is None else observe(monitoring, on=on),
        offers=() if report is None else recommend_offers(report),
    )


_TYPES: tuple[tuple[str, type], ...] = (
    ("participation", Participation),
    ("organisation", Organisation),
    ("workshop", Workshop),
    ("catalogue", MeasureCatalogue),
    ("plan", GoalPlan),
    ("monitoring", Monitoring),
)


def _check_arguments(documents: CourseDocuments, on: object) -> None:
    if documents.report is not None:
        check_edition(documents.report, None, "build_course", takes="a Report or None")
    for name, kind in _TYPES:
        check_type("build_course", name, getattr(documents, name), kind, type(None))
    check_day("build_course", "on", on)


def _found_in(kind: str, make: Callable[[], T]) -> T:
    """Add the kind of document to the problems that are found in it."""
    try:
        return make()
    except InvalidDocument as error:
        named = [attrs.evolve(one, source=kind) for one in error.problems]
        raise InvalidDocument(named, error.more) from None


def _so_far(documents: CourseDocuments, on: dt.date) -> CourseDocuments:
    """Leave out the report of a round that is still to come, and the record of such a workshop."""
    report, workshop = documents.report, documents.workshop
    if report is not None:
        ended = report.round.end or report.round.start
        report = None if ended is not None and ended > on else report
    if workshop is not None and workshop.date > on:
        workshop = None
    return attrs.evolve(documents, report=report, workshop=workshop)


def _check_whole(documents: CourseDocuments, budget: object) -> None:
    problems = []
    if documents.organisation is None:
        for kind, found in (("measures", documents.catalogue), ("goals", documents.plan)):
            if found is not None:
                problem = Problem.at("organisation-missing", ("organisation",))
                problems.append(attrs.evolve(problem, source=kind))
    if budget is not None and (documents.report is None or documents.catalogue is None):
        problems.append(Problem.at("report-missing", ("budget",)))
    if problems:
        raise InvalidDocument(problems)


def _check_choice(budget: object, chosen: Collection[str], refused: Collection[str]) -> None:
    """Refuse a choice that nothing would come of."""
    if budget is None:
        found = [("chosen", chosen), ("refused", refused)]
        problems = [Problem.at("budget-missing", (name,)) for name, ids in found if ids]
        if problems:
            raise InvalidDocument(problems)


def _beside(workshop: Workshop | None, report: Report | None) -> tuple[WorkshopFinding, ...]:
    return () if workshop is None or report is None else workshop_findings(workshop, report)


def _lives(
    catalogue: MeasureCatalogue | None, organisation: Organisation | None, on: dt.date
) -> tuple[MeasureLife, ...]:
    if catalogue is None or organisation is None:
        return ()
    return lives(catalogue, organisation, on=on)


def _selection(
    documents: CourseDocuments,
    on: dt.date,
    budget: ExactInput | None,
    chosen: Collection[str],
    refused: Collection[str],
) -> Selection | None:
    catalogue, report, organisation = documents.catalogue, documents.report, documents.organisation
    if budget is None or catalogue is None or report is None or organisation is None:
        return None
    return propose_selection(
        catalogue,
        report,
        budget,
        organisation=organisation,
        on=on,
        chosen=chosen,
        refused=refused,
    )


def _goal_reviews(documents: CourseDocuments, on: dt.date) -> tuple[GoalReview, ...]:
    plan, organisation = documents.plan, documents.organisation
    if plan is None or organisation is None:
        return ()
    return review_goals(
        plan, organisation, on=on, report=documents.report, monitoring=documents.monitoring
    )
