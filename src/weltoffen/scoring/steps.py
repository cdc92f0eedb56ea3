# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Single steps in answers (Schritte), and what they change in a leaf: the ground under G3.

A *single step* in a question is one option more:

- single choice: the next option with a higher value; options of equal value are skipped;
- number with bands: the nearest band with a higher value, on either side (bands may fall); of two bands
  equally near the one with the higher value, then the one declared first;
- checklist: one option added, the one that adds most to the capped points, ties in declared order;
- number without bands, free text: none.

Only answered questions can be stepped. Steps change the answers, and with them what is asked: a question
that falls away leaves the base, one that is newly asked is unanswered.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple, final

from weltoffen.model.answers import Answer, chosen
from weltoffen.model.forms import AnswerForm, Checklist, SingleChoice
from weltoffen.model.questionnaire import Question, Questionnaire
from weltoffen.model.response import Merged
from weltoffen.scoring.ascent import Standing
from weltoffen.scoring.evidence import answer_value
from weltoffen.scoring.results import Sheet

_NONE = Fraction(0)


class Move(NamedTuple):
    """Where some single steps in one question lead (Zug).

    Attributes:
        steps: Number of single steps.
        value: Value of the question then.
        reached: Id of the option or band reached, or ids of the options added in declared order; empty
            for no step.
        chosen: Ids of all options or bands that are chosen then.
    """

    steps: int
    value: Fraction
    reached: tuple[str, ...]
    chosen: frozenset[str]


def moves_from(
    questionnaire: Questionnaire, question: Question, answer: Answer
) -> tuple[Move, ...]:
    """Give what 0, 1, 2, … single steps from an answer lead to (G3); values rise strictly."""
    start = frozenset(chosen(question, answer))
    if isinstance(question.form, Checklist):
        return tuple(additions(question.form, start))
    value = answer_value(questionnaire, question, answer)
    found = [Move(0, value, (), start)]
    for now in start:
        options, values = questionnaire.choices(question), questionnaire.values[question.id]
        for index in _rising(options.index(now), values):
            reached = (options[index],)
            found.append(Move(len(found), values[index], reached, frozenset(reached)))
    return tuple(found)


def _rising(at: int, values: Sequence[Fraction]) -> Iterator[int]:
    while better := [index for index, value in enumerate(values) if value > values[at]]:
        at = min((abs(index - at), -values[index], index) for index in better)[2]
        yield at


def additions(
    form: Checklist,
    start: frozenset[str],
    first: frozenset[str] = frozenset(),
    never: frozenset[str] = frozenset(),
) -> Iterator[Move]:
    """Add to a checklist one option after another while its capped points rise (M4, G3).

    Args:
        form: The checklist.
        start: Ids of the options that are chosen.
        first: Ids of options to be added at once; each is a step.
        never: Ids of options that are not to be added one after another.
    """
    full, worth = form.whole_points
    now = start | first
    points = min(sum([worth[one] for one in now]), full)
    left = [one for one in worth if one not in now | never]
    while True:
        reached = tuple(one for one in worth if one in now and one not in start)
        yield Move(len(reached), Fraction(points, full), reached, now)
        # What reaches the full value adds alike; of options that add alike the first one declared counts.
        missing = full - points
        best = max(left, key=lambda one: min(worth[one], missing), default=None)
        if best is None or not min(worth[best], missing):
            return
        left.remove(best)
        now |= {best}
        points += min(worth[best], missing)


@final
class Conditions:
    """Which questions are asked once answers have moved (Bedingungen; M4, A1)."""

    def __init__(self, questionnaire: Questionnaire, merged: Merged) -> None:
        """Take over who depends on whom, and the official answers."""
        self._merged = merged
        self._by_id = questionnaire.by_id
        self._needs: dict[str, tuple[str, frozenset[str]]] = {}
        self._direct: defaultdict[str, list[str]] = defaultdict(list)
        for question in questionnaire.questions:
            if question.depends_on is not None:
                needed = question.depends_on
                self._needs[question.id] = (needed.question, frozenset(needed.options))
                self._direct[needed.question].append(question.id)
        self._below: dict[str, frozenset[str]] = {}

    def below(self, question: str) -> frozenset[str]:
        """Questions that depend on a question, or on one that does, and so on."""
        if question not in self._direct:
            return frozenset()
        if question not in self._below:
            found: set[str] = set()
            waiting = [question]
            while waiting:
                more = self._direct.get(waiting.pop(), ())
                found.update(more)
                waiting += more
            self._below[question] = frozenset(found)
        return self._below[question]

    def bringing(
        self, question: str, start: frozenset[str], among: frozenset[str]
    ) -> frozenset[str]:
        """Options of a question that would meet a condition which the chosen ones do not meet.

        Args:
            question: Id of the question.
            start: Ids of the options that are chosen.
            among: Ids of the questions whose conditions matter.
        """
        conditions = [self._needs[one][1] for one in self._direct.get(question, ()) if one in among]
        return frozenset().union(*(one for one in conditions if one.isdisjoint(start)))

    def after(self, moves: Mapping[str, Move]) -> dict[str, bool]:
        """Say of every question below the moved ones, in declared order, whether it is asked then."""
        affected = frozenset().union(*map(self.below, moves))
        if not affected:
            return {}
        found: dict[str, bool] = {}
        for one in self._by_id:
            if one in affected:
                parent, options = self._needs[one]
                asked = found.get(parent, parent not in self._merged.not_asked)
                found[one] = asked and not options.isdisjoint(self._chosen(parent, moves))
        return found

    def opened(self, moves: Mapping[str, Move]) -> dict[str, tuple[str, ...]]:
        """Give the questions that would newly be asked, by the moved question that opens them (G3).

        Only an answer meets a condition, and what is newly asked has none yet: a question that is newly
        asked depends directly on a moved one. Each is named once, in declared order.
        """
        found: dict[str, tuple[str, ...]] = dict.fromkeys(moves, ())
        for one, asked in self.after(moves).items():
            if asked and one in self._merged.not_asked:
                found[self._needs[one][0]] += (one,)
        return found

    def _chosen(self, question: str, moves: Mapping[str, Move]) -> frozenset[str]:
        if question in moves:
            return moves[question].chosen
        answer = self._merged.answers.get(question)
        return frozenset(chosen(self._by_id[question], answer))


