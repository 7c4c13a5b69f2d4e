-- Forgets messages worked off long ago, whose repeats count as new anyway.
DELETE FROM inbox
WHERE (source, message_key) IN (
  SELECT source, message_key
  FROM inbox
  WHERE done_at < :#messagesBefore
  LIMIT 1000
)
