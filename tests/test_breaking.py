# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""docs/compatibility.md: a change of a public name that breaks programs is announced, and has its version."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from tests.scripts import load_script

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("griffe")

breaking = load_script("tools/breaking.py")

FILES = {
    "__init__.py": """
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from town.counting import Tally, add
else:
    def __getattr__(name): ...
__all__ = ["Tally", "add"]
""",
    "counting.py": """
import attrs
from typing import Literal
def add(first, second=None, *, quick=False) -> int: ...
def helper(first): ...
@attrs.frozen(kw_only=True)
class Tally:
    counts: tuple
    note: str | None = None
    def total(self, by): ...
    def _inner(self, by): ...
""",
    "errors.py": """
from typing import Literal
__all__ = ["MOST", "Severity"]
MOST = 10
Severity = Literal["error", "warning"]
OTHER = 1
""",
    "model.py": """
import attrs
__all__ = ["Node"]
@attrs.frozen(kw_only=True)
class Node:
    id: str
    weight: int = 1
    titles: tuple = attrs.field(factory=tuple)
""",
    "shapes.py": """
import attrs, enum
from collections.abc import Iterable
from typing import Literal, NamedTuple, Protocol
from fractions import Fraction
__all__ = ["Base", "Colour", "Kinds", "Order", "Pair", "Refused", "Rule", "Writer", "fetch", "rule_of"]
_LEAST = 5
class Base(Exception): ...
class _Inner(Base): ...
class Refused(_Inner, ValueError): ...
class Colour(enum.Enum):
    RED = "r"
Kinds = dict[str, Literal["x", "y"]]
Order = Iterable[str] | None
class Pair(NamedTuple):
    left: int
    right: int = 0
class Writer(Protocol):
    def write(self, text: str) -> int: ...
@attrs.frozen
class Rule:
    least: int = _LEAST
    share: Fraction = attrs.field(default=Fraction(1, 2), converter=Fraction)
    below: tuple = attrs.field(factory=tuple)
    @property
    def whole(self) -> int | None: ...
    @classmethod
    def made(cls): ...
async def fetch(name: str | int, least: int = _LEAST) -> dict[str, int] | None: ...
def rule_of(name) -> Rule: ...
""",
    "problems.toml": """
[bad-id]
en = "That is no id."
[bad-day]
en = "That is no day."
""",
    "version.py": '__version__ = "0.3.0"\n',
}
EMPTY = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- More.\n\n## [0.3.0]\n\n### Removed\n\n- `add`.\n"


