# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Agreement inside a group, from counts (Übereinstimmung): rule G5.

Frequencies are whole numbers or exact fractions, in the order of the scale. What is rational is exact;
only Tastle and Wierman's consensus needs a logarithm and is a float. ``None`` means that a measure has no
value, and each function says when.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import accumulate, combinations, groupby, repeat
from operator import add, mul
from typing import Literal

Frequency = int | Fraction
Metric = Literal["nominal", "ordinal", "interval"]
PAIR = 2


def van_der_eijk(counts: Sequence[Frequency]) -> Fraction | None:
    """Van der Eijk's agreement A (Übereinstimmung A), by exact peeling into layers.

    Args:
        counts: How often each option of the scale was chosen, in order; at least three options.

    Returns:
        From -1 (half at each end of the scale) over 0 (as many at every option) to 1 (all at one option).
        A negative value says that there are two camps with a gap between them. None without answers or
        with fewer than three options.

    Source: van der Eijk, C. (2001): Measuring agreement in ordered rating scales. Quality and Quantity 35,
    325-341.
    """
    left = [Fraction(count) for count in counts]
    total = sum(left)
    if len(left) < 3 or total == 0:  # noqa: PLR2004 - a triple needs three options
        return None
    agreement = Fraction(0)
    while any(left):
        pattern = [count > 0 for count in left]
        height = min(count for count in left if count)
        share = height * sum(pattern) / total
        agreement += share * _of_pattern(pattern)
        left = [count - height if count else count for count in left]
    return agreement


def _of_pattern(pattern: Sequence[bool]) -> Fraction:
    """Agreement of a layer in which every filled option is filled alike."""
    options, filled = len(pattern), sum(pattern)
    if filled == options:
        return Fraction(0)
    if filled == 1:
        return Fraction(1)
    unimodal = gaps = 0
    for one, two, three in combinations(pattern, 3):
        unimodal += two and one != three
        gaps += one and three and not two
    shape = Fraction(
        (options - 2) * unimodal - (options - 1) * gaps, (options - 2) * (unimodal + gaps)
    )
    return shape * (1 - Fraction(filled - 1, options - 1))


def consensus(
    counts: Sequence[Frequency], points: Sequence[Frequency] | None = None
) -> float | None:
    """Tastle and Wierman's consensus (Konsens).

    Args:
        counts: How often each option was chosen.
        points: Position of each option on the scale, rising; None for 0, 1, 2, …. The range is that of the
            scale, not of what was chosen.

    Returns:
        From 0 (half at each end of the scale) to 1 (all at one option), as a float; both limits are exact.
        None without answers, or if all options have the same position.

    Source: Tastle, W. J. and Wierman, M. J. (2007): Consensus and dissention: A measure of ordinal
    dispersion. International Journal of Approximate Reasoning 45, 531-545.
    """
    places = [Fraction(p) for p in (range(len(counts)) if points is None else points)]
    total = sum(map(Fraction, counts))
    width = max(places, default=Fraction(0)) - min(places, default=Fraction(0))
    if total == 0 or width == 0:
        return None
    shares = [(Fraction(count) / total, place) for count, place in zip(counts, places, strict=True)]
    mean = sum((share * place for share, place in shares), Fraction(0))
    terms = [
        float(share) * math.log2(1 - abs(place - mean) / width) for share, place in shares if share
    ]
    return min(1.0, max(0.0, 1 + math.fsum(terms)))


def r_wg(counts: Sequence[Frequency]) -> Fraction | None:
    """Agreement index r_wg against answers at random (r_wg).

    Args:
        counts: How often each option was chosen, at equal distances; at least two options.

    Returns:
        1 minus the sample variance over that of a uniform distribution over the options. 1: all chose the
        same; 0: spread as if at random; negative: more spread than that, in two camps. Not cut off at 0.
        None with fewer than two answers or options.

    Source: James, L. R., Demaree, R. G. and Wolf, G. (1984): Estimating within-group interrater reliability
    with and without response bias. Journal of Applied Psychology 69, 85-98.
    """
    ratio = _variance_ratio(counts)
    return None if ratio is None else 1 - ratio


