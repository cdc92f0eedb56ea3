# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Which modules are recommended (F2): worked by hand on small towns, and the laws on any report."""

from __future__ import annotations

from collections import Counter
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import T, Town, node, single, town
from tests.report.anyreports import any_reports

from weltoffen.course.offers import OfferReason, OfferRecommendation, recommend_offers
from weltoffen.errors import Unprotected
from weltoffen.model.assessment import Supplement
from weltoffen.model.questionnaire import Gate
from weltoffen.model.suggestion import (
    CONDITIONS,
    Condition,
    Module,
    OfferRule,
    StageText,
    Suggestion,
)
from weltoffen.report.structure import Clarify, Report

NODES = (
    node("steering"),
    node("council", "steering"),
    node("staff", "steering"),
    node("talking"),
    node("language", "talking"),
    node("disputes", "talking"),
)
QUESTIONS = (
    single("qc", "council"),
    single("qs", "staff"),
    single("ql", "language"),
    single("qd", "disputes"),
)
OFFICIAL = {"qc": "s0", "qs": "s1", "ql": "s4", "qd": "s4"}
"""Scores 0, 1/4, 1, 1: stages one, two, four, four; every leaf aims at 3/4."""
POLITICS = {"qc": "334434", "qs": "112112", "ql": "000444", "qd": "343434"}
"""Means 7/8 - 0, 1/3, 1/2, 7/8 of six persons; language is halved: A = -1."""


def rule(when: Condition, name: str = "r", **more: Any) -> OfferRule:  # noqa: ANN401 - any field
    return OfferRule(id=name, when=when, reason=T, **more)


def here(*rules: OfferRule, **more: Any) -> Town:  # noqa: ANN401 - as town
    """Give the town with one module, ``help``."""
    given = {"nodes": NODES, "depth": 2, "modules": [Module(id="help", title=T, rules=rules)]}
    return town(*QUESTIONS, **{**given, **more})


def answered(place: Town, k: int = 5, **official: str) -> Report:
    """Give the report of an official response and six persons."""
    institution = place.official(**{**OFFICIAL, **official})
    return place.report(institution, *place.persons("politics", **POLITICS), k=k)


def reason(when: Condition, place: Town | None = None, **more: Any) -> OfferReason | None:  # noqa: ANN401 - any field
    """Give what a single rule finds, or None."""
    found = recommend_offers(answered(place or here(rule(when, **more))))
    if not found:
        return None
    (offer,) = found
    assert offer.module == "help"
    (only,) = offer.reasons
    return only


def because(*nodes: str, number: int | None = None) -> OfferReason:
    return OfferReason(rule="r", nodes=nodes, number=len(nodes) if number is None else number)


class TestConditions:
    """F1: what each condition counts, and where."""

    def test_open_gaps(self) -> None:
        """G1: council is 3/4 short, staff 1/2; language and disputes have reached their target."""
        assert reason("open-gap") == because("council", "staff")

    def test_a_gap_that_only_a_gate_holds_open(self) -> None:
        """G1, S6: the score is high enough, the stage is not."""
        gate = Gate(id="g", node="language", stage="four", question="qs", minimum=4)
        held = here(rule("open-gap"), gates=[gate])
        assert reason("open-gap", held) == because("council", "staff", "language")

    def test_targets_of_the_town_count(self) -> None:
        easy = here(rule("open-gap"), targets={"steering": "two"})
        assert reason("open-gap", easy) == because("council")

    def test_low_stages(self) -> None:
        """S6: at the named stage or below."""
        assert reason("low-stage", stage="one") == because("council")
        assert reason("low-stage", stage="two") == because("council", "staff")
        assert reason("low-stage", stage="four", nodes=["talking"]) == because(
            "language", "disputes"
        )
        assert reason("low-stage", stage="two", nodes=["talking"]) is None

    def test_suggestions_that_name_the_module_where_a_gap_is_open(self) -> None:
        """Those at the stage reached alone: staff has reached two, language has no open gap."""

        def saying(stage: str, *modules: str | None) -> StageText:
            steps = [Suggestion(id=f"{stage}-{i}", text=T, module=m) for i, m in enumerate(modules)]
            return StageText(stage=stage, assessment=T, suggestions=steps)

        said = {
            "council": [saying("one", None, "help", "help"), saying("two", "other")],
            "staff": [saying("one", "help"), saying("two", "other", None)],
            "language": [saying("four", "help")],
        }
        nodes = [attrs.evolve(one, stage_texts=said.get(one.id, ())) for one in NODES]
        modules = [
            Module(id="help", title=T, rules=[rule("suggested")]),
            Module(id="other", title=T, rules=[rule("suggested")]),
        ]
        assert recommend_offers(answered(here(nodes=nodes, modules=modules))) == (
            OfferRecommendation(module="help", reasons=(because("council"),)),
            OfferRecommendation(module="other", reasons=(because("staff"),)),
        )

    def test_views_that_differ(self) -> None:
        """G6: council 0 against 7/8, language 1 against 1/2; staff 1/4 against 1/3 is too little."""
        assert reason("views-differ") == because("council", "language")

    def test_disagreement_is_counted_by_occasions(self) -> None:
        """G6: two questions of one leaf, halved each; the leaf is named once."""
        twice = (*QUESTIONS, single("ql2", "language"))
        place = town(
            *twice,
            nodes=NODES,
            depth=2,
            modules=[Module(id="help", title=T, rules=[rule("disagreement", least=2)])],
        )
        columns = {**POLITICS, "ql2": "444000"}
        report = place.report(place.official(**OFFICIAL), *place.persons("politics", **columns))
        (offer,) = recommend_offers(report)
        assert offer.reasons == (because("language", number=2),)

    def test_what_is_to_be_clarified(self) -> None:
        """G2, G3: a leaf without score, and one with a score but an open question."""
        place = here(rule("to-clarify"))
        assert recommend_offers(answered(place)) == ()
        (offer,) = recommend_offers(answered(place, qd="unknown"))
        assert offer.reasons == (because("disputes"),)

    @pytest.mark.parametrize("when", CONDITIONS)
    def test_where_nothing_was_answered_nothing_is_low_or_open(self, when: Condition) -> None:
        """S2: no score is no low score; the official response leaves everything to be clarified."""
        place = here(rule(when, stage="four" if when == "low-stage" else None))
        assert recommend_offers(place.report()) == ()
        found = recommend_offers(place.report(place.official()))
        if when != "to-clarify":
            assert found == ()
        else:
            everything = because("council", "staff", "language", "disputes")
            assert found == (OfferRecommendation(module="help", reasons=(everything,)),)


