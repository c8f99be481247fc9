-- Customers and their subscriptions. A stock is what was active at the close of the period's last day, in an unfinished
-- period of the last day loaded. A spell or subscription is active on [started_on, ended_on).

-- query: {metrics: [customers], period: [2026-07-01, 2026-10-01, quarter]}
SELECT count(DISTINCT customer_id) AS customers
FROM customer_spells WHERE started_on < '2026-10-01' AND (ended_on IS NULL OR ended_on >= '2026-10-01');

-- query: {metrics: [customers], by: [territory], period: [2026-01-01, 2027-01-01, year]}
SELECT t.name AS territory, count(DISTINCT s.customer_id) AS customers
FROM customer_spells s JOIN customers c USING (customer_id) JOIN territories t USING (territory_id)
WHERE s.started_on < DATE $day_after AND (s.ended_on IS NULL OR s.ended_on >= DATE $day_after)
GROUP BY t.name;

-- query: {metrics: [customers], by: [month], period: [2025-11-01, 2026-11-01, month, 12]}
SELECT m.month::DATE AS month, count(DISTINCT s.customer_id) AS customers
FROM range(DATE '2025-11-01', DATE '2026-11-01', INTERVAL 1 MONTH) m(month)
JOIN customer_spells s ON s.started_on < m.month + INTERVAL 1 MONTH
  AND (s.ended_on IS NULL OR s.ended_on >= m.month + INTERVAL 1 MONTH)
GROUP BY 1;

-- query: {metrics: [customers], by: [age_group, gender], period: [2025-01-01, 2026-01-01, year], filters: [[segment, not_in, Enterprise]]}
SELECT c.age_group, c.gender, count(DISTINCT s.customer_id) AS customers
FROM customer_spells s JOIN customers c USING (customer_id)
WHERE s.started_on < '2026-01-01' AND (s.ended_on IS NULL OR s.ended_on >= '2026-01-01') AND c.segment <> 'Enterprise'
GROUP BY c.age_group, c.gender;

-- Orders of the last twelve months before the day, by customer; customers without one are their own band.
-- query: {metrics: [customers], by: [segment, purchase_frequency], period: [2026-10-01, 2026-11-01, month]}
WITH bought AS (
  SELECT customer_id, count(*) AS orders FROM orders
  WHERE ordered_at >= '2025-11-01' AND ordered_at < '2026-11-01' GROUP BY customer_id
)
SELECT c.segment,
  CASE WHEN b.orders IS NULL THEN 'None' WHEN b.orders = 1 THEN '1' WHEN b.orders <= 3 THEN '2–3' WHEN b.orders <= 9 THEN '4–9'
    ELSE '10+' END AS purchase_frequency,
  count(DISTINCT s.customer_id) AS customers
FROM customer_spells s JOIN customers c USING (customer_id) LEFT JOIN bought b USING (customer_id)
WHERE s.started_on < '2026-11-01' AND (s.ended_on IS NULL OR s.ended_on >= '2026-11-01')
GROUP BY 1, 2;

-- query: {metrics: [new_customers], period: [2026-10-01, 2026-11-01, month]}
SELECT count(*) AS new_customers FROM customers WHERE acquired_on >= '2026-10-01' AND acquired_on < '2026-11-01';

-- query: {metrics: [new_customers], by: [acquisition_channel], period: [2026-01-01, 2027-01-01, year]}
SELECT acquisition_channel, count(*) AS new_customers
FROM customers WHERE acquired_on >= '2026-01-01' AND acquired_on < '2027-01-01'
GROUP BY acquisition_channel;

-- query: {metrics: [new_customers], by: [month], period: [2024-11-01, 2026-11-01, month, 24]}
SELECT date_trunc('month', acquired_on)::DATE AS month, count(*) AS new_customers
FROM customers WHERE acquired_on >= '2024-11-01' AND acquired_on < '2026-11-01'
GROUP BY 1;

-- query: {metrics: [new_customers], by: [rep], period: [2025-01-01, 2026-01-01, year], filters: [[region, in, Central]]}
SELECT r.name AS rep, count(*) AS new_customers
FROM customers c JOIN reps r ON r.rep_id = c.rep_id JOIN territories t ON t.territory_id = c.territory_id
WHERE c.acquired_on >= '2025-01-01' AND c.acquired_on < '2026-01-01' AND t.region = 'Central'
GROUP BY r.name;

