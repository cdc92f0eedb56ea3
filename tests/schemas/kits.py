# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The schema kit (Schema-Paket) for tests: made once by its command, and unpacked."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, Any

from tests.schemas.schemacorpus import ROOT

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = (sys.executable, str(ROOT / "tools" / "schema_kit.py"))


def make_kit(out: Path) -> bytes:
    """Run the command and give the archive."""
    done = subprocess.run(
        [*COMMAND, str(out)], capture_output=True, text=True, check=False, cwd=out.parent
    )
    assert done.returncode == 0, done.stderr
    return out.read_bytes()


def unpack(archive: bytes, folder: Path) -> Path:
    """Unpack an archive and give the one folder in it."""
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        packed.extractall(folder)
    (inside,) = folder.iterdir()
    return inside


def index(kit: Path) -> list[dict[str, Any]]:
    """Give the cases of the corpus."""
    cases: list[dict[str, Any]] = json.loads((kit / "corpus/index.json").read_bytes())["cases"]
    return cases


def baked(kit: Path, case: dict[str, Any]) -> bytes:
    """Give the document of a case."""
    if "file" in case:
        data: bytes = kit.joinpath("corpus", case["file"]).read_bytes()
        return data
    parts: list[str] = []
    for part in case["recipe"]["parts"]:
        if "count" in part:
            parts += [part["text"].replace("{n}", str(n)) for n in range(part["count"])]
        else:
            parts.append(part["text"] * part.get("times", 1))
    return "".join(parts).encode()


def name_of(case: dict[str, Any]) -> str:
    """Give the file of a case, or the beginning of its recipe."""
    return str(case.get("file") or case["recipe"]["parts"][0]["text"][:60])
