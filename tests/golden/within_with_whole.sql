WITH figures AS (
  SELECT
    shop.region,
    ANY_VALUE(shop.name) AS shop,
    shop.shop_id AS shop__key,
    GROUPING(shop.region) AS whole__row,
    COUNT(DISTINCT sales.person_id) AS buyers
  FROM sales
  JOIN shops AS shop
    ON shop.shop_id = sales.shop_id
  WHERE
    sales.sold_at >= $start AND sales.sold_at < $end
  GROUP BY
    GROUPING SETS (
      (1, 3),
      ()
    )
), ranked AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY whole__row, region ORDER BY buyers DESC, shop ASC, shop__key ASC) AS rank__place,
    COUNT(*) OVER (PARTITION BY whole__row, region) AS rank__groups
  FROM figures
)
SELECT
  region,
  shop,
  shop__key,
  whole__row,
  buyers,
  rank__groups,
  rank__place
FROM ranked
WHERE
  rank__place <= $n
ORDER BY
  region ASC,
  rank__place ASC
-- $end = 2026-04-01
-- $n = 2
-- $start = 2026-01-01
