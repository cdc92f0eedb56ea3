# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Between plain values and the model (Wandlung): the one cattrs converter.

On the wire keys are lowerCamelCase, absent keys stand for None and for defaults, exact numbers are JSON
numbers (in a method also ``"1/3"``), and a question's form is laid flat into the question.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

import attrs
import cattrs
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from weltoffen.errors import InvalidDocument, PathStep, Problem, pointer_to
from weltoffen.model.exact import as_decimal, exact
from weltoffen.model.extensions import Extensions, thaw
from weltoffen.model.forms import Checklist, FreeText, NumberEntry, SingleChoice
from weltoffen.model.method import Method
from weltoffen.model.questionnaire import Question
from weltoffen.model.response import Response
from weltoffen.model.text import Text
from weltoffen.report.shares import Share
from weltoffen.report.structure import ConflictResult
from weltoffen.schemas.strict import DEFAULT_LIMITS
from weltoffen.scoring.counts import OfficialPart, PersonalCount, QuestionCount

if TYPE_CHECKING:
    from weltoffen.model.answers import Answer

T = TypeVar("T")
Plain = Any
"""Plain JSON data as `weltoffen.schemas.strict` reads and writes it."""

_FORMS: Mapping[str, type] = {
    "single": SingleChoice,
    "multiple": Checklist,
    "number": NumberEntry,
    "text": FreeText,
}


def structure(value: Plain, cls: type[T]) -> T:
    """Make a model value from plain values that a schema has accepted.

    Raises:
        InvalidDocument: With all problems that the model's own rules find, at pointers into the document.
    """
    try:
        return converter().structure(value, cls)
    except (cattrs.BaseValidationError, InvalidDocument) as error:
        raise InvalidDocument(*_gathered(error)) from None


def unstructure(value: object) -> Plain:
    """Turn a model value into plain values, ready for `weltoffen.schemas.strict.dump`."""
    return converter().unstructure(value)


def camel(name: str) -> str:
    """Write an attribute's name as a JSON key: ``source_language`` becomes ``sourceLanguage``."""
    head, *rest = name.rstrip("_").split("_")
    return head + "".join(part.capitalize() for part in rest)


def wire_pointer(pointer: str) -> str:
    """Rewrite a pointer of attribute names as a pointer of JSON keys; ids and indices stay."""
    return "/".join(camel(s) if _NAME.fullmatch(s) else s for s in pointer.split("/"))


_NAME = re.compile(r"[a-z]+(?:_[a-z]+)+")


def _gathered(error: Exception) -> tuple[list[Problem], int]:
    problems: list[Problem] = []
    more = 0
    for path, one in _leaves(error, ()):
        prefix = pointer_to(path)
        if isinstance(one, InvalidDocument):
            more += one.more
            problems += [
                attrs.evolve(p, pointer=prefix + wire_pointer(p.pointer)) for p in one.problems
            ]
        else:
            problems.append(Problem(code="wrong-form", pointer=prefix))
    return problems, more


def _leaves(
    error: BaseException, path: tuple[PathStep, ...]
) -> Iterator[tuple[tuple[PathStep, ...], BaseException]]:
    here = path
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, cattrs.AttributeValidationNote) and note.name not in _LAID_FLAT:
            here = (*path, camel(note.name))
        elif isinstance(note, cattrs.IterableValidationNote):
            here = (*path, note.index)
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from _leaves(one, here)
    else:
        yield here, error


_LAID_FLAT = frozenset({"form"})


@functools.cache
def converter() -> cattrs.Converter:
    """Give the one converter, made when it is first needed."""
    conv = cattrs.Converter(omit_if_default=True)
    conv.register_structure_hook_factory(attrs.has, lambda cls: _structurer(cls, conv))
    conv.register_unstructure_hook_factory(attrs.has, lambda cls: _unstructurer(cls, conv))
    conv.register_structure_hook(Fraction, lambda value, _: _fraction(value))
    conv.register_unstructure_hook(Fraction, _number)
    conv.register_structure_hook(Text, lambda value, _: Text(value))
    conv.register_unstructure_hook(Text, lambda value: dict(value.versions))
    conv.register_structure_hook(Extensions, lambda value, _: Extensions(value))
    conv.register_unstructure_hook(Extensions, thaw)
    conv.register_structure_hook(dt.date, lambda value, _: _date(value))
    conv.register_unstructure_hook(dt.date, dt.date.isoformat)
    conv.register_structure_hook(dt.datetime, lambda value, _: _date_time(value))
    conv.register_unstructure_hook(dt.datetime, dt.datetime.isoformat)
    conv.register_structure_hook(Share, lambda value, _: _share(value))
    conv.register_unstructure_hook(Share, _written_share)
    return conv


def _structurer(cls: type, conv: cattrs.Converter) -> Callable[[Plain, Any], Any]:
    names = _overrides(cls)
    if cls is Question:
        names["form"] = override(struct_hook=lambda v, _: conv.structure(v, _FORMS[v["kind"]]))
        inner: Callable[[Plain, Any], Any] = make_dict_structure_fn(cls, conv, **names)
        return lambda value, _: inner({**value, "form": value}, cls)
    return make_dict_structure_fn(cls, conv, **names)


