"""A small book in which everything a ledger knows happens once: four currencies (one reached only through another), each
type of booking, splits under raw and adjusted prices, a transfer in kind between portfolios, stated totals, a blend of blends.
"""

from datetime import date, timedelta

PORTFOLIOS = """\
id,name,currency,benchmark,group
growth,Growth,EUR,world,family
yen,Yen account,JPY,ACME,family
custody,Stated by the custodian,USD,,other
"""

SECURITIES = """\
id,name,type,currency
ACME,Acme,equity,USD
BOND,A bond,bond,EUR
SUSHI,Sushi,equity,JPY
ADJ,Adjusted,equity,GBP
CHILD,Spun off from Acme,equity,USD
NEW,Takes over Child,equity,GBP
"""

BENCHMARKS = """\
benchmark,component,weight,from,rebalance
world,ACME,0.5,2023-11-30,quarterly
world,pair,0.5,2023-11-30,quarterly
pair,BOND,0.25,,monthly
pair,SUSHI,0.75,,monthly
"""

TRANSACTIONS = """\
id,portfolio,date,time,type,security,quantity,price,amount,currency,fees,taxes,fx_rate,lot,ratio,new_security,cost_share
g01,growth,2023-12-28,,deposit,,,,25000.00,EUR,1.25,,,,,,
g02,growth,2023-12-29,,exchange,USD,9000.33,,8200.10,EUR,3.10,,,,,,
g03,growth,2023-12-29,,buy,ACME,30.5,101.37,,USD,4.95,0.11,,,,,
g04,growth,2024-01-02,,buy,BOND,40,99.5,3980,EUR,2,,,,,,
g05,growth,2024-01-02,,buy,ADJ,12,77.7,1085.31,EUR,1.5,,,,,,
g06,growth,2024-01-05,,dividend,ACME,,,30.50,USD,,4.57,,,,,
g07,growth,2024-01-10,,split,ACME,,,,,,,,,3,,
g08,growth,2024-01-10,09:00,sell,ACME,20,34.50,690,USD,4.95,7.77,,,,,
g09,growth,2024-01-10,10:00,deposit,,,,100,USD,,,,,,,
g10,growth,2024-01-16,,split,ADJ,,,,,,,,,2,,
g11,growth,2024-01-20,,fee,,,,12.34,EUR,,,,,,,
g12,growth,2024-01-20,,tax,,,,5.67,EUR,,,,,,,
g13,growth,2024-01-22,,short,SUSHI,10,,41000,JPY,300,,,,,,
g14,growth,2024-01-30,,cover,SUSHI,10,,39500,JPY,300,,,,,,
g15,growth,2024-02-01,,interest,BOND,,,20.01,EUR,,5.02,,,,,
g16,growth,2024-02-05,,stock_dividend,BOND,2,,,,,,,,,,
g17,growth,2024-02-12,,transfer_out,BOND,20,,,,,,,,,,
g18,growth,2024-02-14,,return_of_capital,ACME,,,15.15,USD,,,,,,,
g19,growth,2024-02-20,,adjustment,,,,-7.07,EUR,,,,,,,
g20,growth,2024-02-20,,adjustment,ACME,-0.5,,,,,,,,,,
g24,growth,2024-02-21,,spin_off,ACME,,,,,,,,,0.25,CHILD,0.2
g25,growth,2024-02-28,,merger,CHILD,9,,31.40,USD,1.10,0.33,,,,NEW,
g26,growth,2024-03-05,,spin_off,NEW,7,,,,,,,,,CHILD,
g27,growth,2024-03-12,,merger,BOND,,,1990.05,EUR,2.5,,,,,,
g28,growth,2024-03-13,,merger,ADJ,,,,,,,,,1,NEW,
g21,growth,2024-02-26,,withdrawal,,,,4000.00,EUR,0.5,,,,,,
g22,growth,2024-02-26,,deposit,,,,1500.00,GBP,,,,,,,
g23,growth,2024-03-04,,transfer_out,,,,777.77,EUR,,,,,,,
y01,yen,2024-01-04,,transfer_in,SUSHI,33,,,,,,,,,,
y02,yen,2024-01-08,,deposit,,,,500000,JPY,,,,,,,
y09,yen,2024-01-10,,split,ACME,,,,,,,,,3,,
y03,yen,2024-01-09,,buy,SUSHI,50,4210,210500,JPY,100,,,,,,
y04,yen,2024-02-12,,transfer_in,BOND,20,,,,,,,,,,
y05,yen,2024-03-04,,transfer_in,,,,777.77,EUR,,,,,,,
y06,yen,2024-03-08,,sell,SUSHI,83,4000,332000,JPY,100,,,,,,
y07,yen,2024-03-11,,withdrawal,,,,300000,JPY,,,,,,,
c01,custody,2024-01-31,,deposit,,,,5000,USD,,,,,,,
c02,custody,2024-02-15,,withdrawal,,,,1200,USD,,,,,,,
"""

VALUATIONS = """\
portfolio,date,value
custody,2023-12-27,20000
custody,2024-01-30,20410.77
custody,2024-01-31,25399.13
custody,2024-02-14,25800.01
custody,2024-02-15,24610.5
custody,2024-03-15,25001.99
"""

LEVELS = {"ACME": ("USD", 10137, "raw"), "BOND": ("EUR", 9950, "raw"), "SUSHI": ("JPY", 421000, "raw"),
          "ADJ": ("GBP", 3880, "split_adjusted"), "CHILD": ("USD", 2215, "raw"), "NEW": ("GBP", 4501, "raw")}
RATES = {("EUR", "USD"): 10931, ("EUR", "GBP"): 8612, ("USD", "JPY"): 1413702}


def walk(start, seed):
    """A level a day, up to 2 % up or down, by a small generator of its own."""
    level, state = start, seed
    while True:
        yield level
        state = (state * 1103515245 + 12345) % 2**31
        level = max(1, level + level * (state // 65536 % 401 - 200) // 10000)


def fixed(units, places):
    digits = f"{units:0{places + 1}}"
    return f"{digits[:-places]}.{digits[-places:]}"


def weekdays(skip):
    day = date(2023, 11, 27)
    while day <= date(2024, 3, 15):
        if day.weekday() < 5 and day.toordinal() % 9 != skip:
            yield day
        day += timedelta(days=1)


def prices():
    rows = ["security,date,close,currency,adjustment"]
    for i, (security, (currency, start, adjustment)) in enumerate(LEVELS.items()):
        for day, level in zip(weekdays(i), walk(start, 7 + i)):
            split = security == "ACME" and day >= date(2024, 1, 10)
            rows.append(f"{security},{day},{fixed(level // 3 if split else level, 2)},{currency},{adjustment}")
    return "\n".join(rows) + "\n"


def rates():
    rows = ["base,quote,date,rate"]
    for i, ((base, quote), start) in enumerate(RATES.items()):
        rows += [f"{base},{quote},{day},{fixed(level, 4)}" for day, level in zip(weekdays(5 + i), walk(start, 70 + i))]
    return "\n".join(rows) + "\n"


def write(folder):
    folder.mkdir()
    for name, text in {"portfolios": PORTFOLIOS, "securities": SECURITIES, "benchmarks": BENCHMARKS,
                       "transactions": TRANSACTIONS, "valuations": VALUATIONS, "prices": prices(), "fx": rates()}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder
