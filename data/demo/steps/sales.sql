-- Deals from leads and with customers, the orders of both, and their lines.
CREATE TEMP TABLE made_deals AS
WITH from_leads AS (
  SELECT l.h, l.lead_id, c.customer_id, l.channel, l.seat_id, l.segment, l.vertical, open_at::DATE AS created_on,
    CASE WHEN will_propose THEN propose_at::DATE END AS proposed_on, close_at::DATE AS close_on, close_at, wins, lose_reason, NULL::DATE AS ended_on
  FROM made_leads l LEFT JOIN made_customers c USING (lead_id)
  WHERE will_qualify AND will_open AND open_at < getvariable('after')
), chances AS (
  SELECT s.customer_id, spell_id, s.started_on, s.ended_on, month, u2(spell_id, month, 101) AS chance,
    CASE segment WHEN 'Enterprise' THEN 0.062 WHEN 'Mid-market' THEN 0.036 ELSE 0.012 END * exp(0.13 * date_diff('day', getvariable('first')::DATE, month) / 365.25) AS rate,
    hash(spell_id, month, 'deal', getvariable('seed')) AS h
  FROM made_spells s JOIN made_customers c USING (customer_id), made_months WHERE segment <> 'Consumer'
), opened AS (
  SELECT r.h, r.customer_id, ended_on, day AS created_on, day + to_seconds(((9 + 8 * u(r.h, 103)) * 3600)::BIGINT + (86400 * greatest(1.0, 26 * exp(0.75 * z(r.h, 104))))::BIGINT) AS natural_at
  FROM chances r JOIN made_order_slots s ON s.month = r.month AND s.slot = floor(u(r.h, 102) * 400)::BIGINT
  WHERE chance < rate AND (r.started_on IS NULL OR day > r.started_on + 10) AND (ended_on IS NULL OR day < ended_on)
), with_customers AS (
  SELECT o.h, NULL::BIGINT AS lead_id, o.customer_id, channel, seat_id, segment, vertical, created_on,
    CASE WHEN u(o.h, 105) < 0.82 THEN (created_on + floor(date_diff('day', created_on, natural_at::DATE) * 0.5)::INTEGER)::DATE END AS proposed_on,
    CASE WHEN ended_on IS NOT NULL AND natural_at >= ended_on THEN (ended_on - 1)::TIMESTAMP + INTERVAL 17 HOUR
      WHEN u(o.h, 106) < 0.5 THEN at_quarter_end(natural_at, u(o.h, 107)) ELSE natural_at END AS raw_close_at,
    u(o.h, 105) < 0.50 AND (ended_on IS NULL OR natural_at < ended_on - 35) AS wins,
    CASE WHEN u(o.h, 108) < 0.34 THEN 'Competitor' WHEN u(o.h, 108) < 0.58 THEN 'Price' WHEN u(o.h, 108) < 0.78 THEN 'No budget'
      WHEN u(o.h, 108) < 0.92 THEN 'Product fit' ELSE 'Service' END AS lose_reason, ended_on
  FROM opened o JOIN made_customers c USING (customer_id)
), all_deals AS (
  SELECT * FROM from_leads
  UNION ALL
  SELECT h, lead_id, customer_id, channel, seat_id, segment, vertical, created_on, CASE WHEN proposed_on <= raw_close_at::DATE THEN proposed_on END,
    raw_close_at::DATE, raw_close_at, wins AND proposed_on <= raw_close_at::DATE, lose_reason, ended_on
  FROM with_customers
), dated AS (
  SELECT *, close_on <= getvariable('today') AS closed,
    CASE WHEN proposed_on IS NOT NULL AND (wins OR u(h, 109) < 0.7) THEN (proposed_on + floor(date_diff('day', proposed_on, close_on) * 0.6)::INTEGER)::DATE END AS negotiated_on
  FROM all_deals
)
SELECT row_number() OVER (ORDER BY created_on, h) AS opportunity_id, d.* EXCLUDE (ended_on), h2.rep_id, h2.team_id, s.territory_id,
  CASE WHEN closed AND wins THEN 'Won' WHEN closed THEN 'Lost' WHEN negotiated_on <= getvariable('today') THEN 'Negotiation'
    WHEN proposed_on <= getvariable('today') THEN 'Proposal' ELSE 'Discovery' END AS stage,
  CASE segment WHEN 'Consumer' THEN 190 WHEN 'Small business' THEN 1500 WHEN 'Mid-market' THEN 5200 ELSE 13500 END * exp(0.75 * z(h, 110))
    * pow(1.045, year(created_on) - getvariable('year0')) AS value
