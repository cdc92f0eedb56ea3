# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Answer sheets that went through LibreOffice in a German locale.

To make the fixtures anew, with LibreOffice on the path::

    python -m tests.interop.officefixtures
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.interop.sheettowns import ASKED, entries, filled_csv, filled_xlsx, reply, template

if TYPE_CHECKING:
    from collections.abc import Mapping

FIXTURES = Path(__file__).with_name("fixtures")
OFFICE = shutil.which("soffice")
_GERMAN = "59,34,76,1,,1031,false,true,false"
"""Semicolon, double quotes, UTF-8, from the first line, German; numbers as they are shown."""
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>de-DE</value></prop>
</item>
</oor:items>
"""
"""What a German user has: numbers in cells without a format of their own have a decimal comma."""
_TEXT = "Text - txt - csv (StarCalc)"


def through_libreoffice() -> Mapping[str, bytes]:
    """Fill in the sheets of the small town, open and save them in LibreOffice; give files by name."""
    given = dict(entries(reply(), ASKED, "de"))
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        workbook, text = here / "book.xlsx", here / "text.csv"
        workbook.write_bytes(filled_xlsx(template(), given))
        text.write_bytes(filled_csv(template("csv"), given))
        return {
            "answersheet-libreoffice-de.xlsx": _saved(workbook, "xlsx"),
            "answersheet-libreoffice-de.csv": _saved(workbook, f"csv:{_TEXT}:{_GERMAN}"),
            "answersheet-libreoffice-de-again.csv": _saved(
                text, f"csv:{_TEXT}:{_GERMAN}", f"--infilter={_TEXT}:{_GERMAN}"
            ),
        }


def _saved(file: Path, form: str, *options: str) -> bytes:
    assert OFFICE is not None
    target = file.parent / "out"
    profile = file.parent / "profile"
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
    command = [
        OFFICE,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        *options,
        "--convert-to",
        form,
    ]
    subprocess.run(
        [*command, "--outdir", str(target), str(file)], check=True, capture_output=True, timeout=180
    )
    return (target / f"{file.stem}.{form.partition(':')[0]}").read_bytes()


if __name__ == "__main__":
    for name, data in through_libreoffice().items():
        (FIXTURES / name).write_bytes(data)
