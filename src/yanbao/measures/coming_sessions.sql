-- The trading days of the calendar week after the week, each with the place in the exchange's table that states it.
SELECT period_end AS session, source, publisher, file, digest, locator, published, known, visible
FROM facts
WHERE series = 'sessions' AND date_trunc('week', period_end) = date_trunc('week', $week_last + 7)
ORDER BY session
