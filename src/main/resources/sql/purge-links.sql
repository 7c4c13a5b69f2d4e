-- Forgets where deleted tasks stood, once every system has been told and nobody disagrees.
DELETE FROM link
WHERE task_id IN (
  SELECT id
  FROM task
  WHERE deleted_at < :#tombstonesBefore
    AND EXISTS (SELECT 1 FROM link AS own WHERE own.task_id = task.id)
    AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.task_id = task.id)
    AND NOT EXISTS (SELECT 1 FROM conflict WHERE conflict.task_id = task.id AND conflict.resolved_at IS NULL)
  LIMIT 500
)
