WITH bucket_spans AS (
  SELECT
    INLINE(ARRAYS_ZIP(:bucket_span_names, :bucket_span_starts, :bucket_span_ends)) AS (bucket, lower, upper)
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
