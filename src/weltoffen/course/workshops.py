# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""A workshop beside the report that it discussed (Workshop und Bericht): G7, W1-W4.

Nothing here changes a result. A finding says where record and report do not match; those who were there
may have had their reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal

import attrs

from weltoffen.arguments import check_type
from weltoffen.errors import InvalidDocument, PathStep, Problems
from weltoffen.model.workshop import NeedBasis, Rerating, Workshop
from weltoffen.report.editions import check_edition
from weltoffen.report.lineage import lines_above
from weltoffen.report.structure import Report

WorkshopFindingCode = Literal[
    "no-target-gap",
    "no-perception-gap",
    "nothing-to-clarify",
    "no-indicator",
    "not-taken-up",
    "no-next-step",
    "no-reason",
    "not-there",
    "few-people",
    "many-people",
]
"""What a finding says; `workshop_findings` explains each."""

FIRST_NEEDS = 5
"""So many needs of a report, the most urgent ones, are looked for among the agreed ones. The project's own
choice: a workshop that takes up all of them has not chosen."""

LEAST_PEOPLE, MOST_PEOPLE = 20, 40
"""How many people usually take part in the workshop of a self-check (docs/method/workshop.md)."""


@attrs.frozen(kw_only=True)
class WorkshopFinding:
    """What is to be said of a workshop beside its report (Hinweis zum Workshop); no error.

    Attributes:
        code: What it says.
        needs: Ids of the workshop's needs that it concerns, in their order.
        nodes: Ids of the nodes that it concerns.
        perspectives: Ids of the perspectives that it concerns, in declared order.
    """

    code: WorkshopFindingCode
    needs: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    perspectives: tuple[str, ...] = ()


# --- Whether it fits ---------------------------------------------------------------------------------


def check_workshop(workshop: Workshop, report: Report) -> None:
    """Check that a workshop discussed the assessment of a report, and names only what this has.

    Args:
        workshop: The record.
        report: The report of the same assessment, with or without the workshop's ratings.

    Raises:
        TypeError: For a workshop that is none.
        Unprotected: For anything but a `Report`.
        InvalidDocument: With pointers into the workshop and ``workshop`` as source of each problem:
            ``other-assessment``, and nothing more, for another assessment; ``unknown-node``;
            ``unknown-stage``; ``unknown-perspective``: merged groups are none, their members are;
            ``not-allowed-here`` for a tendency beyond the highest stage (S6).
    """
    _check_arguments("check_workshop", workshop, report)
    _check_fit(workshop, report)


def _check_arguments(function: str, workshop: Workshop, report: Report) -> None:
    check_type(function, "workshop", workshop, Workshop)
    check_edition(report, None, function)


def _check_fit(workshop: Workshop, report: Report) -> None:
    problems = Problems()
    if workshop.assessment != report.assessment:
        problems.add("other-assessment", ("assessment",), id=report.assessment)
    else:
        _check_nodes(problems, workshop, report)
        _check_stages(problems, workshop, report)
        _check_perspectives(problems, workshop, report)
    if problems.found:
        told = (attrs.evolve(one, source="workshop") for one in problems.found)
        raise InvalidDocument(told, problems.more)


def _check_nodes(problems: Problems, workshop: Workshop, report: Report) -> None:
    for path, node in _named_nodes(workshop):
        if node not in report.by_node:
            problems.add("unknown-node", path, id=node)


def _named_nodes(workshop: Workshop) -> Iterator[tuple[tuple[PathStep, ...], str]]:
    for index, rated in enumerate(workshop.reratings):
        yield ("reratings", index, "node"), rated.node
    for index, said in enumerate(workshop.statements):
        if said.node is not None:
            yield ("statements", index, "node"), said.node
    for index, need in enumerate(workshop.needs):
        for place, node in enumerate(need.nodes):
            yield ("needs", index, "nodes", place), node


def _check_stages(problems: Problems, workshop: Workshop, report: Report) -> None:
    stages = [stage.id for stage in report.stages]
    for index, one in enumerate(workshop.reratings):
        if one.stage not in stages:
            problems.add("unknown-stage", ("reratings", index, "stage"), id=one.stage)
        elif one.tendency and one.stage == stages[-1]:
            problems.add("not-allowed-here", ("reratings", index, "tendency"))


def _check_perspectives(problems: Problems, workshop: Workshop, report: Report) -> None:
    known = _perspectives(report)
    named: dict[str, list[str | None]] = {
        "groups": [one.perspective for one in workshop.groups],
        "statements": [one.perspective for one in workshop.statements],
    }
    for name, perspectives in named.items():
        for index, one in enumerate(perspectives):
            if one is not None and one not in known:
                problems.add("unknown-perspective", (name, index, "perspective"), id=one)


def _perspectives(report: Report) -> tuple[str, ...]:
    """Give the perspectives of the assessment in declared order; a merged group stands for its members."""
    found = (one.members or (one.perspective,) for one in report.participation)
    return tuple(dict.fromkeys(member for members in found for member in members))


# --- What is to be said ------------------------------------------------------------------------------


