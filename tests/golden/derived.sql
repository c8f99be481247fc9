WITH sales_totals AS (
  SELECT
    shop.region,
    COUNT(*) AS sales
  FROM sales
  LEFT JOIN shops AS shop
    ON shop.shop_id = sales.shop_id
  WHERE
    sales.sold_at >= $start AND sales.sold_at < $end
  GROUP BY
    1
), visits_totals AS (
  SELECT
    shop.region,
    COUNT(*) AS visits
  FROM visits
  LEFT JOIN shops AS shop
    ON shop.shop_id = visits.shop_id
  WHERE
    visits.came_on >= $start AND visits.came_on < $end
  GROUP BY
    1
)
SELECT
  COALESCE(sales_totals.region, visits_totals.region) AS region,
  COALESCE(sales_totals.sales, 0) - 2 * COALESCE(visits_totals.visits, 0) AS balance
FROM sales_totals
FULL JOIN visits_totals
  ON sales_totals.region IS NOT DISTINCT FROM visits_totals.region
ORDER BY
  balance DESC,
  region ASC
-- $end = 2026-04-01
-- $start = 2026-01-01
