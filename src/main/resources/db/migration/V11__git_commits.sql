-- What commits were to tasks, so that each counts once. kind: mentioned, branch, finished, reverted
CREATE TABLE git_commit (
  repository  TEXT NOT NULL,
  hash        TEXT NOT NULL,
  task_id     TEXT NOT NULL,
  kind        TEXT NOT NULL,
  at          BIGINT NOT NULL,
  PRIMARY KEY (hash, task_id)
);
