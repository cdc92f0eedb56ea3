# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The picture of the house: its floors are those that import-linter enforces (``pyproject.toml``)."""

from __future__ import annotations

import tomllib
from html import escape
from pathlib import Path
from typing import Final, NamedTuple

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
MARKER = "<!-- house -->"


class Words(NamedTuple):
    """A text in both languages."""

    en: str
    de: str


ROOMS: Final = {
    "cli": Words("the command line", "die Kommandozeile"),
    "evaluation": Words("the whole way in one call", "der ganze Weg in einem Aufruf"),
    "demo": Words("an invented town", "eine erfundene Stadt"),
    "render": Words("for readers: pages, charts, papers", "für Menschen: Seiten, Bilder, Vorlagen"),
    "interop": Words("for programs: tables, forms, OParl", "für Programme: Tabellen, Bögen, OParl"),
    "testing": Words("strategies for your tests", "Strategien für Ihre Tests"),
    "reference": Words("the shipped edition", "die mitgelieferte Ausgabe"),
    "intake": Words("many lines, straight to the counts", "viele Zeilen, gleich ausgezählt"),
    "schemas": Words(
        "the one door: documents are read, checked and written here, and nowhere else",
        "die eine Tür: Nur hier werden Dokumente gelesen, geprüft und geschrieben",
    ),
    "course": Words(
        "what happens before and after the questionnaire",
        "was vor und nach dem Fragebogen geschieht",
    ),
    "report": Words("the report, as data and in words", "der Bericht, als Daten und in Worten"),
    "scoring": Words(
        "what follows from the counts: protection, scores, gaps, agreement, change",
        "was aus den Zahlen folgt: Schutz, Werte, Abstände, Einigkeit, Veränderung",
    ),
    "model": Words("what things are: frozen values", "was die Dinge sind: feste Werte"),
    "errors": Words("problems, in two languages", "Probleme, in zwei Sprachen"),
}
# Rooms without a view: they serve those above them.
CELLAR = {"__main__", "arguments", "cleaning", "extras", "faces", "version"}
TITLE = Words("The house: rooms and floors", "Das Haus: Räume und Stockwerke")
ABOUT = Words("Imports only go down.", "Importiert wird nur nach unten.")

WIDTH, HEIGHT, GAP, ROOF, MARGIN = 720, 58, 6, 46, 10


def floors() -> list[list[str]]:
    """Give the rooms of each floor, from the top.

    Raises:
        KeyError: If a room has no words here.
    """
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    (layers,) = [
        one["layers"] for one in project["tool"]["importlinter"]["contracts"] if "layers" in one
    ]
    found = [[room.strip(" ()") for room in layer.split("|")] for layer in layers]
    seen = [[room for room in floor if room not in CELLAR] for floor in found]
    return [floor for floor in seen if floor]


def room(name: str, words: str, x: float, y: float, width: float) -> str:
    """Draw a room: its name, and below it what it is for, on two lines if need be."""
    most = int(width / 6.1)
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) >= most and len(lines) == 1:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    middle = x + width / 2
    texts = "".join(
        f'<text x="{middle:.0f}" y="{y + 36 + 13 * number:.0f}" class="what">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    return (
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{HEIGHT}" rx="3"/>'
        f'<text x="{middle:.0f}" y="{y + 20:.0f}" class="name">{name}</text>{texts}'
    )


def picture(language: str) -> str:
    """Draw the house, as SVG to stand in a page."""
    german = language == "de"
    rows = floors()
    inner = WIDTH - 2 * MARGIN
    height = ROOF + len(rows) * (HEIGHT + GAP) + MARGIN
    parts = [f'<path d="M{MARGIN} {ROOF - 4} L{WIDTH / 2} 6 L{WIDTH - MARGIN} {ROOF - 4} Z"/>']
    parts.append(f'<text x="{WIDTH / 2:.0f}" y="{ROOF - 12}" class="name">weltoffen</text>')
    for number, row in enumerate(rows):
        width = (inner - GAP * (len(row) - 1)) / len(row)
        y = ROOF + number * (HEIGHT + GAP)
        for place, name in enumerate(row):
            parts.append(room(name, ROOMS[name][german], MARGIN + place * (width + GAP), y, width))
    return (
        f'<svg class="house" viewBox="0 0 {WIDTH} {height}" role="img" '
        'xmlns="http://www.w3.org/2000/svg" aria-labelledby="house-title house-about">'
        f'<title id="house-title">{TITLE[german]}</title>'
        f'<desc id="house-about">{ABOUT[german]} '
        + escape("; ".join(f"{name}: {ROOMS[name][german]}" for row in rows for name in row))
        + f"</desc>{''.join(parts)}</svg>"
    )


def put_picture(text: str, language: str) -> str:
    """Put the picture where a page has the marker."""
    return text.replace(
        MARKER,
        f'```{{raw}} html\n<div class="house-frame" tabindex="0">{picture(language)}</div>\n```',
    )
