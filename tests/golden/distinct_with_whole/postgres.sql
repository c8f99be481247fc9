SELECT
  CASE
    WHEN NOT TRIM(CAST(shop.region AS TEXT)) = ''
    THEN CAST(shop.region AS TEXT)
  END COLLATE "C" AS region,
  GROUPING(
    CASE
      WHEN NOT TRIM(CAST(shop.region AS TEXT)) = ''
      THEN CAST(shop.region AS TEXT)
    END COLLATE "C"
  ) AS whole__row,
  COUNT(DISTINCT sales.person_id) AS buyers,
  COUNT(*) OVER () - 1 AS rank__groups
FROM sales
LEFT JOIN shops AS shop
  ON shop.shop_id = sales.shop_id
WHERE
  sales.sold_at >= $start AND sales.sold_at < $end
GROUP BY
  GROUPING SETS (
    (
      1
    ),
    ()
  )
ORDER BY
  whole__row DESC NULLS LAST,
  buyers DESC NULLS LAST,
  region ASC
LIMIT $n_and_whole
-- $end = 2026-04-01
-- $n_and_whole = 4
-- $start = 2026-01-01
