-- Forgets which tasks were made by requests asked long ago, which nobody repeats.
DELETE FROM task_request
WHERE request_key IN (
  SELECT request_key
  FROM task_request
  WHERE asked_at < :#messagesBefore
  LIMIT 1000
)
