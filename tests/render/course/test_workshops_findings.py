# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Remarks in the chapter on the workshop; W1-W4."""

from __future__ import annotations

from typing import get_args

import pytest
from tests.render.course.recordpages import ALL_FINDINGS, beside, section, told
from tests.render.paper import lines_of

from weltoffen.course.workshops import WorkshopFindingCode


class TestFindings:
    """W1-W4: remarks in plain words, with the names of what they concern."""

    @pytest.mark.parametrize(
        ("language", "title", "lines"),
        [
            (
                "de",
                "Hinweise zum Protokoll",
                [
                    (
                        "Als Grundlage ist ein Abstand zum Ziel genannt; der Bericht zeigt an den Kriterien "
                        "keinen: „Mehr Hallenzeit“, „Chor“."
                    ),
                    (
                        "Als Grundlage sind verschiedene Sichtweisen genannt; der Bericht zeigt an den "
                        "Kriterien keine: „Chor“."
                    ),
                    (
                        "Es soll vorher etwas geklärt werden; der Bericht nennt an den Kriterien nichts, das "
                        "offen ist: „Chor“."
                    ),
                    "Als Grundlage ist das Monitoring genannt, aber kein Indikator: „Chor“.",
                    (
                        "Unter den 5 größten Handlungsbedarfen des Berichts, hier nicht aufgegriffen: Sport "
                        "(Freizeit), Nachrichten (Gespräch)."
                    ),
                    "Hierzu ist kein nächster Schritt vereinbart: „Chor“.",
                    (
                        "Der Workshop stuft anders ein als die Selbsteinschätzung und nennt keinen Grund: "
                        "Sport (Freizeit)."
                    ),
                    "Von diesen Perspektiven war niemand da: Wirtschaft, Einwohner*innen.",
                    "Üblich sind 20 bis 40 Personen; hier waren es weniger. Umso eher fehlt eine Sicht.",
                    (
                        "Üblich sind 20 bis 40 Personen; hier waren es mehr. Umso eher kommt jemand nicht zu "
                        "Wort."
                    ),
                ],
            ),
            (
                "en",
                "Remarks on the record",
                [
                    (
                        "A distance from the target is named as the basis; the report shows none at the "
                        "criteria: “More time in the hall”, “Choir”."
                    ),
                    (
                        "Different views are named as the basis; the report shows none at the criteria: "
                        "“Choir”."
                    ),
                    (
                        "Something is to be clarified first; the report names nothing open at the criteria: "
                        "“Choir”."
                    ),
                    "Monitoring is named as the basis, but no indicator: “Choir”.",
                    (
                        "Among the 5 largest needs for action of the report, not taken up here: Sports "
                        "(Leisure), News (Talk)."
                    ),
                    "No next step was agreed on for: “Choir”.",
                    (
                        "The workshop rates differently from the self-assessment and gives no reason: Sports "
                        "(Leisure)."
                    ),
                    "Nobody was there from these perspectives: Economy, Residents.",
                    (
                        "Usually 20 to 40 people take part; here there were fewer. A view is more easily "
                        "missing."
                    ),
                    (
                        "Usually 20 to 40 people take part; here there were more. Some are more easily not "
                        "heard."
                    ),
                ],
            ),
        ],
    )
    def test_each_in_words(self, language: str, title: str, lines: list[str]) -> None:
        assert [one.code for one in ALL_FINDINGS] == [*get_args(WorkshopFindingCode)]
        body = told(language, beside(), findings=ALL_FINDINGS)
        assert lines_of(section(body, title))[1:] == lines

    def test_without_any_there_is_no_section(self) -> None:
        assert "Hinweise zum Protokoll" not in told(found=beside())
