# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen course`` and the commands for its chapters; decision 0017."""

from __future__ import annotations

import datetime as dt
import json
import os
from typing import TYPE_CHECKING

import pytest
from tests.cli.commands import Output, save, standard_input
from tests.cli.coursefiles import CRITERION, DAY, course_documents, write_course

import weltoffen as wo
from weltoffen import schemas
from weltoffen.cli import CANNOT_RUN, FINE, PROBLEMS, main, options
from weltoffen.render import Look, course_docx, course_html, course_markdown, paper_markdown
from weltoffen.render.course.chapters import CHAPTERS

if TYPE_CHECKING:
    from pathlib import Path

    from weltoffen.course.assembly import Course
    from weltoffen.model.edition import Edition

ON = dt.date(2026, 12, 1)
COMMANDS = ("participation", "measures", "goals", "monitoring")


@pytest.fixture
def story(small: Path) -> Path:
    """Give a folder with the small round, and in ``course`` the documents around it."""
    assessment = schemas.read_assessment(small / "assessment.json")
    write_course(small / "course", assessment.id)
    return small


def read_course(story: Path, budget: int | None = None) -> tuple[Course, Edition]:
    """Build by hand what the commands are to build, from the saved report."""
    assessment = schemas.read_assessment(story / "assessment.json")
    course = wo.build_course(
        schemas.read_report(story / "report.json"),
        on=ON,
        budget=budget,
        participation=schemas.read_participation(story / "course" / "participation.json"),
        organisation=schemas.read_organisation(story / "course" / "organisation.json"),
        workshop=schemas.read_workshop(story / "course" / "workshop.json"),
        catalogue=schemas.read_measures(story / "course" / "measures.json"),
        plan=schemas.read_goals(story / "course" / "goals.json"),
        monitoring=schemas.read_monitoring(story / "course" / "monitoring.json"),
    )
    return course, assessment.extend(wo.load_reference("2026.1"))


SAVED = ("course", "report.json", "assessment.json", "course", *DAY)


