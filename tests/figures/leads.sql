-- Leads: most figures count by the day the lead was created, conversions and losses by their own day.

-- query: {metrics: [leads], period: [2026-10-01, 2026-11-01, month]}
SELECT count(*) AS leads FROM leads WHERE created_at >= '2026-10-01' AND created_at < '2026-11-01';

-- query: {metrics: [leads], by: [lead_source], period: [2026-07-01, 2026-10-01, quarter]}
SELECT source AS lead_source, count(*) AS leads
FROM leads WHERE created_at >= '2026-07-01' AND created_at < '2026-10-01'
GROUP BY source;

-- query: {metrics: [leads], by: [month], period: [2024-11-01, 2026-11-01, month, 24]}
SELECT date_trunc('month', created_at)::DATE AS month, count(*) AS leads
FROM leads WHERE created_at >= '2024-11-01' AND created_at < '2026-11-01'
GROUP BY 1;

-- query: {metrics: [leads], by: [campaign], period: [2026-01-01, 2027-01-01, year], filters: [[territory, not_in, Tehran, Isfahan]]}
SELECT c.name AS campaign, count(*) AS leads
FROM leads l JOIN territories t USING (territory_id) LEFT JOIN campaigns c ON c.campaign_id = l.campaign_id
WHERE l.created_at >= '2026-01-01' AND l.created_at < '2027-01-01' AND t.name NOT IN ('Tehran', 'Isfahan')
GROUP BY c.name;

-- query: {metrics: [qualified_leads], period: [2025-01-01, 2026-01-01, year]}
SELECT count(*) AS qualified_leads
FROM leads WHERE created_at >= '2025-01-01' AND created_at < '2026-01-01' AND qualified_at IS NOT NULL;

-- query: {metrics: [qualified_leads], by: [age_group], period: [2026-01-01, 2027-01-01, year]}
SELECT age_group, count(*) AS qualified_leads
FROM leads WHERE created_at >= '2026-01-01' AND created_at < '2027-01-01' AND qualified_at IS NOT NULL
GROUP BY age_group;

-- query: {metrics: [qualified_leads], by: [quarter], period: [2025-01-01, 2026-01-01, year]}
SELECT date_trunc('quarter', created_at)::DATE AS quarter, count(*) AS qualified_leads
FROM leads WHERE created_at >= '2025-01-01' AND created_at < '2026-01-01' AND qualified_at IS NOT NULL
GROUP BY 1;

-- query: {metrics: [qualified_leads], period: [2026-07-01, 2026-10-01, quarter], filters: [[marketing_channel, in, Social media]]}
SELECT count(*) AS qualified_leads
FROM leads
WHERE created_at >= '2026-07-01' AND created_at < '2026-10-01' AND qualified_at IS NOT NULL AND source = 'Social media';

-- query: {metrics: [lead_score], period: [2026-01-01, 2027-01-01, year]}
SELECT avg(score) AS lead_score FROM leads WHERE created_at >= '2026-01-01' AND created_at < '2027-01-01';

-- query: {metrics: [lead_score], by: [lead_source], period: [2026-10-01, 2027-01-01, quarter]}
SELECT source AS lead_source, avg(score) AS lead_score
FROM leads WHERE created_at >= '2026-10-01' AND created_at < '2027-01-01'
GROUP BY source;

-- query: {metrics: [lead_score], by: [week], period: [2026-08-31, 2026-11-23, week, 12]}
SELECT date_trunc('week', created_at)::DATE AS week, avg(score) AS lead_score
FROM leads WHERE created_at >= '2026-08-31' AND created_at < '2026-11-23'
GROUP BY 1;

-- query: {metrics: [lead_score], period: [2026-10-01, 2026-11-01, month], filters: [[education, none, null]]}
SELECT avg(score) AS lead_score
FROM leads WHERE created_at >= '2026-10-01' AND created_at < '2026-11-01' AND education IS NULL;

-- query: {metrics: [converted_leads], period: [2026-07-01, 2026-10-01, quarter]}
SELECT count(*) AS converted_leads
FROM leads WHERE created_at >= '2026-07-01' AND created_at < '2026-10-01' AND converted_at IS NOT NULL;

-- query: {metrics: [converted_leads], by: [rep], period: [2025-01-01, 2026-01-01, year]}
SELECT r.name AS rep, count(*) AS converted_leads
FROM leads l JOIN reps r ON r.rep_id = l.rep_id
WHERE l.created_at >= '2025-01-01' AND l.created_at < '2026-01-01' AND l.converted_at IS NOT NULL
GROUP BY r.name;

