"""Daily time-weighted returns in numpy at its best: blocks that fit the second-level cache, every result into memory
that is there already, no division guarded where a block has capital on every day."""

import numpy as np

import columns

BLOCK = 16


def main():
    chosen = columns.arguments()
    dates, values, flows = columns.read_returns(chosen.input)
    months, years = columns.month_starts(dates), columns.year_starts(dates)
    portfolios, days = values.shape
    by_month = np.empty((portfolios, len(months)))
    by_year = np.empty((portfolios, len(years)))
    total = np.empty(portfolios)
    base, growth = np.empty((BLOCK, days)), np.empty((BLOCK, days))

    def compute():
        for start in range(0, portfolios, BLOCK):
            part = slice(start, min(start + BLOCK, portfolios))
            v, f = values[part], flows[part]
            b, g = base[: len(v)], growth[: len(v)]
            np.maximum(f, 0.0, out=b)
            np.add(b[:, 1:], v[:, :-1], out=b[:, 1:])
            np.minimum(f, 0.0, out=g)
            np.subtract(v, g, out=g)
            if b.min() > 0.0:
                np.divide(g, b, out=g)
            else:
                empty = b == 0.0
                b[empty] = g[empty] = 1.0
                np.divide(g, b, out=g)
            np.multiply.reduceat(g, months, axis=1, out=by_month[part])
        np.multiply.reduceat(by_month, years, axis=1, out=by_year)
        np.multiply.reduce(by_month, axis=1, out=total)
        for result in (by_month, by_year, total):
            np.subtract(result, 1.0, out=result)
        return [by_month, by_year, total]

    columns.measure("numpy preallocated", np.__version__, values.size, chosen, compute)


if __name__ == "__main__":
    main()
