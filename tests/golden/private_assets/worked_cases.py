#!/usr/bin/env python3
"""Worked cases of private assets: multiples with fractions; rates by bisection with 60 digits, from a spreadsheet-like
account of the index (units bought and sold), not from the product's formulas.

`worked_cases.py` prints the cases as CSV; `worked_cases.py --check FILE` compares FILE with them.
"""
import sys
from datetime import date
from decimal import Decimal as D, getcontext
from fractions import Fraction as F

getcontext().prec = 60
rows = []


def decimal(x):
    return D(x.numerator) / D(x.denominator)


def present_value(flows, rate):
    first = flows[0][0]
    total = D(0)
    for when, amount in flows:
        years = D((when - first).days) / D(365)
        total += decimal(amount) / ((1 + rate).ln() * years).exp()
    return total


def bisected(flows, low, high):
    at_low = present_value(flows, low)
    for _ in range(110):
        middle = (low + high) / 2
        if (present_value(flows, middle) > 0) == (at_low > 0):
            low = middle
        else:
            high = middle
    return low


def rate_of(flows):
    """The rate between -99.9 % and 900 % that makes the present value zero; of several the one nearest to no growth."""
    steps = [D(i) / 50 for i in range(-345, 116, 2)]  # of ln(1 + rate)
    rates = [step.exp() - 1 for step in steps]
    signs = [present_value(flows, rate) > 0 for rate in rates]
    roots = [bisected(flows, low, high) for low, high, s, t in zip(rates, rates[1:], signs, signs[1:]) if s != t]
    return min(roots, key=lambda root: abs((1 + root).ln())) if roots else None


def text(x):
    if x is None:
        return "none"
    value = decimal(x) if isinstance(x, F) else x
    return format(round(value, 25).normalize() + 0, "f")  # + 0: no minus on zero


def case(name, flows, committed, nav_on, nav):
    """flows: date, contribution, distribution, index of the day."""
    params = dict(flows=" ".join("|".join(f) for f in flows), committed=committed, nav_on="|".join(nav_on), nav=nav)
    end, index_end, value = date.fromisoformat(nav_on[0]), F(nav_on[1]), F(nav)
    when = [date.fromisoformat(f[0]) for f in flows]
    paid, got, index = [F(f[1]) for f in flows], [F(f[2]) for f in flows], [F(f[3]) for f in flows]
    pairs = list(zip(when, paid, got, index))
    figures = {"dpi": sum(got) / sum(paid), "rvpi": value / sum(paid), "tvpi": (sum(got) + value) / sum(paid),
               "pic": sum(paid) / F(committed)}
    closing = [(end, value)] if value else []
    own = [(d, g - p) for d, p, g, _ in pairs] + closing
    figures["xirr"] = rate_of(own)
    # The same money in the index, as units of it.
    units_bought = sum(p / i for _, p, _, i in pairs)
    units_sold = sum(g / i for _, _, g, i in pairs)
    figures["ks_pme"] = (units_sold + value / index_end) / units_bought
    figures["index_nav"] = (units_bought - units_sold) * index_end
    same = [(d, g - p) for d, p, g, _ in pairs] + ([(end, figures["index_nav"])] if figures["index_nav"] else [])
    figures["ln_pme"] = rate_of(same)
    # Direct alpha: the flows counted in units of the index.
    in_units = [(d, (g - p) / i) for d, p, g, i in pairs] + ([(end, value / index_end)] if value else [])
    figures["direct_alpha"] = rate_of(in_units)
    if units_sold and units_bought * index_end >= value:
        scale = (units_bought - value / index_end) / units_sold
        figures["pme_plus_scale"] = scale
        figures["pme_plus"] = rate_of([(d, g * scale - p) for d, p, g, _ in pairs] + closing)
    for item, x in figures.items():
        rows.append([name, ";".join(f"{k}={v}" for k, v in params.items()), item, text(x)])


case("A01 one call, one exit", [("2020-01-01", "1000", "0", "100"), ("2023-12-31", "0", "1600", "140")], "1000",
     ("2023-12-31", "140"), "0")
case("A02 the fund is the index", [("2019-06-30", "1000", "0", "200"), ("2021-06-30", "0", "300", "240")], "1500",
     ("2024-06-30", "300"), "1125")
case("A03 beats the index", [("2018-03-31", "500", "0", "100"), ("2019-03-31", "500", "0", "104"),
                             ("2021-09-30", "0", "700", "125")], "1200", ("2024-03-31", "150"), "900")
case("A04 falls behind it", [("2018-03-31", "500", "0", "100"), ("2019-03-31", "500", "0", "110"),
                             ("2021-09-30", "0", "300", "150")], "1200", ("2024-03-31", "190"), "850")
case("A05 loses money", [("2021-12-31", "1000", "0", "100"), ("2022-12-31", "200", "50", "80")], "2000",
     ("2023-12-31", "95"), "600")
case("A06 falling index", [("2007-06-30", "800", "0", "150"), ("2008-06-30", "200", "0", "130"),
                           ("2009-06-30", "0", "100", "90")], "1000", ("2009-12-31", "110"), "900")
case("A07 ten calls and payments",
     [("2012-03-31", "100", "0", "100"), ("2012-09-30", "150", "0", "103"), ("2013-03-31", "200", "0", "112"),
      ("2014-03-31", "250", "0", "121"), ("2015-03-31", "100", "80", "130"), ("2016-03-31", "50", "160", "128"),
      ("2017-03-31", "0", "240", "149"), ("2018-03-31", "0", "320", "160"), ("2019-03-31", "20", "200", "171"),
      ("2020-03-31", "0", "40", "150")], "1000", ("2021-03-31", "230"), "310")
case("A08 index exhausted by distributions", [("2015-01-01", "100", "0", "100"), ("2016-01-01", "0", "250", "90")],
     "100", ("2018-01-01", "120"), "60")
case("A09 under a year", [("2024-01-31", "400", "0", "500"), ("2024-04-30", "600", "0", "510")], "5000",
     ("2024-10-31", "540"), "1090")
case("A10 cents and a commitment not drawn", [("2020-02-29", "333.33", "0", "101.37"),
                                              ("2021-05-17", "111.11", "22.22", "133.7")], "9999.99",
     ("2023-02-28", "148.913"), "512.05")
case("A11 wound up with a gain", [("2010-01-04", "1000000", "0", "1132.99"), ("2013-07-01", "0", "650000", "1614.96"),
                                  ("2016-12-30", "0", "1250000", "2238.83")], "1000000",
     ("2016-12-30", "2238.83"), "0")


def as_csv():
    return "".join(",".join('"' + cell + '"' if "," in cell else cell for cell in r) + "\n"
                   for r in [["case", "params", "item", "expected"]] + rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--check"]:
        if open(sys.argv[2], encoding="utf-8").read() != as_csv():
            sys.exit(sys.argv[2] + " isn't what this script prints")
    else:
        sys.stdout.write(as_csv())
