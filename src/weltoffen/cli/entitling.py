# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Whether steps were taken by bodies that may take them (Befugnisse), across files; O2."""

from __future__ import annotations

from typing import TYPE_CHECKING, final

import attrs

from weltoffen.course.goallives import goal_lives
from weltoffen.course.lives import lives
from weltoffen.errors import InvalidDocument, Problem
from weltoffen.model.goals import GoalPlan
from weltoffen.model.measures import MeasureCatalogue
from weltoffen.model.organisation import Organisation

if TYPE_CHECKING:
    from collections.abc import Iterator


@final
class Rights:
    """Measures and goals among the files, to be held against the organisation that they name."""

    def __init__(self) -> None:
        """Start without any."""
        self._organisations: dict[str, Organisation] = {}
        self._steered: list[tuple[str, MeasureCatalogue | GoalPlan]] = []

    def add(self, name: str, document: object) -> None:
        """Take a document that is fine by itself, and the name of its file."""
        if isinstance(document, Organisation):
            self._organisations[document.id] = document
        elif isinstance(document, (MeasureCatalogue, GoalPlan)):
            self._steered.append((name, document))

    def problems(self) -> Iterator[Problem]:
        """Give the problems of each of them whose organisation is among the files, in whatever order."""
        for name, document in self._steered:
            organisation = self._organisations.get(document.organisation)
            if organisation is None:
                continue
            try:
                if isinstance(document, MeasureCatalogue):
                    lives(document, organisation)
                else:
                    goal_lives(document, organisation)
            except InvalidDocument as error:
                yield from (attrs.evolve(one, source=name) for one in error.problems)
