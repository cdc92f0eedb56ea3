# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Counting straight from lines: the same verdict and the same counts as reading each response (T1, T2)."""

from __future__ import annotations

import io
import itertools
import sys
from typing import TYPE_CHECKING, Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import Town
from tests.intake.oracle import counted
from tests.schemas.test_fastlane import (
    ANSWERS,
    EXTENSIONS,
    HEADS,
    LITERALS,
    TOWNS,
    Literal,
    Pairs,
    changed,
    line,
    pairs_of,
    put,
    written,
)

import weltoffen as wo
from weltoffen.errors import MAX_PROBLEMS, InvalidDocument, MissingExtra
from weltoffen.intake import lines as intake_lines
from weltoffen.intake.columns import Columns
from weltoffen.intake.given import Decoder
from weltoffen.intake.lines import BATCH, LineCounter, tally_lines
from weltoffen.intake.parts import Whole
from weltoffen.model.extensions import Extensions
from weltoffen.model.response import build_response
from weltoffen.schemas import Limits, ResponseReader, read_responses, write, write_line
from weltoffen.testing import answers, assessments, editions, responses, rounds

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from weltoffen.intake.parts import Intake
    from weltoffen.intake.progress import Progress

DECODERS: tuple[Decoder, ...] = get_args(Decoder)
both = pytest.mark.parametrize("decoder", DECODERS)
every_town = pytest.mark.parametrize("name", list(TOWNS))


def collected(lines: Iterable[bytes], of: Town, decoder: Decoder, **options: Any) -> Intake:  # noqa: ANN401 - any option
    """Count everything, and pass over what is refused."""
    return tally_lines(
        list(lines), of.questionnaire, of.assessment, on_error="collect", decoder=decoder, **options
    )


def compiled(of: Town, decoder: Decoder) -> LineCounter:
    """Compile a counter that knows the heads of responses without and with `EXTENSIONS`."""
    counter = LineCounter(of.questionnaire, of.assessment, decoder=decoder)
    for extensions in (None, *map(Extensions, EXTENSIONS)):
        one = line(of, extensions=extensions)
        counter.heads.learn(one, counter.reader.read_slowly(one))
    return counter


COMPILED = {(name, way): compiled(of, way) for name, of in TOWNS.items() for way in DECODERS}


def official(of: Town, perspective: str = "administration", **more: Any) -> bytes:  # noqa: ANN401 - any field
    """Write an official response without answers."""
    return write_line(
        build_response(
            of.questionnaire,
            assessment=of.assessment.id,
            perspective=perspective,
            capacity="official",
            answers={},
            **more,
        )
    )


def check_same(lines: list[bytes], of: Town, decoder: Decoder) -> Intake:
    """Hold the count of lines against the oracle; give it."""
    return held(lines, of, LineCounter(of.questionnaire, of.assessment, decoder=decoder))


def held(
    lines: list[bytes], of: Town, counter: LineCounter, *, with_assessment: bool = True
) -> Intake:
    """Hold what a counter makes of lines against the oracle; give it."""
    whole = Whole(of.questionnaire, "collect")
    numbered = [(number, one) for number, one in enumerate(lines, 1) if one.strip()]
    whole.add(counter.count(numbered, stops=False, tell=lambda *_: None), lambda problem: problem)
    found = whole.result()
    expected = counted(lines, of.questionnaire, of.assessment if with_assessment else None)
    assert found == expected
    assert write(found.tally) == write(expected.tally)
    return found


