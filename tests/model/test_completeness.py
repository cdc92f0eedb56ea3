# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import single, town

from weltoffen.model.completeness import Completeness, completeness, texts_of
from weltoffen.model.edition import Edition
from weltoffen.model.forms import Band, Checklist, FreeText, NumberEntry, SingleChoice
from weltoffen.model.questionnaire import Question, Questionnaire
from weltoffen.model.scale import NoAnswer, Option, Scale
from weltoffen.model.source import Source
from weltoffen.model.suggestion import Module, OfferRule, Office, StageText, Suggestion
from weltoffen.model.target import Level, Node, Stage, TargetModel
from weltoffen.model.text import Text
from weltoffen.testing import editions, supplements

if TYPE_CHECKING:
    from weltoffen.model.assessment import Supplement

T = {"de": "x"}
YES = Text({"de": "Ja", "en": "Yes"})
SCALE = Scale(
    id="s",
    prompt={"de": "Wie weit?"},
    options=(
        Option(id="no", title={"de": "Nein"}, points=0),
        Option(id="yes", title=YES, points=1, description={"en": "all of it"}),
    ),
)
MODEL = TargetModel(
    id="model",
    version="1",
    title=T,
    source_language="de",
    levels=[Level(id="field", title=T)],
    stages=[Stage(id="start", title=T, lower=0, description=T)],
    nodes=[
        Node(
            id="a",
            title=T,
            description=T,
            stage_texts=[
                StageText(stage="start", assessment=T, suggestions=[Suggestion(id="go", text=T)])
            ],
        )
    ],
    offices=[Office(id="personnel", title=T)],
    modules=[
        Module(
            id="day",
            title=T,
            description=T,
            rules=[OfferRule(id="open", when="open-gap", reason=T)],
        )
    ],
)
OPTIONS = [Option(id="x", title=T, points=1, description=T)]
BANDS = [Band(id="low", lower=0, points=0), Band(id="high", lower=1, points=1, title=T)]
ASKED = Questionnaire(
    id="asked",
    version="1",
    target_model=MODEL.reference,
    title=T,
    source_language="de",
    scales=[SCALE],
    no_answers=[NoAnswer(id="unknown", title=T, description=T)],
    questions=[
        Question(
            id="one",
            node="a",
            title=T,
            help=T,
            evidence=T,
            form=SingleChoice(scale="s"),
            ask=["personnel"],
            sources=[Source(kind="law", citation="§ 1"), Source(kind="own", note=T)],
        ),
        Question(id="two", node="a", title=T, form=Checklist(options=OPTIONS)),
        Question(
            id="three",
            node="a",
            title=T,
            form=NumberEntry(minimum=0, maximum=2, bands=BANDS, unit=T),
        ),
        Question(id="four", node="a", title=T, form=FreeText()),
    ],
)
IN_MODEL = (
    "title",
    "levels/field/title",
    "stages/start/title",
    "stages/start/description",
    "nodes/a/title",
    "nodes/a/description",
    "nodes/a/stage_texts/start/assessment",
    "nodes/a/stage_texts/start/suggestions/go/text",
    "offices/personnel/title",
    "modules/day/title",
    "modules/day/description",
    "modules/day/rules/open/reason",
)
NOTE = "questions/one/sources/1/note"
IN_QUESTIONNAIRE = (
    "title",
    "scales/s/options/no/title",
    "scales/s/options/yes/title",
    "scales/s/options/yes/description",
    "scales/s/prompt",
    "no_answers/unknown/title",
    "no_answers/unknown/description",
    "questions/one/title",
    "questions/one/help",
    "questions/one/evidence",
    NOTE,
    "questions/two/title",
    "questions/two/options/x/title",
    "questions/two/options/x/description",
    "questions/three/title",
    "questions/three/bands/high/title",
    "questions/three/unit",
    "questions/four/title",
)
LANGUAGES = st.sampled_from(["de", "en", "de-simple", "fr", "tr-TR", "xx", "en-simple"])


