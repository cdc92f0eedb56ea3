# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Second tier: responses against questionnaire and assessment, from files and streams."""

from __future__ import annotations

import io
import json
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.schemas.doorcases import (
    ASSESSMENT,
    BASE,
    QUESTIONNAIRE,
    RESPONSES,
    load_json,
    named,
    problems_of,
    refusal,
    refused,
)

from weltoffen.errors import MAX_ECHO, MAX_PROBLEMS, InvalidDocument
from weltoffen.model.response import Response, build_response, is_checked
from weltoffen.schemas import (
    Limits,
    ResponseReader,
    check,
    read,
    read_response,
    read_responses,
    write,
    write_line,
)
from weltoffen.schemas.strict import dump
from weltoffen.schemas.wire import write_answer
from weltoffen.testing import answers, asked_in, cases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from weltoffen.model.assessment import Assessment
    from weltoffen.testing import Case

EVERYTHING = load_json(RESPONSES / "valid-everything.json")
OFFICIAL = load_json(RESPONSES / "valid-official.json")


def line(plain: Any, **changes: Any) -> bytes:  # noqa: ANN401 - any JSON
    """Write a response on one line, with changes."""
    return dump({**plain, **changes}, indent=None)


def listed(source: Any, assessment: Assessment | None = None, **options: Any) -> list[Response]:  # noqa: ANN401 - anything
    """Read a stream to its end."""
    return list(read_responses(source, QUESTIONNAIRE, assessment, **options))


