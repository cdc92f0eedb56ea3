# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the tests of the model share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from weltoffen.errors import InvalidDocument

if TYPE_CHECKING:
    from collections.abc import Callable


def _refused(make: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidDocument) as caught:
        make()
    assert caught.value.more == 0
    return [(problem.code, problem.pointer) for problem in caught.value.problems]


@pytest.fixture(scope="session")
def refused() -> Callable[[Callable[[], object]], list[tuple[str, str]]]:
    """Give a function that expects a refusal and lists the code and pointer of every problem."""
    return _refused
