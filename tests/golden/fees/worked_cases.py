#!/usr/bin/env python3
"""Worked cases of fees, computed as on paper: with fractions, tranche by tranche, without the formulas of the product.

`worked_cases.py` prints the cases as CSV; `worked_cases.py --check FILE` compares FILE with them.
"""
import sys
from datetime import date, timedelta
from fractions import Fraction as F


def text(x):
    """A fraction to 30 places, half-even."""
    scaled = x * 10**30
    whole = scaled.numerator // scaled.denominator
    rest = scaled - whole
    if rest > F(1, 2) or (rest == F(1, 2) and whole % 2):
        whole += 1
    sign, whole = ("-", -whole) if whole < 0 else ("", whole)
    return f"{sign}{whole // 10**30}.{whole % 10**30:030d}".rstrip("0").rstrip(".")


rows = []


def row(case, function, params, item, value):
    rows.append([case, function, ";".join(f"{k}={v}" for k, v in params.items()), item, text(F(value))])


# ---- performance fees: the gain cut into tranches, each with its share for the manager ----------------------------

def tranche_fee(value, mark, threshold, kind, rate, catch_up):
    """What the manager gets: of the money between two marks a share, tranche after tranche."""
    if kind == "soft" and catch_up is None:
        return rate * (value - mark) if value > threshold else F(0)
    tranches = [(mark, threshold, F(0))]
    if kind == "soft" and catch_up > rate:
        # He has caught up where catch_up * (x - threshold) = rate * (x - mark).
        caught_up = (catch_up * threshold - rate * mark) / (catch_up - rate)
        tranches += [(threshold, caught_up, catch_up), (caught_up, None, rate)]
    elif kind == "soft":
        tranches += [(threshold, None, catch_up)]
    else:
        tranches += [(threshold, None, rate)]
    fee = F(0)
    for low, high, share in tranches:
        top = value if high is None else min(value, high)
        if top > low:
            fee += share * (top - low)
    return fee


def performance(case, begin, end, management, mark, rate, kind="none", hurdle="0", base="begin_value", catch_up=None,
                after="yes", paid_by="fund", years="1", use_mark="yes"):
    params = dict(begin=begin, end=end, management=management, mark=mark, rate=rate, kind=kind, hurdle=hurdle,
                  base=base, catch_up="" if catch_up is None else catch_up, after=after, paid_by=paid_by, years=years,
                  use_mark=use_mark)
    b, e, m, h, r = F(begin), F(end), F(management), F(mark), F(rate)
    counts = h if use_mark == "yes" else b
    growth = 1 + F(hurdle) * F(years)
    if kind == "none":
        threshold = counts
    elif base == "high_water_mark":
        threshold = counts * growth
    else:
        threshold = max(counts, b * growth)
    value = e - m if after == "yes" else e
    fee = tranche_fee(value, counts, threshold, kind, r, None if catch_up is None else F(catch_up))
    in_fund = e - m - (fee if paid_by == "fund" else 0)
    row(case, "performance", params, "threshold", threshold)
    row(case, "performance", params, "fee", fee)
    row(case, "performance", params, "end_value", in_fund)
    row(case, "performance", params, "high_water_mark", max(h, in_fund))
    row(case, "performance", params, "net_return", (e - m - fee) / b - 1)


performance("P01 no hurdle, above the mark", "1000000", "1200000", "12000", "1000000", "0.2")
performance("P02 loss not yet made good", "900000", "980000", "9800", "1000000", "0.2")
performance("P03 part of the gain makes good a loss", "900000", "1100000", "11000", "1000000", "0.2")
performance("P04 hard hurdle on the beginning value", "1000000", "1200000", "0", "1000000", "0.2", "hard", "0.05")
performance("P05 hard hurdle below the mark", "900000", "1010000", "0", "1000000", "0.2", "hard", "0.05")
performance("P06 hard hurdle on the mark", "900000", "1100000", "11000", "1000000", "0.2", "hard", "0.05",
            "high_water_mark")
performance("P07 soft hurdle just missed", "1000000", "1080000", "0", "1000000", "0.2", "soft", "0.08")
performance("P08 soft hurdle passed without catch-up", "1000000", "1080001", "0", "1000000", "0.2", "soft", "0.08")
performance("P09 full catch-up, in its zone", "1000000", "1090000", "0", "1000000", "0.2", "soft", "0.08",
            catch_up="1")
performance("P10 full catch-up, at its end", "1000000", "1100000", "0", "1000000", "0.2", "soft", "0.08",
            catch_up="1")
