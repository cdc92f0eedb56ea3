# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The example for FastAPI as a real application, with hostile requests, behind a real socket."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import itertools
import json
import os
import sqlite3
import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest
from tests.docs.blocks import Block, blocks, read
from tests.examples.hostile import (
    ASSESSMENT,
    JSON,
    LIMIT,
    LIMIT_OF_CHECKS,
    QUESTIONNAIRE,
    RESPONSES,
    TOKEN,
    written,
)
from tests.examples.sites import (
    ROOT,
    Socket,
    broken_off,
    folder_in,
    head,
    served,
    told_well,
)
from tests.examples.withstanding import (
    Hostile,
    Life,
    OnTheWire,
)

from weltoffen import tally_lines
from weltoffen.demo import demo_bytes
from weltoffen.schemas import read_report, read_tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
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
        patch.setitem(sys.modules, module.__name__, module)
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

    def patch_drawing(self, patch: pytest.MonkeyPatch, draw: Callable[..., object]) -> None:
        patch.setattr(sys.modules["fastapi_example"], "render_html", draw)

    def why_not(self) -> str:
        """Say why it does not start."""

        async def start() -> None:
            app = loaded().app
            async with app.router.lifespan_context(app):
                pytest.fail("it started")

        with pytest.raises(RuntimeError) as caught:
            asyncio.run(start())
        return str(caught.value)


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

    def test_a_document_to_be_checked_may_be_larger_than_a_response(self, wire: Socket) -> None:
        sent = head(f"Content-Length: {LIMIT_OF_CHECKS + 1}").replace(RESPONSES.encode(), b"/check")
        assert wire.raw(sent).split()[1] == b"413"

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

    @pytest.mark.parametrize("unset", ["", None])
    def test_without_its_folder_it_does_not_start(
        self, fresh: Example, monkeypatch: pytest.MonkeyPatch, unset: str | None
    ) -> None:
        """Not in the current folder either, where there is an assessment."""
        monkeypatch.chdir(fresh.folder)
        monkeypatch.delenv("SELFCHECK_FOLDER", raising=False)
        if unset is not None:
            monkeypatch.setenv("SELFCHECK_FOLDER", unset)
        assert "SELFCHECK_FOLDER" in fresh.why_not()
        assert not (fresh.folder / "rounds.sqlite").exists()

    def test_a_file_that_is_no_assessment_is_named_at_the_start(
        self, fresh: Example, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SELFCHECK_FOLDER", str(fresh.folder))
        (fresh.folder / "report.json").write_bytes(b"{}")
        assert str(fresh.folder / "report.json") in fresh.why_not()
        assert "missing-key" in fresh.why_not()

    @pytest.mark.parametrize("column", ["tally", "report"])
    @pytest.mark.parametrize("damaged", [b"", b"\xff", b"{}"])
    def test_damaged_counts_are_not_taken_for_none(
        self, fresh: Example, monkeypatch: pytest.MonkeyPatch, column: str, damaged: bytes
    ) -> None:
        monkeypatch.setenv("SELFCHECK_FOLDER", str(fresh.folder))
        with fresh.running() as site:
            assert site.send("POST", RESPONSES, written(), JSON).status == 200
        with contextlib.closing(sqlite3.connect(fresh.folder / "rounds.sqlite")) as base, base:
            base.execute(f"UPDATE rounds SET {column} = ?", [damaged])  # noqa: S608 - a name of ours
        assert "rounds.sqlite holds of musterstadt-2026" in fresh.why_not()

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
        found = blocks(read("docs/guide/embed.md"))
        shown = [
            (one.text, after.text if after.marker == "output" else "")
            for one, after in itertools.pairwise([*found, Block("", "", "")])
            if one.language == "sh" and "curl" in one.text
        ]
        assert [bool(output) for _, output in shown] == [True, True, False]
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
                    assert json.loads(done.stdout) == json.loads(expected)
        assert read_report(tmp_path / "report.json").assessment == "musterstadt-2026"
