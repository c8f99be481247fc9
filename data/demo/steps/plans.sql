-- Spend, quotas, budgets and goals: drawn up around what then happened, so that attainment has the spread it should have.
INSERT INTO marketing_spend
WITH prices AS (
  FROM (VALUES ('Website form', 26), ('Social media', 38), ('Email campaign', 20), ('Trade show', 150), ('Referral', 34), ('Paid search', 82)) AS t(channel, lead_price)
), weeks AS (
  SELECT campaign_id, marketing_channel, kind, starts_on, starts_on + (7 * k)::INTEGER AS spent_on, least(starts_on + (7 * k + 7)::INTEGER, ends_on + 1) AS until_on
  FROM campaigns, range(0, date_diff('day', starts_on, least(ends_on, getvariable('today')::DATE)) // 7 + 1) AS r(k)
), counted AS (
  SELECT w.*, lead_price, sum(round(coalesce(expected, 0) * 1000)::BIGINT) / 1000.0 AS leads
  FROM weeks w LEFT JOIN made_cells c ON c.campaign_id = w.campaign_id AND c.day >= spent_on AND c.day < until_on
  LEFT JOIN prices p ON p.channel = marketing_channel GROUP BY ALL
), volumes AS (
  SELECT *, CASE WHEN kind = 'Win-back' THEN 9.0 * getvariable('scale') * (until_on - spent_on)
    WHEN campaign_id = getvariable('giveaway') THEN leads * 2.2 ELSE leads * lead_price END AS total
  FROM counted
), shares AS (
  SELECT territory_id, pow(population, 0.85) AS size FROM territories
), spread AS (
  SELECT campaign_id, territory_id, spent_on + CASE WHEN spent_on = starts_on THEN 0 ELSE floor(u2(campaign_id, hash(territory_id, spent_on), 171) * least(7, until_on - spent_on))::INTEGER END AS spent_on,
    round(total * size / (SELECT sum(round(size)::BIGINT) FROM shares) * (0.85 + 0.3 * u2(campaign_id, hash(territory_id, spent_on), 172))
      * pow(1.03, year(spent_on) - getvariable('year0')), 2)::DECIMAL(18,2) AS amount
  FROM volumes, shares
)
SELECT row_number() OVER (ORDER BY spent_on, campaign_id, territory_id), campaign_id, territory_id, spent_on, amount
FROM spread WHERE spent_on <= getvariable('today') ORDER BY spent_on, campaign_id, territory_id;

CREATE TEMP TABLE made_season AS
SELECT month_no, list_extract([0.93, 1.00, 0.88, 0.88, 0.98, 1.00, 0.97, 0.96, 1.00, 1.05, 1.15, 1.32], month_no) / 12.12 AS share FROM range(1, 13) AS r(month_no);

-- How much of each year has passed, by the season's weight; 1 for the years before this one.
CREATE TEMP TABLE made_years AS
SELECT year, sum(share * CASE WHEN make_date(year, month_no, 1) > getvariable('today') THEN 0
    ELSE least(1.0, (getvariable('today')::DATE - make_date(year, month_no, 1) + 1) / day(last_day(make_date(year, month_no, 1)))::DOUBLE) END) AS passed
FROM made_season, range(getvariable('year0'), year(getvariable('today')) + 1) AS r(year) GROUP BY year;

CREATE TEMP TABLE made_rep_years AS
WITH held AS (
  SELECT rep_id, h.team_id, s.territory_id, seat_id, make_date(year::INTEGER, month_no::INTEGER, 1) AS month, year, share
  FROM made_holders h JOIN made_seats s USING (seat_id), made_season, made_years
  WHERE make_date(year::INTEGER, month_no::INTEGER, 1) >= from_day AND make_date(year::INTEGER, month_no::INTEGER, 1) < until_day
), sold AS (
  SELECT rep_id, year(ordered_at) AS year, sum(net_amount) AS revenue FROM orders JOIN order_lines USING (order_id) GROUP BY ALL
), held_years AS (
  SELECT rep_id, year, sum(round(share * passed_part * 1000000)::BIGINT) / 1000000.0 AS passed_share
  FROM (SELECT *, CASE WHEN month > getvariable('today') THEN 0 ELSE least(1.0, (getvariable('today')::DATE - month + 1) / day(last_day(month))::DOUBLE) END AS passed_part FROM held)
  GROUP BY ALL
), ranked AS (
  SELECT h.rep_id, h.year, greatest(coalesce(revenue, 0), 4000 * getvariable('scale') * passed_share)::DOUBLE AS revenue, passed_share,
    percent_rank() OVER (PARTITION BY h.year ORDER BY CASE WHEN h.rep_id = getvariable('first_rep') THEN 2.0 ELSE u2(h.rep_id, h.year, 181) END) AS place,
    u2(h.rep_id, h.year, 182) AS dice
  FROM held_years h LEFT JOIN sold s ON s.rep_id = h.rep_id AND s.year = h.year WHERE passed_share > 0
)
SELECT held.*, r.revenue / passed_share
  / CASE WHEN place > 0.56 THEN 1.0 + 0.30 * dice ELSE 0.62 + 0.375 * dice END AS yearly
FROM held JOIN ranked r ON r.rep_id = held.rep_id AND r.year = held.year;

INSERT INTO targets
WITH amounts AS (
  SELECT month, territory_id, team_id, rep_id, sum(round(greatest(100, yearly * share) / 100)::BIGINT * 100) AS amount FROM made_rep_years GROUP BY ALL
)
SELECT row_number() OVER (ORDER BY month, territory_id, rep_id), month, territory_id, team_id, rep_id, amount FROM amounts ORDER BY month, territory_id, rep_id;

INSERT INTO budgets
WITH sold AS (
  SELECT territory_id, year(ordered_at) AS year, sum(net_amount)::DOUBLE AS revenue FROM orders JOIN order_lines USING (order_id) GROUP BY ALL
), spending AS (
  SELECT territory_id, date_trunc('month', spent_on)::DATE AS month, sum(amount)::DOUBLE AS amount FROM marketing_spend GROUP BY ALL
), yearly_spending AS (
  SELECT territory_id, year(spent_on) AS year, sum(amount)::DOUBLE AS amount FROM marketing_spend GROUP BY ALL
), cells AS (
  SELECT t.territory_id, make_date(y.year::INTEGER, month_no::INTEGER, 1) AS month, category,
    CASE WHEN t.territory_id = getvariable('over_budget') AND y.year >= year(getvariable('today')) - 1 THEN 1.0 ELSE 0.0 END AS over,
    CASE category WHEN 'Marketing' THEN coalesce(s.amount, 0)
      ELSE greatest(coalesce(r.revenue, 0) / greatest(passed, 0.002), 20000) * share * CASE category WHEN 'Sales' THEN 0.060 ELSE 0.038 END
        * CASE WHEN t.territory_id = getvariable('over_budget') THEN 0.55 ELSE 0.94 + 0.12 * u2(t.territory_id, month_no, hash(category)) END END AS cost,
    greatest(coalesce(ys.amount, 0) / greatest(passed, 0.002), 1000) * share AS planned_marketing,
    CASE WHEN make_date(y.year::INTEGER, month_no::INTEGER, 1) > getvariable('today') THEN 0
      ELSE least(1.0, (getvariable('today')::DATE - make_date(y.year::INTEGER, month_no::INTEGER, 1) + 1) / day(last_day(make_date(y.year::INTEGER, month_no::INTEGER, 1)))::DOUBLE) END AS part
  FROM territories t, made_years y, made_season, (VALUES ('Marketing'), ('Sales'), ('Resources')) AS k(category)
  LEFT JOIN spending s ON s.territory_id = t.territory_id AND s.month = make_date(y.year::INTEGER, month_no::INTEGER, 1)
  LEFT JOIN sold r ON r.territory_id = t.territory_id AND r.year = y.year
  LEFT JOIN yearly_spending ys ON ys.territory_id = t.territory_id AND ys.year = y.year
), planned AS (
  SELECT *, CASE category WHEN 'Marketing' THEN planned_marketing ELSE cost END
      * CASE WHEN over = 1 THEN 0.82 + 0.05 * u2(territory_id, month, 191) ELSE 1.03 + 0.14 * u2(hash(territory_id, category), month, 192) END AS allocated FROM cells
)
SELECT row_number() OVER (ORDER BY month, territory_id, category), month, territory_id, category, round(allocated / 10)::BIGINT * 10,
  CASE category WHEN 'Marketing' THEN round(cost, 2) ELSE round(cost * part, 2) END
FROM planned ORDER BY month, territory_id, category;

INSERT INTO goals
WITH years AS (
  SELECT territory_id, year, passed, make_date(year::INTEGER, 1, 1) AS starts_on, make_date(year::INTEGER + 1, 1, 1) AS ends_on FROM territories, made_years
), actuals AS (
  SELECT y.territory_id, y.year, starts_on, ends_on, passed,
    (SELECT sum(net_amount) FROM orders o JOIN order_lines USING (order_id) WHERE o.territory_id = y.territory_id AND year(ordered_at) = y.year)::DOUBLE AS revenue,
    (SELECT count(*) FROM customers c WHERE c.territory_id = y.territory_id AND year(acquired_on) = y.year)::DOUBLE AS new_customers,
    (SELECT avg((stage = 'Won')::INTEGER) FROM opportunities p WHERE p.territory_id = y.territory_id AND year(closed_on) = y.year AND stage IN ('Won', 'Lost')) AS win_rate,
    (SELECT avg((converted_at IS NOT NULL)::INTEGER) FROM leads l WHERE l.territory_id = y.territory_id AND year(created_at) = y.year) AS lead_conversion_rate,
    (SELECT avg((score >= 4)::INTEGER) FROM satisfaction_responses JOIN customers c USING (customer_id) WHERE c.territory_id = y.territory_id AND year(responded_at) = y.year) AS csat
  FROM years y
), wanted AS (
  SELECT territory_id, starts_on, ends_on, 'revenue' AS metric,
    round(coalesce(revenue, 0) / greatest(passed, 0.002) * (0.85 + 0.35 * u2(territory_id, year, 201)) / 1000) * 1000 + 1000 AS goal FROM actuals
  UNION ALL SELECT territory_id, starts_on, ends_on, 'new_customers', greatest(2, round(coalesce(new_customers, 0) / greatest(passed, 0.002) * (0.8 + 0.4 * u2(territory_id, year, 202)))) FROM actuals
  UNION ALL SELECT territory_id, starts_on, ends_on, 'win_rate', greatest(0.05, round(coalesce(win_rate, 0.25) * (0.85 + 0.3 * u2(territory_id, year, 203)), 2)) FROM actuals
  UNION ALL SELECT territory_id, starts_on, ends_on, 'lead_conversion_rate', greatest(0.01, round(coalesce(lead_conversion_rate, 0.03) * (0.85 + 0.35 * u2(territory_id, year, 204)), 3)) FROM actuals
  UNION ALL SELECT territory_id, starts_on, ends_on, 'csat', CASE WHEN u2(territory_id, year, 205) < 0.5 THEN 0.88 ELSE 0.90 END FROM actuals
)
SELECT row_number() OVER (ORDER BY starts_on, territory_id, metric), territory_id, metric, starts_on, ends_on, goal FROM wanted ORDER BY starts_on, territory_id, metric;
