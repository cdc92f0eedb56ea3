# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Every number shown says where it stands in the report's JSON, truly and at the right place; N1-N3, S1."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs
import pytest
from hypothesis import given, settings
from tests.render.refreports import Told, demo, full_village, read
from tests.render.refs import (
    WRITTEN_FORMS,
    Json,
    Number,
    check_shown,
    documented_forms,
    half_away,
    largest_remainder,
    lines,
    resolve,
    shown_numbers,
    steps_of,
)
from tests.render.village import report, village
from tests.report.anyreports import any_reports

import weltoffen as wo
from weltoffen.cleaning import clean
from weltoffen.model.method import Method
from weltoffen.render.blocks import Entry, Fold, Heading, Listing, Paragraph, Table
from weltoffen.render.document import report_blocks
from weltoffen.render.page import open_page
from weltoffen.report.shares import Share
from weltoffen.report.wording import words
from weltoffen.schemas.wire import unstructure

if TYPE_CHECKING:
    from weltoffen.model.edition import Edition
    from weltoffen.render.blocks import Block
    from weltoffen.render.inline import Line
    from weltoffen.report.structure import Report

LANGUAGES = ("de", "en")
TOLD = pytest.mark.parametrize("told", [demo, full_village], ids=["demo", "village"])
LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
WITH_EDITION = pytest.mark.parametrize("named", [True, False], ids=["named", "ids"])


def blocks_of(found: Report, language: str, edition: Edition | None = None) -> list[Block]:
    return list(report_blocks(open_page(found, language, edition, "report_blocks")))


def told_blocks(told: Told, language: str, *, named: bool = True) -> list[Block]:
    return blocks_of(told.report, language, told.edition if named else None)


class TestEveryNumberIsTheOneThatItPointsTo:
    """N3, S1, N1: the value at the pointer, written again by the rules, is what is shown."""

    @TOLD
    @LANGUAGE
    @WITH_EDITION
    def test_in_whole_reports(self, told: Any, language: str, *, named: bool) -> None:  # noqa: ANN401
        document = told().document
        found = shown_numbers(told_blocks(told(), language, named=named))
        assert len(found) > 300
        for number in found:
            check_shown(number, document, language)

    @settings(max_examples=25)
    @given(any_reports())
    def test_in_any_report(self, found: Report) -> None:
        document = read(found)
        for language in LANGUAGES:
            numbers = shown_numbers(blocks_of(found, language))
            assert {one.form for one in numbers} > {"number", "method:minimum_coverage"}
            for number in numbers:
                check_shown(number, document, language)

    def test_of_a_method_that_was_changed(self) -> None:
        third, half = Fraction(1, 3), Fraction(1, 2)
        one = village(method=Method(minimum_coverage=third, tendency_share=half))
        found = report(one, one.official(**{"sport-hall": "s4"}))
        told = [
            number
            for number in shown_numbers(blocks_of(found, "de"))
            if number.pointer == "/stamp/method"
        ]
        assert {(number.text, number.form) for number in told} >= {
            ("33\u00a0%", "method:minimum_coverage"),
            ("50\u00a0%", "method:tendency_share"),
        }
        for number in told:
            check_shown(number, read(found), "de")

    @LANGUAGE
    def test_a_report_read_back_from_its_json_shows_the_same(self, language: str) -> None:
        told = full_village()
        again = wo.schemas.read_report(wo.schemas.write(told.report))
        edition = told.edition
        assert shown_numbers(blocks_of(again, language, edition)) == shown_numbers(
            blocks_of(told.report, language, edition)
        )


class TestTheTableOfFormsIsWholeAndTrue:
    def patterns(self) -> list[str]:
        """Give every form of the table, with what stands in capitals open."""
        table = documented_forms()
        return [re.sub(r"[A-Z]+", "[a-z0-9_-]+", one) for one in sorted(table)]

    def test_each_is_reached_and_no_other(self) -> None:
        forms = {
            number.form
            for told in (demo(), full_village())
            for number in shown_numbers(told_blocks(told, "de"))
        }
        for pattern in self.patterns():
            assert any(re.fullmatch(pattern, form) for form in forms), pattern
        for form in forms:
            assert any(re.fullmatch(pattern, form) for pattern in self.patterns()), form

    def test_each_is_known_here(self) -> None:
        assert {one.partition(":")[0] for one in documented_forms()} == WRITTEN_FORMS


DOCUMENT = {
    "a": [{"x/y": 3}, {"m~n": {"exact": "-1/200", "value": -0.005, "percent": -1}}],
    "n": 5,
    "counts": [1, 1, 1],
}


