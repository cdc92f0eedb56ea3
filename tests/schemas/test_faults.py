# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Two listers of the faults of a document agree to the byte, with the extra ``fast`` and without it."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.schemas.doorcases import BYTES, RESPONSES, door_cases
from tests.schemas.mutation import any_input, any_json, changed_documents
from tests.schemas.schemacorpus import load_cases

from weltoffen.errors import MAX_PROBLEMS, InvalidDocument
from weltoffen.schemas import KINDS, Kind, Limits, check, from_plain, registry, schema, schema_uri
from weltoffen.schemas import faults as listing
from weltoffen.schemas.catalogue import split_uri
from weltoffen.schemas.faults import Fault, fast_validator, list_faults, listed, listed_fast
from weltoffen.schemas.judging import check_schema
from weltoffen.schemas.strict import dump, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RESPONSE: dict[str, Any] = {
    "$schema": schema_uri("response"),
    "questionnaire": {"id": "q", "version": "1"},
    "assessment": "a",
    "perspective": "p",
    "capacity": "personal",
    "answers": {},
}


@pytest.fixture
def without_fast(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let jsonschema-rs not be installed."""
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    fast_validator.cache_clear()
    yield
    fast_validator.cache_clear()


def kind_of(document: Any) -> Kind | None:  # noqa: ANN401 - any JSON
    """Give the kind that a document names."""
    named = split_uri(document.get("$schema")) if isinstance(document, dict) else None
    return next((one for one in KINDS if named is not None and one == named[0]), None)


def fast_maker() -> Any:  # noqa: ANN401 - of an extra
    """Give the class of jsonschema-rs that makes validators."""
    return sys.modules["jsonschema_rs"].Draft202012Validator


def told(faults: Iterable[Fault]) -> list[tuple[Any, ...]]:
    """Give faults in a form that can be compared and sorted."""
    return sorted(
        (repr(one.path), str(one.keyword), repr(one.wanted), shown(one.instance), one.is_key)
        for one in faults
    )


def shown(instance: Any) -> str:  # noqa: ANN401 - any JSON
    """Give what stands at a place; of an object only that it is one, as sound answers are left out."""
    return "object" if isinstance(instance, dict) else repr(instance)


def problems(value: Any, kind: Kind, *, is_json: bool) -> tuple[object, ...]:  # noqa: ANN401 - any JSON
    """Give all problems with their parameters, in order."""
    try:
        check_schema(value, kind, is_json=is_json)
    except InvalidDocument as error:
        return (*error.problems, error.more)
    return ()


def agree(document: Any) -> None:  # noqa: ANN401 - any JSON
    """Hold both listers against each other; the slow one is told that the values are not JSON."""
    try:
        plain = parse(dump(document))
    except InvalidDocument:
        return
    kind = kind_of(plain)
    if kind is None:
        return
    assert problems(plain, kind, is_json=True) == problems(plain, kind, is_json=False)
    fast = listed_fast(plain, kind)
    if fast is not None:
        assert told(fast) == told(listed(plain, kind))


def as_checked(data: bytes, *, is_fast: bool) -> tuple[object, ...]:
    """Check bytes with jsonschema-rs or without it."""
    with pytest.MonkeyPatch.context() as patch:
        if not is_fast:
            patch.setattr(listing, "fast_validator", lambda _: None)
        return check(data)


class TestBothListersAgree:
    """The extra ``fast`` is used when it is installed, with the same verdict, and never required."""

    def test_it_is_used_where_it_is_installed(self) -> None:
        for kind in KINDS:
            assert fast_validator(kind) is not None
            assert listed_fast({"$schema": schema_uri(kind)}, kind) is not None

    @given(changed_documents())
    @settings(max_examples=150)
    def test_on_changed_documents(self, changed: tuple[str, dict[str, Any]]) -> None:
        agree(changed[1])

    @pytest.mark.thorough
    @given(changed_documents())
    @settings(max_examples=20_000)
    def test_on_very_many_changed_documents(self, changed: tuple[str, dict[str, Any]]) -> None:
        agree(changed[1])

    @given(any_input())
    def test_on_any_bytes(self, data: bytes) -> None:
        assert as_checked(data, is_fast=True) == as_checked(data, is_fast=False)

    @given(st.sampled_from(KINDS), st.dictionaries(st.text(max_size=4), any_json(), max_size=4))
    def test_on_any_object(self, kind: Kind, members: dict[str, Any]) -> None:
        agree({**members, "$schema": schema_uri(kind)})

    @pytest.mark.parametrize(
        "step", [15, pytest.param(1, marks=pytest.mark.thorough)], ids=["sample", "all"]
    )
    def test_on_the_corpus(self, step: int) -> None:
        for case in list(load_cases())[::step]:
            if not case.is_large:
                agree(case.document)

    def test_on_the_corpus_of_the_door(self) -> None:
        for one in (*door_cases(BYTES), *door_cases(RESPONSES)):
            if one.limits == Limits() and len(one.data) < 100_000:
                assert as_checked(one.data, is_fast=True) == as_checked(one.data, is_fast=False)

    @pytest.mark.usefixtures("without_fast")
    def test_it_is_never_required(self) -> None:
        assert fast_validator("method") is None
        assert [p.code for p in check(dump({"$schema": schema_uri("method"), "x": 1}))] == [
            "unknown-key"
        ]

    @pytest.mark.parametrize(
        "number", ["9007199254740991", "-9007199254740991", "0.1", "1e-300", "1.0", "1e3", "-0.0"]
    )
    def test_on_exact_numbers(self, number: str) -> None:
        body = json.dumps({**RESPONSE, "answers": {"q": "#"}}).replace('"#"', number)
        assert as_checked(body.encode(), is_fast=True) == as_checked(body.encode(), is_fast=False)
        method = f'{{"$schema":"{schema_uri("method")}","minimumCoverage":{number}}}'.encode()
        assert as_checked(method, is_fast=True) == as_checked(method, is_fast=False)

    @pytest.mark.parametrize(
        "key", ["", "0", "01", "+1", "-1", "1.0", "a/b", "~0", "~1", "/", "ä", " ", "then"]
    )
    def test_on_keys_that_paths_might_garble(self, key: str) -> None:
        for answers in ({key: None}, {"a": {key: 1}}, {key: {key: key}}, {"a": [key]}, {"A": key}):
            agree({**RESPONSE, "answers": answers})
        agree({**RESPONSE, key: {"x": 1}, "questionnaire": {key: 1}})
        agree({**RESPONSE, "extensions": {key: {}}, "part": "x"})
        tally = {
            "$schema": schema_uri("tally"),
            "personal": [{"questions": {key: {"options": {"": "x"}}}}],
        }
        agree(tally)


class TestWhatTheFastListerLeaves:
    """An identical verdict; where jsonschema-rs cannot tell enough, jsonschema lists."""

    @pytest.mark.parametrize("key", ["", "0", "2026", "+1"])
    def test_keys_that_its_paths_lose(self, key: str) -> None:
        document = {**RESPONSE, "extensions": {"a": [{key: 1}]}, "x": 1}
        assert listed_fast(document, "response") is None
        assert listed_fast({**document, "x": 1, "extensions": {"a": [{"b": key}]}}, "response")
        del document["x"]
        assert listed_fast(document, "response") == []

    def test_many_odd_keys_in_a_large_object(self) -> None:
        """An attack: each error of a key holds the whole object; 8 000 keys took 8 GB and half a minute."""
        few = {**RESPONSE, "answers": {f"Q_{number}": True for number in range(20)}}
        assert listed_fast(few, "response")
        many = {**RESPONSE, "answers": {f"Q_{number}": True for number in range(2_000)}}
        assert listed_fast(many, "response") is None
        large = {**RESPONSE, "answers": {f"q-{number}": True for number in range(2_000)}}
        large["answers"]["Q"] = True
        assert len(listed_fast(large, "response") or ()) == 2_001 + 1
        hidden = {**RESPONSE, "extensions": {"tool": [many["answers"]]}}
        assert listed_fast(hidden, "response") is None
        assert list(list_faults(hidden, "response", is_json=True)) == []

    def test_values_that_are_no_json(self) -> None:
        """jsonschema-rs takes a tuple for an array."""
        perspective = {"id": "p", "title": {"de": "x"}}
        plain = {
            "$schema": schema_uri("assessment"),
            "id": "a",
            "municipality": {"name": "x"},
            "round": {"id": "r"},
            "edition": {"id": "q", "version": "1"},
        }
        assert from_plain({**plain, "perspectives": [perspective]}) is not None
        with pytest.raises(InvalidDocument) as caught:
            from_plain({**plain, "perspectives": (perspective,)})
        assert [(p.code, p.pointer) for p in caught.value.problems] == [
            ("wrong-type", "/perspectives")
        ]

    def test_places_where_a_schema_is_false(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """They get the path of the object around from jsonschema; no shipped schema reports one."""
        judge = fast_maker()({"properties": {"x": False}})
        monkeypatch.setattr(listing, "fast_validator", lambda _: judge)
        assert listed_fast({"x": 1}, "method") is None
        assert listed_fast({"y": 1}, "method") == []

    def test_depth_that_it_refuses(self) -> None:
        deep: Any = 1
        for _ in range(400):
            deep = [deep]
        document = {**RESPONSE, "extensions": {"a": deep}, "x": 1}
        assert listed_fast(document, "response") is None
        found = check(dump(document), limits=Limits(depth=1_000))
        assert [p.code for p in found] == ["unknown-key"]

    def test_more_faults_than_anyone_reads(self, monkeypatch: pytest.MonkeyPatch) -> None:
        document = {**RESPONSE, "answers": {f"q{n}": None for n in range(5)}}
        assert len(listed_fast(document, "response") or ()) == 5
        monkeypatch.setattr(listing, "MAX_LISTED", 4)
        assert listed_fast(document, "response") is None
        assert len(list(list_faults(document, "response", is_json=True))) == 5

    def test_many_problems_are_counted_alike(self) -> None:
        document = {**RESPONSE, "answers": {f"q{n}": None for n in range(MAX_PROBLEMS + 500)}}
        assert problems(document, "response", is_json=True)[-1] == 500
        agree(document)

    @pytest.mark.parametrize("way", ["no kind", "other keyword", "other path"])
    def test_older_versions_whose_errors_tell_less(
        self, monkeypatch: pytest.MonkeyPatch, way: str
    ) -> None:
        judge = fast_maker()

        class Older:
            def __init__(self, told: Any) -> None:  # noqa: ANN401 - a schema
                self.judge = judge(told)

            def iter_errors(self, value: object) -> list[Any]:
                return [Told(error) for error in self.judge.iter_errors(value)]

        class Told:
            def __init__(self, error: Any) -> None:  # noqa: ANN401 - of an extra
                self.instance_path = error.instance_path
                self.schema_path = error.schema_path
                self.kind = error.kind
                if way == "no kind":
                    del self.kind
                elif way == "other keyword":
                    self.schema_path = ["type"]
                else:
                    self.instance_path = [
                        str(one).replace("/", "~1") for one in error.instance_path
                    ]

        monkeypatch.setattr("jsonschema_rs.Draft202012Validator", Older)
        fast_validator.cache_clear()
        try:
            assert fast_validator("method") is None
        finally:
            fast_validator.cache_clear()


class TestAnswersAtAGlance:
    """The verdict is that of the schema; answers that it accepts at a glance are left out."""

    BY_REFERENCES = jsonschema.Draft202012Validator(schema("response"), registry=registry())

    @given(
        st.dictionaries(
            st.sampled_from(["q", "Q", "unknown", "q\n", "x" * 64, "x" * 65, "", "a-b", "ä"]),
            st.sampled_from(["s", "", "x" * 10_000, "x" * 10_001, "\n", 0, -1, True, False, None])
            | st.sampled_from(
                [2**53 - 1, 2**53, -(2**53), Decimal("0.5"), Decimal(2**53), {}, [], ["a"]]
            )
            | st.sampled_from([["A"], ["unknown"], [1], ["a", None], [["a"]], ["x" * 65], ("a",)]),
        )
    )
    def test_the_schema_finds_what_the_whole_schema_finds(self, answers: dict[str, Any]) -> None:
        document = {**RESPONSE, "answers": answers}
        expected = [
            (repr(tuple(error.absolute_path)), str(error.validator))
            for error in self.BY_REFERENCES.iter_errors(document)
        ]
        found = [(repr(one.path), str(one.keyword)) for one in listed(document, "response")]
        assert sorted(found) == sorted(expected)

    @pytest.mark.parametrize("answers", [None, [], "x", (("q", "s"),)])
    def test_answers_that_are_no_object(self, answers: object) -> None:
        (fault,) = listed({**RESPONSE, "answers": answers}, "response")
        assert (fault.path, fault.keyword) == (("answers",), "type")

    def test_a_response_that_is_no_object(self) -> None:
        (fault,) = listed([], "response")
        assert (fault.path, fault.keyword) == ((), "type")

    def test_more_answers_than_the_schema_allows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        defined = schema("response")["$defs"]
        assert defined["answers"]["maxProperties"] == listing.MAX_ANSWERS
        assert defined["answer"]["anyOf"][0]["maxLength"] == listing.MAX_TEXT
        monkeypatch.setattr(listing, "MAX_ANSWERS", 1)
        assert list(listed({**RESPONSE, "answers": {"a": "b", "c": "d"}}, "response")) == []