-- query: {metrics: [converted_leads], by: [month], period: [2025-11-01, 2026-11-01, month, 12]}
SELECT date_trunc('month', created_at)::DATE AS month, count(*) AS converted_leads
FROM leads WHERE created_at >= '2025-11-01' AND created_at < '2026-11-01' AND converted_at IS NOT NULL
GROUP BY 1;

-- query: {metrics: [converted_leads], by: [segment], period: [2026-01-01, 2027-01-01, year], filters: [[gender, in, Female]]}
SELECT segment, count(*) AS converted_leads
FROM leads
WHERE created_at >= '2026-01-01' AND created_at < '2027-01-01' AND converted_at IS NOT NULL AND gender = 'Female'
GROUP BY segment;

-- query: {metrics: [lead_conversion_rate], period: [2026-10-01, 2026-11-01, month]}
SELECT count(converted_at) / count(*) AS lead_conversion_rate
FROM leads WHERE created_at >= '2026-10-01' AND created_at < '2026-11-01';

-- query: {metrics: [lead_conversion_rate], by: [marketing_channel], period: [2026-10-01, 2026-11-01, month]}
SELECT source AS marketing_channel, count(converted_at) / count(*) AS lead_conversion_rate
FROM leads WHERE created_at >= '2026-10-01' AND created_at < '2026-11-01'
GROUP BY source;

-- query: {metrics: [lead_conversion_rate], by: [month], period: [2025-01-01, 2026-01-01, year]}
SELECT date_trunc('month', created_at)::DATE AS month, count(converted_at) / count(*) AS lead_conversion_rate
FROM leads WHERE created_at >= '2025-01-01' AND created_at < '2026-01-01'
GROUP BY 1;

-- query: {metrics: [lead_conversion_rate], by: [age_group, gender], period: [2026-01-01, 2027-01-01, year],
--   filters: [[education, not_in, Bachelor]]}
SELECT age_group, gender, count(converted_at) / count(*) AS lead_conversion_rate
FROM leads
WHERE created_at >= '2026-01-01' AND created_at < '2027-01-01' AND education IS DISTINCT FROM 'Bachelor'
GROUP BY age_group, gender;

-- query: {metrics: [time_to_convert], period: [2025-01-01, 2026-01-01, year]}
SELECT avg(epoch(converted_at - created_at) / 86400) AS time_to_convert
FROM leads WHERE converted_at >= '2025-01-01' AND converted_at < '2026-01-01';

-- query: {metrics: [time_to_convert], by: [lead_source], period: [2026-07-01, 2026-10-01, quarter]}
SELECT source AS lead_source, avg(epoch(converted_at - created_at) / 86400) AS time_to_convert
FROM leads WHERE converted_at >= '2026-07-01' AND converted_at < '2026-10-01'
GROUP BY source;

-- query: {metrics: [time_to_convert], by: [month], period: [2026-01-01, 2027-01-01, year]}
SELECT date_trunc('month', converted_at)::DATE AS month, avg(epoch(converted_at - created_at) / 86400) AS time_to_convert
FROM leads WHERE converted_at >= '2026-01-01' AND converted_at < '2027-01-01'
GROUP BY 1;

-- query: {metrics: [time_to_convert], period: [2026-10-01, 2026-11-01, month], filters: [[vertical, not_in, Finance]]}
SELECT avg(epoch(converted_at - created_at) / 86400) AS time_to_convert
FROM leads
WHERE converted_at >= '2026-10-01' AND converted_at < '2026-11-01' AND vertical IS DISTINCT FROM 'Finance';

-- query: {metrics: [lead_response_time], period: [2026-10-01, 2027-01-01, quarter]}
SELECT avg(epoch(first_response_at - created_at) / 3600) AS lead_response_time
FROM leads WHERE created_at >= '2026-10-01' AND created_at < '2027-01-01' AND first_response_at IS NOT NULL;

-- query: {metrics: [lead_response_time], by: [team], period: [2026-10-01, 2026-11-01, month]}
SELECT t.name AS team, avg(epoch(l.first_response_at - l.created_at) / 3600) AS lead_response_time
FROM leads l JOIN teams t ON t.team_id = l.team_id
WHERE l.created_at >= '2026-10-01' AND l.created_at < '2026-11-01' AND l.first_response_at IS NOT NULL
GROUP BY t.name;

