# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The schema files themselves: their form, their tie to the model, and that no keyword is idle."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import typing
from functools import partial
from typing import TYPE_CHECKING, Any

import attrs
import jsonschema
import pytest
from tests.schemas.schemacorpus import (
    ANNOTATIONS,
    BUNDLE,
    COMMON,
    DOCUMENTS,
    FOLDER,
    ROOT,
    SCHEMAS,
    Case,
    RustJudge,
    Schema,
    deletions,
    dependents,
    load_cases,
    pointer,
    referenced,
    strict_findings,
    subschemas,
    without,
)

from weltoffen.model import participation
from weltoffen.model.assessment import (
    Assessment,
    Municipality,
    Perspective,
    Round,
    Supplement,
    Target,
)
from weltoffen.model.comparison import Relation
from weltoffen.model.forms import Band, Checklist, FreeText, NumberEntry, SingleChoice
from weltoffen.model.goals import GoalEvent, GoalPlan, IndicatorAim, StageAim, YearlyGoal
from weltoffen.model.ids import Reference
from weltoffen.model.measures import Funding, Measure, MeasureCatalogue, MeasureEvent
from weltoffen.model.method import Method
from weltoffen.model.monitoring import Category, Indicator, Monitoring, Observation
from weltoffen.model.organisation import Body, Entitlement, Member, Organisation
from weltoffen.model.paper import Attachment, Consultation, CouncilPaper, PaperReference
from weltoffen.model.questionnaire import Dependency, Gate, Question, Questionnaire
from weltoffen.model.response import Response
from weltoffen.model.scale import NoAnswer, Option, Scale
from weltoffen.model.source import Source
from weltoffen.model.suggestion import Module, OfferRule, Office, StageText, Suggestion
from weltoffen.model.target import Level, Node, Replaces, Stage, TargetModel
from weltoffen.model.workshop import (
    ActionNeed,
    NextStep,
    Rerating,
    Statement,
    Workshop,
    WorkshopGroup,
)
from weltoffen.report import moves, rounds, stability, structure, views
from weltoffen.scoring.counts import OfficialPart, PersonalCount, QuestionCount
from weltoffen.scoring.matching import Matching
from weltoffen.scoring.results import View
from weltoffen.scoring.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BASE = "https://w3id.org/weltoffen/schemas/1.0.0/"
END = r"$(?!\n)"
"""How a pattern ends: in Python a lone ``$`` accepts a line break after the last character."""
ALLOWED = ANNOTATIONS | {
    *("$ref", "type", "enum", "const", "not", "anyOf", "allOf", "if", "then", "else"),
    *(
        "properties",
        "required",
        "additionalProperties",
        "propertyNames",
        "minProperties",
        "maxProperties",
    ),
    *(
        "items",
        "minItems",
        "maxItems",
        "minLength",
        "maxLength",
        "pattern",
        "minimum",
        "maximum",
        "exclusiveMinimum",
    ),
}
"""Keywords on which ajv, jsonschema, jsonschema-rs and check-jsonschema agree."""

everywhere = pytest.mark.parametrize("name", SCHEMAS)


def objects(name: str) -> Iterator[tuple[str, Schema]]:
    """Give every schema object of a file with its place."""
    for at, one in subschemas(SCHEMAS[name]):
        if not isinstance(one, bool):
            yield pointer(at), one


