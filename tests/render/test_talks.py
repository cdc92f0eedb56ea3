# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Occasions for talk in a report, worked out by hand; G4, G5, G6, N1, N3."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
import pytest
from tests.builders import Town, banded
from tests.render.paper import HOSTILE, lines_of, one_line, types_of
from tests.render.village import OWN, chapters, report, sections, told, village, worded

from weltoffen.render import render_markdown
from weltoffen.report.shares import Share
from weltoffen.report.views import OrderAgreementResult
from weltoffen.scoring.results import View

if TYPE_CHECKING:
    from weltoffen.report.structure import Report

HEADING = {"de": "Gesprächsanlässe", "en": "Occasions for talk"}
OFFICIAL = {"sport-hall": "s4", "sport-club": "s4", "music-choir": "s2", "news-paper": "s0"}


def here() -> tuple[Town, Report]:
    """Give a village where politics sees sport at 50% over both questions, and is divided at one of them.

    Sport: (0+0+0+1+1+1)/6 = 1/2 and (1+1+2+2+3+3)/24 = 1/2, against 1 of the official response. Music:
    4*1/4+2*1/2 over 6 = 1/3 against 1/2. News: (1+1+2+2+1+3)/24 = 5/12 against 0.
    """
    one = village()
    politics = one.persons(
        "politics",
        **{
            "sport-hall": "000444",
            "sport-club": "112233",
            "music-choir": "111122",
            "news-paper": "112213",
        },
    )
    return one, report(one, one.official(**OFFICIAL), *politics)


def chapter(one: Town, found: Report, language: str = "de") -> str:
    return chapters(told(one, found, language))[HEADING[language]]


def items(body: str) -> list[str]:
    return [line for line in body.splitlines() if line[:1].isdigit()]


class TestEachOccasionSaysItsReasonG6:
    @pytest.mark.parametrize(
        ("language", "lines"),
        [
            (
                "de",
                [
                    (
                        "1. **Sport** (Freizeit): Verwaltung (offizielle Antwort) und Politik "
                        "sehen das verschieden – 100 % (n = 1) gegen 50 % (n = 6), 50 Prozentpunkte "
                        "und eine Stufe auseinander, über 2 gemeinsame Fragen."
                    ),
                    (
                        "2. **Nachrichten** (Gespräch): Verwaltung (offizielle Antwort) und "
                        "Politik sehen das verschieden – 0 % (n = 1) gegen 42 % (n = 6), 42 "
                        "Prozentpunkte und eine Stufe auseinander, über eine gemeinsame Frage."
                    ),
                    (
                        "3. **Sport** (Freizeit): In der Gruppe Politik gehen die Antworten auf "
                        "die Frage „Frage sport-hall?“ weit auseinander – 50 % „nein“, 50 % „ja“ (n = "
                        "6, Übereinstimmung A = −1,00)."
                    ),
                ],
            ),
            (
                "en",
                [
                    (
                        "1. **Sports** (Leisure): Administration (official response) and Politics "
                        "see this differently – 100% (n = 1) against 50% (n = 6), 50 "
                        "percentage points and one stage apart, over 2 questions in common."
                    ),
                    (
                        "2. **News** (Talk): Administration (official response) and Politics see "
                        "this differently – 0% (n = 1) against 42% (n = 6), 42 "
                        "percentage points and one stage apart, over one question in common."
                    ),
                    (
                        "3. **Sports** (Leisure): Within the group Politics, the answers to the "
                        "question “Question sport-hall?” differ widely – 50% “no”, 50% “yes” (n = 6, "
                        "agreement A = −1.00)."
                    ),
                ],
            ),
        ],
    )
    def test_in_order_with_numbers_of_their_own(self, language: str, lines: list[str]) -> None:
        one, found = here()
        assert items(chapter(one, found, language)) == lines

    def test_a_distance_inside_one_stage_names_no_stage(self) -> None:
        """74% and 50% would do, but it takes 25 points; with wider stages a quarter lies inside one."""
        one, found = here()
        (gap,) = found.gaps
        inside = [attrs.evolve(node, stages=0) for node in gap.nodes]
        flat = attrs.evolve(found, gaps=(attrs.evolve(gap, nodes=tuple(inside)),))
        first, *_ = items(chapter(one, flat))
        assert "100 % (n = 1) gegen 50 % (n = 6), 50 Prozentpunkte auseinander, über" in first

    def test_agreement_is_explained_where_it_is_used(self) -> None:
        one, found = here()
        assert "Die Übereinstimmung A sagt" in chapter(one, found)
        between = tuple(o for o in found.occasions if o.kind == "between")
        only = chapter(one, attrs.evolve(found, occasions=between))
        assert "Übereinstimmung A" not in only
        assert len(items(only)) == 2

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("de", "Auch wo an anderer Stelle „geschützt“ steht, kann hier ein Wert stehen"),
            ("en", "Even where it says “protected” elsewhere, there may be a score here"),
        ],
    )
    def test_what_is_protected_elsewhere_is_explained_before_scores_p4(
        self, language: str, said: str
    ) -> None:
        one, found = here()
        before, after = chapter(one, found, language).split(said)
        assert not items(before)
        assert len(items(after)) == 3
        within = tuple(o for o in found.occasions if o.kind == "within")
        assert said not in chapter(one, attrs.evolve(found, occasions=within), language)

    def test_answers_spread_evenly_are_one_case_of_agreement_0(self) -> None:
        """G5: A is 0 for one answer each, and for other distributions, too."""
        one, found = here()
        said = "0 haben zum Beispiel Antworten, die sich gleichmäßig verteilen."
        assert said in chapter(one, found)
        assert "Answers that are spread evenly, for example, have 0." in chapter(one, found, "en")

    def test_the_limit_is_named(self) -> None:
        one, found = here()
        assert "mindestens 25 Prozentpunkte auseinander" in chapter(one, found)
        assert "at least 25 percentage points apart" in chapter(one, found, "en")

    def test_personal_answers_of_a_perspective_with_an_official_response_are_called_so(
        self,
    ) -> None:
        one = village()
        persons = one.persons("administration", **{"sport-hall": "000444", "sport-club": "112233"})
        found = report(one, one.official(**OFFICIAL), *persons)
        first, second = items(chapter(one, found))
        assert (
            "Verwaltung (offizielle Antwort) und Verwaltung (persönliche Antworten) sehen" in first
        )
        assert "In der Gruppe Verwaltung (persönliche Antworten) gehen" in second

    def test_a_merged_group_is_named_by_its_members_a2(self) -> None:
        one = village()
        found = report(
            one,
            one.official(**OFFICIAL),
            *one.persons("politics", **{"sport-hall": "000"}),
            *one.persons("economy", **{"sport-hall": "444"}),
            merges=[("economy", "politics")],
        )
        assert [
            line.partition(": ")[2].partition(" – ")[0] for line in items(chapter(one, found))
        ] == [
            "Verwaltung (offizielle Antwort) und „Politik und Wirtschaft“ sehen das verschieden",
            (
                "In der Gruppe „Politik und Wirtschaft“ gehen die Antworten auf die Frage „Frage "
                "sport-hall?“ weit auseinander"
            ),
        ]


