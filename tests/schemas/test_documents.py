# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The door for whole documents: what is read is written again; only the root error leaves."""

from __future__ import annotations

import contextlib
import json
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.schemas.doorcases import (
    ASSESSMENT,
    QUESTIONNAIRE,
    document,
    method,
    named,
    problems_of,
    refusal,
    refused,
    valid_documents,
)
from tests.schemas.mutation import DOCUMENTS, any_input

from weltoffen.errors import MAX_PROBLEMS, InvalidDocument, Unprotected
from weltoffen.model.method import Method
from weltoffen.schemas import (
    KINDS,
    Limits,
    ResponseReader,
    check,
    from_plain,
    read,
    read_assessment,
    read_council_paper,
    read_goals,
    read_method,
    read_questionnaire,
    read_report,
    read_response,
    read_responses,
    read_tally,
    read_target_model,
    write,
    write_line,
)
from weltoffen.schemas.documents import CLASSES
from weltoffen.schemas.strict import parse
from weltoffen.scoring.protection import ProtectionRule, protect
from weltoffen.scoring.sheets import score
from weltoffen.testing import cases

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from weltoffen.schemas import Document
    from weltoffen.testing import Case

READERS: dict[str, Callable[[bytes], Document]] = {
    "target-model": read_target_model,
    "questionnaire": read_questionnaire,
    "assessment": read_assessment,
    "method": read_method,
    "report": read_report,
    "council-paper": read_council_paper,
    "goals": read_goals,
}
VALID = valid_documents()
kinds = pytest.mark.parametrize("kind", KINDS)


def canonical(data: bytes) -> str:
    """Write JSON in one form: sorted keys, 1.0 as 1, exact decimals."""
    return json.dumps(parse(data), sort_keys=True, default=lambda n: f"{n.normalize()}")


def respelled(data: bytes) -> bytes:
    """Write the same JSON in another way: keys reversed, ASCII escapes, 1 as 1.0, other white space."""

    def turned(value: Any) -> Any:  # noqa: ANN401 - any JSON
        if isinstance(value, dict):
            return {key: turned(item) for key, item in reversed(value.items())}
        if isinstance(value, list):
            return [turned(item) for item in value]
        return float(value) if type(value) is int else value

    return b"\xef\xbb\xbf\r\n" + json.dumps(turned(json.loads(data)), indent="\t").encode() + b" "


class TestNothingIsLost:
    """Nothing read is lost; what reads and writes again is equal."""

    @kinds
    @given(data=st.data())
    @settings(max_examples=20)
    def test_what_is_written_reads_back_equal(self, kind: str, data: st.DataObject) -> None:
        drawn = data.draw(DOCUMENTS[kind])
        assert read(write(drawn)) == drawn
        assert read(write_line(drawn)) == drawn
        assert write(read(write(drawn))) == write(drawn)

    @kinds
    @given(data=st.data())
    @settings(max_examples=15)
    def test_another_spelling_of_the_same_json_is_the_same(
        self, kind: str, data: st.DataObject
    ) -> None:
        written = write(data.draw(DOCUMENTS[kind]))
        assert canonical(write(read(respelled(written)))) == canonical(written)

    @given(cases(max_nodes=4, max_questions=5))
    @settings(max_examples=15)
    def test_a_tally_reads_back_in_the_order_of_its_questionnaire(self, case: Case) -> None:
        asked = case.extended.questionnaire
        assert read_tally(write(case.tally), asked) == case.tally
        assert read_tally(respelled(write(case.tally)), asked) == case.tally

    @pytest.mark.parametrize("name", VALID)
    def test_the_corpus_keeps_its_content(self, name: str) -> None:
        """What was left out stands for defaults; whatever was written stays, extensions included."""
        before, after = parse(VALID[name]), parse(write(read(VALID[name])))
        assert canonical(write(read(write(read(VALID[name]))))) == canonical(
            write(read(VALID[name]))
        )
        assert isinstance(before, dict)
        assert isinstance(after, dict)
        assert after.get("extensions") == before.get("extensions")
        assert after.keys() <= before.keys()
        lost = {key: before[key] for key in before.keys() - after.keys()}
        assert read_back_as_default(name, lost)

    @kinds
    @given(data=st.data())
    @settings(max_examples=10)
    def test_extensions_are_kept_by_a_newer_minor_version(
        self, kind: str, data: st.DataObject
    ) -> None:
        drawn = data.draw(DOCUMENTS[kind])
        newer = write(drawn).replace(b"/schemas/1.0.0/", b"/schemas/1.4.2/", 1)
        assert read(newer) == drawn


