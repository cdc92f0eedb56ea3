# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from tests.builders import (
    PERSPECTIVES,
    Town,
    after,
    banded,
    checklist,
    flat,
    node,
    number,
    single,
    town,
)

from weltoffen import schemas
from weltoffen.model.method import Method
from weltoffen.model.response import Response
from weltoffen.report.assembly import build_report
from weltoffen.scoring.protection import ProtectedTally, ProtectionRule, protect
from weltoffen.testing import Case, cases

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from weltoffen.model.method import WholePolicy
    from weltoffen.model.questionnaire import Questionnaire
    from weltoffen.scoring.counts import QuestionCount
    from weltoffen.scoring.protection import Cell, ProtectedItem
    from weltoffen.scoring.tally import Tally

WHOLE: tuple[WholePolicy, ...] = ("equal", "pooled")


# --- Crowds: many groups of few persons, at the edges of the rules -----------------------------------


@attrs.frozen
class Crowd:
    """A town, its personal responses and a threshold."""

    town: Town
    responses: tuple[Response, ...]
    k: int

    @property
    def tally(self) -> Tally:
        return self.town.tally(*self.responses)

    def protect(self, counted: Tally) -> ProtectedTally:
        rule = ProtectionRule(k=self.k)
        return protect(counted, rule, self.town.assessment, self.town.edition)

    def report_bytes(self, counted: Tally) -> bytes:
        public = self.protect(counted)
        return schemas.write(build_report(public, self.town.assessment, self.town.edition))


def crowded(groups: int, whole: WholePolicy) -> Town:
    return town(
        single("p"),
        single("q", depends_on=after("p", "s3", "s4")),
        checklist("c", "b", cap=3),
        banded("d", "b"),
        number("only-official", "b"),
        single("e", "b", depends_on=after("q", "s0", "s4")),
        nodes=[node("a"), node("b")],
        perspectives=PERSPECTIVES[:groups],
        method=Method(whole_policy=whole, minimum_coverage="1/4"),
    )


TOWNS = {(n, whole): crowded(n, whole) for n in range(1, 5) for whole in WHOLE}
MOODS = ("01234", "0334", "3", "34", "34-un", "4444u", "012340123-")
SETS: tuple[tuple[str, ...], ...] = ((), ("x",), ("y",), ("x", "y"), ("z",), ("x", "y", "z"))


@st.composite
def crowds(draw: st.DrawFn) -> Crowd:
    here = TOWNS[draw(st.integers(1, 4)), draw(st.sampled_from(WHOLE))]
    found: list[Response] = []
    for one in here.assessment.perspective_ids:
        size = draw(st.sampled_from([7, 0, 1, 2, 3, 4, 5, 6, 9]))
        if not size:
            continue
        columns: dict[str, Sequence[object]] = {}
        for key in ("p", "q", "e"):
            mood = st.sampled_from(draw(st.sampled_from(MOODS)))
            columns[key] = draw(st.lists(mood, min_size=size, max_size=size))
        columns["q"] = [
            q if p in set("34") else None for p, q in zip(columns["p"], columns["q"], strict=True)
        ]
        columns["e"] = [
            e if q in set("04") else None for q, e in zip(columns["q"], columns["e"], strict=True)
        ]
        sets = st.sampled_from(SETS[: draw(st.sampled_from([6, 3, 1]))])
        columns["c"] = draw(st.lists(sets, min_size=size, max_size=size))
        numbers = st.sampled_from([0, 50, 99][: draw(st.sampled_from([3, 2]))])
        columns["d"] = draw(st.lists(numbers | st.none(), min_size=size, max_size=size))
        found += here.persons(one, **columns)
    return Crowd(town=here, responses=tuple(found), k=draw(st.sampled_from([3, 5])))


# --- What may be published, counted once more --------------------------------------------------------


def raw_counts(counted: Tally, question: str) -> dict[str, QuestionCount]:
    return {
        group.perspective: count
        for group in counted.personal
        for count in group.questions
        if count.question == question
    }


def summed(histograms: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sum(column) for column in zip(*histograms, strict=True))


def is_homogeneous(counts: Sequence[int]) -> bool:
    answered = sum(counts)
    return answered > 0 and any(n >= answered - 1 for n in counts)


def check_cells(counted: Tally, public: ProtectedTally, questionnaire: Questionnaire) -> None:
    k = public.rule.k
    scored = [one.id for one in questionnaire.questions if one.kind != "text"]
    assert [one.question for one in public.items] == scored
    for item in public.items:
        raw = raw_counts(counted, item.question)
        if item.total is None:
            assert item.published == ()
            continue
        assert item.total.counts == summed([one.histogram for one in raw.values()])
        check_cell(item.total, k)
        for one, cell in item.published:
            assert cell.counts == raw[one].histogram
            assert cell.unanswered == raw[one].unknown + raw[one].skipped
            check_cell(cell, k)
            check_ticks([raw[one]])
        check_ticks(list(raw.values()))
        check_rest(item, raw, k)


