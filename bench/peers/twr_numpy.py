"""Daily time-weighted returns in numpy as it is ordinarily written: one expression a step on whole arrays."""

import numpy as np

import columns


def main():
    chosen = columns.arguments()
    dates, values, flows = columns.read_returns(chosen.input)
    months, years = columns.month_starts(dates), columns.year_starts(dates)

    def compute():
        growth = columns.daily_returns(values, flows) + 1.0
        by_month = np.multiply.reduceat(growth, months, axis=1)
        by_year = np.multiply.reduceat(by_month, years, axis=1)
        total = by_month.prod(axis=1)
        return [by_month - 1.0, by_year - 1.0, total - 1.0]

    columns.measure("numpy", np.__version__, values.size, chosen, compute)


if __name__ == "__main__":
    main()
