# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Software that embeds the library: every type that it meets has a public name (not run by pytest)."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, assert_type

import weltoffen as wo
from weltoffen.course import GoalReview, MeasureLife, ReviewFinding, Selection
from weltoffen.evaluation import Answers
from weltoffen.intake import Decoder, OnError, Watcher
from weltoffen.interop import Cell, Column, TableRows, to_rows
from weltoffen.model import Completeness, Conflict, EditionComparison, Option
from weltoffen.reference import compare_editions, completeness
from weltoffen.render import Chart, Look, charts, render_html
from weltoffen.report import (
    Caveat,
    GapResult,
    Lever,
    NodeResult,
    PerspectiveResult,
    QuestionResult,
    Share,
    StabilityResult,
)
from weltoffen.schemas import DEFAULT_LIMITS, Document, Kind, Limits, ResponseReader, Source
from weltoffen.scoring import (
    Cell as ProtectedCell,
)
from weltoffen.scoring import (
    Explanation,
    ItemAccount,
    NodeScore,
    PersonalCount,
    ProtectedItem,
    Reason,
    Sheet,
    Trend,
)


class Desk:
    """What a web application keeps for one assessment."""

    def __init__(self, assessment: Source, limits: Limits = DEFAULT_LIMITS) -> None:
        """Read the assessment and get ready for responses."""
        self.assessment = wo.schemas.read_assessment(assessment, limits=limits)
        self.edition = wo.load_reference(self.assessment.edition.version)
        self.reader = ResponseReader(self.edition.questionnaire, self.assessment, limits=limits)

    def take(self, body: bytes) -> wo.Response | tuple[wo.Problem, ...]:
        """Take a response, or say what is wrong with it."""
        try:
            return self.reader.read(body)
        except wo.InvalidDocument as error:
            return error.problems

    def report(self, answers: Answers, watch: Watcher | None = None) -> wo.Report:
        """Make the report."""
        return wo.evaluate(answers, self.assessment, progress=watch)

    def count(self, lines: BinaryIO, decoder: Decoder | None, on_error: OnError) -> wo.Tally:
        """Count lines."""
        found = wo.tally_lines(
            lines, self.edition.questionnaire, self.assessment, on_error=on_error, decoder=decoder
        )
        return found.tally if isinstance(found, wo.Intake) else found

    def explained(self, tally: wo.Tally, node: str) -> Explanation:
        """Say how a score comes about."""
        scores: wo.Scores = wo.score(tally, self.assessment, self.edition).scores
        main: Sheet = scores.main
        return wo.explain(scores, node, self.edition, main)


def kind_of(document: Document) -> Kind:
    """Name what a document is; a last branch takes what later versions add."""
    match document:
        case wo.Report():
            return "report"
        case wo.Tally():
            return "tally"
        case _:
            return "assessment"


def nodes_of(report: wo.Report) -> Sequence[NodeResult]:
    """Give the results of the nodes."""
    assert_type(report.questions, tuple[QuestionResult, ...])
    assert_type(report.perspectives, tuple[PerspectiveResult, ...])
    assert_type(report.levers, tuple[Lever, ...])
    assert_type(report.caveats, tuple[Caveat, ...])
    assert_type(report.stability, tuple[StabilityResult, ...])
    return report.nodes


def gap_of(node: NodeResult) -> tuple[Share | None, Reason | None, GapResult | None]:
    """Give score, reason and gap."""
    return node.score, node.reason, node.gap


def hidden_in(account: wo.Account) -> list[ItemAccount]:
    """Give what is hidden."""
    return [one for one in account.items if one.hidden is not None]


def cells_of(public: wo.ProtectedTally) -> dict[str, tuple[tuple[str, ProtectedCell], ...]]:
    """Give what may be published of each question."""
    items: tuple[ProtectedItem, ...] = public.items
    return {one.question: one.published for one in items}


def persons_of(tally: wo.Tally) -> tuple[PersonalCount, ...]:
    """Give the counts of persons."""
    return tally.personal


def scores_of(sheet: Sheet) -> tuple[NodeScore, ...]:
    """Give the scores of the nodes."""
    return sheet.nodes


def rows_of(report: wo.Report) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...]]:
    """Give a table."""
    table: TableRows = to_rows(report)
    return table.columns, table.rows


def page_of(report: wo.Report, edition: wo.Edition) -> tuple[str, tuple[Chart, ...]]:
    """Give the page and its charts."""
    return render_html(report, "en", edition=edition, look=Look()), charts(report, "en")


def before_and_after(
    course: wo.Course,
) -> tuple[
    tuple[ReviewFinding, ...], tuple[MeasureLife, ...], tuple[GoalReview, ...], Selection | None
]:
    """Give what a course holds."""
    return course.findings, course.lives, course.goal_reviews, course.selection


def compared(
    old: wo.Edition, new: wo.Edition
) -> tuple[EditionComparison, tuple[Completeness, ...]]:
    """Compare two editions."""
    return compare_editions(old, new), completeness(new.questionnaire, ["de"])


def conflicts_of(parts: Sequence[wo.Response], asked: wo.Questionnaire) -> tuple[Conflict, ...]:
    """Merge the parts of an official response."""
    return wo.merge_parts(parts, asked)[1]


def texts_of(options: Sequence[Option], language: str) -> list[str]:
    """Give the words of options."""
    return [one.title.choose(language) for one in options]


def slope_of(trend: Trend) -> object:
    """Give a trend."""
    return trend.slope


show: Callable[[wo.Progress], object] = print
assert_type(Desk(Path("assessment.json")).report("answers.ndjson", show), wo.Report)
