"""The metrics of empyrical-reloaded of each portfolio against the next one (the last against the first), a call a metric."""

import importlib.metadata
import warnings

import empyrical as ep
import numpy as np
import pandas as pd

import columns


def main():
    chosen = columns.arguments()
    dates, values, flows = columns.read_returns(chosen.input)
    index = pd.DatetimeIndex(dates.astype("datetime64[D]").astype("datetime64[ns]"))
    returns = [pd.Series(row, index=index) for row in columns.daily_returns(values, flows)]
    by_year = np.sqrt(252.0)

    def row(own, market):
        return [
            ep.cum_returns_final(own),
            ep.annual_return(own),
            ep.annual_volatility(own),
            ep.sharpe_ratio(own),
            ep.sortino_ratio(own),
            ep.downside_risk(own),
            -ep.max_drawdown(own),
            ep.calmar_ratio(own),
            ep.omega_ratio(own),
            ep.stability_of_timeseries(own),
            ep.tail_ratio(own),
            -ep.value_at_risk(own, 0.05),
            ep.alpha(own, market),
            ep.beta(own, market),
            ep.up_alpha_beta(own, market)[1],
            ep.down_alpha_beta(own, market)[1],
            ep.capture(own, market),
            ep.up_capture(own, market),
            ep.down_capture(own, market),
            ep.up_down_capture(own, market),
            ep.excess_sharpe(own, market) * by_year,
        ]

    def compute():
        return [np.array([row(own, market) for own, market in zip(returns, returns[1:] + returns[:1])], dtype=float)]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        columns.measure("empyrical", importlib.metadata.version("empyrical-reloaded"), values.size, chosen, compute)


if __name__ == "__main__":
    main()
