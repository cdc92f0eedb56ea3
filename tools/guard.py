# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0

"""Guard editions and schemas (M2, M3): once released, they never change.

Usage::

    python tools/guard.py                    # fail if anything differs from the ledger (also: --check)
    python tools/guard.py --write            # write down anew what is a draft
    python tools/guard.py --typo VERSION     # a typo in the texts of a released edition has been mended
    python tools/guard.py --release VERSION  # with this version of the library, all drafts are released
    python tools/guard.py --final            # fail also if anything is still a draft
    python tools/guard.py --since LEDGER     # fail also if what an earlier release had is not the same

``src/weltoffen/ledger.json`` holds, for each edition, a hash of its structure - all but the words - and the
fingerprints of target model and questionnaire that reports carry (S8), words and all. Of a released edition
it also holds what its ids mean, line by line: no later edition uses one of them for something else (M2). Of
a schema it holds the hash of its bytes. And it holds what the library takes where an edition says nothing,
such as the weight of a question: another default would change a released edition as well.

M3 allows typos in texts to be mended. Whether a change is a typo, only people can tell: so the fingerprints
of a released edition are added to, by hand, and the structure is not. A text that has gone to another place
is none: for that the ledger holds a short hash of each text of a released edition.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import typing
from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs

import weltoffen as wo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SOURCE = Path(__file__).resolve().parents[1] / "src" / "weltoffen"
LEDGER = SOURCE / "ledger.json"
COMMAND = "python tools/guard.py"
DRAFT, RELEASED = "draft", "released"
WORDS = {("Source", "citation")}  # words in one language, not a Text

KEYS = {"editions": {"structure", "fingerprints"}, "schemas": {"bytes"}, "defaults": {"value"}}
KEYS_OF_RELEASED = {
    "editions": {"since", "ids", "words"},
    "schemas": {"since"},
    "defaults": {"since"},
}
SHORT = 8
"""Hex digits that tell the texts of one edition apart."""

Ledger = dict[str, dict[str, dict[str, Any]]]


class Shipped(NamedTuple):
    """What the package ships: editions by version, bytes of schemas by path, defaults by ``Class.field``."""

    editions: Mapping[str, wo.Edition]
    schemas: Mapping[str, bytes]
    defaults: Mapping[str, str] = MappingProxyType({})


def shipped(source: Path = SOURCE) -> Shipped:
    """Read the editions as the library does, and the schemas byte for byte."""
    paths = sorted((source / "schemas").rglob("*.schema.json"))
    return Shipped(
        {version: wo.load_reference(version) for version in wo.editions()},
        {path.relative_to(source / "schemas").as_posix(): path.read_bytes() for path in paths},
        defaults_of(wo.TargetModel) | defaults_of(wo.Questionnaire),
    )


# --- What is written down -----------------------------------------------------------------------------


def structure(value: object, place: str) -> Iterator[str]:
    """Write down all of a definition but its words, one line each.

    Of a text the languages are told. What is at its default leaves no trace, as in the fingerprints of S8:
    a new optional attribute of the library is no change. The defaults are guarded by themselves.
    """
    kind = type(value)
    if isinstance(value, wo.Text):
        yield f"{place}: text in {', '.join(value.languages)}"
    elif isinstance(value, tuple):
        yield f"{place}: {len(value)}"
        for index, item in enumerate(value):
            yield from structure(item, f"{place}[{index}]")
    elif attrs.has(kind):
        yield f"{place}: {kind.__name__}"
        for field in attrs.fields(kind):
            item = getattr(value, field.name)
            if (kind.__name__, field.name) in WORDS:
                yield f"{place}.{field.name}: words"
            elif field.init and item != field.default:
                yield from structure(item, f"{place}.{field.name}")
    elif isinstance(value, str | int | Fraction | None):
        yield f"{place}: {kind.__name__} {str(value)!a}"
    else:
        message = f"{place}: a {kind.__name__} is not known here, mend tools/guard.py"
        raise TypeError(message)


def defaults_of(
    kind: type[attrs.AttrsInstance], known: frozenset[type] = frozenset()
) -> dict[str, str]:
    """Write down the defaults of a class and of all classes that its fields can hold, by ``Class.field``."""
    found = {}
    hints = typing.get_type_hints(kind)
    for field in attrs.fields(kind):
        name = f"{kind.__name__}.{field.name}"
        if factory := getattr(field.default, "factory", None):
            found[name] = f"made by {factory.__qualname__}"
        elif field.default is not attrs.NOTHING:
            found[name] = "; ".join(structure(field.default, "")).removeprefix(": ")
        for below in _classes(hints[field.name]) - known - {kind}:
            found |= defaults_of(below, known | {kind})
    return found


def _classes(hint: object) -> set[type[attrs.AttrsInstance]]:
    if hint is wo.Text:
        return set()
    if isinstance(hint, type) and attrs.has(hint):
        return {hint}
    return {one for inner in typing.get_args(hint) for one in _classes(inner)}


def texts(value: object, place: str) -> Iterator[tuple[str, str]]:
    """List all words of a definition in order, each with its place, without indices, and its language."""
    kind = type(value)
    if isinstance(value, wo.Text):
        yield from ((f"{place} {language}", words) for language, words in value.versions)
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item, f"{place}[]")
    elif attrs.has(kind):
        for field in attrs.fields(kind):
            item = getattr(value, field.name)
            if (kind.__name__, field.name) in WORDS and item is not None:
                yield f"{place}.{field.name}", item
            elif field.init:
                yield from texts(item, f"{place}.{field.name}")


def words_of(edition: wo.Edition) -> dict[str, str]:
    """Write down the words of an edition as short hashes in order, by place and language."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for part in (edition.target_model, edition.questionnaire):
        for place, words in texts(part, type(part).__name__):
            found[place].append(hashlib.sha256(words.encode()).hexdigest()[:SHORT])
    return {place: " ".join(hashes) for place, hashes in found.items()}


