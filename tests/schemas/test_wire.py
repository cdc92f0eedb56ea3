# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Between plain values and the model: names, exact types, forms of fields."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
import pytest
from tests.schemas.doorcases import document, method, named, refusal, refused
from tests.schemas.mutation import PLACES, PLAIN, at_path

from weltoffen.model.assessment import Assessment, Round
from weltoffen.model.comparison import Relation
from weltoffen.model.extensions import Extensions
from weltoffen.model.forms import SingleChoice
from weltoffen.model.ids import Reference
from weltoffen.model.method import Method
from weltoffen.model.questionnaire import Question
from weltoffen.model.response import Response
from weltoffen.model.text import Text
from weltoffen.report.shares import Share
from weltoffen.schemas import (
    check,
    from_plain,
    read,
    read_method,
    read_target_model,
    write,
    write_line,
)
from weltoffen.schemas.strict import dump
from weltoffen.schemas.wire import (
    camel,
    read_answer,
    structure,
    unstructure,
    wire_pointer,
    write_answer,
)
from weltoffen.scoring.matching import Matching
from weltoffen.scoring.results import View

if TYPE_CHECKING:
    from weltoffen.model.answers import Answer

RESPONSE = (
    '"questionnaire": {"id": "q", "version": "1"}, "assessment": "a", "perspective": "p", '
    '"capacity": "personal", "answers": {}'
)


class TestNames:
    """Keys are lowerCamelCase, ids kebab-case; the model knows neither."""

    @pytest.mark.parametrize(
        ("name", "key"),
        [
            ("id", "id"),
            ("source_language", "sourceLanguage"),
            ("a_b_c", "aBC"),
            ("max_length", "maxLength"),
        ],
    )
    def test_a_name_becomes_a_key(self, name: str, key: str) -> None:
        assert camel(name) == key

    def test_a_pointer_keeps_ids_and_indices(self) -> None:
        assert wire_pointer("") == ""
        assert wire_pointer("/stage_texts/3/own-id/x_/A_b") == "/stageTexts/3/own-id/x_/A_b"

    def test_a_problem_of_the_model_points_into_the_document(self) -> None:
        plain = json.loads(json.dumps(PLAIN["questionnaire"], default=float))
        text = next(i for i, one in enumerate(plain["questions"]) if one["kind"] == "text")
        plain["questions"][text]["dependsOn"] = {"question": "nowhere", "options": ["a"]}
        plain["questions"][0]["scale"] = "nowhere"
        assert named(check(json.dumps(plain).encode())) == [
            ("unknown-question", f"/questions/{text}/dependsOn/question"),
            ("unknown-scale", "/questions/0/scale"),
        ]

    def test_a_pointer_leads_through_lists(self) -> None:
        plain = json.loads(json.dumps(PLAIN["questionnaire"], default=float))
        options = [{"id": f"o{n}", "title": {"de": "x"}, "points": n} for n in (0, 2, 1)]
        plain["scales"].append({"id": "falling", "options": options})
        at = len(plain["scales"]) - 1
        assert named(check(json.dumps(plain).encode())) == [
            ("points-fall", f"/scales/{at}/options/2/points")
        ]

    def test_problems_of_several_places_come_together(self) -> None:
        body = (
            '"id": "a", "municipality": {"name": "x", "ags": "05315000", "ars": "010000000000"}, '
            '"round": {"id": "r", "start": "2026-02-30", "end": "2026-02-31"}, '
            '"edition": {"id": "q", "version": "1"}, "perspectives": [{"id": "p", "title": {"de": "x"}}]'
        )
        assert named(check(document("assessment", body))) == [
            ("ags-ars-differ", "/municipality/ars"),
            ("bad-date", "/round/end"),
            ("bad-date", "/round/start"),
        ]


class TestExactTypes:
    """True, "5", 4.99, "false", "abc" for a list: exact types; 1.0 reads as 1, 4.99 refused."""

    @pytest.mark.parametrize(
        "value", ["5", True, False, Decimal("4.99"), [5], None, "abc", {"n": 5}]
    )
    def test_only_an_integer_is_an_integer(self, value: object) -> None:
        assert _with("questionnaire", "maxLength", value) == "wrong-type"

    @pytest.mark.parametrize("value", ["5", True, False, [5], None, "1/2"])
    def test_only_a_number_is_a_number(self, value: object) -> None:
        assert _with("questionnaire", "points", value) == "wrong-type"

    @pytest.mark.parametrize("value", ["false", 0, 1, None, "", "yes"])
    def test_only_true_and_false_are_truth(self, value: object) -> None:
        assert _with("report", "tendency", value) in {"wrong-type", "not-allowed"}

    @pytest.mark.parametrize("value", ["abc", 5, True, {"0": "a"}, None])
    def test_only_an_array_is_a_list(self, value: object) -> None:
        assert _with("questionnaire", "scales", value) == "wrong-type"

    @pytest.mark.parametrize("value", [5, True, None, ["a"], Decimal("1.5")])
    def test_only_a_text_is_a_text(self, value: object) -> None:
        assert _with("questionnaire", "id", value) == "wrong-type"

    @pytest.mark.parametrize("value", ["x", 5, True, None, ["de"], [["de", "x"]]])
    def test_only_an_object_is_an_object(self, value: object) -> None:
        assert _with("questionnaire", "title", value) == "wrong-type"

    @pytest.mark.parametrize("text", ["2.0", "2", "2e0", "0.2e1", "20E-1"])
    def test_a_whole_number_reads_as_an_integer(self, text: str) -> None:
        found = read(_answered(text))
        assert isinstance(found, Response)
        assert found.answers == (("n", 2),)
        assert type(dict(found.answers)["n"]) is int

    def test_exact_numbers_stay_exact(self) -> None:
        found = read_method(method('"minimumCoverage": 0.1, "tendencyShare": "1/3"'))
        assert (found.minimum_coverage, found.tendency_share) == (Fraction(1, 10), Fraction(1, 3))


