# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the tests of council papers share: papers, small towns, hostile texts, and how to read them back."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import attrs
import docx
from docx.table import Table as WordTable
from tests.builders import Town, node, single, town
from tests.render.paper import one_line
from tests.render.refreports import full_village
from tests.render.village import chapters, report, sections, village

import weltoffen as wo
from weltoffen.model.paper import KIND_TERMS, Attachment, Consultation, CouncilPaper
from weltoffen.render.papers import paper_markdown
from weltoffen.report.structure import Report

if TYPE_CHECKING:
    from weltoffen.model.paper import PaperKind

LANGUAGES = ("de", "en")
KINDS = tuple(KIND_TERMS)
BLANK = "____________________"


def both(name: str) -> dict[str, str]:
    return {"de": f"{name} (de)", "en": f"{name} (en)"}


def bare(**more: Any) -> CouncilPaper:  # noqa: ANN401 - any field
    """Give a paper that says nothing but what is varied."""
    return CouncilPaper(**{"id": "paper", "source_language": "de", **more})


def full(**more: Any) -> CouncilPaper:  # noqa: ANN401 - any field
    """Give a paper that says everything."""
    said: dict[str, Any] = {
        "title": both("Betreffzeile"),
        "file_number": "IV/13/AB001",
        "paper_number": "13/017/2026",
        "date": dt.date(2026, 6, 15),
        "office": both("Büro"),
        "offices": [both("Statistik"), both("Jugend")],
        "consultations": [
            Consultation(
                id="beirat",
                body=both("Beirat"),
                treatment="hearing",
                public=False,
                date=dt.date(2026, 6, 23),
                result=both("dafür"),
            ),
            Consultation(id="rat", body=both("Rat"), treatment="decision"),
        ],
        "proposal": both("Vorschlag"),
        "resources": both("Zwei Stellen"),
        "attachments": [
            Attachment(id="a", title=both("Bericht")),
            Attachment(id="b", title=both("Karte"), file_name="karte.pdf"),
            Attachment(
                id="c", title=both("Netz"), file_name="n.pdf", url="https://ris.example/f?id=5"
            ),
        ],
    }
    return bare(**{**said, **more})


@attrs.frozen
class Place:
    town: Town
    report: Report

    def markdown(self, paper: CouncilPaper | None = None, language: str = "de") -> str:
        found = paper_markdown(
            paper or bare(),
            self.report,
            language,
            edition=self.town.assessment.extend(self.town.edition),
        )
        return found.replace("\u00a0", " ")

    def chapters(self, paper: CouncilPaper | None = None, language: str = "de") -> dict[str, str]:
        return chapters(self.markdown(paper, language))

    def facts(self, language: str = "de", kind: PaperKind = "notice") -> dict[str, str]:
        """Give the parts of the statement of facts by their headings, without their numbers."""
        body = chapters(self.markdown(bare(kind=kind), language))
        (second,) = (text for title, text in body.items() if title.startswith("II."))
        found = sections(second)
        assert found.pop("").strip() == ""
        names = [title.split("\\. ", 1) for title in found]
        assert [number for number, _ in names] == [str(i + 1) for i in range(len(names))]
        return {name: found[f"{number}\\. {name}"] for number, name in names}


OFFICIAL = {"sport-hall": "s4", "sport-club": "s4", "music-choir": "s2", "news-paper": "s0"}


def here(**answers: str) -> Place:
    """Give a village whose official response says sport 1, music 1/2, news 0, or otherwise.

    Leisure is the mean of sport and music, 3/4, talk is 0, the whole 3/8. Music lies 1/4 and a stage below
    the target of 3/4, news 3/4 and three stages. A step of the scale is 1/4: each leads one stage on.
    """
    one = village()
    return Place(one, report(one, one.official(**{**OFFICIAL, **answers})))


def many(answer: str, count: int = 12) -> Place:
    """Give a town of so many leaves, each with one question that was answered alike."""
    leaves = [f"leaf-{i}" for i in range(count)]
    one = town(*(single(f"q-{leaf}", leaf) for leaf in leaves), nodes=[*map(node, leaves)], depth=1)
    answers = {f"q-{leaf}": answer for leaf in leaves}
    return Place(one, report(one, one.official(**answers)))


def as_name(text: str) -> str:
    """Give as much of a text as may stand in a number or the name of a file."""
    return one_line(text).replace("/", "").replace("\\", "")[:90].strip()


def with_text(value: Any, text: str) -> Any:  # noqa: ANN401 - any model value
    """Put a text in the place of every text of a report or a paper, and of numbers and names of files."""
    if isinstance(value, wo.Text):
        return wo.Text({"de": text, "en": text})
    if isinstance(value, tuple):
        return tuple(with_text(one, text) for one in value)
    if attrs.has(type(value)) and not isinstance(value, wo.Reference):
        names = [field.name for field in attrs.fields(type(value)) if field.init]
        changed = {name: with_text(getattr(value, name), text) for name in names}
        for name in {"file_number", "paper_number", "file_name"} & changed.keys():
            changed[name] = changed[name] and as_name(text)
        return attrs.evolve(value, **changed)
    return value


def hostile_report(text: str) -> Report:
    """Give a report with everything, whose town and texts are called otherwise."""
    found = full_village().report
    names = (
        *("levels", "stages", "offices", "modules", "participation"),
        *("nodes", "supplement", "title"),
    )
    changed = {name: with_text(getattr(found, name), text) for name in names}
    place = attrs.evolve(found.municipality, name=text)
    return attrs.evolve(found, **changed, municipality=place)


def word_texts(data: bytes) -> list[str]:
    document = docx.Document(io.BytesIO(data))
    found: list[str] = []
    for one in document.iter_inner_content():
        if isinstance(one, WordTable):
            found += [cell.text for row in one.rows for cell in row.cells]
        elif one.text:
            found.append(one.text)
    return [one for one in found if one]
