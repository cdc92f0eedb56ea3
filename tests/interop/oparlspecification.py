# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""OParl 1.1 as a table: every property of the objects that we give, its type, whether it must be there.

Typed from the OParl specification 1.1 (https://github.com/OParl/spec, tag v1.1.1 of 2018-06-25): types from
``schema/Paper.json``, ``schema/Consultation.json`` and ``schema/File.json``, which also say what is
mandatory; ``created`` and ``modified`` are mandatory in every object, also inside of others, by chapter 3.1
("muss in allen Objekttypen angegeben werden"). Every other property is recommended (3, "Vollständigkeit"),
and none may be null, empty text or empty list (2.4). Chapter 3: an object inside of another one has no
reference back to it; chapter 2.4: what a date, a date-time and a URL are.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

State = Literal["mandatory", "recommended", "back"]
"""``back``: refers back to the object around it, and so stands only in an object that stands alone."""


@attrs.frozen
class Property:
    """One line of the table.

    Attributes:
        type: As in the specification's tables; ``array of …`` and ``object (…)`` name what is inside.
        state: Whether it must be there.
        source: File or chapter of the specification.
    """

    type: str
    state: State
    source: str


def _table(kind: str, *rows: tuple[str, str, State]) -> dict[str, Property]:
    shared: tuple[tuple[str, str, State, str], ...] = (
        ("id", "url", "mandatory", "3.1 id"),
        ("type", f"type ({kind})", "mandatory", "3.1 type"),
        ("license", "string", "recommended", "3.1 license"),
        ("keyword", "array of string", "recommended", "3.1 keyword"),
        ("created", "date-time", "mandatory", "3.1 created"),
        ("modified", "date-time", "mandatory", "3.1 modified"),
        ("web", "url", "recommended", "3.1 web"),
        ("deleted", "boolean", "recommended", "3.1 deleted"),
    )
    own = ((name, type_, state, f"schema/{kind}.json") for name, type_, state in rows)
    return {name: Property(type_, state, source) for name, type_, state, source in (*shared, *own)}


SPECIFICATION: Mapping[str, Mapping[str, Property]] = {
    "Paper": _table(
        "Paper",
        ("body", "url (Body)", "recommended"),
        ("name", "string", "recommended"),
        ("reference", "string", "recommended"),
        ("date", "date", "recommended"),
        ("paperType", "string", "recommended"),
        ("relatedPaper", "array of url (Paper)", "recommended"),
        ("superordinatedPaper", "array of url (Paper)", "recommended"),
        ("subordinatedPaper", "array of url (Paper)", "recommended"),
        ("mainFile", "object (File)", "recommended"),
        ("auxiliaryFile", "array of object (File)", "recommended"),
        ("location", "array of object (Location)", "recommended"),
        ("originatorPerson", "array of url (Person)", "recommended"),
        ("underDirectionOf", "array of url (Organization)", "recommended"),
        ("originatorOrganization", "array of url (Organization)", "recommended"),
        ("consultation", "array of object (Consultation)", "recommended"),
    ),
    "Consultation": _table(
        "Consultation",
        ("paper", "url (Paper)", "back"),
        ("agendaItem", "url (AgendaItem)", "recommended"),
        ("meeting", "url (Meeting)", "recommended"),
        ("organization", "array of url (Organization)", "recommended"),
        ("authoritative", "boolean", "recommended"),
        ("role", "string", "recommended"),
    ),
    "File": _table(
        "File",
        ("name", "string", "recommended"),
        ("fileName", "string", "recommended"),
        ("mimeType", "string", "recommended"),
        ("date", "date", "recommended"),
        ("size", "integer", "recommended"),
        ("sha1Checksum", "string", "recommended"),
        ("sha512Checksum", "string", "recommended"),
        ("text", "string", "recommended"),
        ("accessUrl", "url", "mandatory"),
        ("downloadUrl", "url", "recommended"),
        ("externalServiceUrl", "url", "recommended"),
        ("masterFile", "url (File)", "recommended"),
        ("derivativeFile", "array of url (File)", "recommended"),
        ("fileLicense", "url", "recommended"),
        ("meeting", "array of url (Meeting)", "back"),
        ("agendaItem", "array of url (AgendaItem)", "back"),
        ("paper", "array of url (Paper)", "back"),
    ),
}
NAMESPACE = "https://schema.oparl.org/1.1/"
_PREFIXED = re.compile(r"weltoffen:[a-z][A-Za-z]*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}"
)


def findings(value: Any, kind: str, place: str = "") -> Iterator[str]:  # noqa: ANN401 - any JSON
    """List where an object breaks the specification; an object with a place is inside another one."""
    if type(value) is not dict:
        yield f"{place}: no object"
        return
    table = SPECIFICATION[kind]
    for name, line in table.items():
        if line.state == "mandatory" and name not in value:
            yield f"{place}/{name}: mandatory ({line.source})"
        if line.state == "back" and place and name in value:
            yield f"{place}/{name}: refers back to the object around it (3)"
    for name, item in value.items():
        if item is None or item in ("", []):
            yield f"{place}/{name}: empty (2.4)"
        elif name in table:
            yield from _typed(item, table[name].type, f"{place}/{name}")
        elif not _PREFIXED.fullmatch(name):
            yield f"{place}/{name}: no property of {kind}, and without prefix (3)"


def _typed(value: Any, type_: str, place: str) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if type_.startswith("array of "):
        if type(value) is not list:
            yield f"{place}: no array"
            return
        for index, item in enumerate(value):
            yield from _typed(item, type_.removeprefix("array of "), f"{place}/{index}")
    elif type_.startswith("object ("):
        yield from findings(value, type_[8:-1], place)
    elif not _fits(value, type_):
        yield f"{place}: no {type_}"


def _fits(value: Any, type_: str) -> bool:  # noqa: ANN401 - any JSON
    base, _, inner = type_.removesuffix(")").partition(" (")
    if base in {"boolean", "integer"}:
        return type(value) is {"boolean": bool, "integer": int}[base]
    judges: dict[str, Callable[[str], bool]] = {
        "string": lambda _: True,
        "type": lambda text: text == NAMESPACE + inner,
        "url": _is_url,
        "date": lambda text: _is_read(text, _DATE, dt.date.fromisoformat),
        "date-time": lambda text: _is_read(text, _DATE_TIME, dt.datetime.fromisoformat),
    }
    return type(value) is str and judges[base](value)


def _is_read(value: str, form: re.Pattern[str], read: Callable[[str], object]) -> bool:
    try:
        return form.fullmatch(value) is not None and bool(read(value))
    except ValueError:
        return False


def _is_url(value: str) -> bool:
    """RFC 3986, as far as chapter 2.3 needs it: absolute, with a host, printable ASCII without blanks."""
    parts = urlsplit(value)
    plain = value.isascii() and value.isprintable() and not set(value) & set(' "<>\\^`{|}')
    return plain and parts.scheme in {"http", "https"} and bool(parts.hostname)