class TestForm:
    """docs/schemas/index.md: hand-written, versioned, on common ground."""

    @everywhere
    def test_each_file_is_a_schema_with_an_id_of_its_own(self, name: str) -> None:
        """Every file is valid 2020-12 under its versioned ``$id``, with title and description."""
        schema = SCHEMAS[name]
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["$id"] == f"{BASE}{name}.schema.json"
        assert schema["title"]
        assert schema["description"]

    @everywhere
    def test_only_keywords_on_which_validators_agree(self, name: str) -> None:
        """No format, oneOf, unevaluated…, $anchor, $dynamicRef, uniqueItems, nor anything made up."""
        for place, one in objects(name):
            assert one.keys() <= ALLOWED, place

    @everywhere
    def test_strict_mode_has_nothing_to_say(self, name: str) -> None:
        """Each keyword stands under its type and each required name under its property, as ajv asks."""
        assert strict_findings(SCHEMAS[name]) == []

    @everywhere
    def test_patterns_are_ascii_and_know_the_end(self, name: str) -> None:
        r"""Patterns have no ``\d``, ``\w``, ``\s``, ``\p``, ``.``; "abc\n" is refused."""
        for place, one in objects(name):
            pattern = one.get("pattern")
            if pattern is None:
                continue
            assert pattern.isascii(), place
            assert not re.search(r"\\[dDwWsSbBpPkxZAz]", pattern), place
            assert not re.search(r"(?<!\\)\.", re.sub(r"\[[^]]*]", "", pattern)), place
            if pattern.startswith("[^"):
                continue  # asks for one character anywhere, so it has no end
            assert pattern.startswith("^"), place
            assert pattern.endswith(END), place
            assert pattern.count("$") == 1, place

    def test_white_space_is_what_the_model_strips(self) -> None:
        """M7: a text is blank in the schema exactly if Python's ``strip`` leaves nothing of it."""
        patterns = {
            one["pattern"]
            for name in SCHEMAS
            for _, one in objects(name)
            if one.get("pattern", "").startswith("[^")
        }
        (pattern,) = patterns
        assert all(
            bool(re.search(pattern, chr(c))) != chr(c).isspace() for c in range(sys.maxunicode + 1)
        )

    @everywhere
    def test_every_object_says_what_else_it_may_hold(self, name: str) -> None:
        """docs/schemas/index.md: unknown keys are refused everywhere but in ``extensions``."""
        for place, one in objects(name):
            if one.get("type") != "object" or "$ref" in one or "/then/" in place:
                continue  # narrows an object that is closed elsewhere
            closed = one.get("additionalProperties") is False or "propertyNames" in one
            assert closed or one is SCHEMAS[COMMON]["$defs"]["extensions"], place

    def test_references_resolve_and_never_lead_back(self) -> None:
        """No recursion, and no address outside the files: the registry is closed."""
        addresses = {schema["$id"]: schema for schema in SCHEMAS.values()}
        edges: dict[str, set[str]] = {}
        for schema in SCHEMAS.values():
            for at, address in referenced(schema):
                base, _, fragment = address.partition("#")
                found = addresses[base]
                for step in fragment.split("/")[1:]:
                    found = found[step]
                holder = schema["$id"] + "#" + pointer(at[:2] if at[:1] == ("$defs",) else ())
                edges.setdefault(holder, set()).add(address)
        done: set[str] = set()

        def visit(address: str, above: tuple[str, ...]) -> None:
            assert address not in above, f"leads back to itself: {address}"
            if address not in done:
                for other in edges.get(address, ()):
                    visit(other, (*above, address))
                done.add(address)

        for address in edges:
            visit(address, ())

    @pytest.mark.parametrize("name", DOCUMENTS)
    def test_every_document_names_its_schema(self, name: str) -> None:
        """The root requires ``$schema`` with the schema's own address; that is checked last."""
        schema = SCHEMAS[name]
        assert "$schema" in schema["required"]
        assert schema["properties"]["$schema"]["const"] == schema["$id"]
        assert list(schema["properties"])[-1] == "$schema"

    @pytest.mark.parametrize("name", DOCUMENTS)
    def test_every_document_has_a_place_for_foreign_data(self, name: str) -> None:
        """``extensions`` may stand at the root, but not in a tally: it adds (T2)."""
        found = SCHEMAS[name]["properties"].get("extensions")
        assert (found is None) == (name == "tally")

    @pytest.mark.parametrize(
        ("key", "definition"),
        [
            ("indicator", "id"),
            ("category", "id"),
            ("date", "date"),
            ("value", "number"),
            ("note", "text"),
        ],
    )
    def test_what_is_repeated_for_speed_is_the_common_definition(
        self, key: str, definition: str
    ) -> None:
        """I2: the keys of an observation, of which there are many, are judged as those of all documents."""

        def judging(schema: Schema) -> Schema:
            """Follow references within the common definitions, and leave out what judges nothing."""
            found = {
                keyword: judging(one) if isinstance(one, dict) else one
                for keyword, one in schema.items()
                if keyword not in ANNOTATIONS | {"$ref"}
            }
            target = schema.get("$ref")
            return found if target is None else found | judging(common[target.split("/")[-1]])

        common = SCHEMAS[COMMON]["$defs"]
        repeated = SCHEMAS["monitoring"]["$defs"]["observation"]["properties"][key]
        assert "type" in repeated
        assert judging(repeated) == judging(common[definition])

    def test_a_method_has_the_same_keys_alone_and_inside(self) -> None:
        """S8: the method of a stamp or an assessment is the method document without ``$schema``."""
        schema = SCHEMAS["method"]
        alone = {key: one for key, one in schema["properties"].items() if key != "$schema"}
        assert alone == schema["$defs"]["method"]["properties"]