def r_wg_j(items: Sequence[Sequence[Frequency]]) -> Fraction | None:
    """Agreement index r_wg(J) of several questions of one scale (r_wg(J)).

    Args:
        items: The counts of each question, all over the same options.

    Returns:
        As `r_wg`, from the mean of the variances; questions with fewer than two answers are left out. It
        reaches 1 at most; where answers are more spread than at random it is negative, and None where the
        formula has no value (its denominator is 0) or no question is left.

    Source: as `r_wg`, formula for J items.
    """
    ratios = [ratio for ratio in map(_variance_ratio, items) if ratio is not None]
    if not ratios:
        return None
    mean = sum(ratios, Fraction(0)) / len(ratios)
    agreed = len(ratios) * (1 - mean)
    return None if agreed + mean == 0 else agreed / (agreed + mean)


def _variance_ratio(counts: Sequence[Frequency]) -> Fraction | None:
    """Sample variance over the variance of a uniform distribution over the options."""
    options, total = len(counts), sum(map(Fraction, counts))
    if options < 2 or total < 2:  # noqa: PLR2004 - a variance needs two
        return None
    first = sum((count * place for place, count in enumerate(counts)), Fraction(0))
    second = sum((count * place * place for place, count in enumerate(counts)), Fraction(0))
    variance = (second - first * first / total) / (total - 1)
    return Fraction(variance) * 12 / (options * options - 1)


def krippendorff_alpha(
    units: Sequence[Sequence[int]],
    metric: Metric = "ordinal",
    points: Sequence[Frequency] | None = None,
) -> Fraction | None:
    """Krippendorff's alpha over questions of one scale (Krippendorffs Alpha).

    Args:
        units: For each question how often each option was chosen. A question with fewer than two answers
            cannot be paired and is left out; missing answers are simply not counted.
        metric: ``nominal`` (the same or not), ``ordinal`` (the squared number of answers between two
            options, counting half of each end, over all questions), ``interval`` (the squared difference of
            positions).
        points: Position of each option, for ``interval``; None for 0, 1, 2, ….

    Returns:
        Exactly: 1 for full agreement, 0 for as much as by chance, negative for less than by chance. None if
        nothing can be paired, or if all answers are the same option: then nothing can be told from chance.

    Source: Krippendorff, K. (2019): Content Analysis, 4th edition, chapter 12; the ordinal distance is his
    equation for ordinal data.
    """
    sizes = list(map(sum, units))
    if min(sizes, default=0) < PAIR:
        units = [unit for unit, size in zip(units, sizes, strict=True) if size >= PAIR]
        sizes = [size for size in sizes if size >= PAIR]
    if not units:
        return None
    columns = list(zip(*units, strict=True))
    totals = list(map(sum, columns))
    n = sum(totals)
    spreads, expected = (
        _apart(units, sizes, totals)
        if metric == "nominal"
        else _spread(columns, sizes, totals, _places(totals, metric, points))
    )
    if expected == 0:
        return None
    observed, common = _shared_out(spreads, sizes)
    below = common * expected
    # One fraction at the end: shortening is what takes time.
    return Fraction(below - (n - 1) * observed, below)


def _apart(
    units: Sequence[Sequence[int]], sizes: Sequence[int], totals: Sequence[int]
) -> tuple[Sequence[int], int]:
    """Ordered pairs of different answers: within each unit, and over all answers."""
    apart = [
        size * size - sum(map(mul, unit, unit)) for unit, size in zip(units, sizes, strict=True)
    ]
    return apart, sum(totals) ** 2 - sum(map(mul, totals, totals))


