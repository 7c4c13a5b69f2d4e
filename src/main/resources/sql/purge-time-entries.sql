-- Removes deleted time entries; what they said stays in task_event.
DELETE FROM time_entry
WHERE id IN (SELECT id FROM time_entry WHERE deleted_at < :#tombstonesBefore LIMIT 500)
