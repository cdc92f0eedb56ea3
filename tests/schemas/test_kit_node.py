# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The Node example of the schema kit: good, bad and hostile documents; docs/guide/other-languages.md."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from tests.schemas.kits import index, make_kit, name_of, unpack
from tests.schemas.schemacorpus import ROOT

from weltoffen.schemas import check, schema_uri
from weltoffen.schemas.strict import DEFAULT_LIMITS

if TYPE_CHECKING:
    from pathlib import Path

NODE = ROOT / "tests" / "node"
FINER = {
    *("bad-id", "bad-version", "bad-language", "bad-date", "bad-date-time", "bad-address"),
    *("empty-text", "key-not-digits", "key-length", "key-land", "key-not-county"),
}
"""Codes for which the library looks at which pattern it is; the example says wrong-form."""
METHOD = schema_uri("method")


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the kit and lend it the packages of the tests."""
    if shutil.which("node") is None:
        pytest.skip("the example did not run: there is no `node` on the PATH")
    if not (NODE / "node_modules" / "ajv").is_dir():
        pytest.skip("the example did not run: run `npm ci --prefix tests/node` first")
    folder = tmp_path_factory.mktemp("kit")
    found = unpack(make_kit(folder / "kit.zip"), tmp_path_factory.mktemp("unpacked"))
    (found / "node" / "node_modules").symlink_to(NODE / "node_modules")
    return found


@pytest.fixture(scope="module")
def judged(kit: Path) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Have the example judge the whole corpus; give each case with what it said."""
    done = subprocess.run(
        ["node", str(NODE / "kit.mjs"), str(kit)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return list(zip(index(kit), json.loads(done.stdout), strict=True))


def example(kit: Path, *arguments: object, given: bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run check.mjs."""
    done = subprocess.run(
        ["node", str(kit / "node" / "check.mjs"), *map(str, arguments)],
        input=given,
        capture_output=True,
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def pairs(problems: list[dict[str, str]]) -> set[tuple[str, str]]:
    """Give code and pointer of each problem, patterns as the example names them."""
    return {
        ("wrong-form" if one["code"] in FINER else one["code"], one["pointer"]) for one in problems
    }


class TestCorpus:
    """The example says of every document what the kit's README says."""

    def test_it_accepts_what_the_bundle_accepts(
        self, judged: list[tuple[dict[str, Any], dict[str, Any]]]
    ) -> None:
        """But for 16 MiB and more, which it does not read, and a byte order mark, which it leaves out."""
        otherwise = {
            name_of(case): found["problems"]
            for case, found in judged
            if (found["problems"] == []) != (case["bySchema"] == "accepts")
        }
        mark = otherwise.pop("bytes/byte-order-mark.json")
        assert mark == []
        assert [[one["code"] for one in found] for found in otherwise.values()] == [["too-large"]]

    def test_problems_of_schemas_are_those_of_the_library(
        self, judged: list[tuple[dict[str, Any], dict[str, Any]]]
    ) -> None:
        cases = [(case, found) for case, found in judged if "judgedBy" in case]
        assert len(cases) > 20
        for case, found in cases:
            assert pairs(found["byJudge"]) == pairs(case["problems"]), case["file"]

    def test_responses_by_the_schema_of_their_questionnaire(
        self, judged: list[tuple[dict[str, Any], dict[str, Any]]]
    ) -> None:
        cases = [(case, found) for case, found in judged if "byItsOwnSchema" in case]
        assert len(cases) > 50
        for case, found in cases:
            accepted = found["byItsOwnSchema"] == []
            assert accepted == (case["byItsOwnSchema"] == "accepts"), case["file"]


class TestCommand:
    """check.mjs: pointers, codes and texts; exit codes as those of ``weltoffen check``."""

    def test_good_documents_print_nothing(self, kit: Path) -> None:
        done = example(kit, *sorted((kit / "corpus" / "valid").iterdir()))
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_a_bad_document_gets_the_words_of_the_library(
        self, kit: Path, tmp_path: Path, language: str
    ) -> None:
        file = tmp_path / "bad.json"
        body = '"minimumCoverage": 2, "parentPolicy": "best", "note": 1, "weights": []'
        file.write_text(f'{{"$schema": "{METHOD}", {body}}}', encoding="utf-8")
        found = check(file)
        assert {one.code for one in found} == {"no-variant", "unknown-key", "not-allowed"}
        done = example(kit, "--language", language, file)
        assert done.returncode == 1
        expected = {f"{one.pointer}: {one.code}: {one.message(language)}" for one in found}
        assert {line.split(": ", 1)[1] for line in done.stdout.splitlines()} == expected

    def test_a_response_by_its_questionnaire(self, kit: Path) -> None:
        own = kit / "corpus/responses/for/response.schema.json"
        file = kit / "corpus/responses/unknown-option.json"
        assert example(kit, file).returncode == 0
        done = example(kit, "--responses", own, file)
        assert done.returncode == 1
        assert ": not-allowed: " in done.stdout
        assert example(kit, "--responses", own, *(kit / "corpus/valid").glob("m*")).returncode == 0

    def test_a_file_that_is_not_there(self, kit: Path) -> None:
        done = example(kit, kit / "no-such-file.json", kit / "corpus/valid/method.json")
        assert done.returncode == 2
        assert "ENOENT" in done.stderr
        assert done.stdout == ""


class TestHostile:
    """What would lead ordinary programs astray."""

    def test_repeated_keys_are_lost_before_anybody_can_look(
        self, kit: Path, tmp_path: Path
    ) -> None:
        """The guide says so: JSON.parse keeps the last one; the library refuses the document."""
        file = tmp_path / "twice.json"
        file.write_text(f'{{"$schema": "{METHOD}", "extensions": {{"a": 1, "a": 2}}}}', "utf-8")
        assert example(kit, file).returncode == 0
        assert [one.code for one in check(file)] == ["duplicate-key"]

    DOCUMENTS = (
        (b"", "not-json"),
        (b"null", "wrong-type"),
        (b"{", "not-json"),
        (b'{"a": NaN}', "not-json"),
        (b'{"a": "\xff"}', "not-utf8"),
        ("{}".encode("utf-16"), "not-utf8"),
        (b" " * (DEFAULT_LIMITS.size + 1), "too-large"),
        (f'{{"$schema": "{METHOD}", "__proto__": {{"x": 1}}}}'.encode(), "unknown-key"),
        (f'{{"$schema": "{METHOD}", "constructor": 1}}'.encode(), "unknown-key"),
        (b'{"$schema": "__proto__"}', "not-allowed"),
        (b'{"$schema": {"$ref": "http://127.0.0.1:9/"}}', "not-allowed"),
        (b"[" * 100_000 + b"]" * 100_000, "wrong-type"),
        (
            f'{{"$schema": "{METHOD}", "extensions": {"[" * 5000 + "]" * 5000}}}'.encode(),
            "wrong-type",
        ),
    )

    def test_each_is_refused_with_a_code(self, kit: Path, tmp_path: Path) -> None:
        for number, (data, _) in enumerate(self.DOCUMENTS):
            (tmp_path / f"{number:02}.json").write_bytes(data)
        done = example(kit, *sorted(tmp_path.iterdir()))
        assert (done.returncode, done.stderr) == (1, "")
        found = [
            re.search(r"/(\d\d)\.json: .*?([a-z0-9]+-[a-z0-9-]+): ", line)
            for line in done.stdout.splitlines()
        ]
        codes = [(int(one[1]), one[2]) for one in found if one]
        assert codes == list(enumerate(code for _, code in self.DOCUMENTS))

    def test_of_many_problems_a_thousand_are_shown(self, kit: Path, tmp_path: Path) -> None:
        file = tmp_path / "many.json"
        answers = {f"Q{n}": None for n in range(2_000)}
        document = {"$schema": schema_uri("response"), "answers": answers}
        file.write_text(json.dumps(document), "utf-8")
        done = example(kit, file)
        assert done.returncode == 1
        *shown, more = done.stdout.splitlines()
        assert len(shown) == 1000
        # Two for each answer, and four keys that are missing.
        assert more.endswith("many.json: + 3004")

    def test_nothing_in_a_key_or_a_name_reaches_the_terminal(
        self, kit: Path, tmp_path: Path
    ) -> None:
        file = tmp_path / "\x1b[2Jname\u202e.json"
        key = "\x1b[31m\n\u202e\x9b" + "k" * 200
        file.write_text(json.dumps({"$schema": METHOD, key: 1}), "utf-8")
        done = example(kit, file)
        assert done.returncode == 1
        (line,) = done.stdout.splitlines()
        assert line.isprintable()
        assert len(line) < 400

    def test_an_answer_is_repeated_nowhere(self, kit: Path, tmp_path: Path) -> None:
        file = tmp_path / "response.json"
        told = "Frau Muster aus der Hauptstraße"
        plain = {"$schema": schema_uri("response"), "answers": {"q": {"text": told}, "r": told}}
        file.write_text(json.dumps({**plain, "capacity": told, "id": [told]}), "utf-8")
        done = example(kit, file)
        assert done.returncode == 1
        assert told not in done.stdout + done.stderr


class TestProblemLists:
    """It reads what ``weltoffen check --format json`` prints, and words it in the language wanted."""

    def test_the_words_are_those_of_the_library(self, kit: Path, tmp_path: Path) -> None:
        files = [
            kit / "corpus" / "bytes" / f"{name}.json"
            for name in (
                "duplicate-key",
                "ids-duplicate",
                "participation-twice",
                "date-february-30",
            )
        ]
        printed = {
            language: command("check", "--language", language, *files) for language in ("de", "en")
        }
        listed = command("check", "--language", "en", "--format", "json", *files)
        assert len(listed.splitlines()) >= len(files)
        saved = tmp_path / "problems.ndjson"
        saved.write_text(listed, encoding="utf-8")
        for language, expected in printed.items():
            done = example(kit, "--language", language, "--problems", saved)
            assert done.returncode == 1
            ours = [line.split(": ", 1)[1] for line in done.stdout.splitlines()]
            assert ours == [line.split(": ", 1)[1] for line in expected.splitlines()]
            assert (
                example(
                    kit, "--language", language, "--problems", "-", given=listed.encode()
                ).stdout
                == done.stdout
            )

    def test_no_problems_are_no_problem(self, kit: Path) -> None:
        assert example(kit, "--problems", "-").returncode == 0

    def test_what_is_no_list_of_problems_is_told_and_not_repeated(
        self, kit: Path, tmp_path: Path
    ) -> None:
        given = (b"no json\n", b"null\n", b"[1]\n", b"\xff\n", b'{"code": 1}\n')
        for number, data in enumerate(given):
            (tmp_path / f"{number}.ndjson").write_bytes(data)
        done = example(kit, "--problems", *sorted(tmp_path.iterdir()))
        assert (done.returncode, done.stdout) == (2, "")
        kinds = [line.rpartition(": ")[2] for line in done.stderr.splitlines()]
        assert kinds == ["SyntaxError", "TypeError", "TypeError", "SyntaxError", "TypeError"]

    def test_a_code_that_nobody_knows_keeps_its_text(self, kit: Path) -> None:
        line = {
            "file": "f",
            "code": "__proto__",
            "pointer": "/a",
            "message": "A {text}.",
            "line": 3,
        }
        done = example(kit, "--problems", "-", given=json.dumps(line).encode())
        assert (done.returncode, done.stdout) == (1, "f: 3: /a: __proto__: A {text}.\n")

    def test_a_list_from_elsewhere_moves_no_cursor(self, kit: Path) -> None:
        line = {
            "file": [1],
            "code": "\x1b[2J",
            "pointer": "/\r",
            "message": {"a": 1},
            "cell": "\u202e",
        }
        done = example(kit, "--problems", "-", given=json.dumps(line).encode())
        assert done.returncode == 1
        assert done.stdout.rstrip("\n").isprintable()


def command(*arguments: object) -> str:
    """Run weltoffen and give what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "weltoffen", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stderr
    return done.stdout
