# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Hypothesis strategies for everything that weltoffen knows, under one roof."""

from weltoffen.testing.basics import extensions, ids, texts, versions, weights
from weltoffen.testing.content import editions, questionnaires, target_models
from weltoffen.testing.papers import council_papers
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
from weltoffen.testing.towns import assessments, methods, municipalities, supplements

__all__ = [
    "Case",
    "answers",
    "asked_in",
    "assessments",
    "cases",
    "council_papers",
    "editions",
    "extensions",
    "ids",
    "methods",
    "municipalities",
    "protected_tallies",
    "questionnaires",
    "responses",
    "rounds",
    "scales",
    "supplements",
    "tallies",
    "target_models",
    "texts",
    "versions",
    "weights",
]
