"""Daily time-weighted returns in pandas: a column a portfolio, months by groupby."""

import numpy as np
import pandas as pd

import columns


def main():
    chosen = columns.arguments()
    dates, values, flows = columns.read_returns(chosen.input)
    index = pd.DatetimeIndex(dates.astype("datetime64[D]"))
    value_frame = pd.DataFrame(np.ascontiguousarray(values.T), index=index)
    flow_frame = pd.DataFrame(np.ascontiguousarray(flows.T), index=index)

    def compute():
        base = value_frame.shift(1, fill_value=0.0) + flow_frame.clip(lower=0.0)
        growth = ((value_frame - flow_frame.clip(upper=0.0)) / base).fillna(1.0)
        by_month = growth.groupby([index.year, index.month]).prod()
        by_year = by_month.groupby(level=0).prod()
        total = by_month.prod()
        return [by_month.to_numpy().T - 1.0, by_year.to_numpy().T - 1.0, total.to_numpy() - 1.0]

    columns.measure("pandas", pd.__version__, values.size, chosen, compute)


if __name__ == "__main__":
    main()
