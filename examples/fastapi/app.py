# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""A self-check behind FastAPI: responses come in, counts are kept, one report goes out.

``SELFCHECK_FOLDER`` holds the assessments (``*.json``) and gets the counts; ``SELFCHECK_TOKEN`` is the
operator's secret. Start it with ``uvicorn app:app``; docs/guide/embed.md explains it.
"""

import asyncio
import json
import os
import re
import secrets
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, cast

from fastapi import Depends, FastAPI, HTTPException, Request, Response
from starlette.exceptions import HTTPException as AnyHTTPException
from starlette.requests import ClientDisconnect

import weltoffen as wo
from weltoffen.render import render_html

LIMIT = 1_000_000  # bytes of a body; a response to the whole reference edition has about 7 000
LIMITS = wo.schemas.Limits(size=LIMIT)
PATIENCE = 10.0  # seconds within which a body has to be there
RULE = wo.ProtectionRule(k=5)  # decided before the first release
INVALID = "tag:example.org,2026:invalid-document"  # a type of problems; take a name of your own
WORDS = {
    "400": ("Die Anfrage kam nicht vollständig an.", "The request did not arrive as a whole."),
    "401": ("Das darf nur der Betreiber.", "Only the operator may do this."),
    "404": ("Das gibt es hier nicht.", "There is no such thing here."),
    "405": ("Diese Methode gibt es hier nicht.", "There is no such method here."),
    "408": ("Die Anfrage kam zu langsam an.", "The request arrived too slowly."),
    "413": (f"Gelesen werden höchstens {LIMIT} Bytes.", f"At most {LIMIT} bytes are read."),
    "415": ("Gelesen wird nur application/json.", "Only application/json is read."),
    "422": ("Das Dokument hat Mängel.", "The document has problems."),
    "closed": ("Die Runde ist abgeschlossen.", "The round is closed."),
    "open": ("Die Runde ist noch offen.", "The round is still open."),
    "twice": ("Diese offizielle Antwort liegt vor.", "This official response is there already."),
}
LOCK, DRAWING = threading.Lock(), threading.Lock()
START = """
    PRAGMA locking_mode = EXCLUSIVE;  -- a second process is not let in
    PRAGMA secure_delete = ON;        -- what two counts differ in is a response
    BEGIN EXCLUSIVE;
    CREATE TABLE IF NOT EXISTS rounds (id TEXT PRIMARY KEY, tally BLOB, report BLOB);
    COMMIT;
