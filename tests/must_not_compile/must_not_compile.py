#!/usr/bin/env python3
"""Mistakes that the compiler must refuse. Each stands beside a correct line that must compile, so that a mistake is
refused for what it is and not for a broken test. Run: must_not_compile.py SOURCE_FOLDER COMPILER…"""
import subprocess
import sys

PREAMBLE = """
#include "calculations/valuation.hpp"
#include "model/book.hpp"
#include "model/date_range.hpp"
#include "model/figure.hpp"
#include "model/money.hpp"
using namespace dietz;
void take_portfolio(PortfolioIndex);
void test(Money money, Decimal decimal, PortfolioIndex portfolio, SecurityIndex security, BenchmarkIndex benchmark,
          Date date, Currency currency, Rate rate, const Book& book, const MarketData& market) {
  (void)money, (void)decimal, (void)portfolio, (void)security, (void)benchmark, (void)date, (void)currency, (void)rate;
  (void)book, (void)market;
  %s
}
"""
# What it shows, a correct line, the mistake.
CASES = [
    ("money and a double don't add", "(void)(money + money);", "(void)(money + 1.5);"),
    ("money and a bare number don't add", "(void)(money + money);", "(void)(money + decimal);"),
    ("money isn't scaled by a double", "(void)(decimal * decimal);", "(void)(money * 1.5);"),
    ("no decimal from a double", "Decimal d(15); (void)d;", "Decimal d(1.5); (void)d;"),
    ("no decimal from a float", "Decimal d{15}; (void)d;", "Decimal d{1.5F}; (void)d;"),
    ("no decimal from a double by conversion", "Decimal d = decimal; (void)d;", "Decimal d = 1.5; (void)d;"),
    ("no double from a decimal by conversion", "double x = decimal.to_double(); (void)x;",
     "double x = decimal; (void)x;"),
    ("a decimal and a double don't add", "(void)(decimal + decimal);", "(void)(decimal + 1.5);"),
    ("a decimal and a double don't multiply", "(void)(decimal * decimal);", "(void)(decimal * 1.5);"),
    ("a decimal and a double don't compare", "(void)(decimal < decimal);", "(void)(decimal < 1.5);"),
    ("decimals don't divide without a rounding", "(void)divide(decimal, decimal, 2, Rounding::half_even);",
     "(void)(decimal / decimal);"),
    ("a security is no portfolio", "take_portfolio(portfolio);", "take_portfolio(security);"),
    ("a benchmark is no security", "security = SecurityIndex{1};", "security = benchmark;"),
    ("a portfolio and a security don't compare", "(void)(portfolio == portfolio);", "(void)(portfolio == security);"),
    ("a bare number is no portfolio", "take_portfolio(PortfolioIndex{3});", "take_portfolio(3);"),
    ("a ledger is replayed for a portfolio", "(void)replay(book, market, portfolio, currency, date, date);",
     "(void)replay(book, market, security, currency, date, date);"),
    ("a price is asked for a security", "(void)market.price(security, date);", "(void)market.price(portfolio, date);"),
    ("dates don't add", "(void)(date - date);", "(void)(date + date);"),
    ("a number is no date", "Date d = Date::from_epoch_day(3); (void)d;", "Date d = 3; (void)d;"),
    ("text is no date until it is parsed", 'auto d = Date::parse("2024-01-01"); (void)d;',
     'Date d = "2024-01-01"; (void)d;'),
    ("text is no currency until it is parsed", 'auto c = Currency::parse("EUR"); (void)c;',
     'Currency c = "EUR"; (void)c;'),
    ("a rate that may be absent is no double", "double x = rate.value(); (void)x;", "double x = rate; (void)x;"),
    ("a result isn't its value", "Decimal d = *divide(decimal, decimal, 2, Rounding::up); (void)d;",
     "Decimal d = divide(decimal, decimal, 2, Rounding::up); (void)d;"),
    ("a result isn't dropped", "(void)divide(decimal, decimal, 2, Rounding::up);",
     "divide(decimal, decimal, 2, Rounding::up);"),
    ("flow timing is no number", "auto t = FlowTiming::start; (void)t;", "int t = FlowTiming::start; (void)t;"),
]


def main():
    source, compiler = sys.argv[1], sys.argv[2:]

    def compiles(body):
        command = [*compiler, "-std=c++20", "-fsyntax-only", "-Werror=unused-result", f"-I{source}/src", "-xc++", "-"]
        return subprocess.run(command, input=PREAMBLE % body, text=True, capture_output=True)

    failures = []
    correct = compiles("\n  ".join("{ %s }" % good for _, good, _ in CASES))
    if correct.returncode != 0:
        failures.append("the correct lines don't compile:\n" + correct.stderr)
    for claim, _, mistake in CASES:
        if compiles("{ %s }" % mistake).returncode == 0:
            failures.append(f"{claim}: compiles: {mistake}")
    print(f"must not compile: {len(CASES)} mistakes, {len(failures)} failures")
    print("\n".join(failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
