# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Pages of the schemas (Seiten der Schemas), written from the schema files themselves.

``conf.py`` calls `write_schema_pages` before each build. What a schema does not say stands on no page.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from _writing import write_if_new

from weltoffen.schemas import KINDS, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

ROOT = Path(__file__).resolve().parents[1]
FILES = "src/weltoffen/schemas/v1"
CORPUS = "tests/corpus/v1/schema/valid"
NAMES = (*KINDS, "common")
EXAMPLES: Mapping[str, str] = {
    "target-model": f"{CORPUS}/target-model.json",
    "questionnaire": f"{CORPUS}/questionnaire.json",
    "assessment": "src/weltoffen/demo/assessment.json",
    "method": f"{CORPUS}/method.json",
    "response": f"{CORPUS}/response.json",
    "tally": f"{CORPUS}/tally.json",
    "report": f"{CORPUS}/report-fields.json",
    "council-paper": f"{CORPUS}/council-paper.json",
    "participation": "examples/erlangen/participation.json",
    "organisation": "examples/erlangen/organisation.json",
    "workshop": "examples/erlangen/workshop.json",
    "measures": "examples/erlangen/measures.json",
    "goals": "examples/erlangen/goals.json",
    "monitoring": "examples/erlangen/monitoring.json",
}
"""A full example of each kind of document: one that is there for another reason, too."""
SHOWN_LINES = 800
"""A longer example is cut on its page; the whole of it can be downloaded."""
LARGEST = 9007199254740991
LONGEST_PATTERN = 100

Schema = Any  # an object or a boolean, as JSON Schema has it


def write_schema_pages(folder: Path) -> list[str]:
    """Write a page for each kind of document, and one for the common definitions.

    Args:
        folder: Where the pages go; it is made if it is not there. A page that has not changed is left
            as it is, so that Sphinx does not read it again.

    Returns:
        The names of all pages, without ``.md``, in the order in which readers want them.
    """
    for name in NAMES:
        write_if_new(folder / f"{name}.md", Page(name).text().encode())
    return list(NAMES)


def write_schema_kit(folder: Path) -> Path:
    """Write the schema kit, which the pages offer for download, as ``weltoffen-schemas.zip``.

    Args:
        folder: Where it goes; it is made if it is not there.

    Returns:
        The file. It is left as it is if nothing has changed.
    """
    tool = importlib.util.spec_from_file_location("schema_kit", ROOT / "tools" / "schema_kit.py")
    assert tool is not None
    assert tool.loader is not None  # for the type checkers: the file is there
    module = importlib.util.module_from_spec(tool)
    tool.loader.exec_module(module)
    data: bytes = module.archive(module.kit())
    path = folder / "weltoffen-schemas.zip"
    write_if_new(path, data)
    return path


def anchor(name: str, *steps: str) -> str:
    """Give the target of a document's page, or of a definition or an object on it."""
    return "-".join(("schema", name, *steps))


# --- Words -------------------------------------------------------------------------------------------


def plain(text: str) -> str:
    """Write a text of a schema so that Markdown takes every character for what it is."""
    for mark in "\\`*_<>[]{}#~":
        text = text.replace(mark, f"\\{mark}")
    return text


@functools.cache
def rules() -> frozenset[str]:
    """Give the ids of the rules that have an anchor on a page of the method."""
    pages = (ROOT / "docs" / "method").glob("*.md")
    found = "".join(page.read_text(encoding="utf-8") for page in pages)
    return frozenset(
        one.upper() for one in re.findall(r"^\(rule-([a-z]\d+)\)=$", found, re.MULTILINE)
    )


def described(text: str) -> str:
    """Write a description: as it is, but rules are linked."""

    def linked(found: re.Match[str]) -> str:
        rule = found[0]
        return f"{{ref}}`{rule} <rule-{rule.lower()}>`" if rule in rules() else rule

    return re.sub(r"\b[A-Z]\d{1,2}\b", linked, plain(text))


