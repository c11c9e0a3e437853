#!/usr/bin/env python3
"""An independent reading of a book: replays it in exact fractions and prints what a report must say, as JSON.

usage: tests/e2e/check_example_book.py BOOK [--from DATE] [--to DATE]

It shares no code with the engine, so agreement of the two is evidence for both. Money is printed with 20 decimals,
rates as doubles computed with 60 digits. It covers what the example book uses and refuses anything else. Exit code 1:
the book breaks one of its own rules (cash below zero, negative or fractional position, value identity).
"""

import argparse
import csv
import json
import sys
import tomllib
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from book_figures import calendar_returns, figures, to_decimal

ZERO, ONE_DAY = Fraction(0), timedelta(days=1)
EXPECTED_POLICY = {"flow_timing": "inflow_start_outflow_end", "lot_method": "fifo"}
ADDS_CASH = {"deposit", "transfer_in", "dividend", "interest", "sell"}
TAKES_CASH = {"withdrawal", "transfer_out", "fee", "tax", "buy"}
INFLOW, OUTFLOW = {"deposit", "transfer_in"}, {"withdrawal", "transfer_out"}


def stop(message):
    print(message, file=sys.stderr)
    sys.exit(1)


def read(book, name):
    with open(book / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def exact(text):
    return Fraction(text) if text else ZERO


class Series:
    """Dated values; a day without one takes the last known before it, up to the allowed age."""

    def __init__(self, name, points, stale_after_days):
        self.name, self.points, self.stale_after_days = name, dict(points), stale_after_days
        self.days = sorted(self.points)

    def known(self, day):
        index = bisect_right(self.days, day)
        if index == 0 or (day - self.days[index - 1]).days > self.stale_after_days:
            stop(f"{self.name}: no value for {day}")
        return self.days[index - 1], self.points[self.days[index - 1]]


class Book:
    def __init__(self, folder):
        with open(folder / "policy.toml", "rb") as file:
            policy = tomllib.load(file)
        for key, value in EXPECTED_POLICY.items():
            if policy.get(key, value) != value:
                stop(f"policy.toml: this check knows only {key} = {value!r}")
        self.policy, self.stale = policy, policy.get("stale_after_days", 10)
        self.portfolios = {row["id"]: row for row in read(folder, "portfolios.csv")}
        self.currency_of = {row["id"]: row["currency"] for row in read(folder, "securities.csv")}
        self.benchmarks = read(folder, "benchmarks.csv")
        self.transactions = sorted(read(folder, "transactions.csv"), key=lambda row: (row["date"], row["id"]))
        for row in self.transactions:
            row["date"] = date.fromisoformat(row["date"])
        self.splits = {(row["security"], row["date"]): Fraction(row["ratio"])
                       for row in self.transactions if row["type"] == "split"}
        self.prices = self.read_series(read(folder, "prices.csv"), lambda row: row["security"], "close")
        self.rates = self.read_series(read(folder, "fx.csv"), lambda row: (row["base"], row["quote"]), "rate")

    def read_series(self, rows, key, column):
        points = defaultdict(dict)
        for row in rows:
            if row.get("adjustment", "raw") != "raw":
                stop(f"prices.csv: this check knows only raw prices, not {row['adjustment']}")
            points[key(row)][date.fromisoformat(row["date"])] = Fraction(row[column])
        return {name: Series(name, values, self.stale) for name, values in points.items()}

    def price(self, security, day):
        seen, close = self.prices[security].known(day)
        for (split_security, split_day), ratio in self.splits.items():
            if split_security == security and seen < split_day <= day:
                close /= ratio
        return close

    def rate(self, currency, base, day):
        """Units of `base` for one unit of `currency`."""
        if currency == base:
            return Fraction(1)
        if (currency, base) in self.rates:
            return self.rates[currency, base].known(day)[1]
        return 1 / self.rates[base, currency].known(day)[1]

    def last_day(self):
        series = [*self.prices.values(), *self.rates.values()]
        return max([one.days[-1] for one in series] + [self.transactions[-1]["date"]])


@dataclass
class Day:
    """One day of a scope in its currency: value at the close and what happened before it."""
    day: date
    value: Fraction = ZERO
    flow_in: Fraction = ZERO
    flow_out: Fraction = ZERO
    income: Fraction = ZERO
    fee_rows: Fraction = ZERO
    fees: Fraction = ZERO
    taxes: Fraction = ZERO
    currency_gain: Fraction = ZERO


@dataclass
class Holdings:
    cash: dict = field(default_factory=lambda: defaultdict(Fraction))
    lots: dict = field(default_factory=lambda: defaultdict(list))

    def quantity(self, security):
        return sum((quantity for quantity, _ in self.lots[security]), ZERO)

    def cost(self, security):
        return sum((cost for _, cost in self.lots[security]), ZERO)

    def sell_first_in_first_out(self, row, quantity):
        lots = self.lots[row["security"]]
        while quantity > 0:
            if not lots:
                stop(f"{row['id']}: sells more than is held")
            held, cost = lots.pop(0)
            kept = max(held - quantity, ZERO)
            quantity -= held - kept
            if kept:
                lots.insert(0, (kept, cost * kept / held))


class Replay:
    """The days of some portfolios taken as one, in `base`; transfers between them are no flows."""

    def __init__(self, book, members, base, begin, end):
        self.book, self.members, self.base, self.begin, self.end = book, members, base, begin, end
        self.holdings = Holdings()
        self.internal = internal_transfers(book, members)
        self.by_day = defaultdict(list)
        for row in book.transactions:
            if row["portfolio"] in members:
                self.by_day[row["date"]].append(row)
        self.days = list(self.run())

    def run(self):
        day = min([self.begin, *self.by_day])
        while day <= self.end:
            record = Day(day)
            for row in sorted(self.by_day[day], key=lambda one: one["type"] != "split"):
                if row["type"] == "split":
                    self.split(row)
            if day > self.begin:
                record.currency_gain = self.currency_gain(day)
            for row in self.by_day[day]:
                self.apply(row, record)
            self.check_rules(day)
            record.value = sum(value * self.book.rate(currency, self.base, day)
                               for currency, value in self.local_values(day).items())
            if day >= self.begin:
                yield record
            day += ONE_DAY

    def local_values(self, day):
        values = defaultdict(Fraction, self.holdings.cash)
        for security in self.holdings.lots:
            quantity = self.holdings.quantity(security)
            if quantity:
                values[self.book.currency_of[security]] += quantity * self.book.price(security, day)
        return values

    def currency_gain(self, day):
        """What was held at yesterday's close, counted in today's shares, at today's price × change of the rate."""
        values = self.local_values(day)
        return sum((value * self.rate_change(currency, day) for currency, value in values.items()), ZERO)

    def rate_change(self, currency, day):
        return self.book.rate(currency, self.base, day) - self.book.rate(currency, self.base, day - ONE_DAY)

    def split(self, row):
        ratio = Fraction(row["ratio"])
        lots = self.holdings.lots
        lots[row["security"]] = [(quantity * ratio, cost) for quantity, cost in lots[row["security"]]]

    def apply(self, row, record):
        kind = row["type"]
        if kind == "split":
            return
        currency = row["currency"]
        amount = exact(row["amount"]) if row["amount"] else exact(row["quantity"]) * exact(row["price"])
        fees, taxes = exact(row["fees"]), exact(row["taxes"])
        rate = self.book.rate(currency, self.base, record.day)
        if kind == "exchange":
            self.holdings.cash[row["security"]] += exact(row["quantity"])
        elif kind not in ADDS_CASH | TAKES_CASH:
            stop(f"{row['id']}: this check does not know the type {kind}")
        self.holdings.cash[currency] += (amount if kind in ADDS_CASH else -amount) - fees - taxes
        self.trade(row, (amount + fees + taxes) * rate)
        self.record(row, record, amount * rate, fees * rate, taxes * rate)

    def trade(self, row, cost):
        if row["type"] == "buy":
            self.holdings.lots[row["security"]].append((exact(row["quantity"]), cost))
        elif row["type"] == "sell":
            self.holdings.sell_first_in_first_out(row, exact(row["quantity"]))

    def record(self, row, record, amount, fees, taxes):
        kind = row["type"]
        external = row["id"] not in self.internal
        record.flow_in += amount if kind in INFLOW and external else 0
        record.flow_out += amount if kind in OUTFLOW and external else 0
        record.income += amount if kind in ("dividend", "interest") else 0
        record.fee_rows += amount if kind == "fee" else 0
        record.fees += fees + (amount if kind == "fee" else 0)
        record.taxes += taxes + (amount if kind == "tax" else 0)

    def check_rules(self, day):
        for currency, amount in self.holdings.cash.items():
            if amount < 0 or (amount * 100).denominator != 1:
                stop(f"{day}: {'+'.join(self.members)} has {float(amount)} {currency} in cash")
        for security in self.holdings.lots:
            if self.holdings.quantity(security).denominator != 1:
                stop(f"{day}: {security} is no whole number of shares")


def internal_transfers(book, members):
    """Ids of cash transfers whose other side, same day, currency and amount, lies in the scope too."""
    found, waiting = set(), defaultdict(list)
    rows = [row for row in book.transactions if row["portfolio"] in members]
    for row in rows:
        if row["type"] == "transfer_in":
            waiting[row["date"], row["currency"], exact(row["amount"])].append(row)
    for row in rows:
        if row["type"] != "transfer_out":
            continue
        partners = waiting[row["date"], row["currency"], exact(row["amount"])]
        partner = next((one for one in partners if one["portfolio"] != row["portfolio"]), None)
        if partner:
            partners.remove(partner)
            found |= {row["id"], partner["id"]}
    return found


def money(days):
    total = {name: sum((getattr(day, name) for day in days[1:]), ZERO)
             for name in ("flow_in", "flow_out", "income", "fees", "taxes", "currency_gain")}
    gain = days[-1].value - days[0].value - total["flow_in"] + total["flow_out"]
    price_gain = gain - total["currency_gain"] - total["income"] + total["fees"] + total["taxes"]
    amounts = {"begin_value": days[0].value, "end_value": days[-1].value, "flows_in": total["flow_in"],
               "flows_out": total["flow_out"], "income": total["income"], "fees": total["fees"],
               "taxes": total["taxes"], "gain": gain, "price_gain": price_gain,
               "currency_gain": total["currency_gain"]}
    return {name: text(amount) for name, amount in amounts.items()}


def text(value):
    units = round(value * 10**20)
    digits = f"{abs(units):021}"
    return ("-" if units < 0 else "") + (digits[:-20] + "." + digits[-20:]).rstrip("0").rstrip(".")


def holdings(replay):
    book, end, base, value = replay.book, replay.end, replay.base, replay.days[-1].value
    rows = []
    for security in sorted(replay.holdings.lots):
        quantity, cost = replay.holdings.quantity(security), replay.holdings.cost(security)
        if not quantity:
            continue
        price = book.price(security, end)
        worth = quantity * price * book.rate(book.currency_of[security], base, end)
        rows.append({"security": security, "quantity": text(quantity), "price": text(price), "value": text(worth),
                     "weight": float(worth / value), "cost": text(cost), "unrealised": text(worth - cost)})
    return rows


def benchmark_return(book, name, base, begin, end):
    """The blend without dividends, in `base`: back to its weights at each quarter's end and when new weights begin."""
    rows = [row for row in book.benchmarks if row["benchmark"] == name]
    if {row["rebalance"] for row in rows} != {"quarterly"}:
        stop(f"benchmarks.csv: this check knows only quarterly rebalancing, see {name}")
    starts = sorted({date.fromisoformat(row["from"]) for row in rows})
    day, level, levels, units = starts[0], Decimal(1), {}, {}
    while day <= end:
        worth = {security: to_decimal(book.price(security, day) * book.rate(book.currency_of[security], base, day))
                 for security in {row["component"] for row in rows}}
        restated = {security: book.splits.get((security, day), 1) for security in worth}
        units = {security: count * Decimal(int(restated[security])) for security, count in units.items()}
        level = sum(count * worth[security] for security, count in units.items()) or level
        levels[day] = level
        quarter_ends = (day + ONE_DAY).month != day.month and day.month % 3 == 0
        if day in starts or quarter_ends:
            since = max(start for start in starts if start <= day).isoformat()
            units = {row["component"]: level * Decimal(row["weight"]) / worth[row["component"]]
                     for row in rows if row["from"] == since}
        day += ONE_DAY
    return float(levels[end] / levels[begin] - 1)


def report(book, members, base, begin, end):
    replay = Replay(book, members, base, begin, end)
    values, net = figures(replay.days)
    return {
        "currency": base, "figures": values, "money": money(replay.days), "holdings": holdings(replay),
        "cash": {currency: text(amount) for currency, amount in sorted(replay.holdings.cash.items()) if amount},
        "months": calendar_returns(net, 7), "years": calendar_returns(net, 4),
        "values": {day.day.isoformat(): text(day.value) for day in replay.days
                   if (day.day + ONE_DAY).month != day.day.month or day.day == end},
    }


def check_identities(reports, total):
    """What the portfolios own together is what the total owns, and a gain does not depend on the scope."""
    for name in ("end_value", "income", "fees", "taxes", "gain", "price_gain", "currency_gain"):
        parts = sum(Fraction(one["money"][name]) for one in reports)
        if abs(parts - Fraction(total["money"][name])) > Fraction(1, 10**18):
            stop(f"{name}: the portfolios do not add up to the total")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("book", type=Path)
    parser.add_argument("--from", dest="begin", type=date.fromisoformat)
    parser.add_argument("--to", dest="end", type=date.fromisoformat)
    options = parser.parse_args()
    book = Book(options.book)
    begin = options.begin or book.transactions[0]["date"] - ONE_DAY
    end = options.end or book.last_day()
    reports = []
    for identifier, row in book.portfolios.items():
        one = {"id": identifier} | report(book, [identifier], row["currency"], begin, end)
        if row["benchmark"]:
            one["benchmark_return"] = benchmark_return(book, row["benchmark"], row["currency"], begin, end)
        reports.append(one)
    total = report(book, list(book.portfolios), reports[0]["currency"], begin, end)
    check_identities(reports, total)
    json.dump({"from": begin.isoformat(), "to": end.isoformat(), "portfolios": reports, "total": total},
              sys.stdout, indent=1)
    print()


main()
