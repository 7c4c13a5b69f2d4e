-- Which task each of those that were joined became part of, so that its id and its number (T-124) still lead there.
CREATE TABLE joined_task (
  task_id    TEXT PRIMARY KEY,
  number     BIGINT NOT NULL UNIQUE,
  into_task  TEXT NOT NULL
);
CREATE INDEX joined_task_by_target ON joined_task (into_task);

CREATE INDEX task_by_parent ON task (parent_id) WHERE parent_id IS NOT NULL;
