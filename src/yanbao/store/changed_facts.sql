-- Only what changed. A fact is a new version when the version before it of the same key, in its feed, says something else.
-- The first version of a key, in any feed: visible from its publication. A later version: from its own publication day
-- when the document proves one later than all before; else it corrects or repeats what was known otherwise, and is visible
-- from the moment it is known. The desk's own texts show their newest version always: they stand in the order in which they
-- became known, since a text may gain, change or lose the day it bears.
WITH versions AS (
  SELECT seq, series, subject, period_kind, period_start, period_end, feed, published, value, unit, text, marks, note, known, own, true AS held
  FROM held_facts
  UNION ALL
  SELECT seq, series, subject, period_kind, period_start, period_end, feed, published, value, unit, text, marks, note, known, own, false
  FROM incoming_facts
), told AS (
  SELECT *,
    lag(seq) OVER mine AS before, lag(value) OVER mine AS value0, lag(unit) OVER mine AS unit0, lag(text) OVER mine AS text0,
    lag(marks) OVER mine AS marks0, lag(note = 'withdrawn') OVER mine AS gone0, lag(published) OVER mine AS published0,
    bool_or(held) OVER anyone AS known_before, max(published) FILTER (held) OVER anyone AS latest
  FROM versions
  WINDOW mine AS (
      PARTITION BY series, subject, period_kind, period_start, period_end, feed
      ORDER BY CASE WHEN own THEN NULL ELSE published END, held DESC, known, seq),
    anyone AS (PARTITION BY series, subject, period_kind, period_start, period_end)
), changed AS (
  SELECT seq, before IS NULL AND NOT known_before AS first, coalesce(published0, latest) AS published0
  FROM told
  WHERE NOT held AND (before IS NULL OR value IS DISTINCT FROM value0 OR unit IS DISTINCT FROM unit0 OR text IS DISTINCT FROM text0
    OR marks IS DISTINCT FROM marks0 OR (note = 'withdrawn') IS DISTINCT FROM gone0)
)
SELECT f.*,
  CASE
    WHEN c.first OR f.own OR f.published > c.published0 THEN coalesce(f.published::TIMESTAMP, TIMESTAMP '1970-01-01')
    ELSE greatest(f.known, f.published::TIMESTAMP)
  END AS visible
FROM incoming_facts f JOIN changed c USING (seq)
ORDER BY f.series, f.subject, f.period_end, f.seq
