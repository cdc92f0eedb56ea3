# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs
from hypothesis import given

from weltoffen.model.digest import digest
from weltoffen.model.forms import FreeText
from weltoffen.model.questionnaire import Question, Questionnaire
from weltoffen.model.target import Level, Node, Stage, TargetModel
from weltoffen.model.text import Text
from weltoffen.testing import editions

if TYPE_CHECKING:
    from weltoffen.model.edition import Edition

MODEL = TargetModel(
    id="town",
    version="1",
    title={"de": "Größe", "en": "Size"},
    source_language="de",
    levels=[Level(id="field", title={"de": "Feld"})],
    stages=[Stage(id="start", title={"de": "Start"}, lower=0)],
    nodes=[Node(id="access", title={"de": "Zugang"}, weight="0.5")],
)


class TestDigest:
    """S8: results carry hashes of model and questionnaire."""

    def test_a_fingerprint_stays_the_same_for_ever(self) -> None:
        """Change this value only together with a major version: published results name it."""
        assert digest(MODEL) == (
            "sha256:2104cd10119d27ac5fe3567a1719e548e449a2735363899cf57f6e81d4ade399"
        )

    def test_equal_values_have_equal_fingerprints(self) -> None:
        again = attrs.evolve(MODEL, title=Text([("en", "Size"), ("de", "Größe")]))
        assert digest(again) == digest(MODEL)

    def test_what_is_at_its_default_leaves_no_trace(self) -> None:
        said = attrs.evolve(MODEL, licence=None)
        assert digest(said) == digest(MODEL)

    def test_documents_know_their_own(self) -> None:
        assert MODEL.digest == digest(MODEL)
        asked = Questionnaire(
            id="q",
            version="1",
            target_model=MODEL.reference,
            title={"de": "Fragen"},
            source_language="de",
            questions=[Question(id="a", node="access", title={"de": "A"}, form=FreeText())],
        )
        assert asked.digest == digest(asked) != MODEL.digest

    def test_any_change_shows(self) -> None:
        node = MODEL.nodes[0]
        changed = [
            attrs.evolve(MODEL, version="2"),
            attrs.evolve(MODEL, title={"de": "Größe"}),
            attrs.evolve(MODEL, nodes=[attrs.evolve(node, weight=0)]),
            attrs.evolve(MODEL, nodes=[attrs.evolve(node, weight=1)]),
            attrs.evolve(MODEL, nodes=[node, attrs.evolve(node, id="b")]),
            attrs.evolve(MODEL, licence="CC-BY-4.0"),
        ]
        assert len({digest(one) for one in [MODEL, *changed]}) == 7

    @given(editions())
    def test_it_has_the_form_that_stamps_show(self, edition: Edition) -> None:
        for value in (edition.target_model, edition.questionnaire):
            assert re.fullmatch(r"sha256:[0-9a-f]{64}", digest(value))
            assert digest(attrs.evolve(value)) == digest(value)
