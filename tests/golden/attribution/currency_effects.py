#!/usr/bin/env python3
"""Worked cases of Karnosky-Singer and Ankrim-Hensel in exact fractions, apart from the product.

    currency_effects.py            writes cases.csv and expected.csv beside this file
    currency_effects.py --check    compares them with what is there

The facts are what an investor sees: local returns, deposit rates, rates of exchange and forward contracts. A million is
invested and followed in money to the end of the period; the effects, taken straight from the local facts, must come to
exactly what the portfolio then has more than the benchmark. Base-currency returns, which is all the product is given,
are written with 30 digits.
"""
import csv
import io
import sys
from fractions import Fraction as F
from pathlib import Path

HERE = Path(__file__).resolve().parent


class Sequence:
    """Made-up numbers that never change (a linear congruential generator, D. Knuth's MMIX constants)."""

    def __init__(self, seed):
        self.state = seed

    def whole(self, low, high):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return low + (self.state >> 33) % (high - low + 1)


def weights(sequence, count):
    parts = [sequence.whole(0, 400) for _ in range(count - 1)]
    return [F(part, 1000) for part in parts] + [1 - F(sum(parts), 1000)]


def forwards(sequence, count):
    parts = [sequence.whole(-200, 200) for _ in range(count - 1)]
    return [F(part, 1000) for part in parts] + [-F(sum(parts), 1000)]


def hand_made():
    """The base currency, a currency that rises, and one that falls, with and without a hedge."""
    names = ["home", "rising", "falling"]
    plain = dict(wp=[F("0.5"), F("0.3"), F("0.2")], wb=[F("0.4"), F("0.3"), F("0.3")],
                 lp=[F("0.03"), F("0.06"), F("-0.02")], lb=[F("0.02"), F("0.05"), F("0.01")],
                 c=[F("0.01"), F("0.02"), F("0.015")], spot=[F(1), F("1.25"), F("0.8")],
                 spot_end=[F(1), F("1.3"), F("0.76")], forward=[F(1), F("1.2375"), F("0.796")],
                 wpf=[F(0)] * 3, wbf=[F(0)] * 3)
    hedged = dict(plain, wpf=[F("0.5"), F("-0.3"), F("-0.2")], wbf=[F("0.1"), F(0), F("-0.1")])
    same = dict(hedged, wp=plain["wb"], lp=plain["lb"], wpf=hedged["wbf"])
    return [(names, plain), (names, hedged), (names, same)]


def made_up(seed):
    sequence = Sequence(seed)
    count = sequence.whole(2, 6)
    spot = [F(sequence.whole(500, 2000), 1000) for _ in range(count)]
    facts = dict(wp=weights(sequence, count), wb=weights(sequence, count),
                 lp=[F(sequence.whole(-300, 300), 1000) for _ in range(count)],
                 lb=[F(sequence.whole(-300, 300), 1000) for _ in range(count)],
                 c=[F(sequence.whole(-10, 60), 1000) for _ in range(count)], spot=spot,
                 spot_end=[rate * F(sequence.whole(800, 1250), 1000) for rate in spot],
                 forward=[rate * F(sequence.whole(970, 1030), 1000) for rate in spot],
                 wpf=forwards(sequence, count), wbf=forwards(sequence, count))
    return [f"s{i}" for i in range(count)], facts


def money_made(w, local, wf, facts, contract):
    """What a million becomes, less the million, as a fraction of it."""
    million = F(1_000_000)
    end = F(0)
    for i, weight in enumerate(w):
        abroad = million * weight / facts["spot"][i]
        end += abroad * (1 + local[i]) * facts["spot_end"][i]
        end += contract(i, million * wf[i], facts)
    return end / million - 1


def deposit(i, amount, facts):
    """Cash lent (or borrowed) abroad for the period, and its money back home; contracts net to nothing at the start."""
    return amount / facts["spot"][i] * (1 + facts["c"][i]) * facts["spot_end"][i]


def forward_contract(i, amount, facts):
    """Currency bought forward for an amount of home money, sold at the spot rate of the end."""
    return amount / facts["forward"][i] * facts["spot_end"][i] - amount


