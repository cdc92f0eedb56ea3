# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Reports as Markdown; N3, P4, P5."""

from __future__ import annotations

import functools
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import example, given, settings
from markdown_it import MarkdownIt
from tests.builders import of_another_round
from tests.render.paper import TRICKY
from tests.render.village import OWN, report, village, worded

import weltoffen as wo
from weltoffen import schemas
from weltoffen.demo import demo_bytes
from weltoffen.model.assessment import Supplement
from weltoffen.model.forms import FreeText, SingleChoice
from weltoffen.model.questionnaire import Question
from weltoffen.model.target import Node
from weltoffen.model.workshop import Rerating
from weltoffen.render import render_markdown
from weltoffen.render.page import Page
from weltoffen.report.earlier import Earlier
from weltoffen.report.shares import Share
from weltoffen.report.structure import Caveat, Clarify, GapResult, Report

CORPUS = Path(__file__).parents[1] / "corpus" / "v1" / "schema" / "valid"
READER = MarkdownIt("commonmark").enable("table")
HOSTILE = (
    "<script>alert(1)</script> ![b](http://x.example/y.png) [l](javascript:1) <http://z.example> |\n"
    "# h\n- i `c` **s** &lt; \u202e"
)


CHAPTERS = {
    "de": [
        "Was dieser Bericht ist und was nicht",
        "Was bei den Zahlen zu beachten ist",
        "Ergebnis im Überblick",
        "Stärken",
        "Handlungsbedarfe",
        "Gesprächsanlässe",
        "Zu klären",
        "Hebel",
        "Ergebnisse im Einzelnen",
        "Die Perspektiven nebeneinander",
        "Widersprüche zwischen Teilantworten",
        "Antworten der Perspektiven im Einzelnen",
        "Angaben zur Auswertung",
    ],
    "en": [
        "What this report is and what it is not",
        "What to bear in mind with the numbers",
        "Result at a glance",
        "Strengths",
        "Needs for action",
        "Occasions for talk",
        "To be clarified",
        "Levers",
        "Results in detail",
        "The perspectives side by side",
        "Contradictions between parts of a response",
        "Answers of the perspectives in detail",
        "How this was worked out",
    ],
}


@functools.cache
def demo() -> tuple[Report, wo.Assessment, wo.Edition]:
    assessment = schemas.read_assessment(demo_bytes("assessment.json"))
    edition = wo.load_reference(assessment.edition.version)
    return wo.evaluate(demo_bytes("answers.ndjson"), assessment), assessment, edition


def corpus_report(name: str = "report") -> Report:
    return schemas.read_report(CORPUS / f"{name}.json")


def types_of(markdown: str) -> list[str]:
    """Name every token of a document, also those inside paragraphs; texts together count as one."""
    found: list[str] = []
    for token in READER.parse(markdown):
        inside = [c.type for c in token.children or [] if c.type not in {"text", "text_special"}]
        found += [token.type, *inside]
    return found


def replaced(value: Any, text: str) -> Any:  # noqa: ANN401 - any model value
    """Put a text in the place of every text of a report."""
    if isinstance(value, wo.Text):
        return wo.Text({"de": text, "en": text})
    if isinstance(value, tuple):
        return tuple(replaced(one, text) for one in value)
    if attrs.has(type(value)) and not isinstance(value, (Share, wo.Method, wo.Reference)):
        names = [field.name for field in attrs.fields(type(value)) if field.init]
        changed = {name: replaced(getattr(value, name), text) for name in names}
        return attrs.evolve(value, **changed)
    return value


