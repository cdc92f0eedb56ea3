# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What is said of a stage (Einschätzungen), and suggestions for the next (Anregungen)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

import attrs

from weltoffen.errors import PathStep, Problems
from weltoffen.model.ids import check_id, check_unique
from weltoffen.model.text import Text, optional_text, text

Effort = Literal["small", "medium", "large"]
EFFORTS: tuple[Effort, ...] = ("small", "medium", "large")


@attrs.frozen(kw_only=True)
class Office:
    """An office or body that knows or carries something (Stelle), such as the personnel office.

    Attributes:
        id: Id, unique in the model.
        title: Name as most municipalities would call it.
        description: What it stands for elsewhere, or None.
    """

    id: str
    title: Text = attrs.field(converter=text)
    description: Text | None = attrs.field(default=None, converter=optional_text)


@attrs.frozen(kw_only=True)
class Module:
    """An optional part of the programme around the self-check (Programmbaustein).

    Attributes:
        id: Id, unique in the model.
        title: Its name.
        description: What happens in it, or None.
    """

    id: str
    title: Text = attrs.field(converter=text)
    description: Text | None = attrs.field(default=None, converter=optional_text)


@attrs.frozen(kw_only=True)
class Suggestion:
    """A suggestion for the step to the next stage (Anregung).

    Attributes:
        id: Id, unique in the node.
        text: What to do.
        effort: ``small`` (weeks, no formal decision), ``medium`` (agreement between departments, or
            some money), ``large`` (a resolution, a post, a year or more); None if not said.
        carrier: Id of the office that usually carries it, or None.
        module: Id of the programme module where it fits, or None.
    """

    id: str
    text: Text = attrs.field(converter=text)
    effort: Effort | None = None
    carrier: str | None = None
    module: str | None = None


@attrs.frozen(kw_only=True)
class StageText:
    """What is said of a node that has reached a stage (Einschätzung), and suggestions from there.

    Attributes:
        stage: Id of the stage that was reached.
        assessment: The assessment text.
        suggestions: Suggestions for the next stage; may be empty.
    """

    stage: str
    assessment: Text = attrs.field(converter=text)
    suggestions: tuple[Suggestion, ...] = attrs.field(converter=tuple[Suggestion, ...], default=())


def check_stage_texts(
    problems: Problems,
    stage_texts: tuple[StageText, ...],
    here: tuple[PathStep, ...],
    known: Known,
) -> None:
    """Check the texts of one node: its stages, and suggestions with ids of their own."""
    seen: set[str] = set()
    for place, stage_text in enumerate(stage_texts):
        at = (*here, "stage_texts", place)
        if stage_text.stage not in known.names["stage"]:
            problems.add("unknown-stage", (*at, "stage"), id=stage_text.stage)
        for index, suggestion in enumerate(stage_text.suggestions):
            spot = (*at, "suggestions", index)
            check_id(problems, suggestion.id, (*spot, "id"))
            if suggestion.id in seen:
                problems.add("duplicate-id", (*spot, "id"), id=suggestion.id)
            seen.add(suggestion.id)
            if suggestion.effort not in (None, *EFFORTS):
                problems.add("not-allowed", (*spot, "effort"), allowed=", ".join(EFFORTS))
            for name, named in (("office", suggestion.carrier), ("module", suggestion.module)):
                if named is not None and named not in known.names[name]:
                    key = "carrier" if name == "office" else name
                    problems.add(f"unknown-{name}", (*spot, key), id=named)
    check_unique(problems, (t.stage for t in stage_texts), (*here, "stage_texts"), "stage")


@attrs.frozen(kw_only=True)
class Known:
    """Ids that the texts of a node may name."""

    stages: tuple[str, ...] = attrs.field(converter=tuple[str, ...])
    offices: tuple[str, ...] = attrs.field(converter=tuple[str, ...], default=())
    modules: tuple[str, ...] = attrs.field(converter=tuple[str, ...], default=())

    @cached_property
    def names(self) -> Mapping[str, frozenset[str]]:
        """The same as sets, by what they are: looked up once for each suggestion and question."""
        return {
            "stage": frozenset(self.stages),
            "office": frozenset(self.offices),
            "module": frozenset(self.modules),
        }
