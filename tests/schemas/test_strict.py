# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Strict JSON: bytes in, plain values out, nothing guessed; and back."""

from __future__ import annotations

import json
import tracemalloc
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.schemas.doorcases import BYTES, door_cases, problems_of, refusal, refused
from tests.schemas.mutation import any_json, changed_bytes

from weltoffen.errors import InvalidDocument
from weltoffen.schemas.strict import (
    DEFAULT_LIMITS,
    Limits,
    _faults,
    decode,
    dump,
    has_surrogate,
    parse,
)


def spelled(value: object) -> str:
    """Write a value so that True and 1, and a Decimal and an int, differ."""
    return ascii(value)


class TestNumbers:
    """NaN and numbers that others garble are refused; 1.0 reads as 1; the rest is exact."""

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("0", 0),
            ("-0", 0),
            ("-0.0", 0),
            ("0e400", 0),
            ("1.0", 1),
            ("1e2", 100),
            ("2.50e1", 25),
            ("-1E+2", -100),
            ("9007199254740991", 2**53 - 1),
            ("-9007199254740991.0", -(2**53) + 1),
            ("0.1", Decimal("0.1")),
            ("0.10", Decimal("0.10")),
            ("1e-400", Decimal("1e-400")),
            ("9007199254740990.5", Decimal("9007199254740990.5")),
            ("0." + "1" * 62, Decimal("0." + "1" * 62)),
        ],
    )
    def test_a_number_is_read_exactly(self, text: str, value: object) -> None:
        assert spelled(parse(text.encode())) == spelled(value)

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("NaN", "not-a-number"),
            ("Infinity", "not-a-number"),
            ("-Infinity", "not-a-number"),
            ("1e999", "number-too-large"),
            ("9007199254740992", "number-too-large"),
            ("9007199254740991.5", "number-too-large"),
            ("-9007199254740991." + "0" * 30 + "1", "number-too-large"),
            ("1" * 65, "number-too-large"),
            ("1" * 4301, "number-too-large"),
            ("1e19" + "9" * 30, "number-too-large"),
            ("1e-401", "number-too-long"),
            ("1e-19" + "9" * 30, "number-too-long"),
            ("-1e-19" + "9" * 30, "number-too-long"),
            ("-1e19" + "9" * 30, "number-too-large"),
            ("0." + "1" * 63, "number-too-long"),
        ],
    )
    def test_a_number_is_refused(self, text: str, code: str) -> None:
        assert refused(lambda: parse(f"[{text}]".encode())) == [(code, "/0")]

    def test_the_limit_can_be_set(self) -> None:
        assert parse(b"18446744073709551616", Limits(integer=2**64)) == 2**64
        assert refused(lambda: parse(b"[8, 7.5]", Limits(integer=7))) == [
            ("number-too-large", "/0"),
            ("number-too-large", "/1"),
        ]

    def test_the_context_of_the_program_changes_nothing(self) -> None:
        """`decimal.getcontext` belongs to the user's program, not to the door."""
        from decimal import Context, InvalidOperation, localcontext  # noqa: PLC0415 - only here

        with localcontext(Context(prec=1, traps=[])) as context:
            assert parse(b"[0.12345, 1e99]", Limits(integer=10**99)) == [Decimal("0.12345"), 10**99]
            assert refused(lambda: parse(b"1e99999999999999999999")) == [("number-too-large", "")]
            assert not context.flags[InvalidOperation]


