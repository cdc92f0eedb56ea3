# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.model.assessment import (
    Assessment,
    Municipality,
    Perspective,
    Round,
    Supplement,
    Target,
)
from weltoffen.model.edition import Edition
from weltoffen.model.forms import SingleChoice
from weltoffen.model.ids import Reference
from weltoffen.model.method import Method
from weltoffen.model.questionnaire import Dependency, Question, Questionnaire
from weltoffen.model.scale import Option, Scale
from weltoffen.model.suggestion import Module, Office, StageText, Suggestion
from weltoffen.model.target import Level, Node, Stage, TargetModel
from weltoffen.testing import assessments, editions, supplements

if TYPE_CHECKING:
    from collections.abc import Callable

    Refused = Callable[[Callable[[], object]], list[tuple[str, str]]]

T = {"de": "x"}


def scale(one: str) -> Scale:
    options = [Option(id="no", title=T, points=0), Option(id="yes", title=T, points=1)]
    return Scale(id=one, options=options)


def question(one: str, node: str, on: str = "steps", after: str | None = None) -> Question:
    depends_on = Dependency(question=after, options=["yes"]) if after else None
    return Question(id=one, node=node, title=T, form=SingleChoice(scale=on), depends_on=depends_on)


def node(one: str, parent: str | None = None) -> Node:
    return Node(id=one, title=T, parent=parent)


MODEL = TargetModel(
    id="town",
    version="1",
    title=T,
    source_language="de",
    levels=[Level(id="field", title=T), Level(id="criterion", title=T)],
    stages=[Stage(id="start", title=T, lower=0), Stage(id="far", title=T, lower="0.5")],
    nodes=[node("access"), node("housing", "access"), node("economy")],
)
EDITION = Edition(
    target_model=MODEL,
    questionnaire=Questionnaire(
        id="check",
        version="1",
        target_model=MODEL.reference,
        title=T,
        source_language="de",
        scales=[scale("steps")],
        questions=[question("flats", "housing"), question("jobs", "economy")],
    ),
)
OWN = Supplement(
    nodes=[node("harbour"), node("quay", "harbour")],
    questions=[question("boats", "quay"), question("ropes", "quay", "knots", "boats")],
    scales=[scale("knots")],
)
ASSESSMENT = Assessment(
    id="musterstadt-2026",
    municipality=Municipality(name="Musterstadt"),
    round=Round(id="2026"),
    edition=Reference(id="check", version="1"),
    perspectives=[Perspective(id="politics", title=T), Perspective(id="administration", title=T)],
)


class TestMunicipality:
    """C8: an AGS has 8 digits, an ARS 12; AGS = ARS[0:5] + ARS[9:12]; Land 01 to 16; text."""

    def test_koeln_is_accepted(self) -> None:
        koeln = Municipality(name="Köln", ags="05315000", ars="053150000000")
        assert (koeln.ags, koeln.ars) == ("05315000", "053150000000")

    def test_a_member_of_an_association_has_the_same_end(self) -> None:
        assert Municipality(name="Hohn", ags="01058077", ars="010585844077") is not None

    def test_keys_are_compared_only_if_both_are_keys(self, refused: Refused) -> None:
        assert refused(lambda: Municipality(name="X", ags="5315000", ars="053150000000")) == [
            ("key-length", "/ags")
        ]

    @pytest.mark.parametrize("kind", ["Stadt", "", 1, ["town"]])
    def test_the_kind_is_one_of_few(self, refused: Refused, kind: Any) -> None:  # noqa: ANN401 - wrong on purpose
        assert Municipality(name="X", kind="borough").kind == "borough"
        assert refused(lambda: Municipality(name="X", kind=kind)) == [("not-allowed", "/kind")]

    def test_everything_that_is_wrong_is_told_at_once(self, refused: Refused) -> None:
        assert refused(lambda: Municipality(name=" ", ags="x", ars="1", kind="x")) == [  # type: ignore[arg-type] # that is the point
            ("empty-text", "/name"),
            ("not-allowed", "/kind"),
            ("key-not-digits", "/ags"),
            ("key-length", "/ars"),
        ]

    @pytest.mark.parametrize("name", ["", "  ", None])
    def test_a_municipality_has_a_name(self, refused: Refused, name: Any) -> None:  # noqa: ANN401 - wrong on purpose
        assert refused(lambda: Municipality(name=name)) == [("empty-text", "/name")]

    def test_a_name_has_at_most_200_characters(self, refused: Refused) -> None:
        assert Municipality(name="x" * 200) is not None
        assert refused(lambda: Municipality(name="x" * 201)) == [("too-long", "/name")]


