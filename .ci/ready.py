# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Say what is missing before a release: ``.ci/ready.py TAG [LEDGER]``; exits with 1 if anything is.

LEDGER is the one of the last release, if there was one. ``before-publication`` marks, all over the
repository, what can only be filled in once the project has a public address.
"""

import datetime as dt
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MARK = re.compile(r"(?:#|<!--) before-publication: (.*?)\s*(?:-->)?$", re.MULTILINE)
URLS = ("Repository", "Documentation", "Changelog", "Issues")
CHECKS = ("tools/describe.py --check", "tools/sbom.py --check", "tools/bundle.py --check")


def marks(root: Path, names: list[str]) -> Iterator[str]:
    """Find the marks in the files of these names."""
    for name in names:
        try:
            text = (root / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        yield from (f"{name}: {match[1]}" for match in MARK.finditer(text))


def gaps(root: Path, tag: str) -> Iterator[str]:
    """Say what version, addresses and changelog lack."""
    source = (root / "src" / "weltoffen" / "version.py").read_text(encoding="utf-8")
    version = re.findall(r'^__version__ = "(.*)"$', source, re.MULTILINE)[0]
    if tag != f"v{version}":
        yield f"the tag is {tag}, the version {version}"
    if re.fullmatch(r"\d+\.\d+\.\d+(?:(?:a|b|rc)\d+)?", version) is None:
        yield f"src/weltoffen/version.py: {version} is no version to release"
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for name in URLS:
        if not project.get("urls", {}).get(name, "").startswith("https://"):
            yield f"pyproject.toml: no {name} under [project.urls]"
    changes = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    dated = re.search(
        rf"^## \[{re.escape(version)}\] [–-] (\d{{4}}-\d\d-\d\d)$", changes, re.MULTILINE
    )
    if dated is None:
        yield f"CHANGELOG.md: no heading “## [{version}] – YYYY-MM-DD”"
    elif dt.date.fromisoformat(dated[1]) > dt.datetime.now(dt.UTC).date():
        yield f"CHANGELOG.md: {version} has a day to come"


def main() -> None:
    """Print everything that is missing."""
    tag, earlier = sys.argv[1], sys.argv[2:3]
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - the one on the PATH
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    own = {  # these speak of the marks
        ".ci/ready.py",
        "tools/describe.py",
        "docs/releasing.md",
        "tests/release/test_describing.py",
    }
    names = sorted(set(listed.stdout.splitlines()) - own)
    found = [*gaps(ROOT, tag), *marks(ROOT, [name for name in names if (ROOT / name).is_file()])]
    guard = " ".join(["tools/guard.py --final", *(f"--since {one}" for one in earlier)])
    for command in (guard, *CHECKS):
        done = subprocess.run(  # noqa: S603 - our own tools
            [sys.executable, *command.split()],
            cwd=ROOT,
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            found += done.stderr.splitlines() or [f"{command}: failed"]
    if found:
        sys.exit("\n".join(["not ready for a release:", *(f"- {line}" for line in found)]))
    print(f"ready: {tag}")


if __name__ == "__main__":
    main()
