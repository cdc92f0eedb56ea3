# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Hidden answers vary while what is published stays: every byte of JSON, Markdown and logs stays, too."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs
import numpy as np
import pytest
from tests.attacks.claims import Claims
from tests.attacks.rule import Rule
from tests.attacks.surveys import NAMES, SURVEYS
from tests.attacks.towns import Seen, released, watch
from tests.attacks.worlds import Case, draw_case, nearby
from tests.builders import of_another_round

from weltoffen.model.extensions import Extensions
from weltoffen.model.response import Response
from weltoffen.report.assembly import build_report
from weltoffen.report.earlier import Earlier
from weltoffen.scoring.protection import ProtectionRule
from weltoffen.scoring.releases import release_again

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.attacks.rule import Numbers

    from weltoffen.report.structure import Report
    from weltoffen.scoring.tally import Tally


@attrs.define
class _Found:
    """How many variations there were, of how many reports, and how many of these withhold a group."""

    variations: int = 0
    reports: int = 0
    withholding: int = 0
    groups_changed: int = 0
    """Variations in which what single perspectives answered is another."""


@attrs.define
class _Round:
    """A round: everything but what people answered."""

    case: Case
    official: list[Response]
    rules: list[ProtectionRule]
    earlier: Earlier | None

    def tally(self, people: Numbers, dice: np.random.Generator) -> Tally:
        """Count one world; order, ids, times and extensions are others each time."""
        personal = self.case.survey.responses(people, self.case.groups)
        personal = [
            attrs.evolve(
                one,
                id=f"id-{dice.integers(10**9)}",
                submitted_at=dt.datetime(2026, 1, int(dice.integers(1, 28)), tzinfo=dt.UTC),
                extensions=Extensions({"lucky": int(dice.integers(10**9))}),
            )
            for one in personal
        ]
        everybody = [*personal, *self.official]
        return self.case.survey.here.tally(
            *(everybody[at] for at in dice.permutation(len(everybody)))
        )

    def reports(self, counts: Tally) -> Iterator[Report]:
        """Give the report of each release."""
        here = self.case.survey.here
        first = released(here, counts, self.rules[0])
        later = [release_again(first, one, here.assessment, here.edition) for one in self.rules[1:]]
        for public in (first, *later):
            yield build_report(public, here.assessment, here.edition, earlier=self.earlier)

    def seen(self, people: Numbers, dice: np.random.Generator) -> Seen:
        here = self.case.survey.here
        edition = here.assessment.extend(here.edition)
        return watch(lambda: self.reports(self.tally(people, dice)), edition)


def draw_round(dice: np.random.Generator, at: int, largest: int) -> _Round:
    """Draw a round: often with an official response, an earlier round, and a second release."""
    survey = SURVEYS[at % len(SURVEYS)]
    case, here = draw_case(dice, survey, largest), survey.here
    official = []
    if dice.random() < 0.4:
        roots = [index for index, item in enumerate(survey.items) if item.parent is None]
        asked = here.questionnaire.questions
        answers = {
            asked[one].id: survey.plain[one][dice.integers(survey.values[one])] for one in roots
        }
        official = [here.official("d", **answers)]
    earlier = None
    if dice.random() < 0.4:
        before = draw_case(dice, survey, 2 * largest)
        counts = here.tally(*survey.responses(before.people, before.groups))
        public = released(here, counts, ProtectionRule(k=3))
        earlier = Earlier(
            report=of_another_round(build_report(public, here.assessment, here.edition)),
            edition=here.edition,
        )
    k = int(dice.integers(3, 6))
    rules = [ProtectionRule(k=k, merges=[[NAMES[one] for one in m] for m in case.merges])]
    if dice.random() < 0.5:
        merge = dice.permutation(NAMES)[: dice.integers(2, 4)].tolist()
        rules.append(ProtectionRule(k=int(dice.integers(3, 6)), merges=[merge]))
    return _Round(case, official, rules, earlier)


def attack(variations: int, seed: int, each: int) -> _Found:
    """Take worlds with the same publication, at random, and compare all that can be seen."""
    dice, found = np.random.default_rng(seed), _Found()
    while found.variations < variations:
        here = draw_round(dice, found.reports, 6)
        claims = Claims(here.case, Rule(here.rules[0].k))
        worlds = claims.same(nearby(here.case, dice))
        worlds = worlds[(worlds != here.case.people).any(axis=(1, 2))]
        found.reports += 1
        found.withholding += claims.withholding
        true = here.seen(here.case.people, dice)
        counts = here.tally(here.case.people, dice)
        for at in dice.permutation(len(worlds))[:each]:
            assert here.seen(worlds[at], dice) == true, (here, worlds[at])
            found.variations += 1
            found.groups_changed += here.tally(worlds[at], dice) != counts
    return found


class TestNonInterference:
    """P5: whatever people of hidden groups answer, no byte differs that leaves the library."""

    def test_some_variations(self, record_property: Callable[[str, object], None]) -> None:
        found = attack(64, 1, each=8)
        record_property("non-interference", attrs.asdict(found))
        assert found.withholding > found.reports / 4
        assert found.groups_changed > 0.9 * found.variations

    @pytest.mark.thorough
    def test_10_000_variations(self, record_property: Callable[[str, object], None]) -> None:
        found = attack(10_000, 2, each=8)
        record_property("non-interference", attrs.asdict(found))
        assert found.withholding > found.reports / 4
        assert found.groups_changed > 0.9 * found.variations

    def test_what_is_published_is_seen(self) -> None:
        """Control: an answer that changes a published figure changes the bytes."""
        dice, told, changed = np.random.default_rng(3), 0, 0
        for at in range(8):
            here = draw_round(dice, at, 6)
            claims = Claims(here.case, Rule(here.rules[0].k))
            worlds = nearby(here.case, dice)
            kept = {one.tobytes() for one in claims.same(worlds)}
            others = [one for one in worlds if one.tobytes() not in kept]
            true = here.seen(here.case.people, dice)
            for one in others[:: max(1, len(others) // 3)]:
                told += 1
                changed += here.seen(one, dice) != true
        assert told > 10
        assert changed == told
