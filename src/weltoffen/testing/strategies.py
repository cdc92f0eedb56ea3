# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Hypothesis strategies for everything that weltoffen knows, under one roof."""

from weltoffen.testing.content import (
    editions,
    extensions,
    ids,
    questionnaires,
    scales,
    target_models,
    texts,
    versions,
    weights,
)
from weltoffen.testing.replies import (
    Case,
    answers,
    asked_in,
    assessments,
    cases,
    methods,
    municipalities,
    protected_tallies,
    responses,
    rounds,
    supplements,
    tallies,
)

__all__ = [
    "Case",
    "answers",
    "asked_in",
    "assessments",
    "cases",
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
