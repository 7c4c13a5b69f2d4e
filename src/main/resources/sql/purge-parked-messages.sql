-- Forgets parked messages delivered or given up long ago.
DELETE FROM parked_message
WHERE id IN (
  SELECT id
  FROM parked_message
  WHERE state IN ('done', 'dropped') AND parked_at < :#decisionsBefore
  LIMIT 1000
)
