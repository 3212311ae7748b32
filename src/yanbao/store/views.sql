-- What was visible at the moment: one row a key, of the preferred feed, in its newest version. Views, so that a query for a
-- few sessions or one series reads only those; the index levels are few and made once.
-- Of a bar's versions the one whose place is least counts. A place is one number: the feed's place in the desk's preference,
-- then the newest visible, then known, then written. Grouping by it costs less than a window over five keys, and columns that
-- nobody reads cost nothing. Feeds outside the preference come last, in an order of their own, so that they never mix.
SET VARIABLE preferred = (SELECT map_from_entries(list((series, feeds))) FROM (SELECT series, list(feed ORDER BY rank) AS feeds FROM preference GROUP BY series));
CREATE MACRO feed_place(series, feed) AS coalesce(list_position(getvariable('preferred')[series], feed), 999) * 8192 + hash(feed) % 8192;
CREATE MACRO bars(wanted) AS TABLE
SELECT code, session,
  arg_min_null(name, place) AS name, arg_min_null(open, place) AS open, arg_min_null(high, place) AS high,
  arg_min_null(low, place) AS low, arg_min_null(close, place) AS close, arg_min_null(volume, place) AS volume,
  arg_min_null(amount, place) AS amount, arg_min_null(feed, place) AS feed, arg_min_null(source, place) AS source,
  arg_min_null(publisher, place) AS publisher, arg_min_null(file, place) AS file, arg_min_null(digest, place) AS digest,
  arg_min_null(row, place) AS row, arg_min_null(known, place) AS known, arg_min_null(visible, place) AS visible
FROM (
  SELECT *, ((feed_place(wanted || '_close', feed)::HUGEINT * 4294967296 - epoch(visible)::BIGINT) * 4294967296 - epoch(known)::BIGINT)
    * 1099511627776 - seq AS place
  FROM stored_bars
  WHERE kind = wanted AND visible <= as_of_moment()
)
GROUP BY code, session
HAVING arg_min_null(close, place) IS NOT NULL;
CREATE VIEW stock_bars AS FROM bars('stock');
CREATE TABLE index_bars AS SELECT *, session = max(session) OVER (PARTITION BY code) AS latest FROM bars('index');
-- Of an own text the newest known version counts, whatever day it bears: one that has lost its date is visible from 1970.
CREATE VIEW facts AS
SELECT a.* FROM stored_facts a LEFT JOIN preference p ON p.series = a.series AND p.feed = a.feed
WHERE a.visible <= as_of_moment()
QUALIFY a.note <> 'withdrawn' AND row_number() OVER (
  PARTITION BY a.series, a.subject, a.period_kind, a.period_start, a.period_end
  ORDER BY coalesce(p.rank, 999), a.feed, CASE WHEN a.own THEN a.known ELSE a.visible END DESC, a.known DESC, a.seq DESC) = 1;
CREATE VIEW titles AS
SELECT subject AS code, max_by(text, period_end) AS name FROM facts WHERE series IN ('stock_names', 'sw_indices') GROUP BY subject;