def read_back_as_default(name: str, lost: dict[str, Any]) -> bool:
    """Say whether the keys that writing left out stand for what reading takes for granted."""
    plain = parse(VALID[name])
    assert isinstance(plain, dict)
    rest = {key: value for key, value in plain.items() if key not in lost}
    return from_plain(rest) == read(VALID[name])


class TestKinds:
    """Each reader takes its kind."""

    @pytest.mark.parametrize("name", VALID)
    def test_a_reader_takes_its_own_kind_only(self, name: str) -> None:
        found = read(VALID[name])
        kind = next(kind for kind, cls in CLASSES.items() if type(found) is cls)
        for wanted, reader in READERS.items():
            if wanted == kind:
                assert reader(VALID[name]) == found
            else:
                (problem,) = refusal(partial(reader, VALID[name])).problems
                assert (problem.code, problem.pointer) == ("other-kind", "/$schema")
                assert dict(problem.parameters) == {"expected": wanted, "found": kind}

    def test_the_corpus_has_every_kind(self) -> None:
        assert {type(read(data)) for data in VALID.values()} == set(CLASSES.values())

    @pytest.mark.parametrize(
        ("version", "problems"),
        [
            ("1.0.0", []),
            ("1.0.17", []),
            ("1.9.0", []),
            ("2.0.0", [("newer-version", "/$schema")]),
            ("9999.0.0", [("newer-version", "/$schema")]),
            ("0.9.0", [("older-version", "/$schema")]),
            ("0.0.0", [("older-version", "/$schema")]),
            ("1.0", [("unknown-schema", "/$schema")]),
        ],
    )
    def test_versions(self, version: str, problems: list[tuple[str, str]]) -> None:
        """A newer major version is refused, a newer minor one read."""
        assert problems_of(lambda: read(method(version=version))) == problems

    def test_the_message_names_the_version_that_is_known(self) -> None:
        (problem,) = refusal(lambda: read(method(version="2.0.0"))).problems
        assert "1.0.0" in problem.message("de")


