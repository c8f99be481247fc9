SELECT
  calendar.week_start AS week,
  COUNT(*) AS sales
FROM sales
LEFT JOIN kpibot_calendar AS calendar
  ON calendar.day = CAST(sales.sold_at AS DATE)
WHERE
  sales.sold_at >= $start AND sales.sold_at < $end
GROUP BY
  1
ORDER BY
  week ASC
-- $end = 2026-04-01
-- $start = 2026-01-01
