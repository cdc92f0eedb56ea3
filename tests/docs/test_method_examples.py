# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The worked examples of ``docs/method`` (G1-G9): the towns on the pages give the numbers on the pages.

A marked table is read from its page. Tables of answers make the town, and the code has to give every cell of
the other ones.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import attrs
import pytest
from tests.builders import Town, node, of_another_round, single, town

from weltoffen.model.target import Replaces
from weltoffen.model.workshop import Rerating
from weltoffen.render.talks import ALIKE
from weltoffen.report.assembly import build_report
from weltoffen.report.earlier import Earlier
from weltoffen.report.shares import Share
from weltoffen.schemas.wire import unstructure
from weltoffen.scoring.development import Change, change
from weltoffen.scoring.distribution import published_distributions
from weltoffen.scoring.gaps import target_of
from weltoffen.scoring.matching import Matching, comparability
from weltoffen.scoring.occasions import CAMPS, LARGE_GAP
from weltoffen.scoring.perception import ViewGap, perception_gaps
from weltoffen.scoring.robustness import Doubt

if TYPE_CHECKING:
    from weltoffen.model.response import Response
    from weltoffen.model.target import Replacement
    from weltoffen.report.structure import Report

DOCS = Path(__file__).resolve().parents[2] / "docs" / "method"
PAGES = ("gaps", "perception", "change", "robustness")
NONE = "–"
UNKNOWN = "don't know"

Row = Mapping[str, str]
Rows = list[list[str]]


# --- Pages -------------------------------------------------------------------------------------------


def page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


@cache
def tables(name: str) -> Mapping[str, tuple[tuple[str, ...], Rows]]:
    """Give the marked tables of a page: headings and rows, by their names."""
    marked = re.findall(r"<!-- (?:example: )?([a-z]+) -->\n((?:\|.*\n)+)", page(name))
    found = {}
    for one, text in marked:
        headings, _, *rows = map(cells, text.splitlines())
        found[one] = tuple(headings), rows
    assert len(found) == len(marked) == page(name).count("<!-- ")
    return found


def given(name: str, table: str) -> list[Row]:
    headings, rows = tables(name)[table]
    return [dict(zip(headings, row, strict=True)) for row in rows]


def shown(value: object) -> str:
    """Write a value as the pages do."""
    if value is None or value == ():
        return NONE
    if isinstance(value, Share):
        value = value.exact
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value).replace("-", "−") if isinstance(value, Fraction | int) else str(value)


def row(*values: object) -> list[str]:
    return [shown(value) for value in values]


def points(value: Fraction) -> int:
    """Percentage points as a report shows them (S1)."""
    return Share(value).percent


def named(one: str | None) -> str:
    return one or "whole"


def stage(value: Share | None, name: str | None) -> str:
    """Write a score with its stage."""
    return NONE if value is None else f"{shown(value)}, stage {name}"


# --- G1 to G3 ----------------------------------------------------------------------------------------


def said(option: str) -> str:
    return "unknown" if option == UNKNOWN else f"s{option}"


def official_town(name: str, **more: Any) -> tuple[Town, Response]:  # noqa: ANN401 - as town
    """Give the town of a page whose answers are one official response."""
    answers = given(name, "answers")
    here = town(*(single(one["question"], one["criterion"]) for one in answers), **more)
    return here, here.official(**{one["question"]: said(one["option"]) for one in answers})


@cache
def falling_short() -> tuple[Town, Report]:
    here, response = official_town("gaps", targets={"housing": "three"})
    return here, here.report(response)


def targets() -> Rows:
    _, report = falling_short()
    return [
        row(named(one.node), one.score, one.target.score, *gap)
        for one in (report.whole, *report.nodes)
        for gap in [
            (one.gap.points, one.gap.points.percent, one.gap.stages)
            if one.gap
            else (None, None, None)
        ]
    ]


