SELECT
  shop.region,
  DATE_TRUNC('MONTH', sales.sold_at) AS month,
  SUM(sales.amount) AS amount
FROM sales
LEFT JOIN shops AS shop
  ON shop.shop_id = sales.shop_id
WHERE
  sales.sold_at >= $start AND sales.sold_at < $end
GROUP BY
  1,
  2
ORDER BY
  month ASC,
  region ASC
-- $end = 2026-04-01
-- $start = 2026-01-01
