-- Forgets what forgotten tasks waited for.
DELETE FROM task_dependency
WHERE task_id IN (
  SELECT task_id
  FROM task_dependency
  WHERE NOT EXISTS (SELECT 1 FROM task WHERE task.id = task_dependency.task_id)
  LIMIT 1000
)
