# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the examples of embedding have to withstand: one list of requests for both, and a server for them."""

from __future__ import annotations

import contextlib
import http.client
import json
import logging
import socket
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import attrs
import pytest
import uvicorn
from jsonschema import Draft202012Validator

from weltoffen import evaluate, load_reference, schemas, tally_lines
from weltoffen.demo import demo_bytes
from weltoffen.schemas import check, read_assessment, read_questionnaire, schema_uri, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager

    from weltoffen import Tally

ROOT = Path(__file__).parents[2]
TOKEN = "a token of the tests"  # noqa: S105 - opens nothing
OPERATOR = {"Authorization": f"Bearer {TOKEN}"}
JSON = {"Content-Type": "application/json"}
LIMIT = 1_000_000
OPTIONS = ("not-yet", "planned", "carried-out", "reviewed", "established")
CANARY = "Vogelbeerbaum"
"""Stands in answers, and may stand in no problem and no log."""
TOWN = "/assessments/musterstadt-2026"
RESPONSES = f"{TOWN}/responses"
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


@attrs.frozen
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @classmethod
    def of(cls, status: int, headers: Iterable[tuple[str, str]], body: bytes) -> Answer:
        """Make one; names of headers are in lower case."""
        return cls(status, {name.lower(): value for name, value in headers}, body)

    @property
    def plain(self) -> Any:  # noqa: ANN401 - any JSON
        """Its JSON."""
        return json.loads(self.body)

    @property
    def codes(self) -> set[str]:
        """Codes of its problems."""
        return {one["code"] for one in self.plain.get("problems", [])}


class Fresh(Protocol):
    """An application with a folder of its own, in which nothing has been said yet."""

    folder: Path

    def running(self) -> AbstractContextManager[Site]:
        """Start it; when the context ends it has stopped."""

    def tally(self) -> Tally:
        """Read what it has kept."""


class Site(Protocol):
    """An application that can be asked."""

    def send(
        self,
        method: str,
        path: str,
        body: bytes | Iterable[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request and wait for the answer."""


@attrs.frozen
class Socket:
    """An application behind a port: each request has a connection of its own."""

    port: int

    def send(
        self,
        method: str,
        path: str,
        body: bytes | Iterable[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request; pieces of a body are sent as chunks."""
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, 30)) as line:
            is_chunked = body is not None and not isinstance(body, bytes)
            line.request(method, path, body, dict(headers or {}), encode_chunked=is_chunked)
            got = line.getresponse()
            return Answer.of(got.status, got.headers.items(), got.read())

    def raw(self, sent: bytes, *, ends: bool = False) -> bytes:
        """Send bytes as they are, and give all that comes until the other side closes."""
        with socket.create_connection(("127.0.0.1", self.port), 30) as line:
            line.sendall(sent)
            if ends:
                line.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: line.recv(65_536), b""))


