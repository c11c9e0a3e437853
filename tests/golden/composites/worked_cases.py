#!/usr/bin/env python3
"""Worked cases of composites: a book of eight portfolios known by stated totals, and what composites of it come to under
several rules, computed with fractions from the tables below, like a spreadsheet.

`worked_cases.py` prints the cases as CSV; `worked_cases.py --book DIRECTORY` writes the book;
`worked_cases.py --check FILE` compares FILE and the book beside it with them.
"""
import sys
from datetime import date, timedelta
from decimal import Decimal as D, getcontext
from fractions import Fraction as F
from pathlib import Path

getcontext().prec = 60
FIRST, LAST = date(2018, 12, 31), date(2022, 12, 31)


def month_end(d):
    return date(d.year + d.month // 12, d.month % 12 + 1, 1) - timedelta(days=1)


MONTHS = []
day = FIRST
while day < LAST:
    end = month_end(day + timedelta(days=1))
    MONTHS.append((day, end))
    day = end

# ---- the book: everything in cents ------------------------------------------------------------------------------------

START = {"p1": 100000000, "p2": 60000000, "p3": 25000000, "p4": 40000000, "p5": 5200000, "p6": 12000000,
         "p7": 0, "p8": 33000000}
# month number, day of the month, portfolio, cents (> 0 paid in)
FLOWS = [(2, 10, "p1", 4000000), (5, 20, "p2", -3500000), (7, 10, "p3", 14000000), (9, 20, "p4", -15000000),
         (11, 10, "p5", 900000), (14, 15, "p7", 30000000), (17, 20, "p6", -700000), (20, 10, "p3", -9000000),
         (26, 10, "p8", 2500000), (30, 20, "p2", 20000000), (33, 10, "p5", -1200000), (37, 20, "p4", 1000000),
         (41, 10, "p1", -30000000), (45, 20, "p6", 4000000)]
TRANSFERS = [(23, 20, "p1", "p2", 8000000), (39, 10, "p4", "p3", 2500000)]  # from, to: inside the group
MEMBERS = {p: (None, None) for p in START}
MEMBERS["p7"] = (date(2020, 3, 15), None)
MEMBERS["p8"] = (None, date(2021, 6, 30))


def noise(state):
    """The next state of a small generator and a return between -3.5 % and +4.5 % in ten-thousandths."""
    state = (state * 1103515245 + 12345) % 2**31
    return state, state // 65536 % 801 - 350


def make_book():
    flows = {}  # (portfolio, date) -> (in, out)
    for month, on, portfolio, amount in FLOWS:
        d = date(MONTHS[month][1].year, MONTHS[month][1].month, on)
        flows[portfolio, d] = (max(amount, 0), max(-amount, 0))
    transfers = []
    for month, on, source, target, amount in TRANSFERS:
        d = date(MONTHS[month][1].year, MONTHS[month][1].month, on)
        transfers.append((d, source, target, amount))
        flows[source, d], flows[target, d] = (0, amount), (amount, 0)
    flow_days = sorted({d for _, d in flows})
    values, fees, state = {}, {}, 20190101
    for portfolio in START:
        value = START[portfolio]
        values[portfolio, FIRST] = value
        for begin, end in MONTHS:
            for d in [x for x in flow_days if begin < x < end] + [end]:
                state, change = noise(state)
                paid_in, paid_out = flows.get((portfolio, d), (0, 0))
                value = (value + paid_in) * (10000 + change // (1 if d == end else 2)) // 10000 - paid_out
                if d == end and d.month % 3 == 0 and value > 0:
                    fees[portfolio, d] = value // 400
                    value -= fees[portfolio, d]
                values[portfolio, d] = value
    return flows, transfers, values, fees


ALL_FLOWS, ALL_TRANSFERS, VALUES, FEES = make_book()
DAYS = sorted({d for _, d in VALUES})


def money(cents):
    return f"{cents // 100}.{cents % 100:02d}"


def book_files():
    transactions = ["id,portfolio,date,type,amount"]
    moved = {(s, d) for d, s, _, _ in ALL_TRANSFERS} | {(t, d) for d, _, t, _ in ALL_TRANSFERS}
    for (portfolio, d), (paid_in, paid_out) in sorted(ALL_FLOWS.items(), key=lambda x: (x[0][1], x[0][0])):
        kinds = ("transfer_in", "transfer_out") if (portfolio, d) in moved else ("deposit", "withdrawal")
        kind, amount = (kinds[0], paid_in) if paid_in else (kinds[1], paid_out)
        transactions.append(f"f-{portfolio}-{d},{portfolio},{d},{kind},{money(amount)}")
    for (portfolio, d), fee in sorted(FEES.items(), key=lambda x: (x[0][1], x[0][0])):
        transactions.append(f"m-{portfolio}-{d},{portfolio},{d},fee,{money(fee)}")
    valuations = ["portfolio,date,value"] + [f"{p},{d},{money(v)}" for (p, d), v in sorted(VALUES.items())]
    groups = ["group,portfolio,from,to,reason"]
    for p, (first, last) in MEMBERS.items():
        groups.append(f"all,{p},{first or ''},{last or ''},{'mandate ended' if last else ''}")
    groups += ["one,p2,,,", "three,p1,,,", "three,p2,,,", "three,p4,,,"]
    portfolios = ["id,name,currency"] + [f"{p},Portfolio {p},EUR" for p in START]
    return {"transactions.csv": transactions, "valuations.csv": valuations, "groups.csv": groups,
            "portfolios.csv": portfolios}


# ---- the paper -----------------------------------------------------------------------------------------------------------

def growth(portfolios, begin, end, gross, internal=False):
    """Of portfolios as one: money in counts from its day's start, money out to its day's end, a fee like money out."""
    days = [d for d in DAYS if begin <= d <= end]
    inside = {(s, d) for d, s, t, _ in ALL_TRANSFERS if s in portfolios and t in portfolios and internal}
    inside |= {(t, d) for d, s, t, _ in ALL_TRANSFERS if s in portfolios and t in portfolios and internal}
    product = F(1)
    for before, d in zip(days, days[1:]):
        opened = sum(F(VALUES[p, before]) for p in portfolios)
        closed = sum(F(VALUES[p, d]) for p in portfolios)
        for p in portfolios:
            paid_in, paid_out = (0, 0) if (p, d) in inside else ALL_FLOWS.get((p, d), (0, 0))
            opened += paid_in
            closed += paid_out + (FEES.get((p, d), 0) if gross else 0)
        product *= closed / opened
    return product


def net_flow(p, begin, end):
    return sum(i - o for (q, d), (i, o) in ALL_FLOWS.items() if q == p and begin < d <= end)


def weighted_flow(p, begin, end):
    return sum(F((i - o) * (end - d).days, (end - begin).days)
               for (q, d), (i, o) in ALL_FLOWS.items() if q == p and begin < d <= end)


def counted(case, begin, end):
    result = []
    for p, (first, last) in sorted(case["members"].items()):
        v = VALUES[p, begin]
        whole = (first is None or first <= begin + timedelta(days=1)) and (last is None or end <= last)
        big = case["flow"] is not None and v and abs(F(net_flow(p, begin, end), v)) > F(case["flow"]) / 100
        if whole and v > 0 and not (case["minimum"] and v < F(case["minimum"]) * 100) and not big:
            result.append(p)
    return result


def composite(case, begin, end, gross):
    portfolios = counted(case, begin, end)
    if case["weighting"] == "aggregate":
        return growth(portfolios, begin, end, gross, internal=True) - 1
    weights = {p: F(VALUES[p, begin]) for p in portfolios}
    if case["weighting"] == "begin_values_and_flows":
        weights = {p: w + weighted_flow(p, begin, end) for p, w in weights.items()}
    return sum(w * (growth([p], begin, end, gross) - 1) for p, w in weights.items()) / sum(weights.values())


def product(rates):
    total = F(1)
    for rate in rates:
        total *= 1 + rate
    return total - 1


def root(x):
    return (D(x.numerator) / D(x.denominator)).sqrt()


def deviation(rates, ddof, weights=None):
    if weights is None:
        mean = sum(rates) / len(rates)
        return root(sum((r - mean) ** 2 for r in rates) / (len(rates) - ddof))
    mean = sum(w * r for w, r in zip(weights, rates)) / sum(weights)
    return root(sum(w * (r - mean) ** 2 for w, r in zip(weights, rates)) / sum(weights))


def quantile(rates, part):
    """Type 7: the share `part` of the way along the sorted values."""
    ordered, at = sorted(rates), (len(rates) - 1) * part
    low = at.numerator // at.denominator
    rest = at - low
    return ordered[low] + (rest * (ordered[low + 1] - ordered[low]) if rest else 0)


rows = []


def text(x):
    if x is None:
        return "none"
    value = x if isinstance(x, D) else D(F(x).numerator) / D(F(x).denominator)
    return format(round(value, 25).normalize() + 0, "f")


def work_out(name, group, weighting="begin_values_and_flows", minimum=None, flow=None, dispersion="equal_weighted",
             least=6):
    members = {"all": MEMBERS, "one": {"p2": (None, None)},
               "three": {p: (None, None) for p in ("p1", "p2", "p4")}}[group]
    case = dict(members=members, weighting=weighting, minimum=minimum, flow=flow)
    params = f"group={group};weighting={weighting};minimum_assets={minimum or ''};significant_flow_percent=" \
             f"{flow or ''};dispersion={dispersion};minimum_members={least}"

    def row(item, value):
        rows.append([name, params, item, text(value)])

    net = [composite(case, b, e, False) for b, e in MONTHS]
    gross = [composite(case, b, e, True) for b, e in MONTHS]
    row("composite_return", product(net))
    row("composite_return_gross", product(gross))
    for year in range(2019, 2023):
        numbers = [i for i, (_, e) in enumerate(MONTHS) if e.year == year]
        row(f"{year} composite_return", product([net[i] for i in numbers]))
        row(f"{year} composite_return_gross", product([gross[i] for i in numbers]))
        last = counted(case, *MONTHS[numbers[-1]])
        row(f"{year} members", len(last))
        row(f"{year} assets", F(sum(VALUES[p, MONTHS[numbers[-1]][1]] for p in last), 100))
        all_year = [p for p in members if all(p in counted(case, *MONTHS[i]) for i in numbers)]
        row(f"{year} members_all_year", len(all_year))
        rates = [product([growth([p], *MONTHS[i], False) - 1 for i in numbers]) for p in all_year]
        weights = [F(VALUES[p, MONTHS[numbers[0]][0]]) for p in all_year]
        enough = len(all_year) >= least
        spread = {"equal_weighted": deviation(rates, 0), "asset_weighted": deviation(rates, 0, weights),
                  "range": max(rates) - min(rates), "high": max(rates), "low": min(rates),
                  "lower_quartile": quantile(rates, F(1, 4)), "median": quantile(rates, F(1, 2)),
                  "upper_quartile": quantile(rates, F(3, 4)),
                  "interquartile": quantile(rates, F(3, 4)) - quantile(rates, F(1, 4))} if enough else {}
        row(f"{year} internal_dispersion", spread.get(dispersion))
        for kind in ("equal_weighted", "asset_weighted", "high", "low", "range", "lower_quartile", "median",
                     "upper_quartile", "interquartile"):
            row(f"{year} internal_dispersion_{kind}", spread.get(kind))
        until = numbers[-1] + 1
        row(f"{year} ex_post_deviation_3y",
            deviation(net[until - 36:until], 1) * D(12).sqrt() if until >= 36 else None)


work_out("C01 beginning values", "all", "begin_values")
work_out("C02 beginning values and flows", "all")
work_out("C03 aggregate", "all", "aggregate")
work_out("C04 minimum size", "all", "begin_values", minimum="55000")
work_out("C05 significant flow", "all", flow="30")
work_out("C06 both", "all", minimum="60000", flow="10")
work_out("C07 aggregate with both", "all", "aggregate", minimum="60000", flow="10")
work_out("C08 few members are enough", "all", "begin_values", minimum="150000", flow="25", least=2)
work_out("C09 asset-weighted headline", "all", dispersion="asset_weighted", least=5)
work_out("C10 interquartile headline", "all", "aggregate", dispersion="interquartile")
work_out("C11 one portfolio", "one", "begin_values_and_flows")
work_out("C12 three, aggregate without their transfers", "three", "aggregate", dispersion="range", least=3)
work_out("C13 three, beginning values", "three", "begin_values", dispersion="range", least=3)


def as_csv():
    return "".join(",".join('"' + cell + '"' if "," in cell else cell for cell in r) + "\n"
                   for r in [["case", "params", "item", "expected"]] + rows)


if __name__ == "__main__":
    files = {name: "\n".join(lines) + "\n" for name, lines in book_files().items()}
    if sys.argv[1:2] == ["--check"]:
        if open(sys.argv[2], encoding="utf-8").read() != as_csv():
            sys.exit(sys.argv[2] + " isn't what this script prints")
        for name, content in files.items():
            if (Path(sys.argv[2]).parent / "book" / name).read_text(encoding="utf-8") != content:
                sys.exit(name + " isn't what this script writes")
    elif sys.argv[1:2] == ["--book"]:
        for name, content in files.items():
            (Path(sys.argv[2]) / name).write_text(content, encoding="utf-8")
    else:
        sys.stdout.write(as_csv())