class TestStreams:
    """NDJSON streams, one line at a time; the refused line is named."""

    LINES = line(EVERYTHING) + b"\r\n \n" + line(OFFICIAL) + line(EVERYTHING, id="x").rstrip()

    def test_every_kind_of_source(self, tmp_path: Path) -> None:
        file = tmp_path / "answers.ndjson"
        file.write_bytes(self.LINES)
        expected = [
            read_response(one, QUESTIONNAIRE) for one in self.LINES.splitlines() if one.strip()
        ]
        assert len(expected) == 3
        for source in (
            self.LINES,
            bytearray(self.LINES),
            memoryview(self.LINES),
            file,
            str(file),
            io.BytesIO(self.LINES),
            self.LINES.splitlines(),
            iter(self.LINES.splitlines(keepends=True)),
        ):
            assert listed(source) == expected
        with file.open("rb") as opened:
            assert listed(opened) == expected

    @pytest.mark.parametrize("lead", [b"", b"\xef\xbb\xbf", b"\n  \n"])
    def test_one_document_over_several_lines_is_one_response(self, lead: bytes) -> None:
        pretty = lead + write(read(line(EVERYTHING)))
        assert listed(pretty) == [read_response(line(EVERYTHING), QUESTIONNAIRE)]
        assert refused(lambda: listed(pretty.replace(b'"full"', b'"fool"', 1))) == [
            ("answer-unknown-option", "/answers/resolution")
        ]

    def test_an_array_of_responses_is_no_stream(self) -> None:
        array = json.dumps([EVERYTHING], indent=1).encode()
        assert refused(lambda: listed(array)) == [("wrong-type", "")]

    def test_nothing_is_no_response(self) -> None:
        assert listed(b"") == listed(b"\n \n") == listed([]) == listed([b"", b"\n"]) == []

    def test_the_line_and_the_file_are_named(self, tmp_path: Path) -> None:
        file = tmp_path / "answers.ndjson"
        file.write_bytes(
            b"\n" + line(EVERYTHING) + b"\n" + line(EVERYTHING, perspective="x", part="y")
        )
        (problem,) = refusal(lambda: listed(file)).problems
        assert (problem.code, problem.line, problem.source) == ("not-allowed-here", 4, str(file))
        (problem,) = refusal(lambda: listed(file.read_bytes())).problems
        assert (problem.line, problem.source) == (4, None)
        (problem,) = refusal(lambda: listed([b"", line(EVERYTHING, assessment="")])).problems
        assert (problem.code, problem.pointer, problem.line) == ("bad-id", "/assessment", 2)

    def test_responses_before_the_refused_one_are_given(self) -> None:
        stream = read_responses(line(EVERYTHING) + b"{}", QUESTIONNAIRE)
        assert isinstance(next(stream), Response)
        assert refused(lambda: next(stream)) == [("missing-key", "/$schema")]

    def test_nothing_is_read_ahead(self) -> None:
        taken = []

        def lines() -> Iterator[bytes]:
            for number in range(3):
                taken.append(number)
                yield line(EVERYTHING)

        next(read_responses(lines(), QUESTIONNAIRE))
        assert taken == [0]

    @pytest.mark.parametrize(
        "source", [5, None, {}, EVERYTHING, [EVERYTHING], ["{}"], [bytearray(b"{}")]]
    )
    def test_what_is_no_bytes_is_refused(self, source: object) -> None:
        assert refused(lambda: listed(source)) == [("not-bytes", "")]

    def test_a_file_opened_as_text_is_refused(self) -> None:
        assert refused(lambda: listed(io.StringIO("{}"))) == [("not-bytes", "")]

    def test_a_file_that_cannot_be_read(self, tmp_path: Path) -> None:
        assert refused(lambda: listed(tmp_path / "none")) == [("cannot-read", "")]
        assert refused(lambda: listed(tmp_path)) == [("cannot-read", "")]
        assert refused(lambda: listed("a\0b")) == [("cannot-read", "")]
        closed = io.BytesIO()
        closed.close()
        assert refused(lambda: listed(closed)) == [("cannot-read", "")]

    def test_a_file_that_fails_on_the_way(self) -> None:
        class Failing(io.BytesIO):
            def readline(self, size: int | None = -1, /) -> bytes:
                if self.tell():
                    raise OSError(5, "Input/output error")
                return super().readline(size)

        stream = read_responses(Failing(line(EVERYTHING) * 2), QUESTIONNAIRE)
        next(stream)
        (problem,) = refusal(lambda: next(stream)).problems
        assert problem.message("en").startswith("The file cannot be read (Input/output error)")

    def test_limits_hold_for_each_line(self) -> None:
        size = len(line(EVERYTHING))
        assert len(listed(line(EVERYTHING) * 3, limits=Limits(size=size))) == 3
        assert refused(lambda: listed(line(EVERYTHING, id="x"), limits=Limits(size=size))) == [
            ("too-large", "")
        ]
        pretty = write(read(line(EVERYTHING)))
        assert refused(lambda: listed(pretty, limits=Limits(size=size))) == [("too-large", "")]
        assert refused(lambda: listed(line(EVERYTHING), limits=Limits(answers=2))) == [
            ("too-many", "/answers")
        ]
        deep = line(EVERYTHING, extensions={"a": [[[]]]})
        assert refused(lambda: listed(deep, limits=Limits(depth=3))) == [
            ("too-deep", "/extensions/a/0")
        ]


