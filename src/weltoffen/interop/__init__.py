# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Foreign formats (Austausch): tables for data frames and spreadsheets, answer sheets, council papers."""

from weltoffen.interop.answersheets import SheetForm, answer_sheet, read_answer_sheet
from weltoffen.interop.csvfiles import Dialect, write_csv
from weltoffen.interop.oparl import to_oparl
from weltoffen.interop.rows import Cell, Column, Dtype, TableRows, Unit
from weltoffen.interop.tables import EDITION_TABLES, REPORT_TABLES, to_rows, to_tables
from weltoffen.interop.workbooks import write_workbook

__all__ = [
    "EDITION_TABLES",
    "REPORT_TABLES",
    "Cell",
    "Column",
    "Dialect",
    "Dtype",
    "SheetForm",
    "TableRows",
    "Unit",
    "answer_sheet",
    "read_answer_sheet",
    "to_oparl",
    "to_rows",
    "to_tables",
    "write_csv",
    "write_workbook",
]
