SELECT
  item.category,
  COUNT(*) AS sales
FROM sales
LEFT JOIN items AS item
  ON item.item_id = sales.item_id
LEFT JOIN shops AS shop
  ON shop.shop_id = sales.shop_id
WHERE
  sales.sold_at >= @start
  AND sales.sold_at < @end
  AND shop.name IN UNNEST(@scope_0)
  AND (
    NOT shop.region IN UNNEST(@filter_0) OR shop.region IS NULL
  )
  AND (
    INSTR(LOWER(shop.name), LOWER(@filter_1_0)) > 0
    OR INSTR(LOWER(shop.name), LOWER(@filter_1_1)) > 0
  )
GROUP BY
  1
ORDER BY
  sales DESC,
  category ASC NULLS LAST
-- $end = 2026-04-01
-- $filter_0 = ['South']
-- $filter_1_0 = 'la'
-- $filter_1_1 = 'za'
-- $scope_0 = ['Plaza']
-- $start = 2026-01-01
