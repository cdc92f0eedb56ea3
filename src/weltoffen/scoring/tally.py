# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tallies (Auszählungen): the counts that everything later is computed from; T1, T2."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

import attrs

from weltoffen.arguments import check_type
from weltoffen.errors import InvalidDocument, PathStep, Problem, Problems
from weltoffen.model.answers import checked_answers
from weltoffen.model.ids import Reference, check_id
from weltoffen.model.questionnaire import Questionnaire
from weltoffen.scoring.countrows import CountRow, CountRows, read_numbers
from weltoffen.scoring.counts import OfficialPart, PersonalCount, QuestionCount


@attrs.frozen(kw_only=True)
class Tally:
    """The counts of a round (Auszählung, T1): a confidential working document, not for publication.

    Tallies add: ``a + b`` counts what both counted, in any order and grouping, and a tally of no
    responses changes nothing (T2).

    Attributes:
        assessment: Id of the assessment; None only if nothing was counted.
        questionnaire: Id and version of the questionnaire.
        personal: Counts by perspective, sorted by its id.
        official: Official responses and parts, sorted by perspective and part.
    """

    assessment: str | None = None
    questionnaire: Reference
    personal: tuple[PersonalCount, ...] = attrs.field(
        converter=tuple[PersonalCount, ...], default=()
    )
    official: tuple[OfficialPart, ...] = attrs.field(converter=tuple[OfficialPart, ...], default=())

    def __attrs_post_init__(self) -> None:
        """Recompute every total (A4) and check that no perspective stands twice."""
        problems = Problems()
        for index, count in enumerate(self.personal):
            _check_personal(problems, count, ("personal", index))
        _check_order(problems, [(c.perspective,) for c in self.personal], "personal")
        _check_official(problems, self.official)
        if self.assessment is None and (self.personal or self.official):
            problems.add("assessment-missing", ("assessment",))
        problems.raise_if_any()

    @cached_property
    def by_perspective(self) -> Mapping[str, PersonalCount]:
        """Personal counts by perspective."""
        return {count.perspective: count for count in self.personal}

    @classmethod
    def from_counts(
        cls,
        rows: Iterable[CountRow],
        questionnaire: Questionnaire,
        *,
        assessment: str,
        responses: Mapping[str, int] | None = None,
    ) -> Tally:
        """Make a tally of rows that a database or an engine has counted (aus Auszählungen, T1).

        A row is ``(perspective, capacity, question, option, n)``: what ``GROUP BY`` gives over one line for
        each response and question. Rows may come in any order and again; they add up. ``option`` is

        - for a single choice the id of the option; for a text any text, best a constant: it is not kept;
        - for a checklist all that was ticked: a list of ids, or one text with a blank between ids,
          empty if nothing was ticked;
        - for a number the number, also as a text; a float stands for its shortest decimal text. In
          personal responses it may be the id of the band, which no text that is a number is taken for;
        - ``unknown`` or ``not-applicable`` (A1);
        - None or NaN for no entry, or the words ``skipped`` or ``not-asked``. Which of both it was follows
          from what was answered; words that say otherwise are refused.

        The official rows of a perspective are its whole official response, kept exactly (A3): ``n`` is 1.

        Args:
            rows: The rows; read once. ``n`` is a whole number from 0 to 2^53 - 1, numpy's too, no float.
            questionnaire: The questionnaire, with the local supplement if there is one.
            assessment: Id of the assessment.
            responses: Number of personal responses by perspective; in a question whose rows do not reach it
                the rest had no entry. None: the rows of each question that has any must add up to the same
                number, so those without an entry need a row, too.

        Returns:
            The tally, equal to that of the same responses; of no responses the empty one.

        Raises:
            InvalidDocument: With all problems of single rows at once, at ``/rows/`` and the row's index; if
                there are none, with all contradictions between rows.
            TypeError: If the questionnaire or the numbers of responses are none.
        """
        check_type("Tally.from_counts", "responses", responses, Mapping, type(None))
        check_type("Tally.from_counts", "questionnaire", questionnaire, Questionnaire)
        problems = Problems()
        check_id(problems, assessment, ("assessment",))
        counts = CountRows(questionnaire, problems)
        for index, row in enumerate(rows):
            counts.add(index, row)
        numbers = None if responses is None else read_numbers(problems, responses)
        problems.raise_if_any()
        personal, official = counts.personal(numbers), counts.official()
        problems.raise_if_any()
        return cls(
            assessment=assessment if personal or official else None,
            questionnaire=questionnaire.reference,
            personal=personal,
            official=official,
        )

    def __add__(self, other: Tally) -> Tally:
        """Add two tallies of the same round (T2).

        Raises:
            InvalidDocument: For another assessment or questionnaire, or a second official response of a
                perspective.
        """
        if not isinstance(other, Tally):
            return NotImplemented
        problems = Problems()
        if self.questionnaire != other.questionnaire:
            problems.add("tally-other-questionnaire", ("questionnaire",))
        if None not in {self.assessment, other.assessment} and self.assessment != other.assessment:
            problems.add("tally-other-assessment", ("assessment",))
        problems.raise_if_any()
        official = tuple(sorted((*self.official, *other.official), key=_official_key))
        personal = _added_personal(self.by_perspective, other.by_perspective)
        _check_official(problems, official)
        problems.raise_if_any()
        return _of_checked(
            assessment=self.assessment or other.assessment,
            questionnaire=self.questionnaire,
            personal=personal,
            official=official,
        )