performance("P11 full catch-up, beyond", "1000000", "1300000", "0", "1000000", "0.2", "soft", "0.08", catch_up="1")
performance("P12 half catch-up, in its zone", "1000000", "1110000", "0", "1000000", "0.2", "soft", "0.08",
            catch_up="0.5")
performance("P13 half catch-up, beyond", "1000000", "1200000", "0", "1000000", "0.2", "soft", "0.08", catch_up="0.5")
performance("P14 a catch-up that never catches up", "1000000", "1500000", "0", "1000000", "0.2", "soft", "0.08",
            catch_up="0.15")
performance("P15 fee before the management fee", "1000000", "1200000", "20000", "1000000", "0.2", after="no")
performance("P16 paid outside the fund", "500000", "575000", "0", "500000", "0.2", paid_by="investor")
performance("P17 no high-water mark", "900000", "980000", "0", "1000000", "0.2", use_mark="no")
performance("P18 hurdle of a quarter", "1000000", "1040000", "2500", "1000000", "0.15", "hard", "0.06", years="1/4")
performance("P19 hurdle of 92 days", "1000000", "1040000", "2500", "1000000", "0.15", "hard", "0.06",
            years="92/365")
performance("P20 soft hurdle on a mark above", "900000", "1090000", "9000", "1000000", "0.2", "soft", "0.06",
            "high_water_mark", "1")
performance("P21 management fee makes a loss", "1000000", "1010000", "20000", "1000000", "0.2")


# ---- a series: accrual by month, crystallisation at quarter ends ---------------------------------------------------

def series(case, begin, begin_value, mark, rate, hurdle, rows_in):
    """rows_in: date, value, management fee, crystallises, flow; a hard hurdle on the beginning value, act/365."""
    params = dict(begin=begin, begin_value=begin_value, mark=mark, rate=rate, hurdle=hurdle,
                  rows=" ".join("|".join(r) for r in rows_in))
    start, base, high, paid_before = date.fromisoformat(begin), F(begin_value), F(mark), F(0)
    for when, value, management, crystallises, flow in rows_in:
        day, v, m, f = date.fromisoformat(when), F(value), F(management), F(flow)
        threshold = max(high, base + base * F(hurdle) * F((day - start).days, 365))
        performing = v - m
        fee = F(rate) * (performing - threshold) if performing > threshold else F(0)
        net = v - m - fee
        row(case, "series", params, when + " fee", fee)
        row(case, "series", params, when + " net_value", net)
        paid_before += m
        if crystallises == "yes":
            high = max(high, net)
            high = high + f if f >= 0 else high * (net + f) / net
            start, base, paid_before = day, net + f, F(0)
        row(case, "series", params, when + " high_water_mark", high)


series("S01 two quarters", "2023-12-31", "1000000", "1000000", "0.2", "0",
       [("2024-01-31", "1020000", "1000", "no", "0"), ("2024-02-29", "1010000", "1000", "no", "0"),
        ("2024-03-31", "1050000", "1000", "yes", "0"), ("2024-04-30", "1000000", "1000", "no", "0"),
        ("2024-06-30", "1100000", "1000", "yes", "0")])
series("S02 money in at a crystallisation", "2023-12-31", "1000000", "1100000", "0.2", "0",
       [("2024-03-31", "1050000", "0", "yes", "500000"), ("2024-06-30", "1700000", "0", "yes", "0")])
series("S03 money out lowers the mark in proportion", "2023-12-31", "1000000", "1250000", "0.2", "0",
       [("2024-03-31", "1000000", "0", "yes", "-400000"), ("2024-06-30", "800000", "0", "yes", "0")])
series("S04 hurdle accrues by day", "2023-12-31", "1000000", "1000000", "0.1", "0.073",
       [("2024-01-31", "1010000", "0", "no", "0"), ("2024-06-30", "1060000", "2500", "yes", "0"),
        ("2024-12-31", "1120000", "2500", "yes", "0")])


# ---- management fees -----------------------------------------------------------------------------------------------

def banded(tiers, assets, rule):
    """Dollar by dollar: each band's own money at its own rate, or all of it at the rate of the band reached."""
    if rule == "whole":
        return next(r for low, r in reversed(tiers) if low <= assets) * assets if assets > 0 else F(0)
    fee = F(0)
    for i, (low, rate) in enumerate(tiers):
        high = tiers[i + 1][0] if i + 1 < len(tiers) else assets
        fee += rate * max(F(0), min(assets, high) - low)
    return fee


