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
from weltoffen.model.transitions import MAX_EVENTS, Transition, check_events, walk, ways_of

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
LEFT: Transition[str] = Transition(kind="leave", sources=("open",), state="gone", act="select")
SENT: Transition[str] = Transition(
    kind="leave", sources=("open", "shut"), state="gone", act="resolve", also="review", paper=True
)
TABLE = (OPENED, CLOSED, SLAMMED, SEEN, LEFT, SENT)


def checked(*events: Happening, minimum: int = 0) -> list[tuple[str, str]]:
    problems = Problems()
    check_events(problems, TABLE, events, ("x",), minimum=minimum)
    return [(one.code, one.pointer) for one in problems.found]


class TestWalk:
    """L2, L4: events run through the table one after the other."""

    @pytest.mark.parametrize(
        ("kind", "state", "expected"),
        [
            ("open", None, (OPENED,)),
            ("open", "open", ()),
            ("close", None, ()),
            ("close", "open", (CLOSED,)),
            ("close", "shut", (SLAMMED,)),
            ("see", "shut", (SEEN,)),
            ("see", "gone", ()),
            ("burn", "open", ()),
            ("leave", "open", (LEFT, SENT)),
            ("leave", "shut", (SENT,)),
        ],
    )
    def test_kind_and_state_find_the_ways(
        self, kind: str, state: str | None, expected: tuple[Transition[str], ...]
    ) -> None:
        assert ways_of(TABLE, kind, state) == expected

    def test_a_way_may_ask_for_two_rights(self) -> None:
        assert (OPENED.acts, SENT.acts) == (("propose",), ("resolve", "review"))

    def test_each_event_comes_with_the_state_after_it(self) -> None:
        events = [Happening(kind) for kind in ("open", "see", "close", "see", "close")]
        found = list(walk(TABLE, events))
        assert [event for event, _, _ in found] == events
        assert [ways for _, ways, _ in found] == [
            (OPENED,),
            (SEEN,),
            (CLOSED,),
            (SEEN,),
            (SLAMMED,),
        ]
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

    def test_a_paper_is_missed_where_every_way_needs_it(self) -> None:
        opened, shut = Happening("open"), Happening("close", paper=PAPER)
        assert checked(opened, Happening("leave")) == []
        assert checked(opened, shut, Happening("leave")) == [("paper-missing", "/x/2/paper")]

    def test_a_paper_is_there_before_it_is_resolved(self) -> None:
        def paper(later: int) -> PaperReference:
            return PaperReference(number="1", date=DAY + dt.timedelta(days=later))

        for later in (-400, -1, 0):
            assert checked(Happening("open"), Happening("close", paper=paper(later))) == []
        made = [Happening("open", paper=paper(1)), Happening("close", paper=paper(400))]
        assert checked(*made) == [
            ("paper-later", "/x/0/paper/date"),
            ("paper-later", "/x/1/paper/date"),
        ]

    def test_an_impossible_step_is_named_with_what_was_possible(self) -> None:
        problems = Problems()
        check_events(problems, TABLE, [Happening("open"), Happening("open")], ("x",))
        (problem,) = problems.found
        assert (problem.code, problem.pointer) == ("step-not-possible", "/x/1/kind")
        assert dict(problem.parameters) == {
            "kind": "open",
            "state": "open",
            "possible": "close, see, leave",
        }

    @pytest.mark.parametrize(("names", "state"), [({}, "new"), ({"new": "blank"}, "blank")])
    def test_what_nothing_has_happened_to_has_a_name(
        self, names: dict[str, Any], state: str
    ) -> None:
        problems = Problems()
        check_events(problems, TABLE, [Happening("close")], ("x",), **names)
        (problem,) = problems.found
        assert dict(problem.parameters) == {"kind": "close", "state": state, "possible": "open"}

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