def needs() -> Rows:
    _, report = falling_short()
    return [
        row(place, one.node, one.gap.points, one.gain, one.gain.percent)
        for place, one in enumerate(report.needs, 1)
    ]


def steps() -> Rows:
    _, report = falling_short()
    return [
        row(one.node, step.question, step.option.strip("s"), step.leaf, step.whole)
        for one in report.levers
        for step in one.steps
    ]


def paths() -> Rows:
    _, report = falling_short()
    return [
        row(
            one.node,
            one.next_stage,
            tuple(
                f"{part.question} → {option.strip('s')}"
                for part in one.path or ()
                for option in part.options
            ),
            one.clarify,
        )
        for one in report.levers
    ]


# --- G4 to G6 ----------------------------------------------------------------------------------------


@cache
def seen_differently() -> tuple[Town, Report, tuple[ViewGap, ...]]:
    """Give the town of the page on perception, its report and its gaps; views in order of the table."""
    told = given("perception", "answers")
    leaves = {one["question"]: one["criterion"] for one in told}
    here = town(*(single(question, leaf) for question, leaf in leaves.items()))
    columns: dict[str, dict[str, str]] = {}
    for one in told:
        answers = "".join(option * int(one[option]) for option in "01234")
        columns.setdefault(one["view"], {})[one["question"]] = answers + "u" * int(one[UNKNOWN])
    office = columns.pop("administration")
    responses = [here.official(**{question: f"s{option}" for question, option in office.items()})]
    for view, answered in columns.items():
        responses += here.persons(view, **answered)
    public, scores = here.protect(*responses), here.scores(*responses)
    return (
        here,
        here.report(*responses),
        perception_gaps(published_distributions(public, here.edition), scores, here.edition),
    )


def apart() -> ViewGap:
    """Politics against residents."""
    *_, found = seen_differently()[2]
    assert [one.perspective for one in (found.row, found.column)] == ["politics", "residents"]
    return found


def medians() -> Rows:
    return [
        row(gap.question, view, side.n, side.mean, *side.median)
        for gap in apart().questions
        for view, side in (("politics", gap.row), ("residents", gap.column))
    ]


def pairs() -> Rows:
    gap = apart().questions[0]
    found = []
    for option, count in enumerate(gap.row.counts):
        below, above = sum(gap.column.counts[:option]), sum(gap.column.counts[option + 1 :])
        if count:
            found.append(row(option, count, below, above, count * (below - above)))
    return found


def question_gaps() -> Rows:
    return [
        row(one.question, one.difference, points(one.difference), one.delta)
        for one in apart().questions
    ]


def node_gaps() -> Rows:
    *_, result = seen_differently()[1].gaps
    return [
        row(
            named(one.node),
            one.questions,
            one.row,
            one.row_n,
            one.column,
            one.column_n,
            one.difference,
            one.difference.percent,
            one.stages,
        )
        for one in result.nodes
    ]


def overview() -> Rows:
    report, whole = seen_differently()[1], apart().nodes[0]
    own = [
        one.nodes[0].score.exact
        for one in report.perspectives
        if one.capacity == "personal" and one.nodes[0].score
    ]
    return [
        row("each by itself", *own, own[0] - own[1]),
        row("over the same questions", whole.row, whole.column, whole.difference),
    ]


def agreement() -> Rows:
    return [
        row(one.question, *(answers.agreement for answers in one.published))
        for one in seen_differently()[1].questions
    ]


def orders() -> Rows:
    """The places by hand: there are no ties."""
    here, report, _ = seen_differently()
    assert report.order_agreement
    leaves = report.order_agreement.leaves
    assert leaves == ("language", "housing")
    aims = [target_of(leaf, here.assessment, here.edition).score for leaf in leaves]
    found = []
    for one in report.perspectives:
        scores = {each.node: each.score for each in one.nodes}
        gaps = [
            aim - score.exact
            for leaf, aim in zip(leaves, aims, strict=True)
            if (score := scores[leaf])
        ]
        places = [1 + sum(other > gap for other in gaps) for gap in gaps]
        found.append(row(one.perspective, *gaps, *places))
    return found


