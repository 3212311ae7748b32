-- Files whose rows are seen at the moment and that were withdrawn after it, with when.
SELECT w.file, strftime(w.until, '%Y-%m-%d %H:%M')
FROM (SELECT unnest($files) AS file, unnest($digests) AS digest, unnest($untils)::TIMESTAMP AS until) w
WHERE w.until > as_of_moment() AND EXISTS (
  SELECT 1 FROM stored_facts f WHERE f.file = w.file AND f.digest = w.digest AND f.visible <= as_of_moment()
  UNION ALL
  SELECT 1 FROM stored_bars b WHERE b.file = w.file AND b.digest = w.digest AND b.visible <= as_of_moment())
GROUP BY ALL ORDER BY ALL
