# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tables held against the documents that they tell of: pointers resolved, every number looked up again."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import weltoffen as wo

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weltoffen.interop import TableRows
    from weltoffen.report.structure import Report

COUNTED = {"rank", "place", "main", "steps"}
"""Numbers that no document holds: places in an order, which of two lists, single steps."""
_SCORE = {
    "score": "score/value",
    "percent": "score/percent",
    "coverage": "coverage/value",
    "n": "n",
    "tendency": "tendency",
}
_GAP = {
    "gap_points": "gap/points/value",
    "gap_percent": "gap/points/percent",
    "gap_stages": "gap/stages",
}
_DIFFERENCE = {"difference": "difference/value", "points": "difference/percent"}
NUMBERS: Mapping[str, Mapping[str, str]] = {
    "results": {
        **_SCORE,
        **_GAP,
        "answered": "answered",
        "applicable": "applicable",
        "target_score": "target/score/value",
        "own_target": "target/own",
    },
    "perspectives": _SCORE,
    "needs": {**_GAP, "gain": "gain/value"},
    "strengths": {},
    "answers": {
        "value": "value/value",
        "unanswered": "unanswered",
        "mean": "mean/value",
        "low_median": "low/value",
        "high_median": "high/value",
        "agreement": "agreement/value",
    },
    "gaps": {
        **_DIFFERENCE,
        "questions": "questions",
        "row_score": "row/value",
        "column_score": "column/value",
        "row_n": "rowN",
        "column_n": "columnN",
        "stages": "stages",
    },
    "questiongaps": {**_DIFFERENCE, "delta": "delta/value"},
    "occasions": {**_DIFFERENCE, "agreement": "agreement/value", "questions": "questions"},
    "levers": {"gain_leaf": "leaf/value", "gain_field": "field/value", "gain": "whole/value"},
    "stability": {
        "low": "low/value",
        "high": "high/value",
        "score": "score/value",
        "percent": "score/percent",
    },
    "ratings": {"tendency": "tendency", "stages": "stages"},
    "change": {
        **_DIFFERENCE,
        "questions": "questions",
        "earlier": "earlier/value",
        "later": "later/value",
        "earlier_n": "earlierN",
        "later_n": "laterN",
        "stages": "stages",
    },
    "participation": {"official": "official", "responses": "responses"},
    "nodes": {"weight": "weight"},
    "questions": {"weight": "weight", "minimum": "minimum", "maximum": "maximum", "cap": "cap"},
    "options": {"option_points": "points", "lower": "lower"},
}
"""Where the number of a column stands, from the object that ``ref`` points to."""
BESIDE = {"score": "score/value", "percent": "score/percent", "n": "n"}
"""What needs and strengths say of their node's result, which stands elsewhere in the document."""
DEFAULTS = {"weight": 1}
"""What a document leaves out."""
NAMES: Mapping[str, Mapping[str, str]] = {
    "results": {
        "node": "node",
        "parent": "parent",
        "level": "level",
        "stage": "stage",
        "reason": "reason",
        "target_stage": "target/stage",
    },
    "perspectives": {"node": "node", "stage": "stage", "reason": "reason"},
    "needs": {"node": "node"},
    "strengths": {"node": "node"},
    "clarify": {"node": "node", "reason": "reason"},
    "gaps": {"node": "node"},
    "questiongaps": {"question": "question"},
    "occasions": {
        "kind": "kind",
        "node": "node",
        "question": "question",
        "row_kind": "row/kind",
        "row_perspective": "row/perspective",
        "column_kind": "column/kind",
        "column_perspective": "column/perspective",
    },
    "stability": {"parent_policy": "parentPolicy", "whole_policy": "wholePolicy"},
    "ratings": {"node": "node", "stage": "stage"},
    "change": {"node": "node"},
    "participation": {"perspective": "perspective"},
    "caveats": {"code": "code"},
    "suggestions": {
        "suggestion": "id",
        "effort": "effort",
        "carrier": "carrier",
        "module": "module",
    },
    "conflicts": {"response_part": "part"},
    "nodes": {"node": "id", "parent": "parent"},
    "questions": {"question": "id", "node": "node", "kind": "kind", "scale": "scale"},
    "options": {"option": "id"},
}
"""The same for ids and codes."""


def in_words(table: TableRows, place: int, cell: str) -> str:
    """Say what a workbook shows for a text: the words for codes, and everything else as it is."""
    words = dict(table.columns[place].words)
    if not words:
        return cell
    return "; ".join(words[code].choose(table.language) for code in cell.split(", "))


