# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""TypeScript types that two generators make of the schemas; docs/guide/other-languages.md."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.schemas.schemacorpus import CORPUS, DOCUMENTS, FOLDER, ROOT, read_json, schema_of

import weltoffen as wo
from weltoffen.demo import demo_bytes

NODE = ROOT / "tests" / "node"
EXAMPLE = ROOT / "examples" / "node"
RESPONSE = {
    "$schema": '"https://w3id.org/weltoffen/schemas/1.0.0/response.schema.json"',
    "questionnaire": '{ id: "q", version: "1" }',
    "assessment": '"a"',
    "perspective": '"p"',
    "capacity": '"personal"',
    "answers": '{ a: "b", c: ["d"], e: 1.5 }',
}
WRONG: dict[str, dict[str, str | None]] = {
    "capacity": {"capacity": '"private"'},
    "missing": {"perspective": None},
    "unknown-key": {"role": '"r"'},
    "other-kind": {"$schema": '"https://w3id.org/weltoffen/schemas/1.0.0/report.schema.json"'},
    "text-for-reference": {"questionnaire": '"q"'},
    "number-for-text": {"assessment": "1"},
    "answer-yes-or-no": {"answers": "{ a: true }"},
    "answer-in-an-object": {"answers": '{ a: { option: "b" } }'},
}
"""Responses that break a type: what is changed, or left out (None)."""
WRONG_READING = {
    "number-that-may-be-absent": "export const n: number = report.responses;",
    "points-instead-of-share": "export const n: number = report.needs[0].gap.points;",
    "key-that-is-not-there": "export const n = report.score;",
}
RIGHT_READING = {
    "named-node": "export const id: string = report.nodes[0].node;",
    "whole-without-id": "export const id: undefined = report.whole.node;",
}
OURS = "./types/weltoffen.js"


