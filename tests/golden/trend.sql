SELECT
  DATE_TRUNC('MONTH', sales.sold_at) AS month,
  SUM(sales.amount) AS amount
FROM sales
WHERE
  sales.sold_at >= $start AND sales.sold_at < $end
GROUP BY
  1
ORDER BY
  month ASC
-- $end = 2026-04-01
-- $start = 2026-01-01
