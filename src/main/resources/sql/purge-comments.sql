-- Removes deleted comments whose links are gone; what was written stays in task_event.
DELETE FROM comment
WHERE id IN (
  SELECT id
  FROM comment
  WHERE deleted_at < :#tombstonesBefore
    AND NOT EXISTS (SELECT 1 FROM comment_link WHERE comment_link.comment_id = comment.id)
    AND NOT EXISTS (SELECT 1 FROM comment_outbox WHERE comment_outbox.comment_id = comment.id)
  LIMIT 500
)
