# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The corpus of the door (Prüfdokumente): raw bytes, responses, old documents, and what is wrong with each.

``bytes/NAME.json``
    A document, byte for byte; or ``NAME.recipe.json``, from which the test bakes a large one: ``parts`` of
    ``text``, ``times`` times, or ``count`` times with the number for ``{n}``.
``bytes/NAME.expected.json``
    The problems that `weltoffen.schemas.check` reports, as code and pointer; none: the document is
    accepted. ``limits`` are set if they are given.
``questionnaire/``
    A questionnaire, an assessment, and in ``responses/`` responses to them, with expected problems.
``migration/``
    Documents of drafts, kept for ever; ``NAME.twin.json`` is the same document of today.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from weltoffen.errors import InvalidDocument, Problem
from weltoffen.schemas import Limits, read_assessment, read_questionnaire

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "corpus" / "v1"
BYTES = CORPUS / "bytes"
ASKED = CORPUS / "questionnaire"
RESPONSES = ASKED / "responses"
MIGRATION = CORPUS / "migration"
VALID = CORPUS / "schema" / "valid"

BASE = "https://w3id.org/weltoffen/schemas"
QUESTIONNAIRE = read_questionnaire(ASKED / "questionnaire.json")
ASSESSMENT = read_assessment(ASKED / "assessment.json")
Found = list[tuple[str, str]]
"""Code and pointer of each problem, sorted."""


@attrs.frozen
class DoorCase:
    """One document and what is wrong with it.

    Attributes:
        name: Name of its file.
        data: The document.
        expected: The problems.
        limits: Limits to read it with.
    """

    name: str
    data: bytes
    expected: Found
    limits: Limits

    def __str__(self) -> str:
        """Give the name, for the list of tests."""
        return self.name


def load_json(path: Path) -> Any:  # noqa: ANN401 - any JSON
    """Read a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def door_cases(folder: Path) -> list[DoorCase]:
    """Read every document of a folder that has an ``.expected.json`` beside it."""
    cases = []
    for path in sorted(folder.glob("*.expected.json")):
        name = path.name.removesuffix(".expected.json")
        plain = load_json(path)
        expected = sorted((one["code"], one["pointer"]) for one in plain["problems"])
        limits = Limits(**plain.get("limits", {}))
        cases.append(DoorCase(name, _document(folder, name), expected, limits))
    return cases


def _document(folder: Path, name: str) -> bytes:
    recipe = folder / f"{name}.recipe.json"
    if not recipe.exists():
        return (folder / f"{name}.json").read_bytes()
    baked = []
    for part in load_json(recipe)["parts"]:
        if "count" in part:
            baked += [part["text"].replace("{n}", str(n)) for n in range(part["count"])]
        else:
            baked.append(part["text"] * part.get("times", 1))
    return "".join(baked).encode()


def named(problems: tuple[Problem, ...]) -> Found:
    """Give code and pointer of each problem, sorted."""
    return sorted((one.code, one.pointer) for one in problems)


def refusal(make: Callable[[], object]) -> InvalidDocument:
    """Expect a refusal and give it."""
    with pytest.raises(InvalidDocument) as caught:
        make()
    return caught.value


def refused(make: Callable[[], object]) -> Found:
    """Expect a refusal and list its problems."""
    error = refusal(make)
    assert error.more == 0
    return named(error.problems)


def problems_of(make: Callable[[], object]) -> Found:
    """List the problems of a refusal; none if nothing is refused."""
    try:
        make()
    except InvalidDocument as error:
        return named(error.problems)
    return []


def document(kind: str, body: str = "", version: str = "1.0.0") -> bytes:
    """Write a document by hand: its ``$schema`` and the rest of its body as text."""
    head = f'"$schema": "{BASE}/{version}/{kind}.schema.json"'
    return f"{{{head}{', ' if body else ''}{body}}}".encode()


def method(body: str = "", version: str = "1.0.0") -> bytes:
    """Write the smallest document there is, a method."""
    return document("method", body, version)


def valid_documents() -> dict[str, bytes]:
    """Give the valid documents of the corpus, at least one of each kind, by name."""
    found = {path.stem: path.read_bytes() for path in sorted(VALID.glob("*.json"))}
    found["asked"] = (ASKED / "questionnaire.json").read_bytes()
    found["answered"] = (RESPONSES / "valid-with-everything-around.json").read_bytes()
    return found
