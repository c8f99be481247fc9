-- Opportunities: opened by their created date, won and lost by their closed date, the pipeline at the end of the period.

-- query: {metrics: [deals_created], period: [2026-07-01, 2026-10-01, quarter]}
SELECT count(*) AS deals_created FROM opportunities WHERE created_on >= '2026-07-01' AND created_on < '2026-10-01';

-- query: {metrics: [deals_created], by: [marketing_channel], period: [2025-01-01, 2026-01-01, year]}
SELECT marketing_channel, count(*) AS deals_created
FROM opportunities WHERE created_on >= '2025-01-01' AND created_on < '2026-01-01'
GROUP BY marketing_channel;

-- query: {metrics: [deals_created], by: [month], period: [2025-11-01, 2026-11-01, month, 12]}
SELECT date_trunc('month', created_on)::DATE AS month, count(*) AS deals_created
FROM opportunities WHERE created_on >= '2025-11-01' AND created_on < '2026-11-01'
GROUP BY 1;

-- query: {metrics: [deals_created], period: [2026-10-01, 2026-11-01, month], filters: [[segment, in, Mid-market, Enterprise]]}
SELECT count(*) AS deals_created
FROM opportunities
WHERE created_on >= '2026-10-01' AND created_on < '2026-11-01' AND segment IN ('Mid-market', 'Enterprise');

-- query: {metrics: [deals_won], period: [2026-01-01, 2027-01-01, year]}
SELECT count(*) AS deals_won
FROM opportunities WHERE stage = 'Won' AND closed_on >= '2026-01-01' AND closed_on < '2027-01-01';

-- query: {metrics: [deals_won], by: [team], period: [2026-10-01, 2027-01-01, quarter]}
SELECT t.name AS team, count(*) AS deals_won
FROM opportunities o JOIN teams t ON t.team_id = o.team_id
WHERE o.stage = 'Won' AND o.closed_on >= '2026-10-01' AND o.closed_on < '2027-01-01'
GROUP BY t.name;

-- query: {metrics: [deals_won], by: [quarter], period: [2023-10-01, 2026-10-01, quarter, 12]}
SELECT date_trunc('quarter', closed_on)::DATE AS quarter, count(*) AS deals_won
FROM opportunities WHERE stage = 'Won' AND closed_on >= '2023-10-01' AND closed_on < '2026-10-01'
GROUP BY 1;

-- query: {metrics: [deals_won], period: [2025-01-01, 2026-01-01, year], filters: [[vertical, in, Healthcare], [region, not_in, Central]]}
SELECT count(*) AS deals_won
FROM opportunities o JOIN territories t USING (territory_id)
WHERE o.stage = 'Won' AND o.closed_on >= '2025-01-01' AND o.closed_on < '2026-01-01'
  AND o.vertical = 'Healthcare' AND t.region <> 'Central';

-- query: {metrics: [deals_lost], period: [2026-10-01, 2026-11-01, month]}
SELECT count(*) AS deals_lost
FROM opportunities WHERE stage = 'Lost' AND closed_on >= '2026-10-01' AND closed_on < '2026-11-01';

-- query: {metrics: [deals_lost], by: [lost_reason], period: [2026-01-01, 2027-01-01, year]}
SELECT lost_reason, count(*) AS deals_lost
FROM opportunities WHERE stage = 'Lost' AND closed_on >= '2026-01-01' AND closed_on < '2027-01-01'
GROUP BY lost_reason;

-- query: {metrics: [deals_lost], by: [month], period: [2025-01-01, 2026-01-01, year]}
SELECT date_trunc('month', closed_on)::DATE AS month, count(*) AS deals_lost
FROM opportunities WHERE stage = 'Lost' AND closed_on >= '2025-01-01' AND closed_on < '2026-01-01'
GROUP BY 1;

-- query: {metrics: [deals_lost], by: [segment], period: [2026-07-01, 2026-10-01, quarter], filters: [[lost_reason, in, Price, Competitor]]}
SELECT segment, count(*) AS deals_lost
FROM opportunities
WHERE stage = 'Lost' AND closed_on >= '2026-07-01' AND closed_on < '2026-10-01' AND lost_reason IN ('Price', 'Competitor')
GROUP BY segment;

-- query: {metrics: [win_rate], period: [2026-07-01, 2026-10-01, quarter]}
SELECT count(*) FILTER (stage = 'Won') / count(*) AS win_rate
FROM opportunities WHERE stage IN ('Won', 'Lost') AND closed_on >= '2026-07-01' AND closed_on < '2026-10-01';

