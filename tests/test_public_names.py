# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""docs/compatibility.md: one list of public names, each with types and a docstring that tells all."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from tests.scripts import load_script

import weltoffen

griffe = pytest.importorskip("griffe")

if TYPE_CHECKING:
    from collections.abc import Iterator

    from griffe import Attribute, Class, Expr, Function, Object

ROOT = Path(__file__).resolve().parents[1]
tool = load_script("tools/public_names.py")

NAMES = tool.public_names()
BY_PATH = {one.path: one for one in NAMES}
HOMES = {one.home: one.path for one in NAMES}
LAZY = [f"weltoffen.{room}" for room in ("course", "intake", "model", "report", "scoring")]
PACKAGES = [room for room in tool.ROOMS if hasattr(importlib.import_module(room), "__path__")]
DRAWN = "draw"
"""What Hypothesis gives to a composite strategy; nobody else does."""
RULED = ("course", "model", "report", "scoring")
WITHOUT_RULES = {f"weltoffen.model.{one}" for one in ("extensions", "paper", "source")}
RULE = re.compile(r"\b[A-Z]\d{1,2}\b")
"""Id of a rule of the method, such as S3 (docs/method)."""
SENTENCE = re.compile(r"[a-z)`]\. +[A-Z`]")

SOURCES = griffe.load("weltoffen", search_paths=[ROOT / "src"])


def source_of(home: str) -> Object:
    """Find what is defined at a path in the sources."""
    found = SOURCES[home.partition(".")[2]]
    return cast("Object", found.final_target if found.is_alias else found)


def described() -> Iterator[tuple[str, Object]]:
    """Give everything that has to be described: public names, and public members of public classes."""
    for home, path in HOMES.items():
        found = source_of(home)
        if not found.is_module:
            yield path, found
        if found.is_class:
            for name, member in found.members.items():
                told = member.is_function or "property" in member.labels
                if told and not name.startswith("_"):
                    yield f"{path}.{name}", cast("Object", member)


DESCRIBED = dict(described())


class TestOneList:
    """What stands in the ``__all__``s is what stands in docs/api/names.txt."""

    def test_the_list_is_that_of_the_code(self) -> None:
        assert tool.LIST.read_text(encoding="utf-8") == tool.listed(NAMES), f"run: {tool.COMMAND}"

    @pytest.mark.parametrize("path", BY_PATH)
    def test_a_name_is_the_same_thing_in_its_room_and_at_home(self, path: str) -> None:
        one = BY_PATH[path]
        value = getattr(importlib.import_module(one.room), one.name)
        if one.kind == "module":
            assert value is importlib.import_module(one.home)
        else:
            home, _, name = one.home.rpartition(".")
            assert getattr(importlib.import_module(home), name) is value

    @pytest.mark.parametrize("room", tool.ROOMS)
    def test_no_name_stands_twice(self, room: str) -> None:
        names = importlib.import_module(room).__all__
        assert len(names) == len(set(names))

    def test_a_list_tells_kinds(self) -> None:
        kinds = {one.path: one.kind for one in NAMES}
        assert kinds["weltoffen.Tally"] == "class"
        assert kinds["weltoffen.InvalidDocument"] == "error"
        assert kinds["weltoffen.tally"] == "function"
        assert kinds["weltoffen.schemas.Document"] == "type"
        assert kinds["weltoffen.schemas.KINDS"] == "value"
        assert kinds["weltoffen.schemas"] == "module"

    def test_a_stale_list_is_told_with_the_command_that_mends_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        stale = tmp_path / "names.txt"
        stale.write_text(tool.listed(NAMES[1:]), encoding="utf-8")
        monkeypatch.setattr(tool, "LIST", stale)
        with pytest.raises(SystemExit, match=re.escape(tool.COMMAND)):
            tool.main(["--check"])
        assert f"+{NAMES[0].path} " in capsys.readouterr().out
        tool.main(["--write"])
        tool.main(["--check"])


