-- Removes the time entries of deleted tasks, which then go as well.
DELETE FROM time_entry
WHERE id IN (
  SELECT time_entry.id
  FROM task JOIN time_entry ON time_entry.task_id = task.id
  WHERE task.deleted_at < :#tombstonesBefore
    AND NOT EXISTS (SELECT 1 FROM link WHERE link.task_id = task.id)
  LIMIT 500
)
