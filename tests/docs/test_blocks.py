# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""No block of code on a page is passed over: ``docs/conftest.py`` runs it, or refuses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from html5lib.html5parser import ParseError
from sybil import Document
from sybil.example import SybilFailure
from tests.scripts import load_script

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType


@pytest.fixture(scope="module")
def runner() -> ModuleType:
    """Load what runs the blocks."""
    return load_script("docs/conftest.py")


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def regions(runner: ModuleType, text: str) -> list[Any]:
    return list(runner.blocks(Document(text, "page.md")))


def run(runner: ModuleType, text: str) -> int:
    """Run the blocks of a page and give their number."""
    page = Document(text, "page.md")
    for region in runner.blocks(page):
        page.add(region)
    examples = list(page.examples())
    for example in examples:
        example.evaluate()
    return len(examples)


@pytest.mark.parametrize(
    "text",
    [
        "    x = 1\n",
        "- point\n\n  ```python\n  1 / 0\n  ```\n",
        "> ```python\n> 1 / 0\n> ```\n",
        "~~~python\n1 / 0\n~~~\n",
        "````python\n1 / 0\n````\n",
        " ```python\n1 / 0\n```\n",
        "``` python\n1 / 0\n```\n",
        "```python\n1 / 0\n``` \n",
        "```python\n1 / 0\n",
        "```Python\n1 / 0\n```\n",
        "```py\n1 / 0\n```\n",
        "```\n1 / 0\n```\n",
        "```{code-block} python\n1 / 0\n```\n",
        "```{sourcecode} python\n1 / 0\n```\n",
        "```{.python}\n1 / 0\n```\n",
        "```rust\nfn main() {}\n```\n",
    ],
)
def test_a_block_that_would_not_run_is_refused(runner: ModuleType, text: str) -> None:
    with pytest.raises(ValueError, match=r"page\.md"):
        regions(runner, text)


@pytest.mark.parametrize(
    "text",
    [
        "```pycon\nprint(1)\n```\n",
        "```text\n>>> 1 / 0\n```\n",
        "```{eval-rst}\n.. code-block:: python\n\n   1 / 0\n```\n",
        "```{warning}\n~~~python\n1 / 0\n~~~\n```\n",
    ],
)
def test_code_where_none_is_looked_for_is_refused(runner: ModuleType, text: str) -> None:
    with pytest.raises(AssertionError, match=r"page\.md"):
        regions(runner, text)


@pytest.mark.parametrize(
    "text",
    [
        "```python\n1 / 0\n```\n",
        "```sh\nfalse | true\n```\n",
        "```toml\n= 1\n```\n",
        '```json\n{"a": 1}\n```\n',
        '<!-- fragment -->\n```json\n{"a": 1, "a": 2}\n```\n',
        "<!-- fragment -->\n```json\n[NaN]\n```\n",
        '```json\n{"$schema": "https://w3id.org/weltoffen/schemas/1.0.0/questionnaire.schema.json"}\n```\n',
        "```html\n<p></b>\n```\n",
        "<!-- file: a.toml -->\n```toml\n= 1\n```\n",
    ],
)
def test_a_block_that_is_wrong_fails(runner: ModuleType, text: str) -> None:
    with pytest.raises((AssertionError, ValueError, ZeroDivisionError, ParseError)):
        run(runner, text)


def test_a_doctest_with_another_output_fails(runner: ModuleType) -> None:
    assert run(runner, "```pycon\n>>> 1 + 1\n2\n```\n") == 1
    with pytest.raises(SybilFailure):
        run(runner, "```pycon\n>>> 1 + 1\n3\n```\n")


def test_blocks_share_names_and_files(runner: ModuleType) -> None:
    text = (
        "<!-- file: a/b.txt -->\n```text\nhello\n```\n\n"
        "```python\nfrom pathlib import Path\nfound = Path('a/b.txt').read_text()\n```\n\n"
        "```python\nassert found == 'hello\\n'\n```\n\n"
        "```sh\ngrep hello a/b.txt\n```\n"
    )
    assert run(runner, text) == 4