class TestReaders:
    """One law, two judges: what was read before changes no verdict and no value."""

    def test_the_answers_are_checked_once(self) -> None:
        reader = ResponseReader(QUESTIONNAIRE, ASSESSMENT)
        for _ in range(3):
            assert is_checked(reader.read(line(EVERYTHING)), QUESTIONNAIRE)

    def test_limits_hold_for_a_reader_that_has_learned(self) -> None:
        reader = ResponseReader(QUESTIONNAIRE, limits=Limits(size=1_200, answers=9))
        for _ in range(2):
            assert dict(reader.read(line(EVERYTHING)).answers)["posts"] == Fraction(5, 2)
        more = {**EVERYTHING["answers"], "budget-share": "unknown"}
        for _ in range(2):
            assert refused(lambda: reader.read(line(EVERYTHING, answers=more))) == [
                ("too-many", "/answers")
            ]
            assert refused(lambda: reader.read(line(EVERYTHING) + b" " * 1_200)) == [
                ("too-large", "")
            ]

    def test_extensions_that_python_holds_for_equal_stay_different(self) -> None:
        """True == 1 in Python, not in JSON."""
        reader = ResponseReader(QUESTIONNAIRE)
        for value in (True, 1, False, 0, [], {}, "", None, [True], [1], {"a": 1}, {"a": True}):
            for number in range(3):
                data = line(EVERYTHING, id=f"r-{number}", extensions={"x": value})
                assert json.loads(write(reader.read(data)))["extensions"] == {"x": value}
                assert f'"x":{json.dumps(value, separators=(",", ":"))}'.encode() in write_line(
                    reader.read(data)
                ).replace(b": ", b":")

    @pytest.mark.parametrize(
        "time",
        [
            "2026-03-01T10:00:00+01:75",
            "2026-03-01T24:00:00Z",
            "2026-03-01T10:00:00+24:00",
            "x",
            5,
            None,
        ],
    )
    def test_a_time_is_judged_alike(self, time: object) -> None:
        reader = ResponseReader(QUESTIONNAIRE)
        first = line(EVERYTHING, submittedAt="2026-03-01T10:00:00Z")
        assert reader.read(first) == reader.read(first)
        found = refused(lambda: reader.read(line(EVERYTHING, submittedAt=time)))
        assert [pointer for _, pointer in found] == ["/submittedAt"]

    @pytest.mark.parametrize("id_", ["", "x" * 201, 5, None, True, ["x"], "\ud800"])
    def test_an_id_is_judged_alike(self, id_: object) -> None:
        reader = ResponseReader(QUESTIONNAIRE)
        assert reader.read(line(EVERYTHING, id="x")) == reader.read(line(EVERYTHING, id="x"))
        found = refused(lambda: reader.read(json.dumps({**EVERYTHING, "id": id_}).encode()))
        assert [pointer for _, pointer in found] == ["/id"]

    @given(cases(max_nodes=4, max_questions=6))
    @settings(max_examples=15)
    def test_a_whole_round_reads_back(self, case: Case) -> None:
        asked = asked_in(case.edition, case.assessment)
        stream = b"".join(write_line(response) for response in case.responses)
        assert list(read_responses(stream, asked, case.assessment)) == list(case.responses)

    @given(cases(max_nodes=3, max_questions=5), st.data())
    @settings(max_examples=15)
    def test_the_door_takes_what_python_takes(self, case: Case, data: st.DataObject) -> None:
        """A1, A2: building a response and reading it are held to the same rules."""
        asked = asked_in(case.edition, case.assessment)
        personal = data.draw(st.booleans())
        given_answers = dict(data.draw(answers(asked, personal=not personal)))
        capacity = "personal" if personal else "official"
        plain = {
            "$schema": f"{BASE}/1.0.0/response.schema.json",
            "questionnaire": {"id": asked.id, "version": asked.version},
            "assessment": "a",
            "perspective": "p",
            "capacity": capacity,
            "answers": {key: write_answer(one) for key, one in given_answers.items()},
        }
        built = problems_of(
            lambda: build_response(
                asked,
                assessment="a",
                perspective="p",
                capacity="personal" if personal else "official",
                answers=given_answers,
            )
        )
        assert problems_of(lambda: read_response(dump(plain), asked)) == built


CANARY = "Kanarienvogel"
NUMBER = 47110815
HALF = "\\ud800"


