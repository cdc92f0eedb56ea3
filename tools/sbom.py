# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0

"""Write the software bill of materials (Softwarestückliste) of the library, in CycloneDX 1.7.

``python tools/sbom.py`` writes ``weltoffen.cdx.json`` from ``pyproject.toml``; with ``--check`` it only says
whether that file is up to date, and exits with 1 if not. The build puts it into the wheel, where PEP 770
wants it.

A library does not ship what it needs, it only says what it accepts. So each dependency is external and has a
range of versions, none has a version, and what they need in turn is left open: ``compositions`` says
so. There is no time, and the serial number is made from the content, so that the same ``pyproject.toml``
always gives the same file.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import uuid
from pathlib import Path
from typing import Any

from generated import write_or_check
from project import read_project

ROOT = Path(__file__).resolve().parent.parent
NAME = "weltoffen.cdx.json"
COMMAND = "python tools/sbom.py"
REQUIREMENT = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)((?:(?:[<>]=?|!=)[0-9][0-9.]*,?)*)")


def components(project: dict[str, Any]) -> list[dict[str, Any]]:
    """Describe each dependency by what the library accepts of it, and the extras that it belongs to."""
    found: dict[str, dict[str, Any]] = {}
    groups = [(None, project["dependencies"]), *project["optional-dependencies"].items()]
    for extra, requirement in ((extra, one) for extra, many in groups for one in many):
        match = REQUIREMENT.fullmatch(re.sub(r"\s", "", requirement))
        if match is None:
            message = f"not told apart here, mend tools/sbom.py: {requirement}"
            raise ValueError(message)
        name = re.sub(r"[-_.]+", "-", match[1]).lower()
        bounds = "|".join(match[2].split(",")) or "*"
        one = found.setdefault(
            name,
            {
                "type": "library",
                "bom-ref": f"pkg:pypi/{name}",
                "name": name,
                "isExternal": True,
                "purl": f"pkg:pypi/{name}",
                "scope": "required" if extra is None else "optional",
                "versionRange": f"vers:pypi/{bounds}",
            },
        )
        if one["versionRange"] != f"vers:pypi/{bounds}":
            message = f"two ranges for {name} in pyproject.toml"
            raise ValueError(message)
        if extra is not None:
            one.setdefault("properties", []).append({"name": "weltoffen:extra", "value": extra})
    return [found[name] for name in sorted(found)]


def sbom(project: dict[str, Any], version: str) -> dict[str, Any]:
    """Build the document from the table ``[project]`` and the version."""
    own = f"pkg:pypi/{project['name']}@{version}"
    found = components(project)
    refs = [one["bom-ref"] for one in found]
    content = {
        "$schema": "http://cyclonedx.org/schema/bom-1.7.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.7",
        "version": 1,
        "metadata": {
            "component": {
                "type": "library",
                "bom-ref": own,
                "name": project["name"],
                "version": version,
                "description": project["description"],
                "licenses": [{"expression": project["license"]}],
                "purl": own,
            },
            "lifecycles": [{"phase": "pre-build"}],
        },
        "components": found,
        "dependencies": [{"ref": own, "dependsOn": refs}],
        "compositions": [
            {"aggregate": "complete", "dependencies": [own]},
            {"aggregate": "unknown", "dependencies": refs},
        ],
    }
    name = f"https://w3id.org/weltoffen/sbom#{json.dumps(content, sort_keys=True)}"
    return {**content, "serialNumber": uuid.uuid5(uuid.NAMESPACE_URL, name).urn}


def sbom_text(root: Path = ROOT) -> str:
    """Read ``pyproject.toml`` and the version, and give the text of the file."""
    project = read_project(root)
    return json.dumps(sbom(project, project["version"]), ensure_ascii=False, indent=2) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Write the file, or check it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if out of date")
    parser.add_argument("--root", type=Path, default=ROOT, help="folder of pyproject.toml")
    options = parser.parse_args(arguments)
    target, text = options.root / NAME, sbom_text(options.root)
    return write_or_check(target, text, COMMAND, is_check=options.check)


if __name__ == "__main__":
    sys.exit(main())