FROM dated d JOIN made_seats s USING (seat_id)
JOIN made_holders h2 ON h2.seat_id = d.seat_id AND least(close_on, getvariable('today')) >= h2.from_day AND least(close_on, getvariable('today')) < h2.until_day;

CREATE TEMP TABLE made_orders AS
WITH pulls AS (
  SELECT spell_id, customer_id, seat_id, territory_id, segment, size, planned_name, started_on, ended_on, order_pull,
    coalesce(started_on, getvariable('first')::DATE - 1) AS from_on, coalesce(ended_on, getvariable('after')::DATE) AS until_on
  FROM made_spells JOIN made_customers USING (customer_id) JOIN made_seats USING (seat_id)
), pulled AS (
  SELECT month, p.*, m.order_weight / (sum(order_pull::HUGEINT) OVER (PARTITION BY month))::DOUBLE AS share
  FROM made_months m JOIN pulls p ON from_on < m.last_day AND until_on > m.month
), expected AS (
  SELECT *, CASE planned_name WHEN 'Persepolis Steel' THEN 3.2 WHEN 'Pars Foods' THEN 2.4
      ELSE 17.0 * getvariable('scale') * order_pull * share * CASE WHEN territory_id = getvariable('over_budget') THEN 1.6 ELSE 1 END END AS expected
  FROM pulled
), repeats AS (
  SELECT e.*, k, hash(spell_id, month, k, getvariable('seed')) AS h
  FROM (SELECT *, floor(expected)::BIGINT + (u2(spell_id, month, 112) < expected - floor(expected))::BIGINT AS n FROM expected) AS e, range(0, n) AS r(k)
), placed AS (
  SELECT r.h, customer_id, NULL::BIGINT AS opportunity_id, seat_id, territory_id, segment,
    day + to_seconds((3600 * CASE WHEN segment = 'Consumer' THEN 9 + 13 * u(r.h, 114) ELSE 8 + 10 * u(r.h, 114) END)::BIGINT) AS ordered_at, false AS is_first,
    CASE WHEN planned_name = 'Persepolis Steel' THEN 21000 * exp(0.3 * z(r.h, 115)) WHEN planned_name = 'Pars Foods' THEN 5200 * exp(0.4 * z(r.h, 115))
      ELSE CASE segment WHEN 'Consumer' THEN 150 WHEN 'Small business' THEN 820 WHEN 'Mid-market' THEN 3100 ELSE 8200 END * size * exp(0.6 * z(r.h, 115)) END AS value
  FROM repeats r JOIN made_order_slots s ON s.month = r.month AND s.slot = floor(u(r.h, 113) * 400)::BIGINT
  WHERE day > from_on AND day < until_on
    AND NOT (territory_id = getvariable('left_territory') AND u(r.h, 116) > CASE WHEN day >= getvariable('q1') AND day < getvariable('q0') THEN 0.40 WHEN day >= getvariable('q0') THEN 0.72 ELSE 1 END)
), firsts AS (
  SELECT hash(customer_id, 'first', getvariable('seed')) AS h, customer_id, NULL, seat_id, territory_id, segment, first_order_at, true,
    CASE segment WHEN 'Consumer' THEN 150 WHEN 'Small business' THEN 820 WHEN 'Mid-market' THEN 3100 ELSE 8200 END * size * exp(0.6 * z(customer_id, 117))
  FROM made_customers JOIN made_seats USING (seat_id) WHERE origin = 'direct'
), won AS (
  SELECT hash(opportunity_id, 'won', getvariable('seed')), customer_id, opportunity_id, seat_id, territory_id, segment, close_at, lead_id IS NOT NULL, value
  FROM made_deals WHERE stage = 'Won'
)
SELECT row_number() OVER (ORDER BY ordered_at, h) AS order_id, * FROM (FROM placed UNION ALL FROM firsts UNION ALL FROM won);

