# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What a workshop rates again (Workshop): rule G7."""

from __future__ import annotations

import attrs

from weltoffen.model.text import Text, optional_text


@attrs.frozen(kw_only=True)
class Rerating:
    """A node as the workshop rates it (zweite Einstufung, G7), beside the self-assessment's own result.

    It is the agreed view of those present, so that it is not protected.

    Attributes:
        node: Id of the node, usually a criterion.
        stage: Id of the stage.
        tendency: Whether the workshop sees a tendency to the next stage.
        reason: Why, or None. It is published as it stands: no names.
    """

    node: str
    stage: str
    tendency: bool = False
    reason: Text | None = attrs.field(default=None, converter=optional_text)
