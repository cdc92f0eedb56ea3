# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Every problem code is made to fail: by a document of the corpus, or by one of the cases below."""

from __future__ import annotations

import ast
import datetime as dt
import io
import json
import tomllib
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

import attrs
import openpyxl
import pytest
from openpyxl.cell import WriteOnlyCell
from tests.course import documents as course

import weltoffen as wo
from weltoffen.course.goallives import take_goal_step
from weltoffen.course.lives import lives, take_step
from weltoffen.course.selection import propose_selection
from weltoffen.errors import MAX_ECHO, InvalidDocument, Problem, problem_codes
from weltoffen.interop import read_answer_sheet
from weltoffen.model.exact import exact
from weltoffen.model.forms import Band, Checklist, FreeText, NumberEntry, SingleChoice
from weltoffen.model.goals import GoalPlan, YearlyGoal
from weltoffen.model.measures import Measure, MeasureCatalogue, MeasureEvent
from weltoffen.model.monitoring import Indicator, Monitoring, Observation
from weltoffen.model.organisation import ACTS, Body, Entitlement, Organisation
from weltoffen.model.paper import PaperReference
from weltoffen.model.questionnaire import Dependency, Gate, Question
from weltoffen.model.scale import NoAnswer, Option, Scale
from weltoffen.model.source import Source
from weltoffen.model.target import Level, Node, Replaces, Stage
from weltoffen.model.workshop import NextStep, Statement, Workshop, WorkshopGroup
from weltoffen.render import Look, paper_markdown, render_questionnaire
from weltoffen.report.earlier import Earlier
from weltoffen.schemas import read, read_tally, write
from weltoffen.scoring.audit import Relation, audit_figures, least_count
from weltoffen.scoring.tally import OfficialPart, PersonalCount, QuestionCount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "weltoffen"
CORPUS = Path(__file__).resolve().parent / "corpus" / "v1"
TEXTS = tomllib.loads((SOURCE / "problems.toml").read_text(encoding="utf-8"))
TEXT = {"de": "x"}

# --- One valid thing of each sort, to be made wrong --------------------------------------------------


def option(number: int, points: int | None = None) -> Option:
    """Make an option; by default its points are its number."""
    return Option(id=f"o{number}", title=TEXT, points=number if points is None else points)


def question(id_: str = "q", form: Any = None, **more: Any) -> Question:  # noqa: ANN401 - any field
    """Make a question, a single choice by default."""
    return Question(
        **{"id": id_, "node": "n", "title": TEXT, "form": form or SingleChoice(scale="s"), **more}
    )


def number(*bands: tuple[str, int, int], maximum: int = 10) -> NumberEntry:
    """Make a number from 0 with bands of id, lower bound and points."""
    made = [Band(id=one, lower=lower, points=points) for one, lower, points in bands]
    return NumberEntry(minimum=0, maximum=maximum, bands=made)


MODEL = wo.TargetModel(
    id="t",
    version="1",
    title=TEXT,
    source_language="de",
    levels=[Level(id="l", title=TEXT)],
    stages=[Stage(id="low", title=TEXT, lower=0), Stage(id="high", title=TEXT, lower="0.5")],
    nodes=[Node(id="n", title=TEXT), Node(id="m", title=TEXT)],
)
ASKED = wo.Questionnaire(
    id="q",
    version="1",
    target_model=MODEL.reference,
    title=TEXT,
    source_language="de",
    scales=[Scale(id="s", options=[option(0), option(1)])],
    questions=[question(), question("text", FreeText())],
)
EDITION = wo.Edition(target_model=MODEL, questionnaire=ASKED)
TOWN = wo.Assessment(
    id="a",
    municipality=wo.Municipality(name="x"),
    round=wo.Round(id="r"),
    edition=ASKED.reference,
    perspectives=[wo.Perspective(id="p", title=TEXT)],
)


def model(**changes: Any) -> wo.TargetModel:  # noqa: ANN401 - any field
    """Make a changed target model."""
    return attrs.evolve(MODEL, **changes)


def asked(*questions: Question, **changes: Any) -> wo.Questionnaire:  # noqa: ANN401 - any field
    """Make a changed questionnaire."""
    fields: dict[str, Any] = {"questions": questions, **changes} if questions else changes
    return attrs.evolve(ASKED, **fields)


