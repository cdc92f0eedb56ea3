# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Chapters of a report: what is to be clarified and who knows it, and the supplement apart; G2, G3, M8."""

from __future__ import annotations

import functools
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from tests.builders import Town, after, single, town
from tests.render.paper import (
    HOSTILE,
    headings_of,
    lines_of,
    one_line,
    paper,
    reworded,
    said,
    types_of,
)
from tests.render.village import chapters, tables

import weltoffen as wo
from weltoffen.model.forms import SingleChoice
from weltoffen.model.questionnaire import Question
from weltoffen.model.suggestion import Office
from weltoffen.model.target import Node
from weltoffen.render import render_markdown
from weltoffen.render.page import Page

if TYPE_CHECKING:
    from weltoffen.report.moves import Step
    from weltoffen.report.structure import Report

Answers = dict[str, Any]
LANGUAGES = ("de", "en")
CHAPTERS = {
    "de": {
        "caveats": "Was bei den Zahlen zu beachten ist",
        "clarify": "Zu klären",
        "levers": "Hebel",
        "supplement": "Lokale Ergänzung",
        "conflicts": "Widersprüche zwischen Teilantworten",
    },
    "en": {
        "caveats": "What to bear in mind with the numbers",
        "clarify": "To be clarified",
        "levers": "Levers",
        "supplement": "Local supplement",
        "conflicts": "Contradictions between parts of a response",
    },
}
WHOLE = {"de": "Insgesamt", "en": "Overall"}


def own(name: str, leaf: str, **more: Any) -> Question:  # noqa: ANN401 - any field
    form = SingleChoice(scale="steps")
    return Question(id=name, node=leaf, title=said(f"Eigene {name}"), form=form, **more)


SUPPLEMENT = wo.Supplement(
    nodes=[
        Node(id="jubilee", title=said("Jubiläum")),
        Node(id="jubilee-day", parent="jubilee", title=said("Festtag")),
        Node(id="jubilee-night", parent="jubilee", title=said("Festnacht")),
        Node(id="river", title=said("Fluss")),
    ],
    questions=[
        own("day-plan", "jubilee-day", ask=["press"]),
        own("day-more", "jubilee-day"),
        own("day-last", "jubilee-day", depends_on=after("day-plan", "all")),
        own("night-plan", "jubilee-night"),
        own("river-bank", "river"),
    ],
)
"""Two levels: a top-level node with two leaves, and one that is itself a leaf."""
OWN_WORDS = ("Jubiläum", "Festtag", "Festnacht", "Fluss", "Eigene", "jubilee", "river")
LOW = Fraction(3, 4)
OWN_IDS = (*(one.id for one in SUPPLEMENT.nodes), *(one.id for one in SUPPLEMENT.questions))


def place(*, supplement: wo.Supplement | None = SUPPLEMENT, text: str | None = None) -> Town:
    """Give a town that uses the small edition, or one with a text everywhere."""
    edition = paper()
    if text is not None:
        edition, supplement = reworded(edition, text), reworded(supplement, text)
    assessment = town(single("q")).assessment
    made = attrs.evolve(assessment, edition=edition.reference, supplement=supplement)
    return Town(edition=edition, assessment=made)


@functools.cache
def here() -> Town:
    return place()


def extended(one: Town) -> wo.Edition:
    return one.assessment.extend(one.edition)


EDITION: Answers = {
    "plan-there": "some",
    "plan-parts": ["x"],
    "plan-share": 60,
    "money-staff": 10,
    "door-open": "no",
}
OWN: Answers = {"day-plan": "some", "night-plan": "none", "river-bank": "some"}


def report(**answers: Any) -> Report:  # noqa: ANN401 - any answer
    return here().report(here().official(**answers))


def told(found: Report, language: str = "de") -> str:
    return render_markdown(found, language, edition=extended(here())).replace("\u00a0", " ")


def chapter(found: Report, name: str, language: str = "de") -> str:
    return chapters(told(found, language))[CHAPTERS[language][name]]


def subheadings(body: str) -> list[str]:
    return [title for level, title in headings_of(body) if level == 3]


def section(body: str, title: str) -> str:
    return body.partition(f"### {title}\n")[2].partition("\n###")[0]


