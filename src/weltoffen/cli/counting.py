# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen reference``: what the shipped editions hold (Umfang der Ausgaben); M7."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from weltoffen.cli.console import FINE, CannotRun
from weltoffen.cli.inputs import edition_named
from weltoffen.errors import shorten
from weltoffen.model.text import is_language
from weltoffen.reference import completeness, count_edition, editions

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from weltoffen.cli.console import Console
    from weltoffen.model.edition import Edition


def run(options: argparse.Namespace, console: Console) -> int:
    """Show what an edition holds; arguments and exit codes as in `weltoffen.cli`."""
    if options.missing is not None and not is_language(options.missing):
        raise CannotRun(console.phrase("reference.bad-language", name=shorten(options.missing, 60)))
    if (options.edition, options.missing, options.ids) == (None, None, False):
        lines: Iterable[str] = [_line(version, console) for version in editions()]
    else:
        edition = edition_named(options.edition, console)
        lines = _told(edition, options, console)
    for line in lines:
        console.say(line)
    return FINE


def _told(edition: Edition, options: argparse.Namespace, console: Console) -> Iterable[str]:
    if options.missing is not None:
        return _missing(edition, options.missing, console)
    return _ids(edition, console) if options.ids else _counts(edition, console)


def _line(version: str, console: Console) -> str:
    edition = edition_named(version, console)
    title = edition.target_model.title.choose(console.language)
    return f"{version}  {title}"


def _missing(edition: Edition, language: str, console: Console) -> Iterator[str]:
    (found,) = completeness(edition, [language])
    yield from found.missing
    there = len(found.missing)
    console.note(console.phrase("reference.missing", language=language, missing=there))


def _ids(edition: Edition, console: Console) -> Iterator[str]:
    """List nodes, indented by their depth, and offices."""
    model = edition.target_model
    for node in model.nodes:
        indent = "  " * len(model.path(node.id))
        yield f"{indent}{node.id:<28} {node.title.choose(console.language)}"
    first = Counter(question.ask[0] for question in edition.questionnaire.questions if question.ask)
    yield console.phrase("reference.offices")
    for office in model.offices:
        title = office.title.choose(console.language)
        yield f"  {office.id:<28} {first[office.id]:>3}  {title}"


def _counts(edition: Edition, console: Console) -> Iterator[str]:
    counts, say = count_edition(edition), console.phrase
    model = edition.target_model
    yield say(
        "reference.title",
        title=model.title.choose(console.language),
        version=model.version,
        id=edition.reference.id,
    )
    titles = {level.id: level.title.choose(console.language) for level in model.levels}
    for level, number in counts.nodes:
        yield f"  {number:>5} × {titles[level]}"
    yield "  " + say("reference.questions", number=f"{counts.questions:>5}")
    for kind, number in counts.kinds:
        yield f"    {number:>5}  {say(f'reference.{kind}')}"
    yield "    " + say("reference.banded", number=counts.banded)
    yield "    " + say("reference.dependent", number=counts.dependent)
    yield "  " + say("reference.assessments", number=f"{counts.assessments:>5}")
    yield "  " + say("reference.suggestions", number=f"{counts.suggestions:>5}")
    yield "  " + say("reference.texts", number=f"{counts.texts:>5}")
    for one in counts.languages:
        there = f"{one.texts - len(one.missing):>5}"
        yield "    " + say(
            "reference.language",
            language=f"{one.language:<9}",
            there=there,
            missing=len(one.missing),
        )
    yield say("reference.plain")
