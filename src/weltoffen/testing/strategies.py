# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Hypothesis strategies for everything that weltoffen knows, under one roof."""

from weltoffen.testing.basics import extensions, ids, texts, versions, weights
from weltoffen.testing.content import editions, questionnaires, target_models
from weltoffen.testing.goalplans import goal_plans, organised_goal_plans
from weltoffen.testing.indicators import monitorings
from weltoffen.testing.papers import council_papers
from weltoffen.testing.participating import participations
from weltoffen.testing.replies import (
    Case,
    answers,
    asked_in,
    cases,
    protected_tallies,
    responses,
    rounds,
    tallies,
)
from weltoffen.testing.scaling import scales
from weltoffen.testing.steering import measure_catalogues, organisations, steered
from weltoffen.testing.towns import assessments, methods, municipalities, supplements
from weltoffen.testing.workshopping import workshops

__all__ = [
    "Case",
    "answers",
    "asked_in",
    "assessments",
    "cases",
    "council_papers",
    "editions",
    "extensions",
    "goal_plans",
    "ids",
    "measure_catalogues",
    "methods",
    "monitorings",
    "municipalities",
    "organisations",
    "organised_goal_plans",
    "participations",
    "protected_tallies",
    "questionnaires",
    "responses",
    "rounds",
    "scales",
    "steered",
    "supplements",
    "tallies",
    "target_models",
    "texts",
    "versions",
    "weights",
    "workshops",
]
