WITH sales_totals AS (
  SELECT
    shop.name AS shop,
    shop.shop_id AS shop__key,
    SUM(sales.amount) AS amount
  FROM sales
  LEFT JOIN shops AS shop
    ON shop.shop_id = sales.shop_id
  WHERE
    sales.sold_at >= $start AND sales.sold_at < $end
  GROUP BY
    1,
    2
), plans_by_day AS (
  SELECT
    shop.name AS shop,
    shop.shop_id AS shop__key,
    SUM(plans.amount * (
      CAST(1 AS DOUBLE) / calendar.days_in_month
    )) AS plan
  FROM plans
  JOIN kpibot_calendar AS calendar
    ON calendar.month_start = CAST(DATE_TRUNC('MONTH', plans.month) AS DATE)
  LEFT JOIN shops AS shop
    ON shop.shop_id = plans.shop_id
  WHERE
    calendar.day >= $plan_start AND calendar.day < $plan_end
  GROUP BY
    1,
    2
), plans_by_day_2 AS (
  SELECT
    shop.name AS shop,
    shop.shop_id AS shop__key,
    SUM(plans.amount * (
      CAST(1 AS DOUBLE) / calendar.days_in_month
    )) AS plan_so_far
  FROM plans
  JOIN kpibot_calendar AS calendar
    ON calendar.month_start = CAST(DATE_TRUNC('MONTH', plans.month) AS DATE)
  LEFT JOIN shops AS shop
    ON shop.shop_id = plans.shop_id
  WHERE
    calendar.day >= $start AND calendar.day < $end
  GROUP BY
    1,
    2
)
SELECT
  COALESCE(sales_totals.shop, plans_by_day.shop, plans_by_day_2.shop) AS shop,
  COALESCE(sales_totals.shop__key, plans_by_day.shop__key, plans_by_day_2.shop__key) AS shop__key,
  COALESCE(sales_totals.amount, 0) AS amount,
  COALESCE(plans_by_day.plan, 0) AS plan,
  CAST(COALESCE(sales_totals.amount, 0) AS DOUBLE) / NULLIF(COALESCE(plans_by_day_2.plan_so_far, 0), 0) AS attainment
FROM sales_totals
FULL JOIN plans_by_day
  ON sales_totals.shop IS NOT DISTINCT FROM plans_by_day.shop
  AND sales_totals.shop__key IS NOT DISTINCT FROM plans_by_day.shop__key
FULL JOIN plans_by_day_2
  ON COALESCE(sales_totals.shop, plans_by_day.shop) IS NOT DISTINCT FROM plans_by_day_2.shop
  AND COALESCE(sales_totals.shop__key, plans_by_day.shop__key) IS NOT DISTINCT FROM plans_by_day_2.shop__key
ORDER BY
  amount DESC,
  shop ASC,
  shop__key ASC
-- $end = 2026-04-20
-- $plan_end = 2026-05-01
-- $plan_start = 2026-04-01
-- $start = 2026-04-01
