# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Say what is missing before a release: ``.ci/ready.py TAG [LEDGER]``; exits with 1 if anything is.

LEDGER is the one of the last release, if there was one. ``before-publication`` marks, all over the
repository, what can only be filled in once the project has a public address. What pages and docstrings say of
the time before the first release is found by its words.
"""

import datetime as dt
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
from project import read_project

ROOT = Path(__file__).resolve().parents[1]
MARK = re.compile(r"(?:#|<!--) before-publication: (.*?)\s*(?:-->)?$", re.MULTILINE)
USAGE = "usage: .ci/ready.py TAG [LEDGER]"
STALE = re.compile(
    r"Before the first release\. |[Nn]o release yet|drafts? until the first|drafts and may still change"
    r"|not on a package index yet|\(draft\)"
)
"""What is said before the first release, and is false from then on."""
URLS = ("Repository", "Documentation", "Changelog", "Issues")


def marks(root: Path, names: list[str]) -> Iterator[str]:
    """Find the marks in the files of these names."""
    for name in names:
        try:
            text = (root / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        yield from (f"{name}: {match[1]}" for match in MARK.finditer(text))


def stale(root: Path, names: list[str]) -> Iterator[str]:
    """Find what pages and docstrings say of the time before the first release; decisions keep their day."""
    for name in names:
        is_page = name.endswith(".md") and not name.startswith("docs/decisions/")
        if is_page or (name.endswith(".py") and name.startswith("src/")):
            text = " ".join((root / name).read_text(encoding="utf-8").split())
            yield from (f"{name}: says “{match[0].strip()}”" for match in STALE.finditer(text))


def gaps(root: Path, tag: str) -> Iterator[str]:
    """Say what version, addresses and changelog lack."""
    project = read_project(root)
    version = project["version"]
    if tag != f"v{version}":
        yield f"the tag is {tag}, the version {version}"
    if re.fullmatch(r"\d+\.\d+\.\d+(?:(?:a|b|rc)\d+)?", version) is None:
        yield f"src/weltoffen/version.py: {version} is no version to release"
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


def checks(tag: str, ledger: str | None = None) -> list[str]:
    """List the tools to be asked, with their arguments."""
    return [
        "tools/guard.py --final" + (f" --since {ledger}" if ledger else ""),
        f"tools/breaking.py --before {tag}",
        "tools/describe.py --check",
        "tools/sbom.py --check",
        "tools/bundle.py --check",
    ]


def main() -> None:
    """Print everything that is missing."""
    if len(sys.argv) not in {2, 3} or sys.argv[1].startswith("-"):
        print(USAGE, file=sys.stderr)
        sys.exit(2)
    tag, *earlier = sys.argv[1:]
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
    listed_files = set(listed.stdout.splitlines()) - own
    names = sorted(name for name in listed_files if (ROOT / name).is_file())
    found = [*gaps(ROOT, tag), *marks(ROOT, names), *stale(ROOT, names)]
    for command in checks(tag, *earlier):
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