class TestRound:
    """M8: an assessment is one town's round."""

    DAY = dt.date(2026, 3, 1)

    def test_a_round_may_last_one_day_or_be_open(self) -> None:
        assert Round(id="2026", start=self.DAY, end=self.DAY) is not None
        assert Round(id="2026", end=self.DAY) is not None
        assert Round(id="2026", start=self.DAY) is not None

    @pytest.mark.parametrize("wrong", ["2026-01-01", 2026])
    def test_days_are_dates(self, refused: Refused, wrong: Any) -> None:  # noqa: ANN401 - wrong on purpose
        assert refused(lambda: Round(id="r", start=wrong)) == [("bad-date", "/start")]

    def test_the_end_is_not_before_the_start(self, refused: Refused) -> None:
        before = self.DAY - dt.timedelta(days=1)
        assert refused(lambda: Round(id="A", start=self.DAY, end=before)) == [
            ("bad-id", "/id"),
            ("end-before-start", "/end"),
        ]


class TestAssessment:
    """M8: municipality, round, edition, declared perspectives in order, method, own targets."""

    def test_perspectives_keep_their_declared_order(self) -> None:
        assert ASSESSMENT.perspective_ids == ("politics", "administration")
        assert ASSESSMENT.method == Method()

    def test_every_bad_name_is_found_at_once(self, refused: Refused) -> None:
        people = [Perspective(id=one, title=T) for one in ("A", "b", "b")]
        assert refused(lambda: attrs.evolve(ASSESSMENT, id="?", perspectives=people)) == [
            ("bad-id", "/id"),
            ("bad-id", "/perspectives/0/id"),
            ("duplicate-id", "/perspectives/2/id"),
        ]

    def test_at_least_one_perspective_is_declared(self, refused: Refused) -> None:
        assert refused(lambda: attrs.evolve(ASSESSMENT, perspectives=[])) == [
            ("no-perspectives", "/perspectives")
        ]

    def test_an_official_whole_needs_a_declared_perspective(self, refused: Refused) -> None:
        """S5: a method that insists on an official response names one of the perspectives."""
        method = Method(whole_policy="official", official_perspective="nobody")
        assert refused(lambda: attrs.evolve(ASSESSMENT, method=method)) == [
            ("unknown-perspective", "/method/official_perspective")
        ]

    def test_an_edition_without_supplement_is_used_as_it_is(self) -> None:
        assert ASSESSMENT.extend(EDITION) is EDITION

    @pytest.mark.parametrize("named", [("check", "2"), ("other", "1")])
    def test_it_belongs_to_one_version_of_one_edition(
        self, refused: Refused, named: tuple[str, str]
    ) -> None:
        other = attrs.evolve(ASSESSMENT, edition=Reference(id=named[0], version=named[1]))
        assert refused(lambda: other.extend(EDITION)) == [("other-edition", "/edition")]

    @given(editions().flatmap(lambda e: st.tuples(st.just(e), assessments(e))))
    def test_the_strategy_gives_assessments_that_fit(
        self, pair: tuple[Edition, Assessment]
    ) -> None:
        edition, assessment = pair
        extended = assessment.extend(edition)
        assert 1 <= len(assessment.perspectives) <= 5
        assert set(assessment.targets_by_node) <= set(extended.target_model.by_id)


class TestTargets:
    """G1: targets belong to the assessment: either a stage or a score."""

    def aiming(self, *targets: Target) -> Assessment:
        return attrs.evolve(ASSESSMENT, targets=targets)

    def test_targets_are_found_by_their_node(self) -> None:
        made = self.aiming(Target(node="access", stage="far"), Target(node="housing", score="0.8"))
        assert made.targets_by_node["access"].stage == "far"
        assert made.targets_by_node["housing"].score == Fraction(4, 5)
        assert made.extend(EDITION) is EDITION

    def test_a_target_is_a_stage_or_a_score(self, refused: Refused) -> None:
        targets = (
            Target(node="access"),
            Target(node="housing", stage="far", score=1),
            Target(node="economy", score="1.01"),
            Target(node="economy", score=0),
        )
        assert refused(lambda: self.aiming(*targets)) == [
            ("stage-or-score", "/targets/0"),
            ("stage-or-score", "/targets/1"),
            ("outside-range", "/targets/2/score"),
            ("duplicate-id", "/targets/3/node"),
        ]

    def test_it_aims_at_nodes_and_stages_that_there_are(self, refused: Refused) -> None:
        made = self.aiming(Target(node="harbour", score=1), Target(node="access", stage="moon"))
        assert refused(lambda: made.extend(EDITION)) == [
            ("unknown-node", "/targets/0/node"),
            ("unknown-stage", "/targets/1/stage"),
        ]

    def test_it_may_aim_at_nodes_of_the_supplement(self) -> None:
        made = attrs.evolve(self.aiming(Target(node="quay", stage="far")), supplement=OWN)
        assert "quay" in made.extend(EDITION).target_model.by_id


