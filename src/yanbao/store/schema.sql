-- Staging tables of one ingest; the Parquet batches have these columns and, last, ``visible``.
CREATE TABLE incoming_facts (
  seq BIGINT, series VARCHAR, subject VARCHAR, subject_name VARCHAR,
  period_kind VARCHAR, period_start DATE, period_end DATE, period_label VARCHAR,
  value DOUBLE, unit VARCHAR, stated VARCHAR, text VARCHAR, note VARCHAR, marks VARCHAR, locator VARCHAR,
  published DATE, source VARCHAR, feed VARCHAR, publisher VARCHAR, file VARCHAR, digest VARCHAR,
  known TIMESTAMP, own BOOLEAN
);
CREATE TABLE incoming_bars (
  seq BIGINT, kind VARCHAR, code VARCHAR, name VARCHAR, session DATE,
  open DOUBLE, high DOUBLE, low DOUBLE, close DOUBLE, volume DOUBLE, amount DOUBLE, row BIGINT,
  source VARCHAR, feed VARCHAR, publisher VARCHAR, file VARCHAR, digest VARCHAR, known TIMESTAMP
);
CREATE TABLE kept_facts AS SELECT *, TIMESTAMP '1970-01-01' AS visible FROM incoming_facts LIMIT 0;
CREATE TABLE kept_bars AS SELECT *, TIMESTAMP '1970-01-01' AS visible FROM incoming_bars LIMIT 0;
-- Files read in this ingest, and whether they were read whole; own files are read every time.
CREATE TABLE reread (source VARCHAR, file VARCHAR, own BOOLEAN, whole BOOLEAN);