def _of_checked(**parts: object) -> Tally:
    """Make a tally of parts whose totals need no second look: sums of what adds up add up."""
    made = object.__new__(Tally)
    for name, value in parts.items():
        object.__setattr__(made, name, value)
    return made


def _official_key(one: OfficialPart) -> tuple[str, str]:
    return one.perspective, one.part


def _added_personal(
    a: Mapping[str, PersonalCount], b: Mapping[str, PersonalCount]
) -> tuple[PersonalCount, ...]:
    found = []
    for perspective in sorted(a.keys() | b.keys()):
        both = [counts[perspective] for counts in (a, b) if perspective in counts]
        found.append(both[0] if len(both) == 1 else _added_count(both[0], both[1]))
    return tuple(found)


def _added_count(a: PersonalCount, b: PersonalCount) -> PersonalCount:
    if [q.shape for q in a.questions] != [q.shape for q in b.questions]:
        raise InvalidDocument([Problem.at("tally-other-questionnaire", ("personal",))])
    return PersonalCount(
        perspective=a.perspective,
        responses=a.responses + b.responses,
        questions=[x + y for x, y in zip(a.questions, b.questions, strict=True)],
    )


def _check_personal(problems: Problems, count: PersonalCount, here: tuple[PathStep, ...]) -> None:
    if not 1 <= count.responses <= 2**53 - 1:
        problems.add("outside-range", (*here, "responses"), minimum=1, maximum=2**53 - 1)
    for question in count.questions:
        _check_question(problems, question, count.responses, here)


def _check_question(
    problems: Problems, question: QuestionCount, responses: int, here: tuple[PathStep, ...]
) -> None:
    path = (*here, "questions", question.question)
    options = [n for _, n in question.options]
    points = [n for _, n in question.points]
    answered, total = question.answered, question.responses
    states = (question.unknown, question.not_applicable, question.not_asked, question.skipped)
    if total != responses:
        problems.add("total-differs", path, stored=responses, counted=total)
    if min(answered, *states, *options, *points) < 0:
        problems.add("negative-count", path)
    persons = points or options
    if persons and (counted := sum(persons)) != answered:
        problems.add("total-differs", path, stored=answered, counted=counted)
    if points and (most := max(options, default=0)) > answered:
        problems.add("total-differs", path, stored=answered, counted=most)


def _check_order(problems: Problems, keys: list[tuple[str, ...]], name: str) -> None:
    for index in range(1, len(keys)):
        if keys[index] == keys[index - 1]:
            code = "second-official" if name == "official" else "duplicate-id"
            problems.add(code, (name, index, "perspective"), **_who(code, keys[index][0]))
        elif keys[index] < keys[index - 1]:
            problems.add("not-sorted", (name, index))


def _who(code: str, perspective: str) -> dict[str, str]:
    return {"perspective" if code == "second-official" else "id": perspective}


def _check_official(problems: Problems, official: tuple[OfficialPart, ...]) -> None:
    _check_order(problems, [(o.perspective, o.part) for o in official], "official")
    whole = {one.perspective for one in official if not one.part}
    for index, one in enumerate(official):
        if one.part and one.perspective in whole:
            path = ("official", index, "part")
            problems.add("second-official", path, perspective=one.perspective)


def arranged(tally: Tally, questionnaire: Questionnaire) -> Tally:
    """Bring counts into the questionnaire's order: JSON objects have none of their own (T2)."""
    order = {question.id: at for at, question in enumerate(questionnaire.questions)}
    choices = {q.id: questionnaire.choices(q) for q in questionnaire.questions}

    def placed(count: QuestionCount) -> QuestionCount:
        known = choices.get(count.question, ())
        keys = {key: at for at, key in enumerate(known)}
        options = sorted(count.options, key=lambda pair: keys.get(pair[0], len(keys)))
        return attrs.evolve(count, options=tuple(options), points=tuple(sorted(count.points)))

    def place(question: str) -> int:
        return order.get(question, len(order))

    return attrs.evolve(
        tally,
        personal=tuple(
            attrs.evolve(
                one,
                questions=tuple(
                    placed(count)
                    for count in sorted(one.questions, key=lambda c: place(c.question))
                ),
            )
            for one in tally.personal
        ),
        official=tuple(
            attrs.evolve(one, answers=tuple(sorted(one.answers, key=lambda pair: place(pair[0]))))
            for one in tally.official
        ),
    )


def check_tally(tally: Tally, questionnaire: Questionnaire) -> None:
    """Check that a tally was made with this questionnaire (T1).

    Raises:
        InvalidDocument: With every place that does not fit.
    """
    problems = Problems()
    if tally.questionnaire != questionnaire.reference:
        problems.add("tally-other-questionnaire", ("questionnaire",))
        problems.raise_if_any()
    for index, count in enumerate(tally.personal):
        if tuple([question.shape for question in count.questions]) != questionnaire.shapes:
            problems.add("tally-other-shape", ("personal", index, "questions"))
    for index, one in enumerate(tally.official):
        try:
            checked_answers(
                questionnaire,
                dict(one.answers),
                personal=False,
                partial=bool(one.part),
                path=("official", index, "answers"),
            )
        except InvalidDocument as error:
            problems.extend(error)
    problems.raise_if_any()
