-- What an operator wants to be sent again.
SELECT id, route, system, task_id
FROM parked_message
WHERE state = 'retry'
ORDER BY parked_at, id
LIMIT 100
