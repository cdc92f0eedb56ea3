# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Check what a wheel and an sdist hold: ``.ci/contents.py FOLDER LIST``, as called by ``.ci/package``.

The wheel holds every file of the package, both licences and the SBOM, and nothing else. The sdist holds
every file of the list, which is what git knows, and nothing else. The metadata are complete, and the long
description has no link that only a clone of the repository can follow.
"""

import re
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

LICENCES = ("Apache-2.0", "CC-BY-4.0")
DIST_INFO = {
    "METADATA",
    "RECORD",
    "WHEEL",
    "entry_points.txt",
    "sboms/weltoffen.cdx.json",
    *(f"licenses/LICENSES/{one}.txt" for one in LICENCES),
}
STATED = (
    "Author",
    "Classifier",
    "Description-Content-Type",
    "Keywords",
    "Name",
    "Provides-Extra",
    "Requires-Dist",
    "Requires-Python",
    "Summary",
    "Version",
)
LINK = re.compile(r"\]\((?!https?://|#)[^)]*\)|(?:href|src)=\"(?!https?://|#)")


def differences(what: str, found: set[str], expected: set[str]) -> Iterator[str]:
    """Say what is missing and what is too much."""
    yield from (f"missing from the {what}: {name}" for name in sorted(expected - found))
    yield from (f"only in the {what}: {name}" for name in sorted(found - expected))


def metadata_gaps(raw: bytes) -> Iterator[str]:
    """Say what the core metadata lack."""
    metadata = BytesParser(EmailMessage, policy=default).parsebytes(raw)
    yield from (f"not in the metadata: {name}" for name in STATED if not metadata[name])
    if metadata["License-Expression"] != " AND ".join(LICENCES):
        yield f"licence expression: {metadata['License-Expression']}"
    versions = {"3.11", "3.12", "3.13"}
    named = {str(one).rpartition(" ")[2] for one in metadata.get_all("Classifier", [])}
    yield from (f"no classifier for Python {one}" for one in sorted(versions - named))
    description = raw.decode().partition("\n\n")[2]
    if not description.strip():
        yield "no long description"
    for match in LINK.finditer(description):
        yield f"a link in the long description that an index cannot follow: {match[0]}"


def complaints(folder: Path, listed: set[str]) -> Iterator[str]:
    """Say everything that is wrong with the one wheel and the one sdist of a folder."""
    (wheel_path,), (sdist_path,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    with zipfile.ZipFile(wheel_path) as wheel:
        names = wheel.namelist()
        (info,) = {name.partition("/")[0] for name in names if ".dist-info/" in name}
        of_wheel = wheel.read(f"{info}/METADATA")
    expected = {
        name.removeprefix("src/") for name in listed if name.startswith("src/weltoffen/")
    } | {f"{info}/{name}" for name in DIST_INFO}
    yield from differences("wheel", set(names), expected)
    yield from (f"twice in the wheel: {name}" for name in set(names) if names.count(name) > 1)
    with tarfile.open(sdist_path) as sdist:
        members = [one for one in sdist.getmembers() if not one.isdir()]
        yield from (f"no plain file: {one.name}" for one in members if not one.isfile())
        in_sdist = {one.name.partition("/")[2] for one in members}
        (top,) = {one.name.partition("/")[0] for one in members}
        of_sdist = sdist.extractfile(f"{top}/PKG-INFO")
        yield from differences("sdist", in_sdist, {*listed, "PKG-INFO"})
        if of_sdist is None or of_sdist.read() != of_wheel:
            yield "wheel and sdist have different metadata"
    yield from metadata_gaps(of_wheel)


def main() -> None:
    """Check, and print the names of both files."""
    folder = Path(sys.argv[1])
    listed = set(Path(sys.argv[2]).read_text(encoding="utf-8").splitlines())
    found = list(complaints(folder, listed))
    if found:
        sys.exit("\n".join(found))
    inside = sum(name.startswith("src/weltoffen/") for name in listed)
    data = sum(
        name.startswith("src/weltoffen/") and name.endswith((".toml", ".json")) for name in listed
    )
    for path in sorted(folder.iterdir()):
        print(f"{path.name}: {path.stat().st_size} bytes")
    print(
        f"{inside} files of the package, {data} of them TOML or JSON; {len(listed)} files in the sdist"
    )


if __name__ == "__main__":
    main()
