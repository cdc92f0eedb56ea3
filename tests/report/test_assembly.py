# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from tests.builders import T, after, checklist, free, node, number, refused, single, town

import weltoffen
from weltoffen import schemas
from weltoffen.errors import Unprotected
from weltoffen.model.assessment import Supplement
from weltoffen.model.ids import Reference
from weltoffen.model.method import Method
from weltoffen.model.questionnaire import Gate
from weltoffen.model.suggestion import Module, Office, StageText, Suggestion
from weltoffen.model.target import Node
from weltoffen.model.text import Text
from weltoffen.report.assembly import build_report
from weltoffen.report.moves import PathStep, Step
from weltoffen.report.recomputation import check_report
from weltoffen.report.shares import Share
from weltoffen.report.structure import Clarify, GapResult
from weltoffen.scoring.protection import ProtectionRule, protect
from weltoffen.testing import Case, cases

if TYPE_CHECKING:
    from tests.builders import Town

    from weltoffen.report.structure import NodeResult, Report

FIELDS = [node("f", weight=2), node("a", "f"), node("b", "f"), node("g"), node("c", "g")]
HERE = town(single("p"), single("q", "b"), single("r", "c"), nodes=FIELDS)


def result(here: Any = HERE, name: str = "a", **answers: object) -> NodeResult:  # noqa: ANN401 - a town
    report: Report = here.report(here.official(**answers))
    return report.by_node[name]


class TestGate:
    """P5: `build_report` takes a protected tally, scores inside, and takes nothing else."""

    @pytest.mark.parametrize("kind", ["tally", "sheet", "scores", "dict", "none"])
    def test_anything_else_is_refused(self, kind: str) -> None:
        counted = HERE.tally(HERE.official(p="s1"))
        sheet = weltoffen.score(counted, HERE.assessment, HERE.edition)
        values: dict[str, Any] = {
            "tally": counted,
            "sheet": sheet,
            "scores": sheet.scores,
            "dict": {"items": []},
            "none": None,
        }
        with pytest.raises(Unprotected, match="build_report takes a ProtectedTally"):
            build_report(values[kind], HERE.assessment, HERE.edition)

    def test_another_assessment_is_refused(self) -> None:
        public = HERE.protect(HERE.official(p="s1"))
        other = attrs.evolve(HERE.assessment, id="town-2027")
        assert refused(lambda: build_report(public, other, HERE.edition)) == [
            ("tally-other-assessment", "/assessment")
        ]

    def test_another_edition_is_refused(self) -> None:
        public = HERE.protect(HERE.official(p="s1"))
        named = attrs.evolve(HERE.assessment, edition=Reference(id="asked", version="2"))
        assert refused(lambda: build_report(public, named, HERE.edition)) == [
            ("other-edition", "/edition")
        ]


class TestStamp:
    """S8: what the report was made from; nothing in it depends on answers."""

    def test_it_names_everything(self) -> None:
        stamp = HERE.report(HERE.official(p="s1"), k=10).stamp
        assert stamp.library == weltoffen.__version__
        assert stamp.edition == Reference(id="asked", version="1")
        assert stamp.target_model == Reference(id="model", version="1")
        assert stamp.target_model_hash == HERE.edition.target_model.digest
        assert stamp.questionnaire_hash == HERE.questionnaire.digest
        assert stamp.method == Method()
        assert stamp.whole_policy == "official"
        assert stamp.protection_k == 10

    def test_answers_leave_no_trace_in_it(self) -> None:
        one, other = HERE.report(HERE.official(p="s1")), HERE.report(HERE.official(q="s4"))
        assert one.stamp == other.stamp

    def test_the_town(self) -> None:
        report = HERE.report()
        assert (report.assessment, report.municipality.name) == ("town-2026", "Musterstadt")
        assert (report.round.id, report.source_language) == ("first", "de")
        assert report.levels == HERE.edition.target_model.levels
        assert report.stages == HERE.edition.target_model.stages


