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
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, cast

from fastapi import Depends, FastAPI, HTTPException, Request, Response
from starlette.exceptions import HTTPException as AnyHTTPException
from starlette.requests import ClientDisconnect

import weltoffen as wo
from weltoffen.render import render_html

LIMIT = 100_000  # bytes of a response; one to the whole reference edition has about 7 000
LIMIT_OF_CHECKS = 1_000_000  # bytes of a document of any kind
PATIENCE = 10.0  # seconds within which a body has to be there
RULE = wo.ProtectionRule(k=5)  # decided before the first release
# As in RFC 9110; Python before 3.13 has older names.
TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}
INVALID = "tag:example.org,2026:invalid-document"  # a type of problems; take a name of your own
WORDS = {
    "400": ("Die Anfrage kam nicht vollständig an.", "The request did not arrive as a whole."),
    "401": ("Das darf nur der Betreiber.", "Only the operator may do this."),
    "404": ("Das gibt es hier nicht.", "There is no such thing here."),
    "405": ("Diese Methode gibt es hier nicht.", "There is no such method here."),
    "408": ("Die Anfrage kam zu langsam an.", "The request arrived too slowly."),
    "413": (
        f"Gelesen werden höchstens {LIMIT} Bytes einer Antwort, {LIMIT_OF_CHECKS} beim Prüfen.",
        f"At most {LIMIT} bytes of a response are read, {LIMIT_OF_CHECKS} for a check.",
    ),
    "415": ("Gelesen wird nur application/json.", "Only application/json is read."),
    "422": ("Das Dokument hat Mängel.", "The document has problems."),
    "500": ("Hier ist etwas schiefgegangen.", "Something went wrong here."),
    "503": ("Die Seite wird gerade gezeichnet.", "The page is being drawn right now."),
    "closed": ("Der Durchgang ist abgeschlossen.", "The round is closed."),
    "open": ("Der Durchgang ist noch offen.", "The round is still open."),
    "twice": ("Diese offizielle Antwort liegt vor.", "This official response is there already."),
}
GET = ["GET", "HEAD"]
LOCK, DRAWING = threading.Lock(), threading.Lock()
START = """
    PRAGMA locking_mode = EXCLUSIVE;  -- a second process is not let in
    PRAGMA secure_delete = ON;        -- what two counts differ in is a response
    PRAGMA journal_mode = TRUNCATE;   -- or the journal keeps the counts before the last response
    BEGIN EXCLUSIVE;
    CREATE TABLE IF NOT EXISTS rounds (id TEXT PRIMARY KEY, tally BLOB NOT NULL, report BLOB);
    COMMIT;
"""


@contextmanager
def naming(what: object) -> Iterator[None]:
    """Say which document it is that cannot be read, but of a tally no number."""
    try:
        yield
    except wo.InvalidDocument as error:
        first = error.problems[0]
        message = f"{what} cannot be read: {first.code} at {first.pointer or '/'}"
        raise RuntimeError(message) from None


class Round:
    """An assessment, the counts so far, and its report once it is closed."""

    def __init__(self, file: Path, base: sqlite3.Connection) -> None:
        with naming(f"the assessment {file}"):
            self.assessment = wo.schemas.read_assessment(file)
            version = self.assessment.edition.version
            self.edition = self.assessment.extend(wo.load_reference(version))
        self.asked, self.base = self.edition.questionnaire, base
        self.tally, self.report = wo.empty_tally(self.asked), cast("bytes | None", None)
        self.pages: dict[str, str] = {}
        name = self.assessment.id
        kept = base.execute("SELECT tally, report FROM rounds WHERE id = ?", [name]).fetchone()
        if kept is not None:
            with naming(f"what rounds.sqlite holds of {name}"):
                self.tally = wo.schemas.read_tally(kept[0], self.asked)
                self.report = kept[1]
                if self.report is not None:
                    wo.schemas.read_report(self.report)

    def count(self, body: bytes, *, is_operator: bool) -> None:
        response = wo.schemas.read_response(body, self.asked, self.assessment)
        if response.capacity == "official" and not is_operator:
            raise HTTPException(401)
        one = wo.tally([response], self.asked)
        with LOCK:
            if self.report is not None:
                raise HTTPException(409, "closed")
            try:
                after = self.tally + one
            except wo.InvalidDocument:
                raise HTTPException(409, "twice") from None
            self.keep(after, None)

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

    def page(self, language: str) -> str:
        """Draw the report, which takes seconds, once; who comes meanwhile is told to come again."""
        report = self.released()
        if language not in self.pages:
            if not DRAWING.acquire(blocking=False):
                raise HTTPException(503, headers={"Retry-After": "10"})
            try:
                if language not in self.pages:  # or somebody was quicker
                    read = wo.schemas.read_report(report)
                    self.pages[language] = render_html(read, language, edition=self.edition)
            finally:
                DRAWING.release()
        return self.pages[language]


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
    title = TITLES.get(status) or HTTPStatus(status).phrase
    content = {"type": kind, "title": title, "status": status}
    content |= {"detail": WORDS[word][language == "en"], **more}
    found = answer(content, "application/problem+json", status)
    found.headers.update({"Content-Language": language, "Vary": "Accept-Language"})
    if status == HTTPStatus.UNAUTHORIZED:
        found.headers["WWW-Authenticate"] = "Bearer"
    if status in {400, 408, 413, 415}:  # the rest of the body is not waited for
        found.headers["Connection"] = "close"
    return found


