# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the guide to two rounds says beside its examples; G8, P7."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from tests.docs.blocks import demo_documents
from tests.docs.guidepages import page, run

import weltoffen as wo
from weltoffen.cli import FINE, main
from weltoffen.render import render_change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NAME = "rounds"
LINES = re.findall(r"^weltoffen (?:.*\\\n)?.*$", page(NAME), re.MULTILINE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the folder of a reader who has copied the lines for the command line."""
    found = tmp_path_factory.mktemp(NAME)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(found)
        demo_documents()
        run(NAME, until="An assessment of a new round")
        assert len(LINES) == 3
        for line in LINES:
            assert main(line.replace("\\\n", "").split()[1:]) == FINE
        yield found


@pytest.fixture(scope="module")
def names(folder: Path) -> dict[str, Any]:
    """Give what the page makes after that."""
    assert (folder / "change.md").exists()
    return run(NAME, since="## Reading it")


def codes(make: Callable[[], object]) -> list[str]:
    """Give the codes of a refusal."""
    with pytest.raises(wo.InvalidDocument) as caught:
        make()
    return [one.code for one in caught.value.problems]


class TestTwoRounds:
    """Of two rounds that were answered alike but for two questions."""

    def test_nothing_else_has_changed(self, names: dict[str, Any]) -> None:
        nodes = {one.node: one.difference.exact for one in names["change"].main.nodes}
        rising = {"diversity-competence", "opening", None}
        assert {node for node, difference in nodes.items() if difference > 0} == rising
        assert {nodes[node] for node in nodes.keys() - rising} == {0}

    def test_both_commands_say_the_same(self, names: dict[str, Any], folder: Path) -> None:
        edition = names["edition"]
        expected = render_change(names["change"], names["report"], "en", edition=edition)
        assert (folder / "change.md").read_text("utf-8") == expected

    def test_exchanging_the_rounds_turns_every_sign(self, names: dict[str, Any]) -> None:
        edition = names["edition"]
        later = wo.Earlier(report=names["report"], edition=edition)
        turned = wo.compare_reports(later, names["earlier"], edition)
        assert turned.main is not None
        assert [one.difference.exact for one in turned.main.nodes] == [
            -one.difference.exact for one in names["change"].main.nodes
        ]


class TestNewerEdition:
    """Of an edition that rewords a question, changes a weight and drops another."""

    def test_answers_that_stay_give_0_although_the_reports_differ(
        self, names: dict[str, Any]
    ) -> None:
        assert names["report"].whole.score != names["later"].whole.score
        assert {one.difference.exact for one in names["plain"].main.nodes} == {0}

    def test_the_reworded_question_is_compared_on_request(self, names: dict[str, Any]) -> None:
        pair = ("competence-onboarding", "competence-first-weeks")
        assert pair not in names["plain"].questions.compared
        assert pair in names["more"].questions.compared
        changed = {one.node for one in names["more"].main.nodes if one.difference.exact}
        assert changed == {None, "opening", "diversity-competence"}


class TestRefused:
    """The table of what is refused."""

    def test_each(self, names: dict[str, Any]) -> None:
        edition, newer = names["edition"], names["newer"]
        earlier, report, later = names["earlier"], names["report"], names["later"]

        def compared(one: wo.Report, of: wo.Edition, other: wo.Report = report) -> list[str]:
            before = wo.Earlier(report=one, edition=of)
            return codes(lambda: wo.compare_reports(before, other, edition))

        elsewhere = attrs.evolve(earlier, municipality=wo.Municipality(name="Hafenstadt"))
        fewer = attrs.evolve(edition.questionnaire, questions=edition.questionnaire.questions[:-1])
        state = attrs.evolve(edition, questionnaire=fewer)
        method = attrs.evolve(earlier.stamp.method, parent_policy="questions")
        otherwise = attrs.evolve(earlier, stamp=attrs.evolve(earlier.stamp, method=method))
        found = [
            compared(elsewhere, edition),
            compared(report, edition),
            compared(later, edition) + compared(earlier, newer),
            compared(earlier, state),
            compared(otherwise, edition),
        ]
        assert found == [
            ["other-municipality"],
            ["same-round"],
            ["other-edition", "other-edition"],
            ["edition-changed"],
            ["other-method"],
        ]
        table = page(NAME).partition("| code | why |")[2]
        told = re.findall(r"^\| (`[^|]*) \|", table, re.MULTILINE)
        named = [code for cell in told for code in re.findall(r"`([a-z-]+)`", cell)]
        assert named == [one for several in found for one in dict.fromkeys(several)]
