-- A price rise triples churn for price in small business
SELECT *, round(churned_during / churned_a_quarter_before, 2) AS times
FROM (
SELECT product_id, p.name AS product, p.name_fa AS product_fa, getvariable('price_rise') AS raised_on,
  (SELECT price FROM product_prices WHERE product_id = p.product_id AND valid_from < getvariable('price_rise') ORDER BY valid_from DESC LIMIT 1) AS price_before,
  (SELECT price FROM product_prices WHERE product_id = p.product_id AND valid_from = getvariable('price_rise')) AS price_after,
  'Small business' AS segment, 'Price' AS churn_reason, getvariable('q1') AS starts_on, getvariable('q0') AS ends_on,
  (SELECT count(*) / 8.0 FROM customer_spells JOIN customers USING (customer_id) WHERE segment = 'Small business' AND churn_reason = 'Price'
   AND ended_on >= getvariable('q1')::DATE - INTERVAL 2 YEAR AND ended_on < getvariable('q1')) AS churned_a_quarter_before,
  (SELECT count(*) FROM customer_spells JOIN customers USING (customer_id) WHERE segment = 'Small business' AND churn_reason = 'Price'
   AND ended_on >= getvariable('q1') AND ended_on < getvariable('q0')) AS churned_during
FROM products p WHERE name = getvariable('price_rise_product')
);