class TestWhatChecksIsItselfChecked:
    """A check that cannot fail proves nothing."""

    @pytest.mark.parametrize(
        ("text", "pointer", "form"),
        [
            ("3", "/a/0/x~1y", "number"),
            ("\u22121\u00a0Prozentpunkt", "/a/1/m~0n", "points"),
            ("\u22120,5\u00a0Prozentpunkte", "/a/1/m~0n", "points:1"),
            ("n\u00a0=\u00a05", "/n", "n"),
            ("34", "/counts", "share:0"),
            ("33", "/counts", "share:1"),
            ("n\u00a0=\u00a03", "/counts", "sum"),
            ("0", "/gone", "length"),
        ],
    )
    def test_true_ones_pass_and_others_do_not(self, text: str, pointer: str, form: str) -> None:
        check_shown((text, pointer, form), DOCUMENT, "de")
        with pytest.raises(AssertionError):
            check_shown((f"{text}1", pointer, form), DOCUMENT, "de")

    @pytest.mark.parametrize(
        ("pointer", "form"),
        [
            ("/gone", "n"),
            ("/gone/n", "length"),
            ("/a/2", "place"),
            ("/a/00", "place"),
            ("a", "length"),
            ("/n", "percent"),
            ("/n", "n:5"),
            ("/n", "other"),
        ],
    )
    def test_what_leads_nowhere_or_means_nothing_fails(self, pointer: str, form: str) -> None:
        with pytest.raises((AssertionError, LookupError, TypeError)):
            check_shown(("n\u00a0=\u00a05", pointer, form), DOCUMENT, "de")

    def test_halves_go_away_from_zero_s1(self) -> None:
        halves = [Fraction(one, 2) for one in (-3, -1, 1, 3)]
        assert [half_away(one) for one in halves] == [-2, -1, 1, 2]
        assert half_away(Fraction(149, 100)) == 1

    def test_percentages_add_up_to_100_n1(self) -> None:
        assert largest_remainder([1, 1, 1]) == [34, 33, 33]
        assert largest_remainder([2, 1, 0, 3]) == [33, 17, 0, 50]


# --- Numbers without pointer ---------------------------------------------------------------------------

CONSTANTS = {
    "about.reading": ("low", "high"),
    "intro.talks": ("limit",),
    "intro.no-talks": ("limit",),
    "intro.pairs": ("number",),
    "pair.largest": ("shown",),
    "order.measure": ("chance",),
}
"""Places in our own wording for numbers that the method lays down; no report has them."""
WORDED = {"talk.agreement", "order.measure", "intro.distributions", "unit.under-point"}
"""Texts of our own with a number in them: ends and middle of A, the highest W, and the least distance."""


def pieces(text: str) -> list[tuple[str, str | None]]:
    """Split a text of our own into what stands before each brace, and the name in it."""
    found = re.split(r"\{(\w+)\}", text)
    return list(zip(found[::2], [*found[1::2], None], strict=True))


def strings(value: Json) -> Iterator[str]:
    """Give every text of plain data, as it is read on one line."""
    if isinstance(value, str):
        yield clean(value)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, Sequence):
        for one in value:
            yield from strings(one)


def days(round_: Json, language: str) -> set[str]:
    """Write when a round took place, as German and English do."""
    names = {
        "de": {3: "März", 5: "Mai"},
        "en": {3: "March", 5: "May"},
    }[language]
    found = []
    for day in (round_.get("start"), round_.get("end")):
        if day is not None:
            year, month, date = map(int, day.split("-"))
            found.append(f"{date}{'.' if language == 'de' else ''} {names[month]} {year}")
    return {{"de": " bis ", "en": " to "}[language].join(found)}


class Explained:
    """Says which digits need no pointer: those of documents, of our own wording, and what is laid down."""

    def __init__(self, told: Told, language: str) -> None:
        said = words(language)
        texts = {*strings(told.document), *strings(unstructure(told.edition))}
        self.texts = {one for one in texts if not re.fullmatch(r"\d{1,3}", one)}
        self.texts |= days(told.document["round"], language)
        self.texts |= {f"weltoffen {told.document['stamp']['library']}"}
        self.texts |= {before for text in said.values() for before, _ in pieces(text) if before}
        self.before_constants = {
            before
            for name, places in {**CONSTANTS, "label.version": ("version",)}.items()
            for before, place in pieces(said[name])
            if place in places
        }

    def missing(self, blocks: Sequence[Block]) -> list[str]:
        """List every run with a digit for which a pointer would be needed, and is not there."""
        found = []
        for line in lines(blocks):
            before = ""
            for run in line.runs:
                fine = run.text in self.texts or before in self.before_constants
                if run.shown is None and re.search(r"\d", run.text) and not fine:
                    found.append(run.text)
                before = run.text
        return found


