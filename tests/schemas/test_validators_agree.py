# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Four validators in three languages give the same verdict on every document of the corpus."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from tests.schemas.schemacorpus import (
    BUNDLE,
    CORPUS,
    FOLDER,
    ROOT,
    SCHEMAS,
    Case,
    PythonJudge,
    RustJudge,
    load_cases,
    read_json,
)

NODE = ROOT / "tests" / "node"
BUNDLE_FILE = FOLDER / f"{BUNDLE}.schema.json"
NO_NETWORK = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")
"""A proxy that is not there: a request would fail."""


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    """Give the whole corpus."""
    return list(load_cases())


class TestAgreement:
    """docs/schemas/index.md: stock validators of any language can check documents."""

    def test_jsonschema_rs(self, cases: list[Case]) -> None:
        """jsonschema-rs finds the errors of the corpus, and gives the same verdicts by the bundle."""
        judge = RustJudge(SCHEMAS)
        assert [case.key for case in cases if judge.errors(case) != case.errors] == []
        bundle = jsonschema_rs.Draft202012Validator(read_json(BUNDLE_FILE))
        assert [
            case.key for case in cases if bundle.is_valid(case.document) == bool(case.errors)
        ] == []

    def test_jsonschema(self, cases: list[Case]) -> None:
        """The jsonschema of Python, with a closed registry, finds the errors of the corpus."""
        judge = PythonJudge(SCHEMAS)
        large = [case for case in cases if case.is_large]
        assert [case.key for case in large if judge.is_valid(case) == bool(case.errors)] == []
        others = [case for case in cases if not case.is_large]
        assert [case.key for case in others if judge.errors(case) != case.errors] == []

    def test_ajv(self, cases: list[Case]) -> None:
        """In its strict mode ajv takes every schema, finds the errors, and agrees by the bundle."""
        node = shutil.which("node")
        if node is None:
            pytest.skip("ajv did not judge: there is no `node` on the PATH")
        if not (NODE / "node_modules" / "ajv").is_dir():
            pytest.skip("ajv did not judge: run `npm ci --prefix tests/node` first")
        done = subprocess.run(
            [node, str(NODE / "validate.mjs"), str(FOLDER), str(CORPUS)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        result: dict[str, Any] = json.loads(done.stdout)
        assert result["compiled"] == sorted(SCHEMAS)
        found = {key: {tuple(e) for e in one["errors"]} for key, one in result["found"].items()}
        assert found.keys() == {case.key for case in cases}
        assert [case.key for case in cases if found[case.key] != case.errors] == []
        bundle = {key: one["bundle"] for key, one in result["found"].items()}
        assert [case.key for case in cases if bundle[case.key] == bool(case.errors)] == []

    def test_check_jsonschema(self, cases: list[Case], tmp_path: Path) -> None:
        """check-jsonschema gives the same verdicts by the bundle, and needs no network for it.

        It is jsonschema with another way in, and slow: usually it is asked about every third document.
        """
        small = [case for case in cases if not case.is_large]
        assert disagreements(small[::3], tmp_path) == []

    @pytest.mark.thorough
    def test_check_jsonschema_on_all_documents(self, cases: list[Case], tmp_path: Path) -> None:
        """The same for all, also for 100 001 answers, about which it thinks for seconds."""
        assert disagreements(cases, tmp_path) == []


def disagreements(cases: list[Case], folder: Path) -> list[str]:
    """Have check-jsonschema judge documents by the bundle; give those on which it disagrees."""
    files: dict[str, Case] = {}
    for number, case in enumerate(cases):
        path = folder / f"{number}.json"
        path.write_text(json.dumps(case.document), encoding="utf-8")
        files[path.name] = case
    done = subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema", "-o", "json", "--no-cache"),
            *("--schemafile", str(BUNDLE_FILE), *files),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
        env={**os.environ, **NO_NETWORK},
    )
    assert done.returncode == 1, done.stderr
    result = json.loads(done.stdout)
    assert result["parse_errors"] == []
    refused = {Path(error["filename"]).name for error in result["errors"]}
    return [case.key for name, case in files.items() if (name in refused) != bool(case.errors)]
