-- What the warehouse holds that this ingest may touch: the codes it brings, over the sessions it brings.
CREATE OR REPLACE TABLE held_bars AS
SELECT h.* FROM stored_bars h
WHERE h.code IN (SELECT code FROM incoming_bars)
  AND h.session BETWEEN (SELECT min(session) FROM incoming_bars) AND (SELECT max(session) FROM incoming_bars)
