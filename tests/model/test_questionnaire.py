# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import itertools
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.errors import Problems
from weltoffen.model.forms import (
    MAX_LEVELS,
    AnswerForm,
    Band,
    Checklist,
    FreeText,
    NumberEntry,
    SingleChoice,
)
from weltoffen.model.ids import Reference
from weltoffen.model.questionnaire import Dependency, Gate, Question, Questionnaire, check_ask
from weltoffen.model.scale import NoAnswer, Option, Scale
from weltoffen.model.source import Source
from weltoffen.model.target import Replaces
from weltoffen.model.text import Text
from weltoffen.testing import questionnaires

if TYPE_CHECKING:
    from collections.abc import Callable

    from weltoffen.model.exact import ExactInput

    Refused = Callable[[Callable[[], object]], list[tuple[str, str]]]

T = {"de": "x"}


def option(one: str, points: ExactInput) -> Option:
    return Option(id=one, title=T, points=points)


SCALE = Scale(id="steps", options=[option("none", 0), option("some", 1), option("all", 2)])
LIST = Checklist(options=[option("plan", 1), option("money", 2), option("staff", 3)], cap=4)
SHARE = NumberEntry(minimum=0, maximum=100)
BANDED = NumberEntry(
    minimum=0,
    maximum=100,
    bands=[
        Band(id="low", lower=0, points=0),
        Band(id="mid", lower=10, points=3),
        Band(id="high", lower="50.5", points=1),
    ],
)


def question(one: str, form: AnswerForm | None = None, **more: Any) -> Question:  # noqa: ANN401 - any field
    return Question(id=one, node="leaf", title=T, form=form or SingleChoice(scale="steps"), **more)


def after(one: str, *options: str) -> Dependency:
    return Dependency(question=one, options=options)


def asking(*questions: Question, **more: Any) -> Questionnaire:  # noqa: ANN401 - any field
    return Questionnaire(
        id="check",
        version="1",
        target_model=Reference(id="town", version="1"),
        title=T,
        source_language="de",
        scales=more.pop("scales", [SCALE]),
        questions=questions,
        **more,
    )


ALL = asking(
    question("plan"),
    question("list", LIST),
    question("share", SHARE),
    question("banded", BANDED, depends_on=after("plan", "some", "all")),
    question("words", FreeText(), depends_on=after("banded", "high")),
    question("more", depends_on=after("list", "staff")),
)


class TestKinds:
    """M4: questions are of four kinds and inform one leaf each."""

    def test_the_form_decides_the_kind(self) -> None:
        kinds = [one.kind for one in ALL.questions]
        assert kinds == ["single", "multiple", "number", "number", "text", "single"]

    def test_answers_are_told_by_options_or_bands(self) -> None:
        assert {q.id: ALL.choices(q) for q in ALL.questions} == {
            "plan": ("none", "some", "all"),
            "list": ("plan", "money", "staff"),
            "share": (),
            "banded": ("low", "mid", "high"),
            "words": (),
            "more": ("none", "some", "all"),
        }

    def test_the_options_and_bands_themselves_come_in_order(self) -> None:
        assert {q.id: ALL.entries(q) for q in ALL.questions} == {
            "plan": SCALE.options,
            "list": LIST.options,
            "share": (),
            "banded": BANDED.bands,
            "words": (),
            "more": SCALE.options,
        }

    @given(questionnaires())
    def test_options_bands_and_their_ids_tell_the_same(self, asked: Questionnaire) -> None:
        for one in asked.questions:
            assert asked.choices(one) == tuple(entry.id for entry in asked.entries(one))

    def test_questions_are_found_by_the_leaf_that_they_inform(self) -> None:
        asked = asking(question("b"), attrs.evolve(question("c"), node="other"), question("a"))
        assert {leaf: [q.id for q in qs] for leaf, qs in asked.by_node.items()} == {
            "leaf": ["b", "a"],
            "other": ["c"],
        }

    def test_a_scale_the_questionnaire_lacks_is_refused(self, refused: Refused) -> None:
        lost = question("b", SingleChoice(scale="stairs"), depends_on=after("a", "none"))
        below = question("c", depends_on=after("b", "whatever"))
        assert refused(lambda: asking(question("a"), lost, below)) == [
            ("unknown-scale", "/questions/1/scale")
        ]

    @pytest.mark.parametrize("length", [0, -1, 10_001])
    def test_a_text_has_1_to_10000_characters(self, refused: Refused, length: int) -> None:
        words = question("a", FreeText(max_length=length))
        assert refused(lambda: asking(words)) == [("outside-range", "/questions/0/max_length")]
        assert asking(question("a", FreeText(max_length=10_000))) is not None

    @given(questionnaires())
    def test_every_question_informs_one_leaf(self, asked: Questionnaire) -> None:
        found = [q.id for qs in asked.by_node.values() for q in qs]
        assert Counter(found) == Counter(q.id for q in asked.questions)

    @given(st.data())
    def test_the_strategy_gives_all_kinds(self, data: st.DataObject) -> None:
        asked = data.draw(questionnaires(max_questions=3))
        assert 1 <= len(asked.questions) <= 3
        assert {q.kind for q in asked.questions} <= {"single", "multiple", "number", "text"}


class TestChecklists:
    """M4: a person's points add up, capped."""

    @pytest.mark.parametrize(
        ("chosen", "points"),
        [((), 0), (("plan",), 1), (("plan", "money"), 3), (("money", "staff"), 4)],
    )
    def test_points_add_up_to_the_cap(self, chosen: tuple[str, ...], points: int) -> None:
        assert LIST.points(chosen) == points

    def test_without_a_cap_all_points_together_are_the_full_value(self) -> None:
        free = attrs.evolve(LIST, cap=None)
        assert LIST.full == 4
        assert free.full == 6
        assert free.points(("plan", "money", "staff")) == 6

    def test_every_sum_that_can_be_reached_is_a_level(self) -> None:
        assert list(LIST.levels) == [0, 1, 2, 3, 4]
        assert list(attrs.evolve(LIST, cap=None).levels) == [0, 1, 2, 3, 4, 5, 6]
        pair = Checklist(options=[option("a", "0.5"), option("b", "0.25"), option("c", 0)])
        assert list(pair.levels) == [0, Fraction(1, 4), Fraction(1, 2), Fraction(3, 4)]

    def test_negative_points_are_refused(self, refused: Refused) -> None:
        form = Checklist(options=[option("a", 2), option("b", -1)])
        assert refused(lambda: asking(question("q", form))) == [
            ("negative-points", "/questions/0/options/1/points")
        ]

    def test_points_that_add_up_to_nothing_are_refused(self, refused: Refused) -> None:
        nothing = Checklist(options=[option("a", 0)])
        assert refused(
            lambda: asking(question("q", nothing), question("r", Checklist(options=[])))
        ) == [
            ("points-equal", "/questions/0/options"),
            ("points-equal", "/questions/1/options"),
        ]

    @pytest.mark.parametrize("cap", ["0", "-1", "6.01"])
    def test_a_cap_lies_above_0_and_within_reach(self, refused: Refused, cap: str) -> None:
        form = attrs.evolve(LIST, cap=cap)
        assert refused(lambda: asking(question("q", form))) == [("bad-cap", "/questions/0/cap")]
        assert asking(question("q", attrs.evolve(LIST, cap=6))) is not None

    def test_ids_of_options_are_ids_unique_and_not_reserved(self, refused: Refused) -> None:
        form = Checklist(
            options=[option("A", 1), option("unknown", 1), option("b", 1), option("b", 1)]
        )
        assert refused(lambda: asking(question("q", form))) == [
            ("bad-id", "/questions/0/options/0/id"),
            ("reserved-id", "/questions/0/options/1/id"),
            ("duplicate-id", "/questions/0/options/3/id"),
        ]

    def test_the_histogram_of_points_stays_small(self, refused: Refused) -> None:
        """T1: the tally keeps a histogram of capped points."""
        doubling = [option(f"o{i}", 2**i) for i in range(10)]
        assert refused(lambda: asking(question("q", Checklist(options=doubling)))) == [
            ("too-many-levels", "/questions/0/options")
        ]
        capped = Checklist(options=doubling, cap=999)
        assert len(capped.levels) == MAX_LEVELS
        assert asking(question("q", capped)) is not None

    def test_many_options_are_checked_in_no_time(self, refused: Refused) -> None:
        many = Checklist(options=[option(f"o{i}", 2**i) for i in range(60)])
        assert refused(lambda: asking(question("q", many))) == [
            ("too-many-levels", "/questions/0/options")
        ]

    @given(questionnaires())
    def test_any_set_of_options_reaches_a_level(self, asked: Questionnaire) -> None:
        for form in (q.form for q in asked.questions):
            if isinstance(form, Checklist):
                ids = [one.id for one in form.options]
                sets = itertools.chain.from_iterable(
                    itertools.combinations(ids, n) for n in range(len(ids) + 1)
                )
                assert {form.points(one) for one in sets} == set(form.levels)
                assert form.levels[-1] == form.full


