# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Arguments that are none are told at once, by name, and never repeated."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.render.refreports import full_village

from weltoffen.arguments import check_choice, check_day, check_type
from weltoffen.render import chart_files, charts, draw, render_html, render_workshop


class TestChecks:
    """Exact types; a message never repeats what was given."""

    def test_types(self) -> None:
        check_type("f", "x", "text", str)
        check_type("f", "x", None, str, type(None))
        with pytest.raises(TypeError, match=r"^f: x is to be str or None, not int$"):
            check_type("f", "x", 5, str, type(None))

    @pytest.mark.parametrize("value", ["secret", None, 5, ["a"], b"a"])
    def test_words(self, value: object) -> None:
        check_choice("f", "x", "a", ("a", "b"))
        with pytest.raises(ValueError, match=r"^f: x is to be one of a, b$"):
            check_choice("f", "x", value, ("a", "b"))

    def test_days(self) -> None:
        """A time of day is no day, though Python takes it for one."""
        check_day("f", "x", dt.date(2026, 1, 1))
        for value in (dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "2026-01-01", None, 5):
            with pytest.raises(TypeError, match=r"^f: x is to be date, not "):
                check_day("f", "x", value)


class TestWhereTheyAreAsked:
    @pytest.mark.parametrize("value", ["purple", None, 5])
    def test_themes(self, value: Any) -> None:  # noqa: ANN401
        report = full_village().report
        for function in (charts, chart_files):
            with pytest.raises(ValueError, match="theme is to be one of light, dark"):
                function(report, theme=value)

    @pytest.mark.parametrize("value", ["pdf", None, 5])
    def test_forms(self, value: Any) -> None:  # noqa: ANN401
        report = full_village().report
        with pytest.raises(ValueError, match="form is to be one of svg, png"):
            draw(charts(report)[0], value)
        with pytest.raises(ValueError, match="forms is to be one of svg, png, json"):
            chart_files(report, forms=[value])

    @pytest.mark.parametrize("value", ["", "red", {}, 0])
    def test_looks(self, value: Any) -> None:  # noqa: ANN401
        for function in (render_html, render_workshop):
            with pytest.raises(TypeError, match="look is to be Look, not "):
                function(full_village().report, look=value)
