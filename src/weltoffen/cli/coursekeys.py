# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What may stand in documents of the course (Schlüssel erklärt): for ``weltoffen-help`` in their templates.

The keys are those of the model's classes, so that none is forgotten; a closed list shows its terms, named as
the chapters of the report name them.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, get_args, get_origin, get_type_hints

import attrs

from weltoffen.model.assessment import Municipality
from weltoffen.model.goals import GoalEvent, GoalPlan, IndicatorAim, StageAim, YearlyGoal
from weltoffen.model.measures import Funding, Measure, MeasureCatalogue, MeasureEvent
from weltoffen.model.monitoring import Category, Indicator, Monitoring, Observation
from weltoffen.model.organisation import (
    DEFAULT_ENTITLEMENTS,
    Body,
    Entitlement,
    Member,
    Organisation,
)
from weltoffen.model.paper import PaperReference
from weltoffen.model.participation import (
    Contact,
    Participant,
    Participation,
    Phase,
    Prerequisite,
)
from weltoffen.model.workshop import (
    ActionNeed,
    NextStep,
    Rerating,
    Statement,
    Workshop,
    WorkshopGroup,
)
from weltoffen.report.wording import words_of
from weltoffen.schemas.wire import camel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weltoffen.model.assessment import Perspective
    from weltoffen.model.edition import Edition

CLI, CHAPTERS = "weltoffen.cli", "weltoffen.render.course"
"""Packages whose wording is used."""
DOCUMENT, REQUIRED, CRITERIA, USUAL, TEXTS = "document", "required", "criteria", "usual", "texts"
"""Names in the help that are no list of a document: the document itself, keys that must be there, ids of
fields and criteria, what kinds of body may do where a town says nothing else, and the form of texts."""
ANYWHERE = "any"

KEYS: Mapping[str, Mapping[str, type]] = MappingProxyType(
    {
        "participation": {
            DOCUMENT: Participation,
            "participants": Participant,
            "municipality": Municipality,
            "contacts": Contact,
            "prerequisites": Prerequisite,
            "phases": Phase,
            "paper": PaperReference,
        },
        "organisation": {
            DOCUMENT: Organisation,
            "municipality": Municipality,
            "bodies": Body,
            "members": Member,
            "entitlements": Entitlement,
        },
        "workshop": {
            DOCUMENT: Workshop,
            "groups": WorkshopGroup,
            "reratings": Rerating,
            "statements": Statement,
            "needs": ActionNeed,
            "nextSteps": NextStep,
        },
        "measures": {
            DOCUMENT: MeasureCatalogue,
            "measures": Measure,
            "funding": Funding,
            "events": MeasureEvent,
            "paper": PaperReference,
        },
        "goals": {
            DOCUMENT: GoalPlan,
            "goals": YearlyGoal,
            "stage": StageAim,
            "indicator": IndicatorAim,
            "events": GoalEvent,
            "paper": PaperReference,
        },
        "monitoring": {
            DOCUMENT: Monitoring,
            "municipality": Municipality,
            "indicators": Indicator,
            "breakdown": Category,
            "observations": Observation,
        },
    }
)
"""For each kind of document the classes whose keys are explained, by the name of their list."""

TERMS: Mapping[tuple[type, str], tuple[str, str, str]] = MappingProxyType(
    {
        (Municipality, "kind"): (CHAPTERS, "participations.toml", "kind"),
        (Prerequisite, "kind"): (CHAPTERS, "participations.toml", "prerequisite"),
        (Prerequisite, "state"): (CHAPTERS, "participations.toml", "prerequisite-state"),
        (Phase, "kind"): (CHAPTERS, "participations.toml", "phase"),
        (Body, "kind"): (CHAPTERS, "organisations.toml", "kind"),
        (Entitlement, "kind"): (CHAPTERS, "organisations.toml", "kind"),
        (Entitlement, "acts"): (CHAPTERS, "organisations.toml", "act"),
        (ActionNeed, "basis"): (CHAPTERS, "workshops.toml", "basis"),
        (Measure, "effort"): (CHAPTERS, "measures.toml", "effort"),
        (MeasureEvent, "kind"): (CHAPTERS, "measures.toml", "event"),
        (GoalEvent, "kind"): (CHAPTERS, "goals.toml", "step"),
        (Indicator, "direction"): (CHAPTERS, "monitorings.toml", "fact"),
        (Observation, "status"): (CHAPTERS, "monitorings.toml", "status"),
    }
)
"""Package, file and group in which the terms of a closed list have their names."""
_NODES = frozenset({"node", "nodes", "priorities"})
_OWN = "coursetemplates.toml"


def keys_explained(
    classes: Mapping[str, type],
    perspectives: Sequence[Perspective],
    edition: Edition,
    language: str,
) -> dict[str, object]:
    """Explain the keys of classes, with what they may name.

    Args:
        classes: One of `KEYS`.
        perspectives: Perspectives that may be named.
        edition: Edition whose fields, criteria and stages may be named.
        language: Language of the help.
    """
    model = edition.target_model
    named: dict[str, dict[str, str]] = {
        "perspective": {one.id: one.title.choose(language) for one in perspectives},
        "stage": {
            one.id: one.title.choose(language, model.source_language) for one in model.stages
        },
    }
    found: dict[str, object] = {
        TEXTS: {"de": "…", "en": "…"},
        **{name: _explained(cls, named, language) for name, cls in classes.items()},
    }
    if Entitlement in classes.values():
        found[USUAL] = {one.kind: list(one.acts) for one in DEFAULT_ENTITLEMENTS}
    if any(not _NODES.isdisjoint(attrs.fields_dict(cls)) for cls in classes.values()):
        found[CRITERIA] = {
            node.id: node.title.choose(language, model.source_language) for node in model.nodes
        }
    return found


def _explained(
    cls: type, named: Mapping[str, Mapping[str, str]], language: str
) -> dict[str, object]:
    fields = [one for one in attrs.fields(cls) if one.name != "extensions"]
    required = [camel(one.name) for one in fields if one.default is attrs.NOTHING]
    return {
        REQUIRED: required,
        **{camel(one.name): _explanation(cls, one.name, named, language) for one in fields},
    }


def _explanation(
    cls: type, name: str, named: Mapping[str, Mapping[str, str]], language: str
) -> str | dict[str, str]:
    if (cls, name) in TERMS:
        return terms_of(cls, name, language)
    words = words_of(CLI, _OWN, language)
    said = words.get(f"{cls.__name__.lower()}.{name}") or words.get(f"{ANYWHERE}.{name}")
    return dict(named[name]) if said is None else said


def terms_of(cls: type, name: str, language: str) -> dict[str, str]:
    """Give the terms of a closed list, one of `TERMS`, with their names in one language."""
    package, file, group = TERMS[cls, name]
    words = {**words_of(CLI, _OWN, language), **words_of(package, file, language)}
    codes = codes_of(get_type_hints(cls)[name])
    return {one: words.get(f"{group}.{one}") or words[f"term.{one}"] for one in codes}


def codes_of(hint: object) -> tuple[str, ...]:
    """Give the terms of the closed list in an annotation; empty if there is none."""
    if get_origin(hint) is Literal:
        return get_args(hint)
    return tuple(code for one in get_args(hint) for code in codes_of(one))
