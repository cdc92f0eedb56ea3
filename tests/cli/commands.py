# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the tests of the command line share."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

import weltoffen as wo
from weltoffen import schemas
from weltoffen.cli import FINE, main
from weltoffen.demo import demo_bytes

CORPUS = Path(__file__).parents[1] / "corpus" / "v1" / "schema" / "valid"
Output = pytest.CaptureFixture[str]


def standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def new(capsys: Output, *arguments: str) -> dict[str, Any]:
    assert main(["new", *arguments]) == FINE
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def save(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def demo_round(year: str) -> tuple[bytes, bytes]:
    """Give assessment and answers of the demo as those of another year."""
    assessment, answers = (
        demo_bytes(name)
        .replace(b'2026"', f'{year}"'.encode())
        .replace(b"2026-", f"{year}-".encode())
        for name in ("assessment.json", "answers.ndjson")
    )
    return assessment, answers


def demo_report() -> wo.Report:
    assessment = schemas.read_assessment(demo_bytes("assessment.json"))
    return wo.evaluate(demo_bytes("answers.ndjson"), assessment)


JUBILEE = {
    "nodes": [{"id": "jubilee", "title": {"de": "Jubiläum", "en": "Jubilee"}}],
    "questions": [
        {
            "id": "jubilee-plan",
            "node": "jubilee",
            "title": {"de": "Gibt es einen Festplan?", "en": "Is there a plan for it?"},
            "kind": "single",
            "scale": "establishment",
        }
    ],
}
"""A local supplement: one question of the town's own."""


def small_round() -> dict[str, bytes]:
    """Make a round with few answers, so that pages and charts are quickly drawn."""
    document = json.loads(demo_bytes("assessment.json"))
    document["supplement"] = JUBILEE
    assessment = schemas.read_assessment(json.dumps(document).encode())
    edition = assessment.extend(wo.load_reference("2026.1"))
    answers = {
        "steering-council-resolution": "planned",
        "steering-coordination-office": "carried-out",
        "jubilee-plan": "planned",
    }
    response = wo.build_response(
        edition.questionnaire,
        assessment=assessment.id,
        perspective="administration",
        capacity="official",
        answers=answers,
    )
    line = schemas.write_line(response)
    report = wo.evaluate(line, assessment, edition=edition)
    return {
        "assessment.json": schemas.write(assessment),
        "answers.ndjson": line,
        "report.json": schemas.write(report),
    }
