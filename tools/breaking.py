# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Find changes of public names that break programs, since the last tag ``v*`` (docs/compatibility.md).

Usage::

    python tools/breaking.py                  # against the last tag
    python tools/breaking.py --before TAG     # against the last tag but this one, which is to be released
    python tools/breaking.py --against REF    # against any other state

A change that breaks must be named in ``CHANGELOG.md``, in what was written since, under "Removed" or
"Changed": by its public name in backticks, with or without its package; a member together with its class.
Written since is what is unreleased, and each section that the changelog did not have at that tag. And such a
change needs another version: a new major one, or a new minor one before 1.0. Otherwise this fails. Another
default is such a change, too. Needs griffe; imports nothing of what it compares.
"""

from __future__ import annotations

import argparse
import ast
import builtins
import io
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

import griffe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parents[1]
OURS = ("__version__", "schemas.VERSION")
"""Values that change with each release, or with the schemas, on purpose."""
MADE = ("model.", "Earlier", "ProtectionRule", "schemas.Limits", "render.Look")
"""Values that programs make themselves; results are made by the library alone and may have new fields."""
CALLED = ("async", "classmethod", "staticmethod", "property")
FIELD = ("alias", "init", "kw_only", "eq", "order", "hash")
"""What changes how a field is given, or what counts when two values are compared."""
Written = str | griffe.Expr | None
_UNRELEASED = "Unreleased"
_RELEASE = re.compile(r"^## \[([^\]]+)\][^\n]*$(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_SECTION = re.compile(r"^### (?:Removed|Changed)[ \t]*$(.*?)(?=^### |\Z)", re.MULTILINE | re.DOTALL)
_SILENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ROOMS = re.compile(r"(?:[a-z_][a-z0-9_]*\.)+")
_NAMED = re.compile(r"`([A-Za-z_][\w.-]*)(?:\([^`]*)?`")


class Breaking(NamedTuple):
    """A change that breaks: the public name, and what happened to it."""

    name: str
    what: str


class Package:
    """A package in one state: public names by home, as its ``__all__``s say."""

    def __init__(self, name: str, sources: Path) -> None:
        """Read the sources; nothing is imported."""
        self.name = name
        loaded = cast("griffe.Module", griffe.load(name, search_paths=[sources]))
        codes = sources / name / "problems.toml"
        self.codes = (
            set(tomllib.loads(codes.read_text(encoding="utf-8"))) if codes.exists() else set()
        )
        self.rooms = {
            one.path: one
            for one in (loaded, *loaded.modules.values())
            if not one.is_alias and one.exports is not None
        }
        listed = [(room, str(one)) for room in self.rooms.values() for one in room.exports or ()]
        self.names = {f"{room.path}.{one}" for room, one in listed}
        self.objects = {
            f"{room.path}.{one}": room[one] for room, one in listed if _is_found(room, one)
        }
        self.public: dict[str, str] = {}
        for path in sorted(self.objects, key=lambda one: (one.count("."), one)):
            if not self.objects[path].is_module:
                self.public.setdefault(home(self.objects[path]), path)

    @property
    def version(self) -> str:
        """What stands in ``version.py``."""
        found = self.rooms[self.name].modules["version"]["__version__"]
        return str(found.value).strip("'\"")

    def named(self, path: str) -> str | None:
        """Give the public name of something defined at a path; None if it is no public one."""
        rest = ""
        while path:
            if path in self.public:
                return self.public[path] + rest
            path, _, last = path.rpartition(".")
            rest = f".{last}{rest}"
        return None


def _is_found(room: griffe.Module, name: str) -> bool:
    """Say whether a listed name can be followed to its definition in the sources."""
    try:
        home(room[name])
    except (KeyError, griffe.AliasResolutionError, griffe.CyclicAliasError):
        return False
    return True


def home(one: griffe.Object | griffe.Alias) -> str:
    """Give the path at which something is defined."""
    return one.final_target.path if isinstance(one, griffe.Alias) else one.path


def compare(old: Package, new: Package) -> list[Breaking]:
    """List what breaks, each once, by public name."""
    found = (
        _gone(old, new),
        _broken(old, new),
        _values(old, new),
        _fields(old, new),
        _codes(old, new),
        _altered(old, new),
    )
    return sorted({one for some in found for one in some})


def _gone(old: Package, new: Package) -> Iterator[Breaking]:
    for path in old.names - new.names:
        yield Breaking(path, "is no longer public")


def _broken(old: Package, new: Package) -> Iterator[Breaking]:
    for path in old.rooms.keys() & new.rooms.keys():
        for one in griffe.find_breaking_changes(old.rooms[path], new.rooms[path]):
            removed = one.kind is griffe.BreakageKind.OBJECT_REMOVED
            if removed and (one.obj.parent is None or one.obj.parent.is_module):
                continue  # a home may move; public names that are gone are told by _gone
            name = old.named(one.obj.path) if removed else new.named(home(one.obj))
            if name is not None:
                yield Breaking(name, _told(one))


def _told(one: griffe.Breakage) -> str:
    which = getattr(one.old_value, "name", None) or getattr(one.new_value, "name", None)
    is_parameter = isinstance(one.old_value or one.new_value, griffe.Parameter)
    said = str(one.kind.value)
    return f"{said}: {which}" if is_parameter else said[:1].lower() + said[1:]


def _values(old: Package, new: Package) -> Iterator[Breaking]:
    """Constants must not change; the words of a Literal and the types of a union may only become more."""
    ours = {f"{old.name}.{one}" for one in OURS}
    for path in (old.objects.keys() & new.objects.keys()) - ours:
        before, after = (str(getattr(one.objects[path], "value", "")) for one in (old, new))
        if before == after:
            continue
        lost = sorted(set(_words(before)) - set(_words(after)))
        if path.rpartition(".")[2].isupper():
            yield Breaking(path, f"was {before}, is {after}")
        elif "Literal[" in before and lost:
            yield Breaking(path, f"no longer knows {', '.join(lost)}")
        elif _parts(_without_words(before)) - _parts(_without_words(after)):
            yield Breaking(path, f"was {before}, is {after}")


def _words(literal: str) -> list[str]:
    return re.findall(r"""["']([^"']*)["']""", literal)


def _without_words(alias: str) -> str:
    return re.sub(r"Literal\[[^\]]*\]", "Literal", alias)


def _parts(annotation: str) -> set[str]:
    """Take a union apart; anything else is one part."""
    return {ast.unparse(one) for one in _alternatives(_parsed(annotation))}


def _alternatives(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        yield from _alternatives(node.left)
        yield from _alternatives(node.right)
    else:
        yield node


def _parsed(text: str) -> ast.expr:
    """Read an expression; what cannot be read is a word."""
    try:
        return ast.parse(text, mode="eval").body
    except SyntaxError:
        return ast.Constant(text)


def _altered(old: Package, new: Package) -> Iterator[Breaking]:
    """What griffe does not tell: bases, decorators, fields, values and types, as the sources write them."""
    made = {
        home(old.objects[path])
        for path in old.objects
        if path.removeprefix(f"{old.name}.").startswith(MADE)
    }
    for path in sorted(set(old.public.values()) & new.objects.keys()):
        before, after = (_followed(one.objects[path]) for one in (old, new))
        is_made = before.path in made
        if isinstance(before, griffe.Class) and isinstance(after, griffe.Class):
            said = (
                *_bases(old, before, new, after),
                *_made_by(before, after),
                *_more_to_write(before, after),
            )
            yield from (Breaking(path, one) for one in said)
            for name, member in before.members.items():
                if not name.startswith("_") and name in after.all_members:
                    there = _followed(after.all_members[name])
                    said = tuple(_altered_member(_followed(member), there, is_made=is_made))
                    yield from (Breaking(f"{path}.{name}", one) for one in said)
        elif isinstance(before, griffe.Function):
            yield from (Breaking(path, one) for one in _altered_member(before, after))


def _followed(one: griffe.Object | griffe.Alias) -> griffe.Object:
    return one.final_target if isinstance(one, griffe.Alias) else one


def _altered_member(
    before: griffe.Object, after: griffe.Object, *, is_made: bool = False
) -> Iterator[str]:
    """Say what is another in a function, a property, a field or a constant of a class."""
    for kind in CALLED:
        if (kind in before.labels) is not (kind in after.labels):
            yield f"is {'no longer' if kind in before.labels else 'now'} {kind}"
    if isinstance(before, griffe.Function) and isinstance(after, griffe.Function):
        yield from _returned(before.returns, after.returns)
        yield from _parameters(before, after)
    if not isinstance(before, griffe.Attribute) or not isinstance(after, griffe.Attribute):
        return
    if "property" in before.labels:
        yield from _returned(before.annotation, after.annotation)
    elif before.annotation is not None:
        yield from _field(before, after, is_made=is_made)
    elif "class-attribute" in before.labels and _text(before.value) != _text(after.value):
        yield f"was {_text(before.value)}, is {_text(after.value)}"


def _returned(before: Written, after: Written) -> Iterator[str]:
    """Types may become more exact, but not others (docs/compatibility.md)."""
    if before is not None and (after is None or _parts(str(after)) - _parts(str(before))):
        yield f"returned {before}, returns {after}"


def _parameters(before: griffe.Function, after: griffe.Function) -> Iterator[str]:
    """A parameter may take more than before, but not less, and nothing else when it is left out."""
    there = {one.name: one for one in after.parameters}
    for old in before.parameters:
        new = there.get(old.name)
        if new is None:
            continue
        if old.annotation is not None and new.annotation is not None:
            lost = _parts(str(old.annotation)) - _parts(str(new.annotation))
            if lost:
                yield f"{old.name} was of type {old.annotation}, is of type {new.annotation}"
        if str(old.default) == str(new.default) and _text(old.default) != _text(new.default):
            yield f"default of {old.name} was {_text(old.default)}, is {_text(new.default)}"


def _field(before: griffe.Attribute, after: griffe.Attribute, *, is_made: bool) -> Iterator[str]:
    """A changed default is a break, too: the same program then does something else."""
    was, now = _parts(str(before.annotation)), _parts(str(after.annotation))
    if now - was or (is_made and was - now):
        yield f"was of type {before.annotation}, is of type {after.annotation}"
    old, new = _keywords(before), _keywords(after)
    for key in FIELD:
        if old.get(key) != new.get(key):
            yield f"{key} was {old.get(key, 'not given')}, is {new.get(key, 'not given')}"
    if {"default"} <= old.keys() & new.keys() and old["default"] != new["default"]:
        yield f"default was {old['default']}, is {new['default']}"


def _keywords(field: griffe.Attribute) -> dict[str, str]:
    """Read what a field was made with; constants are looked up."""
    node = _parsed(_text(field.value)) if field.value is not None else None
    if node is None:
        return {}
    if not isinstance(node, ast.Call) or ast.unparse(node.func) != "attrs.field":
        return {"default": ast.unparse(node)}
    found = {one.arg: ast.unparse(one.value) for one in node.keywords if one.arg is not None}
    if "factory" in found:
        found["default"] = f"{found['factory']}()"
    return found


def _text(value: Written, known: frozenset[str] = frozenset()) -> str:
    """Write an expression, with the values of the constants that it names."""
    if value is None or isinstance(value, str):
        return str(value)
    return "".join(
        one if isinstance(one, str) else _constant(one, known) or str(one)
        for one in value.iterate(flat=True)
    )


def _constant(name: griffe.Expr, known: frozenset[str]) -> str | None:
    if not isinstance(name, griffe.ExprName) or not isinstance(name.parent, griffe.Object):
        return None
    path = name.canonical_path
    try:
        found = _followed(name.parent.modules_collection[path])
    except (KeyError, griffe.AliasResolutionError, griffe.CyclicAliasError):
        return None
    if not isinstance(found, griffe.Attribute) or found.value is None or path in known:
        return None
    in_module = found.parent is not None and found.parent.is_module
    return f"({_text(found.value, known | {path})})" if in_module else None


def _made_by(before: griffe.Class, after: griffe.Class) -> Iterator[str]:
    """Say whether attrs makes the class in another way, or whether its fields have other positions."""
    was, now = _makers(before), _makers(after)
    if was != now:
        yield f"was made by {', '.join(was) or 'nothing'}, is made by {', '.join(now) or 'nothing'}"
        return
    old, new = _positions(before), _positions(after)
    if old != (new if _is_named_tuple(before) else new[: len(old)]):
        yield f"had the positions {', '.join(old)}, has {', '.join(new)}"


def _is_named_tuple(one: griffe.Class) -> bool:
    return any(str(base).endswith("NamedTuple") for base in one.bases)


def _makers(one: griffe.Class) -> list[str]:
    texts = (ast.unparse(_parsed(str(decorator.value))) for decorator in one.decorators)
    return [text for text in texts if text.startswith(("attrs.", "dataclass"))]


def _positions(one: griffe.Class) -> list[str]:
    """List the fields that can be given by position, in order."""
    makers = _makers(one)
    if any("kw_only=True" in maker for maker in makers) or not (makers or _is_named_tuple(one)):
        return []
    fields = (
        (name, _keywords(field))
        for name, field in one.attributes.items()
        if field.annotation is not None and "property" not in field.labels
    )
    return [
        name
        for name, given in fields
        if given.get("kw_only") != "True" and given.get("init") != "False"
    ]


def _more_to_write(before: griffe.Class, after: griffe.Class) -> Iterator[str]:
    """Whoever writes a class for a Protocol must not have to write more than before."""
    if any(str(one).partition("[")[0].endswith("Protocol") for one in before.bases):
        for name in sorted(after.members.keys() - before.members.keys()):
            yield f"asks for {name} now"


def _bases(old: Package, before: griffe.Class, new: Package, after: griffe.Class) -> Iterator[str]:
    """A class may get more bases, or more special ones."""
    for name in sorted(_above(old, before) - _above(new, after)):
        yield f"no longer derives from {name}"


def _above(package: Package, one: griffe.Class) -> set[str]:
    """List what a class is: public classes of ours and classes of others; inner bases are looked through."""
    found = set[str]()
    for base in one.bases:
        path = base if isinstance(base, str) else base.canonical_path
        try:
            above = _followed(one.modules_collection[path])
        except (KeyError, griffe.AliasResolutionError, griffe.CyclicAliasError):
            kind = getattr(builtins, path, None)
            known = kind.__mro__ if isinstance(kind, type) else ()
            found |= {path, *(each.__name__ for each in known)}
        else:
            if isinstance(above, griffe.Class):
                found |= {package.named(above.path) or "", *_above(package, above)}
    return found - {""}


def _fields(old: Package, new: Package) -> Iterator[Breaking]:
    """Whoever makes a value by keyword must not have to give more than before."""
    for path in old.objects.keys() & new.objects.keys():
        if path.removeprefix(f"{old.name}.").startswith(MADE):
            needed = _needed(new.objects[path]) - _needed(old.objects[path])
            for field in sorted(needed):
                yield Breaking(f"{path}.{field}", "has to be given now")


def _codes(old: Package, new: Package) -> Iterator[Breaking]:
    """Codes of problems are made for programs."""
    for code in old.codes - new.codes:
        yield Breaking(code, "is no longer a problem code")


def _needed(one: griffe.Object | griffe.Alias) -> set[str]:
    if not one.is_class:
        return set()
    fields = (field for field in one.attributes.values() if field.annotation is not None)
    return {field.name for field in fields if "property" not in field.labels and not _preset(field)}


def _preset(field: griffe.Attribute) -> bool:
    value = "" if field.value is None else str(field.value)
    if value.startswith("attrs.field("):
        return any(word in value for word in ("default=", "factory=", "init=False"))
    return value != ""


def unnamed(found: list[Breaking], before: str, after: str) -> list[Breaking]:
    """List what a changelog does not name under "Removed" or "Changed" since an earlier state of it."""
    before, after = (_SILENT.sub("", one.replace("\r\n", "\n")) for one in (before, after))
    known = {name for name, _ in _RELEASE.findall(before)} - {_UNRELEASED}
    written = (text for name, text in _RELEASE.findall(after) if name not in known)
    told = set(_NAMED.findall("".join(part for text in written for part in _SECTION.findall(text))))
    return [one for one in found if not any(_ends(one.name, name) for name in told)]


def _ends(path: str, name: str) -> bool:
    """Say whether a name is that of a path, without packages at most: a member's is told with its class."""
    return path.endswith(name) and path.removesuffix(name) in {"", *_packages(path)}


