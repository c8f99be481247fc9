WITH sales_totals AS (
  SELECT
    shop.region,
    SUM(sales.amount) AS amount
  FROM sales
  LEFT JOIN shops AS shop
    ON shop.shop_id = sales.shop_id
  WHERE
    sales.sold_at >= $start AND sales.sold_at < $end
  GROUP BY
    1
), previous_sales_totals AS (
  SELECT
    shop.region,
    SUM(sales.amount) AS amount
  FROM sales
  LEFT JOIN shops AS shop
    ON shop.shop_id = sales.shop_id
  WHERE
    sales.sold_at >= $previous_start AND sales.sold_at < $previous_end
  GROUP BY
    1
)
SELECT
  COALESCE(sales_totals.region, previous_sales_totals.region) AS region,
  COALESCE(sales_totals.amount, 0) AS amount,
  COALESCE(previous_sales_totals.amount, 0) AS amount__previous
FROM sales_totals
FULL JOIN previous_sales_totals
  ON sales_totals.region IS NOT DISTINCT FROM previous_sales_totals.region
ORDER BY
  amount DESC,
  region ASC
-- $end = 2026-04-20
-- $previous_end = 2026-03-20
-- $previous_start = 2026-03-01
-- $start = 2026-04-01
