# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Whether two documents name the same municipality; C8, G8."""

from __future__ import annotations

import pytest

from weltoffen.model.assessment import Municipality
from weltoffen.model.towns import is_same_town, town_key

KOELN = Municipality(name="Köln", ags="05315000")


class TestTheSameTown:
    """C8, G8: by their keys if both have one, otherwise by their names."""

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (KOELN, Municipality(name="Stadt Köln", ags="05315000")),
            (KOELN, Municipality(name="Cologne", ars="053150000000")),
            (KOELN, Municipality(name="köln ")),
            (Municipality(name="Bad  Salzuflen"), Municipality(name="bad salzuflen")),
            (
                Municipality(name="Landkreis Dachau", ags="09174", kind="county"),
                Municipality(name="Dachau (Kreis)", ars="091740000000", kind="county"),
            ),
        ],
    )
    def test_is_told(self, one: Municipality, other: Municipality) -> None:
        assert is_same_town(one, other)
        assert is_same_town(other, one)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (KOELN, Municipality(name="Köln", ags="05314000")),
            (KOELN, Municipality(name="Koblenz")),
            (Municipality(name="Neustadt"), Municipality(name="Neustadt an der Aisch")),
        ],
    )
    def test_another_one_is_not_taken_for_it(self, one: Municipality, other: Municipality) -> None:
        assert not is_same_town(one, other)
        assert not is_same_town(other, one)

    def test_a_key_has_eight_digits(self) -> None:
        assert town_key(KOELN) == "05315000"
        assert town_key(Municipality(name="Köln", ars="053150000000")) == "05315000"
        county = Municipality(name="Landkreis Dachau", ags="09174", kind="county")
        assert town_key(county) == "09174000"
        assert town_key(Municipality(name="Köln")) is None
