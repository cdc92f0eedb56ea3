# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import copy
import datetime as dt
import json
import unicodedata
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.interop.oparlspecification import NAMESPACE, SPECIFICATION, findings
from tests.schemas.doorcases import refused, valid_documents

from weltoffen.errors import Unprotected
from weltoffen.interop import to_oparl
from weltoffen.model.paper import KIND_TERMS, TREATMENT_TERMS, CouncilPaper
from weltoffen.model.text import Text
from weltoffen.schemas import read_assessment, read_council_paper, read_report
from weltoffen.testing import council_papers, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

VALID = valid_documents()
PAPER = read_council_paper(VALID["council-paper"])
MINIMAL = read_council_paper(VALID["council-paper-minimal"])
REPORT = read_report(VALID["report"])
BASE = "https://musterstadt.example/oparl"
RIS = "https://ris.musterstadt.example"
CREATED = dt.datetime(2026, 6, 15, 8, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
MODIFIED = dt.datetime(2026, 7, 1, 9, 0, 0, 999_999, tzinfo=dt.UTC)
FULL: dict[str, Any] = {
    "modified": MODIFIED,
    "body_url": f"{RIS}/oparl/body/1",
    "main_file_url": "https://musterstadt.example/vorlage.pdf",
    "web_url": f"{RIS}/vo0050.asp?id=17",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/",
    "keywords": ["Integration", "Vielfalt"],
}
HIDDEN = "\u202e\u2066\u200f\u061c\x00\x07\x9b\u2028\t\r\n"


def published(
    paper: CouncilPaper = PAPER,
    **changes: Any,  # noqa: ANN401 - any argument
) -> dict[str, Any]:
    return to_oparl(paper, REPORT, **{"base_url": BASE, "created": CREATED, **changes})


def strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def objects(value: dict[str, Any]) -> list[dict[str, Any]]:
    inside = [value["mainFile"]] if "mainFile" in value else []
    return [value, *inside, *value.get("auxiliaryFile", []), *value.get("consultation", [])]


@st.composite
def arguments(draw: st.DrawFn) -> dict[str, Any]:
    some = {name: value for name, value in FULL.items() if draw(st.booleans())}
    return {**some, "language": draw(st.sampled_from(["de", "en", "de-simple", "fr"]))}


class TestSpecification:
    """OParl 1.1 property by property, each with its type and whether it must be there."""

    @given(council_papers(), arguments())
    def test_every_paper_keeps_to_it(self, paper: CouncilPaper, given_: dict[str, Any]) -> None:
        found = published(paper, **given_)
        assert list(findings(found, "Paper")) == []
        assert json.loads(json.dumps(found)) == found

    @pytest.mark.parametrize(
        ("kind", "name"), [(kind, name) for kind, table in SPECIFICATION.items() for name in table]
    )
    def test_every_property_is_given_or_has_a_reason(self, kind: str, name: str) -> None:
        given_ = {
            f"{one['type'].removeprefix(NAMESPACE)}/{key}"
            for one in objects(published(**FULL))
            for key in one
        }
        assert (f"{kind}/{name}" in given_) != (f"{kind}/{name}" in NEVER)

    @pytest.mark.parametrize(
        "change",
        [
            {"id": None},
            {"id": "paper/1"},
            {"type": "https://schema.oparl.org/1.0/Paper"},
            {"name": ""},
            {"name": {"de": "x"}},
            {"date": "15.06.2026"},
            {"date": "2026-02-30"},
            {"created": "2026-06-15T08:30:00Z"},
            {"created": "2026-06-15T08:30:00.5+02:00"},
            {"keyword": "Integration"},
            {"keyword": []},
            {"originatorOrganization": [{"id": "https://a.example"}]},
            {"consultation": ["https://a.example/consultation/1"]},
            {"consultation": [{"id": "https://a.example", "type": f"{NAMESPACE}Consultation"}]},
            {"mainFile": "https://a.example/file/1"},
            {"fileNumber": "IV/13"},
        ],
        ids=str,
    )
    def test_the_table_finds_what_is_wrong(self, change: dict[str, Any]) -> None:
        assert list(findings({**published(**FULL), **change}, "Paper"))

    @pytest.mark.parametrize("kind", SPECIFICATION)
    def test_the_table_misses_what_is_missing(self, kind: str) -> None:
        whole = next(one for one in objects(published(**FULL)) if one["type"] == NAMESPACE + kind)
        for name, line in SPECIFICATION[kind].items():
            less = {key: value for key, value in whole.items() if key != name}
            assert bool(list(findings(less, kind))) == (line.state == "mandatory")

    def test_the_table_finds_references_back(self) -> None:
        for part, name, value in (
            ("consultation", "paper", f"{BASE}/paper/p"),
            ("auxiliaryFile", "paper", [f"{BASE}/paper/p"]),
        ):
            changed = copy.deepcopy(published(**FULL))
            changed[part][0][name] = value
            assert list(findings(changed, "Paper")) == [
                f"/{part}/0/{name}: refers back to the object around it (3)"
            ]


NEVER = {
    # a paper of the self-check knows of no other papers, places or persons
    *("Paper/relatedPaper", "Paper/superordinatedPaper", "Paper/subordinatedPaper"),
    *("Paper/location", "Paper/originatorPerson"),
    # embedded objects do not refer back (3)
    *("Consultation/paper", "File/paper", "File/meeting", "File/agendaItem"),
    # the library never sees the files
    *("File/date", "File/size", "File/sha1Checksum", "File/sha512Checksum", "File/text"),
    *("File/downloadUrl", "File/externalServiceUrl", "File/masterFile", "File/derivativeFile"),
    # the licence stands at the paper; files are described by it
    *("File/fileLicense", "File/license", "Consultation/license"),
    *("File/keyword", "Consultation/keyword", "File/web", "Consultation/web"),
    # only what exists is published
    *("Paper/deleted", "Consultation/deleted", "File/deleted"),
}
"""Properties that we do not give, each with the reason."""


class TestWorkedExample:
    """The council paper of the corpus, by hand."""

    def test_the_paper_without_its_parts(self) -> None:
        found = published(**FULL)
        for part in ("mainFile", "auxiliaryFile", "consultation"):
            del found[part]
        assert found == {
            "id": "https://musterstadt.example/oparl/paper/notice-2026-017",
            "type": "https://schema.oparl.org/1.1/Paper",
            "body": "https://ris.musterstadt.example/oparl/body/1",
            "name": "Selbstcheck zu Offenheit und Integration: Ergebnisse",
            "reference": "13/017/2026",
            "date": "2026-06-15",
            "paperType": "Mitteilung zur Kenntnis",
            "underDirectionOf": ["https://ris.musterstadt.example/oparl/organization/13"],
            "originatorOrganization": ["https://ris.musterstadt.example/oparl/organization/13"],
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "keyword": ["Integration", "Vielfalt"],
            "web": "https://ris.musterstadt.example/vo0050.asp?id=17",
            "created": "2026-06-15T08:30:00+02:00",
            "modified": "2026-07-01T09:00:00+00:00",
            "weltoffen:fileNumber": "IV/13/AB001",
            "weltoffen:office": "Büro für Chancengleichheit und Vielfalt",
            "weltoffen:offices": ["Amt für Statistik", "Jugendamt"],
            "weltoffen:proposal": "Der Stadtrat nimmt die Ergebnisse des Selbstchecks zur Kenntnis.",
            "weltoffen:resources": "Keine zusätzlichen Mittel.",
            "weltoffen:attachment": ["Bericht zum Selbstcheck", "Tabellen"],
            "weltoffen:municipality": "Musterstadt",
            "weltoffen:assessment": "musterstadt-2026",
            "weltoffen:round": "2026",
        }

    def test_its_consultations_in_english(self) -> None:
        times = {"created": "2026-06-15T08:30:00+02:00", "modified": "2026-06-15T08:30:00+02:00"}
        type_ = "https://schema.oparl.org/1.1/Consultation"
        below = "https://musterstadt.example/oparl/consultation/notice-2026-017"
        assert published(language="en")["consultation"] == [
            {
                "id": f"{below}/integration-council",
                "type": type_,
                "authoritative": False,
                "role": "Hearing",
                **times,
                "weltoffen:organization": "Integration council",
                "weltoffen:date": "2026-06-23",
                "weltoffen:public": False,
            },
            {
                "id": f"{below}/social-committee",
                "type": type_,
                "agendaItem": "https://ris.musterstadt.example/oparl/agendaitem/15569",
                "meeting": "https://ris.musterstadt.example/oparl/meeting/243",
                "organization": ["https://ris.musterstadt.example/oparl/organization/96"],
                "authoritative": False,
                "role": "Opinion",
                **times,
                "weltoffen:organization": "Social affairs committee",
                "weltoffen:date": "2026-06-30",
                "weltoffen:public": True,
                "weltoffen:result": "unanimous",
            },
            {
                "id": f"{below}/council",
                "type": type_,
                "authoritative": False,
                "role": "Information",
                **times,
                "weltoffen:organization": "Town council",
                "weltoffen:public": True,
            },
        ]

    def test_its_files(self) -> None:
        found = published(**FULL)
        times = {name: found[name] for name in ("created", "modified")}
        assert found["mainFile"] == {
            "id": "https://musterstadt.example/oparl/file/notice-2026-017",
            "type": "https://schema.oparl.org/1.1/File",
            "name": "Selbstcheck zu Offenheit und Integration: Ergebnisse",
            "accessUrl": "https://musterstadt.example/vorlage.pdf",
            **times,
        }
        assert found["auxiliaryFile"] == [
            {
                "id": "https://musterstadt.example/oparl/file/notice-2026-017/report",
                "type": "https://schema.oparl.org/1.1/File",
                "name": "Bericht zum Selbstcheck",
                "fileName": "bericht.pdf",
                "mimeType": "application/pdf",
                "accessUrl": "https://ris.musterstadt.example/getfile.asp?id=57737&type=do",
                **times,
            }
        ]

    def test_almost_nothing(self) -> None:
        assert published(MINIMAL) == {
            "id": "https://musterstadt.example/oparl/paper/p",
            "type": "https://schema.oparl.org/1.1/Paper",
            "name": "Selbstcheck Musterstadt 2026",
            "paperType": "Mitteilung zur Kenntnis",
            "created": "2026-06-15T08:30:00+02:00",
            "modified": "2026-06-15T08:30:00+02:00",
            "weltoffen:municipality": "Musterstadt",
            "weltoffen:assessment": "musterstadt-2026",
            "weltoffen:round": "2026",
        }


class TestContent:
    """What the paper says, in one language; nothing that was not public."""

    @pytest.mark.parametrize(
        ("language", "name"), [("de", "Selbstcheck X-Stadt"), ("fr", "Self-check of X-Stadt")]
    )
    def test_without_any_title_the_town_names_it(self, language: str, name: str) -> None:
        town = attrs.evolve(REPORT.municipality, name="X-Stadt\u202e")
        nameless = attrs.evolve(REPORT, title=None, municipality=town)
        found = to_oparl(MINIMAL, nameless, base_url=BASE, created=CREATED, language=language)
        assert found["name"] == name

    def test_a_title_of_which_nothing_is_seen_is_none(self) -> None:
        assert published(attrs.evolve(MINIMAL, title={"de": "\u202e"})) == published(MINIMAL)

    def test_the_number_of_the_paper_goes_before_the_file_number(self) -> None:
        filed = attrs.evolve(PAPER, paper_number=None)
        assert published(filed)["reference"] == "IV/13/AB001"

    @pytest.mark.parametrize("kind", KIND_TERMS)
    def test_kinds(self, kind: Any) -> None:  # noqa: ANN401 - a literal
        changed = attrs.evolve(PAPER, kind=kind)
        for language in ("de", "en", "de-AT", "tr"):
            term = KIND_TERMS[kind].get("de" if language.startswith("de") else "en")
            assert published(changed, language=language)["paperType"] == term

    @pytest.mark.parametrize("treatment", TREATMENT_TERMS)
    def test_only_a_decision_is_authoritative(self, treatment: Any) -> None:  # noqa: ANN401 - a literal
        stop = attrs.evolve(PAPER.consultations[0], treatment=treatment)
        (found,) = published(attrs.evolve(PAPER, consultations=[stop]))["consultation"]
        assert found["authoritative"] == (treatment == "decision")
        assert found["role"] == TREATMENT_TERMS[treatment].get("de")

    @given(council_papers())
    def test_results_of_closed_meetings_stay_closed(self, paper: CouncilPaper) -> None:
        secret = Text({"de": "geheim", "en": "secret"})
        stops = [attrs.evolve(one, result=secret) for one in paper.consultations]
        found = published(attrs.evolve(paper, consultations=stops)).get("consultation", [])
        assert [one.get("weltoffen:result") for one in found] == [
            "geheim" if one.public else None for one in paper.consultations
        ]

    @given(council_papers())
    def test_every_object_has_one_address_of_its_own(self, paper: CouncilPaper) -> None:
        found = [one["id"] for one in objects(published(paper, **FULL))]
        assert len(found) == len(set(found))
        assert all(one.startswith(f"{BASE}/") for one in found)
        turned = attrs.evolve(paper, consultations=paper.consultations[::-1])
        assert [one["id"] for one in published(turned).get("consultation", [])] == [
            one["id"] for one in published(paper).get("consultation", [])
        ][::-1]

    def test_an_attachment_without_an_address_is_no_file(self) -> None:
        bare = [attrs.evolve(one, url=None) for one in PAPER.attachments]
        found = published(attrs.evolve(PAPER, attachments=bare))
        assert "auxiliaryFile" not in found
        assert found["weltoffen:attachment"] == ["Bericht zum Selbstcheck", "Tabellen"]

    @pytest.mark.parametrize(
        ("file_name", "mime_type"),
        [
            ("A.PDF", "application/pdf"),
            ("antworten.csv", "text/csv"),
            ("pdf", None),
            ("a.exe", None),
            (None, None),
        ],
    )
    def test_media_types(self, file_name: str | None, mime_type: str | None) -> None:
        file = attrs.evolve(PAPER.attachments[0], file_name=file_name)
        (found,) = published(attrs.evolve(PAPER, attachments=[file]))["auxiliaryFile"]
        assert (found.get("fileName"), found.get("mimeType")) == (file_name, mime_type)

    def test_keywords_of_which_nothing_is_seen_are_left_out(self) -> None:
        assert published(keywords=["a\u202eb", "\n", "c\nd"])["keyword"] == ["ab", "c d"]
        assert "keyword" not in published(keywords=[" "])

    @given(council_papers())
    def test_equal_papers_give_equal_objects(self, paper: CouncilPaper) -> None:
        assert published(paper) == published(attrs.evolve(paper))


class TestHostileTexts:
    """Hostile texts in every text field; read back by a real parser."""

    @pytest.mark.parametrize(
        "hostile",
        [
            '<script>alert(1)</script>"></style>',
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1)) ![y](https://evil.example/z.png)",
            "=HYPERLINK(1)",
            '"}], "type": "x\\',
            "&lt;b&gt;",
        ],
    )
    def test_they_stay_texts_and_are_never_escaped(self, hostile: str) -> None:
        """OParl 1.1, 2.4: XML and HTML escapes must not be used."""
        text = Text({"de": f"{HIDDEN}{hostile}{HIDDEN}"})
        changed = attrs.evolve(
            PAPER,
            title=text,
            office=text,
            offices=[text],
            proposal=text,
            resources=text,
            consultations=[attrs.evolve(PAPER.consultations[1], body=text, result=text)],
            attachments=[attrs.evolve(PAPER.attachments[0], title=text)],
        )
        town = attrs.evolve(REPORT.municipality, name=hostile + HIDDEN)
        report = attrs.evolve(REPORT, municipality=town)
        given_ = {**FULL, "keywords": [hostile], "base_url": BASE, "created": CREATED}
        found = json.loads(json.dumps(to_oparl(changed, report, **given_)))
        assert list(findings(found, "Paper")) == []
        (stop,) = found["consultation"]
        (file,) = found["auxiliaryFile"]
        shown = [
            *(found["name"], found["mainFile"]["name"], file["name"], *found["keyword"]),
            *(found["weltoffen:office"], *found["weltoffen:offices"]),
            *(found["weltoffen:proposal"], found["weltoffen:resources"]),
            *(found["weltoffen:municipality"], *found["weltoffen:attachment"]),
            *(stop["weltoffen:organization"], stop["weltoffen:result"]),
        ]
        assert shown == [hostile] * 12
        assert [one for one in strings(found) if hostile in one] == [hostile] * 12

    @given(council_papers(), texts())
    def test_nothing_hidden_is_left(self, paper: CouncilPaper, text: Text) -> None:
        found = published(attrs.evolve(paper, title=text), **FULL)
        for one in strings(found):
            assert not {unicodedata.category(c) for c in one} & {"Cc", "Cs", "Zl", "Zp"}
            assert not set(one) & set(HIDDEN)


