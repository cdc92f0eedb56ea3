# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Sound reports, and a way to tamper with them: what the tests of A4 share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
from tests.builders import T, checklist, flat, node, of_another_round, refused, single, town

from weltoffen.model.assessment import Supplement
from weltoffen.model.method import Method
from weltoffen.model.questionnaire import Gate
from weltoffen.model.target import Node, Replaces
from weltoffen.model.workshop import Rerating
from weltoffen.report.assembly import build_report
from weltoffen.report.earlier import Earlier
from weltoffen.report.recomputation import check_report
from weltoffen.report.shares import Share
from weltoffen.report.structure import GapResult
from weltoffen.scoring.protection import ProtectionRule, protect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.builders import Town

    from weltoffen.model.method import WholePolicy
    from weltoffen.model.response import Response
    from weltoffen.report.structure import Report

OWN = Supplement(nodes=[Node(id="own", title=T)], questions=[single("o", "own")])


def place(policy: WholePolicy) -> Town:
    """Give a town of eight nodes: field f with a and b, and the leaves c, d, e, g and h."""
    return town(
        *(single(leaf, leaf) for leaf in "abcdegh"),
        single("z", "d", weight=0),
        nodes=[node("f"), node("a", "f"), node("b", "f"), *(node(one) for one in "cdegh")],
        gates=[Gate(id="g1", node="c", stage="four", question="z", minimum=4)],
        perspectives=["administration", "politics", "economy"],
        method=Method(whole_policy=policy),
        targets={"f": "three", "d": "three", "e": "three"},
        supplement=OWN,
    )


COLUMNS = {
    "a": "000000222222",
    "b": "000000333333",
    "c": "222222444444",
    "d": "111111444444",
    "e": "222222333444",
    "h": "01234uuuuuuu",
    "z": "000000444444",
    "o": "000000222222",
}
HIGHER = COLUMNS | {"a": "000000444444"}
POOLED = place("pooled").report(*place("pooled").persons("politics", **COLUMNS))
"""a 1/4 and b 3/8 aim at 1/2 as f does; c 3/4 is held at three by its gate; d 5/8 and e 11/16, which leans to
four, have reached three; g is protected; h has a coverage of 5/12; own 1/4."""
EQUAL = place("equal").report(
    *flat(place("equal").persons(p, **c) for p, c in (("politics", COLUMNS), ("economy", HIGHER)))
)
"""The same with a second perspective, for which a is 1/2."""
OFFICIAL = place("official").report(
    place("official").official(a="s1", b="s0", c="s4", d="s2", z="s2", o="s2"),
    *place("official").persons("politics", **COLUMNS),
)
"""a 1/4 and b 0 lack something, c is held at three, d is 1/2; e, g, h have no answer; own 1/2."""

TOGETHER = "economy-and-residents"
PERSPECTIVES = ("administration", "politics", "civil-society", "economy", "residents")
TREE = [node("f"), node("a", "f"), node("b", "f"), node("c"), node("d")]
OLD = town(
    *(single(one, one[0]) for one in ("a", "b", "b-old", "c-old", "d1", "d2", "dropped")),
    single("out", "e"),
    nodes=[*TREE, node("e")],
    perspectives=PERSPECTIVES,
)
NEW = town(
    *(single("a", "a"), single("b", "b")),
    single("b-new", "b", replaces=[Replaces(id="b-old", how="reworded")]),
    single("c", "c", replaces=[Replaces(id="c-old", how="same")]),
    checklist("c-list", "c"),
    single("d", "d", replaces=[Replaces(id=one, how="merged") for one in ("d1", "d2")]),
    nodes=TREE,
    perspectives=PERSPECTIVES,
    targets={"f": "three"},
    supplement=OWN,
)


def _built(place: Town, *responses: Response, **more: Any) -> Report:  # noqa: ANN401 - see `build_report`
    rule = ProtectionRule(k=5, merges=[("economy", "residents")])
    public = protect(place.tally(*responses), rule, place.assessment, place.edition)
    return build_report(public, place.assessment, place.edition, **more)


def _persons(place: Town, **more: Sequence[Any]) -> list[Response]:
    """Give answers of 6, 8, 3 and 4 persons; further questions as one list of columns each."""
    columns = [{"a": "112233", "b": "001122"}, {"a": "00001111", "b": "11222233"}]
    columns += [{"a": "234", "b": "123"}, {"a": "0123", "b": "1234"}]
    for question, found in more.items():
        for own, answers in zip(columns, found, strict=True):
            own[question] = answers
    return flat(
        place.persons(one, **own) for one, own in zip(PERSPECTIVES[1:], columns, strict=True)
    )


TICKED = [["x"], ["x", "y"], ["z"], [], ["x"], ["x", "y", "z"]]
EARLIER = _built(OLD, OLD.official(a="s2", b="s1"), *_persons(OLD))
SECOND = _built(
    NEW,
    NEW.official(**{"a": "s4", "b": "s3", "b-new": "s3"}),
    *_persons(
        NEW,
        c=["000044", "22334444", "012", "1234"],
        d=["11uuuu", "01230123", "234", "1234"],
        **{"c-list": [TICKED, "--------", "---", "----"]},
    ),
    reratings=[
        Rerating(node="a", stage="three", tendency=True, reason=T),
        Rerating(node="d", stage="two"),
    ],
    earlier=Earlier(report=of_another_round(EARLIER), edition=OLD.edition, reworded=True),
)
"""A second round with everything. Three persons of the economy and four residents are taken together; the
administration gave an official response and no personal ones. a, b and c show all three groups. At d politics
gave two answers only, so that it and the merged group are the rest; at the checklist only politics answered,
so that everybody is. Of what can be compared both rounds answered a and b."""


def problems(report: Report) -> list[tuple[str, str]]:
    """Give code and pointer of all problems of a report."""
    return refused(lambda: check_report(report))


def tampered(value: Any, *path: str | int, to: Any) -> Any:  # noqa: ANN401 - any part of a report
    """Give a report with another value in one place."""
    if not path:
        return to
    step, *rest = path
    if isinstance(step, str):
        return attrs.evolve(value, **{step: tampered(getattr(value, step), *rest, to=to)})
    return (*value[:step], tampered(value[step], *rest, to=to), *value[step + 1 :])


def gap(points: str, stages: int) -> GapResult:
    """Give a gap."""
    return GapResult(points=Share(points), stages=stages)
