-- Two reps leave and their territory falls
SELECT *, round(revenue_during / revenue_before - 1, 4) AS change
FROM (
SELECT territory_id, name AS territory, name_fa AS territory_fa,
  (SELECT list({rep_id: rep_id, name: name, name_fa: name_fa, ended_on: ended_on} ORDER BY ended_on) FROM reps r
   WHERE r.territory_id = t.territory_id AND ended_on IS NOT NULL) AS reps,
  getvariable('q2') AS before_from, getvariable('q1') AS starts_on, getvariable('q0') AS ends_on,
  (SELECT sum(net_amount) FROM orders o JOIN order_lines USING (order_id)
   WHERE o.territory_id = t.territory_id AND ordered_at >= getvariable('q2') AND ordered_at < getvariable('q1')) AS revenue_before,
  (SELECT sum(net_amount) FROM orders o JOIN order_lines USING (order_id)
   WHERE o.territory_id = t.territory_id AND ordered_at >= getvariable('q1') AND ordered_at < getvariable('q0')) AS revenue_during
FROM territories t WHERE territory_id = getvariable('left_territory')
);