class TestSources:
    """Readers take bytes or a path; a parsed dict has already lost duplicate keys."""

    def test_bytes_and_paths(self, tmp_path: Path) -> None:
        file = tmp_path / "m.json"
        file.write_bytes(method())
        for source in (method(), bytearray(method()), memoryview(method()), file, str(file)):
            assert read(source) == Method()  # type: ignore[arg-type] # buffers are bytes, too

    @pytest.mark.parametrize("source", [{}, json.loads(method()), [method()], 5, None, True, 1.5])
    def test_a_parsed_document_is_refused(self, source: Any) -> None:  # noqa: ANN401 - anything
        readers: list[Callable[[Any], object]] = [read, check_errors, read_method]
        for reader in (*readers, lambda one: read_response(one, QUESTIONNAIRE)):
            (problem,) = refusal(partial(reader, source)).problems
            assert (problem.code, problem.pointer) == ("not-bytes", "")
            assert dict(problem.parameters) == {"found": type(source).__name__}

    @pytest.mark.parametrize(
        "name", ["", "no-such-file", "a\0b", "x" * 5_000, '{"$schema": 1}', "."]
    )
    def test_a_file_that_cannot_be_read(self, name: str, tmp_path: Path) -> None:
        (problem,) = refusal(lambda: read(str(tmp_path / name))).problems
        assert problem.code == "cannot-read"
        assert str(tmp_path) not in problem.message("de")

    def test_an_error_without_a_reason(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        def fail(*_: object) -> None:
            raise OSError

        monkeypatch.setattr("pathlib.Path.open", fail)
        assert dict(refusal(lambda: read(tmp_path)).problems[0].parameters) == {"reason": "?"}

    def test_a_file_larger_than_the_limit_is_not_read_to_its_end(self, tmp_path: Path) -> None:
        file = tmp_path / "m.json"
        file.write_bytes(method() + b" " * 1_000)
        assert refused(lambda: read(file, limits=Limits(size=500))) == [("too-large", "")]
        assert read(file, limits=Limits(size=5_000)) == Method()


def check_errors(source: Any) -> None:  # noqa: ANN401 - anything
    """Check, and raise what was found."""
    raise InvalidDocument(check(source))


class TestUnprotected:
    """P5: what must not be published has no written form."""

    @given(cases(max_nodes=4, max_questions=4))
    @settings(max_examples=5)
    def test_operators_data_is_not_written(self, case: Case) -> None:
        public = protect(case.tally, ProtectionRule(), case.assessment, case.extended)
        sheet = score(case.tally, case.assessment, case.extended)
        for one in (public, sheet):
            with pytest.raises(Unprotected, match="no written form"):
                write(one)  # type: ignore[arg-type] # that is the point
            with pytest.raises(Unprotected):
                write_line(one)  # type: ignore[arg-type] # see above

    def test_other_values_are_no_documents(self) -> None:
        with pytest.raises(Unprotected, match="dict has no written form"):
            write({})  # type: ignore[arg-type] # that is the point


class TestNearDuplicates:
    """M2: near-duplicates are reported, as warnings."""

    @pytest.mark.parametrize(
        ("kind", "body"),
        [
            ("target-model", '"levels": [{L}], "stages": [{A0}, {B}], "nodes": [{L}]'),
            ("target-model", '"levels": [{L}], "stages": [{S}], "nodes": [{A}, {B}]'),
            ("target-model", '"levels": [{A}, {B}], "stages": [{S}], "nodes": [{L}]'),
            ("questionnaire", '"questions": [{QA}, {QB}]'),
            ("questionnaire", '"questions": [{Q, "kind": "multiple", "options": [{OA}, {OB}]}]'),
            ("questionnaire", '"questions": [], "scales": [{"id": "s", "options": [{OA}, {OB}]}]'),
            (
                "questionnaire",
                '"questions": [{Q, "kind": "number", "minimum": 0, "maximum": 1, "bands": [{BA}, {BB}]}]',
            ),
            (
                "questionnaire",
                '"questions": [{Q, "kind": "number", "minimum": 0, "maximum": 1}], "gates": [{GA}, {GB}]',
            ),
            ("assessment", '"perspectives": [{A}, {B}]'),
            (
                "assessment",
                '"perspectives": [{L}], "supplement": {"nodes": [{A}, {B}], "questions": []}',
            ),
            (
                "assessment",
                '"perspectives": [{L}], "supplement": {"nodes": [{L}], "questions": [{QA}, {QB}]}',
            ),
            ("council-paper", '"consultations": [{CA}, {CB}]'),
            ("council-paper", '"attachments": [{A}, {B}]'),
            ("goals", '"goals": [{YA}, {YB}]'),
            ("monitoring", '"indicators": [{IA}, {IB}]'),
            ("monitoring", '"indicators": [{I, "breakdown": [{A}, {B}]}]'),
        ],
    )
    def test_ids_that_are_easily_mixed_up(self, kind: str, body: str) -> None:
        (problem,) = check(_hand_written(kind, body))
        assert (problem.code, problem.severity) == ("near-duplicate", "warning")
        assert dict(problem.parameters) == {"first": "pool", "second": "po-0l"}

    def test_they_do_not_refuse_a_document(self) -> None:
        found = read_assessment(_hand_written("assessment", '"perspectives": [{A}, {B}]'))
        assert found.perspective_ids == ("pool", "po-0l")

    def test_there_are_at_most_1000(self) -> None:
        many = ", ".join(
            f'{{"id": "{_hyphened(n)}", "title": {{"de": "x"}}}}' for n in range(3_000)
        )
        data = _hand_written("assessment", f'"perspectives": [{many}]')
        assert len(check(data)) == MAX_PROBLEMS


def _hyphened(number: int) -> str:
    """Give one of many ids that differ in hyphens only."""
    return "a" + "".join("-a" if number >> bit & 1 else "a" for bit in range(14))


def _hand_written(kind: str, body: str) -> bytes:
    title = '"title": {"de": "x"}'
    question = f'"node": "n", {title}'
    aim = '"stage": {"node": "n", "stage": "s"}'
    measured = f'{title}, "definition": {{"de": "x"}}, "unit": {{"de": "x"}}, "direction": "rise", '
    measured += '"source": {"de": "x"}'
    heads = {
        "target-model": f'"id": "t", "version": "1", {title}, "sourceLanguage": "de"',
        "questionnaire": f'"id": "t", "version": "1", {title}, "sourceLanguage": "de", '
        '"targetModel": {"id": "t", "version": "1"}',
        "assessment": '"id": "a", "municipality": {"name": "x"}, "round": {"id": "r"}, '
        '"edition": {"id": "q", "version": "1"}',
        "council-paper": '"id": "p", "sourceLanguage": "de"',
        "goals": '"id": "p", "sourceLanguage": "de", "organisation": "o"',
        "monitoring": '"id": "m", "sourceLanguage": "de"',
    }
    parts = {
        "{L}": f'{{"id": "n", {title}}}',
        "{S}": f'{{"id": "s", {title}, "lower": 0}}',
        "{A0}": f'{{"id": "pool", {title}, "lower": 0}}',
        "{A}": f'{{"id": "pool", {title}}}',
        "{B}": f'{{"id": "po-0l", {title}, "lower": 0.5}}'
        if "stages" in body and "{A0}" in body
        else f'{{"id": "po-0l", {title}}}',
        "{OA}": f'{{"id": "pool", {title}, "points": 0}}',
        "{OB}": f'{{"id": "po-0l", {title}, "points": 1}}',
        "{BA}": '{"id": "pool", "lower": 0, "points": 0}',
        "{BB}": '{"id": "po-0l", "lower": 0.5, "points": 1}',
        "{GA}": '{"id": "pool", "node": "n", "stage": "s", "question": "q", "minimum": 1}',
        "{GB}": '{"id": "po-0l", "node": "n", "stage": "s", "question": "q", "minimum": 1}',
        "{CA}": '{"id": "pool", "body": {"de": "x"}, "treatment": "hearing"}',
        "{CB}": '{"id": "po-0l", "body": {"de": "x"}, "treatment": "hearing"}',
        "{IA}": f'{{"id": "pool", {measured}}}',
        "{IB}": f'{{"id": "po-0l", {measured}}}',
        "{I,": f'{{"id": "i", {measured},',
        "{QA}": f'{{"id": "pool", {question}, "kind": "text"}}',
        "{QB}": f'{{"id": "po-0l", {question}, "kind": "text"}}',
        "{YA}": f'{{"id": "pool", {title}, "year": 2027, {aim}}}',
        "{YB}": f'{{"id": "po-0l", {title}, "year": 2027, {aim}}}',
        "{Q,": f'{{"id": "q", {question},',
    }
    for name, text in parts.items():
        body = body.replace(name, text)
    return document(kind, f"{heads[kind]}, {body}")


class TestRecomputation:
    """A4: derived numbers of a report are computed again on reading; pointers lead into the document."""

    def test_a_changed_number_is_found(self) -> None:
        plain = json.loads(VALID["report"])
        at = next(i for i, node in enumerate(plain["nodes"]) if "gap" in node)
        plain["nodes"][at]["gap"]["stages"] += 1
        found = refused(lambda: read_report(json.dumps(plain).encode()))
        assert ("total-differs", f"/nodes/{at}/gap/stages") in found


class TestOnlyTheRootError:
    """No other exception type leaves a public read or check."""

    @given(any_input())
    @settings(max_examples=200)
    def test_over_generated_input(self, data: bytes) -> None:
        put_to_every_reader(data)

    @pytest.mark.thorough
    @given(any_input())
    @settings(max_examples=100_000)
    def test_over_100000_generated_inputs(self, data: bytes) -> None:
        put_to_every_reader(data)


USED = ResponseReader(QUESTIONNAIRE, ASSESSMENT)
"""A reader that has seen responses, good and bad ones."""


def put_to_every_reader(data: bytes) -> None:
    """Let every public reader judge some bytes; what is accepted must be written again without loss."""
    found = check(data)
    errors = [p for p in found if p.severity == "error"]
    for problem in found:
        assert problem.message("de")
        assert problem.message("en")
    if errors:
        error = refusal(lambda: read(data))
        assert named(error.problems) == named(found)
        assert str(error)
    else:
        accepted = read(data)
        assert read(write(accepted)) == accepted
    for line in (data, data.replace(b"\n", b" ")):
        fast = slow = None
        with contextlib.suppress(InvalidDocument):
            fast = USED.read(line)
        with contextlib.suppress(InvalidDocument):
            slow = USED.read_slowly(line)
        assert fast == slow
        assert fast is None or slow is None or write(fast) == write(slow)
    with contextlib.suppress(InvalidDocument):
        read_response(data, QUESTIONNAIRE, ASSESSMENT)
    with contextlib.suppress(InvalidDocument):
        list(read_responses(data, QUESTIONNAIRE))
    with contextlib.suppress(InvalidDocument):
        read_tally(data, QUESTIONNAIRE)