def workshop_findings(workshop: Workshop, report: Report) -> tuple[WorkshopFinding, ...]:
    """Say where a workshop and its report do not match, and what the record leaves open (Hinweise).

    In this order, each at most once:

    * ``no-target-gap``: needs that rest on a target gap, while the report has no open gap (G1) at any of
      their criteria.
    * ``no-perception-gap``: needs that rest on a perception gap, while at their criteria the report shows no
      difference between two views (G4) and no occasion for talk (G6).
    * ``nothing-to-clarify``: needs that say something is to be clarified, while the report has nothing to
      clarify (G2) at their criteria.
    * ``no-indicator``: needs that rest on the monitoring and name no indicator.
    * ``not-taken-up``: criteria among the first five needs of the report (G2) that no agreed need takes up
      and that the workshop did not rate at their target either.
    * ``no-next-step``: needs that no next step answers (W4).
    * ``no-reason``: nodes that the workshop rated at another stage than the self-assessment, without a reason
      (G7).
    * ``not-there``: perspectives of the assessment of which nobody was there (W1).
    * ``few-people``, ``many-people``: fewer than 20 people, or more than 40.

    Findings on participants need a record of them. A criterion counts as the criterion itself or any below
    it.

    Args:
        workshop: The record.
        report: The report of the same assessment, with or without the workshop's ratings: they are looked up
            in the record.

    Returns:
        The findings; equal arguments give equal ones.

    Raises:
        TypeError: For a workshop that is none.
        Unprotected: For anything but a `Report`.
        InvalidDocument: As `check_workshop`.
    """
    _check_arguments("workshop_findings", workshop, report)
    _check_fit(workshop, report)
    found = _Findings(workshop=workshop, report=report)
    named = (one for one in found.all() if one.needs or one.nodes or one.perspectives)
    return (*named, *found.sizes())


@attrs.frozen(kw_only=True)
class _Findings:
    workshop: Workshop
    report: Report

    def all(self) -> Iterator[WorkshopFinding]:
        """Give every finding that names something; those that name nothing have nothing to say."""
        yield WorkshopFinding(
            code="no-target-gap", needs=self._resting("target-gap", self._is_below_target)
        )
        yield WorkshopFinding(
            code="no-perception-gap",
            needs=self._resting("perception-gap", self._differing.__contains__),
        )
        yield WorkshopFinding(
            code="nothing-to-clarify",
            needs=self._resting("to-clarify", self._unclear.__contains__),
        )
        yield WorkshopFinding(code="no-indicator", needs=self._without_indicator())
        yield WorkshopFinding(code="not-taken-up", nodes=tuple(self._not_taken_up()))
        yield WorkshopFinding(code="no-next-step", needs=self._without_step())
        yield WorkshopFinding(code="no-reason", nodes=tuple(self._without_reason()))
        yield WorkshopFinding(code="not-there", perspectives=self._not_there())

    def sizes(self) -> Iterator[WorkshopFinding]:
        """Say whether unusually few or many were there; nothing without a record of them."""
        people = sum(one.number for one in self.workshop.groups)
        if 0 < people < LEAST_PEOPLE:
            yield WorkshopFinding(code="few-people")
        elif people > MOST_PEOPLE:
            yield WorkshopFinding(code="many-people")

    # --- Needs and what they rest on -----------------------------------------------------------------

    def _resting(self, basis: NeedBasis, shown: Callable[[str], bool]) -> tuple[str, ...]:
        """Give the needs with a basis that the report shows at none of their nodes."""
        return tuple(
            one.id
            for one in self.workshop.needs
            if basis in one.basis and not any(map(shown, self._with_all_below(one.nodes)))
        )

    def _with_all_below(self, nodes: Iterable[str]) -> Iterator[str]:
        tops = {*nodes}
        return (node for node, line in self._lines.items() if not tops.isdisjoint(line))

    @cached_property
    def _lines(self) -> Mapping[str, frozenset[str]]:
        return lines_above(self.report)

    def _is_below_target(self, node: str) -> bool:
        gap = self.report.by_node[node].gap
        return gap is not None and gap.is_open

    @cached_property
    def _differing(self) -> frozenset[str]:
        between = {
            one.node
            for gap in self.report.gaps
            for one in gap.nodes
            if one.node is not None and one.difference.exact
        }
        return frozenset(between | {one.node for one in self.report.occasions})

    @cached_property
    def _unclear(self) -> frozenset[str]:
        return frozenset(one.node for one in self.report.clarify)

    def _without_indicator(self) -> tuple[str, ...]:
        needs = self.workshop.needs
        return tuple(one.id for one in needs if "monitoring" in one.basis and not one.indicators)

    def _without_step(self) -> tuple[str, ...]:
        answered = {need for one in self.workshop.next_steps for need in one.needs}
        return tuple(one.id for one in self.workshop.needs if one.id not in answered)

    # --- Nodes and perspectives ----------------------------------------------------------------------

    def _not_taken_up(self) -> Iterator[str]:
        taken = {*self._with_all_below(node for one in self.workshop.needs for node in one.nodes)}
        for need in self.report.needs[:FIRST_NEEDS]:
            if need.node not in taken and not self._is_rated_at_target(need.node):
                yield need.node

    @cached_property
    def _places(self) -> dict[str, int]:
        return {stage.id: place for place, stage in enumerate(self.report.stages)}

    @cached_property
    def _rated(self) -> dict[str, Rerating]:
        return {one.node: one for one in self.workshop.reratings}

    def _is_rated_at_target(self, node: str) -> bool:
        rated, target = self._rated.get(node), self.report.by_node[node].target
        return rated is not None and self._places[rated.stage] >= self._places[target.stage]

    def _without_reason(self) -> Iterator[str]:
        for one in self.workshop.reratings:
            own = self.report.by_node[one.node].stage
            if one.reason is None and own is not None and own != one.stage:
                yield one.node

    def _not_there(self) -> tuple[str, ...]:
        there = {one.perspective for one in self.workshop.groups}
        return tuple(one for one in _perspectives(self.report) if there and one not in there)
