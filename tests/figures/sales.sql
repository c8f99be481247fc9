-- What was sold: order lines and their orders. A line counts by its order's date; returns are negative lines.

-- query: {metrics: [revenue], period: [2026-10-01, 2027-01-01, quarter]}
SELECT sum(l.net_amount) AS revenue
FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2026-10-01' AND o.ordered_at < '2027-01-01';

-- query: {metrics: [revenue], by: [territory], period: [2026-07-01, 2026-10-01, quarter]}
SELECT t.name AS territory, sum(l.net_amount) AS revenue
FROM order_lines l JOIN orders o USING (order_id) JOIN territories t USING (territory_id)
WHERE o.ordered_at >= '2026-07-01' AND o.ordered_at < '2026-10-01'
GROUP BY t.name;

-- query: {metrics: [revenue], by: [month], period: [2024-11-01, 2026-11-01, month, 24]}
SELECT date_trunc('month', o.ordered_at)::DATE AS month, sum(l.net_amount) AS revenue
FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2024-11-01' AND o.ordered_at < '2026-11-01'
GROUP BY 1;

-- query: {metrics: [revenue], period: [2025-01-01, 2026-01-01, year], filters: [[segment, in, Enterprise]]}
SELECT sum(l.net_amount) AS revenue
FROM order_lines l JOIN orders o USING (order_id) JOIN customers c USING (customer_id)
WHERE o.ordered_at >= '2025-01-01' AND o.ordered_at < '2026-01-01' AND c.segment = 'Enterprise';

-- query: {metrics: [revenue], by: [vertical], period: [2025-01-01, 2026-01-01, year],
--   filters: [[vertical, not_in, Food, Retail], [sales_channel, in, Online, Agency]]}
SELECT c.vertical, sum(l.net_amount) AS revenue
FROM order_lines l JOIN orders o USING (order_id) JOIN customers c USING (customer_id)
WHERE o.ordered_at >= '2025-01-01' AND o.ordered_at < '2026-01-01'
  AND (c.vertical IS NULL OR c.vertical NOT IN ('Food', 'Retail')) AND o.sales_channel IN ('Online', 'Agency')
GROUP BY c.vertical;

-- query: {metrics: [revenue], by: [week], period: [2026-08-31, 2026-11-23, week, 12]}
SELECT date_trunc('week', o.ordered_at)::DATE AS week, sum(l.net_amount) AS revenue
FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2026-08-31' AND o.ordered_at < '2026-11-23'
GROUP BY 1;

-- query: {metrics: [orders], period: [2026-10-01, 2026-11-01, month]}
SELECT count(DISTINCT order_id) AS orders
FROM orders WHERE ordered_at >= '2026-10-01' AND ordered_at < '2026-11-01';

-- query: {metrics: [orders], by: [rep], period: [2026-01-01, 2027-01-01, year]}
SELECT r.name AS rep, count(DISTINCT o.order_id) AS orders
FROM orders o JOIN reps r ON r.rep_id = o.rep_id
WHERE o.ordered_at >= '2026-01-01' AND o.ordered_at < '2027-01-01'
GROUP BY r.name;

-- query: {metrics: [orders], by: [day], period: [2026-11-16, 2026-11-23, week]}
SELECT ordered_at::DATE AS day, count(DISTINCT order_id) AS orders
FROM orders WHERE ordered_at >= '2026-11-16' AND ordered_at < '2026-11-23'
GROUP BY 1;

-- query: {metrics: [orders], by: [product], period: [2026-04-01, 2026-07-01, quarter]}
SELECT p.name AS product, count(DISTINCT o.order_id) AS orders
FROM orders o JOIN order_lines l USING (order_id) JOIN products p USING (product_id)
WHERE o.ordered_at >= '2026-04-01' AND o.ordered_at < '2026-07-01'
GROUP BY p.name;

-- query: {metrics: [orders], by: [sales_channel], period: [2025-10-01, 2026-01-01, quarter],
--   filters: [[region, not_in, North]]}
SELECT o.sales_channel, count(DISTINCT o.order_id) AS orders
FROM orders o JOIN territories t USING (territory_id)
WHERE o.ordered_at >= '2025-10-01' AND o.ordered_at < '2026-01-01' AND t.region <> 'North'
GROUP BY o.sales_channel;

-- query: {metrics: [units_sold], period: [2025-01-01, 2026-01-01, year]}
SELECT sum(l.quantity) AS units_sold
FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2025-01-01' AND o.ordered_at < '2026-01-01';

