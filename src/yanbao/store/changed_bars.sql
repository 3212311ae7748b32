-- Only what changed: a bar is a new version when the last version of that session in its feed, held or staged before it,
-- differs. A session's bar is published at its close, 15:00; a later, different bar is a restatement, visible from the
-- moment it is known.
WITH versions AS (
  SELECT seq, kind, code, session, feed, close, volume, known, true AS held FROM held_bars
  UNION ALL
  SELECT seq, kind, code, session, feed, close, volume, known, false FROM incoming_bars
), told AS (
  SELECT *, lag(seq) OVER same AS before, lag(close) OVER same AS close0, lag(volume) OVER same AS volume0
  FROM versions
  WINDOW same AS (PARTITION BY kind, code, session, feed ORDER BY held DESC, known, seq)
), changed AS (
  SELECT seq, before FROM told
  WHERE NOT held AND (before IS NULL OR close IS DISTINCT FROM close0 OR volume IS DISTINCT FROM volume0)
)
SELECT b.*, CASE WHEN c.before IS NULL THEN b.session + INTERVAL 15 HOUR ELSE greatest(b.known, b.session + INTERVAL 15 HOUR) END AS visible
FROM incoming_bars b JOIN changed c USING (seq)
ORDER BY b.kind, b.code, b.session