-- query: {metrics: [churned_customers], period: [2026-01-01, 2027-01-01, year]}
SELECT count(DISTINCT customer_id) AS churned_customers
FROM customer_spells WHERE ended_on >= '2026-01-01' AND ended_on < '2027-01-01';

-- query: {metrics: [churned_customers], by: [churn_reason], period: [2026-07-01, 2026-10-01, quarter]}
SELECT churn_reason, count(DISTINCT customer_id) AS churned_customers
FROM customer_spells WHERE ended_on >= '2026-07-01' AND ended_on < '2026-10-01'
GROUP BY churn_reason;

-- query: {metrics: [churned_customers], by: [quarter], period: [2024-10-01, 2026-10-01, quarter, 8]}
SELECT date_trunc('quarter', ended_on)::DATE AS quarter, count(DISTINCT customer_id) AS churned_customers
FROM customer_spells WHERE ended_on >= '2024-10-01' AND ended_on < '2026-10-01'
GROUP BY 1;

-- query: {metrics: [churned_customers], by: [segment], period: [2025-01-01, 2026-01-01, year],
--   filters: [[churn_reason, in, Price, Competitor]]}
SELECT c.segment, count(DISTINCT s.customer_id) AS churned_customers
FROM customer_spells s JOIN customers c USING (customer_id)
WHERE s.ended_on >= '2025-01-01' AND s.ended_on < '2026-01-01' AND s.churn_reason IN ('Price', 'Competitor')
GROUP BY c.segment;

-- query: {metrics: [churn_rate], period: [2025-01-01, 2026-01-01, year]}
SELECT count(DISTINCT customer_id) FILTER (ended_on >= '2025-01-01' AND ended_on < '2026-01-01')
  / count(DISTINCT customer_id) AS churn_rate
FROM customer_spells WHERE started_on < '2025-01-01' AND (ended_on IS NULL OR ended_on >= '2025-01-01');

-- query: {metrics: [churn_rate], by: [plan], period: [2026-01-01, 2027-01-01, year]}
SELECT c.plan, count(DISTINCT s.customer_id) FILTER (s.ended_on >= '2026-01-01' AND s.ended_on < '2027-01-01')
  / count(DISTINCT s.customer_id) AS churn_rate
FROM customer_spells s JOIN customers c USING (customer_id)
WHERE s.started_on < '2026-01-01' AND (s.ended_on IS NULL OR s.ended_on >= '2026-01-01')
GROUP BY c.plan;

-- query: {metrics: [churn_rate], by: [month], period: [2024-11-01, 2026-11-01, month, 24]}
SELECT m.month::DATE AS month,
  count(DISTINCT s.customer_id) FILTER (s.ended_on >= m.month AND s.ended_on < m.month + INTERVAL 1 MONTH)
    / count(DISTINCT s.customer_id) AS churn_rate
FROM range(DATE '2024-11-01', DATE '2026-11-01', INTERVAL 1 MONTH) m(month)
JOIN customer_spells s ON s.started_on < m.month AND (s.ended_on IS NULL OR s.ended_on >= m.month)
GROUP BY 1;

-- query: {metrics: [churn_rate], by: [territory], period: [2026-07-01, 2026-10-01, quarter],
--   filters: [[segment, in, Small business, Consumer]]}
SELECT t.name AS territory, count(DISTINCT s.customer_id) FILTER (s.ended_on >= '2026-07-01' AND s.ended_on < '2026-10-01')
  / count(DISTINCT s.customer_id) AS churn_rate
FROM customer_spells s JOIN customers c USING (customer_id) JOIN territories t USING (territory_id)
WHERE s.started_on < '2026-07-01' AND (s.ended_on IS NULL OR s.ended_on >= '2026-07-01')
  AND c.segment IN ('Small business', 'Consumer')
GROUP BY t.name;