class TestTheWholeStory:
    @pytest.mark.parametrize("language", ["de", "en"])
    @pytest.mark.parametrize("form", ["md", "html", "docx"])
    def test_forms_to_read(self, form: str, language: str, story: Path, capsys: Output) -> None:
        course, edition = read_course(story)
        assert main([*SAVED, "-o", f"s.{form}", "--language", language]) == FINE
        if form == "md":
            expected = course_markdown(course, language, edition=edition).encode()
        elif form == "html":
            expected = course_html(course, language, edition=edition).encode()
        else:
            expected = course_docx(course, language, edition=edition)
        assert (story / f"s.{form}").read_bytes() == expected
        assert capsys.readouterr().err.endswith(f": s.{form}\n")

    def test_the_look_of_a_page(self, story: Path) -> None:
        course, edition = read_course(story)
        assert main([*SAVED, "-o", "s.html", "--name", "Stadt"]) == FINE
        expected = course_html(course, "de", edition=edition, look=Look(name="Stadt"))
        assert (story / "s.html").read_text("utf-8") == expected

    def test_the_report_is_made_from_the_responses(self, story: Path, capsys: Output) -> None:
        """G7: with what the workshop rated beside the results."""
        (story / "report.json").unlink()
        assert main(["course", ".", "course", *DAY]) == FINE
        workshop = schemas.read_workshop(story / "course" / "workshop.json")
        report = wo.evaluate(
            story / "answers.ndjson", story / "assessment.json", reratings=workshop.reratings
        )
        assert [one.node for one in report.ratings] == [CRITERION]
        (story / "report.json").write_bytes(schemas.write(report))
        course, edition = read_course(story)
        said = capsys.readouterr()
        assert said.out == course_markdown(course, "de", edition=edition)
        assert "k = 5" in said.err

    def test_the_rule_of_protection_is_the_one_asked_for(self, town: Path, capsys: Output) -> None:
        """P1, A2: what a report hides is hidden in the course, too."""
        files = ["assessment.json", "answers.ndjson"]
        merged = ("--protect", "10", "--merge", "politics+economy")
        assert main(["course", *files, *DAY, *merged]) == FINE
        said = capsys.readouterr()
        assert "k = 10" in said.err
        rule = wo.ProtectionRule(k=10, merges=[("politics", "economy")])
        report = wo.evaluate(town / "answers.ndjson", town / "assessment.json", rule=rule)
        edition = wo.load_reference("2026.1")
        assessment = schemas.read_assessment(town / "assessment.json")
        course = wo.build_course(report, on=ON)
        assert said.out == course_markdown(course, "de", edition=assessment.extend(edition))

    def test_a_single_response_and_a_council_paper_may_lie_beside(
        self, story: Path, capsys: Output
    ) -> None:
        """The response is counted; a paper stands around the report, not in its course."""
        (story / "report.json").unlink()
        (story / "answers.ndjson").rename(story / "answer.json")
        assert main(["new", "paper", "-o", "paper.json"]) == FINE
        assert main(["course", ".", *DAY, "--language", "en"]) == FINE
        assert "# Musterstadt" in capsys.readouterr().out.replace("Self-check of ", "")

    def test_a_proposal_under_a_budget(self, story: Path, capsys: Output) -> None:
        """L5."""
        course, edition = read_course(story, budget=1000)
        assert main([*SAVED, "--budget", "1000"]) == FINE
        assert capsys.readouterr().out == course_markdown(course, "de", edition=edition)

    def test_choice_and_refusal_of_the_steering_group(self, story: Path, capsys: Output) -> None:
        """L6."""
        del story
        said = []
        for choice in (("--choose", "reading"), ("--refuse", "reading")):
            assert main([*SAVED, "--budget", "0", *choice]) == FINE
            said.append(capsys.readouterr().out)
        assert said[0] != said[1]
        assert main([*SAVED, "--budget", "0", "--choose", "none"]) == PROBLEMS
        assert capsys.readouterr().err.startswith("--choose: /chosen: unknown-measure: ")
        for option in ("--choose", "--refuse"):
            assert main([*SAVED, option, "reading"]) == CANNOT_RUN
            assert capsys.readouterr().err.startswith(f"weltoffen course: {option} ")

    @pytest.mark.parametrize(
        "budget", ["much", "-5", "1e3", "5 EUR", "25.000", "25000,50", "1/3", "٢٥", "", "9" * 13]
    )
    def test_a_budget_that_is_none(self, budget: str, story: Path, capsys: Output) -> None:
        """In German 25.000 is twenty-five thousand: nothing is guessed."""
        del story
        assert main([*SAVED, f"--budget={budget}"]) == CANNOT_RUN
        assert "25000.50" in capsys.readouterr().err

    def test_a_budget_with_cents(self, story: Path, capsys: Output) -> None:
        del story
        assert main([*SAVED, "--budget", "999.99", "--language", "en"]) == FINE
        assert "999.99\u00a0EUR" in capsys.readouterr().out

    def test_a_budget_needs_a_report(self, story: Path, capsys: Output) -> None:
        del story
        files = ["course/measures.json", "course/organisation.json"]
        assert main(["measures", *files, "--budget", "5"]) == PROBLEMS
        assert capsys.readouterr().err.startswith("--budget: /budget: report-missing: ")


