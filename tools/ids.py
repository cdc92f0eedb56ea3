# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0

"""Keep the ids of released editions (M2, M3): once released, an id is never lost and never reused.

Usage::

    python tools/ids.py                    # fail if a shipped edition breaks with what was released
    python tools/ids.py --record VERSION   # at a release: write down the ids of an edition

``src/weltoffen/reference/released.json`` holds, for each released edition, what its ids mean: nodes, stages,
offices, modules and their rules, suggestions, scales, gates, questions. It is only ever added to. Until the
first release it is empty.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import weltoffen as wo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LEDGER = Path(__file__).resolve().parents[1] / "src" / "weltoffen" / "reference" / "released.json"
COMMAND = "python tools/ids.py --record VERSION"


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


def broken(ledger: Mapping[str, list[str]], editions: Mapping[str, wo.Edition]) -> Iterator[str]:
    """Say what breaks with the ledger: a released edition lost an id, or one got another meaning.

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


def read_ledger() -> dict[str, list[str]]:
    """Read the ledger."""
    found: dict[str, list[str]] = json.loads(LEDGER.read_text(encoding="utf-8"))
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the ledger, or add an edition to it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--record", metavar="VERSION", help="edition that is being released")
    options = parser.parse_args(arguments)
    ledger = read_ledger()
    if options.record is not None:
        if options.record in ledger:
            print(
                f"{options.record} is released already; the ledger is only added to",
                file=sys.stderr,
            )
            return 1
        ledger[options.record] = ids_of(wo.load_reference(options.record))
        LEDGER.write_text(json.dumps(ledger, indent=1) + "\n", encoding="utf-8")
    found = list(broken(ledger, {one: wo.load_reference(one) for one in wo.editions()}))
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
