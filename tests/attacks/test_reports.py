# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Possible worlds of reports with several questions, gaps in the answers, node scores and two releases."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import attrs
import numpy as np
import pytest
from tests.attacks.claims import Claim, Claims, witnesses
from tests.attacks.possible import divide
from tests.attacks.reading import read
from tests.attacks.rule import Rule
from tests.attacks.surveys import NAMES, SURVEYS, build_survey, ticked
from tests.attacks.towns import choice, fingerprint, published, released
from tests.attacks.worlds import Case, draw_case, every_world, nearby, number_of_worlds
from tests.builders import after

from weltoffen.scoring.protection import ProtectionRule
from weltoffen.scoring.releases import release_again

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.attacks.rule import Numbers, Yes

EVERY = 60_000
"""Where all worlds are gone through, there are no more than so many."""
TINY = (
    build_survey([choice("p", 2), choice("q", 2, depends_on=after("p", "b1"))]),
    build_survey([choice("p", 3)]),
    build_survey(
        [choice("p", 2), choice("q", 2, depends_on=after("p", "b1")), choice("e", 2, "b")]
    ),
    build_survey([ticked("c", 1, 2)]),
)


@attrs.define
class _Found:
    """What an attack found: cases, those that withhold a group beside figures, true claims, and hits."""

    cases: int = 0
    withholding: int = 0
    claims: Counter[str] = attrs.field(factory=Counter)
    hits: list[tuple[object, Claim]] = attrs.field(factory=list)

    def told(self) -> dict[str, object]:
        return {**attrs.asdict(self), "claims": dict(self.claims), "hits": len(self.hits)}


def releases(case: Case, people: Numbers, rules: Sequence[ProtectionRule]) -> list[str]:
    """Give what the bytes of all releases are, of one world."""
    here = case.survey.here
    counts = here.tally(*case.survey.responses(people, case.groups))
    first = released(here, counts, rules[0])
    later = [release_again(first, one, here.assessment, here.edition) for one in rules[1:]]
    return [fingerprint(published(here, one)) for one in (first, *later)]


def rules_of(case: Case, dice: np.random.Generator, k: int) -> list[ProtectionRule]:
    merges = [[NAMES[one] for one in merge] for merge in case.merges]
    later = ProtectionRule(
        k=int(dice.integers(3, 6)), merges=[list(dice.permutation(NAMES)[: dice.integers(2, 4)])]
    )
    return [ProtectionRule(k=k, merges=merges), later]


def search(
    case: Case, claims: Claims, dice: np.random.Generator, farther: int
) -> tuple[Numbers, Yes]:
    """Give worlds with the same publication, and which claims they refute.

    First those near the true world; then, as long as a claim stands, those near another of these in which its
    attacker is still there; so many times.
    """
    worlds = claims.same(nearby(case, dice))
    refuting = claims.refuting(worlds)
    for _ in range(farther):
        standing = np.flatnonzero(~refuting.any(axis=1))
        if not len(standing):
            break
        start = worlds[claims.there(worlds, claims.found[standing[0]].attacker)]
        start = start[dice.integers(len(start), size=4)]
        far = [claims.same(nearby(attrs.evolve(case, people=one), dice)) for one in start]
        far = [one[dice.permutation(len(one))[:200]] for one in far]
        worlds = np.concatenate([worlds, *far])
        refuting = np.concatenate([refuting, *map(claims.refuting, far)], axis=1)
    return worlds, refuting


def attack(cases: int, seed: int, *, largest: int = 6, rule: Rule | None = None) -> _Found:
    """Draw true worlds, and look for a refuting world of every claim that is true of them.

    The worlds that refute are held against the bytes of all releases, as the library writes them; with
    another rule than the library's they are not.
    """
    dice, found = np.random.default_rng(seed), _Found()
    for at in range(cases):
        case = draw_case(dice, SURVEYS[at % len(SURVEYS)], largest)
        k = 3 + at // len(SURVEYS) % 2
        claims = Claims(case, rule or Rule(k))
        worlds, refuting = search(case, claims, dice, 60 if rule is None else 4)
        found.cases += 1
        found.withholding += claims.withholding
        found.claims.update(claim.kind for claim in claims.found)
        left = [one for one, row in zip(claims.found, refuting, strict=True) if not row.any()]
        found.hits += [(case, claim) for claim in left]
        if rule is None:
            rules = rules_of(case, dice, k)
            true = releases(case, case.people, rules)
            for one in witnesses(refuting):
                assert releases(case, worlds[one], rules) == true, (case, worlds[one])
    return found


def attack_exactly(cases: int, seed: int, rule: Rule) -> tuple[_Found, _Found]:
    """Go through all worlds of few people, and beside it search near the true world only.

    A claim that no world refutes is certain. The search is as good as going through all if it finds the same.
    """
    dice, exact, near = np.random.default_rng(seed), _Found(), _Found()
    while exact.cases < cases:
        case = draw_case(dice, TINY[exact.cases % len(TINY)], 3)
        if number_of_worlds(case) > EVERY or len(case.people) < rule.k:
            continue
        look_twice(case, rule, dice, (exact, near))
    return exact, near


