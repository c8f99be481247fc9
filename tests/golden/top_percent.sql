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
    ROW_NUMBER() OVER (ORDER BY amount DESC, shop ASC, shop__key ASC) AS place,
    COUNT(*) OVER () AS groups
  FROM figures
)
SELECT
  shop,
  shop__key,
  amount,
  groups,
  place
FROM ranked
WHERE
  place <= CEIL(CAST(groups * $n AS DOUBLE) / 100)
ORDER BY
  place ASC
-- $end = 2026-04-01
-- $n = 20
-- $start = 2026-01-01
