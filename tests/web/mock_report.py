#!/usr/bin/env python3
"""A made-up report document of eight years of daily data, the same on each run, for looking at the HTML report.

usage: mock_report.py [full|empty|bare] > report.json
"""
import datetime
import json
import math
import random
import sys

DAY = datetime.timedelta(days=1)
FROM, TO = datetime.date(2015, 12, 31), datetime.date(2023, 12, 29)


def figure(value, reason=None, unit="ratio", method="", basis=None, warnings=None):
    return {"value": value, "reason": reason, "unit": unit, "method": method, "basis": basis or {}, "coverage": 1.0,
            "warnings": warnings or []}


def money(value):
    return f"{value:.2f}"


def market(rng, dates, drift, sigma):
    """Daily returns with a crash in spring 2020 and a slow loss in 2022."""
    returns = []
    for d in dates:
        extra = -0.0145 if datetime.date(2020, 2, 20) <= d <= datetime.date(2020, 3, 20) else 0.0
        extra += 0.0045 if datetime.date(2020, 3, 23) <= d <= datetime.date(2020, 6, 8) else 0.0
        extra += -0.0009 if d.year == 2022 else 0.0
        returns.append(drift + extra + sigma * rng.gauss(0, 1))
    return returns


def business_days(start, end):
    d, days = start, []
    while d <= end:
        if d.weekday() < 5:
            days.append(d)
        d += DAY
    return days


class Simulation:
    def __init__(self, seed, start, capital, monthly, drift=0.00038, sigma=0.0075):
        rng = random.Random(seed)
        self.dates = business_days(start, TO)
        index = market(rng, self.dates, drift * 0.9, sigma)
        self.value, self.invested, self.growth, self.index = [capital], [capital], [1.0], [1.0]
        self.flows_in = self.flows_out = 0.0
        for i in range(1, len(self.dates)):
            r = 0.92 * index[i] + 0.0001 + 0.0022 * rng.gauss(0, 1)
            flow = monthly if self.dates[i].month != self.dates[i - 1].month else 0.0
            if self.dates[i] == datetime.date(2021, 6, 15):
                flow = -0.2 * self.value[-1]
            self.flows_in += max(flow, 0.0)
            self.flows_out += max(-flow, 0.0)
            self.value.append(self.value[-1] * (1 + r) + flow)
            self.invested.append(self.invested[-1] + flow)
            self.growth.append(self.growth[-1] * (1 + r))
            self.index.append(self.index[-1] * (1 + index[i]))

    def at(self, date):
        place = max((i for i, d in enumerate(self.dates) if d <= date), default=0)
        return place

    def between(self, start, end, of):
        return of[self.at(end)] / of[self.at(start)] - 1


def points(dates, values):
    return [{"date": d.isoformat(), "value": v} for d, v in zip(dates, values)]


def drawdown_series(growth):
    peak, out = 1.0, []
    for g in growth:
        peak = max(peak, g)
        out.append(g / peak - 1)
    return out


def drawdown_table(dates, series):
    rows, start = [], None
    for i, value in enumerate(series + [0.0]):
        if value < 0 and start is None:
            start = i
        if value == 0 and start is not None:
            low = min(range(start, i), key=lambda j: series[j])
            recovered = i < len(series)
            end = i if recovered else len(series) - 1
            rows.append({"peak": dates[start - 1].isoformat(), "first_loss": dates[start].isoformat(),
                         "trough": dates[low].isoformat(), "recovery": dates[i].isoformat() if recovered else None,
                         "depth": series[low], "days": (dates[end] - dates[start - 1]).days})
            start = None
    rows.sort(key=lambda r: r["depth"])
    return [{"rank": n + 1, **row} for n, row in enumerate(rows[:8])]


