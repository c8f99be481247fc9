SELECT
  item.category,
  COUNT(*) AS sales
FROM sales
LEFT JOIN items AS item
  ON item.item_id = sales.item_id
LEFT JOIN shops AS shop
  ON shop.shop_id = sales.shop_id
WHERE
  sales.sold_at >= {start: DATE}
  AND sales.sold_at < {end: DATE}
  AND shop.name IN {scope_0: Array(String)}
  AND (
    NOT (
      shop.region IN {filter_0: Array(String)}
    ) OR shop.region IS NULL
  )
  AND (
    POSITION(LOWER(shop.name), LOWER({filter_1_0: String})) > 0
    OR POSITION(LOWER(shop.name), LOWER({filter_1_1: String})) > 0
  )
GROUP BY
  1
ORDER BY
  sales DESC,
  category ASC
-- $end = 2026-04-01
-- $filter_0 = ['South']
-- $filter_1_0 = 'la'
-- $filter_1_1 = 'za'
-- $scope_0 = ['Plaza']
-- $start = 2026-01-01
