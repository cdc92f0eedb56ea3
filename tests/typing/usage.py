# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Right uses of the public names: mypy and pyright must agree with every type (not run by pytest)."""

from collections.abc import Iterator
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

for document in (report, assessment, edition.target_model, edition.questionnaire, tally):
    assert_type(wo.schemas.write(document), bytes)

try:
    wo.schemas.read_assessment(b"{}")
except wo.InvalidDocument as error:
    assert_type(error.problems, tuple[wo.Problem, ...])
    assert_type(error.problems[0].message("de"), str)