def of(document: object, language: str) -> Completeness:
    (found,) = completeness(document, [language])
    return found


def count(value: object, *, without: tuple[str, ...] = ()) -> int:
    """Count the texts of a document in another way: in plain dictionaries."""
    if isinstance(value, dict):
        if value.keys() == {"versions"}:
            return 1
        return sum(count(one, without=without) for key, one in value.items() if key not in without)
    if isinstance(value, (list, tuple)):
        return sum(count(one, without=without) for one in value)
    return 0


def follow(document: Any, place: str) -> Any:  # noqa: ANN401 - any part of a document
    """Go from a document along a place, as a reader would."""
    for step in place.split("/") if place else ():
        if isinstance(document, tuple):
            names = [getattr(one, "id", getattr(one, "stage", None)) for one in document]
            document = document[names.index(step) if step in names else int(step)]
        elif hasattr(document, step):
            document = getattr(document, step)
        else:
            document = getattr(document.form, step)
    return document


class TestMissing:
    """M7: a completeness report says what is missing, in the order of the languages asked for."""

    def test_what_is_missing_is_listed_by_language(self) -> None:
        assert completeness(SCALE, ["en", "de"]) == (
            Completeness(language="en", texts=4, missing=("options/no/title", "prompt")),
            Completeness(language="de", texts=4, missing=("options/yes/description",)),
        )

    def test_a_document_without_gaps_is_complete(self) -> None:
        assert of(MODEL, "de") == Completeness(language="de", texts=12)
        assert of(MODEL, "de").is_complete
        assert not of(SCALE, "de").is_complete

    def test_nothing_is_complete_without_texts(self) -> None:
        assert of(SingleChoice(scale="s"), "de") == Completeness(language="de", texts=0)
        assert of(None, "de").is_complete

    def test_a_single_text_has_no_place(self) -> None:
        assert completeness(YES, ["de", "fr"]) == (
            Completeness(language="de", texts=1),
            Completeness(language="fr", texts=1, missing=("",)),
        )

    def test_one_report_for_each_language(self) -> None:
        assert completeness(YES, ()) == ()
        found = completeness(YES, (one for one in ("de", "en", "de")))
        assert [one.language for one in found] == ["de", "en", "de"]

    @pytest.mark.parametrize("language", ["de-AT", "DE", "d", "", "de-simple-x"])
    def test_a_language_is_there_if_a_text_has_exactly_that_tag(self, language: str) -> None:
        """`Text.choose` would fall back; a report on what is missing does not."""
        asked = attrs.evolve(ASKED, scales=(), questions=ASKED.questions[3:], no_answers=())
        assert of(asked, language).missing == ("title", "questions/four/title")

    def test_neither_is_a_longer_tag_enough(self) -> None:
        assert of(Text({"de-simple": "Ja", "de-AT": "Ja"}), "de").missing == ("",)

    @given(editions(), LANGUAGES)
    def test_a_text_lacks_a_language_or_has_it(self, edition: Edition, language: str) -> None:
        for document in (edition.target_model, edition.questionnaire):
            if "simple" in language:
                continue
            found = of(document, language)
            having = [place for place, one in texts_of(document) if language in one.languages]
            assert len(found.missing) + len(having) == found.texts
            assert not set(found.missing) & set(having)


