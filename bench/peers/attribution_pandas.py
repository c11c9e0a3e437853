"""Brinson-Fachler effects linked by Carino in pandas: rows of period and segment, groupby for sums."""

import numpy as np
import pandas as pd

import columns


def coefficient(p, b):
    """(ln(1 + p) − ln(1 + b))/(p − b), at p = b its limit."""
    difference = p - b
    return np.where(difference == 0.0, 1.0 / (1.0 + p), (np.log1p(p) - np.log1p(b)) / np.where(difference == 0.0, 1.0, difference))


def main():
    chosen = columns.arguments()
    wp, wb, rp, rb = columns.read_segments(chosen.input)
    periods, segments = wp.shape
    frame = pd.DataFrame({
        "period": np.repeat(np.arange(periods), segments), "segment": np.tile(np.arange(segments), periods),
        "wp": wp.ravel(), "wb": wb.ravel(), "rp": rp.ravel(), "rb": rb.ravel(),
    })

    def compute():
        by_period = frame["period"]
        p = (frame["wp"] * frame["rp"]).groupby(by_period).sum()
        b = (frame["wb"] * frame["rb"]).groupby(by_period).sum()
        active = frame["wp"] - frame["wb"]
        effects = pd.DataFrame({
            "allocation": active * (frame["rb"] - by_period.map(b)),
            "selection": frame["wb"] * (frame["rp"] - frame["rb"]),
            "interaction": active * (frame["rp"] - frame["rb"]),
        })
        totals = effects.groupby(by_period).sum()
        k = coefficient((1.0 + p).prod() - 1.0, (1.0 + b).prod() - 1.0)
        factor = pd.Series(coefficient(p.to_numpy(), b.to_numpy()) / k, index=p.index)
        linked_effects = effects.mul(by_period.map(factor), axis=0)
        linked = linked_effects.groupby(frame["segment"]).sum()
        return [linked.to_numpy(), totals.to_numpy()]

    columns.measure("pandas", pd.__version__, wp.size, chosen, compute)


if __name__ == "__main__":
    main()
