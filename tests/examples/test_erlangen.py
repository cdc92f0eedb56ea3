# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``examples/erlangen``: accepted, complete in both languages, and telling what its README says."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.scripts import load_script

import weltoffen as wo
from weltoffen import schemas
from weltoffen.cli import FINE, main
from weltoffen.course.goalreviews import review_goals
from weltoffen.course.lives import lives
from weltoffen.course.observations import observe
from weltoffen.course.selection import propose_selection
from weltoffen.course.workshops import check_workshop, workshop_findings
from weltoffen.model.completeness import completeness
from weltoffen.model.exact import round_half_away

if TYPE_CHECKING:
    from types import ModuleType

    from weltoffen.report.structure import Report

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "examples" / "erlangen"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted(path for path in FOLDER.iterdir() if path.suffix in {".json", ".ndjson"})
OTHERS = sorted(path for path in ROOT.glob("examples/*/*.json") if path.parent != FOLDER)
REVIEW = dt.date(2021, 12, 15)
"""Day of the review, as in the command of the README."""
WORKSHOP_DAY = dt.date(2020, 11, 24)
"""The one day of the workshop that is public (notice 13/017/2020)."""

ORGANISATION = schemas.read_organisation(FOLDER / "organisation.json")
WORKSHOP = schemas.read_workshop(FOLDER / "workshop.json")
CATALOGUE = schemas.read_measures(FOLDER / "measures.json")
PLAN = schemas.read_goals(FOLDER / "goals.json")
MONITORING = schemas.read_monitoring(FOLDER / "monitoring.json")
PARTICIPATION = schemas.read_participation(FOLDER / "participation.json")
MOTIONS = [schemas.read_participation(path) for path in OTHERS]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    return load_script("tools/make_erlangen.py")


@pytest.fixture(scope="module")
def report() -> Report:
    return wo.evaluate(
        (FOLDER / "answers.ndjson").read_bytes(),
        schemas.read_assessment(FOLDER / "assessment.json"),
        reratings=WORKSHOP.reratings,
    )


def told(heading: str) -> dict[str, str]:
    """Give the table of the README whose first column is called so: first column to the second."""
    _, _, rest = README.partition(f"| {heading} |")
    rows = rest.split("\n\n")[0].splitlines()[2:]
    cells = [[cell.strip() for cell in row.strip("| ").split(" | ")] for row in rows]
    return {row[0].strip("`"): row[1] for row in cells}


