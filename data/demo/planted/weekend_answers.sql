-- Slow answers at weekends cost conversion
WITH answered AS (
  SELECT isodow(created_at) IN (4, 5) AS weekend, date_diff('second', created_at, first_response_at) / 3600 AS hours, first_response_at IS NOT NULL AS answered,
    converted_at IS NOT NULL AS converted
  FROM leads
)
SELECT ['Thursday', 'Friday'] AS weekend,
  (SELECT round(median(hours), 2) FROM answered WHERE weekend) AS median_hours_at_weekends,
  (SELECT round(median(hours), 2) FROM answered WHERE NOT weekend) AS median_hours_on_weekdays,
  (SELECT round(avg(answered::INTEGER), 4) FROM answered WHERE weekend) AS answered_at_weekends,
  (SELECT round(avg(answered::INTEGER), 4) FROM answered WHERE NOT weekend) AS answered_on_weekdays,
  (SELECT round(avg(converted::INTEGER), 4) FROM answered WHERE weekend) AS conversion_at_weekends,
  (SELECT round(avg(converted::INTEGER), 4) FROM answered WHERE NOT weekend) AS conversion_on_weekdays;
