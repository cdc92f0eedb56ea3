# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on the monitoring: texts of the document, and the chapter's own wording; M7."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given
from tests.render.course.chapterpages import check_wording, html, wording
from tests.render.course.monitored import (
    FULL,
    both,
    chapter,
    glance,
    indicator,
    monitoring,
    overview,
    seen,
    written,
)
from tests.render.htmlpages import skeleton
from tests.render.paper import HOSTILE, headings_of, lines_of, one_line, reworded, skips, types_of

from weltoffen.model.assessment import Municipality
from weltoffen.render.course.voice import Voice
from weltoffen.testing import monitorings

if TYPE_CHECKING:
    from weltoffen.model.monitoring import Monitoring
    from weltoffen.render.inline import Line

LANGUAGES = ("de", "en")


def page(found: Monitoring, language: str) -> str:
    return html(chapter(found, language), language)


class TestTexts:
    """M7: a text of the document is one line, and changes no structure."""

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_hostile_texts_are_read_as_they_are(self, language: str) -> None:
        hostile: Monitoring = reworded(FULL, HOSTILE)
        town = Municipality(name=HOSTILE)
        hostile = attrs.evolve(hostile, municipality=town)
        calm: Monitoring = reworded(FULL, "calm")
        assert types_of(written(hostile, language)) == types_of(written(calm, language))
        assert one_line(HOSTILE) in one_line(" ".join(lines_of(written(hostile, language))))
        assert skeleton(page(hostile, language)) == skeleton(page(calm, language))

    @pytest.mark.parametrize("text", ["<b>x</b>", "a | b", "=1+1", "a\nb"])
    def test_a_title_is_a_cell(self, text: str) -> None:
        found = monitoring(indicators=[indicator(title={"de": text})])
        assert overview(found)[0] == one_line(text)

    @given(monitorings())
    def test_any_monitoring_can_be_written(self, found: Monitoring) -> None:
        for language in LANGUAGES:
            markdown = written(found, language)
            assert skips([1, *(level for level, _ in headings_of(markdown))]) == []
            rows = glance(markdown)
            assert len(rows) == 1 + len(found.indicators)
            assert all(cell for row in rows for cell in row[1:])
            assert "None" not in markdown.replace("**", "")
            assert markdown == written(found, language)


class TestWording:
    """M7: German and English side by side, with the same places to fill; no text is idle."""

    def test_both_languages_have_the_same_places(self) -> None:
        check_wording("monitorings")

    def test_every_text_is_used(self, monkeypatch: pytest.MonkeyPatch) -> None:
        used: set[str] = set()
        say = Voice.say

        def recorded(voice: Voice, file: str, name: str, **values: Line) -> Line:
            used.add(f"{file}.{name}")
            return say(voice, file, name, **values)

        monkeypatch.setattr(Voice, "say", recorded)
        rising = indicator(direction="rise", target=0)
        for statuses, change, one in (
            (["estimated"], 1, indicator(target=0)),
            (["provisional"], 0, indicator(target=9)),
            (["final"] * 2, Fraction(1, 10_000), indicator()),
            (["final"] * 4, Fraction(1, 10_000), indicator()),
            (["final"] * 4, Fraction(-1, 10_000), rising),
            (["estimated"] * 4, -9, rising),
            (["final"] * 4, -9, indicator()),
            (["final"] * 4, 0, indicator()),
        ):
            observations = [seen(2020 + n, change * n, status=s) for n, s in enumerate(statuses)]
            written(monitoring(*observations, indicators=[one]))
        written(monitoring(*[seen(2020 + n, n, note=both("x")) for n in range(4)]))
        written(monitoring(seen(2024, 1), seen(2025, 1, note=both("x"))))
        written(monitoring(indicators=[rising]))
        nearly = [seen(2025, value) for value in ("0", "-0.0001", "-0.00001")]
        written(monitoring(*nearly, indicators=[rising]))
        written(FULL)
        written(monitoring(seen(2024, 1), seen(2025, 1, base=9)))
        assert used == {f"monitorings.{name}" for name in wording("monitorings")}
