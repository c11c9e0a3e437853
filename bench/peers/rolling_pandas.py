"""Measures over windows of 252 days by pandas' rolling objects, and by numpy where pandas has none."""

import importlib.metadata

import numpy as np
import pandas as pd

import columns

WINDOW = 252


def main():
    chosen = columns.arguments()
    _, values, flows = columns.read_returns(chosen.input)
    returns = [pd.Series(row) for row in columns.daily_returns(values, flows)]
    by_year = np.sqrt(252.0)

    def windows_of(own, market):
        rolling = own.rolling(WINDOW)
        deviation = rolling.std()
        views = np.lib.stride_tricks.sliding_window_view(own.to_numpy(), WINDOW)
        growth = np.cumprod(1 + views, axis=1)
        peaks = np.maximum(np.maximum.accumulate(growth, axis=1), 1.0)
        parts = [
            growth[:, -1] - 1,
            deviation * by_year,
            rolling.mean() / deviation * by_year,
            np.sqrt((own.clip(upper=0) ** 2).rolling(WINDOW).mean()),
            -(growth / peaks - 1).min(axis=1),
            (own - market).rolling(WINDOW).std() * by_year,
            rolling.cov(market) / market.rolling(WINDOW).var(),
            rolling.corr(market),
        ]
        # In the order of the table of measures.
        order = [0, 1, 2, 3, 4, 5, 6, 7]
        return [np.asarray(parts[i])[-len(views):] for i in order]

    def compute():
        return [part for own, market in zip(returns, returns[1:]) for part in windows_of(own, market)]

    columns.measure("pandas", importlib.metadata.version("pandas"), (len(returns) - 1) * values.shape[1], chosen, compute)


if __name__ == "__main__":
    main()
