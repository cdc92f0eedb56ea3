# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""All charts of a report: valid by the official schema, every number with its pointer; N3, P4, P5."""

from __future__ import annotations

import copy
import json
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import example, given, settings
from tests.builders import of_another_round
from tests.render.drawing.judges import data, demo, drawn, is_vega_lite, marks, plain
from tests.render.paper import HOSTILE, TRICKY, one_line
from tests.render.refreports import demo as demo_told
from tests.render.refreports import full_village, read
from tests.render.refs import Json, check_shown, resolve, shown_numbers
from tests.render.village import OWN, report, village, worded

from weltoffen.errors import InvalidDocument, Unprotected
from weltoffen.render.drawing import Chart, charts, draw
from weltoffen.report.assembly import build_report
from weltoffen.report.earlier import Earlier
from weltoffen.scoring.protection import ProtectionRule, protect
from weltoffen.testing import Case, cases

if TYPE_CHECKING:
    import weltoffen as wo
    from weltoffen.render.drawing.palette import Theme
    from weltoffen.report.structure import Report

THEMES: tuple[Theme, ...] = ("light", "dark")
TOLD = pytest.mark.parametrize("told", [demo_told, full_village], ids=["demo", "village"])


def check(made: tuple[Chart, ...], found: Report, language: str = "de") -> list[str]:
    """Ask the schema, and hold every number of specifications and tables against the report; N1, N3, S1.

    Returns:
        The forms of all numbers that were written again from the report.
    """
    written = read(found)
    forms = []
    for chart in made:
        assert chart.title
        assert chart.description
        assert chart.specification["description"] == chart.description
        if chart.grammar == "vega-lite":
            assert is_vega_lite(chart.specification)
        else:
            assert plain(chart.specification)["$schema"].endswith("/vega/v6.json")
        for one in data(chart):
            forms += check_datum(one, written, language)
        for number in shown_numbers(chart.table):
            check_shown(number, written, language)
            forms.append(number.form)
        assert {len(row) for row in chart.table.rows} == {len(chart.table.head)}
    return forms


def check_datum(one: dict[str, Any], written: Json, language: str) -> list[str]:
    """Hold a datum against the place in the report that it names: text, percent, or the value of a mark."""
    if "ref" not in one:
        assert "form" not in one
        assert not re.search(r"n\s=\s\d", one.get("text", ""))
        return []
    if "stage" in one and "form" not in one:
        assert one["stage"] == resolve(written, one["ref"])
        return []
    ref, form = one["ref"], one["form"]
    said = one.get("text", str(one.get("percent")))
    if "text" in one or "percent" in one:
        below = re.fullmatch(r"(?:Für jeden Stand gilt|For every score): (.*)\.", said)
        check_shown((below[1] if below else said, ref, form), written, language)
    else:
        assert form == "percent"
        exact = Fraction(resolve(written, ref)["exact"])
        assert one.get("value", one["x"]) == pytest.approx(float(exact), abs=1e-12)
    return [form]


class TestOnlyReportsAreDrawnP5:
    @pytest.mark.parametrize("wrong", [None, {}, "report"])
    def test_nothing_else(self, wrong: object) -> None:
        with pytest.raises(Unprotected, match="charts takes a Report"):
            charts(wrong)  # type: ignore[arg-type]

    def test_the_edition_must_be_that_of_the_report(self) -> None:
        found, _ = demo()
        with pytest.raises(InvalidDocument):
            charts(found, edition=village().edition)