-- query: {metrics: [retention_rate], period: [2026-07-01, 2026-10-01, quarter]}
SELECT count(DISTINCT customer_id) FILTER (ended_on IS NULL OR ended_on >= '2026-10-01') / count(DISTINCT customer_id) AS retention_rate
FROM customer_spells WHERE started_on < '2026-07-01' AND (ended_on IS NULL OR ended_on >= '2026-07-01');

-- query: {metrics: [retention_rate], by: [segment], period: [2025-01-01, 2026-01-01, year]}
SELECT c.segment, count(DISTINCT s.customer_id) FILTER (s.ended_on IS NULL OR s.ended_on >= '2026-01-01')
  / count(DISTINCT s.customer_id) AS retention_rate
FROM customer_spells s JOIN customers c USING (customer_id)
WHERE s.started_on < '2025-01-01' AND (s.ended_on IS NULL OR s.ended_on >= '2025-01-01')
GROUP BY c.segment;

-- query: {metrics: [retention_rate], by: [quarter], period: [2024-10-01, 2026-10-01, quarter, 8]}
SELECT q.quarter::DATE AS quarter,
  count(DISTINCT s.customer_id) FILTER (s.ended_on IS NULL OR s.ended_on >= q.quarter + INTERVAL 3 MONTH)
    / count(DISTINCT s.customer_id) AS retention_rate
FROM range(DATE '2024-10-01', DATE '2026-10-01', INTERVAL 3 MONTH) q(quarter)
JOIN customer_spells s ON s.started_on < q.quarter AND (s.ended_on IS NULL OR s.ended_on >= q.quarter)
GROUP BY 1;

-- query: {metrics: [retention_rate], period: [2026-01-01, 2026-04-01, quarter], filters: [[acquisition_channel, not_in, Referral]]}
SELECT count(DISTINCT s.customer_id) FILTER (s.ended_on IS NULL OR s.ended_on >= '2026-04-01')
  / count(DISTINCT s.customer_id) AS retention_rate
FROM customer_spells s JOIN customers c USING (customer_id)
WHERE s.started_on < '2026-01-01' AND (s.ended_on IS NULL OR s.ended_on >= '2026-01-01')
  AND c.acquisition_channel <> 'Referral';

-- query: {metrics: [mrr], period: [2026-10-01, 2026-11-01, month]}
SELECT sum(monthly_amount) AS mrr
FROM subscriptions WHERE started_on < '2026-11-01' AND (ended_on IS NULL OR ended_on >= '2026-11-01');

-- query: {metrics: [mrr], by: [plan], period: [2025-01-01, 2026-01-01, year]}
SELECT plan, sum(monthly_amount) AS mrr
FROM subscriptions WHERE started_on < '2026-01-01' AND (ended_on IS NULL OR ended_on >= '2026-01-01')
GROUP BY plan;

-- query: {metrics: [mrr], by: [month], period: [2026-01-01, 2027-01-01, year]}
SELECT m.month::DATE AS month, sum(s.monthly_amount) AS mrr
FROM (SELECT month, least(month + INTERVAL 1 MONTH, DATE $day_after) AS close
      FROM range(DATE '2026-01-01', DATE '2026-12-01', INTERVAL 1 MONTH) r(month)) m
JOIN subscriptions s ON s.started_on < m.close AND (s.ended_on IS NULL OR s.ended_on >= m.close)
GROUP BY 1;

-- query: {metrics: [mrr], by: [segment], period: [2026-04-01, 2026-07-01, quarter], filters: [[region, in, North, West]]}
SELECT c.segment, sum(s.monthly_amount) AS mrr
FROM subscriptions s JOIN customers c USING (customer_id) JOIN territories t USING (territory_id)
WHERE s.started_on < '2026-07-01' AND (s.ended_on IS NULL OR s.ended_on >= '2026-07-01') AND t.region IN ('North', 'West')
GROUP BY c.segment;

-- query: {metrics: [lost_mrr], period: [2026-01-01, 2027-01-01, year]}
SELECT sum(monthly_amount) AS lost_mrr
FROM subscriptions WHERE end_reason = 'Churn' AND ended_on >= '2026-01-01' AND ended_on < '2027-01-01';

