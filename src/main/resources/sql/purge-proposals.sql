-- Forgets which pairs are not to be proposed again once a task of the pair is forgotten, since it cannot come back.
DELETE FROM proposal
WHERE id IN (
  SELECT id
  FROM proposal
  WHERE dismissed_at IS NOT NULL
    AND (NOT EXISTS (SELECT 1 FROM task WHERE task.id = proposal.older_task)
      OR NOT EXISTS (SELECT 1 FROM task WHERE task.id = proposal.newer_task))
  LIMIT 1000
)