class TestTheAnswersComeFromTheirGenerator:
    def test_check(self, tool: ModuleType) -> None:
        assert tool.main(["--check"]) == 0, tool.COMMAND

    def test_check_names_the_command_where_they_do_not(
        self,
        tool: ModuleType,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setattr(tool, "FOLDER", tmp_path)
        assert tool.main(["--check"]) == 1
        assert tool.COMMAND in capsys.readouterr().err
        assert tool.main([]) == 0
        assert tool.main(["--check"]) == 0

    def test_title_and_readme_say_that_they_are_invented(self, report: Report) -> None:
        assert report.title is not None
        assert "Antworten erfunden" in report.title.choose("de")
        assert "answers invented" in report.title.choose("en")
        assert "the content is invented" in README

    def test_four_offices_and_persons_of_four_perspectives(self) -> None:
        assessment = schemas.read_assessment(FOLDER / "assessment.json")
        questionnaire = wo.load_reference(assessment.edition.version).questionnaire
        lines = (FOLDER / "answers.ndjson").read_bytes()
        found = list(schemas.read_responses(lines, questionnaire, assessment))
        assert sum(one.capacity == "official" for one in found) == 4
        sizes = Counter(one.perspective for one in found if one.capacity == "personal")
        assert sizes == {"politics": 7, "civil-society": 9, "economy": 4, "residents": 8}


class TestEveryDocument:
    def test_is_accepted_without_problem_or_warning(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """By the command as it stands in the guide, in which the assessment comes first."""
        names = [str(path) for path in DOCUMENTS]
        assessment = str(FOLDER / "assessment.json")
        arguments = ["check", "--format", "json", "--assessment", assessment, *names]
        assert main(arguments) == FINE
        assert capsys.readouterr().out == ""

    @pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.parent.name)
    def test_of_the_other_towns_as_well(
        self, path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["check", "--format", "json", str(path)]) == FINE
        assert capsys.readouterr().out == ""

    @pytest.mark.parametrize(
        "document",
        [ORGANISATION, WORKSHOP, CATALOGUE, PLAN, MONITORING, PARTICIPATION, *MOTIONS],
        ids=lambda one: type(one).__name__,
    )
    def test_is_complete_in_german_and_english_m7(self, document: object) -> None:
        for found in completeness(document, ["de", "en"]):
            assert found.texts > 0
            assert found.missing == ()

    @pytest.mark.parametrize("path", [*DOCUMENTS, *OTHERS, FOLDER / "README.md"])
    def test_names_no_person(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"\b(?:Herrn?|Frau|Dr\.|Prof\.|Mr|Mrs|Ms)[ .]", text) == []

    @pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
    def test_papers_are_the_public_one_or_called_invented(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        numbers = re.findall(r'"number": "([^"]*)"', text)
        for number in numbers:
            assert number == "13/017/2020" or number.startswith("ERFUNDEN/")

    def test_sources_of_figures_are_called_invented(self) -> None:
        for one in MONITORING.indicators:
            assert one.source.choose("de").startswith("Erfunden. ")
            assert one.source.choose("en").startswith("Invented. ")
            assert one.source_url is None


class TestTheOrganisation:
    def test_it_has_the_bodies_of_the_leitbild(self) -> None:
        kinds = Counter(one.kind for one in ORGANISATION.bodies)
        assert kinds["coordination-office"] == kinds["steering-group"] == kinds["council"] == 1
        assert kinds["conference"] == kinds["integration-council"] == 1
        assert kinds["responsible"] >= 2
        assert kinds["working-group"] >= 2

    def test_rights_are_the_usual_ones_o2(self) -> None:
        """They follow the Leitbild's structure already, so that the example changes none."""
        assert ORGANISATION.entitlements == ()


class TestTheWorkshop:
    def test_day_and_number_of_people(self) -> None:
        assert WORKSHOP.date == WORKSHOP_DAY
        people = sum(one.number for one in WORKSHOP.groups)
        assert 20 <= people <= 40
        assert f"{people} people agree on seven needs" in README
        assert len(WORKSHOP.needs) == 7

    def test_it_fits_the_report_and_says_what_the_report_does_not_contradict(
        self, report: Report
    ) -> None:
        check_workshop(WORKSHOP, report)
        assert workshop_findings(WORKSHOP, report) == ()

    def test_the_round_is_over_before(self, report: Report) -> None:
        assert report.round.end is not None
        assert report.round.end < WORKSHOP.date

    def test_what_the_readme_tells_of_the_report(self, report: Report) -> None:
        seen = {one.node for one in report.occasions if one.kind == "between"}
        assert "services-for-all" in seen
        assert report.by_node["skilled-immigration"].score is None
        assert report.needs[0].node == "discrimination-protection"


class TestTheMeasures:
    def test_states_are_those_of_the_readme_l2(self) -> None:
        found: dict[str, set[str]] = {}
        for life in lives(CATALOGUE, ORGANISATION, on=REVIEW):
            found.setdefault(life.state, set()).add(life.measure.id)
        readme = {
            state: set(re.findall(r"`([^`]*)`", said)) for state, said in told("state").items()
        }
        assert found == readme
        assert sum(map(len, found.values())) == 12

    def test_every_state_there_is_occurs(self) -> None:
        assert list(told("state")) == [
            *("done", "running", "resolved", "recommended", "selected", "proposed", "dropped")
        ]

    def test_each_comes_from_a_need_and_a_criterion_l1(self, report: Report) -> None:
        needs = {one.id for one in WORKSHOP.needs}
        for one in CATALOGUE.measures:
            assert set(one.needs) <= needs
            assert one.needs
            assert one.nodes
            assert all(report.by_node[node].parent is not None for node in one.nodes)

    def test_no_need_is_forgotten(self) -> None:
        answered = {need for one in CATALOGUE.measures for need in one.needs}
        assert answered == {one.id for one in WORKSHOP.needs}

    def test_the_conference_is_at_the_end_of_january_2021(self) -> None:
        days = {
            event.date
            for one in CATALOGUE.measures
            for event in one.events
            if event.body == "conference"
        }
        assert days == {dt.date(2021, 1, 29)}
        assert re.search(r"29 January\s+2021, is invented", README)

    def test_nothing_lies_after_the_review(self) -> None:
        days = [event.date for one in CATALOGUE.measures for event in one.events]
        assert max(days) == REVIEW
        assert min(days) > WORKSHOP_DAY

    def test_before_the_choice_a_selection_can_be_proposed_l5(self, report: Report) -> None:
        """On the day of the README's second command: one for each priority, and not all fit."""
        day, budget = dt.date(2021, 2, 9), 80000
        found = propose_selection(CATALOGUE, report, budget, organisation=ORGANISATION, on=day)
        assert found.uncovered == ()
        assert found.spent <= budget
        assert {one.code for one in found.omitted} >= {"over-budget", "costs-unknown"}
        first = [one.reasons[0].node for one in found.picks[:3]]
        assert first == list(CATALOGUE.priorities)


class TestTheGoals:
    def test_verdicts_are_those_of_the_readme_y3(self, report: Report) -> None:
        found = review_goals(PLAN, ORGANISATION, on=REVIEW, report=report, monitoring=MONITORING)
        readme = {goal: said.replace(" ", "-") for goal, said in told("goal").items()}
        assert {one.goal.id: one.verdict for one in found} == readme
        assert {one.state for one in found} == {"reviewed"}

    def test_figures_of_the_first_goal(self, report: Report) -> None:
        """No baseline is given, so that it is the last observation before: 4, at the end of 2020."""
        (first, *_) = review_goals(
            PLAN, ORGANISATION, on=REVIEW, report=report, monitoring=MONITORING
        )
        assert first.baseline == Fraction(4)
        assert first.target == Fraction(20)
        assert first.value == Fraction(21)

    def test_each_is_recommended_resolved_and_reviewed_y2(self) -> None:
        for one in PLAN.goals:
            steps = [(event.kind, event.body) for event in one.events]
            assert steps == [
                ("recommended", "steering-group"),
                ("resolved", "council"),
                ("reviewed", "steering-group"),
            ]
            assert one.year == 2021

    def test_each_names_needs_and_measures_that_there_are(self) -> None:
        needs = {one.id for one in WORKSHOP.needs}
        measures = {one.id for one in CATALOGUE.measures}
        for one in PLAN.goals:
            assert set(one.needs) <= needs
            assert set(one.measures) <= measures


class TestTheMonitoring:
    def test_the_trends_that_there_are_i3(self) -> None:
        found = {one.indicator: one.whole for one in observe(MONITORING, on=REVIEW)}
        assert {name for name, one in found.items() if one.trend is None} == {"plain-forms"}
        assert found["plain-forms"].days == 3
        against = {name for name, one in found.items() if "against-direction" in one.needs}
        assert against == {"appointment-days"}

    def test_the_wait_grows_by_three_to_four_days_a_year(self) -> None:
        """Worked by hand: six steps of 3, 5, 2, 2, 5, 6 days, 23 in six years."""
        found = {one.indicator: one.whole for one in observe(MONITORING, on=REVIEW)}
        trend = found["appointment-days"].trend
        assert trend is not None
        assert 3 < trend.slope < Fraction(4)

    def test_each_share_says_on_how_many_it_rests_n3(self) -> None:
        """And it is the share of a whole number of them, no handful, rounded to one place."""
        shares = {one.id for one in MONITORING.indicators if one.unit.choose("de") == "%"}
        assert shares == {"trainees-share", "no-certificate"}
        found = [one for one in MONITORING.observations if one.indicator in shares]
        assert len(found) == 7 + 3 * 7
        for one in found:
            assert one.base is not None
            people = round(one.value * one.base / 100)
            assert round_half_away(Fraction(100 * people, one.base), 1) == one.value
            assert people >= 5
            assert one.base >= 40

    def test_parts_of_a_share_make_up_the_whole(self) -> None:
        def people(part: str | None, year: int) -> tuple[int, int]:
            (one,) = (
                one
                for one in MONITORING.observations
                if one.series == ("no-certificate", part) and one.date.year == year
            )
            base = one.base or 0
            return round(one.value * base / 100), base

        for year in range(2015, 2022):
            both = zip(people("german", year), people("foreign", year), strict=True)
            assert tuple(map(sum, both)) == people(None, year)

    def test_figures_of_the_trainees_are_those_of_the_readme(self) -> None:
        found = {one.indicator: one.whole for one in observe(MONITORING, on=REVIEW)}
        trainees = found["trainees-share"]
        (earlier,) = (one.value for one in trainees.observations if one.date.year == 2020)
        assert trainees.value == 16
        assert earlier == 14
        assert f"16% of {trainees.base} trainees, from 14%; 25% were the goal" in README

    def test_one_is_broken_down(self) -> None:
        parts = [one.id for one in MONITORING.indicators if one.breakdown]
        assert parts == ["no-certificate"]


class TestTheReadme:
    def test_its_command_is_one_of_weltoffen(self) -> None:
        assert f"weltoffen course examples/erlangen --on {REVIEW} -o erlangen.html" in README

    def test_keys_are_those_of_the_documents(self) -> None:
        town = json.loads((FOLDER / "assessment.json").read_text(encoding="utf-8"))["municipality"]
        assert f"AGS {town['ags']}, ARS {town['ars']}" in README
        assert MONITORING.municipality == ORGANISATION.municipality
