# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Charts as files: every chart in every form, under a name that says which; P5."""

from __future__ import annotations

import json
import re

import pytest
from tests.render.drawing.judges import full
from tests.render.refreports import demo, full_village
from tests.render.village import OWN, village

from weltoffen.errors import InvalidDocument, Unprotected
from weltoffen.render.chartfiles import Form, chart_files
from weltoffen.render.drawing import charts, draw


class TestEveryChartInEveryForm:
    def test_in_the_order_of_the_report(self) -> None:
        told = full_village()
        made = charts(told.report, edition=told.edition)
        names = [name for name, _ in chart_files(told.report, edition=told.edition)]
        assert names == [
            f"{chart.id}.{suffix}"
            for chart in made
            for suffix in ("svg", "png", "vg.json" if chart.grammar == "vega" else "vl.json")
        ]
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"[a-z0-9-]+\.(svg|png|v[lg]\.json)", name) for name in names)

    def test_pictures_are_those_that_are_drawn(self) -> None:
        _, found = full()
        first = charts(found)[0]
        files = dict(chart_files(found))
        assert files["stages.svg"] == draw(first)
        assert files["stages.png"] == draw(first, "png")
        assert files["stages.png"].startswith(b"\x89PNG")

    def test_specifications_are_plain_json(self) -> None:
        told = full_village()
        found = charts(told.report, "en", edition=told.edition, theme="dark")
        files = chart_files(told.report, "en", edition=told.edition, theme="dark", forms=("json",))
        for chart, (_, content) in zip(found, files, strict=True):
            assert json.loads(content) == json.loads(json.dumps(chart.specification))
            assert content.endswith(b"}\n")

    @pytest.mark.parametrize("forms", [(), ("png",), ("json", "svg")])
    def test_only_the_forms_that_are_wanted(self, forms: tuple[Form, ...]) -> None:
        _, found = full(village(supplement=OWN))
        suffixes = [name.rpartition(".")[2] for name, _ in chart_files(found, forms=forms)]
        assert suffixes == list(forms) * len(charts(found))

    def test_no_form_of_another_name(self) -> None:
        with pytest.raises(ValueError, match="forms is to be one of"):
            list(chart_files(full()[1], forms=("pdf",)))  # type: ignore[arg-type]


class TestWhatIsTaken:
    @pytest.mark.parametrize("wrong", [None, {}, "report"])
    def test_nothing_but_a_report_p5(self, wrong: object) -> None:
        """It is refused when the function is called, not when the first file is asked for."""
        with pytest.raises(Unprotected):
            chart_files(wrong)  # type: ignore[arg-type]

    def test_the_edition_must_be_that_of_the_report(self) -> None:
        with pytest.raises(InvalidDocument):
            chart_files(demo().report, edition=village().edition)
