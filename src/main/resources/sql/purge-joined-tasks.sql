-- Forgets what became part of forgotten tasks.
DELETE FROM joined_task
WHERE task_id IN (
  SELECT task_id
  FROM joined_task
  WHERE NOT EXISTS (SELECT 1 FROM task WHERE task.id = joined_task.into_task)
  LIMIT 1000
)
