# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Papers for the council (Vorlagen): what stands around a report when a council deals with it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Literal

import attrs

from weltoffen.errors import PathStep, Problems
from weltoffen.model.checks import check_extensions
from weltoffen.model.extensions import Extensions
from weltoffen.model.ids import check_id, check_listed
from weltoffen.model.text import Text, is_language, optional_text, text

PaperKind = Literal["notice", "report", "decision", "motion", "answer"]
"""Kinds of council papers (Art der Vorlage)."""
KIND_TERMS: Mapping[PaperKind, Text] = {
    "notice": Text({"de": "Mitteilung zur Kenntnis", "en": "Notice for information"}),
    "report": Text({"de": "Berichtsvorlage", "en": "Report"}),
    "decision": Text({"de": "Beschlussvorlage", "en": "Draft resolution"}),
    "motion": Text({"de": "Antrag", "en": "Motion"}),
    "answer": Text({"de": "Beantwortung einer Anfrage", "en": "Answer to an inquiry"}),
}
"""Kinds of paper (Art der Vorlage) with their names."""

Treatment = Literal[
    "information", "hearing", "preliminary", "opinion", "recommendation", "decision"
]
"""What a body does with a paper (Art der Behandlung)."""
TREATMENT_TERMS: Mapping[Treatment, Text] = {
    "information": Text({"de": "Kenntnisnahme", "en": "Information"}),
    "hearing": Text({"de": "Anhörung", "en": "Hearing"}),
    "preliminary": Text({"de": "Vorberatung", "en": "Preliminary discussion"}),
    "opinion": Text({"de": "Gutachten", "en": "Opinion"}),
    "recommendation": Text({"de": "Empfehlung", "en": "Recommendation"}),
    "decision": Text({"de": "Beschluss", "en": "Decision"}),
}
"""Ways in which a body treats a paper (Art der Behandlung) with their names."""

MAX_NUMBER_LENGTH = 100
MAX_FILE_NAME_LENGTH = 200
MAX_ADDRESS_LENGTH = 2_000
MAX_ENTRIES = 100
"""At most so many consultations, offices, originators and attachments."""

_UNSEEN = "\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
_BLANK = "\u0020\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE = re.compile(f"[^{_BLANK}{_UNSEEN}][^{_UNSEEN}]*")
_FILE_NAME = re.compile(f"[^{_BLANK}{_UNSEEN}/\\\\][^{_UNSEEN}/\\\\]*")
_CHARACTERS = "A-Za-z0-9._~!$&'()*+,;=:@/"
_PERCENT = "%[0-9A-Fa-f]{2}"
_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*(?::[0-9]{1,5})?"
    rf"(?:/(?:[{_CHARACTERS}-]|{_PERCENT})*)?(\?(?:[{_CHARACTERS}?-]|{_PERCENT})*)?"
)


def is_web_address(value: object, *, query: bool = True) -> bool:
    """Say whether ``value`` is a full address on the web: ``https://…`` or ``http://…``.

    It has no user name or password, no fragment, only characters that RFC 3986 allows, and at most 2 000
    of them.

    Args:
        value: Any value.
        query: Whether there may be a query (``?id=5``).
    """
    if not isinstance(value, str) or len(value) > MAX_ADDRESS_LENGTH:
        return False
    found = _ADDRESS.fullmatch(value)
    return found is not None and (query or found[1] is None)


def check_address(problems: Problems, value: object, path: tuple[PathStep, ...]) -> None:
    """Add ``bad-address`` unless ``value`` is None or a full address on the web."""
    if value is not None and not is_web_address(value):
        problems.add("bad-address", path)


@attrs.frozen(kw_only=True)
class Consultation:
    """One stop of the way of a paper through the bodies (Station der Beratungsfolge).

    Attributes:
        id: Id, unique in the paper; it never says which stop this is (M2).
        body: The body, such as the council or a committee (Gremium).
        treatment: How the body treats the paper (Art der Behandlung).
        public: Whether it meets in public (Ö) or not (N).
        date: Day of the meeting, or None.
        result: What came of it, such as the result of the vote (Abstimmungsergebnis), without names of
            persons; None if it is still to come.
        organization_url: Address of the body as an OParl Organization, or None.
        meeting_url: Address of the OParl Meeting, or None.
        agenda_item_url: Address of the OParl AgendaItem, or None.
    """

    id: str
    body: Text = attrs.field(converter=text)
    treatment: Treatment
    public: bool = True
    date: dt.date | None = None
    result: Text | None = attrs.field(default=None, converter=optional_text)
    organization_url: str | None = None
    meeting_url: str | None = None
    agenda_item_url: str | None = None

    @property
    def authoritative(self) -> bool:
        """Whether this body decides on the paper (beschließend)."""
        return self.treatment == "decision"


@attrs.frozen(kw_only=True)
class Attachment:
    """Something that goes with a paper (Anlage).

    Attributes:
        id: Id, unique in the paper.
        title: Its name.
        file_name: Name of the file, without folders, or None.
        url: Address at which it can be read, or None.
    """

    id: str
    title: Text = attrs.field(converter=text)
    file_name: str | None = None
    url: str | None = None


def _texts(values: Iterable[Text | Mapping[str, str]]) -> tuple[Text, ...]:
    return tuple(text(value) for value in values)