def git(folder: Path, *arguments: str) -> None:
    """Run git, alone with this folder."""
    apart = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(
        ["git", *who, *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        env=os.environ | apart,
    )


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Make a repository with a small package, released as 0.3.0, and the version after it."""
    package = tmp_path / "src" / "town"
    package.mkdir(parents=True)
    for name, text in FILES.items():
        (package / name).write_text(text, encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text(EMPTY, encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "0.3.0")
    git(tmp_path, "tag", "v0.3.0")
    change(tmp_path, "version.py", "0.3.0", "0.4.0.dev0")
    return tmp_path


def change(town: Path, name: str, before: str, after: str) -> None:
    """Change a file of the package."""
    file = town / "src" / "town" / name
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def announce(town: Path, heading: str, text: str) -> None:
    """Write something under a heading of what is unreleased."""
    told = EMPTY.replace("### Added", f"### {heading}\n\n- {text}\n\n### Added", 1)
    (town / "CHANGELOG.md").write_text(told, encoding="utf-8")


def rename(town: Path, heading: str, new: str) -> None:
    """Give a section of the changelog another heading."""
    changes = town / "CHANGELOG.md"
    text = changes.read_text(encoding="utf-8")
    assert heading in text
    changes.write_text(text.replace(heading, new), encoding="utf-8")


def run(town: Path, *arguments: str) -> tuple[int, str]:
    """Run the tool and give its exit code and all that it says."""
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            breaking.main(["--repository", str(town), "--package", "town", *arguments])
    except SystemExit as end:
        return 1, said.getvalue() + str(end)
    return 0, said.getvalue()


class TestNothingToSay:
    def test_without_a_tag_there_is_nothing_to_compare_with(self, town: Path) -> None:
        git(town, "tag", "-d", "v0.3.0")
        code, said = run(town)
        assert code == 0
        assert "no tag" in said

    def test_the_same_names_break_nothing(self, town: Path) -> None:
        assert run(town) == (0, "0 breaking changes since v0.3.0, all of them announced\n")

    @pytest.mark.parametrize(
        ("name", "before", "after"),
        [
            pytest.param("counting.py", "def helper(first)", "def other()", id="not-public"),
            pytest.param("counting.py", "_inner(self, by)", "_inner(self)", id="underscore"),
            pytest.param("errors.py", "OTHER = 1", "OTHER = 2", id="not-listed"),
            pytest.param(
                "counting.py", "quick=False", "quick=False, more=1", id="optional-parameter"
            ),
            pytest.param(
                "counting.py",
                "counts: tuple",
                "counts: tuple\n    more: int",
                id="result-says-more",
            ),
            pytest.param("errors.py", '"warning"', '"warning", "hint"', id="another-word"),
            pytest.param(
                "model.py",
                "weight: int = 1",
                "weight: int = 1\n    x: int = 2",
                id="new-field",
            ),
        ],
    )
    def test_what_breaks_no_program_is_not_told(
        self, town: Path, name: str, before: str, after: str
    ) -> None:
        change(town, name, before, after)
        code, said = run(town)
        assert code == 0, said

    def test_a_definition_may_move(self, town: Path) -> None:
        package = town / "src" / "town"
        (package / "counting.py").rename(package / "sums.py")
        change(town, "__init__.py", "town.counting", "town.sums")
        code, said = run(town)
        assert code == 0, said


SHAPES = (
    pytest.param("_Inner, ValueError)", "_Inner, RuntimeError)", "Refused", id="base-exchanged"),
    pytest.param("class _Inner(Base)", "class _Inner(Exception)", "Refused", id="base-of-a-base"),
    pytest.param("(enum.Enum)", "(enum.IntEnum)", "Colour", id="base-of-others"),
    pytest.param('RED = "r"', 'RED = "red"', "Colour.RED", id="value-of-an-enumeration"),
    pytest.param('Literal["x", "y"]', 'Literal["x"]', "Kinds", id="word-inside-an-alias"),
    pytest.param("Iterable[str] | None", "Iterable[str]", "Order", id="type-gone-from-an-alias"),
    pytest.param("left: int\n", "first: str\n    left: int\n", "Pair", id="position-of-a-tuple"),
    pytest.param(
        "def write(", "def close(self): ...\n    def write(", "Writer", id="more-to-be-written"
    ),
    pytest.param("least: int = _LEAST\n", "least: int = 3\n", "Rule.least", id="default"),
    pytest.param("_LEAST = 5", "_LEAST = 3", "Rule.least", id="default-by-its-constant"),
    pytest.param("_LEAST = 5", "_LEAST = 3", "fetch", id="default-of-a-parameter-by-its-constant"),
    pytest.param("default=Fraction(1, 2)", "default=1", "Rule.share", id="default-in-a-field"),
    pytest.param("factory=tuple", "factory=list", "Rule.below", id="default-that-is-made"),
    pytest.param("converter=Fraction", 'alias="part"', "Rule.share", id="alias"),
    pytest.param("converter=Fraction", "init=False", "Rule.share", id="no-longer-given"),
    pytest.param("converter=Fraction", "kw_only=True", "Rule.share", id="keyword-only-field"),
    pytest.param("converter=Fraction", "eq=False", "Rule.share", id="does-not-count"),
    pytest.param("@attrs.frozen", "@attrs.frozen(kw_only=True)", "Rule", id="keyword-only"),
    pytest.param("@attrs.frozen", "@attrs.define", "Rule", id="no-longer-frozen"),
    pytest.param(
        "    least: int", "    more: int = 1\n    least: int", "Rule", id="order-of-positions"
    ),
    pytest.param("least: int = _LEAST\n", "least: str = _LEAST\n", "Rule.least", id="type"),
    pytest.param("-> int | None", "-> str | None", "Rule.whole", id="type-of-a-property"),
    pytest.param("    @property\n", "", "Rule.whole", id="no-longer-a-property"),
    pytest.param("@classmethod", "@staticmethod", "Rule.made", id="no-longer-of-the-class"),
    pytest.param("async def fetch", "def fetch", "fetch", id="no-longer-awaited"),
    pytest.param("def rule_of", "async def rule_of", "rule_of", id="has-to-be-awaited"),
    pytest.param("-> Rule", "-> Pair", "rule_of", id="returns-something-else"),
    pytest.param("-> Rule", "", "rule_of", id="no-longer-says-what-it-returns"),
    pytest.param("name: str | int", "name: str", "fetch", id="takes-less"),
)
HARMLESS = (
    pytest.param("(_Inner, ValueError)", "(_Inner, UnicodeError)", id="a-more-special-base"),
    pytest.param("(_Inner, ValueError)", "(_Inner, ValueError, KeyError)", id="one-more-base"),
    pytest.param(
        "class Refused(_Inner, ", "class Refused(Base, ", id="an-inner-base-is-nobody's-business"
    ),
    pytest.param('"x", "y"', '"x", "y", "z"', id="one-more-word"),
    pytest.param("dict[str, int] | None", "dict[str, int]", id="returns-something-more-exact"),
    pytest.param("name: str | int", "name: str | int | bytes", id="takes-more"),
    pytest.param("def rule_of(name)", "def rule_of(name: str)", id="says-what-it-takes"),
    pytest.param("= _LEAST\n", "= 5\n", id="the-same-default-written-otherwise"),
    pytest.param(
        "below: tuple = attrs.field(factory=tuple)",
        "below: tuple = attrs.field(factory=tuple)\n    more: int = 0",
        id="one-more-field-at-the-end",
    ),
)


class TestShapes:
    """What a class is made of, and what a name stands for, can break programs (docs/compatibility.md)."""

    @pytest.mark.parametrize(("before", "after", "public"), SHAPES)
    def test_it_is_caught_and_named_once(
        self, town: Path, before: str, after: str, public: str
    ) -> None:
        change(town, "shapes.py", before, after)
        code, said = run(town)
        assert code == 1
        assert f"\nnot named in CHANGELOG.md under Removed or Changed: town.shapes.{public}\n" in (
            f"\n{said}\n"
        )

    @pytest.mark.parametrize(("before", "after"), HARMLESS)
    def test_what_only_grows_or_gets_more_exact_is_not_told(
        self, town: Path, before: str, after: str
    ) -> None:
        change(town, "shapes.py", before, after)
        code, said = run(town)
        assert code == 0, said

    def test_what_stands_in_two_rooms_is_told_once(self, town: Path) -> None:
        change(town, "__init__.py", '["Tally", "add"]', '["Tally", "add", "Node"]')
        change(
            town,
            "__init__.py",
            "if TYPE_CHECKING:",
            "if TYPE_CHECKING:\n    from town.model import Node",
        )
        git(town, "commit", "-q", "-a", "-m", "more")
        change(town, "model.py", "weight: int = 1", "weight: int = 3")
        _, said = run(town, "--against", "HEAD")
        assert said.count("default was 1, is 3") == 1
        assert "town.Node.weight: default was 1, is 3" in said


class TestNaming:
    """A change is announced by the name of what has changed, where people can read it."""

    def told(self, name: str, text: str) -> bool:
        after = f"## [Unreleased]\n\n### Changed\n\n{text}\n"
        missing: list[object] = breaking.unnamed([breaking.Breaking(name, "")], "", after)
        return missing == []

    @pytest.mark.parametrize("name", ["Node.id", "model.Node.id", "town.model.Node.id"])
    def test_a_member_is_named_with_its_class(self, name: str) -> None:
        assert self.told("town.model.Node.id", f"- `{name}` is gone.")

    @pytest.mark.parametrize("name", ["id", "del.Node.id", "Node", "Stage.id", "town.Node.id"])
    def test_another_name_or_half_of_one_does_not_name_it(self, name: str) -> None:
        assert not self.told("town.model.Node.id", f"- `{name}` is gone.")

    @pytest.mark.parametrize("name", ["read", "intake.read", "town.intake.read"])
    def test_a_function_is_named_with_or_without_its_room(self, name: str) -> None:
        assert self.told("town.intake.read", f"- `{name}(path)` is gone.")

    def test_a_comment_names_nothing(self) -> None:
        for text in ("<!-- `add` -->", "<!--\n- `add`\n", "- More. <!-- not `add`\n --> And on."):
            assert not self.told("town.add", text)
        assert self.told("town.add", "- <!-- so --> `add` is gone.")

    @pytest.mark.parametrize("end", ["\r\n", "  \n"])
    def test_ends_of_lines_do_not_matter(self, end: str) -> None:
        after = end.join(("## [Unreleased]", "", "### Removed", "", "- `add`.", ""))
        assert breaking.unnamed([breaking.Breaking("town.add", "")], "", after) == []


class TestBreaking:
    CASES = (
        pytest.param("counting.py", "second=None, ", "", "add", id="parameter-removed"),
        pytest.param("counting.py", "quick=False", "quick", "add", id="parameter-required"),
        pytest.param("counting.py", "def add(first", "def add(one", "add", id="parameter-renamed"),
        pytest.param(
            "counting.py", "def total(self, by)", "def whole(self)", "Tally.total", id="method"
        ),
        pytest.param(
            "counting.py", "    note: str | None = None\n", "", "Tally.note", id="field-gone"
        ),
        pytest.param("__init__.py", '"Tally", "add"', '"Tally"', "add", id="no-longer-listed"),
        pytest.param("errors.py", '"MOST", ', "", "errors.MOST", id="constant-no-longer-listed"),
        pytest.param("errors.py", "MOST = 10", "MOST = 9", "errors.MOST", id="constant-changed"),
        pytest.param(
            "model.py", "id: str", "id: str\n    x: int", "model.Node.x", id="field-needed"
        ),
        pytest.param(
            "model.py", "weight: int = 1", "weight: int", "model.Node.weight", id="no-default"
        ),
        pytest.param("errors.py", ', "warning"', "", "errors.Severity", id="word-gone"),
    )

    @pytest.mark.parametrize(("name", "before", "after", "public"), CASES)
    def test_it_is_caught_and_named(
        self, town: Path, name: str, before: str, after: str, public: str
    ) -> None:
        change(town, name, before, after)
        code, said = run(town)
        assert code == 1
        assert f"town.{public}: " in said
        assert f"not named in CHANGELOG.md under Removed or Changed: town.{public}" in said

    def test_a_lost_problem_code_is_caught_and_can_be_announced(self, town: Path) -> None:
        change(town, "problems.toml", "[bad-day]", "[worse-day]")
        code, said = run(town)
        assert code == 1
        assert "bad-day: is no longer a problem code" in said
        assert "bad-id" not in said
        announce(town, "Removed", "`bad-day`; see `worse-day`.")
        assert run(town)[0] == 0

    @pytest.mark.parametrize("heading", ["Removed", "Changed"])
    @pytest.mark.parametrize("text", ["`add` lost `second`.", "`town.add(first)` is simpler."])
    def test_what_is_announced_may_break_in_a_new_minor_version_before_1(
        self, town: Path, heading: str, text: str
    ) -> None:
        change(town, "counting.py", "second=None, ", "")
        announce(town, heading, text)
        code, said = run(town)
        assert code == 0, said
        assert said.startswith("town.add: ")

    @pytest.mark.parametrize("heading", ["Added", "Fixed"])
    def test_other_headings_and_earlier_releases_announce_nothing(
        self, town: Path, heading: str
    ) -> None:
        change(town, "counting.py", "second=None, ", "")
        announce(town, heading, "`add` lost `second`.")
        assert run(town)[0] == 1

    def test_a_release_keeps_what_was_announced(self, town: Path) -> None:
        """The steps of docs/releasing.md: what is unreleased gets its heading, and then the tag is set."""
        change(town, "counting.py", "second=None, ", "")
        announce(town, "Removed", "`add(second)`.")
        assert run(town)[0] == 0
        change(town, "version.py", "0.4.0.dev0", "0.4.0")
        rename(town, "[Unreleased]", "[0.4.0] – 2026-11-28")
        assert run(town)[0] == run(town, "--before", "v0.4.0")[0] == 0
        git(town, "commit", "-q", "-a", "-m", "0.4.0")
        git(town, "tag", "v0.4.0")
        assert run(town) == (0, "0 breaking changes since v0.4.0, all of them announced\n")
        code, said = run(town, "--before", "v0.4.0")
        assert code == 0
        assert said.endswith("1 breaking changes since v0.3.0, all of them announced\n")

    def test_a_release_is_compared_with_the_one_before_although_its_tag_is_set(
        self, town: Path
    ) -> None:
        change(town, "counting.py", "second=None, ", "")
        change(town, "version.py", "0.4.0.dev0", "0.4.0")
        rename(town, "[Unreleased]", "[0.4.0] – 2026-11-28")
        git(town, "commit", "-q", "-a", "-m", "0.4.0")
        git(town, "tag", "v0.4.0")
        code, said = run(town, "--before", "v0.4.0")
        assert code == 1
        assert "not named in CHANGELOG.md under Removed or Changed: town.add" in said

    def test_several_releases_since_are_all_read(self, town: Path) -> None:
        change(town, "counting.py", "second=None, ", "")
        announce(town, "Removed", "`add(second)`.")
        rename(town, "## [Unreleased]", "## [Unreleased]\n\n## [0.4.1]\n\n## [0.4.0]")
        assert run(town, "--against", "v0.3.0")[0] == 0

    @pytest.mark.parametrize(
        ("before", "after", "allowed"),
        [
            ("0.3.0", "0.3.1", False),
            ("0.3.0", "1.0.0", True),
            ("1.3.0", "1.4.0", False),
            ("1.3.0", "2.0.0.dev0", True),
        ],
    )
    def test_the_version_must_allow_it(
        self, town: Path, before: str, after: str, *, allowed: bool
    ) -> None:
        change(town, "version.py", "0.4.0.dev0", before)
        git(town, "commit", "-q", "-a", "--allow-empty", "-m", "released")
        git(town, "tag", "v9.9.9")
        change(town, "version.py", before, after)
        change(town, "counting.py", "second=None, ", "")
        announce(town, "Removed", "`add(second)`.")
        code, said = run(town)
        assert code == (0 if allowed else 1), said
        assert ("must not break" in said) is not allowed
