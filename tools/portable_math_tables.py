"""Writes src/calculations/portable_math_tables.hpp: tables of 2^(j/128) and of -ln(c), each as a sum of two doubles."""

from decimal import Decimal, getcontext
from fractions import Fraction
from pathlib import Path

getcontext().prec = 80
LN2 = Decimal(2).ln()
SPLIT = Decimal(2) ** 42


def two_doubles(value):
    high = float(value)
    return high.hex(), float(value - Decimal(high)).hex()


def split_at_42_bits(value):
    """A high part that is a multiple of 2^-42, so that k * ln2 + ln(c) adds up without rounding."""
    high = (value * SPLIT).to_integral_value() / SPLIT
    return float(high).hex(), float(value - high).hex()


def power_rows():
    for j in range(128):
        yield two_doubles((LN2 * j / 128).exp())


def logarithm_rows():
    """For mantissas 1 + [i, i+1)/128, halved from 1 + 53/128 on: c near 1/mantissa in ten bits, and -ln(c)."""
    for i in range(128):
        middle = Fraction(2 * i + 257, 256) / (1 if i < 53 else 2)
        c = Fraction(1) if i in (0, 127) else Fraction(round(512 / middle), 512)
        value = Decimal(c.numerator) / Decimal(c.denominator)
        yield (float(c).hex(), *split_at_42_bits(-value.ln()))


def main():
    lines = [
        "// Written by tools/portable_math_tables.py.",
        "#pragma once",
        "",
        "namespace dietz::portable {",
        "",
        "struct TwoDoubles {",
        "  double high;",
        "  double low;",
        "};",
        "struct LogarithmRow {",
        "  double inverse;   ///< c, near the inverse of the interval's middle, in ten bits",
        "  double log_high;  ///< -ln(c), a multiple of 2^-42",
        "  double log_low;",
        "};",
        "",
        "inline constexpr TwoDoubles ln2{%s, %s};" % split_at_42_bits(LN2),
        "/// ln2 / 128 with 34 bits, so that its product with an integer below 2^19 is exact; and the rest.",
        "inline constexpr TwoDoubles ln2_over_128{%s, %s};" % ln2_over_128(),
        "",
        "// clang-format off",
        "inline constexpr TwoDoubles powers_of_two[128] = {",
        *("    {%s, %s}," % row for row in power_rows()),
        "};",
        "inline constexpr LogarithmRow logarithms[128] = {",
        *("    {%s, %s, %s}," % row for row in logarithm_rows()),
        "};",
        "// clang-format on",
        "",
        "}  // namespace dietz::portable",
        "",
    ]
    target = Path(__file__).parent.parent / "src/calculations/portable_math_tables.hpp"
    target.write_text("\n".join(lines), encoding="utf-8")


def ln2_over_128():
    value, unit = LN2 / 128, Decimal(2) ** 41
    high = (value * unit).to_integral_value() / unit
    return float(high).hex(), float(value - high).hex()


if __name__ == "__main__":
    main()
