# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Count one file in a process of its own and print the peak of its memory in KiB; see run.py."""

from __future__ import annotations

import sys
from pathlib import Path

import _material

import weltoffen as wo


def peak() -> int:
    """Give the most memory that this process has had in KiB.

    On Linux from /proc, as ``ru_maxrss`` also holds the peak of the process that started this one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0])
    import resource  # noqa: PLC0415 - not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    """Read and count the file of the first argument; the second names the round."""
    path, name = sys.argv[1:]
    one = _material.single() if name == "single" else _material.mixed()
    tally = wo.tally(
        wo.schemas.read_responses(path, one.questionnaire, one.assessment), one.questionnaire
    )
    print(peak(), sum(count.responses for count in tally.personal))


if __name__ == "__main__":
    main()
