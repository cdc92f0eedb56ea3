# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen demo``."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import attrs
import pytest
from tests.cli.commands import CORPUS, Output, demo_report

import weltoffen as wo
from weltoffen import schemas
from weltoffen.cli import (
    CANNOT_RUN,
    FINE,
    console,
    main,
    showing,
)
from weltoffen.report.shares import Share
from weltoffen.report.structure import GapResult

if TYPE_CHECKING:
    from pathlib import Path


class TestDemo:
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_prints_a_result_and_writes_what_check_and_report_accept(
        self, language: str, tmp_path: Path, capsys: Output
    ) -> None:
        assert main(["demo", "--language", language]) == FINE
        shown = capsys.readouterr().out
        report = schemas.read_report(tmp_path / "musterstadt-report.json")
        for node in report.nodes:
            if node.parent is None and node.title is not None:
                assert node.title.choose(language) in shown
        for number, need in enumerate(report.needs[:3], 1):
            title = report.by_node[need.node].title
            assert title is not None
            assert f"{number}. {title.choose(language)}: " in shown
        hidden = {"administration", "economy", "residents"}
        titles = [one.title.choose(language) for one in report.participation]
        listed = [
            t
            for t, one in zip(titles, report.participation, strict=True)
            if one.perspective in hidden
        ]
        assert f": {', '.join(listed)}.\n" in shown
        score, coverage = report.perspectives[0].nodes[0].score, report.whole.coverage
        assert score is not None
        assert coverage is not None
        official = {
            "de": f"{score.percent}\u00a0% (n\u00a0=\u00a01, Abdeckung\u00a0{coverage.percent}\u00a0%)",
            "en": f"{score.percent}% (n\u00a0=\u00a01, coverage\u00a0{coverage.percent}%)",
        }
        (line,) = [one for one in shown.splitlines() if official[language] in one]
        assert line.strip().startswith(titles[0])
        assert report.occasions
        assert f": {len(report.occasions)} – " in shown
        assert str(tmp_path) in shown
        files = [str(one.relative_to(tmp_path)) for one in tmp_path.rglob("*.*json")]
        assert len(files) == 3
        assert main(["check", *sorted(files)]) == FINE
        arguments = ["--assessment", "musterstadt/assessment.json", "--language", language]
        assert (
            main(["report", "musterstadt/answers.ndjson", *arguments, "-o", "again.html"]) == FINE
        )
        again = (tmp_path / "again.html").read_bytes()
        assert again == (tmp_path / "musterstadt-report.html").read_bytes()
        assert not (tmp_path / "musterstadt-report.md").exists()
        assert "  musterstadt-report.html\n" in shown
        assert "pip" not in shown

    @pytest.mark.parametrize(
        ("language", "said"),
        [("de", "Eine Seite mit Schaubildern"), ("en", "For a page with charts")],
    )
    def test_without_the_extra_for_pages(
        self,
        language: str,
        said: str,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: Output,
    ) -> None:
        """Markdown instead, and one line that names the extra."""
        monkeypatch.setitem(sys.modules, "vl_convert", None)
        assert main(["demo", "--language", language]) == FINE
        (line,) = [one for one in capsys.readouterr().out.splitlines() if "pip" in one]
        assert line.startswith(said)
        assert line.endswith(": pip install 'weltoffen[report]'")
        assert (tmp_path / "musterstadt-report.md").exists()
        assert not (tmp_path / "musterstadt-report.html").exists()

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_shows_reports_of_other_towns_too(self, language: str) -> None:
        """Without score, with several conflicts or none, with nothing protected."""
        for name in ("report", "report-protected"):
            report = schemas.read_report(CORPUS / f"{name}.json")
            shown = list(showing.Showing(report, console.Console(language)).lines("base"))
            assert shown[:2] == [shown[0], "base"]
        report = schemas.read_report(CORPUS / "report.json")
        personal = {one.perspective for one in report.perspectives if one.capacity == "personal"}
        joined = tuple(one for one in report.participation if one.perspective in personal)
        views = tuple(one for one in report.perspectives if one.perspective in personal)
        whole = attrs.evolve(report.perspectives[0].nodes[0], score=Share(1), reason=None)
        views = tuple(attrs.evolve(one, nodes=(whole,)) for one in views)
        calm = attrs.evolve(report, participation=joined, perspectives=views, conflicts=())
        assert not self.protected(calm, language)

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_names_every_perspective_that_is_shown_as_protected_p4(self, language: str) -> None:
        report = demo_report()
        view = next(one for one in report.perspectives if one.perspective == "politics")
        whole = attrs.evolve(view.nodes[0], score=None, reason="protected", n=None, stage=None)
        views = tuple(
            attrs.evolve(one, nodes=(whole,)) if one is view else one for one in report.perspectives
        )
        (line,) = self.protected(attrs.evolve(report, perspectives=views), language)
        assert line.endswith(
            {
                "de": ": Verwaltung, Politik, Wirtschaft, Einwohner*innen.",
                "en": ": Administration, Politics, Economy, Residents.",
            }[language]
        )

    @staticmethod
    def protected(report: wo.Report, language: str) -> list[str]:
        shown = showing.Showing(report, console.Console(language)).lines("base")
        return [line for line in shown if line.startswith(("Persönliche", "Personal"))]

    def test_a_gate_alone_keeps_a_target_from_being_reached_s6(self) -> None:
        """A gap in stages without a gap in points is no target reached."""
        report = demo_report()
        gap = GapResult(points=Share(0), stages=1)
        held = attrs.evolve(report.whole, gap=gap)
        bare = attrs.evolve(report.nodes[0], stage=None, tendency=False, gap=None)
        nodes = (bare, *report.nodes[1:])
        shown = showing.Showing(
            attrs.evolve(report, whole=held, nodes=nodes), console.Console("de")
        ).lines("base")
        (line,) = [one for one in shown if one.startswith("  Insgesamt")]
        assert line.endswith("  eine Stufe")

    def test_a_stream_that_cannot_be_set_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stderr", io.StringIO())
        assert main(["report", "x"]) == CANNOT_RUN

    def test_a_folder_that_cannot_be_written(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        monkeypatch.setitem(sys.modules, "vl_convert", None)  # draws no charts, so it is quick
        (tmp_path / "musterstadt").write_text("a file")
        assert main(["demo"]) == CANNOT_RUN
        assert capsys.readouterr().err.startswith("weltoffen demo: musterstadt/")
