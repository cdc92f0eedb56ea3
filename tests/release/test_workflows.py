# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The workflows: least rights, nothing that moves, nothing built twice.

zizmor looks at them, too, in ``.ci/package-checks``.
"""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from tests.release.releasefiles import PROJECT, PYPROJECT, WORKFLOWS, read_yaml
from tests.scripts import ROOT

if TYPE_CHECKING:
    from pathlib import Path

RELEASE = read_yaml(ROOT / ".github" / "workflows" / "release.yml")
JOBS: dict[str, dict[str, Any]] = RELEASE["jobs"]
EACH = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def _steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in read_yaml(path)["jobs"].values() for step in job["steps"]]


@EACH
class TestEveryWorkflow:
    def test_it_fits_the_schema(self, path: Path) -> None:
        command = [sys.executable, "-m", "check_jsonschema"]
        command += ["--builtin-schema", "vendor.github-workflows", str(path)]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout

    def test_actions_are_pinned_by_their_full_hash_with_the_version_beside(
        self, path: Path
    ) -> None:
        """A tag can be moved to other code; a hash cannot."""
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line]
        assert len(lines) == sum("uses" in step for step in _steps(path)) > 0
        for line in lines:
            assert re.search(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line

    def test_an_action_has_one_hash_everywhere(self, path: Path) -> None:
        used = {step["uses"] for other in WORKFLOWS for step in _steps(other) if "uses" in step}
        mine = {step["uses"] for step in _steps(path) if "uses" in step}
        for one in mine:
            assert {other for other in used if other.startswith(one.partition("@")[0] + "@")} == {
                one
            }

    def test_nothing_is_allowed_unless_a_job_says_so(self, path: Path) -> None:
        workflow = read_yaml(path)
        assert workflow["permissions"] == {}
        for job in workflow["jobs"].values():
            assert "permissions" in job
            assert job["timeout-minutes"] <= 60

    def test_a_checkout_leaves_no_token_behind(self, path: Path) -> None:
        for step in _steps(path):
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False

    def test_what_compares_with_the_last_release_has_all_of_the_history(self, path: Path) -> None:
        """Without it there are no tags, and `tools/breaking.py` and `.ci/ready.py` pass everything."""
        for job in read_yaml(path)["jobs"].values():
            runs = " ".join(step.get("run", "") for step in job["steps"])
            if re.search(r"\.ci/(?:run|ready\.py|package|reproducible)\b", runs):
                (checkout,) = (one for one in job["steps"] if "checkout@" in one.get("uses", ""))
                assert checkout["with"]["fetch-depth"] == 0

    def test_no_secret_is_stored_and_no_host_is_named(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert "secrets." not in text
        assert "://" not in text


class TestRelease:
    def test_only_a_tag_starts_it(self) -> None:
        assert RELEASE["on"] == {"push": {"tags": ["v*"]}}

    def test_rights_are_apart(self) -> None:
        """What runs code of the repository can neither write nor identify itself."""
        rights = {
            name: {one for one, value in job["permissions"].items() if value == "write"}
            for name, job in JOBS.items()
        }
        assert rights == {
            "build": set(),
            "test": set(),
            "attest": {"attestations", "id-token"},
            "publish": {"id-token"},
            "announce": {"contents"},
        }
        for name, one in rights.items():
            runs = [step.get("run", "") for step in JOBS[name]["steps"]]
            uses = [step.get("uses", "") for step in JOBS[name]["steps"]]
            if one:
                assert not any(".ci/" in run or "pip" in run for run in runs)
                assert not any(use.startswith("actions/checkout@") for use in uses)

    def test_nothing_is_published_that_was_not_built_tested_and_attested(self) -> None:
        order = {name: job.get("needs") for name, job in JOBS.items()}
        assert order == {
            "build": None,
            "test": "build",
            "attest": "test",
            "publish": "attest",
            "announce": "publish",
        }

    def test_it_is_built_once(self) -> None:
        building = [
            name
            for name, job in JOBS.items()
            if any(".ci/package --release dist" in step.get("run", "") for step in job["steps"])
        ]
        assert building == ["build"]

    def test_what_was_built_is_what_another_build_is_compared_with(self) -> None:
        (build,) = (step["run"] for step in JOBS["build"]["steps"] if step.get("name") == "Build")
        lines = build.splitlines()
        assert lines.index(".ci/package --release dist") < lines.index(
            ".ci/reproducible --release dist"
        )
        (upload,) = (
            step for step in JOBS["build"]["steps"] if step.get("with", {}).get("name") == "dist"
        )
        assert upload["with"]["path"] == "dist/"

    def test_the_tools_that_it_asks_have_what_they_import(self) -> None:
        """`.ci/ready.py` calls `tools/breaking.py`, which needs griffe."""
        group = PYPROJECT["dependency-groups"]["release"]
        assert any(re.match(r"griffe\b", one) for one in group)

    def test_the_wheel_is_tested_on_each_python_and_with_the_lowest_dependencies(self) -> None:
        matrix = JOBS["test"]["strategy"]["matrix"]
        named = [one.rpartition(" ")[2] for one in PROJECT["classifiers"] if ":: 3." in one]
        assert matrix["python"] == named
        assert matrix["include"] == [{"python": named[0], "lowest": "--lowest"}]

    def test_people_approve(self) -> None:
        assert JOBS["publish"]["environment"] == "release"
