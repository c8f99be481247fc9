SELECT
  shop.region AS region,
  GROUPING(shop.region) AS whole__row,
  COUNT(DISTINCT sales.person_id) AS buyers,
  COUNT(*) OVER () - 1 AS rank__groups
FROM sales
LEFT JOIN shops AS shop
  ON shop.shop_id = sales.shop_id
WHERE
  sales.sold_at >= {start: Date32} AND sales.sold_at < {end: Date32}
GROUP BY
  GROUPING SETS (
    (
      shop.region
    ),
    ()
  )
ORDER BY
  2 DESC,
  3 DESC,
  1 ASC
LIMIT {n_and_whole: Int64}
-- $end = 2026-04-01
-- $n_and_whole = 4
-- $start = 2026-01-01
