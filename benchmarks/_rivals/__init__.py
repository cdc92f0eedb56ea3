# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Other ways to the same counts, each written as the users of that package would write it well.

Every counting rival is made once for a round and then counts a file of NDJSON:
``{(perspective, question, answer): number}``, without zeros. The harness compares that with our tally before
it times anything. A module is named after the package that it needs, and imported only when it is measured.
"""

from __future__ import annotations

Counts = dict[tuple[str, str, str], int]
"""How often each answer, or state, was given to a question by a perspective."""