def ids_of(edition: wo.Edition) -> list[str]:
    """List what an edition's ids mean, one line each, beginning with kind and id."""
    model, asked = edition.target_model, edition.questionnaire
    found = {f"node {node.id} below {node.parent}" for node in model.nodes}
    found |= {f"stage {one.id} from {one.lower}" for one in model.stages}
    found |= {f"office {one.id}" for one in model.offices}
    found |= {f"module {one.id}" for one in model.modules}
    found |= {f"rule {rule.id} of {one.id}" for one in model.modules for rule in one.rules}
    found |= {
        f"suggestion {one.id} of {node.id}"
        for node in model.nodes
        for text in node.stage_texts
        for one in text.suggestions
    }
    found |= {
        f"scale {scale.id} with {option.id} worth {option.points}"
        for scale in asked.scales
        for option in scale.options
    }
    found |= {f"gate {one.id} on {one.node} by {one.question}" for one in asked.gates}
    for question in asked.questions:
        found.add(f"question {question.id} of kind {question.kind} on {question.node}")
        found |= {
            f"question {question.id} with {one.id} worth {one.points}"
            for one in asked.entries(question)
        }
    return sorted(found)


def hash_of(lines: Iterator[str]) -> str:
    """Hash lines of text."""
    return "sha256:" + hashlib.sha256("\n".join(lines).encode()).hexdigest()


def entry_of_edition(edition: wo.Edition) -> dict[str, Any]:
    """Write down an edition as a draft."""
    model, asked = edition.target_model, edition.questionnaire
    lines = [*structure(model, "targetModel"), *structure(asked, "questionnaire")]
    return {
        "status": DRAFT,
        "structure": hash_of(iter(lines)),
        "fingerprints": [{"targetModel": model.digest, "questionnaire": asked.digest}],
    }


def entry_of_schema(content: bytes) -> dict[str, Any]:
    """Write down a schema as a draft."""
    return {"status": DRAFT, "bytes": "sha256:" + hashlib.sha256(content).hexdigest()}


def entries(there: Shipped) -> Ledger:
    """Write down everything as a draft."""
    return {
        "defaults": {
            name: {"status": DRAFT, "value": value} for name, value in there.defaults.items()
        },
        "editions": {name: entry_of_edition(one) for name, one in there.editions.items()},
        "schemas": {name: entry_of_schema(one) for name, one in there.schemas.items()},
    }


# --- What is wrong ------------------------------------------------------------------------------------


def misshapen(ledger: Ledger) -> Iterator[str]:
    """Say what a ledger lacks, or has and should not, whatever is shipped."""
    for kind in sorted(KEYS.keys() ^ ledger.keys()):
        yield f"{kind}: " + ("not known" if kind in ledger else "missing in the ledger")
    for kind in KEYS.keys() & ledger.keys():
        for name, entry in ledger[kind].items():
            status = entry.get("status")
            needed = {"status", *KEYS[kind]}
            if status == RELEASED:
                needed |= KEYS_OF_RELEASED[kind]
            if status not in {DRAFT, RELEASED}:
                yield f"{kind} {name}: neither draft nor released"
            elif wrong := needed ^ entry.keys():
                told = ("not known" if key in entry else "missing" for key in sorted(wrong))
                said = (f"{key} is {what}" for key, what in zip(sorted(wrong), told, strict=True))
                yield f"{kind} {name}: {', '.join(said)}"


