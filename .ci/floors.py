# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Print constraints that hold every dependency at its floor: ``.ci/floors.py PYPROJECT [EXTRA ...]``.

Those of ``dependencies`` and, of the extras, the ones named (all if none is). What they need in turn is not
held: that is theirs to say.
"""

import re
import sys
import tomllib
from pathlib import Path

project = tomllib.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["project"]
extras = project["optional-dependencies"]
wanted = list(project["dependencies"])
for extra in sys.argv[2:] or extras:
    wanted += extras[extra]
for requirement in wanted:
    match = re.fullmatch(r"([A-Za-z0-9._-]+)\s*>=\s*([0-9.]+)(?:\s*,\s*<\s*[0-9.]+)?", requirement)
    if match is None:
        sys.exit(f"a floor, and at most a ceiling, is expected: {requirement}")
    print(f"{match[1]}=={match[2]}")
