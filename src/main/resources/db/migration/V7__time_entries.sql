-- Time that was spent on tasks. task_id is empty while the item that it was spent on is no task's yet.
-- ended_at: empty while it is still being spent. source: how the hub learned of it, see TimeEntry. origin: the system it began in.
CREATE TABLE time_entry (
  id          TEXT PRIMARY KEY,
  task_id     TEXT,
  person      TEXT,
  started_at  BIGINT NOT NULL,
  ended_at    BIGINT,
  note        TEXT,
  source      TEXT NOT NULL,
  created_at  BIGINT NOT NULL,
  updated_at  BIGINT NOT NULL,
  deleted_at  BIGINT,
  version     BIGINT NOT NULL,
  origin      TEXT NOT NULL
);
CREATE INDEX time_entry_by_task ON time_entry (task_id, started_at, id);
CREATE INDEX time_entry_running ON time_entry (started_at) WHERE ended_at IS NULL AND deleted_at IS NULL;
CREATE INDEX time_entry_deleted ON time_entry (deleted_at) WHERE deleted_at IS NOT NULL;
