# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the examples of embedding have to withstand: one list of requests for both."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from weltoffen import load_reference
from weltoffen.demo import demo_bytes
from weltoffen.schemas import read_assessment, schema_uri

if TYPE_CHECKING:
    from collections.abc import Mapping

TOKEN = "a token of the tests"  # noqa: S105 - opens nothing
OPERATOR = {"Authorization": f"Bearer {TOKEN}"}
JSON = {"Content-Type": "application/json"}
LIMIT = 100_000
LIMIT_OF_CHECKS = 1_000_000
OPTIONS = ("not-yet", "planned", "carried-out", "reviewed", "established")
CANARY = "Vogelbeerbaum"
"""Stands in answers, and may stand in no problem and no log."""
TOWN = "/assessments/musterstadt-2026"
RESPONSES = f"{TOWN}/responses"
LIMITS = {RESPONSES: LIMIT, "/check": LIMIT_OF_CHECKS}
"""How many bytes are read where."""
MARKUP = "<script>alert(1)</script>"
DOCUMENT = demo_bytes("assessment.json").replace(
    b'"Musterstadt"', f'"Musterstadt {MARKUP}"'.encode()
)
ASSESSMENT = read_assessment(DOCUMENT)
QUESTIONNAIRE = load_reference("2026.1").questionnaire
HEAD = {
    "$schema": schema_uri("response"),
    "questionnaire": {"id": "weltoffen-questionnaire", "version": "2026.1"},
    "assessment": "musterstadt-2026",
    "perspective": "residents",
    "capacity": "personal",
}


def written(answers: object = None, **head: object) -> bytes:
    """Write a response; it is accepted unless something else is asked for."""
    return json.dumps({**HEAD, **head, "answers": {} if answers is None else answers}).encode()


def _raw(before: str, after: bytes = b"") -> bytes:
    """Write a response whose last member is as given."""
    return json.dumps(HEAD)[:-1].encode() + b", " + before.encode() + after + b"}"


