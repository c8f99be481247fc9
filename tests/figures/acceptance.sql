-- The five dashboards' items that are plain figures, each as its question means it on 23 November 2026.

-- query: {item: S1, metrics: [revenue], period: [2026-10-01, 2027-01-01, quarter]}
SELECT sum(l.net_amount) AS revenue FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2026-10-01' AND o.ordered_at < '2027-01-01';

-- query: {item: S2, metrics: [revenue], by: [territory], period: [2026-07-01, 2026-10-01, quarter]}
SELECT t.name AS territory, sum(l.net_amount) AS revenue
FROM order_lines l JOIN orders o USING (order_id) JOIN territories t USING (territory_id)
WHERE o.ordered_at >= '2026-07-01' AND o.ordered_at < '2026-10-01' GROUP BY t.name;

-- query: {item: S4, metrics: [revenue, deals_won], by: [rep], period: [2026-01-01, 2027-01-01, year], rank: {order: top, n: 10}}
WITH sold AS (
  SELECT o.rep_id, sum(l.net_amount) AS revenue FROM order_lines l JOIN orders o USING (order_id)
  WHERE o.ordered_at >= '2026-01-01' AND o.ordered_at < '2027-01-01' GROUP BY o.rep_id
), won AS (
  SELECT rep_id, count(*) AS deals FROM opportunities
  WHERE stage = 'Won' AND closed_on >= '2026-01-01' AND closed_on < '2027-01-01' GROUP BY rep_id
)
SELECT r.name AS rep, s.revenue, coalesce(w.deals, 0) AS deals_won
FROM sold s LEFT JOIN won w USING (rep_id) JOIN reps r USING (rep_id) ORDER BY s.revenue DESC LIMIT 10;

-- query: {item: S4 teams, metrics: [deals_won], by: [team], period: [2026-10-01, 2027-01-01, quarter], rank: {order: top}}
SELECT t.name AS team, count(*) AS deals_won
FROM opportunities o JOIN teams t ON t.team_id = o.team_id
WHERE o.stage = 'Won' AND o.closed_on >= '2026-10-01' AND o.closed_on < '2027-01-01'
GROUP BY t.name ORDER BY deals_won DESC;

-- query: {item: S5, metrics: [revenue], by: [product], period: [2026-01-01, 2027-01-01, year]}
SELECT p.name AS product, sum(l.net_amount) AS revenue
FROM order_lines l JOIN orders o USING (order_id) JOIN products p USING (product_id)
WHERE o.ordered_at >= '2026-01-01' AND o.ordered_at < '2027-01-01' GROUP BY p.name;

-- The running month is held against its days that have data; a month to come has a target but no sales yet.
-- query: {item: S6, metrics: [revenue, revenue_target, target_attainment], by: [month], period: [2026-01-01, 2027-01-01, year]}
WITH sold AS (
  SELECT date_trunc('month', o.ordered_at)::DATE AS month, sum(l.net_amount) AS revenue
  FROM order_lines l JOIN orders o USING (order_id) WHERE o.ordered_at >= '2026-01-01' GROUP BY 1
), quota AS (
  SELECT month, sum(amount) AS target FROM targets WHERE year(month) = 2026 GROUP BY month
)
SELECT month, s.revenue, q.target AS revenue_target,
  s.revenue / (q.target * CASE WHEN month = '2026-11-01' THEN $days_of_november / 30 ELSE 1 END) AS target_attainment
FROM quota q LEFT JOIN sold s USING (month);

-- query: {item: S7, metrics: [customer_acquisition_cost], by: [campaign], period: [2026-07-01, 2026-10-01, quarter]}
WITH spend AS (
  SELECT s.campaign_id, sum(s.amount) AS amount FROM marketing_spend s JOIN campaigns c USING (campaign_id)
  WHERE c.kind = 'Acquisition' AND s.spent_on >= '2026-07-01' AND s.spent_on < '2026-10-01' GROUP BY s.campaign_id
), gained AS (
  SELECT campaign_id, count(*) AS customers FROM customers
  WHERE acquired_on >= '2026-07-01' AND acquired_on < '2026-10-01' GROUP BY campaign_id
)
SELECT c.name AS campaign, coalesce(s.amount, 0) / nullif(g.customers, 0) AS customer_acquisition_cost
FROM spend s FULL JOIN gained g ON s.campaign_id = g.campaign_id
LEFT JOIN campaigns c ON c.campaign_id = coalesce(s.campaign_id, g.campaign_id);

-- query: {item: S7 territories, metrics: [customer_acquisition_cost], by: [territory], period: [2026-07-01, 2026-10-01, quarter]}
WITH spend AS (
  SELECT s.territory_id, sum(s.amount) AS amount FROM marketing_spend s JOIN campaigns c USING (campaign_id)
  WHERE c.kind = 'Acquisition' AND s.spent_on >= '2026-07-01' AND s.spent_on < '2026-10-01' GROUP BY s.territory_id
), gained AS (
  SELECT territory_id, count(*) AS customers FROM customers
  WHERE acquired_on >= '2026-07-01' AND acquired_on < '2026-10-01' GROUP BY territory_id
)
SELECT t.name AS territory, coalesce(s.amount, 0) / nullif(g.customers, 0) AS customer_acquisition_cost
FROM spend s FULL JOIN gained g USING (territory_id) JOIN territories t USING (territory_id);

