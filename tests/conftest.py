# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Profiles of the test suite, chosen by the environment variable ``WELTOFFEN_PROFILE``.

``dev`` (default)
    A moderate number of random examples.
``ci`` (default where ``CI`` is set)
    More examples, and the same ones in every run.
``thorough``
    Many new examples; also runs the tests marked ``thorough``. Such a test sets its own number::

        @pytest.mark.thorough
        @settings(max_examples=100_000)
        @given(...)
        def test_only_the_root_error_leaves(...): ...
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

PROFILE = os.environ.get("WELTOFFEN_PROFILE") or ("ci" if os.environ.get("CI") else "dev")
DESELECTED = pytest.StashKey[int]()

settings.register_profile("dev", max_examples=30, deadline=None)
settings.register_profile("ci", max_examples=40, deadline=None, derandomize=True, print_blob=True)
settings.register_profile(
    "thorough",
    max_examples=2_000,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(PROFILE)


def pytest_report_header() -> str:
    """Name the profile in the first lines."""
    return f"weltoffen profile: {PROFILE}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out tests marked ``thorough`` unless they are asked for."""
    if PROFILE == "thorough":
        return
    left_out = [item for item in items if item.get_closest_marker("thorough")]
    if left_out:
        items[:] = [item for item in items if not item.get_closest_marker("thorough")]
        config.hook.pytest_deselected(items=left_out)
        config.stash[DESELECTED] = len(left_out)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say how many thorough tests did not run."""
    if count := config.stash.get(DESELECTED, 0):
        terminalreporter.write_line(
            f"{count} thorough test(s) not run; WELTOFFEN_PROFILE=thorough runs them", yellow=True
        )
