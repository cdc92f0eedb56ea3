# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""HTTP around a self-check: bytes in, JSON out."""

import json
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

import weltoffen as wo
from selfcheck import models
from selfcheck.problems import LIMIT, LIMIT_OF_CHECKS, Refused, language_of

JSON = "application/json"


def body_of(request: HttpRequest, limit: int) -> bytes:
    """Read the body as bytes, no more than the limit, whatever was announced."""
    if request.content_type != JSON:
        raise Refused(415)
    announced = str(request.META.get("CONTENT_LENGTH") or "")
    if announced.isdecimal() and float(announced) > limit:
        raise Refused(413)
    try:
        body = request.read(limit + 1)  # request.body would take in all of it
    except UnreadablePostError:
        raise Refused(400) from None
    if len(body) > limit:
        raise Refused(413)
    return body


def known(name: str) -> models.Documents:
    """Give the documents of an assessment."""
    if name not in models.documents():
        raise Refused(404)
    return models.documents()[name]


def is_operator(request: HttpRequest) -> bool:
    """Say whether the operator's token was sent."""
    token, sent = settings.SELFCHECK_TOKEN, request.headers.get("Authorization", "")
    return token != "" and secrets.compare_digest(sent.encode(), f"Bearer {token}".encode())


@csrf_exempt  # with CsrfViewMiddleware; there is no cookie that another site could use
@require_POST
def respond(request: HttpRequest, name: str) -> HttpResponse:
    """Count a response."""
    known(name)
    models.count(name, body_of(request, LIMIT), is_operator=is_operator(request))
    return HttpResponse(json.dumps({"accepted": True}), JSON)


@csrf_exempt
@require_POST
def close(request: HttpRequest, name: str) -> HttpResponse:
    """Close a round; only the operator may."""
    known(name)
    if not is_operator(request):
        raise Refused(401)
    return HttpResponse(models.close(name), JSON)


@require_safe
def report(_: HttpRequest, name: str) -> HttpResponse:
    """Give the report of a closed round."""
    known(name)
    return HttpResponse(models.Round.released(name), JSON)


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """Give it as a page."""
    known(name)
    return HttpResponse(models.page(name, language_of(request)))


@require_safe
def questionnaire(_: HttpRequest, name: str) -> HttpResponse:
    """Give what is asked."""
    return HttpResponse(wo.schemas.write(known(name).asked), JSON)


@require_safe
def response_schema(_: HttpRequest, name: str) -> HttpResponse:
    """Give the JSON Schema of responses."""
    schema = wo.schemas.response_schema(known(name).asked, known(name).assessment)
    return HttpResponse(json.dumps(schema, default=float), "application/schema+json")


@csrf_exempt
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Say what is wrong with a document of any kind."""
    found = wo.schemas.check(body_of(request, LIMIT_OF_CHECKS))
    accepted = all(one.severity == "warning" for one in found)
    listed = [one.plain(language_of(request)) for one in found]
    return HttpResponse(json.dumps({"accepted": accepted, "problems": listed}), JSON)
