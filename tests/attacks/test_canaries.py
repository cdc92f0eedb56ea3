# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Canaries: values that only people of hidden groups leave, and that must come out nowhere."""

from __future__ import annotations

import json
import logging
import re
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from weltoffen.cli import FINE, PROBLEMS, main
from weltoffen.demo import demo_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Output = pytest.CaptureFixture[str]

SUPPLEMENT = {
    "scales": [
        {
            "id": "birds",
            "options": [
                {"id": one, "title": {"de": one.title(), "en": one.title()}, "points": points}
                for points, one in enumerate(("sparrow", "robin", "canary-option"))
            ],
        }
    ],
    "nodes": [
        {"id": "aviary", "title": {"de": "Voliere", "en": "Aviary"}},
        {"id": "cage", "parent": "aviary", "title": {"de": "Käfig", "en": "Cage"}},
    ],
    "questions": [
        {
            "id": "which-bird",
            "node": "cage",
            "kind": "single",
            "scale": "birds",
            "title": {"de": "Welcher?", "en": "Which?"},
        }
    ],
}
STEPS = ("not-yet", "planned", "carried-out", "reviewed", "established")
SECTORS = ("schools", "youth-services", "digital-services")
K = 500
PUBLISHED, POLITICS, ECONOMY = 907, 409, 419
SILENT_POLITICS, SILENT_ECONOMY = 127, 131
NUMBERS = (
    POLITICS,
    ECONOMY,
    SILENT_POLITICS,
    SILENT_ECONOMY,
    POLITICS - SILENT_POLITICS,
    ECONOMY - SILENT_ECONOMY,
)
"""Numbers of people that only the two hidden groups have."""
WORDS = (
    "canary",
    "Canary",
    "Kanarien",
    "41.8273",
    "41,8273",
    "2031-07",
    "04:05:06",
)


@attrs.frozen
class Flock:
    """How the hidden groups answer: together alike in every flock; who is in which group varies."""

    politics: int = POLITICS
    bird: str = "canary-option"
    budget: str = "reviewed"
    wing: str = "canary"

    def lines(self) -> Iterator[dict[str, Any]]:
        """Give the responses: an official one, a large group, and two that are hidden below k = 500."""
        yield _response("administration", {"steering-goals": "planned"}, capacity="official")
        for at in range(PUBLISHED):
            yield _response("residents", self._open(at))
        for at in range(POLITICS + ECONOMY):
            group = "politics" if at < self.politics else "economy"
            response = _response(group, self._hidden(at)) | {
                "id": f"{self.wing}-id-{at}",
                "submittedAt": "2031-07-23T04:05:06Z",
            }
            if at % 100 == 0:  # reading them takes long
                response["extensions"] = {f"{self.wing}-key": {"name": f"{self.wing} value {at}"}}
            yield response

    def _open(self, at: int) -> dict[str, Any]:
        return {
            "steering-council-resolution": STEPS[at % 5],
            "steering-goals": STEPS[at * 7 % 5],
            "steering-coordination-office": STEPS[at % 5],
            "standing-sector-plans": [SECTORS[at % 3], SECTORS[(at + 1) % 3]],
            "standing-own-budget": "planned",
            "which-bird": "sparrow",
            "leadership-example": f"A canary sings for everybody, {at}",
        }

    def _hidden(self, at: int) -> dict[str, Any]:
        silent = at < SILENT_POLITICS or POLITICS <= at < POLITICS + SILENT_ECONOMY
        found: dict[str, Any] = {
            "steering-council-resolution": "unknown" if silent else STEPS[at * 3 % 5],
            "steering-coordination-office": "established",
            "steering-permanent-share": 41.8273,
            "standing-own-budget": "planned",
            "leadership-example": f"{self.wing.title()} no. {at}: Kanarienvogel",
        }
        if at == 0:
            found |= {"which-bird": self.bird, "standing-own-budget": self.budget}
        return found


def _response(
    perspective: str, answers: dict[str, Any], capacity: str = "personal"
) -> dict[str, Any]:
    return {
        "$schema": "https://w3id.org/weltoffen/schemas/1.0.0/response.schema.json",
        "questionnaire": {"id": "weltoffen-questionnaire", "version": "2026.1"},
        "assessment": "musterstadt-2026",
        "perspective": perspective,
        "capacity": capacity,
        "answers": answers,
    }


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the assessment, and no language in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    document = json.loads(demo_bytes("assessment.json")) | {"supplement": SUPPLEMENT}
    (tmp_path / "assessment.json").write_text(json.dumps(document), encoding="utf-8")
    return tmp_path


