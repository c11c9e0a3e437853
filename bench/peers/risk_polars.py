"""Risk figures in polars: one column a portfolio, every figure an expression over it."""

import numpy as np
import polars as pl

import columns


def main():
    chosen = columns.arguments()
    _, values, flows = columns.read_returns(chosen.input)
    returns = columns.daily_returns(values, flows)
    portfolios, days = returns.shape
    frame = pl.DataFrame(
        {"portfolio": np.repeat(np.arange(portfolios, dtype=np.int32), days), "r": returns.ravel()}
    ).with_columns(pl.col("portfolio").set_sorted())

    def compute():
        r = pl.col("r")
        below = r.clip(upper_bound=0.0)
        curve = (r + 1.0).cum_prod()
        figures = (
            frame.lazy()
            .group_by("portfolio", maintain_order=True)
            .agg(
                r.mean().alias("mean"),
                r.std().alias("volatility"),
                (below * below).mean().sqrt().alias("downside"),
                (1.0 - (curve / curve.cum_max().clip(lower_bound=1.0)).min()).alias("drawdown"),
            )
            .with_columns(
                (pl.col("mean") / pl.col("volatility") * 252.0**0.5).alias("sharpe"),
                (pl.col("mean") / pl.col("downside")).alias("sortino"),
            )
            .drop("portfolio")
            .collect()
        )
        return [figures.to_numpy()]

    columns.measure("polars", pl.__version__, returns.size, chosen, compute)


if __name__ == "__main__":
    main()