def _answered(number: str) -> bytes:
    return document("response", RESPONSE.replace('"answers": {}', f'"answers": {{"n": {number}}}'))


def _with(name: str, key: str, value: object) -> str:
    """Give the code for a value in the first place of a document that has a key."""
    path = next(path for path in PLACES[name] if path[-1] == key)
    plain = json.loads(json.dumps(PLAIN[name], default=float))
    at_path(plain, path[:-1])[key] = value
    (problem,) = [p for p in check(dump(plain)) if p.pointer.endswith(f"/{key}")]
    return problem.code


class TestForms:
    """The fields whose JSON form is not that of their type."""

    def test_a_questions_form_lies_flat_in_the_question(self) -> None:
        question = Question(
            id="q", node="n", title={"de": "x"}, form=SingleChoice(scale="s"), weight=2
        )
        plain = {
            "id": "q",
            "node": "n",
            "title": {"de": "x"},
            "kind": "single",
            "scale": "s",
            "weight": 2,
        }
        assert unstructure(question) == plain
        assert list(unstructure(question))[:5] == ["id", "node", "title", "kind", "scale"]
        assert structure(plain, Question) == question

    def test_defaults_and_none_are_left_out(self) -> None:
        assert unstructure(Method()) == {}
        assert json.loads(write(Method())).keys() == {"$schema"}
        assert unstructure(Round(id="r", start=dt.date(2026, 3, 1))) == {
            "id": "r",
            "start": "2026-03-01",
        }

    def test_a_pair_is_a_list_of_two(self) -> None:
        """G8: id in the earlier round, then id in the later one."""
        matching = Matching(
            relations=[
                Relation(how="reworded", earlier=("a",), later=("b",)),
                Relation(how="new", later=("c",)),
                Relation(how="split", earlier=("d",), later=("e", "f")),
            ],
            compared=[("a", "b")],
            altered=(),
            contradictory=(),
        )
        plain = {
            "relations": [
                {"how": "reworded", "earlier": ["a"], "later": ["b"]},
                {"how": "new", "later": ["c"]},
                {"how": "split", "earlier": ["d"], "later": ["e", "f"]},
            ],
            "compared": [["a", "b"]],
            "altered": [],
            "contradictory": [],
        }
        assert json.loads(dump(unstructure(matching))) == plain
        assert structure(plain, Matching) == matching
        empty = {"earlier": [], "later": ["c"], "how": "new"}
        assert structure(empty, Relation) == matching.relations[1]

    def test_a_view_names_a_perspective_or_none(self) -> None:
        for view, plain in (
            (View(kind="pooled"), {"kind": "pooled"}),
            (
                View(kind="personal", perspective="politics"),
                {"kind": "personal", "perspective": "politics"},
            ),
        ):
            assert unstructure(view) == plain
            assert structure(plain, View) == view

    def test_answers_have_one_form(self) -> None:
        assert read_answer(["b", "a"]) == ("a", "b")
        assert read_answer(Decimal("0.5")) == Fraction(1, 2)
        assert (read_answer("x"), read_answer(3), read_answer([])) == ("x", 3, ())
        answers: list[Answer] = [("a", "b"), Fraction(1, 2), Fraction(2), "x", 3]
        written = [write_answer(one) for one in answers]
        assert written == [["a", "b"], Decimal("0.5"), 2, "x", 3]

    def test_extensions_keep_everything(self) -> None:
        body = '"extensions": {"b": [1, true, null, 1.50, {"": []}], "a": {"ü": "\\u0000"}}'
        found = read_method(method(body)).extensions
        assert found == Extensions(
            {"a": {"ü": "\x00"}, "b": [1, True, None, Decimal("1.50"), {"": []}]}
        )
        assert json.loads(write(read_method(method(body)))) == json.loads(method(body))

    def test_times_keep_their_offset(self) -> None:
        body = f'{RESPONSE}, "submittedAt": "2026-03-01T10:00:00.5-03:30"'
        found = read(document("response", body))
        assert isinstance(found, Response)
        assert found.submitted_at == dt.datetime(2026, 3, 1, 13, 30, 0, 500_000, tzinfo=dt.UTC)
        assert json.loads(write(found))["submittedAt"] == "2026-03-01T10:00:00.500000-03:30"

    @pytest.mark.parametrize("time", ["2026-02-29T10:00:00Z", "2026-04-31T10:00:00+00:00"])
    def test_a_time_that_is_none(self, time: str) -> None:
        body = f'{RESPONSE}, "submittedAt": "{time}"'
        assert refused(lambda: read(document("response", body))) == [
            ("bad-date-time", "/submittedAt")
        ]

    def test_a_share_is_computed_again(self) -> None:
        """A4: the float and the percentage of a report are never trusted."""
        half = {"exact": "1/3", "value": 1 / 3, "percent": 33}
        assert structure(half, Share) == Share(Fraction(1, 3))
        assert unstructure(Share(Fraction(1, 3))) == half
        wrong = {"exact": "1/3", "value": 0.33, "percent": 34}
        assert refused(lambda: structure(wrong, Share)) == [
            ("total-differs", "/percent"),
            ("total-differs", "/value"),
        ]


