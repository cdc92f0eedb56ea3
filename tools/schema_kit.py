# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0

"""Pack the schemas for projects in other languages (Schema-Paket): ``python tools/schema_kit.py OUT.zip``.

In the archive are all schemas, the compound one, the response schema of the newest edition, every problem
code with its texts, the Node example, and the corpus: documents, and what is wrong with each. The same
checkout gives the same bytes on every machine.
"""

from __future__ import annotations

import argparse
import copy
import functools
import io
import json
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

import weltoffen as wo
from weltoffen.errors import problem_codes
from weltoffen.schemas.strict import dump

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jsonschema.protocols import Validator

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "tests" / "corpus" / "v1"
ASKED = CORPUS / "questionnaire"
README = Path(__file__).with_name("schema_kit.md")
NAME = f"weltoffen-schemas-{wo.schemas.VERSION}"
TIME = (1980, 1, 1, 0, 0, 0)
"""The first moment that an archive can hold."""
LARGEST = 64 * 1024
"""A larger document goes into the archive as its recipe."""
LONGEST = 1000
FINE = "accepts"

Plain = dict[str, Any]
Files = dict[str, bytes]


def kit() -> Files:
    """Give every file of the archive by its path."""
    files: Files = {"LICENSE": (ROOT / "LICENSES" / "Apache-2.0.txt").read_bytes()}
    for name in (*wo.schemas.KINDS, "common", "bundle"):
        files[f"schemas/{name}.schema.json"] = wo.schemas.schema_bytes(name)
    edition = wo.load_reference(wo.editions()[-1])
    asked = edition.questionnaire.reference
    files[f"response-schemas/{asked.id}-{asked.version}.schema.json"] = dump(
        wo.schemas.response_schema(edition.questionnaire)
    )
    files["problems.json"] = dump(problems())
    for path in sorted((ROOT / "examples" / "node").glob("*")):
        if path.is_file():
            files[f"node/{path.name}"] = path.read_bytes()
    cases: list[Plain] = []
    for make in (whole_documents, byte_documents, responses, old_documents):
        cases += make(files)
    for path in sorted((CORPUS / "schema" / "mutations").glob("*.json")):
        files[f"corpus/mutations/{path.name}"] = dump(mutations(path))
    files["corpus/index.json"] = dump({"cases": cases})
    files["README.md"] = readme(files, cases).encode()
    return files


def problems() -> Plain:
    """Give the texts of every problem code, with the names of their parameters in braces."""
    texts = tomllib.loads((ROOT / "src/weltoffen/problems.toml").read_text(encoding="utf-8"))
    return {code: {key: texts[code][key] for key in ("de", "en")} for code in problem_codes()}


# --- Corpus ------------------------------------------------------------------------------------------


def whole_documents(files: Files) -> Iterator[Plain]:
    """Take the documents for the schemas: valid ones, and some with many errors in each."""
    folder = CORPUS / "schema"
    for path in sorted((folder / "valid").glob("*.json")):
        yield _case(files, f"valid/{path.name}", path.read_bytes(), {"problems": []})
    for path in sorted((folder / "invalid").glob("*.expected.json")):
        name = path.name.replace(".expected", "")
        expected = load(path)
        case = _case(files, f"invalid/{name}", path.with_name(name).read_bytes(), expected)
        yield {**case, "judgedBy": expected["schema"], "errors": expected["errors"]}


def byte_documents(files: Files) -> Iterator[Plain]:
    """Take what is refused, or accepted, for its bytes, its values or its meaning."""
    for path in sorted((CORPUS / "bytes").glob("*.expected.json")):
        name = path.name.removesuffix(".expected.json")
        recipe = path.with_name(f"{name}.recipe.json")
        baked = (
            bake(load(recipe)) if recipe.exists() else path.with_name(f"{name}.json").read_bytes()
        )
        case = _case(files, f"bytes/{name}.json", baked, load(path))
        if len(baked) > LARGEST:
            del files[f"corpus/{case.pop('file')}"]
            case = {"recipe": load(recipe), **case}
        yield case


def responses(files: Files) -> Iterator[Plain]:
    """Take responses to one questionnaire and its assessment, judged with both."""
    for name in ("questionnaire.json", "assessment.json"):
        files[f"corpus/responses/for/{name}"] = (ASKED / name).read_bytes()
    questionnaire = wo.schemas.read_questionnaire(ASKED / "questionnaire.json")
    assessment = wo.schemas.read_assessment(ASKED / "assessment.json")
    own = wo.schemas.response_schema(questionnaire, assessment)
    files["corpus/responses/for/response.schema.json"] = dump(own)
    judge = _validator(own)
    for path in sorted((ASKED / "responses").glob("*.expected.json")):
        name = path.name.replace(".expected", "")
        data = path.with_name(name).read_bytes()
        case = _case(files, f"responses/{name}", data, load(path))
        yield {**case, "byItsOwnSchema": verdict(data, judge)}


def old_documents(files: Files) -> Iterator[Plain]:
    """Take documents of drafts, which the library carries forward and a schema of today refuses."""
    for path in sorted((CORPUS / "migration").glob("*.json")):
        name = path.name.removesuffix(".json")
        if name.endswith((".twin", ".expected")):
            continue
        told = path.with_name(f"{name}.expected.json")
        expected = load(told) if told.exists() else {"problems": []}
        case = _case(files, f"migration/{path.name}", path.read_bytes(), expected)
        twin = path.with_name(f"{name}.twin.json")
        if twin.exists():
            files[f"corpus/migration/{twin.name}"] = twin.read_bytes()
            case["sameAs"] = f"migration/{twin.name}"
        yield case


