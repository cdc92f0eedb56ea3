# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Methods of scoring (Auswertungsmethoden): one frozen object with id and version; S8."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import attrs

from weltoffen.errors import Problems
from weltoffen.model.checks import check_extensions
from weltoffen.model.exact import exact
from weltoffen.model.extensions import Extensions
from weltoffen.model.ids import check_id, check_version

ParentPolicy = Literal["mean", "questions", "minimum"]
"""How children become a parent (S4)."""
WholePolicy = Literal["official", "equal", "pooled"]
"""How views become the whole (S5)."""
ADMINISTRATION = "administration"
"""Id of the perspective whose official response is the whole unless another is named (S5)."""


@attrs.frozen(kw_only=True)
class Method:
    """How answers become scores (Auswertungsmethode, S8).

    Attributes:
        id: Id of the method.
        version: Version of the method.
        parent_policy: How children become a parent (S4): ``mean`` (weighted mean of the children with
            a score), ``questions`` (every question counts alike), ``minimum`` (the lowest child).
        whole_policy: How perspectives become a whole (S5): ``official``, ``equal``, ``pooled``; None
            takes ``official`` where there is such a response, otherwise ``equal``.
        official_perspective: Whose official response ``official`` means.
        minimum_coverage: Least coverage in [0, 1] for a score (S3).
        tendency_share: Last part of a stage's band, in [0, 1], that shows a tendency (S6).
        extensions: Data of other software.
    """

    id: str = "standard"
    version: str = "1.0"
    parent_policy: ParentPolicy = "mean"
    whole_policy: WholePolicy | None = None
    official_perspective: str = ADMINISTRATION
    minimum_coverage: Fraction = attrs.field(default=Fraction(1, 2), converter=exact)
    tendency_share: Fraction = attrs.field(default=Fraction(1, 3), converter=exact)
    extensions: Extensions | None = None

    def __attrs_post_init__(self) -> None:
        """Check ids and ranges."""
        problems = Problems()
        check_id(problems, self.id, ("id",))
        check_extensions(problems, self.extensions)
        check_version(problems, self.version, ("version",))
        check_id(problems, self.official_perspective, ("official_perspective",))
        if self.parent_policy not in {"mean", "questions", "minimum"}:
            problems.add("unknown-policy", ("parent_policy",))
        if self.whole_policy not in {None, "official", "equal", "pooled"}:
            problems.add("unknown-policy", ("whole_policy",))
        for name in ("minimum_coverage", "tendency_share"):
            if not 0 <= getattr(self, name) <= 1:
                problems.add("outside-range", (name,), minimum=0, maximum=1)
        problems.raise_if_any()
