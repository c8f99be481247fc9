WITH figures AS (
  SELECT
    shop.name AS shop,
    shop.shop_id AS shop__key,
    COALESCE(SUM(sales.amount), 0) AS amount
  FROM sales
  LEFT JOIN shops AS shop
    ON shop.shop_id = sales.shop_id
  WHERE
    sales.sold_at >= $start AND sales.sold_at < $end
  GROUP BY
    1,
    2
), ranked AS (
  SELECT
    *,
    ROW_NUMBER() OVER (ORDER BY amount DESC, shop ASC, shop__key ASC) AS rank__place,
    COUNT(*) OVER () AS rank__groups
  FROM figures
)
SELECT
  shop,
  shop__key,
  amount,
  rank__groups,
  rank__place
FROM ranked
WHERE
  rank__place <= CEIL(CAST(rank__groups * $n AS DOUBLE) / 100)
ORDER BY
  rank__place ASC
-- $end = 2026-04-01
-- $n = 20
-- $start = 2026-01-01
