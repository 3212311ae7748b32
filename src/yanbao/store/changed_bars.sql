-- Only what changed: a bar is a new version when the version before it of that session, in its feed, has other values. The
-- first version of a session in any feed is published at its close, 15:00; any other is visible from the moment it is known.
-- Sorted by session, so that a query for a few sessions reads a few row groups.
WITH versions AS (
  SELECT seq, kind, code, session, feed, known, true AS held, hash(open, high, low, close, volume, amount) AS said FROM held_bars
  UNION ALL
  SELECT seq, kind, code, session, feed, known, false, hash(open, high, low, close, volume, amount) FROM incoming_bars
), told AS (
  SELECT *, lag(seq) OVER mine AS before, lag(said) OVER mine AS said0, bool_or(held) OVER (PARTITION BY kind, code, session) AS known_before
  FROM versions
  WINDOW mine AS (PARTITION BY kind, code, session, feed ORDER BY held DESC, known, seq)
), changed AS (
  SELECT seq, before IS NULL AND NOT known_before AS first FROM told WHERE NOT held AND (before IS NULL OR said IS DISTINCT FROM said0)
)
SELECT b.*, CASE WHEN c.first THEN b.session + INTERVAL 15 HOUR ELSE greatest(b.known, b.session + INTERVAL 15 HOUR) END AS visible
FROM incoming_bars b JOIN changed c USING (seq)
ORDER BY b.kind, b.session, b.code, b.seq