INSERT INTO orders
SELECT order_id, customer_id, h2.rep_id, h2.team_id, territory_id, opportunity_id,
  CASE segment
    WHEN 'Consumer' THEN CASE WHEN u(h, 121) < 0.52 + drift THEN 'Online' ELSE 'Retail' END
    WHEN 'Small business' THEN CASE WHEN u(h, 121) < 0.28 + drift THEN 'Online' WHEN u(h, 121) < 0.62 + drift / 2 THEN 'Retail' WHEN u(h, 121) < 0.84 THEN 'Wholesale' ELSE 'Agency' END
    WHEN 'Mid-market' THEN CASE WHEN u(h, 121) < 0.14 + drift THEN 'Online' WHEN u(h, 121) < 0.60 THEN 'Wholesale' ELSE 'Agency' END
    ELSE CASE WHEN u(h, 121) < 0.05 + drift / 2 THEN 'Online' WHEN u(h, 121) < 0.48 THEN 'Wholesale' ELSE 'Agency' END END,
  CASE WHEN is_first THEN 'New' ELSE 'Existing' END, ordered_at
FROM (SELECT *, 0.04 * date_diff('day', getvariable('first')::DATE, ordered_at::DATE) / 365.25 AS drift FROM made_orders)
JOIN made_holders h2 USING (seat_id)
WHERE ordered_at >= h2.from_day AND ordered_at < h2.until_day
ORDER BY order_id;