-- The twelve months before the close of the last loaded day.
-- query: {item: S8, metrics: [customer_lifetime_value], by: [segment], period: [2026-11-23, 2026-11-24, day]}
WITH months AS (
  SELECT month, month + INTERVAL 1 MONTH AS after
  FROM range(DATE $day_after - INTERVAL 1 YEAR, DATE $day_after, INTERVAL 1 MONTH) r(month)
), monthly AS (
  SELECT c.segment, m.month,
    count(DISTINCT s.customer_id) FILTER (s.started_on < m.after AND (s.ended_on IS NULL OR s.ended_on >= m.after)) AS customers,
    count(DISTINCT s.customer_id) FILTER (s.started_on < m.month AND s.ended_on >= m.month AND s.ended_on < m.after)
    / count(DISTINCT s.customer_id) FILTER (s.started_on < m.month AND (s.ended_on IS NULL OR s.ended_on >= m.month)) AS churn
  FROM months m CROSS JOIN customer_spells s JOIN customers c USING (customer_id) GROUP BY c.segment, m.month
), sold AS (
  SELECT c.segment, sum(l.net_amount) AS revenue FROM order_lines l JOIN orders o USING (order_id) JOIN customers c USING (customer_id)
  WHERE o.ordered_at >= DATE $day_after - INTERVAL 1 YEAR AND o.ordered_at < DATE $day_after GROUP BY c.segment
)
SELECT segment, any_value(sold.revenue) / 12 / avg(customers) / avg(churn) AS customer_lifetime_value
FROM monthly JOIN sold USING (segment) GROUP BY segment;

-- query: {item: S8 company, metrics: [customer_lifetime_value], period: [2026-11-23, 2026-11-24, day]}
WITH months AS (
  SELECT month, month + INTERVAL 1 MONTH AS after
  FROM range(DATE $day_after - INTERVAL 1 YEAR, DATE $day_after, INTERVAL 1 MONTH) r(month)
), monthly AS (
  SELECT m.month,
    count(DISTINCT s.customer_id) FILTER (s.started_on < m.after AND (s.ended_on IS NULL OR s.ended_on >= m.after)) AS customers,
    count(DISTINCT s.customer_id) FILTER (s.started_on < m.month AND s.ended_on >= m.month AND s.ended_on < m.after)
    / count(DISTINCT s.customer_id) FILTER (s.started_on < m.month AND (s.ended_on IS NULL OR s.ended_on >= m.month)) AS churn
  FROM months m CROSS JOIN customer_spells s GROUP BY m.month
), sold AS (
  SELECT sum(l.net_amount) AS revenue FROM order_lines l JOIN orders o USING (order_id)
  WHERE o.ordered_at >= DATE $day_after - INTERVAL 1 YEAR AND o.ordered_at < DATE $day_after
)
SELECT any_value(sold.revenue) / 12 / avg(customers) / avg(churn) AS customer_lifetime_value FROM monthly, sold;

-- query: {item: S9, metrics: [revenue], by: [month], period: [2024-11-01, 2026-11-01, month, 24]}
SELECT date_trunc('month', o.ordered_at)::DATE AS month, sum(l.net_amount) AS revenue
FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2024-11-01' AND o.ordered_at < '2026-11-01' GROUP BY 1;

-- query: {item: S9 seasons, metrics: [revenue], by: [quarter], period: [2023-01-01, 2026-01-01, year, 3]}
SELECT date_trunc('quarter', o.ordered_at)::DATE AS quarter, sum(l.net_amount) AS revenue
FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2023-01-01' AND o.ordered_at < '2026-01-01' GROUP BY 1;

-- query: {item: S10, metrics: [revenue], by: [sales_channel], period: [2026-10-01, 2026-11-01, month]}
SELECT o.sales_channel, sum(l.net_amount) AS revenue
FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2026-10-01' AND o.ordered_at < '2026-11-01' GROUP BY o.sales_channel;

-- query: {item: S13, metrics: [retention_rate], by: [quarter], period: [2024-01-01, 2026-01-01, year, 2]}
SELECT q.quarter::DATE AS quarter,
  count(DISTINCT s.customer_id) FILTER (s.ended_on IS NULL OR s.ended_on >= q.quarter + INTERVAL 3 MONTH)
    / count(DISTINCT s.customer_id) AS retention_rate
FROM range(DATE '2024-01-01', DATE '2026-01-01', INTERVAL 3 MONTH) q(quarter)
JOIN customer_spells s ON s.started_on < q.quarter AND (s.ended_on IS NULL OR s.ended_on >= q.quarter)
GROUP BY 1;

-- query: {item: S14, metrics: [revenue], by: [customer_type, month], period: [2026-01-01, 2027-01-01, year]}
SELECT o.customer_type, date_trunc('month', o.ordered_at)::DATE AS month, sum(l.net_amount) AS revenue
FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2026-01-01' AND o.ordered_at < '2027-01-01' GROUP BY 1, 2;

-- query: {item: S15, metrics: [profit_margin], by: [product], period: [2026-01-01, 2027-01-01, year], rank: {order: top, n: 10}}
SELECT p.name AS product, sum(l.net_amount - l.cost_amount) / nullif(sum(l.net_amount), 0) AS profit_margin
FROM order_lines l JOIN orders o USING (order_id) JOIN products p USING (product_id)
WHERE o.ordered_at >= '2026-01-01' AND o.ordered_at < '2027-01-01'
GROUP BY p.name ORDER BY profit_margin DESC NULLS LAST LIMIT 10;

-- The year is unfinished: both years up to the same day.
-- query: {item: S16, metrics: [revenue], by: [category], period: [2026-01-01, 2027-01-01, year], compare: {kind: previous_year}}
SELECT p.category,
  sum(l.net_amount) FILTER (o.ordered_at >= '2026-01-01') AS revenue,
  sum(l.net_amount) FILTER (o.ordered_at < DATE $day_after - INTERVAL 1 YEAR) AS revenue__previous,
  sum(l.net_amount) FILTER (o.ordered_at >= '2026-01-01')
    - sum(l.net_amount) FILTER (o.ordered_at < DATE $day_after - INTERVAL 1 YEAR) AS revenue__change,
  sum(l.net_amount) FILTER (o.ordered_at >= '2026-01-01')
    / sum(l.net_amount) FILTER (o.ordered_at < DATE $day_after - INTERVAL 1 YEAR) - 1 AS revenue__change_percent
