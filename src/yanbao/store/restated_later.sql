-- What was published by the moment but corrected, or came from another feed, only after it; and own texts edited after it. A
-- value that several feeds or several corrections gave is one: it bears the moment of the last. The newest come first.
SELECT series, subject, max(name) AS name, max(label) AS label, strftime(max(known), '%Y-%m-%d %H:%M') AS known, own
FROM (
  SELECT series, subject, subject_name AS name, period_kind, period_start, period_end, period_label AS label, known, own
  FROM stored_facts WHERE NOT own AND published <= as_of_moment()::DATE AND visible > as_of_moment()
  UNION ALL
  SELECT a.series, a.subject, a.subject_name, a.period_kind, a.period_start, a.period_end, a.period_label, a.known, a.own
  FROM stored_facts a
  WHERE a.own AND a.published <= as_of_moment()::DATE AND a.known > as_of_moment()
    AND EXISTS (SELECT 1 FROM stored_facts b WHERE b.own AND b.series = a.series AND b.subject = a.subject AND b.seq < a.seq)
  UNION ALL
  SELECT CASE kind WHEN 'stock' THEN 'stock_close' ELSE 'index_close' END, code, '', 'session', session, session,
    strftime(session, '%Y-%m-%d'), known, false
  FROM stored_bars WHERE session <= as_of_moment()::DATE AND session + INTERVAL 15 HOUR <= as_of_moment() AND visible > as_of_moment()
)
GROUP BY series, subject, period_kind, period_start, period_end, own
ORDER BY known DESC, series, subject, period_end, period_start