def _places(
    totals: Sequence[int], metric: Metric, points: Sequence[Frequency] | None
) -> Sequence[int]:
    """Positions whose squared differences are the distances of a metric, in whole units of their own."""
    if metric == "interval":
        exact = [Fraction(point) for point in points or range(len(totals))]
        unit = math.lcm(*(point.denominator for point in exact))
        return [int(point * unit) for point in exact]
    # The ordinal distance of two options is the difference of their middle ranks; doubled it is whole, and
    # alpha does not change with the unit.
    return [2 * below - total for below, total in zip(accumulate(totals), totals, strict=True)]


def _spread(
    columns: Sequence[Sequence[int]],
    sizes: Sequence[int],
    totals: Sequence[int],
    places: Sequence[int],
) -> tuple[Sequence[int], int]:
    """Squared distances of all pairs, halved: within each unit (or all units alike), and over all answers.

    Over the pairs of m values the squares of differences add up to m times the sum of squares, less the
    square of the sum. Column by column, because a unit at a time is several times slower.
    """
    squares = [place * place for place in places]
    first = _weighted(columns, places)
    overall, squared = sum(map(mul, totals, places)), sum(map(mul, totals, squares))
    expected = sum(totals) * squared - overall * overall
    if len(set(sizes)) == 1:  # nobody left anything out: all units can be taken together
        return [sizes[0] * squared - sum(map(mul, first, first))], expected
    second = _weighted(columns, squares)
    return [m * q - f * f for m, q, f in zip(sizes, second, first, strict=True)], expected


def _weighted(columns: Sequence[Sequence[int]], factors: Sequence[int]) -> Sequence[int]:
    """For each unit the sum of its counts times the factors."""
    found: Iterable[int] = repeat(0)
    for column, factor in zip(columns, factors, strict=True):
        found = list(map(add, map(mul, column, repeat(factor)), found))
    return list(found)


def _shared_out(spreads: Sequence[int], sizes: Sequence[int]) -> tuple[int, int]:
    """Sum of spreads, each over the size of its unit less one: numerator and common denominator."""
    by_size: defaultdict[int, int] = defaultdict(int)
    for spread, size in zip(spreads, sizes, strict=False):  # one spread may stand for all units
        by_size[size - 1] += spread
    common = math.lcm(*by_size)
    return sum(spread * (common // below) for below, spread in by_size.items()), common


def kendall_w(rankings: Sequence[Sequence[Frequency]]) -> Fraction | None:
    """Kendall's W with the correction for ties (Kendalls W).

    Args:
        rankings: For each judge one value for each of the same things; ranks are formed from the values,
            tied ones share their mean rank.

    Returns:
        Exactly, from 0 (no agreement of the orders) to 1 (the same order). None with fewer than two judges
        or things, or if every judge ties everything.

    Source: Kendall, M. G. (1948): Rank Correlation Methods, chapter 6.
    """
    judges = len(rankings)
    things = len(rankings[0]) if rankings else 0
    if judges < 2 or things < 2:  # noqa: PLR2004 - agreement is between two at least
        return None
    ranked = [_ranks(ranking) for ranking in rankings]
    sums = [sum(column, Fraction(0)) for column in zip(*ranked, strict=True)]
    ties = sum(_ties(ranking) for ranking in rankings)
    below = judges * judges * (things**3 - things) - judges * ties
    if below == 0:
        return None
    above = 12 * sum(r * r for r in sums) - 3 * judges * judges * things * (things + 1) ** 2
    return Fraction(above) / below


def _ranks(values: Sequence[Frequency]) -> list[Fraction]:
    order = sorted(range(len(values)), key=lambda at: values[at])
    ranks = [Fraction(0)] * len(values)
    start = 0
    for _, group in groupby(order, key=lambda at: values[at]):
        tied = list(group)
        for at in tied:
            ranks[at] = Fraction(2 * start + len(tied) + 1, 2)
        start += len(tied)
    return ranks


def _ties(values: Sequence[Frequency]) -> int:
    sizes = [len(list(group)) for _, group in groupby(sorted(values))]
    return sum(size**3 - size for size in sizes)
