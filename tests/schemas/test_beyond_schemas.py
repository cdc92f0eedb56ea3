# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What no schema sees of whole documents: what is computed again, names of offices and modules; A4, M2."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, get_args

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.schemas.doorcases import named, problems_of, refusal, refused, valid_documents
from tests.schemas.schemacorpus import patched

from weltoffen.errors import MAX_ECHO
from weltoffen.model.edition import Edition
from weltoffen.model.scale import NoAnswer
from weltoffen.model.source import Source, SourceKind
from weltoffen.model.suggestion import Module, Office
from weltoffen.schemas import (
    check,
    read_assessment,
    read_council_paper,
    read_questionnaire,
    read_report,
    read_target_model,
)

if TYPE_CHECKING:
    from weltoffen.model.questionnaire import Questionnaire

VALID = valid_documents()
PAPER = read_council_paper(VALID["council-paper"])
SHORT_LINES = st.text(
    st.characters(categories=["Cc", "Cf", "Zs", "Zl", "Zp", "Ll", "Po"]), max_size=3
)
"""Short lines with every sort of character that hides something."""
SUMMED_UP = json.loads(VALID["report-fields"])
ADVICE, SEARCH, SPORT = "access-housing-advice", "access-housing-search", "access-sport"


def put(path: str, value: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    """Give an operation that puts a value in a place."""
    return {"op": "replace", "path": path, "value": value}


def add(path: str, value: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    """Give an operation that puts a value in before a place of a list."""
    return {"op": "add", "path": path, "value": value}


def drop(path: str) -> dict[str, Any]:
    """Give an operation that takes a value away."""
    return {"op": "remove", "path": path}


class TestSummaries:
    """A4: where the leaves of each top-level node stand is computed again from their results."""

    @pytest.mark.parametrize(
        ("patch", "places"),
        [
            # leaves: those of one stage in declared order, each at its own stage
            ([put("/0/stages/0/leaves", [SPORT, ADVICE])], ["/0/stages/0/leaves"]),
            ([put("/0/stages/0/leaves", [ADVICE])], ["/0/stages/0/leaves"]),
            ([put("/0/stages/0/leaves/1", ADVICE)], ["/0/stages/0/leaves"]),
            ([put("/0/stages/1/leaves/0", "access-housing")], ["/0/stages/1/leaves"]),
            (
                [put("/0/stages/0/leaves", [ADVICE]), put("/0/stages/1/leaves", [SEARCH, SPORT])],
                ["/0/stages/0/leaves", "/0/stages/1/leaves"],
            ),
            # stages: those that leaves have reached, from the highest down
            ([put("/0/stages/1/stage", "begun")], ["/0/stages"]),
            ([put("/0/stages/1/stage", "no-stage")], ["/0/stages"]),
            ([put("/0/stages/1/stage", "far")], ["/0/stages"]),
            ([drop("/0/stages/1")], ["/0/stages"]),
            ([put("/1/stages", [{"stage": "begun", "leaves": ["economy-skills"]}])], ["/1/stages"]),
            (
                [put("/0/stages", list(reversed(SUMMED_UP["summaries"][0]["stages"])))],
                ["/0/stages"],
            ),
            # leaves without a score
            ([put("/0/unscored", [])], ["/0/unscored"]),
            ([put("/0/unscored", ["access-culture", SPORT])], ["/0/unscored"]),
            ([put("/1/unscored", ["economy-founders", "economy-skills"])], ["/1/unscored"]),
            ([put("/2/unscored", ["access-culture"])], ["/2/unscored"]),
            # the first need: by gap, not by order; none where none is open
            ([put("/0/firstNeed", SEARCH)], ["/0/firstNeed"]),
            ([put("/0/firstNeed", "nowhere")], ["/0/firstNeed"]),
            ([drop("/0/firstNeed")], ["/0/firstNeed"]),
            ([put("/1/firstNeed", "economy-skills")], ["/1/firstNeed"]),
            ([put("/2/firstNeed", SPORT)], ["/2/firstNeed"]),
            # summaries: one for each top-level node that has leaves below it, in declared order
            ([drop("/0")], ["/0/node"]),
            ([drop("/1")], ["/1/node"]),
            ([drop("/2")], [""]),
            ([put("", [])], [""]),
            ([put("/0/node", "economy"), put("/1/node", "access")], ["/0/node"]),
            ([put("/0/node", "access-housing")], ["/0/node"]),
            ([add("/2", SUMMED_UP["summaries"][0])], ["/2/node"]),
            (
                [add("/2", {"node": "engagement", "stages": [], "unscored": []})],
                ["/2/node"],
            ),
            # everything at once
            (
                [
                    put("/0/firstNeed", SEARCH),
                    put("/0/stages/0/leaves", [SPORT, ADVICE]),
                    put("/1/unscored", []),
                    put("/2/stages/0/stage", "far"),
                ],
                ["/0/firstNeed", "/0/stages/0/leaves", "/1/unscored", "/2/stages"],
            ),
        ],
    )
    def test_a_changed_one_is_found(self, patch: list[dict[str, Any]], places: list[str]) -> None:
        inside = [{**one, "path": f"/summaries{one['path']}"} for one in patch]
        data = json.dumps(patched(SUMMED_UP, inside)).encode()
        found = [("total-differs", f"/summaries{place}") for place in places]
        assert refused(lambda: read_report(data)) == found
        assert named(check(data)) == found

    def test_a_long_list_is_told_shortly(self) -> None:
        """Never more than 60 characters of input; an empty list is told as a dash."""
        many = [f"{number:060}" for number in range(1_000)]
        plain = patched(SUMMED_UP, [put("/summaries/0/unscored", many)])
        plain["summaries"][1]["unscored"] = []
        long, empty = refusal(lambda: read_report(json.dumps(plain).encode())).problems
        assert all(len(str(value)) <= MAX_ECHO for _, value in long.parameters)
        assert dict(empty.parameters) == {
            "stored": "–",
            "counted": "economy-skills, economy-founders",
        }

    def test_a_top_level_leaf_has_none(self) -> None:
        for name in ("report-protected", "report"):
            found = read_report(VALID[name])
            parents = {one.parent for one in found.nodes} - {None}
            assert {one.node for one in found.summaries} == parents


HALF = {"exact": "1/2", "value": 0.5, "percent": 50}
DIFFERS, OUTSIDE, BARRED = "total-differs", "outside-range", "not-allowed-here"


class TestViews:
    """A4: answers, gaps, robustness, ratings and change are computed again as far as a report tells them."""

    @pytest.mark.parametrize(
        ("name", "patch", "problems"),
        [
            # answers: what follows from the counts; who may be shown, and what is left of the total
            (
                "report",
                [put("/questions/0/total/mean", HALF)],
                [(DIFFERS, "/questions/0/total/mean")],
            ),
            (
                "report",
                [drop("/questions/1/total/agreement")],
                [(DIFFERS, "/questions/1/total/agreement")],
            ),
            ("report", [drop("/questions/1/total")], [(BARRED, "/questions/1/published")]),
            (
                "report",
                [put("/questions/5/node", "management")],
                [("not-a-leaf", "/questions/5/node")],
            ),
            (
                "report-fields",
                [put("/questions/5/total/counts", [0, 1, 15])],
                [
                    (DIFFERS, "/questions/5/total/agreement"),
                    (OUTSIDE, "/questions/5/total/counts/2"),
                    (DIFFERS, "/questions/5/total/mean"),
                ],
            ),
            (
                "report-perspectives",
                [drop("/participation/0/responses")],
                [
                    (DIFFERS, "/responses"),
                    *((BARRED, f"/questions/{at}/published/0/perspective") for at in range(3)),
                ],
            ),
            # merged groups
            (
                "report-perspectives",
                [add("/participation/2/responses", 5)],
                [(BARRED, "/participation/2/responses")],
            ),
            # gaps and what rests on them
            ("report", [put("/gaps/0/nodes/1/stages", 0)], [(DIFFERS, "/gaps/0/nodes/1/stages")]),
            ("report", [put("/gaps", [])], [(DIFFERS, "/gaps")]),
            ("report", [put("/occasions", [])], [(DIFFERS, "/occasions")]),
            ("report-perspectives", [drop("/orderAgreement")], [(DIFFERS, "/orderAgreement")]),
            # robustness
            (
                "report",
                [put("/stability/3/fragile", ["policy"])],
                [(DIFFERS, "/stability/3/fragile")],
            ),
            ("report", [drop("/stability/3")], [(DIFFERS, "/stability")]),
            ("report", [drop("/stability/2/variants/2")], [(DIFFERS, "/stability/2/variants/2")]),
            # the workshop, the earlier round
            ("report", [put("/ratings/0/stages", 2)], [(DIFFERS, "/ratings/0/stages")]),
            (
                "report",
                [put("/change/questions/altered", [])],
                [(DIFFERS, "/change/questions")],
            ),
            (
                "report",
                [{**put("/change/reworded", None), "value": False}],
                [
                    (BARRED, "/change/questions/compared/1"),
                    (BARRED, "/change/nodes/contradictory/0"),
                ],
            ),
            (
                "report-perspectives",
                [put("/change/main/nodes/1/questions", 3)],
                [],
            ),
            (
                "report-perspectives",
                [drop("/change/main/nodes/1")],
                [(DIFFERS, "/change/main/nodes/1/node")],
            ),
        ],
    )
    def test_a_changed_one_is_found(
        self, name: str, patch: list[dict[str, Any]], problems: list[tuple[str, str]]
    ) -> None:
        data = json.dumps(patched(json.loads(VALID[name]), patch)).encode()
        assert problems_of(lambda: read_report(data)) == sorted(problems)

    def test_the_corpus_shows_every_part(self) -> None:
        found = [read_report(VALID[name]) for name in ("report", "report-perspectives")]
        for part in ("questions", "gaps", "occasions", "stability", "ratings", "change"):
            assert all(getattr(one, part) for one in found), part
        assert found[1].order_agreement is not None


class TestOfficesAndModules:
    """Suggestions and questions name offices and modules of the target model; a report brings them along."""

    def test_a_report_names_what_its_suggestions_name(self) -> None:
        assert refused(lambda: read_report(_changed("report-fields", put("/offices", [])))) == [
            ("unknown-office", "/nodes/3/suggestions/0/carrier")
        ]
        assert refused(lambda: read_report(_changed("report-fields", drop("/modules")))) == [
            ("unknown-module", "/nodes/3/suggestions/1/module")
        ]

    def test_an_office_is_no_module(self) -> None:
        patch = [put("/modules/0/id", "housing-office"), put("/offices/0/id", "workshop")]
        assert refused(lambda: read_report(_changed("report-fields", *patch))) == [
            ("unknown-module", "/nodes/3/suggestions/1/module"),
            ("unknown-office", "/nodes/3/suggestions/0/carrier"),
        ]

    def test_the_corpus_makes_an_edition(self) -> None:
        edition = _edition()
        assessment = read_assessment(VALID["assessment"])
        assert assessment.extend(edition).main_nodes == ("management", "cohesion")

    def test_who_is_asked_stands_in_the_target_model(self) -> None:
        """The questionnaire alone cannot know; the edition does."""
        patch = [put("/questions/0/ask/1", "head-office"), put("/questions/5/ask", ["mayor"])]
        questionnaire = _changed("questionnaire", *patch)
        assert check(questionnaire) == ()
        assert refused(lambda: _edition(questionnaire=questionnaire)) == [
            ("unknown-office", "/questions/0/ask/1"),
            ("unknown-office", "/questions/5/ask/0"),
        ]
        model = _changed("target-model", put("/offices/1/id", "head-office"))
        assert refused(lambda: _edition(target_model=model)) == [
            ("unknown-office", "/questions/0/ask/1")
        ]

    def test_a_supplement_names_those_of_the_edition(self) -> None:
        words = {"stage": "begun", "assessment": {"de": "x"}}
        said = {"id": "a", "text": {"de": "x"}, "carrier": "statistics", "module": "workshop"}
        wrong = {"id": "b", "text": {"de": "x"}, "carrier": "mayor", "module": "statistics"}
        own = "/supplement/nodes/0/stageTexts"
        right = _changed(
            "assessment",
            put(own, [{**words, "suggestions": [said]}]),
            put("/supplement/questions/0/ask", ["main-office"]),
        )
        assert read_assessment(right).extend(_edition()).apart == {"twin-towns"}
        patch = [
            put(own, [{**words, "suggestions": [said, wrong]}]),
            put("/supplement/questions/0/ask", ["main-office", "mayor"]),
        ]
        assessment = read_assessment(_changed("assessment", *patch))
        place = "/supplement/nodes/0/stage_texts/0/suggestions/1"
        assert refused(lambda: assessment.extend(_edition())) == [
            ("unknown-module", f"{place}/module"),
            ("unknown-office", f"{place}/carrier"),
            ("unknown-office", "/supplement/questions/0/ask/1"),
        ]


def _changed(name: str, *patch: dict[str, Any]) -> bytes:
    return json.dumps(patched(json.loads(VALID[name]), list(patch))).encode()


def _edition(
    target_model: bytes = VALID["target-model"], questionnaire: bytes = VALID["questionnaire"]
) -> Edition:
    return Edition(
        target_model=read_target_model(target_model),
        questionnaire=read_questionnaire(questionnaire),
    )


class TestOneVerdict:
    """What a schema refuses, its class refuses too, built in Python."""

    @pytest.mark.parametrize("kind", get_args(SourceKind))
    @pytest.mark.parametrize("citation", [None, "", " \u00a0", "§ 1", "§" * 300, "§" * 301])
    @pytest.mark.parametrize("note", [None, {"de": "x"}])
    def test_of_sources(
        self, kind: SourceKind, citation: str | None, note: dict[str, str] | None
    ) -> None:
        given = {"kind": kind, "citation": citation, "note": note}
        plain = {key: value for key, value in given.items() if value is not None}
        accepted = check(_changed("questionnaire", put("/questions/0/sources", [plain]))) == ()
        assert accepted == (
            note is not None and citation is None
            if kind == "own"
            else citation is not None and bool(citation.strip()) and len(citation) <= 300
        )
        sources = [Source(kind=kind, citation=citation, note=note)]
        found = problems_of(lambda: _asked(sources=sources))
        assert (found == []) == accepted
        assert {code for code, _ in found} <= {"source-citation", "source-reason", "too-long"}

    @pytest.mark.parametrize(
        ("ids", "by_schema", "by_class"),
        [
            ([], [], []),
            (["not-applicable", "unknown"], [], []),
            (["skipped"], [("not-allowed", 0)], [("not-reserved", 0)]),
            (["unknown", "Unknown"], [("not-allowed", 1)], [("not-reserved", 1)]),
            (["unknown", "unknown"], [("duplicate-id", 1)], [("duplicate-id", 1)]),
            (
                ["skipped", "unknown", "skipped"],
                [("not-allowed", 0), ("not-allowed", 2)],
                [("duplicate-id", 2), ("not-reserved", 0), ("not-reserved", 2)],
            ),
        ],
    )
    def test_of_answers_that_are_no_option(
        self, ids: list[str], by_schema: list[tuple[str, int]], by_class: list[tuple[str, int]]
    ) -> None:
        title = {"de": "x"}
        plain = [{"id": one, "title": title} for one in ids]
        assert named(check(_changed("questionnaire", put("/noAnswers", plain)))) == [
            (code, f"/noAnswers/{at}/id") for code, at in by_schema
        ]
        made = [NoAnswer(id=one, title=title) for one in ids]  # type: ignore[arg-type] # that is the point
        asked = read_questionnaire(VALID["questionnaire"])
        assert problems_of(lambda: attrs.evolve(asked, no_answers=made)) == [
            (code, f"/no_answers/{at}/id") for code, at in by_class
        ]

    @pytest.mark.parametrize("kind", ["offices", "modules"])
    def test_of_offices_and_modules(self, kind: str) -> None:
        title = {"de": "x"}
        model = read_target_model(VALID["target-model"])
        ids = [entry.id for entry in getattr(model, kind)]
        more = [{"id": one, "title": title} for one in (*ids, "new", ids[0])]
        data = _changed("target-model", put(f"/{kind}", more))
        place = [("duplicate-id", f"/{kind}/{len(ids) + 1}/id")]
        assert named(check(data)) == place
        cls: Any = {"offices": Office, "modules": Module}[kind]
        changes: dict[str, Any] = {kind: [cls(**one) for one in more]}
        assert refused(lambda: attrs.evolve(model, **changes)) == place

    @given(SHORT_LINES)
    def test_of_numbers_and_names_of_files(self, line: str) -> None:
        for pointer, name in (("/fileNumber", "file_number"), ("/paperNumber", "paper_number")):
            accepted = check(_changed("council-paper", put(pointer, line))) == ()
            found = problems_of(partial(attrs.evolve, PAPER, **{name: line}))
            assert found == ([] if accepted else [("wrong-form", f"/{name}")])
        accepted = check(_changed("council-paper", put("/attachments/0/fileName", line))) == ()
        file = attrs.evolve(PAPER.attachments[0], file_name=line)
        found = problems_of(lambda: attrs.evolve(PAPER, attachments=[file]))
        assert found == ([] if accepted else [("wrong-form", "/attachments/0/file_name")])

    @given(st.text("htps:/.?#@%aZ09-_~[]$&'()*+,;=! \\\"<>ä\u202e\n", max_size=8), st.booleans())
    def test_of_addresses(self, rest: str, whole: bool) -> None:  # noqa: FBT001 - drawn
        address = rest if whole else f"https://a{rest}"
        accepted = check(_changed("council-paper", put("/officeUrl", address))) == ()
        found = problems_of(lambda: attrs.evolve(PAPER, office_url=address))
        assert found == ([] if accepted else [("bad-address", "/office_url")])

    def test_of_offices_that_are_asked(self) -> None:
        twice = ["statistics", "main-office", "statistics"]
        data = _changed("questionnaire", put("/questions/0/ask", twice))
        assert named(check(data)) == [("duplicate-id", "/questions/0/ask/2")]
        assert refused(lambda: _asked(ask=twice)) == [("duplicate-id", "/questions/0/ask/2")]


def _asked(**changes: Any) -> Questionnaire:  # noqa: ANN401 - any field
    """Give the questionnaire of the corpus with a changed first question."""
    asked = read_questionnaire(VALID["questionnaire"])
    first, *rest = asked.questions
    return attrs.evolve(asked, questions=(attrs.evolve(first, **changes), *rest))
