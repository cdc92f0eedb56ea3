# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The two judges of a response agree; decision 0019.

Everywhere below: what the fast lane accepts, the slow judge accepts, and both give the same response, to
the byte. What is well-formed and has a known head, the fast lane does accept.
"""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import Town, after, banded, checklist, free, number, single, town

from weltoffen.errors import InvalidDocument
from weltoffen.model.extensions import Extensions
from weltoffen.model.forms import NumberEntry
from weltoffen.model.response import Response, build_response, is_checked
from weltoffen.schemas import Limits, ResponseReader, write_line
from weltoffen.schemas.fastlane import FastLane
from weltoffen.schemas.heads import MAX_HEAD_LENGTH, MAX_HEADS
from weltoffen.schemas.strict import DEFAULT_LIMITS
from weltoffen.testing import assessments, editions, responses

if TYPE_CHECKING:
    from collections.abc import Callable

SINGLE = town(
    single("q1"), single("q2"), single("q3", depends_on=after("q2", "s3", "s4")), single("q4")
)
"""Read by members: only single choice."""
PLAIN = town(single("q1"), single("q2"), single("q3"))
"""Read by members, too; without conditions, so that complete responses have an order of their own."""
MIXED = town(
    single("q1"),
    checklist("q2"),
    banded("q3", depends_on=after("q1", "s4")),
    single("q4", depends_on=after("q2", "x", "z")),
    checklist("q5", depends_on=after("q3", "mid", "high")),
    number("q6"),
    free("q7", depends_on=after("q4", "s0", "s1")),
)
"""Read by values: every kind, and conditions on every kind; q6 is put to official responses only."""
SCHEMA = "https://w3id.org/weltoffen/schemas/1.0.0/response.schema.json"

EXTENSIONS: list[dict[str, Any]] = [
    {"tool": 1},
    {"tool": "1", "more": [None, {}]},
    {"answers": {"q1": "s0"}, "id": "x"},
]
"""Of heads that are known; two of them differ from others only in what Python holds for equal."""


class Judges:
    """The fast lane, which has learned some heads, beside the slow judge."""

    def __init__(self, of: Town, limits: Limits = DEFAULT_LIMITS) -> None:
        self.questionnaire = of.questionnaire
        self.slow = ResponseReader(self.questionnaire, of.assessment, limits=limits)
        self.fast = FastLane(self.questionnaire, of.assessment, limits)

    def teach(self, data: bytes) -> None:
        self.fast.learn(data, self.slow.read_slowly(data))

    def judge(self, data: bytes) -> Response | None:
        """Let the fast lane judge; if it accepts, so must the slow judge."""
        found = self.fast.read(data)
        if found is not None:
            expected = self.slow.read_slowly(data)
            assert found == expected
            assert write_line(found) == write_line(expected)
            assert is_checked(found, self.questionnaire)
        return found


def taught(of: Town, limits: Limits = DEFAULT_LIMITS) -> Judges:
    """Give judges that know the heads of responses without and with `EXTENSIONS`."""
    judges = Judges(of, limits)
    judges.teach(line(of))
    for extensions in EXTENSIONS:
        judges.teach(line(of, extensions=Extensions(extensions)))
    return judges


def line(of: Town, answers: dict[str, object] | None = None, **more: Any) -> bytes:  # noqa: ANN401 - any field
    """Write a personal response."""
    return write_line(
        build_response(
            of.questionnaire,
            assessment=of.assessment.id,
            perspective="politics",
            answers=answers or {},
            **more,
        )
    )


TOWNS = {"single": SINGLE, "mixed": MIXED, "plain": PLAIN}
ANSWERS: dict[str, dict[str, object]] = {
    "single": {"q1": "s0", "q2": "s4", "q3": "unknown", "q4": "not-applicable"},
    "plain": {"q1": "s0", "q2": "unknown", "q3": "not-applicable"},
    "mixed": {"q1": "s4", "q2": ["z", "x"], "q3": 80.5, "q4": "s1", "q5": ["y"], "q7": 'Ä, "b} {"'},
}
KNOWN = {name: taught(of) for name, of in TOWNS.items()}
both = pytest.mark.parametrize("name", list(TOWNS))

# --- Changed documents -------------------------------------------------------------------------------


class Pairs(list[tuple[str, Any]]):
    """A JSON object that can hold a key twice."""


class Literal(str):
    """JSON that is written as it stands, be it JSON or not."""

    __slots__ = ()


LITERALS = [
    *("null", "true", "false", "0", "1", "-0", "1.0", "80.0", "1e2", "1E+2", "0.5", "100.5"),
    *("1e-7", "01", "+1", "1e999", "1e9999999999999999999", "-1e-9999999999999999999"),
    *("9007199254740993", "1" * 4301, "1" * 70, "NaN", "Infinity", "-Infinity", '"NaN"', '""'),
    *('"s0"', '"S0"', '"s0 "', '"s0\\n"', '"5"', '"x"', '"s\\u0030"', '"s٣"', '"low"', "'s0'"),
    *('"unknown"', '"not-applicable"', '"\\ud800"', '"\\ud83d\\ude00"', '"a\tb"'),
    *("[]", "{}", "[[]]", '["x"]', '["x","x"]', '["x","y"]', '["z","x"]', '["a"]', '["unknown"]'),
    *("[1]", "[null]", "[" * 40 + "]" * 40, '[["q1","s0"]]', '{"q1":"s0"}'),
    *('{"id":"asked","version":"1"}', f'"{"x" * 10_001}"'),
]
HEADS: dict[str, list[str]] = {
    "$schema": [SCHEMA, SCHEMA.replace("1.0.0", "1.1.0"), SCHEMA.replace("1.0.0", "0.9.0"), "x"],
    "assessment": ["town-2026", "town-2027", "town-2026\n"],
    "perspective": ["politics", "residents", "nobody", "Politics", "politics\n", "x" * 65],
    "capacity": ["personal", "official"],
    "part": ["a"],
    "role": ["politics"],
    "id": ["r", "Ä 7", "", "x" * 200, "x" * 201, "\x00", "a}b", '"answers":'],
    "submittedAt": [
        *("2026-03-01T12:00:00Z", "2026-03-01T12:00:00.123456789-23:59", "2026-03-01T12:00:00"),
        *("2026-03-01T24:00:00Z", "2026-03-01T12:00:00+01:60", "2026-02-30T12:00:00Z"),
        *("2026-03-01T12:00:00z", "2026-03-01 12:00:00Z", "2026-W09-7T12:00:00Z"),
        *("0000-01-01T00:00:00Z", "٢٠٢٦-03-01T12:00:00Z"),
    ],
}
LAYOUTS = [(",", ":"), (", ", ": "), (" , ", " : "), (",\t", ":\r\n"), (",", ": "), (", ", ":")]


def pairs_of(data: bytes) -> Pairs:
    """Parse a valid line."""
    found = json.loads(data, object_pairs_hook=Pairs)
    assert isinstance(found, Pairs)
    return found


def written(
    value: object, layout: tuple[str, str] = LAYOUTS[0], *, ascii_only: bool = False
) -> str:
    """Write what `pairs_of` gave, and what became of it."""
    comma, colon = layout

    def inner(one: object) -> str:
        return written(one, layout, ascii_only=ascii_only)

    if isinstance(value, Literal):
        return str(value)
    if isinstance(value, Pairs):
        return "{" + comma.join(inner(key) + colon + inner(item) for key, item in value) + "}"
    if isinstance(value, list):
        return "[" + comma.join(map(inner, value)) + "]"
    return json.dumps(value, ensure_ascii=ascii_only)


def answers_of(document: Pairs) -> Pairs:
    """Give the answers of a document, unless a change took them away."""
    found = next((value for key, value in document if key == "answers"), None)
    return found if isinstance(found, Pairs) else Pairs()


@st.composite
def changed(draw: st.DrawFn, valid: bytes) -> bytes:
    """Change a valid line in up to three ways, write it in any layout, and change the text, too."""
    document = pairs_of(valid)
    for _ in range(draw(st.integers(0, 3))):
        draw(st.sampled_from(CHANGES))(draw, document)
    layout = draw(st.sampled_from(LAYOUTS))
    text = written(document, layout, ascii_only=draw(st.booleans()))
    if draw(st.integers(0, 3)) == 3:
        text = draw(st.sampled_from(TEXT_CHANGES))(text)
    return text.encode("utf-8", "surrogatepass")


def _members(draw: st.DrawFn, document: Pairs) -> Pairs:
    return draw(st.sampled_from([document, answers_of(document), answers_of(document)]))


def _drop(draw: st.DrawFn, document: Pairs) -> None:
    members = _members(draw, document)
    if members:
        members.pop(draw(st.integers(0, len(members) - 1)))


def _double(draw: st.DrawFn, document: Pairs) -> None:
    members = _members(draw, document)
    if members:
        key, value = draw(st.sampled_from(list(members)))
        again = draw(st.sampled_from([key, escaped(key)]))
        other = draw(st.sampled_from([value, Literal('"s1"'), "unknown"]))
        members.insert(draw(st.integers(0, len(members))), (again, other))


def escaped(key: str) -> Literal:
    """Write a key so that only a parser sees that it is the same."""
    return Literal('"' + "".join(f"\\u{ord(c):04x}" for c in key) + '"')


def _replace(draw: st.DrawFn, document: Pairs) -> None:
    members = _members(draw, document)
    if members:
        at = draw(st.integers(0, len(members) - 1))
        members[at] = (members[at][0], Literal(draw(st.sampled_from(LITERALS))))


def _swap(draw: st.DrawFn, document: Pairs) -> None:
    members = _members(draw, document)
    if members:
        one, other = (draw(st.integers(0, len(members) - 1)) for _ in range(2))
        (key, value), (other_key, other_value) = members[one], members[other]
        members[one] = (key, other_value)
        members[other] = (other_key, value)


def _rename(draw: st.DrawFn, document: Pairs) -> None:
    members = _members(draw, document)
    names = [
        "q1",
        "q3",
        "q5",
        "q6",
        "q7",
        "q9",
        "Q1",
        "q1 ",
        "q\u0661",
        "",
        "id",
        "answers",
        "unknown",
    ]
    if members:
        at = draw(st.integers(0, len(members) - 1))
        members[at] = (draw(st.sampled_from(names)), members[at][1])


def _reorder(draw: st.DrawFn, document: Pairs) -> None:
    members = _members(draw, document)
    members[:] = draw(st.permutations(list(members)))


def _head(draw: st.DrawFn, document: Pairs) -> None:
    key = draw(st.sampled_from(list(HEADS)))
    put(document, key, draw(st.sampled_from(HEADS[key])), draw(st.integers(0, 20)))


def _questionnaire(draw: st.DrawFn, document: Pairs) -> None:
    versions = [
        '{"id":"asked","version":"2"}',
        '{"version":"1","id":"asked"}',
        '{"id":"asked"}',
        '"asked"',
    ]
    put(document, "questionnaire", Literal(draw(st.sampled_from(versions))), 0)


def _extend(draw: st.DrawFn, document: Pairs) -> None:
    found: list[object] = [
        *(Literal(json.dumps(one)) for one in EXTENSIONS),
        *map(
            Literal,
            ('{"tool":true}', '{"tool":1.0}', '{"tool":1.00}', '{"tool":NaN}', "[]", "{}", "null"),
        ),
        Literal('{"answers":Infinity}'),
        Pairs([("answers", answers_of(document))]),
        Pairs([("x", Pairs([("answers", Pairs([("q1", "s0")]))]))]),
    ]
    put(document, "extensions", draw(st.sampled_from(found)), draw(st.integers(0, 20)))


def put(document: Pairs, key: str, value: object, at: int) -> None:
    """Give a document a member, in the place of the one that it has or somewhere."""
    places = [index for index, (name, _) in enumerate(document) if name == key]
    if places:
        document[places[0]] = (key, value)
    else:
        document.insert(at, (key, value))


CHANGES: list[Callable[[st.DrawFn, Pairs], None]] = [
    *(_drop, _double, _replace, _replace, _swap, _rename, _reorder, _head, _questionnaire, _extend)
]
TEXT_CHANGES: list[Callable[[str], str]] = [
    lambda text: "\ufeff" + text,
    lambda text: " \t" + text + " \r\n",
    lambda text: "\u00a0" + text,
    lambda text: text + "\u00a0",
    lambda text: text + "x",
    lambda text: text + ",",
    lambda text: text + "{}",
    lambda text: text + "\x00",
    lambda text: f"[{text}]",
    lambda text: text[:-1],
    lambda text: text[1:],
    lambda text: text.replace("}", ",}", 1),
    lambda text: text.replace("}", ", }", 1),
    lambda text: text.replace("{", "{,", 2),
    lambda text: text.replace(",", ",,", 1),
    lambda text: text.replace('"q1"', 'q1"', 1),
    lambda text: text.replace('"s', '"\\u0073', 1),
    lambda text: text.replace('"answers"', '"\\u0061nswers"', 1),
    lambda text: text.replace('"answers"', '"\\"answers"', 1),
    lambda text: text.replace('"answers":', '"answers":{},"answers":', 1),
    lambda text: text.replace('"answers":', '"answers":Infinity,"answers":', 1),
    lambda text: text.replace("{", "{/**/", 1),
    lambda text: text.replace('"', "'"),
]


class TestTheJudgesAgree:
    """Whatever is said, both judges come to the same verdict."""

    @both
    @given(data=st.data())
    @settings(max_examples=150)
    def test_on_changes_of_one_response(self, name: str, data: st.DataObject) -> None:
        valid = line(TOWNS[name], ANSWERS[name], id=data.draw(st.sampled_from([None, "r"])))
        KNOWN[name].judge(data.draw(changed(valid)))

    @both
    @given(data=st.data())
    @settings(max_examples=150)
    def test_on_changes_of_bytes(self, name: str, data: st.DataObject) -> None:
        valid = bytearray(line(TOWNS[name], ANSWERS[name]))
        for _ in range(data.draw(st.integers(1, 3))):
            at = data.draw(st.integers(0, len(valid) - 1))
            how = data.draw(st.sampled_from(["bit", "byte", "drop", "again", "cut"]))
            if how == "bit":
                valid[at] ^= 1 << data.draw(st.integers(0, 7))
            elif how == "byte":
                valid[at] = data.draw(st.sampled_from(b'"\\{}[],: 01sxq\x00\x80\xed\xff'))
            elif how == "drop":
                del valid[at]
            elif how == "again":
                valid[at:at] = valid[at : at + data.draw(st.integers(1, 12))]
            else:
                del valid[at : at + data.draw(st.integers(1, len(valid) - 1))]
            if len(valid) < 2:
                break
        KNOWN[name].judge(bytes(valid))

    @given(data=st.data())
    def test_on_changes_of_any_response(self, data: st.DataObject) -> None:
        edition = data.draw(editions(max_nodes=3, max_questions=5))
        assessment = data.draw(assessments(edition))
        any_town = Town(edition=edition, assessment=assessment)
        judges = Judges(any_town)
        drawn = data.draw(responses(judges.questionnaire, assessment, capacity="personal"))
        judges.teach(write_line(drawn))
        for _ in range(3):
            judges.judge(data.draw(changed(write_line(drawn))))

    @pytest.mark.thorough
    @both
    @given(data=st.data())
    @settings(max_examples=20_000)
    def test_on_very_many_changes(self, name: str, data: st.DataObject) -> None:
        valid = line(TOWNS[name], ANSWERS[name], id=data.draw(st.sampled_from([None, "r"])))
        KNOWN[name].judge(data.draw(changed(valid)))

    @both
    @pytest.mark.parametrize("literal", LITERALS)
    def test_on_every_literal_for_every_answer(self, name: str, literal: str) -> None:
        few = {key: ANSWERS[name][key] for key in ("q1", "q2")}
        for key in ("q1", "q2", "q3", "q5", "q6", "q7"):
            for others in (ANSWERS[name], few):
                document = pairs_of(line(TOWNS[name]))
                answers = Pairs((one, value) for one, value in others.items() if one != key)
                answers.append((key, Literal(literal)))
                put(document, "answers", answers, 0)
                KNOWN[name].judge(written(document).encode())

    @both
    @pytest.mark.parametrize("key", list(HEADS))
    def test_on_every_value_of_the_head(self, name: str, key: str) -> None:
        for value in HEADS[key]:
            for at in (0, 9):
                document = pairs_of(line(TOWNS[name], ANSWERS[name]))
                put(document, key, value, at)
                KNOWN[name].judge(written(document).encode())

    @both
    @pytest.mark.parametrize("change", TEXT_CHANGES)
    def test_on_every_change_of_text(self, name: str, change: Callable[[str], str]) -> None:
        for answers in ({}, ANSWERS[name]):
            for layout in LAYOUTS:
                text = written(pairs_of(line(TOWNS[name], answers)), layout)
                KNOWN[name].judge(change(text).encode())


class TestWhatTheFastLaneReads:
    """A well-formed personal response with a known head is read fast."""

    @given(data=st.data())
    def test_any_response_in_any_layout_and_order(self, data: st.DataObject) -> None:
        edition = data.draw(editions(max_nodes=3, max_questions=5))
        assessment = data.draw(assessments(edition))
        judges = Judges(Town(edition=edition, assessment=assessment))
        drawn = data.draw(responses(judges.questionnaire, assessment, capacity="personal"))
        judges.teach(write_line(attrs.evolve(drawn, answers=(), id=None, submitted_at=None)))
        document = pairs_of(write_line(drawn))
        own = [
            pair for pair in document if pair[0] in {"answers", "id", "perspective", "submittedAt"}
        ]
        for pair in own:
            document.remove(pair)
            document.insert(data.draw(st.integers(0, len(document))), pair)
        answers = answers_of(document)
        answers[:] = data.draw(st.permutations(list(answers)))
        layout = data.draw(st.sampled_from(LAYOUTS))
        text = written(document, layout, ascii_only=data.draw(st.booleans()))
        assert judges.judge(text.encode()) == drawn

    @both
    @pytest.mark.parametrize("layout", LAYOUTS)
    @pytest.mark.parametrize("extensions", [None, *EXTENSIONS])
    def test_every_layout_of_every_known_head(
        self, name: str, layout: tuple[str, str], extensions: dict[str, Any] | None
    ) -> None:
        more = None if extensions is None else Extensions(extensions)
        for own in ({}, {"id": 'Ä"}'}):
            valid = line(TOWNS[name], ANSWERS[name], extensions=more, **own)
            assert KNOWN[name].judge(written(pairs_of(valid), layout).encode()) is not None

    @both
    @pytest.mark.parametrize("perspective", ["administration", "residents"])
    def test_perspectives_that_were_never_seen(self, name: str, perspective: str) -> None:
        data = line(TOWNS[name], ANSWERS[name]).replace(b"politics", perspective.encode())
        found = KNOWN[name].judge(data)
        assert found is not None
        assert found.perspective == perspective

    def test_without_an_assessment_any_perspective_with_an_id(self) -> None:
        lane = FastLane(SINGLE.questionnaire, None, DEFAULT_LIMITS)
        slow = ResponseReader(SINGLE.questionnaire)
        valid = line(SINGLE, ANSWERS["single"])
        lane.learn(valid, slow.read_slowly(valid))
        other = valid.replace(b"politics", b"anybody")
        assert lane.read(other) == slow.read_slowly(other)
        assert lane.read(valid.replace(b"politics", b"Anybody")) is None

    def test_without_an_assessment_any_with_an_id(self) -> None:
        """Many towns in one stream; the slow judge need not look at one response of each."""
        lane = FastLane(SINGLE.questionnaire, None, DEFAULT_LIMITS)
        slow = ResponseReader(SINGLE.questionnaire)
        valid = line(SINGLE, ANSWERS["single"])
        lane.learn(valid, slow.read_slowly(valid))
        other = valid.replace(b"town-2026", b"town-2027")
        found = lane.read(other)
        assert found is not None
        assert found == slow.read_slowly(other)
        assert found.assessment == "town-2027"
        for wrong in (b"Town-2026", b"town--2026", b"", b"x" * 65):
            assert lane.read(valid.replace(b"town-2026", wrong)) is None

    @pytest.mark.parametrize("literal", [b"8e1", b"80.0", b"80"])
    def test_numbers_have_one_form(self, literal: bytes) -> None:
        """1.0 reads as 1."""
        data = line(MIXED, {"q1": "s4", "q3": 81}).replace(b":81", b":" + literal)
        found = KNOWN["mixed"].judge(data)
        assert found is not None
        assert dict(found.answers)["q3"] == 80
        assert type(dict(found.answers)["q3"]) is int


class TestWhatItLeaves:
    """What is not well-formed, or not known to be, is left to the slow judge; no error leaves."""

    def test_nothing_is_read_before_a_head_was_learned(self) -> None:
        lane = FastLane(SINGLE.questionnaire, None, DEFAULT_LIMITS)
        assert lane.read(line(SINGLE)) is None

    @both
    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b" ",
            b"{}",
            b"[]",
            b"null",
            b"1",
            b'"answers":{',
            b'{"answers":{}}',
            b"\xff",
            b"[" * 99_999,
        ],
    )
    def test_what_is_no_response(self, name: str, data: bytes) -> None:
        assert KNOWN[name].judge(data) is None

    @both
    def test_official_responses(self, name: str) -> None:
        judges = taught(TOWNS[name])
        official = line(TOWNS[name], {}, capacity="official")
        judges.teach(official)
        assert judges.judge(official) is None

    @pytest.mark.parametrize("key", [b"role", b"perspective"])
    def test_older_documents_as_their_answers_may_have_had_another_form(self, key: bytes) -> None:
        judges = taught(SINGLE)
        older = line(SINGLE).replace(b"1.0.0/response", b"0.9.0/response")
        older = older.replace(b"perspective", key)
        judges.teach(older)
        assert judges.judge(older) is None

    def test_newer_minor_versions_are_learned_as_they_are_read(self) -> None:
        judges = taught(SINGLE)
        newer = line(SINGLE).replace(b"1.0.0/response", b"1.7.0/response")
        judges.teach(newer)
        assert judges.judge(newer) is not None

    def test_a_head_behind_a_byte_order_mark(self) -> None:
        judges = Judges(SINGLE)
        judges.teach(b"\xef\xbb\xbf" + line(SINGLE))
        assert judges.judge(line(SINGLE)) is None

    def test_a_long_head(self) -> None:
        judges = Judges(SINGLE)
        long = line(SINGLE, extensions=Extensions({"x": "x" * MAX_HEAD_LENGTH}))
        judges.teach(long)
        assert judges.judge(long) is None

    def test_long_blanks_around_known_heads_are_read_by_values(self) -> None:
        data = line(SINGLE, ANSWERS["single"]).replace(
            b'"answers"', b" " * MAX_HEAD_LENGTH + b'"answers"'
        )
        assert KNOWN["single"].judge(data) is not None

    def test_more_heads_than_a_round_has(self) -> None:
        judges = Judges(SINGLE)
        response = judges.slow.read_slowly(line(SINGLE))
        lines = [line(SINGLE, extensions=Extensions({"n": n})) for n in range(MAX_HEADS + 1)]
        for one in lines:
            judges.fast.learn(one, response)
        assert judges.fast.read(lines[MAX_HEADS - 1]) is not None
        assert judges.fast.read(lines[MAX_HEADS]) is None

    @both
    @pytest.mark.parametrize("found", [b"true", b"1.0", b"1.00", b"NaN"])
    def test_extensions_that_python_holds_for_equal(self, name: str, found: bytes) -> None:
        """Nothing read is lost."""
        judges = KNOWN[name]
        valid = line(TOWNS[name], extensions=Extensions({"tool": 1}))
        judges.judge(valid.replace(b'"tool":1', b'"tool":' + found))

    @both
    def test_answers_that_stand_in_extensions(self, name: str) -> None:
        valid = line(TOWNS[name], {"q1": "s0"}, extensions=Extensions({"answers": {"q1": "s0"}}))
        document = pairs_of(valid)
        for order in (document, Pairs(reversed(document))):
            text = written(order)
            assert "extensions" in text
            KNOWN[name].judge(text.encode())
            KNOWN[name].judge(
                text.replace('"answers":{"q1":"s0"}', '"answers":Infinity', 1).encode()
            )
            other = KNOWN[name].judge(text.replace('"q1":"s0"', '"q1":"s1"', 1).encode())
            assert other is None or dict(other.answers) in ({"q1": "s0"}, {"q1": "s1"})


class TestTheUsualOrder:
    """Complete answers in the questionnaire's order."""

    @pytest.mark.parametrize("layout", LAYOUTS)
    @given(data=st.data())
    @settings(max_examples=25)
    def test_any_pieces_of_the_right_number(
        self, layout: tuple[str, str], data: st.DataObject
    ) -> None:
        """Known members in any order, each as often as one likes: doubles and gaps are never accepted."""
        words = st.sampled_from(["s0", "s4", "unknown", "not-applicable", "s9"])
        keys = st.sampled_from(["q1", "q2", "q3", "q9"])
        document = pairs_of(line(PLAIN))
        answers = Pairs(data.draw(st.lists(st.tuples(keys, words), max_size=4)))
        put(document, "answers", answers, 0)
        found = KNOWN["plain"].judge(written(document, layout).encode())
        is_sound = len(dict(answers)) == len(answers) and not {"q9", "s9"} & {
            part for pair in answers for part in pair
        }
        assert (found is not None) == is_sound

    @pytest.mark.parametrize("separator", [",", ", ", ",  ", " ,", ",\t", ",\u00a0", ",\n"])
    @pytest.mark.parametrize("colon", [":", ": ", " : ", ":\n"])
    def test_mixed_layouts(self, separator: str, colon: str) -> None:
        members = [f'"{key}"{colon}"{answer}"' for key, answer in ANSWERS["plain"].items()]
        for first in (separator, ",", ", "):
            body = first.join([separator.join(members[:2]), members[2]])
            text = line(PLAIN).decode().replace('"answers":{}', f'"answers":{{{body}}}')
            KNOWN["plain"].judge(text.encode())

    @pytest.mark.parametrize(
        "blanks", ["", " ", "  ", "\t", "\n", "\u00a0", "x", ",", '"":', "null"]
    )
    def test_what_stands_before_the_answers(self, blanks: str) -> None:
        text = line(PLAIN, ANSWERS["plain"]).decode()
        assert KNOWN["plain"].judge(text.encode()) is not None
        for place in ('"answers":', '"answers":{'):
            KNOWN["plain"].judge(text.replace(place, place[:10] + blanks + place[10:]).encode())

    def test_answers_within_answers(self) -> None:
        text = line(PLAIN, ANSWERS["plain"]).decode()
        for more in ('"answers":Infinity,', '"answers":1,', '"extensions":{"answers":Infinity},'):
            assert (
                KNOWN["plain"].judge(text.replace('"answers":', more + '"answers":').encode())
                is None
            )

    def test_a_line_that_is_too_large(self) -> None:
        valid = line(PLAIN, ANSWERS["plain"])
        judges = Judges(PLAIN, Limits(size=len(valid)))
        judges.teach(valid)
        assert judges.judge(valid) is not None
        assert judges.judge(valid + b" ") is None

    def test_more_answers_than_allowed(self) -> None:
        judges = Judges(PLAIN, Limits(answers=2))
        judges.teach(line(PLAIN))
        assert judges.judge(line(PLAIN, ANSWERS["plain"])) is None
        assert judges.judge(line(PLAIN, {"q1": "s0", "q2": "s0"})) is not None

    def test_surroundings_of_any_length_are_not_remembered(self) -> None:
        judges = taught(PLAIN)
        long = line(PLAIN, ANSWERS["plain"], id="r").replace(
            b'"id":', b" " * MAX_HEAD_LENGTH + b'"id":'
        )
        assert judges.judge(long) is not None

    def test_a_head_that_is_learned_later(self) -> None:
        judges = Judges(PLAIN)
        valid = line(PLAIN, ANSWERS["plain"])
        assert judges.judge(valid) is None
        judges.teach(valid)
        assert judges.judge(valid) is not None