def camel(name: str) -> str:
    """Write an attribute's name as a key."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def optional(field: attrs.Attribute[Any], hint: object) -> bool:
    """Say whether an attribute has a default or may be None: its key may be absent."""
    may_be_none = type(None) in typing.get_args(hint)
    return field.default is not attrs.NOTHING or may_be_none


CLASSES: list[tuple[str, str, type, set[str]]] = [
    ("target-model", "", TargetModel, {"$schema"}),
    ("target-model", "$defs/levels/items", Level, set()),
    ("target-model", "$defs/stages/items", Stage, set()),
    ("target-model", "$defs/node", Node, set()),
    ("target-model", "$defs/stageText", StageText, set()),
    ("target-model", "$defs/suggestions/items", Suggestion, set()),
    ("target-model", "$defs/entry", Office, set()),
    ("target-model", "$defs/modules/items", Module, set()),
    ("target-model", "$defs/offerRule", OfferRule, set()),
    ("questionnaire", "", Questionnaire, {"$schema"}),
    ("questionnaire", "$defs/option", Option, set()),
    ("questionnaire", "$defs/scales/items", Scale, set()),
    ("questionnaire", "$defs/noAnswers/items", NoAnswer, set()),
    ("questionnaire", "$defs/question/properties/dependsOn", Dependency, set()),
    ("questionnaire", "$defs/source", Source, set()),
    ("questionnaire", "$defs/band", Band, set()),
    ("questionnaire", "$defs/gate", Gate, set()),
    ("method", "", Method, {"$schema"}),
    ("assessment", "", Assessment, {"$schema"}),
    ("assessment", "$defs/municipality", Municipality, set()),
    ("assessment", "$defs/round", Round, set()),
    ("assessment", "properties/perspectives/items", Perspective, set()),
    ("assessment", "$defs/target", Target, set()),
    ("assessment", "properties/supplement", Supplement, set()),
    ("response", "", Response, {"$schema"}),
    ("tally", "", Tally, {"$schema"}),
    ("tally", "properties/personal/items", PersonalCount, set()),
    ("tally", "properties/official/items", OfficialPart, set()),
    ("report", "", structure.Report, {"$schema"}),
    ("report", "$defs/stamp", structure.Stamp, set()),
    ("report", "properties/participation/items", structure.Involvement, set()),
    ("report", "$defs/nodeResult", structure.NodeResult, set()),
    ("report", "$defs/nodeResult/properties/target", structure.TargetResult, set()),
    ("report", "$defs/gap", structure.GapResult, set()),
    ("report", "properties/summaries/items", structure.FieldSummary, set()),
    (
        "report",
        "properties/summaries/items/properties/stages/items",
        structure.StageLeaves,
        set(),
    ),
    ("report", "$defs/perspectiveResult", structure.PerspectiveResult, set()),
    ("report", "$defs/perspectiveScore", structure.PerspectiveScore, set()),
    ("report", "properties/strengths/items", structure.Strength, set()),
    ("report", "properties/needs/items", structure.Need, set()),
    ("report", "properties/clarify/items", structure.Clarify, set()),
    ("report", "$defs/lever", moves.Lever, set()),
    ("report", "$defs/lever/properties/path/items", moves.PathStep, set()),
    ("report", "$defs/lever/properties/steps/items", moves.Step, set()),
    ("report", "$defs/conflict", structure.ConflictResult, set()),
    ("report", "properties/caveats/items", structure.Caveat, set()),
    ("report", "$defs/questionResult", views.QuestionResult, set()),
    (
        "report",
        "$defs/questionResult/properties/official/items",
        views.OfficialAnswer,
        set(),
    ),
    ("report", "$defs/answers", views.Answers, set()),
    ("report", "$defs/view", View, set()),
    ("report", "$defs/viewGap", views.ViewGapResult, set()),
    ("report", "$defs/viewGap/properties/nodes/items", views.NodeGapResult, set()),
    ("report", "$defs/viewGap/properties/questions/items", views.QuestionGapResult, set()),
    ("report", "$defs/occasion", views.OccasionResult, set()),
    ("report", "properties/orderAgreement", views.OrderAgreementResult, set()),
    ("report", "$defs/stability", stability.StabilityResult, set()),
    (
        "report",
        "$defs/stability/properties/variants/items",
        stability.VariantResult,
        set(),
    ),
    ("report", "$defs/rating", rounds.RatingResult, set()),
    ("report", "$defs/change", rounds.ChangeResult, set()),
    ("report", "$defs/change/properties/earlier", rounds.EarlierRound, set()),
    ("report", "$defs/viewChange", rounds.ViewChangeResult, set()),
    ("report", "$defs/viewChange/properties/nodes/items", rounds.NodeChangeResult, set()),
    ("report", "$defs/matching", Matching, set()),
    ("report", "$defs/matching/properties/relations/items", Relation, set()),
    ("council-paper", "", CouncilPaper, {"$schema"}),
    ("council-paper", "$defs/consultation", Consultation, set()),
    ("council-paper", "$defs/attachment", Attachment, set()),
    ("council-paper", "$defs/paperReference", PaperReference, set()),
    ("organisation", "", Organisation, {"$schema"}),
    ("organisation", "$defs/body", Body, set()),
    ("organisation", "$defs/member", Member, set()),
    ("organisation", "$defs/entitlement", Entitlement, set()),
    ("measures", "", MeasureCatalogue, {"$schema"}),
    ("measures", "$defs/measure", Measure, set()),
    ("measures", "$defs/funding", Funding, set()),
    ("measures", "$defs/event", MeasureEvent, set()),
    ("goals", "", GoalPlan, {"$schema"}),
    ("goals", "$defs/goal", YearlyGoal, set()),
    ("goals", "$defs/stageAim", StageAim, set()),
    ("goals", "$defs/indicatorAim", IndicatorAim, set()),
    ("goals", "$defs/event", GoalEvent, set()),
    ("workshop", "", Workshop, {"$schema"}),
    ("workshop", "$defs/group", WorkshopGroup, set()),
    ("workshop", "$defs/rerating", Rerating, set()),
    ("workshop", "$defs/statement", Statement, set()),
    ("workshop", "$defs/need", ActionNeed, set()),
    ("workshop", "$defs/nextStep", NextStep, set()),
    ("monitoring", "", Monitoring, {"$schema"}),
    ("monitoring", "$defs/indicator", Indicator, set()),
    ("monitoring", "$defs/category", Category, set()),
    ("monitoring", "$defs/observation", Observation, set()),
    ("participation", "", participation.Participation, {"$schema"}),
    ("participation", "$defs/participant", participation.Participant, set()),
    ("participation", "$defs/period", participation.Period, set()),
    ("participation", "$defs/contact", participation.Contact, set()),
    ("participation", "$defs/prerequisite", participation.Prerequisite, set()),
    ("participation", "$defs/phase", participation.Phase, set()),
    ("common", "$defs/reference", Reference, set()),
    ("common", "$defs/replaces/items", Replaces, set()),
]
"""Where a class of the model stands on the wire, and which keys it has there beside its attributes."""


class TestModel:
    """docs/schemas/index.md: the wire format is the model's, in lowerCamelCase."""

    @pytest.mark.parametrize(
        ("name", "place", "cls", "more"), CLASSES, ids=[cls.__name__ for _, _, cls, _ in CLASSES]
    )
    def test_keys_are_the_attributes(
        self, name: str, place: str, cls: type, more: set[str]
    ) -> None:
        """Every attribute is a key; whatever has a default or may be None may be absent."""
        found: Any = SCHEMAS[name]
        for step in place.split("/") if place else ():
            found = found[step]
        hints = typing.get_type_hints(cls, vars(sys.modules[cls.__module__]))
        fields = [field for field in attrs.fields(cls) if field.init]
        assert found["properties"].keys() == {camel(field.name) for field in fields} | more
        required = {camel(field.name) for field in fields if not optional(field, hints[field.name])}
        assert set(found.get("required", ())) == required | more

    def test_a_question_holds_the_keys_of_its_form(self) -> None:
        """M4: the form is laid flat into the question, and its kind decides which keys there are."""
        question = SCHEMAS["questionnaire"]["$defs"]["question"]
        forms = (SingleChoice, Checklist, NumberEntry, FreeText)
        keys = {camel(field.name) for form in forms for field in attrs.fields(form)}
        own = {camel(field.name) for field in attrs.fields(Question)} - {"form"}
        assert question["properties"].keys() == own | keys | {"kind"}
        assert keys.isdisjoint(question["required"])

    def test_counts_stand_under_their_question(self) -> None:
        """T1: the counts of a question are its row; the question's id is the key to it."""
        keys = {camel(field.name) for field in attrs.fields(QuestionCount)}
        assert SCHEMAS["tally"]["$defs"]["row"]["properties"].keys() == keys - {"question"}


