# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen reference``: which editions there are, what they hold, which texts a language lacks; M7."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs
import pytest
from tests.render.paper import paper

import weltoffen as wo
from weltoffen.cli import CANNOT_RUN, FINE, counting, inputs, main
from weltoffen.cli.console import CannotRun, Console
from weltoffen.model.completeness import texts_of
from weltoffen.model.forms import NumberEntry
from weltoffen.model.target import Node
from weltoffen.model.text import Text

if TYPE_CHECKING:
    from tests.cli.commands import Output

SENTENCES = {
    "de": ("    Zahlen mit Klassen: ", "    Von einer früheren Antwort abhängig: "),
    "en": ("    Numbers with bands: ", "    Dependent on an earlier answer: "),
}


def shown(capsys: Output, *arguments: str) -> list[str]:
    assert main(["reference", *arguments]) == FINE
    output = capsys.readouterr()
    assert output.err == ""
    return output.out.splitlines()


def missing(capsys: Output, *arguments: str) -> list[str]:
    """Give the places; their number stands on standard error, apart from what a program reads."""
    assert main(["reference", *arguments]) == FINE
    output = capsys.readouterr()
    places: list[str] = output.out.splitlines()
    language = arguments[arguments.index("--missing") + 1]
    assert output.err == f"{language}: fehlende Texte: {len(places)}\n"
    return places


def refused(capsys: Output, *arguments: str) -> str:
    assert main(["reference", *arguments]) == CANNOT_RUN
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("weltoffen reference: ")
    assert output.err.count("\n") == 1
    return output.err


def numbers(lines: list[str]) -> list[int]:
    """Give the number at the beginning of each line that begins with one."""
    found = [re.match(r"\s*(\d+)\b", line) for line in lines[1:]]
    return [int(one[1]) for one in found if one]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> wo.Edition:
    """Let the small edition of the tests be the one that is shipped."""
    edition = paper()
    monkeypatch.setattr(counting, "edition_named", lambda *_: edition)
    monkeypatch.setattr(counting, "editions", lambda: ("7.1", "7.2"))
    return edition


class TestWithoutVersion:
    def test_lists_the_shipped_editions(self, capsys: Output) -> None:
        for language in ("de", "en"):
            lines = shown(capsys, "--language", language)
            assert len(lines) == len(wo.editions())
            for line, version in zip(lines, wo.editions(), strict=True):
                title = wo.load_reference(version).target_model.title.choose(language)
                assert line.split("  ", 1) == [version, title]

    @pytest.mark.usefixtures("small")
    def test_all_of_them(self, capsys: Output) -> None:
        assert shown(capsys, "--language", "en") == ["7.1  Zielbild (en)", "7.2  Zielbild (en)"]


class TestCounts:
    @pytest.mark.usefixtures("small")
    def test_of_a_small_edition_counted_by_hand(self, capsys: Output) -> None:
        lines = shown(capsys, "7.1")
        assert lines[0] == "Zielbild (de), Ausgabe 1.2 (asked)"
        # 3 fields, 3 criteria; 7 questions: 3 scale, 1 list, 2 numbers, 1 text; then 4 dependent
        assert numbers(lines)[:7] == [3, 3, 7, 3, 1, 2, 1]
        assert "Ebene 0 (de)" in lines[1]
        assert "Ebene 1 (de)" in lines[2]
        assert lines[8:10] == [
            "    Zahlen mit Klassen: 1",
            "    Von einer früheren Antwort abhängig: 4",
        ]
        assert shown(capsys, "7.1", "--language", "en")[8:10] == [
            "    Numbers with bands: 1",
            "    Dependent on an earlier answer: 4",
        ]

    def test_of_texts_by_language(self, small: wo.Edition, capsys: Output) -> None:
        lines = shown(capsys, "7.1", "--language", "en")
        (texts,) = [int(one.split()[0]) for one in lines if re.match(r" +\d+  texts, ", one)]
        german, english, plain = [one for one in lines if one.endswith(" missing")]
        assert [one.split()[1] for one in (german, english, plain)] == ["de", "en", "de-simple"]
        for line in (german, english):
            assert re.findall(r"\d+", line) == [str(texts), "0"]
        there, missing = map(int, re.findall(r"\d+", plain))
        # Of what a respondent reads only the evidence of one question has no plain version (M7).
        assert missing == 1
        read = [place for place, _ in texts_of(small.questionnaire) if "/sources/" not in place]
        assert there + missing == len(read) < texts

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_of_the_reference_edition_agree_with_the_edition(
        self, language: str, capsys: Output
    ) -> None:
        edition = wo.load_reference()
        model, asked = edition.target_model, edition.questionnaire
        lines = shown(capsys, "2026.1", "--language", language)
        found = numbers([one for one in lines if not one.startswith(SENTENCES[language])])
        tops = len(model.children())
        kinds = [q.kind for q in asked.questions]
        assert found[:3] == [tops, len(model.nodes) - tops, len(kinds)]
        assert found[3:7] == [kinds.count(k) for k in ("single", "multiple", "number", "text")]
        assert sum(found[3:7]) == found[2]
        numeric = [q.form for q in asked.questions if isinstance(q.form, NumberEntry)]
        banded, dependent = (
            int(re.findall(r"\d+", line)[0])
            for line in lines
            if line.startswith(SENTENCES[language])
        )
        assert banded == sum(bool(form.bands) for form in numeric)
        assert dependent == sum(q.depends_on is not None for q in asked.questions)
        said = [text for node in model.nodes for text in node.stage_texts]
        assert found[7:9] == [len(said), sum(len(text.suggestions) for text in said)]
        assert lines[0].startswith(model.title.choose(language))
        assert asked.id in lines[0]

    def test_numbers_stand_below_each_other_where_they_are_no_sentence(
        self, capsys: Output
    ) -> None:
        lines = [one for one in shown(capsys, "2026.1") if not one.startswith(SENTENCES["de"])]
        ends = {len(found[0]) for one in lines[1:-1] if (found := re.match(r" *\d+", one))}
        assert len(ends) == 2
        assert len(numbers(lines)) == len(lines) - 2


