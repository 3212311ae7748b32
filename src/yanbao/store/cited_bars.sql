-- The bars that stand in given rows of given files, which an earlier issue's queries cited, and that now have another close or
-- none. A row of a table with a column a day holds several bars: those of days that are still to come were not cited.
WITH cited AS (
  SELECT DISTINCT b.kind, b.code, b.session, b.close
  FROM stored_bars b SEMI JOIN (SELECT unnest($digests) AS digest, unnest($rows) AS row) c ON b.digest = c.digest AND b.row = c.row
  WHERE b.visible <= as_of_moment()
), now AS (
  SELECT 'stock' AS kind, code, session, close FROM stock_bars WHERE session IN (SELECT session FROM cited WHERE kind = 'stock')
  UNION ALL
  SELECT 'index', code, session, close FROM index_bars
)
SELECT CASE kind WHEN 'stock' THEN 'stock_close' ELSE 'index_close' END AS series, code, session, cited.close
FROM cited LEFT JOIN now USING (kind, code, session)
WHERE now.close IS DISTINCT FROM cited.close
ORDER BY ALL