-- query: {metrics: [units_sold], by: [category], period: [2026-10-01, 2026-11-01, month]}
SELECT p.category, sum(l.quantity) AS units_sold
FROM order_lines l JOIN orders o USING (order_id) JOIN products p USING (product_id)
WHERE o.ordered_at >= '2026-10-01' AND o.ordered_at < '2026-11-01'
GROUP BY p.category;

-- query: {metrics: [units_sold], by: [quarter], period: [2024-10-01, 2026-10-01, quarter, 8]}
SELECT date_trunc('quarter', o.ordered_at)::DATE AS quarter, sum(l.quantity) AS units_sold
FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2024-10-01' AND o.ordered_at < '2026-10-01'
GROUP BY 1;

-- query: {metrics: [units_sold], period: [2026-07-01, 2026-10-01, quarter], filters: [[product_type, in, Service]]}
SELECT sum(l.quantity) AS units_sold
FROM order_lines l JOIN orders o USING (order_id) JOIN products p USING (product_id)
WHERE o.ordered_at >= '2026-07-01' AND o.ordered_at < '2026-10-01' AND p.product_type = 'Service';

-- query: {metrics: [average_order_value], period: [2026-01-01, 2027-01-01, year]}
SELECT sum(l.net_amount) / count(DISTINCT o.order_id) AS average_order_value
FROM orders o JOIN order_lines l USING (order_id)
WHERE o.ordered_at >= '2026-01-01' AND o.ordered_at < '2027-01-01';

-- query: {metrics: [average_order_value], by: [sales_channel], period: [2026-10-01, 2026-11-01, month]}
SELECT o.sales_channel, sum(l.net_amount) / count(DISTINCT o.order_id) AS average_order_value
FROM orders o JOIN order_lines l USING (order_id)
WHERE o.ordered_at >= '2026-10-01' AND o.ordered_at < '2026-11-01'
GROUP BY o.sales_channel;

-- query: {metrics: [average_order_value], by: [month], period: [2025-01-01, 2026-01-01, year]}
SELECT date_trunc('month', o.ordered_at)::DATE AS month,
  sum(l.net_amount) / count(DISTINCT o.order_id) AS average_order_value
FROM orders o JOIN order_lines l USING (order_id)
WHERE o.ordered_at >= '2025-01-01' AND o.ordered_at < '2026-01-01'
GROUP BY 1;

-- query: {metrics: [average_order_value], period: [2026-07-01, 2026-10-01, quarter],
--   filters: [[customer_type, in, New], [region, in, South, East]]}
SELECT sum(l.net_amount) / count(DISTINCT o.order_id) AS average_order_value
FROM orders o JOIN order_lines l USING (order_id) JOIN territories t USING (territory_id)
WHERE o.ordered_at >= '2026-07-01' AND o.ordered_at < '2026-10-01'
  AND o.customer_type = 'New' AND t.region IN ('South', 'East');

-- query: {metrics: [gross_profit], period: [2026-07-01, 2026-10-01, quarter]}
SELECT sum(l.net_amount - l.cost_amount) AS gross_profit
FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2026-07-01' AND o.ordered_at < '2026-10-01';

-- query: {metrics: [gross_profit], by: [team], period: [2025-01-01, 2026-01-01, year]}
SELECT t.name AS team, sum(l.net_amount - l.cost_amount) AS gross_profit
FROM order_lines l JOIN orders o USING (order_id) JOIN teams t ON t.team_id = o.team_id
WHERE o.ordered_at >= '2025-01-01' AND o.ordered_at < '2026-01-01'
GROUP BY t.name;

-- query: {metrics: [gross_profit], by: [year], period: [2023-01-01, 2026-01-01, year, 3]}
SELECT date_trunc('year', o.ordered_at)::DATE AS year, sum(l.net_amount - l.cost_amount) AS gross_profit
FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2023-01-01' AND o.ordered_at < '2026-01-01'
GROUP BY 1;

-- query: {metrics: [gross_profit], period: [2026-10-01, 2026-11-01, month], filters: [[sales_channel, in, Wholesale]]}
SELECT sum(l.net_amount - l.cost_amount) AS gross_profit
FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2026-10-01' AND o.ordered_at < '2026-11-01' AND o.sales_channel = 'Wholesale';

-- query: {metrics: [profit_margin], period: [2025-01-01, 2026-01-01, year]}
SELECT sum(l.net_amount - l.cost_amount) / sum(l.net_amount) AS profit_margin
FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2025-01-01' AND o.ordered_at < '2026-01-01';

