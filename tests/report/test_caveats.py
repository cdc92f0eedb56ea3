# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders import node, number, single, town

from weltoffen.model.method import Method

if TYPE_CHECKING:
    from weltoffen.report.structure import Report


def found(report: Report) -> dict[str, tuple[str, ...]]:
    return {caveat.code: caveat.nodes for caveat in report.caveats}


THREE = town(single("p"), single("q"), single("r"))
PAIR = town(
    single("p"), single("q"), single("r"), single("s"), perspectives=["politics", "residents"]
)


class TestAlways:
    """A self-check is a self-report, whoever answered."""

    def test_self_report(self) -> None:
        assert found(THREE.report()) == {"self-report": ()}

    def test_it_stands_first(self) -> None:
        report = THREE.report(THREE.official(p="s1"))
        assert report.caveats[0].code == "self-report"


class TestOneView:
    """S5: where one official response stands for the whole."""

    def test_an_official_whole(self) -> None:
        full = THREE.report(THREE.official(p="s1", q="s1", r="s1"))
        assert found(full) == {"self-report": (), "one-view": ()}

    def test_not_for_several_perspectives(self) -> None:
        report = THREE.report(*THREE.persons("politics", p="01234", q="01234", r="01234"))
        assert "one-view" not in found(report)


class TestLowCoverage:
    """S3: below three quarters a score carries a caveat; so does one that is missing for it."""

    def test_three_quarters_are_enough(self) -> None:
        report = PAIR.report(PAIR.official("politics", p="s1"))
        assert found(report)["self-report"] == ()
        here = town(single("p"), single("q"), single("r"), single("s"))
        assert "low-coverage" not in found(here.report(here.official(p="s1", q="s1", r="s1")))
        assert found(here.report(here.official(p="s1", q="s1")))["low-coverage"] == ("a",)

    def test_nodes_in_declared_order_parents_too(self) -> None:
        nodes = [node("f"), node("b", "f"), node("a", "f"), node("g")]
        here = town(single("p"), single("q", "b"), single("r", "b"), single("s", "g"), nodes=nodes)
        report = here.report(here.official(p="s1", q="s1", s="s1"))
        assert found(report)["low-coverage"] == ("b",)
        report = here.report(here.official(q="s1", s="s1"))
        assert found(report)["low-coverage"] == ("f", "b")

    def test_no_score_for_low_coverage(self) -> None:
        report = THREE.report(THREE.official(p="s1"))
        assert report.by_node["a"].reason == "low-coverage"
        assert found(report)["low-coverage"] == ("a",)

    def test_no_answers_at_all_are_no_low_coverage(self) -> None:
        report = THREE.report(THREE.official(p="unknown"))
        assert report.by_node["a"].reason == "no-answers"
        assert "low-coverage" not in found(report)


class TestSmallBase:
    """A leaf whose score rests on fewer than three questions."""

    def test_leaves_only(self) -> None:
        nodes = [node("f"), node("a", "f"), node("b", "f")]
        here = town(single("p"), single("q"), single("r"), single("s", "b"), nodes=nodes)
        report = here.report(here.official(p="s1", q="s1", r="s1", s="s1"))
        assert found(report)["small-base"] == ("b",)
        report = here.report(here.official(p="s1", q="s1", s="s1"))
        assert found(report)["small-base"] == ("a", "b")

    def test_not_without_score(self) -> None:
        assert "small-base" not in found(THREE.report(THREE.official(p="s1")))


class TestProtected:
    """P4: said if anything is protected, without a reason."""

    FULL = "0123401234"

    def test_nothing_is(self) -> None:
        everybody = [
            *PAIR.persons("politics", p=self.FULL, q=self.FULL, r=self.FULL, s=self.FULL),
            *PAIR.persons("residents", p=self.FULL, q=self.FULL, r=self.FULL, s=self.FULL),
        ]
        assert found(PAIR.report(*everybody)) == {"self-report": ()}

    def test_one_question_is_hidden(self) -> None:
        everybody = [
            *PAIR.persons("politics", p=self.FULL, q=self.FULL, r=self.FULL, s="1111111111"),
            *PAIR.persons("residents", p=self.FULL, q=self.FULL, r=self.FULL, s=self.FULL),
        ]
        assert "protected" in found(PAIR.report(*everybody))

    def test_one_perspective_is_small(self) -> None:
        everybody = [
            *PAIR.persons("politics", p=self.FULL, q=self.FULL, r=self.FULL, s=self.FULL),
            *PAIR.persons("residents", p="0123", q="0123", r="0123", s="0123"),
        ]
        assert "protected" in found(PAIR.report(*everybody))

    def test_only_a_question_for_some_is_hidden(self) -> None:
        """Everybody is shown by numbers of responses, but politics (4 answers) is not shown at s."""
        everybody = [
            *PAIR.persons("politics", p=self.FULL, q=self.FULL, r=self.FULL, s="0123------"),
            *PAIR.persons("residents", p=self.FULL, q=self.FULL, r=self.FULL, s=self.FULL),
        ]
        report = PAIR.report(*everybody)
        assert [one.responses for one in report.participation] == [10, 10]
        assert "protected" in found(report)

    def test_where_nothing_is_shown_it_is_not_said_whether_there_was_anything(self) -> None:
        assert found(PAIR.report(*PAIR.persons("politics", p="0123"))) == found(PAIR.report())

    def test_what_persons_are_not_asked_is_not_protected(self) -> None:
        here = town(single("p"), number("m"), perspectives=["politics"])
        report = here.report(*here.persons("politics", p=self.FULL))
        assert "protected" not in found(report)


class TestConflicts:
    """A3: parts that contradict each other, with the leaves concerned."""

    def test_leaves_in_declared_order(self) -> None:
        nodes = [node("b"), node("a"), node("c")]
        here = town(single("p"), single("q", "b"), single("r", "b"), single("s", "c"), nodes=nodes)
        report = here.report(
            here.official(part="youth", p="s1", q="s1", r="s1", s="s1"),
            here.official(part="works", p="s2", q="s2", r="s2", s="s1"),
        )
        assert found(report)["conflicts"] == ("b", "a")

    def test_of_every_official_response(self) -> None:
        """Not only of the one that stands for the whole."""
        here = town(single("p"), method=Method(whole_policy="equal"))
        report = here.report(
            here.official("economy", part="youth", p="s1"),
            here.official("economy", part="works", p="s2"),
        )
        assert found(report)["conflicts"] == ("a",)
