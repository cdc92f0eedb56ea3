# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the help of each command says (Hilfetexte): descriptions and examples, 100 columns at most."""

DESCRIPTION = """\
Self-assessments of municipalities in integration and diversity work: checks documents, counts
answers, protects small groups, and writes the report. Nothing is sent anywhere.
"""
EXAMPLES = """\
examples:
  weltoffen demo                                       the result of an invented town
  weltoffen new assessment > assessment.json           an empty template
  weltoffen new answersheet -o sheet.xlsx              to be filled in with a spreadsheet program
  weltoffen check sheet.xlsx --assessment assessment.json
  weltoffen protection answers.ndjson --assessment assessment.json    not for publication
  weltoffen report answers.ndjson --assessment assessment.json -o report.json
  weltoffen tally answers.ndjson --assessment assessment.json -o tally.json    to count only once
  weltoffen render report.json -o report.html          the same report as a page with charts
  weltoffen compare report-2024.json report-2026.json  two rounds of one municipality

exit codes: 0 all is well; 1 a document has problems; 2 wrong command, a file cannot be read or
written, or an extra is missing; 3 all is written, but refused responses were left out, as
--skip-refused asks
"""
CHECK = """\
Checks documents by the schema that each of them names, and lists every problem: file, line (of a
stream), pointer, code, text. A file with one document on every line (NDJSON) is checked line by
line.

Responses are also checked against their questionnaire: that of --assessment or --edition;
otherwise that of an assessment that comes earlier in the list; otherwise that of a shipped
edition, if they name one.

Measures and goals are also held against the organisation that they name, if it is among the files:
each step must have been taken by a body that may take it.

Filled answer sheets (.xlsx, .csv) need --assessment or --edition, or one assessment earlier in
the list. Their problems name the cell. XLSX needs the extra "tables".
"""
CHECK_EXAMPLES = """\
examples:
  weltoffen check assessment.json response.json paper.json
  weltoffen check answers.ndjson --assessment assessment.json
  weltoffen check sheet.xlsx other-sheet.csv --assessment assessment.json
  weltoffen check --format json answers.ndjson         one JSON object per problem, each on a line
  cat response.json | weltoffen check -
"""
NEW = """\
Writes an empty template; fill it in and check it.

With --questions a response has beside its empty "answers" the list of questions, in the language
chosen, under "extensions" / "weltoffen-help": for each question its text, help, kind, options or
range, and after which answers alone it is asked. It only helps with filling in; nothing reads it.
An answer is the id of an option, a list of ids (kind "multiple"), a number or a text; "unknown"
and "not-applicable" are always possible. What has no answer counts as skipped.

An answersheet is the same response for a spreadsheet program, with lists to choose from (XLSX,
which needs the extra "tables") or without (CSV). "report" and "check" take it as it is.

A paper is one for the council, for "weltoffen paper". Participation, organisation, workshop,
measures, goals and monitoring are for "weltoffen course". Under "weltoffen-help" they say what
else may stand in them, and name the terms of closed lists, in the language chosen.
"""
NEW_EXAMPLES = """\
examples:
  weltoffen new assessment -o assessment.json
  weltoffen new response > response.json
  weltoffen new response --perspective residents --questions > response.json
  weltoffen new answersheet --assessment assessment.json -o sheet.xlsx
  weltoffen new answersheet --perspective residents --language de-simple -o residents.csv
  weltoffen new paper -o paper.json
  weltoffen new organisation -o organisation.json
  weltoffen new workshop --assessment assessment.json --language en -o workshop.json
"""
QUESTIONNAIRE = """\
Writes a blank questionnaire, to be printed or handed round in a workshop: all of it, some fields,
or the questions for which an office is asked first, so that each question goes to one office
only. It holds no answers. With --assessment the town's own questions come at the end.
"""
QUESTIONNAIRE_EXAMPLES = """\
examples:
  weltoffen questionnaire -o questionnaire.html
  weltoffen questionnaire --field management --field opening --format md
  weltoffen questionnaire --language de-simple -o einfach.html
  weltoffen questionnaire --office personnel           what the personnel office is asked
"""
REFERENCE = """\
Prints what a shipped edition holds: fields, criteria, questions by kind, texts by language.
Without VERSION it lists the shipped editions.
"""
REFERENCE_EXAMPLES = """\
examples:
  weltoffen reference
  weltoffen reference 2026.1
  weltoffen reference 2026.1 --ids                     ids of fields, criteria and offices
  weltoffen reference 2026.1 --missing fr              which texts a translation would need
"""
_SKIPS = """\
The first response that is refused ends the command, and nothing is written (exit code 1). With
--skip-refused it is left out: standard error lists file, line, code and text of each refused
response, 1 000 problems at most, and the numbers accepted and refused. The result is written
from the others; it says nothing about those left out. The exit code is 3 if there were any, so
that a script can tell this from success (0) and from no result at all (1 and 2).
"""
_FORMS = """\
Forms: md (Markdown), html (a page with charts), docx (Word), json (data; keep it), csv (one
table), xlsx (all tables). A page and --charts need the extra "report", docx the extra "docx",
xlsx the extra "tables".
"""
REPORT = f"""\
Makes the report of an assessment from its responses: one in each file, one on every line
(NDJSON), or filled answer sheets (.xlsx, .csv), mixed as you like. Official parts are merged,
answers counted, small groups protected.

Decide on --protect and --merge before the first release: what has been published can be held
against every later report, so a round is closed once its first report is out. Keep that report as
JSON. Reports of the same round that follow are made with --released, and tell nothing that the
first did not. "weltoffen protection" says what would be hidden, and which perspectives to merge.

With --previous the report of an earlier round of the same municipality is compared. The town's
own questions take no part in that.

With --counts the report is made from tallies that "weltoffen tally" wrote, without the answers.

{_SKIPS}
{_FORMS}"""
REPORT_EXAMPLES = """\
examples:
  weltoffen report answers.ndjson --assessment assessment.json
  weltoffen report part-1.json sheet.xlsx survey.ndjson --assessment assessment.json -o report.json
  weltoffen report answers.ndjson --assessment assessment.json -o report.html --charts charts
  cat answers.ndjson | weltoffen report - --assessment assessment.json --protect 10 -o report.md
  weltoffen report a.ndjson --assessment assessment.json --merge civil-society+economy -o r.json
  weltoffen report --counts tally.json --assessment assessment.json -o report.json
  weltoffen report a.ndjson --assessment assessment.json --released r.json --protect 10 -o k10.md
  weltoffen report a.ndjson --assessment assessment.json --previous report-2024.json -o report.md
"""
RENDER = f"""\
Writes a report that was saved as JSON in another form or language. The answers are not needed
again.

{_FORMS}"""
RENDER_EXAMPLES = """\
examples:
  weltoffen render report.json -o report.html --name "Stadt Musterstadt" --colour "#0b5394"
  weltoffen render report.json --language en -o report.docx
  weltoffen render report.json -o tables.xlsx          all tables, one on each sheet
  weltoffen render report.json --table needs -o needs.csv
  weltoffen render report.json --assessment assessment.json    with the town's own questions
"""
CHARTS = """\
Draws the charts of a report that was saved as JSON, each into a file of its own. Pictures (svg,
png) need the extra "report". A specification (spec) needs none: .vl.json is Vega-Lite, .vg.json
is Vega; each holds its data.
"""
CHARTS_EXAMPLES = """\
examples:
  weltoffen charts report.json -o charts
  weltoffen charts report.json -o charts --format svg --format spec --theme dark --language en
"""
WORKSHOP = """\
Writes sheets for a workshop from a report that was saved as JSON, as one page (HTML) to be
printed: for each field its result, occasions for talk, boxes to rate it again, and room to write.
It needs the extra "report".

After the workshop, --record writes what was rated, said and agreed on, held against the report.
"""
WORKSHOP_EXAMPLES = """\
examples:
  weltoffen workshop report.json -o workshop.html
  weltoffen workshop report.json --field management --field opening -o workshop.html
  weltoffen workshop report.json --record workshop.json -o record.md
"""
PAPER = """\
Writes a paper by which the council hears of a report or resolves on it, from the report (JSON)
and from what stands around it ("weltoffen new paper" gives a template). What the paper leaves
out has a usual wording, or room to be filled in.

Forms: md (Markdown), html (a page, extra "report"), docx (Word, extra "docx"), json (OParl 1.1,
for the council's information system).

OParl wants to know when its objects were made. Nothing is taken from the clock unless --created
says now, so that equal commands give equal files. Objects that were published already keep the
time that they had.
"""
PAPER_EXAMPLES = """\
examples:
  weltoffen paper report.json paper.json -o paper.docx
  weltoffen paper report.json paper.json --language en -o paper.html
  weltoffen paper report.json paper.json --format json --base-url https://ris.example/oparl \\
    --created 2026-06-15T10:00:00+02:00
"""
COMPARE = """\
Says what changed between two rounds of the same municipality, from their reports (JSON) alone, as
Markdown. Only what both rounds have in common is compared: questions that stayed the same;
reworded ones on request. The town's own questions take no part.

It is no ranking, and reports of two municipalities are refused. A difference says that answers
lie higher or lower than before. It does not say why: other people may have answered.
"""
COMPARE_EXAMPLES = """\
examples:
  weltoffen compare report-2024.json report-2026.json
  weltoffen compare report-2024.json report-2026.json --reworded -o change.md
"""
PROTECTION = f"""\
NOT FOR PUBLICATION. Tells the operator what a report of these responses would hide, and why: it
names small groups and their numbers, so it gives away what the report protects. Do not pass it
on; delete it after use.

It is about a first release. A later report of the same round is made from the first (weltoffen
report --released) and shows at most as much.

At the end it says how perspectives could be merged so that more can be shown. That is found by
numbers of responses and answers alone, never by what was answered. Decide before the first
release: a round is closed then.

{_SKIPS}"""
PROTECTION_EXAMPLES = """\
examples:
  weltoffen protection answers.ndjson --assessment assessment.json
  weltoffen protection a.ndjson --assessment assessment.json --protect 10 --merge politics+economy
  weltoffen protection --counts tally.json --assessment assessment.json
"""
TALLY = f"""\
NOT FOR PUBLICATION. Counts responses and writes the counts (JSON), from which "weltoffen report"
and "weltoffen protection" work with --counts, without the answers. A tally holds the unprotected
numbers of small groups, so it is as confidential as the answers.

Tallies of parts of a round add up to that of the whole: count each part where it is, and give
all of them to --counts.

Large NDJSON files can be counted by several processes (--workers), and a count that was stopped
can go on (--checkpoint). The tally is the same, byte for byte.

{_SKIPS}"""
TALLY_EXAMPLES = """\
examples:
  weltoffen tally answers.ndjson --assessment assessment.json -o tally.json
  weltoffen tally part-1.ndjson part-2.ndjson --assessment assessment.json --workers 2 -o tally.json
  weltoffen tally large.ndjson --assessment assessment.json --checkpoint count.part -o tally.json
  zcat answers.gz | weltoffen tally - --assessment assessment.json --skip-refused > tally.json
"""
SCHEMA_EXAMPLES = """\
examples:
  weltoffen schema assessment
  weltoffen schema bundle                              all schemas in one document
  weltoffen schema response --edition 2026.1           the closed schema of one edition
"""
DEMO = """\
Shows the result of Musterstadt, an invented town, and writes its documents and its report into
the current folder: as a page with charts if the extra "report" is there, else as Markdown.
"""
DEMO_EXAMPLES = """\
examples:
  weltoffen demo
  weltoffen demo --language en
"""
COURSE = """\
Writes the whole story of a participation: where it stands, the report, the workshop, offers,
organisation, measures, yearly goals and monitoring, as of a day. Each document is found by the
schema that it names; folders are searched for .json and .ndjson. The report is taken as saved, or
made from assessment and responses. Once a round has been published, take the saved report: two
different ones could tell too much together (P7).

Measures and goals need the organisation: it says who may take which step. Nothing here claims
that a measure had an effect.
"""
COURSE_EXAMPLES = """\
examples:
  weltoffen course examples/erlangen --on 2021-12-15 -o erlangen.html
  weltoffen course report.json participation.json workshop.json -o story.md
  weltoffen course examples/erlangen --on 2021-12-15 --budget 25000 -o erlangen.docx
"""
PARTICIPATION = """\
Reviews a participation in the self-check: contact, prerequisites, phases and their order, and how
long it takes. It says what is still missing, and judges nobody.
"""
PARTICIPATION_EXAMPLES = """\
examples:
  weltoffen participation examples/troisdorf --on 2021-06-01
  weltoffen participation participation.json -o participation.html
"""
MEASURES = """\
Says where each measure stands and who may take which step next; the state follows from the events
alone. With --budget it proposes the next selection: by the open gaps of the criteria that a
measure is linked to, at least one for each declared priority field where that is possible. It
claims no effect, and the choice of the steering group always wins.
"""
MEASURES_EXAMPLES = """\
examples:
  weltoffen measures measures.json organisation.json
  weltoffen measures measures.json organisation.json report.json --budget 25000
"""
GOALS = """\
Reviews the yearly goals as of a day: reached, on course, behind, or no data, with reasons. Goals
that aim at a stage are held against the report, those that aim at an indicator against the
monitoring.
"""
GOALS_EXAMPLES = """\
examples:
  weltoffen goals goals.json organisation.json report.json monitoring.json --on 2021-12-15
"""
MONITORING = """\
Says how each indicator stands as of a day: the latest value, the trend per year (Theil-Sen, from
four different days), and how far the target is away. It describes state and development, not
effect.
"""
MONITORING_EXAMPLES = """\
examples:
  weltoffen monitoring monitoring.json --on 2021-12-31 -o monitoring.md
"""
