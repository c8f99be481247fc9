SELECT
  SUM(sales.amount) AS amount
FROM sales
WHERE
  sales.sold_at >= $start AND sales.sold_at < $end
-- $end = 2026-04-01
-- $start = 2026-01-01
