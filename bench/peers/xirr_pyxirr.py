"""Money-weighted returns by pyxirr, one call a portfolio, in the form of arguments that it reads fastest."""

import numpy as np
import pyxirr

import columns


def main():
    chosen = columns.arguments()
    days, amounts = columns.read_cashflows(chosen.input)
    dates = [list(row) for row in days.astype("datetime64[D]").astype(object)]

    def compute():
        rates = np.empty(len(dates))
        for p, when in enumerate(dates):
            rate = pyxirr.xirr(when, amounts[p])
            rates[p] = np.nan if rate is None else rate
        return [rates]

    columns.measure("pyxirr", pyxirr.__version__, amounts.size, chosen, compute)


if __name__ == "__main__":
    main()
