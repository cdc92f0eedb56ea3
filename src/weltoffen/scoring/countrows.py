# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Rows (Zeilen) that a database or an engine has counted, brought into counts; T1, A1."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal, final

from weltoffen.errors import InvalidDocument, PathStep, Problems
from weltoffen.model.answers import Answer, checked_answer, checked_answers, not_asked
from weltoffen.model.exact import as_decimal, exact
from weltoffen.model.forms import Checklist, FreeText, NumberEntry
from weltoffen.model.ids import check_id, is_id
from weltoffen.model.questionnaire import Question, Questionnaire
from weltoffen.model.scale import RESERVED
from weltoffen.scoring.counts import OfficialPart, PersonalCount, QuestionCount
from weltoffen.scoring.growth import GrowingCount
from weltoffen.scoring.layout import layout_of

CountRow = Sequence[Any]
"""Perspective, capacity, question, option or state, and how many responses say so."""
Silence = Literal["skipped", "not-asked", ""]
"""No entry (A1), and which of both it is said to be; empty if that is left open."""

COLUMNS = "perspective, capacity, question, option, n"
WIDTH = 5
MOST = 2**53 - 1
_CAPACITIES = ("official", "personal")
_BETWEEN = " "


@final
class CountRows:
    """Takes rows one by one, and gives the counts that they make together.

    What the rows say together is to be asked only if each of them is right: what was refused says nothing
    about the rest.
    """

    def __init__(self, questionnaire: Questionnaire, problems: Problems) -> None:
        """Start with no rows; ``problems`` takes what is wrong with them."""
        self._questionnaire = questionnaire
        self._problems = problems
        self._known = layout_of(questionnaire).slot
        self._choices = {key: options for key, _, options, _ in questionnaire.shapes}
        self._persons: dict[str, _Persons] = {}
        self._statements: dict[str, _Statement] = {}

    def add(self, index: int, row: Any) -> None:  # noqa: ANN401 - whatever an engine gives
        """Add a row: perspective, capacity, question, option or state, number of responses."""
        problems, here = self._problems, ("rows", index)
        values = _five(row)
        if values is None:
            problems.add("row-columns", here, columns=COLUMNS)
            return
        perspective, capacity, key, answer, n = values
        is_named = is_id(perspective)
        if not is_named:
            problems.add("bad-id", (*here, "perspective"))
        is_known = isinstance(capacity, str) and capacity in _CAPACITIES
        if not is_known:
            problems.add("unknown-capacity", (*here, "capacity"))
        number = _whole(problems, n, (*here, "n"))
        question = self._questionnaire.by_id.get(key) if isinstance(key, str) else None
        if question is None:
            problems.add("answer-unknown-question", (*here, "question"))
            return
        personal = capacity == "personal"
        checked = self._checked(question, answer, (*here, "option"), personal=personal)
        if checked is None or number is None or not (is_known and is_named):
            return
        if personal:
            persons = self._persons.get(perspective)
            if persons is None:
                persons = self._persons[perspective] = _Persons(self._questionnaire)
            persons.add(index, question.id, checked, number)
        elif number and not self._statements.setdefault(perspective, _Statement()).add(
            index, question.id, checked, number
        ):
            problems.add("second-official", (*here, "n"), perspective=perspective)

    def _checked(
        self, question: Question, answer: object, here: tuple[PathStep, ...], *, personal: bool
    ) -> tuple[Answer | None, Silence] | None:
        """Give the answer in its one form, or that there is no entry; None if it was refused."""
        key = question.id
        if personal and type(answer) is str and not question.officially_only:
            pair: Any = (key, answer)
            if pair in self._known:
                return answer, ""
        silence = _silence(self._choices[key], answer)
        if silence is not None:
            return None, silence
        plain = _plain(question, answer, personal=personal)
        checked = checked_answer(self._questionnaire, question, plain, self._problems, here)
        if checked is None:
            return None
        if personal and question.officially_only:
            self._problems.add("answer-officially-only", here)
            return None
        return checked, ""

    def personal(self, responses: Mapping[str, int] | None) -> list[PersonalCount]:
        """Give the counts of each perspective that has personal responses, sorted.

        Args:
            responses: Number of personal responses by perspective; None takes it from the rows.
        """
        given = responses or {}
        found = []
        for perspective in sorted(self._persons.keys() | given.keys()):
            persons = self._persons.get(perspective) or _Persons(self._questionnaire)
            total = persons.most if responses is None else given.get(perspective, 0)
            fits = persons.fit(total, self._problems, exactly=responses is None)
            if fits and total:
                found.append(persons.count(perspective, total, self._problems))
        return found

    def official(self) -> list[OfficialPart]:
        """Give the whole official response of each perspective that has one, sorted."""
        return [
            OfficialPart(
                perspective=perspective,
                answers=self._statements[perspective].answers(self._questionnaire, self._problems),
            )
            for perspective in sorted(self._statements)
        ]


