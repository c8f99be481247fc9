-- What marketing costs and brings: spend, acquisition cost, budgets, win-back campaigns.

-- query: {metrics: [marketing_spend], period: [2026-10-01, 2026-11-01, month]}
SELECT sum(amount) AS marketing_spend FROM marketing_spend WHERE spent_on >= '2026-10-01' AND spent_on < '2026-11-01';

-- query: {metrics: [marketing_spend], by: [marketing_channel], period: [2025-01-01, 2026-01-01, year]}
SELECT c.marketing_channel, sum(s.amount) AS marketing_spend
FROM marketing_spend s JOIN campaigns c USING (campaign_id)
WHERE s.spent_on >= '2025-01-01' AND s.spent_on < '2026-01-01'
GROUP BY c.marketing_channel;

-- query: {metrics: [marketing_spend], by: [month], period: [2026-01-01, 2027-01-01, year]}
SELECT date_trunc('month', spent_on)::DATE AS month, sum(amount) AS marketing_spend
FROM marketing_spend WHERE spent_on >= '2026-01-01' AND spent_on < '2027-01-01'
GROUP BY 1;

-- query: {metrics: [marketing_spend], by: [region], period: [2026-07-01, 2026-10-01, quarter],
--   filters: [[marketing_channel, not_in, Paid search]]}
SELECT t.region, sum(s.amount) AS marketing_spend
FROM marketing_spend s JOIN campaigns c USING (campaign_id) JOIN territories t USING (territory_id)
WHERE s.spent_on >= '2026-07-01' AND s.spent_on < '2026-10-01' AND c.marketing_channel <> 'Paid search'
GROUP BY t.region;

-- query: {metrics: [customer_acquisition_cost], period: [2026-07-01, 2026-10-01, quarter]}
SELECT
  (SELECT sum(s.amount) FROM marketing_spend s JOIN campaigns c USING (campaign_id)
   WHERE c.kind = 'Acquisition' AND s.spent_on >= '2026-07-01' AND s.spent_on < '2026-10-01')
  / (SELECT count(*) FROM customers WHERE acquired_on >= '2026-07-01' AND acquired_on < '2026-10-01')
  AS customer_acquisition_cost;

-- Customers whom no campaign brought cost nothing; a campaign that brought nobody has no cost per customer.
-- query: {metrics: [customer_acquisition_cost], by: [campaign], period: [2026-07-01, 2026-10-01, quarter]}
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

-- query: {metrics: [customer_acquisition_cost], by: [territory], period: [2026-07-01, 2026-10-01, quarter]}
WITH spend AS (
  SELECT s.territory_id, sum(s.amount) AS amount FROM marketing_spend s JOIN campaigns c USING (campaign_id)
  WHERE c.kind = 'Acquisition' AND s.spent_on >= '2026-07-01' AND s.spent_on < '2026-10-01' GROUP BY s.territory_id
), gained AS (
  SELECT territory_id, count(*) AS customers FROM customers
  WHERE acquired_on >= '2026-07-01' AND acquired_on < '2026-10-01' GROUP BY territory_id
)
SELECT t.name AS territory, coalesce(s.amount, 0) / nullif(g.customers, 0) AS customer_acquisition_cost
FROM spend s FULL JOIN gained g USING (territory_id) JOIN territories t USING (territory_id);

-- query: {metrics: [customer_acquisition_cost], by: [month], period: [2025-01-01, 2026-01-01, year]}
WITH spend AS (
  SELECT date_trunc('month', s.spent_on)::DATE AS month, sum(s.amount) AS amount
  FROM marketing_spend s JOIN campaigns c USING (campaign_id) WHERE c.kind = 'Acquisition' GROUP BY 1
), gained AS (
  SELECT date_trunc('month', acquired_on)::DATE AS month, count(*) AS customers FROM customers GROUP BY 1
)
SELECT month, amount / customers AS customer_acquisition_cost FROM spend JOIN gained USING (month) WHERE year(month) = 2025;

