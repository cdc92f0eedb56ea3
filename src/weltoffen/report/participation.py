# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Who took part (Beteiligung im Bericht): A2, P4."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from weltoffen.model.assessment import Assessment
from weltoffen.model.text import Text
from weltoffen.report.structure import Involvement
from weltoffen.scoring.protection import ProtectedTally


def participations(
    public: ProtectedTally, assessment: Assessment, official: Collection[str]
) -> tuple[Involvement, ...]:
    """Say how each perspective took part, and after them each merged group (Beteiligung, A2).

    Args:
        public: The protected tally.
        assessment: The assessment.
        official: Ids of the perspectives with an official response.
    """
    responses = dict(public.perspectives)
    titles = {one.id: one.title for one in assessment.perspectives}
    declared = [
        Involvement(
            perspective=one.id,
            title=one.title,
            official=one.id in official,
            responses=responses.get(one.id),
        )
        for one in assessment.perspectives
    ]
    joint = [
        Involvement(
            perspective=group.id,
            title=joined([titles[one] for one in group.members]),
            official=False,
            responses=responses[group.id],
            members=group.members,
        )
        for group in public.groups
        if len(group.members) > 1
    ]
    return (*declared, *joint)


_AND: Mapping[str, str] = {"de": "und", "en": "and"}


def joined(titles: Sequence[Text]) -> Text:
    """Name a merged group by its members: "Zivilgesellschaft und Wirtschaft".

    In the languages that all names have; other languages than German and English have an ampersand. Without
    any common language each name is taken in its first one.
    """
    common = set.intersection(*({*title.languages} for title in titles))
    return Text(
        {
            language: f" {_AND.get(language.partition('-')[0], '&')} ".join(
                title.choose(language) for title in titles
            )
            for language in common or {titles[0].languages[0]}
        }
    )
