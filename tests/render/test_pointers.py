# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Pointers into a report's JSON: each leads to the very value that was given; N3."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from tests.render.refreports import demo, full_village, read
from tests.render.refs import MISSING, resolve
from tests.report.anyreports import any_reports

from weltoffen.render.pointers import Pointers, unshared
from weltoffen.report.shares import Share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weltoffen.report.structure import Report


def shares(value: Any) -> Iterator[Share]:  # noqa: ANN401 - any part of a report
    """Give every share of a report."""
    if isinstance(value, Share):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from shares(one)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from shares(getattr(value, field.name))


def check_all(found: Report) -> int:
    """Follow the pointer of every share; give how many there are."""
    pointers, document = Pointers(found), read(found)
    seen: list[str] = []
    for one in shares(found):
        pointer = pointers.to(one)
        assert pointer is not None
        seen.append(pointer)
        assert Fraction(resolve(document, pointer)["exact"]) == one.exact
    assert len({*seen}) == len(seen)
    return len(seen)


class TestEachShareOfAReportHasAPointerOfItsOwn:
    @pytest.mark.parametrize("told", [demo, full_village], ids=["demo", "village"])
    def test_in_whole_reports(self, told: Any) -> None:  # noqa: ANN401
        assert check_all(told().report) > 100

    @settings(max_examples=25)
    @given(any_reports())
    def test_in_any_report(self, found: Report) -> None:
        assert check_all(found) > 0

    def test_equal_scores_of_two_nodes_are_two_values(self) -> None:
        found = full_village().report
        pointers = Pointers(found)
        for place, one in enumerate(found.nodes):
            assert pointers.to(one.target.score) == f"/nodes/{place}/target/score"
        assert len({one.target.score for one in found.nodes}) < len(found.nodes)


class TestAttributesAreNamedAsInTheJson:
    def test_in_camel_case(self) -> None:
        found = demo().report
        pointers, document = Pointers(found), demo().document
        gap = found.gaps[1].nodes[2]
        assert pointers.to(gap, "row_n") == "/gaps/1/nodes/2/rowN"
        assert resolve(document, "/gaps/1/nodes/2/rowN") == gap.row_n
        assert pointers.to(found.stamp, "protection_k") == "/stamp/protectionK"
        assert pointers.to(found, "order_agreement") == "/orderAgreement"
        assert pointers.to(found.order_agreement, "leaves") == "/orderAgreement/leaves"

    def test_of_the_report_itself(self) -> None:
        found = demo().report
        assert Pointers(found).to(found) == ""
        assert Pointers(found).to(found, "responses") == "/responses"
        assert resolve(demo().document, "/responses") == found.responses

    def test_of_what_is_left_out_as_a_default(self) -> None:
        found = demo().report
        assert Pointers(found).to(found, "ratings") == "/ratings"
        assert resolve(demo().document, "/ratings") is MISSING


class TestWhatIsNoPartOfTheReport:
    def test_has_none_even_if_it_is_equal(self) -> None:
        found = demo().report
        assert found.whole.score is not None
        again = Share(found.whole.score.exact)
        assert again == found.whole.score
        assert Pointers(found).to(again) is None
        assert Pointers(found).to(attrs.evolve(found.whole), "n") is None

    def test_without_report_nothing_has_one(self) -> None:
        assert Pointers(None).to(demo().report.whole.score) is None
        assert Pointers(None).to(None) is None


class TestEqualReportsHaveEqualPointers:
    """Equal inputs give equal outputs, whatever a report shares in memory."""

    def test_values_that_are_shared_stand_apart(self) -> None:
        found = full_village().report
        one = found.nodes[0]
        both = attrs.evolve(found, whole=one, nodes=(one, *found.nodes[1:]))
        apart = unshared(both)
        assert apart == both
        assert check_all(apart) > check_all(unshared(found)) - 10
        assert apart.whole is not apart.nodes[0]
        assert apart.whole.score is not apart.nodes[0].score
        assert Pointers(apart).to(apart.nodes[0]) == "/nodes/0"
        assert Pointers(apart).to(apart.whole) == "/whole"

    def test_a_report_that_shares_nothing_stays_as_it_is(self) -> None:
        found = full_village().report
        once = unshared(found)
        assert unshared(once) is once

    def test_one_value_everywhere(self) -> None:
        found = full_village().report
        score = found.nodes[0].score
        nodes = tuple(attrs.evolve(node, score=score) for node in found.nodes)
        assert check_all(unshared(attrs.evolve(found, nodes=nodes))) > len(nodes)
