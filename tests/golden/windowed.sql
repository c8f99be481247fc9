WITH bucket_month_2s AS (
  SELECT
    UNNEST($bucket_month_2_names) AS bucket,
    UNNEST($bucket_month_2_starts) AS lower,
    UNNEST($bucket_month_2_ends) AS upper
), spells_active AS (
  SELECT
    bucket_month_2s.bucket AS month,
    bucket_month_2s.lower AS month_of_window,
    COUNT(DISTINCT spells.person_id) AS members
  FROM spells
  CROSS JOIN bucket_month_2s
  WHERE
    spells.since < bucket_month_2s.upper
    AND (
      spells.until >= bucket_month_2s.upper OR spells.until IS NULL
    )
  GROUP BY
    1,
    2
), members_by_month AS (
  SELECT
    spells_active.month,
    spells_active.month_of_window,
    spells_active.members
  FROM spells_active
), members_mean AS (
  SELECT
    members_by_month.month,
    CAST(SUM(members_by_month.members) AS DOUBLE) / 2 AS members__mean
  FROM members_by_month
  GROUP BY
    1
), bucket_window_2s AS (
  SELECT
    UNNEST($bucket_window_2_names) AS bucket,
    UNNEST($bucket_window_2_starts) AS lower,
    UNNEST($bucket_window_2_ends) AS upper
), sales_totals AS (
  SELECT
    bucket_window_2s.bucket AS month,
    SUM(sales.amount) AS amount
  FROM sales
  CROSS JOIN bucket_window_2s
  WHERE
    sales.sold_at >= bucket_window_2s.lower
    AND sales.sold_at < bucket_window_2s.upper
  GROUP BY
    1
)
SELECT
  COALESCE(members_mean.month, sales_totals.month) AS month,
  CAST(COALESCE(sales_totals.amount, 0) AS DOUBLE) / 2 / NULLIF(members_mean.members__mean, 0) AS value
FROM members_mean
FULL JOIN sales_totals
  ON members_mean.month IS NOT DISTINCT FROM sales_totals.month
ORDER BY
  month ASC
-- $bucket_month_2_ends = [2026-01-01, 2026-02-01, 2026-02-01, 2026-03-01, 2026-03-01, 2026-04-01]
-- $bucket_month_2_names = [2026-01-01, 2026-01-01, 2026-02-01, 2026-02-01, 2026-03-01, 2026-03-01]
-- $bucket_month_2_starts = [2025-12-01, 2026-01-01, 2026-01-01, 2026-02-01, 2026-02-01, 2026-03-01]
-- $bucket_window_2_ends = [2026-02-01, 2026-03-01, 2026-04-01]
-- $bucket_window_2_names = [2026-01-01, 2026-02-01, 2026-03-01]
-- $bucket_window_2_starts = [2025-12-01, 2026-01-01, 2026-02-01]
