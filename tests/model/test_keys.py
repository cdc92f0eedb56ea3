# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.errors import InvalidDocument
from weltoffen.model.assessment import MUNICIPALITY_KINDS, Municipality
from weltoffen.model.keys import key_fault, whole_ags
from weltoffen.testing import municipalities

if TYPE_CHECKING:
    from collections.abc import Callable

    from weltoffen.model.assessment import MunicipalityKind
    from weltoffen.model.keys import KeyName

    Refused = Callable[[Callable[[], object]], list[tuple[str, str]]]

# Source: Destatis, Gemeindeverzeichnis-Informationssystem (GV-ISys); typed in by hand.
REAL = [
    ("Kiel", "01002000", "010020000000"),
    ("Hohn", "01058077", "010585844077"),
    ("Hamburg", "02000000", "020000000000"),
    ("Hannover", "03241001", "032410001001"),
    ("Göttingen", "03159016", "031590016016"),
    ("Bremen", "04011000", "040110000000"),
    ("Bremerhaven", "04012000", "040120000000"),
    ("Köln", "05315000", "053150000000"),
    ("Bad Salzuflen", "05766008", "057660008008"),
    ("Troisdorf", "05382068", "053820068068"),
    ("Frankfurt am Main", "06412000", "064120000000"),
    ("Mainz", "07315000", "073150000000"),
    ("Stuttgart", "08111000", "081110000000"),
    ("München", "09162000", "091620000000"),
    ("Erlangen", "09562000", "095620000000"),
    ("Saarbrücken", "10041100", "100410100100"),
    ("Berlin", "11000000", "110000000000"),
    ("Potsdam", "12054000", "120540000000"),
    ("Rostock", "13003000", "130030000000"),
    ("Dargun", "13071027", "130710027027"),
    ("Leipzig", "14713000", "147130000000"),
    ("Dresden", "14612000", "146120000000"),
    ("Halle (Saale)", "15002000", "150020000000"),
    ("Dessau-Roßlau", "15001000", "150010000000"),
    ("Erfurt", "16051000", "160510000000"),
    ("Jena", "16053000", "160530000000"),
]
COUNTIES = [
    ("Region Hannover", "03241"),
    ("Kreis Lippe", "05766"),
    ("Main-Tauber-Kreis", "08128"),
    ("Landkreis Dachau", "09174"),
]
KINDS = ("town", "county")


class TestRealKeysC8:
    """C8: AGS 8 digits, ARS 12, Land 01 to 16, AGS = ARS[0:5] + ARS[9:12]."""

    def test_there_is_a_municipality_of_each_land(self) -> None:
        assert {ags[:2] for _, ags, _ in REAL} == {f"{land:02}" for land in range(1, 17)}

    @pytest.mark.parametrize(("name", "ags", "ars"), REAL)
    def test_real_keys_are_accepted(self, name: str, ags: str, ars: str) -> None:
        assert ags == ars[0:5] + ars[9:12]
        town = Municipality(name=name, ags=ags, ars=ars)
        assert (town.ags, town.ars) == (ags, ars)

    @pytest.mark.parametrize(("name", "ags", "ars"), REAL)
    def test_both_keys_stand_for_the_same_eight_digits(self, name: str, ags: str, ars: str) -> None:
        assert whole_ags(ags) == whole_ags(ars) == ags, name

    @pytest.mark.parametrize(("name", "digits"), COUNTIES)
    def test_so_does_each_key_of_a_county(self, name: str, digits: str) -> None:
        keys = (digits, digits + "000", digits + "0000000")
        assert {whole_ags(key) for key in keys} == {digits + "000"}, name

    @pytest.mark.parametrize(("name", "digits"), COUNTIES)
    def test_a_county_has_five_digits_or_zeros_behind_them(self, name: str, digits: str) -> None:
        ars = digits + "0000000"
        for ags in (digits, digits + "000", None):
            assert Municipality(name=name, ags=ags, ars=ars, kind="county").ars == ars

    @pytest.mark.parametrize("kind", [None, *MUNICIPALITY_KINDS])
    def test_five_digits_are_the_key_of_a_county_only(
        self, kind: MunicipalityKind | None, refused: Refused
    ) -> None:
        def made() -> Municipality:
            return Municipality(name="X", ags="09174", kind=kind)

        if kind == "county":
            assert made().ags == "09174"
        else:
            assert refused(made) == [("key-length", "/ags")]


def problem(**fields: Any) -> tuple[str, dict[str, object], str, str]:  # noqa: ANN401 - any field
    """Give code, parameters and both messages of the only problem of a municipality."""
    with pytest.raises(InvalidDocument) as caught:
        Municipality(**{"name": "X", **fields})
    (found,) = caught.value.problems
    return found.code, dict(found.parameters), found.message("de"), found.message("en")


