SELECT
  shop.region,
  CAST(COUNT(DISTINCT spells.person_id) FILTER(WHERE
    spells.until < $span_end) AS DOUBLE) / NULLIF(COUNT(DISTINCT spells.person_id), 0) AS leaving
FROM spells
LEFT JOIN shops AS shop
  ON shop.shop_id = spells.shop_id
WHERE
  spells.since < $span_start
  AND (
    spells.until >= $span_start OR spells.until IS NULL
  )
GROUP BY
  1
ORDER BY
  leaving DESC,
  region ASC
-- $span_end = 2026-04-01
-- $span_start = 2026-01-01
