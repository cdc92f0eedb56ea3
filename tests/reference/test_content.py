# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Content of edition 2026.1: nothing missing, nothing twice, nothing too long."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from weltoffen.model.completeness import completeness, texts_of
from weltoffen.model.forms import Checklist
from weltoffen.model.suggestion import CONDITIONS
from weltoffen.reference import load_reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weltoffen.model.questionnaire import Question
    from weltoffen.model.suggestion import StageText
    from weltoffen.model.target import Node

EDITION = load_reference("2026.1")
MODEL, ASKED = EDITION.target_model, EDITION.questionnaire
STAGES = [stage.id for stage in MODEL.stages]
TOP = STAGES[-1]
LANGUAGES = ("de", "en")
PLAIN = "de-simple"

_SENTENCE = re.compile(r"(?<=[.?!:])[“”\"]?\s+(?=[A-ZÄÖÜ„“0-9])")
_JUDGING = re.compile(
    r"\b(leider|nur|lediglich|bloß|erfreulich\w*|vorbildlich\w*|mangelhaft\w*|hervorragend\w*|immerhin"
    r"|unfortunately|only|merely|impressive\w*|excellent|exemplary|poor)\b",
    re.IGNORECASE,
)
"""Words of praise and blame that an assessment does without."""
RUN = 8
NUMBERS = {
    "de": ("", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben"),
    "en": ("", "one", "two", "three", "four", "five", "six", "seven"),
    PLAIN: ("", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben"),
}


def sentences(text: str) -> list[str]:
    """Split a text into sentences; abbreviations with a point inside are glued together first."""
    return _SENTENCE.split(re.sub(r"\b(z\. ?B|Abs|Nr|Art|e\.g|i\.e)\.", r"\1", text))


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Give every run of eight consecutive words."""
    words = re.findall(r"\w+", text.lower())
    return (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def stage_texts() -> Iterator[tuple[Node, StageText]]:
    return ((node, text) for node in MODEL.nodes for text in node.stage_texts)


QUESTIONS = pytest.mark.parametrize("question", ASKED.questions, ids=lambda q: str(q.id))
NODES = pytest.mark.parametrize("node", MODEL.nodes, ids=lambda node: str(node.id))


class TestNothingIsMissing:
    """M7: every text in German and English; all that a respondent reads in plain German."""

    def test_in_no_language(self) -> None:
        found = completeness(EDITION, [*LANGUAGES, PLAIN])
        assert {one.language: one.missing for one in found} == dict.fromkeys(
            (*LANGUAGES, PLAIN), ()
        )
        assert all(one.texts > 500 for one in found)

    def test_german_is_the_source(self) -> None:
        assert {part.source_language for part in (MODEL, ASKED)} == {"de"}
        assert {part.licence for part in (MODEL, ASKED)} == {"CC-BY-4.0"}

    def test_scale_and_answers_without_score_are_put_in_words(self) -> None:
        assert all(one.description is not None for one in MODEL.stages)
        for scale in ASKED.scales:
            assert scale.prompt is not None
            assert all(option.description is not None for option in scale.options)
        assert [one.id for one in ASKED.no_answers] == ["unknown", "not-applicable"]
        assert all(one.description is not None for one in ASKED.no_answers)

    def test_offices_and_modules_are_used(self) -> None:
        suggested = [one for _, text in stage_texts() for one in text.suggestions]
        asked = set(chain.from_iterable(question.ask for question in ASKED.questions))
        offices = {office.id for office in MODEL.offices}
        assert {one.carrier for one in suggested} | asked == offices
        assert {one.module for one in suggested} - {None} == {one.id for one in MODEL.modules}


class TestOffers:
    """F1: each module has rules; each can hold and says why in one or two sentences."""

    RULES = tuple((module, rule) for module in MODEL.modules for rule in module.rules)

    def test_every_module_has_rules_and_every_condition_is_used(self) -> None:
        assert all(module.rules for module in MODEL.modules)
        assert {rule.when for _, rule in self.RULES} == {*CONDITIONS}

    def test_every_rule_can_hold(self) -> None:
        """Each asks for no more leaves than there are to look at: in all, or with the suggestion."""
        naming = {
            module.id: {
                node.id
                for node, text in stage_texts()
                if any(one.module == module.id for one in text.suggestions)
            }
            for module in MODEL.modules
        }
        for module, rule in self.RULES:
            leaves = {
                leaf.id
                for leaf in MODEL.leaves
                if not rule.nodes or {one.id for one in MODEL.path(leaf.id)} & {*rule.nodes}
            }
            if rule.when == "suggested":
                leaves &= naming[module.id]
            assert rule.least <= len(leaves), (module.id, rule.id)
            if rule.when == "low-stage":
                assert rule.stage != TOP  # everything with a score would be low

    def test_reasons_are_short_praise_nothing_and_stand_once(self) -> None:
        for language in LANGUAGES:
            said = [rule.reason.choose(language) for _, rule in self.RULES]
            assert len({*said}) == len(said)
            for one in said:
                assert 1 <= len(sentences(one)) <= 2, one
                assert 60 <= len(one) <= 200, one
                assert one.endswith("."), one
                assert not _JUDGING.search(one), one

    def test_reasons_promise_no_effect(self) -> None:
        german = r"hilft|helfen|verbesser\w*|wirkt|wirken|löst|sorgt"
        promising = rf"\b({german}|helps?|improv\w*|solves?|ensures?)\b"
        for _, rule in self.RULES:
            for _, said in rule.reason.versions:
                assert not re.search(promising, said, re.IGNORECASE), said


class TestQuestions:
    """One thing is asked, with help, evidence, whom to ask, and a source or a reason."""

    @QUESTIONS
    def test_say_what_counts_what_shows_it_and_who_knows(self, question: Question) -> None:
        assert question.help is not None
        assert question.evidence is not None
        assert 1 <= len(question.ask) <= 3
        assert question.sources
        assert all(source.note is not None for source in question.sources)

    @QUESTIONS
    def test_cite_laws_by_paragraph_and_rulings_by_date(self, question: Question) -> None:
        for source in question.sources:
            if source.kind == "law":
                assert re.search(r"§+ ?\d|Art\. \d|Urteil vom", source.citation or ""), (
                    source.citation
                )

    @QUESTIONS
    def test_ask_one_thing(self, question: Question) -> None:
        for language, title in question.title.versions:
            assert title.count("?") <= 1, language
            assert not re.search(r"und/oder|and/or|\boder\b.*\boder\b", title), title
            assert title.endswith(("?", ".")), title

    @QUESTIONS
    def test_are_short(self, question: Question) -> None:
        assert question.help is not None
        assert question.evidence is not None
        limits = {"de": 150, "en": 160, PLAIN: 130}
        assert all(len(text) <= limits[tag] for tag, text in question.title.versions)
        assert all(len(text) <= 420 for _, text in question.help.versions)
        assert all(len(text) <= 180 for _, text in question.evidence.versions)
        options = ASKED.entries(question)
        titles = [one.title for one in options if one.title is not None]
        assert len(titles) == len(options)
        assert all(len(text) <= 110 for title in titles for _, text in title.versions)

    def test_no_two_are_the_same(self) -> None:
        for language in (*LANGUAGES, PLAIN):
            titles = Counter(question.title.get(language) for question in ASKED.questions)
            assert max(titles.values()) == 1

    @pytest.mark.parametrize(
        "question",
        [q for q in ASKED.questions if isinstance(q.form, Checklist)],
        ids=lambda q: str(q.id),
    )
    def test_checklists_tell_what_gives_the_full_value(self, question: Question) -> None:
        assert question.help is not None
        form = question.form
        assert isinstance(form, Checklist)
        full, every = int(form.full), sum(option.points for option in form.options)
        for language, text in question.help.versions:
            number = rf"\b({NUMBERS[language][full]}|{full})\b"
            together = r"alle|all\b|zusammen" if form.full == every else "(?!)"
            assert re.search(rf"{number}|{together}", text, re.IGNORECASE), text
        assert re.search(r"vollen? Wert", question.help.choose("de"))
        assert re.search(r"full score", question.help.choose("en"))

    def test_the_helps_name_every_answer_as_the_form_does(self) -> None:
        """Who is told to choose an answer must find it under that name."""
        titles = {one.id: one.title for one in ASKED.no_answers}
        wrong = {
            "de": r"passt nicht|nicht zutreffend",
            "en": r"not applicable",
            PLAIN: r"trifft nicht zu",
        }
        for question in ASKED.questions:
            assert question.help is not None
            for language, text in question.help.versions:
                assert not re.search(wrong[language], text, re.IGNORECASE), (question.id, text)
        assert titles["not-applicable"].get("en") == "does not apply"


class TestAssessments:
    """Two or three sentences for each stage, which describe and do not judge."""

    @NODES
    def test_every_stage_has_one_in_order(self, node: Node) -> None:
        assert [text.stage for text in node.stage_texts] == STAGES

    @NODES
    def test_have_two_or_three_sentences_without_praise_or_blame(self, node: Node) -> None:
        for text in node.stage_texts:
            for language, said in text.assessment.versions:
                assert 2 <= len(sentences(said)) <= 3, said
                assert 100 <= len(said) <= 430, (language, len(said))
                assert not _JUDGING.search(said), said

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_no_two_share_eight_consecutive_words(self, language: str) -> None:
        seen: dict[tuple[str, ...], tuple[str, str]] = {}
        for node, text in stage_texts():
            here = (node.id, text.stage)
            for run in runs(text.assessment.choose(language)):
                assert seen.setdefault(run, here) == here, " ".join(run)
        assert len(seen) > 1_000


class TestSuggestions:
    """At least two for each step, with effort and carrier; a module where one fits."""

    @NODES
    def test_lead_to_the_next_stage(self, node: Node) -> None:
        for text in node.stage_texts:
            if text.stage != TOP:
                assert len(text.suggestions) >= 2, text.stage
            elif node.parent is not None:
                assert text.suggestions == ()

    @NODES
    def test_say_effort_and_carrier_in_one_or_two_sentences(self, node: Node) -> None:
        for one in chain.from_iterable(text.suggestions for text in node.stage_texts):
            assert one.effort is not None
            assert one.carrier is not None
            for _, said in one.text.versions:
                assert 1 <= len(sentences(said)) <= 2, said
                assert 40 <= len(said) <= 300, said

    def test_none_stands_twice(self) -> None:
        for language in LANGUAGES:
            said = Counter(
                one.text.choose(language) for _, text in stage_texts() for one in text.suggestions
            )
            assert max(said.values()) == 1

    def test_ids_are_unique_in_a_field(self) -> None:
        for field in MODEL.children():
            below = [field, *MODEL.children(field.id)]
            ids = Counter(
                one.id for node in below for text in node.stage_texts for one in text.suggestions
            )
            assert max(ids.values()) == 1, ids.most_common(1)


class TestTargetPictures:
    """A target picture of three to six sentences; a goal statement for each criterion."""

    @NODES
    def test_length(self, node: Node) -> None:
        assert node.description is not None
        least, most = (3, 6) if node.parent is None else (1, 3)
        for language, said in node.description.versions:
            if language != PLAIN:
                assert least <= len(sentences(said)) <= most, said


class TestWording:
    """Every text is clean, and each language is itself."""

    TEXTS = tuple(texts_of(EDITION))

    def test_is_clean(self) -> None:
        for place, text in self.TEXTS:
            for language, said in text.versions:
                assert said == said.strip(), place
                assert not re.search(r"  |\s[.,;:?!]|[<>\t\n]|TODO|XXX", said), (place, said)
                assert language in {*LANGUAGES, PLAIN}, place

    def test_german_and_english_differ(self) -> None:
        same = [place for place, text in self.TEXTS if text.get("de") == text.get("en")]
        assert len(same) <= 5, same  # such as "Monitoring"

    def test_plain_german_has_short_sentences_and_no_asterisk(self) -> None:
        found = [
            (place, sentence)
            for place, text in self.TEXTS
            for sentence in sentences(text.get(PLAIN) or "")
            if len(sentence.split()) > 13 or "*" in sentence
        ]
        assert found == []

    def test_the_official_names_are_not_used(self) -> None:
        """The project is independent: its content names neither the owners nor the product."""
        for place, text in self.TEXTS:
            for _, said in text.versions:
                assert not re.search(
                    r"phineo|bertelsmann|selbstcheck weltoffene", said, re.IGNORECASE
                ), place
