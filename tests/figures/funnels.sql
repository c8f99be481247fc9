-- Funnels: of the leads created in the period, how many reached each stage, however much later.

-- query: {item: S3, analysis: funnel, funnel: sales, by: [marketing_channel], period: [2026-07-01, 2026-10-01, quarter]}
WITH cohort AS (
  SELECT l.lead_id, l.source, l.created_at,
    max(e.entered_at) FILTER (e.stage = 'Qualified') AS qualified, max(e.entered_at) FILTER (e.stage = 'Opportunity') AS opportunity,
    max(e.entered_at) FILTER (e.stage = 'Proposal') AS proposal, max(e.entered_at) FILTER (e.stage = 'Won') AS won
  FROM leads l LEFT JOIN lead_stage_events e USING (lead_id)
  WHERE l.created_at >= '2026-07-01' AND l.created_at < '2026-10-01' GROUP BY ALL
), counted AS (
  SELECT source, count(*) AS a, count(qualified) AS b, count(opportunity) AS c, count(proposal) AS d, count(won) AS e,
    median(epoch(qualified - created_at) / 86400) AS ab, median(epoch(opportunity - qualified) / 86400) AS bc,
    median(epoch(proposal - opportunity) / 86400) AS cd, median(epoch(won - proposal) / 86400) AS de
  FROM cohort GROUP BY source
)
SELECT source AS marketing_channel, 'lead' AS stage, a AS count, NULL AS conversion, 1.0 AS from_top, NULL AS median_days FROM counted
UNION ALL SELECT source, 'qualified_lead', b, b / nullif(a, 0), b / a, ab FROM counted
UNION ALL SELECT source, 'opportunity', c, c / nullif(b, 0), c / a, bc FROM counted
UNION ALL SELECT source, 'proposal', d, d / nullif(c, 0), d / a, cd FROM counted
UNION ALL SELECT source, 'won', e, e / nullif(d, 0), e / a, de FROM counted;

-- query: {item: S3 whole, analysis: funnel, funnel: sales, period: [2026-01-01, 2027-01-01, year]}
WITH cohort AS (
  SELECT l.lead_id, l.created_at,
    max(e.entered_at) FILTER (e.stage = 'Qualified') AS qualified, max(e.entered_at) FILTER (e.stage = 'Opportunity') AS opportunity,
    max(e.entered_at) FILTER (e.stage = 'Proposal') AS proposal, max(e.entered_at) FILTER (e.stage = 'Won') AS won
  FROM leads l LEFT JOIN lead_stage_events e USING (lead_id)
  WHERE l.created_at >= '2026-01-01' AND l.created_at < '2027-01-01' GROUP BY ALL
), counted AS (
  SELECT count(*) AS a, count(qualified) AS b, count(opportunity) AS c, count(proposal) AS d, count(won) AS e,
    median(epoch(qualified - created_at) / 86400) AS ab, median(epoch(opportunity - qualified) / 86400) AS bc,
    median(epoch(proposal - opportunity) / 86400) AS cd, median(epoch(won - proposal) / 86400) AS de
  FROM cohort
)
SELECT 'lead' AS stage, a AS count, NULL AS conversion, 1.0 AS from_top, NULL AS median_days FROM counted
UNION ALL SELECT 'qualified_lead', b, b / a, b / a, ab FROM counted
UNION ALL SELECT 'opportunity', c, c / b, c / a, bc FROM counted
UNION ALL SELECT 'proposal', d, d / c, d / a, cd FROM counted
UNION ALL SELECT 'won', e, e / d, e / a, de FROM counted;

-- query: {item: L5, analysis: funnel, funnel: lead, period: [2026-01-01, 2027-01-01, year]}
WITH cohort AS (
  SELECT l.lead_id, l.created_at, max(e.entered_at) FILTER (e.stage = 'Qualified') AS qualified,
    max(e.entered_at) FILTER (e.stage = 'Opportunity') AS opportunity, max(e.entered_at) FILTER (e.stage = 'Won') AS won
  FROM leads l LEFT JOIN lead_stage_events e USING (lead_id)
  WHERE l.created_at >= '2026-01-01' AND l.created_at < '2027-01-01' GROUP BY ALL
), counted AS (
  SELECT count(*) AS a, count(qualified) AS b, count(opportunity) AS c, count(won) AS d,
    median(epoch(qualified - created_at) / 86400) AS ab, median(epoch(opportunity - qualified) / 86400) AS bc,
    median(epoch(won - opportunity) / 86400) AS cd
  FROM cohort
)
SELECT 'awareness' AS stage, a AS count, NULL AS conversion, 1.0 AS from_top, NULL AS median_days FROM counted
UNION ALL SELECT 'consideration', b, b / a, b / a, ab FROM counted
UNION ALL SELECT 'decision', c, c / b, c / a, bc FROM counted
UNION ALL SELECT 'customer', d, d / c, d / a, cd FROM counted;
