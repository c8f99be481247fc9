-- The rules the demo's tables keep, each a name and a query that counts the rows breaking it.
-- contacts
SELECT 'an order without lines' AS rule, count(*) AS broken FROM orders ANTI JOIN order_lines USING (order_id)
UNION ALL SELECT 'a contact of another customer', (SELECT count(*) FROM interactions i JOIN contacts c USING (contact_id) WHERE i.customer_id <> c.customer_id)
  + (SELECT count(*) FROM tickets t JOIN contacts c USING (contact_id) WHERE t.customer_id <> c.customer_id)
UNION ALL SELECT 'not one main contact', count(*) FROM (SELECT customer_id FROM contacts GROUP BY ALL HAVING count(*) FILTER (WHERE is_main) <> 1)
UNION ALL SELECT 'a customer unlike its main contact', count(*) FROM customers c JOIN contacts k USING (customer_id)
  WHERE is_main AND (c.age_group, c.gender, c.education) IS DISTINCT FROM (k.age_group, k.gender, k.education)
-- leads and their stages
UNION ALL SELECT 'a lead event unlike its lead', count(*) FROM (
  SELECT lead_id, max(entered_at) FILTER (WHERE stage = 'Lead') AS l, max(entered_at) FILTER (WHERE stage = 'Contacted') AS c,
    max(entered_at) FILTER (WHERE stage = 'Qualified') AS q, max(entered_at) FILTER (WHERE stage = 'Won') AS w FROM lead_stage_events GROUP BY ALL) AS e
  RIGHT JOIN leads USING (lead_id)
  WHERE l IS DISTINCT FROM created_at OR c IS DISTINCT FROM first_response_at OR q IS DISTINCT FROM qualified_at OR w IS DISTINCT FROM converted_at
UNION ALL SELECT 'a lead stage twice', count(*) FROM (SELECT lead_id, stage FROM lead_stage_events GROUP BY ALL HAVING count(*) > 1)
UNION ALL SELECT 'a lead stage out of order', count(*) FROM (
  SELECT lead_id, list(list_position(['Lead', 'Contacted', 'Qualified', 'Opportunity', 'Proposal', 'Won'], stage) ORDER BY entered_at, event_id) AS steps FROM lead_stage_events GROUP BY ALL)
  WHERE steps <> range(1, len(steps) + 1)
UNION ALL SELECT 'a lead not at its furthest stage', count(*) FROM leads JOIN (
  SELECT lead_id, max(list_position(['Lead', 'Contacted', 'Qualified', 'Opportunity', 'Proposal', 'Won'], stage)) AS furthest FROM lead_stage_events GROUP BY ALL) USING (lead_id)
  WHERE list_position(['Lead', 'Contacted', 'Qualified', 'Opportunity', 'Proposal', 'Won'], stage) <> furthest
UNION ALL SELECT 'a lead converted without a customer', count(*) FROM leads WHERE (converted_at IS NULL) <> (customer_id IS NULL)
UNION ALL SELECT 'a lead both won and lost', count(*) FROM leads WHERE converted_at IS NOT NULL AND lost_at IS NOT NULL
UNION ALL SELECT 'a lead lost without a reason', count(*) FROM leads WHERE (lost_at IS NULL) <> (lost_reason IS NULL)
UNION ALL SELECT 'a lead lost before it came', count(*) FROM leads WHERE lost_at < created_at
UNION ALL SELECT 'a lead not acquired on its conversion', count(*) FROM leads JOIN customers USING (customer_id) WHERE converted_at::DATE <> acquired_on
UNION ALL SELECT 'a lead before the spend of its campaign', count(*) FROM leads l LEFT JOIN (
  SELECT campaign_id, territory_id, min(spent_on) AS first_spent FROM marketing_spend GROUP BY ALL) AS s USING (campaign_id, territory_id)
  WHERE l.campaign_id IS NOT NULL AND (first_spent IS NULL OR created_at < first_spent)
UNION ALL SELECT 'a lead of another channel than its campaign', count(*) FROM leads JOIN campaigns USING (campaign_id) WHERE source <> marketing_channel OR kind <> 'Acquisition'
-- deals and orders
UNION ALL SELECT 'a lead opened unlike its opportunity', count(*) FROM opportunities o JOIN lead_stage_events e USING (lead_id) WHERE e.stage = 'Opportunity' AND entered_at::DATE <> created_on
UNION ALL SELECT 'an opened lead without its opportunity', count(*) FROM (SELECT lead_id FROM lead_stage_events WHERE stage = 'Opportunity') AS e ANTI JOIN opportunities USING (lead_id)
UNION ALL SELECT 'a converted lead without its won opportunity', count(*) FROM leads l LEFT JOIN opportunities o USING (lead_id)
  WHERE converted_at IS NOT NULL AND (o.stage IS DISTINCT FROM 'Won' OR closed_on <> converted_at::DATE OR o.customer_id <> l.customer_id)