-- query: {metrics: [profit_margin], by: [product], period: [2026-01-01, 2027-01-01, year]}
SELECT p.name AS product, sum(l.net_amount - l.cost_amount) / nullif(sum(l.net_amount), 0) AS profit_margin
FROM order_lines l JOIN orders o USING (order_id) JOIN products p USING (product_id)
WHERE o.ordered_at >= '2026-01-01' AND o.ordered_at < '2027-01-01'
GROUP BY p.name;

-- query: {metrics: [profit_margin], by: [month], period: [2025-11-01, 2026-11-01, month, 12]}
SELECT date_trunc('month', o.ordered_at)::DATE AS month,
  sum(l.net_amount - l.cost_amount) / sum(l.net_amount) AS profit_margin
FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2025-11-01' AND o.ordered_at < '2026-11-01'
GROUP BY 1;

-- query: {metrics: [profit_margin], by: [product_type], period: [2026-10-01, 2026-11-01, month],
--   filters: [[segment, not_in, Consumer]]}
SELECT p.product_type, sum(l.net_amount - l.cost_amount) / sum(l.net_amount) AS profit_margin
FROM order_lines l JOIN orders o USING (order_id) JOIN products p USING (product_id) JOIN customers c USING (customer_id)
WHERE o.ordered_at >= '2026-10-01' AND o.ordered_at < '2026-11-01' AND c.segment <> 'Consumer'
GROUP BY p.product_type;

-- query: {metrics: [discount_amount], period: [2026-10-01, 2026-11-01, month]}
SELECT sum(l.discount_amount) AS discount_amount
FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2026-10-01' AND o.ordered_at < '2026-11-01';

-- query: {metrics: [discount_amount], by: [sales_channel], period: [2026-01-01, 2027-01-01, year]}
SELECT o.sales_channel, sum(l.discount_amount) AS discount_amount
FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2026-01-01' AND o.ordered_at < '2027-01-01'
GROUP BY 1;

-- query: {metrics: [discount_amount], by: [month], period: [2025-11-01, 2026-11-01, month, 12]}
SELECT date_trunc('month', o.ordered_at)::DATE AS month, sum(l.discount_amount) AS discount_amount
FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2025-11-01' AND o.ordered_at < '2026-11-01'
GROUP BY 1;

-- query: {metrics: [discount_amount], period: [2025-01-01, 2026-01-01, year], filters: [[sales_channel, in, Online]]}
SELECT sum(l.discount_amount) AS discount_amount
FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2025-01-01' AND o.ordered_at < '2026-01-01' AND o.sales_channel = 'Online';

-- query: {metrics: [discount_rate], period: [2026-10-01, 2026-11-01, month]}
SELECT sum(l.discount_amount) / sum(l.gross_amount) AS discount_rate
FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2026-10-01' AND o.ordered_at < '2026-11-01';

-- query: {metrics: [discount_rate], by: [customer_type, sales_channel], period: [2026-01-01, 2027-01-01, year]}
SELECT o.customer_type, o.sales_channel, sum(l.discount_amount) / sum(l.gross_amount) AS discount_rate
FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2026-01-01' AND o.ordered_at < '2027-01-01'
GROUP BY o.customer_type, o.sales_channel;

-- query: {metrics: [discount_rate], by: [quarter], period: [2025-01-01, 2026-01-01, year]}
SELECT date_trunc('quarter', o.ordered_at)::DATE AS quarter, sum(l.discount_amount) / sum(l.gross_amount) AS discount_rate
FROM order_lines l JOIN orders o USING (order_id)
WHERE o.ordered_at >= '2025-01-01' AND o.ordered_at < '2026-01-01'
GROUP BY 1;

-- query: {metrics: [discount_rate], period: [2025-01-01, 2026-01-01, year], filters: [[vertical, none, null]]}
SELECT sum(l.discount_amount) / sum(l.gross_amount) AS discount_rate
FROM order_lines l JOIN orders o USING (order_id) JOIN customers c USING (customer_id)
WHERE o.ordered_at >= '2025-01-01' AND o.ordered_at < '2026-01-01' AND c.vertical IS NULL;

-- query: {metrics: [buying_customers], period: [2026-01-01, 2027-01-01, year]}
SELECT count(DISTINCT customer_id) AS buying_customers
FROM orders WHERE ordered_at >= '2026-01-01' AND ordered_at < '2027-01-01';

-- query: {metrics: [buying_customers], by: [category], period: [2026-07-01, 2026-10-01, quarter]}
SELECT p.category, count(DISTINCT o.customer_id) AS buying_customers
FROM orders o JOIN order_lines l USING (order_id) JOIN products p USING (product_id)
WHERE o.ordered_at >= '2026-07-01' AND o.ordered_at < '2026-10-01'
GROUP BY p.category;