class TestWhereAndHowMany:
    """F1: nodes stand for the leaves below them, in declared order; ``least`` is a lower bound."""

    def test_a_leaf_stands_for_itself_and_a_node_for_its_leaves(self) -> None:
        assert reason("open-gap", nodes=["staff"]) == because("staff")
        assert reason("open-gap", nodes=["language", "steering"]) == because("council", "staff")
        assert reason("open-gap", nodes=["talking", "disputes"]) is None

    def test_in_declared_order_each_once(self) -> None:
        assert reason("open-gap", nodes=["staff", "council", "steering"]) == because(
            "council", "staff"
        )

    def test_a_node_above_several_levels(self) -> None:
        nodes = [node("top"), *(attrs.evolve(n, parent=n.parent or "top") for n in NODES)]
        deep = here(rule("open-gap", nodes=["top"]), nodes=nodes, depth=3)
        assert reason("open-gap", deep) == because("council", "staff")

    def test_at_least(self) -> None:
        assert reason("open-gap", least=2) == because("council", "staff")
        assert reason("open-gap", least=3) is None

    def test_a_module_without_rules_is_never_recommended(self) -> None:
        assert recommend_offers(answered(here())) == ()
        assert recommend_offers(answered(here(modules=[]))) == ()

    def test_reasons_and_modules_in_declared_order(self) -> None:
        modules = [
            Module(id="z", title=T, rules=[rule("views-differ", "late"), rule("open-gap", "a")]),
            Module(id="none", title=T, rules=[rule("to-clarify")]),
            Module(id="a", title=T, rules=[rule("open-gap", "b")]),
        ]
        found = recommend_offers(answered(here(modules=modules)))
        assert [(one.module, [why.rule for why in one.reasons]) for one in found] == [
            ("z", ["late", "a"]),
            ("a", ["b"]),
        ]


class TestOnlyWhatIsPublished:
    """F2, P4, P5, M8: the report alone; what is protected, and what is the town's own, gives no reason."""

    def test_anything_but_a_report_is_refused(self) -> None:
        place = here(rule("open-gap"))
        for wrong in (None, place.protect(), place.tally(), place.edition, "report"):
            with pytest.raises(Unprotected, match="recommend_offers takes a Report"):
                recommend_offers(wrong)  # type: ignore[arg-type] # that is the point

    def test_a_class_made_from_it_is_none(self) -> None:
        class Leaky(Report):
            pass

        report = answered(here())
        fields = {one.name: getattr(report, one.name) for one in attrs.fields(Report) if one.init}
        with pytest.raises(Unprotected):
            recommend_offers(Leaky(**fields))

    @pytest.mark.parametrize("when", CONDITIONS)
    def test_protected_results(self, when: Condition) -> None:
        """Six persons where seven are needed: low, open, apart and divided, but nobody may know."""
        place = here(rule(when, stage="four" if when == "low-stage" else None))
        persons = place.persons("politics", **{**POLITICS, "qc": "000000"})
        report = place.report(*persons, k=7)
        assert {one.reason for one in report.nodes} == {"protected"}
        assert recommend_offers(report) == ()

    def test_what_is_protected_is_not_to_be_clarified(self) -> None:
        """Whatever else a report lists: a protected leaf is no reason."""
        place = here(rule("to-clarify"))
        report = place.report(*place.persons("politics", **POLITICS), k=7)
        listed = Clarify(node="council", reason=None, questions=("qc",))
        assert recommend_offers(attrs.evolve(report, clarify=(listed,))) == ()

    @pytest.mark.parametrize("when", CONDITIONS)
    def test_the_supplement_never_counts(self, when: Condition) -> None:
        """Its leaf is low and open, seen differently, divided and to be clarified; the edition's are not."""
        words = StageText(
            stage="one",
            assessment=T,
            suggestions=[Suggestion(id="go", text=T, module="help")],
        )
        own = Supplement(
            nodes=[node("harbour", stage_texts=[words])],
            questions=[
                single("ship", "harbour"),
                single("quay", "harbour"),
                single("mole", "harbour"),
            ],
        )
        place = town(
            single("q", "council"),
            depth=2,
            supplement=own,
            modules=[
                Module(
                    id="help",
                    title=T,
                    rules=[rule(when, stage="one" if when == "low-stage" else None)],
                )
            ],
        )
        institution = place.official(q="s4", ship="s0", quay="s0", mole="unknown")
        columns = {"q": "343443", "ship": "000444", "quay": "444343", "mole": "444343"}
        report = place.report(institution, *place.persons("politics", **columns))
        (harbour,) = report.supplement
        assert (harbour.stage, harbour.gap and harbour.gap.is_open) == ("one", True)
        assert harbour.suggestions[0].module == "help"
        assert {(one.kind, one.node) for one in report.occasions} == {
            ("between", "harbour"),
            ("within", "harbour"),
        }
        assert recommend_offers(report) == ()


