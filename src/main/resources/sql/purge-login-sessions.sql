-- Forgets logins that are over.
DELETE FROM login_session
WHERE id IN (
  SELECT id
  FROM login_session
  WHERE ends_at < :#messagesBefore
  LIMIT 1000
)
