# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.errors import InvalidDocument
from weltoffen.model.answers import checked_answers
from weltoffen.model.extensions import Extensions
from weltoffen.model.forms import SingleChoice
from weltoffen.model.ids import Reference
from weltoffen.model.questionnaire import Dependency, Question, Questionnaire
from weltoffen.model.response import (
    Conflict,
    Response,
    build_response,
    fields_of,
    is_checked,
    mark_checked,
    merge_answers,
    merge_parts,
    response_of,
)
from weltoffen.model.scale import Option, Scale
from weltoffen.testing import answers, ids, questionnaires

if TYPE_CHECKING:
    from collections.abc import Callable

    from weltoffen.model.answers import Answer

    Refused = Callable[[Callable[[], object]], list[tuple[str, str]]]

T = {"de": "x"}
NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def question(one: str, after: str | None = None) -> Question:
    depends_on = Dependency(question=after, options=["some", "all"]) if after else None
    form = SingleChoice(scale="steps")
    return Question(id=one, node="leaf", title=T, form=form, depends_on=depends_on)


ASKED = Questionnaire(
    id="check",
    version="1",
    target_model=Reference(id="town", version="1"),
    title=T,
    source_language="de",
    scales=[
        Scale(
            id="steps",
            options=[
                Option(id=one, title=T, points=i) for i, one in enumerate(["none", "some", "all"])
            ],
        )
    ],
    questions=[question("a"), question("b", "a"), question("c", "b"), question("d")],
)


def response(**more: Any) -> Response:  # noqa: ANN401 - any field
    base: dict[str, Any] = {
        "questionnaire": ASKED.reference,
        "assessment": "town-2026",
        "perspective": "politics",
        "capacity": "personal",
        "answers": {"a": "all"},
    }
    return Response(**{**base, **more})


def part(name: str | None, **given_answers: str) -> Response:
    return response(capacity="official", part=name, answers=given_answers)


class TestResponse:
    """A2: a response names questionnaire, perspective and capacity; it may be official or personal."""

    def test_a_mapping_of_answers_will_do(self) -> None:
        assert response(answers={"a": "all", "d": "none"}).answers == (("a", "all"), ("d", "none"))

    def test_the_order_of_answers_makes_no_difference(self) -> None:
        one = response(answers={"a": "all", "d": "none"})
        other = response(answers=[("d", "none"), ("a", "all")])
        assert one == other
        assert hash(one) == hash(other)

    def test_every_broken_rule_is_named_at_once(self, refused: Refused) -> None:
        assert refused(
            lambda: response(
                assessment="A",
                perspective="P",
                capacity="private",
                part="X Y",
                id="",
                submitted_at=NOON.replace(tzinfo=None),
                answers=[("a", "all"), ("d", "all"), ("a", "none")],
            )
        ) == [
            ("bad-id", "/assessment"),
            ("bad-id", "/perspective"),
            ("unknown-capacity", "/capacity"),
            ("bad-id", "/part"),
            ("part-of-personal", "/part"),
            ("empty-text", "/id"),
            ("bad-date-time", "/submitted_at"),
            ("repeated-answer", "/answers"),
        ]

    def test_only_official_responses_come_in_parts(self, refused: Refused) -> None:
        """A3."""
        assert response(capacity="official", part="culture").part == "culture"
        assert refused(lambda: response(part="culture")) == [("part-of-personal", "/part")]

    def test_the_id_of_other_software_has_at_most_200_characters(self, refused: Refused) -> None:
        assert response(id="Ä" * 200).id == "Ä" * 200
        assert refused(lambda: response(id="x" * 201)) == [("too-long", "/id")]

    def test_a_time_has_a_time_zone(self) -> None:
        """Date-times with offset, mandatory."""
        assert response(submitted_at=NOON).submitted_at == NOON


