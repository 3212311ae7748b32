-- The bars an issue can have used: those of the indices and of the securities it follows, from the first base its moves start
-- from; of every other stock only the sessions that rankings compare; and those that the issue before cited. All feeds and
-- versions visible at the moment, since the audits compare them. Of what was restated only later no value is kept: the issue
-- says that it is there, and uses none of it.
WITH cited AS (
  SELECT DISTINCT b.kind, b.code, b.session
  FROM stored_bars b SEMI JOIN (SELECT unnest($files::VARCHAR[]) AS digest, unnest($rows::BIGINT[]) AS row) c ON b.digest = c.digest AND b.row = c.row
)
SELECT * FROM stored_bars
WHERE visible <= as_of_moment() AND ($whole OR list_contains($sessions, session)
  OR (session >= $since AND (kind = 'index' OR list_contains($codes, code))) OR (kind, code, session) IN (FROM cited))
UNION ALL
SELECT * REPLACE (NULL AS name, NULL AS open, NULL AS high, NULL AS low, NULL AS close, NULL AS volume, NULL AS amount) FROM stored_bars
WHERE visible > as_of_moment() AND session + INTERVAL 15 HOUR <= as_of_moment()
ORDER BY kind, session, code, seq
