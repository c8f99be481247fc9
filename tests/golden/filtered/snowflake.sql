SELECT
  item.category,
  COUNT(*) AS sales
FROM sales
LEFT JOIN items AS item
  ON item.item_id = sales.item_id
LEFT JOIN shops AS shop
  ON shop.shop_id = sales.shop_id
WHERE
  sales.sold_at >= :start
  AND sales.sold_at < :end
  AND ARRAY_CONTAINS(CAST(shop.name AS VARIANT), PARSE_JSON(:scope_0))
  AND (
    NOT ARRAY_CONTAINS(CAST(shop.region AS VARIANT), PARSE_JSON(:filter_0))
    OR shop.region IS NULL
  )
  AND (
    CONTAINS(LOWER(shop.name), LOWER(:filter_1_0))
    OR CONTAINS(LOWER(shop.name), LOWER(:filter_1_1))
  )
GROUP BY
  1
ORDER BY
  sales DESC NULLS LAST,
  category ASC
-- $end = 2026-04-01
-- $filter_0 = ['South']
-- $filter_1_0 = 'la'
-- $filter_1_1 = 'za'
-- $scope_0 = ['Plaza']
-- $start = 2026-01-01
