SELECT
  rows_grouped.group_1 AS region,
  GROUPING(rows_grouped.group_1) AS whole__row,
  COUNT(DISTINCT rows_grouped.sales_person_id) AS buyers,
  COUNT(*) OVER () - 1 AS rank__groups
FROM (
  SELECT
    shop.region AS group_1,
    sales.person_id AS sales_person_id
  FROM sales
  LEFT JOIN shops AS shop
    ON shop.shop_id = sales.shop_id
  WHERE
    sales.sold_at >= $start AND sales.sold_at < $end
) AS rows_grouped
GROUP BY
  GROUPING SETS (
    (
      rows_grouped.group_1
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
