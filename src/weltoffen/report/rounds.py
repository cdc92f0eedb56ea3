# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""A report beside an earlier round and beside a workshop (zweiter Blick), as data: G7, G8."""

from __future__ import annotations

import attrs

from weltoffen.model.assessment import Round
from weltoffen.model.ids import Reference
from weltoffen.model.text import Text
from weltoffen.report.shares import Share
from weltoffen.scoring.matching import Matching
from weltoffen.scoring.results import View

# --- Two ratings -------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class RatingResult:
    """A node's rating by the workshop (zweite Einstufung, G7); the result of the self-assessment stays.

    Attributes:
        node: Id of the node.
        stage: Id of the stage that the workshop chose.
        tendency: Whether it saw a tendency to the next stage.
        stages: Place of this stage minus place of the self-assessment's; None if that has none.
        reason: Why, or None.
    """

    node: str
    stage: str
    tendency: bool
    stages: int | None = None
    reason: Text | None = None


# --- Change since an earlier round -------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class EarlierRound:
    """The round that a report is compared with (früherer Durchgang, G8).

    Attributes:
        assessment: Id of its assessment.
        title: Its name, or None.
        round: The round.
        edition: Id and version of the edition's questionnaire.
    """

    assessment: str
    title: Text | None = None
    round: Round
    edition: Reference


@attrs.frozen(kw_only=True)
class NodeChangeResult:
    """How a node has changed (Veränderung eines Knotens, G8): later minus earlier.

    Attributes:
        node: Id of the node in the later edition; None for the whole.
        questions: Over how many questions both rounds were computed again.
        earlier: Score of the earlier round over the common questions.
        later: Score of the later one over the same.
        earlier_n: Smallest number of answers of the earlier round to any of these questions (N3); 1 for an
            official response. For the mean of the perspectives: the smallest of those compared here.
        later_n: The same of the later round.
        difference: Later minus earlier, in [-1, 1].
        stages: Place of the later stage minus place of the earlier one, by these scores, gates aside; None
            if the stages of the editions differ.
    """

    node: str | None = None
    questions: int
    earlier: Share
    later: Share
    earlier_n: int
    later_n: int
    difference: Share
    stages: int | None = None


@attrs.frozen(kw_only=True)
class ViewChangeResult:
    """How a view has changed (Veränderung einer Sicht, G8).

    Attributes:
        view: The view; both rounds have it.
        questions: Over how many questions both rounds were computed again.
        nodes: The whole first, then every node that both rounds have a score for.
    """

    view: View
    questions: int
    nodes: tuple[NodeChangeResult, ...]


@attrs.frozen(kw_only=True)
class ChangeResult:
    """Change since an earlier round (Veränderung, G8).

    Attributes:
        earlier: The earlier round.
        reworded: Whether reworded questions were compared, too.
        same_stages: Whether stages can be compared.
        questions: Which questions could be compared.
        nodes: Which nodes could be.
        main: Change of the view that stands for the whole; None if another one does in one of the rounds.
        views: Every view that both rounds have, official before personal.
    """

    earlier: EarlierRound
    reworded: bool
    same_stages: bool
    questions: Matching
    nodes: Matching
    main: ViewChangeResult | None = None
    views: tuple[ViewChangeResult, ...]
