# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Names of what stands in tables (Bezeichnungen), in one language, as they were typed; M7."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

import attrs

from weltoffen.model.edition import Edition
from weltoffen.report.structure import Report
from weltoffen.report.wording import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weltoffen.model.forms import Band
    from weltoffen.model.questionnaire import Question
    from weltoffen.model.scale import Option
    from weltoffen.model.text import Text
    from weltoffen.scoring.results import View

Kind = Literal["node", "level", "stage", "office", "module", "perspective"]


@attrs.frozen(kw_only=True)
class Names:
    """Gives names to the ids of one report.

    Attributes:
        report: The report.
        language: Language of the reader.
        edition: Where questions and options have their texts; None leaves them without.
    """

    report: Report
    language: str
    edition: Edition | None = None

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The wording of reports in this language."""
        return words(self.language)

    def text(self, text: Text | None) -> str | None:
        """Choose a text of the report; None stays None."""
        return None if text is None else text.choose(self.language, self.report.source_language)

    @cached_property
    def _titles(self) -> Mapping[Kind, Mapping[str, Text | None]]:
        report = self.report
        return {
            "node": {key: one.title for key, one in report.by_node.items()},
            "level": {one.id: one.title for one in report.levels},
            "stage": {one.id: one.title for one in report.stages},
            "office": {one.id: one.title for one in report.offices},
            "module": {one.id: one.title for one in report.modules},
            "perspective": {one.perspective: one.title for one in report.participation},
        }

    def name(self, kind: Kind, name: str | None) -> str | None:
        """Name something; None if it has no name, or is None itself."""
        return None if name is None else self.text(self._titles[kind].get(name))

    def node(self, node: str | None) -> str | None:
        """Name a node; None is the whole."""
        return self.words["label.whole"] if node is None else self.name("node", node)

    def view(self, view: View) -> str:
        """Name a view: by its perspective and capacity, or as all together (S5)."""
        if view.perspective is None:
            return self.words[f"view.{view.kind}"]
        name = self.name("perspective", view.perspective) or view.perspective
        return self.words[f"view.{view.kind}"].format(perspective=name)

    # --- Questions -----------------------------------------------------------------------------------

    def _asked(self, question: str) -> Question | None:
        return None if self.edition is None else self.edition.questionnaire.by_id.get(question)

    def question(self, question: str | None) -> str | None:
        """Give the text of a question; None without edition."""
        found = None if question is None else self._asked(question)
        return None if found is None else self._told(found.title)

    def _told(self, text: Text | None) -> str | None:
        """Choose a text of the questionnaire, which has a source language of its own."""
        if text is None or self.edition is None:
            return None
        return text.choose(self.language, self.edition.questionnaire.source_language)

    def _entries(self, question: str) -> tuple[Option | Band, ...]:
        found = self._asked(question)
        if self.edition is None or found is None:
            return ()
        return self.edition.questionnaire.entries(found)

    def option(self, question: str, option: str) -> str | None:
        """Give the text of an option or band; None without edition, or for a band without name."""
        titles = {one.id: one.title for one in self._entries(question)}
        return self._told(titles.get(option))

    def option_at(self, question: str, place: int) -> tuple[str | None, str | None]:
        """Give id and text of the option or band at a place; None for both without edition."""
        found = self._entries(question)
        if place >= len(found):
            return None, None
        return found[place].id, self._told(found[place].title)
