# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

import attrs
import pytest
from tests.builders import single, town

import weltoffen as wo
from weltoffen.errors import InvalidDocument
from weltoffen.model.ids import Reference
from weltoffen.report.editions import check_edition, check_language
from weltoffen.report.structure import Report


class TestCheckEdition:
    """P5: documents and tables are made from reports only, with no edition but the report's own."""

    def test_its_own_edition_or_none(self) -> None:
        one = town(single("q"))
        report = one.report(one.official(q="s1"))
        check_edition(report, None, "f")
        check_edition(report, one.edition, "f")

    def test_another_edition(self) -> None:
        one = town(single("q"))
        report = one.report(one.official(q="s1"))
        stamp = attrs.evolve(report.stamp, edition=Reference(id="else", version="1"))
        with pytest.raises(InvalidDocument) as caught:
            check_edition(attrs.evolve(report, stamp=stamp), one.edition, "f")
        (problem,) = caught.value.problems
        named = one.edition.reference
        assert (problem.code, problem.pointer) == ("other-edition", "/edition")
        assert dict(problem.parameters) == {"id": named.id, "version": named.version}

    @pytest.mark.parametrize("found", [None, {}, "report", wo.Assessment])
    def test_anything_but_a_report(self, found: Any) -> None:  # noqa: ANN401
        with pytest.raises(wo.Unprotected, match="f takes a Report, not "):
            check_edition(found, None, "f")
        with pytest.raises(wo.Unprotected, match="f takes a Report or an Edition, not "):
            check_edition(found, None, "f", takes="a Report or an Edition")

    def test_a_class_made_from_it(self) -> None:
        class More(Report):
            pass

        one = town(single("q"))
        report = one.report(one.official(q="s1"))
        more = More(**attrs.asdict(report, recurse=False))
        with pytest.raises(wo.Unprotected, match="f takes a Report, not More"):
            check_edition(more, None, "f")

    @pytest.mark.parametrize("edition", [{}, "2026.1", 0])
    def test_an_edition_that_is_none(self, edition: Any) -> None:  # noqa: ANN401
        one = town(single("q"))
        with pytest.raises(TypeError, match="f: edition is to be Edition or None, not "):
            check_edition(one.report(one.official(q="s1")), edition, "f")


class TestCheckLanguage:
    """M7: a language has the form of a BCP 47 tag."""

    @pytest.mark.parametrize("language", ["de", "en", "de-simple", "fr"])
    def test_a_language(self, language: str) -> None:
        check_language(language)

    @pytest.mark.parametrize("language", [None, "", 3, "Deutsch!", ["de"], b"de"])
    def test_no_language(self, language: object) -> None:
        with pytest.raises(InvalidDocument) as caught:
            check_language(language)
        assert [one.code for one in caught.value.problems] == ["bad-language"]
