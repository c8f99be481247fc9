-- Interactions, satisfaction and tickets.

-- query: {metrics: [interactions], period: [2026-10-01, 2026-11-01, month]}
SELECT count(*) AS interactions FROM interactions WHERE occurred_at >= '2026-10-01' AND occurred_at < '2026-11-01';

-- query: {metrics: [interactions], by: [interaction_kind], period: [2026-01-01, 2027-01-01, year]}
SELECT kind AS interaction_kind, count(*) AS interactions
FROM interactions WHERE occurred_at >= '2026-01-01' AND occurred_at < '2027-01-01'
GROUP BY kind;

-- query: {metrics: [interactions], by: [day], period: [2026-10-24, 2026-11-23, day, 30]}
SELECT occurred_at::DATE AS day, count(*) AS interactions
FROM interactions WHERE occurred_at >= '2026-10-24' AND occurred_at < '2026-11-23'
GROUP BY 1;

-- query: {metrics: [interactions], by: [rep], period: [2026-07-01, 2026-10-01, quarter], filters: [[interaction_kind, not_in, Email, Ticket]]}
SELECT r.name AS rep, count(*) AS interactions
FROM interactions i JOIN reps r ON r.rep_id = i.rep_id
WHERE i.occurred_at >= '2026-07-01' AND i.occurred_at < '2026-10-01' AND i.kind NOT IN ('Email', 'Ticket')
GROUP BY r.name;

-- query: {metrics: [csat], period: [2026-07-01, 2026-10-01, quarter]}
SELECT count(*) FILTER (score >= 4) / count(*) AS csat
FROM satisfaction_responses WHERE responded_at >= '2026-07-01' AND responded_at < '2026-10-01';

-- query: {metrics: [csat], by: [segment], period: [2025-01-01, 2026-01-01, year]}
SELECT c.segment, count(*) FILTER (r.score >= 4) / count(*) AS csat
FROM satisfaction_responses r JOIN customers c USING (customer_id)
WHERE r.responded_at >= '2025-01-01' AND r.responded_at < '2026-01-01'
GROUP BY c.segment;

-- query: {metrics: [csat], by: [month], period: [2026-01-01, 2027-01-01, year]}
SELECT date_trunc('month', responded_at)::DATE AS month, count(*) FILTER (score >= 4) / count(*) AS csat
FROM satisfaction_responses WHERE responded_at >= '2026-01-01' AND responded_at < '2027-01-01'
GROUP BY 1;

-- query: {metrics: [csat], by: [region], period: [2026-01-01, 2027-01-01, year], filters: [[plan, in, Basic, Standard]]}
SELECT t.region, count(*) FILTER (r.score >= 4) / count(*) AS csat
FROM satisfaction_responses r JOIN customers c USING (customer_id) JOIN territories t USING (territory_id)
WHERE r.responded_at >= '2026-01-01' AND r.responded_at < '2027-01-01' AND c.plan IN ('Basic', 'Standard')
GROUP BY t.region;

-- query: {metrics: [csat_score], period: [2026-01-01, 2027-01-01, year]}
SELECT avg(score) AS csat_score
FROM satisfaction_responses WHERE responded_at >= '2026-01-01' AND responded_at < '2027-01-01';

-- query: {metrics: [csat_score], by: [vertical], period: [2026-07-01, 2026-10-01, quarter]}
SELECT c.vertical, avg(r.score) AS csat_score
FROM satisfaction_responses r JOIN customers c USING (customer_id)
WHERE r.responded_at >= '2026-07-01' AND r.responded_at < '2026-10-01'
GROUP BY c.vertical;

-- query: {metrics: [csat_score], by: [quarter], period: [2024-10-01, 2026-10-01, quarter, 8]}
SELECT date_trunc('quarter', responded_at)::DATE AS quarter, avg(score) AS csat_score
FROM satisfaction_responses WHERE responded_at >= '2024-10-01' AND responded_at < '2026-10-01'
GROUP BY 1;

-- query: {metrics: [csat_score], period: [2026-10-01, 2026-11-01, month], filters: [[segment, not_in, Consumer]]}
SELECT avg(r.score) AS csat_score
FROM satisfaction_responses r JOIN customers c USING (customer_id)
WHERE r.responded_at >= '2026-10-01' AND r.responded_at < '2026-11-01' AND c.segment <> 'Consumer';

