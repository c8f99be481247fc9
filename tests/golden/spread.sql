SELECT
  calendar.week_start AS week,
  SUM(plans.amount * (
    CAST(1 AS DOUBLE) / calendar.days_in_month
  )) AS plan
FROM plans
JOIN kpibot_calendar AS calendar
  ON calendar.month_start = CAST(DATE_TRUNC('MONTH', plans.month) AS DATE)
WHERE
  calendar.day >= $plan_start AND calendar.day < $plan_end
GROUP BY
  1
ORDER BY
  week ASC
-- $plan_end = 2026-04-01
-- $plan_start = 2026-01-01