class TestSharesOfADistributionAddUpTo100N1:
    def test_what_is_missing_goes_to_the_lower_option(self) -> None:
        """Two of six each: 33 1/3 three times, so one is raised, and it is the lowest."""
        one = village()
        found = report(one, *one.persons("politics", **{"sport-hall": "004422"}))
        (line,) = items(chapter(one, found))
        assert "– 34 % „nein“, 33 % „halb“, 33 % „ja“ (n = 6, Übereinstimmung A = −0,28)." in line

    def test_without_edition_options_are_told_by_their_value(self) -> None:
        _, found = here()
        body = chapters(render_markdown(found).replace("\u00a0", " "))[HEADING["de"]]
        said = "die Frage „sport-hall“ weit auseinander – 50 % mit dem Wert 0 %, 50 % mit dem Wert 100 % ("
        assert said in body

    def test_bands_without_name_are_told_by_their_value(self) -> None:
        """Three bands with the values 0, 1/4 and 1."""
        one = village(banded("sport-share", "sport"))
        persons = one.persons("politics", **{"sport-share": [0, 0, 60, 90, 90, 90]})
        (line,) = items(chapter(one, report(one, *persons)))
        shares = "33 % mit dem Wert 0 %, 17 % mit dem Wert 25 %, 50 % mit dem Wert 100 %"
        assert f"– {shares} (n = 6, " in line


class TestWhereThereIsNone:
    @pytest.mark.parametrize(
        ("language", "said"),
        [("de", "drängt sich kein Anlass auf"), ("en", "no occasion stands out")],
    )
    def test_it_is_said(self, language: str, said: str) -> None:
        """Both see everything alike: 50% and 50%, one answer apart."""
        one = village()
        same = dict.fromkeys(OFFICIAL, "s2")
        persons = one.persons("politics", **dict.fromkeys(OFFICIAL, "112233"))
        body = chapter(one, report(one, one.official(**same), *persons), language)
        assert said in body
        assert not items(body)

    def test_one_group_alone_can_be_of_one_mind(self) -> None:
        one = village()
        body = chapter(one, report(one, *one.persons("politics", **{"sport-hall": "112233"})))
        assert "drängt sich kein Anlass auf" in body

    @pytest.mark.parametrize(
        ("language", "said"), [("de", "noch nicht nennen"), ("en", "can be named yet")]
    )
    def test_a_single_view_is_too_few(self, language: str, said: str) -> None:
        one = village()
        body = chapter(one, report(one, one.official(**OFFICIAL)), language)
        assert said in body
        assert "kein Anlass" not in body