class Item(NamedTuple):
    """A scored question as it was answered (Frage mit Antwort).

    Attributes:
        id: Id of the question.
        form: How it is answered.
        weight: Whole number, in proportion to the weights of its leaf.
        asked: Whether it was asked.
        exempt: Whether it was answered as not applicable.
        moves: What steps from its answer lead to; empty without an answer.
    """

    id: str
    form: AnswerForm
    weight: int
    asked: bool
    exempt: bool
    moves: tuple[Move, ...]

    def applies(self, asked: Mapping[str, bool]) -> bool:
        """Whether it is in the base, once other questions are asked."""
        return not self.exempt and asked.get(self.id, self.asked)


class Leaf(NamedTuple):
    """A leaf in whole numbers (Blatt), so that a step costs little.

    Attributes:
        node: Id of the leaf.
        items: Its scored questions, in declared order.
        unit: Into how many parts the value 1 is divided; every value that can be reached is a whole
            number of them.
        counting: Weight of the questions with an answer.
    """

    node: str
    items: tuple[Item, ...]
    unit: int
    counting: int

    def parts(self, value: Fraction) -> int:
        """Write a value of one of its questions as a number of parts."""
        return value.numerator * (self.unit // value.denominator)

    def rise(self, item: Item, move: Move) -> tuple[Fraction, Fraction]:
        """Say what a move adds to the leaf's score, if there is one, and to the sum of its values (S4).

        Only for a move that changes nothing in what is asked.
        """
        if not item.weight:
            return _NONE, _NONE
        more = self.parts(move.value) - self.parts(item.moves[0].value)
        return Fraction(item.weight * more, self.counting * self.unit), Fraction(more, self.unit)

    def standing(
        self, moves: Mapping[str, Move], asked: Mapping[str, bool], minimum_coverage: Fraction
    ) -> Standing:
        """Score the leaf after some moves (S3, S4).

        Args:
            moves: The moves, by question.
            asked: Whether questions are asked then; others are as before.
            minimum_coverage: Least coverage for a score.
        """
        points = counting = base = total = count = 0
        for item in self.items:
            if item.weight and item.applies(asked):
                base += item.weight
                if item.moves:
                    value = self.parts(moves.get(item.id, item.moves[0]).value)
                    points += item.weight * value
                    counting += item.weight
                    total += value
                    count += 1
        coverage = Fraction(counting, base) if base else None
        if coverage is None or coverage < minimum_coverage or not counting:
            return Standing(None, coverage)
        score = Fraction(points, counting * self.unit)
        return Standing(score, coverage, Fraction(total, self.unit), count)


@final
class Leaves:
    """Prepares the leaves of an official response for steps (Blätter); each scale is read once."""

    def __init__(self, sheet: Sheet, merged: Merged, questionnaire: Questionnaire) -> None:
        """Take over an official response.

        Args:
            sheet: Its scores.
            merged: Its answers.
            questionnaire: The questionnaire that was answered.
        """
        self._scores = sheet.by_question
        self._merged = merged
        self._questionnaire = questionnaire
        self._moves: dict[tuple[str, Answer], tuple[Move, ...]] = {}

    def leaf(self, node: str) -> Leaf:
        """Give a leaf with its scored questions."""
        informing = self._questionnaire.by_node.get(node, ())
        weights, units = self._questionnaire.whole_weights, self._questionnaire.whole_values
        items, unit = [], 1
        for question in informing:
            if question.id not in weights:
                continue
            state = self._scores[question.id].state
            asked = question.id not in self._merged.not_asked
            moves: tuple[Move, ...] = ()
            if state == "answered":
                moves = self._moves_of(question)
                unit = math.lcm(unit, units[question.id][0], moves[0].value.denominator)
            items.append(
                Item(
                    id=question.id,
                    form=question.form,
                    weight=weights[question.id],
                    asked=asked,
                    exempt=asked and state == "not-applicable",
                    moves=moves,
                )
            )
        counting = sum([item.weight for item in items if item.moves])
        return Leaf(node=node, items=tuple(items), unit=unit, counting=counting)

    def _moves_of(self, question: Question) -> tuple[Move, ...]:
        answer = self._merged.answers[question.id]
        if not isinstance(question.form, SingleChoice):
            return moves_from(self._questionnaire, question, answer)
        key = (question.form.scale, answer)
        if key not in self._moves:
            self._moves[key] = moves_from(self._questionnaire, question, answer)
        return self._moves[key]
