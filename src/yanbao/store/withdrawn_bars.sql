-- A bar that a file read again leaves out, inside the sessions it still covers code by code, is withdrawn: no close.
INSERT INTO incoming_bars BY NAME
WITH latest AS (
  SELECT * FROM held_bars
  QUALIFY row_number() OVER (PARTITION BY kind, code, session, feed ORDER BY visible DESC, known DESC, seq DESC) = 1
), covered AS (
  SELECT file, kind, code, min(session) AS first, max(session) AS last FROM incoming_bars GROUP BY ALL
)
SELECT h.* EXCLUDE (visible) REPLACE (
  $seq + row_number() OVER (ORDER BY h.seq) AS seq, NULL AS open, NULL AS high, NULL AS low, NULL AS close, NULL AS volume,
  NULL AS amount, $known AS known)
FROM latest h JOIN covered c USING (file, kind, code)
WHERE h.close IS NOT NULL AND h.session BETWEEN c.first AND c.last
  AND h.file IN (SELECT file FROM reread WHERE whole) AND h.file NOT IN (SELECT file FROM reread WHERE NOT whole)
  AND NOT EXISTS (
    SELECT 1 FROM incoming_bars i WHERE i.kind = h.kind AND i.code = h.code AND i.session = h.session AND i.feed = h.feed)