-- query: {metrics: [customer_acquisition_cost], period: [2026-01-01, 2027-01-01, year], filters: [[marketing_channel, in, Paid search, Social media]]}
SELECT
  (SELECT sum(s.amount) FROM marketing_spend s JOIN campaigns c USING (campaign_id)
   WHERE c.kind = 'Acquisition' AND s.spent_on >= '2026-01-01' AND s.spent_on < '2027-01-01'
     AND c.marketing_channel IN ('Paid search', 'Social media'))
  / (SELECT count(*) FROM customers WHERE acquired_on >= '2026-01-01' AND acquired_on < '2027-01-01'
     AND acquisition_channel IN ('Paid search', 'Social media')) AS customer_acquisition_cost;

-- query: {metrics: [cost_per_lead], period: [2025-01-01, 2026-01-01, year]}
SELECT
  (SELECT sum(s.amount) FROM marketing_spend s JOIN campaigns c USING (campaign_id)
   WHERE c.kind = 'Acquisition' AND s.spent_on >= '2025-01-01' AND s.spent_on < '2026-01-01')
  / (SELECT count(*) FROM leads WHERE created_at >= '2025-01-01' AND created_at < '2026-01-01') AS cost_per_lead;

-- query: {metrics: [cost_per_lead], by: [marketing_channel], period: [2026-10-01, 2026-11-01, month]}
WITH spend AS (
  SELECT c.marketing_channel, sum(s.amount) AS amount FROM marketing_spend s JOIN campaigns c USING (campaign_id)
  WHERE c.kind = 'Acquisition' AND s.spent_on >= '2026-10-01' AND s.spent_on < '2026-11-01' GROUP BY 1
), gained AS (
  SELECT source AS marketing_channel, count(*) AS leads FROM leads
  WHERE created_at >= '2026-10-01' AND created_at < '2026-11-01' GROUP BY 1
)
SELECT marketing_channel, coalesce(amount, 0) / nullif(leads, 0) AS cost_per_lead
FROM spend FULL JOIN gained USING (marketing_channel);

-- query: {metrics: [cost_per_lead], by: [quarter], period: [2025-10-01, 2026-10-01, quarter, 4]}
WITH spend AS (
  SELECT date_trunc('quarter', s.spent_on)::DATE AS quarter, sum(s.amount) AS amount
  FROM marketing_spend s JOIN campaigns c USING (campaign_id) WHERE c.kind = 'Acquisition' GROUP BY 1
), gained AS (
  SELECT date_trunc('quarter', created_at)::DATE AS quarter, count(*) AS leads FROM leads GROUP BY 1
)
SELECT quarter, amount / leads AS cost_per_lead
FROM spend JOIN gained USING (quarter) WHERE quarter >= '2025-10-01' AND quarter < '2026-10-01';

-- query: {metrics: [cost_per_lead], by: [campaign], period: [2026-07-01, 2026-10-01, quarter], filters: [[region, in, North]]}
WITH spend AS (
  SELECT s.campaign_id, sum(s.amount) AS amount
  FROM marketing_spend s JOIN campaigns c USING (campaign_id) JOIN territories t USING (territory_id)
  WHERE c.kind = 'Acquisition' AND s.spent_on >= '2026-07-01' AND s.spent_on < '2026-10-01' AND t.region = 'North'
  GROUP BY s.campaign_id
), gained AS (
  SELECT l.campaign_id, count(*) AS leads FROM leads l JOIN territories t USING (territory_id)
  WHERE l.created_at >= '2026-07-01' AND l.created_at < '2026-10-01' AND t.region = 'North' GROUP BY l.campaign_id
)
SELECT c.name AS campaign, coalesce(s.amount, 0) / nullif(g.leads, 0) AS cost_per_lead
FROM spend s FULL JOIN gained g ON s.campaign_id = g.campaign_id
LEFT JOIN campaigns c ON c.campaign_id = coalesce(s.campaign_id, g.campaign_id);

