# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The worked examples of ``docs/method/model.md``: M1-M8."""

from __future__ import annotations

import re
import tomllib
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.builders import STEPS, free, node, number, refused, single, town
from tests.docs.pages import NONE, Rows, given, named, page, row, said, shown, tables

from weltoffen.model.assessment import Supplement
from weltoffen.model.exact import exact
from weltoffen.model.forms import Band, Checklist, NumberEntry, SingleChoice
from weltoffen.model.ids import is_id, near_duplicates
from weltoffen.model.questionnaire import Question
from weltoffen.model.scale import Option, Scale
from weltoffen.model.target import MAX_LEVELS, REPLACEMENTS, Node, Replaces
from weltoffen.reference import compare_editions, completeness, load_reference
from weltoffen.scoring.evidence import answer_value
from weltoffen.scoring.sheets import explain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from weltoffen.model.edition import Edition
    from weltoffen.model.forms import AnswerForm

WORKED = Path(__file__).resolve().parents[1] / "worked"
T = {"de": "x"}


# --- M1 to M3 ----------------------------------------------------------------------------------------


def shapes() -> Rows:
    model = load_reference("2026.1").target_model
    levels = tuple(one.id for one in model.levels)
    return [
        row("edition 2026.1", levels, len(model.nodes), len(model.leaves)),
        row("MIPEX 2015", *shape_of_worked("mipex-2015-germany")),
        row("CAF 2020", *shape_of_worked("caf-fine-tuned")),
    ]


def shape_of_worked(name: str) -> tuple[tuple[str, ...], int, int]:
    """Look at the document itself, which ``tests/worked`` reads."""
    model = tomllib.loads((WORKED / f"{name}.toml").read_text("utf-8"))["targetModel"]
    parents = {one.get("parent") for one in model["nodes"]}
    leaves = [one for one in model["nodes"] if one["id"] not in parents]
    return tuple(one["id"] for one in model["levels"]), len(model["nodes"]), len(leaves)


def ids() -> Rows:
    return [row(one["text"], is_id(one["text"].strip("`"))) for one in given("model", "ids")]


def alike() -> Rows:
    found = []
    for one in given("model", "alike"):
        pair = one["id"].strip("`"), one["other id"].strip("`")
        found.append(row(one["id"], one["other id"], near_duplicates(pair) == (pair,)))
    return found


def replaced() -> Rows:
    told = given("model", "replaced")
    old = [name for one in told for name in listed(one["earlier question"])]
    new = [
        single(name, replaces=replacements(one["earlier question"], one["says"]))
        for one in told
        for name in listed(one["later question"])
    ]
    editions = [town(*map(single, old)).edition, town(*new).edition]
    says = {(one["earlier question"], one["later question"]): one["says"] for one in told}
    found = []
    for one in compare_editions(*editions).questions:
        pair = shown(one.earlier), shown(one.later)
        found.append([*pair, says.get(pair, "?"), one.how])
    return found


def listed(cell: str) -> list[str]:
    return [] if cell == NONE else cell.split(", ")


def replacements(earlier: str, how: str) -> list[Replaces]:
    return [
        Replaces(id=name, how=one) for name in listed(earlier) for one in REPLACEMENTS if one == how
    ]


# --- M4 to M6 ----------------------------------------------------------------------------------------


def asked() -> Edition:
    """The questions of the example under M4, by kind."""
    options = [
        Option(id=one, title=T, points=points)
        for one, points in (("leaflet", 1), ("website", 1), ("advice", 2))
    ]
    bands = [
        Band(id=f"from-{lower}", lower=lower, points=points)
        for lower, points in ((0, 0), (50, 1), (80, 4))
    ]
    forms: Mapping[str, AnswerForm] = {
        "multiple": Checklist(options=options, cap=3),
        "number-with-bands": NumberEntry(minimum=0, maximum=100, bands=bands),
    }
    return town(
        single("single"),
        number("number"),
        free("text"),
        *(Question(id=one, node="a", title=T, form=form) for one, form in forms.items()),
    ).edition


def kinds() -> Rows:
    questionnaire = asked().questionnaire
    found = []
    for one in given("model", "kinds"):
        kind, answer = one["kind"], one["answer"]
        question = questionnaire.by_id[kind.replace(" ", "-")]
        value: Fraction | None = None
        if kind == "single":
            value = answer_value(questionnaire, question, str(said(answer)))
        elif kind == "multiple":
            ticked = () if answer == "nothing ticked" else tuple(sorted(answer.split(", ")))
            value = answer_value(questionnaire, question, ticked)
        elif kind != "text":
            value = answer_value(questionnaire, question, int(answer))
        assert (question in questionnaire.scored) == (value is not None)
        found.append(row(kind, answer, value))
    return found


