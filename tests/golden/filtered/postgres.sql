SELECT
  CAST(item.category AS TEXT) COLLATE "C" AS category,
  COUNT(*) AS sales
FROM sales
LEFT JOIN items AS item
  ON item.item_id = sales.item_id
LEFT JOIN shops AS shop
  ON shop.shop_id = sales.shop_id
WHERE
  sales.sold_at >= $start
  AND sales.sold_at < $end
  AND CASE WHEN NOT TRIM(CAST(shop.name AS TEXT)) = '' THEN CAST(shop.name AS TEXT) END = ANY(
    $scope_0
  )
  AND (
    NOT CASE
      WHEN NOT TRIM(CAST(shop.region AS TEXT)) = ''
      THEN CAST(shop.region AS TEXT)
    END = ANY(
      $filter_0
    )
    OR CASE
      WHEN NOT TRIM(CAST(shop.region AS TEXT)) = ''
      THEN CAST(shop.region AS TEXT)
    END IS NULL
  )
  AND (
    POSITION(
      LOWER($filter_1_0) IN LOWER(
        CASE WHEN NOT TRIM(CAST(shop.name AS TEXT)) = '' THEN CAST(shop.name AS TEXT) END
      )
    ) > 0
    OR POSITION(
      LOWER($filter_1_1) IN LOWER(
        CASE WHEN NOT TRIM(CAST(shop.name AS TEXT)) = '' THEN CAST(shop.name AS TEXT) END
      )
    ) > 0
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