class TestTheSameVerdict:
    """One strict pass a line; with the extra ``fast`` the verdict is identical (T1)."""

    @both
    @every_town
    @given(data=st.data())
    def test_on_changed_lines_among_good_ones(
        self, name: str, decoder: Decoder, data: st.DataObject
    ) -> None:
        of = TOWNS[name]
        drawn = answers(of.questionnaire, personal=True)
        lines = [line(of, ANSWERS[name], id="r"), line(of)]
        for _ in range(data.draw(st.integers(1, 8))):
            good = line(of, dict(data.draw(drawn)))
            lines.append(data.draw(st.one_of(st.just(good), changed(good))))
        held(lines, of, COMPILED[name, decoder])

    @both
    @every_town
    @pytest.mark.parametrize("literal", LITERALS)
    def test_on_every_literal_for_every_answer(
        self, name: str, decoder: Decoder, literal: str
    ) -> None:
        few = {key: ANSWERS[name][key] for key in ("q1", "q2")}
        lines = [line(TOWNS[name], ANSWERS[name]), line(TOWNS[name])]
        for key in ("q1", "q2", "q3", "q5", "q6", "q7"):
            for others in (ANSWERS[name], few):
                document = pairs_of(line(TOWNS[name]))
                given_ = Pairs((one, value) for one, value in others.items() if one != key)
                given_.append((key, Literal(literal)))
                put(document, "answers", given_, 0)
                lines.append(written(document).encode())
        for one in lines:  # each by itself, so that none hides behind another one's doubt
            held([lines[0], one, lines[1]], TOWNS[name], COMPILED[name, decoder])
        held(lines, TOWNS[name], COMPILED[name, decoder])

    @both
    @every_town
    @pytest.mark.parametrize("key", list(HEADS))
    def test_on_every_value_of_the_head(self, name: str, decoder: Decoder, key: str) -> None:
        lines = [line(TOWNS[name], ANSWERS[name])]
        for value, at in itertools.product(HEADS[key], (0, 9)):
            document = pairs_of(line(TOWNS[name], ANSWERS[name]))
            put(document, key, value, at)
            lines.append(written(document).encode())
            held([lines[0], lines[-1]], TOWNS[name], COMPILED[name, decoder])
        held(lines, TOWNS[name], COMPILED[name, decoder])

    @both
    @given(data=st.data())
    def test_on_any_questionnaire(self, decoder: Decoder, data: st.DataObject) -> None:
        edition = data.draw(editions(max_nodes=3, max_questions=5))
        assessment = data.draw(assessments(edition))
        of = Town(edition=edition, assessment=assessment)
        drawn = responses(of.questionnaire, assessment)
        lines = [write_line(data.draw(drawn)) for _ in range(data.draw(st.integers(1, 8)))]
        lines.append(data.draw(changed(lines[0])))
        check_same(lines, of, decoder)

    @both
    @every_town
    @given(data=st.data())
    def test_on_changed_lines_without_an_assessment(
        self, name: str, decoder: Decoder, data: st.DataObject
    ) -> None:
        of = TOWNS[name]
        good = line(of, ANSWERS[name])
        lines = [
            good,
            *(data.draw(changed(good)) for _ in range(data.draw(st.integers(1, 6)))),
            good,
        ]
        counter = LineCounter(of.questionnaire, decoder=decoder)
        held(lines, of, counter, with_assessment=False)

    @pytest.mark.thorough
    @both
    @every_town
    @given(data=st.data())
    @settings(max_examples=10_000)
    def test_on_very_many_changes(self, name: str, decoder: Decoder, data: st.DataObject) -> None:
        good = line(TOWNS[name], ANSWERS[name])
        lines = [good, data.draw(changed(good)), data.draw(changed(good)), good]
        held(lines, TOWNS[name], COMPILED[name, decoder])

    @both
    @given(data=st.data())
    def test_as_reading_responses_and_counting_them(
        self, decoder: Decoder, data: st.DataObject
    ) -> None:
        edition = data.draw(editions(max_nodes=3, max_questions=5))
        assessment = data.draw(assessments(edition))
        asked = assessment.extend(edition).questionnaire
        lines = [write_line(one) for one in data.draw(rounds(asked, assessment))]
        expected = wo.tally(read_responses(lines, asked, assessment), asked)
        found = tally_lines(lines, asked, assessment, decoder=decoder)
        assert write(found) == write(expected)


