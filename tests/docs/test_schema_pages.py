# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The pages of the schemas tell what stands in the schema files, all of it and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from tests.schemas.kits import index, make_kit, unpack
from tests.schemas.schemacorpus import COMMON, DOCUMENTS, IN_PLACE, ROOT, SCHEMAS, subschemas
from tests.scripts import load_script

from weltoffen.errors import problem_codes
from weltoffen.schemas import KINDS, check, read
from weltoffen.schemas.documents import CLASSES

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

Tables = Counter[frozenset[tuple[str, bool]]]
"""Tables of keys, each with whether it is required; equal ones as often as they stand there."""
GUIDE = (ROOT / "docs" / "guide" / "other-languages.md").read_text(encoding="utf-8")
KNOWN = {
    *("$schema", "$id", "$defs", "$ref", "title", "description"),
    *("type", "const", "enum", "pattern", "anyOf", "not", "if", "then", "else", "allOf"),
    *("properties", "required", "additionalProperties", "propertyNames", "items"),
    *("minimum", "maximum", "exclusiveMinimum", "minLength", "maxLength"),
    *("minItems", "maxItems", "minProperties", "maxProperties"),
}
"""Keywords that the pages put in words; a new one needs words first."""


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    """Give the module as ``conf.py`` has it."""
    return load_script("docs/_schemas.py")