FROM order_lines l JOIN orders o USING (order_id) JOIN products p USING (product_id)
WHERE o.ordered_at >= '2025-01-01' AND o.ordered_at < '2027-01-01' GROUP BY p.category;

-- query: {item: S17, metrics: [revenue], by: [day], period: [2026-11-16, 2026-11-23, week]}
SELECT o.ordered_at::DATE AS day, sum(l.net_amount) AS revenue
FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2026-11-16' AND o.ordered_at < '2026-11-23' GROUP BY 1;

-- query: {item: S17 weeks, metrics: [revenue], by: [week], period: [2026-08-31, 2026-11-23, week, 12]}
SELECT date_trunc('week', o.ordered_at)::DATE AS week, sum(l.net_amount) AS revenue
FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2026-08-31' AND o.ordered_at < '2026-11-23' GROUP BY 1;

-- query: {item: S17 months, metrics: [revenue], by: [month], period: [2026-01-01, 2027-01-01, year]}
SELECT date_trunc('month', o.ordered_at)::DATE AS month, sum(l.net_amount) AS revenue
FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2026-01-01' AND o.ordered_at < '2027-01-01' GROUP BY 1;

-- query: {item: S18, metrics: [revenue], by: [vertical], period: [2026-10-01, 2027-01-01, quarter]}
SELECT c.vertical, sum(l.net_amount) AS revenue
FROM order_lines l JOIN orders o USING (order_id) JOIN customers c USING (customer_id)
WHERE o.ordered_at >= '2026-10-01' AND o.ordered_at < '2027-01-01' GROUP BY c.vertical;

-- query: {item: S19, metrics: [revenue, profit_margin, orders], by: [segment], period: [2026-01-01, 2027-01-01, year]}
SELECT c.segment, sum(l.net_amount) AS revenue, sum(l.net_amount - l.cost_amount) / sum(l.net_amount) AS profit_margin,
  count(DISTINCT o.order_id) AS orders
FROM order_lines l JOIN orders o USING (order_id) JOIN customers c USING (customer_id)
WHERE o.ordered_at >= '2026-01-01' AND o.ordered_at < '2027-01-01' GROUP BY c.segment;

-- query: {item: L1, metrics: [leads], period: [2026-10-01, 2026-11-01, month]}
SELECT count(*) AS leads FROM leads WHERE created_at >= '2026-10-01' AND created_at < '2026-11-01';

-- query: {item: L2, metrics: [leads], by: [lead_source], period: [2026-07-01, 2026-10-01, quarter]}
SELECT source AS lead_source, count(*) AS leads FROM leads
WHERE created_at >= '2026-07-01' AND created_at < '2026-10-01' GROUP BY source;

-- query: {item: L3, metrics: [lead_score], by: [lead_source], period: [2026-10-01, 2027-01-01, quarter]}
SELECT source AS lead_source, avg(score) AS lead_score FROM leads
WHERE created_at >= '2026-10-01' AND created_at < '2027-01-01' GROUP BY source;

-- query: {item: L4, metrics: [lead_conversion_rate], by: [marketing_channel], period: [2026-10-01, 2026-11-01, month]}
SELECT source AS marketing_channel, count(converted_at) / count(*) AS lead_conversion_rate FROM leads
WHERE created_at >= '2026-10-01' AND created_at < '2026-11-01' GROUP BY source;

-- query: {item: L6, metrics: [time_to_convert], by: [month], period: [2026-01-01, 2027-01-01, year]}
SELECT date_trunc('month', converted_at)::DATE AS month, avg(epoch(converted_at - created_at) / 86400) AS time_to_convert
FROM leads WHERE converted_at >= '2026-01-01' AND converted_at < '2027-01-01' GROUP BY 1;

-- query: {item: L7, metrics: [lead_conversion_rate], by: [age_group, gender], period: [2026-01-01, 2027-01-01, year]}
SELECT age_group, gender, count(converted_at) / count(*) AS lead_conversion_rate FROM leads
WHERE created_at >= '2026-01-01' AND created_at < '2027-01-01' GROUP BY age_group, gender;

-- query: {item: L7 education, metrics: [lead_conversion_rate], by: [education], period: [2026-01-01, 2027-01-01, year]}
SELECT education, count(converted_at) / count(*) AS lead_conversion_rate FROM leads
WHERE created_at >= '2026-01-01' AND created_at < '2027-01-01' GROUP BY education;

-- query: {item: L7 territory, metrics: [lead_conversion_rate], by: [territory], period: [2026-01-01, 2027-01-01, year]}
SELECT t.name AS territory, count(l.converted_at) / count(*) AS lead_conversion_rate
FROM leads l JOIN territories t USING (territory_id)
WHERE l.created_at >= '2026-01-01' AND l.created_at < '2027-01-01' GROUP BY t.name;

-- query: {item: L8, metrics: [lead_conversion_rate], by: [rep], period: [2026-07-01, 2026-10-01, quarter]}
SELECT r.name AS rep, count(l.converted_at) / count(*) AS lead_conversion_rate
FROM leads l JOIN reps r ON r.rep_id = l.rep_id
WHERE l.created_at >= '2026-07-01' AND l.created_at < '2026-10-01' GROUP BY r.name;

