# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Print what the changelog says of a version: ``.ci/changes.py VERSION``."""

import re
import sys
from pathlib import Path

text = (Path(__file__).resolve().parents[1] / "CHANGELOG.md").read_text(encoding="utf-8")
version = re.escape(sys.argv[1])
match = re.search(rf"^## \[{version}\].*\n((?:(?!## ).*\n)*)", text, re.MULTILINE)
if match is None:
    sys.exit(f"CHANGELOG.md says nothing of {sys.argv[1]}")
print(match[1].strip())