def _packages(path: str) -> Iterator[str]:
    found = _ROOMS.match(path)
    steps = found[0].split(".")[:-1] if found else []
    return (".".join(steps[:end]) + "." for end in range(1, len(steps) + 1))


def may_break(before: str, after: str) -> bool:
    """Say whether a version may break what an earlier one had: a new major one, or minor before 1.0."""
    old, new = _numbers(before), _numbers(after)
    return new[0] > old[0] or (old[0] == 0 and new > old)


def _numbers(version: str) -> tuple[int, int]:
    major, minor = version.removeprefix("v").split(".")[:2]
    return int(major), int(minor)


def last_tag(repository: Path, but: str | None = None) -> str | None:
    """Find the last release up to this state, leaving one out; None if there is none."""
    without = () if but is None else ("--exclude", but)
    command = ("describe", "--tags", "--abbrev=0", "--match", "v[0-9]*", *without)
    return _git(repository, *command, check=False).decode().strip() or None


def _git(repository: Path, *arguments: str, check: bool = True) -> bytes:
    command = ["git", "-C", str(repository), *arguments]
    return subprocess.run(command, check=check, capture_output=True).stdout  # noqa: S603


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the tool."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--against", metavar="REF", help="a commit or tag (default: the last tag v*)"
    )
    group.add_argument("--before", metavar="TAG", help="the last tag v* but this one")
    parser.add_argument(
        "--repository", type=Path, default=ROOT, metavar="FOLDER", help="another one"
    )
    parser.add_argument("--package", default="weltoffen", metavar="NAME", help="another one")
    options = parser.parse_args(arguments)
    repository: Path = options.repository
    ref = options.against or last_tag(repository, options.before)
    if ref is None:
        print("no tag v* before: there is nothing to compare with")
        return
    with tempfile.TemporaryDirectory() as folder:
        archive = _git(repository, "archive", ref, "src")
        with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
            packed.extractall(folder, filter="data")
        old = Package(options.package, Path(folder, "src"))
        new = Package(options.package, repository / "src")
        found = compare(old, new)
    for name, what in found:
        print(f"{name}: {what}")
    before = _git(repository, "show", f"{ref}:CHANGELOG.md", check=False).decode()
    after = (repository / "CHANGELOG.md").read_text(encoding="utf-8")
    complaints = [
        f"not named in CHANGELOG.md under Removed or Changed: {one.name}"
        for one in unnamed(found, before, after)
    ]
    if found and not may_break(old.version, new.version):
        complaints.append(
            f"{new.version} must not break what {old.version} had (docs/compatibility.md)"
        )
    if complaints:
        sys.exit("\n".join(complaints))
    print(f"{len(found)} breaking changes since {ref}, all of them announced")


if __name__ == "__main__":
    main()
