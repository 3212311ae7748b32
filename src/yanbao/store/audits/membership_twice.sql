-- code: membership-twice
-- level: error
-- rule: 一只股票在同一纳入日有两个申万行业
-- remedy: 核对申万的行业归属文件，删去错误的一行
SELECT any_value(file) AS place,
  subject || ' 自 ' || period_end || ' 起同时归属 ' || string_agg(DISTINCT text, '、' ORDER BY text) || '。' AS message
FROM stored_facts
WHERE series = 'sw_membership' AND visible <= as_of_moment() AND period_end <= $last AND ($codes IS NULL OR list_contains($codes, subject))
GROUP BY subject, period_end, digest
HAVING count(DISTINCT text) > 1
ORDER BY subject