class TestChapters:
    @pytest.mark.parametrize("chapter", COMMANDS)
    def test_a_command_writes_its_chapter(self, chapter: str, story: Path, capsys: Output) -> None:
        course, edition = read_course(story)
        files = ["report.json", "assessment.json", "course"]
        assert main([chapter, *files, *DAY, "--language", "en"]) == FINE
        out = capsys.readouterr().out
        found = [one for one in CHAPTERS if one == chapter]
        assert out == course_markdown(course, "en", edition=edition, chapters=found)

    def test_several_chapters_of_the_course(self, story: Path, capsys: Output) -> None:
        course, edition = read_course(story)
        wanted = ["--chapter", "goals", "--chapter", "offers"]
        assert main([*SAVED, *wanted]) == FINE
        expected = course_markdown(course, "de", edition=edition, chapters=["goals", "offers"])
        assert capsys.readouterr().out == expected

    def test_help_knows_the_chapters(self) -> None:
        assert options.CHAPTERS == CHAPTERS

    @pytest.mark.parametrize("chapter", COMMANDS)
    def test_a_chapter_leaves_answers_aside(
        self, chapter: str, story: Path, capsys: Output
    ) -> None:
        """P7: a chapter is no release of a round; it takes a report that was saved, or none."""
        (story / "report.json").unlink()
        wrong = json.loads((story / "answers.ndjson").read_text("utf-8"))
        wrong["answers"] = {"no-such-question": "planned"}
        (story / "answers.ndjson").write_text(json.dumps(wrong), encoding="utf-8")
        assert main([chapter, ".", "course", *DAY]) == FINE
        assert capsys.readouterr().err == ""

    @pytest.mark.parametrize("chapter", COMMANDS)
    def test_the_document_alone_is_enough_where_it_can_be(
        self, chapter: str, story: Path, capsys: Output
    ) -> None:
        """O2: measures and goals need the organisation."""
        files = [f"course/{chapter}.json"]
        needs_bodies = chapter in {"measures", "goals"}
        assert main([chapter, *files, *DAY]) == (PROBLEMS if needs_bodies else FINE)
        said = capsys.readouterr()
        assert ("organisation-missing" in said.err) == needs_bodies
        assert main([chapter, *files, "course/organisation.json", *DAY]) == FINE
        assert (story / "course" / f"{chapter}.json").exists()

    @pytest.mark.parametrize("chapter", COMMANDS)
    def test_without_its_document_there_is_nothing_to_write(
        self, chapter: str, story: Path, capsys: Output
    ) -> None:
        del story
        assert main([chapter, "course/organisation.json", "--language", "en"]) == CANNOT_RUN
        assert f"weltoffen new {chapter}" in capsys.readouterr().err

    def test_standard_input(
        self, story: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        data = (story / "course" / "monitoring.json").read_bytes()
        assert main(["monitoring", "course/monitoring.json", *DAY]) == FINE
        expected = capsys.readouterr().out
        standard_input(monkeypatch, data)
        assert main(["monitoring", "-", *DAY]) == FINE
        assert capsys.readouterr().out == expected


class TestTheDay:
    """Decision 0017: only the command line looks at the clock, if no day is given."""

    def test_without_a_day_it_is_today(
        self, story: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del story
        assert main(["monitoring", "course", "--on", "2026-02-01"]) == FINE
        expected = capsys.readouterr().out

        class Clock(dt.datetime):
            @classmethod
            def now(cls, tz: dt.tzinfo | None = None) -> Clock:
                return cls(2026, 2, 1, 12, tzinfo=tz)

        monkeypatch.setattr(dt, "datetime", Clock)
        assert main(["monitoring", "course"]) == FINE
        assert capsys.readouterr().out == expected

    @pytest.mark.parametrize(
        "day", ["2026-02-30", "1.2.2026", "2026-2-1", "today", "", "٢٠٢٦-01-01"]
    )
    def test_a_day_that_is_none(self, day: str, story: Path, capsys: Output) -> None:
        del story
        assert main(["monitoring", "course", "--on", day]) == CANNOT_RUN
        assert "--on: " in capsys.readouterr().err


class TestWhatIsRefused:
    def test_a_step_without_right_names_the_file(self, story: Path, capsys: Output) -> None:
        path = story / "course" / "organisation.json"
        document = json.loads(path.read_text("utf-8"))
        save(path, {**document, "entitlements": [{"kind": "council", "acts": []}]})
        assert main(SAVED) == PROBLEMS
        said = capsys.readouterr().err
        assert said.startswith("course/goals.json: /goals/0/events/1/body: not-entitled: ")

    def test_a_file_that_is_named_twice_is_read_once(self, story: Path, capsys: Output) -> None:
        del story
        files = ["course/goals.json", "course", "./course/../course/goals.json"]
        assert main(["course", *files, *DAY]) == FINE
        assert capsys.readouterr().out

    def test_two_documents_of_a_kind(self, story: Path, capsys: Output) -> None:
        copied = story / "course" / "more.json"
        copied.write_bytes((story / "course" / "goals.json").read_bytes())
        assert main(["course", "course", "--language", "en"]) == CANNOT_RUN
        said = capsys.readouterr().err
        assert "(goals)" in said
        assert "more.json" in said

    def test_a_folder_without_documents(self, story: Path, capsys: Output) -> None:
        (story / "empty").mkdir()
        (story / "empty" / "README.md").write_text("x")
        assert main(["course", "empty"]) == CANNOT_RUN
        assert "empty" in capsys.readouterr().err

    def test_what_is_no_document_in_a_folder_is_passed_over(
        self, story: Path, capsys: Output
    ) -> None:
        """Hidden files, folders and pipes, which would never end."""
        folder = story / "course"
        (folder / "._goals.json").write_bytes(b"\0\1")
        (folder / "old.json").mkdir()
        os.mkfifo(folder / "pipe.json")
        assert main(["goals", "course", *DAY]) == FINE
        assert capsys.readouterr().out

    @pytest.mark.parametrize("name", ["missing.json", "a\0b"])
    def test_a_file_that_is_not_there(self, name: str, story: Path, capsys: Output) -> None:
        del story
        assert main(["course", name]) == CANNOT_RUN
        assert "Traceback" not in capsys.readouterr().err

    def test_a_document_that_belongs_elsewhere(self, story: Path, capsys: Output) -> None:
        (story / "method.json").write_bytes(schemas.write(wo.Method()))
        assert main(["course", "method.json"]) == CANNOT_RUN
        assert "method.json" in capsys.readouterr().err

    def test_nothing_but_a_council_paper(self, story: Path, capsys: Output) -> None:
        del story
        assert main(["new", "paper", "-o", "paper.json"]) == FINE
        assert main(["course", "paper.json", "--language", "en"]) == CANNOT_RUN
        assert "no document" in capsys.readouterr().err

    def test_responses_without_assessment(self, story: Path, capsys: Output) -> None:
        del story
        assert main(["course", "answers.ndjson", "course"]) == CANNOT_RUN
        assert "--assessment" in capsys.readouterr().err

    def test_a_response_with_a_problem_names_file_and_line(
        self, story: Path, capsys: Output
    ) -> None:
        wrong = json.loads((story / "answers.ndjson").read_text("utf-8"))
        wrong["answers"] = {"no-such-question": "planned"}
        (story / "answers.ndjson").write_text(json.dumps(wrong), encoding="utf-8")
        (story / "report.json").unlink()
        assert main(["course", ".", *DAY]) == PROBLEMS
        assert "answers.ndjson:1: /answers/no-such-question" in capsys.readouterr().err

    def test_the_report_of_another_assessment(self, story: Path, capsys: Output) -> None:
        document = json.loads((story / "assessment.json").read_text("utf-8"))
        save(story / "assessment.json", {**document, "id": "another"})
        assert main(SAVED) == PROBLEMS
        assert "assessment.json" in capsys.readouterr().err

    def test_problems_between_documents_name_the_file(self, story: Path, capsys: Output) -> None:
        path = story / "course" / "measures.json"
        document = json.loads(path.read_text("utf-8"))
        document["measures"][0]["needs"] = ["none"]
        save(path, document)
        assert main(SAVED) == PROBLEMS
        assert "course/measures.json: /measures/0/needs/0: unknown-need" in capsys.readouterr().err

    def test_standard_input_only_once(self, story: Path, capsys: Output) -> None:
        del story
        assert main(["course", "-", "-"]) == CANNOT_RUN
        assert "-" in capsys.readouterr().err

    def test_an_edition_that_is_not_shipped_leaves_ids(self, story: Path, capsys: Output) -> None:
        document = json.loads((story / "report.json").read_text("utf-8"))
        document["stamp"]["edition"]["version"] = "2020.1"
        save(story / "report.json", document)
        assert main(["measures", "report.json", "course", *DAY]) == FINE
        assert capsys.readouterr().out


class TestCheck:
    """O2: measures and goals are held against the organisation that is checked with them."""

    @pytest.mark.parametrize("place", [0, 2])
    def test_the_order_of_files_does_not_matter(
        self,
        place: int,
        story: Path,
        capsys: Output,
    ) -> None:
        path = story / "course" / "organisation.json"
        document = json.loads(path.read_text("utf-8"))
        document["entitlements"] = [{"kind": "council", "acts": []}]
        save(path, document)
        files = ["course/goals.json", "course/measures.json"]
        files.insert(place, str(path))
        assert main(["check", *files, "--language", "en"]) == PROBLEMS
        out = capsys.readouterr().out
        assert "course/goals.json: /goals/0/events/1/body: not-entitled" in out
        assert "measures.json: /" not in out

    def test_steps_with_right_are_fine(self, story: Path, capsys: Output) -> None:
        files = sorted(str(one) for one in (story / "course").iterdir())
        assert main(["check", *files, "--language", "en"]) == FINE
        assert capsys.readouterr().out.count(": fine (") == len(files)

    def test_alone_or_with_another_organisation_nothing_is_held_against_it(
        self, story: Path, capsys: Output
    ) -> None:
        path = story / "course" / "organisation.json"
        document = json.loads(path.read_text("utf-8"))
        save(path, {**document, "id": "another", "entitlements": [{"kind": "council", "acts": []}]})
        assert main(["check", "course/goals.json", str(path)]) == FINE
        assert main(["check", "course/goals.json"]) == FINE
        assert capsys.readouterr().out


class TestPaper:
    """The council paper carries the chapters."""

    def test_chapters_in_the_paper(self, story: Path, capsys: Output) -> None:
        course, edition = read_course(story)
        assert main(["new", "paper", "-o", "paper.json"]) == FINE
        capsys.readouterr()
        arguments = ["paper", "report.json", "paper.json", "--assessment", "assessment.json"]
        paper = schemas.read_council_paper(story / "paper.json")
        report = schemas.read_report(story / "report.json")
        assert main([*arguments, "--course", "course", *DAY]) == FINE
        expected = paper_markdown(paper, report, edition=edition, course=course)
        assert capsys.readouterr().out == expected
        assert main(arguments) == FINE
        assert capsys.readouterr().out != expected
        one = ["--course", "course", "--chapter", "goals", *DAY]
        assert main([*arguments, *one]) == FINE
        few = paper_markdown(paper, report, edition=edition, course=course, chapters=["goals"])
        assert capsys.readouterr().out == few

    def test_what_does_not_go_together(self, story: Path, capsys: Output) -> None:
        del story
        assert main(["new", "paper", "-o", "paper.json"]) == FINE
        capsys.readouterr()
        oparl = ("--format", "json", "--base-url", "https://ris.example/o", "--created", "now")
        for more in (DAY, ("--chapter", "goals"), ("--course", "course", *oparl)):
            assert main(["paper", "report.json", "paper.json", *more]) == CANNOT_RUN
            assert "--course" in capsys.readouterr().err


class TestWorkshop:
    """W2, G7: the record after the workshop; its ratings in the report."""

    def test_the_record(self, story: Path, capsys: Output) -> None:
        course, edition = read_course(story)
        record = ("--record", "course/workshop.json", "--assessment", "assessment.json")
        arguments = ("workshop", "report.json", *record, *DAY)
        assert main(arguments) == FINE
        alone = wo.build_course(course.report, on=ON, workshop=course.workshop)
        expected = course_markdown(alone, "de", edition=edition, chapters=["workshop"])
        assert capsys.readouterr().out == expected
        assert main([*arguments, "-o", "record.html"]) == FINE
        assert (story / "record.html").exists()

    def test_what_does_not_go_together(self, story: Path, capsys: Output) -> None:
        del story
        record = ("--record", "course/workshop.json")
        for more in ((*record, "--field", "management"), DAY, ("--format", "md")):
            assert main(["workshop", "report.json", *more]) == CANNOT_RUN
            assert "--record" in capsys.readouterr().err

    def test_its_ratings_go_into_the_report(self, story: Path) -> None:
        arguments = ["report", "answers.ndjson", "--assessment", "assessment.json"]
        workshop = schemas.read_workshop(story / "course" / "workshop.json")
        expected = wo.evaluate(
            story / "answers.ndjson", story / "assessment.json", reratings=workshop.reratings
        )
        saved = ["-o", "rated.json"]
        assert main([*arguments, "--workshop", "course/workshop.json", *saved]) == FINE
        assert (story / "rated.json").read_bytes() == schemas.write(expected)

    def test_that_of_another_assessment_is_refused(self, story: Path, capsys: Output) -> None:
        documents = course_documents("another")
        (story / "other.json").write_bytes(schemas.write(documents["workshop.json"]))
        arguments = ["report", "answers.ndjson", "--assessment", "assessment.json"]
        assert main([*arguments, "--workshop", "other.json"]) == PROBLEMS
        assert "other.json: /assessment: other-assessment" in capsys.readouterr().err

    def test_one_with_unknown_criteria_is_refused(self, story: Path, capsys: Output) -> None:
        """W2: its needs are linked to criteria of the report."""
        path = story / "course" / "workshop.json"
        document = json.loads(path.read_text("utf-8"))
        document["needs"][0]["nodes"] = ["none"]
        save(path, document)
        arguments = ["report", "answers.ndjson", "--assessment", "assessment.json"]
        assert main([*arguments, "--workshop", "course/workshop.json"]) == PROBLEMS
        said = capsys.readouterr().err
        assert said.startswith("course/workshop.json: /needs/0/nodes/0: unknown-node: ")
