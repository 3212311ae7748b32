-- Of what other files state, only what they repeated after the withdrawn file counts anew: where that file stands, and where of the
-- file itself no version is held.
DELETE FROM incoming_facts i
WHERE NOT EXISTS (
    SELECT 1 FROM kept_facts k
    WHERE k.file = $file AND list_contains($digests, k.digest) AND k.series = i.series AND k.subject = i.subject
      AND k.period_kind = i.period_kind AND k.period_start = i.period_start AND k.period_end = i.period_end AND k.feed = i.feed)
  OR EXISTS (
    SELECT 1 FROM stored_facts s
    WHERE s.file = i.file AND s.series = i.series AND s.subject = i.subject
      AND s.period_kind = i.period_kind AND s.period_start = i.period_start AND s.period_end = i.period_end AND s.feed = i.feed)
