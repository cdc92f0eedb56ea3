# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tables of views (Tabellen der Sichten): answers, gaps, change, who took part; A2, A3, G4-G8, P4."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from weltoffen.errors import PathStep, pointer_to
from weltoffen.interop.columns import Row, TableSource, Value
from weltoffen.interop.resulttables import PROTECTED, SHOWN
from weltoffen.model.exact import as_decimal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weltoffen.interop.naming import Names
    from weltoffen.model.answers import Answer
    from weltoffen.report.rounds import ViewChangeResult
    from weltoffen.report.shares import Share
    from weltoffen.report.views import Answers, QuestionResult
    from weltoffen.scoring.results import View

# --- Answers -----------------------------------------------------------------------------------------


def _answers(names: Names) -> Iterator[Row]:
    groups = [one.perspective for one in names.report.perspectives if one.capacity == "personal"]
    for place, one in enumerate(names.report.questions):
        here = ("questions", place)
        common: dict[str, Value] = {
            "question": one.question,
            "question_title": names.question(one.question),
            "node": one.node,
            "node_title": names.node(one.node),
            "kind": one.kind,
        }
        for row in (
            *_official(names, one, here),
            *(_personal(names, one, groups, here) if groups and one.values else ()),
        ):
            yield {**common, **row}


def _official(names: Names, one: QuestionResult, here: tuple[PathStep, ...]) -> Iterator[Row]:
    for at, answer in enumerate(one.official):
        yield {
            "capacity": "official",
            "perspective": answer.perspective,
            "perspective_title": names.name("perspective", answer.perspective),
            "state": answer.state,
            "value": answer.value,
            "status": answer.state if answer.value is None else SHOWN,
            "ref": pointer_to((*here, "official", at)),
        }


def _personal(
    names: Names, one: QuestionResult, groups: Sequence[str], here: tuple[PathStep, ...]
) -> Iterator[Row]:
    """Give the rows of each group, and of all together; the marker where nothing may be shown (P4)."""
    places = {found.perspective: at for at, found in enumerate(one.published)}
    for group in groups:
        who: dict[str, Value] = {
            "capacity": "personal",
            "perspective": group,
            "perspective_title": names.name("perspective", group),
        }
        at = places.get(group)
        if at is None:
            yield {**who, "status": PROTECTED, "ref": pointer_to(here)}
        else:
            yield from _counts(names, one, one.published[at], who, (*here, "published", at))
    who = {"capacity": "personal", "perspective_title": names.words["label.everybody"]}
    if one.total is None:
        yield {**who, "status": PROTECTED, "ref": pointer_to(here)}
    else:
        yield from _counts(names, one, one.total, who, (*here, "total"))


def _counts(
    names: Names,
    one: QuestionResult,
    found: Answers,
    who: dict[str, Value],
    here: tuple[PathStep, ...],
) -> Iterator[Row]:
    for place, (value, count) in enumerate(zip(one.values, found.counts, strict=True)):
        # The places of a checklist are sums of points, not its options.
        told = (None, None) if one.kind == "multiple" else names.option_at(one.question, place)
        yield {
            **who,
            "place": place + 1,
            "option": told[0],
            "option_title": told[1],
            "value": value,
            "count": count,
            "n": found.n,
            "unanswered": found.unanswered,
            "mean": found.mean,
            "low_median": found.low,
            "high_median": found.high,
            "agreement": found.agreement,
            "status": SHOWN,
            "ref": pointer_to(here),
        }


def _conflicts(names: Names) -> Iterator[Row]:
    for place, one in enumerate(names.report.conflicts):
        for at, (part, answer) in enumerate(one.answers):
            yield {
                "perspective": one.perspective,
                "perspective_title": names.name("perspective", one.perspective),
                "question": one.question,
                "question_title": names.question(one.question),
                "kind": one.kind,
                "response_part": part or None,
                "answer": _answer(answer),
                "ref": pointer_to(("conflicts", place, "answers", at)),
            }


def _answer(answer: Answer) -> Value:
    if isinstance(answer, (str, tuple)):
        return answer
    return str(as_decimal(Fraction(answer)) or answer)


# --- Differences -------------------------------------------------------------------------------------


def _pair(names: Names, row: View, column: View | None) -> dict[str, Value]:
    return {
        "row_kind": row.kind,
        "row_perspective": row.perspective,
        "row_title": names.view(row),
        "column_kind": None if column is None else column.kind,
        "column_perspective": None if column is None else column.perspective,
        "column_title": None if column is None else names.view(column),
    }


def _difference(difference: Share | None) -> dict[str, Value]:
    return {
        "difference": difference,
        "points": None if difference is None else difference.percent,
    }


def _gaps(names: Names) -> Iterator[Row]:
    for place, gap in enumerate(names.report.gaps):
        pair = _pair(names, gap.row, gap.column)
        for at, one in enumerate(gap.nodes):
            yield {
                **pair,
                **_difference(one.difference),
                "node": one.node,
                "node_title": names.node(one.node),
                "questions": one.questions,
                "row_score": one.row,
                "column_score": one.column,
                "row_n": one.row_n,
                "column_n": one.column_n,
                "stages": one.stages,
                "ref": pointer_to(("gaps", place, "nodes", at)),
            }


def _questiongaps(names: Names) -> Iterator[Row]:
    for place, gap in enumerate(names.report.gaps):
        pair = _pair(names, gap.row, gap.column)
        for at, one in enumerate(gap.questions):
            yield {
                **pair,
                **_difference(one.difference),
                "question": one.question,
                "question_title": names.question(one.question),
                "delta": one.delta,
                "ref": pointer_to(("gaps", place, "questions", at)),
            }


