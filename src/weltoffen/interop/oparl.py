# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Council papers for parliamentary information systems (OParl): OParl 1.1, rule P5."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import attrs

from weltoffen.cleaning import clean
from weltoffen.errors import Problems
from weltoffen.model.paper import (
    KIND_TERMS,
    TREATMENT_TERMS,
    Attachment,
    Consultation,
    CouncilPaper,
    check_address,
    is_web_address,
)
from weltoffen.report.editions import check_edition, check_language
from weltoffen.report.wording import words

if TYPE_CHECKING:
    from weltoffen.model.text import Text
    from weltoffen.report.structure import Report

_TYPES = "https://schema.oparl.org/1.1"
_MIME_TYPES: Mapping[str, str] = {
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".json": "application/json",
    ".md": "text/markdown",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Registered media types of the files that go with a paper; of others nothing is said."""


def to_oparl(
    paper: CouncilPaper,
    report: Report,
    *,
    base_url: str,
    created: dt.datetime,
    modified: dt.datetime | None = None,
    language: str = "de",
    body_url: str | None = None,
    main_file_url: str | None = None,
    web_url: str | None = None,
    licence_url: str | None = None,
    keywords: Iterable[str] = (),
) -> dict[str, Any]:
    """Give a council paper as an OParl 1.1 Paper (Drucksache) with its consultations and files inside.

    Texts are chosen for one language, as OParl knows no others, and are one line each. What OParl has no
    property for stands under the prefix ``weltoffen:``. The result of a consultation that was not public
    is left out. An attachment without an address is no OParl File and is named only.

    Args:
        paper: The paper.
        report: The report that it brings before the council; it names paper, assessment and round.
        base_url: Address below which the objects are published; the server has to give each under its
            id (``BASE/paper/ID``, ``BASE/consultation/ID/ID``, ``BASE/file/ID/ID``; ``BASE/file/ID`` is
            the main file).
        created: When the objects were made, with offset from UTC; OParl demands it of each.
        modified: When they were changed last, as ``created``, or None if never.
        language: Language of the texts.
        body_url: The municipality as an OParl Body, or None.
        main_file_url: Where the paper itself can be read as a file, or None.
        web_url: Page that shows the paper, or None.
        licence_url: Licence of the data, or None if the Body or System names it.
        keywords: Keywords of the paper.

    Returns:
        Plain data, ready for `json.dumps`; lists and texts that would be empty are left out.

    Raises:
        Unprotected: For anything but a `Report`.
        InvalidDocument: ``bad-address`` or ``bad-date-time``, at the name of the argument.
    """
    check_edition(report, None, "to_oparl")
    check_language(language)
    problems = Problems()
    if not is_web_address(base_url, query=False):
        problems.add("bad-address", ("base_url",))
    check_address(problems, body_url, ("body_url",))
    check_address(problems, main_file_url, ("main_file_url",))
    check_address(problems, web_url, ("web_url",))
    check_address(problems, licence_url, ("licence_url",))
    made = _written(problems, created, "created")
    changed = made if modified is None else _written(problems, modified, "modified")
    problems.raise_if_any()
    place = _Place(
        base=base_url.rstrip("/"),
        paper=paper.id,
        language=language,
        source=paper.source_language,
        times={"created": made, "modified": changed},
    )
    title = place.name(paper, report)
    return place.entity(
        "Paper",
        (),
        {
            "body": body_url,
            "name": title,
            "reference": _plain(paper.paper_number or paper.file_number),
            "date": paper.date and paper.date.isoformat(),
            "paperType": place.term(KIND_TERMS[paper.kind]),
            "mainFile": main_file_url
            and place.entity("File", (), {"name": title, "accessUrl": main_file_url}),
            "auxiliaryFile": [place.file(one) for one in paper.attachments if one.url],
            "underDirectionOf": [paper.office_url] if paper.office_url else [],
            "originatorOrganization": list(paper.originators),
            "consultation": [place.consultation(one) for one in paper.consultations],
            "license": licence_url,
            "keyword": [word for one in keywords if (word := clean(one))],
            "web": web_url,
            "weltoffen:fileNumber": _plain(paper.file_number),
            "weltoffen:office": place.text(paper.office),
            "weltoffen:offices": place.texts(paper.offices),
            "weltoffen:proposal": place.text(paper.proposal),
            "weltoffen:resources": place.text(paper.resources),
            "weltoffen:attachment": place.texts(one.title for one in paper.attachments),
            "weltoffen:municipality": clean(report.municipality.name),
            "weltoffen:assessment": report.assessment,
            "weltoffen:round": report.round.id,
        },
    )


@attrs.frozen(kw_only=True)
class _Place:
    """Where and in which language the objects of one paper are published, and when they were made."""

    base: str
    paper: str
    language: str
    source: str
    times: Mapping[str, str]

    def entity(
        self, kind: str, ids: tuple[str, ...], properties: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Give an object of a type; a property without a value is left out (OParl 1.1, 2.4)."""
        known = {
            "id": "/".join((self.base, kind.lower(), self.paper, *ids)),
            "type": f"{_TYPES}/{kind}",
            **properties,
            **self.times,
        }
        return {key: value for key, value in known.items() if value not in (None, "", [])}

    def consultation(self, one: Consultation) -> dict[str, Any]:
        """Give an embedded Consultation, without the reference back to its paper (OParl 1.1, 3)."""
        return self.entity(
            "Consultation",
            (one.id,),
            {
                "agendaItem": one.agenda_item_url,
                "meeting": one.meeting_url,
                "organization": [one.organization_url] if one.organization_url else [],
                "authoritative": one.authoritative,
                "role": self.term(TREATMENT_TERMS[one.treatment]),
                "weltoffen:organization": self.text(one.body),
                "weltoffen:date": one.date and one.date.isoformat(),
                "weltoffen:public": one.public,
                "weltoffen:result": self.text(one.result) if one.public else None,
            },
        )

    def file(self, one: Attachment) -> dict[str, Any]:
        """Give an embedded File, without the reference back to its paper (OParl 1.1, 3)."""
        ending = PurePosixPath(one.file_name or "").suffix.lower()
        return self.entity(
            "File",
            (one.id,),
            {
                "name": self.text(one.title),
                "fileName": _plain(one.file_name),
                "mimeType": _MIME_TYPES.get(ending),
                "accessUrl": one.url,
            },
        )

    def name(self, paper: CouncilPaper, report: Report) -> str:
        """Give the paper's title, else the report's, else that of every report."""
        given = self.text(paper.title)
        if not given and report.title is not None:
            given = clean(report.title.choose(self.language, report.source_language))
        town = report.municipality.name
        return given or clean(words(self.language)["heading.title"].format(town=town))

    def text(self, text: Text | None) -> str:
        """Give a text of the paper in the language; none is empty."""
        return "" if text is None else clean(text.choose(self.language, self.source))

    def texts(self, texts: Iterable[Text]) -> list[str]:
        """Give those texts of which anything is left."""
        return [found for one in texts if (found := self.text(one))]

    def term(self, term: Text) -> str:
        """Give a term of the library in the language, else in English."""
        return term.choose(self.language, "en")


def _written(problems: Problems, time: object, name: str) -> str:
    """Write a time as OParl wants it (OParl 1.1, 2.4): seconds, and an offset in whole minutes."""
    offset = time.utcoffset() if isinstance(time, dt.datetime) else None
    if not isinstance(time, dt.datetime) or offset is None or offset % dt.timedelta(minutes=1):
        problems.add("bad-date-time", (name,))
        return ""
    return time.isoformat(timespec="seconds")


def _plain(text: str | None) -> str | None:
    """Clean a number or a name: what no JSON may hold can stand in a paper that was made in Python."""
    return None if text is None else clean(text)