class TestNoNumberOfTheReportIsShownWithoutPointer:
    """N3: a digit without pointer stands in a document's text, in our own wording, or is laid down."""

    @TOLD
    @LANGUAGE
    @WITH_EDITION
    def test_in_whole_reports(self, told: Any, language: str, *, named: bool) -> None:  # noqa: ANN401
        blocks = told_blocks(told(), language, named=named)
        assert Explained(told(), language).missing(blocks) == []

    def test_a_number_whose_pointer_is_taken_away_is_found(self) -> None:
        told = full_village()
        explained = Explained(told, "de")
        for one in lines(told_blocks(told, "de")):
            for place, run in enumerate(one.runs):
                bare = attrs.evolve(run, shown=None)
                line = attrs.evolve(one, runs=(*one.runs[:place], bare, *one.runs[place + 1 :]))
                counted = run.shown is not None and re.search(r"\d", run.text) is not None
                found = explained.missing([Paragraph(line=line)])
                assert found == ([run.text] if counted else [])

    @LANGUAGE
    def test_our_own_wording_has_no_others(self, language: str) -> None:
        assert {name for name, text in words(language).items() if re.search(r"\d", text)} == WORDED

    @LANGUAGE
    def test_constants_are_the_method_s(self, language: str) -> None:
        """The scale from 0 to 1, a quarter for occasions (G6), ten leaves; W of m orders averages 1/m."""
        told = demo()
        said = words(language)
        wanted = {
            "low": "0\u00a0%",
            "high": "100\u00a0%",
            "limit": "25\u00a0Prozentpunkte",
            "number": "10",
            "shown": "10",
            "chance": "0,33",
        }
        if language == "en":
            wanted |= {"low": "0%", "high": "100%", "chance": "0.33"}
            wanted["limit"] = "25\u00a0percentage points"
        assert len(told.document["orderAgreement"]["views"]) == 3
        found: dict[str, str] = {}
        for line in lines(told_blocks(told, language)):
            for run, after in zip(line.runs, line.runs[1:], strict=False):
                for name, places in CONSTANTS.items():
                    found |= {
                        place: after.text
                        for before, place in pieces(said[name])
                        if place in places and before == run.text
                    }
        assert found == wanted


# --- The right place -----------------------------------------------------------------------------------


class Spot(NamedTuple):
    """A number where it stands: what is named around it, and the name of its column, if any."""

    number: Number
    around: str
    column: str


def spots(blocks: Sequence[Block], around: str = "") -> Iterator[Spot]:
    """Give every number with the headings above it, the rest of its line or row, and its column."""
    above: dict[int, str] = {}
    for block in blocks:
        if isinstance(block, Heading):
            above = {level: one for level, one in above.items() if level < block.level}
            above[block.level] = block.line.plain
            assert not shown_numbers(block.line)
            continue
        here = "\n".join([around, *above.values()])
        if isinstance(block, Paragraph):
            yield from _spots(block.line, here, block.line.plain)
        elif isinstance(block, Listing):
            for item in block.items:
                yield from _items(item, here)
        elif isinstance(block, Table):
            assert not shown_numbers(block.head)
            for row in block.rows:
                for name, cell in zip(block.head, row, strict=True):
                    beside = "\n".join([name.plain, *(one.plain for one in row)])
                    yield from _spots(cell, here, beside, name.plain)
        elif isinstance(block, Fold):
            yield from spots(block.blocks, f"{here}\n{block.summary.plain}")
        else:
            assert not shown_numbers(block), block


def _spots(line: Line, here: str, beside: str, column: str = "") -> Iterator[Spot]:
    for number in shown_numbers(line):
        yield Spot(number, f"{here}\n{beside}", column)


def _items(item: Entry, here: str) -> Iterator[Spot]:
    yield from _spots(item.line, here, item.line.plain)
    for one in item.items:
        yield from _items(one, f"{here}\n{item.line.plain}")


WHOLE = {
    "de": ("Insgesamt", "Ergebnis im Überblick"),
    "en": ("Overall", "Result at a glance"),
}
VIEWS = {
    "equal": {"de": "Mittelwert der Perspektiven", "en": "Mean of the perspectives"},
    "pooled": {"de": "Alle persönlichen Antworten", "en": "All personal answers"},
}
OF_EACH_NODE = ("nodes", "stability")
"""Lists with an entry for the whole, which names no node."""


