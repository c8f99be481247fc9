SELECT
  shop.region,
  CAST(COUNT(*) FILTER(WHERE
    sales.amount > 5) AS DOUBLE) / NULLIF(COUNT(*), 0) AS big_share
FROM sales
LEFT JOIN shops AS shop
  ON shop.shop_id = sales.shop_id
WHERE
  sales.sold_at >= $start AND sales.sold_at < $end
GROUP BY
  1
ORDER BY
  big_share DESC,
  region ASC
-- $end = 2026-04-01
-- $start = 2026-01-01
