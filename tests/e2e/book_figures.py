"""Rates of return and risk of a book's days, for check_example_book.py: fractions in, 60-digit decimals between.

A day has day, value, flow_in, flow_out, fee_rows and taxes; the first day of a list gives the value at the beginning.
"""

import math
from collections import defaultdict
from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 60


def to_decimal(value):
    return Decimal(value.numerator) / Decimal(value.denominator)


def daily_factors(days, added_back):
    """(date, factor) of each day with capital: (value + outflow + what is added back) / (value before + inflow)."""
    factors = []
    for before, today in zip(days, days[1:]):
        capital = before.value + today.flow_in
        if capital:
            factors.append((today.day, to_decimal((today.value + today.flow_out + added_back(today)) / capital)))
    return factors


def link(factors):
    product = Decimal(1)
    for _, factor in factors:
        product *= factor
    return product - 1


def money_weighted(days):
    """Annual rate with the smallest |ln(1 + r)| and the number of roots with 1 + r in [1e-7, 1e8]."""
    flows = [(0, -days[0].value)]
    flows += [((today.day - days[0].day).days, today.flow_out - today.flow_in) for today in days[1:]]
    flows.append(((days[-1].day - days[0].day).days, days[-1].value))
    flows = [(Decimal(age) / 365, to_decimal(amount)) for age, amount in flows if amount]
    coarse = [(float(age), float(amount)) for age, amount in flows]
    low, high, steps = math.log(1e-7), math.log(1e8), 4000
    grid = [low + (high - low) * step / steps for step in range(steps + 1)]
    signs = [sum(amount * math.exp(-log * age) for age, amount in coarse) > 0 for log in grid]
    brackets = [(a, b) for a, b, left, right in zip(grid, grid[1:], signs, signs[1:]) if left != right]
    roots = [bisect_root(flows, Decimal(a), Decimal(b)) for a, b in brackets]
    return (min(roots, key=abs).exp() - 1 if roots else None), len(roots)


def bisect_root(flows, low, high):
    def present_value(log):
        return sum(amount * (-log * age).exp() for age, amount in flows)

    rising = present_value(high) > 0
    for _ in range(100):
        middle = (low + high) / 2
        if (present_value(middle) > 0) == rising:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def dietz(days, begin, weight):
    """Gain / (value at the beginning + weighted flows); `weight` gives each flow's share of the interval."""
    length = (days[-1].day - begin).days
    gain = days[-1].value - days[0].value - sum(day.flow_in - day.flow_out for day in days[1:])
    capital = days[0].value + sum((day.flow_in - day.flow_out) * weight((days[-1].day - day.day).days, length)
                                  for day in days[1:] if day.flow_in or day.flow_out)
    return to_decimal(gain / capital)


def drawdown(factors):
    level = peak = Decimal(1)
    deepest = Decimal(0)
    for _, factor in factors:
        level *= factor
        peak = max(peak, level)
        deepest = max(deepest, 1 - level / peak)
    return deepest


def volatility(factors):
    """Standard deviation (n − 1) of Monday to Friday returns; a weekend's change belongs to Monday."""
    returns, pending = [], Decimal(1)
    for day, factor in factors:
        pending *= factor
        if day.weekday() < 5:
            returns.append(pending - 1)
            pending = Decimal(1)
    mean = sum(returns) / len(returns)
    return (sum((one - mean) ** 2 for one in returns) / (len(returns) - 1)).sqrt()


def calendar_returns(factors, length):
    parts = defaultdict(list)
    for day, factor in factors:
        parts[day.isoformat()[:length]].append((day, factor))
    return {name: float(link(part)) for name, part in parts.items()}


def figures(days):
    net, gross = daily_factors(days, lambda day: 0), daily_factors(days, lambda day: day.fee_rows)
    begin = days[0].day if days[0].value else next(day.day for day in days if day.flow_in)
    invested = (days[-1].day - begin).days
    twr, (xirr, roots) = link(net), money_weighted(days)
    deviation = volatility(net)
    values = {
        "twr": twr,
        "twr_gross": link(gross),
        "twr_before_tax": link(daily_factors(days, lambda day: day.taxes)),
        "twr_annualized": (1 + twr) ** (Decimal(365) / invested) - 1 if invested >= 365 else None,
        "xirr": xirr,
        "mwr": (1 + xirr) ** (Decimal(invested) / 365) - 1 if roots else None,
        "modified_dietz": dietz(days, begin, Fraction),
        "simple_dietz": dietz(days, begin, lambda left, length: Fraction(1, 2)),
        "volatility": deviation,
        "volatility_annualized": deviation * Decimal(252).sqrt(),
        "max_drawdown": drawdown(net),
    }
    named = {name: None if value is None else float(value) for name, value in values.items()}
    return named | {"xirr_roots": roots, "invested_days": invested}, net
