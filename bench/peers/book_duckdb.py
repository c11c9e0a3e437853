"""A book from CSV to monthly returns in DuckDB, as fast as we could write it; the same steps as book_polars.py."""

import duckdb

import book

SCHEMA = """{'id': 'varchar', 'portfolio': 'varchar', 'date': 'date', 'type': 'varchar', 'security': 'varchar',
 'quantity': 'double', 'price': 'double', 'amount': 'double', 'currency': 'varchar', 'fees': 'double', 'taxes': 'double',
 'ratio': 'double'}"""

STEPS = [
    """create temp table summed as
select portfolio, date, type, security, currency,
       coalesce(sum(case when type in ('buy', 'withdrawal', 'fee', 'exchange') then -1
                         when type in ('sell', 'deposit', 'dividend', 'interest') then 1 else 0 end
                    * coalesce(amount, quantity * price)), 0) - coalesce(sum(fees), 0) - coalesce(sum(taxes), 0) as cash,
       sum(quantity) as quantity, product(ratio) as ratio
from read_csv('{book}/transactions.csv', header = true, auto_detect = false, delim = ',', quote = '"', columns = {schema})
group by all""",
    """create temp table prices as select security, date, close, currency from read_csv('{book}/prices.csv', header = true,
 auto_detect = false, columns = {{'security': 'varchar', 'date': 'date', 'close': 'double', 'currency': 'varchar', 'adjustment': 'varchar'}})""",
    """create temp table rates as select quote, date, rate from read_csv('{book}/fx.csv', header = true, auto_detect = false,
 columns = {{'base': 'varchar', 'quote': 'varchar', 'date': 'date', 'rate': 'double'}})
union all select 'EUR', date, 1.0 from (select distinct date from prices)""",
    """create temp table daily as
with portfolios as (select distinct portfolio from summed),
traded as (select portfolio, security, date, sum(case type when 'buy' then quantity else -quantity end) as shares
           from summed where type in ('buy', 'sell') group by all),
splits as (select portfolio, security, date, ratio from summed where type = 'split'),
factors as (
  select portfolio, security, date, close, currency, coalesce(shares, 0) as shares,
         product(coalesce(ratio, 1)) over (partition by portfolio, security order by date rows unbounded preceding) as factor
  from portfolios cross join prices left join traded using (portfolio, security, date)
       left join splits using (portfolio, security, date)),
positions as (
  select portfolio, date, currency, close,
         sum(shares / factor) over (partition by portfolio, security order by date rows unbounded preceding) * factor as position
  from factors),
held as (select p.portfolio, p.date, sum(position * close / rate) as securities
         from positions p join rates r on r.quote = p.currency and r.date = p.date group by all),
moved as (select portfolio, currency, date, sum(cash) as cash
          from (select portfolio, date, currency, cash from summed where currency is not null
                union all select portfolio, date, security, quantity from summed where type = 'exchange') group by all),
cash as (
  select portfolio, date, sum(balance / rate) as cash from (
    select p.portfolio, r.date, r.rate,
           sum(coalesce(m.cash, 0)) over (partition by p.portfolio, r.quote order by r.date rows unbounded preceding) as balance
    from portfolios p cross join rates r
         left join moved m on m.portfolio = p.portfolio and m.currency = r.quote and m.date = r.date) group by all),
flows as (select s.portfolio, s.date, sum(greatest(cash, 0) / rate) as inflow, sum(least(cash, 0) / rate) as outflow
          from summed s join rates r on r.quote = s.currency and r.date = s.date
          where type in ('deposit', 'withdrawal') group by all)
select portfolio, date, securities + cash as value, coalesce(inflow, 0) as inflow, coalesce(outflow, 0) as outflow
from held join cash using (portfolio, date) left join flows using (portfolio, date)""",
    """create temp table months as
with growth as (select portfolio, date, value - outflow as numerator,
                       lag(value, 1, 0) over (partition by portfolio order by date) + inflow as base from daily)
select portfolio, strftime(date, '%Y-%m') as month, product(case when base <> 0 then numerator / base else 1 end) as growth
from growth group by all""",
]


def main():
    chosen = book.arguments()
    database = duckdb.connect()
    for step in STEPS:
        database.execute(step.format(book=chosen.book, schema=SCHEMA))
    months = database.execute("select portfolio, month, growth - 1 from months order by portfolio, month").fetchall()
    totals = database.execute("select portfolio, product(growth) - 1 from months group by portfolio order by portfolio").fetchall()
    book.answer(chosen.output, months, totals)


if __name__ == "__main__":
    main()