class TestNumbers:
    """M4: a number lies in a range or in bands; M6: points of bands are mapped to [0, 1]."""

    @pytest.mark.parametrize(
        ("number", "band"),
        [
            (0, "low"),
            (9, "low"),
            (10, "mid"),
            (50, "mid"),
            (Fraction("50.5"), "high"),
            (100, "high"),
        ],
    )
    def test_the_lower_bound_belongs_to_the_band(self, number: int | Fraction, band: str) -> None:
        assert BANDED.bands[BANDED.band_index(number)].id == band

    def test_values_of_bands_may_rise_and_fall(self) -> None:
        assert list(BANDED.band_values) == [0, 1, Fraction(1, 3)]

    def test_a_number_without_bands_is_put_to_official_responses_only(self) -> None:
        """T1: numbers of persons are counted by their bands."""
        assert [q.id for q in ALL.questions if q.officially_only] == ["share"]

    @pytest.mark.parametrize(("low", "high"), [(0, 0), (1, "0.5")])
    def test_an_empty_range_is_refused(
        self, refused: Refused, low: ExactInput, high: ExactInput
    ) -> None:
        form = NumberEntry(minimum=low, maximum=high)
        assert refused(lambda: asking(question("q", form))) == [
            ("empty-range", "/questions/0/maximum")
        ]

    def test_bands_start_at_the_minimum_and_rise_within_the_range(self, refused: Refused) -> None:
        bands = [
            Band(id="a", lower=1, points=0),
            Band(id="b", lower=1, points=1),
            Band(id="c", lower=100, points=1),
            Band(id="d", lower=101, points=1),
        ]
        assert refused(lambda: asking(question("q", attrs.evolve(SHARE, bands=bands)))) == [
            ("bands-start", "/questions/0/bands/0/lower"),
            ("bands-rise", "/questions/0/bands/1/lower"),
            ("bands-beyond", "/questions/0/bands/3/lower"),
        ]

    def test_ids_of_bands_are_ids_unique_and_not_reserved(self, refused: Refused) -> None:
        bands = [
            Band(id="A", lower=0, points=0),
            Band(id="not-applicable", lower=1, points=1),
            Band(id="A", lower=2, points=2),
        ]
        assert refused(lambda: asking(question("q", attrs.evolve(SHARE, bands=bands)))) == [
            ("bad-id", "/questions/0/bands/0/id"),
            ("reserved-id", "/questions/0/bands/1/id"),
            ("bad-id", "/questions/0/bands/2/id"),
            ("duplicate-id", "/questions/0/bands/2/id"),
        ]

    @pytest.mark.parametrize("count", [1, 2])
    def test_bands_need_two_different_values(self, refused: Refused, count: int) -> None:
        bands = [Band(id=f"b{i}", lower=i, points=1) for i in range(count)]
        assert refused(lambda: asking(question("q", attrs.evolve(SHARE, bands=bands)))) == [
            ("points-equal", "/questions/0/bands")
        ]


