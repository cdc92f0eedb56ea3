# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import Phase, find, given, settings

from weltoffen.course.lives import lives
from weltoffen.model.measures import MeasureState, StepKind
from weltoffen.model.organisation import ACTS, BODY_KINDS
from weltoffen.schemas import read_measures, read_organisation, write
from weltoffen.testing import measure_catalogues, organisations, steered

if TYPE_CHECKING:
    from collections.abc import Callable

    from weltoffen.model.measures import Measure, MeasureCatalogue
    from weltoffen.model.organisation import Body, BodyKind, Member, Organisation

    Steered = tuple[Organisation, MeasureCatalogue]

# Any example will do, so none is made smaller.
SEARCH = settings(max_examples=2_000, deadline=None, database=None, phases=[Phase.generate])


def some_body(test: Callable[[Body], bool]) -> Callable[[Organisation], bool]:
    return lambda found: any(map(test, found.bodies))


def some_member(test: Callable[[Member], bool]) -> Callable[[Organisation], bool]:
    return some_body(lambda body: any(map(test, body.members)))


def some_measure(test: Callable[[Measure], bool]) -> Callable[[MeasureCatalogue], bool]:
    return lambda found: any(map(test, found.measures))


def some_kind(kind: StepKind) -> Callable[[Measure], bool]:
    return lambda measure: any(one.kind == kind for one in measure.events)


def some_state(state: MeasureState) -> Callable[[Steered], bool]:
    return lambda pair: any(one.state == state for one in lives(pair[1], pair[0]))


def _of_kind(organisation: Organisation, kind: BodyKind) -> set[str]:
    return {one.id for one in organisation.bodies if one.kind == kind}


