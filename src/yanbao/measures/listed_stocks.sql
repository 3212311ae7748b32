-- How many stocks were listed by the week's last session, by the SW level-1 index they belonged to (null: to none).
WITH listed AS (
  SELECT DISTINCT subject AS code FROM facts WHERE series = 'list_dates' AND period_end <= $week_last
), members AS (
  SELECT subject AS code, max_by(text, period_end) AS industry_code
  FROM facts WHERE series = 'sw_membership' AND period_end <= $week_last GROUP BY subject
), tree AS (
  SELECT t.subject AS industry_code, i.subject AS sw_code
  FROM facts t JOIN facts i ON i.series = 'sw_indices' AND i.text = split_part(t.text, '|', 1) WHERE t.series = 'sw_industries'
)
SELECT sw_code, count(*) AS listed
FROM listed LEFT JOIN members USING (code) LEFT JOIN tree USING (industry_code)
GROUP BY sw_code ORDER BY sw_code
