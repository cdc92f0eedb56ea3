# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Agreement inside a group, from counts (Übereinstimmung): rule G5.

Counts stand in the order of the scale and are exact: whole numbers, or decimals and fractions where only
shares are known. What is rational is exact; only Tastle and Wierman's consensus needs a logarithm and is a
float. ``None`` means that a measure has no value, and each function says when. What is no list of counts is
refused with `InvalidDocument`; its pointers begin with the argument's name.
"""

from __future__ import annotations

import functools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from fractions import Fraction
from itertools import accumulate, groupby, pairwise, repeat
from operator import mul
from typing import Literal, get_args

from weltoffen.errors import InvalidDocument, Problem, Problems
from weltoffen.model.exact import ExactInput
from weltoffen.scoring.exactvalues import Number, given, read_numbers, read_table

Metric = Literal["nominal", "ordinal", "interval"]
"""How far apart two values are for Krippendorff's alpha (Skalenniveau, G5)."""
METRICS: tuple[Metric, ...] = get_args(Metric)
PAIR = 2


def van_der_eijk(counts: Sequence[ExactInput]) -> Fraction | None:
    """Van der Eijk's agreement A (Übereinstimmung A, G5), by exact peeling into layers.

    Args:
        counts: How often each option of the scale was chosen, in order; at least three options.

    Returns:
        From -1 (half at each end of the scale, and only then) to 1 (all at one option, and only then). 0 lies
        between the two: equally many answers at every option, for one. A negative value says that the answers
        form camps, with options between them that few chose. None without answers or with fewer than three
        options.

    Raises:
        InvalidDocument: ``not-exact`` or ``negative-count``.

    Source: van der Eijk, C. (2001): Measuring agreement in ordered rating scales. Quality and Quantity 35,
    325-341.
    """
    return agreement_of(read_numbers(counts, "counts"))


def agreement_of(numbers: Sequence[Number]) -> Fraction | None:
    """Give `van_der_eijk` of counts that are known to be some."""
    options, total, filled = len(numbers), sum(numbers), 0
    if options < 3 or total == 0:  # noqa: PLR2004 - a triple needs three options
        return None
    agreement: Number = 0
    falling = sorted(zip(numbers, range(options), strict=True), reverse=True)
    for (height, option), (below, _) in pairwise([*falling, (0, 0)]):
        filled |= 1 << option
        if height > below:
            agreement += (height - below) * _of_layer(options, filled)
    return Fraction(agreement, total * _unit_of_layers(options))


@functools.lru_cache(maxsize=256)
def _unit_of_layers(options: int) -> int:
    """Unit in which the agreement of all filled options of any layer together is a whole number."""
    return (options - 2) * (options - 1) * math.lcm(*range(1, options))


@functools.lru_cache(maxsize=4_096)
def _of_layer(options: int, mask: int) -> int:
    """Agreement of a layer in which every option that is filled is filled alike, once for each of these.

    The mask has a bit for each option that is filled.

    The source counts triples of options: two filled ones beside an empty one (unimodal) against an empty one
    between two filled ones (a gap). Each empty option forms one of these with each pair of filled ones.
    """
    layer = [mask >> option & 1 for option in range(options)]
    filled, unit = sum(layer), _unit_of_layers(options)
    if filled == 1:
        return unit
    gaps = before = 0
    for one in layer:
        before += one
        gaps += 0 if one else before * (filled - before)
    pairs = math.comb(filled, PAIR)
    unimodal = (options - filled) * pairs - gaps
    above = (options - 2) * unimodal - (options - 1) * gaps
    return filled * above * unit // ((options - 2) * (options - 1) * pairs)


def consensus(
    counts: Sequence[ExactInput], points: Sequence[ExactInput] | None = None
) -> float | None:
    """Tastle and Wierman's consensus (Konsens, G5).

    Args:
        counts: How often each option was chosen.
        points: Position of each option; None for 0, 1, 2, …. The range is that of the scale, not of what was
            chosen.

    Returns:
        From 0 (half at each end of the scale, and only then) to 1 (all at one position, and only then); never
        negative. A float, equal for a scale and its reverse. None without answers, or if all options have
        the same position.

    Raises:
        InvalidDocument: ``not-exact``, ``negative-count``, or ``too-few`` or ``too-many`` positions.

    Source: Tastle, W. J. and Wierman, M. J. (2007): Consensus and dissention: A measure of ordinal
    dispersion. International Journal of Approximate Reasoning 45, 531-545.
    """
    numbers = read_numbers(counts, "counts")
    places = _places(points, len(numbers))
    total = sum(numbers)
    if total == 0 or len(set(places)) == 1:
        return None
    width = max(places) - min(places)
    shares = [(Fraction(n, total), place) for n, place in zip(numbers, places, strict=True) if n]
    mean = sum((share * place for share, place in shares), Fraction(0))
    near = [1 - abs(place - mean) / width for _, place in shares]
    if set(near) == {1}:
        return 1.0
    if set(near) == {Fraction(1, 2)}:
        return 0.0
    # No value of `near` is below its share: where the share is more than 0 as a float, so is the value.
    weighed = [(float(share), one) for (share, _), one in zip(shares, near, strict=True)]
    found = 1 + math.fsum(share * math.log2(one) for share, one in weighed if share)
    return min(max(found, math.nextafter(0, 1)), math.nextafter(1, 0))


