-- Every name that a stock or an index was seen under, in the order it bore them.
SELECT subject AS code, text AS name
FROM facts
WHERE series IN ('stock_names', 'sw_indices') AND text <> ''
GROUP BY subject, text
ORDER BY subject, max(period_end)
