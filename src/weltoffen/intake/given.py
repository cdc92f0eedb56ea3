# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Arguments that functions which count have in common (gemeinsame Argumente), and their checks."""

from __future__ import annotations

from typing import Literal, get_args

from weltoffen.arguments import check_choice, check_type
from weltoffen.intake.parts import OnError
from weltoffen.model.questionnaire import Questionnaire
from weltoffen.schemas.strict import Limits

Decoder = Literal["standard", "fast"]
"""How lines are decoded: by the standard library, or ``fast`` with msgspec; verdicts are the same (T3)."""


def check_arguments(
    function: str,
    *,
    questionnaire: object,
    on_error: object,
    decoder: object,
    limits: object,
    progress: object,
) -> None:
    """Refuse wrong arguments of a function that counts, by name.

    Raises:
        TypeError: For an argument of a wrong type.
        ValueError: For a word that is none of the known ones.
    """
    check_type(function, "questionnaire", questionnaire, Questionnaire)
    check_choice(function, "on_error", on_error, get_args(OnError))
    if decoder is not None:
        check_choice(function, "decoder", decoder, get_args(Decoder))
    check_type(function, "limits", limits, Limits)
    if progress is not None and not callable(progress):
        msg = f"{function}: progress is to be callable, not {type(progress).__name__}"
        raise TypeError(msg)


def check_workers(function: str, workers: object) -> None:
    """Refuse a number of processes that is none.

    Raises:
        TypeError: For anything but an int.
        ValueError: For less than 1.
    """
    if type(workers) is not int:
        msg = f"{function}: workers is to be int, not {type(workers).__name__}"
        raise TypeError(msg)
    if workers < 1:
        msg = f"{function}: workers is to be 1 or more"
        raise ValueError(msg)