class TestOnlyReportsAreRenderedP5:
    @pytest.mark.parametrize("wrong", [None, {}, "report", b"{}"])
    def test_nothing_else(self, wrong: object) -> None:
        with pytest.raises(wo.Unprotected, match="render_markdown takes a Report"):
            render_markdown(wrong)  # type: ignore[arg-type]

    def test_no_counts_and_no_scores(self) -> None:
        _, assessment, edition = demo()
        answers = schemas.read_responses(demo_bytes("answers.ndjson"), edition.questionnaire)
        tally = wo.tally(answers, edition.questionnaire)
        public = wo.protect(tally, wo.ProtectionRule(), assessment, edition)
        sheet = wo.score(tally, assessment, edition)
        for wrong in (tally, public, sheet, sheet.scores, wo.score(public, assessment, edition)):
            with pytest.raises(wo.Unprotected, match=type(wrong).__name__):
                render_markdown(wrong)  # type: ignore[arg-type]

    def test_the_edition_must_be_that_of_the_report(self) -> None:
        with pytest.raises(wo.InvalidDocument) as caught:
            render_markdown(corpus_report(), edition=demo()[2])
        assert [problem.code for problem in caught.value.problems] == ["other-edition"]


class TestTheDemo:
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_shows_every_chapter_and_every_node(self, language: str) -> None:
        report, _, edition = demo()
        markdown = render_markdown(report, language, edition=edition)
        tokens = READER.parse(markdown)
        headings = [tokens[i + 1].content for i, t in enumerate(tokens) if t.type == "heading_open"]
        for node in report.nodes:
            assert node.title is not None
            assert node.title.choose(language).replace("*", "\\*") in headings
        chapters = [
            tokens[i + 1].content for i, t in enumerate(tokens) if t.tag == "h2" and t.nesting == 1
        ]
        assert chapters == CHAPTERS[language]

    def test_reads_the_same_each_time(self) -> None:
        report, _, edition = demo()
        assert render_markdown(report, edition=edition) == render_markdown(report, edition=edition)

    def test_questions_have_their_texts_with_the_edition_and_their_ids_without(self) -> None:
        report, _, edition = demo()
        (conflict,) = report.conflicts
        title = edition.questionnaire.by_id[conflict.question].title.choose("de")
        assert f"**{title}** (Verwaltung): Die Teile" in render_markdown(report, edition=edition)
        assert f"**{conflict.question}** (Verwaltung): Die Teile" in render_markdown(report)

    def test_protected_groups_have_the_marker_and_no_number_n3_p4(self) -> None:
        report, _, edition = demo()
        for language, marker in (("de", "geschützt"), ("en", "protected")):
            lines = render_markdown(report, language, edition=edition).splitlines()
            (row,) = [one for one in lines if one.startswith(("| Wirtschaft |", "| Economy |"))]
            assert row.endswith(f"| {marker} |")

    def test_german_and_english_numbers(self) -> None:
        report, _, edition = demo()
        german, english = (render_markdown(report, x, edition=edition) for x in ("de", "en"))
        percent = report.whole.score.percent if report.whole.score else None
        assert f"Der Stand beträgt {percent}\u00a0% (n\u00a0=\u00a01, Abdeckung" in german
        assert f"The score is {percent}% (n\u00a0=\u00a01, coverage" in english
        gains = [int(one.gain.exact * 1000 + Fraction(1, 2)) for one in report.needs]  # S1
        assert any(gain % 10 for gain in gains)
        for gain in gains:
            whole, tenth = divmod(gain, 10)
            assert f"{whole},{tenth}\u00a0Prozentpunkte" in german
            assert f"{whole}.{tenth}\u00a0percentage points" in english

    def test_variants_of_german_are_german(self) -> None:
        assert render_markdown(demo()[0], "de-simple") == render_markdown(demo()[0], "de")