-- query: {metrics: [tickets], period: [2026-11-16, 2026-11-23, week]}
SELECT count(*) AS tickets FROM tickets WHERE opened_at >= '2026-11-16' AND opened_at < '2026-11-23';

-- query: {metrics: [tickets], by: [ticket_status], period: [2026-10-01, 2027-01-01, quarter]}
SELECT status AS ticket_status, count(*) AS tickets
FROM tickets WHERE opened_at >= '2026-10-01' AND opened_at < '2027-01-01'
GROUP BY status;

-- query: {metrics: [tickets], by: [month], period: [2025-01-01, 2026-01-01, year]}
SELECT date_trunc('month', opened_at)::DATE AS month, count(*) AS tickets
FROM tickets WHERE opened_at >= '2025-01-01' AND opened_at < '2026-01-01'
GROUP BY 1;

-- query: {metrics: [tickets], by: [segment], period: [2026-07-01, 2026-10-01, quarter], filters: [[ticket_status, in, Resolved]]}
SELECT c.segment, count(*) AS tickets
FROM tickets t JOIN customers c USING (customer_id)
WHERE t.opened_at >= '2026-07-01' AND t.opened_at < '2026-10-01' AND t.status = 'Resolved'
GROUP BY c.segment;

-- query: {metrics: [first_response_time], period: [2026-10-01, 2026-11-01, month]}
SELECT avg(epoch(first_response_at - opened_at) / 3600) AS first_response_time
FROM tickets WHERE opened_at >= '2026-10-01' AND opened_at < '2026-11-01' AND first_response_at IS NOT NULL;

-- query: {metrics: [first_response_time], by: [plan], period: [2026-01-01, 2027-01-01, year]}
SELECT c.plan, avg(epoch(t.first_response_at - t.opened_at) / 3600) AS first_response_time
FROM tickets t JOIN customers c USING (customer_id)
WHERE t.opened_at >= '2026-01-01' AND t.opened_at < '2027-01-01' AND t.first_response_at IS NOT NULL
GROUP BY c.plan;

-- query: {metrics: [first_response_time], by: [week], period: [2026-08-31, 2026-11-23, week, 12]}
SELECT date_trunc('week', opened_at)::DATE AS week, avg(epoch(first_response_at - opened_at) / 3600) AS first_response_time
FROM tickets WHERE opened_at >= '2026-08-31' AND opened_at < '2026-11-23' AND first_response_at IS NOT NULL
GROUP BY 1;

-- query: {metrics: [first_response_time], period: [2025-01-01, 2026-01-01, year], filters: [[vertical, in, Food]]}
SELECT avg(epoch(t.first_response_at - t.opened_at) / 3600) AS first_response_time
FROM tickets t JOIN customers c USING (customer_id)
WHERE t.opened_at >= '2025-01-01' AND t.opened_at < '2026-01-01' AND t.first_response_at IS NOT NULL AND c.vertical = 'Food';

-- query: {metrics: [resolution_time], period: [2026-07-01, 2026-10-01, quarter]}
SELECT avg(epoch(resolved_at - opened_at) / 3600) AS resolution_time
FROM tickets WHERE resolved_at >= '2026-07-01' AND resolved_at < '2026-10-01';

-- query: {metrics: [resolution_time], by: [segment], period: [2026-10-01, 2026-11-01, month]}
SELECT c.segment, avg(epoch(t.resolved_at - t.opened_at) / 3600) AS resolution_time
FROM tickets t JOIN customers c USING (customer_id)
WHERE t.resolved_at >= '2026-10-01' AND t.resolved_at < '2026-11-01'
GROUP BY c.segment;

-- query: {metrics: [resolution_time], by: [month], period: [2025-11-01, 2026-11-01, month, 12]}
SELECT date_trunc('month', resolved_at)::DATE AS month, avg(epoch(resolved_at - opened_at) / 3600) AS resolution_time
FROM tickets WHERE resolved_at >= '2025-11-01' AND resolved_at < '2026-11-01'
GROUP BY 1;

