# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Musterstadt, an invented town (erfundene Stadt): an assessment and its responses, to try things on.

The responses were made up by ``tools/make_demo.py``; nobody gave them.
"""

from __future__ import annotations

from importlib import resources

__all__ = ["demo_bytes"]


def demo_bytes(name: str) -> bytes:
    """Give one of the town's documents.

    Args:
        name: ``assessment.json`` or ``answers.ndjson``.

    Raises:
        FileNotFoundError: For another name.
    """
    return resources.files("weltoffen.demo").joinpath(name).read_bytes()
