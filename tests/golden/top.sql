SELECT
  shop.name AS shop,
  shop.shop_id AS shop__key,
  SUM(sales.amount) AS amount,
  COUNT(*) AS sales,
  COUNT(*) OVER () AS rank__groups
FROM sales
LEFT JOIN shops AS shop
  ON shop.shop_id = sales.shop_id
WHERE
  sales.sold_at >= $start AND sales.sold_at < $end
GROUP BY
  1,
  2
ORDER BY
  sales DESC,
  shop ASC,
  shop__key ASC
LIMIT $n
-- $end = 2026-04-01
-- $n = 3
-- $start = 2026-01-01
