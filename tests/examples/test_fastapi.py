# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Issue 8: the example for FastAPI as a real application, with hostile requests, behind a real socket."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import re
import sqlite3
import subprocess
import sysconfig
import time
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest
from tests.examples.hostile import (
    ASSESSMENT,
    JSON,
    LIMIT,
    QUESTIONNAIRE,
    RESPONSES,
    ROOT,
    TOKEN,
    Hostile,
    Life,
    OnTheWire,
    Socket,
    broken_off,
    folder_in,
    served,
    told_well,
    written,
)

from weltoffen import tally_lines
from weltoffen.demo import demo_bytes
from weltoffen.schemas import read_report, read_tally

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from weltoffen import Tally

FILE = ROOT / "examples" / "fastapi" / "app.py"


def loaded() -> ModuleType:
    """Load the example as uvicorn would, anew each time."""
    spec = importlib.util.spec_from_file_location("fastapi_example", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@contextlib.contextmanager
def running(folder: Path, token: str = TOKEN, patience: float | None = None) -> Iterator[Socket]:
    """Run the example on a folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SELFCHECK_FOLDER", str(folder))
        patch.setenv("SELFCHECK_TOKEN", token)
        module = loaded()
        if patience is not None:
            patch.setattr(module, "PATIENCE", patience)
        with served(module.app) as wire:
            yield wire


@attrs.frozen
class Example:
    folder: Path

    def running(self) -> contextlib.AbstractContextManager[Socket]:
        return running(self.folder)

    def tally(self) -> Tally:
        with contextlib.closing(sqlite3.connect(self.folder / "rounds.sqlite")) as base:
            ((data,),) = base.execute("SELECT tally FROM rounds").fetchall()
        return read_tally(data, QUESTIONNAIRE)


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Socket]:
    with running(folder_in(tmp_path_factory.mktemp("fastapi"))) as found:
        yield found


@pytest.fixture
def site(wire: Socket) -> Socket:
    return wire


@pytest.fixture
def fresh(tmp_path: Path) -> Example:
    return Example(folder_in(tmp_path))


class TestHostileRequests(Hostile):
    """Each request of the list gets the right status and code."""

    def test_a_language_that_is_not_acceptable_is_not_taken(self, site: Socket) -> None:
        """RFC 9110, 12.4.2: a quality of 0 means no."""
        answer = site.send("POST", RESPONSES, b"", {**JSON, "Accept-Language": "en;q=0"})
        told_well(answer, "de")


class TestOnTheWire(OnTheWire):
    """Bytes on a socket, which the application itself reads as they come."""

    def test_a_huge_body_is_refused_before_it_is_sent(self, wire: Socket) -> None:
        for size in (LIMIT + 1, 10**15):
            assert self.status(wire, f"Content-Length: {size}") == 413

    def test_a_body_that_does_not_come_is_not_waited_for(self, tmp_path: Path) -> None:
        with running(folder_in(tmp_path), patience=0.2) as wire:
            begun = time.monotonic()
            assert self.status(wire, "Content-Length: 100", b"{") == 408
            assert time.monotonic() - begun < 10
            assert wire.send("POST", RESPONSES, written(), JSON).status == 200


class TestARound(Life):
    """From the first response to the report."""

    def test_a_body_that_breaks_off_is_not_counted(self, fresh: Example) -> None:
        with fresh.running() as wire:
            bodies = broken_off(wire)
        assert fresh.tally() == tally_lines(bodies, QUESTIONNAIRE, ASSESSMENT)

    def test_two_processes_cannot_count_apart(self, fresh: Example) -> None:
        with (
            fresh.running(),
            pytest.raises(RuntimeError, match="did not start"),
            fresh.running(),
        ):
            pass

    def test_without_a_token_nobody_is_the_operator(
        self, fresh: Example, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with fresh.running() as site:
            monkeypatch.delenv("SELFCHECK_TOKEN")
            for token in ("Bearer ", "Bearer"):
                headers = {**JSON, "Authorization": token}
                answer = site.send("POST", RESPONSES.replace("responses", "close"), b"", headers)
                assert answer.status == 401
                told_well(answer)


class TestTheGuide:
    """docs/guide/embed.md: its lines for the shell do what it says."""

    def test_each_line_gives_the_answer_that_is_shown(self, tmp_path: Path) -> None:
        page = (ROOT / "docs" / "guide" / "embed.md").read_text(encoding="utf-8")
        shown = re.findall(
            r"```sh\n((?:(?!```).)*curl.*?)```(?:\n\n<!-- output -->\n```json\n(.*?)```)?",
            page,
            flags=re.DOTALL,
        )
        assert len(shown) == 3
        town = folder_in(tmp_path / "musterstadt")
        (town / "answers.ndjson").write_bytes(demo_bytes("answers.ndjson"))
        scripts = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
        with running(town, token="change-me") as wire:  # noqa: S106 - as on the page
            for lines, expected in shown:
                done = subprocess.run(
                    [
                        "bash",
                        "-euo",
                        "pipefail",
                        "-c",
                        lines.replace("localhost:8000", f"127.0.0.1:{wire.port}"),
                    ],
                    cwd=tmp_path,
                    env=os.environ | {"PATH": scripts},
                    capture_output=True,
                    check=True,
                )
                if expected:
                    answered, said = json.loads(done.stdout), json.loads(expected)
                    if "title" in said:  # Python 3.13 has the newer phrase of RFC 9110
                        said["title"] = HTTPStatus(said["status"]).phrase
                    assert answered == said
        assert read_report(tmp_path / "report.json").assessment == "musterstadt-2026"
