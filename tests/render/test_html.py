# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The page of a report: self-contained, silent, escaped, with a pointer at each number; N3, P5."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
import sys
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.builders import single
from tests.render.htmlpages import all_of, numbers_of, poisoned, read, skeleton, text_of
from tests.render.paper import HOSTILE, TRICKY
from tests.render.refreports import Told, demo, full_village
from tests.render.refs import check_shown, lines
from tests.render.village import report, village

import weltoffen as wo
from weltoffen.cleaning import clean
from weltoffen.model.target import Node
from weltoffen.render import Look, charts, render_html
from weltoffen.render.blocks import table
from weltoffen.render.document import report_blocks
from weltoffen.render.html import Document, write_html
from weltoffen.render.inline import Line
from weltoffen.render.page import Page
from weltoffen.render.sections import Section
from weltoffen.report.wording import words

LANGUAGES = ("de", "en")
ATTACKS = (
    HOSTILE,
    "</style><script>alert(1)</script>",
    "</title></svg></script><img src=x onerror=alert(1)>",
    "\" onmouseover='alert(1)' style='x",
    "{{ 7 * 7 }}{% for x in y %}{# #}",
    "javascript:alert(1)",
    "![x](https://x.example/p.png) [y](javascript:alert(1))",
    "]]><!-- --><![CDATA[",
    "=cmd|' /C calc'!A0",
    "a\u202eb\u2066c\u200fd",
    "datum.x + '\\' //",
)


def page_of(told: Told, language: str = "de", **more: Any) -> str:  # noqa: ANN401 - as it takes them
    return render_html(told.report, language, edition=told.edition, **more)


@pytest.fixture(scope="module", params=LANGUAGES)
def village_page(request: pytest.FixtureRequest) -> tuple[str, str]:
    language: str = request.param
    return language, page_of(full_village(), language)


class TestEveryNumberHasAPointerN3:
    """Every number shown carries a pointer; all resolve, and the value there is written the same."""

    def test_of_a_village_with_everything(self, village_page: tuple[str, str]) -> None:
        language, page = village_page
        document = full_village().document
        numbers = numbers_of(page)
        for one in numbers:
            check_shown(one, document, language)
        assert len(numbers) > 400

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_of_the_demo(self, language: str) -> None:
        told = demo()
        document = told.document
        numbers = numbers_of(page_of(told, language))
        for one in set(numbers):
            check_shown(one, document, language)
        assert len(set(numbers)) > 1_000

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_no_number_of_the_document_is_left_out(self, language: str) -> None:
        told = full_village()
        page = Page(report=told.report, language=language, edition=told.edition)
        in_blocks = {
            run.shown.pointer
            for block in report_blocks(page)
            for line in lines(block)
            for run in line.runs
            if run.shown is not None
        }
        assert in_blocks - {one.pointer for one in numbers_of(page_of(told, language))} == set()


class TestSelfContained:
    """No script, no outside request, fit for a strict Content-Security-Policy."""

    def test_nothing_acts_or_loads(self, village_page: tuple[str, str]) -> None:
        _, page = village_page
        for one in read(page).iter():
            tag = str(one.tag).rpartition("}")[2]
            assert tag not in {"script", "link", "iframe", "object", "embed", "base", "form", "img"}
            for name, value in one.attrib.items():
                assert not str(name).startswith("on"), name
                assert name != "style"
                if str(name).rpartition("}")[2] in {"href", "src"}:
                    assert value.startswith("#")
        assert "url(" not in page
        assert "@import" not in page

    def test_the_policy_allows_its_one_style_sheet_by_its_hash(self) -> None:
        page = page_of(full_village())
        (style,) = all_of(page, "style")
        digest = base64.b64encode(hashlib.sha256(text_of(style).encode()).digest()).decode()
        policies = [
            one.attrib["content"]
            for one in all_of(page, "meta")
            if one.attrib.get("http-equiv") == "Content-Security-Policy"
        ]
        rules = ("default-src 'none'", f"style-src 'sha256-{digest}'", "img-src data:")
        assert policies == ["; ".join([*rules, "base-uri 'none'", "form-action 'none'"])]

    def test_links_lead_to_what_is_there(self, village_page: tuple[str, str]) -> None:
        _, page = village_page
        ids = [one.attrib["id"] for one in read(page).iter() if "id" in one.attrib]
        assert len(ids) == len(set(ids))
        for link in all_of(page, "a"):
            assert link.attrib["href"].removeprefix("#") in ids
        for one in read(page).iter():
            for name in ("aria-labelledby", "aria-describedby"):
                assert one.attrib.get(name, ids[0]) in ids

    def test_equal_reports_give_equal_pages(self) -> None:
        assert page_of(full_village()) == page_of(full_village())


