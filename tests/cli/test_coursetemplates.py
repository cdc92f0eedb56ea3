# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen new`` for documents before and after the questionnaire."""

from __future__ import annotations

import json
import re
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import attrs
import pytest
from tests.cli.commands import JUBILEE, Output, new, save

import weltoffen as wo
from weltoffen.cli import CANNOT_RUN, FINE, main
from weltoffen.cli.arguments import parser
from weltoffen.cli.coursekeys import KEYS, TERMS, codes_of
from weltoffen.cli.coursetemplates import BODIES, COURSE_KINDS, PHASES, PREREQUISITES
from weltoffen.model.measures import StepKind
from weltoffen.model.organisation import DEFAULT_ENTITLEMENTS, BodyKind
from weltoffen.schemas.catalogue import schema
from weltoffen.schemas.wire import camel

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = ("de", "en")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def helped(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["extensions"]["weltoffen-help"]
    return found


def _strings(value: object) -> list[str]:
    """Give every text in a value, however deep."""
    if isinstance(value, dict):
        return [one for entry in value.values() for one in _strings(entry)]
    return [value] if isinstance(value, str) else []


def without_help(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key != "extensions"}


@pytest.mark.parametrize("kind", COURSE_KINDS)
class TestEachTemplate:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_is_accepted_as_it_is(
        self, kind: str, language: str, tmp_path: Path, capsys: Output
    ) -> None:
        save(tmp_path / "new.json", new(capsys, kind, "--language", language))
        assert main(["check", "--format", "json", "new.json"]) == FINE
        assert capsys.readouterr().out == ""

    def test_is_a_kind_of_the_command(self, kind: str) -> None:
        assert parser().parse_args(["new", kind]).kind == kind

    def test_makes_nothing_up(self, kind: str, capsys: Output) -> None:
        """No day, except for that of a workshop, which cannot be left out and is called a placeholder."""
        found = new(capsys, kind, "--language", "en")
        days = DAY.findall(json.dumps(without_help(found)))
        assert days == ([found["date"]] if kind == "workshop" else [])

    def test_is_written_in_the_language_of_the_reader(self, kind: str, capsys: Output) -> None:
        for language in LANGUAGES:
            assert new(capsys, kind, "--language", language)["sourceLanguage"] == language

    def test_explains_every_key_of_its_classes_and_no_other(
        self, kind: str, capsys: Output
    ) -> None:
        for language in LANGUAGES:
            found = helped(new(capsys, kind, "--language", language))
            for name, cls in KEYS[kind].items():
                keys = {camel(one.name) for one in attrs.fields(cls)} - {"extensions"}
                assert found[name].keys() == keys | {"required"}
                assert all(found[name].values())

    def test_shows_the_form_of_texts(self, kind: str, capsys: Output) -> None:
        """Whoever would write plain text is told where to look, and the form is one that is accepted."""
        for language in LANGUAGES:
            found = helped(new(capsys, kind, "--language", language))
            assert wo.Text(found["texts"]).languages == LANGUAGES
            said = {"de": "als Texte nach Sprachen", "en": "as texts by language"}[language]
            about = [one for one in _strings(found) if said in one]
            assert about
            assert all({"de": "siehe texts", "en": "see texts"}[language] in one for one in about)

    def test_says_which_keys_the_schema_wants(self, kind: str, capsys: Output) -> None:
        said = helped(new(capsys, kind))["document"]["required"]
        wanted = schema(kind)["required"]
        assert sorted([*said, "$schema"]) == sorted(wanted)

    def test_has_every_list_of_the_document(self, kind: str, capsys: Output) -> None:
        """What may be filled in stands there, except for a single thing that may be missing."""
        found = new(capsys, kind)
        cls = KEYS[kind]["document"]
        lists = {camel(one.name) for one in attrs.fields(cls) if one.default == ()}
        assert lists <= found.keys()


class TestClosedLists:
    def test_each_of_them_has_its_terms(self) -> None:
        """A closed list is an annotation with `Literal`."""
        found = {
            (cls, name)
            for classes in KEYS.values()
            for cls in classes.values()
            for name in attrs.fields_dict(cls)
            if codes_of(get_type_hints(cls)[name])
        }
        assert found == TERMS.keys()

    def test_every_term_is_named_and_none_else(self, capsys: Output) -> None:
        measures = helped(new(capsys, "measures", "--language", "en"))
        assert tuple(measures["events"]["kind"]) == get_args(StepKind)
        assert measures["measures"]["effort"].keys() == {"small", "medium", "large"}
        bodies = helped(new(capsys, "organisation", "--language", "de"))["bodies"]["kind"]
        assert tuple(bodies) == get_args(BodyKind)
        assert all(bodies.values())

    def test_one_that_the_chapters_do_not_name(self, capsys: Output) -> None:
        kinds = helped(new(capsys, "participation", "--language", "en"))["prerequisites"]["kind"]
        assert kinds["other"] == "something else; has a name of its own"

    @pytest.mark.parametrize("kind", ["workshop", "measures", "goals", "monitoring"])
    def test_criteria_and_stages_are_those_of_the_edition(self, kind: str, capsys: Output) -> None:
        model = wo.load_reference().target_model
        found = helped(new(capsys, kind, "--language", "en"))
        assert found["criteria"] == {one.id: one.title.choose("en") for one in model.nodes}
        stages = {one.id: one.title.choose("en") for one in model.stages}
        for name in {"reratings", "stage"} & found.keys():
            assert found[name]["stage"] == stages

    @pytest.mark.parametrize("kind", ["participation", "organisation"])
    def test_others_name_no_criteria(self, kind: str, capsys: Output) -> None:
        assert "criteria" not in helped(new(capsys, kind))


class TestParticipation:
    def test_prerequisites_are_open_and_phases_have_no_days_c2_c3(self, capsys: Output) -> None:
        (one,) = new(capsys, "participation")["participants"]
        assert [each["kind"] for each in one["prerequisites"]] == list(PREREQUISITES)
        assert {each["state"] for each in one["prerequisites"]} == {"open"}
        assert [each["kind"] for each in one["phases"]] == list(PHASES)
        assert all(each.keys() == {"id", "kind"} for each in one["phases"])
        assert one["contacts"] == []

    def test_it_belongs_to_the_assessment(self, capsys: Output) -> None:
        (usual,) = new(capsys, "participation")["participants"]
        assert usual["assessment"] == new(capsys, "assessment")["id"]
        found = new(capsys, "participation", "--assessment", "neustadt-1")
        assert found["id"] == "neustadt-1-participation"
        assert found["participants"][0]["assessment"] == "neustadt-1"


class TestOrganisation:
    def test_one_body_of_each_usual_kind_named_in_both_languages_o1(self, capsys: Output) -> None:
        bodies = new(capsys, "organisation")["bodies"]
        assert [one["kind"] for one in bodies] == list(BODIES)
        assert all(one["title"].keys() == set(LANGUAGES) for one in bodies)
        assert all(one["members"] == [] for one in bodies)

    def test_what_holds_otherwise_is_shown_o2(self, capsys: Output) -> None:
        found = new(capsys, "organisation")
        assert found["entitlements"] == []
        usual = {one.kind: list(one.acts) for one in DEFAULT_ENTITLEMENTS}
        assert helped(found)["usual"] == usual


class TestWorkshop:
    def test_perspectives_and_own_criteria_of_an_assessment_that_is_named(
        self, tmp_path: Path, capsys: Output
    ) -> None:
        document = new(capsys, "assessment", "--assessment", "neustadt-1")
        document["supplement"] = JUBILEE
        document["perspectives"] = [{"id": "youth", "title": {"en": "Young people"}}]
        document["method"] = {"wholePolicy": "equal"}
        save(tmp_path / "town.json", document)
        named = ["--assessment", "town.json", "--language", "en"]
        found = new(capsys, "workshop", *named)
        assert found["assessment"] == "neustadt-1"
        assert helped(found)["groups"]["perspective"] == {"youth": "Young people"}
        assert helped(found)["criteria"]["jubilee"] == "Jubilee"
        assert main(["new", "response", *named]) == CANNOT_RUN

    def test_the_day_is_called_a_placeholder(self, capsys: Output) -> None:
        found = new(capsys, "workshop", "--language", "en", "--edition", "2026.1")
        assert found["date"] == "2026-12-31"
        assert "only holds the place" in helped(found)["document"]["date"]


class TestFillingIn:
    def test_measures_goals_and_organisation_belong_together(
        self, tmp_path: Path, capsys: Output
    ) -> None:
        organisation = new(capsys, "organisation")
        measures, goals = new(capsys, "measures"), new(capsys, "goals")
        assert measures["organisation"] == goals["organisation"] == organisation["id"]
        event = {"kind": "proposed", "date": "2027-01-29", "body": "conference"}
        measures["measures"] = [{"id": "walk", "title": {"de": "Rundgang"}, "events": [event]}]
        save(tmp_path / "organisation.json", organisation)
        save(tmp_path / "measures.json", measures)
        save(tmp_path / "goals.json", goals)
        assert main(["check", "organisation.json", "measures.json", "goals.json"]) == FINE

    def test_placeholders_of_an_indicator_say_what_belongs_there(self, capsys: Output) -> None:
        (one,) = new(capsys, "monitoring", "--language", "de")["indicators"]
        assert one["title"] == {"de": "Name des Indikators"}
        assert one["unit"] == {"de": "Einheit"}
        assert one["nodes"] == one["breakdown"] == []

    @pytest.mark.parametrize("kind", ["participation", "workshop"])
    def test_wrong_id(self, kind: str, capsys: Output) -> None:
        assert main(["new", kind, "--assessment", "Ä"]) == CANNOT_RUN
        output = capsys.readouterr()
        assert output.out == ""
        assert output.err.startswith("weltoffen new: ")


class TestWording:
    def test_every_text_stands_in_both_languages_and_is_used(self) -> None:
        source = resources.files("weltoffen.cli").joinpath("coursetemplates.toml")
        groups = tomllib.loads(source.read_text(encoding="utf-8"))
        named = {
            cls.__name__.lower(): {one.name for one in attrs.fields(cls)}
            for classes in KEYS.values()
            for cls in classes.values()
        }
        anywhere = set.union(*named.values())
        for group, entries in groups.items():
            if group not in {"placeholder", "term"}:
                assert entries.keys() <= named.get(group, anywhere)
            for texts in entries.values():
                assert texts.keys() == set(LANGUAGES)
                assert all(text.strip() for text in texts.values())