class Names:
    """Says what has to be named where a part of a report is shown."""

    def __init__(self, document: Json, language: str, edition: Edition | None) -> None:
        self.document = document
        self.language = language
        self.source = document["sourceLanguage"]
        results = [*document["nodes"], *document["supplement"]]
        self.nodes = {one["node"]: self.title(one) for one in results}
        taken = document["participation"]
        self.perspectives = {one["perspective"]: self.title(one) for one in taken}
        asked = () if edition is None else unstructure(edition.questionnaire)["questions"]
        self.questions = {one["id"]: self.title(one) for one in asked}

    def title(self, one: Json) -> str:
        return clean(wo.Text(one["title"]).choose(self.language, self.source))

    def view(self, view: Json) -> str:
        if "perspective" in view:
            return self.perspectives[view["perspective"]]
        return VIEWS[view["kind"]][self.language]

    def of(self, pointer: str) -> list[tuple[str, ...]]:
        """Give the names for everything on the way to a value; of each group one has to be there."""
        steps = steps_of(pointer)
        found: list[tuple[str, ...]] = []
        for depth in range(1, len(steps) + 1):
            part = resolve(self.document, "/" + "/".join(steps[:depth]))
            if isinstance(part, dict):
                found += self._of(part, steps[depth - 2] if depth > 1 else steps[0])
        return found

    def _of(self, part: Json, kind: str) -> Iterator[tuple[str, ...]]:
        if "question" in part:
            yield (self.questions.get(part["question"], part["question"]),)
        elif "node" in part:
            yield (self.nodes[part["node"]],)
        elif kind == "whole" or kind in OF_EACH_NODE:
            yield WHOLE[self.language]
        if "perspective" in part:
            yield (self.perspectives[part["perspective"]],)
        if kind == "gaps":
            yield from ((self.view(part[side]),) for side in ("row", "column"))
        if "view" in part:
            yield (self.view(part["view"]),)
        if kind == "stages" and isinstance(part.get("title"), dict):
            yield (self.title(part),)


COLUMNS = {
    ("Stand", "Score"): r"/score",
    ("Ziel", "Target"): r"/target/score",
    ("Lücke zum Ziel", "Gap to target"): r"/gap/(points|stages)",
    ("Abdeckung", "Coverage"): r"/coverage",
    ("Antworten (n)", "Answers (n)"): r"/n",
    ("Nr.", "No."): r"/needs/\d+",
    ("Gewinn für das Ganze", "Gain for the whole"): r"/gain",
    ("Persönliche Antworten", "Personal responses"): r"/responses",
    ("Abstand", "Distance"): r"/(difference|stages)",
    ("Gemeinsame Fragen", "Questions in common"): r"/questions",
    ("Früher", "Earlier"): r"/(earlier|earlierN)",
    ("Später", "Later"): r"/(later|laterN)",
    ("Veränderung", "Change"): r"/difference",
    ("Stufen", "Stages"): r"/stages",
    ("Selbsteinschätzung", "Self-assessment"): r"/nodes/\d+/score|/supplement/\d+/score",
    ("Workshop im Vergleich", "Workshop in comparison"): r"/ratings/\d+/stages",
    ("Fragen", "Questions"): r"/change/questions/.*",
}


def check_places(document: Json, blocks: list[Block], language: str, names: Names) -> set[str]:
    """Hold every number against what is named around it; give the columns that were held against."""
    columns = {pair[LANGUAGES.index(language)]: end for pair, end in COLUMNS.items()}
    seen: set[str] = set()
    for spot in spots(blocks):
        pointer = spot.number.pointer
        for group in names.of(pointer):
            assert any(name in spot.around for name in group), (spot, group)
        if spot.column in columns:
            seen.add(spot.column)
            assert re.fullmatch(f".*({columns[spot.column]})", pointer), spot
    assert resolve(document, "/assessment")
    return seen