# --- Laws --------------------------------------------------------------------------------------------


SMALL = any_reports(max_nodes=4, max_questions=4)


class TestLaws:
    """F2 on any report."""

    @given(SMALL)
    def test_each_recommendation_has_its_reasons(self, report: Report) -> None:
        found = recommend_offers(report)
        assert found == recommend_offers(report)
        order = [module.id for module in report.modules]
        assert [one.module for one in found] == [
            name for name in order if name in {one.module for one in found}
        ]
        modules = {module.id: module for module in report.modules}
        parents = {one.parent for one in report.nodes}
        leaves = [one.node for one in report.nodes if one.node not in parents]
        for one in found:
            rules = {rule.id: rule for rule in modules[one.module].rules}
            assert one.reasons
            for why in one.reasons:
                assert why.number >= max(rules[why.rule].least, len(why.nodes), 1)
                assert list(why.nodes) == [leaf for leaf in leaves if leaf in why.nodes]
                assert why.nodes
                if rules[why.rule].when != "disagreement":
                    assert why.number == len(why.nodes)

    @given(SMALL)
    def test_as_counted_over_the_lists_of_the_report(self, report: Report) -> None:
        """The lists of needs, occasions and what is to be clarified, instead of the nodes (G2, G6)."""
        rules = [
            rule(when, f"r-{when}") for when in CONDITIONS if when not in {"low-stage", "suggested"}
        ]
        report = attrs.evolve(report, modules=(Module(id="all", title=T, rules=rules),))
        own = {one.node for one in report.supplement}
        listed = {
            "open-gap": [one.node for one in report.needs],
            "views-differ": [one.node for one in report.occasions if one.question is None],
            "disagreement": [one.node for one in report.occasions if one.question is not None],
            "to-clarify": [
                one.node for one in report.clarify if report.by_node[one.node].reason != "protected"
            ],
        }
        wanted = {
            f"r-{when}": Counter(n for n in nodes if n not in own) for when, nodes in listed.items()
        }
        found = {why.rule: why for one in recommend_offers(report) for why in one.reasons}
        for name, counted in wanted.items():
            assert (name in found) == bool(counted)
            if counted:
                assert {*found[name].nodes} == {*counted}
                assert found[name].number == counted.total()

    @given(SMALL, st.data())
    def test_one_rule_more_takes_nothing_away(self, report: Report, data: st.DataObject) -> None:
        if not report.modules:
            return
        when = data.draw(st.sampled_from(CONDITIONS))
        stage = report.stages[0].id if when == "low-stage" else None
        more = rule(when, "one-more", stage=stage, least=data.draw(st.integers(1, 3)))
        place = data.draw(st.integers(0, len(report.modules) - 1))
        before = data.draw(st.booleans())
        modules = list(report.modules)
        kept = modules[place].rules
        rules = (more, *kept) if before else (*kept, more)
        modules[place] = attrs.evolve(modules[place], rules=rules)
        found = recommend_offers(attrs.evolve(report, modules=tuple(modules)))
        reasons = {one.module: one.reasons for one in found}
        for one in recommend_offers(report):
            assert tuple(w for w in reasons[one.module] if w.rule != "one-more") == one.reasons

    @given(SMALL)
    def test_nothing_protected_is_a_reason(self, report: Report) -> None:
        """P4: of a leaf whose result is protected only published occasions can be told."""
        for one in recommend_offers(report):
            rules = {r.id: r.when for m in report.modules if m.id == one.module for r in m.rules}
            for why in one.reasons:
                if rules[why.rule] not in {"views-differ", "disagreement"}:
                    assert all(report.by_node[n].reason != "protected" for n in why.nodes)