class TestNodes:
    """S2, S3, S6, G1: each node's result, with its place in the model and its target."""

    def test_a_node(self) -> None:
        found = result(p="s3", q="s1", r="s4")
        assert (found.node, found.parent, found.level, found.title) == (
            "a",
            "f",
            "level-1",
            Text(T),
        )
        assert (found.score, found.reason) == (Share("3/4"), None)
        assert found.coverage == Share(1)
        assert (found.answered, found.applicable, found.n) == (1, 1, 1)
        assert (found.stage, found.tendency, found.held_by) == ("four", False, ())
        assert found.gap == GapResult(points=Share(0), stages=0)

    def test_the_whole_has_no_name_and_no_place(self) -> None:
        """F = (3/4 + 1/4) / 2 = 1/2; (2 * 1/2 + 1) / 3 = 2/3."""
        whole = HERE.report(HERE.official(p="s3", q="s1", r="s4")).whole
        assert (whole.node, whole.parent, whole.level, whole.title) == (None, None, None, None)
        assert (whole.assessment, whole.suggestions) == (None, ())
        assert whole.score == Share("2/3")
        assert whole.tendency
        assert whole.gap == GapResult(points=Share("1/12"), stages=1)

    def test_nodes_stand_in_declared_order_with_their_levels(self) -> None:
        report = HERE.report(HERE.official(p="s3"))
        assert [(one.node, one.level) for one in report.nodes] == [
            ("f", "level-0"),
            ("a", "level-1"),
            ("b", "level-1"),
            ("g", "level-0"),
            ("c", "level-1"),
        ]

    def test_without_score_there_is_a_reason_and_no_gap(self) -> None:
        found = result(name="b", p="s3")
        assert (found.score, found.reason, found.gap, found.stage) == (
            None,
            "no-answers",
            None,
            None,
        )
        assert found.coverage == Share(0)
        assert found.target.stage == "four"

    def test_nothing_applicable_has_no_coverage(self) -> None:
        assert result(name="b", q="not-applicable").coverage is None

    def test_without_own_target_the_highest_stage_counts(self) -> None:
        target = result(p="s0").target
        assert (target.score, target.stage, target.own) == (Share("3/4"), "four", False)

    def test_own_targets(self) -> None:
        """A stage means its lower bound; a score the stage that holds it."""
        targets: dict[str, str | Fraction] = {"a": "three", "b": Fraction(3, 5)}
        here = town(single("p"), single("q", "b"), targets=targets)
        found = result(here, p="s0", q="s4")
        assert (found.target.score, found.target.stage, found.target.own) == (
            Share("1/2"),
            "three",
            True,
        )
        assert found.gap == GapResult(points=Share("1/2"), stages=2)
        found = result(here, "b", p="s0", q="s4")
        assert (found.target.score, found.target.stage, found.target.own) == (
            Share("3/5"),
            "three",
            True,
        )
        assert found.gap == GapResult(points=Share("-2/5"), stages=-1)

    def test_gates_are_named(self) -> None:
        gate = Gate(id="g1", node="a", stage="two", question="q", minimum=4)
        here = town(single("p"), single("q", weight=0), gates=[gate])
        found = result(here, p="s4", q="s3")
        assert (found.score, found.stage, found.held_by) == (Share(1), "one", ("g1",))
        assert found.gap == GapResult(points=Share("-1/4"), stages=3)


class TestTexts:
    """M7: each node gets the edition's words for the stage that it reached, in every language."""

    WORDS = [  # noqa: RUF012 - never changed
        StageText(
            stage="two",
            assessment={"de": "auf dem Weg", "en": "on the way"},
            suggestions=[Suggestion(id="s", text={"de": "weiter so", "en": "go on"})],
        ),
        StageText(stage="four", assessment={"de": "weit"}),
    ]
    HERE = town(single("p"), nodes=[node("a", stage_texts=WORDS)])

    def test_words_of_the_stage_reached(self) -> None:
        found = result(self.HERE, p="s1")
        assert found.assessment == Text({"de": "auf dem Weg", "en": "on the way"})
        assert [one.text.get("en") for one in found.suggestions] == ["go on"]

    def test_a_stage_without_suggestions(self) -> None:
        found = result(self.HERE, p="s4")
        assert found.assessment == Text({"de": "weit"})
        assert found.suggestions == ()

    def test_a_stage_without_words(self) -> None:
        found = result(self.HERE, p="s2")
        assert (found.assessment, found.suggestions) == (None, ())

    def test_no_score_no_words(self) -> None:
        found = result(self.HERE, p="unknown")
        assert (found.assessment, found.suggestions) == (None, ())

    def test_german_and_english_are_both_in_the_report(self) -> None:
        """Names of nodes, levels, stages and perspectives of the shipped edition."""
        edition = weltoffen.load_reference()
        assessment = attrs.evolve(HERE.assessment, edition=edition.reference)
        public = weltoffen.protect(
            weltoffen.tally([], edition.questionnaire),
            weltoffen.ProtectionRule(),
            assessment,
            edition,
        )
        report = build_report(public, assessment, edition)
        titles = [
            *(one.title for one in report.nodes),
            *(one.title for one in report.levels),
            *(one.title for one in report.stages),
            *(one.title for one in report.participation),
        ]
        assert len(report.nodes) == len(edition.target_model.nodes)
        assert all(title is not None and {"de", "en"} <= set(title.languages) for title in titles)