class TestText:
    """Strict UTF-8, a byte order mark is tolerated, the error names the byte."""

    @pytest.mark.parametrize(
        ("data", "offset"),
        [
            (b"\xff", 0),
            (b'{"a": "\xc3"}', 7),
            (b'"\xc3\xb6\xed\xa0\x80"', 3),
            (b"\xef\xbb\xbf\xff", 3),
            (b'\xef\xbb\xbf"\xc0\x80"', 4),
            ("{}".encode("utf-16"), 0),
        ],
    )
    def test_the_offset_of_the_first_bad_byte(self, data: bytes, offset: int) -> None:
        (problem,) = refusal(lambda: parse(data)).problems
        assert (problem.code, problem.parameters) == ("not-utf8", (("offset", offset),))

    @pytest.mark.parametrize(
        ("data", "line", "column"),
        [
            (b"", 1, 1),
            (b'{"a": 1,\n "b" 2}', 2, 6),
            ('{"ä": x}'.encode(), 1, 7),
            (b"[1]\n\n]", 3, 1),
            (b'"a\x01"', 1, 3),
        ],
    )
    def test_line_and_column_of_a_mistake(self, data: bytes, line: int, column: int) -> None:
        (problem,) = refusal(lambda: parse(data)).problems
        assert (problem.code, dict(problem.parameters)) == (
            "not-json",
            {"line": line, "column": column},
        )

    def test_a_byte_order_mark_is_no_part_of_the_text(self) -> None:
        assert decode(b"\xef\xbb\xbf\xc3\xa4") == "ä"
        assert parse(b"\xef\xbb\xbf[]") == []

    def test_half_characters_are_seen(self) -> None:
        assert has_surrogate("a\ud800")
        assert not has_surrogate("ä😀")
        assert not has_surrogate("a")

    def test_size_counts_bytes(self) -> None:
        data = '"ä"'.encode()
        assert parse(data, Limits(size=4)) == "ä"
        assert refused(lambda: parse(data, Limits(size=3))) == [("too-large", "")]


class TestPlaces:
    """Problems carry an RFC 6901 pointer, in the order of the document."""

    def test_problems_stand_in_the_order_of_the_document(self) -> None:
        error = refusal(
            lambda: parse(b'{"b": [NaN, {"x": 1, "x": 2}], "a": "\\ud800", "b/~": {"": NaN}}')
        )
        assert [p.pointer for p in error.problems] == ["/b/0", "/b/1/x", "/a", "/b~1~0/"]

    def test_every_repeated_key_is_named_once(self) -> None:
        error = refusal(lambda: parse(b'{"a": 1, "b": 2, "a": 3, "b": 4, "a": 5}'))
        assert [dict(p.parameters)["key"] for p in error.problems] == ["a", "b"]

    def test_below_too_deep_a_place_nothing_is_looked_at(self) -> None:
        assert refused(lambda: parse(b"[[[NaN]]]", Limits(depth=2))) == [("too-deep", "/0/0")]

    @pytest.mark.parametrize("empty", ["[]", "{}"])
    def test_an_empty_container_is_as_deep_as_a_full_one(self, empty: str) -> None:
        """RFC 8259 nests them alike; nothing in it does not make it flat."""
        assert parse(f"[{empty}]".encode(), Limits(depth=2)) == [json.loads(empty)]
        assert refused(lambda: parse(f"[0, [{empty}]]".encode(), Limits(depth=2))) == [
            ("too-deep", "/1/0")
        ]

    @given(any_json(), st.lists(st.sampled_from([[], {}, 0, "", None, [0], {"": []}]), max_size=9))
    def test_what_stands_around_a_fault_changes_neither_it_nor_its_place(
        self,
        value: Any,  # noqa: ANN401 - any JSON
        around: list[Any],
    ) -> None:
        shown = [*map(json.dumps, around), dump(value, indent=None).decode()]
        text = ",".join([*shown, '{"k": [[], NaN, {}]}', *shown, '"\\udfff"'])
        assert refused(lambda: parse(f"[{text}]".encode(), Limits(depth=64))) == [
            ("lone-surrogate", f"/{2 * len(shown) + 1}"),
            ("not-a-number", f"/{len(shown)}/k/1"),
        ]

    def test_a_megabyte_of_nothing_costs_no_place_for_each(self) -> None:
        """Holding the place of each element would take tens of bytes for each two of the document."""
        data = b"[" + b"[]," * 100_000 + b"0]"
        plain = json.loads(data)
        tracemalloc.start()
        try:
            for _ in _faults(plain, DEFAULT_LIMITS):
                pytest.fail("nothing is wrong")
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert peak < len(data) // 10

    def test_keys_inside_an_answer_are_not_repeated(self) -> None:
        """An object in the place of an answer may hold in its keys what a respondent wrote."""
        error = refusal(
            lambda: parse(b'{"answers": {"q": {"my name": 1, "my name": 2}, "q": 1, "q": {}}}')
        )
        assert [(p.code, p.pointer) for p in error.problems] == [("duplicate-key", "/answers/q")]
        inside = refusal(lambda: parse(b'{"answers": {"q": {"my name": 1, "my name": NaN}}}'))
        assert {p.pointer for p in inside.problems} == {"/answers/q"}
        assert "my name" not in repr(inside)