def broken_ids(
    ledger: Mapping[str, Sequence[str]], editions: Mapping[str, wo.Edition]
) -> Iterator[str]:
    """Say what breaks with released ids: a released edition lost one, or one got another meaning (M2).

    An edition that was released has every line that it was released with. In any other edition what bears an
    id of the ledger may be missing; but a node, question, scale or stage that is still there under its id
    has all its lines.
    """
    for version, edition in editions.items():
        found = set(ids_of(edition))
        named = {tuple(line.split()[:2]) for line in found}
        for released, known in ledger.items():
            for line in known:
                kind, name = line.split()[:2]
                stays = kind in {"node", "question", "scale", "stage"} and (kind, name) in named
                if (released == version or stays) and line not in found:
                    yield f"{version} lacks: {line}"


def complaints(ledger: Ledger, there: Shipped) -> Iterator[str]:
    """Say all that differs from the ledger, and what to do about it (M2, M3)."""
    if wrong := list(misshapen(ledger)):
        yield from wrong
        return
    now = entries(there)
    for kind, known in ledger.items():
        for name, entry in known.items():
            if name in now[kind]:
                yield from _changes(f"{kind} {name}", entry, now[kind][name])
            elif entry["status"] == RELEASED:
                yield f"{kind} {name}: released, and gone"
            else:
                yield f"{kind} {name}: listed, and gone; mend the ledger with: {COMMAND} --write"
        for name in sorted(now[kind].keys() - known.keys()):
            yield f"{kind} {name}: not listed; mend the ledger with: {COMMAND} --write"
    ids = {name: entry["ids"] for name, entry in ledger["editions"].items() if "ids" in entry}
    yield from broken_ids(ids, there.editions)
    for name in ids.keys() & there.editions.keys():
        yield from _gaps(name, ledger["editions"][name], there.editions[name])


def _gaps(name: str, entry: Mapping[str, Any], edition: wo.Edition) -> Iterator[str]:
    """Say what a released entry should hold: ids and words of what it has the hashes of."""
    now = entry_of_edition(edition)
    if entry["structure"] == now["structure"]:
        for line in sorted({*ids_of(edition)} - {*entry["ids"]}):
            yield f"editions {name}: the ledger lacks: {line}"
    if entry["fingerprints"][-1:] == now["fingerprints"] and entry["words"] != words_of(edition):
        yield f"editions {name}: the ledger has other words"


