-- What is known of Claude Code's sessions.
-- agent: whom the session works as, or NULL. task_id: what it works on. heard_at: up to when it was told what changed.
-- prompt: what was asked in a turn that is not answered yet, without its secrets.
CREATE TABLE claude_session (
  session_id    TEXT PRIMARY KEY,
  agent         TEXT,
  cwd           TEXT,
  repository    TEXT,
  branch        TEXT,
  project_id    TEXT,
  task_id       TEXT,
  started_at    BIGINT NOT NULL,
  last_seen_at  BIGINT NOT NULL,
  ended_at      BIGINT,
  heard_at      BIGINT,
  prompt        TEXT
);
CREATE INDEX claude_session_by_time ON claude_session (last_seen_at);

-- When each todo list was written that was applied last: one written before it says nothing any more.
CREATE TABLE claude_list (
  container   TEXT PRIMARY KEY,
  written_at  BIGINT NOT NULL
);
CREATE INDEX claude_list_by_time ON claude_list (written_at);

-- Ids and numbers promised to tasks that may be made: what asked for one (request_key) gets the same one again.
CREATE TABLE promised_task (
  task_id      TEXT PRIMARY KEY,
  number       BIGINT NOT NULL UNIQUE,
  request_key  TEXT NOT NULL UNIQUE,
  promised_at  BIGINT NOT NULL
);
CREATE INDEX promised_task_by_time ON promised_task (promised_at);

-- Work that was named in a conversation, for a person to accept or dismiss. words: its title as it is compared.
-- status: proposed, accepted, dismissed
CREATE TABLE task_proposal (
  number       BIGINT PRIMARY KEY,
  words        TEXT NOT NULL UNIQUE,
  title        TEXT NOT NULL,
  why          TEXT NOT NULL,
  project_id   TEXT,
  repository   TEXT,
  priority     TEXT,
  category     TEXT,
  session_id   TEXT NOT NULL,
  status       TEXT NOT NULL,
  proposed_at  BIGINT NOT NULL,
  decided_at   BIGINT,
  decided_by   TEXT,
  task_id      TEXT
);
CREATE INDEX task_proposal_open ON task_proposal (status, number);