def _likelihood(keyword: str, steps: set[str], case: Case) -> int:
    """Say how unlikely a case is to miss a keyword at a place: not at all if its errors are about both."""
    return min(
        (
            100 * (found != keyword) - len(steps.intersection(where.split("/")))
            for found, where in case.errors
        ),
        default=100,
    )


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    """Give the whole corpus, small documents first."""
    return sorted(load_cases(), key=lambda case: len(json.dumps(case.document)))


class TestCorpus:
    """Every keyword is made to fail; deleting any keyword turns a test red."""

    def test_every_document_gets_the_expected_errors(self, cases: list[Case]) -> None:
        """Each document has exactly the errors that stand beside it; a valid one has none."""
        judge = RustJudge(SCHEMAS)
        wrong = {case.key: judge.errors(case) ^ case.errors for case in cases}
        assert {key: errors for key, errors in wrong.items() if errors} == {}

    @everywhere
    def test_no_keyword_can_be_deleted_unseen(self, name: str, cases: list[Case]) -> None:
        """Without any keyword, name or value that judges, some document of the corpus fares otherwise.

        Otherwise means: valid instead of invalid or the reverse, or other errors, or one more often.
        What ajv's strict mode alone asks for is seen by `strict_findings`. Only annotations are exempt.
        """
        names = dependents(name, SCHEMAS) - {COMMON}
        mine = [case for case in cases if case.schema in names]
        before = RustJudge(SCHEMAS, names)
        listings = {case.key: before.listing(case) for case in mine}
        idle = []
        for location in deletions(SCHEMAS[name]):
            changed = without(SCHEMAS[name], location)
            if strict_findings(changed):
                continue
            judge = RustJudge({**SCHEMAS, name: changed}, names)
            keyword = next(step for step in reversed(location) if step in ALLOWED)
            likely_first = sorted(mine, key=partial(_likelihood, keyword, {*map(str, location)}))
            if all(judge.listing(case) == listings[case.key] for case in likely_first):
                idle.append(pointer(location))
        assert idle == []


class TestBundle:
    """docs/schemas/index.md: one compound document, generated."""

    COMMAND = (sys.executable, str(ROOT / "tools" / "bundle.py"))

    def test_it_is_up_to_date(self) -> None:
        """The bundle in the package is what the generator makes of the single files."""
        done = subprocess.run(
            [*self.COMMAND, "--check"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    def test_the_check_names_the_command_that_mends_it(self, tmp_path: Path) -> None:
        """An outdated or missing bundle gives exit code 1 and the command; the command mends it."""
        for path in FOLDER.glob("*.schema.json"):
            if path.name != f"{BUNDLE}.schema.json":
                shutil.copy(path, tmp_path)
        command = [*self.COMMAND, "--folder", str(tmp_path)]
        for stale in (None, "{}\n"):
            if stale is not None:
                (tmp_path / f"{BUNDLE}.schema.json").write_text(stale, encoding="utf-8")
            done = subprocess.run(
                [*command, "--check"], capture_output=True, text=True, check=False
            )
            assert done.returncode == 1
            assert "mend it with: python tools/bundle.py" in done.stderr
        subprocess.run(command, check=True)
        subprocess.run([*command, "--check"], check=True)
