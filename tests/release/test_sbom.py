# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The bill of materials says what a library can say; ``.ci/package-checks`` holds it to the schema."""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from tests.release.releasefiles import PROJECT
from tests.scripts import ROOT, load_script

if TYPE_CHECKING:
    from pathlib import Path

TOOL = load_script("tools/sbom.py")
FILE = ROOT / "weltoffen.cdx.json"
SBOM: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))


def _project(*dependencies: str, **extras: list[str]) -> dict[str, Any]:
    return {
        "name": "town",
        "description": "A town",
        "license": "Apache-2.0",
        "dependencies": list(dependencies),
        "optional-dependencies": extras,
    }


class TestTheFile:
    def test_it_is_up_to_date(self) -> None:
        assert TOOL.main(["--check"]) == 0, TOOL.COMMAND

    def test_it_names_each_dependency_of_pyproject_once(self) -> None:
        extras = PROJECT["optional-dependencies"].values()
        needed = [*PROJECT["dependencies"], *(one for extra in extras for one in extra)]
        names = [one["name"] for one in SBOM["components"]]
        assert names == sorted({one.partition(">")[0].lower() for one in needed})

    def test_what_is_not_an_extra_is_required(self) -> None:
        required = {one["name"] for one in SBOM["components"] if one["scope"] == "required"}
        assert required == {"attrs", "cattrs", "jsonschema", "referencing"}

    def test_it_tells_ranges_and_no_version_of_what_is_not_shipped(self) -> None:
        """CycloneDX 1.7: `version` and `versionRange` exclude each other; a range is of an external part."""
        for one in SBOM["components"]:
            assert one["isExternal"] is True
            assert one["versionRange"].startswith("vers:pypi/>=")
            assert "version" not in one

    def test_what_they_need_in_turn_is_told_to_be_unknown(self) -> None:
        refs = [one["bom-ref"] for one in SBOM["components"]]
        own = SBOM["metadata"]["component"]["bom-ref"]
        assert SBOM["compositions"] == [
            {"aggregate": "complete", "dependencies": [own]},
            {"aggregate": "unknown", "dependencies": refs},
        ]
        assert SBOM["dependencies"] == [{"ref": own, "dependsOn": refs}]

    def test_it_is_the_same_at_any_time(self) -> None:
        """Byte for byte reproducible: no time, and no serial number by chance."""
        assert "timestamp" not in SBOM["metadata"]
        assert TOOL.sbom_text() == TOOL.sbom_text()

    def test_another_content_has_another_serial_number(self) -> None:
        """CycloneDX: the serial number is that of one document; attestations of GitHub demand it."""
        numbers = {
            TOOL.sbom(_project(*needed), version)["serialNumber"]
            for needed in ([], ["a>=1"], ["a>=2"])
            for version in ("1", "2")
        }
        assert len(numbers) == 6
        assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in numbers)
        assert SBOM["serialNumber"] not in numbers


class TestTheTool:
    def test_bounds_become_a_range(self) -> None:
        (one,) = TOOL.components(_project("A_b.C >= 1.2, < 3"))
        assert one["name"] == "a-b-c"
        assert one["versionRange"] == "vers:pypi/>=1.2|<3"

    def test_any_version_is_a_star(self) -> None:
        (one,) = TOOL.components(_project("town"))
        assert one["versionRange"] == "vers:pypi/*"

    def test_extras_are_named_and_what_is_needed_anyway_stays_required(self) -> None:
        found = TOOL.components(_project("b>=1", x=["a>=2", "b>=1"], y=["a>=2"]))
        assert [one["scope"] for one in found] == ["optional", "required"]
        assert [one["value"] for one in found[0]["properties"]] == ["x", "y"]

    def test_two_ranges_for_one_are_refused(self) -> None:
        with pytest.raises(ValueError, match="two ranges for a"):
            TOOL.components(_project("a>=1", x=["a>=2"]))

    @pytest.mark.parametrize(
        "requirement",
        ["a; python_version < '3.12'", "a[b]>=1", "a @ file:///a", "a==1.*", "a~=1.2"],
    )
    def test_what_it_cannot_tell_is_refused(self, requirement: str) -> None:
        with pytest.raises(ValueError, match="mend tools/sbom"):
            TOOL.components(_project(requirement))

    def test_a_stale_file_is_told_and_mended(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for name in ("pyproject.toml", "src/weltoffen/version.py"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes((ROOT / name).read_bytes())
        stale = copy.deepcopy(SBOM)
        del stale["components"][0]
        (tmp_path / FILE.name).write_text(json.dumps(stale), encoding="utf-8")
        arguments = ["--root", str(tmp_path)]
        assert TOOL.main([*arguments, "--check"]) == 1
        assert TOOL.COMMAND in capsys.readouterr().err
        assert TOOL.main(arguments) == TOOL.main([*arguments, "--check"]) == 0
        assert (tmp_path / FILE.name).read_bytes() == FILE.read_bytes()
