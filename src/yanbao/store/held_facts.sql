-- What the warehouse holds that this ingest may touch: the subjects it brings, and what its files stated before.
CREATE OR REPLACE TABLE held_facts AS
SELECT h.* FROM stored_facts h
WHERE (h.series, h.subject) IN (SELECT (series, subject) FROM incoming_facts)
  OR h.source IN (SELECT source FROM reread WHERE own)
  OR h.file IN (SELECT file FROM reread WHERE whole)