@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # of what `find` has found
class TestReach:
    """O1-O3, L1-L4: the strategies reach every shape that the rules allow."""

    @pytest.mark.parametrize(
        "wanted",
        [
            *(
                pytest.param(some_body(lambda b, kind=kind: b.kind == kind), id=kind)  # type: ignore[misc] # bound now
                for kind in BODY_KINDS
            ),
            pytest.param(lambda o: len(o.bodies) == 1, id="one-body"),
            pytest.param(lambda o: len(o.bodies) > 2, id="several"),
            pytest.param(lambda o: [b.id for b in o.bodies] != sorted(o.bodies_by_id), id="order"),
            pytest.param(lambda o: o.municipality is not None, id="town"),
            pytest.param(lambda o: o.municipality is None, id="no-town"),
            pytest.param(lambda o: o.extensions is not None, id="extensions"),
            pytest.param(some_body(lambda b: b.mandate is not None), id="mandate"),
            pytest.param(some_body(lambda b: len(b.members) == 2), id="members"),
            pytest.param(some_body(lambda b: b.start is not None and b.end is None), id="begins"),
            pytest.param(some_body(lambda b: b.start is None and b.end is not None), id="ends"),
            pytest.param(some_body(lambda b: b.start is not None is not b.end), id="both"),
            pytest.param(some_member(lambda m: m.number is None), id="uncounted"),
            pytest.param(some_member(lambda m: m.number == 10_000), id="many"),
            pytest.param(some_member(lambda m: not m.voting), id="advisory"),
            pytest.param(lambda o: not o.entitlements, id="defaults"),
            pytest.param(lambda o: len(o.entitlements) > 2, id="own-rights"),
            pytest.param(lambda o: any(not e.acts for e in o.entitlements), id="nothing"),
            pytest.param(lambda o: any(len(e.acts) > 3 for e in o.entitlements), id="much"),
        ],
    )
    def test_organisations(self, wanted: Callable[[Organisation], bool]) -> None:
        assert find(organisations(), wanted, settings=SEARCH) is not None

    @pytest.mark.parametrize(
        "wanted",
        [
            pytest.param(lambda c: not c.measures, id="empty"),
            pytest.param(lambda c: len(c.measures) == 3, id="three"),
            pytest.param(lambda c: c.currency == "CHF", id="currency"),
            pytest.param(lambda c: len(c.priorities) == 3, id="priorities"),
            pytest.param(lambda c: c.extensions is not None, id="extensions"),
            *(pytest.param(some_measure(some_kind(kind)), id=kind) for kind in get_args(StepKind)),
            pytest.param(some_measure(lambda m: m.costs is None), id="costs-unknown"),
            pytest.param(some_measure(lambda m: m.costs == 0), id="costs-nothing"),
            pytest.param(
                some_measure(lambda m: m.costs is not None and m.costs.denominator > 1), id="cents"
            ),
            pytest.param(
                some_measure(
                    lambda m: bool(m.costs) and sum(f.amount for f in m.funding) == m.costs
                ),
                id="all-funded",
            ),
            pytest.param(some_measure(lambda m: len(m.funding) == 2), id="two-sources"),
            pytest.param(
                some_measure(
                    lambda m: m.costs is not None and sum(f.amount for f in m.funding) > m.costs
                ),
                id="more-applied-for-than-needed",
            ),
            pytest.param(some_measure(lambda m: any(f.secured for f in m.funding)), id="secured"),
            pytest.param(
                some_measure(lambda m: m.costs is None and bool(m.funding)), id="funding-alone"
            ),
            pytest.param(some_measure(lambda m: m.responsible is None), id="nobody"),
            pytest.param(some_measure(lambda m: m.effort == "large"), id="effort"),
            pytest.param(some_measure(lambda m: m.description is not None), id="description"),
            pytest.param(some_measure(lambda m: bool(m.needs and m.nodes)), id="links"),
            pytest.param(some_measure(lambda m: len(m.indicators) == 3), id="indicators"),
            pytest.param(some_measure(lambda m: m.start is not None is not m.end), id="days"),
            pytest.param(some_measure(lambda m: m.start is None is not m.end), id="end-alone"),
            pytest.param(some_measure(lambda m: any(e.note for e in m.events)), id="note"),
            pytest.param(
                some_measure(lambda m: any(e.paper and e.paper.url for e in m.events)), id="paper"
            ),
            pytest.param(
                some_measure(lambda m: any(e.paper and e.kind == "proposed" for e in m.events)),
                id="paper-of-a-proposal",
            ),
            pytest.param(
                some_measure(
                    lambda m: any(
                        e.paper and e.paper.date and e.paper.date < e.date for e in m.events
                    )
                ),
                id="earlier-paper",
            ),
            pytest.param(
                some_measure(lambda m: len({e.date for e in m.events}) < len(m.events)),
                id="same-day",
            ),
        ],
    )
    def test_measure_catalogues(self, wanted: Callable[[MeasureCatalogue], bool]) -> None:
        assert find(measure_catalogues(), wanted, settings=SEARCH) is not None

    @pytest.mark.parametrize(
        "wanted",
        [
            *(pytest.param(some_state(state), id=state) for state in get_args(MeasureState)),
            pytest.param(lambda p: not p[1].measures, id="empty"),
            pytest.param(lambda p: any(len(m.events) > 8 for m in p[1].measures), id="long-lives"),
            pytest.param(
                lambda p: p[0].entitlements and some_state("resolved")(p), id="own-rights"
            ),
            pytest.param(
                lambda p: any(
                    p[0].bodies_by_id[e.body].end for m in p[1].measures for e in m.events
                ),
                id="body-that-ends",
            ),
            pytest.param(
                lambda p: any(
                    m.events[-1].kind == "dropped"
                    and m.events[-1].body in _of_kind(p[0], "council")
                    for m in p[1].measures
                    if m.events[-2:-1] and m.events[-2].kind == "recommended"
                ),
                id="declined",
            ),
            pytest.param(
                lambda p: any(
                    e.kind == "documented" and e.body != m.responsible
                    for m in p[1].measures
                    for e in m.events
                ),
                id="documented-by-who-reviews",
            ),
            pytest.param(
                lambda p: any(not one.bodies for x in lives(p[1], p[0]) for one in x.possible),
                id="nobody-may-go-on",
            ),
        ],
    )
    def test_steered(self, wanted: Callable[[Steered], bool]) -> None:
        assert find(steered(), wanted, settings=SEARCH) is not None


class TestValid:
    """What the strategies give is valid, and what is written reads again as it was."""

    @given(steered())
    def test_both_documents_survive_the_door(self, pair: Steered) -> None:
        organisation, catalogue = pair
        assert read_organisation(write(organisation)) == organisation
        assert read_measures(write(catalogue)) == catalogue

    @given(organisations(), measure_catalogues())
    def test_so_do_those_that_do_not_belong_together(
        self, organisation: Organisation, catalogue: MeasureCatalogue
    ) -> None:
        assert read_organisation(write(organisation)) == organisation
        assert read_measures(write(catalogue)) == catalogue

    @given(organisations())
    def test_rights_are_of_the_list(self, organisation: Organisation) -> None:
        assert all(set(acts) <= set(ACTS) for acts in organisation.acts_by_kind.values())