class TestArguments:
    """RFC 3986; OParl 1.1, 2.3 and 2.4: addresses are full, times have an offset."""

    @pytest.mark.parametrize(
        "base",
        [
            *("", "musterstadt.example", "/oparl", "ftp://a.example", "javascript:alert(1)"),
            *("https://user:pw@a.example", "https://a.example/#x", "https://a.example/?x=1"),
            *("https://a.example/\n", "https://a.example/ä", "https://", None, 5),
        ],
    )
    def test_base_addresses(self, base: Any) -> None:  # noqa: ANN401 - anything
        assert refused(lambda: published(base_url=base)) == [("bad-address", "/base_url")]

    @pytest.mark.parametrize("base", [BASE, f"{BASE}/", "http://a.example:8080"])
    def test_a_slash_at_the_end_makes_no_difference(self, base: str) -> None:
        assert published(MINIMAL, base_url=base)["id"] == f"{base.rstrip('/')}/paper/p"

    @pytest.mark.parametrize("name", ["body_url", "main_file_url", "web_url", "licence_url"])
    @pytest.mark.parametrize("url", ["", "javascript:alert(1)", "https://u@a.example", "CC-BY-4.0"])
    def test_other_addresses(self, name: str, url: str) -> None:
        given_: dict[str, Any] = {name: url}
        assert refused(lambda: published(**given_)) == [("bad-address", f"/{name}")]

    @pytest.mark.parametrize(
        "time",
        [
            dt.datetime(2026, 6, 15),  # noqa: DTZ001 - that is the point
            dt.datetime(2026, 6, 15, tzinfo=dt.timezone(dt.timedelta(seconds=3_208))),
            dt.date(2026, 6, 15),
            "2026-06-15T08:30:00+02:00",
            5,
        ],
    )
    def test_times(self, time: Any) -> None:  # noqa: ANN401 - anything
        assert refused(lambda: published(created=time)) == [("bad-date-time", "/created")]
        assert refused(lambda: published(modified=time)) == [("bad-date-time", "/modified")]

    def test_there_is_no_clock(self) -> None:
        """OParl 1.1, 3.1: every object says when it was made; only the caller knows."""
        assert refused(lambda: published(created=None)) == [("bad-date-time", "/created")]

    def test_everything_is_told_at_once(self) -> None:
        wrong: dict[str, Any] = {**dict.fromkeys(FULL, "x"), "base_url": "x", "created": "x"}
        assert refused(lambda: published(**wrong)) == [
            *(("bad-address", f"/{name}") for name in ("base_url", "body_url", "licence_url")),
            *(("bad-address", f"/{name}") for name in ("main_file_url", "web_url")),
            *(("bad-date-time", f"/{name}") for name in ("created", "modified")),
        ]

    @pytest.mark.parametrize("wrong", [None, {}, PAPER, read_assessment(VALID["assessment"])])
    def test_only_reports_are_published_p5(self, wrong: Any) -> None:  # noqa: ANN401 - anything
        with pytest.raises(Unprotected, match="to_oparl takes a Report, not"):
            to_oparl(PAPER, wrong, base_url=BASE, created=CREATED)


class TestWhatNoJsonMayHold:
    def test_half_a_character_is_replaced(self) -> None:
        file = attrs.evolve(PAPER.attachments[0], file_name="a\ud800.pdf")
        paper = attrs.evolve(PAPER, file_number="a\ud800", paper_number=None, attachments=[file])
        text = json.dumps(published(paper), ensure_ascii=False)
        assert "a\ufffd" in text
        text.encode()