-- query: {item: L8 teams, metrics: [lead_conversion_rate], by: [team], period: [2026-07-01, 2026-10-01, quarter]}
SELECT t.name AS team, count(l.converted_at) / count(*) AS lead_conversion_rate
FROM leads l JOIN teams t ON t.team_id = l.team_id
WHERE l.created_at >= '2026-07-01' AND l.created_at < '2026-10-01' GROUP BY t.name;

-- query: {item: L9, metrics: [lost_leads], by: [lost_reason], period: [2026-07-01, 2026-10-01, quarter]}
SELECT lost_reason, count(*) AS lost_leads FROM leads
WHERE lost_at >= '2026-07-01' AND lost_at < '2026-10-01' GROUP BY lost_reason;

-- query: {item: L10, metrics: [lead_response_time], by: [team], period: [2026-10-01, 2026-11-01, month]}
SELECT t.name AS team, avg(epoch(l.first_response_at - l.created_at) / 3600) AS lead_response_time
FROM leads l JOIN teams t ON t.team_id = l.team_id
WHERE l.created_at >= '2026-10-01' AND l.created_at < '2026-11-01' AND l.first_response_at IS NOT NULL GROUP BY t.name;

-- query: {item: L11, metrics: [lead_retention_rate], by: [quarter], period: [2024-10-01, 2026-10-01, quarter, 8]}
SELECT date_trunc('quarter', l.converted_at)::DATE AS quarter, count(*) FILTER (EXISTS (
    SELECT 1 FROM interactions i WHERE i.customer_id = l.customer_id
    AND i.occurred_at::DATE BETWEEN l.converted_at::DATE + 30 AND l.converted_at::DATE + 120)) / count(*) AS lead_retention_rate
FROM leads l
WHERE l.converted_at >= '2024-10-01' AND l.converted_at < '2026-10-01' AND l.converted_at::DATE + 120 <= DATE $through
GROUP BY 1;

-- query: {item: C2, metrics: [customers], by: [segment, purchase_frequency], period: [2026-11-23, 2026-11-24, day]}
WITH bought AS (
  SELECT customer_id, count(*) AS orders FROM orders
  WHERE ordered_at >= DATE $day_after - INTERVAL 1 YEAR AND ordered_at < DATE $day_after GROUP BY customer_id
)
SELECT c.segment,
  CASE WHEN b.orders IS NULL THEN 'None' WHEN b.orders = 1 THEN '1' WHEN b.orders <= 3 THEN '2–3' WHEN b.orders <= 9 THEN '4–9'
    ELSE '10+' END AS purchase_frequency,
  count(DISTINCT s.customer_id) AS customers
FROM customer_spells s JOIN customers c USING (customer_id) LEFT JOIN bought b USING (customer_id)
WHERE s.started_on < DATE $day_after AND (s.ended_on IS NULL OR s.ended_on >= DATE $day_after)
GROUP BY 1, 2;

-- query: {item: C2 demographics, metrics: [customers], by: [age_group, gender], period: [2026-11-23, 2026-11-24, day]}
SELECT c.age_group, c.gender, count(DISTINCT s.customer_id) AS customers
FROM customer_spells s JOIN customers c USING (customer_id)
WHERE s.started_on < DATE $day_after AND (s.ended_on IS NULL OR s.ended_on >= DATE $day_after)
GROUP BY c.age_group, c.gender;

-- query: {item: C4, metrics: [lead_conversion_rate], period: [2026-10-01, 2026-11-01, month]}
SELECT count(converted_at) / count(*) AS lead_conversion_rate FROM leads
WHERE created_at >= '2026-10-01' AND created_at < '2026-11-01';

-- query: {item: C5, metrics: [csat], by: [month], period: [2026-01-01, 2027-01-01, year]}
SELECT date_trunc('month', responded_at)::DATE AS month, count(*) FILTER (score >= 4) / count(*) AS csat
FROM satisfaction_responses WHERE responded_at >= '2026-01-01' AND responded_at < '2027-01-01' GROUP BY 1;

-- query: {item: C6, metrics: [first_response_time, resolution_rate, csat], by: [month], period: [2026-01-01, 2027-01-01, year]}
WITH opened AS (
  SELECT date_trunc('month', opened_at)::DATE AS month, avg(epoch(first_response_at - opened_at) / 3600) AS first_response_time,
    count(resolved_at) / count(*) AS resolution_rate
  FROM tickets WHERE opened_at >= '2026-01-01' AND opened_at < '2027-01-01' GROUP BY 1
), rated AS (
  SELECT date_trunc('month', responded_at)::DATE AS month, count(*) FILTER (score >= 4) / count(*) AS csat
  FROM satisfaction_responses WHERE responded_at >= '2026-01-01' AND responded_at < '2027-01-01' GROUP BY 1
)
SELECT month, first_response_time, resolution_rate, csat FROM opened FULL JOIN rated USING (month);

-- query: {item: C7, metrics: [revenue], by: [product], period: [2026-10-01, 2026-11-01, month], rank: {order: top, n: 10}}
SELECT p.name AS product, sum(l.net_amount) AS revenue
FROM order_lines l JOIN orders o USING (order_id) JOIN products p USING (product_id)
WHERE o.ordered_at >= '2026-10-01' AND o.ordered_at < '2026-11-01'
GROUP BY p.name ORDER BY revenue DESC LIMIT 10;

-- query: {item: C8, metrics: [new_customers], by: [acquisition_channel], period: [2026-01-01, 2027-01-01, year]}
SELECT acquisition_channel, count(*) AS new_customers FROM customers
WHERE acquired_on >= '2026-01-01' AND acquired_on < '2027-01-01' GROUP BY acquisition_channel;