class TestBuild:
    """Building a response from plain Python values reports all problems at once."""

    def build(self, **more: Any) -> Response:  # noqa: ANN401 - any argument
        base: dict[str, Any] = {
            "assessment": "town-2026",
            "perspective": "politics",
            "answers": {"a": "all"},
        }
        return build_response(ASKED, **{**base, **more})

    def test_it_is_personal_unless_said_otherwise(self) -> None:
        assert self.build() == response() is not None

    def test_everything_given_is_kept(self) -> None:
        extra = Extensions({"tool": "x"})
        made = self.build(
            capacity="official", part="culture", id="r-1", submitted_at=NOON, extensions=extra
        )
        assert made == response(
            capacity="official", part="culture", id="r-1", submitted_at=NOON, extensions=extra
        )

    def test_problems_of_fields_and_answers_come_together(self, refused: Refused) -> None:
        wrong = {"a": "none", "b": "all", "x": 1}
        assert refused(lambda: self.build(perspective="P", answers=wrong)) == [
            ("bad-id", "/perspective"),
            ("answer-unknown-question", "/answers/x"),
            ("answer-not-asked", "/answers/b"),
        ]

    @pytest.mark.parametrize("wrong", [None, [("a", "all")], "all"])
    def test_answers_are_a_mapping(self, refused: Refused, wrong: object) -> None:
        assert refused(lambda: self.build(answers=wrong)) == [("wrong-type", "/answers")]

    def test_values_of_wrong_types_are_problems_too(self, refused: Refused) -> None:
        wrong = {"id": b"x", "submitted_at": "2026", "capacity": [], "extensions": 5}
        assert refused(lambda: self.build(**wrong)) == [
            ("unknown-capacity", "/capacity"),
            ("wrong-type", "/id"),
            ("bad-date-time", "/submitted_at"),
            ("wrong-type", "/extensions"),
        ]

    def test_problems_of_answers_alone_are_enough(self, refused: Refused) -> None:
        assert refused(lambda: self.build(answers={"a": 1})) == [
            ("answer-wrong-kind", "/answers/a")
        ]

    def test_past_1000_problems_are_only_counted(self) -> None:
        with pytest.raises(InvalidDocument) as caught:
            self.build(perspective="P", answers={f"x{i}": 1 for i in range(1_500)})
        assert len(caught.value.problems) == 1_000
        assert caught.value.more == 501

    def test_a_part_may_rest_on_another_part(self, refused: Refused) -> None:
        """A3."""
        assert self.build(capacity="official", part="culture", answers={"b": "all"}) is not None
        assert refused(lambda: self.build(capacity="official", answers={"b": "all"})) == [
            ("answer-not-asked", "/answers/b")
        ]

    def test_it_knows_that_its_answers_were_checked(self) -> None:
        made = self.build()
        assert is_checked(made, ASKED)
        assert not is_checked(made, attrs.evolve(ASKED))
        assert not is_checked(attrs.evolve(made, answers={"a": "?"}), ASKED)
        assert not is_checked(response(), ASKED)
        assert is_checked(mark_checked(response(), ASKED), ASKED)


class TestTemplate:
    """A checked head is shared by the responses of a stream."""

    def test_it_differs_from_its_template_only_in_what_is_its_own(self) -> None:
        template = mark_checked(response(extensions=Extensions({"tool": "x"})), ASKED)
        fields = fields_of(
            template, assessment="other-2026", perspective="economy", id="r-1", submitted_at=NOON
        )
        made = response_of(fields, (("a", "none"),))
        assert made == attrs.evolve(
            template,
            assessment="other-2026",
            perspective="economy",
            answers=(("a", "none"),),
            id="r-1",
            submitted_at=NOON,
        )
        assert is_checked(made, ASKED)
        assert template.perspective == "politics"