class TestTheReportOfTheCorpus:
    def test_gate_target_own_levers_conflicts_supplement(self) -> None:
        markdown = render_markdown(corpus_report(), "en")
        for said in (
            "A minimum requirement for a higher stage has not been met yet: report-first.",
            "The municipality's own target is 80%",
            "one step",
            "the next questions are then: “monitoring-content”",
            "## Local supplement",
            "There is no score yet: no answers.",
            "There is no score yet: too few questions answered.",
            "The question was answered although",
            "whole response: 42.5",
            "official municipality key 05315000",
            "The target has been reached.",
        ):
            assert said in markdown

    def test_without_anything_to_tell(self) -> None:
        report = attrs.evolve(
            corpus_report(),
            title=None,
            municipality=wo.Municipality(name="Neustadt"),
            round=wo.Round(id="first"),
            perspectives=(),
            strengths=(),
            needs=(),
            clarify=(),
            levers=(),
            conflicts=(),
            caveats=(),
            questions=(),
            gaps=(),
            occasions=(),
            order_agreement=None,
            stability=(),
            ratings=(),
            change=None,
        )
        markdown = render_markdown(report)
        assert markdown.startswith("# Selbstcheck Neustadt\n")
        assert "- **Durchgang:** first\n" in markdown
        for said in (
            "Noch ist nirgends",
            "Kein Wert liegt",
            "Es ist nichts zu klären",
            "Hebel lassen",
            "Gesprächsanlässe lassen sich noch nicht nennen",
        ):
            assert said in markdown
        assert "Widersprüche" not in markdown
        assert "| Handlungsfeld / Kriterium |" not in markdown

    def test_the_protected_one(self) -> None:
        markdown = render_markdown(corpus_report("report-protected"))
        assert "Das Ergebnis ist geschützt." in markdown
        assert "geschützt | geschützt | 75\u00a0% | geschützt | geschützt | geschützt |" in markdown

    def test_a_gate_alone_keeps_a_target_from_being_reached(self) -> None:
        report = corpus_report()
        gap = GapResult(points=Share(Fraction(-1, 100)), stages=1)
        held = attrs.evolve(report.nodes[1], gap=gap)
        nodes = (report.nodes[0], held, *report.nodes[2:])
        need = attrs.evolve(report.needs[0], gap=gap)
        markdown = render_markdown(attrs.evolve(report, nodes=nodes, needs=(need,)))
        assert (
            "Der Zielwert ist erreicht, die Zielstufe noch nicht; sie liegt eine Stufe höher."
            in markdown
        )
        assert "| 80\u00a0% | eine Stufe |" in markdown

    def test_a_gap_inside_a_stage(self) -> None:
        report = corpus_report()
        gap = GapResult(points=Share(Fraction(57, 400)), stages=0)
        markdown = render_markdown(attrs.evolve(report, whole=attrs.evolve(report.whole, gap=gap)))
        assert "Bis zum Ziel fehlen 14\u00a0Prozentpunkte. " in f"{markdown} ".replace("\n", " ")

    def test_what_a_report_may_leave_out(self) -> None:
        report = corpus_report()
        whole = attrs.evolve(report.whole, stage=None, gap=None)
        lever = attrs.evolve(report.levers[0], path=None, steps=(), clarify=())
        top = attrs.evolve(lever, next_stage=None, clarify=("q",))
        nodes = tuple(attrs.evolve(one, title=None) for one in report.nodes)
        nodes = (*nodes[:-1], attrs.evolve(nodes[-1], coverage=None))
        bare = attrs.evolve(
            report,
            whole=whole,
            levers=(lever, top),
            nodes=nodes,
            caveats=(Caveat(code="one-view"),),
        )
        markdown = render_markdown(bare)
        assert "| Insgesamt | – | 61\u00a0% | 75\u00a0% | – |" in markdown
        assert (
            "ist mit Schritten bei den beantworteten Fragen allein nicht zu erreichen" in markdown
        )
        assert "### management\n" in markdown


class TestWhereThereIsNoScoreYet:
    def test_nothing_is_said_of_targets(self) -> None:
        report = self.empty()
        for language, said, unsaid in (
            ("de", ("Stärken lassen sich noch nicht", "Handlungsbedarfe lassen sich"), "Kein Wert"),
            ("en", ("No strengths can be named yet", "No needs for action can"), "No score lies"),
        ):
            markdown = render_markdown(report, language)
            assert all(one in markdown for one in said)
            assert unsaid not in markdown

    def test_nobody_is_to_be_asked_what_persons_answered(self) -> None:
        report = self.empty()
        open_one = Clarify(node=report.nodes[-1].node or "", reason="low-coverage", questions=())
        markdown = render_markdown(attrs.evolve(report, clarify=(open_one,)))
        assert "zuständigen Stellen" not in markdown
        assert "Fragen Sie nicht danach" in markdown
        assert "zuständigen Stellen" in render_markdown(demo()[0])

    def test_nothing_to_clarify_does_not_mean_that_all_was_answered(self) -> None:
        markdown = render_markdown(self.empty())
        assert "Es ist nichts zu klären. Wo ein Wert fehlt, ist er geschützt." in markdown

    @staticmethod
    def empty() -> Report:
        """Give the report of a round with two personal answers and no official one."""
        _, assessment, edition = demo()
        answer = wo.build_response(
            edition.questionnaire, assessment=assessment.id, perspective="politics", answers={}
        )
        return wo.evaluate(schemas.write_line(answer) * 2, assessment)


