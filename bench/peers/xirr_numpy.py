"""Money-weighted returns in numpy: Newton on x = ln(1 + r) for a block of portfolios at once, kept inside a bracket.

f(x) = sum of amount * exp(-x * years). The signs of the first and the last flow are those of f at +inf and -inf, so
the bracket costs nothing; it narrows with every step, and a step that leaves it is replaced by its middle. A block is
small enough for the second-level cache; it shrinks when half of its portfolios have converged.
"""

import numpy as np

import columns

BLOCK = 256
LOWEST, HIGHEST = np.log(1e-7), np.log(1e8)


def rates_of_block(years, amounts, scratch):
    rates = np.full(len(amounts), np.nan)
    active = np.arange(len(amounts))
    x = np.full(len(amounts), 0.05)
    low, high = np.full(len(x), LOWEST), np.full(len(x), HIGHEST)
    sign = np.sign(amounts[:, -1])
    weighted = amounts * years
    for _ in range(200):
        discount = np.multiply(years, -x[:, None], out=scratch[: len(x)])
        np.exp(discount, out=discount)
        value = np.vecdot(amounts, discount)
        slope = -np.vecdot(weighted, discount)
        above = value * sign > 0.0
        np.copyto(low, x, where=above)
        np.copyto(high, x, where=~above)
        new = x - value / slope
        outside = ~((new >= low) & (new <= high))
        np.copyto(new, 0.5 * (low + high), where=outside)
        done = np.abs(new - x) <= 1e-9  # Newton's error is of the order of the square of its last step
        done &= ~outside | (high - low <= 1e-15)
        x = new
        if done.all():
            rates[active] = x
            break
        if 2 * np.count_nonzero(done) >= len(done):
            rates[active[done]] = x[done]
            keep = ~done
            active, x, low, high, sign = active[keep], x[keep], low[keep], high[keep], sign[keep]
            years, amounts, weighted = years[keep], amounts[keep], weighted[keep]
    return np.expm1(rates)


def main():
    chosen = columns.arguments()
    days, amounts = columns.read_cashflows(chosen.input)
    scratch = np.empty((BLOCK, amounts.shape[1]))

    def compute():
        rates = np.empty(len(amounts))
        for start in range(0, len(amounts), BLOCK):
            part = slice(start, start + BLOCK)
            years = (days[part] - days[part, :1]) / 365.0
            rates[part] = rates_of_block(years, amounts[part], scratch)
        return [rates]

    with np.errstate(all="ignore"):
        columns.measure("numpy", np.__version__, amounts.size, chosen, compute)


if __name__ == "__main__":
    main()
