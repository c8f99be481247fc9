-- What a sample of each column's values looks like: one row a column. Reads kpibot_sample(name, value, many), whose values are cleaned.
WITH seen AS MATERIALIZED (
  SELECT name, value, many, lower(value) AS low, load_is_missing(value) AS missing, load_may_be_missing(value) AS perhaps,
         load_number_parts(value) AS number, load_date_parts(left(value, 80)) AS date,
         load_span_parts(value) AS span
  FROM kpibot_sample
), told AS MATERIALIZED (
  SELECT * EXCLUDE (date), date.shape AS shape,
         load_digits(number.num, 'point') IS NOT NULL AS point, load_digits(number.num, 'comma') IS NOT NULL AS comma,
         load_parts_day(date, '') AS day, load_is_jalali(date.y) AS jalali
  FROM seen
)
SELECT
  name,
  count(*) FILTER (NOT missing) AS different,
  count(*) FILTER (NOT missing AND NOT perhaps) AS values,
  count(*) FILTER (missing AND value <> '') AS missing_words,
  count(*) FILTER (missing) AS any_missing,
  count(*) FILTER (perhaps) AS perhaps_missing,
  list(DISTINCT low) FILTER (perhaps) AS perhaps,
  count(*) FILTER (NOT missing AND NOT perhaps AND length(value) <= 2) AS short,
  count(*) FILTER (NOT missing AND NOT list_contains(getvariable('load_yes'), low) AND NOT list_contains(getvariable('load_no'), low)
                   AND NOT perhaps) AS neither,
  list(DISTINCT low) FILTER (list_contains(getvariable('load_yes'), low)) AS yes,
  list(DISTINCT low) FILTER (list_contains(getvariable('load_no'), low)) AS no,
  count(*) FILTER (regexp_full_match(value, '[+-]?\d+')) AS whole,
  count(*) FILTER (regexp_full_match(value, '[+-]?0\d+')) AS leading_zero,
  count(*) FILTER (regexp_full_match(value, '[+-]?\d{19,}')) AS too_long,
  count(*) FILTER (regexp_full_match(value, '[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?', 'i')) AS plain,
  count(*) FILTER (point AND NOT missing) AS point,
  count(*) FILTER (comma AND NOT missing) AS comma,
  count(*) FILTER (NOT point AND NOT comma AND NOT missing AND NOT perhaps AND regexp_matches(value, '\d')) AS codes,
  count(*) FILTER (point AND NOT comma AND contains(number.num, '.')) AS surely_point,
  count(*) FILTER (comma AND NOT point AND contains(number.num, ',')) AS surely_comma,
  count(*) FILTER (comma AND NOT point AND contains(number.num, '.')) AS surely_dot_groups,
  count(*) FILTER (point AND NOT comma AND contains(number.num, ',')) AS surely_comma_groups,
  count(*) FILTER (point AND comma AND regexp_full_match(number.num, '[1-9]\d{0,2}\.\d{3}')) AS either_dot,
  count(*) FILTER (point AND comma AND regexp_full_match(number.num, '[1-9]\d{0,2},\d{3}')) AS either_comma,
  count(*) FILTER (point AND comma AND regexp_full_match(number.num, '[1-9]\d{0,2}\.\d\d0')) AS dot_noughts,
  count(*) FILTER (point AND comma AND regexp_full_match(number.num, '[1-9]\d{0,2}')) AS small_whole,
  count(*) FILTER (point AND comma AND regexp_full_match(number.num, '\d{4,}')) AS large_whole,
  count(*) FILTER (number.percent || number.before <> '' AND (point OR comma)) AS percent,
  count(*) FILTER ((point OR comma) AND number.percent || number.before = '' AND regexp_matches(value, '[1-9]')) AS without_percent,
  list(DISTINCT nullif(number.cur1 || number.cur2, '')) FILTER (point OR comma) AS currencies,
  count(*) FILTER ((point OR comma) AND number.cur1 || number.cur2 <> '') AS money,
  list(DISTINCT nullif(number.unit, '')) FILTER (point OR comma) AS units,
  count(*) FILTER ((point OR comma) AND number.unit <> '') AS with_unit,
  list(DISTINCT nullif(number.mult, '')) FILTER (point OR comma) AS multiples,
  count(*) FILTER (day IS NOT NULL) AS days,
  count(*) FILTER (regexp_full_match(value, '[12][5-90]\d\d-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?)?') AND day IS NOT NULL) AS iso,
  count(*) FILTER (shape = 'xxy') AS either_order,
  count(*) FILTER (regexp_full_match(value, '[2-5]\d{4}')) AS serial,
  count(DISTINCT shape) FILTER (day IS NOT NULL) AS shapes,
  count(*) FILTER (day IS NOT NULL AND jalali) AS jalali,
  count(*) FILTER (shape = 'compact' AND day IS NOT NULL) AS compact,
  count(*) FILTER (shape IN ('month', 'ym') AND day IS NOT NULL) AS months,
  count(*) FILTER (shape = 'ym' AND day IS NOT NULL AND NOT contains(value, '-') AND NOT contains(value, '/')) AS dotted,
  count(*) FILTER (shape = 'six' AND day IS NOT NULL) AS six,
  count(DISTINCT left(value, 2)) FILTER (shape = 'six') AS six_first,
  count(DISTINCT right(value, 2)) FILTER (shape = 'six') AS six_last,
  count(*) FILTER (span IS NOT NULL) AS spans,
  count(*) FILTER (span IS NOT NULL AND (regexp_matches(low, getvariable('load_span_surely'))
                   OR (span.h <> '' AND concat(span.m, span.hm, span.d, span.w) <> '') OR (span.m <> '' AND span.s <> '')
                   OR (span.d <> '' AND concat(span.c1, span.m, span.w) <> ''))) AS surely_spans,
  count(*) FILTER (span.c1 <> '' AND span.c3 = '') AS clock_two,
  count(*) FILTER (span.c1 <> '' AND span.c3 <> '') AS clock_three,
  count(*) FILTER (span.c1 <> '' AND span.c3 <> '' AND regexp_matches(span.c1, '^0')) AS clock_padded,
  count(*) FILTER (span.c1 <> '' AND span.c3 <> '' AND try_cast(span.c1 AS INTEGER) > 23) AS clock_over,
  max(length(value)) AS longest
FROM told
GROUP BY name
