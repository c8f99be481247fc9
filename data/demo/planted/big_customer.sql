-- A big customer leaves and is won back
SELECT customer_id, c.name AS customer, c.name_fa AS customer_fa, c.territory_id, t.name AS territory, segment, vertical,
  getvariable('big_left') AS left_on, 'Competitor' AS churn_reason, k.campaign_id, k.name AS campaign, getvariable('big_contacted') AS contacted_on,
  getvariable('big_returned') AS returned_on,
  (SELECT sum(net_amount) FROM orders o JOIN order_lines USING (order_id) WHERE o.customer_id = c.customer_id
   AND ordered_at >= getvariable('big_left')::DATE - 365 AND ordered_at < getvariable('big_left')) AS revenue_in_the_year_before,
  (SELECT coalesce(sum(net_amount), 0) FROM orders o JOIN order_lines USING (order_id) WHERE o.customer_id = c.customer_id
   AND ordered_at >= getvariable('big_left') AND ordered_at < getvariable('big_returned')) AS revenue_while_away,
  (SELECT coalesce(sum(net_amount), 0) FROM orders o JOIN order_lines USING (order_id) WHERE o.customer_id = c.customer_id
   AND ordered_at >= getvariable('big_returned')) AS revenue_since
FROM customers c JOIN territories t USING (territory_id), campaigns k WHERE c.name = 'Persepolis Steel' AND k.campaign_id = getvariable('big_campaign');
