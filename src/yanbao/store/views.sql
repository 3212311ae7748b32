-- What was visible at the moment: one row a key, of the preferred feed, in its newest version. Views, so that a query for a
-- few sessions or one series reads only those; the index levels are few and made once.
CREATE VIEW stock_bars AS
SELECT a.* FROM stored_bars a LEFT JOIN preference p ON p.series = 'stock_close' AND p.feed = a.feed
WHERE a.kind = 'stock' AND a.visible <= as_of_moment()
QUALIFY a.close IS NOT NULL
  AND row_number() OVER (PARTITION BY a.code, a.session ORDER BY coalesce(p.rank, 999), a.feed, a.visible DESC, a.known DESC, a.seq DESC) = 1;
CREATE TABLE index_bars AS
SELECT a.* FROM stored_bars a LEFT JOIN preference p ON p.series = 'index_close' AND p.feed = a.feed
WHERE a.kind = 'index' AND a.visible <= as_of_moment()
QUALIFY a.close IS NOT NULL
  AND row_number() OVER (PARTITION BY a.code, a.session ORDER BY coalesce(p.rank, 999), a.feed, a.visible DESC, a.known DESC, a.seq DESC) = 1;
CREATE VIEW facts AS
SELECT a.* FROM stored_facts a LEFT JOIN preference p ON p.series = a.series AND p.feed = a.feed
WHERE a.visible <= as_of_moment()
QUALIFY a.note <> 'withdrawn' AND row_number() OVER (
  PARTITION BY a.series, a.subject, a.period_kind, a.period_start, a.period_end
  ORDER BY coalesce(p.rank, 999), a.feed, a.visible DESC, a.known DESC, a.seq DESC) = 1;
CREATE VIEW titles AS
SELECT subject AS code, max_by(text, period_end) AS name FROM facts WHERE series IN ('stock_names', 'sw_indices') GROUP BY subject;
