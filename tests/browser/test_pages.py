# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Pages in a real browser: silent, self-contained, accessible, valid, fit for a phone and for paper."""

from __future__ import annotations

import base64
import datetime as dt
import functools
import os
from functools import partial
from typing import TYPE_CHECKING

import pytest
from tests.browser import pages
from tests.browser.pages import (
    DESKTOP,
    PHONE,
    Looked,
    Markup,
    Seen,
    find_browser,
    look,
    must_run,
    reason_to_skip,
    validate_html,
)
from tests.examples.stories import erlangen
from tests.render.refreports import full_village

import weltoffen as wo
from weltoffen.demo import demo_bytes
from weltoffen.model.paper import Attachment, Consultation
from weltoffen.render import (
    Look,
    course_html,
    paper_html,
    render_html,
    render_questionnaire,
    render_workshop,
)
from weltoffen.render.course.chapters import CHAPTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


LOGO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)
"""A picture of one pixel."""
PAPER = wo.CouncilPaper(
    id="paper-of-the-demo",
    source_language="de",
    file_number="IV/13/XY001",
    paper_number="13/017/2026",
    date=dt.date(2026, 11, 2),
    office={"de": "Integrationsbüro", "en": "Integration office"},
    offices=[{"de": "Kämmerei", "en": "Finance"}],
    consultations=[
        Consultation(
            id="advisory",
            body={"de": "Integrationsbeirat", "en": "Integration council"},
            treatment="information",
            date=dt.date(2026, 11, 18),
            public=False,
        ),
        Consultation(
            id="council",
            body={"de": "Stadtrat", "en": "Town council"},
            treatment="decision",
            result={"de": "angenommen", "en": "adopted"},
        ),
    ],
    attachments=[Attachment(id="report", title={"de": "Bericht", "en": "Report"})],
)


def questionnaire(language: str) -> str:
    return render_questionnaire(wo.load_reference(), language, "html")


def report(language: str) -> str:
    """Write the page of the demo's report."""
    found, edition = demo()
    return render_html(found, language, edition=edition)


def paper(language: str) -> str:
    """Write a paper for the council about the demo's report, with everything that it can say."""
    found, edition = demo()
    return paper_html(PAPER, found, language, edition=edition)


def workshop(language: str) -> str:
    """Write the sheets for a workshop about the demo's report."""
    found, edition = demo()
    return render_workshop(found, language, edition=edition)


def everything(language: str) -> str:
    """Write the page of a report with everything that one can have, in a town's own look."""
    told = full_village()
    look = Look(
        name="Dorf & Co.", logo=LOGO, logo_text="Wappen", colour="#7a1f1f", dark_colour="#f2b8b8"
    )
    return render_html(told.report, language, edition=told.edition, look=look)


def story(language: str) -> str:
    """Write the chapters of a course: the example of Erlangen, with a proposal.

    The report around them is that of the other pages; its charts take minutes to be judged.
    """
    course, edition = erlangen()
    return course_html(course, language, edition=edition, chapters=CHAPTERS)


@functools.cache
def demo() -> tuple[wo.Report, wo.Edition]:
    """Make the demo's report, and its edition."""
    assessment = wo.schemas.read_assessment(demo_bytes("assessment.json"))
    edition = assessment.extend(wo.load_reference())
    return wo.evaluate(demo_bytes("answers.ndjson"), assessment), edition


IS_THOROUGH = os.environ.get("WELTOFFEN_PROFILE") == "thorough"
LONG = {"report", "everything", "story"}
"""Pages that take a browser minutes; in English, the same but for the words, only in the thorough profile."""
PAGES: Mapping[str, Callable[[], str]] = {
    f"{name}-{language}": partial(write, language)
    for name, write in {
        "questionnaire": questionnaire,
        "report": report,
        "paper": paper,
        "workshop": workshop,
        "everything": everything,
        "story": story,
    }.items()
    for language in ("de", "en")
    if language == "de" or name not in LONG or IS_THOROUGH
}
"""Every page that the library writes, by a name for its file; one entry more is one page more judged."""


def require_tools() -> None:
    """Skip when the machine lacks the tools, and fail where that must not happen."""
    if reason := reason_to_skip():
        if must_run():
            pytest.fail(f"CI is set, but {reason}")
        pytest.skip(reason)


