-- Forgets where deleted tasks stood, once every system has been told and nobody disagrees. In the fullstack-convex app they
-- stand cancelled for good, and would be taken for new ones.
DELETE FROM link
WHERE task_id IN (
  SELECT id
  FROM task
  WHERE deleted_at < :#tombstonesBefore
    AND EXISTS (SELECT 1 FROM link AS own WHERE own.task_id = task.id)
    AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.task_id = task.id)
    AND NOT EXISTS (SELECT 1 FROM conflict WHERE conflict.task_id = task.id AND conflict.resolved_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM link AS standing WHERE standing.task_id = task.id AND standing.system = 'convex'
      AND standing.container LIKE '%/tasks' AND standing.state = 'deleted' AND standing.sent IS NOT NULL)
  LIMIT 500
)