def plain(document: Any) -> Any:  # noqa: ANN401 - any document, any JSON
    """Write a document and read its JSON."""
    return json.loads(wo.schemas.write(document))


def resolve(document: Any, pointer: str) -> Any:  # noqa: ANN401 - any JSON
    """Follow an RFC 6901 pointer; fails if it leads nowhere."""
    assert re.fullmatch("(/([^~/]|~[01])*)*", pointer)
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        document = document[int(key) if isinstance(document, list) else key]
    return document


def at(found: Any, path: str) -> Any:  # noqa: ANN401 - any JSON
    """Follow keys from an object; None where one is missing."""
    for key in path.split("/"):
        found = found.get(key) if isinstance(found, dict) else None
    return found


def check(table: TableRows, document: Any) -> None:  # noqa: ANN401 - any JSON
    """Hold every row of a table against the document: types, pointers, numbers, ids."""
    types = {"Int64": int, "float64": float, "string": str}
    for row in table.dicts():
        assert list(row) == list(table.dtypes)
        assert isinstance(row["ref"], str)
        for name, cell in row.items():
            assert type(cell) in {types[table.dtypes[name]], type(None)}, (table.name, name)
        found = resolve(document, row["ref"])
        if table.name == "answers":
            _check_answer(row, found, document)
        elif table.name == "about":
            _check_fact(row, found)
        else:
            _check_numbers(table, row, found, document)
        for name, path in NAMES.get(table.name, {}).items():
            assert row[name] == at(found, path), (table.name, name)


def _check_numbers(
    table: TableRows,
    row: dict[str, Any],
    found: Any,  # noqa: ANN401 - any JSON
    document: Any,  # noqa: ANN401 - any JSON
) -> None:
    hidden = at(found, "reason") == "protected"
    for name, dtype in table.dtypes.items():
        if dtype == "string" or name in COUNTED | {"value"}:
            continue
        if table.name in {"needs", "strengths"} and name in BESIDE:
            told = at(_result(found["node"], document), BESIDE[name])
        else:
            told = at(found, NUMBERS[table.name][name])
        if told is None:
            told = DEFAULTS.get(name)
        if hidden and name in {"answered", "applicable"}:
            assert told == 0
            assert row[name] is None
        elif name == "tendency" and row["stage"] is None:
            assert row[name] is None
            assert told is False
        else:
            assert row[name] == told, (table.name, name)


def _result(node: str, document: Any) -> Any:  # noqa: ANN401 - any JSON
    (one,) = [one for one in (*document["nodes"], *document["supplement"]) if one["node"] == node]
    return one


def _check_answer(row: dict[str, Any], found: Any, document: Any) -> None:  # noqa: ANN401
    question = resolve(document, "/".join(row["ref"].split("/")[:3]))
    assert (row["question"], row["node"]) == (question["question"], question["node"])
    assert row["kind"] == question["kind"]
    if row["place"] is None:
        empty = ("count", "n", "unanswered", "mean", "low_median", "high_median", "agreement")
        assert {row[name] for name in empty} == {None}
        assert row["value"] == (at(found, "value/value") if row["capacity"] == "official" else None)
        assert (row["status"] == "shown") == (row["value"] is not None)
        return
    assert row["status"] == "shown"
    assert row["perspective"] == at(found, "perspective")
    assert row["value"] == question["values"][row["place"] - 1]["value"]
    assert row["count"] == found["counts"][row["place"] - 1]
    assert row["n"] == sum(found["counts"])
    for name, path in NUMBERS["answers"].items():
        assert name == "value" or row[name] == at(found, path)


def _check_fact(row: dict[str, Any], found: Any) -> None:  # noqa: ANN401
    (told,) = [row[name] for name in ("text", "whole_policy", "number") if row[name] is not None]
    if row["code"] == "title":
        assert told in found.values()
    else:
        assert told == (found["value"] if isinstance(found, dict) else found)


def check_status(report: Report, table: TableRows) -> None:
    """Hold the marker against the rule: no number where it stands, and no n below the threshold (P1, P4)."""
    rows: list[dict[str, Any]] = list(table.dicts())
    for row in rows:
        if row.get("status") == "protected":
            for name in ("score", "percent", "coverage", "n", "count", "value", "responses"):
                assert row.get(name) is None
            for name in ("answered", "applicable", "unanswered", "mean", "low_median"):
                assert row.get(name) is None
        least = report.stamp.protection_k
        if row.get("capacity") == "personal" and row["n"] is not None:
            assert row["n"] >= least
        for name in ("row", "column"):
            if row.get(f"{name}_kind") == "personal" and row.get(f"{name}_n") is not None:
                assert row[f"{name}_n"] >= least
