# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the review finds for the participations of the examples; C1 to C7."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest
from tests.course.takingpart import day, finding

from weltoffen.course.reviews import review
from weltoffen.schemas import read_participation

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


class TestRealTowns:
    """The review names exactly what is still missing, in the examples of three towns."""

    @pytest.mark.parametrize("town", ["bad-salzuflen", "troisdorf"])
    @pytest.mark.parametrize("on", ["2020-06-01", "2026-11-27"])
    def test_at_the_stage_of_the_motion(self, town: str, on: str) -> None:
        """Nobody is named, nothing is settled, and the interest has not been expressed; nothing else."""
        whole = read_participation(EXAMPLES / town / "participation.json")
        assert [
            (one.code, one.prerequisite_kind or one.phase_kind, one.prerequisite)
            for one in review(whole, on=day(on))
        ] == [
            ("contact-missing", None, None),
            ("prerequisite-open", "support", "support"),
            ("prerequisite-open", "processes", None),
            ("prerequisite-open", "sharing", None),
            ("not-begun", "interest", None),
        ]

    def test_erlangen_after_the_workshop(self) -> None:
        """What is public: the workshop, and a conference planned for the end of January; not what followed.

        Nor who the contact was, nor whether the decision makers supported it: a notice for information does
        not show that. Four phases took place before the workshop, on days that are not public.
        """
        whole = read_participation(EXAMPLES / "erlangen" / "participation.json")
        shop = day("2020-11-24")
        wanting = [
            finding("contact-missing", since=shop, at_latest=True),
            finding("prerequisite-open", prerequisite="support", prerequisite_kind="support"),
            finding("prerequisite-open", prerequisite_kind="sharing"),
            finding("phase-missing", phase_kind="next-steps"),
        ]
        overdue = finding(
            "overdue", phase="conference", phase_kind="dialogue", due=day("2021-01-31")
        )
        fields = {"since": shop, "until": day("2021-12-15"), "due": day("2021-05-24")}
        long = finding("too-long", at_latest=True, **fields)
        for on, late in (
            ("2020-12-01", []),
            ("2021-03-01", [overdue]),
            ("2021-12-15", [overdue, long]),
        ):
            told = [attrs.evolve(one, participant="town") for one in review(whole, on=day(on))]
            assert told == [*wanting, *late]
        assert [one.number for one in whole.papers] == ["13/017/2020"]

    def test_erlangen_before_anything_is_known(self) -> None:
        """C3: what took place before the workshop was not over in 1999."""
        whole = read_participation(EXAMPLES / "erlangen" / "participation.json")
        told = [one.code for one in review(whole, on=day("1999-01-01"))]
        assert told == [
            "contact-missing",
            *["prerequisite-open"] * 2,
            "not-begun",
            "dated-ahead",
        ]

    def test_a_county_with_two_municipalities(self) -> None:
        """C6; the two municipalities are invented."""
        whole = read_participation(EXAMPLES / "dachau" / "participation.json")
        told: dict[str, list[str]] = {one.id: [] for one in whole.participants}
        for one in review(whole, on=day("2026-05-11")):
            told[one.participant].append(one.code)
        assert told["musterdorf"] == []
        assert told["musterbach"] == [
            "contact-missing",
            "prerequisite-open",
            *["phase-missing"] * 4,
            "overdue",
        ]
        assert told["county"] == [
            "contact-missing",
            *["prerequisite-open"] * 3,
            *["phase-missing"] * 5,
        ]
