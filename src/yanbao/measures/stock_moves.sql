-- Every A share over the week: closes and moves in percent, name and SW industry as of the week's last session.
-- A stock is suspended when no session of the week has volume, or when it has no bar on the last (Beijing board).
WITH closes AS (
  SELECT code,
    max(close) FILTER (session = $week_base) AS week_base_close,
    max(close) FILTER (session = $month_base) AS month_base_close,
    max(close) FILTER (session = $year_base) AS year_base_close,
    max(close) FILTER (session = $week_last) AS last_close,
    sum(volume) FILTER (session >= $week_first) AS week_volume,
    count(*) FILTER (session >= $week_first) AS week_sessions,
    max_by(publisher, session) AS publisher,
    max(file || ' 第' || row || '行') FILTER (session = $week_base) AS week_base_place,
    max(file || ' 第' || row || '行') FILTER (session = $week_last) AS last_place
  FROM stock_bars
  WHERE session BETWEEN $week_first AND $week_last OR session IN ($week_base, $month_base, $year_base)
  GROUP BY code
), names AS (
  SELECT subject AS code, max_by(text, period_end) AS name, max(period_end) AS name_seen
  FROM facts WHERE series = 'stock_names' AND period_end <= $week_last GROUP BY subject
), members AS (
  SELECT subject AS code, max_by(text, period_end) AS industry_code, max(period_end) AS member_since
  FROM facts WHERE series = 'sw_membership' AND period_end <= $week_last GROUP BY subject
), tree AS (
  SELECT subject AS industry_code, split_part(text, '|', 1) AS l1, split_part(text, '|', 2) AS l2, split_part(text, '|', 3) AS l3
  FROM facts WHERE series = 'sw_industries'
), level_one AS (
  SELECT text AS l1, subject AS sw_code FROM facts WHERE series = 'sw_indices'
)
SELECT code, coalesce(name, code) AS name, name_seen, sw_code, industry_code, member_since, l1, l2, l3,
  (last_close / nullif(week_base_close, 0) - 1) * 100 AS week_move,
  (last_close / nullif(month_base_close, 0) - 1) * 100 AS month_move,
  (last_close / nullif(year_base_close, 0) - 1) * 100 AS year_move,
  last_close, week_base_close, month_base_close, year_base_close, week_volume,
  last_close IS NULL OR coalesce(week_volume, 0) = 0 AS suspended,
  CASE WHEN last_close IS NULL THEN '周末收盘缺失' WHEN week_base_close IS NULL THEN '基期无收盘价，本周内上市或复牌' END AS reason,
  publisher, week_base_place, last_place
FROM closes LEFT JOIN names USING (code) LEFT JOIN members USING (code) LEFT JOIN tree USING (industry_code) LEFT JOIN level_one USING (l1)
ORDER BY code
