# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""docs/compatibility.md: a change of a public name that breaks programs is announced, and has its version."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import os
import subprocess
from pathlib import Path

import pytest

pytest.importorskip("griffe")

TOOL = Path(__file__).resolve().parents[1] / "tools" / "breaking.py"
SPEC = importlib.util.spec_from_file_location("breaking", TOOL)
assert SPEC is not None
assert SPEC.loader is not None
breaking = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(breaking)

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