class TestRooms:
    """A room is a package whose names can be found, loaded when they are needed."""

    @pytest.mark.parametrize("room", PACKAGES)
    def test_no_module_shares_its_name_with_what_its_package_exports(self, room: str) -> None:
        package = importlib.import_module(room)
        modules = {module.name for module in pkgutil.iter_modules(package.__path__)}
        exported = {name for name in package.__all__ if f"{room}.{name}" not in tool.ROOMS}
        assert modules & exported == set()

    @pytest.mark.parametrize("room", LAZY)
    def test_what_type_checkers_see_is_what_is_there(self, room: str) -> None:
        package = importlib.import_module(room)
        tree = ast.parse(Path(str(package.__file__)).read_text(encoding="utf-8"))
        (block,) = (node for node in tree.body if isinstance(node, ast.If))
        seen = {
            (str(node.module), alias.name)
            for node in block.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        homes = vars(package)["_HOMES"]
        assert seen == {(home, name) for home, names in homes.items() for name in names}
        assert sorted(name for _, name in seen) == dir(package) == sorted(package.__all__)

    @pytest.mark.parametrize("room", LAZY)
    def test_other_names_are_no_attributes(self, room: str) -> None:
        with pytest.raises(AttributeError, match=f"'{room}' has no attribute 'nonsense'"):
            _ = importlib.import_module(room).nonsense

    @pytest.mark.parametrize("room", LAZY)
    def test_to_import_a_room_loads_none_of_its_modules(self, room: str) -> None:
        code = f"import sys, {room}; print(*(name for name in sys.modules if '{room}.' in name))"
        done = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        )
        assert not done.stdout.strip()


class TestComplete:
    """Whoever uses a public name can name every type that it takes or gives."""

    def test_types_of_public_names_are_public(self) -> None:
        needed = {
            (target, user)
            for user, found in TestComplete.annotated()
            for target in own_types(found)
        }
        missing = {(target, user) for target, user in needed if target not in HOMES}
        assert not missing

    @staticmethod
    def annotated() -> Iterator[tuple[str, Expr | str | None]]:
        """Give all annotations of public names with their users."""
        for home, path in HOMES.items():
            found = source_of(home)
            members = [found, *(found.members.values() if found.is_class else ())]
            for one in members:
                hidden = one.name.startswith("_") and one.name != "__init__"
                if one.is_alias or hidden or f"{home}.{one.name}" in tool.INTERNAL:
                    continue
                for annotation in types_in(one):
                    yield path, annotation

    def test_what_is_internal_is_still_there(self) -> None:
        for path in tool.INTERNAL:
            assert source_of(path).docstring is not None


def types_in(one: Object) -> Iterator[Expr | str | None]:
    """Give the annotations of a function or an attribute; of an alias of types its value."""
    if one.is_function:
        function = cast("Function", one)
        yield function.returns
        yield from (parameter.annotation for parameter in function.parameters)
    elif one.is_attribute:
        attribute = cast("Attribute", one)
        yield attribute.annotation
        if attribute.parent is not None and attribute.parent.is_module and not one.name.isupper():
            yield attribute.value


def own_types(annotation: Expr | str | None) -> Iterator[str]:
    """Give the homes of our own types that an annotation names; variables for types are not meant."""
    if annotation is None or isinstance(annotation, str):
        return
    for part in annotation.iterate(flat=True):
        if isinstance(part, griffe.ExprName) and part.canonical_path.startswith("weltoffen."):
            found = source_of(part.canonical_path)
            if "TypeVar" not in str(getattr(found, "value", "")) and not found.is_module:
                yield found.path


