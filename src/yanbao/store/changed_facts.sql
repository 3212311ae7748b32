-- Only what changed. A fact is a new version when its feed holds no equal version of the same key and publication day.
-- First version of a key: visible from its publication. A later version: from its own publication day when the document
-- proves one later than all held; else it is a restatement of something already known, visible from the moment it is known.
WITH versions AS (
  SELECT seq, series, subject, period_kind, period_start, period_end, feed, published, value, unit, text, known, false AS held
  FROM incoming_facts
  UNION ALL
  SELECT seq - 4000000000000, series, subject, period_kind, period_start, period_end, feed, published, value, unit, text, known, true
  FROM held_facts
), told AS (
  SELECT *,
    lag(seq) OVER same AS before, lag(value) OVER same AS value0, lag(unit) OVER same AS unit0, lag(text) OVER same AS text0,
    lag(published) OVER same AS published0
  FROM versions
  WINDOW same AS (PARTITION BY series, subject, period_kind, period_start, period_end, feed ORDER BY published, held DESC, known, seq)
), changed AS (
  SELECT seq, before, published0 FROM told
  WHERE NOT held AND (before IS NULL OR value IS DISTINCT FROM value0 OR unit IS DISTINCT FROM unit0 OR text IS DISTINCT FROM text0)
)
SELECT f.*,
  CASE
    WHEN c.before IS NULL OR f.own OR f.published > c.published0 THEN coalesce(f.published::TIMESTAMP, TIMESTAMP '1970-01-01')
    ELSE greatest(f.known, f.published::TIMESTAMP)
  END AS visible
FROM incoming_facts f JOIN changed c USING (seq)
ORDER BY f.series, f.subject, f.period_end, f.seq