def karnosky_singer(facts):
    n = range(len(facts["wp"]))
    s = [facts["spot_end"][i] / facts["spot"][i] - 1 for i in n]
    cash = [(1 + facts["c"][i]) * (1 + s[i]) - 1 for i in n]
    lp = [facts["lp"][i] - facts["c"][i] for i in n]
    lb = [facts["lb"][i] - facts["c"][i] for i in n]
    hp = [facts["wp"][i] + facts["wpf"][i] for i in n]
    hb = [facts["wb"][i] + facts["wbf"][i] for i in n]
    mean_premium = sum(facts["wb"][i] * lb[i] for i in n)
    mean_cash = sum(hb[i] * cash[i] for i in n)
    return [dict(allocation=(facts["wp"][i] - facts["wb"][i]) * (lb[i] - mean_premium),
                 selection=facts["wb"][i] * (lp[i] - lb[i]),
                 interaction=(facts["wp"][i] - facts["wb"][i]) * (lp[i] - lb[i]),
                 currency_management=(hp[i] - hb[i]) * (cash[i] - mean_cash),
                 cross_product=(facts["wp"][i] * lp[i] - facts["wb"][i] * lb[i]) * s[i]) for i in n]


def ankrim_hensel(facts):
    n = range(len(facts["wp"]))
    rc = [facts["spot_end"][i] / facts["spot"][i] - 1 for i in n]
    rd = [facts["forward"][i] / facts["spot"][i] - 1 for i in n]
    re = [rc[i] - rd[i] for i in n]
    contract = [facts["spot_end"][i] / facts["forward"][i] - 1 for i in n]
    rp = [(1 + facts["lp"][i]) * (1 + rc[i]) - 1 for i in n]
    rb = [(1 + facts["lb"][i]) * (1 + rc[i]) - 1 for i in n]
    dw = [facts["wp"][i] - facts["wb"][i] for i in n]
    mean = lambda values: sum(facts["wb"][i] * values[i] for i in n)
    local = mean([rb[i] - rc[i] for i in n])
    return [dict(allocation=dw[i] * (rb[i] - rc[i] - local), selection=facts["wb"][i] * (rp[i] - rb[i]),
                 interaction=dw[i] * (rp[i] - rb[i]),
                 currency_management=dw[i] * (re[i] - mean(re)) +
                 (facts["wpf"][i] - facts["wbf"][i]) * (contract[i] - mean(re)),
                 forward_premium=dw[i] * (rd[i] - mean(rd))) for i in n]


def digits(value):
    """30 significant digits after the point, rounded half to even; exact where that is enough."""
    scaled = round(value * 10**30)
    sign, scaled = ("-" if scaled < 0 else ""), abs(scaled)
    return f"{sign}{scaled // 10**30}.{scaled % 10**30:030d}".rstrip("0").rstrip(".")


def written():
    cases, expected = io.StringIO(), io.StringIO()
    inputs = csv.writer(cases, lineterminator="\n")
    outputs = csv.writer(expected, lineterminator="\n")
    inputs.writerow(["case", "model", "segment", "wp", "wb", "rp", "rb", "currency_return", "forward_premium",
                     "deposit_rate", "wpf", "wbf"])
    outputs.writerow(["case", "segment", "effect", "expected"])
    number = 0
    for model, effects_of, contract in (("karnosky_singer", karnosky_singer, deposit),
                                        ("ankrim_hensel", ankrim_hensel, forward_contract)):
        for names, facts in hand_made() + [made_up(seed) for seed in range(1, 13)]:
            number += 1
            effects = effects_of(facts)
            p = money_made(facts["wp"], facts["lp"], facts["wpf"], facts, contract)
            b = money_made(facts["wb"], facts["lb"], facts["wbf"], facts, contract)
            assert sum(sum(effect.values()) for effect in effects) == p - b, f"case {number}"
            for i, name in enumerate(names):
                s = facts["spot_end"][i] / facts["spot"][i] - 1
                row = [facts["wp"][i], facts["wb"][i], (1 + facts["lp"][i]) * (1 + s) - 1,
                       (1 + facts["lb"][i]) * (1 + s) - 1, s, facts["forward"][i] / facts["spot"][i] - 1,
                       facts["c"][i], facts["wpf"][i], facts["wbf"][i]]
                inputs.writerow([number, model, name] + [digits(value) for value in row])
                for effect, value in effects[i].items():
                    outputs.writerow([number, name, effect, digits(value)])
            outputs.writerow([number, "", "portfolio_return", digits(p)])
            outputs.writerow([number, "", "benchmark_return", digits(b)])
    return {"cases.csv": cases.getvalue(), "expected.csv": expected.getvalue()}


def main():
    for name, text in written().items():
        if sys.argv[1:] == ["--check"]:
            if (HERE / name).read_text() != text:
                sys.exit(f"{name} isn't what the script computes")
        else:
            (HERE / name).write_text(text)


if __name__ == "__main__":
    main()
