-- The plans, phases and stages above the tasks, as AirTable shows them; nothing else changes them. Their ids are AirTable's own
-- of the records: tasks name them in project_id and stage_id, and Convex names its projects by them.
-- level: plan, phase, stage. project_id: the plan it belongs to by way of its parents, a plan to itself.
-- missing_since: when a complete listing first lacked it, together with so many others that it is not believed at once.
-- change: the number of the transaction that changed it last, by which its followers go on.
CREATE TABLE plan_part (
  id             TEXT PRIMARY KEY,
  level          TEXT NOT NULL,
  system         TEXT NOT NULL,
  container      TEXT NOT NULL,
  name           TEXT,
  description    TEXT,
  status         TEXT,
  parent_id      TEXT,
  project_id     TEXT,
  position       DOUBLE PRECISION,
  created_at     BIGINT,
  updated_at     BIGINT NOT NULL,
  missing_since  BIGINT,
  deleted_at     BIGINT,
  change         BIGINT NOT NULL
);
CREATE INDEX plan_part_by_change ON plan_part (change, id);
CREATE INDEX plan_part_deleted ON plan_part (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE INDEX task_by_stage ON task (stage_id, project_id, status, deleted_at) WHERE deleted_at IS NULL;
