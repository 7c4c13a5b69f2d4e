-- Forgets tokens that are over.
DELETE FROM access_token
WHERE id IN (
  SELECT id
  FROM access_token
  WHERE ends_at < :#messagesBefore
  LIMIT 1000
)
