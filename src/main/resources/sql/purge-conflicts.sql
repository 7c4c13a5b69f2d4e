-- Forgets disagreements settled long ago.
DELETE FROM conflict
WHERE id IN (
  SELECT id
  FROM conflict
  WHERE resolved_at < :#decisionsBefore
  LIMIT 1000
)
