-- code: feeds-disagree
-- level: warning
-- rule: 同一证券同一天的收盘价，两处来源相差超过万分之五
-- remedy: 以公告或交易所行情核对；取用次序见 yanbao.toml 的 [preference]
WITH several AS (
  SELECT code, session FROM stored_bars
  WHERE visible <= as_of_moment() AND session BETWEEN $first AND $last AND ($codes IS NULL OR list_contains($codes, code))
  GROUP BY ALL HAVING min(feed) <> max(feed)
), latest AS (
  SELECT b.* FROM stored_bars b SEMI JOIN several USING (code, session)
  WHERE b.visible <= as_of_moment()
  QUALIFY row_number() OVER (PARTITION BY code, session, feed ORDER BY visible DESC, known DESC, seq DESC) = 1
)
SELECT any_value(file) || ' 第' || any_value(row) || '行' AS place,
  code || ' ' || session || ' 的收盘价各来源不一致：' || string_agg(publisher || '（' || feed || '）' || close, '，' ORDER BY feed) || '。' AS message
FROM latest WHERE close IS NOT NULL
GROUP BY code, session
HAVING count(*) > 1 AND max(close) / min(close) - 1 > 0.0005
ORDER BY session DESC, code
