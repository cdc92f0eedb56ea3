# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from weltoffen.errors import Problems
from weltoffen.model.source import MAX_CITATION, Source, check_sources
from weltoffen.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from weltoffen.model.source import SourceKind

    Refused = Callable[[Callable[[], object]], list[tuple[str, str]]]

T = {"de": "x"}


def check(*sources: Source) -> None:
    """Check the sources of something that stands at ``/here``."""
    problems = Problems()
    check_sources(problems, sources, ("here",))
    problems.raise_if_any()


class TestCitations:
    """A law and a standard are cited, in 1 to 300 characters; what is our own cites nothing."""

    @pytest.mark.parametrize("kind", ["law", "standard"])
    def test_a_citation_is_enough(self, kind: SourceKind) -> None:
        check(Source(kind=kind, citation="§ 1 AGG"), Source(kind=kind, citation="x", note=T))

    @pytest.mark.parametrize("kind", ["law", "standard"])
    def test_without_one_they_are_refused(self, refused: Refused, kind: SourceKind) -> None:
        """A note does not stand in for a citation."""
        assert refused(lambda: check(Source(kind=kind), Source(kind=kind, note=T))) == [
            ("source-citation", "/here/sources/0/citation"),
            ("source-citation", "/here/sources/1/citation"),
        ]

    def test_what_is_our_own_cites_nothing(self, refused: Refused) -> None:
        own = Source(kind="own", citation="§ 1 AGG", note=T)
        assert refused(lambda: check(own)) == [("source-citation", "/here/sources/0/citation")]

    def test_even_an_empty_citation_is_one_too_many(self, refused: Refused) -> None:
        own = Source(kind="own", citation="", note=T)
        assert refused(lambda: check(own)) == [("source-citation", "/here/sources/0/citation")]

    @pytest.mark.parametrize("blank", ["", " ", "\n\t", "\u00a0"])
    def test_a_blank_citation_is_none(self, refused: Refused, blank: str) -> None:
        """With a note or without: a reader could not find the law."""
        sources = (Source(kind="law", citation=blank), Source(kind="standard", citation=blank))
        assert refused(lambda: check(*sources)) == [
            ("source-citation", "/here/sources/0/citation"),
            ("source-citation", "/here/sources/1/citation"),
        ]

    def test_what_is_no_text_is_none(self, refused: Refused) -> None:
        wrong: Any = 300
        assert refused(lambda: check(Source(kind="law", citation=wrong))) == [
            ("source-citation", "/here/sources/0/citation")
        ]

    def test_the_length(self, refused: Refused) -> None:
        assert MAX_CITATION == 300
        check(Source(kind="law", citation="§"), Source(kind="law", citation="§" * 300))
        wrong = Source(kind="standard", citation="§" * 301)
        assert refused(lambda: check(wrong)) == [("too-long", "/here/sources/0/citation")]


class TestKinds:
    """A source is a law, a standard or our own reason."""

    @pytest.mark.parametrize("wrong", ["", "Law", "court", None, ["law"]])
    def test_anything_else_is_refused(self, refused: Refused, wrong: Any) -> None:  # noqa: ANN401 - wrong on purpose
        """Alone: what a citation or a note would have to be depends on the kind."""
        sources = (Source(kind=wrong), Source(kind=wrong, citation="x", note=T))
        assert refused(lambda: check(*sources)) == [
            ("not-allowed", "/here/sources/0/kind"),
            ("not-allowed", "/here/sources/1/kind"),
        ]


class TestReasons:
    """What nobody prescribes has a note with the reason why it is asked."""

    def test_a_reason_is_enough(self) -> None:
        source = Source(kind="own", note=T)
        check(source)
        assert (source.citation, source.note) == (None, Text(T))

    def test_without_one_it_is_refused(self, refused: Refused) -> None:
        assert refused(lambda: check(Source(kind="own"))) == [
            ("source-reason", "/here/sources/0/note")
        ]

    def test_laws_and_standards_need_none(self) -> None:
        check(Source(kind="law", citation="x"), Source(kind="standard", citation="x"))

    def test_everything_wrong_is_told_at_once(self, refused: Refused) -> None:
        """With its place among the others."""
        sources = [Source(kind="law", citation="x"), Source(kind="own", citation="x")]
        assert refused(lambda: check(*sources, Source(kind="law"))) == [
            ("source-citation", "/here/sources/1/citation"),
            ("source-reason", "/here/sources/1/note"),
            ("source-citation", "/here/sources/2/citation"),
        ]

    def test_no_sources_are_sound(self) -> None:
        check()
