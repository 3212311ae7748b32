-- What every A share did over the week: closes and moves in percent, and whether it was suspended.
-- A stock is suspended when it has no bar on the week's last session (Beijing board), or when its volume is known to be
-- zero on every session of the week that it has a bar of. A volume that no source states is no suspension.
WITH closes AS (
  SELECT code,
    max(close) FILTER (session = $week_last) AS last_close,
    max(close) FILTER (session = $week_base) AS week_base_close,
    max(close) FILTER (session = $month_base) AS month_base_close,
    max(close) FILTER (session = $year_base) AS year_base_close,
    max(close) FILTER (session = $sessions20_base) AS sessions20_base_close,
    max(close) FILTER (session = $weeks52_base) AS weeks52_base_close,
    count(*) FILTER (session >= $week_first AND volume IS DISTINCT FROM 0) AS traded
  FROM stock_bars
  WHERE session BETWEEN $week_first AND $week_last
    OR session IN ($week_base, $month_base, $year_base, $sessions20_base, $weeks52_base)
  GROUP BY code
)
SELECT code,
  (last_close / nullif(week_base_close, 0) - 1) * 100 AS week_move,
  (last_close / nullif(month_base_close, 0) - 1) * 100 AS month_move,
  (last_close / nullif(year_base_close, 0) - 1) * 100 AS year_move,
  (last_close / nullif(sessions20_base_close, 0) - 1) * 100 AS sessions20_move,
  (last_close / nullif(weeks52_base_close, 0) - 1) * 100 AS weeks52_move,
  last_close, week_base_close,
  last_close IS NULL OR traded = 0 AS suspended
FROM closes
ORDER BY code