UNION ALL SELECT 'a won opportunity without its order', count(*) FROM (SELECT opportunity_id, customer_id, closed_on, amount FROM opportunities WHERE stage = 'Won') AS o
  LEFT JOIN (SELECT opportunity_id, customer_id, ordered_at, sum(net_amount) AS net FROM orders JOIN order_lines USING (order_id) WHERE returned_on IS NULL GROUP BY ALL) AS s USING (opportunity_id)
  WHERE net IS DISTINCT FROM amount OR ordered_at::DATE <> closed_on OR s.customer_id <> o.customer_id
UNION ALL SELECT 'an order of an opportunity not won', count(*) FROM orders JOIN opportunities o USING (opportunity_id) WHERE stage <> 'Won'
UNION ALL SELECT 'an opportunity closed without a date', count(*) FROM opportunities WHERE (stage IN ('Won', 'Lost')) <> (closed_on IS NOT NULL)
UNION ALL SELECT 'an opportunity lost without a reason', count(*) FROM opportunities WHERE (stage = 'Lost') <> (lost_reason IS NOT NULL)
UNION ALL SELECT 'an opportunity closed before it opened', count(*) FROM opportunities WHERE closed_on < created_on
UNION ALL SELECT 'an opportunity not at its last stage', count(*) FROM opportunities o JOIN (
  SELECT opportunity_id, arg_max(stage, event_id) AS last_stage, min(entered_on) AS opened, max(entered_on) AS moved FROM opportunity_stage_events GROUP BY ALL) AS e USING (opportunity_id)
  WHERE stage <> last_stage OR opened <> created_on OR closed_on <> moved
UNION ALL SELECT 'a line whose amounts do not add up', count(*) FROM order_lines WHERE net_amount <> gross_amount - discount_amount OR sign(quantity) <> sign(gross_amount) OR (quantity < 0) <> (returned_on IS NOT NULL)
UNION ALL SELECT 'a return before its sale', count(*) FROM order_lines JOIN orders USING (order_id) WHERE returned_on <= ordered_at::DATE
UNION ALL SELECT 'a return of more than was sold', count(*) FROM (SELECT order_id, product_id FROM order_lines GROUP BY ALL HAVING sum(quantity) < 0)
UNION ALL SELECT 'a product sold before its launch', count(*) FROM order_lines JOIN orders USING (order_id) JOIN products USING (product_id) WHERE ordered_at < launched_on
UNION ALL SELECT 'a list price that is not the last price', count(*) FROM products p JOIN (SELECT product_id, arg_max(price, valid_from) AS price FROM product_prices GROUP BY ALL) AS l USING (product_id) WHERE list_price <> price
UNION ALL SELECT 'a new customer that is not', count(*) FROM (
  SELECT order_id, customer_type, row_number() OVER (PARTITION BY customer_id ORDER BY ordered_at, order_id) AS nth, acquired_on, ordered_at FROM orders JOIN customers USING (customer_id))
  WHERE (customer_type = 'New') <> (nth = 1 AND acquired_on IS NOT NULL AND acquired_on >= (SELECT date_trunc('year', min(ordered_at)) FROM orders))
-- customers, from arrival to leaving and back
UNION ALL SELECT 'an order while the customer was away', count(*) FROM orders o WHERE NOT EXISTS (
  FROM customer_spells s WHERE s.customer_id = o.customer_id AND (started_on IS NULL OR ordered_at >= started_on) AND (ended_on IS NULL OR ordered_at < ended_on))
UNION ALL SELECT 'two spells at once', count(*) FROM (SELECT ended_on, lead(started_on) OVER w AS next_started, row_number() OVER w AS nth, count(*) OVER (PARTITION BY customer_id) AS many
  FROM customer_spells WINDOW w AS (PARTITION BY customer_id ORDER BY started_on NULLS FIRST)) WHERE nth < many AND (ended_on IS NULL OR next_started IS NULL OR next_started <= ended_on)
UNION ALL SELECT 'a spell that ends before it starts', count(*) FROM customer_spells WHERE ended_on <= started_on
UNION ALL SELECT 'a customer unlike its spells', count(*) FROM customers JOIN (
  SELECT customer_id, arg_min(started_on, spell_id) AS came, any_value(started_on) FILTER (WHERE started_by = 'Acquired') AS acquired,
    CASE WHEN count(*) = count(ended_on) THEN max(ended_on) END AS gone, count(*) FILTER (WHERE started_by = 'Acquired') AS acquisitions FROM customer_spells GROUP BY ALL) USING (customer_id)
  WHERE acquired_on IS DISTINCT FROM acquired OR churned_on IS DISTINCT FROM gone OR acquisitions <> 1
UNION ALL SELECT 'a customer without a spell', count(*) FROM customers ANTI JOIN customer_spells USING (customer_id)
UNION ALL SELECT 'a subscription outside its spell', count(*) FROM subscriptions u WHERE NOT EXISTS (
  FROM customer_spells s WHERE s.customer_id = u.customer_id AND (s.started_on IS NULL OR u.started_on >= s.started_on) AND (s.ended_on IS NULL OR coalesce(u.ended_on, DATE '9999-01-01') <= s.ended_on))