def town(**changes: Any) -> wo.Assessment:  # noqa: ANN401 - any field
    """Make a changed assessment."""
    return attrs.evolve(TOWN, **changes)


def reply(**changes: Any) -> wo.Response:  # noqa: ANN401 - any field
    """Make a changed response."""
    fields: dict[str, Any] = {
        "questionnaire": ASKED.reference,
        "assessment": "a",
        "perspective": "p",
        "capacity": "official",
        "answers": {"q": "o1"},
    }
    return wo.Response(**{**fields, **changes})


def counted(**changes: Any) -> QuestionCount:  # noqa: ANN401 - any field
    """Make the count of one question in one response."""
    fields: dict[str, Any] = {
        "question": "q",
        "kind": "single",
        "options": [("o0", 0), ("o1", 1)],
        "answered": 1,
        **dict.fromkeys(("unknown", "not_applicable", "not_asked", "skipped"), 0),
    }
    return QuestionCount(**{**fields, **changes})


def sums(*counts: QuestionCount, **changes: Any) -> wo.Tally:  # noqa: ANN401 - any field
    """Make a tally of one perspective."""
    personal = [PersonalCount(perspective="p", responses=1, questions=counts or [counted()])]
    fields: dict[str, Any] = {
        "assessment": "a",
        "questionnaire": ASKED.reference,
        "personal": personal,
    }
    return wo.Tally(**{**fields, **changes})


def protected(rule: wo.ProtectionRule) -> wo.ProtectedTally:
    """Protect an empty tally."""
    return wo.protect(wo.empty_tally(ASKED), rule, TOWN, EDITION)


ONE = Relation(members=frozenset("p"), counts=(1, 0))
PARTS = [OfficialPart(perspective=one, answers=()) for one in ("b", "a")]
OWN = wo.Supplement(nodes=[Node(id="own", title=TEXT)], questions=[question("own", node="own")])
MANY = Checklist(options=[option(n, 2**n) for n in range(11)])

