# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Keep the German texts of the docs (Übersetzungen) in step with the English ones.

``docs/locale/de/LC_MESSAGES`` holds a catalog for each page, with a German text for each English paragraph::

    python tools/translations.py            # bring the catalogs up to date; keeps what is translated
    python tools/translations.py --check    # 1 if a text is missing or left over, or lost a link or name
    python tools/translations.py --missing method/scores > texts.json     # English texts without a German one
    python tools/translations.py --fill texts.json                        # take over what was filled in there
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from sphinx.cmd.build import build_main

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DOCS = Path(__file__).resolve().parent.parent / "docs"
CATALOGS = DOCS / "locale" / "de" / "LC_MESSAGES"
THEME = "sphinx"
"""A catalog of its own, kept by hand: words of the theme."""
MEND = "python tools/translations.py"
HEADER = r"""# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
msgid ""
msgstr ""
"Language: de\n"
"Content-Type: text/plain; charset=utf-8\n"

"""
WORD = re.compile(r"[^\W\d_]{2}")
DECIMAL = re.compile(r"\d\.\d(?!\.)|\d%")
# What a translation has to keep: roles with their targets, targets of links, code, numbers, markup.
ROLE = re.compile(r"\{([\w:+-]+)\}`(?:([^`<]*)<)?([^`>]+)>?`")
SHOWN = re.compile(r"\{[\w:+-]+\}`([^`<]*)<[^`>]+>`")
RULE = re.compile(r"[A-Z]\d+")
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"(?<![}`])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*(?:/\d+)?")
MARKUP = re.compile(r"<(?=[a-zA-Z/!])|\]\[|\]:")
ENGLISH = re.compile(r"(?<![\w-])(?:the|of|is|are|and|with|by|not|it)(?![\w-])")
BLOCK = re.compile(r"^```([^\n`]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


class Found(NamedTuple):
    """Something wrong with a catalog."""

    page: str
    text: str
    what: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.page}: {self.what}: {' '.join(self.text.split())[:90]}"


def extract(folder: Path) -> dict[str, list[str]]:
    """Give the English texts of each page that has a German one, in their order."""
    code = build_main(["-Q", "-b", "gettext", "-t", "translated", str(DOCS), str(folder)])
    if code:
        sys.exit(code)
    found = {}
    for path in sorted(folder.rglob("*.pot")):
        with path.open("rb") as file:
            messages = [message.id for message in read_po(file) if message.id]
        page = path.relative_to(folder).with_suffix("").as_posix()
        if page != THEME:
            found[page] = [one for one in messages if needs_words(one) and is_prose(page, one)]
    return found


def is_prose(page: str, text: str) -> bool:
    """Say whether a text is read as a sentence or formula: code and what is printed stay as they are."""
    source = DOCS / f"{page}.md"
    blocks = BLOCK.findall(source.read_text(encoding="utf-8")) if source.exists() else []
    formulas = {block for kind, block in blocks if kind == "text" and page.startswith("method/")}
    others = {block for _, block in blocks} - formulas
    in_lines = text.rstrip("\n") + "\n"
    return in_lines in formulas or ("\n" not in text and in_lines not in others)


def needs_words(text: str) -> bool:
    """Say whether there is anything to translate: whole numbers and names of the code stay as they are."""
    bare = CODE.sub("", ROLE.sub("", SHOWN.sub(r"\1", text)))
    return bool(WORD.search(bare) or DECIMAL.search(bare))


def read(page: str) -> dict[str, str]:
    """Give the German texts that a page has."""
    path = CATALOGS / f"{page}.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file, locale="de") if one.id}


def write(page: str, texts: Iterable[tuple[str, str]]) -> None:
    """Write the catalog of a page."""
    catalog = Catalog(locale="de", charset="utf-8")
    for text, german in texts:
        catalog.add(text, german)
    path = CATALOGS / f"{page}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, catalog, width=100, omit_header=True)


def catalogs() -> set[str]:
    """Give the pages that have a catalog."""
    paths = CATALOGS.rglob("*.po")
    return {path.relative_to(CATALOGS).with_suffix("").as_posix() for path in paths} - {THEME}


