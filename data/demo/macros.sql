-- Chance without a random generator: the hash of a key and a salt, as a number in [0, 1); z is its normal cousin.
CREATE OR REPLACE TEMP MACRO u(key, salt) AS (hash(key, salt, getvariable('seed')) >> 11)::DOUBLE / 9007199254740992.0;
CREATE OR REPLACE TEMP MACRO u2(key, other, salt) AS (hash(key, other, salt, getvariable('seed')) >> 11)::DOUBLE / 9007199254740992.0;
CREATE OR REPLACE TEMP MACRO z(key, salt) AS sqrt(-2 * ln(1 - u(key, salt))) * cos(6.283185307179586 * u(key, salt + 5000));
CREATE OR REPLACE TEMP MACRO pick_vertical(dice) AS CASE
  WHEN dice < 0.17 THEN 'Food' WHEN dice < 0.36 THEN 'Retail' WHEN dice < 0.52 THEN 'Manufacturing' WHEN dice < 0.64 THEN 'Healthcare'
  WHEN dice < 0.73 THEN 'Finance' WHEN dice < 0.84 THEN 'Construction' WHEN dice < 0.92 THEN 'Education' ELSE 'Technology' END;
CREATE OR REPLACE TEMP MACRO pick_age(dice) AS CASE
  WHEN dice < 0.11 THEN '18–24' WHEN dice < 0.37 THEN '25–34' WHEN dice < 0.63 THEN '35–44' WHEN dice < 0.80 THEN '45–54'
  WHEN dice < 0.90 THEN '55–64' WHEN dice < 0.95 THEN '65+' END;
CREATE OR REPLACE TEMP MACRO pick_gender(dice) AS CASE
  WHEN dice < 0.43 THEN 'Female' WHEN dice < 0.94 THEN 'Male' WHEN dice < 0.955 THEN 'Other' END;
CREATE OR REPLACE TEMP MACRO pick_education(dice) AS CASE
  WHEN dice < 0.20 THEN 'High school' WHEN dice < 0.34 THEN 'Associate' WHEN dice < 0.68 THEN 'Bachelor' WHEN dice < 0.87 THEN 'Master'
  WHEN dice < 0.92 THEN 'Doctorate' END;
CREATE OR REPLACE TEMP MACRO pick_churn_reason(dice) AS CASE
  WHEN dice < 0.33 THEN 'Competitor' WHEN dice < 0.58 THEN 'Product fit' WHEN dice < 0.75 THEN 'Service' WHEN dice < 0.88 THEN 'Price'
  WHEN dice < 0.94 THEN 'No budget' WHEN dice < 0.97 THEN 'Other' END;
-- Deals that could close within five weeks of the quarter's end are pushed into its last ten days.
CREATE OR REPLACE TEMP MACRO quarter_end(day) AS (date_trunc('quarter', day) + INTERVAL 3 MONTH)::DATE - 1;
CREATE OR REPLACE TEMP MACRO at_quarter_end(moment, dice) AS CASE
  WHEN quarter_end(moment::DATE) - moment::DATE BETWEEN 1 AND 35
    THEN greatest(moment, (quarter_end(moment::DATE) - floor(10 * dice * dice)::INTEGER) + to_seconds((3600 * (9 + 8 * dice))::BIGINT))
  ELSE moment END;
