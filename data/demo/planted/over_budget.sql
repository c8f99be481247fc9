-- The territory furthest over its budget brings the best return
WITH years AS (
  SELECT territory_id, sum(allocated) AS allocated, sum(spent) AS spent FROM budgets WHERE year(month) = year(getvariable('today')) - 1 GROUP BY ALL
), sold AS (
  SELECT territory_id, sum(net_amount) AS revenue FROM orders JOIN order_lines USING (order_id) WHERE year(ordered_at) = year(getvariable('today')) - 1 GROUP BY ALL
), ranked AS (
  SELECT *, spent / allocated AS utilisation, revenue / spent AS earned, row_number() OVER (ORDER BY revenue / spent DESC) AS place,
    row_number() OVER (ORDER BY spent / allocated DESC) AS overspent
  FROM years JOIN sold USING (territory_id)
)
SELECT territory_id, t.name AS territory, t.name_fa AS territory_fa, year(getvariable('today')) - 1 AS year, allocated, spent,
  round(utilisation, 4) AS budget_utilisation, revenue, round(earned, 2) AS revenue_for_each_spent, place AS place_by_return, overspent AS place_by_utilisation,
  (SELECT round(max(earned), 2) FROM ranked WHERE place = 2) AS next_best_return
FROM ranked JOIN territories t USING (territory_id) WHERE territory_id = getvariable('over_budget');
