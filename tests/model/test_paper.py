# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, get_args

import attrs
import pytest
from hypothesis import given

from weltoffen.model.paper import (
    KIND_TERMS,
    TREATMENT_TERMS,
    Attachment,
    Consultation,
    CouncilPaper,
    PaperKind,
    PaperReference,
    Treatment,
    is_web_address,
)
from weltoffen.model.text import Text
from weltoffen.testing import council_papers

if TYPE_CHECKING:
    from collections.abc import Callable

    Refused = Callable[[Callable[[], object]], list[tuple[str, str]]]

TEXT = {"de": "x"}


def paper(**changes: Any) -> CouncilPaper:  # noqa: ANN401 - any field
    return CouncilPaper(**{"id": "p", "source_language": "de", **changes})


def stop(id_: str = "council", **changes: Any) -> Consultation:  # noqa: ANN401 - any field
    return Consultation(**{"id": id_, "body": TEXT, "treatment": "information", **changes})


def attached(id_: str = "report", **changes: Any) -> Attachment:  # noqa: ANN401 - any field
    return Attachment(**{"id": id_, "title": TEXT, **changes})


class TestPaper:
    """As in a notice of Erlangen: numbers, office, consultation sequence, offices involved, attachments."""

    def test_almost_nothing_is_asked_for(self) -> None:
        found = paper()
        assert found.kind == "notice"
        told = (found.title, found.office, found.proposal, found.resources, found.date)
        assert told == (None,) * 5
        assert [*found.consultations, *found.attachments, *found.offices] == []

    def test_everything_has_its_place(self) -> None:
        found = paper(
            kind="decision",
            title=TEXT,
            file_number="IV/13/AB001",
            paper_number="13/017/2020",
            date=dt.date(2020, 6, 15),
            office=TEXT,
            offices=[TEXT, Text({"en": "y"})],
            consultations=[
                stop("a", result=TEXT, public=False),
                stop("b", treatment="decision", date=dt.date(2020, 6, 23)),
            ],
            attachments=[attached(file_name="bericht.pdf", url="https://ris.example/1")],
        )
        assert found.offices == (Text({"de": "x"}), Text({"en": "y"}))
        assert [one.id for one in found.consultations] == ["a", "b"]
        assert found.consultations[0].result == Text({"de": "x"})
        assert hash(found)

    def test_a_body_decides_where_the_paper_is_put_to_a_decision(self) -> None:
        deciding = [one for one in get_args(Treatment) if stop(treatment=one).authoritative]
        assert deciding == ["decision"]

    @given(council_papers())
    def test_equal_parts_make_equal_papers(self, found: CouncilPaper) -> None:
        fields = {field.name: getattr(found, field.name) for field in attrs.fields(CouncilPaper)}
        assert CouncilPaper(**fields) == found


class TestTerms:
    """As in a notice of Erlangen: closed lists of terms, each with its German name."""

    def test_every_kind_has_names(self) -> None:
        assert tuple(KIND_TERMS) == get_args(PaperKind)
        assert tuple(TREATMENT_TERMS) == get_args(Treatment)
        for term in (*KIND_TERMS.values(), *TREATMENT_TERMS.values()):
            assert term.languages == ("de", "en")

    def test_names(self) -> None:
        assert KIND_TERMS["notice"].get("de") == "Mitteilung zur Kenntnis"
        assert KIND_TERMS["decision"].get("de") == "Beschlussvorlage"
        assert KIND_TERMS["report"].get("de") == "Berichtsvorlage"
        assert TREATMENT_TERMS["information"].get("de") == "Kenntnisnahme"
        assert TREATMENT_TERMS["opinion"].get("de") == "Gutachten"

    @pytest.mark.parametrize("value", ["Mitteilung", "", None, 1, ["notice"]])
    def test_others_are_refused(self, value: object, refused: Refused) -> None:
        assert refused(lambda: paper(kind=value)) == [("not-allowed", "/kind")]
        assert refused(lambda: paper(consultations=[stop(), stop("b", treatment=value)])) == [
            ("not-allowed", "/consultations/1/treatment")
        ]


