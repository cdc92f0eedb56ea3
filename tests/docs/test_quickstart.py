# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The second example of the quickstart carries on from the first one: G7 and G8 beside a report."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weltoffen.demo import demo_bytes

if TYPE_CHECKING:
    import pytest

TEXT = (Path(__file__).resolve().parents[2] / "docs/guide/quickstart.md").read_text("utf-8")


def test_an_earlier_round_and_a_workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("musterstadt").mkdir()
    for name in ("assessment.json", "answers.ndjson"):
        Path("musterstadt", name).write_bytes(demo_bytes(name))
    (first,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    (carried_on,) = re.findall(r"```\{code-block\} python\n(.*?)```", TEXT, re.DOTALL)
    names: dict[str, Any] = {}
    exec(first + carried_on, names)  # noqa: S102 - the text of our own page
    report, second = names["report"], names["second"]
    assert {one.difference.exact for one in second.change.main.nodes} == {0}
    (rating,) = second.ratings
    own = report.by_node[rating.node]
    assert (rating.stage, rating.tendency) != (own.stage, own.tendency)
    assert second.by_node == report.by_node
    for attribute in re.findall(r"`second\.(\w+)`", TEXT):
        assert getattr(second, attribute)