CASES: dict[str, Callable[[], object]] = {
    # Reading
    "cannot-read": lambda: read("/no/such/file"),
    "not-bytes": lambda: read({}),  # type: ignore[arg-type] # that is the point
    "other-kind": lambda: wo.schemas.read_method(write(TOWN)),
    # Ids, texts, numbers
    "not-exact": lambda: exact(0.5),  # type: ignore[arg-type] # that is the point
    "not-decimal": lambda: write(model(nodes=[Node(id="n", title=TEXT, weight="1/3")])),
    # Target models
    "no-nodes": lambda: model(nodes=()),
    "unknown-parent": lambda: model(nodes=[Node(id="n", title=TEXT, parent="m")]),
    "too-deep-model": lambda: model(nodes=[*MODEL.nodes, Node(id="c", title=TEXT, parent="n")]),
    "negative-weight": lambda: model(nodes=[Node(id="n", title=TEXT, weight=-1)]),
    "stages-start": lambda: model(stages=[Stage(id="high", title=TEXT, lower="0.5")]),
    "stages-rise": lambda: model(stages=[*MODEL.stages, Stage(id="top", title=TEXT, lower="0.5")]),
    # Questionnaires
    "negative-points": lambda: asked(question(form=Checklist(options=[option(1), option(2, -1)]))),
    "points-fall": lambda: Scale(id="s", options=[option(1), option(0), option(2)]),
    "points-equal": lambda: Scale(id="s", options=[option(0, 1), option(1, 1)]),
    "bad-cap": lambda: asked(question(form=Checklist(options=[option(1)], cap=2))),
    "too-many-levels": lambda: asked(question(form=MANY)),
    "empty-range": lambda: asked(question(form=number(maximum=0))),
    "bands-start": lambda: asked(question(form=number(("a", 1, 0), ("b", 2, 1)))),
    "bands-rise": lambda: asked(question(form=number(("a", 0, 0), ("b", 0, 1)))),
    "bands-beyond": lambda: asked(question(form=number(("a", 0, 0), ("b", 11, 1)))),
    "unknown-scale": lambda: asked(question(form=SingleChoice(scale="other"))),
    "unknown-question": lambda: asked(
        question(depends_on=Dependency(question="x", options=["o0"]))
    ),
    "unknown-option": lambda: asked(
        question(), question("b", depends_on=Dependency(question="q", options=["x"]))
    ),
    "no-options": lambda: asked(
        question(), question("b", depends_on=Dependency(question="q", options=[]))
    ),
    "gate-on-text": lambda: asked(
        gates=[Gate(id="g", node="n", stage="high", question="text", minimum=1)]
    ),
    "gate-unreachable": lambda: asked(
        gates=[Gate(id="g", node="n", stage="high", question="q", minimum=2)]
    ),
    "not-reserved": lambda: asked(
        no_answers=[NoAnswer(id="skipped", title=TEXT)]  # type: ignore[arg-type] # that is the point
    ),
    "source-citation": lambda: asked(question(sources=[Source(kind="law", note=TEXT)])),
    "replaces-itself": lambda: asked(question(replaces=[Replaces(id="q", how="same")])),
    "source-reason": lambda: asked(question(sources=[Source(kind="own")])),
    # Editions and assessments
    "gate-stage": lambda: wo.Edition(
        target_model=MODEL,
        questionnaire=asked(gates=[Gate(id="g", node="n", stage="low", question="q", minimum=1)]),
    ),
    "not-a-leaf": lambda: wo.Edition(target_model=MODEL, questionnaire=asked(question(node="x"))),
    "other-target-model": lambda: wo.Edition(target_model=model(version="2"), questionnaire=ASKED),
    "other-edition": lambda: town(edition=wo.Reference(id="x", version="1")).extend(EDITION),
    "unknown-edition": lambda: wo.load_reference("1999.1"),
    "taken-id": lambda: town(supplement=attrs.evolve(OWN, nodes=MODEL.nodes)).extend(EDITION),
    "no-perspectives": lambda: town(perspectives=()),
    "stage-or-score": lambda: town(targets=[wo.Target(node="n")]),
    "unknown-policy": lambda: wo.Method(parent_policy="median"),  # type: ignore[arg-type] # that is the point
    "unknown-perspective": lambda: wo.protect(
        sums(personal=[PersonalCount(perspective="x", responses=1, questions=[counted()])]),
        wo.ProtectionRule(),
        TOWN,
        EDITION,
    ),
    # Blank questionnaires
    "no-questions": lambda: render_questionnaire(EDITION, fields=["m"]),
    # Responses
    "unknown-capacity": lambda: reply(capacity="private"),
    "part-of-personal": lambda: reply(capacity="personal", part="x"),
    "repeated-answer": lambda: reply(answers=[("q", "o0"), ("q", "o1")]),
    "no-responses": lambda: wo.merge_parts([], ASKED),
    "not-official": lambda: wo.merge_parts([reply(capacity="personal")], ASKED),
    "other-response": lambda: wo.merge_parts(
        [reply(part="x"), reply(part="y", perspective="z")], ASKED
    ),
    "second-official": lambda: wo.merge_parts([reply(), reply()], ASKED),
    # Answer sheets
    "bad-colour": lambda: Look(colour="red"),
    "low-contrast": lambda: Look(colour="#777777"),
    "bad-picture": lambda: Look(logo=b"GIF89a"),
    "sheet-damaged": lambda: read_answer_sheet(b"PK\x03\x04", ASKED),
    "sheet-without-answers": lambda: read_answer_sheet(b"q;o1", ASKED),
    "sheet-twice": lambda: sheet(lambda page: page.parent.copy_worksheet(page)),
    "sheet-repeated-row": lambda: sheet(lambda page: page.append(["q"])),
    "sheet-repeated-column": lambda: sheet(lambda page: page.cell(1, 4, "Antwort")),
    "sheet-row-above": lambda: sheet(
        lambda page: (page.insert_rows(1), page.cell(1, 1, "r"), page.cell(1, 3, "o1"))
    ),
    "sheet-row-without-id": lambda: sheet(lambda page: page.append(["", "", "o1"])),
    "sheet-formula": lambda: sheet(lambda page: page.append(["r", "", "=1"])),
    "sheet-date": lambda: sheet(lambda page: page.append(["r", "", dt.date(2026, 3, 1)])),
    "sheet-percent": lambda: sheet(lambda page: page.append(["r", "", percent(page)])),
    "sheet-error": lambda: sheet(lambda page: page.append(["r", "", "#REF!"])),
    "sheet-merged": lambda: sheet(lambda page: page.merge_cells("C2:C3")),
    "sheet-not-yes-or-no": lambda: sheet(lambda page: page.append(["list", "o1", "maybe"])),
    "sheet-contradiction": lambda: sheet(
        lambda page: (page.append(["list", "o1", "yes"]), page.append(["list", "", "unknown"]))
    ),
    # Tallies
    "tally-other-assessment": lambda: sums() + sums(assessment="b"),
    "tally-other-questionnaire": lambda: sums() + wo.empty_tally(asked(id="x")),
    "tally-other-shape": lambda: read_tally(write(sums()), ASKED),
    "total-differs": lambda: sums(counted(answered=2)),
    "negative-count": lambda: sums(counted(unknown=-1, skipped=1)),
    "not-sorted": lambda: sums(official=PARTS),
    "assessment-missing": lambda: sums(assessment=None),
    "k-too-small": lambda: protected(wo.ProtectionRule(k=1)),
    # Workshops
    "statement-too-few": lambda: record(
        groups=[WorkshopGroup(perspective=one, number=4) for one in ("p", "r")],
        statements=[Statement(id="s", text=TEXT, perspective="p")],
    ),
    "too-few-for-statements": lambda: record(
        groups=[WorkshopGroup(perspective="p", number=4)],
        statements=[Statement(id="s", text=TEXT)],
    ),
    "unknown-need": lambda: record(next_steps=[agreed(needs=["n"])]),
    "responsible-missing": lambda: record(next_steps=[agreed(body=None)]),
    "due-before-workshop": lambda: record(next_steps=[agreed(due=dt.date(2026, 5, 4))]),
    # Monitoring
    "too-many-days": lambda: monitoring(days=501),
    # Selections of measures
    "chosen-and-refused": lambda: selected(chosen=["m"], refused=["m"]),
    # Yearly goals
    "stage-or-indicator": lambda: YearlyGoal(id="g", title=TEXT, year=2027),
    "unknown-goal": lambda: take_goal_step(
        GoalPlan(id="p", source_language="de", organisation="o"),
        Organisation(
            id="o",
            source_language="de",
            bodies=[Body(id="b", kind="steering-group", title=TEXT)],
        ),
        "g",
        "recommended",
        body="b",
        date=dt.date(2026, 5, 5),
    ),
    # Organisations and lives of measures
    "unknown-body": lambda: lives(happened(body="ghost"), BODIES),
    "body-not-there": lambda: lives(happened(date=dt.date(2026, 5, 4)), BODIES),
    "not-entitled": lambda: lives(happened(body="other"), BODIES),
    "not-responsible": lambda: lives(
        happened("selected", "recommended", "resolved", "started"), BODIES
    ),
    "unknown-measure": lambda: take_step(
        happened(), BODIES, "x", "selected", body="b", date=dt.date(2026, 5, 5)
    ),
    "other-organisation": lambda: lives(happened(), attrs.evolve(BODIES, id="x")),
    # Releases and rounds
    "bad-merge": lambda: wo.ProtectionRule(merges=[("p",)]),
    "release-differs": lambda: audit_figures({"q": [ONE]}, wo.empty_tally(ASKED), 5),
    "audit-failed": lambda: least_count([ONE], {"p": 2}, frozenset("p"), 0),
    "same-round": lambda: later(id="b"),
    "other-municipality": lambda: later(municipality=wo.Municipality(name="y")),
    "edition-changed": lambda: later(questionnaire=asked(question(weight=2))),
    "other-method": lambda: later(method=wo.Method(parent_policy="minimum")),
    # The course
    "organisation-missing": lambda: wo.build_course(on=course.day(1), plan=course.PLAN),
    "report-missing": lambda: wo.build_course(on=course.day(1), budget=1),
    "foreign-municipality": lambda: wo.build_course(
        on=course.day(1),
        organisation=course.ORGANISATION,
        monitoring=attrs.evolve(course.MONITORING, municipality=wo.Municipality(name="y")),
    ),
    "other-report": lambda: paper_markdown(
        wo.CouncilPaper(id="p", source_language="de"),
        course.report(),
        course=wo.build_course(on=course.day(1)),
    ),
}
"""Codes that only users of Python reach, and those for which a document would be long."""