-- query: {metrics: [win_rate], by: [rep], period: [2026-01-01, 2027-01-01, year]}
SELECT r.name AS rep, count(*) FILTER (o.stage = 'Won') / count(*) AS win_rate
FROM opportunities o JOIN reps r ON r.rep_id = o.rep_id
WHERE o.stage IN ('Won', 'Lost') AND o.closed_on >= '2026-01-01' AND o.closed_on < '2027-01-01'
GROUP BY r.name;

-- query: {metrics: [win_rate], by: [month], period: [2024-11-01, 2026-11-01, month, 24]}
SELECT date_trunc('month', closed_on)::DATE AS month, count(*) FILTER (stage = 'Won') / count(*) AS win_rate
FROM opportunities WHERE stage IN ('Won', 'Lost') AND closed_on >= '2024-11-01' AND closed_on < '2026-11-01'
GROUP BY 1;

-- query: {metrics: [win_rate], by: [region], period: [2025-01-01, 2026-01-01, year], filters: [[region, in, North, South]]}
SELECT t.region, count(*) FILTER (o.stage = 'Won') / count(*) AS win_rate
FROM opportunities o JOIN territories t USING (territory_id)
WHERE o.stage IN ('Won', 'Lost') AND o.closed_on >= '2025-01-01' AND o.closed_on < '2026-01-01'
  AND t.region IN ('North', 'South')
GROUP BY t.region;

-- query: {metrics: [bookings], period: [2025-01-01, 2026-01-01, year]}
SELECT sum(amount) AS bookings
FROM opportunities WHERE stage = 'Won' AND closed_on >= '2025-01-01' AND closed_on < '2026-01-01';

-- query: {metrics: [bookings], by: [vertical], period: [2026-07-01, 2026-10-01, quarter]}
SELECT vertical, sum(amount) AS bookings
FROM opportunities WHERE stage = 'Won' AND closed_on >= '2026-07-01' AND closed_on < '2026-10-01'
GROUP BY vertical;

-- query: {metrics: [bookings], by: [quarter], period: [2025-01-01, 2027-01-01, year, 2]}
SELECT date_trunc('quarter', closed_on)::DATE AS quarter, sum(amount) AS bookings
FROM opportunities WHERE stage = 'Won' AND closed_on >= '2025-01-01' AND closed_on < '2027-01-01'
GROUP BY 1;

-- query: {metrics: [bookings], period: [2026-10-01, 2026-11-01, month], filters: [[marketing_channel, not_in, Trade show]]}
SELECT sum(amount) AS bookings
FROM opportunities
WHERE stage = 'Won' AND closed_on >= '2026-10-01' AND closed_on < '2026-11-01' AND marketing_channel <> 'Trade show';

-- query: {metrics: [average_deal_size], period: [2026-10-01, 2027-01-01, quarter]}
SELECT sum(amount) / count(*) AS average_deal_size
FROM opportunities WHERE stage = 'Won' AND closed_on >= '2026-10-01' AND closed_on < '2027-01-01';

-- query: {metrics: [average_deal_size], by: [territory], period: [2026-01-01, 2027-01-01, year]}
SELECT t.name AS territory, sum(o.amount) / count(*) AS average_deal_size
FROM opportunities o JOIN territories t USING (territory_id)
WHERE o.stage = 'Won' AND o.closed_on >= '2026-01-01' AND o.closed_on < '2027-01-01'
GROUP BY t.name;

-- query: {metrics: [average_deal_size], by: [year], period: [2023-01-01, 2026-01-01, year, 3]}
SELECT date_trunc('year', closed_on)::DATE AS year, sum(amount) / count(*) AS average_deal_size
FROM opportunities WHERE stage = 'Won' AND closed_on >= '2023-01-01' AND closed_on < '2026-01-01'
GROUP BY 1;

-- query: {metrics: [average_deal_size], by: [team], period: [2025-01-01, 2026-01-01, year], filters: [[segment, in, Small business]]}
SELECT t.name AS team, sum(o.amount) / count(*) AS average_deal_size
FROM opportunities o JOIN teams t ON t.team_id = o.team_id
WHERE o.stage = 'Won' AND o.closed_on >= '2025-01-01' AND o.closed_on < '2026-01-01' AND o.segment = 'Small business'
GROUP BY t.name;