def kept(text: str) -> Counter[str]:
    """Count what a translation has to keep; numbers may have a decimal comma."""
    roles = [f"{{{kind}}} {target.strip()}" for kind, _, target in ROLE.findall(text)]
    rules = [shown.strip() for _, shown, _ in ROLE.findall(text) if RULE.fullmatch(shown.strip())]
    words = CODE.sub("", ROLE.sub("", text))
    numbers = [one.replace(",", ".") for one in NUMBER.findall(LINK.sub("]", words))]
    code = [one for _, one in CODE.findall(ROLE.sub("", text))]
    return Counter([*roles, *rules, *LINK.findall(text), *code, *numbers, *MARKUP.findall(words)])


def is_copied(text: str, german: str) -> bool:
    """Say whether a text was left in English."""
    return text == german and bool(ENGLISH.search(CODE.sub("", ROLE.sub("", text))))


def oddities(page: str) -> Iterator[Found]:
    """Find what Sphinx reads in another way than this script: texts marked as fuzzy, or with a context."""
    path = CATALOGS / f"{page}.po"
    if path.exists():
        with path.open("rb") as file:
            for one in read_po(file, locale="de"):
                if one.id and (one.fuzzy or one.context):
                    yield Found(page, str(one.id), "is marked as fuzzy, or has a context")


def faults(english: dict[str, list[str]]) -> Iterator[Found]:
    """Find what is missing, left over or lost."""
    for page, texts in english.items():
        german = read(page)
        for text in texts:
            if not german.get(text, "").strip():
                yield Found(page, text, "has no German text")
            elif is_copied(text, german[text]):
                yield Found(page, text, "is still English")
            elif kept(text) != kept(german[text]):
                lost = (kept(text) - kept(german[text])) + (kept(german[text]) - kept(text))
                told = ", ".join(sorted(lost))
                yield Found(page, text, f"link, code, number or markup differs ({told})")
        for text in german.keys() - set(texts):
            yield Found(page, text, "is no text of the page any more")
        yield from oddities(page)
    for page in sorted(catalogs() - english.keys()):
        yield Found(page, "", "is no page any more")


def update(english: dict[str, list[str]]) -> None:
    """Bring the catalogs up to date; German texts of texts that are gone go with them."""
    for page, texts in english.items():
        german = read(page)
        write(page, ((text, german.get(text, "")) for text in texts))
    for page in catalogs() - english.keys():
        (CATALOGS / f"{page}.po").unlink()


def missing(english: dict[str, list[str]], pages: list[str]) -> str:
    """Give the texts of pages that have no German one, as JSON to be filled in."""
    found = {}
    for page in pages:
        german = read(page)
        found[page] = {text: "" for text in english[page] if not german.get(text)}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def fill(path: Path) -> None:
    """Take over German texts from JSON as `missing` gives it."""
    given = json.loads(path.read_text(encoding="utf-8"))
    for page, texts in given.items():
        strangers = texts.keys() - read(page).keys() if page in catalogs() else {"(no such page)"}
        if strangers:
            sys.exit(f"{page} does not say: {min(strangers)[:90]}\nmend it with: {MEND}")
    for page, texts in given.items():
        write(page, (read(page) | {text: one for text, one in texts.items() if one}).items())


def main(arguments: list[str] | None = None) -> int:
    """Update, check, list or fill in."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--check", action="store_true")
    group.add_argument("--missing", nargs="+", metavar="PAGE")
    group.add_argument("--fill", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    if options.fill:
        fill(options.fill)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        english = extract(Path(folder))
    if options.check:
        found = list(faults(english))
        sys.stderr.writelines(f"{one}\n" for one in found)
        if found:
            sys.stderr.write(
                f"{len(found)} to mend; catalogs are brought up to date with: {MEND}\n"
            )
        return bool(found)
    if options.missing:
        sys.stdout.write(missing(english, options.missing))
        return 0
    update(english)
    return 0


if __name__ == "__main__":
    sys.exit(main())