class TestLaws:
    """Nothing read is lost; what reads and writes again is equal."""

    @given(any_json(), st.sampled_from([None, 2]))
    @example({"a": [1.5, True, None, {}, [], "\u2028\x7f\x00"]}, None)
    def test_what_is_written_reads_back(self, value: Any, indent: int | None) -> None:  # noqa: ANN401 - any JSON
        data = dump(value, indent)
        assert data.endswith(b"\n")
        assert data.count(b"\n") == 1 or indent is not None
        back = parse(data)
        assert json.loads(dump(back)) == json.loads(dump(value))
        assert dump(parse(data), indent) == data

    @given(any_json())
    def test_plain_json_is_read_as_everybody_reads_it(self, value: Any) -> None:  # noqa: ANN401 - any JSON
        text = json.dumps(json.loads(dump(value)))
        assert json.loads(dump(parse(text.encode()))) == json.loads(text)

    @given(st.binary(max_size=40) | changed_bytes())
    def test_what_is_read_is_json(self, data: bytes) -> None:
        try:
            value = parse(data)
        except InvalidDocument:
            return
        assert json.loads(dump(value)) == json.loads(data.decode("utf-8-sig"))

    @given(
        st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15)
    )
    @example(Decimal("1e-300"))
    @example(Decimal("123456789012345678901234567890123456789012345678901234567e-399"))
    @example(Decimal("-0.0"))
    @example(Decimal("0e-500"))
    def test_a_decimal_is_written_exactly_or_not_at_all(self, value: Decimal) -> None:
        if codes := [code for code, _ in problems_of(lambda: dump(value))]:
            assert codes == ["number-too-long"]
        else:
            assert parse(dump(value)) == value

    @given(
        st.text("0123456789", min_size=1, max_size=58), st.integers(-400, 20), st.integers(0, 57)
    )
    def test_whatever_number_is_read_is_written_again(
        self, digits: str, power: int, point: int
    ) -> None:
        whole, part = digits[:point].lstrip("0") or "0", digits[point:]
        literal = f"{whole}{'.' * bool(part)}{part}e{power}".encode()
        try:
            value = parse(literal)
        except InvalidDocument:
            return
        assert parse(dump(value)) == value


class TestWriting:
    """NaN and Infinity are never written, nor anything else that the reader refuses."""

    @pytest.mark.parametrize(
        ("value", "code"),
        [
            (float("nan"), "not-a-number"),
            (float("-inf"), "not-a-number"),
            (Decimal("NaN"), "not-a-number"),
            (Decimal("Infinity"), "not-a-number"),
            (Decimal("1." + "1" * 70), "number-too-long"),
            (Decimal("1e-500"), "number-too-long"),
            ("\ud800", "lone-surrogate"),
            ({"\ud800": 1}, "lone-surrogate"),
        ],
    )
    def test_what_the_reader_would_refuse_is_not_written(self, value: object, code: str) -> None:
        assert refused(lambda: dump([value])) == [(code, "")]

    def test_what_is_no_json_is_a_mistake_of_the_program(self) -> None:
        with pytest.raises(TypeError, match="set"):
            dump({1, 2})

    def test_numbers_are_written_plainly_where_that_is_short(self) -> None:
        numbers = [
            1,
            0.25,
            Decimal("0.10"),
            Decimal("1e-70"),
            Decimal("-1.5e-70"),
            Decimal("1e3"),
            True,
        ]
        assert dump(numbers, indent=None) == b"[1,0.25,0.10,1e-70,-15e-71,1000,true]\n"


def test_the_corpus_is_refused_here_or_later() -> None:
    """Each refusal of this reader in the corpus is one that `json.loads` would not have made or not typed."""
    codes = {code for case in door_cases(BYTES) for code, _ in case.expected}
    assert codes >= {
        "not-json",
        "not-utf8",
        "too-large",
        "too-deep",
        "duplicate-key",
        "not-a-number",
        "number-too-large",
        "number-too-long",
        "lone-surrogate",
    }