class TestOffices:
    """A suggestion keeps its effort, its carrier and its module, and the report names both of them."""

    STEP = Suggestion(id="go", text=T, effort="large", carrier="personnel", module="day")
    SAID = (StageText(stage="two", assessment=T, suggestions=[STEP]),)
    OFFICES = (Office(id="personnel", title=T), Office(id="schools", title=T, description=T))
    MODULES = (Module(id="day", title=T),)

    def town(self, *said: StageText, supplement: Supplement | None = None) -> Town:
        return town(
            single("p"),
            nodes=[node("a", stage_texts=said)],
            supplement=supplement,
            offices=self.OFFICES,
            modules=self.MODULES,
        )

    def test_nothing_of_it_gets_lost(self) -> None:
        here = self.town(*self.SAID)
        report = here.report(here.official(p="s1"))
        assert report.by_node["a"].suggestions == (self.STEP,)
        assert report.offices[0] == self.OFFICES[0]
        assert report.modules == self.MODULES
        assert schemas.read_report(schemas.write(report)) == report

    def test_a_model_without_them(self) -> None:
        report = HERE.report(HERE.official(p="s1"))
        assert (report.offices, report.modules) == ((), ())

    def test_those_that_the_supplement_names(self) -> None:
        """M8: it names the edition's."""
        own = Supplement(nodes=[node("own", stage_texts=self.SAID)], questions=[single("o", "own")])
        here = self.town(supplement=own)
        report = here.report(here.official(p="s1", o="s1"))
        assert [one.suggestions for one in report.supplement] == [(self.STEP,)]
        assert self.OFFICES[0] in report.offices
        check_report(report)

    def test_answers_decide_which_suggestions_there_are_but_not_which_offices(self) -> None:
        """P5: the lists are the edition's, whatever was answered."""
        here = self.town(*self.SAID)
        one, other = here.report(here.official(p="s1")), here.report(here.official(p="s4"))
        assert other.by_node["a"].suggestions == ()
        assert (one.offices, one.modules) == (other.offices, other.modules)

    @given(cases())
    def test_every_report_names_what_its_suggestions_name(self, case: Case) -> None:
        public = protect(case.tally, ProtectionRule(), case.assessment, case.edition)
        report = build_report(public, case.assessment, case.edition)
        offices, modules = ({one.id for one in each} for each in (report.offices, report.modules))
        for one in (*report.nodes, *report.supplement):
            for suggestion in one.suggestions:
                assert suggestion.carrier in {None, *offices}
                assert suggestion.module in {None, *modules}
        check_report(report)