class TestLeversOfTheSupplementStandInItsChapterM8:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_and_those_of_the_edition_in_theirs(self, language: str) -> None:
        found = report(**EDITION, **OWN)
        mine = [lever.node for lever in found.levers]
        assert mine == [
            *("care-plan", "care-money", "open-door"),
            *("empty", "jubilee-day", "jubilee-night", "river"),
        ]
        needs = [one.node for one in found.needs]
        titles = {"care-plan": "Plan", "care-money": "Geld", "open-door": "Tür"}
        main = subheadings(chapter(found, "levers", language))
        assert main == [f"{titles[one]} ({language})" for one in needs]
        word = {"de": "Hebel", "en": "Levers"}[language]
        assert subheadings(chapter(found, "supplement", language)) == [
            *(f"Jubiläum ({language})", f"Fluss ({language})"),
            *(f"{word}: {one} ({language})" for one in ("Festtag", "Festnacht", "Fluss")),
        ]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_behind_the_results_and_the_perspectives(self, language: str) -> None:
        body = chapter(report(**EDITION, **OWN), "supplement", language)
        word = {"de": "Hebel", "en": "Levers"}[language]
        last_result = body.index(f"### Fluss ({language})")
        first_lever = body.index(f"### {word}: Festtag ({language})")
        perspectives = body.index(f"| **Jubiläum ({language})** |")
        assert last_result < perspectives < first_lever < body.index(f"### {word}: Fluss")

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_where_they_are_felt(self, language: str) -> None:
        """An own question moves its leaf and its field and nothing else: the whole has no column."""
        found = report(**EDITION, **OWN)
        body = chapter(found, "supplement", language)
        assert WHOLE[language] not in body
        word = {"de": "Hebel", "en": "Levers"}[language]
        for title, places in (
            ("Festtag", ["Festtag", "Jubiläum"]),
            ("Festnacht", ["Festnacht", "Jubiläum"]),
            ("Fluss", ["Fluss"]),
        ):
            part = section(body, f"{word}: {title} ({language})")
            head = tables(part)[0][0]
            assert head[2:] == [f"{one} ({language})" for one in places]
            assert len(head) == len(set(head)) == 2 + len(places)

    def test_levers_of_the_edition_still_name_leaf_field_and_whole(self) -> None:
        body = chapter(report(**EDITION, **OWN), "levers")
        assert [one[0][2:] for one in tables(body)] == [
            [f"{leaf} (de)", f"{field} (de)", "Insgesamt"]
            for leaf, field in (("Tür", "Offenheit"), ("Plan", "Sorge"))
        ]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_each_column_has_the_effect_that_its_name_says(self, language: str) -> None:
        found = report(**EDITION, **OWN)
        page = Page(report=found, language=language, edition=extended(here()))
        body = chapter(found, "supplement", language)
        word = {"de": "Hebel", "en": "Levers"}[language]
        steps = {lever.node: lever.steps for lever in found.levers}

        def cells(step: Step, *effects: Any) -> list[str]:  # noqa: ANN401 - shares
            named = ["–" if one is None else page.figures.points(one, 1).plain for one in effects]
            return [
                page.question(step.question).plain,
                *(one.replace("\u00a0", " ") for one in named),
            ]

        for node, title in (("jubilee-day", "Festtag"), ("jubilee-night", "Festnacht")):
            (rows,) = tables(section(body, f"{word}: {title} ({language})"))
            assert steps[node]
            assert any(one.leaf != one.field for one in steps[node])
            assert [[one[0], *one[2:]] for one in rows[1:]] == [
                cells(one, one.leaf, one.field) for one in steps[node]
            ]
        (rows,) = tables(section(body, f"{word}: Fluss ({language})"))
        assert [[one[0], *one[2:]] for one in rows[1:]] == [
            cells(one, one.leaf) for one in steps["river"]
        ]

    def test_name_what_is_open_and_what_is_newly_asked(self) -> None:
        body = chapter(report(**EDITION, **OWN), "supplement")
        day, night = (section(body, f"Hebel: {one} (de)") for one in ("Festtag", "Festnacht"))
        assert "„Eigene day-more (de)“" in day.split("|")[0]
        assert "danach wird neu gefragt: „Eigene day-last (de)“" in day
        assert "Eigene" in night
        assert "Eigene day" not in night

    def test_at_the_top_there_is_no_heading_for_them(self) -> None:
        found = report(**EDITION, **{**OWN, "river-bank": "all"})
        (lever,) = [one for one in found.levers if one.node == "river"]
        assert (lever.next_stage, lever.steps, lever.clarify) == (None, (), ())
        assert subheadings(chapter(found, "supplement")) == [
            *("Jubiläum (de)", "Fluss (de)", "Hebel: Festtag (de)", "Hebel: Festnacht (de)"),
        ]

    def test_without_answers_they_say_what_is_to_be_clarified(self) -> None:
        body = chapter(report(**EDITION), "supplement")
        part = section(body, "Hebel: Fluss (de)").partition("|")[0]
        (said_first,) = lines_of(part)
        assert "„Eigene river-bank (de)“" in said_first
        (scores,) = tables(body)  # no steps
        assert scores[0][0] == "Ebene 0 (de) / Ebene 1 (de)"

    def test_without_an_official_response_there_are_none(self) -> None:
        answered: Any = ["some", "all", "none", "some", "some"]
        persons = here().persons("politics", **{"door-open": ["yes"] * 5, "river-bank": answered})
        body = chapter(here().report(*persons), "supplement")
        assert subheadings(body) == [
            *("Jubiläum (de)", "Fluss (de)", "Antworten der Perspektiven im Einzelnen"),
        ]

    def test_levers_of_the_supplement_alone_are_none_of_the_edition(self) -> None:
        found = report(**EDITION, **OWN)
        mine = {one.node for one in found.supplement}
        only = attrs.evolve(found, levers=tuple(one for one in found.levers if one.node in mine))
        body = chapter(only, "levers")
        assert lines_of(body) == [
            "Hebel lassen sich nur aus einer offiziellen Antwort berechnen, die das Gesamtergebnis trägt."
        ]
        assert "### Hebel: Festtag (de)" in chapter(only, "supplement")

    def test_headings_do_not_skip_levels(self) -> None:
        levels = [level for level, _ in headings_of(told(report(**EDITION, **OWN)))]
        assert all(two <= one + 1 for one, two in zip([0, *levels], levels, strict=False))

    def test_hostile_names_stay_texts(self) -> None:
        found = []
        for text in (HOSTILE, "calm"):
            one = place(text=text)
            made = one.report(one.official(**EDITION, **OWN))
            found.append(render_markdown(made, edition=extended(one)))
        hostile, calm = found
        assert types_of(hostile) == types_of(calm)
        headings = [title for _, title in headings_of(hostile)]
        assert headings.count(f"Hebel: {one_line(HOSTILE)}") == 3
        assert "<script" not in hostile


