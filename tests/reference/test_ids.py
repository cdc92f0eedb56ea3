# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Ids of released editions are append-only: rules M2 and M3, kept by ``tools/ids.py``."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest

import weltoffen as wo
from weltoffen.model.forms import Checklist

if TYPE_CHECKING:
    from types import ModuleType

    from weltoffen.model.questionnaire import Question
    from weltoffen.model.target import Node

TOOL = Path(__file__).parents[2] / "tools" / "ids.py"
EDITION = wo.load_reference("2026.1")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("ids", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _with_nodes(nodes: tuple[Node, ...]) -> wo.Edition:
    return attrs.evolve(EDITION, target_model=attrs.evolve(EDITION.target_model, nodes=nodes))


def _with_questions(questions: tuple[Question, ...]) -> wo.Edition:
    asked = attrs.evolve(EDITION.questionnaire, questions=questions)
    return attrs.evolve(EDITION, questionnaire=asked)


class TestReleasedIdsStayM2M3:
    """M2: never reused for another meaning; M3: an edition, once released, never changes."""

    def test_the_shipped_editions_keep_what_was_released(self, tool: ModuleType) -> None:
        assert tool.main([]) == 0, tool.COMMAND

    def test_a_released_edition_may_not_lose_a_question(self, tool: ModuleType) -> None:
        asked = EDITION.questionnaire
        needed = {q.depends_on.question for q in asked.questions if q.depends_on}
        needed |= {gate.question for gate in asked.gates}
        gone = next(q.id for q in reversed(asked.questions) if q.id not in needed)
        fewer = _with_questions(tuple(q for q in asked.questions if q.id != gone))
        ledger = {"2026.1": tool.ids_of(EDITION)}
        lost = list(tool.broken(ledger, {"2026.1": fewer}))
        assert any(line.startswith(f"2026.1 lacks: question {gone} of kind ") for line in lost)
        assert list(tool.broken(ledger, {"2027.1": fewer})) == []  # a new edition may drop it

    def test_nor_an_option(self, tool: ModuleType) -> None:
        asked = EDITION.questionnaire
        question = next(q for q in asked.questions if isinstance(q.form, Checklist))
        assert isinstance(question.form, Checklist)
        form = attrs.evolve(question.form, options=question.form.options[:-1])
        changed = attrs.evolve(question, form=form)
        fewer = _with_questions(tuple(changed if q is question else q for q in asked.questions))
        last = question.form.options[-1]
        said = [f"v lacks: question {question.id} with {last.id} worth {last.points}"]
        assert list(tool.broken({"v": tool.ids_of(EDITION)}, {"v": fewer})) == said
        said = [f"w lacks: question {question.id} with {last.id} worth {last.points}"]
        assert list(tool.broken({"v": tool.ids_of(EDITION)}, {"w": fewer})) == said

    def test_nor_a_suggestion(self, tool: ModuleType) -> None:
        nodes = EDITION.target_model.nodes
        bare = _with_nodes((attrs.evolve(nodes[0], stage_texts=()), *nodes[1:]))
        found = list(tool.broken({"v": tool.ids_of(EDITION)}, {"v": bare}))
        assert found
        assert all(line.startswith("v lacks: suggestion ") for line in found)

    def test_nor_a_rule_of_a_module(self, tool: ModuleType) -> None:
        """F2: recommendations name rules by their ids."""
        model = EDITION.target_model
        bare = attrs.evolve(model.modules[0], rules=())
        fewer = attrs.evolve(
            EDITION, target_model=attrs.evolve(model, modules=(bare, *model.modules[1:]))
        )
        assert list(tool.broken({"v": tool.ids_of(EDITION)}, {"v": fewer})) == sorted(
            f"v lacks: rule {rule.id} of {bare.id}" for rule in model.modules[0].rules
        )

    def test_no_question_gets_another_kind(self, tool: ModuleType) -> None:
        question = EDITION.questionnaire.questions[0]
        known = f"question {question.id} of kind text on {question.node}"
        said = [f"2026.1 lacks: {known}"]
        assert list(tool.broken({"old": [known]}, {"2026.1": EDITION})) == said

    def test_no_node_moves_under_its_id(self, tool: ModuleType) -> None:
        known = f"node {EDITION.target_model.leaves[0].id} below elsewhere"
        assert list(tool.broken({"old": [known]}, {"2026.1": EDITION})) == [
            f"2026.1 lacks: {known}"
        ]
        assert list(tool.broken({"old": ["node gone below None"]}, {"2026.1": EDITION})) == []

    def test_what_is_added_breaks_nothing(self, tool: ModuleType) -> None:
        ledger = {"2026.1": tool.ids_of(EDITION)}
        del ledger["2026.1"][::2]
        assert list(tool.broken(ledger, {"2026.1": EDITION})) == []

    def test_a_release_is_recorded_once(
        self, tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ledger = tmp_path / "released.json"
        ledger.write_text("{}", encoding="utf-8")
        monkeypatch.setattr(tool, "LEDGER", ledger)
        assert tool.main(["--record", "2026.1"]) == 0
        assert tool.read_ledger() == {"2026.1": tool.ids_of(EDITION)}
        written = ledger.read_bytes()
        assert tool.main(["--record", "2026.1"]) == 1
        assert ledger.read_bytes() == written
