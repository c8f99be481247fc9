SELECT
  item.category AS category,
  COUNT(*) AS sales
FROM sales
LEFT JOIN items AS item
  ON item.item_id = sales.item_id
LEFT JOIN shops AS shop
  ON shop.shop_id = sales.shop_id
WHERE
  sales.sold_at >= {start: Date32}
  AND sales.sold_at < {end: Date32}
  AND shop.name IN {scope_0: Array(String)}
  AND (
    NOT (
      shop.region IN {filter_0: Array(String)}
    ) OR shop.region IS NULL
  )
  AND (
    POSITION(lowerUTF8(shop.name), lowerUTF8({filter_1_0: String})) > 0
    OR POSITION(lowerUTF8(shop.name), lowerUTF8({filter_1_1: String})) > 0
  )
GROUP BY
  1
ORDER BY
  2 DESC,
  1 ASC
-- $end = 2026-04-01
-- $filter_0 = ['South']
-- $filter_1_0 = 'la'
-- $filter_1_1 = 'za'
-- $scope_0 = ['Plaza']
-- $start = 2026-01-01
