# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.model.text import Text, is_language, optional_text, text
from weltoffen.testing import texts

if TYPE_CHECKING:
    from collections.abc import Callable

    Refused = Callable[[Callable[[], object]], list[tuple[str, str]]]

YES = Text({"de": "Ja", "en": "Yes"})


class TestLanguages:
    """M7: keys are BCP 47 tags."""

    @pytest.mark.parametrize(
        "tag", ["de", "en", "de-simple", "tr-TR", "zh-Hant-TW", "sgn", "de-1996"]
    )
    def test_tags_are_accepted(self, tag: str) -> None:
        assert is_language(tag)

    @pytest.mark.parametrize(
        "tag",
        ["", "d", "DE", "german", "de_DE", "de-", "de-x", "de-" + "a" * 9, "de\n", "dé", None, 1],
    )
    def test_anything_else_is_refused(self, tag: object) -> None:
        assert not is_language(tag)

    def test_a_tag_has_at_most_35_characters(self) -> None:
        tag = "de" + "-abcdefgh" * 3
        assert is_language(tag + "-abcde")
        assert not is_language(tag + "-abcdef")


class TestTexts:
    """M7: texts are language maps; there is no magic default."""

    def test_languages_are_sorted_and_texts_are_kept(self) -> None:
        made = Text({"en": "Yes", "de": " Ja "})
        assert made.versions == (("de", " Ja "), ("en", "Yes"))
        assert made.languages == ("de", "en")
        assert made.get("de") == " Ja "
        assert made.get("fr") is None

    def test_the_order_of_the_languages_makes_no_difference(self) -> None:
        assert Text({"en": "Yes", "de": "Ja"}) == Text([("de", "Ja"), ("en", "Yes")]) == YES

    def test_a_text_without_any_language_is_refused(self, refused: Refused) -> None:
        assert refused(lambda: Text({})) == [("empty-text", "")]

    @pytest.mark.parametrize("blank", ["", " ", "\n\t", "\u00a0"])
    def test_a_blank_text_is_refused(self, refused: Refused, blank: str) -> None:
        assert refused(lambda: Text({"de": "Ja", "en": blank})) == [("empty-text", "/en")]

    def test_what_is_no_text_is_refused(self, refused: Refused) -> None:
        wrong: Any = 5
        assert refused(lambda: Text({"de": wrong})) == [("empty-text", "/de")]

    def test_a_bad_language_is_named(self, refused: Refused) -> None:
        assert refused(lambda: Text({"de": "Ja", "DE/x": "Ja"})) == [("bad-language", "/DE~1x")]

    def test_a_text_has_at_most_10000_characters(self, refused: Refused) -> None:
        assert Text({"de": "ß" * 10_000}).get("de") == "ß" * 10_000
        assert refused(lambda: Text({"de": "ß" * 10_001})) == [("too-long", "/de")]

    def test_a_second_text_in_one_language_is_refused(self, refused: Refused) -> None:
        pairs = [("de", "Ja"), ("en", "Yes"), ("de", "Doch")]
        assert refused(lambda: Text(pairs)) == [("duplicate-id", "/de")]

    def test_a_plain_string_is_refused_with_the_reason(self) -> None:
        wrong: Any = "Ja"
        with pytest.raises(TypeError, match="languages and texts"):
            Text(wrong)

    def test_all_problems_come_at_once(self, refused: Refused) -> None:
        assert refused(lambda: Text({"x": "a", "de": "", "en": "y" * 10_001})) == [
            ("empty-text", "/de"),
            ("too-long", "/en"),
            ("bad-language", "/x"),
        ]

    def test_a_mapping_will_do_where_a_text_is_asked_for(self) -> None:
        assert text({"de": "Ja", "en": "Yes"}) == YES
        assert text(YES) is YES
        assert optional_text(None) is None
        assert optional_text(YES) is YES


class TestChoice:
    """M7: a reader gets the best text there is."""

    def test_the_language_itself_comes_first(self) -> None:
        assert YES.choose("en", "de") == "Yes"

    def test_a_longer_tag_falls_back_to_its_shorter_forms(self) -> None:
        made = Text({"de": "Ja", "de-simple": "Ja!", "en": "Yes"})
        assert made.choose("de-simple", "en") == "Ja!"
        assert made.choose("de-AT-1996", "en") == "Ja"

    def test_then_comes_the_source_language(self) -> None:
        assert YES.choose("fr", "en") == "Yes"

    def test_then_the_first_language_there_is(self) -> None:
        assert YES.choose("fr") == "Ja"
        assert YES.choose("fr", "tr") == "Ja"

    @given(texts(), st.sampled_from(["de", "en", "de-simple", "xx", ""]))
    def test_there_is_always_one(self, made: Text, language: str) -> None:
        assert made.choose(language, "fr") in dict(made.versions).values()