class TestHowFarTheViewsAgreeInWhatIsMostUrgentG5:
    def test_is_said_with_the_measure_and_what_it_is_about(self) -> None:
        """Orders: sport, music, news; and sport, news, music. Rank sums 2, 5, 5: W = 12 * 6 / (4 * 24)."""
        one, found = here()
        assert (
            "Bei der Frage, was am dringendsten ist, stimmen die Sichten weitgehend überein. "
            "Verglichen wurde die Reihenfolge von 3 Themen aus diesen Sichten: Verwaltung "
            "(offizielle Antwort), Politik. Das Maß dafür, Kendalls W, beträgt 0,75. Es wäre 1, "
            "wenn alle dieselbe Reihenfolge hätten, und im Mittel 0,50, wenn die Reihenfolgen "
            "nichts miteinander zu tun hätten.\n"
        ) in chapter(one, found)
        assert (
            "the views largely agree. The order of 3 topics was compared for these views: "
            "Administration (official response), Politics. The measure for it, Kendall's W, is "
            "0.75. It would be 1 if all had the same order, and 0.50 on average if the orders had "
            "nothing to do with each other.\n"
        ) in chapter(one, found, "en")

    @pytest.mark.parametrize(
        ("views", "w", "german", "english"),
        [
            (2, Fraction(1), "weitgehend überein", "largely agree"),
            (2, Fraction(3, 4), "weitgehend überein", "largely agree"),
            (2, Fraction(3, 4) - Fraction(1, 1000), "nur zum Teil überein", "agree only in part"),
            (2, Fraction(1, 2), "nicht überein", "do not agree"),
            (3, Fraction(2, 3), "weitgehend überein", "largely agree"),
            (3, Fraction(1, 2), "nur zum Teil überein", "agree only in part"),
            (3, Fraction(1, 3), "nicht überein", "do not agree"),
            (3, Fraction(0), "nicht überein", "do not agree"),
        ],
    )
    def test_in_words_by_the_mean_rank_correlation(
        self, views: int, w: Fraction, german: str, english: str
    ) -> None:
        """It is (m W - 1) / (m - 1): two orders without anything in common have W = 1/2, three 1/3."""
        one, found = here()
        people = ("politics", "economy", "residents")
        order = OrderAgreementResult(
            w=Share(w),
            views=tuple(View(kind="personal", perspective=p) for p in people[:views]),
            leaves=("sport", "music"),
        )
        changed = attrs.evolve(found, order_agreement=order)
        assert f"stimmen die Sichten {german}." in chapter(one, changed)
        assert f"the views {english}." in chapter(one, changed, "en")

    def test_only_where_there_is_a_value(self) -> None:
        one, found = here()
        assert "Kendall" not in chapter(one, attrs.evolve(found, order_agreement=None))


class TestTextsStayTexts:
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_of_perspectives_questions_options_and_nodes(self, language: str) -> None:
        one, _ = here()
        bodies = []
        for text in (HOSTILE, "calm"):
            changed = worded(one, text)
            persons = changed.persons("politics", **{"sport-hall": "000444"})
            found = report(changed, changed.official(**OFFICIAL), *persons)
            bodies.append(chapter(changed, found, language))
        hostile, calm = bodies
        assert types_of(hostile) == types_of(calm)
        assert "<script" not in hostile
        assert sum(one_line(HOSTILE) in line for line in lines_of(hostile)) == 2


class TestOccasionsOfTheSupplementStandInItsChapterM8:
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_and_not_among_those_of_the_edition(self, language: str) -> None:
        one = village(supplement=OWN)
        persons = one.persons("politics", **{"river-bank": "000444", "sport-hall": "112233"})
        found = report(one, one.official(**{"river-bank": "s4", "sport-hall": "s2"}), *persons)
        assert {o.node for o in found.occasions} == {"river"}
        body = chapters(told(one, found, language))
        assert not items(body[HEADING[language]])
        own = {"de": "Lokale Ergänzung", "en": "Local supplement"}[language]
        section = sections(body[own])[HEADING[language]]
        assert [line.partition(" – ")[2].partition(",")[0] for line in items(section)] == [
            {
                "de": "100 % (n = 1) gegen 50 % (n = 6)",
                "en": "100% (n = 1) against 50% (n = 6)",
            }[language],
            {"de": "50 % „nein“", "en": "50% “no”"}[language],
        ]
        explained = {"de": "Die Übereinstimmung A sagt", "en": "The agreement A says"}[language]
        assert explained in section

    def test_without_any_there_is_no_heading(self) -> None:
        one = village(supplement=OWN)
        found = report(one, one.official(**{"river-bank": "s4"}))
        assert "Gesprächsanlässe" not in chapters(told(one, found))["Lokale Ergänzung"]

    def test_agreement_is_explained_only_where_it_is_used(self) -> None:
        one = village(supplement=OWN)
        persons = one.persons("politics", **{"river-bank": "001122"})
        found = report(one, one.official(**{"river-bank": "s4"}), *persons)
        section = sections(chapters(told(one, found))["Lokale Ergänzung"])[HEADING["de"]]
        assert "100 % (n = 1) gegen 25 % (n = 6)" in section
        assert "Übereinstimmung" not in section