class TestDemo:
    def test_has_every_kind_but_change_in_the_order_of_the_report(self) -> None:
        found, edition = demo()
        made = charts(found, edition=edition)
        kinds = list(dict.fromkeys(chart.kind for chart in made))
        assert kinds == ["stages", "targets", "net", "views", "answers"]
        assert [chart.id for chart in made][:4] == [
            "stages",
            "stages-2",
            "targets",
            "net",
        ]
        assert len({chart.id for chart in made}) == len(made) == 52
        assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", chart.id) for chart in made)

    @pytest.mark.parametrize("theme", THEMES)
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_is_valid_and_every_pointer_leads_somewhere(self, language: str, theme: Theme) -> None:
        found, edition = demo()
        check(charts(found, language, edition=edition, theme=theme), found, language)

    def test_gives_the_same_each_time_and_nothing_shared(self) -> None:
        found, edition = demo()
        first, second = (charts(found, edition=edition) for _ in range(2))
        assert first == second
        before = copy.deepcopy(second)
        first[0].specification["layer"].clear()
        assert second == before

    def test_is_written_in_both_languages(self) -> None:
        found, edition = demo()
        german, english = (charts(found, one, edition=edition) for one in ("de", "en"))
        assert [one.id for one in german] == [one.id for one in english]
        assert not {one.title for one in german} & {one.title for one in english}
        assert "50\u00a0%" in german[2].description
        assert "50%" in english[2].description

    def test_themes_differ_in_colours_alone(self) -> None:
        found, edition = demo()
        light, dark = (charts(found, edition=edition, theme=theme) for theme in THEMES)
        colour = re.compile("#[0-9a-f]{6}")
        for one, other in zip(light, dark, strict=True):
            bare = [colour.sub("", json.dumps(each.specification)) for each in (one, other)]
            assert bare[0] == bare[1]
            assert one.specification != other.specification

    def test_without_edition_questions_and_options_are_named_by_id_and_value(self) -> None:
        found, _ = demo()
        made = {chart.id: chart for chart in charts(found)}
        told = json.dumps(made["answers-steering-structures"].specification)
        assert "steering-goals" in told
        assert "25\\u00a0%" in told

    @TOLD
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_every_number_in_the_data_is_the_one_at_its_pointer_n3(
        self,
        told: Any,  # noqa: ANN401
        language: str,
    ) -> None:
        """Only the end of the scale, the rings of the net, and answers without a name stand for no result."""
        one = told()
        made = charts(one.report, language, edition=one.edition)
        forms = check(made, one.report, language)
        assert {form.partition(":")[0] for form in forms} >= {"percent", "n", "sum", "share"}
        bare = {
            (chart.kind, each["text"].replace("\u00a0", ""))
            for chart in made
            for each in data(chart)
            if "ref" not in each and re.fullmatch(r"\d+(\s?%)?", each.get("text", ""))
        }
        rings = {("net", f"{ring}%") for ring in (25, 50, 75)}
        unnamed = {("answers", f"{value}%") for value in (0, 25, 50, 75, 100)}
        assert bare <= {("targets", "100%"), ("change", "100%"), *rings, *unnamed}

    @TOLD
    def test_every_mark_of_a_score_has_pointer_and_form_n3(self, told: Any) -> None:  # noqa: ANN401
        one = told()
        seen: set[str] = set()
        for chart in charts(one.report, edition=one.edition):
            if chart.kind in {"targets", "change"}:
                found = [each for each in marks(chart, "point") if "node" in each]
                assert found
                assert all({"ref", "form"} <= each.keys() for each in found)
                seen.add(chart.kind)
            if chart.kind == "net":
                places = [each for each in data(chart) if each.get("value") is not None]
                assert len(places) > 28
                assert all({"ref", "form"} <= each.keys() for each in places)
                seen.add(chart.kind)
        assert seen == ({"targets", "net"} if told is demo_told else {"targets", "change"})