def month_end(d):
    following = date(d.year + d.month // 12, d.month % 12 + 1, 1)
    return following - timedelta(days=1)


def management(case, tiers, rule, base, payment, months, count, values, begin, end):
    params = dict(tiers=" ".join(f"{a}:{r}" for a, r in tiers), rule=rule, base=base, payment=payment, months=months,
                  count=count, values=" ".join(f"{d}|{v}" for d, v in values), begin=begin, end=end)
    bands = [(F(a), F(r)) for a, r in tiers]
    known = {date.fromisoformat(d): F(v) for d, v in values}
    at, last = date.fromisoformat(begin), date.fromisoformat(end)
    while at < last:
        first = at + timedelta(days=1)
        whole_end = month_end(first)
        while whole_end.month % months:
            whole_end = month_end(whole_end + timedelta(days=1))
        whole_begin = date(whole_end.year, whole_end.month - months + 1, 1) - timedelta(days=1)
        to = min(whole_end, last)
        days = (to - at).days
        if count == "equal":
            years = F(months, 12) * F(days, (whole_end - whole_begin).days)
        elif count == "act/act":
            years = sum(F(1, 366 if (at + timedelta(days=i)).year % 4 == 0 else 365) for i in range(days))
        else:
            years = F(days, {"act/365F": 365, "act/360": 360}[count])
        inside = [v for d, v in sorted(known.items()) if at <= d <= to]
        assets = {"begin_value": inside[0], "end_value": inside[-1], "average_value": sum(inside) / len(inside)}[base]
        row(case, "management", params, (at if payment == "in_advance" else to).isoformat(),
            banded(bands, assets, rule) * years)
        at = to


TIERS = [("0", "0.01"), ("1000000", "0.008"), ("5000000", "0.005")]
VALUES = [("2023-12-31", "4000000"), ("2024-01-31", "4400000"), ("2024-02-29", "4900000"), ("2024-03-31", "6000000"),
          ("2024-06-30", "5000000")]
management("M01 marginal, in arrears on the end", TIERS, "marginal", "end_value", "in_arrears", 3, "equal", VALUES,
           "2023-12-31", "2024-06-30")
management("M02 whole, in arrears on the end", TIERS, "whole", "end_value", "in_arrears", 3, "equal", VALUES,
           "2023-12-31", "2024-06-30")
management("M03 in advance on the beginning", TIERS, "marginal", "begin_value", "in_advance", 3, "equal", VALUES,
           "2023-12-31", "2024-06-30")
management("M04 on the average", TIERS, "marginal", "average_value", "in_arrears", 3, "equal", VALUES, "2023-12-31",
           "2024-06-30")
management("M05 by month", TIERS, "marginal", "end_value", "in_arrears", 1, "equal", VALUES, "2023-12-31",
           "2024-03-31")
management("M06 act/365F", TIERS, "marginal", "end_value", "in_arrears", 3, "act/365F", VALUES, "2023-12-31",
           "2024-06-30")
management("M07 act/360", TIERS, "whole", "begin_value", "in_arrears", 3, "act/360", VALUES, "2023-12-31",
           "2024-06-30")
management("M08 act/act over a year's end", TIERS, "marginal", "end_value", "in_arrears", 12, "act/act",
           [("2022-12-31", "3000000"), ("2023-12-31", "3000000"), ("2024-12-31", "3000000")], "2022-12-31",
           "2024-12-31")
management("M09 begins inside a quarter", [("0", "0.012")], "marginal", "end_value", "in_arrears", 3, "equal",
           [("2024-02-14", "1000000"), ("2024-03-31", "1100000"), ("2024-05-15", "1200000")], "2024-02-14",
           "2024-05-15")
management("M10 half a year on the average", [("0", "0.012"), ("1000000", "0.01")], "whole", "average_value",
           "in_arrears", 6, "equal", VALUES, "2023-12-31", "2024-06-30")
management("M11 nothing held", TIERS, "marginal", "end_value", "in_arrears", 3, "equal",
           [("2023-12-31", "0"), ("2024-03-31", "0")], "2023-12-31", "2024-03-31")


def as_csv():
    return "".join(",".join('"' + cell.replace('"', '""') + '"' if "," in cell else cell for cell in r) + "\n"
                   for r in [["case", "function", "params", "item", "expected"]] + rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--check"]:
        if open(sys.argv[2], encoding="utf-8").read() != as_csv():
            sys.exit(sys.argv[2] + " isn't what this script prints")
    else:
        sys.stdout.write(as_csv())