def code(value: object) -> str:
    """Write a value as JSON does; a string without its quotation marks."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"`{text}`"


def listed(parts: Iterable[str], word: str = "and") -> str:
    """Write parts one after the other: a, b and c."""
    *first, last = parts
    return f"{', '.join(first)} {word} {last}" if first else last


def number(value: float) -> str:
    """Write a bound; the largest integer that every language holds by its power."""
    if abs(value) == LARGEST:
        return "2^53 − 1" if value > 0 else "−(2^53 − 1)"
    return str(value).replace("-", "−")


def span(low: float | None, high: float | None, unit: str = "") -> str:
    """Write bounds: at least, at most, exactly, or from to; nothing where there are none."""
    if low is not None and high is not None:
        words = f"exactly {number(low)}" if low == high else f"{number(low)} to {number(high)}"
    elif low is not None:
        words = f"at least {number(low)}"
    elif high is not None:
        words = f"at most {number(high)}"
    else:
        return ""
    return f"{words} {unit}".rstrip()


def joined(*words: str) -> str:
    """Join words by commas and leave out what is empty."""
    return ", ".join(filter(None, words))


def sentence(words: str) -> str:
    """Begin with a capital letter, where the words begin with a letter, and end with a full stop."""
    return f"{words[0].upper()}{words[1:]}."


def is_barred(one: Schema) -> bool:
    """Say whether a schema allows nothing: the key must not be there."""
    return one is False or (isinstance(one, dict) and one.get("not") == {})


class Page:
    """One page; remembers the objects inside objects, which get a table of their own."""

    def __init__(self, name: str) -> None:
        """Take the name of a schema file."""
        self.name = name
        self.schema = schema(name)

    def text(self) -> str:
        """Write the whole page."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        file = f"{self.name}.schema.json"
        yield from (f"({anchor(self.name)})=", f"# {plain(self.schema['title'])}", "")
        yield from (described(self.schema["description"]), "")
        yield f"- `$id`: `{self.schema['$id']}`"
        download = f"{{download}}`{file} <../../{FILES}/{file}>`"
        yield f"- File: {download}; `weltoffen schema {self.name}` prints it."
        if self.name in EXAMPLES:
            yield "- [An example](#" + anchor(self.name, "example") + ")"
        if defined := self.schema.get("$defs"):
            links = (
                f"[{plain(one.get('title', key))}](#{anchor(self.name, key)})"
                for key, one in defined.items()
            )
            yield f"- Definitions: {', '.join(links)}"
        yield ""
        if "properties" in self.schema:
            yield from ("## Fields", "")
            yield from self._body(self.schema, (), self.schema["title"], 3)
        if "$defs" in self.schema:
            yield from ("## Definitions", "")
            for key, one in self.schema["$defs"].items():
                yield from self._definition(key, one)
        if self.name in EXAMPLES:
            yield from self._example()

    def _definition(self, key: str, one: Mapping[str, Any]) -> Iterator[str]:
        title = one.get("title", key)
        yield from (f"({anchor(self.name, key)})=", f"### {plain(title)}", "")
        yield from (f"Definition {code(key)}. {described(one.get('description', ''))}".rstrip(), "")
        yield from self._body(one, (key,), title, 4)

    def _body(
        self, one: Mapping[str, Any], steps: tuple[str, ...], title: str, level: int
    ) -> Iterator[str]:
        """Write a table, or the shape of what has no keys of its own, and then the objects inside."""
        if "properties" in one and "$ref" not in one:
            yield from self._table(one, steps)
            yield from self._conditions(one)
            inner = one["properties"].items()
        else:
            yield from (f"Shape: {self.shape(one, (*steps, 'item'))}.", "")
            inner = [("", one)]
        for key, value in inner:
            for place, found in objects_in(value, key):
                yield from self._inside(found, place, steps, title, level)

    def _inside(
        self, one: Mapping[str, Any], place: str, steps: tuple[str, ...], title: str, level: int
    ) -> Iterator[str]:
        key = place.replace("[]", "")
        own = (*steps, key or "item")
        heading = f"{code(place)} of {plain(title)}" if key else f"Item of {plain(title)}"
        yield from (f"({anchor(self.name, *own)})=", f"{'#' * min(level, 6)} {heading}", "")
        if (
            key and place.endswith("]") and "description" in one
        ):  # else it stands in the table above
            yield from (described(one["description"]), "")
        yield from self._body(one, own, one.get("title", key or title), level + 1)

    def _table(self, one: Mapping[str, Any], steps: tuple[str, ...]) -> Iterator[str]:
        yield from ("```{list-table}", ":header-rows: 1", ":widths: 22 12 66", ":class: fields", "")
        yield from ("* - key", "  - required", "  - what it is")
        required = one.get("required", [])
        for key in sorted(one["properties"], key=lambda key: key != "$schema"):
            value = one["properties"][key]
            shape = (
                "the `$id` of this schema" if key == "$schema" else self.shape(value, (*steps, key))
            )
            yield from (f"* - {code(key)}", f"  - {'yes' if key in required else ''}".rstrip())
            yield f"  - {sentence(shape)}"
            if words := self._told(value):
                yield from ("", f"    {described(words)}")
        yield "```"
        yield ""
        if one.get("additionalProperties") is False:
            yield from ("No other keys.", "")

    def _told(self, one: Mapping[str, Any]) -> str:
        """Give what is told of a key: at its own place, else at the definition in the same file."""
        words: str = one.get("description", "")
        if not words and one.get("$ref", "").startswith("#/$defs/"):
            named = self.schema["$defs"][one["$ref"].removeprefix("#/$defs/")]
            words = named.get("description", "")
        return words or one.get("title", "")

    # --- Shapes ---

    def shape(self, one: Schema, steps: tuple[str, ...] = ()) -> str:
        """Say in words what values a schema allows; objects with keys of their own are linked."""
        if one is True:
            return "as above"
        if is_barred(one):
            return "must be absent"
        if "const" in one:
            return f"always {code(one['const'])}"
        if "enum" in one:
            return listed(map(code, one["enum"]), "or")
        words: Mapping[str, Callable[[Mapping[str, Any], tuple[str, ...]], str]] = {
            "$ref": self._reference,
            "anyOf": self._variants,
            "object": self._object,
            "array": self._list,
            "string": self._string,
        }
        keyword = next((key for key in ("$ref", "anyOf") if key in one), one.get("type", ""))
        return words.get(keyword, self._number)(one, steps)

    def _inner(self, one: Schema, steps: tuple[str, ...] = ()) -> str:
        """Say what stands inside a shape, with its description, unless it has a table for that."""
        words = self.shape(one, steps)
        told = isinstance(one, dict) and "description" in one and not list(objects_in(one, ""))
        return f"{words} ({described(one['description'])})" if told else words

    def _reference(self, one: Mapping[str, Any], _steps: tuple[str, ...]) -> str:
        file, _, inside = one["$ref"].partition("#")
        name = file.removesuffix(".schema.json") or self.name
        key = inside.removeprefix("/$defs/")
        named = schema(name)["$defs"][key] if key else schema(name)
        title = named.get("title", key).partition(" (")[0]
        link = f"[{plain(title)}](#{anchor(name, *filter(None, [key]))})"
        words = list(self._demands(one))
        if "enum" in one.get("not", {}):
            words.append(f"but not {listed(map(code, one['not']['enum']), 'or')}")
        return f"{link}; {'; '.join(words)}" if words else link

    def _variants(self, one: Mapping[str, Any], steps: tuple[str, ...]) -> str:
        return "; or ".join(self._inner(each, steps) for each in one["anyOf"])

    def _object(self, one: Mapping[str, Any], steps: tuple[str, ...]) -> str:
        if "propertyNames" in one:
            keys, values = (
                self._inner(one["propertyNames"]),
                self._inner(one["additionalProperties"]),
            )
            least, most = one.get("minProperties"), one.get("maxProperties")
            size = span(least, most, "key" if (least, most) == (1, None) else "keys")
            return f"{joined('object', size)}: each key {keys}, each value {values}"
        if "properties" not in one:
            return "object with any keys"
        if "additionalProperties" not in one:  # tells more of an object that is described elsewhere
            return f"object in which {'; '.join(self._demands(one))}"
        return f"[object](#{anchor(self.name, *steps)})"

    def _list(self, one: Mapping[str, Any], steps: tuple[str, ...]) -> str:
        inner = self._inner(one["items"], steps)
        size = span(one.get("minItems"), one.get("maxItems"))
        return f"list ({size}) of {inner}" if size else f"list of {inner}"

    def _string(self, one: Mapping[str, Any], _steps: tuple[str, ...]) -> str:
        words = joined("string", span(one.get("minLength"), one.get("maxLength"), "characters"))
        pattern = one.get("pattern")
        if pattern is None:
            return words
        if pattern == schema("common")["$defs"]["text"]["additionalProperties"]["pattern"]:
            return f"{words}, not only white space"
        if len(pattern) > LONGEST_PATTERN:
            return f"{words}, by a pattern that stands in the file"
        return f"{words}, by the pattern {code(pattern)}"

    def _number(self, one: Mapping[str, Any], _steps: tuple[str, ...]) -> str:
        if one["type"] == "boolean":
            return "`true` or `false`"
        words = "whole number" if one["type"] == "integer" else "number"
        above = f"above {number(one['exclusiveMinimum'])}" if "exclusiveMinimum" in one else ""
        return joined(words, above, span(one.get("minimum"), one.get("maximum")))

    # --- Conditions ---

    def _conditions(self, one: Mapping[str, Any]) -> Iterator[str]:
        found = [part for part in (one, *one.get("allOf", [])) if "if" in part]
        for part in found:
            yield from self._condition(part, "")
        if found:
            yield ""

    def _condition(self, one: Mapping[str, Any], indent: str) -> Iterator[str]:
        asked = f"If {listed(self._asked(one['if']))}"
        for words, branch in ((asked, "then"), ("Otherwise", "else")):
            if branch not in one:
                continue
            yield f"{indent}- {words}: {'; '.join(self._demands(one[branch]))}."
            if "if" in one[branch]:
                yield from self._condition(one[branch], f"{indent}  ")

    def _asked(self, one: Mapping[str, Any]) -> Iterator[str]:
        for key, value in one["properties"].items():
            if value is True:
                yield f"{code(key)} is there"
            elif value is False:
                yield f"{code(key)} is absent"
            else:
                allowed = value["enum"] if "enum" in value else [value["const"]]
                yield f"{code(key)} is {listed(map(code, allowed), 'or')}"

    def _demands(self, one: Mapping[str, Any]) -> Iterator[str]:
        if one.get("required"):
            verb = "is" if len(one["required"]) == 1 else "are"
            yield f"{listed(map(code, one['required']))} {verb} required"
        values = one.get("properties", {}).items()
        absent = [code(key) for key, value in values if is_barred(value)]
        if absent:
            yield f"{listed(absent)} must be absent"
        for key, value in values:
            if value is not True and not is_barred(value):
                yield f"{code(key)} is {self._inner(value)}"

    # --- Examples ---

    def _example(self) -> Iterator[str]:
        path = EXAMPLES[self.name]
        lines = len((ROOT / path).read_text(encoding="utf-8").splitlines())
        yield from (f"({anchor(self.name, 'example')})=", "## Example", "")
        whole = f"{{download}}`{Path(path).name} <../../{path}>`"
        if lines > SHOWN_LINES:
            yield f"The first {SHOWN_LINES} of {lines} lines; the whole document is {whole}."
        else:
            yield f"A document as the library accepts it; as a file: {whole}."
        yield from ("", f"```{{literalinclude}} ../../{path}", ":language: json")
        if lines > SHOWN_LINES:
            yield f":lines: -{SHOWN_LINES}"
        yield from ("```", "")


def objects_in(value: Schema, place: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Find what gets a table of its own in a value: an object with keys, or one in a list."""
    if not isinstance(value, dict) or "$ref" in value:
        return
    if "items" in value:
        yield from objects_in(value["items"], f"{place}[]")
    elif "properties" in value and "additionalProperties" in value:
        yield place, value
