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
), plans_months AS (
  SELECT
    kpibot_calendar.month_start,
    CAST(COUNT(*) AS DOUBLE) / kpibot_calendar.days_in_month AS share,
    CAST(COUNT(*) FILTER(WHERE
      kpibot_calendar.day < $end) AS DOUBLE) / kpibot_calendar.days_in_month AS share_so_far
  FROM kpibot_calendar
  WHERE
    kpibot_calendar.day >= $start AND kpibot_calendar.day < $plan_end
  GROUP BY
    kpibot_calendar.month_start,
    kpibot_calendar.days_in_month
), plans_totals AS (
  SELECT
    shop.name AS shop,
    shop.shop_id AS shop__key,
    SUM(plans.amount * plans_months.share) AS plan,
    SUM(plans.amount * plans_months.share_so_far) AS plan_so_far
  FROM plans
  JOIN plans_months
    ON plans_months.month_start = CAST(DATE_TRUNC('MONTH', plans.month) AS DATE)
  LEFT JOIN shops AS shop
    ON shop.shop_id = plans.shop_id
  GROUP BY
    1,
    2
)
SELECT
  COALESCE(sales_totals.shop, plans_totals.shop) AS shop,
  COALESCE(sales_totals.shop__key, plans_totals.shop__key) AS shop__key,
  COALESCE(sales_totals.amount, 0) AS amount,
  plans_totals.plan,
  CAST(COALESCE(sales_totals.amount, 0) AS DOUBLE) / NULLIF(COALESCE(plans_totals.plan_so_far, 0), 0) AS attainment
FROM sales_totals
FULL JOIN plans_totals
  ON sales_totals.shop IS NOT DISTINCT FROM plans_totals.shop
  AND sales_totals.shop__key IS NOT DISTINCT FROM plans_totals.shop__key
ORDER BY
  amount DESC,
  shop ASC,
  shop__key ASC
-- $end = 2026-04-20
-- $plan_end = 2026-05-01
-- $start = 2026-04-01
