# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""One valid thing of each sort, to be made wrong: what the cases of the problem codes share."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import openpyxl
from openpyxl.cell import WriteOnlyCell

import weltoffen as wo
from weltoffen.course.selection import propose_selection
from weltoffen.intake.files import tally_files
from weltoffen.interop import read_answer_sheet
from weltoffen.model.forms import Band, Checklist, FreeText, NumberEntry, SingleChoice
from weltoffen.model.measures import Measure, MeasureCatalogue, MeasureEvent
from weltoffen.model.monitoring import Indicator, Monitoring, Observation
from weltoffen.model.organisation import ACTS, Body, Entitlement, Organisation
from weltoffen.model.paper import PaperReference
from weltoffen.model.questionnaire import Question
from weltoffen.model.scale import Option, Scale
from weltoffen.model.target import Level, Node, Stage
from weltoffen.model.workshop import NextStep, Workshop
from weltoffen.report.earlier import Earlier
from weltoffen.scoring.audit import Relation
from weltoffen.scoring.counts import OfficialPart, PersonalCount, QuestionCount

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = {"de": "x"}


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


def counted_otherwise() -> None:
    """Go on with a count from the checkpoint of another one."""
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "count"
        tally_files([], ASKED, TOWN, checkpoint=kept)
        tally_files([], ASKED, TOWN, checkpoint=kept, on_error="collect")