-- query: {item: C9, metrics: [churned_customers], by: [churn_reason], period: [2026-01-01, 2027-01-01, year]}
SELECT churn_reason, count(DISTINCT customer_id) AS churned_customers FROM customer_spells
WHERE ended_on >= '2026-01-01' AND ended_on < '2027-01-01' GROUP BY churn_reason;

-- query: {item: C10 and T6, metrics: [customers], by: [territory], period: [2026-11-23, 2026-11-24, day]}
SELECT t.name AS territory, count(DISTINCT s.customer_id) AS customers
FROM customer_spells s JOIN customers c USING (customer_id) JOIN territories t USING (territory_id)
WHERE s.started_on < DATE $day_after AND (s.ended_on IS NULL OR s.ended_on >= DATE $day_after) GROUP BY t.name;

-- query: {item: T1, metrics: [revenue, customers, average_deal_size], by: [territory], period: [2026-10-01, 2027-01-01, quarter]}
WITH sold AS (
  SELECT o.territory_id, sum(l.net_amount) AS revenue FROM order_lines l JOIN orders o USING (order_id)
  WHERE o.ordered_at >= '2026-10-01' AND o.ordered_at < '2027-01-01' GROUP BY o.territory_id
), active AS (
  SELECT c.territory_id, count(DISTINCT s.customer_id) AS customers FROM customer_spells s JOIN customers c USING (customer_id)
  WHERE s.started_on < DATE $day_after AND (s.ended_on IS NULL OR s.ended_on >= DATE $day_after) GROUP BY c.territory_id
), won AS (
  SELECT territory_id, avg(amount) AS deal FROM opportunities
  WHERE stage = 'Won' AND closed_on >= '2026-10-01' AND closed_on < '2027-01-01' GROUP BY territory_id
)
SELECT t.name AS territory, coalesce(s.revenue, 0) AS revenue, coalesce(a.customers, 0) AS customers, w.deal AS average_deal_size
FROM territories t LEFT JOIN sold s USING (territory_id) LEFT JOIN active a USING (territory_id) LEFT JOIN won w USING (territory_id)
WHERE s.revenue IS NOT NULL OR a.customers IS NOT NULL OR w.deal IS NOT NULL;

-- query: {item: T2, metrics: [lead_conversion_rate], by: [territory], period: [2026-01-01, 2027-01-01, year]}
SELECT t.name AS territory, count(l.converted_at) / count(*) AS lead_conversion_rate
FROM leads l JOIN territories t USING (territory_id)
WHERE l.created_at >= '2026-01-01' AND l.created_at < '2027-01-01' GROUP BY t.name;

-- query: {item: T2 revenue, metrics: [revenue], by: [territory], period: [2026-01-01, 2027-01-01, year]}
SELECT t.name AS territory, sum(l.net_amount) AS revenue
FROM order_lines l JOIN orders o USING (order_id) JOIN territories t USING (territory_id)
WHERE o.ordered_at >= '2026-01-01' AND o.ordered_at < '2027-01-01' GROUP BY t.name;

-- query: {item: T3, metrics: [revenue], by: [territory, month], period: [2025-11-01, 2026-11-01, month, 12]}
SELECT t.name AS territory, date_trunc('month', o.ordered_at)::DATE AS month, sum(l.net_amount) AS revenue
FROM order_lines l JOIN orders o USING (order_id) JOIN territories t USING (territory_id)
WHERE o.ordered_at >= '2025-11-01' AND o.ordered_at < '2026-11-01' GROUP BY 1, 2;

-- query: {item: T4, metrics: [revenue, win_rate, customers], by: [region], period: [2026-01-01, 2027-01-01, year],
--   filters: [[region, in, North, South]]}
WITH sold AS (
  SELECT t.region, sum(l.net_amount) AS revenue
  FROM order_lines l JOIN orders o USING (order_id) JOIN territories t USING (territory_id)
  WHERE o.ordered_at >= '2026-01-01' AND o.ordered_at < '2027-01-01' GROUP BY t.region
), closed AS (
  SELECT t.region, count(*) FILTER (o.stage = 'Won') / count(*) AS win_rate
  FROM opportunities o JOIN territories t USING (territory_id)
  WHERE o.stage IN ('Won', 'Lost') AND o.closed_on >= '2026-01-01' AND o.closed_on < '2027-01-01' GROUP BY t.region
), active AS (
  SELECT t.region, count(DISTINCT s.customer_id) AS customers
  FROM customer_spells s JOIN customers c USING (customer_id) JOIN territories t USING (territory_id)
  WHERE s.started_on < DATE $day_after AND (s.ended_on IS NULL OR s.ended_on >= DATE $day_after) GROUP BY t.region
)
SELECT region, revenue, win_rate, customers
FROM sold JOIN closed USING (region) JOIN active USING (region) WHERE region IN ('North', 'South');

-- query: {item: T5, metrics: [revenue], by: [territory], period: [2026-01-01, 2027-01-01, year], compare: {kind: previous_year}}
WITH now AS (
  SELECT o.territory_id, sum(l.net_amount) AS revenue FROM order_lines l JOIN orders o USING (order_id)
  WHERE o.ordered_at >= '2026-01-01' AND o.ordered_at < '2027-01-01' GROUP BY o.territory_id
), before AS (
  SELECT o.territory_id, sum(l.net_amount) AS revenue FROM order_lines l JOIN orders o USING (order_id)
  WHERE o.ordered_at >= '2025-01-01' AND o.ordered_at < DATE $day_after - INTERVAL 1 YEAR GROUP BY o.territory_id
)
SELECT t.name AS territory, n.revenue, b.revenue AS revenue__previous,
  n.revenue - b.revenue AS revenue__change, n.revenue / b.revenue - 1 AS revenue__change_percent
