# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The pages of the Python API: each public name once, at the path from which it is imported.

A page has two kinds of markers. ``<!-- names: PATH ... -->`` becomes a table of names with the first line of
what their docstrings say; ``<!-- room: NAME -->`` the description of all public names of this room. Other
public paths of a name, and its home, lead to the same place.
"""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import re
import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.domains.python import ObjectEntry

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from public_names import INTERNAL, PublicName, home_of, public_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_NAMES = re.compile(r"<!-- names:(.*?)-->", re.DOTALL)
_ROOM = re.compile(r"<!-- room: ([a-z]+) -->")
_DIRECTIVES = {"class": "autoclass", "error": "autoexception", "function": "autofunction"}
_LONGEST_VALUE = 60


def connect_api(app: Sphinx) -> None:
    """Register what fills the pages of the API and makes their links."""
    app.connect("source-read", fill_page)
    app.connect("autodoc-process-docstring", drop_generated)
    app.connect("doctree-read", qualify_links)
    app.connect("env-updated", add_paths)


@functools.cache
def shown() -> Mapping[str, PublicName]:
    """Give the path under which each home is described: that in `weltoffen`, otherwise that in its room."""
    ordered = sorted(public_names(), key=lambda one: (one.path.count("."), one.path))
    return {one.home: one for one in reversed(ordered)}


@functools.cache
def by_path() -> Mapping[str, PublicName]:
    """Give the public names by their paths."""
    return {one.path: one for one in public_names()}


# --- What pages say ----------------------------------------------------------------------------------


def fill_page(_app: Sphinx, _docname: str, source: list[str]) -> None:
    """Put names and rooms where a page has its markers."""
    text = _NAMES.sub(lambda found: table(found[1].split()), source[0])
    source[0] = _ROOM.sub(lambda found: room(found[1]), text)


def table(paths: list[str]) -> str:
    """Write a table of public names, each with the first line of its docstring."""
    rows = [
        f"| {{py:obj}}`{_short(path)} <{path}>` | {first_line(by_path()[path])} |" for path in paths
    ]
    return "\n".join(["| name | what it is |", "|---|---|", *rows])


def _short(path: str) -> str:
    return path.removeprefix("weltoffen.")


def first_line(one: PublicName) -> str:
    """Give the first line of a docstring as Markdown."""
    line = docstring(one).strip().partition("\n")[0]
    return line.replace("``", "`").replace("|", "\\|")


def docstring(one: PublicName) -> str:
    """Give the docstring of a public name; that of a value stands below it in the source."""
    if one.kind in {"type", "value"}:
        return assigned(one.home)[1]
    if one.kind == "module":
        return str(importlib.import_module(one.home).__doc__)
    return str(inspect.getdoc(_object(one)))


def _object(one: PublicName) -> Any:  # noqa: ANN401 - whatever the name stands for
    return getattr(importlib.import_module(one.room), one.name)


def assigned(home: str) -> tuple[str, str, int]:
    """Give what a name of a module is set to, its docstring, and its line."""
    module, _, name = home.rpartition(".")
    body = _source(module).body
    for node, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target, value = node.targets[0], node.value
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            target, value = node.target, node.value
        else:
            continue
        if isinstance(target, ast.Name) and target.id == name:
            told = after.value if isinstance(after, ast.Expr) else None
            text = told.value if isinstance(told, ast.Constant) else ""
            return ast.unparse(value), inspect.cleandoc(str(text)), node.lineno
    raise LookupError(home)


@functools.cache
def _source(module: str) -> ast.Module:
    file = Path(str(importlib.import_module(module).__file__))
    return ast.parse(file.read_text(encoding="utf-8"))


def room(name: str) -> str:
    """Write the description of all public names of a room, module by module."""
    own = [one for one in shown().values() if _room(one) == name and one.kind != "module"]
    own.sort(key=lambda one: (_module(one), _line(one)))
    named = f"```{{eval-rst}}\n.. py:module:: weltoffen.{name}\n```"
    sections = (_section(module, members) for module, members in groupby(own, key=_module))
    return "\n\n".join([named, *sections])


def _section(module: str, members: Iterable[PublicName]) -> str:
    title = module.rpartition(".")[2].capitalize()
    described = "\n\n".join(map(_described, members))
    return f"## {title}\n\n{_about(module)}\n\n```{{eval-rst}}\n{described}\n```"


def _room(one: PublicName) -> str:
    path = one.home if one.room == "weltoffen" else one.path
    return path.split(".")[1]


def _module(one: PublicName) -> str:
    return one.home.rpartition(".")[0]


def _line(one: PublicName) -> int:
    if one.kind in {"type", "value"}:
        return assigned(one.home)[2]
    name = one.home.rpartition(".")[2]
    return next(
        node.lineno
        for node in _source(_module(one)).body
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and node.name == name
    )


def _about(module: str) -> str:
    text = str(importlib.import_module(module).__doc__).split("\n\n")[0]
    return text.replace("``", "`")


def _described(one: PublicName) -> str:
    if one.kind not in {"type", "value"}:
        hidden = [path.rpartition(".")[2] for path in INTERNAL if path.startswith(f"{one.home}.")]
        more = f"\n   :exclude-members: {', '.join(hidden)}" if hidden else ""
        return f".. {_DIRECTIVES[one.kind]}:: {one.path}{more}"
    value, text, _ = assigned(one.home)
    value = " ".join(value.split())
    if one.kind == "type":
        head = f".. py:type:: {one.name}\n   :module: {one.room}\n   :canonical: {value}"
    else:
        head = f".. py:data:: {one.name}\n   :module: {one.room}"
        if len(value) <= _LONGEST_VALUE:
            head += f"\n   :value: {value}"
    return f"{head}\n\n" + "\n".join(f"   {line}" for line in text.splitlines())


def drop_generated(
    _app: Sphinx, _what: str, _name: str, _object: object, _options: object, lines: list[str]
) -> None:
    """Leave out what attrs says of each ``__init__``."""
    if lines and lines[0].startswith("Method generated by attrs"):
        lines.clear()


# --- Where links lead --------------------------------------------------------------------------------


def qualify_links(_app: Sphinx, doctree: nodes.document) -> None:
    """Say in full what a docstring or an annotation means, by what its module defines and imports."""
    for description in doctree.findall(addnodes.desc):
        if description.get("domain") != "py" or isinstance(_outer(description), addnodes.desc):
            continue
        signature = description.next_node(addnodes.desc_signature)
        one = by_path().get(f"{signature.get('module')}.{signature.get('fullname')}")
        if one is None:
            continue
        for link in description.findall(addnodes.pending_xref):
            if link.get("refdomain") == "py":
                _qualify(link, _module(one))


def _outer(node: nodes.Node) -> nodes.Node | None:
    found = node.parent
    while found is not None and not isinstance(found, addnodes.desc):
        found = found.parent
    return found


def _qualify(link: addnodes.pending_xref, module: str) -> None:
    target: str = link["reftarget"]
    head, dot, rest = target.partition(".")
    meant = None
    if head in vars_of(module):
        meant = shown().get(home_of(module, head, None))
    elif target.startswith("weltoffen."):
        (meant, rest), dot = _found(target), "."
    if meant is not None:
        _rename(link, meant.path + (dot + rest if rest else ""))
    link["refspecific"] = False


def _found(target: str) -> tuple[PublicName | None, str]:
    """Give what is meant by a whole path: a public name, and a member of it."""
    outer, _, member = target.rpartition(".")
    if target in shown():
        return shown()[target], ""
    return shown().get(outer), member


def _rename(link: addnodes.pending_xref, target: str) -> None:
    """Show the public path in the text, and in annotations the last part alone."""
    text = next(link.findall(nodes.Text), None)
    if text is not None and text.astext() == link["reftarget"] != target:
        shortened = target.rpartition(".")[2] if link["reftype"] == "class" else target
        text.parent.replace(text, nodes.Text(shortened))
    link["reftarget"] = target


@functools.cache
def vars_of(module: str) -> frozenset[str]:
    """Give the names that a module defines or imports, for checkers of types as well."""
    return frozenset(_bound(_source(module)))


def _bound(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            yield node.name
        elif isinstance(node, ast.ImportFrom):
            yield from (alias.asname or alias.name for alias in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def add_paths(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Let the other public paths of a name, and its home, lead to where it is described."""
    objects = env.domains.python_domain.objects
    described = list(objects.items())
    ways: dict[str, set[str]] = {}
    for one in public_names():
        first = shown()[one.home].path
        ways.setdefault(first, set()).update({one.path, one.home} - {first})
    for first, others in ways.items():
        for path, entry in described:
            if path != first and not path.startswith(f"{first}."):
                continue
            for other in others:
                alias = other + path[len(first) :]
                objects.setdefault(
                    alias, ObjectEntry(entry.docname, entry.node_id, entry.objtype, aliased=True)
                )
    return []