def tool(*arguments: object, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a program with Node."""
    return subprocess.run(
        ["node", *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def response_text(module: str, changes: dict[str, str | None]) -> str:
    """Write a module with a response that is changed."""
    members = {key: value for key, value in {**RESPONSE, **changes}.items() if value is not None}
    body = ", ".join(f"{key}: {value}" for key, value in members.items())
    return (
        f'import type {{ Response }} from "{module}";\nexport const r: Response = {{ {body} }};\n'
    )


def with_documents(quick: Path) -> dict[str, str]:
    """Write modules with every valid document of the corpus, by the types of both generators."""
    modules: dict[str, str] = {}
    for path in sorted((CORPUS / "valid").glob("*.json")):
        text, kind = path.read_text(encoding="utf-8"), schema_of(read_json(path))
        modules[f"valid-{path.stem}"] = (
            f'import type {{ Document }} from "{OURS}";\nexport const d: Document = {text};\n'
        )
        name = root_name(quick / f"{kind}.ts")
        modules[f"quick-valid-{path.stem}"] = (
            f'import type {{ {name} }} from "./quick/{kind}.js";\n'
            f"export const d: {name} = {text};\n"
        )
    return modules


def with_samples(prefix: str, response: str, report: str) -> dict[str, str]:
    """Write modules that make a response and read a report, right and wrong ones."""
    modules = {f"{prefix}right": response_text(response, {})}
    for name, changes in WRONG.items():
        modules[f"{prefix}wrong-{name}"] = response_text(response, changes)
    head = f'import type {{ Report }} from "{report}";\ndeclare const report: Report;\n'
    for name, line in WRONG_READING.items():
        modules[f"{prefix}wrong-{name}"] = f"{head}{line}\n"
    for name, line in RIGHT_READING.items():
        modules[f"{prefix}{name}"] = f"{head}{line}\n"
    return modules


@pytest.fixture(scope="module")
def errors(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Make both sets of types and many modules that use them; give the errors of each module."""
    if shutil.which("node") is None:
        pytest.skip("no types were made: there is no `node` on the PATH")
    if not (NODE / "node_modules" / "typescript").is_dir():
        pytest.skip("no types were made: run `npm ci --prefix tests/node` first")
    folder = tmp_path_factory.mktemp("types")
    (folder / "node_modules").symlink_to(NODE / "node_modules")
    for name in ("types.mjs", "typed.ts"):
        shutil.copy(EXAMPLE / name, folder)
    for script, out in ((folder / "types.mjs", "types"), (NODE / "quicktype.mjs", "quick")):
        made = tool(script, FOLDER, folder / out, folder=folder)
        assert made.returncode == 0, made.stderr
    modules = {
        **with_documents(folder / "quick"),
        **with_samples("", OURS, OURS),
        **with_samples("quick-", "./quick/response.js", "./quick/report.js"),
    }
    for name, text in modules.items():
        (folder / f"{name}.ts").write_text(text, encoding="utf-8")
    compiled = tool(
        NODE / "node_modules" / "typescript" / "bin" / "tsc",
        *("--strict", "--noEmit", "--pretty", "false", "--types", ""),
        *("--module", "nodenext", "--target", "es2022"),
        *sorted(folder.glob("*.ts")),
        *sorted(folder.glob("*/*.ts")),
        folder=folder,
    )
    return {name: [] for name in (*modules, "typed")} | by_module(compiled.stdout)


def by_module(output: str) -> dict[str, list[str]]:
    """Give the errors that the compiler printed, by the name of their module."""
    found: dict[str, list[str]] = {}
    for line in output.splitlines():
        if not line.startswith(" "):  # the lines of an error after its first one are indented
            place = re.fullmatch(r"(.*)\.ts\(\d+,\d+\): (error TS\d+: .*)", line)
            assert place is not None, line
            found.setdefault(Path(place[1]).name, []).append(place[2])
    return found


def root_name(path: Path) -> str:
    """Give the name of the first type that quicktype wrote, which is the document's."""
    name = re.search(r"^export interface (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert name is not None
    return name[1]


class TestTypes:
    """Types compile under `strict`, take what is right and refuse what is wrong."""

    def test_all_types_compile(self, errors: dict[str, list[str]]) -> None:
        files = {"weltoffen.d", *DOCUMENTS}
        assert {name: errors[name] for name in files if errors.get(name)} == {}

    def test_the_example_compiles(self, errors: dict[str, list[str]]) -> None:
        assert errors["typed"] == errors["right"] == errors["quick-right"] == []

    def test_the_response_of_the_example_answers_the_reference_edition(self) -> None:
        text = (EXAMPLE / "typed.ts").read_text(encoding="utf-8")
        literal = re.search(r"response: Response = (\{.*?\n\});", text, re.DOTALL)
        assert literal is not None
        asked = wo.load_reference("2026.1").questionnaire
        town = wo.schemas.read_assessment(demo_bytes("assessment.json"))
        assert wo.schemas.read_response(literal[1].encode(), asked, town).part == "social-office"

    def test_every_valid_document_of_the_corpus_has_its_type(
        self, errors: dict[str, list[str]]
    ) -> None:
        valid = {name: one for name, one in errors.items() if "valid-" in name}
        assert len(valid) == 2 * len(list((CORPUS / "valid").glob("*.json")))
        assert {name: one for name, one in valid.items() if one} == {}

    @pytest.mark.parametrize("name", [*WRONG, *WRONG_READING])
    @pytest.mark.parametrize("prefix", ["", "quick-"])
    def test_what_is_wrong_does_not_compile(
        self, errors: dict[str, list[str]], prefix: str, name: str
    ) -> None:
        assert errors[f"{prefix}wrong-{name}"] != []

    def test_a_named_node_has_an_id_and_the_whole_has_none(
        self, errors: dict[str, list[str]]
    ) -> None:
        assert errors["named-node"] == errors["quick-named-node"] == []
        assert errors["whole-without-id"] == []


class TestLosses:
    """What the guide says that quicktype loses; should it learn this, the guide is to be changed."""

    def test_quicktype_gives_the_whole_an_id(self, errors: dict[str, list[str]]) -> None:
        assert errors["quick-whole-without-id"] != []