class TestStructure:
    """Overview first, a section for each field, occasions, needs, method and limits, glossary."""

    def test_sections_in_order(self, village_page: tuple[str, str]) -> None:
        language, page = village_page
        said = words(language)
        titles = [text_of(one) for one in all_of(page, "h2")]
        names = {"de": ("Freizeit", "Gespräch"), "en": ("Leisure", "Talk")}[language]
        found = ("talks", "suggestions", "ratings", "change", "supplement", "limits", "glossary")
        headings = [said[f"heading.{name}"] for name in found]
        assert titles == [said["heading.overview"], *names, *headings]
        listed = [text_of(one) for one in all_of(page, "nav")[0].iter("a")]
        assert listed == titles

    def test_headings_do_not_skip_levels(self, village_page: tuple[str, str]) -> None:
        _, page = village_page
        levels = [
            int(str(one.tag)[1])
            for one in read(page).iter()
            if re.fullmatch("h[1-6]", str(one.tag))
        ]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(two <= one + 1 for one, two in itertools.pairwise(levels))

    def test_every_chart_stands_there_once_with_a_table_beside_it(
        self, village_page: tuple[str, str]
    ) -> None:
        language, page = village_page
        told = full_village()
        drawn = {one.id for one in charts(told.report, language, edition=told.edition)}
        figures = all_of(page, "figure")
        shown = []
        for figure in figures:
            (picture,) = [one for one in figure.iter() if str(one.tag).endswith("}svg")]
            (title,) = [one for one in picture if str(one.tag).endswith("}title")]
            shown.append(title.attrib["id"].removeprefix("chart-").removesuffix("-title"))
        assert len(shown) == len(set(shown))
        assert set(shown) == drawn
        assert all(list(figure.iter("table")) for figure in figures)

    def test_language_and_title(self, village_page: tuple[str, str]) -> None:
        language, page = village_page
        assert read(page).attrib["lang"] == language
        (title,) = all_of(page, "title")[:1]
        (heading,) = all_of(page, "h1")
        assert text_of(title) == text_of(heading) != ""

    @pytest.mark.parametrize(
        ("language", "spoken"),
        [("de-AT", "de-AT"), ("en-GB", "en-GB"), ("de-simple", "de-simple"), ("fr", "en")],
    )
    def test_a_page_says_the_language_that_it_speaks(self, language: str, spoken: str) -> None:
        """WCAG 2.1, 3.1.1: our own words are German or English."""
        assert read(render_html(full_village().report, language)).attrib["lang"] == spoken

    def test_ids_that_look_alike_stay_apart(self) -> None:
        one = village(
            single("q", "talk"),
            single("r", "talk-title"),
            nodes=[Node(id=name, title={"de": name}) for name in ("talk", "talk-title")],
            depth=1,
        )
        page = render_html(report(one, one.official(q="s2", r="s3")))
        ids = [one.attrib["id"] for one in read(page).iter() if "id" in one.attrib]
        assert len(ids) == len(set(ids))

    def test_a_report_without_anything_has_a_page(self) -> None:
        told = full_village()
        bare = attrs.evolve(
            told.report,
            perspectives=(),
            gaps=(),
            occasions=(),
            questions=(),
            levers=(),
            change=None,
        )
        assert "<h1>" in render_html(bare)

    def test_only_reports_are_taken_p5(self) -> None:
        with pytest.raises(wo.Unprotected, match="render_html takes a Report"):
            render_html(object())  # type: ignore[arg-type]

    def test_another_edition_is_refused(self) -> None:
        with pytest.raises(wo.InvalidDocument, match="other-edition"):
            render_html(full_village().report, edition=demo().edition)


class TestTextsStayTexts:
    """HTML in texts is shown as it was typed, in every text of every document."""

    @pytest.mark.parametrize("attack", ATTACKS)
    def test_attacks(self, attack: str) -> None:
        told = full_village()
        calm = page_of(poisoned(told, "calm"))
        page = page_of(poisoned(told, attack), look=Look(name=attack))
        assert skeleton(page) == skeleton(calm)
        (heading,) = all_of(page, "h1")
        assert text_of(heading) == clean(attack)
        (sender,) = [one for one in all_of(page, "p") if one.attrib.get("class") == "sender"]
        assert text_of(sender) == clean(attack)

    @settings(
        max_examples=15, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow]
    )
    @given(text=st.one_of(TRICKY, st.text(min_size=1).map(lambda text: f"a{text}")))
    def test_any_text(self, text: str) -> None:
        told = _small()
        page = page_of(poisoned(told, text))
        assert skeleton(page) == skeleton(page_of(poisoned(told, "calm")))
        (heading,) = all_of(page, "h1")
        assert text_of(heading) == clean(text)


def _small() -> Told:
    """Give a report with few charts, for many examples."""
    told = full_village()
    return Told(attrs.evolve(told.report, questions=(), gaps=(), occasions=()), told.edition)


class TestTablesHaveNames:
    """WCAG 2.1: what can be scrolled has a name for those who do not see it."""

    def test_their_captions_or_their_columns(self) -> None:
        head, row = (Line.of("Eins"), Line.of("Zwei")), (Line.of("a"), Line.of("b"))
        named = table(head, [row], caption=Line.of("Beides <zusammen>"))
        section = Section(
            anchor="x", title=Line.of("x"), blocks=(named, attrs.evolve(named, caption=None))
        )
        page = write_html(
            Document(
                language="de",
                title=Line.of("x"),
                town="x",
                sections=(section,),
                closing=Line.of("x"),
            )
        )
        groups = [one for one in all_of(page, "div") if one.attrib.get("role") == "group"]
        labels = [one.attrib["aria-label"] for one in groups]
        assert labels == ["Beides <zusammen>", "Eins, Zwei"]
        (caption,) = all_of(page, "caption")
        assert text_of(caption) == "Beides <zusammen>"


class TestMissingExtra:
    """An extra is imported where it is used, with an error that names it."""

    @pytest.mark.parametrize("module", ["jinja2", "vl_convert"])
    def test_names_the_extra(self, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
        from weltoffen.render import html  # noqa: PLC0415 - the module, not the standard one

        html._environment.cache_clear()  # noqa: SLF001 - made once in a process
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(wo.MissingExtra, match=r"weltoffen\[report\]"):
            render_html(full_village().report)
        html._environment.cache_clear()  # noqa: SLF001
