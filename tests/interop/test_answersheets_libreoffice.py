# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
from tests.interop.officefixtures import FIXTURES, OFFICE, through_libreoffice
from tests.interop.sheettowns import ASKED, TOWN, open_sheet, reply, rows_of

from weltoffen.interop.answersheets import read_answer_sheet

NAMES = (
    "answersheet-libreoffice-de.xlsx",
    "answersheet-libreoffice-de.csv",
    "answersheet-libreoffice-de-again.csv",
)


class TestSavedByLibreOffice:
    """A sheet saved by LibreOffice (German: semicolon, decimal comma) reads back equal."""

    @pytest.mark.parametrize("name", NAMES)
    def test_fixtures(self, name: str) -> None:
        assert read_answer_sheet(FIXTURES / name, ASKED, TOWN) == reply()
        assert read_answer_sheet(FIXTURES / name, ASKED) == reply()

    @pytest.mark.parametrize("name", NAMES)
    def test_sheets_of_former_templates(self, name: str) -> None:
        """They have the ids first, ``Eigenschaft`` and ``Teil (Stelle)`` in the head, and codes behind."""
        path = FIXTURES / f"former-{name}"
        assert read_answer_sheet(path, ASKED, TOWN) == reply()
        if path.suffix == ".csv":
            text = path.read_text(encoding="utf-8-sig")
            assert "\nEigenschaft;official;" in text
            assert "\nFrage-ID;Antwort-ID;" in text

    def test_the_csv_is_the_german_one(self) -> None:
        text = (FIXTURES / "answersheet-libreoffice-de.csv").read_text(encoding="utf-8-sig")
        assert ";share;" in text
        assert ";63,5;" in text

    def test_drop_down_lists_and_ranges_were_understood(self) -> None:
        _, sheet = open_sheet((FIXTURES / NAMES[0]).read_bytes())
        kinds = {str(one.sqref): one.type for one in sheet.data_validations.dataValidation}
        rows = rows_of(sheet)
        assert kinds[f"D{rows['plot', '']}"] == "list"
        assert kinds[f"D{rows['area', '']}"] == "custom"

    @pytest.mark.thorough
    @pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
    def test_live(self) -> None:
        files = through_libreoffice()
        assert set(files) == set(NAMES)
        for data in files.values():
            assert read_answer_sheet(data, ASKED, TOWN) == reply()
