"""The binary inputs of the benchmarks and the way every program is timed and answers (see bench/README.md)."""

import argparse
import json
import resource
import time

import numpy as np


def read_cashflows(file):
    """days[portfolio, flow] (int32, since 1970-01-01) and amounts[portfolio, flow]; amount < 0 = money in."""
    shape = _shape(file, b"dietzcf1")
    count = shape[0] * shape[1]
    days = np.fromfile(file, "<i4", count, offset=24).reshape(shape)
    amounts = np.fromfile(file, "<f8", count, offset=24 + _aligned(4 * count)).reshape(shape)
    return days, amounts


def read_returns(file):
    """dates[day] (int32), values[portfolio, day] at the end of the day after flows, flows[portfolio, day] > 0 = money in."""
    shape = _shape(file, b"dietzrt1")
    count = shape[0] * shape[1]
    dates = np.fromfile(file, "<i4", shape[1], offset=24)
    start = 24 + _aligned(4 * shape[1])
    values = np.fromfile(file, "<f8", count, offset=start).reshape(shape)
    flows = np.fromfile(file, "<f8", count, offset=start + 8 * count).reshape(shape)
    return dates, values, flows


def read_segments(file):
    """wp, wb, rp, rb, each [period, segment]."""
    shape = _shape(file, b"dietzsg1")
    return np.fromfile(file, "<f8", 4 * shape[0] * shape[1], offset=24).reshape((4, *shape))


def month_starts(dates):
    """Positions in `dates` at which a calendar month begins."""
    months = dates.astype("datetime64[D]").astype("datetime64[M]")
    return np.flatnonzero(np.r_[True, months[1:] != months[:-1]])


def year_starts(dates):
    """Positions in the list of months (not in `dates`) at which a calendar year begins."""
    years = dates[month_starts(dates)].astype("datetime64[D]").astype("datetime64[Y]")
    return np.flatnonzero(np.r_[True, years[1:] != years[:-1]])


def daily_returns(values, flows):
    """The input of the risk work: inflow at the start of the day, outflow at its end; 0 on a day without capital."""
    previous = np.zeros_like(values)
    previous[:, 1:] = values[:, :-1]
    base = previous + np.maximum(flows, 0.0)
    end = values - np.minimum(flows, 0.0)
    return np.divide(end, base, out=np.ones_like(values), where=base != 0.0) - 1.0


def _shape(file, magic):
    with open(file, "rb") as source:
        if source.read(8) != magic:
            raise SystemExit(f"{file}: not a {magic.decode()} file")
        return tuple(int(n) for n in np.fromfile(source, "<u8", 2))


def _aligned(size):
    return (size + 7) // 8 * 8


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("input")
    parser.add_argument("output")
    parser.add_argument("--repeat", type=int, default=3)
    return parser.parse_args()


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def measure(program, version, n, chosen, compute):
    """Runs `compute` --repeat times, keeps the best CPU and wall time, writes its result as doubles, prints one line."""
    best_cpu = best_wall = float("inf")
    for _ in range(chosen.repeat):
        cpu, wall = cpu_seconds(), time.perf_counter()
        result = compute()
        best_cpu = min(best_cpu, cpu_seconds() - cpu)
        best_wall = min(best_wall, time.perf_counter() - wall)
    np.concatenate([np.ravel(part) for part in result]).astype("<f8").tofile(chosen.output)
    print(json.dumps({"program": program, "version": version, "n": int(n), "cpu_s": best_cpu, "wall_s": best_wall}))