async def body_of(request: Request, limit: int) -> bytes:
    """Read the body as bytes, no more than the limit, whatever was announced."""
    kind = request.headers.get("content-type", "").partition(";")[0]
    if kind.strip().lower() != "application/json":
        raise HTTPException(415)
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and float(announced) > limit:
        raise HTTPException(413)
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for piece in request.stream():
                body += piece
                if len(body) > limit:
                    raise HTTPException(413)
    except TimeoutError:
        raise HTTPException(408) from None
    except ClientDisconnect:
        raise HTTPException(400) from None
    return bytes(body)


async def response_of(request: Request) -> bytes:
    return await body_of(request, LIMIT)


async def document_of(request: Request) -> bytes:
    return await body_of(request, LIMIT_OF_CHECKS)


def base_in(folder: Path) -> sqlite3.Connection:
    file = folder / "rounds.sqlite"
    file.touch(0o600)
    file.chmod(0o600)  # of one that was there, too; SQLite gives its journal the same mode
    return sqlite3.connect(file, timeout=1, isolation_level=None, check_same_thread=False)


def rounds_in(folder: Path, base: sqlite3.Connection) -> dict[str, Round]:
    base.executescript(START)
    rounds = [Round(file, base) for file in sorted(folder.glob("*.json"))]
    return {one.assessment.id: one for one in rounds}


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    if not (folder := os.environ.get("SELFCHECK_FOLDER")):
        message = "SELFCHECK_FOLDER has to name the folder with the assessments"
        raise RuntimeError(message)
    with closing(base_in(Path(folder))) as base:
        app.state.rounds = rounds_in(Path(folder), base)
        yield


async def round_of(assessment: str, request: Request) -> Round:
    if (found := request.app.state.rounds.get(assessment)) is None:
        raise HTTPException(404)
    return cast("Round", found)


async def is_operator(request: Request) -> bool:
    token = os.environ.get("SELFCHECK_TOKEN", "")
    sent = request.headers.get("authorization", "").encode()
    return token != "" and secrets.compare_digest(sent, f"Bearer {token}".encode())


app = FastAPI(lifespan=lifespan, openapi_url=None, redirect_slashes=False)
One = Annotated[Round, Depends(round_of)]
Operator = Annotated[bool, Depends(is_operator)]


@app.exception_handler(wo.InvalidDocument)
async def on_invalid(request: Request, error: wo.InvalidDocument) -> Response:
    listed = [one.plain(language_of(request)) for one in error.problems]
    return problem(request, 422, "422", INVALID, problems=listed, more=error.more)


@app.exception_handler(Exception)
async def on_fault(request: Request, error: Exception) -> Response:
    del error  # the server logs it
    return problem(request, 500, "500")


@app.exception_handler(AnyHTTPException)
async def on_refused(request: Request, error: AnyHTTPException) -> Response:
    word = error.detail if error.detail in WORDS else str(error.status_code)
    found = problem(request, error.status_code, word)
    found.headers.update(error.headers or {})
    return found


# No coroutines, so that FastAPI runs them in threads, of which no more than one draws.
@app.post("/assessments/{assessment}/responses")
def respond(one: One, operator: Operator, body: Annotated[bytes, Depends(response_of)]) -> Response:
    one.count(body, is_operator=operator)
    return answer({"accepted": True})


@app.post("/assessments/{assessment}/close")
def close(one: One, operator: Operator) -> Response:
    if not operator:
        raise HTTPException(401)
    one.close()
    return answer(one.released())


@app.api_route("/assessments/{assessment}/report", methods=GET)
def report(one: One) -> Response:
    return answer(one.released())


@app.api_route("/assessments/{assessment}/report.html", methods=GET)
def page(one: One, language: Annotated[str, Depends(language_of)]) -> Response:
    return answer(one.page(language), "text/html; charset=utf-8")


@app.api_route("/assessments/{assessment}/questionnaire", methods=GET)
def questionnaire(one: One) -> Response:
    return answer(wo.schemas.write(one.asked))


@app.api_route("/assessments/{assessment}/response-schema", methods=GET)
def response_schema(one: One) -> Response:
    schema = wo.schemas.response_schema(one.asked, one.assessment)
    return answer(schema, "application/schema+json")


@app.post("/check")
def check(request: Request, body: Annotated[bytes, Depends(document_of)]) -> Response:
    found = wo.schemas.check(body)
    listed = [one.plain(language_of(request)) for one in found]
    accepted = all(one.severity == "warning" for one in found)
    return answer({"accepted": accepted, "problems": listed})
