# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Keep the list of public names, ``docs/api/names.txt``, and look for them in the built docs.

Usage::

    python tools/public_names.py --check             # fail if the list is not that of the code
    python tools/public_names.py --write             # write the list anew
    python tools/public_names.py --inventory FILE    # fail if a name is missing from an objects.inv

Public is what stands in the ``__all__`` of `weltoffen` and of its rooms. A name may stand in several of them;
it is one and the same thing then, and has one home: the module that defines it.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import functools
import importlib
import inspect
import sys
import types
import typing
import zlib
from pathlib import Path
from typing import NamedTuple

LIST = Path(__file__).resolve().parents[1] / "docs" / "api" / "names.txt"
COMMAND = "python tools/public_names.py --write"
ROOMS = (
    "weltoffen",
    "weltoffen.cli",
    "weltoffen.course",
    "weltoffen.demo",
    "weltoffen.errors",
    "weltoffen.evaluation",
    "weltoffen.intake",
    "weltoffen.interop",
    "weltoffen.model",
    "weltoffen.reference",
    "weltoffen.render",
    "weltoffen.report",
    "weltoffen.schemas",
    "weltoffen.scoring",
    "weltoffen.testing",
)
"""Packages and modules whose ``__all__`` is public."""
KINDS = ("class", "error", "function", "type", "value", "module")


INTERNAL = {
    "weltoffen.model.target.TargetModel.known": "what texts of stages may name, for checks of other modules",
    "weltoffen.schemas.responses.ResponseReader.heads": "shared by ways of counting",
}
"""Members of public classes that are not public themselves, and why they have no underscore."""


class PublicName(NamedTuple):
    """A public name (öffentlicher Name).

    Attributes:
        path: Dotted path from which it is imported.
        kind: One of `KINDS`; a type is an alias for annotations, a value any other constant.
        home: Dotted path where it is defined.
    """

    path: str
    kind: str
    home: str

    @property
    def room(self) -> str:
        """The package or module that names it in its ``__all__``."""
        return self.path.rpartition(".")[0]

    @property
    def name(self) -> str:
        """Its last part."""
        return self.path.rpartition(".")[2]


def public_names() -> tuple[PublicName, ...]:
    """List all public names of the code, sorted by path; everything that they need must be installed."""
    return tuple(sorted(_names()))


def _names() -> typing.Iterator[PublicName]:
    for room in ROOMS:
        module = importlib.import_module(room)
        for name in module.__all__:
            value = getattr(module, name)
            yield PublicName(f"{room}.{name}", kind_of(name, value), home_of(room, name, value))


def kind_of(name: str, value: object) -> str:
    """Say what a name stands for, as one of `KINDS`."""
    if inspect.ismodule(value):
        return "module"
    if inspect.isclass(value) and not isinstance(value, types.GenericAlias):
        return "error" if issubclass(value, Exception) else "class"
    if inspect.isfunction(value) or hasattr(value, "__wrapped__"):
        return "function"
    return "value" if name.isupper() or name.startswith("__") else "type"


def home_of(room: str, name: str, value: object) -> str:
    """Find where a name is defined: follow imports and second names from the room down."""
    if inspect.ismodule(value):
        return value.__name__
    while (source := sources_of(room).get(name)) is not None:
        room, name = source
    return f"{room}.{name}"


@functools.cache
def sources_of(module: str) -> dict[str, tuple[str, str]]:
    """Give module and name of what a module imports from this package, or names a second time."""
    path = Path(str(importlib.import_module(module).__file__))
    found: dict[str, tuple[str, str]] = {}
    for node in _statements(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("weltoffen"):
            found |= {one.asname or one.name: (str(node.module), one.name) for one in node.names}
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name):
            second = node.value.id
            found |= {one.id: (module, second) for one in node.targets if isinstance(one, ast.Name)}
    return found


def _statements(tree: ast.Module) -> typing.Iterator[ast.stmt]:
    """Give the statements of a module, and those below an ``if TYPE_CHECKING`` or a ``try``."""
    for node in tree.body:
        yield node
        if isinstance(node, (ast.If, ast.Try)):
            yield from node.body


def listed(names: typing.Iterable[PublicName]) -> str:
    """Write the list: one name a line, with kind and home."""
    rows = sorted(names)
    width = max(len(one.path) for one in rows)
    lines = (f"{one.path:{width}}  {one.kind:8}  {one.home}" for one in rows)
    return "\n".join([f"# Written by: {COMMAND}", "# Public name, kind, home.", *lines, ""])


def inventory(path: Path) -> set[str]:
    """Read the names of Python objects from an inventory of Sphinx, version 2."""
    head, _, packed = path.read_bytes().partition(b"zlib.\n")
    if not head.startswith(b"# Sphinx inventory version 2"):
        sys.exit(f"{path} is no inventory of Sphinx, version 2")
    lines = zlib.decompress(packed).decode("utf-8").splitlines()
    return {name for name, role, *_ in map(str.split, lines) if role.startswith("py:")}


def missing_from(path: Path) -> list[str]:
    """List the public names that an inventory does not hold, under their paths and under their homes."""
    known = inventory(path)
    wanted = {path for one in public_names() for path in (one.path, one.home)}
    return sorted(wanted - known)


def main(arguments: typing.Sequence[str] | None = None) -> None:
    """Run the tool."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument("--check", action="store_true", help="fail if the list is not up to date")
    group.add_argument("--write", action="store_true", help="write the list anew")
    group.add_argument("--inventory", type=Path, metavar="FILE", help="an objects.inv")
    options = parser.parse_args(arguments)
    if options.inventory is not None:
        missing = missing_from(options.inventory)
        if missing:
            sys.exit("not in the docs:\n" + "\n".join(missing))
        print(f"all {len(public_names())} public names are in {options.inventory}")
        return
    text = listed(public_names())
    if options.write:
        LIST.parent.mkdir(exist_ok=True)
        LIST.write_text(text, encoding="utf-8")
        print(f"{len(public_names())} public names in {LIST}")
        return
    found = LIST.read_text(encoding="utf-8") if LIST.exists() else ""
    if found != text:
        lines = difflib.unified_diff(
            found.splitlines(), text.splitlines(), "list", "code", lineterm=""
        )
        print("\n".join(lines))
        sys.exit(f"the list of public names is not up to date; run: {COMMAND}")
    print(f"{len(public_names())} public names")


if __name__ == "__main__":
    main()