def written(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    files = [folder / f"{name}.html" for name in texts]
    for file, text in zip(files, texts.values(), strict=True):
        file.write_text(text, encoding="utf-8")
    return files


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Write every page of the library, once."""
    require_tools()
    texts = {name: make() for name, make in PAGES.items()}
    return written(tmp_path_factory.mktemp("pages"), texts)


@pytest.fixture(scope="module")
def looked(files: list[Path]) -> dict[str, Looked]:
    return {one.file.stem: one for one in look(files)}


@pytest.fixture(scope="module")
def markup(files: list[Path]) -> dict[str, Markup]:
    return {one.file.stem: one for one in validate_html(files)}


@pytest.mark.parametrize("name", PAGES)
class TestEveryPage:
    """No console message, no request, axe-core 0 violations, Nu HTML checker 0 errors."""

    def test_can_be_shown(self, name: str, looked: dict[str, Looked]) -> None:
        """On phone and desktop, in light and dark, and printed: nothing that `faults` names."""
        assert looked[name].faults == ()

    def test_is_judged_in_every_view(self, name: str, looked: dict[str, Looked]) -> None:
        judged = {one.view for one in looked[name].views if one.axe is not None}
        assert judged == {view.name for view in (*DESKTOP, *PHONE)}

    def test_says_where_its_numbers_come_from_n3(
        self, name: str, looked: dict[str, Looked]
    ) -> None:
        """A blank questionnaire has none."""
        blank = name.startswith("questionnaire")
        assert all((one.references == 0) == blank for one in looked[name].views)

    def test_leaves_no_rule_undecided(self, name: str, looked: dict[str, Looked]) -> None:
        """Letters in the colour of their ground, or over a picture, are undecided for axe."""
        judged = [one.axe for one in looked[name].views if one.axe is not None]
        assert [fault for one in judged for fault in one.undecided] == []

    def test_fills_more_than_a_sheet_of_paper(self, name: str, looked: dict[str, Looked]) -> None:
        printed = looked[name].printed
        assert printed is not None
        assert printed.pages > 1

    def test_is_valid(self, name: str, markup: dict[str, Markup]) -> None:
        assert markup[name].errors == ()
        assert markup[name].warnings == ()


# --- The checks themselves ---------------------------------------------------------------------------

POLICY = (
    '<meta http-equiv="Content-Security-Policy"'
    " content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">"
)
DOT = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
ELSEWHERE = "https://pictures.example/one.png"


def document(body: str, *, head: str = "", language: str = ' lang="en"') -> str:
    """Give a page in which there is no fault but those of its parts."""
    return (
        f'<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset="utf-8">\n{head}'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>A page</title>\n<style>:root { color-scheme: light dark; }</style>\n</head>\n"
        f"<body>\n<main>\n<h1>A page</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def drawing(letters: str) -> str:
    return (
        '<svg role="img" aria-label="A chart" width="200" height="60" viewBox="0 0 100 30">'
        f'<rect width="100" height="30" fill="#fff"/><g opacity="{letters}">'
        '<text x="5" y="20" font-size="10" fill="#000">Much</text></g></svg>'
    )


WIDE = '<p style="width: 700px">Wide</p>'
CALM = f"""<p>Fine, <span data-ref="/a">1</span> of <span data-ref="/b">2</span>.</p>
<img src="{DOT}" alt="A dot"> {drawing("1")}
<div style="overflow-x: auto" tabindex="0" role="region" aria-label="Table">{WIDE}</div>
<p style="break-before: page">Second sheet</p>"""
SCRIPT = "<script>document.title = 'Acted'; console.debug('here')</script>"
TEXTS = {
    "calm": document(CALM, head=POLICY),
    "script": document(SCRIPT),
    "script-refused": document(SCRIPT, head=POLICY),
    "handler": document('<p onclick="this.remove()">Go</p>'),
    "broken-script": document("<script>throw new Error('broken')</script>"),
    "image": document(f'<img src="{ELSEWHERE}" alt="One">'),
    "image-refused": document(f'<img src="{ELSEWHERE}" alt="One">', head=POLICY),
    "faint": document('<p style="color: #bbb; background: #fff">Faint</p>'),
    "unseen": document('<p style="color: #fff; background: #fff">Unseen</p>'),
    "faint-when-dark": document('<p style="color: #444">Faint</p>'),
    "faint-behind-details": document(
        '<details><summary>More</summary><p style="color: #bbb; background: #fff">Faint</p></details>'
    ),
    "faint-drawing": document(drawing("0.4")),
    "no-language": document("<p>Whose?</p>", language=""),
    "no-heading": document("<h4>Deep</h4>"),
    "wide": document(f"<table><tr><td>{WIDE}</td></tr></table>"),
    "wide-behind-details": document(f"<details><summary>More</summary>{WIDE}</details>"),
    "invalid": document("<p><b>Open</p>"),
}
EXPECTED: Mapping[str, set[str]] = {
    "calm": set(),
    "script": {"console", "lively"},
    "script-refused": {"console", "lively", "policy"},
    "handler": {"lively"},
    "broken-script": {"errors", "lively"},
    "image": {"console", "requests"},
    "image-refused": {"console", "policy", "requests"},
    "faint": {"color-contrast"},
    "unseen": set(),
    "faint-when-dark": set(),
    "faint-behind-details": {"color-contrast"},
    "faint-drawing": {"faint"},
    "no-language": {"html-has-lang"},
    "no-heading": {"heading-order"},
    "wide": {"width"},
    "wide-behind-details": {"width"},
    "invalid": set(),
}
"""What is found in each on a phone in light colours."""


def kinds(seen: Seen) -> set[str]:
    """Name what was found."""
    assert seen.axe is not None
    names = ("console", "errors", "requests", "policy", "lively", "faint")
    found = {name for name in names if getattr(seen, name)}
    if seen.width > seen.wanted:
        found.add("width")
    return found | {one.id for one in (*seen.axe.violations, *seen.axe.practice)}


@pytest.fixture(scope="module")
def tried_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    require_tools()
    folder = tmp_path_factory.mktemp("tried pages")  # the space has to pass every tool
    return dict(zip(TEXTS, written(folder, TEXTS), strict=True))


@pytest.fixture(scope="module")
def tried(tried_files: dict[str, Path]) -> dict[str, Seen]:
    found = look(tried_files.values(), views=PHONE[:1], printing=False)
    return {one.file.stem: one.views[0] for one in found}


class TestFaultsAreCaught:
    """A check that cannot fail is a defect: each page has one fault, and just that one is found."""

    def test_each_and_no_other(self, tried: dict[str, Seen]) -> None:
        assert {name: kinds(seen) for name, seen in tried.items()} == EXPECTED

    def test_all_are_told(self, tried: dict[str, Seen]) -> None:
        assert {name for name, seen in tried.items() if seen.faults} == {
            name for name, expected in EXPECTED.items() if expected
        }

    def test_what_is_told(self, tried: dict[str, Seen]) -> None:
        assert tried["script"].console == ("debug: here",)
        assert tried["image"].requests == (ELSEWHERE,)
        assert tried["image-refused"].policy == (f"img-src: {ELSEWHERE}",)
        assert tried["broken-script"].errors == ("Error: broken",)
        assert tried["wide"].width > 700
        assert WIDE in " ".join(tried["wide"].wide)
        assert tried["unseen"].axe is not None
        assert tried["unseen"].axe.undecided[0].startswith("color-contrast: equalRatio: <p style")
        assert tried["faint-drawing"].faint[0].startswith("2.85: <text")

    def test_measures(self, tried: dict[str, Seen]) -> None:
        """Letters of 10 in a drawing that is shown at twice its size are 20 px high."""
        assert (tried["calm"].references, tried["calm"].smallest) == (2, 20)
        assert (tried["handler"].references, tried["handler"].smallest) == (0, None)

    def test_in_the_dark(self, tried_files: dict[str, Path], tmp_path: Path) -> None:
        """Colours are judged there, too; and the screenshot is of that view."""
        file = tried_files["faint-when-dark"]
        (found,) = look([file], views=DESKTOP[1:], pictures=tmp_path, whole=True)
        (seen,) = found.views
        assert kinds(seen) == {"color-contrast"}
        assert seen.pictures == (tmp_path / "faint-when-dark-desktop-dark-01.png",)
        assert seen.pictures[0].read_bytes().startswith(b"\x89PNG")

    def test_on_paper(self, tried_files: dict[str, Path], tmp_path: Path) -> None:
        names = ("calm", "wide")
        calm, wide = look([tried_files[name] for name in names], views=(), pictures=tmp_path)
        assert calm.faults == ()
        assert calm.printed is not None
        assert calm.printed.pages == 2
        assert calm.printed.file is not None
        assert calm.printed.file.read_bytes().startswith(b"%PDF-")
        (fault,) = wide.faults
        assert fault.startswith("print: 7")

    def test_in_the_markup(self, tried_files: dict[str, Path]) -> None:
        names = ("calm", "invalid", "no-language")
        calm, invalid, speechless = validate_html(tried_files[name] for name in names)
        assert (calm.errors, calm.warnings) == ((), ())
        assert any("Unclosed element “b”" in one for one in invalid.errors)
        assert speechless.errors == ()
        assert any("lang" in one for one in speechless.warnings)

    def test_of_files_that_are_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            validate_html([tmp_path / "none.html"])
        with pytest.raises(FileNotFoundError):
            look([tmp_path / "none.html"])

    def test_of_a_browser_that_does_not_start(
        self, tried_files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pages, "find_browser", lambda: "/bin/false")
        with pytest.raises(RuntimeError, match="node ended with 1"):
            look([tried_files["calm"]])


class TestMissingTools:
    def test_are_named(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        assert find_browser() is None
        assert reason_to_skip() == "no page was looked at: not on the PATH: chromium, node, java"

    def test_packages(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        for name in ("chromium", "node", "java"):
            (tmp_path / name).touch(mode=0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setattr(pages, "NODE", tmp_path)
        assert "npm ci" in (reason_to_skip() or "")
        for name in pages.PACKAGES:
            (tmp_path / "node_modules" / name).mkdir(parents=True)
        assert reason_to_skip() is None

    @pytest.mark.parametrize(
        ("value", "expected"), [("true", True), ("1", True), ("", False), ("false", False)]
    )
    def test_fail_in_ci(
        self, monkeypatch: pytest.MonkeyPatch, value: str, *, expected: bool
    ) -> None:
        monkeypatch.setenv("CI", value)
        assert must_run() is expected
