# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import copy
import gc
import pickle
import weakref
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
import pytest
from tests.builders import T, after, banded, checklist, free, number, refused, single, town

from weltoffen.model.exact import exact
from weltoffen.model.forms import Checklist
from weltoffen.model.questionnaire import Question
from weltoffen.model.scale import Option
from weltoffen.scoring.counts import OfficialPart, clashes, shape_of
from weltoffen.scoring.growth import FOLD_AT, GrowingCount
from weltoffen.scoring.layout import layout_of
from weltoffen.scoring.tally import Tally

if TYPE_CHECKING:
    from weltoffen.model.answers import Answer

HERE = town(single("q"), checklist("c", cap=3), banded("b"), free("t"), number("n"))
ASKED = HERE.questionnaire


class TestClashes:
    """A2, A3: one whole official response of a perspective, or parts of different departments."""

    @pytest.mark.parametrize(
        ("seen", "new", "expected"),
        [
            (set(), ("a", ""), False),
            (set(), ("a", "x"), False),
            ({("b", "")}, ("a", ""), False),
            ({("b", "x")}, ("a", "x"), False),
            ({("a", "")}, ("a", ""), True),
            ({("a", "x")}, ("a", ""), True),
            ({("a", "")}, ("a", "x"), True),
            ({("a", "x")}, ("a", "x"), True),
            ({("a", "x")}, ("a", "y"), False),
        ],
    )
    def test_each_way(
        self,
        seen: set[tuple[str, str]],
        new: tuple[str, str],
        expected: bool,  # noqa: FBT001 - a value of the table
    ) -> None:
        assert clashes(seen, *new) is expected

        # It is the rule that a tally refuses to be made against.
        parts = [OfficialPart(perspective=a, part=b, answers=()) for a, b in sorted([*seen, new])]
        nothing = Tally(questionnaire=ASKED.reference, assessment="a")
        if expected:
            found = refused(lambda: attrs.evolve(nothing, official=parts))
            assert [code for code, _ in found] == ["second-official"]
        else:
            assert attrs.evolve(nothing, official=parts).official == tuple(parts)


class TestShape:
    """T1: what counts are about, the same for all that were made of one questionnaire."""

    def test_of_each_kind_of_question(self) -> None:
        assert [shape_of(ASKED, question).shape for question in ASKED.questions] == [
            ("q", "single", ("s0", "s1", "s2", "s3", "s4"), ()),
            ("c", "multiple", ("x", "y", "z"), tuple(map(Fraction, range(4)))),
            ("b", "number", ("low", "mid", "high"), ()),
            ("t", "text", (), ()),
            ("n", "number", (), ()),
        ]

    def test_counts_share_it(self) -> None:
        one, other = (HERE.tally(*HERE.persons("politics", q=q)) for q in "13")
        for left, right, asked in zip(
            one.personal[0].questions, other.personal[0].questions, ASKED.shapes, strict=True
        ):
            assert left.shape is right.shape or left.shape == right.shape == asked
            assert (left + right).shape == asked

    def test_a_count_that_was_copied_or_changed_has_its_own(self) -> None:
        count = HERE.tally(*HERE.persons("politics", q="3")).personal[0].questions[0]
        for copied in (copy.deepcopy(count), pickle.loads(pickle.dumps(count))):  # noqa: S301 - own
            assert copied == count
            assert hash(copied) == hash(count)
            assert copied.shape == count.shape
        assert attrs.evolve(count, question="z").shape[0] == "z"
        assert attrs.evolve(count, options=count.options[:2]).shape[2] == ("s0", "s1")


class TestGrowing:
    """T1, T2: counts that were made elsewhere are added as responses are."""

    def test_pairs_with_numbers(self) -> None:
        persons = HERE.persons("politics", q="334u", c=[("x", "z"), ("x", "z"), (), None])
        growing = GrowingCount(ASKED)
        growing.add(persons[3].answers)
        pairs: list[tuple[tuple[str, Answer], int]] = [
            (("q", "s3"), 1),
            (("q", "s3"), 1),
            (("q", "s4"), 1),
            (("c", ("x", "z")), 2),
        ]
        growing.add_counted(iter(pairs), 2)
        growing.add_counted([(("c", ()), 1)], 1)
        assert growing.count("politics") == HERE.tally(*persons).personal[0]
        growing.add(persons[0].answers)
        assert growing.count("politics") == HERE.tally(*persons, persons[0]).personal[0]

    def test_free_answers_are_not_kept(self) -> None:
        growing = GrowingCount(ASKED)
        for at in range(3 * FOLD_AT):
            growing.add((("t", f"text {at}"),))
        assert len(vars(growing)["_pairs"]) <= FOLD_AT

    def test_a_checklist_with_fractions_of_points(self) -> None:
        """A half and a third are 5/6; with another half it would be more than the cap."""
        points = {"x": "1/2", "y": "1/3", "z": "0.5"}
        options = [Option(id=one, title=T, points=exact(n)) for one, n in points.items()]
        form = Checklist(options=options, cap=exact("6/5"))
        here = town(Question(id="c", node="a", title=T, form=form))
        ticked = [("x", "y"), ("x",), ("z",), ("y", "z", "x")]
        counted = here.tally(*here.persons("politics", c=ticked)).personal[0]
        assert {level: n for level, n in counted.questions[0].points if n} == {
            Fraction(1, 2): 2,
            Fraction(5, 6): 1,
            Fraction(6, 5): 1,
        }

    def test_who_ticked_two_of_the_options_asked_for_was_asked_once(self) -> None:
        here = town(checklist("c"), single("d", depends_on=after("c", "x", "y")))
        ticked = [("x", "y"), ("x",), ("z",), ("y", "z")]
        counted = here.tally(*here.persons("politics", c=ticked, d="0---")).personal[0]
        assert counted.questions[1].not_asked == 1
        assert counted.questions[1].skipped == 2


class TestLayout:
    """T1: made once for a questionnaire, and let go with it."""

    def test_it_is_shared_and_let_go(self) -> None:
        asked = town(single("q")).questionnaire
        layout = weakref.ref(layout_of(asked))
        assert layout_of(asked) is layout()
        twin = town(single("q")).questionnaire
        assert twin == asked
        assert layout_of(twin) is not layout()
        del asked
        gc.collect()
        assert layout() is None