class TestValues:
    """M6: points are mapped to [0, 1] by the question's own minimum and maximum."""

    def test_each_question_has_the_values_that_an_answer_can_give(self) -> None:
        assert {one: list(values) for one, values in ALL.values.items()} == {
            "plan": [0, Fraction(1, 2), 1],
            "list": [0, Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), 1],
            "share": [],
            "banded": [0, 1, Fraction(1, 3)],
            "words": [],
            "more": [0, Fraction(1, 2), 1],
        }

    @pytest.mark.parametrize(
        ("asked", "points", "value"),
        [
            ("plan", 1, "1/2"),
            ("list", 3, "3/4"),
            ("banded", 2, "2/3"),
            ("share", 25, "1/4"),
            ("words", 1, "1"),
        ],
    )
    def test_points_are_mapped_as_the_options_are(
        self, asked: str, points: int, value: str
    ) -> None:
        """S6: the minimum of a gate is given in points on the question's own scale."""
        assert ALL.value_of_points(ALL.by_id[asked], Fraction(points)) == Fraction(value)

    @given(questionnaires())
    def test_values_lie_between_0_and_1(self, asked: Questionnaire) -> None:
        for one in asked.questions:
            values = asked.values[one.id]
            assert all(0 <= value <= 1 for value in values)
            assert bool(values) == bool(asked.choices(one))
            if values:
                assert max(values) == 1
                assert min(values) == 0


class TestDependencies:
    """M4: a question can depend on an earlier answer."""

    def test_it_may_hang_on_scales_checklists_and_bands_and_in_chains(self) -> None:
        assert {q.id: q.depends_on.question for q in ALL.questions if q.depends_on} == {
            "banded": "plan",
            "words": "banded",
            "more": "list",
        }

    def test_questions_that_are_not_put_to_everybody_are_listed(self) -> None:
        assert [q.id for q in ALL.conditional(personal=False)] == ["banded", "words", "more"]
        assert [q.id for q in ALL.conditional(personal=True)] == [
            "share",
            "banded",
            "words",
            "more",
        ]

    def test_the_other_question_stands_earlier(self, refused: Refused) -> None:
        later = question("a", depends_on=after("b", "none"))
        itself = question("b", depends_on=after("b", "none"))
        assert refused(lambda: asking(later, itself)) == [
            ("unknown-question", "/questions/0/depends_on/question"),
            ("unknown-question", "/questions/1/depends_on/question"),
        ]

    @pytest.mark.parametrize("parent", ["plan", "list", "banded", "share", "words"])
    def test_an_option_the_other_question_lacks_is_refused(
        self, refused: Refused, parent: str
    ) -> None:
        more = question("z", depends_on=after(parent, "nowhere"))
        assert refused(lambda: asking(*ALL.questions, more)) == [
            ("unknown-option", "/questions/6/depends_on/options/0")
        ]

    def test_at_least_one_option_is_needed(self, refused: Refused) -> None:
        more = question("z", depends_on=after("plan"))
        assert refused(lambda: asking(*ALL.questions, more)) == [
            ("no-options", "/questions/6/depends_on/options")
        ]

    @given(questionnaires())
    def test_a_chain_always_leads_to_earlier_questions(self, asked: Questionnaire) -> None:
        order = {q.id: i for i, q in enumerate(asked.questions)}
        for q in asked.questions:
            if q.depends_on is not None:
                parent = asked.by_id[q.depends_on.question]
                assert order[parent.id] < order[q.id]
                assert set(q.depends_on.options) <= set(asked.choices(parent))