-- query: {metrics: [sales_cycle], period: [2026-01-01, 2027-01-01, year]}
SELECT avg(closed_on - created_on) AS sales_cycle
FROM opportunities WHERE stage = 'Won' AND closed_on >= '2026-01-01' AND closed_on < '2027-01-01';

-- query: {metrics: [sales_cycle], by: [segment], period: [2025-01-01, 2026-01-01, year]}
SELECT segment, avg(closed_on - created_on) AS sales_cycle
FROM opportunities WHERE stage = 'Won' AND closed_on >= '2025-01-01' AND closed_on < '2026-01-01'
GROUP BY segment;

-- query: {metrics: [sales_cycle], by: [quarter], period: [2025-01-01, 2026-01-01, year]}
SELECT date_trunc('quarter', closed_on)::DATE AS quarter, avg(closed_on - created_on) AS sales_cycle
FROM opportunities WHERE stage = 'Won' AND closed_on >= '2025-01-01' AND closed_on < '2026-01-01'
GROUP BY 1;

-- query: {metrics: [sales_cycle], period: [2026-07-01, 2026-10-01, quarter], filters: [[territory, not_in, Tehran]]}
SELECT avg(o.closed_on - o.created_on) AS sales_cycle
FROM opportunities o JOIN territories t USING (territory_id)
WHERE o.stage = 'Won' AND o.closed_on >= '2026-07-01' AND o.closed_on < '2026-10-01' AND t.name <> 'Tehran';

-- query: {metrics: [lost_value], period: [2026-10-01, 2027-01-01, quarter]}
SELECT sum(amount) AS lost_value
FROM opportunities WHERE stage = 'Lost' AND closed_on >= '2026-10-01' AND closed_on < '2027-01-01';

-- query: {metrics: [lost_value], by: [lost_reason], period: [2026-07-01, 2026-10-01, quarter]}
SELECT lost_reason, sum(amount) AS lost_value
FROM opportunities WHERE stage = 'Lost' AND closed_on >= '2026-07-01' AND closed_on < '2026-10-01'
GROUP BY lost_reason;

-- query: {metrics: [lost_value], by: [month], period: [2026-01-01, 2026-11-01, month, 10]}
SELECT date_trunc('month', closed_on)::DATE AS month, sum(amount) AS lost_value
FROM opportunities WHERE stage = 'Lost' AND closed_on >= '2026-01-01' AND closed_on < '2026-11-01'
GROUP BY 1;

-- query: {metrics: [lost_value], period: [2025-01-01, 2026-01-01, year], filters: [[region, in, West]]}
SELECT sum(o.amount) AS lost_value
FROM opportunities o JOIN territories t USING (territory_id)
WHERE o.stage = 'Lost' AND o.closed_on >= '2025-01-01' AND o.closed_on < '2026-01-01' AND t.region = 'West';

-- query: {metrics: [pipeline], period: [2026-07-01, 2026-10-01, quarter]}
SELECT sum(amount) AS pipeline
FROM opportunities WHERE created_on < '2026-10-01' AND (closed_on IS NULL OR closed_on >= '2026-10-01');

-- query: {metrics: [pipeline], by: [region], period: [2025-01-01, 2026-01-01, year]}
SELECT t.region, sum(o.amount) AS pipeline
FROM opportunities o JOIN territories t USING (territory_id)
WHERE o.created_on < '2026-01-01' AND (o.closed_on IS NULL OR o.closed_on >= '2026-01-01')
GROUP BY t.region;

-- The stock of every month's last day, not a sum of months.
-- query: {metrics: [pipeline], by: [month], period: [2026-01-01, 2026-11-01, month, 10]}
SELECT m.month::DATE AS month, sum(o.amount) AS pipeline
FROM range(DATE '2026-01-01', DATE '2026-11-01', INTERVAL 1 MONTH) m(month)
JOIN opportunities o ON o.created_on < m.month + INTERVAL 1 MONTH
  AND (o.closed_on IS NULL OR o.closed_on >= m.month + INTERVAL 1 MONTH)
GROUP BY 1;

-- query: {metrics: [pipeline], by: [rep], period: [2026-10-01, 2026-11-01, month], filters: [[segment, in, Enterprise]]}
SELECT r.name AS rep, sum(o.amount) AS pipeline
FROM opportunities o JOIN reps r ON r.rep_id = o.rep_id
WHERE o.created_on < '2026-11-01' AND (o.closed_on IS NULL OR o.closed_on >= '2026-11-01') AND o.segment = 'Enterprise'
GROUP BY r.name;