class TestDocstrings:
    """Each public name says in one sentence what it is, and what each of its parameters is."""

    @pytest.mark.parametrize("path", DESCRIBED)
    def test_the_first_line_is_one_sentence(self, path: str) -> None:
        docstring = DESCRIBED[path].docstring
        assert docstring is not None
        line, _, rest = docstring.value.partition("\n")
        assert line.endswith((".", "::"))
        assert not rest.strip() or rest.startswith("\n"), "the first line stands by itself"
        assert not SENTENCE.search(line)

    @pytest.mark.parametrize("path", [path for path, one in DESCRIBED.items() if one.is_function])
    def test_every_parameter_is_told(self, path: str) -> None:
        function = cast("Function", DESCRIBED[path])
        taken = {one.name for one in function.parameters} - {"self", "cls", DRAWN}
        assert told(function, "parameters") - {DRAWN} == taken

    @pytest.mark.parametrize("path", [path for path, one in DESCRIBED.items() if one.is_class])
    def test_every_field_is_told(self, path: str) -> None:
        found = cast("Class", DESCRIBED[path])
        fields = {
            one.name
            for one in found.attributes.values()
            if one.annotation is not None and "property" not in one.labels and one.docstring is None
        }
        assert {one for one in fields if not one.startswith("_")} <= told(found, "attributes")

    @pytest.mark.parametrize("home", [home for home in HOMES if home.split(".")[1] in RULED])
    def test_what_follows_a_rule_names_it(self, home: str) -> None:
        found = source_of(home)
        if found.module.path not in WITHOUT_RULES:
            texts = [one.docstring.value for one in (found, found.module) if one.docstring]
            assert RULE.search("\n".join(texts))


def told(one: Object, kind: str) -> set[str]:
    """Give what a section of a docstring in Google style tells of."""
    assert one.docstring is not None
    sections = one.docstring.parse("google", warnings=False)
    return {
        entry.name.lstrip("*")
        for section in sections
        if section.kind.value == kind
        for entry in section.value
    }


class TestPages:
    """docs/api: the face by what one wants to do, and a page for each room."""

    PAGES = ROOT / "docs" / "api"

    def test_each_name_of_the_face_stands_in_one_group(self) -> None:
        text = (self.PAGES / "index.md").read_text(encoding="utf-8")
        groups = re.findall(r"<!-- names:(.*?)-->", text, re.DOTALL)
        named = [name for group in groups for name in group.split()]
        assert len(named) == len(set(named))
        assert {f"weltoffen.{name}" for name in weltoffen.__all__} <= set(named)
        assert set(named) <= {one.path for one in NAMES}

    def test_each_room_has_a_page(self) -> None:
        pages = [page.read_text(encoding="utf-8") for page in self.PAGES.glob("*.md")]
        rooms = [room for text in pages for room in re.findall(r"<!-- room: (\w+) -->", text)]
        assert len(rooms) == len(set(rooms))
        assert {room.partition(".")[2] for room in tool.ROOMS} - {""} <= set(rooms)


class TestInventory:
    """What a build of the docs lacks is told."""

    def test_missing_names_are_told(self, tmp_path: Path) -> None:
        kept = [path for one in NAMES[2:] for path in (one.path, one.home)]
        file = tmp_path / "objects.inv"
        file.write_bytes(inventory(kept))
        lost = {path for one in NAMES[:2] for path in (one.path, one.home)} - set(kept)
        assert set(tool.missing_from(file)) == lost

    def test_a_whole_inventory_passes(self, tmp_path: Path) -> None:
        file = tmp_path / "objects.inv"
        file.write_bytes(inventory([path for one in NAMES for path in (one.path, one.home)]))
        tool.main(["--inventory", str(file)])

    def test_other_files_are_refused(self, tmp_path: Path) -> None:
        file = tmp_path / "objects.inv"
        file.write_bytes(b"{}")
        with pytest.raises(SystemExit, match="no inventory"):
            tool.main(["--inventory", str(file)])


def inventory(paths: list[str]) -> bytes:
    """Write an inventory as Sphinx does."""
    head = b"# Sphinx inventory version 2\n# Project: p\n# Version: 1\n# The rest is compressed using zlib.\n"
    lines = "".join(f"{path} py:function 1 page.html#$ -\n" for path in sorted(set(paths)))
    return head + zlib.compress(f"{lines}intro std:label -1 intro.html Intro\n".encode())
