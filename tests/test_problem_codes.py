# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Every problem code is made to fail: by a document of the corpus, or by one of tests/problemcases.py."""

from __future__ import annotations

import ast
import json
import tomllib
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from tests.problemcases import CASES

from weltoffen.errors import MAX_ECHO, InvalidDocument, Problem, problem_codes

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "weltoffen"
CORPUS = Path(__file__).resolve().parent / "corpus" / "v1"
TEXTS = tomllib.loads((SOURCE / "problems.toml").read_text(encoding="utf-8"))


def corpus_codes() -> Iterator[str]:
    """Give every code that stands beside a document of the corpus."""
    for path in CORPUS.rglob("*.expected.json"):
        yield from (one["code"] for one in json.loads(path.read_text(encoding="utf-8"))["problems"])


def used_codes() -> Iterator[str]:
    """Give every code that stands in the source as the first argument of ``add``, ``at`` or ``warn``."""
    for path in SOURCE.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not call.args:
                continue
            name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
            first = call.args[0]
            if name in {"add", "at", "warn"} and isinstance(first, ast.Constant):
                yield str(first.value)


class TestEveryCode:
    """Every problem code is made to fail at least once."""

    @pytest.mark.parametrize("code", CASES)
    def test_a_case_leads_to_its_code(self, code: str) -> None:
        with pytest.raises(InvalidDocument) as caught:
            CASES[code]()
        assert code in {problem.code for problem in caught.value.problems}
        assert str(caught.value)

    def test_the_corpus_and_the_cases_reach_every_code(self) -> None:
        assert {*corpus_codes(), *CASES} == set(problem_codes())

    def test_no_case_repeats_the_corpus(self) -> None:
        assert not CASES.keys() & set(corpus_codes())

    def test_every_code_in_the_source_has_a_text(self) -> None:
        assert set(used_codes()) <= set(problem_codes())


class TestTexts:
    """A message in German and English that names what was expected and what to do."""

    @pytest.mark.parametrize("code", problem_codes())
    def test_each_message_formats_in_both_languages(self, code: str) -> None:
        names = _names(code)
        problem = Problem.at(code, ("a",), **{name: f"<{name}>" for name in names})
        for language in ("de", "de-simple", "en", "fr"):
            message = problem.message(language)
            assert message.endswith((".", "\u201c."))
            assert all(f"<{name}>" in message for name in names)
            assert not message.startswith(" ")
        assert problem.message("de") != problem.message("en")
        assert problem.message("de-AT") == problem.message("de")

    @pytest.mark.parametrize("code", CASES)
    def test_a_case_gives_what_its_message_names(self, code: str) -> None:
        with pytest.raises(InvalidDocument) as caught:
            CASES[code]()
        for problem in caught.value.problems:
            assert _names(problem.code) <= dict(problem.parameters).keys()
            assert all(len(str(value)) <= MAX_ECHO for _, value in problem.parameters)
            assert "{" not in problem.message("de") + problem.message("en")


def _names(code: str) -> set[str]:
    """Give the parameters that the messages of a code name; both languages name the same."""
    german, english = (
        {name for _, name, _, _ in Formatter().parse(TEXTS[code][language]) if name}
        for language in ("de", "en")
    )
    assert german == english
    return german
