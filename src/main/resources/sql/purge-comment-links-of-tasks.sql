-- Forgets where the comments on deleted tasks stood, once the tasks' own links are gone.
DELETE FROM comment_link
WHERE comment_id IN (
  SELECT comment.id
  FROM task JOIN comment ON comment.task_id = task.id
  WHERE task.deleted_at < :#tombstonesBefore
    AND EXISTS (SELECT 1 FROM comment_link AS own WHERE own.comment_id = comment.id)
    AND NOT EXISTS (SELECT 1 FROM link WHERE link.task_id = task.id)
    AND NOT EXISTS (SELECT 1 FROM comment_outbox WHERE comment_outbox.comment_id = comment.id)
  LIMIT 500
)
