# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Progress (Fortschritt): how far a long count has come, for a callback."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, final

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable

EVERY = 0.5
"""Seconds between two calls of a callback."""


@final
@attrs.frozen(kw_only=True)
class Progress:
    """How far a count has come (Fortschritt).

    Attributes:
        lines: Responses read so far, the refused ones among them.
        refused: How many of them were refused.
        read: Bytes of documents read so far.
        size: Bytes of all files; None where nobody knows, as with a stream.
        seconds: Time since the count began.
        done: Whether this is the last word.
        before: Responses among ``lines`` that an earlier run has read, as a checkpoint says.
    """

    lines: int
    refused: int
    read: int
    size: int | None = None
    seconds: float
    done: bool = False
    before: int = 0

    @property
    def rate(self) -> float:
        """Responses in a second of this run; 0 at the very beginning."""
        return (self.lines - self.before) / self.seconds if self.seconds > 0 else 0.0

    @property
    def share(self) -> float | None:
        """Part of the bytes that are read, in [0, 1]; None where nobody knows."""
        if self.size is None:
            return None
        return min(1.0, self.read / self.size) if self.size else 1.0


@final
class Ticker:
    """Calls a callback every now and then, and once at the end."""

    def __init__(
        self,
        callback: Callable[[Progress], object] | None,
        size: int | None = None,
        before: int = 0,
    ) -> None:
        """Start the clock; None for a callback makes all calls cheap and silent."""
        self._callback = callback
        self._size = size
        self._before = before
        self._start = self._last = time.monotonic()

    def tell(self, lines: int, refused: int, read: int, *, done: bool = False) -> None:
        """Call the callback if half a second has passed since, or if this is the end."""
        if self._callback is None:
            return
        now = time.monotonic()
        if done or now - self._last >= EVERY:
            self._last = now
            self._callback(
                Progress(
                    lines=lines,
                    refused=refused,
                    read=read,
                    size=self._size,
                    seconds=now - self._start,
                    done=done,
                    before=self._before,
                )
            )
