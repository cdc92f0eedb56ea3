# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Reading with a pydantic model whose words are ``Literal``, and counting; ids and options are checked.

The answers are a model made for the questionnaire; as a ``TypedDict`` they took a fifth longer. Pydantic does
not see doubled keys and dependencies.
"""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING, Any, Literal

import pydantic

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from _rivals import Counts

CLOSED = pydantic.ConfigDict(extra="forbid")


class Reference(pydantic.BaseModel):
    """Names the questionnaire."""

    model_config = CLOSED

    id: str
    version: str


class Counter:
    """Counts files of one round."""

    def __init__(self, perspectives: Iterable[str], words: Mapping[str, Iterable[str]]) -> None:
        """Make the model and its validator once; ``words`` are the answers allowed to each question."""
        self.questions = tuple(words)
        fields: dict[str, Any] = {
            f"q{number}": (
                Literal[tuple(allowed)] | None,
                pydantic.Field(default=None, alias=question),
            )
            for number, (question, allowed) in enumerate(words.items())
        }
        answers = pydantic.create_model("Answers", __config__=CLOSED, **fields)
        whole: dict[str, Any] = {
            "schema_": (str, pydantic.Field(alias="$schema")),
            "questionnaire": Reference,
            "assessment": str,
            "perspective": Literal[tuple(perspectives)],
            "capacity": Literal["official", "personal"],
            "answers": answers,
        }
        model = pydantic.create_model("Response", __config__=CLOSED, **whole)
        self.read = pydantic.TypeAdapter(model).validate_json

    def counts(self, path: Path) -> Counts:
        """Read line by line and count pairs of question and answer in one ``Counter`` per perspective."""
        found: dict[str, collections.Counter[tuple[str, str | None]]] = {}
        with path.open("rb") as file:
            for line in file:
                response: Any = self.read(line)
                perspective = found.setdefault(response.perspective, collections.Counter())
                given = vars(response.answers).values()
                perspective.update(zip(self.questions, given, strict=True))
        return {
            (name, question, answer): n
            for name, counter in found.items()
            for (question, answer), n in counter.items()
            if answer is not None
        }