class TestAPointerLeadsToTheValueThatIsMeant:
    """Equal values stand at many places; the pointer leads to that of the node, view, question named."""

    @TOLD
    @LANGUAGE
    @WITH_EDITION
    def test_in_whole_reports(self, told: Any, language: str, *, named: bool) -> None:  # noqa: ANN401
        document = told().document
        names = Names(document, language, told().edition if named else None)
        blocks = told_blocks(told(), language, named=named)
        seen = check_places(document, blocks, language, names)
        missing = {pair[LANGUAGES.index(language)] for pair in COLUMNS} - seen
        if told is full_village:
            assert missing == set()

    @settings(max_examples=25)
    @given(any_reports())
    def test_in_any_report(self, found: Report) -> None:
        document = read(found)
        for language in LANGUAGES:
            blocks = blocks_of(found, language)
            check_places(document, blocks, language, Names(document, language, None))

    @TOLD
    @LANGUAGE
    def test_in_the_overview_row_by_row(self, told: Any, language: str) -> None:  # noqa: ANN401
        document = told().document
        names = Names(document, language, None)
        blocks = told_blocks(told(), language)
        table = next(one for one in blocks if isinstance(one, Table))
        tops = [place for place, one in enumerate(document["nodes"]) if "parent" not in one]
        assert len(table.rows) == len(tops) + 1
        for row, place in zip(table.rows, [*tops, None], strict=True):
            start = "/whole" if place is None else f"/nodes/{place}"
            named = WHOLE[language][0] if place is None else names.title(document["nodes"][place])
            assert row[0].plain == named
            found = [[one.pointer for one in shown_numbers(cell)] for cell in row]
            assert found[2:4] == [[f"{start}/score"], [f"{start}/target/score"]]
            assert found[5:] == [[f"{start}/coverage"], [f"{start}/n"]]
            assert all(one.startswith(f"{start}/gap/") for one in found[4])

    @TOLD
    @LANGUAGE
    def test_where_two_views_stand_side_by_side(self, told: Any, language: str) -> None:  # noqa: ANN401
        """The left score and its n are the row's, the right ones the column's; so are the steps' columns."""
        document = told().document
        names = Names(document, language, None)
        pairs, steps = 0, 0
        for block in told_blocks(told(), language):
            if not isinstance(block, Table):
                continue
            for row in block.rows:
                found = [[one.pointer for one in shown_numbers(cell)] for cell in row]
                first = next((one for cell in found for one in cell), "")
                start = first.rpartition("/")[0]
                if re.fullmatch(r"/gaps/\d+/nodes/\d+", start):
                    pairs += 1
                    assert found[1] == [f"{start}/row", f"{start}/rowN"]
                    assert found[2] == [f"{start}/column", f"{start}/columnN"]
                    gap = resolve(document, "/" + "/".join(steps_of(start)[:2]))
                    assert names.view(gap["row"]) in block.head[1].plain
                    assert names.view(gap["column"]) in block.head[2].plain
                elif re.fullmatch(r"/levers/\d+/steps/\d+", start):
                    steps += 1
                    self.check_step(document, names, start, block.head, found)
        assert pairs > 4
        assert steps > 4

    def check_step(
        self,
        document: Json,
        names: Names,
        start: str,
        head: Sequence[Line],
        found: Sequence[Sequence[str]],
    ) -> None:
        leaf = resolve(document, "/" + "/".join(steps_of(start)[:2]))["node"]
        for name, cell in zip(head[2:], found[2:], strict=True):
            if name.plain == WHOLE[names.language][0]:
                place = "whole"
            elif name.plain == names.nodes[leaf]:
                place = "leaf"
            else:
                place = "field"
            assert cell in ([f"{start}/{place}"], [])

    def test_a_pointer_to_an_equal_value_elsewhere_is_found_out(self) -> None:
        told = full_village()
        names = Names(told.document, "de", told.edition)
        sport, music = (
            next(i for i, one in enumerate(told.document["nodes"]) if one["node"] == name)
            for name in ("sport", "music")
        )
        blocks = told_blocks(told, "de")
        line = next(
            one
            for one in lines(blocks)
            if [number.pointer for number in shown_numbers(one)] == [f"/nodes/{sport}/score"]
        )
        runs = [
            run
            if run.shown is None
            else attrs.evolve(run, shown=attrs.evolve(run.shown, pointer=f"/nodes/{music}/score"))
            for run in line.runs
        ]
        heading = next(
            one for one in blocks if isinstance(one, Heading) and "Sport" in one.line.plain
        )
        wrong = attrs.evolve(line, runs=tuple(runs))
        with pytest.raises(AssertionError):
            check_places(told.document, [heading, Paragraph(line=wrong)], "de", names)
        check_places(told.document, [heading, Paragraph(line=line)], "de", names)


class TestNothingButPartsOfTheReportHasAPointer:
    def test_an_equal_share_of_no_report_has_none(self) -> None:
        page = open_page(full_village().report, "de", None, "page")
        score = page.report.whole.score
        assert score is not None
        assert shown_numbers(page.figures.percent(score)) != []
        assert shown_numbers(page.figures.percent(Share(score.exact))) == []
