WITH plans_months AS (
  SELECT
    kpibot_calendar.month_start,
    kpibot_calendar.week_start AS week,
    CAST(COUNT(*) AS DOUBLE) / kpibot_calendar.days_in_month AS share
  FROM kpibot_calendar
  WHERE
    kpibot_calendar.day >= $start AND kpibot_calendar.day < $plan_end
  GROUP BY
    kpibot_calendar.month_start,
    kpibot_calendar.days_in_month,
    2
)
SELECT
  plans_months.week,
  SUM(plans.amount * plans_months.share) AS plan
FROM plans
JOIN plans_months
  ON plans_months.month_start = CAST(DATE_TRUNC('MONTH', plans.month) AS DATE)
GROUP BY
  1
ORDER BY
  week ASC
-- $plan_end = 2026-04-01
-- $start = 2026-01-01
