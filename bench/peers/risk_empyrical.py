"""Risk figures by empyrical-reloaded, all portfolios in one call of each function."""

import importlib.metadata
import warnings

import empyrical
import numpy as np

import columns


def main():
    chosen = columns.arguments()
    _, values, flows = columns.read_returns(chosen.input)
    returns = np.ascontiguousarray(columns.daily_returns(values, flows).T)
    by_year = np.sqrt(252.0)

    def compute():
        volatility = empyrical.annual_volatility(returns, annualization=252) / by_year
        downside = empyrical.downside_risk(returns, annualization=252) / by_year
        drawdown = -np.asarray(empyrical.max_drawdown(returns))
        sharpe = empyrical.sharpe_ratio(returns, annualization=252)
        sortino = empyrical.sortino_ratio(returns, annualization=252) / by_year
        mean = np.mean(returns, axis=0)
        return [np.stack([mean, volatility, downside, drawdown, sharpe, sortino], axis=1)]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        columns.measure("empyrical", importlib.metadata.version("empyrical-reloaded"), returns.size, chosen, compute)


if __name__ == "__main__":
    main()
