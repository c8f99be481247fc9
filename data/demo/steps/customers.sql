-- Customers: the old ones, those a won lead brought, and those who came by themselves; then when they left and came back.
CREATE TEMP TABLE made_arrivals AS
WITH old AS (
  SELECT hash(k, 'old', getvariable('seed')) AS h, k FROM range(0, 2600 * getvariable('scale')) AS r(k)
), direct AS (
  SELECT hash(day, k, 'direct', getvariable('seed')) AS h, day
  FROM (SELECT day, 0.95 * getvariable('scale') * lead_weight * (1 + 1.1 * exp(-years * 9)) AS expected FROM made_days) AS d,
    range(0, floor(expected)::BIGINT + (u(day, 51) < expected - floor(expected))::BIGINT) AS r(k)
), described AS (
  SELECT 'old' AS origin, h,
    CASE WHEN k < 2 THEN getvariable('first')::DATE - (1500 + 200 * k)::INTEGER WHEN u(h, 52) < 0.02 THEN NULL
      ELSE getvariable('first')::DATE - 1 - least(2500, floor(-750 * ln(1 - u(h, 53))))::INTEGER END AS arrived_on,
    CASE WHEN k < 2 THEN 'Enterprise' WHEN u(h, 54) < 0.38 THEN 'Consumer' WHEN u(h, 54) < 0.74 THEN 'Small business' WHEN u(h, 54) < 0.92 THEN 'Mid-market' ELSE 'Enterprise' END AS segment,
    CASE k WHEN 0 THEN 'Pars Foods' WHEN 1 THEN 'Persepolis Steel' END AS planned_name,
    CASE k WHEN 0 THEN getvariable('first_seat') WHEN 1 THEN getvariable('big_seat') END AS planned_seat,
    CASE k WHEN 0 THEN 'Food' WHEN 1 THEN 'Manufacturing' END AS planned_vertical
  FROM old
  UNION ALL
  SELECT 'direct', h, day,
    CASE WHEN u(h, 54) < 0.58 THEN 'Consumer' WHEN u(h, 54) < 0.90 THEN 'Small business' WHEN u(h, 54) < 0.98 THEN 'Mid-market' ELSE 'Enterprise' END, NULL, NULL, NULL
  FROM direct
), placed AS (
  SELECT d.*, coalesce(planned_seat, seat_id) AS seat_id,
    CASE WHEN u(h, 56) < 0.36 THEN 'Website form' WHEN u(h, 56) < 0.62 THEN 'Referral' WHEN u(h, 56) < 0.76 THEN 'Social media'
      WHEN u(h, 56) < 0.88 THEN 'Paid search' WHEN u(h, 56) < 0.94 THEN 'Email campaign' ELSE 'Trade show' END AS channel
  FROM described d JOIN made_seat_slots s ON s.slot = floor(u(h, 55) * 5000)::BIGINT
)
SELECT origin, h, NULL::BIGINT AS lead_id, p.seat_id, segment,
  CASE WHEN segment = 'Consumer' THEN NULL ELSE coalesce(planned_vertical, pick_vertical(u(h, 26))) END AS vertical,
  pick_age(u(h, 27)) AS age_group, pick_gender(u(h, 28)) AS gender, pick_education(u(h, 29)) AS education, channel,
  CASE WHEN u(h, 57) < 0.5 THEN campaign_id END AS campaign_id, arrived_on,
  CASE WHEN origin = 'direct' THEN arrived_on + to_seconds((3600 * (8 + 12 * u(h, 58)))::BIGINT) END AS first_order_at, planned_name
FROM placed p
LEFT JOIN campaigns k ON kind = 'Acquisition' AND marketing_channel = channel AND p.arrived_on BETWEEN starts_on AND ends_on
  AND date_diff('day', starts_on, ends_on) > 300
UNION ALL
SELECT 'lead', h, lead_id, seat_id, segment, vertical, age_group, gender, education, channel, campaign_id, close_at::DATE, close_at, NULL
FROM made_leads WHERE wins AND close_at < getvariable('after');

