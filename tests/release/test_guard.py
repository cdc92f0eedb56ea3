# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Released editions and schemas never change, but for typos: rules M2 and M3, kept by ``tools/guard.py``.

2026.1 plays a released edition here, whatever it is in truth.
"""

from __future__ import annotations

import copy
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from tests.scripts import load_script

import weltoffen as wo
from weltoffen.model.forms import Checklist

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from weltoffen.model.questionnaire import Question
    from weltoffen.model.target import Node

EDITION = wo.load_reference("2026.1")
MODEL, ASKED = EDITION.target_model, EDITION.questionnaire
SCHEMA = "v1/response.schema.json"


GUARD = load_script("tools/guard.py")
SHIPPED = GUARD.Shipped({"2026.1": EDITION}, {SCHEMA: b'{"title": "Response"}\n'})
DEFAULT = "Question.weight"
DRAFTS = GUARD.entries(SHIPPED)
RELEASED = GUARD.released(DRAFTS, SHIPPED, wo.__version__)


@attrs.frozen
class Choice:
    """Stands for what a definition holds."""

    points: Fraction | None = None
    tags: tuple[str, ...] = ("a", "b")


@attrs.frozen
class Asking:
    """Stands for a definition."""

    id: str
    title: wo.Text
    weight: Fraction = Fraction(3)
    choices: tuple[Choice, ...] = ()
    more: list[str] = attrs.field(factory=list)
    below: Asking | None = None


def _complaints(ledger: dict[str, Any], edition: wo.Edition = EDITION) -> list[str]:
    there = GUARD.Shipped({"2026.1": edition}, SHIPPED.schemas)
    return list(GUARD.complaints(ledger, there))


def _with_defaults(defaults: dict[str, str]) -> tuple[object, ...]:
    there: tuple[object, ...] = GUARD.Shipped(SHIPPED.editions, SHIPPED.schemas, defaults)
    return there


def _with_nodes(*nodes: Node) -> wo.Edition:
    return attrs.evolve(EDITION, target_model=attrs.evolve(MODEL, nodes=nodes))


def _with_questions(*questions: Question) -> wo.Edition:
    return attrs.evolve(EDITION, questionnaire=attrs.evolve(ASKED, questions=questions))


def _with_first_title(change: Callable[[wo.Text], wo.Text]) -> wo.Edition:
    first = ASKED.questions[0]
    title = change(first.title)
    return _with_questions(attrs.evolve(first, title=title), *ASKED.questions[1:])


def _typo(text: wo.Text) -> wo.Text:
    return wo.Text({one: f"{words} (mended)" for one, words in text.versions})


def _with_titles_exchanged(one: int, other: int) -> wo.Edition:
    questions = list(ASKED.questions)
    questions[one] = attrs.evolve(ASKED.questions[one], title=ASKED.questions[other].title)
    questions[other] = attrs.evolve(ASKED.questions[other], title=ASKED.questions[one].title)
    return _with_questions(*questions)


def _with_options_reversed() -> wo.Edition:
    scale = ASKED.scales[0]
    first, *between, last = scale.options
    options = (
        attrs.evolve(first, title=last.title),
        *between,
        attrs.evolve(last, title=first.title),
    )
    scales = (attrs.evolve(scale, options=options), *ASKED.scales[1:])
    return attrs.evolve(EDITION, questionnaire=attrs.evolve(ASKED, scales=scales))


def _in_the_wrong_languages(text: wo.Text) -> wo.Text:
    words = dict(text.versions)
    return wo.Text({**words, "de": words["en"], "en": words["de"]})


def _without_english(text: wo.Text) -> wo.Text:
    return wo.Text({one: words for one, words in text.versions if one != "en"})


def _with_more_weight() -> wo.Edition:
    node = attrs.evolve(MODEL.nodes[0], weight=MODEL.nodes[0].weight + Fraction(1, 7))
    return _with_nodes(node, *MODEL.nodes[1:])


def _with_other_points() -> wo.Edition:
    scale = ASKED.scales[0]
    option = attrs.evolve(scale.options[0], points=Fraction(1, 3))
    changed = attrs.evolve(scale, options=(option, *scale.options[1:]))
    asked = attrs.evolve(ASKED, scales=(changed, *ASKED.scales[1:]))
    return attrs.evolve(EDITION, questionnaire=asked)


def _with_questions_swapped() -> wo.Edition:
    first, second, *rest = ASKED.questions
    return _with_questions(second, first, *rest)


def _with_a_question_more() -> wo.Edition:
    more = attrs.evolve(ASKED.questions[0], id="one-more")
    return _with_questions(*ASKED.questions, more)


def _with_a_bound_moved() -> wo.Edition:
    stages = list(MODEL.stages)
    stages[1] = attrs.evolve(stages[1], lower=stages[1].lower + Fraction(1, 100))
    return attrs.evolve(EDITION, target_model=attrs.evolve(MODEL, stages=stages))


class TestTheShippedLedger:
    """M3: a file of hashes guards them."""

    def test_it_says_what_is_shipped(self) -> None:
        assert GUARD.main(["--check"]) == 0, GUARD.COMMAND

    def test_it_lists_every_edition_and_every_schema_file(self) -> None:
        ledger = GUARD.read_ledger(GUARD.LEDGER)
        folder = GUARD.SOURCE / "schemas"
        files = {path.relative_to(folder).as_posix() for path in folder.rglob("*.schema.json")}
        assert set(ledger["editions"]) == set(wo.editions())
        assert set(ledger["schemas"]) == files
        assert SCHEMA in files

    def test_its_fingerprints_are_those_that_reports_carry(self) -> None:
        """S8: so a report can be matched to the state of the edition that it was made with."""
        for version, entry in GUARD.read_ledger(GUARD.LEDGER)["editions"].items():
            edition = wo.load_reference(version)
            assert entry["fingerprints"][-1] == {
                "targetModel": edition.target_model.digest,
                "questionnaire": edition.questionnaire.digest,
            }


class TestAReleasedEditionStaysM3:
    """M3: once released, an edition never changes except for typos in texts."""

    def test_unchanged_it_passes(self) -> None:
        assert _complaints(RELEASED) == []

    @pytest.mark.parametrize(
        "change",
        [
            _with_more_weight,
            _with_other_points,
            _with_questions_swapped,
            _with_a_question_more,
            _with_a_bound_moved,
            lambda: _with_first_title(_without_english),
            lambda: _with_first_title(lambda text: wo.Text({**dict(text.versions), "tr": "Soru"})),
        ],
        ids=["weight", "points", "order", "question", "bound", "language-lost", "language-added"],
    )
    def test_a_change_of_content_is_caught_and_cannot_be_acknowledged(
        self, change: Callable[[], wo.Edition]
    ) -> None:
        changed = change()
        said = "editions 2026.1: released, and changed in more than words"
        assert any(line.startswith(said) for line in _complaints(RELEASED, changed))
        there = GUARD.Shipped({"2026.1": changed}, SHIPPED.schemas)
        with pytest.raises(ValueError, match="new version"):
            GUARD.with_typos_mended(RELEASED, there, "2026.1")
        assert GUARD.rewritten(RELEASED, there) == RELEASED

    def test_mended_words_are_caught_until_they_are_acknowledged(self) -> None:
        changed = _with_first_title(_typo)
        (line,) = _complaints(RELEASED, changed)
        assert line.startswith("editions 2026.1: released, and words have changed")
        there = GUARD.Shipped({"2026.1": changed}, SHIPPED.schemas)
        assert GUARD.rewritten(RELEASED, there) == RELEASED
        mended = GUARD.with_typos_mended(RELEASED, there, "2026.1")
        assert _complaints(mended, changed) == []
        assert mended["schemas"] == RELEASED["schemas"]

    @pytest.mark.parametrize(
        "change",
        [
            lambda: _with_titles_exchanged(0, 1),
            lambda: _with_titles_exchanged(0, -1),
            lambda: _with_first_title(_in_the_wrong_languages),
            _with_options_reversed,
        ],
        ids=["neighbours", "far-apart", "languages", "options"],
    )
    def test_words_that_have_changed_places_are_no_typo(
        self, change: Callable[[], wo.Edition]
    ) -> None:
        """What a question asks, and what an option says, would be another thing under the same id."""
        there = GUARD.Shipped({"2026.1": change()}, SHIPPED.schemas)
        with pytest.raises(ValueError, match="stood elsewhere"):
            GUARD.with_typos_mended(RELEASED, there, "2026.1")

    def test_nor_are_they_if_one_of_them_is_mended_on_the_way(self) -> None:
        first, second, *rest = _with_titles_exchanged(0, 1).questionnaire.questions
        mended = attrs.evolve(first, title=_typo(first.title))
        there = GUARD.Shipped({"2026.1": _with_questions(mended, second, *rest)}, SHIPPED.schemas)
        with pytest.raises(ValueError, match="stood elsewhere"):
            GUARD.with_typos_mended(RELEASED, there, "2026.1")

    def test_words_may_come_to_read_like_others_that_stay(self) -> None:
        changed = _with_first_title(lambda _: ASKED.questions[1].title)
        assert ASKED.questions[0].title.languages == ASKED.questions[1].title.languages
        there = GUARD.Shipped({"2026.1": changed}, SHIPPED.schemas)
        assert GUARD.with_typos_mended(RELEASED, there, "2026.1") != RELEASED

    def test_what_was_published_before_stays_known(self) -> None:
        there = GUARD.Shipped({"2026.1": _with_first_title(_typo)}, SHIPPED.schemas)
        mended = GUARD.with_typos_mended(RELEASED, there, "2026.1")["editions"]["2026.1"]
        before = RELEASED["editions"]["2026.1"]
        assert mended["fingerprints"][:1] == before["fingerprints"]
        for key in before.keys() - {"fingerprints", "words"}:
            assert mended[key] == before[key]

    def test_words_do_not_go_back_to_an_earlier_state(self) -> None:
        there = GUARD.Shipped({"2026.1": _with_first_title(_typo)}, SHIPPED.schemas)
        mended = GUARD.with_typos_mended(RELEASED, there, "2026.1")
        assert len(_complaints(mended)) == 1
        with pytest.raises(ValueError, match="earlier state"):
            GUARD.with_typos_mended(mended, SHIPPED, "2026.1")

    def test_a_citation_is_words(self) -> None:
        """M3: a source is cited in one language; its typos are typos, too."""
        at = next(i for i, q in enumerate(ASKED.questions) if q.sources and q.sources[0].citation)
        question = ASKED.questions[at]
        source = attrs.evolve(question.sources[0], citation=f"{question.sources[0].citation}.")
        changed = attrs.evolve(question, sources=(source, *question.sources[1:]))
        edition = _with_questions(*ASKED.questions[:at], changed, *ASKED.questions[at + 1 :])
        (line,) = _complaints(RELEASED, edition)
        assert "words have changed" in line

    def test_nor_does_it_go(self) -> None:
        there = GUARD.Shipped({}, SHIPPED.schemas)
        assert list(GUARD.complaints(RELEASED, there)) == ["editions 2026.1: released, and gone"]
        assert GUARD.rewritten(RELEASED, there) == RELEASED

    def test_only_a_released_one_has_typos_to_acknowledge(self) -> None:
        for version in ("2026.1", "2027.1"):
            with pytest.raises(ValueError, match="no released edition"):
                GUARD.with_typos_mended(DRAFTS, SHIPPED, version)


class TestAReleasedSchemaStaysM3:
    """docs: a schema has a versioned id, and a released one never changes: not one byte."""

    @pytest.mark.parametrize(
        "content", [b'{"title": "Answer"}\n', b'{"title": "Response"}', b'{"title":"Response"}\n']
    )
    def test_any_other_byte_is_caught(self, content: bytes) -> None:
        there = GUARD.Shipped(SHIPPED.editions, {SCHEMA: content})
        (line,) = GUARD.complaints(RELEASED, there)
        assert line.startswith(f"schemas {SCHEMA}: released, and changed")
        assert GUARD.rewritten(RELEASED, there) == RELEASED

    def test_nor_does_it_go(self) -> None:
        there = GUARD.Shipped(SHIPPED.editions, {})
        assert list(GUARD.complaints(RELEASED, there)) == [f"schemas {SCHEMA}: released, and gone"]


class TestReleasedDefaultsStayM3:
    """M3: an edition that says nothing of a weight has the default; so that is fixed as well."""

    def test_those_that_decide_a_score_or_what_can_be_answered_are_listed(self) -> None:
        known = GUARD.read_ledger(GUARD.LEDGER)["defaults"]
        assert known.keys() == GUARD.shipped().defaults.keys()
        assert known.keys() >= {
            "Question.weight",
            "Node.weight",
            "Checklist.cap",
            "NumberEntry.bands",
            "FreeText.max_length",
            "OfferRule.least",
            "Question.depends_on",
            "Questionnaire.gates",
        }

    def test_they_are_told_by_kind_and_value_through_all_that_a_class_can_hold(self) -> None:
        assert GUARD.defaults_of(Asking) == {
            "Asking.weight": "Fraction '3'",
            "Asking.choices": "0",
            "Asking.more": "made by list",
            "Asking.below": "NoneType 'None'",
            "Choice.points": "NoneType 'None'",
            "Choice.tags": "2; [0]: str 'a'; [1]: str 'b'",
        }

    @pytest.mark.parametrize("now", [{DEFAULT: "Fraction '3'"}, {}])
    def test_another_value_is_caught_and_cannot_be_acknowledged(self, now: dict[str, str]) -> None:
        before = _with_defaults({DEFAULT: "Fraction '1'"})
        ledger = GUARD.released(GUARD.entries(before), before, wo.__version__)
        assert list(GUARD.complaints(ledger, before)) == []
        there = _with_defaults(now)
        (line,) = GUARD.complaints(ledger, there)
        assert line.startswith(f"defaults {DEFAULT}: released")
        assert GUARD.rewritten(ledger, there) == ledger

    def test_a_draft_of_it_is_written_anew_and_a_new_one_has_to_be_listed(self) -> None:
        drafts = GUARD.entries(_with_defaults({DEFAULT: "Fraction '1'"}))
        there = _with_defaults({DEFAULT: "Fraction '3'", "Node.weight": "Fraction '1'"})
        first, second = GUARD.complaints(drafts, there)
        assert first.startswith(f"defaults {DEFAULT}: the draft has changed")
        assert second.startswith("defaults Node.weight: not listed")
        assert list(GUARD.complaints(GUARD.rewritten(drafts, there), there)) == []


class TestAWholeLedger:
    """Nothing passes for want of an entry: what has to be in a ledger is demanded."""

    def test_each_kind_has_to_be_there(self) -> None:
        for kind in ("editions", "schemas", "defaults"):
            ledger = {one: known for one, known in RELEASED.items() if one != kind}
            assert _complaints(ledger) == [f"{kind}: missing in the ledger"]
        assert len(_complaints({})) == 3
        assert _complaints({**RELEASED, "rules": {}}) == ["rules: not known"]

    @pytest.mark.parametrize(
        ("kind", "name", "key"),
        [
            *(("editions", "2026.1", one) for one in ("structure", "fingerprints", "since")),
            *(("editions", "2026.1", one) for one in ("ids", "words")),
            *(("schemas", SCHEMA, one) for one in ("bytes", "since")),
        ],
    )
    def test_an_entry_has_all_its_keys(self, kind: str, name: str, key: str) -> None:
        ledger = copy.deepcopy(RELEASED)
        del ledger[kind][name][key]
        assert _complaints(ledger) == [f"{kind} {name}: {key} is missing"]

    def test_and_no_other(self) -> None:
        ledger = copy.deepcopy(DRAFTS)
        ledger["editions"]["2026.1"]["ids"] = []
        assert _complaints(ledger) == ["editions 2026.1: ids is not known"]
        del ledger["editions"]["2026.1"]["status"]
        assert _complaints(ledger) == ["editions 2026.1: neither draft nor released"]

    def test_ids_and_words_are_all_there(self) -> None:
        ledger = copy.deepcopy(RELEASED)
        line = ledger["editions"]["2026.1"]["ids"].pop()
        assert _complaints(ledger) == [f"editions 2026.1: the ledger lacks: {line}"]
        ledger = copy.deepcopy(RELEASED)
        ledger["editions"]["2026.1"]["words"].popitem()
        assert _complaints(ledger) == ["editions 2026.1: the ledger has other words"]


class TestDrafts:
    """Until the first release drafts may change; the ledger says so each time."""

    def test_a_changed_draft_has_a_stale_hash_until_it_is_written_anew(self) -> None:
        there = GUARD.Shipped({"2026.1": _with_more_weight()}, {SCHEMA: b"{}\n"})
        found = list(GUARD.complaints(DRAFTS, there))
        assert len(found) == 2
        assert all("the draft has changed" in line for line in found)
        mended = GUARD.rewritten(DRAFTS, there)
        assert list(GUARD.complaints(mended, there)) == []
        assert mended["editions"]["2026.1"]["status"] == "draft"

    def test_what_is_new_has_to_be_listed(self) -> None:
        later = attrs.evolve(EDITION)
        there = GUARD.Shipped(
            {**SHIPPED.editions, "2027.1": later}, {**SHIPPED.schemas, "v2/a.schema.json": b"{}"}
        )
        for ledger in (DRAFTS, RELEASED):
            found = list(GUARD.complaints(ledger, there))
            assert [line.partition(";")[0] for line in found] == [
                "editions 2027.1: not listed",
                "schemas v2/a.schema.json: not listed",
            ]
            mended = GUARD.rewritten(ledger, there)
            assert list(GUARD.complaints(mended, there)) == []
            assert mended["schemas"]["v2/a.schema.json"]["status"] == "draft"
            assert mended["editions"]["2026.1"] == ledger["editions"]["2026.1"]

    def test_a_draft_that_is_gone_is_struck_off(self) -> None:
        there = GUARD.Shipped(SHIPPED.editions, {})
        (line,) = GUARD.complaints(DRAFTS, there)
        assert "listed, and gone" in line
        assert GUARD.rewritten(DRAFTS, there)["schemas"] == {}

    def test_there_is_no_third_state(self) -> None:
        ledger = copy.deepcopy(RELEASED)
        ledger["editions"]["2026.1"]["status"] = "frozen"
        assert "editions 2026.1: neither draft nor released" in _complaints(ledger)


class TestReleasing:
    """M3: with the first release of the library its drafts are released, and nothing undoes that."""

    def test_every_draft_is_released_with_its_ids(self) -> None:
        edition, schema = RELEASED["editions"]["2026.1"], RELEASED["schemas"][SCHEMA]
        assert edition["status"] == schema["status"] == "released"
        assert edition["since"] == schema["since"] == wo.__version__
        assert edition["ids"] == GUARD.ids_of(EDITION)
        assert DRAFTS["editions"]["2026.1"]["status"] == "draft"

    def test_what_is_released_keeps_its_first_version(self) -> None:
        again = copy.deepcopy(RELEASED)
        again["schemas"][SCHEMA]["since"] = "0.0.1"
        assert GUARD.released(again, SHIPPED, wo.__version__) == again

    def test_only_as_the_version_that_the_library_has(self) -> None:
        with pytest.raises(ValueError, match=re.escape(wo.__version__)):
            GUARD.released(DRAFTS, SHIPPED, "99.0")

    def test_nothing_stale_is_released(self) -> None:
        there = GUARD.Shipped({"2026.1": _with_more_weight()}, SHIPPED.schemas)
        with pytest.raises(ValueError, match="the draft has changed"):
            GUARD.released(DRAFTS, there, wo.__version__)

    def test_a_ledger_that_takes_a_release_back_is_caught(self) -> None:
        assert list(GUARD.undone(RELEASED, RELEASED)) == []
        assert list(GUARD.undone(DRAFTS, RELEASED)) == []
        assert len(list(GUARD.undone(RELEASED, DRAFTS))) == 2
        for kind, name, key in (
            ("editions", "2026.1", "structure"),
            ("editions", "2026.1", "ids"),
            ("schemas", SCHEMA, "bytes"),
        ):
            changed = copy.deepcopy(RELEASED)
            changed[kind][name][key] = changed[kind][name][key][:-1]
            assert list(GUARD.undone(RELEASED, changed)) == [
                f"{kind} {name}: was released otherwise"
            ]

    def test_but_not_one_with_typos_mended_since(self) -> None:
        there = GUARD.Shipped({"2026.1": _with_first_title(_typo)}, SHIPPED.schemas)
        mended = GUARD.with_typos_mended(RELEASED, there, "2026.1")
        assert list(GUARD.undone(RELEASED, mended)) == []
        assert len(list(GUARD.undone(mended, RELEASED))) == 1


class TestTheCommand:
    @pytest.fixture
    def ledger(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        path = tmp_path / "ledger.json"
        monkeypatch.setattr(GUARD, "LEDGER", path)
        monkeypatch.setattr(GUARD, "shipped", lambda: SHIPPED)
        GUARD.write_ledger(DRAFTS, path)
        return path

    def test_a_release_from_draft_to_typo(
        self, ledger: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert GUARD.main([]) == 0
        assert GUARD.main(["--final"]) == 1
        assert "still a draft" in capsys.readouterr().err
        assert GUARD.main(["--release", wo.__version__, "--final"]) == 0
        first = ledger.with_name("first.json")
        first.write_bytes(ledger.read_bytes())

        there = GUARD.Shipped({"2026.1": _with_first_title(_typo)}, SHIPPED.schemas)
        monkeypatch.setattr(GUARD, "shipped", lambda: there)
        assert GUARD.main(["--check"]) == GUARD.main(["--write"]) == 1
        assert ledger.read_bytes() == first.read_bytes()
        assert GUARD.main(["--typo", "2026.1"]) == 0
        assert GUARD.main(["--check", "--since", str(first)]) == 0

    @pytest.mark.parametrize("asked", [[], ["--write"], ["--final"], ["--typo", "2026.1"]])
    def test_a_ledger_that_lacks_something_is_neither_passed_nor_written(
        self, ledger: Path, asked: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        for known in ({}, {"editions": DRAFTS["editions"], "defaults": {}}):
            GUARD.write_ledger(known, ledger)
            before = ledger.read_bytes()
            assert GUARD.main(asked) == 1
            assert "schemas: missing in the ledger" in capsys.readouterr().err
            assert ledger.read_bytes() == before

    def test_what_cannot_be_is_not_written(
        self, ledger: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = ledger.read_bytes()
        assert GUARD.main(["--release", "99.0"]) == 1
        assert GUARD.main(["--typo", "2026.1"]) == 1
        assert ledger.read_bytes() == before
        assert "no released edition" in capsys.readouterr().err


class TestReleasedIdsStayM2:
    """M2: ids are never reused for another meaning, in no later edition."""

    def test_a_released_edition_may_not_lose_a_question(self) -> None:
        needed = {q.depends_on.question for q in ASKED.questions if q.depends_on}
        needed |= {gate.question for gate in ASKED.gates}
        gone = next(q.id for q in reversed(ASKED.questions) if q.id not in needed)
        fewer = _with_questions(*(q for q in ASKED.questions if q.id != gone))
        ledger = {"2026.1": GUARD.ids_of(EDITION)}
        lost = list(GUARD.broken_ids(ledger, {"2026.1": fewer}))
        assert any(line.startswith(f"2026.1 lacks: question {gone} of kind ") for line in lost)
        assert list(GUARD.broken_ids(ledger, {"2027.1": fewer})) == []  # a new edition may drop it

    def test_nor_an_option(self) -> None:
        question = next(q for q in ASKED.questions if isinstance(q.form, Checklist))
        assert isinstance(question.form, Checklist)
        form = attrs.evolve(question.form, options=question.form.options[:-1])
        changed = attrs.evolve(question, form=form)
        fewer = _with_questions(*(changed if q is question else q for q in ASKED.questions))
        last = question.form.options[-1]
        for version in ("v", "w"):
            assert list(GUARD.broken_ids({"v": GUARD.ids_of(EDITION)}, {version: fewer})) == [
                f"{version} lacks: question {question.id} with {last.id} worth {last.points}"
            ]

    def test_nor_a_suggestion(self) -> None:
        bare = _with_nodes(attrs.evolve(MODEL.nodes[0], stage_texts=()), *MODEL.nodes[1:])
        found = list(GUARD.broken_ids({"v": GUARD.ids_of(EDITION)}, {"v": bare}))
        assert found
        assert all(line.startswith("v lacks: suggestion ") for line in found)

    def test_nor_a_rule_of_a_module(self) -> None:
        """F2: recommendations name rules by their ids."""
        bare = attrs.evolve(MODEL.modules[0], rules=())
        modules = (bare, *MODEL.modules[1:])
        fewer = attrs.evolve(EDITION, target_model=attrs.evolve(MODEL, modules=modules))
        assert list(GUARD.broken_ids({"v": GUARD.ids_of(EDITION)}, {"v": fewer})) == sorted(
            f"v lacks: rule {rule.id} of {bare.id}" for rule in MODEL.modules[0].rules
        )

    def test_no_question_gets_another_kind(self) -> None:
        question = ASKED.questions[0]
        known = f"question {question.id} of kind text on {question.node}"
        said = [f"2026.1 lacks: {known}"]
        assert list(GUARD.broken_ids({"old": [known]}, {"2026.1": EDITION})) == said

    def test_no_node_moves_under_its_id(self) -> None:
        known = f"node {MODEL.leaves[0].id} below elsewhere"
        said = [f"2026.1 lacks: {known}"]
        assert list(GUARD.broken_ids({"old": [known]}, {"2026.1": EDITION})) == said
        assert list(GUARD.broken_ids({"old": ["node gone below None"]}, {"2026.1": EDITION})) == []

    def test_what_is_added_breaks_nothing(self) -> None:
        ledger = {"2026.1": GUARD.ids_of(EDITION)}
        del ledger["2026.1"][::2]
        assert list(GUARD.broken_ids(ledger, {"2026.1": EDITION})) == []

    def test_the_ledger_is_asked_about_every_edition(self) -> None:
        node = attrs.evolve(MODEL.leaves[0], parent=None)
        ledger = copy.deepcopy(RELEASED)
        ledger["editions"]["2026.1"]["ids"].append(f"node {node.id} below elsewhere")
        assert _complaints(ledger) == [f"2026.1 lacks: node {node.id} below elsewhere"]
