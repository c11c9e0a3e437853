#!/usr/bin/env python3
"""Compares `dietz report` on a book with every kind of booking (rich_book.py) with a replay in exact fractions.

usage: tests/e2e/rich_book_test.py DIETZ

Values of every day, amounts of money and returns: of the two portfolios with bookings, and of both as one in two currencies.
"""

import csv
import json
import math
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import rich_book
from book_figures import figures, to_decimal

STALE_AFTER = 10
REORGANISATIONS = ("spin_off", "merger")
CASH_IN = {"deposit", "sell", "merger", "short", "dividend", "interest", "return_of_capital", "adjustment", "transfer_in"}
SHARES_IN = {"buy", "cover", "stock_dividend", "adjustment", "transfer_in"}
SHARES_OUT = {"sell", "short", "transfer_out"}
INTERVALS = [("2023-12-26", "2024-03-15"), ("2024-01-07", "2024-02-20"), ("2024-01-09", "2024-01-10"), ("2024-02-11", "2024-03-11")]


@dataclass
class Day:
    day: date
    value: Fraction = Fraction(0)
    flow_in: Fraction = Fraction(0)
    flow_out: Fraction = Fraction(0)
    income: Fraction = Fraction(0)
    fee_rows: Fraction = Fraction(0)
    fees: Fraction = Fraction(0)
    taxes: Fraction = Fraction(0)
    currency_gain: Fraction = Fraction(0)


class Book:
    def __init__(self, folder):
        def rows(name):
            with open(folder / name, encoding="utf-8", newline="") as file:
                return list(csv.DictReader(file))

        self.currency_of = {row["id"]: row["currency"] for row in rows("securities.csv")}
        self.base_of = {row["id"]: row["currency"] for row in rows("portfolios.csv")}
        self.transactions = rows("transactions.csv")
        self.closes, self.rates, self.adjusted = defaultdict(dict), defaultdict(dict), set()
        for row in rows("prices.csv"):
            self.closes[row["security"]][date.fromisoformat(row["date"])] = Fraction(row["close"])
            if row["adjustment"] != "raw":
                self.adjusted.add(row["security"])
        for row in rows("fx.csv"):
            self.rates[row["base"], row["quote"]][date.fromisoformat(row["date"])] = Fraction(row["rate"])
        self.splits = [(row["portfolio"], row["security"], date.fromisoformat(row["date"]), Fraction(row["ratio"]))
                       for row in self.transactions if row["type"] == "split"]  # a portfolio knows its own splits

    @staticmethod
    def known(series, day):
        seen = max(one for one in series if one <= day)
        assert (day - seen).days <= STALE_AFTER
        return seen, series[seen]

    def price(self, portfolio, security, day):
        seen, close = self.known(self.closes[security], day)
        for split_portfolio, split_security, split_day, ratio in self.splits:
            if (split_portfolio, split_security) != (portfolio, security):
                continue
            if security in self.adjusted:
                close = close * ratio if split_day > day else close
            elif seen < split_day <= day:
                close /= ratio
        return close

    def rate(self, currency, base, day):
        if currency == base:
            return Fraction(1)
        if (currency, base) in self.rates:
            return self.known(self.rates[currency, base], day)[1]
        if (base, currency) in self.rates:
            return 1 / self.known(self.rates[base, currency], day)[1]
        pairs = [pair for pair in self.rates if currency in pair]
        through = [a if b == currency else b for a, b in pairs]
        middle = next(one for one in through if (one, base) in self.rates or (base, one) in self.rates)
        return self.rate(currency, middle, day) * self.rate(middle, base, day)


