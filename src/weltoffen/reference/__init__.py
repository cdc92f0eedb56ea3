# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The shipped editions (mitgelieferte Ausgaben), read through the door like anybody's; M3, M7.

Edition ``2026.1`` is a draft until the first release of the library.
"""

from weltoffen.model.comparison import EditionComparison, Relation, compare_editions
from weltoffen.model.completeness import Completeness, completeness
from weltoffen.reference.counts import EditionCounts, count_edition
from weltoffen.reference.loading import editions, load, load_reference

__all__ = [
    "Completeness",
    "EditionComparison",
    "EditionCounts",
    "Relation",
    "compare_editions",
    "completeness",
    "count_edition",
    "editions",
    "load",
    "load_reference",
]
