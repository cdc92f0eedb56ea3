# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Strategies (Hypothesis) for bad input: any JSON, changed documents, changed bytes; and for documents."""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from tests.report.anyreports import any_reports
from tests.schemas.doorcases import valid_documents

from weltoffen.schemas.strict import dump, parse
from weltoffen.testing import (
    cases,
    council_papers,
    goal_plans,
    measure_catalogues,
    methods,
    monitorings,
    organisations,
    participations,
    questionnaires,
    target_models,
    workshops,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weltoffen.schemas import Document

Path = tuple[str | int, ...]

# --- Values ------------------------------------------------------------------------------------------

TELLING: list[Any] = [
    *(None, True, False, 0, 1, -1, 2**53 - 1, Decimal("0.5"), Decimal("1e-7"), Decimal("-2.25")),
    *(
        "",
        "a",
        "A",
        "unknown",
        "not-applicable",
        "de",
        "1/3",
        "5",
        "1.0",
        "a\n",
        "٣",
        "b\u00fc",
        "=1+1",
    ),
    *("2026-02-30", "2026-03-01T10:00:00", "2026-03-01T10:00:00Z", "single", "text", "personal"),
    *([], {}, ["a", "a"], {"de": ""}, {"de": "x"}, {"$ref": "https://example.org/x"}),
]
"""Values that a schema might let through where it should not."""


def any_json() -> st.SearchStrategy[Any]:
    """Give any JSON that the strict reader takes."""
    keys = st.sampled_from(["id", "de", "a", "", "unknown", "$schema"]) | st.text(max_size=4)
    return st.recursive(
        st.sampled_from(TELLING) | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
        max_leaves=6,
    ).filter(_writable)


def _writable(value: Any) -> bool:  # noqa: ANN401 - any JSON
    return "\\ud" not in ascii(value)


# --- Documents ---------------------------------------------------------------------------------------


def _of_case(name: str) -> st.SearchStrategy[Any]:
    found = cases(max_nodes=4, max_questions=5)
    if name == "tally":
        return found.map(lambda case: case.tally)
    return found.filter(lambda case: bool(case.responses)).map(lambda case: case.responses[0])


DOCUMENTS: dict[str, st.SearchStrategy[Document]] = {
    "target-model": target_models(),
    "questionnaire": questionnaires(),
    "assessment": cases(max_nodes=4, max_questions=3).map(lambda case: case.assessment),
    "method": methods(),
    "response": _of_case("response"),
    "tally": _of_case("tally"),
    "report": any_reports(max_nodes=4, max_questions=4),
    "council-paper": council_papers(),
    "goals": goal_plans(),
    "measures": measure_catalogues(),
    "monitoring": monitorings(),
    "organisation": organisations(),
    "participation": participations(),
    "workshop": workshops(),
}
"""Valid documents of every kind."""

# --- Changes -----------------------------------------------------------------------------------------

PLAIN: dict[str, Any] = {name: parse(data) for name, data in valid_documents().items()}


def places(value: Any, at: Path = ()) -> Iterator[Path]:  # noqa: ANN401 - any JSON
    """Give the path of every value inside a value, itself included."""
    yield at
    if isinstance(value, dict):
        for key, item in value.items():
            yield from places(item, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from places(item, (*at, index))


PLACES = {name: list(places(value))[1:] for name, value in PLAIN.items()}


def at_path(value: Any, path: Path) -> Any:  # noqa: ANN401 - any JSON
    """Give what stands at a path."""
    for step in path:
        value = value[step]
    return value


@st.composite
def changed_documents(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """Give plain documents with one to three changes of structure, and the name of the document."""
    name = draw(st.sampled_from(sorted(PLAIN)))
    document = copy.deepcopy(PLAIN[name])
    for _ in range(draw(st.sampled_from([1, 1, 2, 3]))):
        path = draw(st.sampled_from(PLACES[name]))
        if path in list(places(document)):  # unless an earlier change took the place away
            _change(draw, at_path(document, path[:-1]), path[-1], name)
    return name, document


def _change(draw: st.DrawFn, holder: Any, key: Any, name: str) -> None:  # noqa: ANN401 - any JSON
    how = draw(st.sampled_from(["any", "any", "other", "drop", "add", "wrap", "rename", "twice"]))
    if how == "any":
        holder[key] = draw(any_json())
    elif how == "other":
        holder[key] = copy.deepcopy(at_path(PLAIN[name], draw(st.sampled_from(PLACES[name]))))
    elif how == "drop":
        del holder[key]
    elif how == "wrap":
        holder[key] = [holder[key]]
    elif isinstance(holder, list):
        holder.insert(key, copy.deepcopy(holder[key]) if how == "twice" else draw(any_json()))
    elif how == "rename":
        holder[draw(st.sampled_from(["x", "id", "part", "score", "", "ü"]))] = holder.pop(key)
    else:
        holder[f"{key}x"] = draw(any_json())


@st.composite
def replaced_values(draw: st.DrawFn) -> bytes:
    """Give documents with any JSON in the place of any value."""
    name = draw(st.sampled_from(sorted(PLAIN)))
    path = draw(st.sampled_from(PLACES[name]))
    document = copy.deepcopy(PLAIN[name])
    at_path(document, path[:-1])[path[-1]] = draw(any_json())
    return dump(document, draw(st.sampled_from([None, 2])))


@st.composite
def changed_bytes(draw: st.DrawFn) -> bytes:
    """Give valid documents with a few bytes cut out, put in or repeated."""
    data = bytearray(valid_documents()[draw(st.sampled_from(sorted(PLAIN)))])
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.sampled_from([start, start + 1, start + 2, start + 20]))
        told = st.sampled_from(
            [b"", b'"', b"}", b"{", b",", b"NaN", b"1e999", b"\\ud800", b"\xff", b"9" * 70]
        )
        data[start:end] = draw(told | st.binary(max_size=4))
    return bytes(data)


def any_input() -> st.SearchStrategy[bytes]:
    """Give bytes of every sort that might reach the door."""
    changed = changed_documents().map(lambda pair: dump(pair[1], indent=None))
    return st.binary(max_size=60) | changed_bytes() | changed | replaced_values()