class TestNoOtherChapterNamesTheSupplementM8:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("named", [True, False])
    @pytest.mark.parametrize(
        "answers",
        [
            {**EDITION, **OWN},
            EDITION,
            OWN,
            {**EDITION, **OWN, "day-plan": "all", "day-more": "all", "river-bank": "all"},
            {},
        ],
    )
    def test_than_its_own(self, language: str, named: bool, answers: Answers) -> None:  # noqa: FBT001
        edition = extended(here()) if named else None
        found = chapters(render_markdown(report(**answers), language, edition=edition))
        own_chapter = found.pop(CHAPTERS[language]["supplement"])
        assert "Festtag" in own_chapter
        for title, body in found.items():
            for one in (*OWN_WORDS, *OWN_IDS):
                assert one not in body, (title, one)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_whoever_answered(self, language: str) -> None:
        """Its scores by perspective stand in its own chapter, too."""
        columns: Any = {
            "door-open": ["yes"] * 5,
            "river-bank": ["some"] * 5,
            "plan-there": ["all"] * 5,
        }
        persons = here().persons("politics", **columns)
        found = chapters(told(here().report(*persons, here().official(**EDITION, **OWN)), language))
        assert f"| **Fluss ({language})** |" in found.pop(CHAPTERS[language]["supplement"])
        assert all(one not in body for body in found.values() for one in OWN_WORDS)

    def test_caveats_about_low_coverage_and_small_base_leave_it_out(self) -> None:
        """Its leaves have both; the leaves of the edition that have them are named."""
        found = report(**{**EDITION, "plan-parts": "unknown"}, **OWN)
        low = [one.node for one in found.supplement if one.coverage and one.coverage.exact < LOW]
        assert low == ["jubilee-day"]
        assert {one.answered for one in found.supplement if one.node != "jubilee"} == {1}
        codes = {one.code: one.nodes for one in found.caveats}
        assert codes["small-base"] == ("care-plan", "care-money", "open-door")
        assert codes["low-coverage"] == ("care-plan",)
        assert not set(OWN_IDS) & {node for nodes in codes.values() for node in nodes}
        body = chapter(found, "caveats")
        assert "Plan (de)" in body
        assert all(one not in body for one in OWN_WORDS)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_but_contradictions_a3(self, language: str) -> None:
        """Nobody looks for them in two places: the chapter names the question, the caveat its leaf."""
        parts = [
            here().official(part="one", **EDITION, **OWN),
            here().official(part="two", **{"river-bank": "none", "day-plan": "all"}),
        ]
        found = here().report(*parts)
        assert {one.question for one in found.conflicts} == {"river-bank", "day-plan"}
        body = chapters(told(found, language))
        conflicts = body.pop(CHAPTERS[language]["conflicts"])
        for one in ("river-bank", "day-plan"):
            assert f"**Eigene {one} ({language})**" in conflicts
        caveats = body.pop(CHAPTERS[language]["caveats"]).splitlines()
        named = [line for line in caveats if any(one in line for one in OWN_WORDS)]
        assert len(named) == 1
        assert named[0].endswith(f": Festtag ({language}), Fluss ({language}).")
        del body[CHAPTERS[language]["supplement"]]
        assert [one for one in OWN_WORDS if one in "".join(body.values())] == []

    def test_the_report_without_supplement_is_the_same_but_for_that_chapter(self) -> None:
        bare = place(supplement=None)
        without = render_markdown(bare.report(bare.official(**EDITION)), edition=bare.edition)
        found = chapters(render_markdown(report(**EDITION, **OWN), edition=extended(here())))
        del found[CHAPTERS["de"]["supplement"]]
        others = chapters(without)
        assert found.keys() == others.keys()
        stamp = list(others)[-1]
        for title in others.keys() - {stamp}:
            assert found[title].strip() == others[title].strip()