class TestPlaces:
    """M7: a place is made of ids and names of attributes from the top, with slashes between."""

    def test_those_of_a_target_model(self) -> None:
        assert of(MODEL, "fr") == Completeness(language="fr", texts=12, missing=IN_MODEL)

    def test_those_of_a_questionnaire(self) -> None:
        """The form of an answer is no step: options, bands and unit stand below their question."""
        expected = Completeness(language="fr", texts=18, missing=IN_QUESTIONNAIRE)
        assert of(ASKED, "fr") == expected

    def test_those_of_an_edition(self) -> None:
        edition = Edition(target_model=MODEL, questionnaire=ASKED)
        assert of(edition, "fr").missing == (
            *(f"target_model/{place}" for place in IN_MODEL),
            *(f"questionnaire/{place}" for place in IN_QUESTIONNAIRE),
        )

    def test_those_of_a_part_begin_at_the_part(self) -> None:
        assert [place for place, _ in texts_of(MODEL.nodes[0])] == [
            place.removeprefix("nodes/a/") for place in IN_MODEL if place.startswith("nodes/a/")
        ]

    def test_every_text_is_found_with_its_place(self) -> None:
        assert list(texts_of(SCALE)) == [
            ("options/no/title", Text({"de": "Nein"})),
            ("options/yes/title", YES),
            ("options/yes/description", Text({"en": "all of it"})),
            ("prompt", Text({"de": "Wie weit?"})),
        ]

    @given(editions())
    def test_every_text_of_an_edition_has_a_place_of_its_own(self, edition: Edition) -> None:
        found = list(texts_of(edition))
        assert len({place for place, _ in found}) == len(found)
        for place, one in found:
            assert follow(edition, place) == one

    @given(editions())
    def test_no_text_is_forgotten(self, edition: Edition) -> None:
        plain = attrs.asdict(edition)
        assert of(edition, "de").texts == count(plain, without=("extensions",))

    def test_every_text_of_a_report_has_a_place_of_its_own(self) -> None:
        here = town(single("p"), single("q", "b"))
        places = [place for place, _ in texts_of(here.report(here.official(p="s1", q="s1")))]
        assert len(set(places)) == len(places)


class TestPlainLanguage:
    """M7: plain language is asked of what a respondent reads: a questionnaire, but not its sources."""

    @pytest.mark.parametrize("language", ["de-simple", "en-simple", "de-AT-simple", "de-Simple"])
    def test_in_a_questionnaire_of_everything_but_the_sources(self, language: str) -> None:
        found = of(ASKED, language)
        assert found.missing == tuple(place for place in IN_QUESTIONNAIRE if place != NOTE)
        assert found.texts == 17

    def test_a_single_language_is_no_list_of_letters(self) -> None:
        assert completeness(MODEL, "de") == completeness(MODEL, ["de"])

    def test_elsewhere_of_nothing(self) -> None:
        assert of(MODEL, "de-simple") == Completeness(language="de-simple", texts=0)

    def test_a_part_is_read_like_the_whole(self) -> None:
        assert of(SCALE, "de-simple").texts == of(SCALE, "de").texts == 4

    def test_in_an_edition_of_its_questionnaire(self) -> None:
        edition = Edition(target_model=MODEL, questionnaire=ASKED)
        found = of(edition, "de-simple")
        assert found.texts == 17
        assert all(place.startswith("questionnaire/") for place in found.missing)

    def test_it_does_not_count_as_the_language_nor_the_other_way_round(self) -> None:
        asked = attrs.evolve(
            ASKED, scales=(), no_answers=(), title={"de-simple": "x"}, questions=ASKED.questions[3:]
        )
        found = [one.missing for one in completeness(asked, ["de", "de-simple"])]
        assert found == [("title",), ("questions/four/title",)]

    @pytest.mark.parametrize("language", ["simple", "simple-de", "de-simpler"])
    def test_another_tag_with_the_word_is_a_language_like_others(self, language: str) -> None:
        assert of(MODEL, language).texts == 12

    @given(editions(), LANGUAGES)
    def test_what_is_asked_for(self, edition: Edition, language: str) -> None:
        asked: object = edition
        without: tuple[str, ...] = ("extensions",)
        if language.endswith("-simple"):
            asked, without = edition.questionnaire, ("extensions", "sources")
        plain = attrs.asdict(asked)  # type: ignore[arg-type]
        assert of(edition, language).texts == count(plain, without=without)

    @given(editions().flatmap(supplements))
    def test_a_supplement_has_texts_too(self, own: Supplement) -> None:
        """M8: a respondent reads a town's own questions, too."""
        plain = attrs.asdict(own)
        assert of(own, "de").texts == count(plain, without=("extensions",))
        read = count(plain, without=("extensions", "sources", "nodes"))
        assert of(own, "de-simple").texts == read
