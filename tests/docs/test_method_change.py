# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The worked examples of ``docs/method/change.md``: G7, G8."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from tests.builders import node, of_another_round, single, town
from tests.docs.pages import (
    NONE,
    Rows,
    given,
    missing_keys,
    named,
    row,
    said,
    shown,
    tables,
)

from weltoffen.model.target import Replaces
from weltoffen.model.workshop import Rerating
from weltoffen.report.assembly import build_report
from weltoffen.report.earlier import Earlier
from weltoffen.scoring.development import Change, change
from weltoffen.scoring.matching import Matching, comparability

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.builders import Town

    from weltoffen.model.response import Response
    from weltoffen.model.target import Replacement
    from weltoffen.report.shares import Share
    from weltoffen.report.structure import Report


def stage(value: Share | None, name: str | None) -> str:
    """Write a score with its stage."""
    return NONE if value is None else f"{shown(value)}, stage {name}"


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
    answers: Any = {question: said(answer) for question, (_, _, answer) in found.items()}
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


EXAMPLES: Mapping[str, Callable[[], Rows]] = {
    "comparability": comparable,
    "change": lambda: changed(reworded=False),
    "reworded": lambda: changed(reworded=True),
    "apart": by_themselves,
    "ratings": ratings,
}


class TestExamples:
    """G7, G8: what stands on the page is what the code gives."""

    @pytest.mark.parametrize("table", EXAMPLES)
    def test_every_number(self, table: str) -> None:
        assert tables("change")[table][1] == EXAMPLES[table]()

    def test_no_marked_table_is_left_out(self) -> None:
        assert {*tables("change")} == {*EXAMPLES, "editions", "keys"}

    def test_every_key_is_one_of_a_report(self) -> None:
        assert missing_keys("change", second_round()) == []


class TestSentences:
    """What the page says beside its tables."""

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