"""


class Round:
    """An assessment, the counts so far, and its report once it is closed."""

    def __init__(self, file: Path, base: sqlite3.Connection) -> None:
        self.assessment = wo.schemas.read_assessment(file)
        self.edition = self.assessment.extend(wo.load_reference(self.assessment.edition.version))
        self.asked, self.base = self.edition.questionnaire, base
        kept = base.execute("SELECT tally, report FROM rounds WHERE id = ?", [self.assessment.id])
        tally, self.report = cast(
            "tuple[bytes | None, bytes | None]", kept.fetchone() or (None, None)
        )
        self.tally = wo.empty_tally(self.asked)
        if tally is not None:
            self.tally = wo.schemas.read_tally(tally, self.asked)
        self.page = lru_cache(self.draw)

    def count(self, body: bytes, *, is_operator: bool) -> None:
        response = wo.schemas.read_response(body, self.asked, self.assessment, limits=LIMITS)
        if response.capacity == "official" and not is_operator:
            raise HTTPException(401)
        one = wo.tally([response], self.asked)
        with LOCK:
            if self.report is not None:
                raise HTTPException(409, "closed")
            try:
                self.keep(self.tally + one, None)
            except wo.InvalidDocument:
                raise HTTPException(409, "twice") from None

    def close(self) -> None:
        with LOCK:
            if self.report is not None:
                raise HTTPException(409, "closed")
            report = wo.evaluate(self.tally, self.assessment, rule=RULE)
            self.keep(self.tally, wo.schemas.write(report))

    def keep(self, tally: wo.Tally, report: bytes | None) -> None:
        row = [self.assessment.id, wo.schemas.write(tally), report]
        self.base.execute("INSERT OR REPLACE INTO rounds VALUES (?, ?, ?)", row)
        self.tally, self.report = tally, report

    def released(self) -> bytes:
        if self.report is None:
            raise HTTPException(409, "open")
        return self.report

    def draw(self, language: str) -> str:
        report = wo.schemas.read_report(self.released())
        return render_html(report, language, edition=self.edition)


def language_of(request: Request) -> str:
    """Choose German or English by Accept-Language (RFC 9110); German where neither is asked for."""
    tag = re.compile(r"(de|en)(?:-[a-z0-9-]+)?(?:\s*;\s*q=([01](?:\.\d{0,3})?))?")
    asked = request.headers.get("accept-language", "").lower().split(",")
    found = [(float(m[2] or 1), m[1]) for one in asked if (m := tag.fullmatch(one.strip()))]
    quality, language = max(found, key=lambda one: one[0], default=(0.0, "de"))
    return language if quality else "de"


def answer(content: object, kind: str = "application/json", status: int = 200) -> Response:
    body = content if isinstance(content, bytes | str) else json.dumps(content, default=float)
    headers = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "frame-ancestors 'none'",  # a page has a stricter one inside
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(body, status, headers, kind)


def problem(
    request: Request, status: int, word: str, kind: str = "about:blank", **more: object
) -> Response:
    """Answer with problem details (RFC 9457)."""
    language = language_of(request)
    content = {"type": kind, "title": HTTPStatus(status).phrase, "status": status}
    content |= {"detail": WORDS[word][language == "en"], **more}
    found = answer(content, "application/problem+json", status)
    found.headers.update({"Content-Language": language, "Vary": "Accept-Language"})
    if status == HTTPStatus.UNAUTHORIZED:
        found.headers["WWW-Authenticate"] = "Bearer"
    if status in {400, 408, 413, 415}:  # the rest of the body is not waited for
        found.headers["Connection"] = "close"
    return found


async def body_of(request: Request) -> bytes:
    """Read the body as bytes, at most LIMIT of them, whatever was announced."""
    kind = request.headers.get("content-type", "").partition(";")[0]
    if kind.strip().lower() != "application/json":
        raise HTTPException(415)
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and float(announced) > LIMIT:
        raise HTTPException(413)
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for piece in request.stream():
                body += piece
                if len(body) > LIMIT:
                    raise HTTPException(413)
    except TimeoutError:
        raise HTTPException(408) from None
    except ClientDisconnect:
        raise HTTPException(400) from None
    return bytes(body)


def rounds_in(folder: Path, base: sqlite3.Connection) -> dict[str, Round]:
    base.executescript(START)
    rounds = [Round(file, base) for file in sorted(folder.glob("*.json"))]
    return {one.assessment.id: one for one in rounds}


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    folder = Path(os.environ.get("SELFCHECK_FOLDER", "."))
    file = folder / "rounds.sqlite"
    base = sqlite3.connect(file, timeout=1, isolation_level=None, check_same_thread=False)
    with closing(base):
        app.state.rounds = rounds_in(folder, base)
        yield


async def round_of(assessment: str, request: Request) -> Round:
    if (found := request.app.state.rounds.get(assessment)) is None:
        raise HTTPException(404)
    return cast("Round", found)


async def is_operator(request: Request) -> bool:
    token = os.environ.get("SELFCHECK_TOKEN", "")
    sent = request.headers.get("authorization", "").encode()
    return token != "" and secrets.compare_digest(sent, f"Bearer {token}".encode())


app = FastAPI(title="Self-check", lifespan=lifespan, docs_url=None, redoc_url=None)
Body = Annotated[bytes, Depends(body_of)]
One = Annotated[Round, Depends(round_of)]
Operator = Annotated[bool, Depends(is_operator)]


@app.exception_handler(wo.InvalidDocument)
async def on_invalid(request: Request, error: wo.InvalidDocument) -> Response:
    listed = [one.plain(language_of(request)) for one in error.problems]
    return problem(request, 422, "422", INVALID, problems=listed, more=error.more)


@app.exception_handler(AnyHTTPException)
async def on_refused(request: Request, error: AnyHTTPException) -> Response:
    word = error.detail if error.detail in WORDS else str(error.status_code)
    found = problem(request, error.status_code, word)
    found.headers.update(error.headers or {})
    return found


# No coroutines, so that FastAPI runs them in threads: reading and drawing hold up nobody else.
@app.post("/assessments/{assessment}/responses")
def respond(one: One, operator: Operator, body: Body) -> Response:
    one.count(body, is_operator=operator)
    return answer({"accepted": True})


@app.post("/assessments/{assessment}/close")
def close(one: One, operator: Operator) -> Response:
    if not operator:
        raise HTTPException(401)
    one.close()
    return answer(one.released())


@app.get("/assessments/{assessment}/report")
def report(one: One) -> Response:
    return answer(one.released())


@app.get("/assessments/{assessment}/report.html")
def page(one: One, language: Annotated[str, Depends(language_of)]) -> Response:
    with DRAWING:  # takes seconds, so it is done once
        return answer(one.page(language), "text/html; charset=utf-8")


@app.get("/assessments/{assessment}/questionnaire")
def questionnaire(one: One) -> Response:
    return answer(wo.schemas.write(one.asked))


@app.get("/assessments/{assessment}/response-schema")
def response_schema(one: One) -> Response:
    schema = wo.schemas.response_schema(one.asked, one.assessment)
    return answer(schema, "application/schema+json")


@app.post("/check")
def check(request: Request, body: Body) -> Response:
    found = wo.schemas.check(body, limits=LIMITS)
    listed = [one.plain(language_of(request)) for one in found]
    accepted = all(one.severity == "warning" for one in found)
    return answer({"accepted": accepted, "problems": listed})
