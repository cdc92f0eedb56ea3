# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The line on a terminal that says what goes on (Statuszeile); it is written over, and gone in the end."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from typing import TYPE_CHECKING, final

if TYPE_CHECKING:
    from collections.abc import Callable

WAIT = 1.0
"""Seconds before the line appears: whatever is done by then needs none."""


def on_terminal() -> bool:
    """Say whether standard error is a terminal; it may be closed."""
    return sys.stderr is not None and sys.stderr.isatty()


@final
class Status:
    """Says on a terminal what goes on, once it has taken a second: by rich if it is there, else by hand.

    A clock of its own makes the line appear where nothing is told for long, as by a silent standard input.
    """

    def __init__(self, text: str, *, alone: bool = False) -> None:
        """Start the clock, if there is a terminal.

        Args:
            text: What goes on.
            alone: Whether to do without threads, since processes are about to be forked; the line appears
                at the first `update` after a second then, and rich is not asked.
        """
        self._text = text
        self._alone = alone
        self._is_over = not on_terminal()
        self._begin = time.monotonic()
        self._ending = contextlib.ExitStack()
        self._write: Callable[[str], object] | None = None
        self._lock = threading.Lock()
        self._clock = threading.Timer(WAIT, self._appear)
        self._clock.daemon = True
        if not self._is_over and not alone:
            self._clock.start()

    def __enter__(self) -> Status:
        """Start."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave an empty line, if anything was shown."""
        self._clock.cancel()
        with self._lock:
            self._is_over = True
            self._ending.close()
            if self._write is not None:
                _by_hand("")

    def update(self, text: str) -> None:
        """Say something else."""
        with self._lock:
            self._text = text
            if self._is_over:
                return
            if self._write is not None:
                self._write(text)
            elif time.monotonic() - self._begin >= WAIT:
                self._show()

    def _appear(self) -> None:
        with self._lock:
            if not self._is_over and self._write is None:
                self._show()

    def _show(self) -> None:
        self._write = _by_hand
        if not self._alone:
            with contextlib.suppress(ImportError):
                from rich.console import Console as RichConsole

                status = RichConsole(stderr=True).status(self._text)
                self._ending.enter_context(status)
                self._write = status.update
                return
        _by_hand(self._text)


def _by_hand(text: str) -> None:
    with contextlib.suppress(OSError):  # the terminal is gone; nobody reads it
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()
