# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What a wheel and an sdist may hold: ``.ci/contents.py`` tells each defect.

The real ones are built and judged by ``.ci/run``; these are small ones, made by hand.
"""

from __future__ import annotations

import io
import tarfile
import zipfile
from typing import TYPE_CHECKING

import attrs
import pytest
from tests.scripts import load_script

if TYPE_CHECKING:
    from pathlib import Path

CONTENTS = load_script(".ci/contents.py")
LISTED = ("README.md", "src/weltoffen/__init__.py", "src/weltoffen/py.typed", "tests/test_town.py")
INFO = "weltoffen-1.dist-info"
METADATA = """\
Metadata-Version: 2.4
Name: weltoffen
Version: 1
Summary: Towns
Author: The weltoffen authors
License-Expression: Apache-2.0 AND CC-BY-4.0
Keywords: town
Classifier: Programming Language :: Python :: 3.11
Classifier: Programming Language :: Python :: 3.12
Classifier: Programming Language :: Python :: 3.13
Requires-Python: >=3.11
Requires-Dist: attrs
Provides-Extra: cli
Description-Content-Type: text/markdown

# Towns

See `docs/x.md`, [the rules](https://example.org/rules) and [below](#below).
"""


@attrs.frozen
class Pair:
    """A wheel and an sdist, by the names of the files in them."""

    wheel: tuple[str, ...] = (
        "weltoffen/__init__.py",
        "weltoffen/py.typed",
        *(f"{INFO}/{name}" for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt")),
        f"{INFO}/licenses/LICENSES/Apache-2.0.txt",
        f"{INFO}/licenses/LICENSES/CC-BY-4.0.txt",
        f"{INFO}/sboms/weltoffen.cdx.json",
    )
    sdist: tuple[str, ...] = (*LISTED, "PKG-INFO")
    metadata: str = METADATA
    metadata_of_sdist: str | None = None


def _judged(folder: Path, pair: Pair) -> list[str]:
    with zipfile.ZipFile(folder / "weltoffen-1-py3-none-any.whl", "w") as wheel:
        for name in pair.wheel:
            wheel.writestr(name, pair.metadata if name.endswith("/METADATA") else "x")
    with tarfile.open(folder / "weltoffen-1.tar.gz", "w:gz") as sdist:
        for name in pair.sdist:
            text = (pair.metadata_of_sdist or pair.metadata) if name == "PKG-INFO" else "x"
            member = tarfile.TarInfo(f"weltoffen-1/{name}")
            member.size = len(text.encode())
            sdist.addfile(member, io.BytesIO(text.encode()))
    return list(CONTENTS.complaints(folder, set(LISTED)))


def _without(names: tuple[str, ...], gone: str) -> tuple[str, ...]:
    assert gone in names
    return tuple(name for name in names if name != gone)


class TestContents:
    """The wheel holds package, licences and SBOM, the sdist what git knows, and neither anything else."""

    def test_a_complete_pair_passes(self, tmp_path: Path) -> None:
        assert _judged(tmp_path, Pair()) == []

    @pytest.mark.parametrize("gone", [one for one in Pair().wheel if not one.endswith("/METADATA")])
    def test_a_file_that_the_wheel_lacks_is_told(self, gone: str, tmp_path: Path) -> None:
        found = _judged(tmp_path, Pair(wheel=_without(Pair().wheel, gone)))
        assert found == [f"missing from the wheel: {gone}"]

    @pytest.mark.parametrize("extra", ["junk.py", "weltoffen/junk.toml", f"{INFO}/junk"])
    def test_a_file_too_many_in_the_wheel_is_told(self, extra: str, tmp_path: Path) -> None:
        found = _judged(tmp_path, Pair(wheel=(*Pair().wheel, extra)))
        assert found == [f"only in the wheel: {extra}"]

    def test_the_sdist_is_what_git_knows(self, tmp_path: Path) -> None:
        sdist = (*_without(Pair().sdist, "tests/test_town.py"), "notes.txt")
        assert _judged(tmp_path, Pair(sdist=sdist)) == [
            "missing from the sdist: tests/test_town.py",
            "only in the sdist: notes.txt",
        ]

    def test_both_tell_the_same(self, tmp_path: Path) -> None:
        other = METADATA.replace("Summary: Towns", "Summary: Cities")
        found = _judged(tmp_path, Pair(metadata_of_sdist=other))
        assert found == ["wheel and sdist have different metadata"]


class TestMetadata:
    @pytest.mark.parametrize(
        "field", ["Author", "Keywords", "Summary", "Requires-Python", "Description-Content-Type"]
    )
    def test_a_field_that_is_missing_is_told(self, field: str, tmp_path: Path) -> None:
        lines = [line for line in METADATA.splitlines() if not line.startswith(f"{field}: ")]
        found = _judged(tmp_path, Pair(metadata="\n".join(lines) + "\n"))
        assert found == [f"not in the metadata: {field}"]

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("Apache-2.0 AND CC-BY-4.0", "Apache-2.0", "licence expression: Apache-2.0"),
            (":: 3.12", ":: 3.10", "no classifier for Python 3.12"),
            (METADATA.partition("\n\n")[2], "", "no long description"),
        ],
        ids=["licence", "python", "description"],
    )
    def test_what_is_wrong_is_told(self, old: str, new: str, said: str, tmp_path: Path) -> None:
        assert _judged(tmp_path, Pair(metadata=METADATA.replace(old, new))) == [said]

    @pytest.mark.parametrize(
        "link",
        ["[how](docs/x.md)", "[how\nit is](../x.md)", '<img src="x.png">', '<a href="x.md">'],
    )
    def test_a_link_that_only_a_clone_can_follow_is_told(self, link: str, tmp_path: Path) -> None:
        (line,) = _judged(tmp_path, Pair(metadata=METADATA + link + "\n"))
        assert line.startswith("a link in the long description that an index cannot follow: ")
