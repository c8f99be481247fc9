WITH entries AS (
  SELECT
    visits.visit_id AS entity,
    MIN(visits.came_on) FILTER(WHERE
      visits.stage = 'In') AS entered_1,
    MIN(visits.came_on) FILTER(WHERE
      visits.stage = 'Out') AS entered_2
  FROM visits
  GROUP BY
    1
), reached AS (
  SELECT
    shop.region,
    CASE WHEN NOT entries.entered_2 IS NULL THEN 2 ELSE 1 END AS furthest,
    CASE
      WHEN entries.entered_2 >= entries.entered_1
      THEN CAST(DATE_DIFF('SECOND', entries.entered_1, entries.entered_2) AS DOUBLE) / 86400
    END AS days_2
  FROM visits
  JOIN entries
    ON entries.entity = visits.visit_id
  LEFT JOIN shops AS shop
    ON shop.shop_id = visits.shop_id
  WHERE
    entries.entered_1 >= $start AND entries.entered_1 < $end
)
SELECT
  reached.region,
  COUNT(*) FILTER(WHERE
    reached.furthest >= 1) AS reached_1,
  COUNT(*) FILTER(WHERE
    reached.furthest >= 2) AS reached_2,
  MEDIAN(reached.days_2) AS days_2
FROM reached
GROUP BY
  1
-- $end = 2026-04-01
-- $start = 2026-01-01