-- query: {metrics: [budget], period: [2025-01-01, 2026-01-01, year]}
SELECT sum(allocated) AS budget FROM budgets WHERE year(month) = 2025;

-- query: {metrics: [budget], by: [territory, budget_category], period: [2026-01-01, 2027-01-01, year]}
SELECT t.name AS territory, b.category AS budget_category, sum(b.allocated) AS budget
FROM budgets b JOIN territories t USING (territory_id)
WHERE year(b.month) = 2026
GROUP BY t.name, b.category;

-- query: {metrics: [budget], by: [month], period: [2025-11-01, 2026-11-01, month, 12]}
SELECT month, sum(allocated) AS budget FROM budgets WHERE month >= '2025-11-01' AND month < '2026-11-01' GROUP BY month;

-- query: {metrics: [budget], by: [region], period: [2026-07-01, 2026-10-01, quarter], filters: [[budget_category, in, Marketing]]}
SELECT t.region, sum(b.allocated) AS budget
FROM budgets b JOIN territories t USING (territory_id)
WHERE b.month >= '2026-07-01' AND b.month < '2026-10-01' AND b.category = 'Marketing'
GROUP BY t.region;

-- query: {metrics: [budget_spent], period: [2026-07-01, 2026-10-01, quarter]}
SELECT sum(spent) AS budget_spent FROM budgets WHERE month >= '2026-07-01' AND month < '2026-10-01';

-- query: {metrics: [budget_spent], by: [budget_category], period: [2026-10-01, 2026-11-01, month]}
SELECT category AS budget_category, sum(spent) AS budget_spent FROM budgets WHERE month = '2026-10-01' GROUP BY category;

-- query: {metrics: [budget_spent], by: [quarter], period: [2025-01-01, 2026-01-01, year]}
SELECT date_trunc('quarter', month)::DATE AS quarter, sum(spent) AS budget_spent
FROM budgets WHERE year(month) = 2025 GROUP BY 1;

-- query: {metrics: [budget_spent], period: [2025-01-01, 2026-01-01, year], filters: [[region, not_in, Central, South]]}
SELECT sum(b.spent) AS budget_spent
FROM budgets b JOIN territories t USING (territory_id)
WHERE year(b.month) = 2025 AND t.region NOT IN ('Central', 'South');

-- query: {metrics: [budget_utilisation], period: [2026-10-01, 2026-11-01, month]}
SELECT sum(spent) / sum(allocated) AS budget_utilisation FROM budgets WHERE month = '2026-10-01';

-- query: {metrics: [budget_utilisation], by: [territory], period: [2025-01-01, 2026-01-01, year]}
SELECT t.name AS territory, sum(b.spent) / nullif(sum(b.allocated), 0) AS budget_utilisation
FROM budgets b JOIN territories t USING (territory_id)
WHERE year(b.month) = 2025
GROUP BY t.name;

-- query: {metrics: [budget_utilisation], by: [month], period: [2026-01-01, 2026-11-01, month, 10]}
SELECT month, sum(spent) / sum(allocated) AS budget_utilisation
FROM budgets WHERE month >= '2026-01-01' AND month < '2026-11-01' GROUP BY month;

-- query: {metrics: [budget_utilisation], by: [region], period: [2026-07-01, 2026-10-01, quarter], filters: [[budget_category, not_in, Resources]]}
SELECT t.region, sum(b.spent) / sum(b.allocated) AS budget_utilisation
FROM budgets b JOIN territories t USING (territory_id)
WHERE b.month >= '2026-07-01' AND b.month < '2026-10-01' AND b.category <> 'Resources'
GROUP BY t.region;

-- query: {metrics: [win_back_contacted], period: [2026-01-01, 2027-01-01, year]}
SELECT count(DISTINCT customer_id) AS win_back_contacted
FROM win_back_contacts WHERE contacted_on >= '2026-01-01' AND contacted_on < '2027-01-01';

