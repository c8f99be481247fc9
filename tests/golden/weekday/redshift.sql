SELECT
  (
    (
      (
        EXTRACT(DOW FROM sales.sold_at) + 6
      ) % 7 + 1
    ) + 1
  ) % 7 + 1 AS weekday,
  COUNT(*) AS sales
FROM sales
WHERE
  sales.sold_at >= $start AND sales.sold_at < $end
GROUP BY
  1
ORDER BY
  weekday ASC
-- $end = 2026-04-01
-- $start = 2026-01-01