def occasions() -> Rows:
    found = []
    for place, one in enumerate(seen_differently()[1].occasions, 1):
        views = tuple(view.perspective for view in (one.row, one.column) if view)
        number, percent = one.agreement, None
        if one.difference:
            number, percent = one.difference, one.difference.percent
        found.append(row(place, one.kind, one.node, one.question, views, number, percent))
    return found


# --- G7 and G8 ---------------------------------------------------------------------------------------


HOWS: Mapping[str, Replacement] = {
    "reworded": "reworded",
    "split": "split",
    "merged": "merged",
}


def side(name: str) -> tuple[Town, Response]:
    """Give the town of one of the two rounds, ``earlier`` or ``later``, and its official response."""
    old = name == "earlier"
    headings, rows = tables("change")["editions"]
    at = 0 if old else 4
    assert headings[at : at + 4] == (f"{name} question", "criterion", "weight", "answer")
    found: dict[str, tuple[str, str, str]] = {}
    replaces: dict[str, list[Replaces]] = {}
    for cell in rows:
        question, relation = cell[at], cell[-1]
        if question == NONE:
            continue
        found[question] = cell[at + 1], cell[at + 2], cell[at + 3]
        if not old and relation in HOWS:
            replaces.setdefault(question, []).append(Replaces(id=cell[0], how=HOWS[relation]))
    greens = [Replaces(id="parks", how="reworded")]
    here = town(
        *(
            single(question, leaf, weight=weight, replaces=replaces.get(question, ()))
            for question, (leaf, weight, _) in found.items()
        ),
        nodes=[
            node(leaf, replaces=greens if leaf == "greens" else ())
            for leaf in dict.fromkeys(leaf for leaf, _, _ in found.values())
        ],
    )
    answers = {question: said(answer) for question, (_, _, answer) in found.items()}
    return here, here.official(**answers)


def rounds(*names: str, reworded: bool = False) -> Change:
    (before, old), (after, new) = map(side, names)
    return change(
        before.scores(old), after.scores(new), before.edition, after.edition, reworded=reworded
    )


@cache
def second_round(*, reworded: bool = False) -> Report:
    """The later round's report with the earlier round and the workshop."""
    (before, old), (after, new) = side("earlier"), side("later")
    return build_report(
        after.protect(new),
        after.assessment,
        after.edition,
        earlier=Earlier(
            report=of_another_round(before.report(old)), edition=before.edition, reworded=reworded
        ),
        reratings=[
            Rerating(
                node=one["node"],
                stage=one["workshop"].removeprefix("stage "),
                tendency=one["tendency"] == "yes",
                reason={"de": "Kurse nur in der Kernstadt."} if one["tendency"] == "yes" else None,
            )
            for one in given("change", "ratings")
        ],
    )


def comparable() -> Rows:
    old, new = side("earlier")[0].edition, side("later")[0].edition
    columns = [listed(comparability(old, new, reworded=one).questions) for one in (False, True)]
    return [row(name, *(column[name] for column in columns)) for name in columns[0]]


def listed(found: Matching) -> dict[str, tuple[str, ...]]:
    linked = {
        name: tuple(arrow((one,), (other,)) for one, other in pairs)
        for name, pairs in (
            ("compared", found.compared),
            ("reworded", found.reworded),
            ("altered", found.altered),
            ("contradictory", found.contradictory),
            ("without leaf", found.without_leaf),
        )
    }
    related = {
        name: tuple(arrow(one.earlier, one.later) for one in relations)
        for name, relations in (
            ("new", found.new),
            ("dropped", found.dropped),
            ("split", found.split),
            ("merged", found.merged),
        )
    }
    order = tables("change")["comparability"][1]
    return {name: {**linked, **related}[name] for name, *_ in order}


