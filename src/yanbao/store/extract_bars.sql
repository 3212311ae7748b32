-- The bars an issue can have used: those of the indices and of the securities it follows, from the first base its moves start
-- from; of every other stock only the sessions that rankings compare; and those that the issue before cited. All feeds and
-- versions visible at the moment, since the audits compare them. Of what was restated only later no value is kept: the issue
-- says that it is there, and uses none of it. Bars cited out of files that were withdrawn since are kept as such.
WITH places AS (
  SELECT unnest($files::VARCHAR[]) AS digest, unnest($rows::BIGINT[]) AS row
), cited AS (
  SELECT DISTINCT kind, code, session FROM kept_bars SEMI JOIN places USING (digest, row)
)
SELECT * FROM stored_bars
WHERE visible <= as_of_moment() AND ($whole OR list_contains($sessions, session)
  OR (session >= $since AND (kind = 'index' OR list_contains($codes, code))) OR (kind, code, session) IN (FROM cited))
UNION ALL
SELECT * FROM kept_bars SEMI JOIN places USING (digest, row) ANTI JOIN stored_bars USING (seq) WHERE visible <= as_of_moment()
UNION ALL
SELECT * REPLACE (NULL AS name, NULL AS open, NULL AS high, NULL AS low, NULL AS close, NULL AS volume, NULL AS amount) FROM stored_bars
WHERE visible > as_of_moment() AND session + INTERVAL 15 HOUR <= as_of_moment()
ORDER BY kind, session, code, seq
