# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import ast
import importlib
import json
import pickle
import string
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import weltoffen.errors
from weltoffen.errors import (
    InvalidDocument,
    MissingExtra,
    Problem,
    Problems,
    Unprotected,
    WeltoffenError,
    pointer_to,
    problem_codes,
    shorten,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

HOUSE = Path(weltoffen.errors.__file__).parent
WORDING: dict[str, dict[str, str]] = tomllib.loads(
    (HOUSE / "problems.toml").read_text(encoding="utf-8")
)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def raised() -> Iterator[tuple[str, str, set[str] | None]]:
    """Find every place of the source that raises a code, and the parameters that it supplies.

    The parameters are None where they are not written out.
    """
    for file in sorted(HOUSE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            where = f"{file.relative_to(HOUSE)}:{getattr(node, 'lineno', 0)}"
            match node:
                case ast.Call(
                    func=ast.Attribute(
                        value=ast.Name(id="problems" | "Problem"), attr="add" | "at" | "warn"
                    ),
                    args=[ast.Constant(value=str(code)), *_],
                    keywords=keywords,
                ):
                    names = {keyword.arg for keyword in keywords if keyword.arg is not None}
                    yield where, code, names if len(names) == len(keywords) else None
                case ast.Call(func=ast.Name(id="Problem"), keywords=keywords):
                    written = {k.arg: k.value for k in keywords}
                    match written.get("code"):
                        case ast.Constant(value=str(code)):
                            yield where, code, None if "parameters" in written else set()
                case ast.Tuple(elts=[ast.Constant(value=str(code)), _, ast.Dict(keys=keys)]):
                    yield where, code, {str(k.value) for k in keys if isinstance(k, ast.Constant)}
                case _:
                    pass


class TestWording:
    """A stable code, and a message in German and English with the same parameters."""

    def test_codes_are_listed_in_order(self) -> None:
        assert problem_codes() == tuple(sorted(WORDING))

    @pytest.mark.parametrize("code", sorted(WORDING))
    def test_each_code_has_both_languages_with_the_same_placeholders(self, code: str) -> None:
        entry = WORDING[code]
        assert set(entry) == {"de", "en"}
        assert placeholders(entry["de"]) == placeholders(entry["en"])
        assert all(name.isidentifier() for name in placeholders(entry["de"]))
        assert all(text.strip() == text and text.endswith(".") for text in entry.values())

    @pytest.mark.parametrize("code", sorted(WORDING))
    def test_each_code_is_kebab_case_and_stands_in_the_source(self, code: str) -> None:
        assert code.replace("-", "").isalnum()
        assert code == code.lower()
        source = (file.read_text(encoding="utf-8") for file in HOUSE.rglob("*.py"))
        assert any(f'"{code}"' in text for text in source)

    def test_every_place_that_raises_a_code_supplies_its_parameters(self) -> None:
        places = list(raised())
        assert len(places) > 80
        wrong = [
            (where, code)
            for where, code, names in places
            if code not in WORDING
            or (names is not None and not placeholders(WORDING[code]["en"]) <= names)
        ]
        assert wrong == []

    def test_a_message_is_told_in_german_or_english(self) -> None:
        problem = Problem.at("duplicate-id", ("nodes", 1, "id"), id="access")
        assert "access" in problem.message()
        assert problem.message() == problem.message("de") == problem.message("de-simple")
        assert problem.message("en") == problem.message("fr") != problem.message("de")
        assert problem.message("den") == problem.message("en")


class TestEcho:
    """A message never repeats more than 60 characters of input."""

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("abc", "abc"),
            ("x" * 60, "x" * 60),
            ("x" * 61, "x" * 59 + "…"),
            ("a\nb", "a\\u000ab"),
            ("\u202eabc", "\\u202eabc"),
            ("\ud800", "\\ud800"),
            ("a\u200bb", "a\\u200bb"),
            (12, "12"),
            ("\n" * 20, "\\u000a" * 9 + "\\u000…"),
        ],
    )
    def test_input_is_repeated_short_and_printable(self, text: object, shown: str) -> None:
        assert shorten(text) == shown

    def test_the_limit_can_be_set(self) -> None:
        assert shorten("abcdef", 4) == "abc…"

    @given(st.text(st.characters(), max_size=200))
    def test_it_is_always_printable_and_at_most_60_long(self, text: str) -> None:
        shown = shorten(text)
        assert len(shown) <= 60
        assert shown.isprintable()

    def test_parameters_are_shortened_and_numbers_stay_numbers(self) -> None:
        problem = Problem.at("x", (), a="y" * 100, b=5, c=True)
        assert problem.parameters == (("a", "y" * 59 + "…"), ("b", 5), ("c", "True"))


class TestPointer:
    """A problem has an RFC 6901 pointer."""

    @pytest.mark.parametrize(
        ("path", "pointer"),
        [
            ((), ""),
            (("a", 0, "b"), "/a/0/b"),
            (("a/b", "m~n", "~1"), "/a~1b/m~0n/~01"),
            (("",), "/"),
            (("x" * 100,), "/" + "x" * 59 + "…"),
        ],
    )
    def test_steps_are_escaped_and_shortened(
        self, path: tuple[str | int, ...], pointer: str
    ) -> None:
        assert pointer_to(path) == pointer
        assert Problem.at("x", path).pointer == pointer

    def test_the_document_itself_is_the_empty_pointer(self) -> None:
        assert Problem.at("x").pointer == Problem(code="x").pointer == ""


