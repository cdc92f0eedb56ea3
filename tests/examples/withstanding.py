# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What both examples of embedding do with each hostile request, and with a round from first to last."""

from __future__ import annotations

import json
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator
from tests.examples.hostile import (
    ACCEPTED,
    ASSESSMENT,
    BODIES,
    CANARY,
    JSON,
    KINDS,
    LANGUAGES,
    LIMIT,
    LIMITS,
    MARKUP,
    NOWHERE,
    OPERATOR,
    OPTIONS,
    QUESTIONNAIRE,
    RESPONSES,
    TOKENS,
    TOWN,
    written,
)
from tests.examples.sites import head, told_well

from weltoffen import evaluate, schemas, tally_lines
from weltoffen.demo import demo_bytes
from weltoffen.schemas import check, read_questionnaire, write

if TYPE_CHECKING:
    from tests.examples.sites import Fresh, Site, Socket


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

    @pytest.mark.parametrize("path", LIMITS)
    def test_a_body_of_the_greatest_size_is_read(self, site: Site, path: str) -> None:
        fits = written() + b" " * (LIMITS[path] - len(written()))
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

    @pytest.mark.parametrize("way", ["questionnaire", "response-schema", "report", "nothing"])
    def test_whoever_asks_for_the_head_gets_it_without_the_body(self, site: Site, way: str) -> None:
        """RFC 9110, 9.3.2: HEAD is GET without content."""
        whole, only = (site.send(one, f"{TOWN}/{way}") for one in ("GET", "HEAD"))
        assert (only.status, only.body) == (whole.status, b"")
        assert only.headers["content-type"] == whole.headers["content-type"]

    @pytest.mark.parametrize("path", ["/", "/openapi.json", "/docs", "/check/", f"{TOWN}/report/"])
    def test_there_is_no_other_way(self, site: Site, path: str) -> None:
        answer = site.send("GET", path, None, {"Host": "localhost"})
        assert answer.status == 404
        assert "location" not in answer.headers
        told_well(answer)

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


def pieces(*data: bytes) -> set[bytes]:
    """Cut what was written into overlapping pieces, at each place that begins with a quotation mark."""
    return {
        one[at : at + 60]
        for one in data
        for at in range(len(one) - 60)
        if one[at : at + 1] == b'"' and one[at - 1 : at] in {b" ", b"\n"}
    }


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

    def test_of_earlier_counts_nothing_is_left_in_the_folder(self, fresh: Fresh) -> None:
        """What the counts before and after a response differ in is the response (T1)."""
        bodies = [written({"steering-goals": one}) for one in OPTIONS]
        states = [
            write(tally_lines(bodies[: i + 1], QUESTIONNAIRE, ASSESSMENT))
            for i in range(len(bodies))
        ]
        with fresh.running() as site:
            for body in bodies:
                assert site.send("POST", RESPONSES, body, JSON).status == 200
            kept = b"".join(file.read_bytes() for file in fresh.folder.iterdir())
        earlier = pieces(*states[:-1]) - pieces(states[-1])
        assert earlier
        assert [one for one in earlier if one in kept] == []

    def test_what_it_keeps_is_for_nobody_else_on_the_machine(self, fresh: Fresh) -> None:
        with fresh.running() as site:
            assert site.send("POST", RESPONSES, written(), JSON).status == 200
            modes = {file.stat().st_mode & 0o777 for file in fresh.folder.glob("*.sqlite*")}
        assert modes == {0o600}

    def test_only_one_draws_the_page_and_nobody_waits_for_it(
        self, fresh: Fresh, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """More ask for the page at once than a server has threads (40 of Starlette)."""
        begun, may_end, drawn = threading.Event(), threading.Event(), []

        def draw(*_: object, **__: object) -> str:
            drawn.append(1)
            begun.set()
            assert may_end.wait(60)
            return "<p>drawn</p>"

        ways = f"{TOWN}/report.html", f"{TOWN}/questionnaire", f"{TOWN}/report"
        with fresh.running() as site, ThreadPoolExecutor(50) as pool:
            assert site.send("POST", f"{TOWN}/close", b"", OPERATOR).status == 200
            fresh.patch_drawing(monkeypatch, draw)
            first = pool.submit(site.send, "GET", ways[0])
            try:
                assert begun.wait(60)
                others = list(pool.map(lambda _: site.send("GET", ways[0]), range(45)))
                assert {one.status for one in others} == {503}
                assert all(one.headers["retry-after"].isdecimal() for one in others)
                told_well(others[0])
                assert [site.send("GET", way).status for way in ways[1:]] == [200, 200]
            finally:
                may_end.set()
            for answer in (first.result(), site.send("GET", ways[0])):
                assert (answer.status, answer.body) == (200, b"<p>drawn</p>")
        assert drawn == [1]

    def test_a_page_that_fails_can_be_asked_for_again(
        self, fresh: Fresh, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(*_: object, **__: object) -> None:
            raise RuntimeError(CANARY)

        with fresh.running() as site:
            site.send("POST", f"{TOWN}/close", b"", OPERATOR)
            with monkeypatch.context() as patch:
                fresh.patch_drawing(patch, fails)
                answer = site.send("GET", f"{TOWN}/report.html")
                assert answer.status == 500
                told_well(answer)
            assert site.send("GET", f"{TOWN}/report.html").status == 200

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
        told_well(answer)
