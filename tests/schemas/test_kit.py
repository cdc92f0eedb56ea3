# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The schema kit for projects in other languages: reproducible, complete, and true."""

from __future__ import annotations

import io
import json
import re
import tomllib
import zipfile
from functools import partial
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
from tests.schemas.doorcases import CORPUS, named, problems_of
from tests.schemas.kits import baked, index, make_kit, name_of, unpack
from tests.schemas.schemacorpus import BUNDLE, DOCUMENTS, FOLDER, ROOT, load_cases, read_json

import weltoffen as wo
from weltoffen.schemas import Limits, check, read, read_response
from weltoffen.schemas.judging import check_schema
from weltoffen.schemas.strict import parse

if TYPE_CHECKING:
    from pathlib import Path

LICENCE = ROOT / "LICENSES" / "Apache-2.0.txt"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Make the kit."""
    return make_kit(tmp_path_factory.mktemp("archive") / "kit.zip")


@pytest.fixture(scope="module")
def kit(archive: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the kit."""
    return unpack(archive, tmp_path_factory.mktemp("kit"))


@pytest.fixture(scope="module")
def bundle(kit: Path) -> jsonschema_rs.Draft202012Validator:
    """Give a validator that is not the one which made the index, by the kit's bundle."""
    return jsonschema_rs.Draft202012Validator(read_json(kit / "schemas" / f"{BUNDLE}.schema.json"))


class TestArchive:
    """One archive for one state of the sources."""

    def test_two_runs_give_the_same_bytes(self, archive: bytes, tmp_path: Path) -> None:
        assert make_kit(tmp_path / "again.zip") == archive

    def test_nothing_of_the_moment_or_the_machine_is_in_it(self, archive: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(archive)) as packed:
            entries = packed.infolist()
        names = [entry.filename for entry in entries]
        assert names == sorted(set(names))
        assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
        assert {entry.external_attr for entry in entries} == {0o100644 << 16}
        assert {name.split("/")[0] for name in names} == {f"weltoffen-schemas-{wo.schemas.VERSION}"}
        assert not any(part in {"", ".."} for name in names for part in name.split("/"))


class TestContent:
    """All that the README names is there, and as it is in the library."""

    def test_every_schema_is_there_byte_for_byte(self, kit: Path) -> None:
        found = {path.name: path.read_bytes() for path in (kit / "schemas").iterdir()}
        assert found == {path.name: path.read_bytes() for path in FOLDER.glob("*.schema.json")}
        assert len(found) == len(DOCUMENTS) + 2

    def test_the_response_schema_is_that_of_the_newest_edition(self, kit: Path) -> None:
        edition = wo.load_reference(wo.editions()[-1])
        (path,) = (kit / "response-schemas").iterdir()
        assert read_json(path) == json.loads(
            json.dumps(wo.schemas.response_schema(edition.questionnaire), default=float)
        )

    def test_every_problem_code_has_its_texts(self, kit: Path) -> None:
        texts = tomllib.loads((ROOT / "src/weltoffen/problems.toml").read_text("utf-8"))
        assert read_json(kit / "problems.json") == texts

    def test_the_node_example_is_there(self, kit: Path) -> None:
        found = {path.name: path.read_bytes() for path in (kit / "node").iterdir()}
        example = ROOT / "examples" / "node"
        assert found == {p.name: p.read_bytes() for p in example.iterdir() if p.is_file()}

    def test_the_licence_is_there(self, kit: Path) -> None:
        assert (kit / "LICENSE").read_bytes() == LICENCE.read_bytes()

    def test_the_readme_names_only_what_is_there(self, kit: Path) -> None:
        text = (kit / "README.md").read_text("utf-8")
        paths = re.findall(r"`([a-z-]+/[\w./-]*)`", text)
        assert len(paths) > 8
        missing = [one for one in paths if "NAME" not in one and not (kit / one).exists()]
        assert [one for one in missing if not (kit / "corpus" / one).exists()] == []
        assert not re.search(r"VERSION|UNSEEN|NUMBER-OF|RESPONSE-SCHEMA", text)


