-- Forgets work found in conversations that was decided on long ago.
DELETE FROM task_proposal
WHERE number IN (
  SELECT number
  FROM task_proposal
  WHERE decided_at < :#decisionsBefore
  LIMIT 1000
)