def wrong_places() -> list[bytes]:
    """Put what a respondent might have answered into every wrong place of a response."""
    found: list[bytes] = []
    values: list[Any] = [
        *(
            CANARY,
            f"{CANARY}\n",
            CANARY * 800,
            NUMBER,
            NUMBER + 0.5,
            [CANARY],
            [CANARY, CANARY],
            [NUMBER],
        ),
        *(
            {CANARY: CANARY},
            {"text": CANARY},
            {CANARY: NUMBER},
            [[CANARY]],
            [{CANARY: 1}],
            NUMBER * 10**12,
        ),
    ]
    for value in values:
        found += [
            line(
                EVERYTHING, answers={**EVERYTHING["answers"], question.id: value}, capacity=capacity
            )
            for question in QUESTIONNAIRE.questions
            for capacity in ("personal", "official")
        ]
        found += [
            line(EVERYTHING, answers={"review": value}),
            line(EVERYTHING, answers={"nowhere": value}),
        ]
        found += [line(EVERYTHING, answers=value)] if not isinstance(value, dict) else []
        keys = EVERYTHING.keys() - {"answers", "$schema", "questionnaire"}
        found += [line(EVERYTHING, **{key: value}) for key in sorted(keys)]
        found += [line(EVERYTHING, id=value, submittedAt=value, part=value)]
        found += [line({**EVERYTHING, "$schema": value})]
        found += [line(EVERYTHING, comment=value), dump([value]), dump(value)]
    text = line(EVERYTHING).decode()
    found += [
        text.replace('"2+"', f'"{CANARY}{HALF}"').encode(),
        text.replace('"2+"', f'"{CANARY}').encode(),
        text.replace('"2+"', f'"{CANARY}\x01"').encode(),
        text.replace('"2+"', f'"{CANARY}", "grade": "{CANARY}"').encode(),
        text.replace('"2+"', f'{{"{CANARY}": 1, "{CANARY}": 1}}').encode(),
        text.replace('"2+"', f'{{"a": {{"{CANARY}{HALF}": NaN}}}}').encode(),
        text.replace('"2+"', f"{NUMBER}{'0' * 5_000}").encode(),
        text.replace('"2+"', f"{NUMBER}e999").encode(),
        text.replace('"2+"', f'"{CANARY}').encode() + b"\xff",
        text.encode() + CANARY.encode(),
        CANARY.encode(),
    ]
    return found


def _everything_told(error: InvalidDocument) -> str:
    told = [str(error), repr(error), repr(error.args)]
    for problem in error.problems:
        told += [problem.message("de"), problem.message("en"), repr(problem)]
        assert all(len(step) <= MAX_ECHO for step in problem.pointer.split("/"))
        assert all(len(str(value)) <= MAX_ECHO for _, value in problem.parameters)
    return "\n".join(told)


class TestDiscretion:
    """A problem never repeats a respondent's values or more than 60 characters of input."""

    def test_an_answer_in_a_wrong_place_is_repeated_nowhere(self) -> None:
        judged = 0
        for data in wrong_places():
            judges: list[Callable[[], object]] = [
                partial(read, data),
                partial(read_response, data, QUESTIONNAIRE, ASSESSMENT),
                partial(listed, data, assessment=ASSESSMENT),
            ]
            for judge in judges:
                try:
                    judge()
                except InvalidDocument as error:
                    judged += 1
                    told = _everything_told(error)
                    assert CANARY not in told, data
                    assert str(NUMBER) not in told, data
        assert judged > 500

    def test_the_answers_of_others_are_not_shown_either(self) -> None:
        data = line(
            EVERYTHING, answers={**EVERYTHING["answers"], "remarks": CANARY, "resolution": "x"}
        )
        assert CANARY not in repr(refusal(lambda: read_response(data, QUESTIONNAIRE)))

    def test_after_1000_problems_they_are_only_counted(self) -> None:
        wrong = line(EVERYTHING, answers={f"q{n}": 1 for n in range(1_500)})
        data = wrong + line(EVERYTHING)
        error = refusal(lambda: listed(data))
        assert (len(error.problems), error.more) == (MAX_PROBLEMS, 500)
        assert str(error).endswith("and 1490 more")
        assert {problem.line for problem in error.problems} == {1}
        error = refusal(
            lambda: read_response(line({**EVERYTHING, "answers": {"a": 1}}, id=5), QUESTIONNAIRE)
        )
        assert error.more == 0

    def test_a_long_list_of_options_is_cut(self) -> None:
        (problem,) = refusal(
            lambda: read_response(
                line(EVERYTHING, answers={"resolution": "x" * 9_000}), QUESTIONNAIRE
            )
        ).problems
        assert dict(problem.parameters) == {"options": "none, some, full"}


def test_what_check_says_of_a_response_is_the_first_tier() -> None:
    """`check` knows no questionnaire; `read_response` does."""
    wrong = line(EVERYTHING, answers={"nowhere": 1})
    assert check(wrong) == ()
    assert named(refusal(lambda: read_response(wrong, QUESTIONNAIRE)).problems) == [
        ("answer-unknown-question", "/answers/nowhere")
    ]
