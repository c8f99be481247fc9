-- The days of the data with their weights: season, growth, weekday, Nowruz, one falling quarter.
CREATE TEMP TABLE made_days AS
WITH base AS (
  SELECT
    d::DATE AS day,
    date_trunc('month', d)::DATE AS month,
    isodow(d) AS weekday,
    date_diff('day', getvariable('first')::DATE, d::DATE) / 365.25 AS years,
    month(d) AS month_no,
    (month(d) = 3 AND day(d) >= 20) OR (month(d) = 4 AND day(d) <= 3) AS nowruz,
    d::DATE >= make_date(getvariable('year0') + 1, 7, 1) AND d::DATE < make_date(getvariable('year0') + 1, 10, 1) AS falling
  FROM range(getvariable('first')::TIMESTAMP, getvariable('today')::TIMESTAMP + INTERVAL 1 DAY, INTERVAL 1 DAY) AS t(d)
)
SELECT
  day, month, weekday, years,
  weekday IN (4, 5) AS weekend,
  list_extract([0.93, 1.00, 1.10, 0.98, 0.98, 1.00, 0.97, 0.96, 1.00, 1.05, 1.15, 1.32], month_no)
    * CASE WHEN nowruz THEN 0.35 ELSE 1 END
    * CASE WHEN falling THEN 0.69 ELSE 1 END
    * list_extract([1.10, 1.12, 1.10, 0.75, 0.45, 1.10, 1.15], weekday)
    * exp(0.205 * years - 0.09 * greatest(0, least(years, 2.4) - 1.5)) * (0.96 + 0.08 * u(month, 11)) AS order_weight,
  list_extract([1.02, 1.05, 1.06, 0.95, 1.00, 1.00, 0.95, 0.93, 1.05, 1.08, 1.08, 0.98], month_no)
    * CASE WHEN nowruz THEN 0.40 ELSE 1 END
    * list_extract([1.12, 1.12, 1.10, 0.82, 0.62, 1.10, 1.12], weekday)
    * exp(0.12 * years) * (0.94 + 0.12 * u(day, 12)) AS lead_weight,
  CASE WHEN nowruz THEN 0.50 ELSE 1 END * list_extract([1.15, 1.15, 1.15, 0.70, 0.35, 1.20, 1.20], weekday) AS contact_weight
FROM base;

-- A month's days stand on 400 slots by their weight, so that a hash picks one by a plain join.
CREATE TEMP TABLE made_months AS
SELECT month, row_number() OVER (ORDER BY month) AS month_no,
  sum(round(order_weight * 1000000)::BIGINT) / 1000000.0 AS order_weight,
  sum(round(contact_weight * 1000000)::BIGINT) / 1000000.0 AS contact_weight,
  max(day) AS last_day
FROM made_days GROUP BY month;

CREATE TEMP TABLE made_order_slots AS
WITH shares AS (
  SELECT month, day, round(order_weight * 1000000)::BIGINT AS weight,
    sum(round(order_weight * 1000000)::BIGINT) OVER (PARTITION BY month ORDER BY day) AS upto,
    sum(round(order_weight * 1000000)::BIGINT) OVER (PARTITION BY month) AS total
  FROM made_days
)
SELECT month, slot, day
FROM shares, range(0, 400) AS s(slot)
WHERE (slot + 0.5) / 400 * total >= upto - weight AND (slot + 0.5) / 400 * total < upto;

CREATE TEMP TABLE made_contact_slots AS
WITH shares AS (
  SELECT month, day, round(contact_weight * 1000000)::BIGINT AS weight,
    sum(round(contact_weight * 1000000)::BIGINT) OVER (PARTITION BY month ORDER BY day) AS upto,
    sum(round(contact_weight * 1000000)::BIGINT) OVER (PARTITION BY month) AS total
  FROM made_days
)
SELECT month, slot, day
FROM shares, range(0, 400) AS s(slot)
WHERE (slot + 0.5) / 400 * total >= upto - weight AND (slot + 0.5) / 400 * total < upto;

-- Seats by the size of their territory, again on slots.
CREATE TEMP TABLE made_seat_slots AS
WITH weights AS (
  SELECT seat_id, s.territory_id, round(pow(population, 0.85) / count(*) OVER (PARTITION BY s.territory_id))::BIGINT AS weight
  FROM made_seats s JOIN territories USING (territory_id)
), shares AS (
  SELECT *, sum(weight) OVER (ORDER BY seat_id) AS upto, sum(weight) OVER () AS total FROM weights
)
SELECT slot, seat_id, territory_id
FROM shares, range(0, 5000) AS s(slot)
WHERE (slot + 0.5) / 5000 * total >= upto - weight AND (slot + 0.5) / 5000 * total < upto;

-- What each kind of buyer picks, on slots; before its launch a product gives way to the first of its category.
CREATE TEMP TABLE made_product_slots AS
WITH weights AS (
  UNPIVOT (SELECT product_id, fallback_id, consumer AS "Consumer", small AS "Small business", mid AS "Mid-market", enterprise AS "Enterprise"
           FROM made_product_weights)
  ON "Consumer", "Small business", "Mid-market", "Enterprise" INTO NAME segment VALUE weight
), shares AS (
  SELECT *, sum(weight) OVER (PARTITION BY segment ORDER BY product_id) AS upto, sum(weight) OVER (PARTITION BY segment) AS total
  FROM weights WHERE weight > 0
)
SELECT segment, slot, product_id, fallback_id
FROM shares, range(0, 500) AS s(slot)
WHERE (slot + 0.5) / 500 * total >= upto - weight AND (slot + 0.5) / 500 * total < upto;

CREATE TEMP TABLE made_prices AS
SELECT product_id, valid_from,
  coalesce(lead(valid_from) OVER (PARTITION BY product_id ORDER BY valid_from), DATE '9999-12-31') AS valid_until, price,
  round(unit_cost / pow(1.04, getvariable('year0') + 3 - greatest(year(valid_from), getvariable('year0'))), 2)::DECIMAL(18,2) AS cost
FROM product_prices JOIN products USING (product_id);
