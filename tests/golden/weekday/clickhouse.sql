SELECT
  (
    toDayOfWeek(sales.sold_at) + 1
  ) % 7 + 1 AS weekday,
  COUNT(*) AS sales
FROM sales
WHERE
  sales.sold_at >= {start: Date32} AND sales.sold_at < {end: Date32}
GROUP BY
  1
ORDER BY
  1 ASC
-- $end = 2026-04-01
-- $start = 2026-01-01
