# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Older documents (ältere Fassungen): one pure function for each step to the next version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Plain = dict[str, Any]
Version = tuple[int, int]


def _response_0_9(document: Plain) -> Plain:
    """Drafts before 1.0 gave answers as a list and called the perspective ``role``."""
    rest = {key: value for key, value in document.items() if key != "answers"}
    if "role" in document and "perspective" not in document:
        rest["perspective"] = rest.pop("role")
    answers = document.get("answers")
    if isinstance(answers, list) and all(_is_pair(one) for one in answers):
        keyed = {one["question"]: one["answer"] for one in answers}
        rest["answers"] = keyed if len(keyed) == len(answers) else answers
    elif "answers" in document:
        rest["answers"] = answers
    return rest


def _is_pair(value: object) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"question", "answer"}
        and isinstance(value["question"], str)
    )


STEPS: Mapping[tuple[str, Version], tuple[Version, Callable[[Plain], Plain]]] = {
    ("response", (0, 9)): ((1, 0), _response_0_9),
}
"""Kind and version of a document to the next version and the step that leads there."""


def migrate(kind: str, version: Version, document: Plain) -> tuple[Version, Plain]:
    """Carry a document forward as far as steps lead; its ``$schema`` is left to the caller."""
    while (kind, version) in STEPS:
        version, step = STEPS[kind, version]
        document = step(document)
    return version, document
