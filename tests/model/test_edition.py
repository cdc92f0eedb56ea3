# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
from hypothesis import given

from weltoffen.model.edition import Edition
from weltoffen.model.forms import SingleChoice
from weltoffen.model.ids import Reference
from weltoffen.model.questionnaire import Gate, Question, Questionnaire
from weltoffen.model.scale import Option, Scale
from weltoffen.model.suggestion import Module, Office
from weltoffen.model.target import Level, Node, Stage, TargetModel
from weltoffen.testing import Case, cases, editions

if TYPE_CHECKING:
    from collections.abc import Callable

    Refused = Callable[[Callable[[], object]], list[tuple[str, str]]]

T = {"de": "x"}
MODEL = TargetModel(
    id="town",
    version="1",
    title=T,
    source_language="de",
    levels=[Level(id="field", title=T), Level(id="criterion", title=T)],
    stages=[Stage(id="start", title=T, lower=0), Stage(id="far", title=T, lower="0.5")],
    nodes=[
        Node(id="access", title=T),
        Node(id="housing", title=T, parent="access"),
        Node(id="sport", title=T, parent="access"),
        Node(id="economy", title=T),
    ],
)
SCALE = Scale(
    id="steps",
    options=[Option(id="no", title=T, points=0), Option(id="yes", title=T, points=1)],
)


def asking(*nodes: str, **more: Any) -> Questionnaire:  # noqa: ANN401 - any field
    return Questionnaire(
        id="check",
        version="2",
        target_model=MODEL.reference,
        title=T,
        source_language="de",
        scales=[SCALE],
        questions=[
            Question(id=f"q{i}", node=one, title=T, form=SingleChoice(scale="steps"))
            for i, one in enumerate(nodes)
        ],
        **more,
    )


class TestEdition:
    """M3, M4: an edition is a target model and the questionnaire that informs its leaves."""

    def test_responses_name_it_by_its_questionnaire(self) -> None:
        edition = Edition(target_model=MODEL, questionnaire=asking("housing", "economy"))
        assert edition.reference == Reference(id="check", version="2")
        assert edition.main_nodes == ("access", "economy")

    def test_nodes_apart_never_make_up_the_whole(self) -> None:
        """M8: the local supplement is scored apart."""
        asked = asking("housing")
        edition = Edition(target_model=MODEL, questionnaire=asked, apart=["economy"])
        assert edition.main_nodes == ("access",)
        assert edition.apart == frozenset({"economy"})

    def test_questions_inform_leaves_only(self, refused: Refused) -> None:
        asked = asking("housing", "access", "nowhere")
        assert refused(lambda: Edition(target_model=MODEL, questionnaire=asked)) == [
            ("not-a-leaf", "/questions/1/node"),
            ("not-a-leaf", "/questions/2/node"),
        ]

    def test_the_questionnaire_is_made_for_this_version_of_the_model(
        self, refused: Refused
    ) -> None:
        newer = attrs.evolve(MODEL, version="2")
        asked = asking("housing")
        assert refused(lambda: Edition(target_model=newer, questionnaire=asked)) == [
            ("other-target-model", "/target_model")
        ]

    def test_gates_hold_a_node_below_a_stage_other_than_the_first(self, refused: Refused) -> None:
        """S6: nothing can be held below the first stage."""

        def gate(one: str, node: str, stage: str) -> Gate:
            return Gate(id=one, node=node, stage=stage, question="q0", minimum=1)

        right = [gate("a", "access", "far"), gate("b", "housing", "far")]
        assert Edition(target_model=MODEL, questionnaire=asking("housing", gates=right)) is not None
        wrong = [
            *right,
            gate("c", "nowhere", "far"),
            gate("d", "economy", "start"),
            gate("e", "x", "y"),
        ]
        asked = asking("housing", gates=wrong)
        assert refused(lambda: Edition(target_model=MODEL, questionnaire=asked)) == [
            ("unknown-node", "/gates/2/node"),
            ("gate-stage", "/gates/3/stage"),
            ("unknown-node", "/gates/4/node"),
            ("gate-stage", "/gates/4/stage"),
        ]

    def test_questions_ask_offices_of_the_target_model(self, refused: Refused) -> None:
        """A module is no office, and a question may leave open whom to ask."""
        asked = asking("housing", "economy", "sport")
        first, second, third = asked.questions
        questions = [
            attrs.evolve(first, ask=["personnel"]),
            second,
            attrs.evolve(third, ask=["personnel", "workshop", "council"]),
        ]
        model = attrs.evolve(
            MODEL,
            offices=[Office(id="personnel", title=T)],
            modules=[Module(id="workshop", title=T)],
        )
        asked = attrs.evolve(asked, questions=questions)
        assert refused(lambda: Edition(target_model=model, questionnaire=asked)) == [
            ("unknown-office", "/questions/2/ask/1"),
            ("unknown-office", "/questions/2/ask/2"),
        ]
        right = attrs.evolve(asked, questions=questions[:2])
        assert Edition(target_model=model, questionnaire=right) is not None
        assert refused(lambda: Edition(target_model=MODEL, questionnaire=right)) == [
            ("unknown-office", "/questions/0/ask/0")
        ]

    @given(editions())
    def test_every_question_of_an_edition_informs_a_leaf(self, edition: Edition) -> None:
        leaves = {leaf.id for leaf in edition.target_model.leaves}
        assert set(edition.questionnaire.by_node) <= leaves
        assert edition.main_nodes == tuple(n.id for n in edition.target_model.children())