def _case(files: Files, name: str, data: bytes, expected: Plain) -> Plain:
    files[f"corpus/{name}"] = data
    limits = {"limits": expected["limits"]} if "limits" in expected else {}
    return {
        "file": name,
        "bySchema": verdict(data, bundle_validator()),
        "problems": expected["problems"],
        **limits,
    }


def mutations(path: Path) -> Plain:
    """Write patched documents as plain RFC 6902, without the short forms of our own corpus."""
    source = load(path)
    base = load(CORPUS / "schema" / source["base"])
    cases = [case for case in source["cases"] if not any("members" in one for one in case["patch"])]
    return {
        "base": source["base"],
        "cases": [{**case, "patch": _spelled_out(base, case["patch"])} for case in cases],
    }


def _spelled_out(base: object, patch: list[Plain]) -> list[Plain]:
    holder: Plain = {"": copy.deepcopy(base)}
    plain: list[Plain] = []
    for operation in patch:
        one: Plain = {"op": operation["op"], "path": operation["path"]}
        *steps, last = [
            step.replace("~1", "/").replace("~0", "~") for step in operation["path"].split("/")
        ]
        at: Any = holder
        for step in steps:
            at = at[int(step)] if isinstance(at, list) else at[step]
        if one["op"] == "remove":
            del at[int(last) if isinstance(at, list) else last]
        else:
            one["value"] = _value(operation)
            if isinstance(at, list):
                there = int(last) + (one["op"] == "replace")
                at[int(last) : there] = [copy.deepcopy(one["value"])]
            else:
                one["op"] = "replace" if last in at else "add"  # our own patches mean either
                at[last] = copy.deepcopy(one["value"])
        plain.append(one)
    return plain


def _value(operation: Plain) -> object:
    if "repeat" in operation:
        repeat = operation["repeat"]
        return repeat.get("before", "") + repeat["text"] * repeat["times"]
    return operation["value"]


def bake(recipe: Plain) -> bytes:
    """Make a large document from its recipe."""
    baked: list[str] = []
    for part in recipe["parts"]:
        if "count" in part:
            baked += [part["text"].replace("{n}", str(n)) for n in range(part["count"])]
        else:
            baked.append(part["text"] * part.get("times", 1))
    return "".join(baked).encode()


# --- What a stock validator says ---------------------------------------------------------------------


def verdict(data: bytes, judge: Validator) -> str:
    """Say what an ordinary parser and a validator make of a document.

    Returns:
        ``accepts``, ``refuses``, or ``no-json`` where the parser gives up.
    """
    try:
        document = json.loads(data.decode(), parse_constant=_refuse, parse_int=_integer)
    except (ValueError, RecursionError):
        return "no-json"
    return FINE if judge.is_valid(document) else "refuses"


def _refuse(name: str) -> None:
    raise ValueError(name)


def _integer(digits: str) -> float:
    """Read an integer of any length, as JavaScript does; Python refuses long ones."""
    return float(digits) if len(digits) > LONGEST else int(digits)


def _validator(schema: Plain) -> Validator:
    return Draft202012Validator(schema)


@functools.cache
def bundle_validator() -> Validator:
    """Give the validator of the compound document; it needs nothing else."""
    return _validator(json.loads(wo.schemas.schema_bytes("bundle")))


def unseen(cases: Iterable[Plain]) -> list[str]:
    """List the codes of problems in documents that every schema at hand accepts, within default limits."""
    return sorted(
        {
            one["code"]
            for case in cases
            if case.get("byItsOwnSchema", FINE) == FINE == case["bySchema"]
            if "limits" not in case
            for one in case["problems"]
        }
    )


# --- The archive -------------------------------------------------------------------------------------


def readme(files: Mapping[str, bytes], cases: list[Plain]) -> str:
    """Fill in the page that explains the archive."""
    texts = problems()
    rows = [f"| `{code}` | {texts[code]['en']} |" for code in unseen(cases)]
    own = next(name for name in files if name.startswith("response-schemas/"))
    return (
        README.read_text(encoding="utf-8")
        .replace("VERSION", wo.schemas.VERSION)
        .replace("RESPONSE-SCHEMA", own)
        .replace("NUMBER-OF-CASES", str(len(cases)))
        .replace("| UNSEEN | |", "\n".join(rows))
    )


def archive(files: Mapping[str, bytes]) -> bytes:
    """Write files into an archive: sorted, at one time, and not compressed, so that no library matters."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as packed:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{NAME}/{name}", TIME)
            entry.create_system = 3  # as on Unix, wherever it is made
            entry.external_attr = 0o100644 << 16
            packed.writestr(entry, files[name])
    return buffer.getvalue()


def load(path: Path) -> Any:  # noqa: ANN401 - any JSON
    """Read a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def main(arguments: list[str] | None = None) -> int:
    """Write the archive."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path, help="the archive to be written")
    options = parser.parse_args(arguments)
    options.out.write_bytes(archive(kit()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