class TestRules:
    """M2, M7: ids, languages, days, and lengths; all problems are told at once."""

    def test_everything_that_is_wrong_is_told_at_once(self, refused: Refused) -> None:
        wrong = {
            "id": "P 1",
            "source_language": "deutsch",
            "kind": "other",
            "file_number": "",
            "paper_number": "1" * 101,
            "date": dt.datetime(2026, 6, 15, tzinfo=dt.UTC),
            "office_url": "www.example",
            "originators": ["https://a.example", "mailto:a@a.example"],
            "consultations": [stop("Rat", public="Ö", date="2026-06-15", meeting_url="x")],
            "attachments": [attached("1 2", file_name="a/b.pdf", url="javascript:alert(1)")],
        }
        assert refused(lambda: paper(**wrong)) == [
            ("bad-id", "/id"),
            ("bad-language", "/source_language"),
            ("not-allowed", "/kind"),
            ("wrong-form", "/file_number"),
            ("too-long", "/paper_number"),
            ("bad-date", "/date"),
            ("bad-address", "/office_url"),
            ("bad-address", "/originators/1"),
            ("bad-id", "/consultations/0/id"),
            ("wrong-type", "/consultations/0/public"),
            ("bad-date", "/consultations/0/date"),
            ("bad-address", "/consultations/0/meeting_url"),
            ("bad-id", "/attachments/0/id"),
            ("wrong-form", "/attachments/0/file_name"),
            ("bad-address", "/attachments/0/url"),
        ]

    def test_ids_stand_once(self, refused: Refused) -> None:
        assert refused(lambda: paper(consultations=[stop("a"), stop("b"), stop("a")])) == [
            ("duplicate-id", "/consultations/2/id")
        ]
        assert refused(lambda: paper(attachments=[attached("a"), attached("a")])) == [
            ("duplicate-id", "/attachments/1/id")
        ]
        same = paper(consultations=[stop("a")], attachments=[attached("a")])
        assert same.consultations[0].id == same.attachments[0].id

    @pytest.mark.parametrize(
        ("name", "entry"),
        [
            ("originators", "https://a.example"),
            ("offices", TEXT),
            ("consultations", None),
            ("attachments", None),
        ],
    )
    def test_there_are_at_most_100_of_each(
        self, name: str, entry: object, refused: Refused
    ) -> None:
        made: dict[str, Callable[[str], object]] = {"consultations": stop, "attachments": attached}
        entries = [made[name](f"a-{n}") if name in made else entry for n in range(101)]
        assert len(getattr(paper(**{name: entries[:100]}), name)) == 100
        assert refused(lambda: paper(**{name: entries})) == [("too-many", f"/{name}")]

    @pytest.mark.parametrize("name", ["file_number", "paper_number"])
    @pytest.mark.parametrize(
        ("number", "code"),
        [
            ("13/017/2020", None),
            ("IV/13/AB001", None),
            ("Ref. 4 – Ä 12", None),
            ("x" * 100, None),
            ("x" * 101, "too-long"),
            ("", "wrong-form"),
            (" 1", "wrong-form"),
            ("\u00a01", "wrong-form"),
            ("1\n", "wrong-form"),
            ("1\x002", "wrong-form"),
            ("1\x852", "wrong-form"),
            ("1\u202e2", "wrong-form"),
            ("\u20661", "wrong-form"),
            (17, "wrong-form"),
        ],
    )
    def test_a_number_is_one_line_without_hidden_marks(
        self, name: str, number: object, code: str | None, refused: Refused
    ) -> None:
        if code is None:
            assert getattr(paper(**{name: number}), name) == number
        else:
            assert refused(lambda: paper(**{name: number})) == [(code, f"/{name}")]

    @pytest.mark.parametrize(
        ("file_name", "code"),
        [
            ("bericht.pdf", None),
            ("Anlage 1.PDF", None),
            ("x" * 200, None),
            ("x" * 201, "too-long"),
            ("../bericht.pdf", "wrong-form"),
            ("C:\\bericht.pdf", "wrong-form"),
            ("a\nb", "wrong-form"),
            ("fdp.\u202eexe", "wrong-form"),
            ("", "wrong-form"),
        ],
    )
    def test_a_file_name_has_no_folders(
        self, file_name: str, code: str | None, refused: Refused
    ) -> None:
        def made() -> CouncilPaper:
            return paper(attachments=[attached(), attached("b", file_name=file_name)])

        if code is None:
            assert made().attachments[1].file_name == file_name
        else:
            assert refused(made) == [(code, "/attachments/1/file_name")]