CREATE TEMP TABLE made_lines AS
WITH counted AS (
  SELECT order_id, h, segment, ordered_at::DATE AS day, value,
    CASE WHEN u(h, 131) < 0.35 THEN 1 WHEN u(h, 131) < 0.65 THEN 2 WHEN u(h, 131) < 0.85 THEN 3 WHEN u(h, 131) < 0.95 THEN 4 ELSE 5 END AS lines
  FROM made_orders
), drawn AS (
  SELECT order_id, segment, day, k, value / lines * exp(0.35 * z(hk, 132)) AS value, hk, floor(u(hk, 133) * 500)::BIGINT AS slot
  FROM (SELECT *, hash(h, k) AS hk FROM counted, range(0, lines) AS r(k))
), chosen AS (
  SELECT d.*, CASE WHEN p.launched_on <= day THEN s.product_id ELSE s.fallback_id END AS product_id
  FROM drawn d JOIN made_product_slots s USING (segment, slot) JOIN products p ON p.product_id = s.product_id
), priced AS (
  SELECT c.*, price, cost, greatest(1, round(value / price::DOUBLE))::INTEGER AS quantity,
    CASE WHEN segment = 'Consumer' THEN CASE WHEN u(hk, 134) < 0.7 THEN 0 ELSE 0.10 END
      WHEN u(hk, 134) < 0.3 THEN 0 ELSE round(0.03 + 0.17 * u(hk, 135) + CASE WHEN month(day) IN (3, 6, 9, 12) THEN 0.02 ELSE 0 END, 2) END AS rate
  FROM chosen c JOIN made_prices p ON p.product_id = c.product_id AND day >= valid_from AND day < valid_until
)
SELECT *, (price * quantity)::DECIMAL(18,2) AS gross, round((price * quantity)::DOUBLE * rate, 2)::DECIMAL(18,2) AS discount,
  CASE WHEN u(hk, 136) < CASE WHEN segment = 'Consumer' THEN 0.055 ELSE 0.02 END THEN day + 2 + floor(u(hk, 137) * 38)::INTEGER END AS returned_on,
  CASE WHEN u(hk, 138) < 0.7 THEN quantity ELSE greatest(1, quantity // 2) END AS quantity_back
FROM priced;

INSERT INTO order_lines
WITH entries AS (
  SELECT order_id, k, false AS back, product_id, quantity, gross, discount, (cost * quantity)::DECIMAL(18,2) AS cost, NULL::DATE AS returned_on FROM made_lines
  UNION ALL
  SELECT order_id, k, true, product_id, -quantity_back, (-price * quantity_back)::DECIMAL(18,2),
    round(-(price * quantity_back)::DOUBLE * rate, 2)::DECIMAL(18,2), (-cost * quantity_back)::DECIMAL(18,2), returned_on
  FROM made_lines WHERE returned_on <= getvariable('today')
)
SELECT row_number() OVER (ORDER BY order_id, k, back), order_id, product_id, quantity, gross, discount, gross - discount, cost, returned_on FROM entries
ORDER BY order_id, k, back;

INSERT INTO opportunities
WITH booked AS (
  SELECT o.opportunity_id, sum(gross - discount) AS amount FROM made_lines JOIN made_orders o USING (order_id) WHERE o.opportunity_id IS NOT NULL GROUP BY ALL
)
SELECT d.opportunity_id, coalesce(vertical, 'Household') || ' ' || t.name || ' ' || lpad(d.opportunity_id::VARCHAR, 5, '0'), lead_id,
  CASE WHEN lead_id IS NULL OR d.stage = 'Won' THEN customer_id END, channel, d.territory_id, rep_id, team_id, segment, vertical,
  coalesce(b.amount, round(value, 2)::DECIMAL(18,2)), d.stage, created_on, CASE WHEN closed THEN close_on END, CASE WHEN d.stage = 'Lost' THEN lose_reason END
FROM made_deals d JOIN territories t USING (territory_id) LEFT JOIN booked b USING (opportunity_id)
ORDER BY opportunity_id;

INSERT INTO opportunity_stage_events
WITH steps AS (
  SELECT opportunity_id, 1 AS step, 'Discovery' AS stage, created_on AS entered_on FROM made_deals
  UNION ALL SELECT opportunity_id, 2, 'Proposal', proposed_on FROM made_deals WHERE proposed_on <= getvariable('today')
  UNION ALL SELECT opportunity_id, 3, 'Negotiation', negotiated_on FROM made_deals WHERE negotiated_on <= getvariable('today')
  UNION ALL SELECT opportunity_id, 4, stage, close_on FROM made_deals WHERE closed
)
SELECT row_number() OVER (ORDER BY entered_on, opportunity_id, step), opportunity_id, stage, entered_on FROM steps ORDER BY entered_on, opportunity_id, step;

-- The leads, now that each won one has its customer; what lies after today has not happened yet.
CREATE TEMP TABLE made_lead_facts AS
SELECT l.lead_id, channel, l.campaign_id, territory_id, l.rep_id, l.team_id, l.segment, l.vertical, l.age_group, l.gender, l.education, score, created_at,
  CASE WHEN answered AND response_at < getvariable('after') THEN response_at END AS response_at,
  CASE WHEN will_qualify AND qualify_at < getvariable('after') THEN qualify_at END AS qualified_at,
  CASE WHEN will_qualify AND will_open AND open_at < getvariable('after') THEN open_at END AS opened_at,
  CASE WHEN will_qualify AND will_open AND will_propose AND propose_at < getvariable('after') THEN propose_at END AS proposed_at,
  CASE WHEN wins AND close_at < getvariable('after') THEN close_at END AS converted_at, customer_id,
  CASE WHEN lose_at < getvariable('after') THEN lose_at END AS lost_at, lose_reason
FROM made_leads l LEFT JOIN (SELECT lead_id, customer_id FROM made_customers WHERE lead_id IS NOT NULL) USING (lead_id);

INSERT INTO leads
SELECT lead_id, channel, campaign_id, territory_id, rep_id, team_id, segment, vertical, age_group, gender, education, score,
  CASE WHEN converted_at IS NOT NULL THEN 'Won' WHEN proposed_at IS NOT NULL THEN 'Proposal' WHEN opened_at IS NOT NULL THEN 'Opportunity'
    WHEN qualified_at IS NOT NULL THEN 'Qualified' WHEN response_at IS NOT NULL THEN 'Contacted' ELSE 'Lead' END,
  created_at, response_at, qualified_at, converted_at, customer_id, lost_at, CASE WHEN lost_at IS NOT NULL THEN lose_reason END
FROM made_lead_facts ORDER BY lead_id;

INSERT INTO lead_stage_events
WITH steps AS (
  UNPIVOT (SELECT lead_id, created_at AS "Lead", response_at AS "Contacted", qualified_at AS "Qualified", opened_at AS "Opportunity", proposed_at AS "Proposal", converted_at AS "Won" FROM made_lead_facts)
  ON "Lead", "Contacted", "Qualified", "Opportunity", "Proposal", "Won" INTO NAME stage VALUE entered_at
)
SELECT row_number() OVER (ORDER BY entered_at, lead_id), lead_id, stage, entered_at FROM steps ORDER BY entered_at, lead_id;
DROP TABLE made_lines;
DROP TABLE made_leads;
