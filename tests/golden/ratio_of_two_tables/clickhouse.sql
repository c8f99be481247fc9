WITH sales_totals AS (
  SELECT
    shop.name AS shop,
    shop.shop_id AS shop__key,
    SUM(sales.amount) AS amount
  FROM sales
  LEFT JOIN shops AS shop
    ON shop.shop_id = sales.shop_id
  WHERE
    sales.sold_at >= {start: Date32} AND sales.sold_at < {end: Date32}
  GROUP BY
    1,
    2
), visits_totals AS (
  SELECT
    shop.name AS shop,
    shop.shop_id AS shop__key,
    COUNT(*) AS visits
  FROM visits
  LEFT JOIN shops AS shop
    ON shop.shop_id = visits.shop_id
  WHERE
    visits.came_on >= {start: Date32} AND visits.came_on < {end: Date32}
  GROUP BY
    1,
    2
)
SELECT
  COALESCE(sales_totals.shop, visits_totals.shop) AS shop,
  COALESCE(sales_totals.shop__key, visits_totals.shop__key) AS shop__key,
  CAST(COALESCE(sales_totals.amount, 0) AS Float64) / nullIf(COALESCE(visits_totals.visits, 0), 0) AS amount_per_visit
FROM sales_totals
FULL JOIN visits_totals
  ON sales_totals.shop IS NOT DISTINCT FROM visits_totals.shop
  AND sales_totals.shop__key IS NOT DISTINCT FROM visits_totals.shop__key
ORDER BY
  3 DESC,
  1 ASC,
  2 ASC
-- $end = 2026-04-01
-- $start = 2026-01-01
