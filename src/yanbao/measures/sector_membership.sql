-- Who belonged to the sector by the week's last session: each member's entry into its SW industry, with place and clocks.
WITH latest AS (
  SELECT subject AS code, text AS industry_code, period_end AS since, source, publisher, file, digest, locator, published, known, visible
  FROM facts WHERE series = 'sw_membership' AND period_end <= $week_last
  QUALIFY row_number() OVER (PARTITION BY subject ORDER BY period_end DESC) = 1
), tree AS (
  SELECT t.subject AS industry_code
  FROM facts t JOIN facts i ON i.series = 'sw_indices' AND i.text = split_part(t.text, '|', 1)
  WHERE t.series = 'sw_industries' AND i.subject = $sector_code
)
SELECT latest.* FROM latest JOIN tree USING (industry_code) ORDER BY code