class TestMerge:
    """A3: merging parts gives one official response and the list of conflicts."""

    def test_parts_complete_each_other(self) -> None:
        whole, conflicts = merge_parts([part("x", a="all"), part("y", b="some", d="none")], ASKED)
        assert whole == response(
            capacity="official", answers={"a": "all", "b": "some", "d": "none"}
        )
        assert conflicts == ()

    def test_the_same_answer_twice_is_no_conflict(self) -> None:
        whole, conflicts = merge_parts([part("x", a="all"), part("y", a="all")], ASKED)
        assert dict(whole.answers) == {"a": "all"}
        assert conflicts == ()

    def test_different_answers_are_a_conflict_and_count_as_unanswered(self) -> None:
        whole, conflicts = merge_parts([part("y", a="all", d="all"), part("x", a="some")], ASKED)
        assert dict(whole.answers) == {"d": "all"}
        assert conflicts == (
            Conflict(question="a", kind="different", answers=(("x", "some"), ("y", "all"))),
        )

    def test_who_does_not_know_contradicts_nobody(self) -> None:
        whole, conflicts = merge_parts(
            [part("x", a="unknown", d="unknown"), part("y", a="all"), part("z", d="unknown")], ASKED
        )
        assert dict(whole.answers) == {"a": "all", "d": "unknown"}
        assert conflicts == ()

    def test_not_applicable_contradicts_an_option(self) -> None:
        _, conflicts = merge_parts([part("x", d="not-applicable"), part("y", d="all")], ASKED)
        assert [(c.question, c.kind) for c in conflicts] == [("d", "different")]

    def test_an_answer_that_was_not_to_be_asked_is_a_conflict(self) -> None:
        whole, conflicts = merge_parts([part("x", a="none"), part("y", b="all", c="some")], ASKED)
        assert dict(whole.answers) == {"a": "none"}
        assert conflicts == (
            Conflict(question="b", kind="not-asked", answers=(("y", "all"),)),
            Conflict(question="c", kind="not-asked", answers=(("y", "some"),)),
        )

    def test_what_hangs_on_a_conflict_waits_for_it(self) -> None:
        """One contradiction is reported once; the answers below it come back when it is resolved."""
        parts = [part("x", a="all", b="all", c="some"), part("y", a="some")]
        whole, conflicts = merge_parts(parts, ASKED)
        assert dict(whole.answers) == {}
        assert [c.question for c in conflicts] == ["a"]
        resolved, none = merge_parts([parts[0], part("y", d="all")], ASKED)
        assert dict(resolved.answers) == {"a": "all", "b": "all", "c": "some", "d": "all"}
        assert none == ()

    def test_conflicts_stand_in_order_of_the_questionnaire(self) -> None:
        _, conflicts = merge_parts(
            [part("x", d="all", a="all"), part("y", d="none", a="none")], ASKED
        )
        assert [c.question for c in conflicts] == ["a", "d"]

    def test_questions_not_asked_are_named(self) -> None:
        merged = merge_answers(ASKED, {"x": {"a": "none"}, "y": {"d": "all"}})
        assert merged.not_asked == {"b", "c"}

    def test_a_whole_response_merges_to_itself(self) -> None:
        made = part(None, a="all", b="none")
        assert merge_parts([made], ASKED) == (made, ())

    def test_id_time_and_extensions_stay_with_the_parts(self) -> None:
        """P9: they never appear in a report."""
        made = attrs.evolve(
            part("x", a="all"), id="r", submitted_at=NOON, extensions=Extensions({"a": 1})
        )
        whole, _ = merge_parts([made], ASKED)
        assert whole == part(None, a="all")

    @given(st.data(), questionnaires())
    def test_the_order_of_the_parts_makes_no_difference(
        self, data: st.DataObject, asked: Questionnaire
    ) -> None:
        parts = self.draw_parts(data, asked)
        assert merge_parts(reversed(parts), asked) == merge_parts(parts, asked)

    @given(st.data(), questionnaires())
    def test_what_comes_out_is_a_valid_whole_response(
        self, data: st.DataObject, asked: Questionnaire
    ) -> None:
        whole, conflicts = merge_parts(self.draw_parts(data, asked), asked)
        checked = checked_answers(asked, dict(whole.answers), personal=False, partial=False)
        assert dict(checked) == dict(whole.answers)
        assert not {c.question for c in conflicts} & dict(whole.answers).keys()
        assert merge_parts([whole], asked) == (whole, ())

    @given(st.data(), questionnaires())
    def test_nothing_is_overwritten_or_lost(
        self, data: st.DataObject, asked: Questionnaire
    ) -> None:
        """Every answer but unknown is in the whole (texts joined), in a conflict or below one."""
        parts = self.draw_parts(data, asked)
        whole, conflicts = merge_parts(parts, asked)
        kept = dict(whole.answers)
        open_questions = {c.question for c in conflicts}
        for one in parts:
            for key, answer in one.answers:
                text = asked.by_id[key].kind == "text"
                if answer == "unknown" or kept.get(key) == answer:
                    continue
                if text and str(answer) in str(kept.get(key, "")).split("\n\n"):
                    continue
                chain = [key]
                while (dependency := asked.by_id[chain[-1]].depends_on) is not None:
                    chain.append(dependency.question)
                assert open_questions & set(chain)

    @given(st.data(), questionnaires())
    def test_dividing_a_whole_response_makes_no_conflict(
        self, data: st.DataObject, asked: Questionnaire
    ) -> None:
        found = data.draw(answers(asked, personal=False))
        names = data.draw(st.lists(ids(), min_size=1, max_size=3, unique=True))
        parts: dict[str, dict[str, Answer]] = {name: {} for name in names}
        for key, answer in found.items():
            parts[data.draw(st.sampled_from(names))][key] = answer
        merged = merge_answers(asked, parts)
        assert merged.answers == found
        assert merged.conflicts == ()

    def draw_parts(self, data: st.DataObject, asked: Questionnaire) -> list[Response]:
        names = data.draw(st.lists(ids(), min_size=1, max_size=3, unique=True))
        return [
            build_response(
                asked,
                assessment="town-2026",
                perspective="politics",
                capacity="official",
                part=name,
                answers=data.draw(answers(asked, personal=False, partial=True)),
            )
            for name in names
        ]


