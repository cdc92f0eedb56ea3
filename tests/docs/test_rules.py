# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""One search for the id of a rule finds its page, the code that carries it out and the tests of it."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from tests.docs.pages import DOCS, cells, page, unknown_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [path for path in (ROOT / "docs").rglob("*.md") if "_build" not in path.parts]
Place = Literal["docstring", "comment"]
ANCHOR = re.compile(r"^\(rule-([a-z][0-9]+)\)=\n(#+) (.*)$", re.MULTILINE)
QUOTED = re.compile(r"``[^`]*``|`[^`]*`")
FAMILIES = {
    "M": ("model",),
    "A": ("answers",),
    "T": ("tally",),
    "S": ("scores",),
    "G": ("gaps", "perception", "agreement", "change", "robustness"),
    "P": ("protection",),
    "N": ("numbers",),
    "C": ("course",),
    "W": ("workshop",),
    "F": ("offers",),
    "O": ("organisation",),
    "L": ("measures",),
    "Y": ("goals",),
    "I": ("monitoring",),
}
"""The pages of each family; the first is the one that the index links."""
RULES = re.compile(rf"\b([{''.join(FAMILIES)}])([0-9]{{1,2}})\b(?:(?:-| to )\1([0-9]{{1,2}})\b)?")
"""A rule such as ``S3``, or several such as ``S3-S6``."""


def rules_in(text: str) -> Iterator[str]:
    """Find the ids of rules in prose; what is quoted is none, such as the cell ``F17``."""
    for family, first, last in RULES.findall(QUOTED.sub("", text)):
        for number in range(int(first), int(last or first) + 1):
            yield f"{family}{number}"


def prose_of(path: Path) -> Iterator[tuple[Place, str]]:
    """Give every docstring, of attributes as well, and every comment of a module."""
    source = path.read_text(encoding="utf-8")
    if any(RULES.search(line.partition("#")[2]) for line in source.splitlines() if "#" in line):
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                yield "comment", token.string
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Expr(value=ast.Constant(value=str(text))):
                yield "docstring", text


@cache
def mentions() -> Mapping[str, set[tuple[str, Place]]]:
    """Give for each rule in which folder, and in what kind of prose it is named."""
    found: defaultdict[str, set[tuple[str, Place]]] = defaultdict(set)
    for folder in ("src", "tests"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for place, text in prose_of(path):
                for rule in rules_in(text):
                    found[rule].add((folder, place))
    return found


@cache
def anchors() -> list[tuple[str, str, str]]:
    """Give rule, heading and page of every anchor."""
    return [
        (rule.upper(), heading, path.stem)
        for path in sorted(DOCS.glob("*.md"))
        for rule, _, heading in ANCHOR.findall(path.read_text(encoding="utf-8"))
    ]


RULE_IDS = [rule for rule, _, _ in anchors()]
PAGES = [name for names in FAMILIES.values() for name in names]


class TestRules:
    """Every rule stands in the docs once, and is named where it is carried out and where it is proven."""

    def test_every_anchor_is_found(self) -> None:
        """None is written in a way that the pattern above overlooks."""
        written = sum(path.read_text("utf-8").count("(rule-") for path in DOCS.glob("*.md"))
        assert len(RULE_IDS) == written > 70

    def test_every_rule_that_is_named_has_one_anchor(self) -> None:
        assert sorted(RULE_IDS) == sorted(set(RULE_IDS))
        assert mentions().keys() - {*RULE_IDS} == set()

    def test_a_docstring_of_the_code_names_it(self) -> None:
        assert [rule for rule in RULE_IDS if ("src", "docstring") not in mentions()[rule]] == []

    def test_a_test_names_it(self) -> None:
        named = {rule for rule, found in mentions().items() if "tests" in {one for one, _ in found}}
        assert [rule for rule in RULE_IDS if rule not in named] == []

    def test_the_heading_carries_the_id(self) -> None:
        assert [h for rule, h, _ in anchors() if not re.match(rf"{rule}: \S", h)] == []

    def test_rules_of_a_family_are_counted_without_a_hole(self) -> None:
        """On one of the family's pages, and nowhere else."""
        for family, pages in FAMILIES.items():
            found = [(rule, name) for rule, _, name in anchors() if rule.startswith(family)]
            numbers = sorted(int(rule.removeprefix(family)) for rule, _ in found)
            assert numbers == [*range(1, len(found) + 1)]
            assert {name for _, name in found} <= {*pages}

    def test_every_rule_that_the_docs_name_is_there(self) -> None:
        for path in DOCUMENTS:
            prose = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            assert {*rules_in(prose)} <= {*RULE_IDS}, path

    def test_every_link_to_a_rule_leads_to_one(self) -> None:
        known = {rule.lower() for rule in RULE_IDS}
        for path in DOCUMENTS:
            linked = re.findall(r"<rule-([a-z0-9]+)>`", path.read_text(encoding="utf-8"))
            assert {*linked} <= known, path

    def test_a_link_names_the_rule_that_it_leads_to(self) -> None:
        for path in DOCUMENTS:
            links = re.findall(
                r"\{ref\}`([A-Z])([0-9]*) <rule-([a-z0-9]+)>`", path.read_text("utf-8")
            )
            for family, number, target in links:
                assert target.upper() == f"{family}{number or 1}", path


class TestPages:
    """Every family has a page that says what it means, with an example that is computed again."""

    def test_every_page_belongs_to_a_family(self) -> None:
        assert {path.stem for path in DOCS.glob("*.md")} == {*PAGES, "index", "content"}

    @pytest.mark.parametrize("name", PAGES)
    def test_it_says_what_it_does_not_mean(self, name: str) -> None:
        assert "*What it does not mean.*" in page(name)

    @pytest.mark.parametrize("name", PAGES)
    def test_it_has_an_example_that_a_test_reads(self, name: str) -> None:
        tests = [path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py")]
        reading = "\n".join(one for one in tests if re.search(rf'"{name}(\.md)?"', one))
        tables = re.findall(r"<!-- (?:example: )?([a-z]+) -->\n\|", page(name))
        assert tables
        assert [one for one in tables if f'"{one}"' not in reading] == []

    @pytest.mark.parametrize("name", PAGES)
    def test_every_name_of_the_library_is_there(self, name: str) -> None:
        assert unknown_names(name) == []

    @pytest.mark.parametrize("name", [name for name, *_ in FAMILIES.values()])
    def test_its_lead_asks_what_the_family_answers(self, name: str) -> None:
        (family,) = [key for key, (first, *_) in FAMILIES.items() if first == name]
        heading, lead, *_ = page(name).split("\n\n")
        assert re.match(rf"# {family}: \S", heading)
        assert "?" in lead

    def test_it_stands_in_the_table_of_the_index(self) -> None:
        lines = [cells(line) for line in page("index").splitlines() if line.startswith("| [")]
        linked = [re.findall(r"\(([a-z]+)\.md\)", "".join(line)) for line in lines]
        assert linked == [[*pages] for pages in FAMILIES.values()]
        named = [re.findall(r"^\[([A-Z])\]", line[0]) for line in lines]
        assert named == [[family] for family in FAMILIES]
