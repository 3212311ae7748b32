-- code: membership-missing
-- level: info
-- rule: 有行情的股票没有申万行业归属，不进入任何行业的排名
-- remedy: 新股待申万公布归属；其余请更新 inbox/sw_membership
SELECT any_value(file) AS place, code || ' ' || coalesce(any_value(t.name), '') || '在 ' || max(session) || ' 仍无申万行业归属。' AS message
FROM stock_bars LEFT JOIN titles t USING (code)
WHERE session BETWEEN $first AND $last AND ($codes IS NULL OR list_contains($codes, code))
  AND code NOT IN (SELECT subject FROM facts WHERE series = 'sw_membership' AND period_end <= $last)
GROUP BY code ORDER BY code