def weighed(*weights: str) -> tuple[Mapping[str, Fraction], Fraction | None]:
    """Give shares and score of the example under M5."""
    told = given("model", "weights")
    questions = [
        Question(
            id=one["question"],
            node="language",
            title=T,
            form=NumberEntry(minimum=0, maximum=100),
            weight=weight,
        )
        for one, weight in zip(told, weights, strict=True)
    ]
    here = town(*questions)
    answers: Any = {one["question"]: int(Fraction(one["value"]) * 100) for one in told}
    explained = explain(here.scores(here.official(**answers)), "language", here.edition)
    return explained.shares, explained.score


def weights() -> Rows:
    told = given("model", "weights")
    shares, _ = weighed(*(one["weight"] for one in told))
    return [
        [one["question"], one["weight"], one["value"], shown(shares.get(one["question"]))]
        for one in told
    ]


def points() -> Rows:
    told = given("model", "points")
    options = [
        Option(id=f"o{place}", title=T, points=one["points"]) for place, one in enumerate(told)
    ]
    values = Scale(id="scale", options=options).values
    return [
        row(one["option"], one["points"], value) for one, value in zip(told, values, strict=True)
    ]


# --- M7 and M8 ---------------------------------------------------------------------------------------


def missing() -> Rows:
    titles = {
        one["text"]: {tag: "x" for tag in ("de", "en", "de-simple") if one[tag] == "yes"}
        for one in given("model", "texts")
    }
    criterion = Node(id="criterion", title=titles["criterion"])
    form = SingleChoice(scale=STEPS.id)
    question = Question(id="question", node="criterion", title=titles["question"], form=form)
    return [
        row(one.language, one.texts, tuple(place.split("/")[0] for place in one.missing))
        for one in completeness((criterion, question), ("de", "en", "de-simple"))
    ]


def supplement() -> Rows:
    own = Supplement(nodes=[node("harbour")], questions=[single("quays", "harbour")])
    here = town(single("courses", "language"), single("listings", "housing"), supplement=own)
    report = here.report(here.official(courses="s3", listings="s2", quays="s0"))
    return [
        *(row(named(one.node), "edition", one.score) for one in (report.whole, *report.nodes)),
        *(row(one.node, "supplement", one.score) for one in report.supplement),
    ]


EXAMPLES: Mapping[str, Callable[[], Rows]] = {
    "shapes": shapes,
    "ids": ids,
    "alike": alike,
    "replaced": replaced,
    "kinds": kinds,
    "weights": weights,
    "points": points,
    "missing": missing,
    "supplement": supplement,
}


class TestExamples:
    """M1 to M8: what stands on the page is what the code gives."""

    @pytest.mark.parametrize("table", EXAMPLES)
    def test_every_cell(self, table: str) -> None:
        assert tables("model")[table][1] == EXAMPLES[table]()

    def test_no_marked_table_is_left_out(self) -> None:
        assert {*tables("model")} == {*EXAMPLES, "texts", "replacements"}

    def test_every_way_to_replace_is_explained(self) -> None:
        """M3."""
        ways = [one["how"].strip("`") for one in given("model", "replacements")]
        assert ways == [*REPLACEMENTS]


class TestSentences:
    """What the page says beside its tables."""

    def test_depth(self) -> None:
        """M1."""
        assert re.findall(r"any depth up to (\d+),", page("model")) == [str(MAX_LEVELS)]

    def test_length_of_ids(self) -> None:
        """M2."""
        (most,) = re.findall(r"at most (\d+) characters, and unique", page("model"))
        assert is_id("a" * int(most))
        assert not is_id("a" * (int(most) + 1))

    def test_only_proportions_of_weights_count(self) -> None:
        """M5."""
        told = weighed(*(one["weight"] for one in given("model", "weights")))
        assert told == weighed("2", "3", "0")
        assert told[1] == Fraction(11, 20)
        assert "2/5 × 1/4 + 3/5 × 3/4 = 11/20" in page("model")

    def test_floats_are_refused(self) -> None:
        """M5."""
        assert refused(lambda: exact(0.1)) == [("not-exact", "")]  # type: ignore[arg-type] # refused

    def test_points_never_fall(self) -> None:
        """M6."""
        for points in ((0, 2, 1), (1, 1)):
            options = [Option(id=f"o{n}", title=T, points=one) for n, one in enumerate(points)]
            assert refused(partial(Scale, id="scale", options=options))
