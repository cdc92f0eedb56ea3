# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the guide to testing says beside its examples: the strategies, and the corpus of bad documents."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.docs.blocks import demo_documents
from tests.docs.guidepages import keep_files, page, run

import weltoffen as wo
from weltoffen import testing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CORPUS = Path(__file__).resolve().parents[1] / "corpus/v1"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a folder with the files of the page."""
    found = tmp_path_factory.mktemp("testing")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(found)
        demo_documents()
        keep_files("testing")
        yield found


@pytest.fixture(scope="module")
def differing(folder: Path) -> Callable[[Path], list[str]]:
    """Give the function of the page that holds a reader to the corpus."""
    assert (folder / "bytes").is_dir()
    found: Callable[[Path], list[str]] = run("testing", since="This holds a reader")["differing"]
    return found


def test_every_strategy_stands_on_the_page_and_no_other() -> None:
    table = page("testing").partition("| strategy | gives |")[2].partition("\n\n")[0]
    named = set(re.findall(r"`([A-Za-z_]+)(?:\(|`)", table))
    assert set(testing.__all__) <= named
    assert named - set(testing.__all__) <= set(dir(testing.Case)) | {
        "edition",
        "assessment",
        "responses",
    }


class TestCorpus:
    """The function of the page, on the corpus that it speaks of."""

    def test_it_finds_no_difference(self, differing: Callable[[Path], list[str]]) -> None:
        assert len(list((CORPUS / "bytes").glob("*.expected.json"))) > 100
        assert differing(CORPUS / "bytes") == []

    def test_it_tells_a_difference(
        self, differing: Callable[[Path], list[str]], tmp_path: Path
    ) -> None:
        for path in (CORPUS / "bytes").glob("duplicate-key.*"):
            shutil.copy(path, tmp_path)
        (tmp_path / "duplicate-key.json").write_text("{}", "utf-8")
        assert differing(tmp_path) == ["duplicate-key.json"]

    def test_the_document_that_is_shown_is_the_one_of_the_corpus(self, folder: Path) -> None:
        name = "bytes/duplicate-key.json"
        assert (folder / name).read_bytes() == (CORPUS / name).read_bytes()
        expected = "bytes/duplicate-key.expected.json"
        assert json.loads((folder / expected).read_bytes()) == json.loads(
            (CORPUS / expected).read_bytes()
        )

    def test_both_folders_are_there(self) -> None:
        for name in ("bytes", "questionnaire"):
            assert f"`{name}/`" in page("testing")
            assert (CORPUS / name).is_dir()


def test_the_function_under_test_tells_the_problem_of_the_door(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(folder))
    import intake  # type: ignore[import-not-found]  # noqa: PLC0415

    assessment = wo.schemas.read_assessment("musterstadt/assessment.json")
    asked = wo.load_reference("2026.1").questionnaire
    reader = wo.schemas.ResponseReader(asked, assessment)
    status, answer = intake.take(b"{}", reader)
    told = json.loads(answer)
    assert (status, told["more"]) == (422, 0)
    assert {one["code"] for one in told["problems"]} == {"missing-key"}
