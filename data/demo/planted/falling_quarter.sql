-- One quarter falls against the year before, everywhere
WITH quarters AS (
  SELECT date_trunc('quarter', ordered_at)::DATE AS quarter, sum(net_amount) AS revenue FROM orders JOIN order_lines USING (order_id) GROUP BY ALL
)
SELECT q.quarter AS starts_on, (q.quarter + INTERVAL 3 MONTH)::DATE AS ends_on, q.revenue, p.revenue AS revenue_a_year_before, round(q.revenue / p.revenue - 1, 4) AS change
FROM quarters q JOIN quarters p ON p.quarter = q.quarter - INTERVAL 1 YEAR WHERE q.quarter = make_date(getvariable('year0') + 1, 7, 1);
