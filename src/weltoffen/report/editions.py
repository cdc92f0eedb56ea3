# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""A report and its edition (Bericht und Ausgabe), checked before anything is made from them; P5."""

from __future__ import annotations

from weltoffen.errors import InvalidDocument, Problem, Unprotected
from weltoffen.model.edition import Edition
from weltoffen.model.text import is_language
from weltoffen.report.structure import Report


def check_edition(
    report: Report, edition: Edition | None, function: str, *, takes: str = "a Report"
) -> None:
    """Check what a document or a table is to be made from (P5).

    Args:
        report: The report.
        edition: Its edition, or None.
        function: Name of the function that was called.
        takes: What that function takes, for the message.

    Raises:
        Unprotected: For anything but a `Report`, also for a class made from it.
        TypeError: For an edition that is none.
        InvalidDocument: ``other-edition``, if the report was made with an edition that is called otherwise;
            what is in them is not compared.
    """
    if type(report) is not Report:
        found = type(report).__name__
        msg = f"{function} takes {takes}, not {found}; see weltoffen.build_report"
        raise Unprotected(msg)
    if edition is None:
        return
    if not isinstance(edition, Edition):
        msg = f"{function}: edition is to be Edition or None, not {type(edition).__name__}"
        raise TypeError(msg)
    if edition.reference != report.stamp.edition:
        named = edition.reference
        problem = Problem.at("other-edition", ("edition",), id=named.id, version=named.version)
        raise InvalidDocument([problem])


def check_language(language: object) -> None:
    """Check that a language is named as languages are (M7).

    Raises:
        InvalidDocument: ``bad-language``.
    """
    if not is_language(language):
        raise InvalidDocument([Problem.at("bad-language", ("language",))])
