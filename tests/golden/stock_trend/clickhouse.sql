WITH bucket_spans AS (
  SELECT
    tupleElement("rows".zipped, 1) AS bucket,
    tupleElement("rows".zipped, 2) AS lower,
    tupleElement("rows".zipped, 3) AS upper
  FROM (
    SELECT
      arrayJoin(
        arrayZip(
          {bucket_span_names: Array(Date32)},
          {bucket_span_starts: Array(Date32)},
          {bucket_span_ends: Array(Date32)}
        )
      ) AS zipped
  ) AS "rows"
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
  1 ASC
-- $bucket_span_ends = [2026-02-01, 2026-03-01, 2026-04-01]
-- $bucket_span_names = [2026-01-01, 2026-02-01, 2026-03-01]
-- $bucket_span_starts = [2026-01-01, 2026-02-01, 2026-03-01]