FROM now n FULL JOIN before b USING (territory_id) JOIN territories t USING (territory_id);

-- query: {item: T7, metrics: [revenue], by: [category, territory], period: [2026-01-01, 2027-01-01, year]}
SELECT p.category, t.name AS territory, sum(l.net_amount) AS revenue
FROM order_lines l JOIN orders o USING (order_id) JOIN territories t USING (territory_id) JOIN products p USING (product_id)
WHERE o.ordered_at >= '2026-01-01' AND o.ordered_at < '2027-01-01' GROUP BY 1, 2;

-- query: {item: T8, metrics: [revenue, revenue_target, target_attainment], by: [territory], period: [2026-10-01, 2027-01-01, quarter]}
WITH sold AS (
  SELECT o.territory_id, sum(l.net_amount) AS revenue FROM order_lines l JOIN orders o USING (order_id)
  WHERE o.ordered_at >= '2026-10-01' AND o.ordered_at < '2027-01-01' GROUP BY o.territory_id
), quota AS (
  SELECT territory_id, sum(amount) AS target,
    sum(CASE month WHEN '2026-10-01' THEN amount WHEN '2026-11-01' THEN amount * $days_of_november / 30 END) AS to_date
  FROM targets WHERE month IN ('2026-10-01', '2026-11-01', '2026-12-01') GROUP BY territory_id
)
SELECT t.name AS territory, coalesce(s.revenue, 0) AS revenue, coalesce(q.target, 0) AS revenue_target,
  coalesce(s.revenue, 0) / nullif(q.to_date, 0) AS target_attainment
FROM sold s FULL JOIN quota q USING (territory_id) JOIN territories t USING (territory_id);

-- query: {item: T9, metrics: [revenue], by: [territory, month], period: [2026-01-01, 2027-01-01, year]}
SELECT t.name AS territory, date_trunc('month', o.ordered_at)::DATE AS month, sum(l.net_amount) AS revenue
FROM order_lines l JOIN orders o USING (order_id) JOIN territories t USING (territory_id)
WHERE o.ordered_at >= '2026-01-01' AND o.ordered_at < '2027-01-01' GROUP BY 1, 2;

-- query: {item: T10, metrics: [customers], by: [age_group], period: [2026-11-23, 2026-11-24, day], filters: [[territory, in, Tehran]]}
SELECT c.age_group, count(DISTINCT s.customer_id) AS customers
FROM customer_spells s JOIN customers c USING (customer_id) JOIN territories t USING (territory_id)
WHERE s.started_on < DATE $day_after AND (s.ended_on IS NULL OR s.ended_on >= DATE $day_after) AND t.name = 'Tehran'
GROUP BY c.age_group;

-- query: {item: T11, metrics: [revenue], by: [territory, rep], period: [2026-10-01, 2027-01-01, quarter],
--   rank: {order: top, within: territory}}
SELECT t.name AS territory, r.name AS rep, sum(l.net_amount) AS revenue
FROM order_lines l JOIN orders o USING (order_id) JOIN territories t ON t.territory_id = o.territory_id JOIN reps r ON r.rep_id = o.rep_id
WHERE o.ordered_at >= '2026-10-01' AND o.ordered_at < '2027-01-01' GROUP BY 1, 2 ORDER BY 1, 3 DESC;

-- query: {item: T12, metrics: [budget], by: [territory, budget_category], period: [2026-01-01, 2027-01-01, year]}
SELECT t.name AS territory, b.category AS budget_category, sum(b.allocated) AS budget
FROM budgets b JOIN territories t USING (territory_id) WHERE year(b.month) = 2026 GROUP BY 1, 2;

-- query: {item: X1, metrics: [churn_rate], by: [month], period: [2024-01-01, 2026-01-01, year, 2]}
SELECT m.month::DATE AS month,
  count(DISTINCT s.customer_id) FILTER (s.ended_on >= m.month AND s.ended_on < m.month + INTERVAL 1 MONTH)
    / count(DISTINCT s.customer_id) AS churn_rate
FROM range(DATE '2024-01-01', DATE '2026-01-01', INTERVAL 1 MONTH) m(month)
JOIN customer_spells s ON s.started_on < m.month AND (s.ended_on IS NULL OR s.ended_on >= m.month) GROUP BY 1;

-- query: {item: X2, metrics: [churn_rate], by: [plan], period: [2026-01-01, 2027-01-01, year]}
SELECT c.plan, count(DISTINCT s.customer_id) FILTER (s.ended_on >= '2026-01-01' AND s.ended_on < '2027-01-01')
  / count(DISTINCT s.customer_id) AS churn_rate
FROM customer_spells s JOIN customers c USING (customer_id)
WHERE s.started_on < '2026-01-01' AND (s.ended_on IS NULL OR s.ended_on >= '2026-01-01') GROUP BY c.plan;

-- query: {item: X2 ages, metrics: [churn_rate], by: [age_group], period: [2026-01-01, 2027-01-01, year]}
SELECT c.age_group, count(DISTINCT s.customer_id) FILTER (s.ended_on >= '2026-01-01' AND s.ended_on < '2027-01-01')
  / count(DISTINCT s.customer_id) AS churn_rate
FROM customer_spells s JOIN customers c USING (customer_id)
WHERE s.started_on < '2026-01-01' AND (s.ended_on IS NULL OR s.ended_on >= '2026-01-01') GROUP BY c.age_group;

-- query: {item: X2 territories, metrics: [churn_rate], by: [territory], period: [2026-01-01, 2027-01-01, year]}
SELECT t.name AS territory, count(DISTINCT s.customer_id) FILTER (s.ended_on >= '2026-01-01' AND s.ended_on < '2027-01-01')
  / count(DISTINCT s.customer_id) AS churn_rate
