SELECT
  shop.name AS shop,
  shop.shop_id AS shop__key,
  COALESCE(SUM(sales.amount), 0) AS amount,
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
  amount ASC,
  shop ASC,
  shop__key ASC
LIMIT 1
OFFSET $skipped
-- $end = 2026-04-01
-- $skipped = 1
-- $start = 2026-01-01
