-- Removes plans, phases and stages that are gone from AirTable, unless a task names them still.
DELETE FROM plan_part
WHERE id IN (
  SELECT id
  FROM plan_part
  WHERE deleted_at < :#tombstonesBefore
    AND NOT EXISTS (SELECT 1 FROM task WHERE task.stage_id = plan_part.id AND task.deleted_at IS NULL)
  LIMIT 500
)