def r_wg(counts: Sequence[ExactInput]) -> Fraction | None:
    """Agreement index r_wg against answers at random (r_wg, G5).

    Args:
        counts: How often each option was chosen, at equal distances; at least two options. Numbers of
            answers, not shares: the sample variance depends on them.

    Returns:
        1 minus the sample variance over that of a uniform distribution over the options. 1: all chose the
        same; 0: as much spread as at random; negative, but above -5: more than that, in camps. Not cut off at
        0. None with fewer than two answers or options.

    Raises:
        InvalidDocument: ``not-exact`` or ``negative-count``.

    Source: James, L. R., Demaree, R. G. and Wolf, G. (1984): Estimating within-group interrater reliability
    with and without response bias. Journal of Applied Psychology 69, 85-98.
    """
    ratio = _variance_ratio(read_numbers(counts, "counts"))
    return None if ratio is None else 1 - ratio


def r_wg_j(items: Sequence[Sequence[ExactInput]]) -> Fraction | None:
    """Agreement index r_wg(J) of several questions of one scale (r_wg(J), G5).

    Args:
        items: The counts of each question, all over the same options, as for `r_wg`.

    Returns:
        As `r_wg`, from the mean of the variances; questions with fewer than two answers are left out. 1: all
        chose the same in each question; 0: as much spread as at random; negative, without a bound: more than
        that. None if no question is left, or from J / (J - 1) times the random variance on, for J questions:
        there the formula jumps from minus infinity to values above 1.

    Raises:
        InvalidDocument: ``not-exact``, ``negative-count``, or ``too-few`` or ``too-many`` options, measured
            by the first question.

    Source: as `r_wg`, formula for J items.
    """
    found = map(_variance_ratio, read_table(items, "items"))
    ratios = [ratio for ratio in found if ratio is not None]
    if not ratios:
        return None
    mean = sum(ratios, Fraction(0)) / len(ratios)
    agreed = len(ratios) * (1 - mean)
    return agreed / (agreed + mean) if agreed + mean > 0 else None


def _variance_ratio(numbers: Sequence[Number]) -> Fraction | None:
    """Sample variance over the variance of a uniform distribution over the options."""
    options, total = len(numbers), Fraction(sum(numbers))
    if options < 2 or total < 2:  # noqa: PLR2004 - a variance needs two
        return None
    first = sum(number * place for place, number in enumerate(numbers))
    second = sum(number * place * place for place, number in enumerate(numbers))
    variance = (second - first * first / total) / (total - 1)
    return variance * 12 / (options * options - 1)


def krippendorff_alpha(
    units: Sequence[Sequence[int]],
    metric: Metric = "ordinal",
    points: Sequence[ExactInput] | None = None,
) -> Fraction | None:
    """Krippendorff's alpha over questions of one scale (Krippendorffs Alpha, G5).

    Args:
        units: For each question how often each option was chosen, in whole numbers. A question with fewer
            than two answers cannot be paired and is left out; missing answers are simply not counted.
        metric: ``nominal`` (the same or not), ``ordinal`` (the squared number of answers between two
            options, counting half of each end, over all questions that can be paired), ``interval`` (the
            squared difference of positions).
        points: Position of each option; None for 0, 1, 2, …. Only ``interval`` uses them.

    Returns:
        Above -1 and at most 1. 1: all gave the same answer to a question; 0: the answers to a question differ
        as much as any two answers do; negative: they differ more. None if nothing can be paired, or if all
        answers are the same option: then nothing can be told from chance.

    Raises:
        InvalidDocument: ``not-exact``, ``negative-count``, ``wrong-type`` (no whole number), ``too-few`` or
            ``too-many`` options or positions, measured by the first question; ``not-allowed`` (metric).

    Source: Krippendorff, K. (2019): Content Analysis, 4th edition, chapter 12; the ordinal distance is his
    equation for ordinal data.
    """
    if metric not in METRICS:
        raise InvalidDocument([Problem.at("not-allowed", ("metric",), allowed=", ".join(METRICS))])
    units = given(units, "units")
    sizes, columns = _counted(units)
    positions = _places(points, len(columns))
    if min(sizes, default=0) < PAIR:
        units = [unit for unit, size in zip(units, sizes, strict=True) if size >= PAIR]
        sizes, columns = _counted(units)
    if not units:
        return None
    totals = list(map(sum, columns))
    if metric == "nominal":
        spreads, expected = _apart(units, sizes, totals)
    else:
        places = _in_whole(positions) if metric == "interval" else _middle_ranks(totals)
        spreads, expected = _spread(columns, sizes, totals, places)
    if expected == 0:
        return None
    observed, common = _sum_over(spreads, sizes)
    below = common * expected
    # One fraction at the end: shortening is what takes time.
    return Fraction(below - (sum(sizes) - 1) * observed, below)


