# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Shown numbers held against the report's JSON (gezeigte Zahlen), each value written again; N1-N3, S1.

What is written here is written from the rules (S1, N1, N2, N3) and from the table in
`weltoffen.render.numbers`, without any of the code that writes documents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar

import attrs

from weltoffen.render import numbers
from weltoffen.render.inline import Line

Json = Any
"""A value as `json.loads` gives it."""
MISSING: Json = object()
T = TypeVar("T")
SPACE = "\u00a0"
MINUS = "\u2212"


class Number(NamedTuple):
    """A number as a document shows it: its text, the pointer, and how the value there is written."""

    text: str
    pointer: str
    form: str


# --- Finding numbers ---------------------------------------------------------------------------------


def lines(value: Any) -> Iterator[Line]:  # noqa: ANN401 - blocks, and whatever they are made of
    """Give every line of blocks, in the order in which they stand."""
    if isinstance(value, Line):
        yield value
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from lines(getattr(value, field.name))
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for one in value:
            yield from lines(one)


def shown_numbers(blocks: object) -> list[Number]:
    """Give every number of blocks that says where it comes from."""
    return [
        Number(run.text, run.shown.pointer, run.shown.form)
        for line in lines(blocks)
        for run in line.runs
        if run.shown is not None
    ]


# --- Following pointers ------------------------------------------------------------------------------


def steps_of(pointer: str) -> list[str]:
    """Take a pointer apart (RFC 6901)."""
    assert pointer.startswith("/"), pointer
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer[1:].split("/")]


def resolve(document: Json, pointer: str) -> Json:
    """Follow a pointer; `MISSING` if only the last key is not there, as where a default is left out."""
    *above, last = steps_of(pointer)
    for step in above:
        document = document[_index(step) if isinstance(document, list) else step]
    if isinstance(document, list):
        return document[_index(last)]
    return document.get(last, MISSING)


def _index(step: str) -> int:
    assert re.fullmatch(r"0|[1-9][0-9]*", step, re.ASCII), step
    return int(step)


# --- Writing again -----------------------------------------------------------------------------------


def check_shown(number: Number | tuple[str, str, str], document: Json, language: str) -> None:
    """Check one number: the value at its pointer, written again, is what is shown.

    Args:
        number: Its text, the pointer (``data-ref``) and the form (``data-as``).
        document: The report's JSON, as `json.loads` gives it.
        language: ``de`` or ``en``.
    """
    text, pointer, form = number
    name, _, more = form.partition(":")
    said = _FORMS[name](Place(document, pointer), more, language)
    assert text == said, (number, said)


class Place(NamedTuple):
    """A place in a report's JSON."""

    document: Json
    pointer: str

    @property
    def value(self) -> Json:
        found = resolve(self.document, self.pointer)
        assert found is not MISSING, self.pointer
        return found

    @property
    def entries(self) -> list[Json]:
        """A list; one that is empty may be left out."""
        found = resolve(self.document, self.pointer)
        return [] if found is MISSING else _typed(found, list)

    @property
    def share(self) -> Fraction:
        return Fraction(_typed(self.value["exact"], str))

    @property
    def whole(self) -> int:
        return _typed(self.value, int)

    @property
    def whole_numbers(self) -> list[int]:
        return [_typed(one, int) for one in self.entries]


def _typed(value: Json, kind: type[T]) -> T:
    assert type(value) is kind, value
    found: T = value
    return found


def half_away(value: Fraction) -> int:
    """Round to a whole number, halves away from zero (S1)."""
    size = int(abs(value) + Fraction(1, 2))  # int() cuts off
    return size if value >= 0 else -size


def largest_remainder(counts: Sequence[int]) -> list[int]:
    """Turn counts into percentages that add up to 100, ties to the lower option (N1)."""
    exact = [Fraction(100 * count, sum(counts)) for count in counts]
    shown = [int(one) for one in exact]
    while sum(shown) < 100:
        rests = [one - whole for one, whole in zip(exact, shown, strict=True)]
        shown[rests.index(max(rests))] += 1
    return shown


def decimal_number(value: Fraction, digits: int, language: str) -> str:
    """Write a number with so many decimal places, rounded half away from zero, with a real minus sign."""
    rounded = half_away(value * 10**digits)
    whole, rest = divmod(abs(rounded), 10**digits)
    mark = {"de": ",", "en": "."}[language]
    decimals = f"{mark}{rest:0{digits}}" if digits else ""
    return f"{MINUS if rounded < 0 else ''}{whole}{decimals}"


def _percent(value: Fraction, language: str) -> str:
    space = {"de": SPACE, "en": ""}[language]
    return f"{decimal_number(value * 100, 0, language)}{space}%"