-- query: {metrics: [win_back_contacted], by: [campaign], period: [2025-01-01, 2026-01-01, year]}
SELECT c.name AS campaign, count(DISTINCT w.customer_id) AS win_back_contacted
FROM win_back_contacts w JOIN campaigns c USING (campaign_id)
WHERE w.contacted_on >= '2025-01-01' AND w.contacted_on < '2026-01-01'
GROUP BY c.name;

-- query: {metrics: [win_back_contacted], by: [month], period: [2025-11-01, 2026-11-01, month, 12]}
SELECT date_trunc('month', contacted_on)::DATE AS month, count(DISTINCT customer_id) AS win_back_contacted
FROM win_back_contacts WHERE contacted_on >= '2025-11-01' AND contacted_on < '2026-11-01'
GROUP BY 1;

-- query: {metrics: [win_back_contacted], period: [2025-01-01, 2026-01-01, year], filters: [[segment, in, Consumer, Small business]]}
SELECT count(DISTINCT w.customer_id) AS win_back_contacted
FROM win_back_contacts w JOIN customers c USING (customer_id)
WHERE w.contacted_on >= '2025-01-01' AND w.contacted_on < '2026-01-01' AND c.segment IN ('Consumer', 'Small business');

-- query: {metrics: [win_back_customers], period: [2025-01-01, 2026-01-01, year]}
SELECT count(DISTINCT customer_id) AS win_back_customers
FROM win_back_contacts WHERE contacted_on >= '2025-01-01' AND contacted_on < '2026-01-01' AND returned_on IS NOT NULL;

-- query: {metrics: [win_back_customers], by: [segment], period: [2026-01-01, 2027-01-01, year]}
SELECT c.segment, count(DISTINCT w.customer_id) AS win_back_customers
FROM win_back_contacts w JOIN customers c USING (customer_id)
WHERE w.contacted_on >= '2026-01-01' AND w.contacted_on < '2027-01-01' AND w.returned_on IS NOT NULL
GROUP BY c.segment;

-- query: {metrics: [win_back_customers], by: [quarter], period: [2024-10-01, 2026-10-01, quarter, 8]}
SELECT date_trunc('quarter', contacted_on)::DATE AS quarter, count(DISTINCT customer_id) AS win_back_customers
FROM win_back_contacts WHERE contacted_on >= '2024-10-01' AND contacted_on < '2026-10-01' AND returned_on IS NOT NULL
GROUP BY 1;

-- query: {metrics: [win_back_customers], period: [2026-01-01, 2027-01-01, year], filters: [[region, in, Central]]}
SELECT count(DISTINCT w.customer_id) AS win_back_customers
FROM win_back_contacts w JOIN customers c USING (customer_id) JOIN territories t USING (territory_id)
WHERE w.contacted_on >= '2026-01-01' AND w.contacted_on < '2027-01-01' AND w.returned_on IS NOT NULL AND t.region = 'Central';

-- query: {metrics: [win_back_rate], period: [2026-01-01, 2027-01-01, year]}
SELECT count(DISTINCT customer_id) FILTER (returned_on IS NOT NULL) / count(DISTINCT customer_id) AS win_back_rate
FROM win_back_contacts WHERE contacted_on >= '2026-01-01' AND contacted_on < '2027-01-01';

-- query: {metrics: [win_back_rate], by: [campaign], period: [2026-01-01, 2027-01-01, year]}
SELECT c.name AS campaign,
  count(DISTINCT w.customer_id) FILTER (w.returned_on IS NOT NULL) / count(DISTINCT w.customer_id) AS win_back_rate
FROM win_back_contacts w JOIN campaigns c USING (campaign_id)
WHERE w.contacted_on >= '2026-01-01' AND w.contacted_on < '2027-01-01'
GROUP BY c.name;

-- query: {metrics: [win_back_rate], by: [quarter], period: [2025-01-01, 2026-01-01, year]}
SELECT date_trunc('quarter', contacted_on)::DATE AS quarter,
  count(DISTINCT customer_id) FILTER (returned_on IS NOT NULL) / count(DISTINCT customer_id) AS win_back_rate
