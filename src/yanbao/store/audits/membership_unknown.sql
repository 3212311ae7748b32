-- code: membership-unknown
-- level: warning
-- rule: 股票最近一次归属的申万行业代码须在行业树中，否则不进入任何行业的排名
-- remedy: 核对行业代码；行业树有新版的，更新 inbox/sw_industries
WITH latest AS (
  SELECT subject, arg_max(text, period_end) AS industry, arg_max(file || ' ' || locator, period_end) AS place
  FROM facts WHERE series = 'sw_membership' AND period_end <= $last AND ($codes IS NULL OR list_contains($codes, subject))
  GROUP BY subject
), known AS (
  SELECT subject FROM facts WHERE series = 'sw_industries'
), unknown AS (
  SELECT * FROM latest WHERE industry NOT IN (FROM known) AND (SELECT count(*) FROM known) > 0
)
SELECT place, subject || ' 归属的行业代码 ' || industry || ' 不在申万行业树中。' AS message
FROM unknown
WHERE subject IN (
  SELECT DISTINCT code FROM stock_bars
  WHERE session BETWEEN $first AND $last AND ($codes IS NULL OR list_contains($codes, code)) AND code IN (SELECT subject FROM unknown)
)
ORDER BY subject
