SELECT
  shop.region,
  SUM(sales.amount) AS amount,
  COUNT(DISTINCT sales.person_id) AS buyers
FROM sales
LEFT JOIN shops AS shop
  ON shop.shop_id = sales.shop_id
WHERE
  sales.sold_at >= $start AND sales.sold_at < $end
GROUP BY
  1
ORDER BY
  amount DESC,
  region ASC
-- $end = 2026-04-01
-- $start = 2026-01-01