@contextlib.contextmanager
def served(app: Any, lifespan: Any = "on") -> Iterator[Socket]:  # noqa: ANN401 - any ASGI application
    """Serve an application on a port of its own."""
    config = uvicorn.Config(
        app, port=0, loop="asyncio", http="h11", ws="none", lifespan=lifespan, log_config=None
    )
    server = uvicorn.Server(config)

    def run() -> None:
        with contextlib.suppress(SystemExit):  # how uvicorn ends if the application does not start
            server.run()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        if not server.started:
            message = "the application did not start"
            raise RuntimeError(message)
        yield Socket(server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        thread.join()


def folder_in(place: Path) -> Path:
    """Make a folder with the demo's assessment; the town has a name that no page may take for markup."""
    place.mkdir(exist_ok=True)
    (place / "assessment.json").write_bytes(DOCUMENT)
    return place


def written(answers: object = None, **head: object) -> bytes:
    """Write a response; it is accepted unless something else is asked for."""
    return json.dumps({**HEAD, **head, "answers": {} if answers is None else answers}).encode()


def head(lines: str) -> bytes:
    """Give the head of a post, with these lines of it."""
    first = f"POST {RESPONSES} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    return f"{first}Content-Type: application/json\r\n{lines}\r\n\r\n".encode()


def broken_off(wire: Socket) -> list[bytes]:
    """Send a response of which the last blank does not come; then one that is whole, and give that."""
    got = wire.raw(head(f"Content-Length: {len(written()) + 1}") + written(), ends=True)
    assert got == b"" or got.split()[1] == b"400"  # whoever has gone may get no answer
    whole = written({"steering-goals": "planned"})
    assert wire.send("POST", RESPONSES, whole, JSON).status == 200
    return [whole]


def told_well(answer: Answer, language: str = "de") -> None:
    """Hold a refusal against RFC 9457: it says what is wrong, and nothing of what was sent."""
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["content-language"] == language
    assert answer.headers["x-content-type-options"] == "nosniff"
    plain = answer.plain
    assert plain["status"] == answer.status
    assert plain["title"] == HTTPStatus(answer.status).phrase
    assert plain["detail"]
    for one in plain.get("problems", []):
        assert one.keys() >= {"pointer", "code", "message", "severity", "parameters"}
        assert one["pointer"] == "" or one["pointer"].startswith("/")
    assert CANARY not in answer.body.decode()
    assert "Traceback" not in answer.body.decode()


def _raw(before: str, after: bytes = b"") -> bytes:
    """Write a response whose last member is as given."""
    return json.dumps(HEAD)[:-1].encode() + b", " + before.encode() + after + b"}"


DEEP = 100_000
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
    "deep arrays": (b"[" * DEEP + b"]" * DEEP, "too-deep"),
    "deep objects": (b'{"a":' * DEEP + b"1" + b"}" * DEEP, "too-deep"),
    "depth that never ends": (b"[" * DEEP, "too-deep"),
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
        written({f"question-{i}": CANARY for i in range(5_000)}),
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


class Hostile:
    """What an application has to do with each of these requests; a subclass says which application."""

    @pytest.mark.parametrize("name", BODIES)
    def test_what_is_no_response_is_refused_with_its_problems(
        self, site: Site, caplog: pytest.LogCaptureFixture, name: str
    ) -> None:
        caplog.set_level(logging.DEBUG)
        body, code = BODIES[name]
        answer = site.send("POST", RESPONSES, body, JSON)
        assert answer.status == 422
        assert code in answer.codes
        assert answer.plain["type"] != "about:blank"
        assert len(answer.plain["problems"]) <= 1_000
        told_well(answer)
        assert CANARY not in caplog.text

    @pytest.mark.parametrize("name", BODIES)
    def test_a_check_of_it_withstands_it_as_well(self, site: Site, name: str) -> None:
        body, code = BODIES[name]
        answer = site.send("POST", "/check", body, JSON)
        assert answer.status == 200
        assert CANARY not in answer.body.decode()
        if answer.plain["problems"]:  # of its questionnaire a check knows nothing
            assert code in answer.codes
            assert answer.plain["accepted"] is False

    @pytest.mark.parametrize("name", ACCEPTED)
    def test_what_only_looks_odd_is_counted(self, site: Site, name: str) -> None:
        answer = site.send("POST", RESPONSES, ACCEPTED[name], JSON)
        assert (answer.status, answer.plain) == (200, {"accepted": True})

    @pytest.mark.parametrize("kind", KINDS)
    def test_only_json_is_read(self, site: Site, kind: str | None) -> None:
        headers = {} if kind is None else {"Content-Type": kind}
        answer = site.send("POST", RESPONSES, written(), headers)
        assert answer.status == KINDS[kind]
        if answer.status == 415:
            told_well(answer)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_problems_are_told_in_german_or_english(self, site: Site, language: str) -> None:
        answer = site.send("POST", RESPONSES, b"", {**JSON, "Accept-Language": language})
        told_well(answer, LANGUAGES[language])
        (found,) = answer.plain["problems"]
        (problem,) = check(b"")
        assert found == problem.plain(LANGUAGES[language])

    @pytest.mark.parametrize("path", NOWHERE)
    @pytest.mark.parametrize("way", ["", "/responses", "/report"])
    def test_there_is_no_other_assessment(self, site: Site, path: str, way: str) -> None:
        method = "POST" if way == "/responses" else "GET"
        answer = site.send(method, path + way, written() if way == "/responses" else None, JSON)
        assert answer.status == 404
        assert "x-evil" not in answer.headers
        told_well(answer)

    @pytest.mark.parametrize(
        ("method", "path", "allowed"),
        [
            ("GET", RESPONSES, "POST"),
            ("PUT", RESPONSES, "POST"),
            ("DELETE", RESPONSES, "POST"),
            ("GET", f"{TOWN}/close", "POST"),
            ("GET", "/check", "POST"),
            ("POST", f"{TOWN}/report", "GET"),
            ("DELETE", f"{TOWN}/report", "GET"),
            ("PATCH", f"{TOWN}/questionnaire", "GET"),
            ("BREW", f"{TOWN}/report.html", "GET"),
        ],
    )
    def test_a_wrong_method_is_told_the_right_one(
        self, site: Site, method: str, path: str, allowed: str
    ) -> None:
        answer = site.send(method, path, b"{}", JSON)
        assert answer.status == 405
        assert allowed in answer.headers["allow"]
        told_well(answer)

    @pytest.mark.parametrize("path", [RESPONSES, "/check"])
    def test_a_body_of_the_greatest_size_is_read(self, site: Site, path: str) -> None:
        fits = written() + b" " * (LIMIT - len(written()))
        assert site.send("POST", path, fits, JSON).status == 200

    @pytest.mark.parametrize("token", TOKENS)
    def test_only_the_operator_speaks_officially_or_closes(self, site: Site, token: str) -> None:
        headers = {**JSON, "Authorization": token} if token else JSON
        official = written(capacity="official", perspective="administration")
        for answer in (
            site.send("POST", RESPONSES, official, headers),
            site.send("POST", f"{TOWN}/close", b"", headers),
        ):
            assert answer.status == 401
            assert answer.headers["www-authenticate"] == "Bearer"
            told_well(answer)

    @pytest.mark.parametrize("way", ["report", "report.html"])
    def test_there_is_no_report_before_the_round_is_closed(self, site: Site, way: str) -> None:
        answer = site.send("GET", f"{TOWN}/{way}", None, OPERATOR)
        assert answer.status == 409
        told_well(answer)

    def test_what_is_asked_is_given_for_validators(self, site: Site) -> None:
        """The questionnaire reads back, and a response that the schema takes is taken."""
        asked = read_questionnaire(site.send("GET", f"{TOWN}/questionnaire").body)
        answer = site.send("GET", f"{TOWN}/response-schema")
        assert answer.headers["content-type"] == "application/schema+json"
        judge = Draft202012Validator(answer.plain)
        assert set(answer.plain["properties"]["answers"]["properties"]) == set(asked.by_id)
        judge.validate(json.loads(written({"steering-goals": "planned"})))
        assert not judge.is_valid(json.loads(written({"steering-goals": "never"})))
        assert not judge.is_valid(json.loads(written(perspective="aliens")))

    def test_a_document_of_any_kind_is_checked(self, site: Site) -> None:
        answer = site.send("POST", "/check", demo_bytes("assessment.json"), JSON)
        assert answer.plain == {"accepted": True, "problems": []}


class OnTheWire:
    """What only bytes on a socket can do."""

    def test_chunks_are_read_up_to_the_limit(self, wire: Socket) -> None:
        """No length is announced, and the last chunk never comes."""
        sent = b"%x\r\n%s\r\n" % (LIMIT + 1, b" " * (LIMIT + 1))
        ends = b"" if self.stops_early else b"0\r\n\r\n"
        assert self.status(wire, "Transfer-Encoding: chunked", sent + ends) == 413

    def test_a_response_in_many_small_chunks_is_counted(self, wire: Socket) -> None:
        body = written()
        answer = wire.send(
            "POST", RESPONSES, (body[i : i + 7] for i in range(0, len(body), 7)), JSON
        )
        assert answer.status == 200

    def test_of_a_body_longer_than_announced_only_that_is_read(self, wire: Socket) -> None:
        body = written()
        assert self.status(wire, f"Content-Length: {len(body) - 1}", body) == 422
        assert (
            self.status(wire, f"Content-Length: {len(body)}", body + b"GET / HTTP/1.1\r\n") == 200
        )

    @pytest.mark.parametrize(
        "lines",
        [
            "Content-Length: -1",
            "Content-Length: 0x10",
            "Content-Length: " + "9" * 5_000,
            "Content-Length: 2\r\nContent-Length: 200",
            "Transfer-Encoding: gzip",
            "No colon",
            "Bad\0Name: x",
        ],
    )
    def test_headers_that_mean_nothing_are_refused(self, wire: Socket, lines: str) -> None:
        assert self.status(wire, lines, written()) in {400, 413, 501}

    stops_early = True
    """Whether the application itself sees chunks as they come."""

    def status(self, wire: Socket, lines: str, body: bytes = b"") -> int:
        """Send a post and give the status of the first answer."""
        return int(wire.raw(head(lines) + body).split()[1])


class Life:
    """A round from its first response to its report."""

    def test_posts_at_the_same_time_add_up(self, fresh: Fresh) -> None:
        bodies = [
            written({"steering-goals": OPTIONS[i % 5]}, perspective=("residents", "economy")[i % 2])
            for i in range(24)
        ]
        with fresh.running() as site, ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda one: site.send("POST", RESPONSES, one, JSON), bodies))
        assert {one.status for one in answers} == {200}
        assert fresh.tally() == tally_lines(bodies, QUESTIONNAIRE, ASSESSMENT)

    def test_counts_outlive_a_restart(self, fresh: Fresh) -> None:
        bodies = [written({"steering-goals": "planned"}), written()]
        for body in bodies:
            with fresh.running() as site:
                assert site.send("POST", RESPONSES, body, JSON).status == 200
        assert fresh.tally() == tally_lines(bodies, QUESTIONNAIRE, ASSESSMENT)

    def test_no_answer_of_a_person_is_kept(self, fresh: Fresh) -> None:
        body = written({"leadership-example": CANARY}, id=CANARY, extensions={"x": CANARY})
        with fresh.running() as site:
            assert site.send("POST", RESPONSES, body, JSON).status == 200
        kept = [file.read_bytes() for file in fresh.folder.iterdir()]
        assert len(kept) > 1
        assert not any(CANARY.encode() in one for one in kept)

    def test_an_official_response_is_given_once(self, fresh: Fresh) -> None:
        whole = written(capacity="official", perspective="administration")
        part = written(capacity="official", perspective="administration", part="staff-office")
        with fresh.running() as site:
            assert site.send("POST", RESPONSES, whole, JSON | OPERATOR).status == 200
            for again in (whole, part):
                answer = site.send("POST", RESPONSES, again, JSON | OPERATOR)
                assert answer.status == 409
                told_well(answer)
        assert fresh.tally() == tally_lines([whole], QUESTIONNAIRE, ASSESSMENT)

    def test_the_report_is_the_librarys_and_stays_what_it_was(self, fresh: Fresh) -> None:
        """P7: the first release closes the round; P2: fewer than five are not shown."""
        few = [written({"steering-goals": "planned"}, perspective="politics")] * 4
        many = [written({"steering-goals": one}) for one in OPTIONS] * 2
        stated = written(
            {"steering-goals": "planned", "leadership-example": MARKUP},
            capacity="official",
            perspective="administration",
        )
        bodies = [stated, *many, *few]
        expected = evaluate(tally_lines(bodies, QUESTIONNAIRE, ASSESSMENT), ASSESSMENT)
        shown = {one.perspective: one.responses for one in expected.participation}
        assert shown["politics"] is None
        assert shown["residents"] is None  # company of politics (P2)
        with fresh.running() as site:
            for body in bodies:
                assert site.send("POST", RESPONSES, body, JSON | OPERATOR).status == 200
            closed = site.send("POST", f"{TOWN}/close", b"", OPERATOR)
            assert closed.status == 200
            assert closed.body == write(expected)
            page = site.send("GET", f"{TOWN}/report.html", None, {"Accept-Language": "en"})
            assert page.status == 200
            assert page.headers["content-type"] == "text/html; charset=utf-8"
            assert page.headers["content-security-policy"] == "frame-ancestors 'none'"
            assert "Musterstadt &lt;script&gt;alert(1)&lt;/script&gt;" in page.body.decode()
            assert "<script" not in page.body.decode()
            for answer in (
                site.send("POST", RESPONSES, few[0], JSON),
                site.send("POST", f"{TOWN}/close", b"", OPERATOR),
            ):
                assert answer.status == 409
                told_well(answer)
        with fresh.running() as site:
            assert site.send("GET", f"{TOWN}/report").body == closed.body
            assert site.send("POST", RESPONSES, few[0], JSON).status == 409

    def test_a_fault_of_the_application_shows_nothing_of_itself(
        self, fresh: Fresh, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(*_: object, **__: object) -> None:
            raise RuntimeError(CANARY)

        with fresh.running() as site:
            monkeypatch.setattr(schemas, "read_response", fails)
            answer = site.send("POST", RESPONSES, written(), JSON)
        assert answer.status == 500
        assert CANARY not in answer.body.decode()
        assert "Traceback" not in answer.body.decode()