def monitoring(*, days: int) -> Monitoring:
    """Make a monitoring of one indicator with a value for each of some days."""
    texts: dict[str, Any] = dict.fromkeys(("title", "definition", "unit", "source"), TEXT)
    first = dt.date(2024, 1, 1)
    return Monitoring(
        id="m",
        source_language="de",
        indicators=[Indicator(id="i", direction="rise", **texts)],
        observations=[
            Observation(indicator="i", date=first + dt.timedelta(days=day), value=day)
            for day in range(days)
        ],
    )


BODIES: Organisation = Organisation(
    id="o",
    source_language="de",
    bodies=[
        Body(id="b", kind="office", title=TEXT, start=dt.date(2026, 5, 5)),
        Body(id="other", kind="other", title=TEXT),
    ],
    entitlements=[Entitlement(kind="office", acts=ACTS)],
)


def happened(*kinds: Any, **changes: Any) -> MeasureCatalogue:  # noqa: ANN401 - any kinds and fields
    """Make a catalogue of a measure that was proposed and more, and that nobody is responsible for."""
    fields = {"date": dt.date(2026, 5, 5), "body": "b", "paper": PaperReference(number="1")}
    events = [MeasureEvent(**{"kind": kind, **fields, **changes}) for kind in ("proposed", *kinds)]
    measures = [Measure(id="m", title=TEXT, events=events)]
    return MeasureCatalogue(id="c", source_language="de", organisation="o", measures=measures)


