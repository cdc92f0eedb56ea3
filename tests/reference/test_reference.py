# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The shipped editions: they pass the door, and their content keeps what was promised."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from weltoffen.errors import InvalidDocument
from weltoffen.model.edition import Edition
from weltoffen.model.forms import NumberEntry, SingleChoice
from weltoffen.reference import editions, load_reference
from weltoffen.reference.loading import editions as listed
from weltoffen.schemas import check, read, write

FIELDS = ("management", "opening", "access", "economy", "engagement", "cohesion", "communication")
FOLDER = Path(__file__).resolve().parents[2] / "src" / "weltoffen" / "reference"
EDITION = load_reference("2026.1")
MODEL, ASKED = EDITION.target_model, EDITION.questionnaire


class TestLoading:
    """Reference content is TOML, read through the door like anybody's."""

    def test_the_shipped_editions_are_listed(self) -> None:
        assert editions() == listed() == ("2026.1",)

    def test_an_edition_is_loaded_once(self) -> None:
        assert isinstance(EDITION, Edition)
        assert load_reference("2026.1") is load_reference("2026.1")
        assert load_reference() is load_reference(version="2026.1") is EDITION

    @pytest.mark.parametrize(
        "version", ["", "2025.1", "../2026.1", "2026.1/", "x" * 5_000, "2026.1\n"]
    )
    def test_an_unknown_edition_is_refused(self, version: str) -> None:
        with pytest.raises(InvalidDocument) as caught:
            load_reference(version)
        (problem,) = caught.value.problems
        assert problem.code == "unknown-edition"
        assert "2026.1" in problem.message("de")
        assert len(problem.message("en")) < 200

    def test_the_edition_passes_the_door(self) -> None:
        """A document written from it is accepted, reads back equal and has no near-duplicate ids."""
        for part in (MODEL, ASKED):
            assert check(write(part)) == ()
            assert read(write(part)) == part

    def test_it_is_named_by_one_version(self) -> None:
        assert MODEL.version == ASKED.version == "2026.1"
        assert EDITION.reference == ASKED.reference
        assert EDITION.apart == frozenset()

    def test_every_file_is_used(self) -> None:
        """A file that no list names would be content that nobody reads."""
        root = FOLDER / "2026.1"
        files = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
        named = {
            f"{field}/{name}.toml"
            for field in FIELDS
            for name in ("field", *(node.id for node in MODEL.children(field)))
        }
        assert files == {"edition.toml"} | named


class TestTargetModel:
    """The seven fields; their criteria, 4 to 7 where they are our own; four stages."""

    def test_the_seven_fields_in_order(self) -> None:
        assert tuple(node.id for node in MODEL.children()) == FIELDS
        assert EDITION.main_nodes == FIELDS

    def test_fields_and_criteria(self) -> None:
        assert [level.id for level in MODEL.levels] == ["field", "criterion"]
        known = {"management": 4, "access": 10}  # their sub-topics are public
        for field in FIELDS:
            found = len(MODEL.children(field))
            assert found == known[field] if field in known else 4 <= found <= 7
        assert {MODEL.level(leaf.id).id for leaf in MODEL.leaves} == {"criterion"}

    def test_four_stages(self) -> None:
        assert len(MODEL.stages) == 4
        assert [stage.lower for stage in MODEL.stages] == [Fraction(n, 4) for n in range(4)]

    def test_every_field_says_something_for_every_stage(self) -> None:
        stages = [stage.id for stage in MODEL.stages]
        for field in FIELDS:
            assert [one.stage for one in MODEL.by_id[field].stage_texts] == stages
            assert all(one.suggestions for one in MODEL.by_id[field].stage_texts)

    def test_access_stays_the_largest(self) -> None:
        sizes = {field: len(MODEL.children(field)) for field in FIELDS}
        assert all(size < sizes["access"] for field, size in sizes.items() if field != "access")

    def test_every_node_is_described(self) -> None:
        assert all(node.description is not None for node in MODEL.nodes)
        assert all(node.weight > 0 for node in MODEL.nodes)


class TestQuestionnaire:
    """108 questions, three per criterion; checklists, bands, gates, dependencies."""

    def test_enough_questions_of_each_kind(self) -> None:
        kinds = Counter(question.kind for question in ASKED.questions)
        banded = [q for q in ASKED.questions if isinstance(q.form, NumberEntry) and q.form.bands]
        assert len(ASKED.questions) >= 108
        assert kinds["multiple"] >= 10
        assert len(banded) >= 4

    @pytest.mark.parametrize("leaf", MODEL.leaves, ids=lambda leaf: str(leaf.id))
    def test_at_least_three_scored_questions_for_each_criterion(self, leaf: object) -> None:
        node = next(one for one in MODEL.leaves if one is leaf)
        scored = [q for q in ASKED.by_node.get(node.id, ()) if q.kind != "text" and q.weight > 0]
        assert len(scored) >= 3

    def test_the_scale_of_establishment_has_five_steps(self) -> None:
        scale = ASKED.scales_by_id["establishment"]
        assert len(scale.options) == 5
        assert list(scale.values) == [Fraction(n, 4) for n in range(5)]
        assert all(option.description is not None for option in scale.options)

    def test_every_scale_is_used(self) -> None:
        assert {q.form.scale for q in ASKED.questions if isinstance(q.form, SingleChoice)} == {
            scale.id for scale in ASKED.scales
        }

    def test_gates_stand_on_mandatory_questions_of_their_node(self) -> None:
        assert ASKED.gates
        for gate in ASKED.gates:
            question = ASKED.by_id[gate.question]
            assert gate.node in {node.id for node in MODEL.path(question.node)}
            assert question.depends_on is None
            assert question.kind != "text"
            assert 0 < ASKED.value_of_points(question, gate.minimum) <= 1

    def test_dependencies_hang_on_questions_of_the_same_criterion(self) -> None:
        dependent = [q for q in ASKED.questions if q.depends_on is not None]
        assert dependent
        for question in dependent:
            assert question.depends_on is not None
            parent = ASKED.by_id[question.depends_on.question]
            assert parent.node == question.node
            options = set(question.depends_on.options)
            assert options < set(ASKED.choices(parent))

    def test_persons_are_asked_almost_everything(self) -> None:
        official = [q for q in ASKED.questions if q.officially_only]
        assert len(official) < len(ASKED.questions) / 10

    def test_questions_follow_the_order_of_the_model(self) -> None:
        order = [leaf.id for leaf in MODEL.leaves]
        places = [order.index(question.node) for question in ASKED.questions]
        assert places == sorted(places)