def look_twice(
    case: Case, rule: Rule, dice: np.random.Generator, both: tuple[_Found, _Found]
) -> None:
    """Look in all worlds, then in those near the true one."""
    claims = Claims(case, rule)
    refuting = claims.refuting(claims.same(every_world(case)))
    for found, table in zip(both, (refuting, search(case, claims, dice, 6)[1]), strict=True):
        found.cases += 1
        found.withholding += claims.withholding
        found.claims.update(claim.kind for claim in claims.found)
        left = [one for one, row in zip(claims.found, table, strict=True) if not row.any()]
        found.hits += [(found.cases, claim) for claim in left]


class TestReports:
    """P2-P5, P7: of no claim about a group an outsider or a participant is certain."""

    def test_some_reports(self, record_property: Callable[[str, object], None]) -> None:
        found = attack(40, 1)
        record_property("possible worlds of reports", found.told())
        assert not found.hits
        assert found.withholding > found.cases / 4
        assert min(found.claims[kind] for kind in ("option", "tick", "silent", "out")) > 30

    @pytest.mark.thorough
    def test_many_reports(self, record_property: Callable[[str, object], None]) -> None:
        found = attack(5_000, 2)
        record_property("possible worlds of reports", found.told())
        assert not found.hits
        assert found.withholding > found.cases / 4

    def test_all_worlds_of_few_people(self, record_property: Callable[[str, object], None]) -> None:
        exact, _ = attack_exactly(24, 3, Rule(3))
        record_property("all worlds of few people", exact.told())
        assert not exact.hits
        assert exact.claims["option"] > 100

    @pytest.mark.thorough
    def test_all_worlds_of_few_people_many_times(
        self, record_property: Callable[[str, object], None]
    ) -> None:
        exact, near = attack_exactly(1_500, 4, Rule(3))
        record_property("all worlds of few people", exact.told())
        assert not exact.hits
        assert not near.hits


class TestControls:
    """P2, P3, decision 0009: the attack finds certain claims where a part of the rules is missing."""

    RULES = (
        pytest.param(Rule(3, homogeneous="show"), {"option", "tick"}, id="without P3"),
        pytest.param(Rule(3, ticks=False), {"tick"}, id="without decision 0009"),
        pytest.param(Rule(3, alone=True), {"absent"}, id="a rest of one group"),
    )

    @pytest.mark.thorough
    @pytest.mark.parametrize(("rule", "kinds"), RULES)
    def test_reports(self, rule: Rule, kinds: set[str]) -> None:
        found = attack(160, 7, rule=rule)
        assert kinds <= {claim.kind for _, claim in found.hits}

    @pytest.mark.parametrize(("rule", "kinds"), RULES[:2])
    def test_the_search_finds_what_going_through_all_worlds_finds(
        self, rule: Rule, kinds: set[str]
    ) -> None:
        exact, near = attack_exactly(24, 5, rule)
        assert {claim.kind for _, claim in exact.hits} & kinds
        assert exact.hits == near.hits

    def test_the_search_finds_who_is_silent(self) -> None:
        """Three people chose each another option; only one person of the other group can have been silent."""
        groups, answers = np.array([0, 1, 1, 1]), np.array([[3], [0], [1], [2]])
        both = _Found(), _Found()
        rule = Rule(3, alone=True)
        look_twice(Case(TINY[1], groups, answers), rule, np.random.default_rng(6), both)
        kinds = [{claim.kind for _, claim in found.hits} for found in both]
        assert kinds == [{"silent", "absent"}, {"silent", "absent"}]


def rows(case: Case, rules: list[ProtectionRule]) -> list[list[list[int]]]:
    """Read the bytes of the first release as the attack's own rule gives them: a row for each question."""
    here = case.survey.here
    counts = here.tally(*case.survey.responses(case.people, case.groups))
    found = read(published(here, released(here, counts, rules[0])))
    joint = [frozenset(NAMES[one] for one in group) for group in divide(len(NAMES), case.merges)]
    table = []
    for item, told in zip(case.survey.items, found.questions.values(), strict=True):
        cells = {one.members: [*one.counts, one.unanswered] for one in told}
        hidden = [-1] * (item.options + 1)
        table.append([cells.get(one, hidden) for one in (*joint, frozenset(NAMES))])
    return table


class TestTheRuleIsTheLibrarys:
    """P1-P4, A2: what the attack takes for published is what the report's bytes tell."""

    @pytest.mark.parametrize("seed", range(4))
    def test_a_sample_of_reports(self, seed: int) -> None:
        dice, shown = np.random.default_rng(seed), 0
        for at in range(30):
            case = draw_case(dice, SURVEYS[at % len(SURVEYS)], 6)
            k = int(dice.integers(3, 6))
            expected = case.published(case.people[None], Rule(k))
            found = rows(case, rules_of(case, dice, k))
            for item, row, told in zip(case.survey.items, expected, found, strict=True):
                assert row[0].reshape(-1, item.options + 1).tolist() == told, case
                shown += told[-1][0] >= 0
        assert shown > 20