-- query: {metrics: [lost_mrr], by: [segment], period: [2025-01-01, 2026-01-01, year]}
SELECT c.segment, sum(s.monthly_amount) AS lost_mrr
FROM subscriptions s JOIN customers c USING (customer_id)
WHERE s.end_reason = 'Churn' AND s.ended_on >= '2025-01-01' AND s.ended_on < '2026-01-01'
GROUP BY c.segment;

-- query: {metrics: [lost_mrr], by: [month], period: [2025-11-01, 2026-11-01, month, 12]}
SELECT date_trunc('month', ended_on)::DATE AS month, sum(monthly_amount) AS lost_mrr
FROM subscriptions WHERE end_reason = 'Churn' AND ended_on >= '2025-11-01' AND ended_on < '2026-11-01'
GROUP BY 1;

-- query: {metrics: [lost_mrr], period: [2026-07-01, 2026-10-01, quarter], filters: [[plan, not_in, Basic]]}
SELECT sum(monthly_amount) AS lost_mrr
FROM subscriptions
WHERE end_reason = 'Churn' AND ended_on >= '2026-07-01' AND ended_on < '2026-10-01' AND plan <> 'Basic';

-- query: {metrics: [lost_annual_revenue], period: [2026-07-01, 2026-10-01, quarter]}
SELECT 12 * sum(monthly_amount) AS lost_annual_revenue
FROM subscriptions WHERE end_reason = 'Churn' AND ended_on >= '2026-07-01' AND ended_on < '2026-10-01';

-- query: {metrics: [lost_annual_revenue], by: [plan], period: [2026-01-01, 2027-01-01, year]}
SELECT plan, 12 * sum(monthly_amount) AS lost_annual_revenue
FROM subscriptions WHERE end_reason = 'Churn' AND ended_on >= '2026-01-01' AND ended_on < '2027-01-01'
GROUP BY plan;

-- query: {metrics: [lost_annual_revenue], by: [quarter], period: [2025-01-01, 2026-01-01, year]}
SELECT date_trunc('quarter', ended_on)::DATE AS quarter, 12 * sum(monthly_amount) AS lost_annual_revenue
FROM subscriptions WHERE end_reason = 'Churn' AND ended_on >= '2025-01-01' AND ended_on < '2026-01-01'
GROUP BY 1;

-- query: {metrics: [lost_annual_revenue], period: [2025-01-01, 2026-01-01, year], filters: [[vertical, in, Technology, Finance]]}
SELECT 12 * sum(s.monthly_amount) AS lost_annual_revenue
FROM subscriptions s JOIN customers c USING (customer_id)
WHERE s.end_reason = 'Churn' AND s.ended_on >= '2025-01-01' AND s.ended_on < '2026-01-01'
  AND c.vertical IN ('Technology', 'Finance');

-- query: {metrics: [revenue_at_risk], period: [2026-10-01, 2026-11-01, month]}
SELECT 12 * sum(s.monthly_amount) AS revenue_at_risk
FROM subscriptions s
WHERE s.started_on < '2026-11-01' AND (s.ended_on IS NULL OR s.ended_on >= '2026-11-01')
  AND (NOT EXISTS (SELECT 1 FROM interactions i WHERE i.customer_id = s.customer_id
                   AND i.occurred_at < '2026-11-01' AND i.occurred_at >= DATE '2026-11-01' - 60)
    OR (SELECT arg_max(r.score, r.responded_at) FROM satisfaction_responses r
        WHERE r.customer_id = s.customer_id AND r.responded_at < '2026-11-01') IN (1, 2));

-- query: {metrics: [revenue_at_risk], by: [segment], period: [2026-01-01, 2027-01-01, year]}
SELECT c.segment, 12 * sum(s.monthly_amount) AS revenue_at_risk
FROM subscriptions s JOIN customers c USING (customer_id)
WHERE s.started_on < DATE $day_after AND (s.ended_on IS NULL OR s.ended_on >= DATE $day_after)
  AND (NOT EXISTS (SELECT 1 FROM interactions i WHERE i.customer_id = s.customer_id
                   AND i.occurred_at < DATE $day_after AND i.occurred_at >= DATE $day_after - 60)
    OR (SELECT arg_max(r.score, r.responded_at) FROM satisfaction_responses r
        WHERE r.customer_id = s.customer_id AND r.responded_at < DATE $day_after) IN (1, 2))