class TestCorpus:
    """Each document of the corpus leads to the problems that stand beside it."""

    def test_every_document_of_our_own_corpus_is_there(self, kit: Path) -> None:
        groups = ("bytes", "questionnaire/responses", "schema/invalid", "migration")
        expected = [path for one in groups for path in (CORPUS / one).glob("*.expected.json")]
        fine = list((CORPUS / "schema/valid").glob("*.json"))
        fine += (CORPUS / "migration").glob("*.twin.json")
        assert len(index(kit)) == len(expected) + len(fine)

    def test_the_library_finds_the_problems(self, kit: Path) -> None:
        folder = kit / "corpus/responses/for"
        questionnaire = wo.schemas.read_questionnaire(folder / "questionnaire.json")
        assessment = wo.schemas.read_assessment(folder / "assessment.json")
        wrong = []
        for case in index(kit):
            data, limits = baked(kit, case), Limits(**case.get("limits", {}))
            if "judgedBy" in case:
                found = problems_of(partial(check_schema, parse(data), case["judgedBy"]))
            elif "byItsOwnSchema" in case:
                found = problems_of(partial(read_response, data, questionnaire, assessment))
            else:
                found = named(check(data, limits=limits))
            if found != sorted((one["code"], one["pointer"]) for one in case["problems"]):
                wrong.append(name_of(case))
        assert wrong == []

    def test_another_validator_says_the_same_by_the_bundle(
        self, kit: Path, bundle: jsonschema_rs.Draft202012Validator
    ) -> None:
        wrong = [
            name_of(case)
            for case in index(kit)
            if case["bySchema"] != "no-json"
            and bundle.is_valid(json.loads(baked(kit, case), parse_int=short))
            != (case["bySchema"] == "accepts")
        ]
        assert wrong == []

    def test_what_is_no_json_is_refused_by_the_library_too(self, kit: Path) -> None:
        """But for a byte order mark, which the library leaves out."""
        cases = [case for case in index(kit) if case["bySchema"] == "no-json"]
        assert [name_of(case) for case in cases if not case["problems"]] == [
            "bytes/byte-order-mark.json"
        ]

    def test_the_schema_of_the_questionnaire_says_what_stands_there(self, kit: Path) -> None:
        schema = read_json(kit / "corpus/responses/for/response.schema.json")
        judge = jsonschema_rs.Draft202012Validator(schema)
        cases = [case for case in index(kit) if "byItsOwnSchema" in case]
        assert len(cases) > 50
        for case in cases:
            accepted = judge.is_valid(json.loads(baked(kit, case)))
            assert accepted == (case["byItsOwnSchema"] == "accepts"), name_of(case)

    def test_an_old_document_reads_as_the_one_that_is_named(self, kit: Path) -> None:
        cases = [case for case in index(kit) if "sameAs" in case]
        assert cases
        for case in cases:
            assert read(baked(kit, case)) == read(kit / "corpus" / case["sameAs"])

    def test_the_errors_are_those_of_our_own_corpus(self, kit: Path) -> None:
        """Where four validators agree on them, see ``test_validators_agree.py``."""
        ours = {case.key: set(case.errors) for case in load_cases() if case.key.startswith("inv")}
        theirs = {
            case["file"]: {(one["keyword"], one["pointer"]) for one in case["errors"]}
            for case in index(kit)
            if "errors" in case
        }
        assert theirs == ours


class TestMutations:
    """Small changes, in plain RFC 6902, give the documents of our own corpus."""

    def test_every_change_gives_our_document_and_its_errors(self, kit: Path) -> None:
        ours = {case.key: case for case in load_cases() if case.key.startswith("mutations/")}
        seen = set()
        for path in sorted((kit / "corpus" / "mutations").iterdir()):
            theirs = read_json(path)
            base = read_json(kit / "corpus" / theirs["base"])
            mine = [case for key, case in ours.items() if f"/{path.name}#" in key]
            mine = [case for case in mine if not case.is_large]
            assert [one["title"] for one in theirs["cases"]] == [case.title for case in mine]
            for one, case in zip(theirs["cases"], mine, strict=True):
                assert applied(base, one["patch"]) == case.document, case.key
                assert {(e["keyword"], e["pointer"]) for e in one["errors"]} == case.errors
                seen.add(case.key)
        assert {key for key in ours if key not in seen and not ours[key].is_large} == set()


class TestUnseen:
    """The README lists what no schema sees: codes of documents that each schema accepts."""

    def test_the_list_is_that_of_the_corpus(self, kit: Path) -> None:
        text = (kit / "README.md").read_text("utf-8")
        rows = re.findall(r"^\| `([a-z-]+)` \| (.*) \|$", text, re.MULTILINE)
        listed = {code: told for code, told in rows if code in read_json(kit / "problems.json")}
        accepted = [
            case
            for case in index(kit)
            if {case["bySchema"], case.get("byItsOwnSchema", "accepts")} == {"accepts"}
            and "limits" not in case
        ]
        assert listed.keys() == {one["code"] for case in accepted for one in case["problems"]}
        texts = read_json(kit / "problems.json")
        assert all(texts[code]["en"] == told for code, told in listed.items())

    def test_what_a_schema_finds_is_not_in_it(self, kit: Path) -> None:
        text = (kit / "README.md").read_text("utf-8")
        for code in ("wrong-type", "missing-key", "answer-unknown-option", "answer-outside-range"):
            assert f"`{code}`" not in text
        assert "`answer-not-asked`" in text


def short(digits: str) -> float:
    """Read an integer as JavaScript does; Python refuses those of more than 4300 digits."""
    return int(digits) if len(digits) < 1000 else float(digits)


def applied(document: Any, patch: list[dict[str, Any]]) -> Any:  # noqa: ANN401 - any JSON
    """Apply a patch by the letter of RFC 6902: what is replaced or removed has to be there."""
    holder = {"": json.loads(json.dumps(document))}
    for one in patch:
        assert one.keys() <= {"op", "path", "value"}
        steps = [step.replace("~1", "/").replace("~0", "~") for step in one["path"].split("/")]
        at: Any = holder
        for step in steps[:-1]:
            at = at[int(step)] if isinstance(at, list) else at[step]
        key: Any = int(steps[-1]) if isinstance(at, list) else steps[-1]
        if one["op"] in {"replace", "remove"}:
            del at[key]
        if one["op"] == "remove":
            continue
        value = json.loads(json.dumps(one["value"]))
        if isinstance(at, list):
            at.insert(key, value)
        else:
            at[key] = value
    return holder[""]
