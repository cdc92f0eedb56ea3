# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the chapters of the course share (Stimme): names, days and numbers in one language; M7, N3."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from weltoffen.model.measures import MeasureCatalogue
from weltoffen.model.monitoring import Monitoring
from weltoffen.model.organisation import Organisation
from weltoffen.model.text import Text
from weltoffen.model.workshop import Workshop
from weltoffen.render.figures import Figures
from weltoffen.render.inline import Line, fill, join
from weltoffen.render.page import Page
from weltoffen.report.wording import words_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from weltoffen.model.paper import PaperReference
    from weltoffen.model.participation import Period

    _Document = Organisation | Workshop | MeasureCatalogue | Monitoring


@attrs.frozen(kw_only=True)
class Voice:
    """One language, and what names the ids in the documents (Stimme).

    Attributes:
        language: Language of the reader.
        page: The report in this language, which names criteria and stages; None without a report.
        organisation: Names the bodies; None without, like every document below.
        workshop: Names the needs for action.
        catalogue: Names the measures.
        monitoring: Names the indicators.
    """

    language: str
    page: Page | None = None
    organisation: Organisation | None = None
    workshop: Workshop | None = None
    catalogue: MeasureCatalogue | None = None
    monitoring: Monitoring | None = None

    @cached_property
    def figures(self) -> Figures:
        """Numbers and days in the language."""
        return Figures(self.language)

    def say(self, file: str, name: str, **values: Line) -> Line:
        """Fill a text of a file beside this one: ``say("goals", "verdict.reached")``."""
        words = words_of("weltoffen.render.course", f"{file}.toml", self.language)
        return fill(words[name], values)

    def text(self, text: Text, source_language: str) -> Line:
        """Give a text of a document in the reader's language (M7)."""
        return Line.of(text.choose(self.language, source_language))

    def maybe(self, text: Text | None, source_language: str) -> Line:
        """Give a text of a document; None gives an empty line."""
        return Line() if text is None else self.text(text, source_language)

    # --- Names ---------------------------------------------------------------------------------------

    def node(self, node: str) -> Line:
        """Name a node of the report; by its id without report, or if the report lacks it."""
        return Line.of(node) if self.page is None else self.page.node(node)

    def nodes(self, nodes: Iterable[str]) -> Line:
        """Name nodes one after the other."""
        return join(", ", map(self.node, nodes))

    def stage(self, stage: str) -> Line:
        """Name a stage of the report; by its id without report."""
        return Line.of(stage) if self.page is None else self.page.stage(stage)

    @cached_property
    def _titles(self) -> Mapping[str, Mapping[str, Line]]:
        lists: dict[str, tuple[_Document | None, str]] = {
            "body": (self.organisation, "bodies"),
            "need": (self.workshop, "needs"),
            "measure": (self.catalogue, "measures"),
            "indicator": (self.monitoring, "indicators"),
        }
        return {
            thing: {one.id: self.text(one.title, document.source_language) for one in entries}
            for thing, (document, name) in lists.items()
            if document is not None
            for entries in [getattr(document, name)]
        }

    def _named(self, thing: str, name: str) -> Line:
        return self._titles.get(thing, {}).get(name, Line.of(name))

    def body(self, body: str) -> Line:
        """Name a body of the organisation; by its id without organisation."""
        return self._named("body", body)

    def need(self, need: str) -> Line:
        """Name a need for action; by its id without the record of the workshop."""
        return self._named("need", need)

    def measure(self, measure: str) -> Line:
        """Name a measure; by its id without catalogue."""
        return self._named("measure", measure)

    def indicator(self, indicator: str) -> Line:
        """Name an indicator; by its id without monitoring."""
        return self._named("indicator", indicator)

    def paper(self, paper: PaperReference, source_language: str) -> Line:
        """Name a council paper by its number, and its title if there is one."""
        number = Line.of(paper.number)
        if paper.title is None:
            return number
        return join(" – ", [number, self.text(paper.title, source_language)])

    # --- Days and numbers ----------------------------------------------------------------------------

    def day(self, day: dt.date | None) -> Line:
        """Write a day; None gives an empty line."""
        return Line() if day is None else Line.of(self.figures.date(day))

    def period(self, period: Period | None) -> Line:
        """Write a stretch of days; None and an open one without days give an empty line."""
        return Line() if period is None else Line.of(self.figures.days(period.start, period.end))

    def number(self, value: Fraction) -> Line:
        """Write any number; one without finite decimal expansion is rounded to four places."""
        return Line.of(self.figures.number(value))

    def money(self, value: Fraction, currency: str) -> Line:
        """Write an amount with its currency: ``12.500 EUR``, ``12,500 EUR``, unbroken; cents only if any."""
        return join("\u00a0", map(Line.of, (self.figures.amount(value), currency)))
