# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The examples of embedding behind a port or in process: how they are asked, and how they have to refuse."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
import time
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import attrs
import uvicorn
from tests.examples.hostile import CANARY, DOCUMENT, JSON, RESPONSES, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

    import pytest

    from weltoffen import Tally

ROOT = Path(__file__).parents[2]
# Of the statuses with a newer name in RFC 9110 (15.5) than in Python before 3.13.
RENAMED = {413: "Content Too Large", 422: "Unprocessable Content"}


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

    def patch_drawing(self, patch: pytest.MonkeyPatch, draw: Callable[..., object]) -> None:
        """Have the running application draw pages in another way."""


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
    assert plain["title"] == RENAMED.get(answer.status, HTTPStatus(answer.status).phrase)
    assert plain["detail"]
    for one in plain.get("problems", []):
        assert one.keys() >= {"pointer", "code", "message", "severity", "parameters"}
        assert one["pointer"] == "" or one["pointer"].startswith("/")
    assert CANARY not in answer.body.decode()
    assert "Traceback" not in answer.body.decode()
