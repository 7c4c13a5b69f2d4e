-- Who works on a task, and until when nobody else may take it.
CREATE TABLE lease (
  task_id     TEXT PRIMARY KEY,
  agent       TEXT NOT NULL,
  claimed_at  BIGINT NOT NULL,
  ends_at     BIGINT NOT NULL
);
CREATE INDEX lease_by_end ON lease (ends_at);

-- What a task's dependencies say, both ways.
CREATE TABLE task_dependency (
  task_id  TEXT NOT NULL,
  on_task  TEXT NOT NULL,
  PRIMARY KEY (task_id, on_task)
);
CREATE INDEX task_dependency_by_target ON task_dependency (on_task);

-- The tasks that requests made, so that a request that is repeated makes no second one.
CREATE TABLE task_request (
  request_key  TEXT PRIMARY KEY,
  task_id      TEXT NOT NULL,
  asked_at     BIGINT NOT NULL
);
CREATE INDEX task_request_by_time ON task_request (asked_at);

-- What an agent does next: the highest score first, then the oldest. Without a score, the priority stands for one.
CREATE INDEX task_next ON task (
  assigned_to,
  status,
  (-COALESCE(priority_score, CASE priority WHEN 'urgent' THEN 9 WHEN 'high' THEN 7 WHEN 'low' THEN 3 ELSE 5 END)),
  number
) WHERE deleted_at IS NULL;

-- The orders of lists, each with what lists are most often narrowed by.
CREATE INDEX task_list_by_number ON task (number, status, assigned_to, project_id, priority) WHERE deleted_at IS NULL;
CREATE INDEX task_list_by_rank ON task (
  (-COALESCE(priority_score, CASE priority WHEN 'urgent' THEN 9 WHEN 'high' THEN 7 WHEN 'low' THEN 3 ELSE 5 END)),
  number
) WHERE deleted_at IS NULL;
CREATE INDEX task_list_by_due_date ON task ((COALESCE(due_date, 8640000000000000)), number) WHERE deleted_at IS NULL;
CREATE INDEX task_list_by_update ON task ((-COALESCE(updated_at, 0)), number) WHERE deleted_at IS NULL;
CREATE INDEX task_list_by_assignee ON task (assigned_to, number) WHERE deleted_at IS NULL;
CREATE INDEX task_list_by_project ON task (project_id, number) WHERE deleted_at IS NULL;