class TestIds:
    SMALL = (
        "  care                         Sorge (de)",
        "    care-plan                    Plan (de)",
        "    care-money                   Geld (de)",
        "  open                         Offenheit (de)",
        "    open-door                    Tür (de)",
        "  empty                        Leere (de)",
        "Stellen, und wie viele Fragen zuerst an sie gehen:",
        "  personnel                      2  Personalamt (de)",
        "  press                          2  Presse (de)",
        "  cellar                         0  Keller (de)",
    )

    @pytest.mark.usefixtures("small")
    def test_of_nodes_by_their_depth_and_of_offices(self, capsys: Output) -> None:
        assert shown(capsys, "7.1", "--ids") == [*self.SMALL]

    @pytest.mark.usefixtures("small")
    def test_in_english(self, capsys: Output) -> None:
        wanted = [one.replace("(de)", "(en)") for one in self.SMALL]
        wanted[6] = "Offices, and how many questions go to them first:"
        assert shown(capsys, "7.1", "--ids", "--language", "en") == wanted

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_of_the_reference_edition_are_all_in_their_order(
        self, language: str, capsys: Output
    ) -> None:
        edition = wo.load_reference("2026.1")
        model = edition.target_model
        lines = shown(capsys, "2026.1", "--ids", "--language", language)
        (place,) = [i for i, line in enumerate(lines) if not line.startswith(" ")]
        told = [tuple(line.split(maxsplit=1)) for line in lines[:place]]
        assert told == [(one.id, one.title.choose(language)) for one in model.nodes]
        told = [tuple(line.split(maxsplit=2)) for line in lines[place + 1 :]]
        asked = [q.ask[0] for q in edition.questionnaire.questions if q.ask]
        assert told == [
            (one.id, str(asked.count(one.id)), one.title.choose(language)) for one in model.offices
        ]
        assert sum(int(one[1]) for one in told) == len(asked)
        for line, node in zip(lines, model.nodes, strict=False):
            depth = 0 if node.parent is None else 1
            assert len(line) - len(line.lstrip()) == 2 + 2 * depth

    def test_without_version_of_the_newest_edition(self, capsys: Output) -> None:
        assert shown(capsys, "--ids") == shown(capsys, wo.editions()[-1], "--ids")

    def test_of_an_unknown_edition(self, capsys: Output) -> None:
        assert wo.editions()[-1] in refused(capsys, "1999.1", "--ids")

    def test_not_together_with_missing_texts(self, capsys: Output) -> None:
        with pytest.raises(SystemExit) as ended:
            main(["reference", "--ids", "--missing", "fr"])
        assert ended.value.code == CANNOT_RUN
        assert capsys.readouterr().out == ""

    def test_an_id_longer_than_its_column(
        self, small: wo.Edition, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        long = "a" * 64
        nodes = (*small.target_model.nodes, Node(id=long, title={"de": "Lang", "en": "Long"}))
        changed = attrs.evolve(small, target_model=attrs.evolve(small.target_model, nodes=nodes))
        monkeypatch.setattr(counting, "edition_named", lambda *_: changed)
        assert f"  {long} Lang" in shown(capsys, "7.1", "--ids")


class TestTheNewestEdition:
    """`edition_named`: the newest for None, and only for None."""

    def test_is_the_last_that_is_shipped(self, monkeypatch: pytest.MonkeyPatch) -> None:
        loaded: list[str] = []
        monkeypatch.setattr(inputs, "editions", lambda: ("2026.1", "2027.1", "2027.2"))
        monkeypatch.setattr(inputs, "load_reference", loaded.append)
        for version in (None, "2026.1"):
            inputs.edition_named(version, Console("de"))
        assert loaded == ["2027.2", "2026.1"]

    def test_really(self) -> None:
        console = Console("de")
        newest = wo.load_reference(wo.editions()[-1])
        assert inputs.edition_named(None, console) == newest
        with pytest.raises(CannotRun):
            inputs.edition_named("", console)


class TestMissing:
    def test_lists_one_place_a_line(
        self, small: wo.Edition, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        assert missing(capsys, "7.1", "--missing", "de") == []
        (place,) = missing(capsys, "7.1", "--missing", "de-simple")
        assert place.endswith("plan-there/evidence")
        title = Text({"en": "only English"})
        changed = attrs.evolve(small, target_model=attrs.evolve(small.target_model, title=title))
        monkeypatch.setattr(counting, "edition_named", lambda *_: changed)
        (place,) = missing(capsys, "7.1", "--missing", "de")
        assert place.endswith("title")

    @pytest.mark.usefixtures("small")
    def test_of_a_language_that_is_nowhere_is_every_text(self, capsys: Output) -> None:
        found = missing(capsys, "7.1", "--missing", "fr")
        (texts,) = [line for line in shown(capsys, "7.1") if "Texte, davon" in line]
        assert len(found) == len(set(found)) == int(texts.split()[0])

    def test_their_number_stands_on_standard_error_also_if_there_are_none(
        self, small: wo.Edition, capsys: Output
    ) -> None:
        del small
        for arguments, said in (
            (("--missing", "de"), "de: fehlende Texte: 0\n"),
            (("--missing", "de-simple"), "de-simple: fehlende Texte: 1\n"),
            (("--missing", "de", "--language", "en"), "de: texts missing: 0\n"),
            (("--missing", "de-simple", "--language", "en"), "de-simple: texts missing: 1\n"),
        ):
            assert main(["reference", "7.1", *arguments]) == FINE
            output = capsys.readouterr()
            assert output.err == said
            assert len(output.out.splitlines()) == int(said.split()[-1])

    @pytest.mark.usefixtures("small")
    def test_de_at_is_not_de_m7(self, capsys: Output) -> None:
        """A language is there if a text has exactly that tag."""
        every = missing(capsys, "7.1", "--missing", "fr")
        assert missing(capsys, "7.1", "--missing", "de-AT") == every

    @pytest.mark.parametrize("language", ["de", "en", "de-simple"])
    def test_without_version_is_of_the_newest_edition(self, language: str, capsys: Output) -> None:
        newest = wo.editions()[-1]
        found = missing(capsys, "--missing", language)
        assert found == missing(capsys, newest, "--missing", language)

    @pytest.mark.parametrize(
        "tag", ["", "-", "DE", "german", "de_DE", "de-", "d", "dé", "de simple", "x" * 40, "1"]
    )
    def test_what_is_no_language_tag(self, tag: str, capsys: Output) -> None:
        assert "keine Sprachkennung" in refused(capsys, f"--missing={tag}")
        error = refused(capsys, "2026.1", f"--missing={tag}", "--language", "en")
        assert "not a language tag" in error
        assert f'"{tag}' in error

    def test_control_characters_do_not_reach_the_terminal(self, capsys: Output) -> None:
        error = refused(capsys, "--missing", "\x1b[31mred\r\u202e" + "a" * 10_000)
        assert "\x1b" not in error
        assert "\r" not in error
        assert "\u202e" not in error
        assert len(error) < 500

    def test_a_line_break_in_a_tag(self, capsys: Output) -> None:
        refused(capsys, "--missing", "de\nde")


class TestUnknownEditions:
    @pytest.mark.parametrize("version", ["1999.1", "..", "2026.1/management", "", " 2026.1"])
    def test_are_told_in_both_languages(self, version: str, capsys: Output) -> None:
        for language in ("de", "en"):
            error = refused(capsys, version, "--language", language)
            assert wo.editions()[-1] in error
            error = refused(capsys, version, "--missing", "fr", "--language", language)
            assert wo.editions()[-1] in error

    def test_in_different_words(self, capsys: Output) -> None:
        german, english = (refused(capsys, "1", "--language", x) for x in ("de", "en"))
        assert german != english