def settle(folder: Path, flock: Flock) -> None:
    lines = (json.dumps(one, ensure_ascii=False) for one in flock.lines())
    (folder / "answers.ndjson").write_text("\n".join(lines) + "\n", encoding="utf-8")


def run(command: str, *arguments: str) -> int:
    return main([command, "answers.ndjson", "--assessment", "assessment.json", *arguments])


def reports(
    folder: Path, capsys: Output, caplog: pytest.LogCaptureFixture, names: Sequence[str] = ()
) -> dict[str, str]:
    """Make reports of every kind, or those of these names; give them, and what was said, by name."""
    found = {}
    protect, merge = ("--protect", str(K)), ("--merge", "politics+economy")
    later = ("--released", "first.json", "--protect", str(K + 40), *merge)
    calls = {
        "first.json": (*protect, "-o", "first.json"),
        "german": protect,
        "english": (*protect, "--language", "en"),
        "merged.md": (*protect, *merge, "-o", "merged.md"),
        "later.json": (*later, "--format", "json"),
        "later": (*later, "--language", "en"),
    }
    with caplog.at_level(logging.DEBUG):
        for name in names or calls:
            arguments = calls[name]
            assert run("report", *arguments) == FINE
            output = capsys.readouterr()
            found[name], found[f"{name}, said"] = output.out, output.err
            if (folder / name).exists():
                found[name] = (folder / name).read_text(encoding="utf-8")
    found["log"] = caplog.text
    return found


def numbers(text: str) -> set[str]:
    """Give the numbers of a text, without those in words, ids and fingerprints."""
    return set(re.findall(r"(?<![\w.,:-])\d+(?:[.,]\d+)?(?![\w-]|[.,]\d)", text))


def escaped(text: str) -> list[str]:
    """Give the canaries that a text holds."""
    there = numbers(text)
    return [one for one in WORDS if one in text] + [str(n) for n in NUMBERS if str(n) in there]


class TestCanaries:
    """P4, P5, P9: nothing that only people of hidden groups say comes out, and no number of them."""

    def test_no_report_holds_one(
        self, place: Path, capsys: Output, caplog: pytest.LogCaptureFixture
    ) -> None:
        settle(place, Flock())
        found = reports(place, capsys, caplog)
        assert {name: escaped(text) for name, text in found.items() if escaped(text)} == {}
        first = json.loads(found["first.json"])
        responses = {one["perspective"]: one.get("responses") for one in first["participation"]}
        assert responses["residents"] == PUBLISHED
        assert responses["politics"] is responses["economy"] is None
        shown = {one["question"] for one in first["questions"] if one["published"]}
        assert "steering-council-resolution" in shown
        assert not shown & {"which-bird", "standing-own-budget", "steering-permanent-share"}
        assert str(POLITICS + ECONOMY) in numbers(found["merged.md"])

    def test_other_canaries_give_the_same_reports(
        self, place: Path, capsys: Output, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Other texts, ids and choices, and five people who change sides."""
        names = ("first.json", "english", "later.json")
        settle(place, Flock())
        found = reports(place, capsys, caplog, names)
        caplog.clear()
        settle(place, Flock(POLITICS + 5, "robin", "not-yet", "parrot"))
        assert reports(place, capsys, caplog, names) == found

    def test_what_is_wrong_with_a_response_does_not_tell_its_answers(
        self, place: Path, capsys: Output, caplog: pytest.LogCaptureFixture
    ) -> None:
        """A refused answer is named by its place."""
        wrong = {
            "standing-own-budget": "canary-wrong",
            "leadership-example": {"canary": "Kanarienvogel"},
            "standing-sector-plans": ["canary-sector"],
            "steering-permanent-share": "41.8273",
        }
        lines = [*Flock().lines()][:3] + [
            _response("economy", {one: value}) for one, value in wrong.items()
        ]
        said = ""
        with caplog.at_level(logging.DEBUG):
            for line in lines[3:]:
                text = "\n".join(json.dumps(one) for one in [*lines[:3], line])
                (place / "answers.ndjson").write_text(text, encoding="utf-8")
                for language in ("de", "en"):
                    assert run("report", "--language", language) == PROBLEMS
                    output = capsys.readouterr()
                    assert output.err
                    said += output.out + output.err
        assert escaped(said + caplog.text) == []

    def test_the_operators_account_tells_the_numbers(self, place: Path, capsys: Output) -> None:
        """Control: where they may stand, the canaries are found."""
        settle(place, Flock())
        assert run("protection", "--protect", str(K)) == FINE
        output = capsys.readouterr().out
        assert {str(POLITICS), str(ECONOMY)} <= {*escaped(output)}
        text = (place / "answers.ndjson").read_text(encoding="utf-8")
        assert {*WORDS} - {"41,8273"} <= {*escaped(text)}
