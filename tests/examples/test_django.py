# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Issue 8: the example for Django as a real project, with hostile requests; in process and on a socket."""

from __future__ import annotations

import contextlib
import importlib
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import django
import pytest
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.core.management import call_command
from django.db import connections
from django.http import HttpRequest
from django.test import Client, override_settings
from tests.examples.hostile import (
    ASSESSMENT,
    JSON,
    LIMIT,
    OPTIONS,
    QUESTIONNAIRE,
    RESPONSES,
    ROOT,
    TOKEN,
    TOWN,
    Answer,
    Hostile,
    Life,
    OnTheWire,
    Site,
    Socket,
    broken_off,
    folder_in,
    served,
    told_well,
    written,
)

from weltoffen import tally_lines
from weltoffen.schemas import read_tally, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from weltoffen import Tally

PROJECT = ROOT / "examples" / "django"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Set Django up with the project's own settings, once: a process has one set of them."""
    place = folder_in(tmp_path_factory.mktemp("django"))
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(PROJECT))
        patch.setenv("SELFCHECK_FOLDER", str(place))
        patch.setenv("SELFCHECK_TOKEN", TOKEN)
        patch.setenv("DJANGO_SETTINGS_MODULE", "selfcheck.settings")
        patch.setenv("SELFCHECK_HOSTS", "localhost,127.0.0.1,testserver")
        django.setup()
        call_command("migrate", verbosity=0)
        yield place
        connections.close_all()


@attrs.frozen
class InProcess:
    """The project without a server, as its own tests would ask it."""

    def send(
        self,
        method: str,
        path: str,
        body: bytes | Iterable[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
        **environ: Any,  # noqa: ANN401 - as Django's client
    ) -> Answer:
        """Send a request through all of the middleware."""
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        given = dict(headers or {})
        kind = given.pop("Content-Type", "")
        environ.setdefault("CONTENT_TYPE", kind)  # also without a body
        data = b"" if body is None else body if isinstance(body, bytes) else b"".join(body)
        got = client.generic(method, path, data, kind, headers=given, **environ)
        connections.close_all()  # as a server does after each request; a client of tests does not
        return Answer.of(got.status_code, got.headers.items(), got.content)


@attrs.frozen
class Example:
    folder: Path

    @contextlib.contextmanager
    def running(self) -> Iterator[InProcess]:
        models().Round.known.clear()  # as in a new process
        models().page.cache_clear()
        yield InProcess()
        connections.close_all()

    def rounds(self) -> Any:  # noqa: ANN401 - Django's query
        """Give what is in the database."""
        return models().Round.objects.all()

    def tally(self) -> Tally:
        return read_tally(bytes(self.rounds().get().tally), QUESTIONNAIRE)


def models() -> Any:  # noqa: ANN401 - a module of the project
    """Give the project's models, which need its settings first."""
    return importlib.import_module("selfcheck.models")


@pytest.fixture(params=["in process", "behind a socket"])
def site(request: pytest.FixtureRequest, wire: Socket) -> Site:
    return InProcess() if request.param == "in process" else wire


@pytest.fixture(scope="module")
def wire(folder: Path) -> Iterator[Socket]:
    del folder
    with served(get_asgi_application(), lifespan="off") as found:
        yield found


@pytest.fixture
def fresh(folder: Path) -> Example:
    found = Example(folder)
    found.rounds().delete()
    return found


class TestHostileRequests(Hostile):
    """Each request of the list gets the right status and code."""

    @pytest.mark.usefixtures("folder")
    def test_a_byte_too_many_is_refused(self) -> None:
        site = InProcess()
        for path in (RESPONSES, "/check"):
            answer = site.send("POST", path, written() + b" " * LIMIT, JSON)
            assert answer.status == 413
            told_well(answer)

    @pytest.mark.usefixtures("folder")
    @pytest.mark.parametrize("length", [str(LIMIT + 1), "9" * 5_000])
    def test_a_huge_body_is_refused_before_it_is_read(self, length: str) -> None:
        def never(*_: object) -> bytes:
            pytest.fail("the body was read")

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(HttpRequest, "read", never)
            answer = InProcess().send("POST", RESPONSES, b"", JSON, CONTENT_LENGTH=length)
        assert answer.status == 413
        told_well(answer)

    @pytest.mark.usefixtures("folder")
    def test_a_body_that_cannot_be_read_is_refused(self) -> None:
        class Gone(io.BytesIO):
            def read(self, *_: object) -> bytes:
                raise ConnectionResetError

        gone: dict[str, object] = {"wsgi.input": Gone(), "CONTENT_LENGTH": "100"}
        answer = InProcess().send("POST", RESPONSES, b"", JSON, **gone)
        assert answer.status == 400
        told_well(answer)

    @pytest.mark.usefixtures("folder")
    def test_another_host_is_not_served(self) -> None:
        answer = InProcess().send("GET", f"{TOWN}/report", None, {"Host": "evil.example"})
        assert answer.status == 400
        told_well(answer)

    @pytest.mark.usefixtures("folder")
    def test_it_fits_into_a_project_that_guards_against_forged_requests(self) -> None:
        guarded = [*settings.MIDDLEWARE, "django.middleware.csrf.CsrfViewMiddleware"]
        with override_settings(MIDDLEWARE=guarded):
            assert InProcess().send("POST", RESPONSES, written(), JSON).status == 200
            assert InProcess().send("POST", f"{TOWN}/close", b"", JSON).status == 401


class TestOnTheWire(OnTheWire):
    """Bytes on a socket; under ASGI Django takes in the whole body before a view sees it."""

    stops_early = False


class TestARound(Life):
    """From the first response to the report."""

    def test_what_another_process_counted_is_counted(self, fresh: Example) -> None:
        """The row decides, not what this process remembers."""
        bodies = [written({"steering-goals": one}) for one in OPTIONS]
        with fresh.running() as site:
            site.send("POST", RESPONSES, bodies[0], JSON)
            elsewhere = tally_lines(bodies[:4], QUESTIONNAIRE, ASSESSMENT)
            fresh.rounds().update(tally=write(elsewhere))
            site.send("POST", RESPONSES, bodies[4], JSON)
        assert fresh.tally() == tally_lines(bodies, QUESTIONNAIRE, ASSESSMENT)

    def test_a_body_that_breaks_off_is_not_counted(self, fresh: Example, wire: Socket) -> None:
        bodies = broken_off(wire)
        assert fresh.tally() == tally_lines(bodies, QUESTIONNAIRE, ASSESSMENT)

    @pytest.mark.usefixtures("folder")
    def test_its_migrations_are_complete(self) -> None:
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)