-- query: {metrics: [lead_response_time], by: [month], period: [2025-01-01, 2026-01-01, year]}
SELECT date_trunc('month', created_at)::DATE AS month, avg(epoch(first_response_at - created_at) / 3600) AS lead_response_time
FROM leads WHERE created_at >= '2025-01-01' AND created_at < '2026-01-01' AND first_response_at IS NOT NULL
GROUP BY 1;

-- query: {metrics: [lead_response_time], period: [2025-07-01, 2025-10-01, quarter], filters: [[rep, in, Sara Ahmadi]]}
SELECT avg(epoch(l.first_response_at - l.created_at) / 3600) AS lead_response_time
FROM leads l JOIN reps r ON r.rep_id = l.rep_id
WHERE l.created_at >= '2025-07-01' AND l.created_at < '2025-10-01' AND l.first_response_at IS NOT NULL
  AND r.name = 'Sara Ahmadi';

-- query: {metrics: [lost_leads], period: [2026-01-01, 2027-01-01, year]}
SELECT count(*) AS lost_leads FROM leads WHERE lost_at >= '2026-01-01' AND lost_at < '2027-01-01';

-- query: {metrics: [lost_leads], by: [lost_reason], period: [2026-07-01, 2026-10-01, quarter]}
SELECT lost_reason, count(*) AS lost_leads
FROM leads WHERE lost_at >= '2026-07-01' AND lost_at < '2026-10-01'
GROUP BY lost_reason;

-- query: {metrics: [lost_leads], by: [week], period: [2026-08-31, 2026-11-23, week, 12]}
SELECT date_trunc('week', lost_at)::DATE AS week, count(*) AS lost_leads
FROM leads WHERE lost_at >= '2026-08-31' AND lost_at < '2026-11-23'
GROUP BY 1;

-- query: {metrics: [lost_leads], by: [region], period: [2025-01-01, 2026-01-01, year], filters: [[lost_reason, not_in, No response]]}
SELECT t.region, count(*) AS lost_leads
FROM leads l JOIN territories t USING (territory_id)
WHERE l.lost_at >= '2025-01-01' AND l.lost_at < '2026-01-01' AND l.lost_reason IS DISTINCT FROM 'No response'
GROUP BY t.region;

-- query: {metrics: [lead_retention_rate], period: [2025-01-01, 2026-01-01, year]}
SELECT count(*) FILTER (EXISTS (
    SELECT 1 FROM interactions i WHERE i.customer_id = l.customer_id
    AND i.occurred_at::DATE BETWEEN l.converted_at::DATE + 30 AND l.converted_at::DATE + 120)) / count(*) AS lead_retention_rate
FROM leads l
WHERE l.converted_at >= '2025-01-01' AND l.converted_at < '2026-01-01';

-- query: {metrics: [lead_retention_rate], by: [segment], period: [2026-01-01, 2026-07-01, half]}
SELECT l.segment, count(*) FILTER (EXISTS (
    SELECT 1 FROM interactions i WHERE i.customer_id = l.customer_id
    AND i.occurred_at::DATE BETWEEN l.converted_at::DATE + 30 AND l.converted_at::DATE + 120)) / count(*) AS lead_retention_rate
FROM leads l
WHERE l.converted_at >= '2026-01-01' AND l.converted_at < '2026-07-01'
GROUP BY l.segment;

-- Leads whose 120 days have not passed by the last loaded day do not count, not even as failures.
-- query: {metrics: [lead_retention_rate], by: [quarter], period: [2024-10-01, 2026-10-01, quarter, 8]}
SELECT date_trunc('quarter', l.converted_at)::DATE AS quarter, count(*) FILTER (EXISTS (
    SELECT 1 FROM interactions i WHERE i.customer_id = l.customer_id
    AND i.occurred_at::DATE BETWEEN l.converted_at::DATE + 30 AND l.converted_at::DATE + 120)) / count(*) AS lead_retention_rate
FROM leads l
WHERE l.converted_at >= '2024-10-01' AND l.converted_at < '2026-10-01' AND l.converted_at::DATE + 120 <= DATE $through
GROUP BY 1;

-- query: {metrics: [lead_retention_rate], period: [2025-07-01, 2025-10-01, quarter], filters: [[lead_source, in, Referral]]}
SELECT count(*) FILTER (EXISTS (
    SELECT 1 FROM interactions i WHERE i.customer_id = l.customer_id
    AND i.occurred_at::DATE BETWEEN l.converted_at::DATE + 30 AND l.converted_at::DATE + 120)) / count(*) AS lead_retention_rate
FROM leads l
WHERE l.converted_at >= '2025-07-01' AND l.converted_at < '2025-10-01' AND l.source = 'Referral';