-- query: {metrics: [resolution_time], period: [2025-01-01, 2026-01-01, year], filters: [[plan, none, null]]}
SELECT avg(epoch(t.resolved_at - t.opened_at) / 3600) AS resolution_time
FROM tickets t JOIN customers c USING (customer_id)
WHERE t.resolved_at >= '2025-01-01' AND t.resolved_at < '2026-01-01' AND c.plan IS NULL;

-- query: {metrics: [tickets_resolved], period: [2026-10-01, 2026-11-01, month]}
SELECT count(*) AS tickets_resolved FROM tickets WHERE resolved_at >= '2026-10-01' AND resolved_at < '2026-11-01';

-- query: {metrics: [tickets_resolved], by: [segment], period: [2026-07-01, 2026-10-01, quarter]}
SELECT c.segment, count(*) AS tickets_resolved
FROM tickets t JOIN customers c USING (customer_id)
WHERE t.resolved_at >= '2026-07-01' AND t.resolved_at < '2026-10-01'
GROUP BY 1;

-- query: {metrics: [tickets_resolved], by: [month], period: [2025-11-01, 2026-11-01, month, 12]}
SELECT date_trunc('month', resolved_at)::DATE AS month, count(*) AS tickets_resolved
FROM tickets WHERE resolved_at >= '2025-11-01' AND resolved_at < '2026-11-01'
GROUP BY 1;

-- query: {metrics: [tickets_resolved], period: [2025-01-01, 2026-01-01, year], filters: [[vertical, in, Food]]}
SELECT count(*) AS tickets_resolved
FROM tickets t JOIN customers c USING (customer_id)
WHERE t.resolved_at >= '2025-01-01' AND t.resolved_at < '2026-01-01' AND c.vertical = 'Food';

-- query: {metrics: [resolution_rate], period: [2025-01-01, 2026-01-01, year]}
SELECT count(resolved_at) / count(*) AS resolution_rate
FROM tickets WHERE opened_at >= '2025-01-01' AND opened_at < '2026-01-01';

-- query: {metrics: [resolution_rate], by: [vertical], period: [2026-10-01, 2027-01-01, quarter]}
SELECT c.vertical, count(t.resolved_at) / count(*) AS resolution_rate
FROM tickets t JOIN customers c USING (customer_id)
WHERE t.opened_at >= '2026-10-01' AND t.opened_at < '2027-01-01'
GROUP BY c.vertical;

-- query: {metrics: [resolution_rate], by: [month], period: [2026-01-01, 2027-01-01, year]}
SELECT date_trunc('month', opened_at)::DATE AS month, count(resolved_at) / count(*) AS resolution_rate
FROM tickets WHERE opened_at >= '2026-01-01' AND opened_at < '2027-01-01'
GROUP BY 1;

-- query: {metrics: [resolution_rate], by: [region], period: [2026-11-01, 2026-12-01, month], filters: [[segment, in, Consumer]]}
SELECT t.region, count(k.resolved_at) / count(*) AS resolution_rate
FROM tickets k JOIN customers c USING (customer_id) JOIN territories t USING (territory_id)
WHERE k.opened_at >= '2026-11-01' AND k.opened_at < '2026-12-01' AND c.segment = 'Consumer'
GROUP BY t.region;

-- query: {metrics: [resolution_time__median, resolution_time__max, resolution_time__min], period: [2026-07-01, 2026-10-01, quarter]}
SELECT median(hours) AS resolution_time__median, max(hours) AS resolution_time__max, min(hours) AS resolution_time__min
FROM (
    SELECT date_diff('second', opened_at, resolved_at) / 3600.0 AS hours FROM tickets
    WHERE resolved_at >= '2026-07-01' AND resolved_at < '2026-10-01'
);

-- query: {metrics: [resolution_time__p90, tickets_resolved], by: [segment], period: [2025-01-01, 2026-01-01, year]}
SELECT
    c.segment, quantile_cont(date_diff('second', t.opened_at, t.resolved_at) / 3600.0, 0.9) AS resolution_time__p90,
    count(*) AS tickets_resolved
FROM tickets t JOIN customers c USING (customer_id)
WHERE t.resolved_at >= '2025-01-01' AND t.resolved_at < '2026-01-01'
GROUP BY c.segment;
