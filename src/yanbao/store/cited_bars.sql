-- The bars that stand in given rows of given files, which an earlier issue's queries cited, and that now have another close or
-- none: the file may have been withdrawn. A row of a table with a column a day holds several bars: those of days that are still
-- to come were not cited.
WITH cited AS (
  SELECT DISTINCT digest, row, kind, code, session, close
  FROM kept_bars SEMI JOIN (SELECT unnest($digests) AS digest, unnest($rows) AS row) USING (digest, row)
  WHERE visible <= as_of_moment()
), now AS (
  SELECT 'stock' AS kind, code, session, close FROM stock_bars WHERE session IN (SELECT session FROM cited WHERE kind = 'stock')
  UNION ALL
  SELECT 'index', code, session, close FROM index_bars
)
SELECT digest, row, CASE kind WHEN 'stock' THEN 'stock_close' ELSE 'index_close' END AS series, code, session, cited.close
FROM cited LEFT JOIN now USING (kind, code, session)
WHERE now.close IS DISTINCT FROM cited.close
ORDER BY ALL
