-- A support migration dents customer satisfaction
WITH responses AS (
  SELECT score, responded_at,
    CASE WHEN opened_at >= getvariable('migration_from') AND opened_at < getvariable('migration_until') THEN 'during'
      WHEN opened_at >= getvariable('migration_from')::DATE - 365 AND opened_at < getvariable('migration_from') THEN 'before' END AS part
  FROM satisfaction_responses JOIN tickets USING (ticket_id)
), answers AS (
  SELECT date_diff('second', opened_at, first_response_at) / 3600 AS hours, opened_at >= getvariable('migration_from') AS during
  FROM tickets WHERE opened_at >= getvariable('migration_from')::DATE - 365 AND opened_at < getvariable('migration_until')
)
SELECT getvariable('migration_from') AS starts_on, getvariable('migration_until') AS ends_on,
  (SELECT round(avg((score >= 4)::INTEGER), 4) FROM responses WHERE part = 'before') AS csat_before,
  (SELECT round(avg((score >= 4)::INTEGER), 4) FROM responses WHERE part = 'during') AS csat_during,
  (SELECT round(avg(hours), 2) FROM answers WHERE NOT during) AS first_response_hours_before,
  (SELECT round(avg(hours), 2) FROM answers WHERE during) AS first_response_hours_during;
