# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.errors import Problems
from weltoffen.model.ids import Reference, check_listed, is_id, is_version, near_duplicates
from weltoffen.testing import ids, versions

if TYPE_CHECKING:
    from collections.abc import Callable

    Refused = Callable[[Callable[[], object]], list[tuple[str, str]]]


class TestIds:
    """M2: ids are ASCII [a-z0-9]+(-[a-z0-9]+)*, at most 64 characters."""

    @pytest.mark.parametrize("value", ["a", "0", "fair-access", "a-1-b", "x" * 64, "unknown"])
    def test_lower_case_words_joined_by_single_hyphens_are_ids(self, value: str) -> None:
        assert is_id(value)

    @pytest.mark.parametrize(
        "value",
        [
            "",
            "-",
            "-a",
            "a-",
            "a--b",
            "A",
            "a_b",
            "a b",
            "a.b",
            "x" * 65,
            "abc\n",
            "größe",
            "a\u0301",
        ],
    )
    def test_anything_else_is_none(self, value: str) -> None:
        assert not is_id(value)

    @pytest.mark.parametrize("value", ["٣", "\uff13", "a\u200bb", "\u202ea", "\u0430"])
    def test_look_alikes_from_other_scripts_are_none(self, value: str) -> None:
        assert not is_id(value)

    @pytest.mark.parametrize("value", [None, 1, True, b"a", ("a",), 1.5])
    def test_only_text_is_an_id(self, value: object) -> None:
        assert not is_id(value)

    @given(ids())
    def test_the_strategy_gives_ids(self, value: str) -> None:
        assert is_id(value)

    @given(st.text(max_size=70))
    def test_an_id_is_ascii_and_never_longer_than_64(self, value: str) -> None:
        assert not is_id(value) or (value.isascii() and 1 <= len(value) <= 64)


class TestVersions:
    """M3: a version is one to four dotted numbers."""

    @pytest.mark.parametrize("value", ["1", "2026.1", "1.0.0", "1.2.3.4", "0", "999999999"])
    def test_dotted_numbers_are_versions(self, value: str) -> None:
        assert is_version(value)

    @pytest.mark.parametrize(
        "value",
        ["", ".", "1.", ".1", "1.2.3.4.5", "v1", "1-1", "1.0\n", "٣", "1000000000", 1, 2026.1],
    )
    def test_anything_else_is_none(self, value: object) -> None:
        assert not is_version(value)

    @given(versions())
    def test_the_strategy_gives_versions(self, value: str) -> None:
        assert is_version(value)


class TestNearDuplicates:
    """M2: near-duplicates are reported."""

    def test_ids_that_differ_only_in_hyphens_or_look_alikes_are_found(self) -> None:
        found = near_duplicates(["bo-ok", "b0ok", "i1l", "other", "lll", "book"])
        assert found == (("bo-ok", "b0ok"), ("i1l", "lll"), ("bo-ok", "book"), ("b0ok", "book"))

    def test_different_ids_and_equal_ids_are_no_near_duplicates(self) -> None:
        assert near_duplicates(["a", "b", "a-c", "ca", "a"]) == ()

    def test_at_most_1000_pairs_are_given(self) -> None:
        """A hostile document makes no endless list of problems."""
        same = ("".join(letters) for letters in itertools.product("o0", repeat=12))
        assert len(near_duplicates(same)) == 1_000

    @given(st.lists(ids(), max_size=6))
    def test_every_pair_stands_in_the_order_of_the_input(self, found: list[str]) -> None:
        for first, second in near_duplicates(found):
            assert first != second
            assert found.index(first) < found.index(second)


class TestListed:
    """M2: ids of a list are ids, and unique in it."""

    def test_bad_and_repeated_ids_are_named(self, refused: Refused) -> None:
        problems = Problems()
        check_listed(problems, iter(("a", "B", "c", "a")), "list")
        assert refused(problems.raise_if_any) == [
            ("bad-id", "/list/1/id"),
            ("duplicate-id", "/list/3/id"),
        ]

    def test_what_is_no_text_is_told_once(self, refused: Refused) -> None:
        """A list in the place of an id, which Python cannot hash."""
        problems = Problems()
        check_listed(problems, cast("Any", iter((["a"], None, "a", ["a"]))), "list")
        assert refused(problems.raise_if_any) == [
            ("bad-id", "/list/0/id"),
            ("bad-id", "/list/1/id"),
            ("bad-id", "/list/3/id"),
        ]

    def test_an_empty_one_is_sound(self) -> None:
        problems = Problems()
        check_listed(problems, (), "list")
        problems.raise_if_any()


class TestReference:
    """M8, A2: other documents are named by id and version."""

    def test_id_and_version_are_checked_together(self, refused: Refused) -> None:
        assert refused(lambda: Reference(id="A", version="x")) == [
            ("bad-id", "/id"),
            ("bad-version", "/version"),
        ]

    @given(ids(), versions())
    def test_valid_ones_are_accepted_and_equal(self, one: str, version: str) -> None:
        assert Reference(id=one, version=version) == Reference(id=one, version=version)