class TestWeights:
    """M5: weights are exact and at least 0; an explicit 0 is kept."""

    def test_an_explicit_0_is_kept(self) -> None:
        assert [question("a", weight=w).weight for w in (0, 1, "0.5")] == [0, 1, Fraction(1, 2)]
        assert question("a").weight == 1

    def test_a_negative_weight_is_refused(self, refused: Refused) -> None:
        assert refused(lambda: asking(question("a"), question("b", weight=-1))) == [
            ("negative-weight", "/questions/1/weight")
        ]


class TestIds:
    """M2: ids are unique in a document; A1: reserved answers are no ids."""

    def test_every_bad_name_is_found_at_once(self, refused: Refused) -> None:
        bad = attrs.evolve(question("Q"), replaces=[Replaces(id="?", how="reworded")])
        names = (bad, question("unknown"), question("a"), question("a"))
        assert refused(
            lambda: attrs.evolve(
                asking(question("x")),
                id="a b",
                version="",
                source_language="",
                scales=[SCALE, SCALE],
                questions=names,
            )
        ) == [
            ("bad-id", "/id"),
            ("bad-version", "/version"),
            ("bad-language", "/source_language"),
            ("duplicate-id", "/scales/1/id"),
            ("bad-id", "/questions/0/id"),
            ("bad-id", "/questions/0/replaces/0/id"),
            ("reserved-id", "/questions/1/id"),
            ("duplicate-id", "/questions/3/id"),
        ]

    def test_a_questionnaire_is_named_by_id_and_version(self) -> None:
        assert ALL.reference == Reference(id="check", version="1")
        assert ALL.scales_by_id == {"steps": SCALE}
        assert ALL.by_id["list"].form is LIST


class TestEvidence:
    """A question may say what proves it, who usually knows and what it rests on."""

    def test_it_may_do_without(self) -> None:
        plain = question("a")
        assert (plain.evidence, plain.ask, plain.sources) == (None, (), ())

    def test_everything_is_kept_in_its_order(self) -> None:
        sources = [Source(kind="own", note=T), Source(kind="law", citation="§ 1 AGG")]
        made = question("a", evidence=T, ask=["personnel", "council"], sources=sources)
        (kept,) = asking(made).questions
        assert kept.evidence == Text(T)
        assert kept.ask == ("personnel", "council")
        assert kept.sources == tuple(sources)

    def test_sources_keep_their_rules(self, refused: Refused) -> None:
        sources = [Source(kind="own", note=T), Source(kind="law")]
        assert refused(lambda: asking(question("a"), question("b", sources=sources))) == [
            ("source-citation", "/questions/1/sources/1/citation")
        ]

    def test_offices_have_ids_and_are_named_once(self, refused: Refused) -> None:
        """M2; which offices there are is known only to the target model."""
        made = question("b", ask=["a", "A", "c", "a", "a", ""])
        assert refused(lambda: asking(question("a", ask=["a"]), made)) == [
            ("bad-id", "/questions/1/ask/1"),
            ("duplicate-id", "/questions/1/ask/3"),
            ("duplicate-id", "/questions/1/ask/4"),
            ("bad-id", "/questions/1/ask/5"),
        ]

    def test_the_target_model_names_every_office(self, refused: Refused) -> None:
        asked = (question("a", ask=["x"]), question("b"), question("c", ask=["y", "x", "z"]))
        problems = Problems()
        check_ask(problems, asked, ["x"], ("here",))
        assert refused(problems.raise_if_any) == [
            ("unknown-office", "/here/2/ask/0"),
            ("unknown-office", "/here/2/ask/2"),
        ]
        fine = Problems()
        check_ask(fine, asked, ["z", "y", "x", "w"], ("here",))
        fine.raise_if_any()


