# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The worked examples of ``docs/method/agreement.md``: G5."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.docs.pages import given, page, shown, tables

from weltoffen.scoring.agreement import (
    consensus,
    kendall_w,
    krippendorff_alpha,
    r_wg,
    r_wg_j,
    van_der_eijk,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from fractions import Fraction

MEASURES: Mapping[str, Callable[[Any], Fraction | float | None]] = {
    "A": lambda rows: van_der_eijk(*rows),
    "consensus": lambda rows: consensus(*rows),
    "r_wg": lambda rows: r_wg(*rows),
    "r_wg(J)": r_wg_j,
    "alpha, nominal": lambda rows: krippendorff_alpha(rows, "nominal"),
    "W": kendall_w,
}
EXAMPLES = tables("agreement")["values"][1]


class TestExamples:
    """G5: what stands on the page is what the code gives, to the places that it gives."""

    @pytest.mark.parametrize(("measure", "data", "value"), EXAMPLES)
    def test_every_value(self, measure: str, data: str, value: str) -> None:
        rows = [[int(one) for one in row.split(",")] for row in data.split(";")]
        found = MEASURES[measure](rows)
        assert found is not None
        places = len(value.partition(".")[2])
        assert value == (f"{float(found):.{places}f}" if places else shown(found))

    def test_every_measure_has_an_example(self) -> None:
        assert {one["measure"] for one in given("agreement", "values")} == MEASURES.keys()
        assert page("agreement").count("*Example.*") == 5

    def test_no_marked_table_is_left_out(self) -> None:
        assert {*tables("agreement")} == {"values"}