GROUP BY c.segment;

-- query: {metrics: [revenue_at_risk], by: [quarter], period: [2025-10-01, 2026-10-01, quarter, 4]}
SELECT q.quarter::DATE AS quarter, 12 * sum(s.monthly_amount) AS revenue_at_risk
FROM (SELECT quarter, quarter + INTERVAL 3 MONTH AS close
      FROM range(DATE '2025-10-01', DATE '2026-10-01', INTERVAL 3 MONTH) r(quarter)) q
JOIN subscriptions s ON s.started_on < q.close AND (s.ended_on IS NULL OR s.ended_on >= q.close)
WHERE NOT EXISTS (SELECT 1 FROM interactions i WHERE i.customer_id = s.customer_id
                  AND i.occurred_at < q.close AND i.occurred_at >= q.close - INTERVAL 60 DAY)
  OR (SELECT arg_max(r.score, r.responded_at) FROM satisfaction_responses r
      WHERE r.customer_id = s.customer_id AND r.responded_at < q.close) IN (1, 2)
GROUP BY 1;

-- query: {metrics: [revenue_at_risk], by: [territory], period: [2025-01-01, 2026-01-01, year], filters: [[plan, in, Professional, Enterprise]]}
SELECT t.name AS territory, 12 * sum(s.monthly_amount) AS revenue_at_risk
FROM subscriptions s JOIN customers c USING (customer_id) JOIN territories t USING (territory_id)
WHERE s.started_on < '2026-01-01' AND (s.ended_on IS NULL OR s.ended_on >= '2026-01-01')
  AND s.plan IN ('Professional', 'Enterprise')
  AND (NOT EXISTS (SELECT 1 FROM interactions i WHERE i.customer_id = s.customer_id
                   AND i.occurred_at < '2026-01-01' AND i.occurred_at >= DATE '2026-01-01' - 60)
    OR (SELECT arg_max(r.score, r.responded_at) FROM satisfaction_responses r
        WHERE r.customer_id = s.customer_id AND r.responded_at < '2026-01-01') IN (1, 2))
GROUP BY t.name;

-- Lifetime value: revenue of a month by an active customer, divided by the share of customers a month loses.
-- query: {metrics: [customer_lifetime_value], period: [2026-10-01, 2026-11-01, month]}
WITH months AS (
  SELECT month FROM range(DATE '2025-11-01', DATE '2026-11-01', INTERVAL 1 MONTH) r(month)
), monthly AS (
  SELECT m.month,
    count(DISTINCT s.customer_id) FILTER (s.started_on < m.month + INTERVAL 1 MONTH
      AND (s.ended_on IS NULL OR s.ended_on >= m.month + INTERVAL 1 MONTH)) AS customers,
    count(DISTINCT s.customer_id) FILTER (s.started_on < m.month AND s.ended_on >= m.month
      AND s.ended_on < m.month + INTERVAL 1 MONTH)
    / count(DISTINCT s.customer_id) FILTER (s.started_on < m.month AND (s.ended_on IS NULL OR s.ended_on >= m.month)) AS churn
  FROM months m CROSS JOIN customer_spells s GROUP BY m.month
), sold AS (
  SELECT sum(l.net_amount) AS revenue FROM order_lines l JOIN orders o USING (order_id)
  WHERE o.ordered_at >= '2025-11-01' AND o.ordered_at < '2026-11-01'
)
SELECT any_value(sold.revenue) / 12 / avg(customers) / avg(churn) AS customer_lifetime_value FROM monthly, sold;

