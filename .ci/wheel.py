# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Check that a wheel holds every file of the package, both licences, and nothing else."""

import sys
import zipfile
from pathlib import Path

source = Path("src")
expected = {
    path.relative_to(source).as_posix()
    for path in (source / "weltoffen").rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
}
with zipfile.ZipFile(sys.argv[1]) as wheel:
    names = set(wheel.namelist())
packed = {name for name in names if ".dist-info/" not in name}
licences = {name.rpartition("/")[2] for name in names if ".dist-info/licenses/" in name}

complaints = [f"missing from the wheel: {name}" for name in sorted(expected - packed)]
complaints += [f"only in the wheel: {name}" for name in sorted(packed - expected)]
complaints += [
    f"no licence in the wheel: {name}"
    for name in sorted({"Apache-2.0.txt", "CC-BY-4.0.txt"} - licences)
]
if complaints:
    sys.exit("\n".join(complaints))
data = sum(name.endswith((".toml", ".json")) for name in packed)
print(f"{len(packed)} files in the wheel, {data} of them TOML or JSON")
