-- Leads and what became of them. Every date is drawn first; what lies after today is then cut off.
CREATE TEMP TABLE made_cells AS
WITH channels AS (
  FROM (VALUES ('Website form', 0.26, 0.60), ('Social media', 0.24, 0.85), ('Email campaign', 0.16, 0.95),
               ('Trade show', 0.08, 1.00), ('Referral', 0.10, 0.50), ('Paid search', 0.16, 1.00)) AS t(channel, share, tracked)
), yearly AS (
  SELECT day, c.channel, share, tracked, campaign_id
  FROM made_days JOIN campaigns k ON day BETWEEN starts_on AND ends_on JOIN channels c ON c.channel = marketing_channel
  WHERE kind = 'Acquisition' AND date_diff('day', starts_on, ends_on) > 300
), seasonal AS (
  SELECT day, c.channel, share, campaign_id
  FROM made_days JOIN campaigns k ON day BETWEEN starts_on AND ends_on JOIN channels c ON c.channel = marketing_channel
  WHERE kind = 'Acquisition' AND date_diff('day', starts_on, ends_on) < 100
), cells AS (
  SELECT day, channel, campaign_id, share * tracked AS share FROM yearly
  UNION ALL SELECT day, channel, NULL, share * (1 - tracked) FROM yearly WHERE tracked < 1
  UNION ALL SELECT day, channel, campaign_id, share * CASE channel WHEN 'Trade show' THEN 1.6 ELSE 0.7 END FROM seasonal
  UNION ALL SELECT day, 'Social media', campaign_id, 0.16
  FROM made_days JOIN campaigns ON day BETWEEN starts_on AND ends_on WHERE campaign_id = getvariable('giveaway')
)
SELECT day, channel, campaign_id, share * lead_weight * 28 * getvariable('scale') AS expected, weekend
FROM cells JOIN made_days USING (day);

CREATE TEMP TABLE made_lead_rows AS
WITH counted AS (
  SELECT *, floor(expected)::BIGINT + (u2(day, hash(channel, campaign_id), 21) < expected - floor(expected))::BIGINT AS n FROM made_cells
), one AS (
  SELECT day, channel, campaign_id, weekend, hash(day, channel, campaign_id, k, getvariable('seed')) AS h
  FROM counted, range(0, n) AS r(k)
), timed AS (
  SELECT *, day + to_seconds((3600 * CASE WHEN u(h, 22) < 0.85 THEN 7.5 + 13 * u(h, 23) ELSE 24 * u(h, 23) END)::BIGINT % 86400) AS created_at,
    (floor(u(h, 24) * 5000))::BIGINT AS slot
  FROM one
)
SELECT row_number() OVER (ORDER BY created_at, h) AS lead_id, t.* EXCLUDE (slot), seat_id, territory_id,
  CASE WHEN u(h, 25) < 0.40 THEN 'Consumer' WHEN u(h, 25) < 0.75 THEN 'Small business' WHEN u(h, 25) < 0.93 THEN 'Mid-market' ELSE 'Enterprise' END AS segment
FROM timed t JOIN made_seat_slots USING (slot);