def _changes(name: str, entry: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    if entry["status"] == DRAFT:
        if entry != now:
            yield f"{name}: the draft has changed; mend the ledger with: {COMMAND} --write"
    elif "bytes" in now:
        if entry["bytes"] != now["bytes"]:
            yield f"{name}: released, and changed; a change needs a new version (M3)"
    elif "value" in now:
        if entry["value"] != now["value"]:
            yield (
                f"{name}: released as {entry['value']}, and now {now['value']}; "
                "that would change released editions (M3)"
            )
    elif entry["structure"] != now["structure"]:
        yield f"{name}: released, and changed in more than words; that needs a new version (M3)"
    elif entry["fingerprints"][-1:] != now["fingerprints"]:
        yield f"{name}: released, and words have changed; if only typos: {COMMAND} --typo VERSION"


def drafts(ledger: Ledger) -> Iterator[str]:
    """Say what is not released, a line for each kind."""
    for kind, known in ledger.items():
        names = [name for name, entry in known.items() if entry["status"] == DRAFT]
        if names:
            yield f"{kind}: still a draft: {', '.join(names)}; {COMMAND} --release VERSION"


def undone(before: Ledger, after: Ledger) -> Iterator[str]:
    """Say what an earlier ledger had released and this one tells differently."""
    for kind, known in before.items():
        for name, entry in known.items():
            kept = dict(after.get(kind, {}).get(name, {}))
            first = entry.get("fingerprints", [])
            if len(kept.get("fingerprints", [])) > len(first):  # typos have been mended since
                kept |= {
                    "fingerprints": kept["fingerprints"][: len(first)],
                    "words": entry.get("words"),
                }
            if entry["status"] == RELEASED and kept != entry:
                yield f"{kind} {name}: was released otherwise"


# --- What is changed in the ledger --------------------------------------------------------------------


def rewritten(ledger: Ledger, there: Shipped) -> Ledger:
    """Write drafts down anew; leave alone what is released."""
    found = entries(there)
    for kind, known in ledger.items():
        found[kind] |= {one: entry for one, entry in known.items() if entry["status"] == RELEASED}
    return found


def with_typos_mended(ledger: Ledger, there: Shipped, version: str) -> Ledger:
    """Add the present words of a released edition; the structure stays as it was released."""
    entry, now = ledger["editions"].get(version), entries(there)["editions"].get(version)
    if entry is None or now is None or entry["status"] != RELEASED:
        message = f"{version} is no released edition"
        raise ValueError(message)
    if entry["structure"] != now["structure"]:
        message = f"{version} has changed in more than words; that needs a new version (M3)"
        raise ValueError(message)
    known = entry["fingerprints"]
    if now["fingerprints"][0] in known:
        message = f"{version} has the words of an earlier state"
        raise ValueError(message)
    words = words_of(there.editions[version])
    if found := moved(entry["words"], words):
        message = (
            f"{version} has words that stood elsewhere: {', '.join(found)}; that is no typo (M3)"
        )
        raise ValueError(message)
    mended = {**entry, "fingerprints": [*known, *now["fingerprints"]], "words": words}
    return {**ledger, "editions": {**ledger["editions"], version: mended}}


def moved(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """List the places where a text has taken the place of another one that has changed as well.

    So two titles that were exchanged are found, or the labels of an option and its opposite, although each
    of them is known. A text that now reads like one that stays where it was can be a mended typo.
    """
    gone, come = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for place, hashes in before.items():
        for old, new in zip(hashes.split(), after[place].split(), strict=True):
            if old != new:
                everywhere = place.partition(" ")[0]  # in all languages
                gone[everywhere].add(old)
                come[everywhere].add(new)
    return [place for place, hashes in gone.items() if hashes & come[place]]


def released(ledger: Ledger, there: Shipped, version: str) -> Ledger:
    """Turn all drafts into released ones, as of a version of the library."""
    if version != wo.__version__:
        message = f"the library is at {wo.__version__}, see src/weltoffen/version.py"
        raise ValueError(message)
    if found := list(complaints(ledger, there)):
        raise ValueError("\n".join(found))
    done: Ledger = {kind: dict(known) for kind, known in ledger.items()}
    for kind, known in done.items():
        for name, entry in known.items():
            if entry["status"] == DRAFT:
                known[name] = {**entry, "status": RELEASED, "since": version}
                if kind == "editions":
                    edition = there.editions[name]
                    known[name] |= {"ids": ids_of(edition), "words": words_of(edition)}
    return done


# --- Command line -------------------------------------------------------------------------------------


def read_ledger(path: Path) -> Ledger:
    """Read a ledger."""
    found: Ledger = json.loads(path.read_text(encoding="utf-8"))
    return found


def write_ledger(ledger: Ledger, path: Path) -> None:
    """Write a ledger, sorted, so that a change is seen in few lines."""
    tidy = {kind: dict(sorted(known.items())) for kind, known in sorted(ledger.items())}
    path.write_text(
        json.dumps(tidy, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the ledger, or change it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--check", action="store_true", help="write nothing (default)")
    one.add_argument("--write", action="store_true", help="write drafts down anew")
    one.add_argument("--typo", metavar="VERSION", help="a released edition with mended typos")
    one.add_argument("--release", metavar="VERSION", help="version of the library to be released")
    parser.add_argument("--final", action="store_true", help="fail if anything is a draft")
    parser.add_argument("--since", metavar="LEDGER", type=Path, help="ledger of an earlier release")
    options = parser.parse_args(arguments)
    ledger, there = read_ledger(LEDGER), shipped()
    if wrong := list(misshapen(ledger)):
        print("\n".join(wrong), file=sys.stderr)
        return 1
    try:
        if options.write:
            ledger = rewritten(ledger, there)
        elif options.typo is not None:
            ledger = with_typos_mended(ledger, there, options.typo)
        elif options.release is not None:
            ledger = released(ledger, there, options.release)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    if options.write or options.typo is not None or options.release is not None:
        write_ledger(ledger, LEDGER)
    found = list(complaints(ledger, there))
    if options.final:
        found += drafts(ledger)
    if options.since is not None:
        found += list(undone(read_ledger(options.since), ledger))
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
