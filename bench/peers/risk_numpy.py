"""Risk figures in numpy: blocks that fit the second-level cache, results into memory that is there already."""

import numpy as np

import columns

BLOCK = 16


def main():
    chosen = columns.arguments()
    _, values, flows = columns.read_returns(chosen.input)
    returns = columns.daily_returns(values, flows)
    portfolios, days = returns.shape
    result = np.empty((portfolios, 6))
    first, second = np.empty((BLOCK, days)), np.empty((BLOCK, days))

    def compute():
        for start in range(0, portfolios, BLOCK):
            r = returns[start : start + BLOCK]
            out = result[start : start + BLOCK]
            a, b = first[: len(r)], second[: len(r)]
            mean = np.mean(r, axis=1, out=out[:, 0])
            np.subtract(r, mean[:, None], out=a)
            out[:, 1] = np.sqrt(np.vecdot(a, a) / (days - 1))
            np.minimum(r, 0.0, out=a)
            out[:, 2] = np.sqrt(np.vecdot(a, a) / days)
            np.add(r, 1.0, out=a)
            np.multiply.accumulate(a, axis=1, out=a)
            np.maximum.accumulate(a, axis=1, out=b)
            np.maximum(b, 1.0, out=b)
            np.divide(a, b, out=a)
            out[:, 3] = 1.0 - np.min(a, axis=1)
            out[:, 4] = mean / out[:, 1] * np.sqrt(252.0)
            out[:, 5] = mean / out[:, 2]
        return [result]

    columns.measure("numpy", np.__version__, returns.size, chosen, compute)


if __name__ == "__main__":
    main()
