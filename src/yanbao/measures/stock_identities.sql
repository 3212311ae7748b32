-- Who every stock was by the week's last session: the name seen last, and its SW industry by the latest membership in effect.
WITH told AS (
  SELECT series, subject AS code, max_by(text, period_end) AS text, max(period_end) AS since
  FROM facts WHERE series IN ('stock_names', 'sw_membership') AND period_end <= $week_last GROUP BY series, subject
), names AS (
  SELECT code, text AS name, since AS name_seen FROM told WHERE series = 'stock_names'
), members AS (
  SELECT code, text AS industry_code FROM told WHERE series = 'sw_membership'
), tree AS (
  SELECT t.subject AS industry_code, i.subject AS sw_code
  FROM facts t JOIN facts i ON i.series = 'sw_indices' AND i.text = split_part(t.text, '|', 1) WHERE t.series = 'sw_industries'
)
SELECT code, name, name_seen, industry_code, sw_code
FROM names FULL JOIN members USING (code) LEFT JOIN tree USING (industry_code)
ORDER BY code