def arrow(earlier: Sequence[str], later: Sequence[str]) -> str:
    sides = [" + ".join(one) for one in (earlier, later) if one]
    return " → ".join(dict.fromkeys(sides))


def changed(*, reworded: bool) -> Rows:
    found = second_round(reworded=reworded).change
    assert found
    assert found.main
    return [
        row(
            named(one.node),
            one.questions,
            one.earlier,
            one.later,
            one.difference,
            one.difference.percent,
            one.stages,
        )
        for one in found.main.nodes
    ]


def by_themselves() -> Rows:
    (before, old), (after, new) = side("earlier"), side("later")
    earlier, later = before.raw_scores(old).main.by_node, after.raw_scores(new).main.by_node
    scores = ((key, earlier[key].score, one.score) for key, one in later.items() if key in earlier)
    return [
        row(named(key), one, other, other - one)
        for key, one, other in scores
        if one is not None and other is not None
    ]


def ratings() -> Rows:
    report = second_round()
    own = report.by_node
    return [
        row(
            one.node,
            stage(own[one.node].score, own[one.node].stage),
            f"stage {one.stage}",
            "yes" if one.tendency else "no",
            one.stages,
        )
        for one in report.ratings
    ]


# --- G9 ----------------------------------------------------------------------------------------------


@cache
def firm() -> Report:
    here, response = official_town("robustness")
    return here.report(response)


@cache
def five_people() -> Report:
    here = town(single("courses", "language"))
    return here.report(*here.persons("politics", courses="01234"))


def policies() -> Rows:
    found = []
    for own, one in zip((firm().whole, *firm().nodes), firm().stability, strict=True):
        assert own.node == one.node
        scores = {each.parent_policy: stage(each.score, each.stage) for each in one.variants}
        scores[firm().stamp.method.parent_policy] = stage(own.score, own.stage)
        found.append(
            row(named(one.node), *(scores[name] for name in ("mean", "questions", "minimum")))
        )
    return found


def ranges(report: Report) -> Rows:
    scores = {one.node: one.score for one in (report.whole, *report.nodes)}
    return [
        row(named(one.node), scores[one.node], one.low, one.high, one.fragile)
        for one in report.stability
    ]


# --- All pages ---------------------------------------------------------------------------------------

EXAMPLES: Mapping[tuple[str, str], Callable[[], Rows]] = {
    ("gaps", "targets"): targets,
    ("gaps", "needs"): needs,
    ("gaps", "steps"): steps,
    ("gaps", "paths"): paths,
    ("perception", "medians"): medians,
    ("perception", "pairs"): pairs,
    ("perception", "questions"): question_gaps,
    ("perception", "nodes"): node_gaps,
    ("perception", "overview"): overview,
    ("perception", "agreement"): agreement,
    ("perception", "orders"): orders,
    ("perception", "occasions"): occasions,
    ("change", "comparability"): comparable,
    ("change", "change"): lambda: changed(reworded=False),
    ("change", "reworded"): lambda: changed(reworded=True),
    ("change", "apart"): by_themselves,
    ("change", "ratings"): ratings,
    ("robustness", "policies"): policies,
    ("robustness", "ranges"): lambda: ranges(firm()),
    ("robustness", "persons"): lambda: ranges(five_people())[1:],
}
ANSWERS = {
    ("gaps", "answers"),
    ("perception", "answers"),
    ("change", "editions"),
    ("robustness", "answers"),
}
REPORTS: Mapping[str, Callable[[], Report]] = {
    "gaps": lambda: falling_short()[1],
    "perception": lambda: seen_differently()[1],
    "change": second_round,
    "robustness": firm,
}


