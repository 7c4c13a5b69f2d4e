-- Forgets where deleted comments stood, once every system has been told.
DELETE FROM comment_link
WHERE comment_id IN (
  SELECT id
  FROM comment
  WHERE deleted_at < :#tombstonesBefore
    AND EXISTS (SELECT 1 FROM comment_link AS own WHERE own.comment_id = comment.id)
    AND NOT EXISTS (SELECT 1 FROM comment_link AS own WHERE own.comment_id = comment.id AND own.state <> 'deleted')
    AND NOT EXISTS (SELECT 1 FROM comment_outbox WHERE comment_outbox.comment_id = comment.id)
  LIMIT 500
)