class TestPerspectivesWithoutPersonalAnswersP4:
    def test_have_no_column_but_are_named(self) -> None:
        report, _, edition = demo()
        lines = render_markdown(report, edition=edition).splitlines()
        (head,) = [one for one in lines if one.startswith("| Handlungsfeld / Kriterium |")]
        assert "Politik, persönliche Antworten" in head
        assert "Wirtschaft" not in head
        (said,) = [one for one in lines if one.startswith("Persönliche Antworten: keine, oder")]
        assert said.endswith("Das betrifft: Verwaltung, Wirtschaft, Einwohner\\*innen.")

    def test_only_official(self) -> None:
        _, assessment, edition = demo()
        answer = wo.build_response(
            edition.questionnaire,
            assessment=assessment.id,
            perspective="administration",
            capacity="official",
            answers={},
        )
        markdown = render_markdown(wo.evaluate(schemas.write(answer), assessment))
        assert "| Handlungsfeld / Kriterium | Verwaltung, offizielle Antwort |\n" in markdown

    def test_everybody_shown(self) -> None:
        report, _, _ = demo()
        shown = {one.perspective for one in report.perspectives if one.capacity == "personal"}
        joined = tuple(one for one in report.participation if one.perspective in shown)
        markdown = render_markdown(attrs.evolve(report, participation=joined))
        assert "Das betrifft" not in markdown


class TestWhatAWayNewlyAsks:
    def test_is_named_g3(self) -> None:
        report = corpus_report()
        lever = next(one for one in report.levers if one.path)
        assert lever.path
        part = attrs.evolve(lever.path[0], newly_asked=("one-more",))
        found = attrs.evolve(lever, path=(part,))
        markdown = render_markdown(attrs.evolve(report, levers=(found,)))
        (line,) = [one for one in markdown.splitlines() if one.endswith("„one-more“")]
        assert "; danach wird neu gefragt: " in line


class TestNamesOfOptions:
    def page(self) -> Page:
        report, _, edition = demo()
        return Page(report=report, language="de", edition=edition)

    def test_by_kind_of_question(self) -> None:
        page = self.page()
        assert page.edition is not None
        by_kind = {q.kind: q for q in page.edition.questionnaire.questions}
        checklist, number = by_kind["multiple"], by_kind["number"]
        option = page.edition.questionnaire.choices(checklist)[0]
        assert option not in page.options(checklist.id, [option]).plain
        assert page.answer(checklist.id, ()).plain == "–"
        assert page.answer(by_kind["text"].id, "Ein *Text*").plain == "„Ein *Text*“"
        assert page.answer(by_kind["single"].id, "unknown").plain == "weiß nicht"
        assert page.answer(by_kind["single"].id, "not-applicable").plain == "trifft nicht zu"
        band = page.edition.questionnaire.choices(number)[0]
        assert page.options(number.id, [band])
        assert page.options(by_kind["single"].id, ["no-such-option"]).plain == "„no-such-option“"

    def test_gates_are_named_by_their_question(self) -> None:
        page = self.page()
        assert page.edition is not None
        gate = page.edition.questionnaire.gates[0]
        title = page.edition.questionnaire.by_id[gate.question].title.choose("de")
        assert page.gate(gate.id).plain == f"„{title}“"


