# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Rounds for the engines: personal responses of every kind, and official ones, in several files."""

from __future__ import annotations

import os
from pathlib import Path

import attrs
import pytest
from tests.docs.blocks import marked, read
from tests.intake.filecases import (
    official_line,
    one_after_the_other,
    random_lines,
    write_files,
)
from tests.schemas.test_fastlane import SINGLE

import weltoffen as wo
from weltoffen.intake.parts import Intake
from weltoffen.model.assessment import Assessment, Perspective
from weltoffen.model.questionnaire import Questionnaire

ROUNDS = ("single", "reference")
COUNT = 400
GUIDE = read("docs/guide/scale.md")


@attrs.frozen(kw_only=True)
class Counted:
    """Files of one round, and what one process counts in them."""

    files: tuple[Path, ...]
    questionnaire: Questionnaire
    assessment: Assessment
    expected: Intake


def make_round(name: str, folder: Path) -> Counted:
    """Write a round of single choice, or one of the reference edition, with official responses."""
    if name == "single":
        questionnaire, assessment = SINGLE.questionnaire, SINGLE.assessment
    else:
        edition = wo.load_reference("2026.1")
        questionnaire = edition.questionnaire
        assessment = wo.Assessment(
            id="musterstadt-2026",
            municipality=wo.Municipality(name="Musterstadt"),
            round=wo.Round(id="2026"),
            edition=edition.reference,
            perspectives=[
                Perspective(id=one, title={"de": one}) for one in ("politics", "residents")
            ],
        )
    lines = list(random_lines(questionnaire, assessment, COUNT))
    first, second = assessment.perspective_ids[:2]
    stated = [
        official_line(questionnaire, assessment, first, part="a"),
        official_line(questionnaire, assessment, first, part="b", seed=1),
        official_line(questionnaire, assessment, second, seed=2),
    ]
    contents = [
        b"".join([*lines[: COUNT // 4], stated[0]]),
        b"".join([*stated[1:], *lines[COUNT // 4 :]]),
    ]
    files = write_files(folder, contents)
    expected = one_after_the_other(files, questionnaire, assessment)
    assert (expected.accepted, expected.refused) == (COUNT + 3, 0)
    return Counted(
        files=tuple(files), questionnaire=questionnaire, assessment=assessment, expected=expected
    )


def clashing(of: Counted, folder: Path) -> Path:
    """Write a file with an official response of a perspective that has spoken already."""
    (folder / "more").mkdir()
    second = of.assessment.perspective_ids[1]
    line = official_line(of.questionnaire, of.assessment, second)
    return write_files(folder / "more", [line])[0]


def told(name: str, of: Counted, **names: object) -> object:
    """Run the lines that the guide tells for an engine, and give their tally."""
    known: dict[str, object] = {
        "wo": wo,
        "paths": list(map(str, of.files)),
        "questionnaire": of.questionnaire,
        "assessment": of.assessment,
        **names,
    }
    exec(marked(GUIDE, f"engine: {name}"), known)  # noqa: S102 - the text of our own page
    return known["tally"]


def engine(name: str) -> None:
    """Skip where an engine is not installed; in the thorough profile it has to be."""
    if os.environ.get("WELTOFFEN_PROFILE") != "thorough":
        pytest.importorskip(name)
