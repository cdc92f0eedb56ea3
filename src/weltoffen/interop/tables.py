# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Reports and editions as tables (Berichte und Ausgaben als Tabellen): P4, P5, M7."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.arguments import check_type
from weltoffen.interop import editiontables, resulttables, viewtables
from weltoffen.interop.columns import TableSource, table_of
from weltoffen.interop.editiontables import EditionNames
from weltoffen.interop.naming import Names
from weltoffen.model.edition import Edition
from weltoffen.report.editions import check_edition, check_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weltoffen.interop.rows import TableRows
    from weltoffen.report.structure import Report

_OF_REPORTS: Mapping[str, TableSource] = {
    "results": resulttables.RESULTS,
    "perspectives": resulttables.PERSPECTIVES,
    "needs": resulttables.NEEDS,
    "strengths": resulttables.STRENGTHS,
    "clarify": resulttables.CLARIFY,
    "answers": viewtables.ANSWERS,
    "gaps": viewtables.GAPS,
    "questiongaps": viewtables.QUESTIONGAPS,
    "occasions": viewtables.OCCASIONS,
    "levers": resulttables.LEVERS,
    "stability": resulttables.STABILITY,
    "ratings": resulttables.RATINGS,
    "change": viewtables.CHANGE,
    "participation": viewtables.PARTICIPATION,
    "caveats": viewtables.CAVEATS,
    "suggestions": resulttables.SUGGESTIONS,
    "conflicts": viewtables.CONFLICTS,
    "about": viewtables.ABOUT,
}
_OF_EDITIONS: Mapping[str, TableSource] = {
    "nodes": editiontables.NODES,
    "questions": editiontables.QUESTIONS,
    "options": editiontables.OPTIONS,
}

REPORT_TABLES = tuple(_OF_REPORTS)
"""Names of the tables of a report, in order."""
EDITION_TABLES = tuple(_OF_EDITIONS)
"""Names of the tables of an edition, in order."""


def to_rows(
    source: Report | Edition,
    table: str = "results",
    language: str = "de",
    *,
    edition: Edition | None = None,
) -> TableRows:
    """Give one table of a report or an edition as plain rows (Tabelle).

    Where the report has a number that may not be shown, its cell is None and the column ``status`` says
    ``protected`` (P4); ``status`` is ``shown`` where there is one, and otherwise the reason why there is
    none. Each row has a column ``ref``: the RFC 6901 pointer of what it tells of, in the report's JSON
    (`weltoffen.schemas.documents.write`); of an edition in its target model (``nodes``) or its questionnaire
    (``questions``, ``options``).

    Args:
        source: A report, or an edition.
        table: One of `REPORT_TABLES` or of `EDITION_TABLES`.
        language: Language of the texts in the cells, chosen by M7.
        edition: The edition of the report, for the texts of questions and options; without it these cells
            are None. An edition needs no other one.

    Returns:
        The table. Scores and their differences are floats, correctly rounded, in [-1, 1].

    Raises:
        Unprotected: For anything but a report or an edition, above all for counts and operator's sheets (P5).
        InvalidDocument: ``other-edition``, if the report was made with another edition; ``bad-language``;
            ``number-too-large``, for a number of an edition that no document can hold.
        ValueError: For a table that there is not.
        TypeError: For another argument of a wrong type.
    """
    check_type("to_rows", "table", table, str)
    sources, names = _opened(source, language, edition, "to_rows")
    if table not in sources:
        msg = f"no table {table!r}; there are: {', '.join(sources)}"
        raise ValueError(msg)
    return table_of(table, sources[table], names, language)


def to_tables(
    source: Report | Edition, language: str = "de", *, edition: Edition | None = None
) -> tuple[TableRows, ...]:
    """Give all tables of a report or an edition, in order.

    Args:
        source: A report, or an edition.
        language: As in `to_rows`.
        edition: As in `to_rows`.

    Returns:
        The tables `REPORT_TABLES`, or `EDITION_TABLES`.

    Raises:
        Unprotected: As in `to_rows`, and so the other errors.
    """
    sources, names = _opened(source, language, edition, "to_tables")
    return tuple(table_of(name, one, names, language) for name, one in sources.items())


def _opened(
    source: Report | Edition, language: str, edition: Edition | None, function: str
) -> tuple[Mapping[str, TableSource], Names | EditionNames]:
    check_language(language)
    if isinstance(source, Edition):
        return _OF_EDITIONS, EditionNames(edition=source, language=language)
    check_edition(source, edition, function, takes="a Report or an Edition")
    return _OF_REPORTS, Names(report=source, language=language, edition=edition)