class TestTheLocalSupplementStandsApartM8:
    def test_in_a_chapter_of_its_own(self) -> None:
        _, assessment, edition = demo()
        own = attrs.evolve(
            assessment,
            supplement=Supplement(
                nodes=[Node(id="jubilee", title={"de": "Stadtjubiläum"})],
                questions=[
                    Question(
                        id="jubilee-plan",
                        node="jubilee",
                        title={"de": "Gibt es einen Plan?"},
                        form=SingleChoice(scale="establishment"),
                    ),
                    Question(
                        id="jubilee-idea", node="jubilee", title={"de": "Idee?"}, form=FreeText()
                    ),
                ],
            ),
        )
        answer = wo.build_response(
            own.extend(edition).questionnaire,
            assessment=own.id,
            perspective="administration",
            capacity="official",
            answers={"jubilee-plan": "carried-out", "jubilee-idea": "geheim"},
        )
        report = wo.evaluate(schemas.write(answer), own)
        markdown = render_markdown(report, edition=own.extend(edition))
        chapter = markdown.partition("## Lokale Ergänzung")[2]
        assert "### Stadtjubiläum\n\nDer Stand beträgt 50\u00a0% (n\u00a0=\u00a01" in chapter
        scored = "50\u00a0% (n\u00a0=\u00a01, Abdeckung\u00a0100\u00a0%)"
        assert f"| **Stadtjubiläum** | {scored} |" in chapter
        assert "geheim" not in markdown
        overview = markdown.partition("## Ergebnis im Überblick")[2].partition("## Zu klären")[0]
        assert "Stadtjubiläum" not in overview


@functools.cache
def structure(text: str) -> tuple[str, ...]:
    """Name the tokens of a report with every chapter in which each text is this one."""
    one = worded(village(supplement=OWN), text)
    everything = dict.fromkeys(("sport-hall", "sport-club", "news-paper", "river-bank"), "s4")
    answers = dict.fromkeys(everything, "000444")
    persons = [
        *one.persons("politics", **answers),
        *one.persons("residents", **answers),
        *one.persons("economy", **answers),
    ]
    official = [
        one.official(part="one", **everything),
        one.official(part="two", **{"sport-club": "s1"}),
    ]
    extended = one.assessment.extend(one.edition)
    before = report(one, *official, *persons)
    said = wo.Text({"de": text, "en": text})
    found = report(
        one,
        *official,
        *persons,
        merges=[("economy", "residents")],
        reratings=[Rerating(node="sport", stage="one", reason=said)],
        earlier=Earlier(
            report=of_another_round(attrs.evolve(before, title=said)), edition=extended
        ),
    )
    tokens = types_of(render_markdown(found, edition=extended))
    assert tokens.count("heading_open") > 30
    return tuple(tokens)


class TestHostileTextsStayTexts:
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_no_html_link_image_or_other_structure_comes_out_of_a_document(
        self, language: str
    ) -> None:
        report = corpus_report()
        town = wo.Municipality(name=HOSTILE.replace("\n", " "))
        stamp = attrs.evolve(report.stamp, library=HOSTILE)
        conflict = attrs.evolve(
            report.conflicts[0], question=HOSTILE, answers=((HOSTILE, HOSTILE), ("", (HOSTILE,)))
        )
        changes = {"municipality": town, "stamp": stamp, "conflicts": (conflict,)}
        calm = attrs.evolve(report, conflicts=(conflict,))
        hostile = render_markdown(attrs.evolve(replaced(report, HOSTILE), **changes), language)
        found = types_of(hostile)
        assert not {"html_inline", "html_block", "link_open", "image", "code_inline", "fence"} & {
            *found
        }
        assert found == types_of(render_markdown(replaced(calm, "calm"), language))
        assert "\u202e" not in hostile

    @settings(max_examples=15)
    @example(HOSTILE)
    @given(TRICKY)
    def test_whatever_a_document_says_the_structure_is_the_same(self, text: str) -> None:
        """With every chapter: merged groups, a workshop, an earlier round, own questions, contradictions."""
        assert structure(text) == structure("calm")
