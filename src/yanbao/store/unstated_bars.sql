-- Of what other files state, only what they repeated after the withdrawn file counts anew: where that file stands, and where of the
-- file itself no version is held.
DELETE FROM incoming_bars i
WHERE NOT EXISTS (
    SELECT 1 FROM kept_bars k
    WHERE k.file = $file AND list_contains($digests, k.digest)
      AND k.kind = i.kind AND k.code = i.code AND k.session = i.session AND k.feed = i.feed)
  OR EXISTS (
    SELECT 1 FROM stored_bars s
    WHERE s.file = i.file AND s.kind = i.kind AND s.code = i.code AND s.session = i.session AND s.feed = i.feed)
