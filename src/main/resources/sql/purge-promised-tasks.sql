-- Forgets ids that were promised long ago: they are used by now, or never will be.
DELETE FROM promised_task
WHERE task_id IN (
  SELECT task_id
  FROM promised_task
  WHERE promised_at < :#messagesBefore
  LIMIT 1000
)
