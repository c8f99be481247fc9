SELECT
  ANY_VALUE(shop.name) AS shop,
  shop.shop_id AS shop__key,
  CAST(COUNT(*) FILTER(WHERE
    sales.amount > 5) AS DOUBLE) / NULLIF(COUNT(*), 0) AS big_share,
  CAST(SUM(COUNT(*) FILTER(WHERE
    sales.amount > 5)) OVER () AS DOUBLE) / NULLIF(SUM(COUNT(*)) OVER (), 0) AS big_share__whole,
  COUNT(*) OVER () AS rank__groups
FROM sales
JOIN shops AS shop
  ON shop.shop_id = sales.shop_id
WHERE
  sales.sold_at >= $start AND sales.sold_at < $end
GROUP BY
  2
ORDER BY
  big_share DESC,
  shop ASC,
  shop__key ASC
LIMIT $n
-- $end = 2026-04-01
-- $n = 3
-- $start = 2026-01-01