class TestProblem:
    """Problems are data with a severity; only errors refuse a document."""

    def test_an_error_is_the_rule_and_a_warning_is_only_reported(self) -> None:
        error = Problem.at("x", ("a",), n=1)
        warning = Problem.warn("x", ("a",), n=1)
        assert error.severity == "error"
        assert warning.severity == "warning"
        assert attrs.evolve(warning, severity="error") == error

    def test_it_may_know_its_line_and_source(self) -> None:
        problem = attrs.evolve(Problem.at("x"), line=3, source="answers.ndjson")
        assert (problem.line, problem.source) == (3, "answers.ndjson")

    def test_it_may_know_its_cell_beside_its_pointer(self) -> None:
        problem = attrs.evolve(Problem.at("bad-id", ("assessment",)), cell="Antworten!B3")
        assert (problem.pointer, problem.cell) == ("/assessment", "Antworten!B3")
        assert Problem.at("bad-id").cell is None

    def test_its_plain_values_are_json_and_tell_all_that_it_knows(self) -> None:
        problem = Problem.warn("second-official", ("a~b", 1), perspective="economy")
        plain = problem.plain("en")
        assert json.loads(json.dumps(plain)) == plain
        assert plain == {
            "pointer": "/a~0b/1",
            "code": "second-official",
            "message": problem.message("en"),
            "severity": "warning",
            "parameters": {"perspective": "economy"},
        }
        assert (
            problem.plain()["message"] == problem.plain("de-simple")["message"] != plain["message"]
        )

    def test_its_plain_values_name_line_source_and_cell_only_where_they_are_known(self) -> None:
        problem = attrs.evolve(Problem.at("bad-id"), line=3, source="answers.ndjson", cell="A!B3")
        known = {"line": 3, "source": "answers.ndjson", "cell": "A!B3"}
        assert problem.plain() == Problem.at("bad-id").plain() | known
        assert not known.keys() & Problem.at("bad-id").plain().keys()


class TestInvalidDocument:
    """One root error with all problems, up to 1 000, then "and n more"."""

    def test_it_is_a_value_error_and_comes_from_the_one_root(self) -> None:
        assert issubclass(InvalidDocument, ValueError)
        assert issubclass(Unprotected, TypeError)
        assert issubclass(MissingExtra, ImportError)
        for kind in (InvalidDocument, Unprotected, MissingExtra):
            assert issubclass(kind, WeltoffenError)

    def test_it_tells_place_code_and_message(self) -> None:
        error = InvalidDocument(
            [Problem.at("bad-id", ("nodes", 0, "id")), Problem.at("no-responses")]
        )
        first, second = str(error).splitlines()
        assert first == f"/nodes/0/id: bad-id: {WORDING['bad-id']['en']}"
        assert second == f"/: no-responses: {WORDING['no-responses']['en']}"

    def test_only_the_first_ten_are_told(self) -> None:
        error = InvalidDocument([Problem.at("bad-id")] * 12, more=3)
        assert len(str(error).splitlines()) == 11
        assert str(error).splitlines()[-1] == "and 5 more"

    def test_the_first_1000_are_kept_and_the_others_counted(self) -> None:
        error = InvalidDocument((Problem.at("bad-id", (i,)) for i in range(1_002)), more=1)
        assert len(error.problems) == 1_000
        assert error.problems[-1].pointer == "/999"
        assert error.more == 3

    def test_it_survives_the_way_to_another_process(self) -> None:
        error = InvalidDocument([Problem.at("duplicate-id", ("a",), id="x")], more=2)
        again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
        assert (again.problems, again.more) == (error.problems, error.more)


class TestCollecting:
    """All problems at once."""

    def test_nothing_found_raises_nothing(self) -> None:
        Problems().raise_if_any()

    def test_everything_found_is_raised_together(self) -> None:
        problems = Problems()
        problems.add("bad-id", ("a",))
        problems.extend(InvalidDocument([Problem.at("bad-version", ("b",))], more=4))
        with pytest.raises(InvalidDocument) as caught:
            problems.raise_if_any()
        assert [p.code for p in caught.value.problems] == ["bad-id", "bad-version"]
        assert caught.value.more == 4

    def test_past_1000_problems_are_only_counted(self) -> None:
        problems = Problems()
        for i in range(999):
            problems.add("bad-id", (i,))
        problems.extend(InvalidDocument([Problem.at("bad-version")] * 3, more=1))
        problems.add("bad-id")
        problems.extend(InvalidDocument([Problem.at("bad-id")]))
        assert len(problems.found) == 1_000
        assert problems.more == 5


class TestMissingExtra:
    """What is optional says which extra brings it."""

    def without(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        for module in [m for m in sys.modules if m.startswith("weltoffen.testing")]:
            monkeypatch.delitem(sys.modules, module)
        monkeypatch.setitem(sys.modules, name, None)

    def test_strategies_without_hypothesis_name_their_extra(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.without(monkeypatch, "hypothesis")
        with pytest.raises(MissingExtra, match=r"weltoffen\[testing\]") as caught:
            importlib.import_module("weltoffen.testing")
        assert caught.value.name == "hypothesis"

    def test_another_missing_module_is_not_blamed_on_the_extra(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.without(monkeypatch, "weltoffen.testing.strategies")
        with pytest.raises(ModuleNotFoundError, match=r"weltoffen\.testing\.strategies"):
            importlib.import_module("weltoffen.testing")