class TestMergeRefusals:
    """A2, A3: one official response per perspective and round, each part once."""

    def test_nothing_cannot_be_merged(self, refused: Refused) -> None:
        assert refused(lambda: merge_parts([], ASKED)) == [("no-responses", "")]

    def test_personal_responses_are_not_merged(self, refused: Refused) -> None:
        assert refused(lambda: merge_parts([response()], ASKED)) == [
            ("not-official", "/0/capacity")
        ]

    @pytest.mark.parametrize(
        "change",
        [
            {"assessment": "other"},
            {"perspective": "economy"},
            {"questionnaire": Reference(id="check", version="2")},
        ],
    )
    def test_all_belong_to_one_perspective_assessment_and_questionnaire(
        self, refused: Refused, change: dict[str, Any]
    ) -> None:
        stranger = attrs.evolve(part("y", a="all"), **change)
        assert refused(lambda: merge_parts([part("x", a="all"), stranger], ASKED)) == [
            ("other-response", "/1")
        ]

    @pytest.mark.parametrize("names", [("x", "x"), (None, "x"), ("x", None), (None, None)])
    def test_a_part_comes_once_and_not_beside_the_whole(
        self, refused: Refused, names: tuple[str | None, str | None]
    ) -> None:
        assert refused(lambda: merge_parts([part(name) for name in names], ASKED)) == [
            ("second-official", "/1/part")
        ]

    def test_answers_of_all_parts_are_checked(self, refused: Refused) -> None:
        parts = [part("x", a="?"), part("y", nowhere="all"), part("z", a="none", b="all")]
        assert refused(lambda: merge_parts(parts, ASKED)) == [
            ("answer-unknown-option", "/0/answers/a"),
            ("answer-unknown-question", "/1/answers/nowhere"),
            ("answer-not-asked", "/2/answers/b"),
        ]