-- query: {metrics: [buying_customers], by: [month], period: [2026-01-01, 2027-01-01, year]}
SELECT date_trunc('month', ordered_at)::DATE AS month, count(DISTINCT customer_id) AS buying_customers
FROM orders WHERE ordered_at >= '2026-01-01' AND ordered_at < '2027-01-01'
GROUP BY 1;

-- query: {metrics: [buying_customers], by: [region], period: [2025-07-01, 2025-10-01, quarter],
--   filters: [[acquisition_channel, in, Referral, Paid search]]}
SELECT t.region, count(DISTINCT o.customer_id) AS buying_customers
FROM orders o JOIN territories t ON t.territory_id = o.territory_id JOIN customers c ON c.customer_id = o.customer_id
WHERE o.ordered_at >= '2025-07-01' AND o.ordered_at < '2025-10-01' AND c.acquisition_channel IN ('Referral', 'Paid search')
GROUP BY t.region;

-- query: {metrics: [revenue_per_customer], period: [2025-10-01, 2026-01-01, quarter]}
SELECT sum(l.net_amount) / count(DISTINCT o.customer_id) AS revenue_per_customer
FROM orders o JOIN order_lines l USING (order_id)
WHERE o.ordered_at >= '2025-10-01' AND o.ordered_at < '2026-01-01';

-- query: {metrics: [revenue_per_customer], by: [segment], period: [2026-01-01, 2027-01-01, year]}
SELECT c.segment, sum(l.net_amount) / count(DISTINCT o.customer_id) AS revenue_per_customer
FROM orders o JOIN order_lines l USING (order_id) JOIN customers c USING (customer_id)
WHERE o.ordered_at >= '2026-01-01' AND o.ordered_at < '2027-01-01'
GROUP BY c.segment;

-- query: {metrics: [revenue_per_customer], by: [quarter], period: [2024-01-01, 2026-01-01, year, 2]}
SELECT date_trunc('quarter', o.ordered_at)::DATE AS quarter,
  sum(l.net_amount) / count(DISTINCT o.customer_id) AS revenue_per_customer
FROM orders o JOIN order_lines l USING (order_id)
WHERE o.ordered_at >= '2024-01-01' AND o.ordered_at < '2026-01-01'
GROUP BY 1;

-- query: {metrics: [revenue_per_customer], period: [2026-10-01, 2026-11-01, month], filters: [[territory, in, Tehran]]}
SELECT sum(l.net_amount) / count(DISTINCT o.customer_id) AS revenue_per_customer
FROM orders o JOIN order_lines l USING (order_id) JOIN territories t ON t.territory_id = o.territory_id
WHERE o.ordered_at >= '2026-10-01' AND o.ordered_at < '2026-11-01' AND t.name = 'Tehran';

-- query: {metrics: [revenue_target], period: [2026-10-01, 2027-01-01, quarter]}
SELECT sum(amount) AS revenue_target FROM targets WHERE month IN ('2026-10-01', '2026-11-01', '2026-12-01');

-- query: {metrics: [revenue_target], by: [rep], period: [2026-07-01, 2026-10-01, quarter]}
SELECT r.name AS rep, sum(t.amount) AS revenue_target
FROM targets t JOIN reps r ON r.rep_id = t.rep_id
WHERE t.month IN ('2026-07-01', '2026-08-01', '2026-09-01')
GROUP BY r.name;

-- query: {metrics: [revenue_target], by: [month], period: [2025-01-01, 2026-01-01, year]}
SELECT month, sum(amount) AS revenue_target FROM targets WHERE year(month) = 2025 GROUP BY month;

-- A part of a month has its days' share of the target: ten of October's 31 days.
-- query: {metrics: [revenue_target], by: [region], period: [2026-10-11, 2026-10-21, day, 10]}
SELECT t.region, sum(g.amount) * 10 / 31 AS revenue_target
FROM targets g JOIN territories t ON t.territory_id = g.territory_id
WHERE g.month = '2026-10-01'
GROUP BY t.region;

-- query: {metrics: [revenue_target], period: [2026-09-16, 2026-10-16, day, 30], filters: [[team, not_in, Simorgh]]}
SELECT sum(CASE g.month WHEN '2026-09-01' THEN g.amount * 15 / 30 ELSE g.amount * 15 / 31 END) AS revenue_target
FROM targets g JOIN teams t ON t.team_id = g.team_id
WHERE g.month IN ('2026-09-01', '2026-10-01') AND t.name <> 'Simorgh';

