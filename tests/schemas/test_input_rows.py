# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Every row of the table of bad input, by its name: what stock layers do, and what is required here.

The other files of this folder go into depth; this one shows the whole table at one look.
"""

from __future__ import annotations

import json
import time
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from tests.schemas.doorcases import (
    ASSESSMENT,
    QUESTIONNAIRE,
    RESPONSES,
    document,
    load_json,
    method,
    named,
    problems_of,
    refusal,
    refused,
)
from tests.schemas.schemacorpus import SCHEMAS, subschemas

from weltoffen.errors import InvalidDocument
from weltoffen.model.ids import is_id
from weltoffen.model.method import Method
from weltoffen.render.escaping import escape_markdown
from weltoffen.schemas import (
    Limits,
    check,
    read,
    read_method,
    read_response,
    registry,
    response_schema,
    write,
)
from weltoffen.schemas.strict import dump

if TYPE_CHECKING:
    from collections.abc import Callable

EVERYTHING = load_json(RESPONSES / "valid-everything.json")


def row(name: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Tie a test to its row."""

    def tied(test: Callable[[], None]) -> Callable[[], None]:
        assert name not in ROWS
        ROWS[name] = test
        return test

    return tied


ROWS: dict[str, Callable[[], None]] = {}
SECOND_TIER = (
    "question the questionnaire lacks, option the scale lacks, "
    "answer to a question that was not to be asked, response to another version, repeated answers"
)
TABLE = (
    "duplicate keys, also by escapes",
    "NaN, Infinity, 1e999",
    "integer of 4 301+ digits, 2^53+1",
    "nesting of 100 000",
    "lone surrogates, UTF-16, BOM",
    "control characters, bidi, zero width, NFC/NFD twins in ids",
    'True, "5", 4.99, "false", "abc" for a list',
    "unknown keys",
    "date-times",
    "patterns `^…$`, `\\d`",
    "remote `$ref`",
    "`uniqueItems` on objects",
    SECOND_TIER,
    "HTML, Markdown, SVG, spreadsheet formulas in texts",
)
"""The first column of the table, as it stands in the design."""


@pytest.mark.parametrize("name", TABLE, ids=TABLE)
def test_row(name: str) -> None:
    ROWS[name]()


def test_no_row_is_missing_and_none_is_made_up() -> None:
    assert tuple(ROWS) == TABLE


def with_extension(text: str) -> bytes:
    """Write a method with one foreign value."""
    return method(f'"extensions": {{"x": {text}}}')


def answered(**answers: Any) -> bytes:  # noqa: ANN401 - any JSON
    """Write a response with some answers."""
    return dump({**EVERYTHING, "answers": answers})


@row("duplicate keys, also by escapes")
def _() -> None:
    for body in (
        '"id": "a", "id": "b"',
        '"id": "a", "\\u0069d": "b"',
        '"\\u0069\\u0064": "a", "id": "a"',
    ):
        assert json.loads(method(body))["id"]  # the last one wins silently
        (problem,) = check(method(body))
        assert (problem.code, problem.pointer) == ("duplicate-key", "/id")
        assert dict(problem.parameters) == {"key": "id"}


