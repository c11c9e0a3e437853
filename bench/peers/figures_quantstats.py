"""The full set of metrics of quantstats, one call a portfolio against the next one's returns."""

import importlib.metadata
import warnings

import numpy as np
import pandas as pd
import quantstats as qs

import columns


def main():
    chosen = columns.arguments()
    dates, values, flows = columns.read_returns(chosen.input)
    index = pd.DatetimeIndex(dates.astype("datetime64[D]").astype("datetime64[ns]"))
    returns = [pd.Series(row, index=index) for row in columns.daily_returns(values, flows)]
    pairs = list(zip(returns, returns[1:]))
    full_set = [True]

    def compute():
        if full_set[0]:
            for own, market in pairs:
                qs.reports.metrics(own, market, rf=0.0, display=False, mode="full", prepare_returns=False, match_dates=False)
            return [np.empty(0)]
        # The same figures as numbers, for the comparison: the table has them rounded and as text.
        rows = []
        for own, market in pairs:
            beta = qs.stats.greeks(own, market, prepare_returns=False)["beta"]
            rows.append([qs.stats.volatility(own, 252, True, False), qs.stats.sharpe(own, 0.0, 252, True), -qs.stats.max_drawdown(own), beta])
        return [np.array(rows, dtype=float)]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        columns.measure("quantstats", importlib.metadata.version("quantstats"), len(pairs), chosen, compute)
        full_set[0] = False
        np.concatenate([np.ravel(part) for part in compute()]).astype("<f8").tofile(chosen.output)


if __name__ == "__main__":
    main()
