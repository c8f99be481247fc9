WITH sales_totals AS (
  SELECT
    CAST(sales.sold_at AS Date32) AS day,
    SUM(sales.amount) AS amount
  FROM sales
  WHERE
    sales.sold_at >= {start: Date32} AND sales.sold_at < {end: Date32}
  GROUP BY
    1
), previous_alignment AS (
  SELECT
    tupleElement("rows".zipped, 1) AS bucket,
    tupleElement("rows".zipped, 2) AS earlier
  FROM (
    SELECT
      arrayJoin(
        arrayZip(
          {previous_aligned_buckets: Array(Date32)},
          {previous_aligned_earlier: Array(Date32)}
        )
      ) AS zipped
  ) AS "rows"
), previous_sales_totals AS (
  SELECT
    previous_alignment.bucket AS day,
    SUM(sales.amount) AS amount
  FROM sales
  JOIN previous_alignment
    ON previous_alignment.earlier = CAST(sales.sold_at AS Date32)
  WHERE
    sales.sold_at >= {previous_start: Date32}
    AND sales.sold_at < {previous_end: Date32}
  GROUP BY
    1
)
SELECT
  COALESCE(sales_totals.day, previous_sales_totals.day) AS day,
  COALESCE(sales_totals.amount, 0) AS amount,
  COALESCE(previous_sales_totals.amount, 0) AS amount__previous
FROM sales_totals
FULL JOIN previous_sales_totals
  ON sales_totals.day IS NOT DISTINCT FROM previous_sales_totals.day
ORDER BY
  1 ASC
-- $end = 2026-04-20
-- $previous_aligned_buckets = [2026-04-01, 2026-04-02, 2026-04-03, 2026-04-04, 2026-04-05, 2026-04-06, 2026-04-07, 2026-04-08, 2026-04-09, 2026-04-10, 2026-04-11, 2026-04-12, 2026-04-13, 2026-04-14, 2026-04-15, 2026-04-16, 2026-04-17, 2026-04-18, 2026-04-19]
-- $previous_aligned_earlier = [2026-03-01, 2026-03-02, 2026-03-03, 2026-03-04, 2026-03-05, 2026-03-06, 2026-03-07, 2026-03-08, 2026-03-09, 2026-03-10, 2026-03-11, 2026-03-12, 2026-03-13, 2026-03-14, 2026-03-15, 2026-03-16, 2026-03-17, 2026-03-18, 2026-03-19]
-- $previous_end = 2026-03-20
-- $previous_start = 2026-03-01
-- $start = 2026-04-01