class TestPriorities:
    """G1, G2: strengths, needs and what is to be clarified: every leaf stands in exactly one of them."""

    def test_strengths_strongest_first(self) -> None:
        """Equal scores stand in declared order."""
        here = town(single("p"), single("q", "b"), single("r", "c"), single("s", "d"))
        report = here.report(here.official(p="s3", q="s4", r="s3", s="s2"))
        assert [(one.node, one.score) for one in report.strengths] == [
            ("b", Share(1)),
            ("a", Share("3/4")),
            ("c", Share("3/4")),
        ]
        assert [one.node for one in report.needs] == ["d"]

    def test_needs_largest_gap_first_with_what_closing_them_adds(self) -> None:
        """A lacks 1/2, b and c 3/4. f weighs 2 of 3, so b adds 3/4 / 2 * 2/3 = 1/4, c 3/4 * 1/3 = 1/4."""
        report = HERE.report(HERE.official(p="s1", q="s0", r="s0"))
        assert [(one.node, one.gap, one.gain) for one in report.needs] == [
            ("b", GapResult(points=Share("3/4"), stages=3), Share("1/4")),
            ("c", GapResult(points=Share("3/4"), stages=3), Share("1/4")),
            ("a", GapResult(points=Share("1/2"), stages=2), Share("1/6")),
        ]

    def test_a_gate_makes_a_need_of_a_high_score(self) -> None:
        gate = Gate(id="g1", node="a", stage="four", question="q", minimum=4)
        here = town(single("p"), single("q", weight=0), gates=[gate])
        report = here.report(here.official(p="s4", q="s3"))
        assert report.strengths == ()
        assert [(one.node, one.gap) for one in report.needs] == [
            ("a", GapResult(points=Share("-1/4"), stages=1))
        ]

    def test_without_score_it_is_to_be_clarified(self) -> None:
        report = HERE.report(HERE.official(p="unknown", q="s1", r="not-applicable"))
        assert report.clarify == (
            Clarify(node="a", reason="no-answers", questions=("p",)),
            Clarify(node="c", reason="not-applicable", questions=()),
        )
        assert [one.node for one in report.needs] == ["b"]

    def test_open_questions_of_a_leaf_with_score(self) -> None:
        here = town(single("p"), single("q"), single("r"), free("t"))
        report = here.report(
            here.official(part="youth", p="s1", q="s1"), here.official(part="works", q="s1", r="s2")
        )
        assert report.clarify == ()
        report = here.report(
            here.official(part="youth", p="s1", q="s1"), here.official(part="works", q="s2", r="s2")
        )
        assert report.clarify == (Clarify(node="a", reason=None, questions=("q",)),)
        report = here.report(here.official(p="s1", q="s1"))
        assert report.clarify == (Clarify(node="a", reason=None, questions=("r",)),)

    def test_for_groups_no_single_question_is_named(self) -> None:
        """What a group left open is no task for anybody in particular."""
        answers = {"p": "01234" * 2, "q": "-----" * 2, "r": "0123u" * 2}
        method = Method(whole_policy="pooled", minimum_coverage=1)
        here = attrs.evolve(HERE, assessment=attrs.evolve(HERE.assessment, method=method))
        report = here.report(*here.persons("politics", **answers))
        assert {one.node: one.reason for one in report.clarify} == {"c": "low-coverage"}
        assert all(one.questions == () for one in report.clarify)

    def test_what_is_protected_is_not_to_be_clarified(self) -> None:
        """P4: the marker stands alone; nobody can do anything about it."""
        report = HERE.report(*HERE.persons("politics", p="01234", q="-----", r="01234"))
        assert report.by_node["b"].reason == "protected"
        assert report.clarify == ()

    def test_every_leaf_once(self) -> None:
        report = HERE.report(HERE.official(p="s4", q="s1"))
        found = [
            *(one.node for one in report.strengths),
            *(one.node for one in report.needs),
            *(one.node for one in report.clarify),
        ]
        assert sorted(found) == ["a", "b", "c"]


class TestLevers:
    """G3: of the official response only."""

    def test_steps_and_the_smallest_way(self) -> None:
        """Leaf a at 1/4 (stage two, ends at 1/2): one step more, s2, reaches three.

        It adds 1/4 to a, 1/8 to f and 1/8 * 2/3 = 1/12 to the whole.
        """
        report = HERE.report(HERE.official(p="s1", q="s1", r="s1"))
        lever = next(one for one in report.levers if one.node == "a")
        assert lever.next_stage == "three"
        assert lever.path == (PathStep(question="p", steps=1, options=("s2",), newly_asked=()),)
        assert lever.steps == (
            Step(
                question="p",
                option="s2",
                leaf=Share("1/4"),
                field=Share("1/8"),
                whole=Share("1/12"),
                newly_asked=(),
            ),
        )
        assert lever.clarify == ()

    def test_without_an_official_response_there_are_none(self) -> None:
        report = HERE.report(*HERE.persons("politics", p="01234", q="01234", r="01234"))
        assert report.levers == ()

    def test_nor_where_another_policy_makes_the_whole(self) -> None:
        here = town(single("p"), method=Method(whole_policy="pooled"))
        report = here.report(here.official(p="s1"), *here.persons("politics", p="01234"))
        assert report.levers == ()

    def test_at_the_top_there_is_no_way(self) -> None:
        here = town(single("p"))
        report = here.report(here.official(p="s4"))
        assert [(one.next_stage, one.path, one.steps) for one in report.levers] in (
            [],
            [(None, None, ())],
        )

    def test_a_path_that_no_step_opens(self) -> None:
        """Everything is at its best but for a question that nobody can raise: a closed gate's, skipped."""
        gate = Gate(id="g1", node="a", stage="four", question="q", minimum=4)
        here = town(single("p"), single("q", weight=0), gates=[gate])
        lever = here.report(here.official(p="s4")).levers[0]
        assert (lever.next_stage, lever.path, lever.clarify) == ("four", None, ("q",))

    def test_newly_asked_questions_are_named(self) -> None:
        here = town(single("p"), single("q", depends_on=after("p", "s2")))
        lever = here.report(here.official(p="s1")).levers[0]
        assert [one.newly_asked for one in lever.steps] == [("q",)]