def reference_round(count: int) -> tuple[Town, list[bytes], wo.Tally]:
    """Make lines of the reference edition: all kinds of questions, ids, times, texts with odd characters."""
    edition = wo.load_reference("2026.1")
    assessment = wo.Assessment(
        id="musterstadt-2026",
        municipality=wo.Municipality(name="Musterstadt"),
        round=wo.Round(id="2026"),
        edition=edition.reference,
        perspectives=[
            wo.Perspective(id=one, title={"de": one}) for one in ("administration", "politics")
        ],
    )
    of = Town(edition=edition, assessment=assessment)
    asked = of.questionnaire
    texts = ['Ä: "so" {,}', "unknown", "", "\\", "x" * 500, "a:b::c", "\U0001f600"]
    made = []
    for number in range(count):
        given_: dict[str, object] = {}
        for index, question in enumerate(asked.questions):
            choices, turn = asked.choices(question), number * 7 + index
            if question.officially_only or question.depends_on is not None or turn % 11 == 3:
                continue
            if turn % 13 == 5:
                given_[question.id] = ("unknown", "not-applicable")[turn % 2]
            elif question.kind == "single":
                given_[question.id] = choices[turn % len(choices)]
            elif question.kind == "multiple":
                given_[question.id] = [one for at, one in enumerate(choices) if turn >> at & 1]
            elif question.kind == "number":
                given_[question.id] = turn % 3
            else:
                given_[question.id] = texts[turn % len(texts)]
        one = build_response(
            asked,
            assessment=assessment.id,
            perspective=("administration", "politics")[number % 2],
            answers=given_,
            id=f"r:{number}",
        )
        made.append(one)
    return of, [write_line(one) for one in made], wo.tally(made, asked)


REFERENCE = reference_round(BATCH * 3)


