"""Daily time-weighted returns in polars: long frame in order of portfolio and date, so that no sort or window is
needed; the number of the month within the portfolio is given."""

import numpy as np
import polars as pl

import columns


def main():
    chosen = columns.arguments()
    dates, values, flows = columns.read_returns(chosen.input)
    portfolios, days = values.shape
    months = columns.month_starts(dates)
    month_of_day = np.repeat(np.arange(len(months)), np.diff(np.r_[months, days]))
    year_of_month = dates[months].astype("datetime64[D]").astype("datetime64[Y]").astype(np.int32)
    frame = pl.DataFrame(
        {
            "portfolio": np.repeat(np.arange(portfolios, dtype=np.int32), days),
            "month": np.tile(month_of_day.astype(np.int32), portfolios),
            "first": np.tile(np.arange(days) == 0, portfolios),
            "value": values.ravel(),
            "flow": flows.ravel(),
        }
    ).with_columns((pl.col("portfolio") * len(months) + pl.col("month")).set_sorted().alias("key"))

    def compute():
        before = pl.when(pl.col("first")).then(0.0).otherwise(pl.col("value").shift(1))
        base = before + pl.col("flow").clip(lower_bound=0.0)
        end = pl.col("value") - pl.col("flow").clip(upper_bound=0.0)
        growth = pl.when(base != 0.0).then(end / base).otherwise(1.0)
        by_month = (
            frame.lazy()
            .select("key", growth.alias("growth"))
            .group_by("key", maintain_order=True)
            .agg(pl.col("growth").product())
            .collect()
        )
        table = by_month["growth"].to_numpy().reshape(portfolios, len(months))
        by_year = (
            by_month.lazy()
            .with_columns(
                (pl.col("key") // len(months)).alias("portfolio"), pl.lit(pl.Series("y", np.tile(year_of_month, portfolios))).alias("year")
            )
            .group_by("portfolio", "year", maintain_order=True)
            .agg(pl.col("growth").product())
            .collect()
        )
        return [table - 1.0, by_year["growth"].to_numpy() - 1.0, table.prod(axis=1) - 1.0]

    columns.measure("polars", pl.__version__, values.size, chosen, compute)


if __name__ == "__main__":
    main()
