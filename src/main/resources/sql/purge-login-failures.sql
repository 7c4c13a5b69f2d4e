-- Forgets logins that failed long ago.
DELETE FROM login_failure
WHERE name IN (
  SELECT name
  FROM login_failure
  WHERE last_at < :#messagesBefore
  LIMIT 1000
)
