# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""All charts of a report: valid by the official schema, every number with its pointer; N3, P4, P5."""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import example, given, settings
from tests.builders import of_another_round
from tests.render.drawing.judges import at, data, demo, drawn, is_vega_lite, plain
from tests.render.paper import HOSTILE, TRICKY, one_line
from tests.render.village import OWN, report, village, worded

import weltoffen as wo
from weltoffen import schemas
from weltoffen.errors import InvalidDocument, Unprotected
from weltoffen.render.drawing import Chart, charts, draw
from weltoffen.render.figures import whole_percents
from weltoffen.report.assembly import build_report
from weltoffen.report.earlier import Earlier
from weltoffen.scoring.protection import ProtectionRule, protect
from weltoffen.testing import Case, cases

if TYPE_CHECKING:
    from weltoffen.render.drawing.palette import Theme
    from weltoffen.report.structure import Report

THEMES: tuple[Theme, ...] = ("light", "dark")


def check(made: tuple[Chart, ...], found: Report) -> None:
    """Ask the schema, and follow every pointer of the specifications and of the tables."""
    written = json.loads(schemas.write(found))
    for chart in made:
        assert chart.title
        assert chart.description
        assert chart.specification["description"] == chart.description
        if chart.grammar == "vega-lite":
            assert is_vega_lite(chart.specification)
        else:
            assert plain(chart.specification)["$schema"].endswith("/vega/v6.json")
        for one in data(chart):
            if one.get("ref") is not None:
                assert at(written, one["ref"]) is not None
        shown = [run.shown for row in chart.table.rows for cell in row for run in cell.runs]
        for source in filter(None, shown):
            assert at(written, source.pointer) is not None
        assert {len(row) for row in chart.table.rows} == {len(chart.table.head)}


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
            "targets",
            "net",
            "targets-management",
        ]
        assert len({chart.id for chart in made}) == len(made) == 50
        assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", chart.id) for chart in made)

    @pytest.mark.parametrize("theme", THEMES)
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_is_valid_and_every_pointer_leads_somewhere(self, language: str, theme: Theme) -> None:
        found, edition = demo()
        check(charts(found, language, edition=edition, theme=theme), found)

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
        assert "50\u00a0%" in german[1].description
        assert "50%" in english[1].description

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

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_every_number_in_the_data_is_the_one_at_its_pointer_n3(self, language: str) -> None:
        """Only the axes say numbers that no result has: 0 to 100 percent."""
        found, edition = demo()
        written = json.loads(schemas.write(found))
        seen = set()
        for chart in charts(found, language, edition=edition):
            for one in data(chart):
                said = re.fullmatch(r"(n\s=\s)?(\d+)(\s?%)?", one.get("text", ""))
                if said is None or ("node" not in one and "%" in one["text"]):
                    continue
                value = at(written, one["ref"])
                seen.add(one["form"].partition(":")[0])
                assert int(said[2]) == again(one["form"], value)
        assert seen == {"percent", "n", "sum", "share"}

    def test_a_value_that_a_mark_stands_for_is_the_one_at_its_pointer_n3(self) -> None:
        found, edition = demo()
        written = json.loads(schemas.write(found))
        pointed = 0
        for chart in charts(found, edition=edition):
            if chart.kind in {"targets", "net"}:
                for one in data(chart):
                    if one.get("node") and one.get("ref") and "text" not in one:
                        value = at(written, one["ref"])["value"]
                        assert one.get("value", one["x"]) == pytest.approx(value, abs=1e-12)
                        pointed += 1
        assert pointed > 100


def again(form: str, value: Any) -> int:  # noqa: ANN401 - any JSON
    """Work out from the value in the report what is to be written."""
    name, _, place = form.partition(":")
    if name == "percent":
        return int(value["percent"])
    if name == "n":
        return int(value)
    return sum(value) if name == "sum" else whole_percents(value)[int(place)]


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
