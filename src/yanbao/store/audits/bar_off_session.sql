-- code: bar-off-session
-- level: warning
-- rule: 行情的日期须是交易日
-- remedy: 核对并改正日期；确是交易日的，补进 inbox/sessions 的交易日表；这些行不参与计算
-- Days before the table begins are told only when no exchange was open yet (Shanghai opened on 1990-12-19).
WITH calendar AS (
  SELECT DISTINCT period_end AS session FROM facts WHERE series = 'sessions'
), off AS (
  SELECT * FROM stored_bars ANTI JOIN calendar USING (session)
  WHERE session BETWEEN $first AND $last AND ($codes IS NULL OR list_contains($codes, code))
    AND (session < DATE '1990-12-19' OR session >= (SELECT min(session) FROM calendar))
)
SELECT file || ' 第' || min(row) || '行' AS place,
  count(*) || '行行情的日期不是交易日，例如 ' || arg_min(code, row) || ' ' || arg_min(session, row) || '。' AS message
FROM off GROUP BY file ORDER BY file