@row("NaN, Infinity, 1e999")
def _() -> None:
    for text in ("NaN", "Infinity", "-Infinity"):
        assert json.loads(with_extension(text))
        assert refused(partial(read, with_extension(text))) == [("not-a-number", "/extensions/x")]
    assert refused(lambda: read(with_extension("1e999"))) == [("number-too-large", "/extensions/x")]
    for number in (float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity")):
        assert refused(partial(dump, {"x": number})) == [("not-a-number", "")]


@row("integer of 4 301+ digits, 2^53+1")
def _() -> None:
    for text in (
        "9" * 4_301,
        "-" + "9" * 4_301,
        "9007199254740993",
        "-9007199254740993",
        "9" * 10**6,
    ):
        found = refused(partial(read, with_extension(text)))
        assert found == [("number-too-large", "/extensions/x")]
    assert problems_of(lambda: read(with_extension("9007199254740991"))) == []


@row("nesting of 100 000")
def _() -> None:
    for opening, closing in (("[", "]"), ('{"a":', "}")):
        for depth in (31, 100, 2_000, 100_000):
            data = with_extension(opening * depth + "1" + closing * depth)
            assert [code for code, _ in refused(partial(read, data))] == ["too-deep"]
    assert problems_of(lambda: read(with_extension("[" * 30 + "]" * 30))) == []
    deep = with_extension("[" * 300 + "]" * 300)
    assert problems_of(lambda: read(deep, limits=Limits(depth=302))) == []


@row("lone surrogates, UTF-16, BOM")
def _() -> None:
    assert refused(lambda: read(with_extension('"\\ud800"'))) == [
        ("lone-surrogate", "/extensions/x")
    ]
    assert refused(
        lambda: read(with_extension('"\\ud800"').replace(b"\\ud800", b"\xed\xa0\x80"))
    ) == [("not-utf8", "")]
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        data = method().decode().encode(encoding)
        assert json.loads(data)  # guessed
        assert problems_of(partial(read, data)) != []
    assert read(b"\xef\xbb\xbf" + method()) == read(method())
    (problem,) = check(b"\xef\xbb\xbf" + method() + b"\xff")
    assert dict(problem.parameters) == {"offset": len(method()) + 3}


@row("control characters, bidi, zero width, NFC/NFD twins in ids")
def _() -> None:
    twins = (
        "b\u00fcrger",
        "bu\u0308rger",
        "a\u200bb",
        "a\u202eb",
        "a\u0007b",
        "a\u00adb",
        "\u0430b",
        "a\n",
    )
    for one in twins:
        assert not is_id(one)
        assert [code for code, _ in refused(partial(read, method(f'"id": {json.dumps(one)}')))] == [
            "bad-id"
        ]
        assert [code for code, _ in refused(partial(read, answered(**{one: "x"})))] == ["bad-key"]
    body = (
        '"id": "a", "municipality": {"name": "x"}, "round": {"id": "r"}, '
        '"edition": {"id": "q", "version": "1"}, "perspectives": '
        '[{"id": "pool", "title": {"de": "x"}}, {"id": "p-ool", "title": {"de": "x"}}]'
    )
    (problem,) = check(document("assessment", body))
    assert (problem.code, problem.severity) == ("near-duplicate", "warning")


@row('True, "5", 4.99, "false", "abc" for a list')
def _() -> None:
    text = '"node": "n", "title": {"de": "x"}, "kind": "text"'

    def questionnaire(questions: str) -> bytes:
        head = '"id": "q", "version": "1", "targetModel": {"id": "t", "version": "1"}, "sourceLanguage": "de"'
        return document(
            "questionnaire", f'{head}, "title": {{"de": "x"}}, "questions": {questions}'
        )

    for value in ("true", '"5"', "4.99", '"false"', '"abc"', "[5]", "null"):
        data = questionnaire(f'[{{"id": "a", {text}, "maxLength": {value}}}]')
        found = refused(partial(read, data))
        assert found == [("wrong-type", "/questions/0/maxLength")]
    for value in ('"abc"', "5", "true", "{}"):
        data = questionnaire(value)
        assert refused(partial(read, data)) == [("wrong-type", "/questions")]
    assert read(questionnaire(f'[{{"id": "a", {text}, "maxLength": 1.0}}]')) == read(
        questionnaire(f'[{{"id": "a", {text}, "maxLength": 1}}]')
    )


@row("unknown keys")
def _() -> None:
    body = '"extensions": {"b": [1, true, null, 0.10, {"": []}], "a": {"$ref": "x", "id": 5}}'
    assert json.loads(write(read(method(body)))) == json.loads(method(body))
    for key in ("Id", "x", "$id", "parent_policy", "__class__"):
        assert refused(partial(read, method(f'"{key}": 1'))) == [("unknown-key", f"/{key}")]
    for name, schema in SCHEMAS.items():
        assert name == "common" or schema["additionalProperties"] is False


@row("date-times")
def _() -> None:
    for good in (
        "2026-03-01T10:00:00+01:00",
        "2026-03-01T10:00:00Z",
        "2028-02-29T23:59:59.123456-11:30",
    ):
        assert problems_of(partial(read, dump({**EVERYTHING, "submittedAt": good}))) == []
    for bad in (
        "2026-03-01T10:00:00",
        "2026-03-01",
        "2026-02-30T10:00:00Z",
        "2026-03-01T24:00:00Z",
        "gestern",
    ):
        data = dump({**EVERYTHING, "submittedAt": bad})
        assert [place for _, place in refused(partial(read, data))] == ["/submittedAt"]


@row("patterns `^…$`, `\\d`")
def _() -> None:
    for schema in SCHEMAS.values():
        for _, one in subschemas(schema):
            pattern = "" if isinstance(one, bool) else str(one.get("pattern", ""))
            assert "\\d" not in pattern
            assert "\\w" not in pattern
    for value in ("abc\\n", "\\n", "abc\\r"):
        assert refused(partial(read, method(f'"id": "{value}"'))) == [("bad-id", "/id")]
    for value in ("\u0663", "1.0\\n", "\uff11"):
        found = refused(partial(read, method(f'"version": "{value}"')))
        assert found == [("bad-version", "/version")]


@row("remote `$ref`")
def _() -> None:
    """test_catalogue.py forbids the network and the files, too."""
    for address in ("https://example.org/x.json", "file:///etc/passwd", "x.json"):
        judge = jsonschema.Draft202012Validator({"$ref": address}, registry=registry())
        with pytest.raises(Exception, match="Unresolvable"):
            judge.is_valid({})
        assert isinstance(read(with_extension(json.dumps({"$ref": address}))), Method)
    assert "$ref" not in json.dumps(response_schema(QUESTIONNAIRE), default=str)


@row("`uniqueItems` on objects")
def _() -> None:
    assert not any("uniqueItems" in json.dumps(schema) for schema in SCHEMAS.values())
    many = [{"id": f"p-{n}", "title": {"de": "x"}} for n in range(4_000)]
    plain = json.loads(write(ASSESSMENT))
    start = time.perf_counter()
    data = dump({**plain, "perspectives": [*many, many[7]]})
    assert refused(lambda: read(data)) == [("duplicate-id", "/perspectives/4000/id")]
    assert time.perf_counter() - start < 10  # 20 s with uniqueItems, under a second here


@row(SECOND_TIER)
def _() -> None:
    def found(data: bytes) -> list[tuple[str, str]]:
        assert data.count(b'"publication"') > 1 or check(data) == ()  # no stock layer sees it
        return problems_of(lambda: read_response(data, QUESTIONNAIRE, ASSESSMENT))

    assert found(answered(town="full")) == [("answer-unknown-question", "/answers/town")]
    assert found(answered(resolution="mostly")) == [
        ("answer-unknown-option", "/answers/resolution")
    ]
    assert found(answered(languages=["german", "klingon"])) == [
        ("answer-unknown-option", "/answers/languages/1")
    ]
    assert found(answered(resolution="none", review="full")) == [
        ("answer-not-asked", "/answers/review")
    ]
    for reference in ({"id": "corpus", "version": "2026.2"}, {"id": "other", "version": "2026.1"}):
        data = dump({**EVERYTHING, "questionnaire": reference})
        assert found(data) == [("other-questionnaire", "/questionnaire")]
    twice = dump(EVERYTHING).replace(b'"publication"', b'"publication": "full", "publication"')
    assert found(twice) == [("duplicate-key", "/answers/publication")]
    twice = answered(languages=["german", "german"])
    assert found(twice) == [("answer-repeated-option", "/answers/languages")]


@row("HTML, Markdown, SVG, spreadsheet formulas in texts")
def _() -> None:
    """The door keeps every text as it is; each output format has one escaper."""
    texts = [
        "<script>alert(1)</script>",
        "<svg onload=x>",
        "=1+1",
        "@SUM(A1)",
        "| *a* | [x](y)",
        "# a\n- b",
    ]
    for text in texts:
        found = read_response(answered(remarks=text[:20]), QUESTIONNAIRE)
        assert dict(found.answers)["remarks"] == text[:20]
        kept = read_method(with_extension(json.dumps(text)))
        assert read(write(kept)) == kept
        shown = escape_markdown(text)
        assert "\n" not in shown
        assert "<" not in shown
        assert "|" not in shown


def test_errors_are_the_one_root_error_with_everything_in_it() -> None:
    """The sentence above the table: one root error that carries all problems, in two languages."""
    error = refusal(lambda: read(method('"id": 1, "version": 1, "x": 1')))
    assert type(error) is InvalidDocument
    assert named(error.problems) == [
        ("unknown-key", "/x"),
        ("wrong-type", "/id"),
        ("wrong-type", "/version"),
    ]
    for problem in error.problems:
        assert problem.message("de") != problem.message("en")
    assert read_method(method('"minimumCoverage": 0.1')).minimum_coverage == Fraction(1, 10)
