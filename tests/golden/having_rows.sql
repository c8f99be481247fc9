SELECT
  shop.name AS shop,
  shop.shop_id AS shop__key,
  COUNT(*) AS sales
FROM sales
LEFT JOIN shops AS shop
  ON shop.shop_id = sales.shop_id
WHERE
  sales.sold_at >= $start AND sales.sold_at < $end AND sales.amount > $having_0
GROUP BY
  1,
  2
ORDER BY
  sales DESC,
  shop ASC,
  shop__key ASC
-- $end = 2026-04-01
-- $having_0 = 5.0
-- $start = 2026-01-01