@pytest.fixture(scope="module")
def folder(generator: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write all pages."""
    found = tmp_path_factory.mktemp("docs") / "schemas"
    assert generator.write_schema_pages(found) == [*KINDS, "common"]
    return found


def page(folder: Path, name: str) -> str:
    """Give the text of a page."""
    return (folder / f"{name}.md").read_text(encoding="utf-8")


def plain(markdown: str) -> str:
    """Take the escapes of Markdown away, and the links of rules."""
    markdown = re.sub(r"\{ref\}`([A-Z]\d+) <rule-[a-z]\d+>`", r"\1", markdown)
    return re.sub(r"\\([\\`*_<>\[\]{}#~])", r"\1", markdown)


def tables(text: str) -> Tables:
    """Read the tables of a page."""
    found: Tables = Counter()
    for table in re.findall(r"^```\{list-table\}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        rows = re.findall(r"^\* - `(.*)`\n  -(| yes)$", table, re.MULTILINE)
        assert len(rows) == table.count("* - ") - 1
        found[frozenset((key, needed == " yes") for key, needed in rows)] += 1
    return found


def objects(schema: dict[str, Any]) -> Tables:
    """Find the objects of a schema that say which keys they have; not those that add to another."""
    found: Tables = Counter()
    for at, one in subschemas(schema):
        is_own = isinstance(one, dict) and "properties" in one and "additionalProperties" in one
        if is_own and not set(at) & {*IN_PLACE, "allOf"}:
            needed = one.get("required", [])
            found[frozenset((key, key in needed) for key in one["properties"])] += 1
    return found


class TestPages:
    """One page for each kind of document, from the schema files alone."""

    @pytest.mark.parametrize("name", [*DOCUMENTS, COMMON])
    def test_each_object_has_a_table_of_its_keys(self, folder: Path, name: str) -> None:
        assert tables(page(folder, name)) == objects(SCHEMAS[name])

    @pytest.mark.parametrize("name", [*DOCUMENTS, COMMON])
    def test_each_description_stands_there(self, folder: Path, name: str) -> None:
        text = plain(page(folder, name))
        for at, one in subschemas(SCHEMAS[name]):
            if isinstance(one, dict) and "description" in one:
                assert one["description"] in text, at

    @pytest.mark.parametrize("name", [*DOCUMENTS, COMMON])
    def test_each_definition_has_a_heading_with_its_german_title(
        self, folder: Path, name: str
    ) -> None:
        text = plain(page(folder, name))
        for key, one in SCHEMAS[name].get("$defs", {}).items():
            heading = f"(schema-{name}-{key})=\n### {one.get('title', key)}\n"
            assert heading in text, key
        assert text.startswith(f"(schema-{name})=\n# {SCHEMAS[name]['title']}\n")
        assert f"`{SCHEMAS[name]['$id']}`" in text

    def test_rules_are_linked(self, folder: Path) -> None:
        text = page(folder, "report")
        assert "(rules {ref}`S2 <rule-s2>`, {ref}`P4 <rule-p4>`)" in text
        assert not re.search(r"\brules? [A-Z]\d", text)

    def test_a_page_lists_its_definitions_first(self, folder: Path) -> None:
        first = page(folder, "report").partition("## Fields")[0]
        for key in SCHEMAS["report"]["$defs"]:
            assert f"](#schema-report-{key})" in first

    def test_every_link_leads_to_one_place(self, folder: Path) -> None:
        texts = [page(folder, name) for name in (*DOCUMENTS, COMMON)]
        places = Counter(re.findall(r"^\((.*)\)=$", "\n".join(texts), re.MULTILINE))
        links = set(re.findall(r"\]\(#(.*?)\)", "\n".join(texts)))
        assert [place for place, times in places.items() if times > 1] == []
        assert links - places.keys() == set()
        assert len(links) > 100

    @pytest.mark.parametrize("name", [*DOCUMENTS, COMMON])
    def test_each_reference_is_a_link(self, folder: Path, name: str) -> None:
        text = page(folder, name)
        for _, one in subschemas(SCHEMAS[name]):
            if isinstance(one, dict) and "$ref" in one:
                file, _, inside = one["$ref"].partition("#")
                place = [file.removesuffix(".schema.json") or name]
                place += [inside.rpartition("/")[2]] if inside else []
                assert f"(#schema-{'-'.join(place)})" in text, one["$ref"]

    @pytest.mark.parametrize("name", [*DOCUMENTS, COMMON])
    def test_each_file_can_be_downloaded(self, folder: Path, name: str) -> None:
        """Paths lead from ``docs/schemas/``."""
        paths = re.findall(r"\{download\}`.*? <(.*?)>`", page(folder, name))
        paths += re.findall(r"\{literalinclude\} (.*)", page(folder, name))
        assert paths[0].endswith(f"/{name}.schema.json")
        assert [path for path in paths if not (ROOT / "docs" / "schemas" / path).is_file()] == []

    @pytest.mark.parametrize("name", [*DOCUMENTS, COMMON])
    def test_no_keyword_is_passed_over(self, name: str) -> None:
        used = {key for _, one in subschemas(SCHEMAS[name]) if isinstance(one, dict) for key in one}
        assert used <= KNOWN

    @pytest.mark.parametrize("name", [*DOCUMENTS, COMMON])
    def test_every_condition_is_told(self, folder: Path, name: str) -> None:
        found = [
            one for _, one in subschemas(SCHEMAS[name]) if isinstance(one, dict) and "if" in one
        ]
        told = re.findall(r"^ *- If .*: .*\.$", page(folder, name), re.MULTILINE)
        otherwise = re.findall(r"^ *- Otherwise: .*\.$", page(folder, name), re.MULTILINE)
        assert len(told) == len(found)
        assert len(otherwise) == sum("else" in one for one in found)

    def test_a_page_that_has_not_changed_is_left_as_it_is(
        self, generator: ModuleType, folder: Path
    ) -> None:
        before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
        (folder / "tally.md").write_text("old", encoding="utf-8")
        generator.write_schema_pages(folder)
        after = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
        assert {name for name in after if after[name] != before[name]} == {"tally.md"}
        assert "# Tally" in page(folder, "tally")


class TestWords:
    """Shapes and conditions in words, read off the schema files by hand."""

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("response", "- `id`\n  -\n  - String, 1 to 200 characters."),
            ("response", "- `capacity`\n  - yes\n  - `official` or `personal`."),
            ("response", "Shape: object, at most 100000 keys: each key [Id of an option"),
            ("response", "- If `capacity` is `personal`: `part` must be absent."),
            ("common", "Shape: number, 0 to 1."),
            ("common", "Shape: whole number, 0 to 2^53 − 1."),
            ("common", "Shape: number, −(2^53 − 1) to 2^53 − 1."),
            ("common", "Shape: [Id](#schema-common-id); but not `unknown` or `not-applicable`."),
            ("common", "Shape: object, at least 1 key: each key [Language tag]"),
            ("common", "each value string, at most 10000 characters, not only white space"),
            ("common", r"by the pattern `^[0-9]{1,9}(\.[0-9]{1,9}){0,3}$(?!\n)`."),
            ("common", "Shape: object with any keys."),
            ("questionnaire", "- List (at least 2) of [Option](#schema-questionnaire-option)."),
            ("questionnaire", "- Number, above 0, at most 2^53 − 1."),
            ("questionnaire", "- If `kind` is `number`: `minimum` and `maximum` are required."),
            (
                "questionnaire",
                "- If `kind` is `own`: `note` is required; `citation` must be absent.",
            ),
            ("questionnaire", "- Otherwise: `citation` is required."),
            ("report", "- `official`\n  - yes\n  - `true` or `false`."),
            ("report", "  - If `reason` is `protected`: `coverage` and `n` must be absent."),
            (
                "report",
                "(#schema-report-nodeResult); `node`, `parent`, `level` and `title` must be absent.",
            ),
            (
                "tally",
                "- If `assessment` is absent: `personal` is always `[]`; `official` is always",
            ),
            ("participation", "- If `dropped` is `true`: `actual` must be absent."),
        ],
    )
    def test_it_stands_on_the_page(self, folder: Path, name: str, words: str) -> None:
        assert words in page(folder, name)


class TestExamples:
    """Each page shows a whole document that the door accepts; it is stored only once, for itself."""

    @pytest.mark.parametrize("name", DOCUMENTS)
    def test_the_door_accepts_it(self, generator: ModuleType, name: str) -> None:
        path = ROOT / generator.EXAMPLES[name]
        assert check(path) == ()
        kinds = {cls: kind for kind, cls in CLASSES.items()}
        assert kinds[type(read(path))] == name

    @pytest.mark.parametrize("name", DOCUMENTS)
    def test_what_is_cut_says_so(self, generator: ModuleType, folder: Path, name: str) -> None:
        text, path = page(folder, name), ROOT / generator.EXAMPLES[name]
        lines = path.read_text(encoding="utf-8").splitlines()
        shown = re.search(r"^:lines: -(\d+)$", text, re.MULTILINE)
        note = f"The first {shown[1]} of {len(lines)} lines" if shown else "as a file"
        assert f"{note}" in text
        assert shown is None or int(shown[1]) < len(lines)
        assert f"{{literalinclude}} ../../{generator.EXAMPLES[name]}" in text

    def test_only_the_report_is_cut(self, folder: Path) -> None:
        assert [name for name in DOCUMENTS if ":lines:" in page(folder, name)] == ["report"]


class TestIndex:
    """The page before them names each of them."""

    def test_it_lists_every_page(self) -> None:
        text = (ROOT / "docs" / "schemas" / "index.md").read_text(encoding="utf-8")
        (contents,) = re.findall(r"```\{toctree\}\n(.*?)```", text, re.DOTALL)
        assert [one for one in contents.split() if not one.startswith(":")] == [*KINDS, "common"]
        assert re.findall(r"^\| \{doc\}`.*? <(.*?)>` \|", text, re.MULTILINE) == list(KINDS)


class TestKit:
    """What the pages offer for download is what the command makes."""

    def test_it_is_the_archive_of_the_command(self, generator: ModuleType, tmp_path: Path) -> None:
        made = generator.write_schema_kit(tmp_path / "schemas")
        assert made.name == "weltoffen-schemas.zip"
        assert made.read_bytes() == make_kit(tmp_path / "kit.zip")
        moment = made.stat().st_mtime_ns
        assert generator.write_schema_kit(tmp_path / "schemas").stat().st_mtime_ns == moment
        text = (ROOT / "docs" / "schemas" / "index.md").read_text(encoding="utf-8")
        assert "{download}`schema kit <weltoffen-schemas.zip>`" in text


class TestGuide:
    """The guide for other languages names what no schema sees."""

    def test_the_table_has_every_problem_of_the_corpus_that_no_schema_sees(
        self, tmp_path: Path
    ) -> None:
        (table,) = re.findall(r"<!-- unseen -->\n(.*?)\n\n", GUIDE, re.DOTALL)
        listed = set(re.findall(r"`([a-z-]+)`", table))
        assert listed <= set(problem_codes())
        kit = unpack(make_kit(tmp_path / "kit.zip"), tmp_path / "kit")
        unseen = {
            one["code"]
            for case in index(kit)
            if {case["bySchema"], case.get("byItsOwnSchema", "accepts")} == {"accepts"}
            if "limits" not in case
            for one in case["problems"]
        }
        assert unseen <= listed
        further = {
            "total-differs",
            "other-questionnaire",
            "other-assessment",
            "not-entitled",
            "unknown-need",
        }
        assert listed - unseen == further

    def test_every_code_that_it_names_is_known(self) -> None:
        named = set(re.findall(r"`((?:bad|empty|wrong|newer|number|duplicate)-[a-z-]+)`", GUIDE))
        assert len(named) > 5
        assert named <= set(problem_codes())