UNION ALL SELECT 'a subscription churned unlike its customer', count(*) FROM subscriptions u WHERE end_reason = 'Churn' AND NOT EXISTS (FROM customer_spells s WHERE s.customer_id = u.customer_id AND s.ended_on = u.ended_on)
UNION ALL SELECT 'a subscription ended without a reason', count(*) FROM subscriptions WHERE (ended_on IS NULL) <> (end_reason IS NULL) OR ended_on <= started_on
UNION ALL SELECT 'two subscriptions at once', count(*) FROM (SELECT ended_on, lead(started_on) OVER (PARTITION BY customer_id ORDER BY started_on, subscription_id) AS next_started FROM subscriptions)
  WHERE next_started IS NOT NULL AND (ended_on IS NULL OR next_started < ended_on)
UNION ALL SELECT 'a plan that is not the last one', count(*) FROM customers c JOIN (SELECT customer_id, arg_max(plan, started_on) AS last_plan FROM subscriptions GROUP BY ALL) USING (customer_id) WHERE plan IS DISTINCT FROM last_plan
UNION ALL SELECT 'a win-back call to an active customer', count(*) FROM win_back_contacts w JOIN customer_spells s USING (customer_id)
  WHERE (started_on IS NULL OR contacted_on >= started_on) AND (ended_on IS NULL OR contacted_on < ended_on)
UNION ALL SELECT 'a return without its spell', (SELECT count(*) FROM win_back_contacts w WHERE returned_on IS NOT NULL AND NOT EXISTS (
    FROM customer_spells s WHERE s.customer_id = w.customer_id AND s.started_on = w.returned_on AND started_by = 'Won back'))
  + abs((SELECT count(*) FROM customer_spells WHERE started_by = 'Won back') - (SELECT count(returned_on) FROM win_back_contacts))
UNION ALL SELECT 'a return before its call', count(*) FROM win_back_contacts WHERE returned_on <= contacted_on
UNION ALL SELECT 'a win-back call outside its campaign', count(*) FROM win_back_contacts JOIN campaigns USING (campaign_id) WHERE kind <> 'Win-back' OR contacted_on NOT BETWEEN starts_on AND ends_on
UNION ALL SELECT 'a talk before the customer came', count(*) FROM interactions JOIN customers USING (customer_id) WHERE occurred_at < acquired_on
UNION ALL SELECT 'a ticket without its talk', abs((SELECT count(*) FROM interactions WHERE kind = 'Ticket') - (SELECT count(*) FROM tickets))
UNION ALL SELECT 'a ticket out of order', count(*) FROM tickets WHERE first_response_at <= opened_at OR resolved_at <= first_response_at OR (resolved_at IS NOT NULL AND first_response_at IS NULL)
  OR status <> CASE WHEN resolved_at IS NOT NULL THEN 'Resolved' WHEN first_response_at IS NOT NULL THEN 'Pending' ELSE 'Open' END
UNION ALL SELECT 'a response before its ticket was resolved', count(*) FROM satisfaction_responses s JOIN tickets t USING (ticket_id) WHERE responded_at < resolved_at OR resolved_at IS NULL OR s.customer_id <> t.customer_id
-- people
UNION ALL SELECT 'a sale by a rep not employed that day', count(*) FROM orders JOIN reps USING (rep_id) WHERE ordered_at < started_on OR ordered_at >= ended_on
UNION ALL SELECT 'a lead to a rep not employed that day', count(*) FROM leads JOIN reps USING (rep_id) WHERE created_at < started_on OR created_at >= ended_on
UNION ALL SELECT 'a deal closed by a rep not employed that day', count(*) FROM opportunities JOIN reps USING (rep_id) WHERE closed_on < started_on OR closed_on >= ended_on
UNION ALL SELECT 'a talk by a rep not employed that day', count(*) FROM interactions JOIN reps USING (rep_id) WHERE occurred_at < started_on OR occurred_at >= ended_on
UNION ALL SELECT 'an active customer of a rep who left', count(*) FROM customers c JOIN reps r USING (rep_id) WHERE churned_on IS NULL AND ended_on IS NOT NULL
UNION ALL SELECT 'a quota of a rep not employed that month', count(*) FROM targets JOIN reps USING (rep_id) WHERE last_day(month) < started_on OR month >= ended_on
-- money
UNION ALL SELECT 'a month not on its first day', (SELECT count(*) FROM targets WHERE day(month) <> 1) + (SELECT count(*) FROM budgets WHERE day(month) <> 1)
UNION ALL SELECT 'a marketing budget unlike its spend', count(*) FROM (SELECT territory_id, month, spent FROM budgets WHERE category = 'Marketing') AS b
  FULL JOIN (SELECT territory_id, date_trunc('month', spent_on)::DATE AS month, sum(amount) AS amount FROM marketing_spend GROUP BY ALL) AS s USING (territory_id, month) WHERE coalesce(spent, 0) <> coalesce(amount, 0)
UNION ALL SELECT 'a spend outside its campaign', count(*) FROM marketing_spend JOIN campaigns USING (campaign_id) WHERE spent_on NOT BETWEEN starts_on AND ends_on