CREATE TEMP VIEW made_given AS SELECT i, name, name_fa, true AS man FROM made_men UNION ALL SELECT i, name, name_fa, false FROM made_women;

CREATE TEMP TABLE made_customers AS
WITH numbered AS (
  SELECT (row_number() OVER (ORDER BY arrived_on NULLS FIRST, first_order_at, h))::INTEGER AS customer_id, * FROM made_arrivals
), counted AS (
  SELECT *, row_number() OVER (PARTITION BY vertical, CASE WHEN vertical IS NULL THEN coalesce(gender, 'Other') <> 'Female' END ORDER BY customer_id) - 1 AS nth
  FROM numbered
), sized AS (
  SELECT *, (SELECT count(*) FROM made_roots) AS roots, (SELECT count(*) FROM made_surnames) AS surnames, (SELECT count(*) FROM made_men) AS men FROM counted
), placed AS (
  SELECT *, CASE WHEN vertical IS NULL THEN surnames * men ELSE roots * 6 END AS block, (nth * 7919) % block AS place, nth // block AS round FROM sized
), named AS (
  -- Two words first; where they run out a second root or given name stands between, then a third root.
  SELECT c.*,
    CASE WHEN c.vertical IS NULL THEN g.name || coalesce(' ' || g2.name, '') || ' ' || f.name
      ELSE r.name || coalesce(' ' || r2.name, '') || coalesce(' ' || r3.name, '') || ' ' || n.name END AS made_name,
    CASE WHEN c.vertical IS NULL THEN g.name_fa || coalesce(' ' || g2.name_fa, '') || ' ' || f.name_fa
      ELSE n.name_fa || ' ' || r.name_fa || coalesce(' ' || r2.name_fa, '') || coalesce(' ' || r3.name_fa, '') END AS made_name_fa
  FROM placed c
  LEFT JOIN made_nouns n ON n.vertical = c.vertical AND n.i = place // roots
  LEFT JOIN made_roots r ON c.vertical IS NOT NULL AND r.i = place % roots
  LEFT JOIN made_roots r2 ON c.vertical IS NOT NULL AND round > 0 AND r2.i = (round + r.i) % roots
  LEFT JOIN made_roots r3 ON c.vertical IS NOT NULL AND round >= roots AND r3.i = (round // roots + r2.i) % roots
  LEFT JOIN made_given g ON c.vertical IS NULL AND g.man = (coalesce(gender, 'Other') <> 'Female') AND g.i = place % men
  LEFT JOIN made_given g2 ON c.vertical IS NULL AND round > 0 AND g2.man = g.man AND g2.i = (round + g.i) % men
  LEFT JOIN made_surnames f ON c.vertical IS NULL AND f.i = place // men
)
SELECT customer_id, origin, h, lead_id, seat_id, segment, vertical, age_group, gender, education, channel, campaign_id, arrived_on, first_order_at,
  coalesce(planned_name, made_name) AS name,
  CASE planned_name WHEN 'Pars Foods' THEN 'صنایع غذایی پارس' WHEN 'Persepolis Steel' THEN 'فولاد پرسپولیس' ELSE made_name_fa END AS name_fa,
  planned_name,
  round(1000000 * CASE segment WHEN 'Consumer' THEN 1.6 WHEN 'Small business' THEN 2.1 WHEN 'Mid-market' THEN 3.3 ELSE 5.2 END
    * least(12, exp(0.85 * z(h, 61))))::BIGINT AS order_pull,
  least(6, exp(0.6 * z(h, 62))) AS size
FROM named;
DROP TABLE made_arrivals;

-- The chance to leave in each month, and the first month it happens.
CREATE TEMP TABLE made_risks AS
SELECT customer_id, segment, arrived_on, planned_name IS NOT NULL AS planned,
  1 - pow(1 - CASE segment WHEN 'Enterprise' THEN 0.05 WHEN 'Mid-market' THEN 0.10 WHEN 'Small business' THEN 0.195 ELSE 0.24 END, 1.0 / 12) AS base,
  exp(0.5 * z(customer_id, 63) - 0.125) * CASE channel WHEN 'Social media' THEN 1.35 WHEN 'Email campaign' THEN 1.2 WHEN 'Referral' THEN 0.72 ELSE 1 END
    * CASE age_group WHEN '18–24' THEN 1.3 WHEN '55–64' THEN 0.85 ELSE 1 END AS risk
FROM made_customers;

CREATE TEMP TABLE made_first_leaving AS
WITH drawn AS (
  SELECT customer_id, month, u2(customer_id, month, 64) AS chance, segment,
    base * risk * season * CASE WHEN month <= arrived_on + 365 THEN 1.2 ELSE 1 END AS hazard,
    CASE WHEN segment = 'Small business' AND month >= getvariable('q1') AND month < getvariable('q0') THEN base * 0.13 * 2.1
         WHEN month(month) IN (2, 3) THEN base * risk * 0.05 ELSE 0 END AS price_hazard,
    month + floor(u2(customer_id, month, 65) * day(last_day(month)))::INTEGER AS leaves_on
  FROM made_risks, (SELECT month, list_extract([1.25, 1.10, 1.00, 1.15, 1.00, 0.92, 0.95, 0.90, 0.92, 0.95, 0.92, 1.00], month(month)) AS season FROM made_months)
  WHERE NOT planned AND (arrived_on IS NULL OR month > arrived_on + 25)
), left_in AS (
  SELECT customer_id, min(leaves_on) AS ended_on, arg_min(chance < price_hazard, leaves_on) AS by_price
  FROM drawn WHERE chance < hazard + price_hazard GROUP BY customer_id
)
SELECT customer_id, ended_on, CASE WHEN by_price THEN 'Price' ELSE pick_churn_reason(u(customer_id, 66)) END AS churn_reason
FROM left_in WHERE ended_on <= getvariable('today')
UNION ALL
SELECT customer_id, getvariable('big_left')::DATE, 'Competitor' FROM made_customers WHERE planned_name = 'Persepolis Steel';

CREATE TEMP TABLE made_win_backs AS
WITH chances AS (
  SELECT customer_id, ended_on, k.campaign_id, ends_on,
    row_number() OVER (PARTITION BY customer_id ORDER BY starts_on) AS attempt,
    greatest(starts_on, ended_on + 20) + floor(u2(customer_id, k.campaign_id, 71) * 50)::INTEGER AS contacted_on,
    u2(customer_id, k.campaign_id, 72) AS asked, u2(customer_id, k.campaign_id, 73) AS agreed, u2(customer_id, k.campaign_id, 74) AS wait,
    0.75 + 0.5 * u(k.campaign_id, 75) AS appeal
  FROM made_first_leaving JOIN made_customers USING (customer_id)
  JOIN campaigns k ON kind = 'Win-back' AND ends_on >= ended_on + 20 AND starts_on < ended_on + 400
  WHERE planned_name IS NULL
), contacted AS (
  SELECT *, CASE WHEN agreed < CASE attempt WHEN 1 THEN 0.13 ELSE 0.085 END * appeal THEN contacted_on + 5 + floor(wait * 50)::INTEGER END AS returned_on
  FROM chances WHERE attempt <= 2 AND asked < CASE attempt WHEN 1 THEN 0.78 ELSE 0.40 END AND contacted_on <= least(ends_on, getvariable('today')::DATE)
), kept AS (
  SELECT *, min(CASE WHEN returned_on IS NOT NULL THEN attempt END) OVER (PARTITION BY customer_id) AS returned_by FROM contacted
)
SELECT customer_id, campaign_id, contacted_on, CASE WHEN returned_on <= getvariable('today') THEN returned_on END AS returned_on
FROM kept WHERE attempt <= coalesce(returned_by, 2)
UNION ALL
SELECT customer_id, getvariable('big_campaign'), getvariable('big_contacted')::DATE, getvariable('big_returned')::DATE FROM made_customers WHERE planned_name = 'Persepolis Steel';

CREATE TEMP TABLE made_spells AS
WITH returns AS (
  SELECT customer_id, returned_on FROM made_win_backs WHERE returned_on IS NOT NULL
), second_leaving AS (
  SELECT customer_id, min(leaves_on) AS ended_on
  FROM (
    SELECT customer_id, month + floor(u2(customer_id, month, 67) * day(last_day(month)))::INTEGER AS leaves_on
    FROM returns JOIN made_risks USING (customer_id), made_months
    WHERE NOT planned AND month > returned_on + 25 AND u2(customer_id, month, 68) < base * risk * 1.2
  ) WHERE leaves_on <= getvariable('today') GROUP BY customer_id
), spells AS (
  SELECT customer_id, arrived_on AS started_on, 'Acquired' AS started_by, ended_on, churn_reason
  FROM made_customers LEFT JOIN made_first_leaving USING (customer_id)
  UNION ALL
  SELECT customer_id, returned_on, 'Won back', ended_on, CASE WHEN ended_on IS NOT NULL THEN pick_churn_reason(u(customer_id, 69)) END
  FROM returns LEFT JOIN second_leaving USING (customer_id)
)
SELECT (row_number() OVER (ORDER BY started_on NULLS FIRST, customer_id))::INTEGER AS spell_id, * FROM spells;

CREATE TEMP TABLE made_subscriptions AS
WITH begun AS (
  SELECT s.*, c.segment, u2(s.customer_id, s.started_by, 81) AS dice,
    coalesce(started_on, getvariable('first')::DATE - 1500 - floor(u(s.customer_id, 82) * 700)::INTEGER) + floor(u(spell_id, 83) * 12)::INTEGER AS from_on,
    coalesce(ended_on, getvariable('today')::DATE) AS seen_until
  FROM made_spells s JOIN made_customers c USING (customer_id)
  WHERE u(s.customer_id, 80) < CASE segment WHEN 'Enterprise' THEN 0.96 WHEN 'Mid-market' THEN 0.88 WHEN 'Small business' THEN 0.72 ELSE 0.13 END
), levelled AS (
  SELECT *, CASE segment WHEN 'Enterprise' THEN CASE WHEN dice < 0.7 THEN 4 ELSE 3 END WHEN 'Mid-market' THEN CASE WHEN dice < 0.55 THEN 3 WHEN dice < 0.93 THEN 2 ELSE 4 END
      WHEN 'Small business' THEN CASE WHEN dice < 0.6 THEN 1 WHEN dice < 0.95 THEN 2 ELSE 3 END ELSE CASE WHEN dice < 0.85 THEN 1 ELSE 2 END END AS level,
    CASE WHEN u(spell_id, 84) < 0.28 AND seen_until - from_on > 300 THEN from_on + floor((seen_until - from_on) * (0.25 + 0.6 * u(spell_id, 85)))::INTEGER END AS changed_on,
    CASE WHEN u(spell_id, 86) < 0.85 THEN 1 ELSE -1 END AS step
  FROM begun WHERE from_on < seen_until
), changed AS (
  SELECT *, CASE WHEN changed_on IS NULL THEN level WHEN level + step BETWEEN 1 AND 4 THEN level + step ELSE level - step END AS next_level FROM levelled
), parts AS (
  SELECT spell_id, customer_id, level, from_on AS started_on, coalesce(changed_on, ended_on) AS ended_on, CASE WHEN changed_on IS NOT NULL THEN 'Plan change' WHEN ended_on IS NOT NULL THEN 'Churn' END AS end_reason FROM changed
  UNION ALL
  SELECT spell_id, customer_id, next_level, changed_on, ended_on, CASE WHEN ended_on IS NOT NULL THEN 'Churn' END FROM changed WHERE changed_on IS NOT NULL
)
SELECT row_number() OVER (ORDER BY started_on, customer_id, spell_id) AS subscription_id, customer_id,
  list_extract(['Basic', 'Standard', 'Professional', 'Enterprise'], level) AS plan,
  round(list_extract([49, 129, 390, 1450], level) * exp(0.25 * z(customer_id, 87)) * pow(1.04, year(started_on) - getvariable('year0')), 2)::DECIMAL(18,2) AS monthly_amount,
  started_on, ended_on, end_reason
FROM parts;

INSERT INTO customers
SELECT c.customer_id, c.name, c.name_fa, s.territory_id, h2.rep_id, h2.team_id, segment, vertical, age_group, gender, education,
  channel, campaign_id, p.plan, arrived_on, l.left_on
FROM made_customers c JOIN made_seats s USING (seat_id)
JOIN (SELECT customer_id, CASE WHEN count(*) = count(ended_on) THEN max(ended_on) END AS left_on FROM made_spells GROUP BY customer_id) l USING (customer_id)
JOIN made_holders h2 ON h2.seat_id = c.seat_id AND coalesce(l.left_on, getvariable('today')::DATE) >= h2.from_day AND coalesce(l.left_on, getvariable('today')::DATE) < h2.until_day
LEFT JOIN (SELECT customer_id, arg_max(plan, subscription_id) AS plan FROM made_subscriptions GROUP BY customer_id) p USING (customer_id)
ORDER BY customer_id;
INSERT INTO customer_spells SELECT spell_id, customer_id, started_on, started_by, ended_on, churn_reason FROM made_spells ORDER BY spell_id;
INSERT INTO subscriptions SELECT subscription_id, customer_id, plan, monthly_amount, started_on, ended_on, end_reason FROM made_subscriptions ORDER BY subscription_id;
INSERT INTO win_back_contacts
SELECT row_number() OVER (ORDER BY contacted_on, customer_id), customer_id, campaign_id, contacted_on, returned_on FROM made_win_backs;

 
INSERT INTO contacts
WITH people AS (
  SELECT customer_id, k, c.name, c.name_fa, vertical, age_group, gender, education, hash(customer_id, k, getvariable('seed')) AS h
  FROM made_customers c, range(0, CASE WHEN vertical IS NULL THEN 1 ELSE 1 + floor(u(customer_id, 91) * 2.6)::BIGINT END) AS r(k)
), described AS (
  SELECT *, CASE WHEN k = 0 THEN age_group ELSE pick_age(u(h, 92)) END AS age, CASE WHEN k = 0 THEN gender ELSE pick_gender(u(h, 93)) END AS sex,
    CASE WHEN k = 0 THEN education ELSE pick_education(u(h, 94)) END AS degree,
    floor(u(h, 95) * (SELECT count(*) FROM made_men))::BIGINT AS given, floor(u(h, 96) * (SELECT count(*) FROM made_surnames))::BIGINT AS family
  FROM people
)
SELECT row_number() OVER (ORDER BY customer_id, k), customer_id,
  CASE WHEN vertical IS NULL THEN d.name ELSE g.name || ' ' || f.name END, CASE WHEN vertical IS NULL THEN d.name_fa ELSE g.name_fa || ' ' || f.name_fa END,
  CASE WHEN vertical IS NULL THEN 'Buyer' ELSE list_extract(getvariable('roles'), (k + floor(u(customer_id, 97) * 5)::BIGINT) % 5 + 1) END, k = 0, age, sex, degree
FROM described d
JOIN made_given g ON g.man = (coalesce(sex, 'Other') <> 'Female') AND g.i = given
JOIN made_surnames f ON f.i = family
ORDER BY customer_id, k;

CREATE TEMP TABLE made_contact_picks AS
SELECT customer_id, contact_id, row_number() OVER (PARTITION BY customer_id ORDER BY contact_id) - 1 AS nth, count(*) OVER (PARTITION BY customer_id) AS people FROM contacts;
