# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen charts`` and ``weltoffen workshop``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.cli.test_rendering import known

from weltoffen.cli import CANNOT_RUN, FINE, main
from weltoffen.render import Look, chart_files, charts, render_workshop

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.commands import Output

    from weltoffen.render.chartfiles import Form

SAVED = ("report.json", "--assessment", "assessment.json")
CHARTS = ("charts", *SAVED, "-o", "drawn")


class TestCharts:
    @pytest.mark.parametrize(
        ("arguments", "forms"),
        [
            ([], ("svg", "png")),
            (["--format", "svg"], ("svg",)),
            (["--format", "spec", "--format", "svg", "--format", "spec"], ("json", "svg")),
        ],
    )
    def test_forms(
        self, arguments: list[str], forms: tuple[Form, ...], small: Path, capsys: Output
    ) -> None:
        report, edition = known(small)
        assert main([*CHARTS, *arguments]) == FINE
        expected = dict(chart_files(report, "de", edition=edition, forms=forms))
        found = {one.name: one.read_bytes() for one in (small / "drawn").iterdir()}
        assert found == expected
        assert capsys.readouterr().err == f"Geschrieben: drawn (Dateien: {len(expected)})\n"

    def test_dark_and_in_english(self, small: Path) -> None:
        report, edition = known(small)
        assert main([*CHARTS, "--format", "spec", "--theme", "dark", "--language", "en"]) == FINE
        drawn = charts(report, "en", edition=edition, theme="dark")
        for one in drawn:
            ending = "vg" if one.grammar == "vega" else "vl"
            found = json.loads((small / "drawn" / f"{one.id}.{ending}.json").read_bytes())
            assert found == one.specification
        assert drawn != charts(report, "en", edition=edition)

    @pytest.mark.parametrize("place", ["report.json", "report.json/deeper", "zero\0byte"])
    def test_a_folder_that_cannot_be_one(self, place: str, small: Path, capsys: Output) -> None:
        del small
        command = ["charts", *SAVED, "-o", place, "--format", "spec"]
        assert main(command) == CANNOT_RUN
        assert "lässt sich nicht schreiben" in capsys.readouterr().err

    def test_a_folder_without_a_name(self, small: Path, capsys: Output) -> None:
        """Such as an unset variable of a shell: a hundred files in the current folder surprise people."""
        before = sorted(small.iterdir())
        assert main(["charts", *SAVED, "-o", "", "--format", "spec"]) == CANNOT_RUN
        assert capsys.readouterr().err.startswith("weltoffen charts: Der Ordner")
        assert sorted(small.iterdir()) == before
        assert main(["charts", *SAVED, "-o", ".", "--format", "spec"]) == FINE


class TestWorkshop:
    def test_all_fields(self, small: Path, capsys: Output) -> None:
        report, edition = known(small)
        assert main(["workshop", *SAVED, "-o", "w.html", "--name", "Stadt"]) == FINE
        expected = render_workshop(report, "de", edition=edition, look=Look(name="Stadt"))
        assert (small / "w.html").read_text(encoding="utf-8") == expected
        assert capsys.readouterr().err == "Geschrieben: w.html\n"

    def test_some_fields_to_standard_output(self, small: Path, capsys: Output) -> None:
        report, edition = known(small)
        fields = ("opening", "management")
        arguments = [text for field in fields for text in ("--field", field)]
        assert main(["workshop", *SAVED, *arguments, "--language", "en"]) == FINE
        found = capsys.readouterr().out
        assert found == render_workshop(report, "en", edition=edition, fields=fields)

    def test_a_field_that_there_is_not(self, small: Path, capsys: Output) -> None:
        del small
        assert main(["workshop", *SAVED, "--field", "moon\x1b", "-o", "w.html"]) == CANNOT_RUN
        said = capsys.readouterr().err
        assert said.startswith("weltoffen workshop: --field: ")
        assert "management, opening, " in said
        assert said.endswith(", jubilee.\n")
        assert said[:-1].isprintable()

    @pytest.mark.parametrize("name", ["w.md", "w", "w.json", "w.pdf"])
    def test_pages_only(self, name: str, small: Path, capsys: Output) -> None:
        assert main(["workshop", *SAVED, "-o", name]) == CANNOT_RUN
        assert ".html" in capsys.readouterr().err
        assert not (small / name).exists()

    def test_a_colour_without_contrast(self, small: Path, capsys: Output) -> None:
        del small
        assert main(["workshop", *SAVED, "--colour", "#eeeeee"]) == CANNOT_RUN
        assert "--colour: " in capsys.readouterr().err