def _unstructurer(cls: type, conv: cattrs.Converter) -> Callable[[Any], Plain]:
    inner: Callable[[Any], Plain] = make_dict_unstructure_fn(
        cls, conv, _cattrs_omit_if_default=True, **_overrides(cls)
    )

    def plain(value: Any) -> Plain:  # noqa: ANN401 - any attrs instance
        return {key: item for key, item in inner(value).items() if item is not None}

    def question(value: Any) -> Plain:  # noqa: ANN401 - see above
        found = plain(value)
        form = found.pop("form")
        head = {key: found.pop(key) for key in ("id", "node", "title")}
        return {**head, "kind": value.kind, **form, **found}

    return question if cls is Question else plain


def _fraction(value: Plain) -> Fraction:
    return exact(value)


def _number(value: Fraction) -> Plain:
    number = _number_or_ratio(value)
    if abs(value) > DEFAULT_LIMITS.integer:
        raise InvalidDocument([Problem.at("number-too-large", maximum=DEFAULT_LIMITS.integer)])
    if isinstance(number, str):
        raise InvalidDocument([Problem.at("not-decimal", value=number)])
    return number


def _number_or_ratio(value: Fraction) -> int | Decimal | str:
    if value.denominator == 1:
        return value.numerator
    return as_decimal(value) or str(value)


def _date(value: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise InvalidDocument([Problem.at("bad-date")]) from None


def _date_time(value: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(value)
    except ValueError:
        raise InvalidDocument([Problem.at("bad-date-time")]) from None


def _share(value: Plain) -> Share:
    share = Share(Fraction(value["exact"]))
    problems = []
    if float(value["value"]) != share.value:
        problems.append(
            Problem.at("total-differs", ("value",), stored=value["value"], counted=str(share.value))
        )
    if value["percent"] != share.percent:
        problems.append(
            Problem.at(
                "total-differs", ("percent",), stored=value["percent"], counted=share.percent
            )
        )
    if problems:
        raise InvalidDocument(problems)
    return share


MAX_SHARE_BITS = 6_000
"""Longest denominator of a share that is written, about 1 800 digits; the schema allows 4 000 in all."""


def _written_share(value: Share) -> Plain:
    if value.exact.denominator.bit_length() > MAX_SHARE_BITS:
        raise InvalidDocument([Problem.at("number-too-long")])
    return {"exact": str(value.exact), "value": value.value, "percent": value.percent}


def read_answer(value: Plain) -> Answer:
    """Give a plain answer its one form: options sorted, numbers exact."""
    if isinstance(value, list):
        return tuple(sorted(value))
    if isinstance(value, Decimal):
        return Fraction(value)
    found: Answer = value
    return found


def write_answer(answer: Answer) -> Plain:
    """Write an answer as plain data."""
    if isinstance(answer, tuple):
        return list(answer)
    return _number(answer) if isinstance(answer, Fraction) else answer


def _read_answers(value: Plain) -> tuple[tuple[str, Answer], ...]:
    return tuple((key, read_answer(one)) for key, one in value.items())


def _write_answers(pairs: tuple[tuple[str, Answer], ...]) -> Plain:
    return {key: write_answer(one) for key, one in pairs}


def _read_conflict(value: Plain) -> tuple[tuple[str, Answer], ...]:
    return tuple((one.get("part", ""), read_answer(one["answer"])) for one in value)


def _write_conflict(pairs: tuple[tuple[str, Answer], ...]) -> Plain:
    return [
        {**({"part": part} if part else {}), "answer": write_answer(answer)}
        for part, answer in pairs
    ]


def _read_counts(value: Plain) -> tuple[QuestionCount, ...]:
    return tuple(
        converter().structure({**one, "question": key}, QuestionCount) for key, one in value.items()
    )


def _write_counts(counts: tuple[QuestionCount, ...]) -> Plain:
    found = {}
    for count in counts:
        plain = converter().unstructure(count)
        found[plain.pop("question")] = plain
    return found


def _read_points(value: Plain) -> tuple[tuple[Fraction, int], ...]:
    return tuple((_fraction(one["points"]), one["n"]) for one in value)


def _write_points(pairs: tuple[tuple[Fraction, int], ...]) -> Plain:
    return [{"points": _number(points), "n": n} for points, n in pairs]


Hooks = tuple[Callable[[Plain], Any], Callable[[Any], Plain]]
_OWN_FORMS: Mapping[tuple[type, str], Hooks] = {
    (Response, "answers"): (_read_answers, _write_answers),
    (OfficialPart, "answers"): (_read_answers, _write_answers),
    (ConflictResult, "answers"): (_read_conflict, _write_conflict),
    (PersonalCount, "questions"): (_read_counts, _write_counts),
    (QuestionCount, "options"): (lambda value: tuple(value.items()), dict),
    (QuestionCount, "points"): (_read_points, _write_points),
    (Method, "minimum_coverage"): (_fraction, _number_or_ratio),
    (Method, "tendency_share"): (_fraction, _number_or_ratio),
}
"""Fields whose JSON form is not that of their type."""


def _overrides(cls: type) -> dict[str, Any]:
    found = {}
    for field in attrs.fields(cls):
        read, write = _OWN_FORMS.get((cls, field.name), (None, None))
        found[field.name] = override(
            rename=camel(field.name),
            struct_hook=None if read is None else _ignoring_type(read),
            unstruct_hook=write,
        )
    return found


def _ignoring_type(read: Callable[[Plain], Any]) -> Callable[[Plain, Any], Any]:
    return lambda value, _: read(value)