-- query: {metrics: [target_attainment], period: [2026-07-01, 2026-10-01, quarter]}
SELECT
  (SELECT sum(l.net_amount) FROM order_lines l JOIN orders o USING (order_id)
   WHERE o.ordered_at >= '2026-07-01' AND o.ordered_at < '2026-10-01')
  / (SELECT sum(amount) FROM targets WHERE month IN ('2026-07-01', '2026-08-01', '2026-09-01')) AS target_attainment;

-- query: {metrics: [target_attainment], by: [rep], period: [2026-01-01, 2026-04-01, quarter]}
WITH sold AS (
  SELECT o.rep_id, sum(l.net_amount) AS revenue FROM order_lines l JOIN orders o USING (order_id)
  WHERE o.ordered_at >= '2026-01-01' AND o.ordered_at < '2026-04-01' GROUP BY o.rep_id
), quota AS (
  SELECT rep_id, sum(amount) AS target FROM targets
  WHERE month IN ('2026-01-01', '2026-02-01', '2026-03-01') GROUP BY rep_id
)
SELECT r.name AS rep, coalesce(s.revenue, 0) / nullif(q.target, 0) AS target_attainment
FROM sold s FULL JOIN quota q USING (rep_id) JOIN reps r USING (rep_id);

-- query: {metrics: [target_attainment], by: [month], period: [2025-01-01, 2026-01-01, year]}
WITH sold AS (
  SELECT date_trunc('month', o.ordered_at)::DATE AS month, sum(l.net_amount) AS revenue
  FROM order_lines l JOIN orders o USING (order_id) GROUP BY 1
), quota AS (
  SELECT month, sum(amount) AS target FROM targets GROUP BY month
)
SELECT month, revenue / target AS target_attainment FROM sold JOIN quota USING (month) WHERE year(month) = 2025;

-- Unfinished quarter: both sides over the days that have data, the target of the running month by its share of days.
-- query: {metrics: [target_attainment], period: [2026-10-01, 2027-01-01, quarter], filters: [[region, in, South]]}
SELECT
  (SELECT sum(l.net_amount) FROM order_lines l JOIN orders o USING (order_id) JOIN territories t USING (territory_id)
   WHERE o.ordered_at >= '2026-10-01' AND o.ordered_at < '2027-01-01' AND t.region = 'South')
  / (SELECT sum(CASE g.month WHEN '2026-10-01' THEN g.amount ELSE g.amount * $days_of_november / 30 END)
     FROM targets g JOIN territories t USING (territory_id)
     WHERE g.month IN ('2026-10-01', '2026-11-01') AND t.region = 'South') AS target_attainment;

-- query: {metrics: [buying_customers], by: [segment], period: [2025-01-01, 2026-01-01, year], having: [{metric: revenue, op: ">", value: 50000, level: row}]}
WITH bought AS (
  SELECT o.customer_id, sum(l.net_amount) AS amount FROM order_lines l JOIN orders o USING (order_id)
  WHERE o.ordered_at >= '2025-01-01' AND o.ordered_at < '2026-01-01' GROUP BY 1)
SELECT c.segment, count(*) AS buying_customers FROM bought JOIN customers c USING (customer_id) WHERE amount > 50000 GROUP BY 1;

-- query: {metrics: [buying_customers], period: [2025-01-01, 2026-01-01, year], filters: [[category, in, Software]], having: [{metric: revenue, op: ">", value: 20000, level: row}]}
WITH bought AS (
  SELECT o.customer_id, sum(l.net_amount) AS amount
  FROM order_lines l JOIN orders o USING (order_id) JOIN products p USING (product_id)
  WHERE o.ordered_at >= '2025-01-01' AND o.ordered_at < '2026-01-01' AND p.category = 'Software' GROUP BY 1)
SELECT count(*) AS buying_customers FROM bought WHERE amount > 20000;

-- query: {metrics: [orders], by: [category], period: [2025-01-01, 2026-01-01, year], having: [{metric: revenue, op: ">", value: 5000, level: row}]}
WITH large AS (SELECT order_id FROM order_lines GROUP BY 1 HAVING sum(net_amount) > 5000)
SELECT p.category, count(DISTINCT l.order_id) AS orders
FROM order_lines l JOIN large USING (order_id) JOIN orders o USING (order_id) JOIN products p USING (product_id)
WHERE o.ordered_at >= '2025-01-01' AND o.ordered_at < '2026-01-01' GROUP BY 1;
