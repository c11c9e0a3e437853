"""Daily time-weighted returns in DuckDB, from a table in memory that stands in order of portfolio and date."""

import duckdb
import numpy as np
import pyarrow as pa

import columns

MONTHS = """
create or replace temp table months as
with growth as (
  select portfolio, month, value - least(flow, 0) as numerator,
         lag(value, 1, 0) over (partition by portfolio order by day) + greatest(flow, 0) as base
  from days)
select portfolio, month, product(case when base <> 0 then numerator / base else 1 end) as growth
from growth group by portfolio, month"""


def main():
    chosen = columns.arguments()
    dates, values, flows = columns.read_returns(chosen.input)
    portfolios, days = values.shape
    month = dates.astype("datetime64[D]").astype("datetime64[M]").astype(np.int32)
    table = pa.table(
        {
            "portfolio": np.repeat(np.arange(portfolios, dtype=np.int32), days),
            "day": np.tile(dates, portfolios),
            "month": np.tile(month, portfolios),
            "value": values.ravel(),
            "flow": flows.ravel(),
        }
    )
    database = duckdb.connect()
    database.register("given", table)
    database.execute("create table days as select * from given")
    database.unregister("given")

    def rows(sql):
        return database.execute(sql).fetchnumpy()["growth"] - 1.0

    def compute():
        database.execute(MONTHS)
        return [
            rows("select growth from months order by portfolio, month"),
            rows("select product(growth) as growth from months group by portfolio, month // 12 order by portfolio, month // 12"),
            rows("select product(growth) as growth from months group by portfolio order by portfolio"),
        ]

    columns.measure("duckdb", duckdb.__version__, values.size, chosen, compute)


if __name__ == "__main__":
    main()
