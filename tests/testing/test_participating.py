# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase as Step
from hypothesis import find, given, settings

from weltoffen.model.assessment import MUNICIPALITY_KINDS
from weltoffen.model.participation import PHASE_KINDS, PREREQUISITE_KINDS, PREREQUISITE_STATES
from weltoffen.schemas import check, read, write
from weltoffen.testing import municipalities, participations

if TYPE_CHECKING:
    from collections.abc import Callable

    from weltoffen.model.assessment import Municipality, MunicipalityKind
    from weltoffen.model.participation import (
        Contact,
        Participant,
        Participation,
        Phase,
        Prerequisite,
    )

# Any example will do, so none is made smaller.
SEARCH = settings(max_examples=2_000, deadline=None, database=None, phases=[Step.generate])


def some(test: Callable[[Participant], bool]) -> Callable[[Participation], bool]:
    return lambda whole: any(map(test, whole.participants))


def some_phase(test: Callable[[Phase], bool]) -> Callable[[Participation], bool]:
    return some(lambda town: any(map(test, town.phases)))


def known_by(start: bool, end: bool) -> Callable[[Phase], bool]:  # noqa: FBT001 - what is known
    """Give a test for phases that took place and of whose days these are known."""

    def wanted(phase: Phase) -> bool:
        days = phase.actual
        return days is not None and (days.start is not None, days.end is not None) == (start, end)

    return wanted


def some_need(test: Callable[[Prerequisite], bool]) -> Callable[[Participation], bool]:
    return some(lambda town: any(map(test, town.prerequisites)))


def some_contact(test: Callable[[Contact], bool]) -> Callable[[Participation], bool]:
    return some(lambda town: any(map(test, town.contacts)))


@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # of what `find` has found
class TestReach:
    """C1 to C6, C8: the strategies reach every shape that the rules allow."""

    @pytest.mark.parametrize(
        "wanted",
        [
            pytest.param(lambda p: len(p.participants) == 3, id="several"),
            pytest.param(
                lambda p: p.county and p.county.ars and len(p.participants) > 1, id="under-a-county"
            ),
            pytest.param(lambda p: len(p.papers) == 2, id="papers"),
            pytest.param(lambda p: p.extensions is not None, id="extensions"),
            pytest.param(some(lambda t: t.municipality.kind == "county"), id="county-itself"),
            pytest.param(some(lambda t: not (t.contacts or t.phases)), id="nothing-yet"),
            pytest.param(some(lambda t: len(t.phases) >= 8), id="all-phases"),
            pytest.param(some(lambda t: t.assessment is not None), id="assessment"),
            pytest.param(
                some(
                    lambda t: (
                        len(t.phases) > 2
                        and PHASE_KINDS.index(t.phases[0].kind)
                        > PHASE_KINDS.index(t.phases[-1].kind)
                    )
                ),
                id="backwards",
            ),
            pytest.param(some_contact(lambda c: c.period is None and not c.office), id="contact"),
            pytest.param(some_contact(lambda c: c.period is not None), id="contact-for-a-time"),
            pytest.param(some_need(lambda n: n.paper is not None), id="paper"),
            pytest.param(some_need(lambda n: not n.paper and not n.evidence), id="no-evidence"),
            pytest.param(some_phase(lambda f: f.dropped and f.note is not None), id="dropped"),
            *(
                pytest.param(some_phase(known_by(*known)), id=f"actual-{known}")
                for known in ((True, True), (True, False), (False, True), (False, False))
            ),
        ],
    )
    def test_participations(self, wanted: Callable[[Participation], bool]) -> None:
        assert find(participations(), wanted, settings=SEARCH) is not None

    @pytest.mark.parametrize("kind", PREREQUISITE_KINDS)
    @pytest.mark.parametrize("state", PREREQUISITE_STATES)
    def test_prerequisites(self, kind: str, state: str) -> None:
        wanted = some_need(lambda n: (n.kind, n.state) == (kind, state))
        assert find(participations(), wanted, settings=SEARCH) is not None

    @pytest.mark.parametrize("kind", [None, *MUNICIPALITY_KINDS])
    @pytest.mark.parametrize("keys", [(8, 12), (8, 0), (0, 12), (0, 0)])
    def test_municipalities(self, kind: MunicipalityKind | None, keys: tuple[int, int]) -> None:
        def wanted(town: Municipality) -> bool:
            return town.kind == kind and (len(town.ags or ""), len(town.ars or "")) == keys

        assert find(municipalities(), wanted, settings=SEARCH) is not None

    def test_counties_have_short_keys_too(self) -> None:
        wanted = lambda town: town.ags is not None and len(town.ags) == 5  # noqa: E731 - short
        assert find(municipalities(), wanted, settings=SEARCH).kind == "county"


class TestDoor:
    """What is written reads again as it was, and has no problem."""

    @given(participations())
    def test_nothing_is_lost(self, whole: Participation) -> None:
        written = write(whole)
        assert read(written) == whole
        assert [one for one in check(written) if one.severity == "error"] == []
