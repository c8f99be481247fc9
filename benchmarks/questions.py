"""Questions that stand for what people ask: in words, as a query, and as the SQL an analyst would write for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from queries.query import Compare, Filter, Period, Query, Rank, plain_analysis

TODAY = date(2026, 11, 23)
YEAR = Period(date(2026, 1, 1), date(2027, 1, 1), "year")
QUARTER = Period(date(2026, 7, 1), date(2026, 10, 1), "quarter")
OCTOBER = Period(date(2026, 10, 1), date(2026, 11, 1), "month")
TWO_YEARS = Period(date(2024, 11, 1), date(2026, 11, 1), "month", 24)


@dataclass(frozen=True)
class Asked:
    """One of them."""

    words: str
    query: Query
    sql: str


_FIRSTS = [date(2024 + month // 12, month % 12 + 1, 1) for month in range(10, 35)]
_MONTHS = " UNION ALL ".join(
    f"SELECT DATE '{month}' AS month, DATE '{following}' AS following" for month, following in pairwise(_FIRSTS)
)
"""The months of the last two years: no function that makes them is in every engine."""

ASKED: tuple[Asked, ...] = (
    Asked(
        "total sales this year",
        Query(("revenue",), period=YEAR),
        """SELECT sum(l.net_amount) FROM order_lines l JOIN orders o USING (order_id)
        WHERE o.ordered_at >= '2026-01-01' AND o.ordered_at < '2026-11-24'""",
    ),
    Asked(
        "monthly sales trend for the last 24 months",
        Query(("revenue",), ("month",), period=TWO_YEARS),
        """SELECT date_trunc('month', o.ordered_at), sum(l.net_amount) FROM order_lines l JOIN orders o USING (order_id)
        WHERE o.ordered_at >= '2024-11-01' AND o.ordered_at < '2026-11-01' GROUP BY 1 ORDER BY 1""",
    ),
    Asked(
        "sales by territory last quarter",
        Query(("revenue",), ("territory",), period=QUARTER),
        """SELECT t.name, sum(l.net_amount) FROM order_lines l JOIN orders o USING (order_id)
        JOIN territories t USING (territory_id)
        WHERE o.ordered_at >= '2026-07-01' AND o.ordered_at < '2026-10-01' GROUP BY 1 ORDER BY 2 DESC""",
    ),
    Asked(
        "sales by category and territory this year",
        Query(("revenue",), ("category", "territory"), period=YEAR),
        """SELECT p.category, t.name, sum(l.net_amount) FROM order_lines l JOIN orders o USING (order_id)
        JOIN territories t USING (territory_id) JOIN products p USING (product_id)
        WHERE o.ordered_at >= '2026-01-01' AND o.ordered_at < '2026-11-24' GROUP BY 1, 2 ORDER BY 3 DESC""",
    ),
    Asked(
        "top 10 products by sales this year",
        Query(("revenue",), ("product",), period=YEAR, rank=Rank("top", 10)),
        """SELECT p.name, sum(l.net_amount) FROM order_lines l JOIN orders o USING (order_id)
        JOIN products p USING (product_id)
        WHERE o.ordered_at >= '2026-01-01' AND o.ordered_at < '2026-11-24' GROUP BY 1 ORDER BY 2 DESC LIMIT 10""",
    ),
    Asked(
        "enterprise sales by month this year",
        Query(("revenue",), ("month",), (Filter("segment", "in", ("Enterprise",)),), period=YEAR),
        """SELECT date_trunc('month', o.ordered_at), sum(l.net_amount) FROM order_lines l JOIN orders o USING (order_id)
        JOIN customers c USING (customer_id)
        WHERE o.ordered_at >= '2026-01-01' AND o.ordered_at < '2026-11-24' AND c.segment = 'Enterprise'
        GROUP BY 1 ORDER BY 1""",
    ),
    Asked(
        "orders by sales channel last month",
        Query(("orders",), ("sales_channel",), period=OCTOBER),
        """SELECT sales_channel, count(DISTINCT order_id) FROM orders
        WHERE ordered_at >= '2026-10-01' AND ordered_at < '2026-11-01' GROUP BY 1 ORDER BY 2 DESC""",
    ),
    Asked(
        "profit margin by product this year",
        Query(("profit_margin",), ("product",), period=YEAR),
        """SELECT p.name, sum(l.net_amount - l.cost_amount) / sum(l.net_amount) FROM order_lines l
        JOIN orders o USING (order_id) JOIN products p USING (product_id)
        WHERE o.ordered_at >= '2026-01-01' AND o.ordered_at < '2026-11-24' GROUP BY 1 ORDER BY 2 DESC""",
    ),
    Asked(
        "revenue by category this year compared with last year",
        Query(("revenue",), ("category",), period=YEAR, compare=Compare("previous_year")),
        """SELECT p.category, sum(l.net_amount) FILTER (o.ordered_at >= '2026-01-01'),
          sum(l.net_amount) FILTER (o.ordered_at < '2025-11-24')
        FROM order_lines l JOIN orders o USING (order_id) JOIN products p USING (product_id)
        WHERE (o.ordered_at >= '2025-01-01' AND o.ordered_at < '2025-11-24')
          OR (o.ordered_at >= '2026-01-01' AND o.ordered_at < '2026-11-24') GROUP BY 1""",
    ),
    Asked(
        "conversion rate by channel last month",
        Query(("lead_conversion_rate",), ("marketing_channel",), period=OCTOBER),
        """SELECT source, count(converted_at) / count(*) FROM leads
        WHERE created_at >= '2026-10-01' AND created_at < '2026-11-01' GROUP BY 1 ORDER BY 2 DESC""",
    ),
    Asked(
        "leads by source and age group this year",
        Query(("leads",), ("lead_source", "age_group"), period=YEAR),
        """SELECT source, age_group, count(*) FROM leads
        WHERE created_at >= '2026-01-01' AND created_at < '2026-11-24' GROUP BY 1, 2 ORDER BY 3 DESC""",
    ),
    Asked(
        "cost per lead by campaign last quarter",
        Query(("cost_per_lead",), ("campaign",), period=QUARTER),
        """WITH spend AS (
          SELECT s.campaign_id, sum(s.amount) AS amount FROM marketing_spend s JOIN campaigns c USING (campaign_id)
          WHERE c.kind = 'Acquisition' AND s.spent_on >= '2026-07-01' AND s.spent_on < '2026-10-01' GROUP BY 1
        ), gained AS (
          SELECT campaign_id, count(*) AS leads FROM leads
          WHERE created_at >= '2026-07-01' AND created_at < '2026-10-01' GROUP BY 1
        )
        SELECT c.name, amount / nullif(leads, 0) FROM spend FULL JOIN gained USING (campaign_id)
        LEFT JOIN campaigns c USING (campaign_id)""",
    ),
    Asked(
        "customers by month over the last 24 months",
        Query(("customers",), ("month",), period=TWO_YEARS),
        f"""SELECT m.month, count(DISTINCT s.customer_id) FROM ({_MONTHS}) m
        CROSS JOIN customer_spells s WHERE s.started_on < m.following
          AND (s.ended_on IS NULL OR s.ended_on >= m.following) GROUP BY 1 ORDER BY 1""",
    ),
    Asked(
        "churn rate by plan this year",
        Query(("churn_rate",), ("plan",), period=YEAR),
        """SELECT c.plan, count(DISTINCT s.customer_id) FILTER (s.ended_on < '2026-11-24')
          / count(DISTINCT s.customer_id)
        FROM customer_spells s JOIN customers c USING (customer_id)
        WHERE s.started_on < '2026-01-01' AND (s.ended_on IS NULL OR s.ended_on >= '2026-01-01') GROUP BY 1""",
    ),
    Asked(
        "revenue, target and attainment by territory last quarter",
        Query(("revenue", "revenue_target", "target_attainment"), ("territory",), period=QUARTER),
        """WITH sold AS (
          SELECT o.territory_id, sum(l.net_amount) AS revenue FROM order_lines l JOIN orders o USING (order_id)
          WHERE o.ordered_at >= '2026-07-01' AND o.ordered_at < '2026-10-01' GROUP BY 1
        ), quota AS (
          SELECT territory_id, sum(amount) AS target FROM targets
          WHERE month >= '2026-07-01' AND month < '2026-10-01' GROUP BY 1
        )
        SELECT t.name, revenue, target, revenue / target FROM sold FULL JOIN quota USING (territory_id)
        JOIN territories t USING (territory_id) ORDER BY 2 DESC""",
    ),
    Asked(
        "CSAT by month this year",
        Query(("csat",), ("month",), period=YEAR),
        """SELECT date_trunc('month', responded_at), count(*) FILTER (score >= 4) / count(*) FROM satisfaction_responses
        WHERE responded_at >= '2026-01-01' AND responded_at < '2026-11-24' GROUP BY 1 ORDER BY 1""",
    ),
)


def query_of(asked: Asked) -> Query:
    """The query with its analysis named."""
    return plain_analysis(asked.query)
