"""What the two scripts for a whole book share: their arguments and the file they write (see bench/README.md)."""

import argparse
import csv


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("book")
    parser.add_argument("output")
    return parser.parse_args()


def answer(file, months, totals):
    """months: (portfolio, 'YYYY-MM', return) in order; totals: (portfolio, return)."""
    with open(file, "w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["portfolio", "period", "twr"])
        writer.writerows(months)
        writer.writerows((portfolio, "total", rate) for portfolio, rate in totals)
