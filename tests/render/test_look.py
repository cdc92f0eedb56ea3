# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The look of a page: name, logo, colours with enough contrast; WCAG 2.1, 1.4.3."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from tests.render.htmlpages import all_of, text_of
from tests.render.refreports import full_village

import weltoffen as wo
from weltoffen.render import Look, render_html
from weltoffen.render.look import contrast

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
JPEG = b"\xff\xd8\xff\xe0" + bytes(20)


def codes(**fields: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - also wrong ones
    with pytest.raises(wo.InvalidDocument) as caught:
        Look(**fields)
    return [(one.code, one.pointer) for one in caught.value.problems]


class TestContrast:
    """WCAG 2.1: (L1 + 0.05) / (L2 + 0.05); worked by hand, and pairs well known."""

    @pytest.mark.parametrize(
        ("one", "other", "ratio"),
        [
            ("#000000", "#ffffff", 21.0),
            ("#ffffff", "#ffffff", 1.0),
            ("#767676", "#ffffff", 4.54),  # the lightest grey that passes on white
            ("#777777", "#ffffff", 4.48),
            ("#ff0000", "#ffffff", 4.0),  # 1.05 / (0.2126 + 0.05) = 3.998
            ("#0000ff", "#ffffff", 8.59),  # 1.05 / (0.0722 + 0.05) = 8.592
            ("#0a0a0a", "#000000", 1.06),  # on the straight part: 10 / 255 / 12.92 = 0.003035
        ],
    )
    def test_worked_examples(self, one: str, other: str, ratio: float) -> None:
        assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
        assert contrast(other, one) == contrast(one, other)


class TestChecks:
    """A town's name, logo and colours (contrast-checked) are parameters."""

    def test_colours_that_can_be_read(self) -> None:
        assert Look(colour="#767676", dark_colour="#FFFFFF").dark_colour == "#ffffff"

    def test_colours_that_cannot(self) -> None:
        assert codes(colour="#777777") == [("low-contrast", "/colour")]
        assert codes(dark_colour="#0b5394") == [("low-contrast", "/dark_colour")]

    def test_what_the_problem_says(self) -> None:
        with pytest.raises(wo.InvalidDocument) as caught:
            Look(colour="#777777")
        (problem,) = caught.value.problems
        assert dict(problem.parameters) == {"found": "4.4", "ground": "#ffffff"}

    @pytest.mark.parametrize(
        "colour",
        [
            "red",
            "#fff",
            "#12345g",
            "",
            "#123456;}",
            "#123456\n",
            None,
            7,
            "#\uff11\uff12\uff13\uff14\uff15\uff16",
        ],
    )
    def test_what_is_no_colour(self, colour: object) -> None:
        assert codes(colour=colour) == [("bad-colour", "/colour")]

    @pytest.mark.parametrize("logo", [PNG, JPEG])
    def test_logos(self, logo: bytes) -> None:
        address = Look(logo=logo).logo_address
        assert address is not None
        kind, _, data = address.partition(";base64,")
        assert kind == ("data:image/png" if logo is PNG else "data:image/jpeg")
        assert base64.b64decode(data) == logo

    @pytest.mark.parametrize(
        "logo",
        [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"", b"GIF89a", "x", PNG + bytes(10**6)],
    )
    def test_what_is_no_logo(self, logo: object) -> None:
        assert codes(logo=logo) == [("bad-picture", "/logo")]


class TestOnThePage:
    def test_name_logo_and_colours(self) -> None:
        told = full_village()
        look = Look(name="Stadt <X>", logo=PNG, logo_text='Wappen "X"', colour="#7a1f1f")
        page = render_html(told.report, look=look)
        (picture,) = all_of(page, "img")
        assert picture.attrib == {"src": look.logo_address, "alt": 'Wappen "X"'}
        (sender,) = [one for one in all_of(page, "p") if one.attrib.get("class") == "sender"]
        assert text_of(sender) == "Stadt <X>"
        (style,) = all_of(page, "style")
        assert "--accent: #7a1f1f;" in text_of(style)

    def test_without_a_name_the_town_s(self) -> None:
        told = full_village()
        page = render_html(told.report)
        (sender,) = [one for one in all_of(page, "p") if one.attrib.get("class") == "sender"]
        assert text_of(sender) == told.report.municipality.name


class TestTypes:
    """Exact types; nothing is shown that was only turned into a text."""

    @pytest.mark.parametrize("value", [5, b"x", True, ["x"]])
    def test_names_are_texts(self, value: object) -> None:
        assert codes(name=value, logo_text=value) == [
            ("wrong-type", "/name"),
            ("wrong-type", "/logo_text"),
        ]

    def test_only_the_name_may_be_left_out(self) -> None:
        assert codes(logo_text=None) == [("wrong-type", "/logo_text")]
        assert Look(name=None).name is None

    def test_hostile_texts_of_a_logo_stay_texts(self) -> None:
        look = Look(logo=PNG, logo_text='"><script>alert(1)</script>', name="</style><b>x")
        page = render_html(full_village().report, look=look)
        (picture,) = all_of(page, "img")
        assert picture.attrib["alt"] == '"><script>alert(1)</script>'
        assert all_of(page, "script") == all_of(page, "b") == []