class TestOtherTowns:
    def test_nothing_at_all(self) -> None:
        one = village()
        found = report(one, one.official())
        made = drawn(one, found)
        assert list(made) == ["stages", "targets", "targets-play", "targets-talk", "views"]
        check(tuple(made.values()), found)

    def test_everything_protected(self) -> None:
        one = village()
        found = report(one, *one.persons("politics", **{"sport-hall": "12"}))
        made = drawn(one, found)
        check(tuple(made.values()), found)
        assert not [name for name in made if name.startswith("answers")]
        assert "geschützt" in made["stages"].description

    def test_with_a_supplement_whose_charts_stand_apart_m8(self) -> None:
        one = village(supplement=OWN)
        persons = one.persons("politics", **{"sport-hall": "112233", "river-bank": "112233"})
        found = report(one, one.official(**{"river-bank": "s3"}), *persons)
        made = drawn(one, found)
        check(tuple(made.values()), found)
        assert list(made)[-3:] == ["own-targets", "answers-sport", "answers-river"]
        for name, chart in made.items():
            has = "Fluss" in json.dumps(chart.specification, ensure_ascii=False)
            assert has is (name in {"own-targets", "answers-river"})

    @settings(max_examples=25)
    @given(cases())
    def test_whatever_a_town_looks_like(self, case: Case) -> None:
        counts = protect(case.tally, ProtectionRule(k=3), case.assessment, case.edition)
        found = build_report(counts, case.assessment, case.edition)
        made = charts(found, "de", edition=case.extended)
        check(made, found)
        assert made == charts(found, "de", edition=case.extended)

    @settings(max_examples=5)
    @given(cases())
    def test_whatever_a_town_looks_like_it_can_be_drawn(self, case: Case) -> None:
        counts = protect(case.tally, ProtectionRule(k=3), case.assessment, case.edition)
        found = build_report(counts, case.assessment, case.edition)
        for chart in charts(found, "en", theme="dark")[:6]:
            assert draw(chart).startswith(b"<?xml")


def hostile(text: str) -> tuple[Report, wo.Edition]:
    one = worded(village(supplement=OWN), text)
    before = worded(village(supplement=OWN), text)
    persons = {"sport-hall": "112233", "river-bank": "112233"}
    then = report(before, before.official(**{"sport-hall": "s1"}))
    extended = one.assessment.extend(one.edition)
    found = report(
        one,
        one.official(**{"sport-hall": "s3", "river-bank": "s2"}),
        *one.persons("politics", **persons),
        earlier=Earlier(report=of_another_round(then), edition=extended),
    )
    town = attrs.evolve(found.municipality, name=one_line(text) or "x")
    return attrs.evolve(found, municipality=town), extended


EXPRESSIONS = (
    "datum.x",
    "'+datum.ref+'",
    '"]);alert(1);//',
    "</svg><script>alert(1)</script>",
    "javascript:alert(1)",
    "{signal: 'x'}",
    "\\u0027",
)


class TestHostileTextsStayTexts:
    @settings(max_examples=20)
    @example(HOSTILE)
    @example(EXPRESSIONS[0])
    @example(EXPRESSIONS[1])
    @example(EXPRESSIONS[2])
    @example(EXPRESSIONS[3])
    @example(EXPRESSIONS[4])
    @given(TRICKY)
    def test_they_stand_in_data_and_titles_alone(self, text: str) -> None:
        found, edition = hostile(text)
        calm, other = hostile("calm")
        made, plain_ones = (
            charts(found, edition=edition),
            charts(calm, edition=other),
        )
        check(made, found)
        assert [_skeleton(one) for one in made] == [_skeleton(one) for one in plain_ones]
        assert "\u202e" not in json.dumps(
            [dict(one.specification) for one in made], ensure_ascii=False
        )

    @pytest.mark.parametrize("text", [HOSTILE, *EXPRESSIONS, "\ufffe\uffff end"])
    def test_they_are_drawn_as_they_are(self, text: str) -> None:
        found, edition = hostile(text)
        for chart in charts(found, edition=edition):
            picture = draw(chart).decode()
            assert "<script" not in picture
            assert not re.search(r"<[^>]*\s(on\w+|href|style)=", picture)


def _skeleton(chart: Chart) -> object:
    """Leave out title, description and data, and every number: what remains is how the chart works."""
    whole = dict(chart.specification)
    del whole["title"], whole["description"]
    return chart.id, _bare(whole)


def _bare(value: Any) -> object:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        return {key: None if key == "values" else _bare(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_bare(one) for one in value]
    return None if isinstance(value, int | float) else value


class TestTheSchema:
    def test_refuses_what_is_no_chart(self) -> None:
        found, edition = demo()
        one = dict(charts(found, edition=edition)[0].specification)
        assert is_vega_lite(one)
        assert not is_vega_lite({**one, "layer": [{"mark": "scribble"}]})
        assert not is_vega_lite({**one, "colour": "red"})
