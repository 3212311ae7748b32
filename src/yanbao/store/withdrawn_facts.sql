-- What was stated and is stated no more is withdrawn by one more version, never deleted. Own texts: whatever no present
-- file states any longer (a moved file states the same). Other files: what a file read again leaves out inside the span of
-- days it still covers, subject by subject; what lies outside (an export that keeps only the last weeks) stays.
-- A file that could not be read whole withdraws nothing.
INSERT INTO incoming_facts BY NAME
WITH latest AS (
  SELECT * FROM held_facts
  QUALIFY row_number() OVER (
    PARTITION BY series, subject, period_kind, period_start, period_end, feed
    ORDER BY CASE WHEN own THEN known ELSE visible END DESC, known DESC, seq DESC) = 1
), covered AS (
  SELECT file, series, subject, min(period_end) AS first, max(period_end) AS last FROM incoming_facts GROUP BY ALL
)
SELECT h.* EXCLUDE (visible) REPLACE (
  $seq + row_number() OVER (ORDER BY h.seq) AS seq, NULL AS value, '' AS stated, '' AS text, '' AS marks, 'withdrawn' AS note, $known AS known)
FROM latest h
WHERE h.note <> 'withdrawn'
  AND h.file NOT IN (SELECT file FROM reread WHERE NOT whole)
  AND NOT EXISTS (
    SELECT 1 FROM incoming_facts i WHERE i.series = h.series AND i.subject = h.subject AND i.period_kind = h.period_kind
      AND i.period_start = h.period_start AND i.period_end = h.period_end AND i.feed = h.feed)
  AND (h.own AND h.source IN (SELECT source FROM reread WHERE own)
    OR h.file IN (SELECT file FROM reread WHERE whole) AND EXISTS (
      SELECT 1 FROM covered c WHERE c.file = h.file AND c.series = h.series AND c.subject = h.subject
        AND h.period_end BETWEEN c.first AND c.last))
