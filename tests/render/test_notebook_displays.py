# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Rich display by IPython itself: none for what is unprotected, texts stay texts, registration; P5."""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
import subprocess
import sys
import types
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from tests.render.htmlpages import poisoned
from tests.render.notebooks import (
    HOME,
    KINDS,
    LANGUAGES,
    RICH,
    displayed,
    read,
    shell,
    shown,
    started,
    text,
    tokens,
)
from tests.render.paper import HOSTILE, TRICKY, one_line
from tests.render.refreports import demo, full_village
from tests.render.village import village

import weltoffen.model
import weltoffen.scoring
from weltoffen.render.notebook import load_ipython_extension, register, register_running
from weltoffen.report.shares import Share
from weltoffen.report.structure import GapResult, Need, Report
from weltoffen.scoring.protection import ProtectionRule, protect
from weltoffen.scoring.results import OperatorSheet
from weltoffen.scoring.sheets import score

if TYPE_CHECKING:
    from collections.abc import Iterator

# --- What has no display -----------------------------------------------------------------------------


def classes_of(package: types.ModuleType) -> Iterator[type]:
    """Give every class of a package."""
    for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(one.name)
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if kind.__module__ == module.__name__:
                yield kind


class TestNothingUnprotectedHasADisplayP5:
    @pytest.mark.parametrize("package", [weltoffen.model, weltoffen.scoring])
    def test_no_class_of_answers_counts_and_scores(self, package: types.ModuleType) -> None:
        """Neither a formatter of ours for it or a class above it, nor a method that notebooks look for."""
        found = list(classes_of(package))
        assert len(found) > 20
        for kind in found:
            assert not set(kind.__mro__) & set(KINDS)
            assert not any(hasattr(kind, name) for name in ("_repr_html_", "_repr_mimebundle_"))
            for mimetype in RICH:
                with pytest.raises(KeyError):
                    shell().display_formatter.formatters[mimetype].lookup_by_type(kind)

    def test_values_from_a_response_to_the_operators_sheet(self) -> None:
        one = village()
        response = one.official(**{"sport-hall": "s4"})
        raw = one.tally(response, *one.persons("politics", **{"sport-hall": "01"}))
        public = protect(raw, ProtectionRule(), one.assessment, one.edition)
        sheet = score(raw, one.assessment, one.edition)
        scores = score(public, one.assessment, one.edition)
        assert isinstance(sheet, OperatorSheet)
        for value in (response, raw, public, sheet, sheet.scores, scores, scores.main):
            assert not set(shown(value)) & set(RICH), type(value)

    def test_nothing_that_only_looks_like_a_report(self) -> None:
        found = demo().report
        names = {field.name: getattr(found, field.name) for field in attrs.fields(Report)}
        alike = types.SimpleNamespace(**names, by_node=found.by_node)
        assert set(shown(alike)) == {"text/plain"}

    @pytest.mark.parametrize("kind", KINDS)
    def test_no_subclass(self, kind: type) -> None:
        below: Any = type("Below", (kind,), {"__repr__": lambda _: "below"})
        assert set(shown(below.__new__(below))) == {"text/plain"}

    def test_and_nothing_without_registration(self) -> None:
        assert set(displayed(shell(None), demo().report)) == {"text/plain"}


class TestAFragmentFitsAnywhere:
    """It has no style, no class, no id, no link and no script: the notebook's own style holds."""

    TAGS = frozenset(
        ("div", "p", "strong", "ol", "ul", "li", "table", "thead", "tbody", "tr", "th", "td")
    )

    def check(self, value: object) -> None:
        for one in read(shown(value)["text/html"]).iter():
            assert one.tag in self.TAGS
            assert set(one.attrib) <= {"scope"}

    def test_of_a_report(self) -> None:
        self.check(demo().report)

    def test_with_hostile_texts_in_every_field(self) -> None:
        found = poisoned(full_village(), HOSTILE).report
        parts: list[object] = [found, found.whole, found.by_node["sport"], found.change]
        for value in (*parts, *found.gaps, *found.needs):
            self.check(value)
        for language in LANGUAGES:
            assert one_line(HOSTILE) in text(found, language)
        assert one_line(HOSTILE) in text(found.by_node["sport"])

    def test_hostile_texts_in_markdown(self) -> None:
        plain, hostile = (poisoned(full_village(), said).report for said in ("a", HOSTILE))
        for one, other in ((plain, hostile), (plain.by_node["sport"], hostile.by_node["sport"])):
            assert tokens(one) == tokens(other)

    @given(TRICKY)
    @settings(max_examples=25, deadline=None)
    def test_with_any_text(self, said: str) -> None:
        found = poisoned(full_village(), said).report
        self.check(found)
        assert one_line(said) in text(found)
        assert tokens(found) == tokens(poisoned(full_village(), "a").report)

    def test_with_hostile_ids_of_parts_shown_alone(self) -> None:
        """Ids are checked when documents are read; what is built by hand may hold anything."""
        gap = GapResult(points=Share(Fraction(1, 5)), stages=1)
        need = Need(node=HOSTILE, gap=gap, gain=Share(0))
        self.check(need)
        assert text(need).startswith(one_line(HOSTILE))


# --- Registration ------------------------------------------------------------------------------------


class TestRegistration:
    def test_the_last_language_counts(self) -> None:
        found = started()
        register(found, "en")
        load_ipython_extension(found)
        assert "Lücke zum Ziel" in displayed(found, demo().report)["text/html"]

    def test_with_the_running_shell(self, monkeypatch: pytest.MonkeyPatch) -> None:
        found = started()
        running: Any = types.SimpleNamespace(get_ipython=lambda: found)
        monkeypatch.setitem(sys.modules, "IPython", running)
        register_running()
        assert "text/html" in displayed(found, demo().report)

    @pytest.mark.parametrize("get", [{}, {"get_ipython": lambda: None}])
    def test_nothing_happens_without_a_shell(
        self, monkeypatch: pytest.MonkeyPatch, get: dict[str, object]
    ) -> None:
        """Neither while IPython is being imported, nor without a shell, nor without IPython."""
        half: Any = types.SimpleNamespace(**get)
        monkeypatch.setitem(sys.modules, "IPython", half)
        register_running()
        monkeypatch.delitem(sys.modules, "IPython")
        register_running()

    def test_ipython_is_not_imported(self) -> None:
        program = (
            "import sys, weltoffen.render.notebook as n; n.register_running(); "
            "sys.exit('IPython' in sys.modules)"
        )
        subprocess.run([sys.executable, "-c", program], check=True, timeout=120)

    def test_in_a_program_of_its_own(self) -> None:
        """A notebook's way: the extension is loaded, and the last value of a cell is displayed."""
        program = (
            "from IPython.core.interactiveshell import InteractiveShell as S; s = S.instance(); "
            "s.run_line_magic('load_ext', 'weltoffen.render.notebook'); "
            "import weltoffen as wo; from weltoffen.demo import demo_bytes as d; "
            "r = wo.evaluate(d('answers.ndjson'), d('assessment.json')); "
            "found, _ = s.display_formatter.format(r); print(sorted(found))"
        )
        done = subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            timeout=120,
            capture_output=True,
            text=True,
            env={**os.environ, "IPYTHONDIR": HOME.name},
        )
        assert done.stdout.strip() == "['text/html', 'text/markdown', 'text/plain']"
