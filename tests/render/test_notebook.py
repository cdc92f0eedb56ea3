# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Reports in a notebook: rich display by IPython itself, and none for what is unprotected; G1-G8, N3, P5."""

from __future__ import annotations

import functools
import importlib
import inspect
import os
import pkgutil
import subprocess
import sys
import tempfile
import types
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import html5lib
import pytest
from hypothesis import given, settings
from IPython.core.interactiveshell import InteractiveShell
from tests.render.htmlpages import Element, poisoned, text_of
from tests.render.paper import HOSTILE, MARKDOWN, TRICKY, one_line
from tests.render.refreports import demo, full_village
from tests.render.village import report, village
from traitlets.config import Config

import weltoffen.model
import weltoffen.scoring
from weltoffen.render.notebook import load_ipython_extension, register, register_running
from weltoffen.report.rounds import ChangeResult
from weltoffen.report.shares import Share
from weltoffen.report.structure import GapResult, Need, NodeResult, Report
from weltoffen.report.views import ViewGapResult
from weltoffen.scoring.protection import ProtectionRule, protect
from weltoffen.scoring.results import OperatorSheet, View
from weltoffen.scoring.sheets import score

if TYPE_CHECKING:
    from collections.abc import Iterator

HOME = tempfile.TemporaryDirectory()
KINDS = (Report, NodeResult, GapResult, Need, ViewGapResult, ChangeResult)
"""What has a display; nothing else has one."""
RICH = ("text/html", "text/markdown")
LANGUAGES = ("de", "en")


def started() -> Any:  # noqa: ANN401 - IPython has no types for it
    """Start a shell of IPython that leaves nothing behind."""
    config = Config({"HistoryManager": {"enabled": False}})
    return InteractiveShell(config=config, ipython_dir=HOME.name)  # type: ignore[no-untyped-call]


@functools.cache
def shell(language: str | None = "de") -> Any:  # noqa: ANN401
    """Give a shell that knows reports in a language; None for one that was told nothing."""
    found = started()
    if language is not None:
        register(found, language)
    return found


def displayed(by: Any, value: object) -> dict[str, str]:  # noqa: ANN401
    """Display a value as a notebook does: text by its type."""
    found, _ = by.display_formatter.format(value)
    return dict(found)


def shown(value: object, language: str = "de") -> dict[str, str]:
    return displayed(shell(language), value)


def read(fragment: str) -> Element:
    root = html5lib.parseFragment(fragment, namespaceHTMLElements=False)
    (only,) = root
    return only


def text(value: object, language: str = "de") -> str:
    return " ".join(text_of(read(shown(value, language)["text/html"])).split())


def cells(value: object, language: str = "de") -> list[list[str]]:
    """Give the cells of every table, row by row."""
    root = read(shown(value, language)["text/html"])
    return [[" ".join(text_of(one).split()) for one in row] for row in root.iter("tr")]


def tokens(value: object, language: str = "de") -> list[str]:
    return [one.type for one in MARKDOWN.parse(shown(value, language)["text/markdown"])]


class TestAReport:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_has_html_markdown_and_its_plain_text(self, language: str) -> None:
        found = demo().report
        display = shown(found, language)
        assert set(display) == {"text/plain", *RICH}
        assert display["text/plain"] == displayed(shell(None), found)["text/plain"]

    @pytest.mark.parametrize(
        ("language", "wanted"),
        [
            (
                "de",
                [
                    "Selbstcheck Musterstadt 2026",
                    "Der Stand beträgt 50 % (n = 1, Abdeckung ",
                    "Handlungsbedarfe",
                    "Schutz vor Diskriminierung: noch 50 Prozentpunkte, 2 Stufen bis zum Ziel (n = 1)",
                    "Gesprächsanlässe",
                    "Was bei den Zahlen zu beachten ist",
                    "Alle Angaben sind Selbsteinschätzungen.",
                ],
            ),
            (
                "en",
                [
                    "Self-check of Musterstadt 2026",
                    "Needs for action",
                    "50 percentage points, 2 stages to the target (n = 1)",
                    "Occasions for talk",
                    "What to bear in mind with the numbers",
                    "All answers are self-reports.",
                ],
            ),
        ],
    )
    def test_says_the_result_first_needs_first_talks_and_reservations(
        self, language: str, wanted: list[str]
    ) -> None:
        found = text(demo().report, language)
        places = [found.find(one) for one in wanted]
        assert -1 not in places, (wanted[places.index(-1)], found)
        assert places == sorted(places)

    def test_has_a_row_for_each_field_and_the_whole(self) -> None:
        names = [row[0] for row in cells(demo().report, "en")]
        fields = [one for one in demo().report.nodes if one.parent is None and one.title]
        assert names == [
            "Field of action",
            *(one.title.choose("en") for one in fields if one.title),
            "Overall",
        ]

    def test_names_five_needs_and_three_occasions_at_most(self) -> None:
        root = read(shown(demo().report)["text/html"])
        needs, talks = next(root.iter("ol")), next(root.iter("ul"))
        assert (len(needs), len(talks)) == (5, 3)
        assert len(demo().report.needs) > 5
        assert len(demo().report.occasions) > 3

    def test_says_nothing_of_what_there_is_not(self) -> None:
        """All is at its target, and there is one view only."""
        one = village()
        official = {"sport-hall": "s4", "sport-club": "s4", "music-choir": "s4", "news-paper": "s4"}
        found = text(report(one, one.official(**official)))
        assert "Handlungsbedarfe" not in found
        assert "Gesprächsanlässe" not in found

    def test_markdown_says_the_same(self) -> None:
        found = " ".join(
            "".join(child.content for child in token.children or [])
            for token in MARKDOWN.parse(shown(demo().report)["text/markdown"])
        ).replace("\u00a0", " ")
        assert "Schutz vor Diskriminierung: noch 50 Prozentpunkte, 2 Stufen bis zum Ziel" in found
        assert tokens(demo().report).count("table_open") == 1