class TestLimits:
    """Limits hold for the fast lane as for the slow judge; all can be set."""

    @both
    @pytest.mark.parametrize(
        "limits",
        [
            Limits(size=300),
            Limits(depth=2),
            Limits(depth=3),
            Limits(answers=2),
            Limits(integer=80),
            Limits(integer=2**80),
        ],
        ids=str,
    )
    def test_limits_of_every_kind(self, name: str, limits: Limits) -> None:
        judges = Judges(TOWNS[name], limits)
        judges.teach(line(TOWNS[name]))
        for data in (
            line(TOWNS[name], ANSWERS[name]),
            line(TOWNS[name], {"q1": "s4"}),
            line(TOWNS[name]),
        ):
            judges.judge(data)
            judges.judge(data.replace(b"80.5", b"81"))

    def test_numbers_beyond_the_schema_whatever_the_limits(self) -> None:
        question = banded("q3")
        assert isinstance(question.form, NumberEntry)
        bands = (
            attrs.evolve(question.form.bands[0], lower=Fraction(-(2**70))),
            *question.form.bands[1:],
        )
        form = attrs.evolve(
            question.form, minimum=Fraction(-(2**70)), maximum=Fraction(2**70), bands=bands
        )
        wide = town(single("q1"), attrs.evolve(question, form=form))
        judges = Judges(wide, Limits(integer=2**80))
        judges.teach(line(wide))
        for sign in (1, -1):
            within, beyond = (line(wide, {"q3": sign * n}) for n in (2**53 - 1, 2**53))
            assert judges.judge(within) is not None
            assert judges.judge(beyond) is None
            with pytest.raises(InvalidDocument):
                judges.slow.read_slowly(beyond)