@attrs.frozen(kw_only=True)
class PaperReference:
    """Names a paper of a council (Verweis auf eine Vorlage).

    Attributes:
        number: Its number (Vorlagennummer), such as ``13/017/2020``.
        title: Its subject, or None.
        date: Its day, or None.
        url: Address at which it can be read, or None.
    """

    number: str
    title: Text | None = attrs.field(default=None, converter=optional_text)
    date: dt.date | None = None
    url: str | None = None

    def __attrs_post_init__(self) -> None:
        """Check number, day and address."""
        problems = Problems()
        _check_form(problems, self.number or "", _LINE, MAX_NUMBER_LENGTH, ("number",))
        _check_date(problems, self.date, ("date",))
        check_address(problems, self.url, ("url",))
        problems.raise_if_any()


@attrs.frozen(kw_only=True)
class CouncilPaper:
    """A paper by which a council hears of a report, or resolves on it (Vorlage).

    It names offices and bodies, but no persons. What it leaves out is worded when it is rendered.

    Attributes:
        id: Id.
        source_language: Language in which the texts were written first (M7).
        kind: Kind of the paper.
        title: Subject (Betreff), or None.
        file_number: File number (Aktenzeichen), such as ``IV/13/AB001``, or None.
        paper_number: Number of the paper (Vorlagennummer), such as ``13/017/2020``, or None.
        date: Day of the paper, or None.
        office: Responsible office (verantwortliches Amt), or None.
        office_url: Address of the office as an OParl Organization, or None.
        originators: Addresses of the OParl Organizations that bring the paper in (Urheber).
        offices: Further offices involved (beteiligte Dienststellen).
        consultations: The way through the bodies (Beratungsfolge), in order.
        proposal: What the council is to take note of or to resolve (Kenntnisnahme, Antrag), or None.
        resources: Costs and what else is needed (Ressourcen), or None.
        attachments: Attachments (Anlagen), in order.
        extensions: Data of other software.

    Raises:
        InvalidDocument: With every broken rule.
    """

    id: str
    source_language: str
    kind: PaperKind = "notice"
    title: Text | None = attrs.field(default=None, converter=optional_text)
    file_number: str | None = None
    paper_number: str | None = None
    date: dt.date | None = None
    office: Text | None = attrs.field(default=None, converter=optional_text)
    office_url: str | None = None
    originators: tuple[str, ...] = attrs.field(converter=tuple[str, ...], default=())
    offices: tuple[Text, ...] = attrs.field(converter=_texts, default=())
    consultations: tuple[Consultation, ...] = attrs.field(
        converter=tuple[Consultation, ...], default=()
    )
    proposal: Text | None = attrs.field(default=None, converter=optional_text)
    resources: Text | None = attrs.field(default=None, converter=optional_text)
    attachments: tuple[Attachment, ...] = attrs.field(converter=tuple[Attachment, ...], default=())
    extensions: Extensions | None = None

    def __attrs_post_init__(self) -> None:
        """Check ids, numbers, days, addresses and the closed lists of terms."""
        problems = Problems()
        check_id(problems, self.id, ("id",))
        check_extensions(problems, self.extensions)
        if not is_language(self.source_language):
            problems.add("bad-language", ("source_language",))
        _check_term(problems, self.kind, KIND_TERMS, ("kind",))
        for name in ("file_number", "paper_number"):
            _check_form(problems, getattr(self, name), _LINE, MAX_NUMBER_LENGTH, (name,))
        _check_date(problems, self.date, ("date",))
        check_address(problems, self.office_url, ("office_url",))
        for index, one in enumerate(self.originators):
            check_address(problems, one, ("originators", index))
        for name in ("originators", "offices", "consultations", "attachments"):
            if len(getattr(self, name)) > MAX_ENTRIES:
                problems.add("too-many", (name,), maximum=MAX_ENTRIES)
        self._check_entries(problems)
        problems.raise_if_any()

    def _check_entries(self, problems: Problems) -> None:
        check_listed(problems, (one.id for one in self.consultations), "consultations")
        for index, one in enumerate(self.consultations):
            here = ("consultations", index)
            _check_term(problems, one.treatment, TREATMENT_TERMS, (*here, "treatment"))
            if type(one.public) is not bool:
                problems.add("wrong-type", (*here, "public"), expected="boolean")
            _check_date(problems, one.date, (*here, "date"))
            for name in ("organization_url", "meeting_url", "agenda_item_url"):
                check_address(problems, getattr(one, name), (*here, name))
        check_listed(problems, (one.id for one in self.attachments), "attachments")
        for index, other in enumerate(self.attachments):
            place = ("attachments", index, "file_name")
            _check_form(problems, other.file_name, _FILE_NAME, MAX_FILE_NAME_LENGTH, place)
            check_address(problems, other.url, ("attachments", index, "url"))


def _check_term(
    problems: Problems, value: object, terms: Iterable[str], path: tuple[PathStep, ...]
) -> None:
    if value not in tuple(terms):
        problems.add("not-allowed", path, allowed=", ".join(terms))


def _check_form(
    problems: Problems,
    value: object,
    form: re.Pattern[str],
    maximum: int,
    path: tuple[PathStep, ...],
) -> None:
    if value is None:
        return
    if not isinstance(value, str) or not form.fullmatch(value):
        problems.add("wrong-form", path)
    elif len(value) > maximum:
        problems.add("too-long", path, maximum=maximum)


def _check_date(problems: Problems, day: object, path: tuple[PathStep, ...]) -> None:
    if day is not None and type(day) is not dt.date:
        problems.add("bad-date", path)
