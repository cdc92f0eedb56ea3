# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Build the site (Dokumentation) in both languages: English, and German below it in ``de/``.

``python tools/site.py`` writes ``docs/_build/html``; every warning is an error.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from sphinx.cmd.build import build_main

DOCS = Path(__file__).resolve().parent.parent / "docs"
TARGET = DOCS / "_build" / "html"


def build(target: Path, doctrees: Path, *options: str) -> int:
    """Build one language."""
    strictly = ["-q", "-n", "-W", "--keep-going"]
    return build_main(
        ["-b", "html", *strictly, *options, "-d", str(doctrees), str(DOCS), str(target)]
    )


def main(arguments: list[str] | None = None) -> int:
    """Build the site anew."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("target", nargs="?", type=Path, default=TARGET)
    target = parser.parse_args(arguments).target.resolve()
    shutil.rmtree(target, ignore_errors=True)
    doctrees = target.parent / f"{target.name}.doctrees"
    # German needs the list of English pages, and goes into the folder that English has made.
    english = build(target, doctrees / "en")
    german = build(target / "de", doctrees / "de", "-D", "language=de", "-t", "translated")
    return english or german


if __name__ == "__main__":
    sys.exit(main())