FROM customer_spells s JOIN customers c USING (customer_id) JOIN territories t USING (territory_id)
WHERE s.started_on < '2026-01-01' AND (s.ended_on IS NULL OR s.ended_on >= '2026-01-01') GROUP BY t.name;

-- query: {item: X3, metrics: [churned_customers], by: [churn_reason], period: [2026-07-01, 2026-10-01, quarter]}
SELECT churn_reason, count(DISTINCT customer_id) AS churned_customers FROM customer_spells
WHERE ended_on >= '2026-07-01' AND ended_on < '2026-10-01' GROUP BY churn_reason;

-- query: {item: X5, metrics: [lost_mrr, revenue_at_risk], by: [segment], period: [2026-01-01, 2027-01-01, year]}
WITH lost AS (
  SELECT c.segment, sum(s.monthly_amount) AS lost_mrr FROM subscriptions s JOIN customers c USING (customer_id)
  WHERE s.end_reason = 'Churn' AND s.ended_on >= '2026-01-01' AND s.ended_on < '2027-01-01' GROUP BY c.segment
), risk AS (
  SELECT c.segment, 12 * sum(s.monthly_amount) AS revenue_at_risk
  FROM subscriptions s JOIN customers c USING (customer_id)
  WHERE s.started_on < DATE $day_after AND (s.ended_on IS NULL OR s.ended_on >= DATE $day_after)
    AND (NOT EXISTS (SELECT 1 FROM interactions i WHERE i.customer_id = s.customer_id
                     AND i.occurred_at < DATE $day_after AND i.occurred_at >= DATE $day_after - 60)
      OR (SELECT arg_max(r.score, r.responded_at) FROM satisfaction_responses r
          WHERE r.customer_id = s.customer_id AND r.responded_at < DATE $day_after) IN (1, 2))
  GROUP BY c.segment
)
SELECT segment, coalesce(lost_mrr, 0) AS lost_mrr, coalesce(revenue_at_risk, 0) AS revenue_at_risk FROM lost FULL JOIN risk USING (segment);

-- query: {item: X7, metrics: [win_back_contacted, win_back_customers, win_back_rate, win_back_revenue], by: [campaign],
--   period: [2026-01-01, 2027-01-01, year]}
WITH followed AS (
  SELECT o.order_id, max_by(w.contact_event_id, w.returned_on) AS contact_event_id
  FROM orders o JOIN win_back_contacts w ON w.customer_id = o.customer_id AND o.ordered_at >= w.returned_on GROUP BY o.order_id
), earned AS (
  SELECT w.campaign_id, sum(l.net_amount) AS revenue
  FROM followed f JOIN win_back_contacts w USING (contact_event_id) JOIN order_lines l USING (order_id)
  WHERE w.contacted_on >= '2026-01-01' AND w.contacted_on < '2027-01-01' GROUP BY w.campaign_id
), reached AS (
  SELECT campaign_id, count(DISTINCT customer_id) AS contacted,
    count(DISTINCT customer_id) FILTER (returned_on IS NOT NULL) AS returned
  FROM win_back_contacts WHERE contacted_on >= '2026-01-01' AND contacted_on < '2027-01-01' GROUP BY campaign_id
)
SELECT c.name AS campaign, r.contacted AS win_back_contacted, r.returned AS win_back_customers,
  r.returned / r.contacted AS win_back_rate, coalesce(e.revenue, 0) AS win_back_revenue
FROM reached r LEFT JOIN earned e USING (campaign_id) JOIN campaigns c USING (campaign_id);

-- The metrics of a rep's scorecard, each over its own table.
-- query: {item: S11, metrics: [revenue, deals_won, average_deal_size, win_rate, lead_conversion_rate, target_attainment],
--   period: [2026-10-01, 2027-01-01, quarter], filters: [[rep, in, Sara Ahmadi]]}
WITH me AS (SELECT rep_id FROM reps WHERE name = 'Sara Ahmadi'),
sold AS (
  SELECT sum(l.net_amount) AS revenue FROM order_lines l JOIN orders o USING (order_id) JOIN me USING (rep_id)
  WHERE o.ordered_at >= '2026-10-01' AND o.ordered_at < '2027-01-01'
), closed AS (
  SELECT count(*) FILTER (stage = 'Won') AS won, count(*) AS closed, sum(amount) FILTER (stage = 'Won') AS amount
  FROM opportunities JOIN me USING (rep_id)
  WHERE stage IN ('Won', 'Lost') AND closed_on >= '2026-10-01' AND closed_on < '2027-01-01'
), came AS (
  SELECT count(*) AS leads, count(converted_at) AS converted FROM leads JOIN me USING (rep_id)
  WHERE created_at >= '2026-10-01' AND created_at < '2027-01-01'
), quota AS (
  SELECT sum(CASE month WHEN '2026-10-01' THEN amount ELSE amount * $days_of_november / 30 END) AS target
  FROM targets JOIN me USING (rep_id) WHERE month IN ('2026-10-01', '2026-11-01')
)
SELECT revenue, won AS deals_won, amount / nullif(won, 0) AS average_deal_size, won / nullif(closed, 0) AS win_rate,
  converted / nullif(leads, 0) AS lead_conversion_rate, revenue / nullif(target, 0) AS target_attainment
FROM sold, closed, came, quota;

