"""A tiny shop's catalogue in YAML, sound as it stands; tests break one thing of it at a time."""

from __future__ import annotations

SHOP = """\
name: Tiny shop
currency: EUR
calendar: {week_start: monday, fiscal_year_start: april, persian: jalali}
tables:
  customers:
    primary_key: customer_id
    joins: {area: {to: areas, on: area_id}}
  areas: {primary_key: area_id}
  orders:
    primary_key: order_id
    time: ordered_at
    hours: true
    joins:
      customer: {to: customers, on: customer_id}
    prefers: {channel: sales_channel}
  lines:
    primary_key: line_id
    time: sale.ordered_at
    joins: {sale: {to: orders, on: order_id}, product: {to: products, on: {item: product_id}}}
  products: {}
  targets:
    time: month
    grain: month
    joins: {area: {to: areas, on: area_id}}
  spells:
    time: ended_on
    joins: {customer: {to: customers, on: customer_id}}
  visits:
    time: visited_at
    joins: {customer: {to: customers, on: customer_id}}
dimensions:
  area: {table: areas, column: name, key: area_id, label: {en: Area, fa: ناحیه}, synonyms: {en: [district]}}
  segment: {table: customers, column: segment, members: [Small, {value: Big, label: {en: Big, fa: بزرگ}}]}
  product: {table: products, column: name}
  sales_channel: {table: orders, column: channel}
  visit_channel: {table: visits, column: channel, same_as: sales_channel}
  leaving_reason: {table: spells, column: reason}
  frequency:
    table: customers
    bands: {metric: orders, key: customer_id, months: 12, bounds: [["None", 0], ["1", 1], ["2+", null]]}
generics:
  channel: {dimensions: [sales_channel, visit_channel]}
metrics:
  revenue: {table: lines, agg: sum, expr: amount, format: currency, synonyms: [sales], goal: target}
  orders: {table: orders, agg: count}
  order_value: {type: ratio, numerator: revenue, denominator: orders, format: currency}
  target: {table: targets, agg: sum, expr: amount, spread: month, format: currency}
  reached: {type: ratio, numerator: revenue, denominator: target, format: percent}
  customers:
    table: spells
    agg: count_distinct
    expr: customer_id
    stock: {since: started_on, until: ended_on}
    dimensions: {except: [leaving_reason]}
  left: {table: spells, agg: count}
  churn_rate: {type: attrition, of: customers, format: percent}
  kept_rate: {type: derived, expr: 1 - churn_rate, format: percent}
  big_revenue: {table: lines, agg: sum, expr: amount, where: "sale.customer.segment = 'Big'", format: currency}
  came_again: {type: cohort, of: orders, table: visits, key: customer_id, days: [30, 120], format: percent}
words:
  important: {label: {en: important}, filter: {segment: [Big]}}
scorecards:
  overview: {label: {en: Overview}, metrics: [revenue, customers], by: area}
timelines:
  visits: {label: {en: Visit history}, table: visits, dimension: area, columns: {time: visited_at, who: customer.name}}
profiles:
  leavers: {label: {en: Profile of leavers}, subset: left, base: customers, attributes: [segment, area]}
"""


def broken(old: str, new: str) -> tuple[str, int]:
    """The shop with one text replaced, and the line where it stood."""
    assert SHOP.count(old) == 1, old
    return SHOP.replace(old, new), SHOP[: SHOP.index(old)].count("\n") + 1