def check_ticks(counts: Sequence[QuestionCount]) -> None:
    """P3: in a published checklist no option was ticked, or left, by all or all but one."""
    if counts[0].kind == "multiple":
        n = sum(one.answered for one in counts)
        for ticks in zip(*(one.options for one in counts), strict=True):
            assert 2 <= sum(times for _, times in ticks) <= n - 2


def check_cell(cell: Cell, k: int) -> None:
    assert cell.answered >= k
    assert not is_homogeneous(cell.counts)


def check_rest(item: ProtectedItem, raw: dict[str, QuestionCount], k: int) -> None:
    """Total minus published: nobody, or two groups with k answers together; never of one mind.

    Whoever took part counts, with or without an answer (decisions 0007 and 0012).
    """
    rest = {one: count for one, count in raw.items() if one not in item.by_perspective}
    if not item.published:
        event("total only")
    if rest:
        event("a rest")
        assert len(rest) > 1 or not item.published
        assert sum(one.answered for one in rest.values()) >= k
        check_ticks(list(rest.values()))
        assert not is_homogeneous(summed([one.histogram for one in rest.values()]))


def check_parents(public: ProtectedTally, asked: Questionnaire) -> None:
    """P4: what is hidden for a parent is hidden for what depends on it."""
    for item in public.items:
        dependency = asked.by_id[item.question].depends_on
        if dependency is not None:
            parent = public.by_question[dependency.question]
            assert item.by_perspective.keys() <= parent.by_perspective.keys()
            assert item.total is None or parent.total is not None


def check_numbers(counted: Tally, public: ProtectedTally) -> None:
    """P2, P4: numbers of responses are protected like answers."""
    raw = {one.perspective: one.responses for one in counted.personal}
    shown = {one: n for one, n in public.perspectives if n is not None}
    if public.responses is None:
        assert shown == {}
        assert sum(raw.values()) < public.rule.k
        return
    assert public.responses == sum(raw.values()) >= public.rule.k
    hidden = [n for one, n in raw.items() if one not in shown]
    assert all(n == raw[one] >= public.rule.k for one, n in shown.items())
    if hidden:
        assert len(hidden) > 1
        assert sum(hidden) >= public.rule.k


def check_participation(public: ProtectedTally) -> None:
    """P4: a perspective whose participation is hidden is hidden in every item (decision 0007)."""
    hidden = {one for one, n in public.perspectives if n is None}
    assert all(not hidden & item.by_perspective.keys() for item in public.items)


def check_protection(counted: Tally, public: ProtectedTally, asked: Questionnaire) -> None:
    check_cells(counted, public, asked)
    check_parents(public, asked)
    check_numbers(counted, public)
    check_participation(public)


class TestCells:
    """P1-P4: no published cell, no rest and no total is small or of one mind, for any tally."""

    @settings(max_examples=250)
    @given(crowds())
    def test_crowds(self, crowd: Crowd) -> None:
        counted = crowd.tally
        check_protection(counted, crowd.protect(counted), crowd.town.questionnaire)

    @settings(max_examples=20)
    @given(cases(), st.sampled_from([3, 5, 10]))
    def test_cases(self, case: Case, k: int) -> None:
        public = protect(case.tally, ProtectionRule(k=k), case.assessment, case.edition)
        check_protection(case.tally, public, case.extended.questionnaire)

    @pytest.mark.thorough
    @settings(max_examples=20_000)
    @given(crowds())
    def test_many_crowds(self, crowd: Crowd) -> None:
        counted = crowd.tally
        check_protection(counted, crowd.protect(counted), crowd.town.questionnaire)


# --- Non-interference --------------------------------------------------------------------------------

Change = tuple[str, str]
"""Perspective and question."""


def changed(
    counted: Tally, places: set[Change], change: Callable[[QuestionCount], QuestionCount]
) -> Tally:
    """Change the counts of some questions of some perspectives."""
    return attrs.evolve(
        counted,
        personal=[
            attrs.evolve(
                group,
                questions=[
                    change(one) if (group.perspective, one.question) in places else one
                    for one in group.questions
                ],
            )
            for group in counted.personal
        ],
    )


def with_histogram(count: QuestionCount, histogram: Sequence[int]) -> QuestionCount:
    """Give other answers to a question; of a checklist other sums of points."""
    name = "points" if count.points else "options"
    keys = [key for key, _ in getattr(count, name)]
    changes: dict[str, Any] = {name: tuple(zip(keys, histogram, strict=True))}
    return attrs.evolve(count, **changes)


def exchange(crowd: Crowd, data: st.DataObject) -> Tally:
    """Let two groups of an undisclosed rest exchange answers: the rest stays what it was."""
    counted = crowd.tally
    public = crowd.protect(counted)
    for item in public.items:
        hidden = {
            one: count
            for one, count in raw_counts(counted, item.question).items()
            if item.total is not None and one not in item.by_perspective and count.answered
        }
        if len(hidden) < 2:
            continue
        one, other = data.draw(st.permutations(sorted(hidden)))[:2]
        mine, yours = list(hidden[one].histogram), list(hidden[other].histogram)
        gives = data.draw(st.sampled_from([i for i, n in enumerate(mine) if n]))
        takes = data.draw(st.sampled_from([i for i, n in enumerate(yours) if n]))
        for histogram, step in ((mine, -1), (yours, 1)):
            histogram[gives] += step
            histogram[takes] -= step
        for who, histogram in ((one, mine), (other, yours)):
            new = with_histogram(hidden[who], histogram)
            counted = changed(counted, {(who, item.question)}, lambda _, new=new: new)  # type: ignore[misc] # bound at once
    return counted


def turned(crowd: Crowd, data: st.DataObject) -> Tally:
    """Rename the options of hidden items: sizes stay, and so does what is of one mind."""
    counted = crowd.tally
    for item in crowd.protect(counted).items:
        if item.total is None:
            raw = raw_counts(counted, item.question)
            length = max((len(one.histogram) for one in raw.values()), default=0)
            order = data.draw(st.permutations(range(length)))
            counted = changed(
                counted,
                {(one, item.question) for one in raw},
                lambda count, order=order: with_histogram(  # type: ignore[misc] # bound at once
                    count, [count.histogram[i] for i in order]
                ),
            )
    return counted


def restated(crowd: Crowd, data: st.DataObject) -> Tally:
    """Move answers between states that are not told apart, and in hidden items between all of them."""
    counted = crowd.tally
    public = crowd.protect(counted)
    hidden = {one.question for one in public.items if one.total is None}

    def move(count: QuestionCount) -> QuestionCount:
        open_ones, settled = count.unknown + count.skipped, count.not_applicable + count.not_asked
        if count.question in hidden:
            open_ones = data.draw(st.integers(0, open_ones + settled))
            settled = count.responses - count.answered - open_ones
        unknown = data.draw(st.integers(0, open_ones))
        not_asked = data.draw(st.integers(0, settled))
        return attrs.evolve(
            count,
            unknown=unknown,
            skipped=open_ones - unknown,
            not_asked=not_asked,
            not_applicable=settled - not_asked,
        )

    places = {
        (group.perspective, count.question)
        for group in counted.personal
        for count in group.questions
    }
    return changed(counted, places, move)


CHANGES = {"exchange": exchange, "turned": turned, "restated": restated}


def check_silence(crowd: Crowd, data: st.DataObject, name: str) -> None:
    counted = crowd.tally
    other = CHANGES[name](crowd, data)
    assume(other != counted)
    assert crowd.protect(other) == crowd.protect(counted)
    assert crowd.report_bytes(other) == crowd.report_bytes(counted)


class TestNonInterference:
    """P5: whatever is changed in a hidden cell, the bytes of the report stay the same."""

    @pytest.mark.parametrize("name", CHANGES)
    @settings(max_examples=40, suppress_health_check=[HealthCheck.filter_too_much])
    @given(crowds(), st.data())
    def test_in_the_rest_in_hidden_items_and_between_states(
        self, name: str, crowd: Crowd, data: st.DataObject
    ) -> None:
        check_silence(crowd, data, name)

    @pytest.mark.thorough
    @pytest.mark.parametrize("name", CHANGES)
    @settings(max_examples=4_000, suppress_health_check=list(HealthCheck))
    @given(crowds(), st.data())
    def test_many_of_them(self, name: str, crowd: Crowd, data: st.DataObject) -> None:
        check_silence(crowd, data, name)

    @pytest.mark.parametrize("whole", WHOLE)
    def test_a_person_changes_sides_inside_the_rest(self, whole: WholePolicy) -> None:
        """Politics (2) and economy (4) stay the rest as 3 and 3, in answers as in responses."""
        here = town(single("q"), perspectives=PERSPECTIVES, method=Method(whole_policy=whole))
        large = here.persons("residents", q="0123401234")
        one = here.report(
            *here.persons("politics", q="04"), *here.persons("economy", q="1230"), *large
        )
        other = here.report(
            *here.persons("politics", q="042"), *here.persons("economy", q="130"), *large
        )
        assert schemas.write(one) == schemas.write(other)

    def test_a_report_without_any_published_answer_does_not_tell_that_there_was_one(self) -> None:
        """Four answers, one answer and no hidden answer give the same bytes."""
        here = town(single("q"), method=Method(whole_policy="pooled"))
        groups = [here.persons("politics", q="0134"), here.persons("economy", q="1"), []]
        written = {schemas.write(here.report(*group)) for group in groups}
        assert len(written) == 1

    def test_the_order_of_persons_leaves_no_trace(self) -> None:
        here = town(single("q"))
        persons = flat(here.persons(one, q="01234") for one in PERSPECTIVES)
        assert schemas.write(here.report(*persons)) == schemas.write(here.report(*persons[::-1]))
