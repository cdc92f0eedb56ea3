# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import weltoffen.testing
from weltoffen.model.answers import checked_answers, not_asked
from weltoffen.model.forms import Checklist, NumberEntry
from weltoffen.model.response import is_checked, merge_parts
from weltoffen.testing import (
    Case,
    cases,
    council_papers,
    editions,
    protected_tallies,
    questionnaires,
    responses,
    strategies,
    tallies,
    target_models,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from weltoffen.model.edition import Edition
    from weltoffen.model.paper import CouncilPaper
    from weltoffen.model.questionnaire import Question, Questionnaire
    from weltoffen.model.suggestion import Suggestion
    from weltoffen.model.target import TargetModel

# Any example will do, so none is made smaller.
SEARCH = settings(max_examples=2_000, deadline=None, database=None, phases=[Phase.generate])
SHORT_SEARCH = settings(SEARCH, max_examples=200)


def some_question(
    test: Callable[[Questionnaire, Question], bool],
) -> Callable[[Questionnaire], bool]:
    return lambda asked: any(test(asked, question) for question in asked.questions)


def suggestions(model: TargetModel) -> list[Suggestion]:
    return [one for n in model.nodes for text in n.stage_texts for one in text.suggestions]


def hangs_on(asked: Questionnaire, question: Question) -> Question | None:
    return asked.by_id[question.depends_on.question] if question.depends_on else None


@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # of what `find` has found
class TestReach:
    """M1, M4, M5, S6: the strategies reach every shape that the rules allow."""

    @pytest.mark.parametrize(
        "wanted",
        [
            pytest.param(
                lambda m: len(m.levels) == 4 and len(m.path(m.nodes[-1].id)) == 4, id="deep"
            ),
            pytest.param(lambda m: len({len(m.path(n.id)) for n in m.leaves}) > 1, id="uneven"),
            pytest.param(lambda m: any(n.weight == 0 for n in m.nodes), id="weight-0"),
            pytest.param(lambda m: len(m.stages) == 1, id="one-stage"),
            pytest.param(lambda m: len(m.stages) == 6, id="six-stages"),
            pytest.param(lambda m: [n.id for n in m.nodes] != sorted(m.by_id), id="own-order"),
            pytest.param(lambda m: any(n.stage_texts for n in m.nodes), id="stage-texts"),
            pytest.param(lambda m: any(n.replaces for n in m.nodes), id="replaces"),
            pytest.param(lambda m: bool(m.offices) and bool(m.modules), id="offices-and-modules"),
            pytest.param(lambda m: not m.offices and not m.modules, id="no-offices-or-modules"),
            pytest.param(
                lambda m: any(one.carrier and one.module for one in suggestions(m)), id="carrier"
            ),
        ],
    )
    def test_target_models(self, wanted: Callable[[TargetModel], bool]) -> None:
        assert find(target_models(), wanted, settings=SEARCH) is not None

    @pytest.mark.parametrize(
        "wanted",
        [
            pytest.param(
                some_question(
                    lambda asked, q: (
                        (p := hangs_on(asked, q)) is not None and p.depends_on is not None
                    )
                ),
                id="chain",
            ),
            pytest.param(
                some_question(
                    lambda asked, q: (
                        (p := hangs_on(asked, q)) is not None and isinstance(p.form, Checklist)
                    )
                ),
                id="after-checklist",
            ),
            pytest.param(
                some_question(
                    lambda asked, q: (
                        (p := hangs_on(asked, q)) is not None and isinstance(p.form, NumberEntry)
                    )
                ),
                id="after-bands",
            ),
            pytest.param(some_question(lambda _, q: q.officially_only), id="plain-number"),
            pytest.param(some_question(lambda _, q: q.kind == "text"), id="text"),
            pytest.param(some_question(lambda _, q: q.weight == 0), id="weight-0"),
            pytest.param(
                some_question(
                    lambda _, q: isinstance(q.form, Checklist) and q.form.cap is not None
                ),
                id="cap",
            ),
            pytest.param(lambda asked: len(asked.gates) == 2, id="gates"),
            pytest.param(lambda asked: len(asked.scales) == 2, id="scales"),
            pytest.param(lambda asked: len(asked.no_answers) == 2, id="no-answers"),
            pytest.param(lambda asked: not asked.no_answers, id="no-words-for-them"),
            pytest.param(lambda asked: any(one.prompt for one in asked.scales), id="prompt"),
            pytest.param(some_question(lambda _, q: q.evidence is not None), id="evidence"),
            pytest.param(some_question(lambda _, q: len(q.ask) == 2), id="ask"),
        ],
    )
    def test_questionnaires(self, wanted: Callable[[Questionnaire], bool]) -> None:
        assert find(questionnaires(), wanted, settings=SEARCH) is not None

    @pytest.mark.parametrize(
        "wanted",
        [
            pytest.param(lambda p: len(p.consultations) == 3, id="consultations"),
            pytest.param(lambda p: any(not one.public for one in p.consultations), id="closed"),
            pytest.param(lambda p: any(one.result for one in p.consultations), id="result"),
            pytest.param(
                lambda p: any(one.authoritative for one in p.consultations), id="decision"
            ),
            pytest.param(lambda p: any(one.url for one in p.attachments), id="file"),
            pytest.param(lambda p: any(not one.url for one in p.attachments), id="no-file"),
            pytest.param(lambda p: p.kind == "answer", id="last-kind"),
            pytest.param(lambda p: p.title is None and p.file_number is None, id="nameless"),
            pytest.param(lambda p: len(p.originators) == 2, id="originators"),
            pytest.param(lambda p: p.extensions is not None, id="extensions"),
        ],
    )
    def test_council_papers(self, wanted: Callable[[CouncilPaper], bool]) -> None:
        assert find(council_papers(), wanted, settings=SHORT_SEARCH) is not None

    @pytest.mark.parametrize(
        "effort",
        [
            None,
            "small",
            "medium",
            "large",
        ],
    )
    def test_efforts(self, effort: str | None) -> None:
        def wanted(model: TargetModel) -> bool:
            return effort in {one.effort for one in suggestions(model)}

        assert find(target_models(), wanted, settings=SHORT_SEARCH) is not None

    @pytest.mark.parametrize(
        "kind",
        [
            "law",
            "standard",
            "own",
        ],
    )
    def test_sources(self, kind: str) -> None:
        wanted = some_question(lambda _, q: kind in {one.kind for one in q.sources})
        assert find(questionnaires(), wanted, settings=SHORT_SEARCH) is not None

    @pytest.mark.parametrize(
        "wanted",
        [
            pytest.param(lambda c: not c.responses, id="empty"),
            pytest.param(lambda c: c.assessment.supplement is not None, id="supplement"),
            pytest.param(
                lambda c: (
                    c.assessment.supplement is not None
                    and any(q.ask for q in c.assessment.supplement.questions)
                ),
                id="supplement-asks-offices",
            ),
            pytest.param(lambda c: any(r.part for r in c.responses), id="parts"),
            pytest.param(
                lambda c: Counter(r.capacity for r in c.responses)["personal"] > 15, id="many"
            ),
            pytest.param(lambda c: len(c.assessment.perspectives) >= 3, id="perspectives"),
            pytest.param(lambda c: bool(c.assessment.targets), id="targets"),
        ],
    )
    def test_cases(self, wanted: Callable[[Case], bool]) -> None:
        assert find(cases(), wanted, settings=SEARCH) is not None

    def test_parts_may_contradict_each_other(self) -> None:
        """A3."""

        def contradicting(case: Case) -> bool:
            parts = [r for r in case.responses if r.part is not None]
            people = {r.perspective for r in parts}
            asked = case.extended.questionnaire
            return any(
                merge_parts([r for r in parts if r.perspective == p], asked)[1] for p in people
            )

        assert find(cases(), contradicting, settings=SEARCH) is not None


class TestRounds:
    """A2, A3, T1: a round is consistent, so that it can be counted and protected."""

    @given(cases())
    def test_all_responses_belong_to_the_assessment(self, case: Case) -> None:
        for response in case.responses:
            assert response.assessment == case.assessment.id
            assert response.perspective in case.assessment.perspective_ids
            assert response.questionnaire == case.edition.reference

    @given(cases())
    def test_each_part_comes_once_and_never_beside_the_whole(self, case: Case) -> None:
        official = [(r.perspective, r.part) for r in case.responses if r.capacity == "official"]
        assert len(set(official)) == len(official)
        whole = {perspective for perspective, part in official if part is None}
        assert not whole & {perspective for perspective, part in official if part is not None}

    @given(cases())
    def test_answers_are_valid(self, case: Case) -> None:
        asked = case.extended.questionnaire
        for response in case.responses:
            personal = response.capacity == "personal"
            given_answers = dict(response.answers)
            partial = response.part is not None
            checked_answers(asked, given_answers, personal=personal, partial=partial)
            if not partial:
                assert not not_asked(asked, given_answers, personal=personal) & given_answers.keys()

    @given(cases())
    def test_a_round_can_be_counted(self, case: Case) -> None:
        personal = Counter(r.perspective for r in case.responses if r.capacity == "personal")
        assert {c.perspective: c.responses for c in case.tally.personal} == personal

    @given(cases(), st.data())
    def test_tallies_and_protected_tallies_name_their_assessment(
        self, case: Case, data: st.DataObject
    ) -> None:
        counted = data.draw(tallies(case.extended.questionnaire, case.assessment))
        assert counted.assessment in {case.assessment.id, None}
        protected = data.draw(protected_tallies(case.edition, case.assessment))
        assert [p for p, _ in protected.perspectives] == list(case.assessment.perspective_ids)
        assert data.draw(protected_tallies(case.edition, case.assessment, k=7)).rule.k == 7

    @given(st.data(), cases(), st.sampled_from(["official", "personal", None]))
    def test_single_responses_keep_to_their_capacity(
        self, data: st.DataObject, case: Case, capacity: str | None
    ) -> None:
        asked = case.extended.questionnaire
        made = (
            data.draw(responses(asked, case.assessment))
            if capacity is None
            else data.draw(
                responses(
                    asked,
                    case.assessment,
                    capacity="official" if capacity == "official" else "personal",
                )
            )
        )
        assert capacity in {None, made.capacity}
        assert is_checked(made, asked)
        assert made.part is None or made.capacity == "official"


class TestNames:
    """Users find every strategy in weltoffen.testing."""

    def test_both_places_give_the_same_names(self) -> None:
        assert weltoffen.testing.__all__ == strategies.__all__ == sorted(strategies.__all__)
        for name in strategies.__all__:
            assert getattr(weltoffen.testing, name) is getattr(strategies, name)

    @given(editions(max_depth=1, max_nodes=2, max_questions=2))
    def test_limits_of_an_edition_are_kept(self, edition: Edition) -> None:
        assert len(edition.target_model.levels) == 1
        assert len(edition.target_model.nodes) <= 2
        assert len(edition.questionnaire.questions) <= 2