class TestNoAnswers:
    """A1: a questionnaire may put ``unknown`` and ``not-applicable`` in words."""

    UNKNOWN = NoAnswer(id="unknown", title=T)

    def test_it_may_do_without(self) -> None:
        assert ALL.no_answers == ()
        assert attrs.evolve(ALL, no_answers=[self.UNKNOWN]).no_answers == (self.UNKNOWN,)

    def test_nothing_else_and_nothing_twice(self, refused: Refused) -> None:
        skipped: Any = "skipped"
        words = [self.UNKNOWN, NoAnswer(id=skipped, title=T), self.UNKNOWN]
        assert refused(lambda: attrs.evolve(ALL, no_answers=words)) == [
            ("not-reserved", "/no_answers/1/id"),
            ("duplicate-id", "/no_answers/2/id"),
        ]

    def test_they_are_no_choices(self) -> None:
        asked = attrs.evolve(ALL, no_answers=[self.UNKNOWN])
        assert asked.choices(asked.by_id["plan"]) == ("none", "some", "all")
        assert asked.values == ALL.values


class TestGates:
    """S6: a gate hangs on a mandatory question that has points."""

    def gate(self, one: str, asked: str) -> Gate:
        return Gate(id=one, node="leaf", stage="s2", question=asked, minimum=1)

    def test_it_may_hang_on_anything_but_a_text(self) -> None:
        gates = [self.gate(f"g-{q.id}", q.id) for q in ALL.questions if q.kind != "text"]
        assert len(attrs.evolve(ALL, gates=gates).gates) == 5

    def test_a_gate_that_could_never_open_is_refused(self, refused: Refused) -> None:
        gate = attrs.evolve(self.gate("g", "plan"), minimum=1_000)
        assert refused(lambda: attrs.evolve(ALL, gates=[gate])) == [
            ("gate-unreachable", "/gates/0/minimum")
        ]

    def test_every_broken_rule_is_named_at_once(self, refused: Refused) -> None:
        gates = [
            self.gate("G", "plan"),
            self.gate("g", "words"),
            self.gate("g", "nowhere"),
        ]
        assert refused(lambda: attrs.evolve(ALL, gates=gates)) == [
            ("bad-id", "/gates/0/id"),
            ("gate-on-text", "/gates/1/question"),
            ("unknown-question", "/gates/2/question"),
            ("duplicate-id", "/gates/2/id"),
        ]


class TestWorkedOutOnce:
    """M4-M6, S6: what scoring looks up, as the rules give it question by question."""

    def test_free_texts_are_not_scored(self) -> None:
        assert [one.id for one in ALL.scored] == ["plan", "list", "share", "banded", "more"]

    def test_values_of_options(self) -> None:
        assert ALL.option_values["plan"] == {"none": 0, "some": Fraction(1, 2), "all": 1}
        assert ALL.option_values.keys() == {"plan", "more"}

    @pytest.mark.parametrize(
        ("chosen", "value"), [((), 0), (("plan",), Fraction(1, 4)), (("money", "staff"), 1)]
    )
    def test_value_of_a_checklist(self, chosen: tuple[str, ...], value: Fraction) -> None:
        """Points 1, 2 and 3, capped at 4."""
        assert LIST.value(chosen) == value

    def test_whole_weights_keep_their_proportions_in_a_leaf(self) -> None:
        """1/2 to 2/3 is 3 to 4; another leaf and a free text have no part in it."""
        asked = asking(
            question("a", weight="1/2"),
            question("b", weight="2/3"),
            question("words", FreeText(), weight="1/7"),
            attrs.evolve(question("c", weight="1/5"), node="other"),
        )
        assert asked.whole_weights == {"a": 3, "b": 4, "c": 1}

    def test_gates_as_values(self) -> None:
        gates = [
            Gate(id="g", node="leaf", stage="far", question="list", minimum=3),
            Gate(id="h", node="leaf", stage="far", question="banded", minimum=1),
        ]
        asked = attrs.evolve(ALL, gates=gates)
        assert asked.gate_values == {"g": Fraction(3, 4), "h": Fraction(1, 3)}
