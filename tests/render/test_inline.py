# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Lines: what is put together stays what it was, stressed or not, number or not; N3."""

from __future__ import annotations

from string import ascii_lowercase

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.cleaning import clean
from weltoffen.render.inline import Line, Run, Shown, fill, join

SHOWN = st.none() | st.builds(Shown, st.just("/whole/n"), st.sampled_from(["n", "percent"]))
RUNS = st.builds(Run, text=st.text(min_size=1), strong=st.booleans(), shown=SHOWN)
LINES = st.builds(Line, st.lists(RUNS, max_size=4).map(tuple))
OWN = st.text(ascii_lowercase + " ,;.–äß„“%", max_size=8)
"""Texts of our own, without braces."""


class TestALineIsItsRuns:
    @given(st.text())
    def test_a_text_is_one_run_cleaned_and_neither_stressed_nor_a_number(self, text: str) -> None:
        said = clean(text)
        assert Line.of(text).runs == ((Run(text=said),) if said else ())
        assert Line.of(text).plain == said
        assert bool(Line.of(text)) == bool(said)

    @pytest.mark.parametrize("value", [0, None, 2.5])
    def test_of_any_value_its_text(self, value: object) -> None:
        assert Line.of(value).plain == str(value)

    def test_a_number_keeps_where_it_comes_from_and_its_spaces(self) -> None:
        shown = Shown("/nodes/0/score", "percent")
        line = Line.number("61\u00a0%", shown)
        assert line.runs == (Run(text="61\u00a0%", shown=shown),)
        assert Line.number("3", None).runs == (Run(text="3"),)

    @given(LINES)
    def test_stressing_changes_nothing_else(self, line: Line) -> None:
        assert all(run.strong for run in line.strong.runs)
        assert [(run.text, run.shown) for run in line.strong.runs] == [
            (run.text, run.shown) for run in line.runs
        ]
        assert line.strong.strong == line.strong
        assert bool(line.strong) == bool(line) == bool(line.runs)

    @given(LINES)
    def test_it_does_not_go_into_a_string_where_it_would_lose_its_numbers(self, line: Line) -> None:
        with pytest.raises(TypeError, match=r"fill\(\) or join\(\)"):
            f"{line}"
        with pytest.raises(TypeError, match=r"fill\(\) or join\(\)"):
            "{one}".format_map({"one": line})

    def test_it_cannot_be_changed(self) -> None:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            Line().runs = ()  # type: ignore[misc]


class TestPuttingTogether:
    @given(LINES, LINES, LINES)
    def test_adding(self, one: Line, two: Line, three: Line) -> None:
        assert (one + two) + three == one + (two + three)
        assert one + Line() == Line() + one == one
        assert (one + two).plain == one.plain + two.plain
        assert (one + two).strong == one.strong + two.strong

    @given(OWN, st.lists(LINES, max_size=4))
    def test_joining(self, separator: str, lines: list[Line]) -> None:
        found = join(separator, iter(lines))
        assert found.plain == separator.join(line.plain for line in lines)
        numbers = [run.shown for run in found.runs if run.shown]
        assert numbers == [run.shown for line in lines for run in line.runs if run.shown]
        assert all(run.text for run in found.runs)

    @given(LINES)
    def test_joining_one_or_none_adds_nothing(self, line: Line) -> None:
        assert join(", ", [line]) == line
        assert join(", ", []) == Line()
        assert join("", [line, line]) == line + line

    def test_what_stands_between_is_not_stressed(self) -> None:
        name = Line.of("a").strong
        assert [(run.text, run.strong) for run in join(", ", [name, name]).runs] == [
            ("a", True),
            (", ", False),
            ("a", True),
        ]

    @given(OWN, OWN, OWN, LINES, LINES)
    def test_filling(self, start: str, middle: str, end: str, one: Line, two: Line) -> None:
        found = fill(f"{start}{{one}}{middle}{{two}}{end}", {"one": one, "two": two})
        assert found.plain == f"{start}{one.plain}{middle}{two.plain}{end}"
        kept = [run for run in found.runs if run.strong or run.shown]
        assert kept == [run for run in (one + two).runs if run.strong or run.shown]
        assert all(run.text for run in found.runs)

    def test_filling_twice_and_in_any_order(self) -> None:
        one, two = Line.of("1"), Line.of("2")
        assert fill("{b}{a}{b}", {"a": one, "b": two}) == two + one + two
        assert fill("", {}) == Line()
        assert fill("{{}}", {}).plain == "{}"

    def test_braces_in_a_document_s_text_are_text(self) -> None:
        assert fill("{a}!", {"a": Line.of("{b} {0} %s"), "b": Line.of("x")}).plain == "{b} {0} %s!"

    def test_a_name_that_is_not_there_is_an_error(self) -> None:
        with pytest.raises(KeyError, match="town"):
            fill("{town}", {})
