-- Only what changed: a bar is new when its feed's last version of that session differs. A session's bar is published at
-- its close, 15:00; a later, different bar is a restatement, visible from the moment it is known.
WITH last AS (
  SELECT code, session, feed, kind, max_by(close, (visible, known, seq)) AS close, max_by(volume, (visible, known, seq)) AS volume
  FROM held_bars GROUP BY ALL
)
SELECT b.*, CASE WHEN l.code IS NULL THEN b.session + INTERVAL 15 HOUR ELSE greatest(b.known, b.session + INTERVAL 15 HOUR) END AS visible
FROM incoming_bars b LEFT JOIN last l USING (code, session, feed, kind)
WHERE l.code IS NULL OR b.close IS DISTINCT FROM l.close OR b.volume IS DISTINCT FROM l.volume
ORDER BY b.kind, b.code, b.session
