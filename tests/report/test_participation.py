# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
from tests.builders import single, town

from weltoffen.model.text import Text
from weltoffen.report.assembly import build_report
from weltoffen.report.participation import joined
from weltoffen.scoring.protection import ProtectionRule, protect

HERE = town(single("q"), perspectives=("administration", "politics", "economy"))


class TestMergedGroups:
    """A2: merged perspectives are told as a group of their own; official responses are never merged."""

    def test_members_come_first_and_the_group_after_them(self) -> None:
        tally = HERE.tally(
            HERE.official(q="s2"),
            *HERE.persons("administration", q="012"),
            *HERE.persons("politics", q="0123"),
            *HERE.persons("economy", q="01234"),
        )
        rule = ProtectionRule(merges=[("politics", "administration")])
        report = build_report(
            protect(tally, rule, HERE.assessment, HERE.edition), HERE.assessment, HERE.edition
        )
        found = [
            (one.perspective, one.official, one.responses, one.members)
            for one in report.participation
        ]
        both = ("administration", "politics")
        assert found == [
            ("administration", True, None, ()),
            ("politics", False, None, ()),
            ("economy", False, 5, ()),
            ("administration-and-politics", False, 7, both),
        ]
        assert report.responses == 12
        assert [one.perspective for one in report.perspectives] == [
            "administration",
            "administration-and-politics",
            "economy",
        ]


class TestNames:
    """M7: a merged group is named in every language that all its members have."""

    @pytest.mark.parametrize(
        ("titles", "name"),
        [
            ([{"de": "A", "en": "B"}, {"de": "C", "en": "D"}], {"de": "A und C", "en": "B and D"}),
            ([{"de": "A", "en": "B"}, {"de": "C"}], {"de": "A und C"}),
            ([{"de-simple": "A"}, {"de-simple": "B"}], {"de-simple": "A und B"}),
            ([{"fr": "A"}, {"fr": "B"}, {"fr": "C"}], {"fr": "A & B & C"}),
            ([{"fr": "A"}, {"de": "B"}], {"fr": "A & B"}),
        ],
    )
    def test_by_hand(self, titles: list[dict[str, str]], name: dict[str, str]) -> None:
        assert joined([Text(one) for one in titles]) == Text(name)
