# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""A table of a small life of its own, so that the helper is proved apart from measures and goals."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import pytest

from weltoffen.errors import Problems
from weltoffen.model.paper import PaperReference
from weltoffen.model.steps import MAX_EVENTS, Transition, check_events, transition_of, walk

DAY = dt.date(2026, 3, 1)
PAPER = PaperReference(number="1")


@attrs.frozen
class Happening:
    kind: str
    date: Any = DAY
    body: Any = "b"
    paper: Any = None


OPENED: Transition[str] = Transition(kind="open", sources=(None,), state="open", act="propose")
CLOSED: Transition[str] = Transition(
    kind="close", sources=("open",), state="shut", act="resolve", paper=True
)
SLAMMED: Transition[str] = Transition(kind="close", sources=("shut",), state="gone", act="review")
SEEN: Transition[str] = Transition(kind="see", sources=("open", "shut"), state=None, act="document")
TABLE = (OPENED, CLOSED, SLAMMED, SEEN)


def checked(*events: Happening, minimum: int = 0) -> list[tuple[str, str]]:
    problems = Problems()
    check_events(problems, TABLE, events, ("x",), minimum)
    return [(one.code, one.pointer) for one in problems.found]


class TestWalk:
    """L2, L4: events run through the table one after the other."""

    @pytest.mark.parametrize(
        ("kind", "state", "expected"),
        [
            ("open", None, OPENED),
            ("open", "open", None),
            ("close", None, None),
            ("close", "open", CLOSED),
            ("close", "shut", SLAMMED),
            ("see", "shut", SEEN),
            ("see", "gone", None),
            ("burn", "open", None),
        ],
    )
    def test_kind_and_state_find_the_transition(
        self, kind: str, state: str | None, expected: Transition[str] | None
    ) -> None:
        assert transition_of(TABLE, kind, state) is expected

    def test_each_event_comes_with_the_state_after_it(self) -> None:
        events = [Happening(kind) for kind in ("open", "see", "close", "see", "close")]
        found = list(walk(TABLE, events))
        assert [event for event, _, _ in found] == events
        assert [one for _, one, _ in found] == [OPENED, SEEN, CLOSED, SEEN, SLAMMED]
        assert [state for _, _, state in found] == ["open", "open", "shut", "shut", "gone"]

    def test_the_walk_ends_before_what_is_not_possible(self) -> None:
        events = [Happening(kind) for kind in ("open", "open", "close")]
        assert [state for _, _, state in walk(TABLE, events)] == ["open"]
        assert list(walk(TABLE, events[2:])) == []


class TestCheck:
    """L2, L3: order of steps, order of days, papers."""

    def test_a_life_may_be_empty_where_the_thing_allows_it(self) -> None:
        assert checked() == []
        assert checked(minimum=1) == [("too-few", "/x")]

    def test_the_paper_belongs_to_the_transition_and_not_to_the_kind(self) -> None:
        opened, shut = Happening("open"), Happening("close", paper=PAPER)
        assert checked(opened, shut, Happening("close")) == []
        assert checked(opened, Happening("close")) == [("paper-missing", "/x/1/paper")]

    def test_an_impossible_step_is_named_with_what_was_possible(self) -> None:
        problems = Problems()
        check_events(problems, TABLE, [Happening("open"), Happening("open")], ("x",))
        (problem,) = problems.found
        assert (problem.code, problem.pointer) == ("step-not-possible", "/x/1/kind")
        assert dict(problem.parameters) == {
            "kind": "open",
            "state": "open",
            "possible": "close, see",
        }

    def test_days_papers_and_steps_are_named_together(self) -> None:
        early = DAY - dt.timedelta(days=1)
        events = [Happening("open"), Happening("close", early), Happening("open", early)]
        assert checked(*events) == [
            ("event-order", "/x/1/date"),
            ("paper-missing", "/x/1/paper"),
            ("step-not-possible", "/x/2/kind"),
        ]

    def test_single_events_come_first(self) -> None:
        """Without kinds and days there is no order to look at."""
        events = [
            Happening("burn"),
            Happening("see", "yesterday"),
            Happening("see", body="Nobody in particular"),
            Happening("see", paper="1/2026"),
        ]
        assert checked(*events) == [
            ("not-allowed", "/x/0/kind"),
            ("bad-date", "/x/1/date"),
            ("bad-id", "/x/2/body"),
            ("wrong-type", "/x/3/paper"),
        ]

    def test_the_number_of_events_is_bounded(self) -> None:
        events = [Happening("open"), *[Happening("see")] * (MAX_EVENTS - 1)]
        assert checked(*events) == []
        assert checked(*events, Happening("see")) == [("too-many", "/x")]
