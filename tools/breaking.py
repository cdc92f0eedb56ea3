# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Find changes of public names that break programs, since the last tag ``v*`` (docs/compatibility.md).

Usage::

    python tools/breaking.py                  # against the last tag
    python tools/breaking.py --against REF    # against any other state

A change that breaks must be named in ``CHANGELOG.md``, in what is unreleased, under "Removed" or "Changed":
by its public name in backticks, with or without its package. And it needs another version: a new major one,
or a new minor one before 1.0. Otherwise this fails. Needs griffe; imports nothing of what it compares.
"""

from __future__ import annotations

import argparse
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
_UNRELEASED = re.compile(r"^## \[Unreleased\]$(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_SECTION = re.compile(r"^### (?:Removed|Changed)$(.*?)(?=^### |\Z)", re.MULTILINE | re.DOTALL)
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
    """Constants must not change, and the words of a Literal may only become more."""
    ours = {f"{old.name}.{one}" for one in OURS}
    for path in (old.objects.keys() & new.objects.keys()) - ours:
        before, after = (str(getattr(one.objects[path], "value", "")) for one in (old, new))
        if before == after:
            continue
        if before.startswith("Literal["):
            lost = sorted(set(_words(before)) - set(_words(after)))
            if lost:
                yield Breaking(path, f"no longer knows {', '.join(lost)}")
        elif path.rpartition(".")[2].isupper():
            yield Breaking(path, f"was {before}, is {after}")


def _words(literal: str) -> list[str]:
    return re.findall(r"""["']([^"']*)["']""", literal)


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


def unnamed(found: list[Breaking], changelog: str) -> list[Breaking]:
    """List what the changelog does not name under "Removed" or "Changed" of what is unreleased."""
    sections = (
        part for whole in _UNRELEASED.findall(changelog) for part in _SECTION.findall(whole)
    )
    told = set(_NAMED.findall("".join(sections)))
    return [one for one in found if not any(_ends(one.name, name) for name in told)]


def _ends(path: str, name: str) -> bool:
    return path == name or path.endswith(f".{name}")


def may_break(before: str, after: str) -> bool:
    """Say whether a version may break what an earlier one had: a new major one, or minor before 1.0."""
    old, new = _numbers(before), _numbers(after)
    return new[0] > old[0] or (old[0] == 0 and new > old)


def _numbers(version: str) -> tuple[int, int]:
    major, minor = version.removeprefix("v").split(".")[:2]
    return int(major), int(minor)


def last_tag(repository: Path) -> str | None:
    """Find the last release before this state; None if there is none."""
    done = _git(repository, "describe", "--tags", "--abbrev=0", "--match", "v[0-9]*", check=False)
    return done.decode().strip() or None


def _git(repository: Path, *arguments: str, check: bool = True) -> bytes:
    command = ["git", "-C", str(repository), *arguments]
    return subprocess.run(command, check=check, capture_output=True).stdout  # noqa: S603


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the tool."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--against", metavar="REF", help="a commit or tag (default: the last tag v*)"
    )
    parser.add_argument(
        "--repository", type=Path, default=ROOT, metavar="FOLDER", help="another one"
    )
    parser.add_argument("--package", default="weltoffen", metavar="NAME", help="another one")
    options = parser.parse_args(arguments)
    repository: Path = options.repository
    ref = options.against or last_tag(repository)
    if ref is None:
        print("no tag v* yet: there is nothing to compare with")
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
    complaints = [
        f"not named in CHANGELOG.md under Removed or Changed: {one.name}"
        for one in unnamed(found, (repository / "CHANGELOG.md").read_text(encoding="utf-8"))
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
