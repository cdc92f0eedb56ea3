# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Loading editions from TOML (Ausgaben laden)."""

from __future__ import annotations

import functools
import tomllib
from decimal import Decimal
from importlib import resources
from typing import Any

from weltoffen.errors import InvalidDocument, Problem
from weltoffen.model.edition import Edition
from weltoffen.model.questionnaire import Questionnaire
from weltoffen.model.target import TargetModel
from weltoffen.schemas import from_plain

_FOLDER = resources.files("weltoffen").joinpath("reference")


def editions() -> tuple[str, ...]:
    """List the versions of the shipped editions, oldest first."""
    found = [
        entry.name
        for entry in _FOLDER.iterdir()
        if entry.is_dir() and entry.joinpath("edition.toml").is_file()
    ]
    return tuple(sorted(found, key=_in_numbers))


def _in_numbers(version: str) -> list[int]:
    """Sort 2026.10 behind 2026.2."""
    return [int(number) for number in version.split(".")]


def load_reference(version: str = "2026.1") -> Edition:
    """Load a shipped edition (Ausgabe laden).

    Args:
        version: Its version, one of `editions`.

    Returns:
        Target model with stages and texts, and questionnaire; the same object at each call.

    Raises:
        InvalidDocument: ``unknown-edition``.
    """
    if version not in editions():
        known = ", ".join(editions())
        raise InvalidDocument([Problem.at("unknown-edition", id=version, known=known)])
    return _loaded(version)


load = load_reference
"""Short form, for those who write ``weltoffen.reference.load()``."""


@functools.cache
def _loaded(version: str) -> Edition:
    head = _toml(version, "edition")
    nodes: list[dict[str, Any]] = []
    questions: list[dict[str, Any]] = []
    for field in head["fields"]:
        top = _toml(version, field, "field")
        nodes.append({"id": field, **top["node"]})
        for criterion in top["criteria"]:
            page = _toml(version, field, criterion)
            nodes.append({"id": criterion, "parent": field, **page["node"]})
            questions += [{"node": criterion, **question} for question in page["questions"]]
    target_model = from_plain({**head["targetModel"], "nodes": nodes})
    questionnaire = from_plain({**head["questionnaire"], "questions": questions})
    assert isinstance(target_model, TargetModel)  # noqa: S101 - shipped content, checked by the tests
    assert isinstance(questionnaire, Questionnaire)  # noqa: S101 - see above
    return Edition(target_model=target_model, questionnaire=questionnaire)


def _toml(version: str, *names: str) -> dict[str, Any]:
    file = _FOLDER.joinpath(version, *names[:-1], f"{names[-1]}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"), parse_float=_number)


def _number(literal: str) -> int | Decimal:
    value = Decimal(literal)
    return int(value) if value == value.to_integral_value() else value
