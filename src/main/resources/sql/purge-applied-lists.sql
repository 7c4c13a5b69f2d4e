-- Forgets todo lists applied long ago, which no hook sends once more.
DELETE FROM applied_list
WHERE message_key IN (
  SELECT message_key
  FROM applied_list
  WHERE applied_at < :#messagesBefore
  LIMIT 1000
)
