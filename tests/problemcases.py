# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The cases that make a problem code fail, unless a document of the corpus does."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs
from tests.course import documents as course
from tests.problemdocuments import (
    ASKED,
    BODIES,
    EDITION,
    MANY,
    MODEL,
    ONE,
    OWN,
    PARTS,
    TEXT,
    TOWN,
    agreed,
    asked,
    counted,
    counted_otherwise,
    happened,
    later,
    model,
    monitoring,
    number,
    option,
    percent,
    protected,
    question,
    record,
    reply,
    selected,
    sheet,
    sums,
    town,
)

import weltoffen as wo
from weltoffen.course.goallives import take_goal_step
from weltoffen.course.lives import lives, take_step
from weltoffen.intake.files import tally_files
from weltoffen.intake.pieces import SourceFile
from weltoffen.interop import read_answer_sheet
from weltoffen.model.exact import exact
from weltoffen.model.forms import Checklist, SingleChoice
from weltoffen.model.goals import GoalPlan, YearlyGoal
from weltoffen.model.organisation import Body, Organisation
from weltoffen.model.questionnaire import Dependency, Gate
from weltoffen.model.scale import NoAnswer, Scale
from weltoffen.model.source import Source
from weltoffen.model.target import Node, Replaces, Stage
from weltoffen.model.workshop import Statement, WorkshopGroup
from weltoffen.render import Look, paper_markdown, render_questionnaire
from weltoffen.schemas import read, read_tally, write
from weltoffen.scoring.audit import audit_figures, least_count
from weltoffen.scoring.counts import PersonalCount

if TYPE_CHECKING:
    from collections.abc import Callable

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
    # Counts from elsewhere
    "row-columns": lambda: wo.Tally.from_counts(["q"], ASKED, assessment="t"),
    "rows-differ": lambda: wo.Tally.from_counts(
        [("a", "personal", "q", "o0", 2)], ASKED, assessment="t", responses={"a": 1}
    ),
    "key-comes-again": lambda: list(
        wo.tally_by(
            [reply(assessment=one) for one in "aba"],
            lambda one: one.assessment,
            ASKED,
            grouped=True,
        )
    ),
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
    # Counting files
    "not-a-file": lambda: tally_files("/dev/null", ASKED, TOWN),
    "file-changed": lambda: SourceFile(
        name=__file__, size=1, modified=1, is_stream=True
    ).check_unchanged(),
    "cannot-write": lambda: tally_files([], ASKED, TOWN, checkpoint="/no/such/folder/count"),
    "checkpoint-damaged": lambda: tally_files([], ASKED, TOWN, checkpoint=__file__),
    "checkpoint-differs": counted_otherwise,
    # The course
    "organisation-missing": lambda: wo.build_course(on=course.day(1), plan=course.PLAN),
    "report-missing": lambda: wo.build_course(on=course.day(1), budget=1),
    "budget-missing": lambda: wo.build_course(on=course.day(1), chosen=["reading"]),
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