def _counted(units: Sequence[Sequence[int]]) -> tuple[list[int], list[tuple[int, ...]]]:
    """Number of answers to each question, and for each option its counts; refuses what are no counts.

    What is no int makes every sum that it enters none. Counts are gone through only if something is wrong.
    """
    with suppress(TypeError, ValueError):
        sizes = list(map(sum, units))
        columns = list(zip(*units, strict=True))
        if type(sum(sizes)) is int and min(map(min, columns), default=0) >= 0:
            return sizes, columns
    problems = Problems()
    for at, unit in enumerate(read_table(units, "units")):
        for option, count in enumerate(unit):
            if type(count) is not int:
                problems.add("wrong-type", ("units", at, option), expected="integer")
    raise InvalidDocument(problems.found, problems.more)


def _apart(
    units: Sequence[Sequence[int]], sizes: Sequence[int], totals: Sequence[int]
) -> tuple[list[int], int]:
    """Ordered pairs of different answers: within each question, and over all answers."""
    apart = [m * m - sum(map(mul, unit, unit)) for unit, m in zip(units, sizes, strict=True)]
    return apart, sum(totals) ** 2 - sum(map(mul, totals, totals))


def _middle_ranks(totals: Sequence[int]) -> list[int]:
    """Middle ranks of the options, doubled to be whole; their differences are the ordinal distances."""
    return [2 * upto - total for upto, total in zip(accumulate(totals), totals, strict=True)]


def _places(points: Sequence[ExactInput] | None, options: int) -> Sequence[Number]:
    """Positions of the options; one after the other if none are given."""
    if points is None:
        return range(options)
    return read_numbers(points, "points", signed=True, size=options)


def _in_whole(places: Sequence[Number]) -> list[int]:
    """Positions in whole numbers of a unit of their own; alpha does not change with the unit."""
    unit = math.lcm(*(place.denominator for place in places))
    return [int(place * unit) for place in places]


def _spread(
    columns: Sequence[Sequence[int]],
    sizes: Sequence[int],
    totals: Sequence[int],
    places: Sequence[int],
) -> tuple[list[int], int]:
    """Squared distances of all pairs: within each question, and over all answers.

    Over the pairs of m values they add up to m times the sum of squares, less the square of the sum.
    """
    lowest = min(places)
    apart = [place - lowest for place in places]
    first = sum(map(mul, totals, apart))
    second = sum(total * place * place for total, place in zip(totals, apart, strict=True))
    # Column by column, because a question at a time is slower, and both sums of a question as the digits of
    # one number, because one pass is faster than two.
    base = max(sizes) * max(apart) + 1
    sums = [0] * len(sizes)
    for column, place in zip(columns, apart, strict=True):
        if place:
            factor = place * place * base + place
            sums = [one + count * factor for one, count in zip(sums, column, strict=True)]
    spreads = [
        size * above - below * below
        for size, (above, below) in zip(sizes, map(divmod, sums, repeat(base)), strict=True)
    ]
    return spreads, sum(sizes) * second - first * first


def _sum_over(spreads: Iterable[int], sizes: Iterable[int]) -> tuple[int, int]:
    """Sum of spreads, each over the size of its question less one: numerator and denominator."""
    by_size: defaultdict[int, int] = defaultdict(int)
    for spread, size in zip(spreads, sizes, strict=True):
        by_size[size - 1] += spread
    above, below = 0, 1
    for size, spread in by_size.items():
        above, below = above * size + spread * below, below * size
    return above, below


def kendall_w(rankings: Sequence[Sequence[ExactInput]]) -> Fraction | None:
    """Kendall's W with the correction for ties (Kendalls W, G5).

    Args:
        rankings: For each judge one value for each of the same things; ranks are formed from the values,
            tied ones share their mean rank. Negating all values, which reverses all orders, changes nothing.

    Returns:
        From 0 (the orders cancel out: all things have the same sum of ranks) to 1 (every judge gives the same
        order, ties included); never negative. None with fewer than two judges or things, or if every judge
        ties everything.

    Raises:
        InvalidDocument: ``not-exact``, or ``too-few`` or ``too-many`` values, measured by the first judge.

    Source: Kendall, M. G. (1948): Rank Correlation Methods, chapter 6.
    """
    table = read_table(rankings, "rankings", signed=True)
    judges = len(table)
    things = len(table[0]) if table else 0
    ranks = list(map(_doubled_ranks, table))
    ties = sum(n**3 - n for ranking in ranks for n in Counter(ranking).values())
    below = judges * judges * (things**3 - things) - judges * ties
    if judges < PAIR or below == 0:
        return None
    sums = [sum(column) for column in zip(*ranks, strict=True)]
    above = 3 * sum(r * r for r in sums) - 3 * judges * judges * things * (things + 1) ** 2
    return Fraction(above, below)


def _doubled_ranks(values: Sequence[Number]) -> list[int]:
    """Rank of each value from 1 on, tied ones with their mean rank; doubled to be whole."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks, below = [0] * len(values), 0
    for _, tied in groupby(order, key=values.__getitem__):
        places = list(tied)
        for place in places:
            ranks[place] = 2 * below + len(places) + 1
        below += len(places)
    return ranks
