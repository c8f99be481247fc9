WITH bucket_spans AS (
  SELECT
    bucket,
    lower,
    upper
  FROM UNNEST(@bucket_span_names) AS bucket WITH OFFSET AS place_0
  JOIN UNNEST(@bucket_span_starts) AS lower WITH OFFSET AS place_1
    ON place_1 = place_0
  JOIN UNNEST(@bucket_span_ends) AS upper WITH OFFSET AS place_2
    ON place_2 = place_0
)
SELECT
  bucket_spans.bucket AS month,
  COUNT(DISTINCT spells.person_id) AS members
FROM spells
CROSS JOIN bucket_spans
WHERE
  spells.since < bucket_spans.upper
  AND (
    spells.until >= bucket_spans.upper OR spells.until IS NULL
  )
GROUP BY
  1
ORDER BY
  month ASC NULLS LAST
-- $bucket_span_ends = [2026-02-01, 2026-03-01, 2026-04-01]
-- $bucket_span_names = [2026-01-01, 2026-02-01, 2026-03-01]
-- $bucket_span_starts = [2026-01-01, 2026-02-01, 2026-03-01]
