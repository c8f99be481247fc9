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
), figures_2 AS (
  SELECT
    shop.name AS shop,
    shop.shop_id AS shop__key,
    DATE_TRUNC('MONTH', sales.sold_at) AS month,
    COALESCE(SUM(sales.amount), 0) AS amount
  FROM sales
  LEFT JOIN shops AS shop
    ON shop.shop_id = sales.shop_id
  WHERE
    sales.sold_at >= $start AND sales.sold_at < $end
  GROUP BY
    1,
    2,
    3
), leaders AS (
  SELECT
    shop,
    shop__key,
    amount,
    rank__groups,
    rank__place
  FROM ranked
  WHERE
    rank__place <= $n
  ORDER BY
    rank__place ASC
)
SELECT
  figures_2.shop,
  figures_2.shop__key,
  figures_2.month,
  figures_2.amount,
  leaders.rank__groups,
  leaders.rank__place
FROM figures_2
JOIN leaders
  ON figures_2.shop IS NOT DISTINCT FROM leaders.shop
  AND figures_2.shop__key IS NOT DISTINCT FROM leaders.shop__key
-- $end = 2026-04-01
-- $n = 2
-- $start = 2026-01-01
