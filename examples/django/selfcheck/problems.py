# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Problem details (RFC 9457) for whatever is refused, in the language that is asked for."""

import json
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_from_request

import weltoffen as wo

LIMIT = 100_000  # bytes of a response; one to the whole reference edition has about 7 000
LIMIT_OF_CHECKS = 1_000_000  # bytes of a document of any kind
# As in RFC 9110; Python before 3.13 has older names.
TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}
INVALID = "tag:example.org,2026:invalid-document"  # a type of problems; take a name of your own
WORDS = {
    "400": ("Die Anfrage ist keine, die hier gelesen wird.", "This request cannot be read here."),
    "401": ("Das darf nur der Betreiber.", "Only the operator may do this."),
    "404": ("Das gibt es hier nicht.", "There is no such thing here."),
    "405": ("Diese Methode gibt es hier nicht.", "There is no such method here."),
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
    "other": ("Das ging nicht.", "This did not work."),
    "twice": ("Diese offizielle Antwort liegt vor.", "This official response is there already."),
}
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",  # a page has a stricter one inside
}


class Refused(Exception):
    """A request is refused; the word says which text of WORDS tells why."""

    def __init__(self, status: int, word: str = "") -> None:
        """Take note of both."""
        super().__init__(status, word)
        self.status, self.word = status, word or str(status)


class ProblemDetails:
    """Middleware that tells in problem details what is wrong, and sets headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Stand before everything else."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put problem details in the place of Django's own pages about errors."""
        response = self.get_response(request)
        status = response.status_code
        if status >= HTTPStatus.BAD_REQUEST and not response["Content-Type"].endswith("json"):
            told = problem(request, status, str(status) if str(status) in WORDS else "other")
            if "Allow" in response:
                told["Allow"] = response["Allow"]
            response = told
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for what a view raises."""
        if isinstance(error, wo.InvalidDocument):
            listed = [one.plain(language_of(request)) for one in error.problems]
            return problem(request, 422, "422", INVALID, problems=listed, more=error.more)
        if isinstance(error, Refused):
            return problem(request, error.status, error.word)
        return None


def language_of(request: HttpRequest) -> str:
    """Choose one of settings.LANGUAGES by Accept-Language."""
    return get_language_from_request(request)


def problem(
    request: HttpRequest, status: int, word: str, kind: str = "about:blank", **more: object
) -> HttpResponse:
    """Answer with problem details."""
    language = language_of(request)
    title = TITLES.get(status) or HTTPStatus(status).phrase
    content = {"type": kind, "title": title, "status": status}
    content |= {"detail": WORDS[word][language == "en"], **more}
    headers = {"Content-Language": language, "Vary": "Accept-Language"}
    kind = "application/problem+json"
    response = HttpResponse(json.dumps(content), kind, status, headers=headers)
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = "10"
    return response
