# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0

"""Keep the files that describe the project in line with ``pyproject.toml``, the one place of these facts.

``python tools/describe.py`` writes version, licence, keywords and address of the repository into
``publiccode.yml`` and ``CITATION.cff``; with ``--check`` it only says whether they are in line, and exits
with 1 if not. The address is ``Repository`` under ``[project.urls]``; until that is there, none is written.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from project import read_project

ROOT = Path(__file__).resolve().parent.parent
COMMAND = "python tools/describe.py"


def replaced(text: str, pattern: str, new: str) -> str:
    """Replace the one place where a pattern of whole lines matches."""
    done, count = re.subn(pattern, lambda _: new, text, flags=re.MULTILINE)
    if count != 1:
        message = f"expected once, found {count} times: {pattern}"
        raise ValueError(message)
    return done


def described(root: Path = ROOT) -> dict[Path, str]:
    """Give the texts that the files should have."""
    project = read_project(root)
    version, repository = project["version"], project.get("urls", {}).get("Repository")

    public = (root / "publiccode.yml").read_text(encoding="utf-8")
    public = replaced(public, r"^softwareVersion: .*$", f'softwareVersion: "{version}"')
    public = replaced(public, r"^  license: .*$", f"  license: {project['license']}")
    cited = (root / "CITATION.cff").read_text(encoding="utf-8")
    listed = "".join(f"  - {one}\n" for one in project["keywords"])
    cited = replaced(cited, r"^keywords:\n(?:  - .*\n)+", f"keywords:\n{listed}")
    cited = re.sub(r"^repository-code: .*\n", "", cited, flags=re.MULTILINE)
    if repository is not None:
        public = replaced(
            public, r"^(?:# before-publication: .*\n)?url: .*$", f'url: "{repository}"'
        )
        version = f'{version}"\nrepository-code: "{repository}'
    cited = replaced(cited, r"^version: .*$", f'version: "{version}"')
    return {root / "publiccode.yml": public, root / "CITATION.cff": cited}


def main(arguments: list[str] | None = None) -> int:
    """Write the files, or check them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if out of line")
    parser.add_argument("--root", type=Path, default=ROOT, help="folder of pyproject.toml")
    options = parser.parse_args(arguments)
    code = 0
    for path, text in described(options.root).items():
        if path.read_text(encoding="utf-8") == text:
            continue
        if options.check:
            sys.stderr.write(
                f"{path} is out of line with pyproject.toml; mend it with: {COMMAND}\n"
            )
            code = 1
        else:
            path.write_text(text, encoding="utf-8", newline="\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