class TestTheFastWays:
    """A well-formed line goes into the counts without being read one by one."""

    @both
    @pytest.mark.parametrize("layout", [(",", ":"), (", ", ": ")])
    def test_well_formed_lines_are_not_in_doubt(
        self, decoder: Decoder, layout: tuple[str, str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        of, lines, expected = REFERENCE
        lines = [written(pairs_of(one), layout).encode() for one in lines]
        calls = _count_reads(monkeypatch)
        assert tally_lines(lines, of.questionnaire, of.assessment, decoder=decoder) == expected
        assert len(calls) <= 1

    @both
    @pytest.mark.parametrize("order", ["declared", "reversed", "some"])
    def test_any_order_of_single_choices(
        self, decoder: Decoder, order: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        of = TOWNS["single"]
        given_ = {"q1": "s0", "q2": "s4", "q3": "unknown", "q4": "s1"}
        keys = {"declared": [*given_], "reversed": [*reversed(given_)], "some": ["q4", "q2"]}[order]
        one = line(of, {key: given_[key] for key in keys})
        lines = [one] * BATCH * 2
        calls = _count_reads(monkeypatch)
        found = collected(lines, of, decoder)
        assert found.accepted == BATCH * 2
        assert len(calls) <= 1
        (count,) = found.tally.personal
        assert [q.answered + q.unknown for q in count.questions] == [
            BATCH * 2 * (question.id in keys) for question in of.questionnaire.questions
        ]

    @both
    def test_many_distinct_answers_take_no_more_memory(
        self, decoder: Decoder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("weltoffen.intake.columns.FOLD_AT", 5)
        folded: list[int] = []
        clear = Columns.clear

        def counting(self: Columns) -> None:
            folded.append(self.responses if hasattr(self, "responses") else 0)
            clear(self)

        monkeypatch.setattr(Columns, "clear", counting)
        of, lines, expected = REFERENCE
        assert tally_lines(lines, of.questionnaire, of.assessment, decoder=decoder) == expected
        assert sum(n > 0 for n in folded) >= 4  # in larger batches, for each perspective

    @both
    def test_a_line_in_doubt_does_not_slow_down_the_rest(
        self, decoder: Decoder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        of = TOWNS["mixed"]
        good = line(of, ANSWERS["mixed"], id="r")
        lines = [good] * BATCH * 4
        lines[BATCH * 2 + 5] = b"x"
        lines[BATCH * 3 + 5] = official(of)
        calls = _count_reads(monkeypatch)
        assert collected(lines, of, decoder).refused == 1
        assert len(calls) <= 3


def _count_reads(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    calls: list[bytes] = []
    read = ResponseReader.read

    def counting(self: ResponseReader, data: bytes) -> wo.Response:
        calls.append(data)
        return read(self, data)

    monkeypatch.setattr(ResponseReader, "read", counting)
    return calls


class TestBadLines:
    """T3: bad lines do not stop a stream; accepted and refused add up to the lines read."""

    @both
    @pytest.mark.parametrize("at", [0, 1, BATCH, BATCH + 1, BATCH * 2 - 1])
    def test_the_first_bad_line_stops(self, decoder: Decoder, at: int) -> None:
        of = TOWNS["single"]
        good = line(of, ANSWERS["single"])
        bad = good.replace(b'"s0"', b'"s9"')
        lines = [good] * BATCH * 2
        lines[at] = bad
        lines.append(b"x")
        with pytest.raises(InvalidDocument) as caught:
            tally_lines(lines, of.questionnaire, of.assessment, decoder=decoder)
        expected = counted([b"\n"] * at + [bad], of.questionnaire, of.assessment)
        assert caught.value.problems == expected.problems
        assert {problem.line for problem in caught.value.problems} == {at + 1}

    @both
    def test_empty_lines_are_none(self, decoder: Decoder) -> None:
        of = TOWNS["single"]
        lines = [b"\n", line(of), b" \r\n", b"x\n", b"\n", line(of)]
        found = collected(lines, of, decoder)
        assert (found.accepted, found.refused, found.lines) == (2, 1, 3)
        assert [problem.line for problem in found.problems] == [4]

    @both
    def test_problems_are_bounded_but_counted(self, decoder: Decoder) -> None:
        of = TOWNS["single"]
        lines = [line(of), *[b"x"] * (MAX_PROBLEMS + 7)]
        found = collected(lines, of, decoder)
        assert (found.accepted, found.refused) == (1, MAX_PROBLEMS + 7)
        assert len(found.problems) == MAX_PROBLEMS
        assert found.more == 7
        assert found.problems[-1].line == MAX_PROBLEMS + 1

    @both
    def test_a_second_official_response_is_refused(self, decoder: Decoder) -> None:
        of = TOWNS["single"]
        lines = [
            official(of, part="a"),
            official(of, part="b"),
            line(of),
            official(of),
            official(of, part="a"),
            official(of, "politics"),
            official(of, "politics", part="a"),
        ]
        found = check_same(lines, of, decoder)
        assert (found.accepted, found.refused) == (4, 3)
        assert [(one.code, one.line) for one in found.problems] == [
            ("second-official", 4),
            ("second-official", 5),
            ("second-official", 7),
        ]
        with pytest.raises(InvalidDocument) as caught:
            tally_lines(lines, of.questionnaire, of.assessment, decoder=decoder)
        assert [problem.line for problem in caught.value.problems] == [4]

    @both
    def test_without_an_assessment_the_first_response_names_it(self, decoder: Decoder) -> None:
        of = TOWNS["single"]
        other = line(of, ANSWERS["single"]).replace(b"town-2026", b"town-2027")
        lines = [b"x", *[line(of, ANSWERS["single"])] * BATCH * 2, other]
        found = tally_lines(lines, of.questionnaire, on_error="collect", decoder=decoder)
        assert found == counted(lines, of.questionnaire, None)
        assert found.tally.assessment == "town-2026"
        assert [one.code for one in found.problems] == ["not-json", "tally-other-assessment"]

    @both
    def test_nothing_is_the_empty_tally(self, decoder: Decoder) -> None:
        of = TOWNS["single"]
        found = tally_lines([], of.questionnaire, decoder=decoder)
        assert found == wo.empty_tally(of.questionnaire)
        with_bad = tally_lines([b"x"], of.questionnaire, on_error="collect", decoder=decoder)
        assert with_bad.tally == wo.empty_tally(of.questionnaire)

    @both
    def test_a_source_that_breaks_is_no_bad_line(self, decoder: Decoder) -> None:
        of = TOWNS["single"]

        class Broken(io.BytesIO):
            def readline(self, _size: int | None = -1, /) -> bytes:
                raise OSError(5, "Input/output error")

        no_bytes: Any = ["text"]
        with pytest.raises(InvalidDocument) as caught:
            tally_lines(Broken(), of.questionnaire, on_error="collect", decoder=decoder)
        assert [one.code for one in caught.value.problems] == ["cannot-read"]
        with pytest.raises(InvalidDocument) as caught:
            collected(no_bytes, of, decoder)
        assert [one.code for one in caught.value.problems] == ["not-bytes"]


class TestWrongArguments:
    """A word that is misspelt must not change silently what happens to bad lines (T3)."""

    @pytest.mark.parametrize(
        ("options", "error"),
        [
            ({"on_error": "colect"}, ValueError),
            ({"on_error": None}, ValueError),
            ({"decoder": "fats"}, ValueError),
            ({"decoder": True}, ValueError),
            ({"limits": 5}, TypeError),
            ({"progress": 5}, TypeError),
            ({"assessment": "town-2026"}, TypeError),
            ({"questionnaire": "asked"}, TypeError),
        ],
    )
    def test_they_are_named(self, options: dict[str, Any], error: type[Exception]) -> None:
        right: dict[str, Any] = {"questionnaire": TOWNS["single"].questionnaire}
        (name,) = options
        with pytest.raises(error, match=rf"^tally_lines: {name} is to be "):
            tally_lines([], **{**right, **options})


class TestSources:
    """As `read_responses`: a path, bytes, a file, lines; one document over several lines."""

    @both
    def test_every_kind_of_source(self, decoder: Decoder, tmp_path: Path) -> None:
        of = TOWNS["single"]
        lines = [line(of, ANSWERS["single"]), b"\n", line(of)]
        data = b"\xef\xbb\xbf" + b"".join(lines)
        path = tmp_path / "answers.ndjson"
        path.write_bytes(data)
        expected = counted(lines, of.questionnaire, of.assessment).tally
        for source in (path, str(path), data, io.BytesIO(data), lines, iter(lines)):
            found = tally_lines(source, of.questionnaire, of.assessment, decoder=decoder)
            assert found == expected

    @both
    def test_one_document_over_several_lines(self, decoder: Decoder, tmp_path: Path) -> None:
        of = TOWNS["single"]
        path = tmp_path / "answer.json"
        path.write_bytes(line(of, ANSWERS["single"]).replace(b",", b",\n"))
        found = tally_lines(path, of.questionnaire, of.assessment, decoder=decoder)
        assert found == counted([line(of, ANSWERS["single"])], of.questionnaire, None).tally
        path.write_bytes(
            line(of, ANSWERS["single"]).replace(b'"s0"', b'"s9"').replace(b",", b",\n")
        )
        with pytest.raises(InvalidDocument) as caught:
            tally_lines(path, of.questionnaire, of.assessment, decoder=decoder)
        assert [(one.line, one.source) for one in caught.value.problems] == [(None, str(path))]

    @both
    @pytest.mark.parametrize(
        "limits",
        [
            Limits(size=300),
            Limits(depth=2),
            Limits(depth=1),
            Limits(answers=1),
            Limits(answers=3),
            Limits(integer=50),
        ],
    )
    @every_town
    def test_limits_hold(self, name: str, decoder: Decoder, limits: Limits) -> None:
        of = TOWNS[name]
        few = {key: ANSWERS[name][key] for key in ("q1", "q2")}
        lines = [line(of, ANSWERS[name]), line(of), line(of, few), line(of, ANSWERS[name])]
        found = collected(lines * 2, of, decoder, limits=limits)
        reader = ResponseReader(of.questionnaire, of.assessment, limits=limits)
        good = []
        for one in lines:
            try:
                good.append(reader.read_slowly(one))
            except InvalidDocument:
                continue
        assert found.tally == wo.tally(good * 2, of.questionnaire)
        assert found.accepted == len(good) * 2
        assert found.lines == len(lines) * 2

    @both
    def test_heads_with_data_of_other_software(self, decoder: Decoder) -> None:
        of = TOWNS["mixed"]
        lines = [
            line(of, ANSWERS["mixed"], extensions=Extensions(one)) for one in EXTENSIONS
        ] * BATCH
        check_same(lines, of, decoder)


class TestFarTooMuch:
    """What is hostile is neither slow nor large for long; the verdict stays the same."""

    def test_many_questions_are_not_left_to_msgspec(self, monkeypatch: pytest.MonkeyPatch) -> None:
        of = TOWNS["single"]
        assert type(LineCounter(of.questionnaire, decoder="fast").ways[0]).__name__ == "ByMsgspec"
        monkeypatch.setattr(intake_lines, "MOST_QUESTIONS", len(of.questionnaire.questions) - 1)
        ways = LineCounter(of.questionnaire, decoder="fast").ways
        assert [type(way).__name__ for way in ways] == ["ByMembers", "ByValues"]

    def test_padded_answers_are_no_keys(self) -> None:
        of = TOWNS["mixed"]
        good = line(of, {"q2": ["x"]})
        padded = [
            good.replace(b'["x"]', b"[" + b" " * (5_000 + number) + b'"x"]') for number in range(20)
        ]
        counter = COMPILED["mixed", "fast"]
        found = held([good, *padded], of, counter)
        assert found.accepted == 21
        columns = counter.ways[0].empty.another()
        rows = [one for one in map(counter.ways[0].row, padded) if one is not None]
        assert rows
        assert not columns.add([row for _, _, row, _ in rows], sum(one[3] for one in rows))

    @both
    def test_long_heads(self, decoder: Decoder) -> None:
        of = TOWNS["single"]
        long = line(of, ANSWERS["single"], extensions=Extensions({"tool": "x" * 20_000}))
        held([line(of), long, long, line(of)], of, COMPILED["single", decoder])


class TestDecoders:
    """The extra ``fast`` is used when it is installed, and never required."""

    def test_msgspec_is_taken_if_it_is_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        of = TOWNS["single"]

        def names(decoder: Decoder | None = None) -> list[str]:
            counter = LineCounter(of.questionnaire, decoder=decoder)
            return [type(way).__name__ for way in counter.ways]

        assert names() == names("fast") == ["ByMsgspec", "ByValues"]
        assert names("standard") == ["ByMembers", "ByValues"]
        monkeypatch.setattr(intake_lines, "is_there", lambda _module: False)
        assert names() == names("standard")

    def test_the_error_names_the_extra(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "msgspec", None)
        of = TOWNS["single"]
        with pytest.raises(MissingExtra, match=r"weltoffen\[fast\]"):
            tally_lines([], of.questionnaire, decoder="fast")
        assert tally_lines([line(of)], of.questionnaire) == tally_lines(
            [line(of)], of.questionnaire, decoder="standard"
        )


class TestProgress:
    """Progress with rate and refused count, for embedders by a callback."""

    def test_the_last_word(self) -> None:
        told: list[Progress] = []
        of = TOWNS["single"]
        lines = [line(of), b"x", line(of)]
        collected(lines, of, "standard", progress=told.append)
        assert told[-1].done
        assert (told[-1].lines, told[-1].refused) == (3, 1)
        assert told[-1].read == sum(map(len, lines))
        assert told[-1].size is None

    def test_now_and_then(self, monkeypatch: pytest.MonkeyPatch) -> None:
        clock = itertools.count(step=0.3)
        monkeypatch.setattr("weltoffen.intake.progress.time.monotonic", lambda: next(clock))
        told: list[Progress] = []
        of = TOWNS["single"]
        collected([line(of)] * BATCH * 5, of, "standard", progress=told.append)
        assert [one.done for one in told] == [False] * (len(told) - 1) + [True]
        assert len(told) > 3
        assert all(two.lines > one.lines for one, two in itertools.pairwise(told[:-1]))
        assert all(two.seconds - one.seconds >= 0.5 for one, two in itertools.pairwise(told[:-1]))
        assert (told[-1].lines, told[-1].refused) == (BATCH * 5, 0)
        assert all(one.rate == pytest.approx(one.lines / one.seconds) for one in told)

    def test_an_error_in_it_is_the_callers_own(self) -> None:
        def fail(_progress: Progress) -> None:
            msg = "mine"
            raise KeyError(msg)

        of = TOWNS["single"]
        with pytest.raises(KeyError, match="mine"):
            collected([line(of)], of, "standard", progress=fail)
