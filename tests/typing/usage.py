# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Right uses of the public names: mypy and pyright must agree with every type (not run by pytest)."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import assert_type

import weltoffen as wo

edition = wo.load_reference("2026.1")
assert_type(edition, wo.Edition)
assert_type(edition.questionnaire, wo.Questionnaire)

assessment = wo.schemas.read_assessment("assessment.json")
assert_type(assessment, wo.Assessment)

responses = wo.schemas.read_responses("answers.ndjson", edition.questionnaire)
assert_type(responses, Iterator[wo.Response])

tally = wo.tally(responses, edition.questionnaire)
assert_type(tally, wo.Tally)
assert_type(tally + tally, wo.Tally)
assert_type(wo.score(tally, assessment, edition), wo.OperatorSheet)

public = wo.protect(tally, wo.ProtectionRule(), assessment, edition)
assert_type(public, wo.ProtectedTally)
assert_type(wo.score(public, assessment, edition), wo.Scores)
assert_type(wo.protect(tally, wo.ProtectionRule(k=10), assessment, edition), wo.ProtectedTally)

report = wo.build_report(public, assessment, edition)
assert_type(report, wo.Report)
assert_type(wo.evaluate("answers.ndjson", assessment), wo.Report)

# Counting: from lines, from files, for many towns, from rows that a database has counted.
asked = edition.questionnaire
assert_type(wo.tally_lines("answers.ndjson", asked), wo.Tally)
assert_type(wo.tally_lines([b"{}"], asked, assessment, on_error="raise"), wo.Tally)
intake = wo.tally_lines("answers.ndjson", asked, assessment, on_error="collect", decoder="fast")
assert_type(intake, wo.Intake)
assert_type(intake.tally, wo.Tally)
assert_type(intake.problems, tuple[wo.Problem, ...])
assert_type(intake.lines, int)


def show(progress: wo.Progress) -> None:
    assert_type(progress.rate, float)
    assert_type(progress.share, float | None)
    assert_type(progress.size, int | None)


paths = [Path("may.ndjson"), Path("june.ndjson")]
assert_type(
    wo.tally_files(paths, asked, assessment, workers=2, checkpoint="count", progress=show), wo.Tally
)
assert_type(wo.tally_files("may.ndjson", asked, assessment, on_error="collect"), wo.Intake)

assert_type(
    wo.tally_by(responses, lambda one: one.assessment, asked), Iterator[tuple[str, wo.Tally]]
)


def by_round(response: wo.Response) -> tuple[str, int]:
    return response.assessment, len(response.answers)


towns = wo.tally_by(responses, by_round, asked, grouped=True)
assert_type(towns, Iterator[tuple[tuple[str, int], wo.Tally]])
assert_type(wo.empty_tally(asked), wo.Tally)

rows = [("residents", "personal", "leadership-task", "yes", 41)]
counts = wo.Tally.from_counts(rows, asked, assessment="town", responses={"residents": 50})
assert_type(counts, wo.Tally)
assert_type(sum([tally, counts], wo.empty_tally(asked)), wo.Tally)
assert_type(wo.evaluate(counts, assessment), wo.Report)
assert_type(wo.evaluate(["may.ndjson"], assessment, workers=2, progress=show), wo.Report)

# Protection: later releases of a round, and the operator's private account.
joint = wo.ProtectionRule(merges=[("civil-society", "economy")])
assert_type(wo.release_again(public, joint, assessment, edition), wo.ProtectedTally)
assert_type(wo.account_for(tally, joint, assessment, edition), wo.Account)
assert_type(wo.suggest_merges(tally, joint, assessment, edition), tuple[wo.MergeSuggestion, ...])

# A workshop, an earlier round, a first release.
ratings = [wo.Rerating(node="education", stage="on-the-way", tendency=True)]
earlier = wo.Earlier(report=wo.schemas.read_report("report-2024.json"), edition=edition)
assert_type(wo.compare_reports(earlier, report, edition), wo.ChangeResult)
built = wo.build_report(public, assessment, edition, reratings=ratings, earlier=earlier)
assert_type(built, wo.Report)
evaluated = wo.evaluate(
    "answers.ndjson", assessment, rule=joint, earlier=earlier, reratings=ratings, released=report
)
assert_type(evaluated, wo.Report)

# Agreement, exact where it can be.
assert_type(wo.van_der_eijk([30, 40, 210, 130, 530, 50, 10]), Fraction | None)
assert_type(wo.consensus([1, 2, 3]), float | None)
assert_type(wo.r_wg([1, 2, 3]), Fraction | None)
assert_type(wo.r_wg_j([[1, 2, 3], [3, 2, 1]]), Fraction | None)
assert_type(wo.krippendorff_alpha([[1, 2], [2, 1]], metric="ordinal"), Fraction | None)
assert_type(wo.kendall_w([[1, 2, 3], [1, 3, 2]]), Fraction | None)

for document in (report, assessment, edition.target_model, edition.questionnaire, tally):
    assert_type(wo.schemas.write(document), bytes)

try:
    wo.schemas.read_assessment(b"{}")
except wo.InvalidDocument as error:
    assert_type(error.problems, tuple[wo.Problem, ...])
    assert_type(error.problems[0].message("de"), str)