class TestMessagesC8:
    """C8: messages say what is wrong: digits expected and found, which Land, not digits."""

    def test_the_key_of_halle_in_dcat_ap_de_lacks_a_digit(self) -> None:
        """DCAT-AP.de, politicalGeocoding: ``regionalKey/15002000000`` has 11 digits."""
        code, told, german, english = problem(ars="15002000000")
        assert (code, told) == ("key-length", {"expected": "12", "found": 11})
        assert german.startswith("Der Schlüssel hat 11 Ziffern, verlangt sind 12.")
        assert english.startswith("The key has 11 digits; 12 are required.")

    def test_there_is_no_land_17(self) -> None:
        code, told, german, english = problem(ags="17315000")
        assert (code, told) == ("key-land", {"land": "17"})
        assert "beginnt mit 17" in german
        assert "01 bis 16" in german
        assert "starts with 17" in english

    def test_a_lost_zero_is_told_by_the_number_of_digits(self) -> None:
        code, told, german, _ = problem(ags="5315000")
        assert (code, told) == ("key-length", {"expected": "8", "found": 7})
        assert "führende nullen" in german.lower()

    def test_a_county_may_have_either_length(self) -> None:
        code, told, *_ = problem(ags="091740", kind="county")
        assert (code, told) == ("key-length", {"expected": "5 / 8", "found": 6})

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            *(({"ags": key}, "key-not-digits") for key in ("0531500a", "05 31500", "05.315.0")),
            *(({"ags": key}, "key-not-digits") for key in ("٠٥٣١٥٠٠٠", "05315000\n", "²5315000")),
            *(({"ags": key}, "key-not-digits") for key in (5315000, 5315000.0, ["05315000"], True)),
            *(({"ags": key}, "key-length") for key in ("", "0531500", "053150000", "09174")),
            *(({"ars": key}, "key-length") for key in ("", "05315000", "0531500000000", "09174")),
            *(({"ags": key}, "key-land") for key in ("00315000", "17315000", "99999999")),
            ({"ars": "000000000000"}, "key-land"),
            ({"ags": "00174", "kind": "county"}, "key-land"),
            ({"ags": "09174115", "kind": "county"}, "key-not-county"),
            ({"ars": "091740115115", "kind": "county"}, "key-not-county"),
            ({"ars": "091740115000", "kind": "county"}, "key-not-county"),
            ({"ars": "09174", "kind": "county"}, "key-length"),
        ],
    )
    def test_each_fault_has_a_code(self, fields: dict[str, Any], code: str) -> None:
        assert problem(**fields)[0] == code

    def test_each_key_has_its_own_problem(self, refused: Refused) -> None:
        assert refused(lambda: Municipality(name="X", ags="1", ars="17" + "0" * 10)) == [
            ("key-length", "/ags"),
            ("key-land", "/ars"),
        ]

    @pytest.mark.parametrize(
        ("ags", "ars", "kind"),
        [
            ("05315000", "053150000001", None),
            ("05315001", "053150000000", "town"),
            ("09174", "091750000000", "county"),
            ("09174000", "091750000000", "county"),
        ],
    )
    def test_both_keys_name_the_same(
        self, ags: str, ars: str, kind: MunicipalityKind | None, refused: Refused
    ) -> None:
        made = lambda: Municipality(name="X", ags=ags, ars=ars, kind=kind)  # noqa: E731 - short
        assert refused(made) == [("ags-ars-differ", "/ars")]

    def test_the_number_of_the_association_may_be_any(self) -> None:
        assert Municipality(name="X", ags="01058077", ars="010580000077").kind is None


class TestLawsC8:
    """C8: a key is right exactly if its digits are; nothing else decides."""

    @given(
        st.integers(0, 99), st.integers(0, 999), st.integers(0, 10**7 - 1), st.sampled_from(KINDS)
    )
    def test_the_land_decides(self, land: int, county: int, rest: int, kind: str) -> None:
        """Any digits behind Land and county will do, but those of a county have to be zeros."""
        behind, of_county = f"{rest:07}", kind == "county"
        keys: dict[KeyName, str] = {
            "ars": f"{land:02}{county:03}{behind}",
            "ags": f"{land:02}{county:03}{behind[4:]}",
        }
        for name, key in keys.items():
            fault = key_fault(name, key, county=of_county)
            if not 1 <= land <= 16:
                assert fault == ("key-land", {"land": f"{land:02}"})
            elif of_county and int(key[5:]):
                assert fault == ("key-not-county", {})
            else:
                assert fault is None

    @given(st.integers(0, 20), st.sampled_from(KINDS))
    def test_the_number_of_digits_decides(self, length: int, kind: str) -> None:
        of_county = kind == "county"
        key = "09174000000000000000"[:length]
        assert (key_fault("ars", key, county=of_county) is None) == (length == 12)
        allowed = {5, 8} if of_county else {8}
        assert (key_fault("ags", key, county=of_county) is None) == (length in allowed)

    @given(municipalities())
    def test_the_strategy_gives_keys_that_fit(self, town: Municipality) -> None:
        assert town.kind in {None, *MUNICIPALITY_KINDS}
        if town.ags and town.ars:
            assert town.ars[:5] == town.ags[:5]
            assert town.ars[-3:] == town.ags[5:].ljust(3, "0")