def record(**changes: Any) -> Workshop:  # noqa: ANN401 - any field
    """Make the record of a workshop on 5 May 2026."""
    day = dt.date(2026, 5, 5)
    return Workshop(
        **{"id": "w", "source_language": "de", "assessment": "a", "date": day, **changes}
    )


def agreed(**changes: Any) -> NextStep:  # noqa: ANN401 - any field
    """Make a next step."""
    due = dt.date(2026, 5, 5)
    return NextStep(**{"id": "s", "text": TEXT, "body": "b", "due": due, **changes})


def selected(**said: Any) -> object:  # noqa: ANN401 - what the steering group said
    """Propose a selection from a catalogue of one measure."""
    first = MeasureEvent(kind="proposed", date=dt.date(2026, 5, 5), body="b")
    body = Body(id="b", kind="steering-group", title=TEXT)
    return propose_selection(
        MeasureCatalogue(
            id="c",
            source_language="de",
            organisation="o",
            measures=[Measure(id="m", title=TEXT, events=[first])],
        ),
        wo.build_report(protected(wo.ProtectionRule()), TOWN, EDITION),
        0,
        organisation=Organisation(id="o", source_language="de", bodies=[body]),
        **said,
    )


def sheet(change: Callable[[Any], object]) -> object:
    """Read an answer sheet with one answer, changed by hand."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["Question id", "Option id", "Answer"])
    page.append(["q", "", "o1"])
    change(page)
    stream = io.BytesIO()
    book.save(stream)
    known = asked(question(), question("r"), question("list", Checklist(options=[option(1)])))
    return read_answer_sheet(stream.getvalue(), known)


def percent(page: Any) -> object:  # noqa: ANN401 - a worksheet
    """Make a cell of 50 percent."""
    cell = WriteOnlyCell(page, 0.5)
    cell.number_format = "0%"
    return cell


def later(
    questionnaire: wo.Questionnaire = ASKED,
    **changes: Any,  # noqa: ANN401 - any field
) -> object:
    """Compare the round with another one of a changed town, or of a changed edition."""
    earlier = Earlier(
        report=attrs.evolve(
            wo.build_report(protected(wo.ProtectionRule()), TOWN, EDITION), assessment="b"
        ),
        edition=attrs.evolve(EDITION, questionnaire=questionnaire),
    )
    here = town(**changes)
    public = wo.protect(wo.empty_tally(ASKED), wo.ProtectionRule(), here, EDITION)
    return wo.build_report(public, here, EDITION, earlier=earlier)


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
    """Issue 2: every problem code is made to fail at least once."""

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
    """input.md: a message in German and English that names what was expected and what to do."""

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
