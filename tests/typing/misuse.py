# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Wrong uses that both checkers must refuse: an ignore that is not needed is an error (not run by pytest)."""

import weltoffen as wo

edition = wo.load_reference("2026.1")
assessment = wo.schemas.read_assessment("assessment.json")
responses = wo.schemas.read_responses("answers.ndjson", edition.questionnaire)
tally = wo.tally(responses, edition.questionnaire)
public = wo.protect(tally, wo.ProtectionRule(), assessment, edition)

# P5: nothing unprotected gets into a report, and protected tallies do not add.
wo.build_report(tally, assessment, edition)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
_ = public + public  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue]

wo.schemas.write(public)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
wo.schemas.write(wo.score(tally, assessment, edition))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

# P4: the operator's account has no written form, and no report is made from it.
account = wo.account_for(tally, wo.ProtectionRule(), assessment, edition)
wo.schemas.write(account)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
wo.build_report(account, assessment, edition)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

# P7: a later release is made from the first one, not from the tally.
wo.release_again(tally, wo.ProtectionRule(k=10), assessment, edition)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

# T2: tallies add to tallies only.
_ = tally + public  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue]

_ = tally + 1  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue]

# Bad lines are collected next to the tally: what comes back is not the tally itself.
intake = wo.tally_lines("answers.ndjson", edition.questionnaire, on_error="collect")
wo.protect(intake, wo.ProtectionRule(), assessment, edition)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
wo.tally_lines("answers.ndjson", edition.questionnaire, on_error="skip")  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
wo.tally_lines("answers.ndjson", edition.questionnaire, decoder="orjson")  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType]
wo.tally_files("answers.ndjson", edition.questionnaire)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
wo.tally_by(responses, lambda one: [one], edition.questionnaire)  # type: ignore[type-var]  # pyright: ignore[reportArgumentType]
wo.Tally.from_counts([("residents", "personal", "q", "yes", 1)], edition.questionnaire)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]

# Values are frozen, and made by keyword.
assessment.id = "other"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
wo.ProtectionRule(10)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]

# A name that there is not is told before the program runs.
_ = wo.nonsense  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
from weltoffen.model import Nonsense  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]  # noqa: E402, F401 - after what it is compared with