def _occasions(names: Names) -> Iterator[Row]:
    for place, one in enumerate(names.report.occasions):
        yield {
            **_pair(names, one.row, one.column),
            **_difference(one.difference),
            "rank": place + 1,
            "kind": one.kind,
            "node": one.node,
            "node_title": names.node(one.node),
            "question": one.question,
            "question_title": names.question(one.question),
            "agreement": one.agreement,
            "questions": one.questions,
            "ref": pointer_to(("occasions", place)),
        }


def _change(names: Names) -> Iterator[Row]:
    change = names.report.change
    if change is None:
        return
    found: list[tuple[tuple[PathStep, ...], ViewChangeResult]] = []
    if change.main is not None:
        found.append((("main",), change.main))
    found += [(("views", place), one) for place, one in enumerate(change.views)]
    for path, view in found:
        for at, one in enumerate(view.nodes):
            yield {
                **_difference(one.difference),
                "main": path == ("main",),
                "kind": view.view.kind,
                "perspective": view.view.perspective,
                "perspective_title": names.view(view.view),
                "node": one.node,
                "node_title": names.node(one.node),
                "questions": one.questions,
                "earlier": one.earlier,
                "later": one.later,
                "earlier_n": one.earlier_n,
                "later_n": one.later_n,
                "stages": one.stages,
                "ref": pointer_to(("change", *path, "nodes", at)),
            }


# --- The report itself -------------------------------------------------------------------------------


def _participation(names: Names) -> Iterator[Row]:
    """Give everybody who took part, and all persons together at the end."""
    report = names.report
    merged = {member for one in report.participation for member in one.members}
    for place, one in enumerate(report.participation):
        status = "merged" if one.perspective in merged else PROTECTED
        yield {
            "perspective": one.perspective,
            "perspective_title": names.text(one.title),
            "official": one.official,
            "responses": one.responses,
            "status": status if one.responses is None else SHOWN,
            "members": one.members,
            "ref": pointer_to(("participation", place)),
        }
    yield {
        "perspective_title": names.words["label.everybody"],
        "responses": report.responses,
        "status": PROTECTED if report.responses is None else SHOWN,
        "ref": "",
    }


def _caveats(names: Names) -> Iterator[Row]:
    for place, one in enumerate(names.report.caveats):
        for node in one.nodes or (None,):
            yield {
                "code": one.code,
                "text": names.words[f"caveat.{one.code}"],
                "node": node,
                "node_title": names.node(node),
                "ref": pointer_to(("caveats", place)),
            }


def _about(names: Names) -> Iterator[Row]:
    """Give what the report is about and was made from, a fact a row, each at its place in the document."""
    report, town = names.report, names.report.municipality
    stamp, period = report.stamp, report.round
    title = None if report.title is None else names.text(report.title)
    for path, text in (
        (("municipality", "name"), town.name),
        (("municipality", "ags"), town.ags),
        (("municipality", "ars"), town.ars),
        (("assessment",), report.assessment),
        (("title",), title),
        (("round", "id"), period.id),
        (("round", "start"), None if period.start is None else period.start.isoformat()),
        (("round", "end"), None if period.end is None else period.end.isoformat()),
        (("stamp", "edition", "id"), stamp.edition.id),
        (("stamp", "edition", "version"), stamp.edition.version),
        (("stamp", "targetModel", "id"), stamp.target_model.id),
        (("stamp", "targetModel", "version"), stamp.target_model.version),
        (("stamp", "questionnaireHash"), stamp.questionnaire_hash),
        (("stamp", "targetModelHash"), stamp.target_model_hash),
        (("stamp", "library"), stamp.library),
    ):
        if text is not None:
            yield {"code": ".".join(path), "text": text, "ref": pointer_to(path)}
    policy = ("stamp", "wholePolicy")
    yield {
        "code": ".".join(policy),
        "whole_policy": stamp.whole_policy,
        "ref": pointer_to(policy),
    }
    k = ("stamp", "protectionK")
    yield {"code": ".".join(k), "number": stamp.protection_k, "ref": pointer_to(k)}
    if report.order_agreement is not None:
        w = ("orderAgreement", "w")
        yield {"code": ".".join(w), "number": report.order_agreement.w, "ref": pointer_to(w)}


_VIEWS = "row_kind row_perspective row_title column_kind column_perspective column_title"
ANSWERS = TableSource(
    "question question_title node node_title kind capacity perspective perspective_title state place option "
    "option_title value count n unanswered mean low_median high_median agreement status ref",
    _answers,
)
CONFLICTS = TableSource(
    "perspective perspective_title question question_title kind response_part answer ref",
    _conflicts,
)
GAPS = TableSource(
    f"{_VIEWS} node node_title questions row_score column_score row_n column_n difference points stages ref",
    _gaps,
)
QUESTIONGAPS = TableSource(
    f"{_VIEWS} question question_title difference points delta ref", _questiongaps
)
OCCASIONS = TableSource(
    f"rank kind node node_title question question_title {_VIEWS} difference points agreement questions ref",
    _occasions,
)
CHANGE = TableSource(
    "main kind perspective perspective_title node node_title questions earlier later earlier_n later_n "
    "difference points stages ref",
    _change,
)
PARTICIPATION = TableSource(
    "perspective perspective_title official responses status members ref", _participation
)
CAVEATS = TableSource("code text node node_title ref", _caveats)
ABOUT = TableSource("code text whole_policy number ref", _about)
