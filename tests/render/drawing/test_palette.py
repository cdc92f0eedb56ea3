# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Colours: contrast by WCAG 2.1 (1.4.3, 1.4.11), and told apart without red or green."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import pytest
from tests.render.drawing.judges import MACHADO, contrast, distance

from weltoffen.render.drawing.palette import Palette, answer_role, roles, step_role

THEMES = ("light", "dark")
AREAS = [name.removeprefix("on-") for name in roles() if name.startswith("on-")]


def both(role: str) -> list[tuple[int, str]]:
    return list(enumerate(roles()[role]))


class TestJudges:
    def test_contrast_of_known_pairs(self) -> None:
        assert contrast("#ffffff", "#000000") == pytest.approx(21)
        assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)

    def test_distance_of_known_pairs(self) -> None:
        """White has L* 100, black 0; whoever sees no red or green sees grey as it is."""
        for vision in MACHADO:
            assert distance("#ffffff", "#000000", vision) == pytest.approx(100, abs=0.1)
        assert distance("#ff0000", "#008000", "normal") > 120
        assert distance("#b35a00", "#7a7a00", "deuteranopia") < distance(
            "#b35a00", "#7a7a00", "normal"
        )


class TestRoles:
    def test_no_two_have_the_same_colour_in_the_light_theme(self) -> None:
        light = [one for one, _ in roles().values()]
        assert len(set(light)) == len(light)

    def test_are_written_as_six_small_digits(self) -> None:
        for pair in roles().values():
            assert all(re.fullmatch("#[0-9a-f]{6}", one) for one in pair)

    def test_cannot_be_changed(self) -> None:
        with pytest.raises(TypeError):
            roles()["ink"] = ("#000000", "#ffffff")  # type: ignore[index]

    def test_a_palette_has_those_of_its_theme(self) -> None:
        assert Palette("light")["ink"] == roles()["ink"][0]
        assert Palette("dark")["ink"] == roles()["ink"][1]
        assert Palette("dark").filled("middle") == (roles()["middle"][1], roles()["on-middle"][1])


class TestContrast:
    @pytest.mark.parametrize("ground", ["ground", "band"])
    @pytest.mark.parametrize("text", ["ink", "muted"])
    def test_text_on_the_ground(self, text: str, ground: str) -> None:
        for theme, colour in both(text):
            assert contrast(colour, roles()[ground][theme]) >= 4.5

    @pytest.mark.parametrize("area", AREAS)
    def test_text_on_areas(self, area: str) -> None:
        for theme, colour in both(area):
            assert contrast(colour, roles()[f"on-{area}"][theme]) >= 4.5

    @pytest.mark.parametrize("ground", ["ground", "band"])
    @pytest.mark.parametrize("mark", ["actual", "target", "earlier", "link", "edge", "muted"])
    def test_marks_on_the_ground(self, mark: str, ground: str) -> None:
        """Pale areas are no marks by themselves: they have an edge."""
        for theme, colour in both(mark):
            assert contrast(colour, roles()[ground][theme]) >= 3


class TestToldApart:
    @pytest.mark.parametrize("vision", MACHADO)
    def test_marks_that_stand_in_one_chart(self, vision: str) -> None:
        for theme in range(2):
            for one, other in combinations(("actual", "target", "earlier"), 2):
                pair = roles()[one][theme], roles()[other][theme]
                assert distance(*pair, vision) >= 15

    @pytest.mark.parametrize("vision", MACHADO)
    @pytest.mark.parametrize("total", range(2, 7))
    def test_stages(self, vision: str, total: int) -> None:
        for theme in range(2):
            used = [roles()[step_role(place, total)][theme] for place in range(total)]
            for one, other in combinations(used, 2):
                assert distance(one, other, vision) >= 10

    @pytest.mark.parametrize("vision", MACHADO)
    @pytest.mark.parametrize("total", range(2, 8))
    def test_answers(self, vision: str, total: int) -> None:
        for theme in range(2):
            used = [roles()[answer_role(place, total)][theme] for place in range(total)]
            for one, other in combinations(used, 2):
                assert distance(one, other, vision) >= 10

    def test_stages_run_from_pale_to_strong(self) -> None:
        """On a light ground they grow darker, on a dark one lighter: away from the ground."""
        for theme in range(2):
            ground = roles()["ground"][theme]
            strengths = [contrast(roles()[f"step-{n}"][theme], ground) for n in range(1, 7)]
            assert all(one < other for one, other in pairwise(strengths))


class TestWhichColour:
    @pytest.mark.parametrize(
        ("total", "expected"),
        [
            (1, [1]),
            (2, [1, 6]),
            (3, [1, 3, 6]),
            (4, [1, 2, 4, 6]),
            (6, [1, 2, 3, 4, 5, 6]),
            (8, [1, 1, 2, 3, 4, 4, 5, 6]),
        ],
    )
    def test_of_a_stage(self, total: int, expected: list[int]) -> None:
        assert [step_role(place, total) for place in range(total)] == [
            f"step-{number}" for number in expected
        ]

    @pytest.mark.parametrize(
        ("total", "expected"),
        [
            (1, "middle"),
            (2, "low-3 high-3"),
            (3, "low-3 middle high-3"),
            (4, "low-3 low-1 high-1 high-3"),
            (5, "low-3 low-1 middle high-1 high-3"),
            (7, "low-3 low-2 low-1 middle high-1 high-2 high-3"),
            (8, "low-3 low-3 low-2 low-1 high-1 high-2 high-3 high-3"),
        ],
    )
    def test_of_an_answer(self, total: int, expected: str) -> None:
        assert [answer_role(place, total) for place in range(total)] == expected.split()
