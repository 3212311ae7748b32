-- code: move-beyond-limit
-- level: warning
-- rule: 单日涨跌幅超过所属板块的涨跌停幅度：主板10%，创业板与科创板20%，北交所30%，主板ST为5%；上市后前五个交易日不设限
-- remedy: 多为漏掉的除权或复权错误，核对当日除权公告后修正数据；修正前跨该日的涨跌幅不可用
-- Tolerance: half a tick (0.005 yuan, doubled for adjusted prices) on either close, since forward adjustment rounds both.
-- ST boards changed their limits in time; the name as seen on or before the day decides.
WITH moves AS (
  SELECT code, session, file, row, close, lag(close) OVER mine AS before, lag(session) OVER mine AS previous,
    row_number() OVER mine AS nth
  FROM stock_bars WHERE ($codes IS NULL OR list_contains($codes, code)) AND session BETWEEN $first - INTERVAL 60 DAY AND $last
  WINDOW mine AS (PARTITION BY code ORDER BY session)
), names AS MATERIALIZED (
  SELECT subject AS code, period_end AS seen_on, text AS name FROM facts WHERE series = 'stock_names'
), listed AS MATERIALIZED (
  SELECT subject AS code, try_cast(text AS DATE) AS day FROM facts WHERE series = 'list_dates'
), calendar AS MATERIALIZED (
  SELECT DISTINCT period_end AS session FROM facts WHERE series = 'sessions'
), judged AS (
  SELECT m.*, n.name, (close / before - 1) * 100 AS move,
    CASE
      WHEN m.code LIKE '%.BJ' THEN 30
      WHEN m.code SIMILAR TO '(30|68).*' THEN 20
      WHEN n.name LIKE '%ST%' THEN 5
      ELSE 10
    END AS board_limit
  FROM moves m ASOF LEFT JOIN names n ON m.code = n.code AND m.session >= n.seen_on
  WHERE before IS NOT NULL AND m.session >= $first
)
SELECT file || ' 第' || row || '行' AS place,
  coalesce(name, '') || '（' || code || '）' || session || ' 收盘 ' || close || '，前一收盘 ' || before || '（' || previous || '），涨跌 '
    || format('{:+.2f}', move) || '%，超过 ' || board_limit || '% 的幅度。' AS message
FROM judged LEFT JOIN listed USING (code)
WHERE abs(move) > board_limit + 100 * 0.02 / before + 0.2
  AND (listed.day IS NULL OR (SELECT count(*) FROM calendar c WHERE c.session BETWEEN listed.day AND judged.session) > 5)
ORDER BY session DESC, code
