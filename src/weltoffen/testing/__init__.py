# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Hypothesis strategies for tests of software that uses weltoffen.

They give valid values only, in every shape that the rules allow, and need the extra
``weltoffen[testing]``::

    from hypothesis import given
    from weltoffen.testing import cases

    @given(cases())
    def test_my_software_survives_every_round(case): ...
"""

from weltoffen.errors import MissingExtra

try:
    from weltoffen.testing.strategies import (
        Case,
        answers,
        asked_in,
        assessments,
        cases,
        council_papers,
        editions,
        extensions,
        goal_plans,
        ids,
        measure_catalogues,
        methods,
        monitorings,
        municipalities,
        organisations,
        organised_goal_plans,
        participations,
        protected_tallies,
        questionnaires,
        responses,
        rounds,
        scales,
        steered,
        supplements,
        tallies,
        target_models,
        texts,
        versions,
        weights,
        workshops,
    )
except ModuleNotFoundError as _error:
    if _error.name != "hypothesis":
        raise
    msg = "weltoffen.testing needs Hypothesis: pip install 'weltoffen[testing]'"
    raise MissingExtra(msg, name="hypothesis") from _error

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
