# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The example for Django as a real project, with hostile requests; in process and on a socket."""

from __future__ import annotations

import contextlib
import importlib
import io
import logging
import os
import re
import subprocess
import sys
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
    LIMITS,
    OPERATOR,
    OPTIONS,
    QUESTIONNAIRE,
    RESPONSES,
    TOKEN,
    TOWN,
    written,
)
from tests.examples.sites import (
    ROOT,
    Answer,
    Site,
    Socket,
    broken_off,
    folder_in,
    served,
    told_well,
)
from tests.examples.withstanding import (
    Hostile,
    Life,
    OnTheWire,
)

from weltoffen import tally_lines
from weltoffen.schemas import read_tally, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

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
        models().PAGES.clear()
        yield InProcess()
        connections.close_all()

    def rounds(self) -> Any:  # noqa: ANN401 - Django's query
        """Give what is in the database."""
        return models().Round.objects.all()

    def tally(self) -> Tally:
        return read_tally(bytes(self.rounds().get().tally), QUESTIONNAIRE)

    def patch_drawing(self, patch: pytest.MonkeyPatch, draw: Callable[..., object]) -> None:
        patch.setattr(models(), "render_html", draw)


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
        for path, limit in LIMITS.items():
            body = written() + b" " * (limit + 1 - len(written()))
            answer = site.send("POST", path, body, JSON)
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

    @pytest.mark.parametrize("damaged", [b"", b"\xff\x00", b"{}", "half"])
    def test_damaged_counts_are_a_fault_of_the_application(
        self, fresh: Example, caplog: pytest.LogCaptureFixture, damaged: bytes | str
    ) -> None:
        """Neither a conflict nor the client's mistake, and never taken for no counts."""
        with fresh.running() as site:
            assert site.send("POST", RESPONSES, written(), JSON).status == 200
            whole = bytes(fresh.rounds().get().tally)
            kept = whole[: len(whole) // 2] if isinstance(damaged, str) else damaged
            fresh.rounds().update(tally=kept)
            for way in ("responses", "close"):
                answer = site.send("POST", f"{TOWN}/{way}", written(), JSON | OPERATOR)
                assert answer.status == 500
                assert not answer.codes
                told_well(answer)
        assert bytes(fresh.rounds().get().tally) == kept
        said = (
            r"the counts of musterstadt-2026 cannot be read: (not-json|not-utf8|missing-key) at /"
        )
        assert re.search(said, caplog.text)

    def test_a_damaged_report_is_a_fault_of_the_application(
        self, fresh: Example, caplog: pytest.LogCaptureFixture
    ) -> None:
        with fresh.running() as site:
            assert site.send("POST", f"{TOWN}/close", b"", OPERATOR).status == 200
            fresh.rounds().update(report=b"{}")
            answer = site.send("GET", f"{TOWN}/report.html")
        assert answer.status == 500
        told_well(answer)
        assert "the report of musterstadt-2026 cannot be read" in caplog.text

    @pytest.mark.parametrize("name", [None, "", "report.json"])
    def test_it_does_not_start_without_its_folder_or_with_a_file_that_is_no_assessment(
        self, tmp_path: Path, name: str | None
    ) -> None:
        """Not in the current folder either, where there is an assessment."""
        place = folder_in(tmp_path)
        env = {**os.environ, "SELFCHECK_FOLDER": str(place) if name else ""}
        env.pop("DJANGO_SETTINGS_MODULE", None)
        if name is None:
            del env["SELFCHECK_FOLDER"]
        elif name:
            (place / name).write_bytes(b"{}")
        done = subprocess.run(
            [sys.executable, PROJECT / "manage.py", "migrate"],
            cwd=place,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode != 0
        told = done.stderr.splitlines()[-1]
        assert (str(place / name) if name else "SELFCHECK_FOLDER") in told
        assert not (place / "selfcheck.sqlite").exists()

    def test_no_log_says_when_a_response_came(
        self, fresh: Example, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
    ) -> None:
        """As runserver logs it, and what was refused as well."""
        with fresh.running() as site:
            for body, status in ((written(), 200), (b"", 422)):
                assert site.send("POST", RESPONSES, body, JSON).status == status
                logging.getLogger("django.server").info("POST %s %s", RESPONSES, status)
        assert RESPONSES not in capfd.readouterr().err
        assert RESPONSES not in caplog.text

    @pytest.mark.usefixtures("folder")
    def test_its_migrations_are_complete(self) -> None:
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)
