-- The facts an issue can have used: every series as of the moment, but market values of the securities it follows alone, and
-- the desk's own texts of its week and sector alone. Of earlier news, whose facts a note of this week may repeat, the body is left
-- out; of other sectors' notes of the week, which the checks look for in the wrong folder, all but where they lie. The trading days count
-- whole whatever the moment. A text edited after the moment is kept, and of other facts restated only later that they were,
-- without the value: the issue tells of them and uses none.
WITH edited AS (
  SELECT series, subject FROM stored_facts WHERE own GROUP BY ALL HAVING count(*) > 1 AND max(known) > as_of_moment()
), seen AS (
  SELECT *,
    period_end > $base AND period_end <= $sunday OR contains(file, '/' || $week || '/') AS of_week,
    series NOT IN ('news', 'notes', 'note_overrides')
      OR of_week AND (series = 'news' OR starts_with(subject, $week || '/' || $sector || '/')) AS entire
  FROM stored_facts
  WHERE visible <= as_of_moment() OR series = 'sessions'
)
SELECT * EXCLUDE (of_week, entire) REPLACE (
  CASE WHEN entire OR $whole OR text = '' THEN text
    WHEN series = 'news' THEN json_merge_patch(nullif(text, ''), '{"body": ""}')::VARCHAR
    WHEN series = 'notes' THEN '{"front": {}, "body": ""}' ELSE text END AS text)
FROM seen
WHERE $whole
  OR series = 'market_caps' AND list_contains($codes, split_part(subject, ':', 1))
  OR series <> 'market_caps' AND (entire OR series = 'news' OR series = 'notes' AND of_week OR (series, subject) IN (FROM edited))
UNION ALL
SELECT * REPLACE (NULL AS value, '' AS stated, '' AS text, '' AS note, '' AS marks) FROM stored_facts
WHERE visible > as_of_moment() AND series <> 'sessions' AND NOT own AND published <= as_of_moment()::DATE
ORDER BY series, subject, period_end, seq
