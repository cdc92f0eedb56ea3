# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime as dt

import pytest

from weltoffen.errors import Problems
from weltoffen.model.checks import (
    check_day,
    check_days,
    check_extensions,
    check_ids,
    check_instance,
    check_links,
    check_number,
    check_size,
    check_term,
)
from weltoffen.model.exact import exact
from weltoffen.model.extensions import Extensions

DAY = dt.date(2026, 3, 1)
NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def named(problems: Problems) -> list[tuple[str, str]]:
    return [(one.code, one.pointer) for one in problems.found]


class TestSmallChecks:
    """Exact types; each wrong value has its code and its place."""

    @pytest.mark.parametrize("value", ["c", "", None, 1, ["a"]], ids=str)
    def test_a_term_is_one_of_the_list(self, value: object) -> None:
        problems = Problems()
        check_term(problems, "a", ("a", "b"), ("x",))
        assert problems.found == []
        check_term(problems, value, ("a", "b"), ("x",))
        (problem,) = problems.found
        assert (problem.code, problem.pointer) == ("not-allowed", "/x")
        assert dict(problem.parameters) == {"allowed": "a, b"}

    @pytest.mark.parametrize("value", [5, "", True, {}, {"a": 1}, ()], ids=str)
    def test_extensions_are_extensions_or_none(self, value: object) -> None:
        problems = Problems()
        check_extensions(problems, None)
        check_extensions(problems, Extensions({"a": 1}))
        assert problems.found == []
        check_extensions(problems, value)
        (problem,) = problems.found
        assert (problem.code, problem.pointer) == ("wrong-type", "/extensions")
        assert dict(problem.parameters) == {"expected": "Extensions"}

    @pytest.mark.parametrize(
        ("value", "code"),
        [
            ("9007199254740991", None),  # 2^53 - 1
            ("-9007199254740991", None),
            ("9007199254740991.5", "number-too-large"),
            ("-9007199254740992", "number-too-large"),
            ("0.1", None),
            ("1/64", None),
            ("1/3", "not-decimal"),
            ("-7/30", "not-decimal"),
        ],
    )
    def test_a_number_can_be_written_m5(self, value: str, code: str | None) -> None:
        problems = Problems()
        check_number(problems, None, ("x",))
        check_number(problems, exact(value), ("x",))
        assert named(problems) == ([] if code is None else [(code, "/x")])

    @pytest.mark.parametrize("value", ["2026-03-01", None, 20260301, NOON], ids=str)
    def test_a_day_is_a_date_without_a_time(self, value: object) -> None:
        problems = Problems()
        check_day(problems, DAY, ("x",))
        assert problems.found == []
        check_day(problems, value, ("x",))
        assert named(problems) == [("bad-date", "/x")]

    @pytest.mark.parametrize(
        ("start", "end", "expected"),
        [
            (None, None, []),
            (DAY, None, []),
            (None, DAY, []),
            (DAY, DAY, []),
            (DAY, DAY - dt.timedelta(days=1), [("end-before-start", "/x/end")]),
            (NOON, DAY, [("bad-date", "/x/start")]),
            (DAY, "later", [("bad-date", "/x/end")]),
            ("a", "b", [("bad-date", "/x/start"), ("bad-date", "/x/end")]),
        ],
    )
    def test_an_end_is_not_before_its_start(
        self, start: object, end: object, expected: list[tuple[str, str]]
    ) -> None:
        problems = Problems()
        check_days(problems, start, end, ("x",))
        assert named(problems) == expected

    @pytest.mark.parametrize(
        ("count", "expected"), [(0, "too-few"), (1, None), (2, None), (3, None), (4, "too-many")]
    )
    def test_bounds_belong_to_what_is_allowed(self, count: int, expected: str | None) -> None:
        problems = Problems()
        check_size(problems, range(count), 3, ("x",), minimum=1)
        assert named(problems) == ([] if expected is None else [(expected, "/x")])

    def test_links_are_ids_and_stand_once(self) -> None:
        """M2: the second time is the problem; what is no id has no double."""
        problems = Problems()
        check_links(problems, ["a", "b", "a", "No", "No", ["a"], "a"], 6, ("x",))
        assert named(problems) == [
            ("too-many", "/x"),
            ("duplicate-id", "/x/2"),
            ("bad-id", "/x/3"),
            ("bad-id", "/x/4"),
            ("bad-id", "/x/5"),
            ("duplicate-id", "/x/6"),
        ]

    def test_ids_of_named_things_stand_once(self) -> None:
        """M2: as links, with the place inside each entry."""
        problems = Problems()
        check_ids(problems, iter(["a", "No", "a", ["a"], None, "b"]), ("x",), "id")
        assert named(problems) == [
            ("bad-id", "/x/1/id"),
            ("duplicate-id", "/x/2/id"),
            ("bad-id", "/x/3/id"),
            ("bad-id", "/x/4/id"),
        ]

    def test_a_value_is_of_its_class(self) -> None:
        problems = Problems()
        given_ = ("a", 1, None, ["a"])
        told = [
            check_instance(problems, one, str, ("x", place)) for place, one in enumerate(given_)
        ]
        assert told == [True, False, False, False]
        assert named(problems) == [
            ("wrong-type", "/x/1"),
            ("wrong-type", "/x/2"),
            ("wrong-type", "/x/3"),
        ]
