-- Talks with customers, their tickets and how content they were.
CREATE TEMP TABLE made_tickets AS
WITH spells AS (
  SELECT spell_id, customer_id, coalesce(started_on, getvariable('first')::DATE) AS from_on, coalesce(ended_on, getvariable('after')::DATE) AS until_on, ended_on,
    churn_reason IN ('Service', 'Product fit') AS complains,
    CASE segment WHEN 'Enterprise' THEN 0.30 WHEN 'Mid-market' THEN 0.16 WHEN 'Small business' THEN 0.085 ELSE 0.035 END AS rate
  FROM made_spells JOIN made_customers USING (customer_id)
), expected AS (
  SELECT s.*, month, rate * contact_weight / 30 * CASE WHEN complains AND month >= ended_on - 100 AND month <= ended_on THEN 6 WHEN ended_on IS NOT NULL AND month >= ended_on - 100 THEN 1.6 ELSE 1 END AS expected
  FROM spells s JOIN made_months m ON from_on < m.last_day AND until_on > m.month
), opened AS (
  SELECT e.*, hash(spell_id, month, k, 'ticket', getvariable('seed')) AS h
  FROM (SELECT *, floor(expected)::BIGINT + (u2(spell_id, month, 141) < expected - floor(expected))::BIGINT AS n FROM expected) AS e, range(0, n) AS r(k)
), dated AS (
  SELECT o.h, o.customer_id, day + to_seconds((3600 * (7.5 + 12 * u(o.h, 143)))::BIGINT) AS opened_at,
    day >= getvariable('migration_from') AND day < getvariable('migration_until') AS migrating, coalesce(day > ended_on - 100 AND complains, false) AS bitter
  FROM opened o JOIN made_contact_slots s ON s.month = o.month AND s.slot = floor(u(o.h, 142) * 400)::BIGINT
  WHERE day > from_on AND day < until_on
), answered AS (
  SELECT *, opened_at + to_seconds((3600 * 2.6 * exp(1.0 * z(h, 144)) * CASE WHEN migrating THEN 3.2 ELSE 1 END)::BIGINT + 120) AS response_at FROM dated
)
SELECT row_number() OVER (ORDER BY opened_at, a.h) AS ticket_id, a.*, c.contact_id,
  CASE WHEN u(a.h, 145) < CASE WHEN migrating THEN 0.90 ELSE 0.95 END
    THEN response_at + to_seconds((3600 * 20 * exp(0.95 * z(a.h, 146)) * CASE WHEN migrating THEN 2.1 ELSE 1 END)::BIGINT + 300) END AS resolved_at
FROM answered a JOIN made_contact_picks c ON c.customer_id = a.customer_id AND c.nth = floor(u(a.h, 147) * c.people)::BIGINT;

INSERT INTO tickets
SELECT ticket_id, customer_id, contact_id,
  CASE WHEN resolved_at < getvariable('after') THEN 'Resolved' WHEN response_at < getvariable('after') THEN 'Pending' ELSE 'Open' END,
  opened_at, CASE WHEN response_at < getvariable('after') THEN response_at END, CASE WHEN resolved_at < getvariable('after') THEN resolved_at END
FROM made_tickets ORDER BY ticket_id;

INSERT INTO satisfaction_responses
WITH asked AS (
  SELECT h, ticket_id, customer_id, migrating, bitter, resolved_at + to_seconds((3600 * (0.5 + 70 * u(h, 151) * u(h, 152)))::BIGINT) AS responded_at
  FROM made_tickets WHERE u(h, 150) < 0.52 AND resolved_at < getvariable('after')
  UNION ALL
  SELECT h, NULL, customer_id, false, false, ordered_at + to_seconds((86400 * (4 + 6 * u(h, 153)))::BIGINT)
  FROM made_orders WHERE u(h, 154) < 0.07
), scored AS (
  SELECT *, u(h, 155) AS dice, CASE WHEN bitter THEN 0.42 WHEN migrating THEN 0.62 ELSE 0.91 END AS content FROM asked WHERE responded_at < getvariable('after')
)
SELECT row_number() OVER (ORDER BY responded_at, h), ticket_id, customer_id,
  CASE WHEN dice < content * 0.63 THEN 5 WHEN dice < content THEN 4 WHEN dice < content + (1 - content) * 0.5 THEN 3 WHEN dice < content + (1 - content) * 0.78 THEN 2 ELSE 1 END, responded_at
FROM scored ORDER BY responded_at, h;

INSERT INTO interactions
WITH spells AS (
  SELECT spell_id, customer_id, seat_id, coalesce(started_on, getvariable('first')::DATE) AS from_on, coalesce(ended_on, getvariable('after')::DATE) AS until_on, ended_on,
    CASE WHEN planned_name = 'Pars Foods' THEN 6.5 ELSE CASE segment WHEN 'Enterprise' THEN 1.7 WHEN 'Mid-market' THEN 0.9 WHEN 'Small business' THEN 0.42 ELSE 0.11 END * exp(0.5 * z(customer_id, 161)) END AS rate
  FROM made_spells JOIN made_customers USING (customer_id)
), expected AS (
  SELECT s.*, month, rate * contact_weight / 30 AS expected FROM spells s JOIN made_months m ON from_on < m.last_day AND until_on > m.month
), talks AS (
  SELECT e.*, hash(spell_id, month, k, 'talk', getvariable('seed')) AS h
  FROM (SELECT *, floor(expected)::BIGINT + (u2(spell_id, month, 162) < expected - floor(expected))::BIGINT AS n FROM expected) AS e, range(0, n) AS r(k)
), dated AS (
  SELECT t.h, t.customer_id, seat_id, CASE WHEN u(t.h, 165) < 0.55 THEN 'Email' WHEN u(t.h, 165) < 0.86 THEN 'Call' ELSE 'Meeting' END AS kind,
    day + to_seconds((3600 * (8 + 10 * u(t.h, 164)))::BIGINT) AS occurred_at
  FROM talks t JOIN made_contact_slots s ON s.month = t.month AND s.slot = floor(u(t.h, 163) * 400)::BIGINT
  WHERE day >= from_on AND day < until_on AND (ended_on IS NULL OR day < ended_on - 75 OR u(t.h, 166) < 0.35)
  UNION ALL
  SELECT hash(customer_id, w.campaign_id, contacted_on), customer_id, seat_id, 'Call', contacted_on + to_seconds((3600 * (9 + 8 * u(customer_id, 167)))::BIGINT)
  FROM made_win_backs w JOIN made_customers USING (customer_id)
), with_contacts AS (
  SELECT d.*, c.contact_id FROM dated d JOIN made_contact_picks c ON c.customer_id = d.customer_id AND c.nth = floor(u(d.h, 168) * c.people)::BIGINT
  UNION ALL
  SELECT t.h, t.customer_id, seat_id, 'Ticket', opened_at, contact_id FROM made_tickets t JOIN made_customers USING (customer_id)
)
SELECT row_number() OVER (ORDER BY occurred_at, d.h, kind), customer_id, contact_id, h2.rep_id, kind, subject, subject_fa, occurred_at
FROM with_contacts d
JOIN made_holders h2 ON h2.seat_id = d.seat_id AND occurred_at >= h2.from_day AND occurred_at < h2.until_day
JOIN made_subjects USING (kind) WHERE i = floor(u(d.h, 169) * choices)::BIGINT
ORDER BY occurred_at, d.h, kind;
