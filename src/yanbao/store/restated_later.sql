-- What was published by the moment but corrected, or came from another feed, only after it; and own texts edited after it.
SELECT series, subject, period_end, strftime(known, '%Y-%m-%d %H:%M') AS known
FROM stored_facts WHERE NOT own AND published <= as_of_moment()::DATE AND visible > as_of_moment()
UNION ALL
SELECT a.series, a.subject, a.period_end, strftime(a.known, '%Y-%m-%d %H:%M')
FROM stored_facts a
WHERE a.own AND a.published <= as_of_moment()::DATE AND a.known > as_of_moment()
  AND EXISTS (SELECT 1 FROM stored_facts b WHERE b.own AND b.series = a.series AND b.subject = a.subject AND b.seq < a.seq)
UNION ALL
SELECT CASE kind WHEN 'stock' THEN 'stock_close' ELSE 'index_close' END, code, session, strftime(known, '%Y-%m-%d %H:%M')
FROM stored_bars WHERE session <= as_of_moment()::DATE AND session + INTERVAL 15 HOUR <= as_of_moment() AND visible > as_of_moment()
ORDER BY ALL
