# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the tests of Word documents share: blocks, pictures, and how to read a file back."""

from __future__ import annotations

import io
import re
import struct
import subprocess
import zipfile
import zlib
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import docx
from docx.table import Table as WordTable

from weltoffen.render.blocks import Table
from weltoffen.render.inline import Line
from weltoffen.render.word import write_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from docx.document import Document
    from docx.text.paragraph import Paragraph as WordParagraph

    from weltoffen.render.blocks import Block

MILLIMETRE = 36_000
TEXT_WIDTH = 165 * MILLIMETRE
"""Between margins of 25 and 20 mm on a page of 210 mm."""
CLOSE = 1_000
"""Word counts in twentieths of a point."""


def line(text: str) -> Line:
    return Line.of(text)


def cells(*texts: str) -> tuple[Line, ...]:
    return tuple(map(line, texts))


def written(*blocks: Block, **more: Any) -> bytes:  # noqa: ANN401 - as `write_word` takes it
    return write_word(blocks, **{"title": "Titel", "language": "de", **more})


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def read(*blocks: Block, **more: Any) -> Document:  # noqa: ANN401 - as `write_word` takes it
    return opened(written(*blocks, **more))


def texts(document: Document) -> list[str]:
    """Give the text of every paragraph and of every cell, in the order in which they are read."""
    found: list[str] = []
    for one in document.iter_inner_content():
        if isinstance(one, WordTable):
            found += [cell.text for row in one.rows for cell in row.cells]
        elif one.style is None or one.style.name != "After Table":
            found.append(one.text)
    return found


def styles(document: Document) -> list[str]:
    return [style_of(one) for one in document.paragraphs]


def style_of(paragraph: WordParagraph) -> str:
    assert paragraph.style is not None
    return str(paragraph.style.name)


def names(document: Document) -> list[str]:
    """Name the parts of the file that a document is."""
    out = io.BytesIO()
    document.save(out)
    return zipfile.ZipFile(out).namelist()


def png(width: int, height: int) -> bytes:
    """Make a white picture of so many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = (b"\0" + b"\xff" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def number(text: str) -> Line:
    """Give a number as it is written, with its protected spaces."""
    return Line.number(text, None)


TABLE = Table(
    head=cells("Feld", "Stand", "n"),
    rows=(
        (line("Freizeit"), number("75\u00a0%"), number("4")),
        (line("Gespräch"), number("0\u00a0%"), number("6")),
    ),
    numbers=2,
)


NUMBER = re.compile(r"[\u2212-]?\d+(?:[.,]\d+)*(?:\u00a0?%)?")


def numbers(lines: Iterable[str]) -> list[str]:
    return [found for one in lines for found in NUMBER.findall(one)]


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def told_by_libreoffice(data: bytes, folder: Path) -> list[str]:
    """Open a Word document in LibreOffice and give the text of every paragraph that it reads."""
    (folder / "report.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "fodt", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "report.docx")], check=True, capture_output=True)
    root = ET.parse(folder / "report.fodt").getroot()  # noqa: S314 - LibreOffice wrote it here
    (body,) = root.iter(f"{{{OFFICE}}}text")
    wanted = {f"{{{TEXT}}}p", f"{{{TEXT}}}h"}
    return ["".join(_said(one)) for one in body.iter() if one.tag in wanted]


def _said(element: ET.Element) -> Iterator[str]:
    yield element.text or ""
    for one in element:
        yield " " if one.tag == f"{{{TEXT}}}s" else ""
        yield from _said(one)
        yield one.tail or ""