class TestPartsOfAReportAreNamedByTheirIds:
    @functools.cached_property
    def report(self) -> Report:
        return full_village().report

    def node(self, name: str) -> NodeResult:
        return self.report.by_node[name]

    def test_a_node_g1(self) -> None:
        """Of music one question is answered with a quarter; its target is the stage "two", from 1/4."""
        found = self.node("music")
        assert text(found) == (
            "MusikStand: 25 % (n = 1)Stufe: twoZiel: 25 %Lücke zum Ziel: erreichtAbdeckung: 100 %"
        )
        assert text(found, "en") == (
            "MusicScore: 25% (n = 1)Stage: twoTarget: 25%Gap to target: reachedCoverage: 100%"
        )

    def test_a_node_with_a_tendency(self) -> None:
        found = attrs.evolve(self.node("music"), tendency=True)
        assert "Stufe: two, Tendenz zur nächsten" in text(found)

    def test_the_whole(self) -> None:
        assert text(self.report.whole).startswith("InsgesamtStand: ")

    @pytest.mark.parametrize(
        ("reason", "said"),
        [("protected", "geschützt"), ("no-answers", "keine Antworten"), (None, "geschützt")],
    )
    def test_a_node_without_score_says_why_p4(self, reason: Any, said: str) -> None:  # noqa: ANN401
        found = attrs.evolve(
            self.node("music"), score=None, reason=reason, coverage=None, gap=None, stage=None
        )
        assert text(found) == f"MusikStand: {said}Ziel: 25 %"

    def test_a_gap_g1(self) -> None:
        gap = GapResult(points=Share(Fraction(1, 5)), stages=1)
        assert text(gap) == "Lücke zum Ziel: 20 Prozentpunkte, eine Stufe"
        assert text(gap, "en") == "Gap to target: 20 percentage points, one stage"

    def test_a_need_g2(self) -> None:
        gap = GapResult(points=Share(Fraction(1, 5)), stages=1)
        need = Need(node="news", gap=gap, gain=Share(Fraction(1, 40)))
        assert text(need) == (
            "news: noch 20 Prozentpunkte, eine Stufe bis zum Ziel, "
            "Gewinn für das Ganze 2,5 Prozentpunkte"
        )

    def test_two_views_compared_g4(self) -> None:
        one = village()
        answers = {"sport-hall": "000444", "sport-club": "112233"}
        found = report(
            one,
            one.official(**{"sport-hall": "s4", "sport-club": "s4"}),
            *one.persons("politics", **answers),
        )
        (gap,) = found.gaps
        assert text(gap).startswith(
            "administration (offizielle Antwort) und politics (persönliche Antworten) im Vergleich"
        )
        head, *_, sport = cells(gap)
        assert head == [
            "Thema",
            "administration (offizielle Antwort)",
            "politics (persönliche Antworten)",
            "Abstand",
            "Gemeinsame Fragen",
        ]
        assert sport == [
            "sport",
            "100 % (n = 1)",
            "50 % (n = 6)",
            "50 Prozentpunkte und eine Stufe",
            "2",
        ]

    def test_views_without_a_common_node(self) -> None:
        (gap, *_) = self.report.gaps
        none = attrs.evolve(gap, nodes=())
        assert text(none).endswith("Hier lässt sich kein Thema vergleichen.")

    def test_all_together_have_a_name(self) -> None:
        view = View(kind="pooled")
        (gap, *_) = self.report.gaps
        assert "Alle persönlichen Antworten" in text(attrs.evolve(gap, column=view))

    def test_a_change_g8(self) -> None:
        change = self.report.change
        assert change is not None
        assert change.main is not None
        found = text(change)
        assert found.startswith("Veränderung seit dem Durchgang first")
        head, *rows = cells(change)
        assert head == ["Thema", "Früher", "Später", "Veränderung", "Gemeinsame Fragen"]
        assert [row[0] for row in rows] == [one.node or "Insgesamt" for one in change.main.nodes]

    def test_a_change_without_common_main_view_shows_every_view(self) -> None:
        change = self.report.change
        assert change is not None
        first, *others = change.views
        empty = attrs.evolve(first, nodes=())
        found = text(attrs.evolve(change, main=None, views=(empty, *others)))
        assert "beruht in den beiden Durchgängen auf verschiedenen Sichten" in found
        assert "Hier lässt sich nichts vergleichen." in found
        assert found.count("Gemeinsame Fragen") == len(others)


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


def test_gaps_of_views_are_tables() -> None:
    found = full_village().report.gaps
    assert found
    for gap in found:
        assert isinstance(gap, ViewGapResult)
        assert "table_open" in tokens(gap)