def month_ends(start, end):
    out = []
    for year in range(start.year, end.year + 1):
        for month in range(1, 13):
            last = datetime.date(year + month // 12, month % 12 + 1, 1) - DAY
            if start < last <= end + 2 * DAY:
                out.append(min(last, end))
    return out


def standard_periods(s, benchmark):
    start = s.dates[0]
    spans = [("MTD", datetime.date(2023, 11, 30)), ("QTD", datetime.date(2023, 9, 30)),
             ("YTD", datetime.date(2022, 12, 31)), ("1Y", datetime.date(2022, 12, 29)),
             ("3Y", datetime.date(2020, 12, 29)), ("5Y", datetime.date(2018, 12, 29)),
             ("10Y", datetime.date(2013, 12, 29)), ("since_inception", start)]
    spans = [(n, f, TO) for n, f in spans]
    spans += [(str(y), datetime.date(y - 1, 12, 31), min(datetime.date(y, 12, 31), TO)) for y in range(start.year + 1, 2024)]
    return [period(s, benchmark, *span) for span in spans]


def period(s, benchmark, name, start, end):
    figures = {}
    if start < s.dates[0]:
        names = ["twr", "twr_gross", "mwr", "benchmark_return"]
        figures = {n: figure(None, "insufficient_data") for n in names}
    else:
        twr = s.between(start, end, s.growth)
        years = (end - start).days / 365
        figures["twr"] = figure(twr, method="daily")
        figures["twr_gross"] = figure((1 + twr) * 1.006 ** years - 1, method="daily")
        figures["mwr"] = figure(twr * 0.94 + 0.001, method="xirr")
        figures["benchmark_return"] = figure(s.between(start, end, s.index))
        figures["twr_annualized"] = figure((1 + twr) ** (1 / years) - 1) if years >= 1 else figure(None, "period_under_one_year")
    if not benchmark:
        figures.pop("benchmark_return", None)
    return {"name": name, "from": start.isoformat(), "to": end.isoformat(), "figures": figures}


class Explanation:
    """A flat graph: children are places in the list, so that a day shared by month and year stands once."""

    def __init__(self):
        self.nodes = []

    def add(self, label, value, unit, op, children=(), note=None, source=None):
        node = {"label": label, "value": value, "unit": unit, "op": op, "children": list(children)}
        if note:
            node["note"] = note
        if source:
            node["source"] = source
        self.nodes.append(node)
        return len(self.nodes) - 1


def explain(s):
    e = Explanation()
    months, rows = [], 2
    start = 0
    for end_date in month_ends(s.dates[0], TO):
        end, days = s.at(end_date), []
        for i in range(start + 1, end + 1):
            values = []
            for j, when in ((i - 1, "before"), (i, "after flows")):
                parts = []
                for security in ("MSFT", "IBM"):
                    rows += 1
                    price = f"{100 + (rows * 37) % 211}.{rows % 100:02d}"
                    fact = e.add(f"close of {security}", price, "USD", "fact",
                                 source={"file": "prices.csv", "line": rows})
                    quantity = e.add(f"quantity of {security}", "120", "", "fact",
                                     source={"file": "transactions.csv", "line": 1 + rows % 180})
                    parts.append(e.add(f"{security} held", money(s.value[j] / 2), "EUR", "product", [quantity, fact]))
                values.append(e.add(f"value on {s.dates[j]} {when}", money(s.value[j]), "EUR", "sum", parts))
            days.append(e.add(f"growth on {s.dates[i]}", s.growth[i] / s.growth[i - 1], "factor", "growth", values[::-1]))
        months.append(e.add(f"month to {end_date}", s.growth[end] / s.growth[start] - 1, "ratio", "link", days))
        start = end
    twr = e.add("time-weighted return", s.growth[-1] - 1, "ratio", "link", months,
                note="one less than the product of the months' growth")
    years = e.add("years", (TO - s.dates[0]).days / 365, "years", "quotient",
                  [e.add("days", (TO - s.dates[0]).days, "days", "fact", note="invested interval"),
                   e.add("days in a year", 365, "days", "fact", note="policy day_count act/365F")])
    annual = e.add("annualised", s.growth[-1] ** (365 / (TO - s.dates[0]).days) - 1, "ratio", "power", [twr, years])
    gain = e.add("gain", "-1234.50", "EUR", "difference", [e.add("end value", money(s.value[-1]), "EUR", "fact"),
                                                           e.add("begin value", money(s.value[0]), "EUR", "fact")])
    return {"nodes": e.nodes, "roots": {"twr": twr, "twr_annualized": annual, "gain": gain}}


def headline_figures(s, benchmark):
    days = (TO - s.dates[0]).days
    twr = s.growth[-1] - 1
    returns = [b / a - 1 for a, b in zip(s.growth, s.growth[1:])]
    mean = sum(returns) / len(returns)
    sd = math.sqrt(sum((r - mean) ** 2 for r in returns) / (len(returns) - 1))
    annual = (1 + twr) ** (365 / days) - 1 if days >= 365 else None
    short = "period_under_one_year"
    basis = {"days": days, "flow_timing": "inflow_start_outflow_end", "from": s.dates[0].isoformat()}
    figures = {
        "twr": figure(twr, method="daily", basis=basis),
        "twr_gross": figure(twr * 1.04, method="daily", basis=basis),
        "twr_before_tax": figure(twr * 1.02, method="daily", basis=basis),
        "twr_annualized": figure(annual, None if annual is not None else short, basis={"days": days, "exponent": 365 / days}),
        "mwr": figure(twr * 0.93, method="xirr", basis={"roots": 1, "residual": 1e-13}),
        "xirr": figure((annual or twr) * 0.95, method="bracketed roots",
                       warnings=[] if annual is not None else [{"code": short, "message": "the period is shorter than a year"}]),
        "modified_dietz": figure(twr * 0.9, method="modified_dietz"),
        "linked_dietz": figure(twr * 0.99, method="linked_dietz"),
        "best_period": figure(max(returns)), "worst_period": figure(min(returns)),
        "volatility": figure(sd, basis={"ddof": 1, "observations": len(returns)}),
        "volatility_annualized": figure(sd * math.sqrt(252), basis={"ddof": 1, "periods_per_year": 252}),
        "max_drawdown": figure(-min(drawdown_series(s.growth))),
        "sharpe_ratio": figure(mean * 252 / (sd * math.sqrt(252)), basis={"risk_free": 0}),
        "sortino_ratio_annualized": figure(1.31), "calmar_ratio": figure(0.42), "skewness": figure(-0.61),
        "var_historical": figure(0.0119, method="historical", basis={"confidence": 0.95}),
        "es_historical": figure(0.0182, method="historical", basis={"confidence": 0.95}),
    }
    if benchmark:
        figures.update({"beta": figure(0.91), "tracking_error": figure(0.0352), "active_return": figure(0.0041),
                        "information_ratio": figure(0.117), "up_capture": figure(0.94), "down_capture": figure(0.95)})
    else:
        figures.update({"beta": figure(None, "insufficient_data"), "treynor_ratio": figure(None, "undefined_ratio")})
    return figures


def money_table(s):
    begin, end = s.value[0], s.value[-1]
    income, fees, taxes, currency = 0.011 * end, 0.006 * end, 0.0035 * end, -0.021 * end
    gain = round(end, 2) - round(begin, 2) - round(s.flows_in, 2) + round(s.flows_out, 2)
    price = gain - round(currency, 2) - round(income, 2) + round(fees, 2) + round(taxes, 2)
    names = {"begin_value": begin, "end_value": end, "flows_in": s.flows_in, "flows_out": s.flows_out, "income": income,
             "fees": fees, "taxes": taxes, "gain": gain, "price_gain": price, "currency_gain": currency}
    return {name: money(value) for name, value in names.items()}


def holdings(end):
    rows = [("AAPL", 0.31, "192.53", "USD"), ("MSFT", 0.27, "376.04", "USD"), ("IBM", 0.19, "163.55", "USD"),
            ("Smith & <b>Sons</b> </script><script>document.title='broken'</script>", 0.14, "12.405", "GBP"),
            ("EUR", 0.09, "1", "EUR")]
    out = []
    for i, (name, weight, price, currency) in enumerate(rows):
        value, cost = weight * end, weight * end * (0.62, 0.71, 1.09, 0.94, 1.0)[i]
        out.append({"security": name, "name": f"{name[:12]} International Business Holdings Corporation", "quantity": f"{value / float(price):.4f}", "price": price, "currency": currency,
                    "value": money(value), "weight": weight, "cost": money(cost),
                    "unrealised": f"{float(money(value)) - float(money(cost)):.2f}"})
    return out


WARNINGS = [
    {"code": "stale_price", "message": f"IBM: no price since 2019-0{m}-02, carried over for 11 days",
     "source": {"file": "prices.csv", "line": 1400 + 31 * m}} for m in range(1, 10)] + [
    {"code": "stale_price", "message": f"AAPL: no price since 2020-0{m}-02, carried over for 12 days",
     "source": {"file": "prices.csv", "line": 2400 + 31 * m}} for m in range(1, 6)] + [
    {"code": "split_like_jump", "message": "AAPL fell by 74.8 % on 2020-08-31, the size of a 4:1 split, and a split is booked",
     "source": {"file": "prices.csv", "line": 1172}},
    "portfolios.csv is missing: names and currencies were derived from the transactions"]


def packed(explanations):
    """Nodes as the rows of the page's document."""
    texts = {"": 0}

    def place(text):
        return texts.setdefault(text, len(texts))

    rows = []
    for node in explanations["nodes"]:
        source = node.get("source") or {}
        row = [place(node["op"]), node["label"], node["value"], place(node["unit"]), node.get("children") or 0,
               place(node.get("note") or ""), place(source.get("file", "")), source.get("line", 0)]
        while row[-1] == 0 and len(row) > 4:
            row.pop()
        rows.append(row)
    return {"nodes": rows, "texts": list(texts), "roots": explanations["roots"]}


def portfolio(s, id_, name, currency, benchmark=None, explained=False):
    growth = [g - 1 for g in s.growth]
    falls = drawdown_series(s.growth)
    monthly, before = [], 0
    for end in month_ends(s.dates[0], TO):
        place = s.at(end)
        monthly.append({"date": end.isoformat(), "value": s.growth[place] / s.growth[before] - 1})
        before = place
    series = {"value": points(s.dates, [money(v) for v in s.value]), "invested": points(s.dates, [money(v) for v in s.invested]),
              "twr_cumulative": points(s.dates, growth), "drawdown": points(s.dates, falls)}
    out = {"id": id_, "name": name, "currency": currency, "figures": headline_figures(s, benchmark), "money": money_table(s),
           "series": series, "monthly_returns": monthly, "periods": standard_periods(s, benchmark),
           "holdings": holdings(s.value[-1]), "drawdowns": drawdown_table(s.dates, falls), "benchmark": None,
           "warnings": WARNINGS if explained else []}
    if benchmark:
        series["benchmark_cumulative"] = points(s.dates, [v - 1 for v in s.index])
        out["benchmark"] = {"id": benchmark, "figures": {
            "twr": figure(s.index[-1] - 1), "twr_annualized": figure(s.index[-1] ** (1 / 8) - 1),
            "volatility_annualized": figure(0.1201), "max_drawdown": figure(0.3121), "sharpe_ratio": figure(0.48)}}
    if explained:
        out["explanations"] = packed(explain(s))
    return out


POLICY = {"version": "2024-01", "flow_timing": "inflow_start_outflow_end", "twr_method": "daily", "large_flow_percent": 10,
          "day_count": "act/365F", "lot_method": "fifo", "stale_after_days": 10, "annualize_under_one_year": False}


def document(kind):
    head = {"from": FROM.isoformat(), "to": TO.isoformat(), "policy": POLICY, "engine_version": "0.1.0",
            "input_hash": "sha256:5f1d3a9c04e27b8860aa91c7f3be5512e19d7740c8a6b2f4913e06d5874bc2af"}
    if kind == "empty":
        return {**head, "portfolios": [], "total": None}
    if kind == "bare":
        return {"portfolios": [{"id": "only"}]}
    family = portfolio(Simulation(11, FROM, 250000.0, 1500.0), "P-0017", "Hollenbeck family, long term", "EUR",
                       "60/40 world", explained=True)
    reserve = portfolio(Simulation(5, datetime.date(2023, 5, 2), 80000.0, 0.0, 0.0001, 0.003), "P-0018", "Reserve", "CHF")
    total = portfolio(Simulation(23, FROM, 330000.0, 1500.0), None, "Total", "EUR")
    return {**head, "portfolios": [family, reserve], "total": total}


if __name__ == "__main__":
    json.dump(document(sys.argv[1] if len(sys.argv) > 1 else "full"), sys.stdout)