CREATE TEMP TABLE made_leads AS
WITH described AS (
  SELECT l.*, h2.rep_id, h2.team_id,
    CASE WHEN segment = 'Consumer' THEN NULL ELSE pick_vertical(u(h, 26)) END AS vertical,
    pick_age(u(h, 27)) AS age_group, pick_gender(u(h, 28)) AS gender, pick_education(u(h, 29)) AS education,
    coalesce(campaign_id = getvariable('giveaway'), false) AS giveaway,
    CASE channel WHEN 'Paid search' THEN 1.62 WHEN 'Referral' THEN 1.36 WHEN 'Website form' THEN 1.05
      WHEN 'Trade show' THEN 0.95 WHEN 'Social media' THEN 0.72 ELSE 0.48 END AS pull,
    s.skill,
    u(h, 30) < CASE WHEN weekend THEN 0.65 ELSE 0.80 END AS answered,
    greatest(0.05, CASE WHEN weekend THEN 22 ELSE 3.0 END * s.slowness * exp(1.25 * z(h, 31))) AS hours
  FROM made_lead_rows l JOIN made_seats s USING (seat_id)
  JOIN made_holders h2 ON h2.seat_id = l.seat_id AND l.day >= h2.from_day AND l.day < h2.until_day
), chances AS (
  SELECT *,
    answered AND u(h, 32) < CASE WHEN giveaway THEN 0.04 ELSE least(0.92, 0.335 * pow(pull, 0.7) * skill
      * CASE WHEN hours <= 1 THEN 1.85 WHEN hours <= 4 THEN 1.22 WHEN hours <= 24 THEN 0.90 ELSE 0.62 END
      * CASE age_group WHEN '35–44' THEN 1.12 WHEN '18–24' THEN 0.80 ELSE 1 END) END AS will_qualify,
    u(h, 33) < CASE segment WHEN 'Enterprise' THEN 0.46 WHEN 'Mid-market' THEN 0.50 ELSE 0.48 END AND NOT giveaway AS will_open,
    u(h, 34) < 0.60 AS will_propose,
    u(h, 35) < least(0.9, 0.375 * pow(pull, 0.35) * pow(skill, 0.5) * CASE WHEN hours <= 1 THEN 1.15 WHEN hours <= 24 THEN 1 ELSE 0.85 END) AS will_win,
    greatest(0.25, 13.4 * exp(1.72 * z(h, 36))) AS span
  FROM described
), first_dates AS (
  SELECT *, created_at + to_seconds((hours * 3600)::BIGINT) AS response_at,
    greatest(created_at + to_seconds((hours * 3600)::BIGINT + 1200), created_at + to_seconds((span * 0.20 * 86400)::BIGINT)) AS qualify_at
  FROM chances
), opened AS (
  SELECT *, greatest(qualify_at + INTERVAL 30 MINUTE, created_at + to_seconds((span * 0.45 * 86400)::BIGINT)) AS open_at FROM first_dates
), proposed AS (
  SELECT *, greatest(open_at + INTERVAL 1 HOUR, created_at + to_seconds((span * 0.70 * 86400)::BIGINT)) AS propose_at FROM opened
), closing AS (
  SELECT *, greatest(CASE WHEN will_propose THEN propose_at ELSE open_at END + INTERVAL 2 HOUR, created_at + to_seconds((span * 86400)::BIGINT)) AS natural_at,
  FROM proposed
), closed AS (
  SELECT *, will_qualify AND will_open AND will_propose AND will_win AS wins,
    CASE WHEN segment <> 'Consumer' AND u(h, 37) < 0.5
         THEN at_quarter_end(natural_at, u(h, 38)) ELSE natural_at END AS close_at
  FROM closing
)
SELECT *,
  CASE
    WHEN wins THEN NULL
    WHEN NOT answered THEN CASE WHEN u(h, 39) < 0.80 THEN created_at + to_seconds(((14 + 46 * u(h, 40)) * 86400)::BIGINT) END
    WHEN NOT will_qualify THEN CASE WHEN u(h, 39) < 0.88 THEN response_at + to_seconds(((2 + 43 * u(h, 40)) * 86400)::BIGINT) END
    WHEN NOT will_open THEN CASE WHEN u(h, 39) < 0.85 THEN qualify_at + to_seconds(((4 + 56 * u(h, 40)) * 86400)::BIGINT) END
    ELSE close_at
  END AS lose_at,
  CASE WHEN NOT answered THEN 'No response'
    WHEN u(h, 41) < 0.27 THEN 'Price' WHEN u(h, 41) < 0.49 THEN 'Product fit' WHEN u(h, 41) < 0.68 THEN 'No budget'
    WHEN u(h, 41) < 0.85 THEN 'Competitor' WHEN u(h, 41) < 0.94 THEN 'No response' ELSE 'Service' END AS lose_reason,
  CASE WHEN u(h, 42) < 0.09 THEN NULL ELSE least(100, greatest(0, round(
    34 + 13 * z(h, 43) + 8 * (pull - 1) + CASE WHEN giveaway THEN -14 ELSE 0 END + CASE WHEN will_qualify THEN 22 ELSE 0 END + CASE WHEN wins THEN 10 ELSE 0 END)))::INTEGER END AS score
FROM closed;
DROP TABLE made_lead_rows;