class TestReferences:
    """As in a notice of Erlangen: a paper is named by its number; subject, day and address may be known."""

    def test_the_number_is_enough(self) -> None:
        found = PaperReference(number="13/017/2020")
        assert (found.title, found.date, found.url) == (None, None, None)

    def test_everything_has_its_place(self) -> None:
        day, url = dt.date(2020, 6, 15), "https://ris.example/paper?id=5"
        found = PaperReference(number="1", title=TEXT, date=day, url=url)
        assert (found.title, found.date, found.url) == (Text({"de": "x"}), day, url)
        assert hash(found)

    @pytest.mark.parametrize("number", ["", " 1", "1\n", "1\u202e2", None, 17, 0])
    def test_a_number_is_one_line(self, number: Any, refused: Refused) -> None:  # noqa: ANN401 - wrong on purpose
        assert refused(lambda: PaperReference(number=number)) == [("wrong-form", "/number")]

    def test_a_number_has_at_most_100_characters(self, refused: Refused) -> None:
        assert PaperReference(number="x" * 100).number == "x" * 100
        assert refused(lambda: PaperReference(number="x" * 101)) == [("too-long", "/number")]

    def test_day_and_address_are_checked(self, refused: Refused) -> None:
        wrong: dict[str, Any] = {
            "date": dt.datetime(2020, 6, 15, tzinfo=dt.UTC),
            "url": "ris.example",
        }
        assert refused(lambda: PaperReference(number="1", **wrong)) == [
            ("bad-date", "/date"),
            ("bad-address", "/url"),
        ]


class TestAddresses:
    """RFC 3986, 3: scheme, host, path, query; none that runs a script or carries a password."""

    @pytest.mark.parametrize(
        "address",
        [
            "https://a",
            "http://ris.musterstadt.example/oparl",
            "https://a.example:8443/",
            "https://a.example/%C3%A4/~b_c.pdf",
            "https://xn--mnchen-3ya.example/$&'()*+,;=:@!-",
            "https://a.example/" + "x" * 1_982,
        ],
    )
    def test_full_addresses(self, address: str) -> None:
        assert is_web_address(address)
        assert is_web_address(address, query=False)

    @pytest.mark.parametrize(
        "address", ["https://a.example?id=5", "https://a.example/x?", "https://a/?a=/?%20"]
    )
    def test_a_query_may_be_barred(self, address: str) -> None:
        assert is_web_address(address)
        assert not is_web_address(address, query=False)

    @pytest.mark.parametrize(
        "address",
        [
            *("", "a.example", "//a.example", "/x", "https://", "https:///x", "HTTPS://a.example"),
            *("javascript:alert(1)", "data:text/html,x", "ftp://a.example", "mailto:a@a.example"),
            *("https://user@a.example", "https://u:p@a.example", "https://a.example/#top"),
            *("https://a.example/ ", " https://a.example", "https://a.example\n", "https://a b"),
            *("https://a.example/ä", "https://münchen.example", "https://a.example/\u202e"),
            *(
                "https://a.example/%zz",
                "https://a.example/<",
                'https://a.example/"',
                "https://a/\\",
            ),
            *("https://a..example", "https://a.example:", "https://[::1]/", "https://a/[x]"),
            "https://a.example/" + "x" * 1_983,
            *(None, 5, b"https://a.example", ["https://a.example"]),
        ],
    )
    def test_others_are_none(self, address: object) -> None:
        assert not is_web_address(address)
        assert not is_web_address(address, query=False)

    @pytest.mark.parametrize("name", ["organization_url", "meeting_url", "agenda_item_url"])
    def test_each_address_of_a_consultation_is_checked(self, name: str, refused: Refused) -> None:
        assert getattr(stop(**{name: "https://a.example"}), name) == "https://a.example"
        assert refused(lambda: paper(consultations=[stop(**{name: "x"})])) == [
            ("bad-address", f"/consultations/0/{name}")
        ]

    def test_a_long_text_is_judged_at_once(self) -> None:
        for hostile in ("https://" + "a." * 990, "https://a/" + "%41" * 660 + "%", "http" * 499):
            assert is_web_address(hostile + "\x00") is False
