# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen schema``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import attrs
import pytest

import weltoffen as wo
from weltoffen import schemas
from weltoffen.cli import (
    CANNOT_RUN,
    FINE,
    main,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.commands import Output


class TestSchema:
    @pytest.mark.parametrize("name", [*schemas.KINDS, "bundle", "common"])
    def test_of_a_kind_of_document(self, name: str, capsys: Output) -> None:
        assert main(["schema", name]) == FINE
        assert capsys.readouterr().out.encode() == schemas.schema_bytes(name)

    def test_of_the_responses_to_a_shipped_edition(self, capsys: Output) -> None:
        assert main(["schema", "response", "--edition", "2026.1"]) == FINE
        found = json.loads(capsys.readouterr().out)
        questionnaire = wo.load_reference("2026.1").questionnaire
        assert found["properties"]["answers"]["properties"].keys() == questionnaire.by_id.keys()

    def test_of_the_responses_of_one_assessment(self, town: Path, capsys: Output) -> None:
        del town
        assert main(["schema", "response", "--assessment", "assessment.json"]) == FINE
        found = json.loads(capsys.readouterr().out)
        assert found["properties"]["assessment"] == {"const": "musterstadt-2026"}

    def test_of_the_responses_to_a_questionnaire_of_ones_own(
        self, town: Path, capsys: Output
    ) -> None:
        questionnaire = attrs.evolve(wo.load_reference().questionnaire, id="own")
        (town / "own.json").write_bytes(schemas.write(questionnaire))
        assert main(["schema", "response", "--questionnaire", "own.json"]) == FINE
        assert "/response/own/" in json.loads(capsys.readouterr().out)["$id"]

    @pytest.mark.parametrize(
        "wrong",
        [["house"], ["report", "--edition", "2026.1"], ["response", "--edition", "1999.1"]],
    )
    def test_wrong_names(self, wrong: list[str], capsys: Output) -> None:
        assert main(["schema", *wrong]) == CANNOT_RUN
        assert capsys.readouterr().err.startswith("weltoffen schema: ")
