# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen protection``: the operator's account of what is hidden and why (internes Protokoll); P4.

It goes to the terminal as text and nowhere else: no document holds it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, final

from weltoffen.cli.answers import check_answers, counted_answers
from weltoffen.cli.outputs import columns
from weltoffen.cli.rounds import BETWEEN, asked_round, chosen_rule
from weltoffen.scoring.account import account_for, suggest_merges

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from weltoffen.cli.console import Console
    from weltoffen.scoring.account import Account, ItemAccount, MergeSuggestion
    from weltoffen.scoring.grouping import Merges

MOST_SUGGESTIONS = 10


def run(options: argparse.Namespace, console: Console) -> int:
    """Tell the operator what is hidden; arguments and exit codes as in `weltoffen.cli`."""
    check_answers(options, [options.assessment], console)
    assessment, edition = asked_round(options, console)
    rule = chosen_rule(options, assessment, console)
    found = counted_answers(options, assessment, edition.questionnaire, console)
    with console.stage("protecting"):
        account = account_for(found.tally, rule, assessment, edition)
    with console.stage("merging"):
        suggestions = suggest_merges(found.tally, rule, assessment, edition)
    console.say(console.phrase("protection.private"))
    console.say()
    merges = _options(rule.merges) or console.phrase("protection.no-merge")
    console.say(
        console.phrase("protection.rule", assessment=assessment.id, k=rule.k, merges=merges)
    )
    for line in Telling(account, console).lines(suggestions):
        console.say(line)
    return found.code


def _options(merges: Merges) -> str:
    return " ".join(f"--merge {BETWEEN.join(one)}" for one in merges)


@final
class Telling:
    """An account as plain lines for a terminal."""

    def __init__(self, account: Account, console: Console) -> None:
        """Take an account, and the console for its language."""
        self._account = account
        self._console = console
        self._k = account.rule.k
        self._present = [one.group for one in account.participation.groups if one.answers]

    def lines(self, suggestions: Sequence[MergeSuggestion]) -> Iterator[str]:
        """Tell who took part, what is hidden and why, and which merges would show more."""
        yield ""
        if not self._present:
            yield self._console.phrase("protection.nobody")
            return
        yield from self._participation()
        yield ""
        yield from self._items()
        yield ""
        yield from self._merges(suggestions)

    # --- Who took part -------------------------------------------------------------------------------

    def _participation(self) -> Iterator[str]:
        phrase, found = self._console.phrase, self._account.participation
        yield phrase("protection.participation")
        shown = phrase("protection.shown")
        rows = []
        for one in found.groups:
            said = shown if one.reason is None else self._hidden(f"group-reason.{one.reason}")
            rows.append([one.group, str(one.answers), said if one.answers else ""])
        everybody = shown if found.hidden is None else self._hidden("group-reason.too-few")
        total = sum(one.answers for one in found.groups)
        rows.append([phrase("protection.everybody"), str(total), everybody])
        yield from columns(rows)

    def _hidden(self, reason: str) -> str:
        return self._console.phrase("protection.hidden-because", reason=self._reason(reason))

    def _reason(self, name: str) -> str:
        return self._console.phrase(name, k=self._k)

    # --- Questions -----------------------------------------------------------------------------------

    def _items(self) -> Iterator[str]:
        phrase, items = self._console.phrase, self._account.items
        hidden = Counter(one.hidden for one in items if one.hidden is not None)
        partly = [one for one in items if one.hidden is None and self._reasons(one)]
        yield phrase(
            "protection.numbers",
            items=len(items),
            whole=len(items) - len(partly) - hidden.total(),
            partly=len(partly),
            hidden=hidden.total(),
        )
        for reason, number in hidden.most_common():
            words = self._reason(f"item-reason.{reason}")
            yield "  " + phrase("protection.reason", number=number, reason=words)
        if partly or hidden:
            yield ""
            yield phrase("protection.items")
            head = [phrase(f"protection.{name}") for name in ("question", "what", "why")]
            rows = [self._row(one) for one in items if one.hidden or self._reasons(one)]
            yield from columns([head, *rows])

    def _row(self, item: ItemAccount) -> list[str]:
        why = self._reasons(item)
        if item.hidden is not None:
            words = self._reason(f"item-reason.{item.hidden}")
            cells = ", ".join(dict.fromkeys(map(self._cell, item.cells)))
            why.insert(0, f"{words}: {cells}" if cells else words)
        what = "partly" if item.hidden is None else "hidden"
        return [item.question or "", self._console.phrase(f"protection.{what}"), "; ".join(why)]

    def _reasons(self, item: ItemAccount) -> list[str]:
        """Say of the groups that took part why they are not shown, those with the same reason together."""
        groups: dict[str, list[str]] = {}
        for one in item.groups:
            if one.reason is not None and one.group in self._present:
                groups.setdefault(one.reason, []).append(f"{one.group} {one.answers}")
        return [
            f"{self._reason(f'group-reason.{reason}')}: {', '.join(found)}"
            for reason, found in groups.items()
        ]

    def _cell(self, groups: Sequence[str]) -> str:
        found = [one for one in groups if one in self._present]
        if len(found) == 1:
            return found[0]
        if found == self._present:
            return self._console.phrase("protection.everybody")
        return self._console.phrase("protection.rest", groups=", ".join(found))

    # --- Merges --------------------------------------------------------------------------------------

    def _merges(self, suggestions: Sequence[MergeSuggestion]) -> Iterator[str]:
        phrase = self._console.phrase
        if not any(one.merges for one in suggestions):
            yield phrase("protection.no-merges")
            return
        yield phrase("protection.merging", possible=suggestions[0].possible)
        yield phrase("protection.merging-by")
        yield phrase("protection.merging-before")
        best = suggestions[:MOST_SUGGESTIONS]
        best = [*best, *(one for one in suggestions if not one.merges and one not in best)]
        head = [phrase(f"protection.{name}") for name in ("could", "groups", "option")]
        rows = [
            [str(one.voices), str(one.groups), _options(one.merges) or phrase("protection.without")]
            for one in best
        ]
        yield from columns([head, *rows])