_POINTS = {"de": ("Prozentpunkt", "Prozentpunkte"), "en": ("percentage point", "percentage points")}
_UNDER = {"de": "unter", "en": "under"}


def _points(value: Fraction, digits: int, language: str) -> str:
    number = decimal_number(value * 100, digits, language)
    return f"{number}{SPACE}{_POINTS[language][number not in {'1', f'{MINUS}1'}]}"


def _distance(value: Fraction, language: str) -> str:
    said = _points(abs(value), 0, language)
    return (
        f"{_UNDER[language]} {_points(Fraction(1, 100), 0, language)}"
        if (value and said.startswith(f"0{SPACE}"))
        else said
    )


_THINGS = {
    "stage": {"de": ("eine Stufe", "Stufen"), "en": ("one stage", "stages")},
    "step": {"de": ("ein Schritt", "Schritte"), "en": ("one step", "steps")},
    "leaf": {"de": ("ein Thema", "Themen"), "en": ("one topic", "topics")},
    "common-question": {
        "de": ("eine gemeinsame Frage", "gemeinsame Fragen"),
        "en": ("one question in common", "questions in common"),
    },
}


def _count(number: int, thing: str, language: str) -> str:
    one, many = _THINGS[thing][language]
    return one if number == 1 else f"{number}{SPACE}{many}"


def _length(place: Place, thing: str, language: str) -> str:
    found = len(place.entries)
    return _count(found, thing, language) if thing else str(found)


def _n(number: int) -> str:
    return f"n{SPACE}={SPACE}{number}"


def _share(place: Place, more: str, _: str) -> str:
    return str(largest_remainder(place.whole_numbers)[int(more)])


def _leaves(place: Place, more: str, language: str) -> str:
    tree = place.document[{"": "nodes", "own": "supplement"}[more]]
    leaves = {one["node"] for one in tree} - {one.get("parent") for one in tree}
    return _count(sum(one.get("node") in leaves for one in place.entries), "leaf", language)


def _related(place: Place, how: str, _: str) -> str:
    return str(sum(one["how"] == how for one in place.entries))


def _steps(place: Place, _: str, language: str) -> str:
    return _count(sum(_typed(one["steps"], int) for one in place.value), "step", language)


def _place(place: Place, _: str, __: str) -> str:
    assert place.value
    return str(int(steps_of(place.pointer)[-1]) + 1)


_METHOD = {"minimum_coverage": Fraction(1, 2), "tendency_share": Fraction(1, 3)}
"""What holds where a method says nothing else (S3, S6)."""


def _method(place: Place, name: str, language: str) -> str:
    head, *rest = name.split("_")
    stored = place.value.get(head + "".join(map(str.capitalize, rest)))
    return _percent(_METHOD[name] if stored is None else Fraction(str(stored)), language)


def _given(place: Place, language: str) -> str:
    value = Fraction(str(place.value))
    digits = next(digits for digits in range(50) if (value * 10**digits).denominator == 1)
    return decimal_number(value, digits, language)


def _bare(wanted: Callable[[Place, str], str]) -> Callable[[Place, str, str], str]:
    """Take the writer of a form that has nothing behind a colon."""

    def written(place: Place, more: str, language: str) -> str:
        assert not more
        return wanted(place, language)

    return written


_FORMS: Mapping[str, Callable[[Place, str, str], str]] = {
    "percent": _bare(lambda place, language: _percent(place.share, language)),
    "exact": _bare(lambda place, language: _percent(Fraction(str(place.value)), language)),
    "points": lambda place, more, language: _points(place.share, int(more or 0), language),
    "distance": _bare(lambda place, language: _distance(place.share, language)),
    "decimal": _bare(lambda place, language: decimal_number(place.share, 2, language)),
    "count": lambda place, more, language: _count(abs(place.whole), more, language),
    "number": _bare(lambda place, _: str(place.whole)),
    "given": _bare(_given),
    "n": _bare(lambda place, _: _n(place.whole)),
    "sum": _bare(lambda place, _: _n(sum(place.whole_numbers))),
    "share": _share,
    "length": _length,
    "related": _related,
    "leaves": _leaves,
    "steps": _steps,
    "place": _place,
    "method": _method,
}


def documented_forms() -> set[str]:
    """Give the forms of the list in `weltoffen.render.numbers`; in capitals what is open."""
    rows = re.findall(r"^\* (``.*?``): of ", numbers.__doc__ or "", re.MULTILINE)
    return {form for row in rows for form in re.findall(r"``([^`]+)``", row)}


WRITTEN_FORMS = frozenset(_FORMS)
