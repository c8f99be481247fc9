-- A cheap campaign brings many leads and converts nobody
SELECT *, round(spend / leads, 2) AS cost_per_lead
FROM (
SELECT campaign_id, k.name AS campaign, k.name_fa AS campaign_fa, marketing_channel, starts_on, ends_on,
  (SELECT count(*) FROM leads l WHERE l.campaign_id = k.campaign_id) AS leads,
  (SELECT count(converted_at) FROM leads l WHERE l.campaign_id = k.campaign_id) AS converted,
  (SELECT round(avg(score), 1) FROM leads l WHERE l.campaign_id = k.campaign_id) AS lead_score,
  (SELECT sum(amount) FROM marketing_spend s WHERE s.campaign_id = k.campaign_id) AS spend,
  (SELECT round(sum(amount) / (SELECT count(*) FROM leads l JOIN campaigns c USING (campaign_id) WHERE c.kind = 'Acquisition' AND c.campaign_id <> k.campaign_id), 2)
   FROM marketing_spend s JOIN campaigns c USING (campaign_id) WHERE c.kind = 'Acquisition' AND c.campaign_id <> k.campaign_id) AS cost_per_lead_of_the_others
FROM campaigns k WHERE campaign_id = getvariable('giveaway')
);