class Replay:
    def __init__(self, book, members, base):
        self.book, self.members, self.base = book, members, base
        self.cash, self.shares = defaultdict(Fraction), defaultdict(Fraction)

    def days(self, begin, end):
        rows = [row for row in self.book.transactions if row["portfolio"] in self.members]
        day = min(begin, *(date.fromisoformat(row["date"]) for row in rows))
        while day <= end:
            today = [row for row in rows if row["date"] == day.isoformat()]
            record = Day(day)
            for row in today:
                if row["type"] == "split":
                    self.shares[row["portfolio"], row["security"]] *= Fraction(row["ratio"])
            for currency, worth in self.worth(day).items() if day > begin else ():
                change = self.book.rate(currency, self.base, day) - self.book.rate(currency, self.base, day - timedelta(days=1))
                record.currency_gain += worth * change
            for row in today:
                if row["type"] in REORGANISATIONS:
                    self.reorganise(row)
                    self.book_row(row, record, today)
            for row in today:
                if row["type"] != "split" and row["type"] not in REORGANISATIONS:
                    self.book_row(row, record, today)
            record.value = sum(worth * self.book.rate(currency, self.base, day) for currency, worth in self.worth(day).items())
            if day >= begin:
                yield record
            day += timedelta(days=1)

    def reorganise(self, row):
        old, new = ((row["portfolio"], row[name]) for name in ("security", "new_security"))
        if row["new_security"]:
            self.shares[new] += self.shares[old] * Fraction(row["ratio"]) if row["ratio"] else Fraction(row["quantity"])
        if row["type"] == "merger":
            self.shares[old] = Fraction(0)

    def worth(self, day):
        """What is held, by currency."""
        worth = defaultdict(Fraction, self.cash)
        for (portfolio, security), quantity in self.shares.items():
            if quantity:
                worth[self.book.currency_of[security]] += quantity * self.book.price(portfolio, security, day)
        return {currency: amount for currency, amount in worth.items() if amount}

    def book_row(self, row, record, today):
        kind, security = row["type"], row["security"]
        currency = row["currency"] or self.book.currency_of.get(security) or self.book.base_of[row["portfolio"]]
        quantity, fees, taxes = (Fraction(row[name] or 0) for name in ("quantity", "fees", "taxes"))
        amount = Fraction(row["amount"] or 0)
        if not row["amount"] and row["price"]:
            amount = quantity * Fraction(row["price"]) * Fraction(row["fx_rate"] or 1)
        in_kind = security and kind.startswith("transfer")
        gross = Fraction(0) if in_kind else amount if kind in CASH_IN else -amount
        self.cash[currency] += gross - fees - taxes
        if kind == "exchange":
            self.cash[security] += quantity
        elif kind in SHARES_IN:
            self.shares[row["portfolio"], security] += quantity
        elif kind in SHARES_OUT:
            self.shares[row["portfolio"], security] -= quantity
        to_base = self.book.rate(currency, self.base, record.day)
        record.fees += fees * to_base
        record.taxes += taxes * to_base
        if kind in ("dividend", "interest"):
            record.income += amount * to_base
        elif kind == "fee":
            record.fees += amount * to_base
            record.fee_rows += amount * to_base
        elif kind == "tax":
            record.taxes += amount * to_base
        elif kind in ("deposit", "withdrawal", "transfer_in", "transfer_out") and not self.internal(row, today):
            if in_kind and not row["amount"]:
                amount = quantity * self.book.price(row["portfolio"], security, record.day)
                to_base = self.book.rate(self.book.currency_of[security], self.base, record.day)
            if kind in ("deposit", "transfer_in"):
                record.flow_in += amount * to_base
            else:
                record.flow_out += amount * to_base

    @staticmethod
    def internal(row, today):
        """The other side of a transfer lies in another of the portfolios."""
        what = ("security", "quantity") if row["security"] else ("currency", "amount")
        return row["type"].startswith("transfer") and any(
            other["type"].startswith("transfer") and other["type"] != row["type"] and other["portfolio"] != row["portfolio"]
            and all(other[name] == row[name] for name in what) for other in today)


class Comparison:
    def __init__(self):
        self.problems, self.count = [], 0

    def amount(self, where, ours, theirs):
        self.count += 1
        if abs(Decimal(ours) - to_decimal(theirs)) > Decimal("1e-20"):
            self.problems.append(f"{where} is {ours}, the replay says {to_decimal(theirs)}")

    def rate(self, where, ours, theirs):
        self.count += 1
        same = ours is None and theirs is None
        if not same and (ours is None or theirs is None or not math.isclose(ours, theirs, rel_tol=1e-12, abs_tol=1e-13)):
            self.problems.append(f"{where} is {ours}, the replay says {theirs}")

    def report(self, where, ours, days):
        for point, day in zip(ours["series"]["value"], days, strict=True):
            self.amount(f"{where}: value on {point['date']}", point["value"], day.value)
        summed = {name: sum(getattr(day, name) for day in days[1:])
                  for name in ("flow_in", "flow_out", "income", "fees", "taxes", "currency_gain")}
        gain = days[-1].value - days[0].value - summed["flow_in"] + summed["flow_out"]
        expected = {"begin_value": days[0].value, "end_value": days[-1].value, "gain": gain,
                    "flows_in": summed.pop("flow_in"), "flows_out": summed.pop("flow_out"), **summed}
        expected["price_gain"] = gain - summed["currency_gain"] - summed["income"] + summed["fees"] + summed["taxes"]
        for name, value in expected.items():
            self.amount(f"{where}: {name}", ours["money"][name], value)
        if len(days) < 4:
            return
        rates, _ = figures(days)
        for name in ("twr", "twr_gross", "twr_before_tax", "twr_annualized", "xirr", "mwr", "modified_dietz", "simple_dietz",
                     "volatility", "volatility_annualized", "max_drawdown"):
            self.rate(f"{where}: {name}", ours["figures"][name]["value"], rates[name])


def main():
    comparison = Comparison()
    with tempfile.TemporaryDirectory() as root:
        folder = rich_book.write(Path(root) / "rich")
        book = Book(folder)
        scopes = [(["growth"], "EUR"), (["yen"], "JPY")] + [(["growth", "yen"], currency) for currency in ("EUR", "USD")]
        for begin, end in INTERVALS:
            for members, base in scopes:
                options = [option for member in members for option in ("--portfolio", member)]
                done = subprocess.run([sys.argv[1], "report", folder, "--format", "json", "--quiet", "--from", begin, "--to", end,
                                       "--currency", base, *options], check=True, capture_output=True, text=True)
                answer = json.loads(done.stdout)
                days = list(Replay(book, members, base).days(date.fromisoformat(begin), date.fromisoformat(end)))
                ours = answer["total"] if len(members) > 1 else answer["portfolios"][0]
                comparison.report(f"{'+'.join(members)} in {base}, {begin} to {end}", ours, days)
    print(f"{comparison.count} comparisons, {len(comparison.problems)} problems")
    print("\n".join(comparison.problems[:40]), file=sys.stderr)
    sys.exit(1 if comparison.problems else 0)


if __name__ == "__main__":
    main()