class TestExamples:
    """G1 to G9: what stands on the pages is what the code gives."""

    @pytest.mark.parametrize(("name", "table"), EXAMPLES)
    def test_every_number(self, name: str, table: str) -> None:
        assert tables(name)[table][1] == EXAMPLES[name, table]()

    def test_no_marked_table_is_left_out(self) -> None:
        marked = {(name, table) for name in PAGES for table in tables(name)}
        assert marked == {*EXAMPLES} | ANSWERS | {(name, "keys") for name in PAGES}

    @pytest.mark.parametrize("name", PAGES)
    def test_every_key_is_one_of_a_report(self, name: str) -> None:
        report = unstructure(REPORTS[name]())
        keys = [one["key"].strip("`") for one in given(name, "keys")]
        assert [key for key in keys if not held(report, key)] == []

    @pytest.mark.parametrize("name", PAGES)
    def test_every_python_name_is_there(self, name: str) -> None:
        names = re.findall(r"`weltoffen\.([a-z_.]+)\.(\w+)`", page(name))
        assert names
        for module, one in names:
            assert hasattr(importlib.import_module(f"weltoffen.{module}"), one)
        attributes = {one.name for one in attrs.fields(type(REPORTS[name]()))}
        assert {*re.findall(r"`Report\.(\w+)`", page(name))} <= attributes


def held(value: object, key: str) -> bool:
    """Say whether a path such as ``gaps[].nodes[].difference`` leads to something in plain values."""
    head, _, rest = key.partition(".")
    if isinstance(value, Mapping):
        inner = value.get(head.removesuffix("[]"))
        inside = inner if head.endswith("[]") else [inner]
        if not isinstance(inside, Sequence):
            return False
        return any(held(one, rest) if rest else one is not None for one in inside)
    return False


class TestSentences:
    """What the pages say beside their tables."""

    def test_delta_is_the_sum_of_the_pairs_by_hand(self) -> None:
        """G4."""
        total = sum(int(one[-1].replace("−", "-")) for one in tables("perception")["pairs"][1])
        gap = apart().questions[0]
        assert (total, gap.row.n * gap.column.n) == (26, 5 * 12)
        assert gap.delta == Fraction(total, 60) == Fraction(13, 30)

    def test_w(self) -> None:
        """G5: 12 · 1/2 / (9 · 6)."""
        found = seen_differently()[1].order_agreement
        assert found
        places = [list(map(int, one[-2:])) for one in tables("perception")["orders"][1]]
        sums = [sum(column) for column in zip(*places, strict=True)]
        s = sum((one - Fraction(sum(sums), 2)) ** 2 for one in sums)
        assert sums == [5, 4]
        assert found.w.exact == 12 * s / (9 * 6) == Fraction(1, 9)
        assert (3 * found.w.exact - 1) / 2 == Fraction(-1, 3)

    def test_thresholds(self) -> None:
        """G5 (its words), G6."""
        text = page("perception")
        assert re.findall(r"says from (\d/\d) on that the views largely", text) == [str(ALIKE)]
        assert re.findall(r"at least (\d/\d) apart", text) == [str(LARGE_GAP)]
        assert re.findall(r"agreement A of (\d) or less", text) == [str(CAMPS)]

    def test_exchanging_the_rounds(self) -> None:
        """G8: every sign turns; new and dropped, split and merged change places."""
        there, back = rounds("earlier", "later"), rounds("later", "earlier")
        assert there.main
        assert back.main
        assert [(one.earlier_node, one.difference) for one in back.main.nodes] == [
            (one.node, -one.difference) for one in there.main.nodes
        ]
        one, other = there.comparability.questions, back.comparability.questions
        assert [each.later for each in one.new] == [each.earlier for each in other.dropped]
        assert [each.later for each in one.split] == [each.earlier for each in other.merged]

    def test_doubts(self) -> None:
        """G9: the page explains every doubt there is."""
        doubts = re.findall(r"^\| `([a-z-]+)` \|", page("robustness"), re.MULTILINE)
        assert tuple(doubts) == get_args(Doubt)