class TestPerspectives:
    """S5: each perspective also has its own scores, official before personal."""

    def test_in_order(self) -> None:
        report = HERE.report(
            HERE.official("politics", p="s1", q="s1", r="s1"),
            HERE.official(p="s2", q="s2", r="s2"),
            *HERE.persons("residents", p="01234", q="01234", r="01234"),
            *HERE.persons("politics", p="00112", q="01234", r="01234"),
        )
        found = [(one.perspective, one.capacity) for one in report.perspectives]
        assert found == [
            ("administration", "official"),
            ("politics", "official"),
            ("politics", "personal"),
            ("residents", "personal"),
        ]
        politics = {one.node: one for one in report.perspectives[2].nodes}
        assert list(politics) == [None, "f", "a", "b", "g", "c"]
        assert politics["a"].score == Share("1/5")
        assert (politics["a"].n, politics["a"].stage, politics["a"].coverage) == (
            5,
            "one",
            Share(1),
        )
        assert politics["a"].tendency

    def test_participation_in_declared_order(self) -> None:
        report = HERE.report(
            HERE.official("politics", p="s1"),
            *HERE.persons("residents", p="0123401"),
            *HERE.persons("politics", p="012"),
            *HERE.persons("economy", p="34"),
        )
        found = [(one.perspective, one.official, one.responses) for one in report.participation]
        assert found == [
            ("administration", False, None),
            ("politics", True, None),
            ("civil-society", False, None),
            ("economy", False, None),
            ("residents", False, 7),
        ]
        assert report.responses == 12


class TestConflicts:
    """A3: same question, different answers, by which parts."""

    def test_they_are_listed_with_their_parts(self) -> None:
        here = town(
            single("p"), single("q", depends_on=after("p", "s4")), checklist("c"), number("m")
        )
        report = here.report(
            here.official(part="youth", p="s1", c=["x"], m=Fraction("1.5")),
            here.official(part="works", q="s0", c=["y", "x"], m=2),
            here.official("politics", part="left", p="s0"),
            here.official("politics", part="right", p="s4"),
        )
        found = [(one.perspective, one.question, one.kind, one.answers) for one in report.conflicts]
        assert found == [
            ("administration", "q", "not-asked", (("works", "s0"),)),
            ("administration", "c", "different", (("works", ("x", "y")), ("youth", ("x",)))),
            ("administration", "m", "different", (("works", 2), ("youth", Fraction(3, 2)))),
            ("politics", "p", "different", (("left", "s0"), ("right", "s4"))),
        ]
        assert schemas.read_report(schemas.write(report)) == report

    def test_there_are_none_in_a_whole_response(self) -> None:
        assert HERE.report(HERE.official(p="s1")).conflicts == ()


class TestSupplement:
    """M8: the local supplement is scored apart, never mixed into the edition's scores."""

    OWN = Supplement(
        nodes=[Node(id="own", title=T), Node(id="own-leaf", title=T, parent="own")],
        questions=[single("o", "own-leaf"), single("u", "own-leaf")],
    )
    NODES = (node("f"), node("a", "f"), node("b", "f"))
    HERE = town(single("p"), single("q", "b"), nodes=NODES, supplement=OWN)

    def report(self) -> Report:
        return self.HERE.report(self.HERE.official(p="s1", q="s3", o="s0"))

    def test_its_nodes_stand_apart(self) -> None:
        report = self.report()
        assert [one.node for one in report.nodes] == ["f", "a", "b"]
        assert [one.node for one in report.supplement] == ["own", "own-leaf"]
        assert report.by_node["own"].score == Share(0)
        assert report.whole.score == Share("1/2")

    def test_it_is_in_none_of_the_editions_lists(self) -> None:
        report = self.report()
        assert [one.node for one in report.needs] == ["a"]
        assert [one.node for one in report.strengths] == ["b"]
        assert report.clarify == ()

    def test_it_reads_back(self) -> None:
        report = self.report()
        assert schemas.read_report(schemas.write(report)) == report
