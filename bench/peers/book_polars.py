"""A book from CSV to monthly returns in polars, as fast as we could write it: transactions are summed by day, security
and currency first, so that everything behind works on a grid of days instead of on transactions. Splits stand first in
their day; positions are held in shares of the first day and multiplied by the splits so far."""

import polars as pl

import book

TRANSACTIONS = {
    "id": pl.String, "portfolio": pl.Categorical, "date": pl.Date, "type": pl.Categorical, "security": pl.Categorical,
    "quantity": pl.Float64, "price": pl.Float64, "amount": pl.Float64, "currency": pl.Categorical, "fees": pl.Float64,
    "taxes": pl.Float64, "ratio": pl.Float64,
}
PRICES = {"security": pl.Categorical, "date": pl.Date, "close": pl.Float64, "currency": pl.Categorical, "adjustment": pl.String}
FX = {"base": pl.Categorical, "quote": pl.Categorical, "date": pl.Date, "rate": pl.Float64}


def read(folder, name, schema, wanted):
    return pl.scan_csv(f"{folder}/{name}.csv", schema=schema).select(wanted)


def main():
    chosen = book.arguments()
    rows = read(chosen.book, "transactions", TRANSACTIONS, [c for c in TRANSACTIONS if c != "id"])
    prices = read(chosen.book, "prices", PRICES, ["security", "date", "close", "currency"]).collect()
    fx = read(chosen.book, "fx", FX, ["quote", "date", "rate"]).collect()
    kind = pl.col("type")
    amount = pl.coalesce("amount", pl.col("quantity") * pl.col("price"))
    sign = kind.replace_strict(
        {"buy": -1.0, "sell": 1.0, "deposit": 1.0, "withdrawal": -1.0, "dividend": 1.0, "interest": 1.0, "fee": -1.0, "exchange": -1.0},
        default=0.0, return_dtype=pl.Float64,
    )
    shares = pl.when(kind == "buy").then(pl.col("quantity")).when(kind == "sell").then(-pl.col("quantity")).otherwise(0.0)
    summed = (
        rows.group_by("portfolio", "date", "type", "security", "currency")
        .agg(
            cash=(sign * amount).sum() - pl.col("fees").sum() - pl.col("taxes").sum(),
            shares=shares.sum(),
            received=pl.col("quantity").sum(),
            ratio=pl.col("ratio").product(),
        )
        .collect()
    )
    portfolios = summed.select(pl.col("portfolio").unique())
    days = prices.select(pl.col("date").unique().sort())
    rates = pl.concat([fx, days.select(pl.lit("EUR").cast(pl.Categorical).alias("quote"), "date", pl.lit(1.0).alias("rate"))])

    traded = summed.filter(kind.is_in(["buy", "sell"])).group_by("portfolio", "security", "date").agg(pl.col("shares").sum())
    splits = summed.filter(kind == "split").select("portfolio", "security", "date", "ratio")
    held = (
        portfolios.join(prices, how="cross")
        .join(traded, on=["portfolio", "security", "date"], how="left")
        .join(splits, on=["portfolio", "security", "date"], how="left")
        .sort("portfolio", "security", "date")
        .with_columns(factor=pl.col("ratio").fill_null(1.0).cum_prod().over("portfolio", "security"))
        .with_columns(
            position=(pl.col("shares").fill_null(0.0) / pl.col("factor")).cum_sum().over("portfolio", "security") * pl.col("factor")
        )
        .join(rates, left_on=["currency", "date"], right_on=["quote", "date"], how="left")
        .group_by("portfolio", "date")
        .agg(securities=(pl.col("position") * pl.col("close") / pl.col("rate")).sum())
    )
    moved = pl.concat(
        [
            summed.filter(pl.col("currency").is_not_null()).select("portfolio", "date", "currency", "cash"),
            summed.filter(kind == "exchange").select(
                "portfolio", "date", pl.col("security").alias("currency"), pl.col("received").alias("cash")
            ),
        ]
    ).group_by("portfolio", "currency", "date").agg(pl.col("cash").sum())
    cash = (
        portfolios.join(rates.rename({"quote": "currency"}), how="cross")
        .join(moved, on=["portfolio", "currency", "date"], how="left")
        .sort("portfolio", "currency", "date")
        .with_columns(balance=pl.col("cash").fill_null(0.0).cum_sum().over("portfolio", "currency"))
        .group_by("portfolio", "date")
        .agg(cash=(pl.col("balance") / pl.col("rate")).sum())
    )
    flows = (
        summed.filter(kind.is_in(["deposit", "withdrawal"]))
        .join(rates, left_on=["currency", "date"], right_on=["quote", "date"], how="left")
        .group_by("portfolio", "date")
        .agg(
            inflow=(pl.col("cash").clip(lower_bound=0.0) / pl.col("rate")).sum(),
            outflow=(pl.col("cash").clip(upper_bound=0.0) / pl.col("rate")).sum(),
        )
    )
    before = pl.col("value").shift(1, fill_value=0.0).over("portfolio")
    base = before + pl.col("inflow").fill_null(0.0)
    months = (
        held.join(cash, on=["portfolio", "date"])
        .join(flows, on=["portfolio", "date"], how="left")
        .sort("portfolio", "date")
        .with_columns(value=pl.col("securities") + pl.col("cash"))
        .with_columns(growth=pl.when(base != 0.0).then((pl.col("value") - pl.col("outflow").fill_null(0.0)) / base).otherwise(1.0))
        .group_by("portfolio", pl.col("date").dt.strftime("%Y-%m").alias("month"), maintain_order=True)
        .agg(pl.col("growth").product())
    )
    totals = months.group_by("portfolio", maintain_order=True).agg(pl.col("growth").product() - 1.0)
    book.answer(chosen.output, months.with_columns(pl.col("growth") - 1.0).iter_rows(), totals.iter_rows())


if __name__ == "__main__":
    main()