-- query: {metrics: [customer_lifetime_value], by: [segment], period: [2026-07-01, 2026-10-01, quarter]}
WITH months AS (
  SELECT month FROM range(DATE '2025-10-01', DATE '2026-10-01', INTERVAL 1 MONTH) r(month)
), monthly AS (
  SELECT c.segment, m.month,
    count(DISTINCT s.customer_id) FILTER (s.started_on < m.month + INTERVAL 1 MONTH
      AND (s.ended_on IS NULL OR s.ended_on >= m.month + INTERVAL 1 MONTH)) AS customers,
    count(DISTINCT s.customer_id) FILTER (s.started_on < m.month AND s.ended_on >= m.month
      AND s.ended_on < m.month + INTERVAL 1 MONTH)
    / count(DISTINCT s.customer_id) FILTER (s.started_on < m.month AND (s.ended_on IS NULL OR s.ended_on >= m.month)) AS churn
  FROM months m CROSS JOIN customer_spells s JOIN customers c USING (customer_id) GROUP BY c.segment, m.month
), sold AS (
  SELECT c.segment, sum(l.net_amount) AS revenue FROM order_lines l JOIN orders o USING (order_id) JOIN customers c USING (customer_id)
  WHERE o.ordered_at >= '2025-10-01' AND o.ordered_at < '2026-10-01' GROUP BY c.segment
)
SELECT segment, any_value(sold.revenue) / 12 / avg(customers) / avg(churn) AS customer_lifetime_value
FROM monthly JOIN sold USING (segment) GROUP BY segment;

-- query: {metrics: [customer_lifetime_value], by: [quarter], period: [2025-10-01, 2026-10-01, quarter, 4]}
WITH quarters AS (
  SELECT quarter, quarter + INTERVAL 3 MONTH AS close FROM range(DATE '2025-10-01', DATE '2026-10-01', INTERVAL 3 MONTH) r(quarter)
), months AS (
  SELECT quarter, close, unnest(range(close - INTERVAL 1 YEAR, close, INTERVAL 1 MONTH)) AS month FROM quarters
), monthly AS (
  SELECT m.quarter, m.close, m.month,
    count(DISTINCT s.customer_id) FILTER (s.started_on < m.month + INTERVAL 1 MONTH
      AND (s.ended_on IS NULL OR s.ended_on >= m.month + INTERVAL 1 MONTH)) AS customers,
    count(DISTINCT s.customer_id) FILTER (s.started_on < m.month AND s.ended_on >= m.month
      AND s.ended_on < m.month + INTERVAL 1 MONTH)
    / count(DISTINCT s.customer_id) FILTER (s.started_on < m.month AND (s.ended_on IS NULL OR s.ended_on >= m.month)) AS churn
  FROM months m CROSS JOIN customer_spells s GROUP BY ALL
), sold AS (
  SELECT q.quarter, sum(l.net_amount) AS revenue FROM quarters q
  JOIN orders o ON o.ordered_at >= q.close - INTERVAL 1 YEAR AND o.ordered_at < q.close JOIN order_lines l USING (order_id)
  GROUP BY q.quarter
)
SELECT quarter::DATE AS quarter, any_value(sold.revenue) / 12 / avg(customers) / avg(churn) AS customer_lifetime_value
FROM monthly JOIN sold USING (quarter) GROUP BY 1;

-- query: {metrics: [customer_lifetime_value], period: [2025-01-01, 2026-01-01, year], filters: [[segment, in, Small business]]}
WITH own AS (
  SELECT s.customer_id, s.started_on, s.ended_on FROM customer_spells s JOIN customers c USING (customer_id)
  WHERE c.segment = 'Small business'
), monthly AS (
  SELECT m.month,
    count(DISTINCT s.customer_id) FILTER (s.started_on < m.month + INTERVAL 1 MONTH
      AND (s.ended_on IS NULL OR s.ended_on >= m.month + INTERVAL 1 MONTH)) AS customers,
    count(DISTINCT s.customer_id) FILTER (s.started_on < m.month AND s.ended_on >= m.month
      AND s.ended_on < m.month + INTERVAL 1 MONTH)
    / count(DISTINCT s.customer_id) FILTER (s.started_on < m.month AND (s.ended_on IS NULL OR s.ended_on >= m.month)) AS churn
  FROM range(DATE '2025-01-01', DATE '2026-01-01', INTERVAL 1 MONTH) m(month) CROSS JOIN own s GROUP BY m.month
), sold AS (
  SELECT sum(l.net_amount) AS revenue FROM order_lines l JOIN orders o USING (order_id) JOIN customers c USING (customer_id)
  WHERE o.ordered_at >= '2025-01-01' AND o.ordered_at < '2026-01-01' AND c.segment = 'Small business'
)
SELECT any_value(sold.revenue) / 12 / avg(customers) / avg(churn) AS customer_lifetime_value FROM monthly, sold;