-- The metrics of the customer overview: what is there now beside what happened this year.
-- query: {item: C1, metrics: [customers, new_customers, retention_rate, churn_rate, csat], period: [2026-01-01, 2027-01-01, year]}
SELECT
  (SELECT count(DISTINCT customer_id) FROM customer_spells
   WHERE started_on < DATE $day_after AND (ended_on IS NULL OR ended_on >= DATE $day_after)) AS customers,
  (SELECT count(*) FROM customers WHERE acquired_on >= '2026-01-01' AND acquired_on < '2027-01-01') AS new_customers,
  (SELECT count(DISTINCT customer_id) FILTER (ended_on IS NULL) / count(DISTINCT customer_id) FROM customer_spells
   WHERE started_on < '2026-01-01' AND (ended_on IS NULL OR ended_on >= '2026-01-01')) AS retention_rate,
  (SELECT count(DISTINCT customer_id) FILTER (ended_on IS NOT NULL) / count(DISTINCT customer_id) FROM customer_spells
   WHERE started_on < '2026-01-01' AND (ended_on IS NULL OR ended_on >= '2026-01-01')) AS churn_rate,
  (SELECT count(*) FILTER (score >= 4) / count(*) FROM satisfaction_responses
   WHERE responded_at >= '2026-01-01' AND responded_at < '2027-01-01') AS csat;

-- What a goal of a territory is held against: the metric over the goal's own days, to date.
-- query: {item: T13, metrics: [revenue, new_customers, win_rate, lead_conversion_rate, csat], by: [territory],
--   period: [2026-01-01, 2027-01-01, year]}
WITH sold AS (
  SELECT o.territory_id, sum(l.net_amount) AS revenue FROM order_lines l JOIN orders o USING (order_id)
  WHERE o.ordered_at >= '2026-01-01' AND o.ordered_at < '2027-01-01' GROUP BY 1
), gained AS (
  SELECT territory_id, count(*) AS customers FROM customers
  WHERE acquired_on >= '2026-01-01' AND acquired_on < '2027-01-01' GROUP BY 1
), closed AS (
  SELECT territory_id, count(*) FILTER (stage = 'Won') / count(*) AS win_rate FROM opportunities
  WHERE stage IN ('Won', 'Lost') AND closed_on >= '2026-01-01' AND closed_on < '2027-01-01' GROUP BY 1
), came AS (
  SELECT territory_id, count(converted_at) / count(*) AS conversion FROM leads
  WHERE created_at >= '2026-01-01' AND created_at < '2027-01-01' GROUP BY 1
), rated AS (
  SELECT c.territory_id, count(*) FILTER (r.score >= 4) / count(*) AS csat
  FROM satisfaction_responses r JOIN customers c USING (customer_id)
  WHERE r.responded_at >= '2026-01-01' AND r.responded_at < '2027-01-01' GROUP BY 1
)
SELECT t.name AS territory, coalesce(revenue, 0) AS revenue, coalesce(customers, 0) AS new_customers, win_rate,
  conversion AS lead_conversion_rate, csat
FROM territories t LEFT JOIN sold USING (territory_id) LEFT JOIN gained USING (territory_id)
LEFT JOIN closed USING (territory_id) LEFT JOIN came USING (territory_id) LEFT JOIN rated USING (territory_id);

-- The history that the forecasts grow from.
-- query: {item: S12, metrics: [revenue], by: [month], period: [2023-01-01, 2026-11-01, month, 46]}
SELECT date_trunc('month', o.ordered_at)::DATE AS month, sum(l.net_amount) AS revenue
FROM order_lines l JOIN orders o USING (order_id) WHERE o.ordered_at < '2026-11-01' GROUP BY 1;

-- query: {item: L12, metrics: [lead_conversion_rate], by: [quarter], period: [2023-01-01, 2026-10-01, quarter, 15]}
SELECT date_trunc('quarter', created_at)::DATE AS quarter, count(converted_at) / count(*) AS lead_conversion_rate
FROM leads WHERE created_at >= '2023-01-01' AND created_at < '2026-10-01' GROUP BY 1;

-- query: {item: X4, metrics: [churn_rate], by: [month], period: [2023-11-01, 2026-11-01, month, 36]}
SELECT m.month::DATE AS month,
  count(DISTINCT s.customer_id) FILTER (s.ended_on >= m.month AND s.ended_on < m.month + INTERVAL 1 MONTH)
    / count(DISTINCT s.customer_id) AS churn_rate
FROM range(DATE '2023-11-01', DATE '2026-11-01', INTERVAL 1 MONTH) m(month)
JOIN customer_spells s ON s.started_on < m.month AND (s.ended_on IS NULL OR s.ended_on >= m.month) GROUP BY 1;

-- One attribute of those who churned, and the same of all who are there.
-- query: {item: X6 churned, metrics: [churned_customers], by: [segment, plan], period: [2026-01-01, 2027-01-01, year]}
SELECT c.segment, c.plan, count(DISTINCT s.customer_id) AS churned_customers
FROM customer_spells s JOIN customers c USING (customer_id)
WHERE s.ended_on >= '2026-01-01' AND s.ended_on < '2027-01-01' GROUP BY 1, 2;

-- query: {item: X6 base, metrics: [customers], by: [segment, plan], period: [2026-01-01, 2027-01-01, year]}
SELECT c.segment, c.plan, count(DISTINCT s.customer_id) AS customers
FROM customer_spells s JOIN customers c USING (customer_id)
WHERE s.started_on < DATE $day_after AND (s.ended_on IS NULL OR s.ended_on >= DATE $day_after) GROUP BY 1, 2;

-- query: {item: C3, metrics: [interactions], by: [interaction_kind], period: [2026-01-01, null], filters: [[customer, in, Pars Foods]]}
SELECT i.kind AS interaction_kind, count(*) AS interactions
FROM interactions i JOIN customers c USING (customer_id)
WHERE i.occurred_at >= '2026-01-01' AND c.name = 'Pars Foods' GROUP BY i.kind;
