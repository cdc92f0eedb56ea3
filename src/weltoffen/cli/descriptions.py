# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the help of each command says (Hilfetexte): descriptions and examples."""

DESCRIPTION = """\
Self-assessments of municipalities in integration and diversity work: checks documents, counts answers,
protects small groups, and writes the report. Nothing is sent anywhere.
"""
EXAMPLES = """\
examples:
  weltoffen demo                                       the result of an invented town
  weltoffen new assessment > assessment.json           an empty template
  weltoffen new response > response.json
  weltoffen check assessment.json response.json
  weltoffen protection answers.ndjson --assessment assessment.json    what is hidden; not for publication
  weltoffen report answers.ndjson --assessment assessment.json -o report.md
  weltoffen compare report-2024.json report-2026.json  two rounds of one municipality

exit codes: 0 all is well; 1 a document has problems; 2 wrong command, or a file cannot be read or written
"""
CHECK = """\
Checks documents by the schema that each of them names, and lists every problem: file, line (of a stream),
pointer, code, text. A file with one document on every line (NDJSON) is checked line by line.

Responses are also checked against their questionnaire: that of --assessment or --edition; otherwise that of
an assessment that comes earlier in the list; otherwise that of a shipped edition, if they name one.
"""
CHECK_EXAMPLES = """\
examples:
  weltoffen check assessment.json response.json
  weltoffen check answers.ndjson --assessment assessment.json
  weltoffen check --format json answers.ndjson         one JSON object per problem, each on a line
  cat response.json | weltoffen check -
"""
NEW = """\
Writes an empty template to standard output; fill it in and check it.

With --questions a response has beside its empty "answers" the list of questions, in the language chosen,
under "extensions" / "weltoffen-help": for each question its text, help, kind, options or range, and after
which answers alone it is asked. It only helps with filling in; nothing reads it. An answer is the id of an
option, a list of ids (kind "multiple"), a number or a text; "unknown" and "not-applicable" are always
possible. What has no answer counts as skipped.
"""
NEW_EXAMPLES = """\
examples:
  weltoffen new assessment > assessment.json
  weltoffen new response > response.json
  weltoffen new response --perspective residents --questions > response.json
"""
QUESTIONNAIRE = """\
Writes a blank questionnaire, to be printed or handed round in a workshop: all of it, some fields, or the
questions for which an office is asked first, so that each question goes to one office only. It holds no
answers. With --assessment the town's own questions come at the end.
"""
QUESTIONNAIRE_EXAMPLES = """\
examples:
  weltoffen questionnaire --format html -o questionnaire.html
  weltoffen questionnaire --field management --field opening --format md
  weltoffen questionnaire --language de-simple --format html -o einfach.html
  weltoffen questionnaire --office personnel           what the personnel office is asked
"""
REFERENCE = """\
Prints what a shipped edition holds: fields, criteria, questions by kind, texts by language. Without VERSION
it lists the shipped editions.
"""
REFERENCE_EXAMPLES = """\
examples:
  weltoffen reference
  weltoffen reference 2026.1
  weltoffen reference 2026.1 --ids                     ids of fields, criteria and offices
  weltoffen reference 2026.1 --missing fr              which texts a translation into French would need
"""
REPORT = """\
Makes the report of an assessment from its responses: one in each file, or one on every line (NDJSON).
Official parts are merged, answers counted, small groups protected.

Decide on --protect and --merge before the first release: what has been published can be held against every
later report, so a round is closed once its first report is out. Keep that report as JSON. Reports of the same
round that follow are made with --released, and tell nothing that the first did not. "weltoffen protection"
says what would be hidden, and which perspectives to merge.

With --previous the report of an earlier round of the same municipality is compared. The town's own questions
take no part in that.
"""
REPORT_EXAMPLES = """\
examples:
  weltoffen report answers.ndjson --assessment assessment.json
  weltoffen report part-1.json part-2.json survey.ndjson --assessment assessment.json -o report.json
  cat answers.ndjson | weltoffen report - --assessment assessment.json --protect 10 -o report.md
  weltoffen report answers.ndjson --assessment assessment.json --merge civil-society+economy -o report.json
  weltoffen report answers.ndjson --assessment assessment.json --released report.json --protect 10 -o k10.md
  weltoffen report answers.ndjson --assessment assessment.json --previous report-2024.json -o report.md
"""
COMPARE = """\
Says what changed between two rounds of the same municipality, from their reports (JSON) alone, as Markdown.
Only what both rounds have in common is compared: questions that stayed the same; reworded ones on request.
The town's own questions take no part.

It is no ranking, and reports of two municipalities are refused. A difference says that answers lie higher or
lower than before. It does not say why: other people may have answered.
"""
COMPARE_EXAMPLES = """\
examples:
  weltoffen compare report-2024.json report-2026.json
  weltoffen compare report-2024.json report-2026.json --reworded -o change.md
"""
PROTECTION = """\
NOT FOR PUBLICATION. Tells the operator what a report of these responses would hide, and why: it names small
groups and their numbers, so it gives away what the report protects. Do not pass it on; delete it after use.

It is about a first release. A later report of the same round is made from the first (weltoffen report
--released) and shows at most as much.

At the end it says how perspectives could be merged so that more can be shown. That is found by numbers of
responses and answers alone, never by what was answered. Decide before the first release: a round is closed
then.
"""
PROTECTION_EXAMPLES = """\
examples:
  weltoffen protection answers.ndjson --assessment assessment.json
  weltoffen protection answers.ndjson --assessment assessment.json --protect 10 --merge civil-society+economy
"""
SCHEMA_EXAMPLES = """\
examples:
  weltoffen schema assessment
  weltoffen schema bundle                              all schemas in one document
  weltoffen schema response --edition 2026.1           the closed schema of the responses to one edition
"""
