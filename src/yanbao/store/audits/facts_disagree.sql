-- code: facts-disagree
-- level: warning
-- rule: 同一事实，两处来源（或同时导入的两个文件）所载的数值相差超过万分之五
-- remedy: 以原始文件核对并改正错误的一处；取用次序见 yanbao.toml 的 [preference]
WITH latest AS (
  SELECT * FROM stored_facts
  WHERE visible <= as_of_moment() AND period_end BETWEEN $first AND $last AND value IS NOT NULL
  QUALIFY row_number() OVER (
    PARTITION BY series, subject, period_kind, period_start, period_end, feed, file ORDER BY visible DESC, known DESC, seq DESC) = 1
)
SELECT string_agg(DISTINCT file || ' ' || locator, '；' ORDER BY file || ' ' || locator) AS place,
  any_value(coalesce(nullif(subject_name, ''), subject)) || '（' || any_value(period_label) || '）各来源不一致：'
    || string_agg(publisher || ' ' || coalesce(nullif(stated, ''), value::VARCHAR) || unit, '，' ORDER BY feed, file) || '。' AS message
FROM latest
GROUP BY series, subject, period_kind, period_start, period_end, unit
HAVING (min(feed) <> max(feed) OR (min(file) <> max(file) AND min(known) = max(known)))
  AND max(value) - min(value) > 0.0005 * greatest(abs(max(value)), abs(min(value)))
ORDER BY 1
