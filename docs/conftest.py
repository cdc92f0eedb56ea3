# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Every block of code on a page runs, in order, in one namespace and one fresh folder for each page.

The folder holds the demo's documents, and ``examples`` as in a clone. ``CONTRIBUTING.md`` says what is done
with which kind of block.
"""

from __future__ import annotations

import contextlib
import doctest
import itertools
import json
import os
import re
import subprocess
import sysconfig
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import html5lib
from markdown_it import MarkdownIt
from sybil import Document, Example, Lexeme, Region, Sybil
from sybil.evaluators.doctest import DocTestEvaluator
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.abstract.doctest import DocTestStringParser

from weltoffen.demo import demo_bytes
from weltoffen.schemas import check

if TYPE_CHECKING:
    from collections.abc import Iterator

FRAGMENTS = ("fragment", "output")
# They show what stands elsewhere, or prose. What is inside is no code.
DIRECTIVES = {
    f"{{{name}}}"
    for name in ("eval-rst", "glossary", "include", "literalinclude", "toctree", "warning")
}
MARKER = re.compile(r"<!-- (.*) -->")
INNER = re.compile(r"^ *(?:`{3}|~{3}|\.\. (?:code|sourcecode|doctest)|>>> )", re.MULTILINE)
EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
KEPT = "folder of the page"


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a key that is repeated."""
    assert len({key for key, _ in pairs}) == len(pairs), "a key is repeated"
    return dict(pairs)


def no_number(name: str) -> None:
    """Refuse what JSON does not know."""
    message = f"{name} is no number of JSON"
    raise ValueError(message)


def document(example: Example) -> None:
    """A JSON block is JSON, and a document where it names its schema."""
    value = json.loads(example.parsed, object_pairs_hook=once, parse_constant=no_number)
    if isinstance(value, dict) and "$schema" in value:
        found = check(example.parsed.encode())
        assert not found, "\n".join(map(str, found))
    else:
        marker = example.region.lexemes["marker"]
        assert marker in FRAGMENTS, "JSON without $schema needs <!-- fragment --> before it"


def toml(example: Example) -> None:
    """A TOML block can be read."""
    tomllib.loads(example.parsed)


def markup(example: Example) -> None:
    """A piece of a page is sound HTML."""
    html5lib.HTMLParser(strict=True).parseFragment(example.parsed)


def shell(example: Example) -> None:
    """The lines of a shell block run without an error."""
    scripts = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
    done = subprocess.run(  # noqa: S603 - the text of our own page
        ["/bin/bash", "-euo", "pipefail", "-c", example.parsed],
        env=os.environ | {"PATH": scripts},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"{example.parsed}\n{done.stdout}\n{done.stderr}"


def keep(example: Example) -> None:
    """A block that is a file is put into the folder."""
    name = example.region.lexemes["marker"].removeprefix("file: ")
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(example.parsed, encoding="utf-8", newline="\n")
    if Path(name).suffix == ".toml":
        toml(example)


EVALUATORS = {
    "html": markup,
    "json": document,
    "python": PythonEvaluator(),
    "sh": shell,
    "toml": toml,
}
DOCTESTS = DocTestStringParser(DocTestEvaluator(doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE))


def fences(page: Document) -> Iterator[tuple[str, str, str, int, int]]:
    """Find the blocks of a page as Markdown has them: marker, language, text, and where the text is."""
    lines = page.text.splitlines(keepends=True)
    starts = [0, *itertools.accumulate(map(len, lines))]
    for token in MarkdownIt().parse(page.text):
        where = f"{page.path}:{token.map[0] + 1 if token.map else 0}"
        if token.type == "code_block":
            message = f"{where}: an indented block runs nowhere; put it between fences"
            raise ValueError(message)
        if token.type != "fence" or token.map is None:
            continue
        first, end = token.map
        is_plain = lines[first].startswith("```") and lines[end - 1] == "```\n"
        if not is_plain or token.level or token.info != token.info.strip():
            message = f"{where}: a block stands at the margin, between lines of three backticks"
            raise ValueError(message)
        marker = MARKER.fullmatch(lines[first - 1].rstrip("\n")) if first else None
        yield marker[1] if marker else "", token.info, token.content, starts[first + 1], starts[end]


def blocks(page: Document) -> Iterator[Region]:
    """Find the blocks of a page, each with what has to be done with it."""
    for marker, info, text, start, end in fences(page):
        language = info.partition(" ")[0]
        region = Region(start, end, Lexeme(text, 0, 0), lexemes={"marker": marker, "source": text})
        if marker.startswith("file: "):
            region.evaluator = keep
        elif marker.startswith("not run: "):
            continue
        elif language == "pycon":
            found = list(DOCTESTS(text, page.path))
            assert found, f"{page.path}: no >>> in a block of pycon: {text}"
            for one in found:
                one.start, one.end = one.start + start, one.end + start
                yield one
            continue
        elif language in EVALUATORS:
            region.evaluator = EVALUATORS[language]
        elif language == "text" or language in DIRECTIVES:
            assert not INNER.search(text), (
                f"{page.path}: code in a block that is only shown: {text}"
            )
            continue
        else:
            message = f"{page.path}: nobody runs a block of {language!r}"
            raise ValueError(message)
        yield region


def enter(namespace: dict[str, Any]) -> None:
    """Make the folder of a page."""
    stack = namespace[KEPT] = contextlib.ExitStack()
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    stack.enter_context(contextlib.chdir(folder))
    Path("musterstadt").mkdir()
    for name in ("assessment.json", "answers.ndjson"):
        Path("musterstadt", name).write_bytes(demo_bytes(name))
    Path("examples").symlink_to(EXAMPLES, target_is_directory=True)
    namespace["__name__"] = "__main__"


def leave(namespace: dict[str, Any]) -> None:
    """Remove it."""
    namespace[KEPT].close()


# Written from other files, which are checked; or, as scale.md, run by a test of its own that compares more.
PAGES = Sybil(
    parsers=[blocks],
    patterns=["*.md", "**/*.md"],
    excludes=[
        "_build/**",
        "changelog.md",
        "decisions/*.md",
        "edition/**",
        "guide/figures.md",
        "guide/scale.md",
        "schemas/[!i]*.md",
    ],
    setup=enter,
    teardown=leave,
)
pytest_collect_file = PAGES.pytest()