BODIES: Mapping[str, tuple[bytes, str]] = {
    # What parsers of JSON let pass.
    "a question twice": (
        _raw(f'"answers": {{"leadership-example": "{CANARY}", "leadership-example": "x"}}'),
        "duplicate-key",
    ),
    "a key twice, once escaped": (
        _raw('"answers": {}, "c\\u0061pacity": "official"'),
        "duplicate-key",
    ),
    "NaN": (_raw('"answers": {"orientation-open-hours": NaN}'), "not-a-number"),
    "Infinity": (_raw('"answers": {"orientation-open-hours": -Infinity}'), "not-a-number"),
    "1e999": (_raw('"answers": {"orientation-open-hours": 1e999}'), "number-too-large"),
    "an exponent of many digits": (
        _raw(f'"answers": {{"orientation-open-hours": 1e{"9" * 5_000}}}'),
        "number-too-long",
    ),
    "4 301 digits": (
        _raw(f'"answers": {{"orientation-open-hours": {"1" * 4_301}}}'),
        "number-too-large",
    ),
    "deep arrays": (b"[" * (LIMIT // 2) + b"]" * (LIMIT // 2), "too-deep"),
    "deep objects": (b'{"a":' * (LIMIT // 7) + b"1" + b"}" * (LIMIT // 7), "too-deep"),
    "depth that never ends": (b"[" * LIMIT, "too-deep"),
    "half a character": (
        _raw(f'"answers": {{"leadership-example": "{CANARY}\\ud800"}}'),
        "lone-surrogate",
    ),
    "half a character in a key": (_raw('"answers": {"\\udfff": "x"}'), "lone-surrogate"),
    "UTF-16": (written().decode().encode("utf-16"), "not-utf8"),
    "UTF-32": (written().decode().encode("utf-32"), "not-utf8"),
    "Latin-1": (_raw('"answers": {"leadership-example": "', b'\xfc"}'), "not-utf8"),
    "a character in too many bytes": (
        _raw('"answers": {"leadership-example": "', b'\xc0\xaf"}'),
        "not-utf8",
    ),
    "nothing": (b"", "not-json"),
    "blanks": (b" \r\n\t", "not-json"),
    "cut off": (written({"leadership-example": CANARY})[:-3], "not-json"),
    "two documents": (written() * 2, "not-json"),
    "two lines": (written() + b"\n" + written(), "not-json"),
    "a comment": (b"/* */" + written(), "not-json"),
    "a zero byte": (written() + b"\0", "not-json"),
    "a form": (b"perspective=residents&answers=" + CANARY.encode(), "not-json"),
    "compressed": (b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03", "not-utf8"),
    # Of a wrong type.
    "null": (b"null", "wrong-type"),
    "a text": (b'"' + CANARY.encode() + b'"', "wrong-type"),
    "an array": (b"[" + written() + b"]", "wrong-type"),
    "answers as an array": (written([{"question": CANARY}]), "wrong-type"),
    "answers as a text": (written(CANARY), "wrong-type"),
    "true for an option": (written({"steering-goals": True}), "no-variant"),
    "null for an option": (written({"steering-goals": None}), "no-variant"),
    "an object for an option": (written({"steering-goals": {CANARY: CANARY}}), "no-variant"),
    "a number for an option": (written({"steering-goals": 3}), "answer-wrong-kind"),
    "a text for a number": (written({"orientation-open-hours": CANARY}), "answer-wrong-kind"),
    "a text for a list": (written({"standing-sector-plans": CANARY}), "answer-wrong-kind"),
    # What does not exist.
    "no such question": (written({"no-such-question": CANARY}), "answer-unknown-question"),
    "a question named by a path": (written({"../../etc/passwd": CANARY}), "bad-key"),
    "no such option": (written({"steering-goals": CANARY}), "answer-unknown-option"),
    "an option with markup": (
        written({"steering-goals": f"<script>{CANARY}</script>"}),
        "answer-unknown-option",
    ),
    "no such perspective": (written(perspective="aliens"), "answer-unknown-perspective"),
    "a perspective named by a path": (written(perspective="../residents"), "bad-id"),
    "a perspective with a line break": (written(perspective="residents\n"), "bad-id"),
    "another assessment": (written(assessment="musterdorf-2026"), "other-assessment"),
    "another edition": (
        written(questionnaire={"id": "weltoffen-questionnaire", "version": "1999.1"}),
        "other-questionnaire",
    ),
    "no such key": (written(note=CANARY), "unknown-key"),
    "a part of a person": (written(part="staff-office"), "not-allowed-here"),
    "no such capacity": (written(capacity="operator"), "not-allowed"),
    "no time zone": (written(submittedAt="2026-03-02T10:00:00"), "bad-date-time"),
    # Another document.
    "no schema": (json.dumps({"answers": {}}).encode(), "missing-key"),
    "an assessment": (demo_bytes("assessment.json"), "other-kind"),
    "a schema from elsewhere": (
        written(**{"$schema": "http://127.0.0.1/response.schema.json"}),
        "unknown-schema",
    ),
    "a schema in a file": (written(**{"$schema": "file:///etc/passwd"}), "unknown-schema"),
    "a schema of the future": (
        written(**{"$schema": schema_uri("response").replace("1.0.0", "2.0.0")}),
        "newer-version",
    ),
    # Answers that cannot be.
    "outside the range": (written({"orientation-open-hours": 10**6}), "answer-outside-range"),
    "too long a text": (written({"leadership-example": CANARY * 200}), "answer-too-long"),
    "an option ticked twice": (
        written({"standing-sector-plans": ["schools", "schools"]}),
        "answer-repeated-option",
    ),
    "a question that was not to be asked": (
        written({"monitoring-data-sources": ["advice-services"]}),
        "answer-not-asked",
    ),
    "very many wrong answers": (
        written({f"question-{i}": CANARY for i in range(2_500)}),
        "answer-unknown-question",
    ),
}
"""Bodies that are no response to the demo's questionnaire, and a code that has to be among the problems."""

ACCEPTED: Mapping[str, bytes] = {
    "an empty response": written(),
    "a byte order mark": b"\xef\xbb\xbf" + written(),
    "over several lines": json.dumps(json.loads(written()), indent=2).encode(),
    "texts with markup": written(
        {"leadership-example": "<script>alert(1)</script>\u202e\u0000=1+1"}
    ),
    "a text that is a formula": written({"leadership-example": "=HYPERLINK(0)"}),
    "an id that means nothing": written(id="'; DROP TABLE rounds; --"),
    "1.0 for 1": _raw(
        '"answers": {"competence-training-offer": "reviewed", "competence-training-share": 1.0}'
    ),
}
KINDS: Mapping[str | None, int] = {
    "application/json": 200,
    "Application/JSON; charset=utf-8": 200,
    "application/json;charset=utf-8": 200,
    None: 415,
    "": 415,
    "text/plain": 415,
    "application/x-www-form-urlencoded": 415,
    "multipart/form-data; boundary=x": 415,
    "application/json-patch+json": 415,
    "application/x-ndjson": 415,
    "text/html; application/json": 415,
    "é\x7f": 415,
}
"""Content types of an empty response, and the status that answers it."""
LANGUAGES: Mapping[str, str] = {
    "de": "de",
    "en": "en",
    "en-GB,en;q=0.9,de;q=0.8": "en",
    "de-AT, en;q=0.5": "de",
    "de;q=0.1, en;q=0.2": "en",
    "fr, en;q=0.3": "en",
    "fr": "de",
    "": "de",
    "*": "de",
    "en;q=nan, de;q=9": "de",
    ";;;,,,q=": "de",
    "\xff\xfe": "de",
    "de-" + "a" * 8_000: "de",
}
NOWHERE = (
    "/assessments/musterdorf-2026",
    "/assessments/%00",
    "/assessments/..%2f..%2fetc%2fpasswd",
    "/assessments/../../etc/passwd",
    "/assessments/musterstadt-2026%0d%0aX-Evil:%201",
    "/assessments/%ff%fe",
    "/assessments/" + "a" * 5_000,
    "/assessments/' OR 1=1 --".replace(" ", "%20"),
)
"""Paths under which there is no assessment."""
TOKENS = (
    "",
    "Bearer",
    "Bearer ",
    f"Basic {TOKEN}",
    f"Bearer {TOKEN}x",
    f"bearer: {TOKEN}",
    "Bearer \xff",
    "Bearer " + "a" * 8_000,
)