class TestWithoutApart:
    """M8: what an assessment added can be taken away again."""

    @given(cases())
    def test_the_edition_is_what_it_was(self, case: Case) -> None:
        bare = case.extended.without_apart
        assert bare.target_model == case.edition.target_model
        assert bare.questionnaire.questions == case.edition.questionnaire.questions
        assert (bare.apart, bare.reference) == (frozenset(), case.edition.reference)
        assert case.edition.without_apart is case.edition


class TestWhatEntersWhat:
    """S3, M5, M8: what makes up a node and the whole, and by which weights."""

    NODES = (
        Node(id="access", title=T, weight="1/2"),
        Node(id="housing", title=T, parent="access", weight="3/2"),
        Node(id="sport", title=T, parent="access", weight="2/3"),
        Node(id="idle", title=T, parent="access", weight=0),
        Node(id="own", title=T),
        Node(id="local", title=T, parent="own"),
    )

    def edition(self) -> Edition:
        model = attrs.evolve(MODEL, nodes=self.NODES)
        return Edition(target_model=model, questionnaire=asking("sport"), apart={"own"})

    def test_places(self) -> None:
        assert self.edition().places == (None, *(one.id for one in self.NODES))

    def test_children_with_their_weights(self) -> None:
        assert self.edition().weighted_children == {
            None: (("access", Fraction(1, 2)),),
            "access": (("housing", Fraction(3, 2)), ("sport", Fraction(2, 3)), ("idle", 0)),
            "own": (("local", 1),),
        }

    def test_what_has_no_weight_or_stands_apart_enters_nothing(self) -> None:
        edition = self.edition()
        assert edition.entered == {
            "access": None,
            "housing": "access",
            "sport": "access",
            "local": "own",
        }
        assert {above: nodes for above, nodes in edition.entering.items() if nodes} == {
            None: ("access",),
            "access": ("housing", "sport"),
            "own": ("local",),
        }

    def test_weights_in_whole_numbers_keep_their_proportions(self) -> None:
        """3/2 to 2/3 is 9 to 4; siblings only are weighed against each other."""
        assert self.edition().entering_weights == {
            "access": 1,
            "housing": 9,
            "sport": 4,
            "local": 1,
        }