class TestSupplement:
    """M8: a local supplement is scored apart, never mixed into the edition's scores."""

    LOCAL = attrs.evolve(ASSESSMENT, supplement=OWN)

    def test_own_nodes_stand_apart(self) -> None:
        extended = self.LOCAL.extend(EDITION)
        assert extended.apart == {"harbour"}
        assert extended.main_nodes == ("access", "economy")
        assert [n.id for n in extended.target_model.nodes] == [
            "access",
            "housing",
            "economy",
            "harbour",
            "quay",
        ]
        assert [q.id for q in extended.questionnaire.questions] == [
            "flats",
            "jobs",
            "boats",
            "ropes",
        ]

    def test_responses_still_name_the_edition(self) -> None:
        assert self.LOCAL.extend(EDITION).reference == EDITION.reference

    def test_extending_twice_changes_nothing(self) -> None:
        extended = self.LOCAL.extend(EDITION)
        assert self.LOCAL.extend(extended) is extended

    def refused_with(self, refused: Refused, own: Supplement) -> list[tuple[str, str]]:
        made = attrs.evolve(ASSESSMENT, supplement=own)
        return refused(lambda: made.extend(EDITION))

    def test_ids_of_the_edition_are_taken(self, refused: Refused) -> None:
        own = Supplement(
            nodes=[node("access")], questions=[question("jobs", "access")], scales=[scale("steps")]
        )
        assert self.refused_with(refused, own) == [
            ("taken-id", "/supplement/nodes/0/id"),
            ("taken-id", "/supplement/questions/0/id"),
            ("taken-id", "/supplement/scales/0/id"),
        ]

    def test_own_questions_inform_own_leaves_only(self, refused: Refused) -> None:
        questions = [question("a", "housing"), question("b", "harbour"), question("c", "quay")]
        assert self.refused_with(refused, attrs.evolve(OWN, questions=questions)) == [
            ("not-a-leaf", "/supplement/questions/0/node"),
            ("not-a-leaf", "/supplement/questions/1/node"),
        ]

    def test_own_trees_keep_the_rules_of_trees(self, refused: Refused) -> None:
        nodes = [node("N"), node("b", "access"), node("c", "N"), node("d", "c")]
        questions = [question("a", "d", "lost"), question("b", "d", "knots", "jobs")]
        own = Supplement(nodes=nodes, questions=questions, scales=[scale("knots"), scale("knots")])
        assert self.refused_with(refused, own) == [
            ("bad-id", "/supplement/nodes/0/id"),
            ("unknown-parent", "/supplement/nodes/1/parent"),
            ("too-deep-model", "/supplement/nodes/3/parent"),
            ("duplicate-id", "/supplement/scales/1/id"),
            ("unknown-scale", "/supplement/questions/0/scale"),
            ("unknown-question", "/supplement/questions/1/depends_on/question"),
        ]

    def test_own_questions_and_suggestions_name_what_the_edition_has(
        self, refused: Refused
    ) -> None:
        """A supplement has no offices or modules of its own."""

        def own(office: str, module: str) -> Supplement:
            step = Suggestion(id="go", text=T, carrier=office, module=module)
            said = [StageText(stage="far", assessment=T, suggestions=[step])]
            asked = attrs.evolve(question("boats", "harbour"), ask=[office])
            return Supplement(
                nodes=[attrs.evolve(node("harbour"), stage_texts=said)],
                questions=[question("ropes", "harbour"), asked],
            )

        model = attrs.evolve(
            MODEL, offices=[Office(id="port", title=T)], modules=[Module(id="day", title=T)]
        )
        edition = attrs.evolve(EDITION, target_model=model)
        fitting = attrs.evolve(ASSESSMENT, supplement=own("port", "day")).extend(edition)
        assert fitting.questionnaire.by_id["boats"].ask == ("port",)
        assert fitting.target_model.offices == model.offices
        lost = attrs.evolve(ASSESSMENT, supplement=own("day", "port"))
        here = "/supplement/nodes/0/stage_texts/0/suggestions/0"
        expected = [
            ("unknown-office", f"{here}/carrier"),
            ("unknown-module", f"{here}/module"),
            ("unknown-office", "/supplement/questions/1/ask/0"),
        ]
        assert refused(lambda: lost.extend(edition)) == expected
        assert self.refused_with(refused, own("port", "day")) == expected

    @given(editions().flatmap(lambda e: st.tuples(st.just(e), supplements(e))))
    def test_the_whole_stays_what_it_was(self, pair: tuple[Edition, Supplement]) -> None:
        edition, own = pair
        extended = attrs.evolve(
            ASSESSMENT, edition=edition.reference, supplement=own, targets=()
        ).extend(edition)
        assert extended.main_nodes == edition.main_nodes
        kept = len(edition.questionnaire.questions)
        assert extended.questionnaire.questions[:kept] == edition.questionnaire.questions
        tops = {n.id for n in extended.target_model.children()}
        assert tops == set(extended.main_nodes) | extended.apart
