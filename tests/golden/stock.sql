SELECT
  shop.region,
  COUNT(DISTINCT spells.person_id) AS members
FROM spells
LEFT JOIN shops AS shop
  ON shop.shop_id = spells.shop_id
WHERE
  spells.since < $span_end
  AND (
    spells.until >= $span_end OR spells.until IS NULL
  )
GROUP BY
  1
ORDER BY
  members DESC,
  region ASC
-- $span_end = 2026-04-01
