-- Removes deleted tasks whose links, comments and time entries are gone; what happened to them stays in task_event.
DELETE FROM task
WHERE id IN (
  SELECT id
  FROM task
  WHERE deleted_at < :#tombstonesBefore
    AND NOT EXISTS (SELECT 1 FROM link WHERE link.task_id = task.id)
    AND NOT EXISTS (SELECT 1 FROM comment WHERE comment.task_id = task.id)
    AND NOT EXISTS (SELECT 1 FROM time_entry WHERE time_entry.task_id = task.id)
    AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.task_id = task.id)
    AND NOT EXISTS (SELECT 1 FROM conflict WHERE conflict.task_id = task.id AND conflict.resolved_at IS NULL)
  LIMIT 500
)