FROM win_back_contacts WHERE contacted_on >= '2025-01-01' AND contacted_on < '2026-01-01'
GROUP BY 1;

-- query: {metrics: [win_back_rate], period: [2025-01-01, 2026-01-01, year], filters: [[segment, not_in, Consumer]]}
SELECT count(DISTINCT w.customer_id) FILTER (w.returned_on IS NOT NULL) / count(DISTINCT w.customer_id) AS win_back_rate
FROM win_back_contacts w JOIN customers c USING (customer_id)
WHERE w.contacted_on >= '2025-01-01' AND w.contacted_on < '2026-01-01' AND c.segment <> 'Consumer';

-- Orders from the day the customer came back; an order counts once, for the return it follows most closely.
-- query: {metrics: [win_back_revenue], period: [2025-01-01, 2026-01-01, year]}
WITH followed AS (
  SELECT o.order_id, max_by(w.contact_event_id, w.returned_on) AS contact_event_id
  FROM orders o JOIN win_back_contacts w ON w.customer_id = o.customer_id AND o.ordered_at >= w.returned_on GROUP BY o.order_id
)
SELECT sum(l.net_amount) AS win_back_revenue
FROM followed f JOIN win_back_contacts w USING (contact_event_id) JOIN order_lines l USING (order_id)
WHERE w.contacted_on >= '2025-01-01' AND w.contacted_on < '2026-01-01';

-- query: {metrics: [win_back_revenue], by: [campaign], period: [2026-01-01, 2027-01-01, year]}
WITH followed AS (
  SELECT o.order_id, max_by(w.contact_event_id, w.returned_on) AS contact_event_id
  FROM orders o JOIN win_back_contacts w ON w.customer_id = o.customer_id AND o.ordered_at >= w.returned_on GROUP BY o.order_id
)
SELECT c.name AS campaign, sum(l.net_amount) AS win_back_revenue
FROM followed f JOIN win_back_contacts w USING (contact_event_id) JOIN campaigns c USING (campaign_id)
JOIN order_lines l USING (order_id)
WHERE w.contacted_on >= '2026-01-01' AND w.contacted_on < '2027-01-01'
GROUP BY c.name;

-- query: {metrics: [win_back_revenue], by: [quarter], period: [2024-10-01, 2026-10-01, quarter, 8]}
WITH followed AS (
  SELECT o.order_id, max_by(w.contact_event_id, w.returned_on) AS contact_event_id
  FROM orders o JOIN win_back_contacts w ON w.customer_id = o.customer_id AND o.ordered_at >= w.returned_on GROUP BY o.order_id
)
SELECT date_trunc('quarter', w.contacted_on)::DATE AS quarter, sum(l.net_amount) AS win_back_revenue
FROM followed f JOIN win_back_contacts w USING (contact_event_id) JOIN order_lines l USING (order_id)
WHERE w.contacted_on >= '2024-10-01' AND w.contacted_on < '2026-10-01'
GROUP BY 1;

-- query: {metrics: [win_back_revenue], period: [2025-01-01, 2026-01-01, year], filters: [[segment, in, Enterprise, Mid-market]]}
WITH followed AS (
  SELECT o.order_id, max_by(w.contact_event_id, w.returned_on) AS contact_event_id
  FROM orders o JOIN win_back_contacts w ON w.customer_id = o.customer_id AND o.ordered_at >= w.returned_on GROUP BY o.order_id
)
SELECT sum(l.net_amount) AS win_back_revenue
FROM followed f JOIN win_back_contacts w USING (contact_event_id) JOIN customers c ON c.customer_id = w.customer_id
JOIN order_lines l USING (order_id)
WHERE w.contacted_on >= '2025-01-01' AND w.contacted_on < '2026-01-01' AND c.segment IN ('Enterprise', 'Mid-market');
