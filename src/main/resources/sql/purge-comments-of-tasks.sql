-- Removes the comments on deleted tasks, which then go as well.
DELETE FROM comment
WHERE id IN (
  SELECT comment.id
  FROM task JOIN comment ON comment.task_id = task.id
  WHERE task.deleted_at < :#tombstonesBefore
    AND NOT EXISTS (SELECT 1 FROM comment_link WHERE comment_link.comment_id = comment.id)
    AND NOT EXISTS (SELECT 1 FROM link WHERE link.task_id = task.id)
    AND NOT EXISTS (SELECT 1 FROM comment_outbox WHERE comment_outbox.comment_id = comment.id)
  LIMIT 500
)
