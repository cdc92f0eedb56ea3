# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Identifiers and versions (Kennungen): rule M2."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import attrs

from weltoffen.errors import MAX_PROBLEMS, Problems

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_ID_LENGTH = 64
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_VERSION = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9}){0,3}")


def is_id(value: object) -> bool:
    """Say whether ``value`` is an id: ASCII ``[a-z0-9]+(-[a-z0-9]+)*``, 1 to 64 characters (M2)."""
    return type(value) is str and len(value) <= MAX_ID_LENGTH and _ID.fullmatch(value) is not None


def is_version(value: object) -> bool:
    """Say whether ``value`` is a version: one to four dotted numbers, such as ``2026.1``."""
    return isinstance(value, str) and _VERSION.fullmatch(value) is not None


def near_duplicates(ids: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Find pairs of ids that a reader could take for one another (Beinahe-Dubletten, M2).

    Two ids are near-duplicates if they differ only in hyphens or in the look-alikes ``0``/``o`` and
    ``1``/``l``/``i``.

    Returns:
        Pairs in the order of the input, the earlier id first; at most 1 000.
    """
    groups: defaultdict[str, list[str]] = defaultdict(list)
    pairs: list[tuple[str, str]] = []
    for one in dict.fromkeys(ids):
        key = one.replace("-", "").translate(_LOOKALIKES)
        pairs.extend((other, one) for other in groups[key])
        groups[key].append(one)
        if len(pairs) >= MAX_PROBLEMS:
            break
    return tuple(pairs[:MAX_PROBLEMS])


_LOOKALIKES = str.maketrans({"0": "o", "1": "l", "i": "l"})


@attrs.frozen(kw_only=True)
class Reference:
    """Names another document by id and version (Verweis).

    Attributes:
        id: Id of the document (M2).
        version: Its version (M3).

    Raises:
        InvalidDocument: ``bad-id``, ``bad-version``.
    """

    id: str
    version: str

    def __attrs_post_init__(self) -> None:
        """Check the form of id and version."""
        problems = Problems()
        check_id(problems, self.id, ("id",))
        check_version(problems, self.version, ("version",))
        problems.raise_if_any()


def check_id(problems: Problems, value: object, path: tuple[str | int, ...]) -> None:
    """Add ``bad-id`` unless ``value`` is an id (M2)."""
    if not is_id(value):
        problems.add("bad-id", path)


def check_version(problems: Problems, value: object, path: tuple[str | int, ...]) -> None:
    """Add ``bad-version`` unless ``value`` is a version."""
    if not is_version(value):
        problems.add("bad-version", path)


def check_unique(
    problems: Problems, ids: Iterable[str], path: tuple[str | int, ...], key: str = "id"
) -> None:
    """Add ``duplicate-id`` for each id that stands a second time in a list (M2)."""
    seen: set[str] = set()
    for index, one in enumerate(ids):
        if not isinstance(one, str):
            continue  # that is told where the form of ids is checked
        if one in seen:
            problems.add("duplicate-id", (*path, index, key), id=one)
        seen.add(one)


def check_listed(problems: Problems, ids: Iterable[str], name: str) -> None:
    """Check the ids of a list of named things: their form, and that each stands once (M2)."""
    found = list(ids)
    for index, one in enumerate(found):
        check_id(problems, one, (name, index, "id"))
    check_unique(problems, found, (name,))
