-- Forgets messages worked off long ago: a repeat of one would now count as new.
DELETE FROM inbox
WHERE (source, message_key) IN (
  SELECT source, message_key
  FROM inbox
  WHERE done_at < :#messagesBefore
  LIMIT 1000
)
