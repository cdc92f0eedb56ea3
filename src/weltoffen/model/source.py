# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Sources of questions (Quellen): a law, a public standard, or our own reason."""

from __future__ import annotations

from typing import Literal

import attrs

from weltoffen.errors import PathStep, Problems
from weltoffen.model.text import Text, optional_text

SourceKind = Literal["law", "standard", "own"]
"""Kinds of sources (Art der Quelle)."""
KINDS: tuple[SourceKind, ...] = ("law", "standard", "own")
MAX_CITATION = 300


@attrs.frozen(kw_only=True)
class Source:
    """What a question rests on (Quelle).

    Attributes:
        kind: ``law`` (a law by paragraph, or a court ruling by date and file number), ``standard`` (a
            public standard or publication), ``own`` (nobody prescribes it; the note gives the reason why
            it is asked).
        citation: How the law or standard is cited, at most 300 characters; None if ``own``.
        note: What it says, or the reason; always there if ``own``.
    """

    kind: SourceKind
    citation: str | None = None
    note: Text | None = attrs.field(default=None, converter=optional_text)


def check_sources(
    problems: Problems, sources: tuple[Source, ...], here: tuple[PathStep, ...]
) -> None:
    """Check that laws and standards are cited and that our own questions have a reason."""
    for index, source in enumerate(sources):
        spot = (*here, "sources", index)
        citation = source.citation
        if source.kind not in KINDS:
            problems.add("not-allowed", (*spot, "kind"), allowed=", ".join(KINDS))
        elif citation is None or source.kind == "own":
            if (citation is None) != (source.kind == "own"):
                problems.add("source-citation", (*spot, "citation"))
        elif not isinstance(citation, str) or not citation.strip():
            problems.add("source-citation", (*spot, "citation"))
        elif len(citation) > MAX_CITATION:
            problems.add("too-long", (*spot, "citation"), maximum=MAX_CITATION)
        if source.kind == "own" and source.note is None:
            problems.add("source-reason", (*spot, "note"))