@final
class _Persons:
    """Rows of one perspective's personal responses."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.growing = GrowingCount(questionnaire)
        self.totals: Counter[str] = Counter()
        self.told: Counter[tuple[str, Silence]] = Counter()
        self.first: dict[str, int] = {}

    def add(self, index: int, key: str, checked: tuple[Answer | None, Silence], n: int) -> None:
        answer, silence = checked
        self.first.setdefault(key, index)
        self.totals[key] += n
        if answer is None:
            self.told[key, silence] += n
        else:
            self.growing.add_counted([((key, answer), n)], 0)

    @property
    def most(self) -> int:
        return max(self.totals.values(), default=0)

    def fit(self, responses: int, problems: Problems, *, exactly: bool) -> bool:
        """Check that each question's rows add up to the number of responses, or to no more than it."""
        wrong = [
            (key, n)
            for key, n in self.totals.items()
            if n > responses or (exactly and n < responses)
        ]
        for key, n in wrong:
            path = ("rows", self.first[key], "n")
            problems.add("rows-differ", path, counted=n, responses=responses)
        return not wrong

    def count(self, perspective: str, responses: int, problems: Problems) -> PersonalCount:
        self.growing.add_counted((), responses)
        found = self.growing.count(perspective)
        for question in found.questions:
            self._check(question, problems)
        return found

    def _check(self, count: QuestionCount, problems: Problems) -> None:
        key = count.question
        dependency = self.questionnaire.by_id[key].depends_on
        if count.skipped < 0 and dependency is not None:
            path = ("rows", self.first[key], "question")
            problems.add("answer-not-asked", path, question=dependency.question)
            return
        computed: dict[Silence, int] = {"skipped": count.skipped, "not-asked": count.not_asked}
        for silence, n in computed.items():
            told = self.told[key, silence]
            if told > n:
                path = ("rows", self.first[key], "option")
                problems.add("total-differs", path, stored=told, counted=n)


@final
class _Statement:
    """Rows of one official response."""

    def __init__(self) -> None:
        self.rows: dict[str, int] = {}
        self.given: dict[str, Answer] = {}
        self.told: dict[str, Silence] = {}

    def add(self, index: int, key: str, checked: tuple[Answer | None, Silence], n: int) -> bool:
        """Add a row; False if it stands for a second response."""
        if n > 1 or key in self.rows:
            return False
        self.rows[key] = index
        answer, silence = checked
        if answer is not None:
            self.given[key] = answer
        elif silence:
            self.told[key] = silence
        return True

    def answers(
        self, questionnaire: Questionnaire, problems: Problems
    ) -> tuple[tuple[str, Answer], ...]:
        """Give the answers in the questionnaire's order, and check what they say about each other."""
        try:
            checked_answers(questionnaire, self.given, personal=False, partial=False, path=())
        except InvalidDocument as error:
            for one in error.problems:
                path = ("rows", self.rows[one.pointer.removeprefix("/")], "question")
                problems.add(one.code, path, **dict(one.parameters))
        closed = not_asked(questionnaire, self.given, personal=False)
        for key, told in self.told.items():
            computed = "not-asked" if key in closed else "skipped"
            if told != computed:
                path = ("rows", self.rows[key], "option")
                problems.add("total-differs", path, stored=told, counted=computed)
        return tuple(
            (q.id, self.given[q.id]) for q in questionnaire.questions if q.id in self.given
        )


def _five(row: Any) -> tuple[Any, ...] | None:  # noqa: ANN401 - whatever an engine gives
    """Take a row apart; None if it is none."""
    if isinstance(row, (str, Mapping)):
        return None
    try:
        perspective, *others = row
    except (TypeError, ValueError):
        return None
    if isinstance(perspective, str):
        perspective = str(perspective)  # of a subclass, such as numpy's
    return (perspective, *others) if len(others) == WIDTH - 1 else None


def read_numbers(problems: Problems, responses: Mapping[str, int]) -> dict[str, int]:
    """Check numbers of responses by perspective."""
    found = {}
    for perspective, value in responses.items():
        path = ("responses", str(perspective))
        check_id(problems, str(perspective) if isinstance(perspective, str) else perspective, path)
        found[str(perspective)] = _whole(problems, value, path) or 0
    return found


def _whole(problems: Problems, value: object, path: tuple[PathStep, ...]) -> int | None:
    """Take a number of responses: whatever is a whole number, such as numpy's; no bool, no float."""
    number = _index(value)
    if number is None:
        problems.add("wrong-type", path, expected="integer")
    elif not 0 <= number <= MOST:
        problems.add("outside-range", path, minimum=0, maximum=MOST)
        return None
    return number


def _index(value: Any) -> int | None:  # noqa: ANN401 - whatever an engine gives
    if isinstance(value, bool):
        return None
    try:
        return operator.index(value)
    except TypeError:
        return None


def _silence(choices: tuple[str, ...], answer: object) -> Silence | None:
    """Say that there is no entry, and which of both it is said to be; None if there is an entry."""
    if answer is None or (isinstance(answer, float) and answer != answer):  # noqa: PLR0124 - NaN
        return ""
    if isinstance(answer, str) and answer not in choices:
        if answer == "skipped":
            return "skipped"
        if answer == "not-asked":
            return "not-asked"
    return None


def _plain(question: Question, answer: object, *, personal: bool) -> object:
    """Turn what engines make of an answer into the plain value that it was made of."""
    form = question.form
    if isinstance(answer, str) and answer in RESERVED:
        return answer
    if isinstance(form, Checklist):
        return _ticked(answer)
    if isinstance(form, NumberEntry):
        return _number(form, answer, personal=personal)
    if isinstance(form, FreeText) and isinstance(answer, str) and personal:
        return ""  # whatever it says: it is an answer, and not kept
    return answer


def _ticked(answer: object) -> object:
    if isinstance(answer, str):
        return answer.split(_BETWEEN) if answer else []
    if isinstance(answer, Iterable) and not isinstance(answer, (bytes, Mapping)):
        try:
            return list(answer)
        except TypeError:  # an array without dimensions
            return answer
    return answer


def _number(form: NumberEntry, answer: object, *, personal: bool) -> object:
    if isinstance(answer, str):
        try:
            value = exact(str(answer))
            return answer if as_decimal(value) is None else value
        except InvalidDocument:
            lowest = {band.id: band.lower for band in form.bands} if personal else {}
            return lowest.get(answer, answer)
    if isinstance(answer, Fraction) and as_decimal(answer) is None:
        return str(answer)  # no document could hold it
    number = _index(answer)
    return answer if number is None else number
