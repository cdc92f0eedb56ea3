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

# Values are frozen, and made by keyword.
assessment.id = "other"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
wo.ProtectionRule(10)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
