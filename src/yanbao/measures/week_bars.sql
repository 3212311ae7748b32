-- The bars that each stock's week stands on: on the session before the week and on its last, or the latest of the others
-- that moves start from; each with its place and clocks.
SELECT code, session, close, source, publisher, file, digest, '第' || row || '行' AS locator, session AS published, known, visible
FROM stock_bars
WHERE session BETWEEN $week_first AND $week_last
  OR session IN ($week_base, $month_base, $year_base, $sessions20_base, $weeks52_base)
QUALIFY session IN ($week_base, $week_last) OR session = max(session) OVER (PARTITION BY code)
ORDER BY code, session