class TestWriting:
    """Nothing is written that would not read back equal."""

    @pytest.mark.parametrize(
        ("weight", "code"),
        [
            (Fraction(1, 3), "not-decimal"),
            (Fraction(1, 2**300), "number-too-long"),
            (Fraction(2**53), "number-too-large"),
        ],
    )
    def test_a_number_that_json_cannot_give_is_refused(self, weight: Fraction, code: str) -> None:
        model = read_target_model(dump(PLAIN["target-model-minimal"]))
        changed = attrs.evolve(model, nodes=[attrs.evolve(model.nodes[0], weight=weight)])
        assert [code for code, _ in refused(lambda: write(changed))] == [code]

    def test_a_share_of_thousands_of_digits_is_refused(self) -> None:
        """The schema allows 4 000 characters, and Python writes no integer of 4 300 digits."""
        assert unstructure(Share(Fraction(1, 2**5_999)))["exact"].startswith("1/")
        assert refused(lambda: unstructure(Share(Fraction(1, 2**6_001)))) == [
            ("number-too-long", "")
        ]

    def test_half_a_character_is_refused(self) -> None:
        assert refused(lambda: write(Method(extensions=Extensions({"a": "\ud800"})))) == [
            ("lone-surrogate", "")
        ]

    def test_a_line_is_a_line(self) -> None:
        line = write_line(Method(id="x", extensions=Extensions({"a": "b\nc\u2028"})))
        assert line.count(b"\n") == 1
        assert read_method(line).id == "x"


class TestPlainValues:
    """`from_plain` takes TOML as it is read: numbers int or Decimal, never a float (M5)."""

    def test_a_float_is_not_exact(self) -> None:
        plain = {**PLAIN["method-minimal"], "minimumCoverage": 0.1}
        assert refused(lambda: from_plain(plain)) == [("not-exact", "/minimumCoverage")]
        plain["minimumCoverage"] = Decimal("0.1")
        assert from_plain(plain) == Method(minimum_coverage=Fraction(1, 10))

    def test_a_pointer_leaves_out_the_form_of_a_question(self) -> None:
        plain = json.loads(json.dumps(PLAIN["questionnaire"], default=int))
        at = next(i for i, one in enumerate(plain["questions"]) if one["kind"] == "number")
        plain["questions"][at]["minimum"] = -0.5
        assert refused(lambda: from_plain(plain)) == [("not-exact", f"/questions/{at}/minimum")]

    def test_what_json_has_no_word_for_is_refused(self) -> None:
        plain = {
            **PLAIN["method-minimal"],
            "id": dt.date(2026, 1, 1),
            "extensions": {"a": dt.date(2026, 1, 1)},
        }
        assert ("wrong-type", "/id") in refused(lambda: from_plain(plain))
        del plain["id"]
        assert refused(lambda: from_plain(plain)) == [("wrong-form", "/extensions")]

    def test_the_plain_value_is_not_changed(self) -> None:
        plain = dict(PLAIN["assessment"])
        before = json.dumps(plain, default=str)
        found = from_plain(plain)
        assert isinstance(found, Assessment)
        assert json.dumps(plain, default=str) == before


def test_references_and_texts_are_values() -> None:
    assert structure({"id": "q", "version": "1"}, Reference) == Reference(id="q", version="1")
    assert structure({"en": "b", "de": "a"}, Text) == Text({"de": "a", "en": "b"})
    assert refusal(lambda: structure({"de": " "}, Text)).problems[0].pointer == "/de"