class TestWhatIsToBeClarifiedNamesWhoKnows:
    @pytest.mark.parametrize(
        ("language", "known"), [("de", "weiß es meist"), ("en", "usually known to")]
    )
    def test_all_offices_that_a_question_names_in_its_order(
        self, language: str, known: str
    ) -> None:
        body = chapter(report(**{"door-open": "yes"}), "clarify", language)
        lines = [one for one in body.splitlines() if one.startswith("  - ")]
        end = f"({language})"
        assert lines[0] == (
            f"  - Gibt es einen Plan? {end} ({known}: Personalamt {end}, Presse {end})"
        )
        assert f"  - Welcher Anteil? {end}" in lines  # it names no office

    def test_also_where_there_is_a_score(self) -> None:
        body = chapter(report(**{**EDITION, "plan-parts": "unknown"}), "clarify")
        assert "  - Was steht darin? (de) (weiß es meist: Presse (de))\n" in body

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_without_edition_there_are_ids_and_no_offices(self, language: str) -> None:
        found = report(**{"door-open": "yes"})
        body = chapters(render_markdown(found, language))[CHAPTERS[language]["clarify"]]
        assert "  - plan-there\n" in body
        for one in ("Personalamt", "personnel", "weiß es meist", "usually known"):
            assert one not in body

    def test_of_a_page(self) -> None:
        found = report(**EDITION)
        page = Page(report=found, language="en", edition=extended(here()))
        assert page.offices_asked("plan-there").plain == "Personalamt (en), Presse (en)"
        assert not page.offices_asked("plan-share")
        assert not page.offices_asked("moon")
        assert attrs.evolve(page, edition=None).offices_asked("plan-there").plain == ""

    def test_an_office_that_the_report_does_not_name_is_named_by_its_id(self) -> None:
        found = attrs.evolve(report(**{"door-open": "yes"}), offices=())
        assert "(weiß es meist: personnel, press)" in chapter(found, "clarify")

    def test_hostile_names_stay_texts(self) -> None:
        found = report(**{"door-open": "yes"})
        bodies = []
        for text in (HOSTILE, "calm"):
            offices = tuple(
                Office(id=one.id, title={"de": text, "en": text}) for one in found.offices
            )
            bodies.append(chapter(attrs.evolve(found, offices=offices), "clarify"))
        hostile, calm = bodies
        assert types_of(hostile) == types_of(calm)
        assert "<script" not in hostile
        assert any(one_line(HOSTILE) in line for line in lines_of(hostile))

    def test_of_the_reference_edition(self) -> None:
        edition = wo.load_reference()
        made = attrs.evolve(town(single("q")).assessment, edition=edition.reference)
        one = Town(edition=edition, assessment=made)
        body = chapters(render_markdown(one.report(one.official()), edition=edition))["Zu klären"]
        asked = [q for q in edition.questionnaire.questions if q.ask]
        assert body.count("weiß es meist: ") >= sum(q.depends_on is None for q in asked) - sum(
            q.kind == "text" for q in asked
        )
