-- One SQL for SQLite and PostgreSQL. Times are epoch milliseconds (UTC) in BIGINT; JSON is kept in TEXT.

CREATE TABLE task (
  id               TEXT PRIMARY KEY,
  number           BIGINT NOT NULL UNIQUE,
  version          BIGINT NOT NULL,
  deleted_at       BIGINT,
  title            TEXT,
  description      TEXT,
  status           TEXT,
  priority         TEXT,
  priority_score   DOUBLE PRECISION,
  assigned_to      TEXT,
  created_by       TEXT,
  project_id       TEXT,
  stage_id         TEXT,
  parent_id        TEXT,
  due_date         BIGINT,
  created_at       BIGINT,
  updated_at       BIGINT,
  completed_at     BIGINT,
  execution_notes  TEXT,
  estimated_hours  DOUBLE PRECISION,
  actual_hours     DOUBLE PRECISION,
  tags             TEXT,
  dependencies     TEXT,
  comments         TEXT,
  attachments      TEXT,
  time_tracking    TEXT,
  stamps           TEXT NOT NULL
);
CREATE INDEX task_by_status ON task (status, completed_at);
CREATE INDEX task_workload ON task (status, deleted_at, assigned_to);
CREATE INDEX task_deleted ON task (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE task_event (
  id           TEXT PRIMARY KEY,
  task_id      TEXT NOT NULL,
  at           BIGINT NOT NULL,
  type         TEXT NOT NULL,
  actor        TEXT,
  system       TEXT NOT NULL,
  message_key  TEXT,
  changes      TEXT NOT NULL
);
CREATE INDEX task_event_by_task ON task_event (task_id, id);
CREATE INDEX task_event_by_time ON task_event (at);

-- What each system last showed of a task, or what we last wrote there, in that system's own terms.
-- state: creating (external_id is still the task's id), linked, dropped (no longer listed there), deleted
-- sent: what was sent and has not been answered yet, column to value; an echo of it is no news.
-- deleted_at: when the hub learned that the item is gone; an answer asked for before then does not bring it back.
CREATE TABLE link (
  system          TEXT NOT NULL,
  container       TEXT NOT NULL,
  external_id     TEXT NOT NULL,
  task_id         TEXT NOT NULL,
  state           TEXT NOT NULL,
  base            TEXT NOT NULL,
  remote_version  TEXT,
  sent            TEXT,
  deleted_at      BIGINT,
  PRIMARY KEY (system, container, external_id)
);
CREATE INDEX link_by_task ON link (task_id, system);

-- Linked items that a complete listing did not show, too many at once to delete them without a person.
-- agreed_by: who agreed to their deletion; the next listing carries it out.
CREATE TABLE held_deletion (
  system       TEXT NOT NULL,
  container    TEXT NOT NULL,
  external_id  TEXT NOT NULL,
  held_at      BIGINT NOT NULL,
  agreed_by    TEXT,
  PRIMARY KEY (system, container, external_id)
);

-- One row for a task that a system has yet to be told about; the sender reads the newest state when it sends.
CREATE TABLE outbox (
  task_id        TEXT NOT NULL,
  system         TEXT NOT NULL,
  due_at         BIGINT NOT NULL,
  claimed_until  BIGINT NOT NULL,
  revision       BIGINT NOT NULL,
  attempts       INTEGER NOT NULL,
  alone          INTEGER NOT NULL,
  last_error     TEXT,
  PRIMARY KEY (task_id, system)
);
CREATE INDEX outbox_by_due ON outbox (system, due_at, task_id);

-- remote_at, remote_by: when the system's value was set there, and by whom, as far as the system said.
CREATE TABLE conflict (
  id            TEXT PRIMARY KEY,
  task_id       TEXT NOT NULL,
  system        TEXT NOT NULL,
  container     TEXT NOT NULL,
  external_id   TEXT NOT NULL,
  field         TEXT NOT NULL,
  base_value    TEXT,
  hub_value     TEXT,
  remote_value  TEXT,
  remote_at     BIGINT,
  remote_by     TEXT,
  opened_at     BIGINT NOT NULL,
  resolved_at   BIGINT,
  resolution    TEXT,
  resolved_by   TEXT
);
CREATE INDEX conflict_open_by_task ON conflict (task_id) WHERE resolved_at IS NULL;
CREATE INDEX conflict_open ON conflict (opened_at, id) WHERE resolved_at IS NULL;
CREATE INDEX conflict_settled ON conflict (resolved_at) WHERE resolved_at IS NOT NULL;

-- Two tasks that may be one, which a person decides. While they wait for that, no items are made of them.
CREATE TABLE proposal (
  id            TEXT PRIMARY KEY,
  older_task    TEXT NOT NULL,
  newer_task    TEXT NOT NULL,
  why           TEXT NOT NULL,
  proposed_at   BIGINT NOT NULL,
  dismissed_at  BIGINT,
  dismissed_by  TEXT,
  UNIQUE (older_task, newer_task)
);
CREATE INDEX proposal_open ON proposal (proposed_at, id) WHERE dismissed_at IS NULL;

-- state: parked, retry, dropped, done
CREATE TABLE parked_message (
  id         TEXT PRIMARY KEY,
  route      TEXT NOT NULL,
  system     TEXT NOT NULL,
  task_id    TEXT,
  payload    TEXT NOT NULL,
  cause      TEXT NOT NULL,
  hint       TEXT NOT NULL,
  parked_at  BIGINT NOT NULL,
  state      TEXT NOT NULL
);
CREATE INDEX parked_message_by_state ON parked_message (state, parked_at);

-- Todo lists that were applied: the agent has written others since, so that a repeat says nothing any more.
CREATE TABLE applied_list (
  message_key  TEXT PRIMARY KEY,
  applied_at   BIGINT NOT NULL
);
CREATE INDEX applied_list_by_time ON applied_list (applied_at);

-- Where reading of a remote goes on: watermarks, cursors, a listing in progress.
CREATE TABLE position (
  system      TEXT NOT NULL,
  container   TEXT NOT NULL,
  reader      TEXT NOT NULL,
  value       TEXT NOT NULL,
  updated_at  BIGINT NOT NULL,
  PRIMARY KEY (system, container, reader)
);

CREATE TABLE counter (
  name   TEXT PRIMARY KEY,
  value  BIGINT NOT NULL
);
-- task numbers the tasks. change numbers the transactions that change the list: an outbox row's revision is the number of
-- its last change, so that no number ever comes again, not even for a row that was taken out and put back.
INSERT INTO counter (name, value) VALUES ('task', 0), ('change', 0);

-- Who may log in (kind admin: secret is a bcrypt hash) or call (kind token: secret is the SHA-256 of the token).
CREATE TABLE account (
  name        TEXT PRIMARY KEY,
  kind        TEXT NOT NULL,
  secret      TEXT NOT NULL,
  created_at  BIGINT NOT NULL
);

-- The keys of camel-sql's JdbcMessageIdRepository.
CREATE TABLE CAMEL_MESSAGEPROCESSED (
  processorName  VARCHAR(255) NOT NULL,
  messageId      VARCHAR(1000) NOT NULL,
  createdAt      TIMESTAMP,
  PRIMARY KEY (processorName, messageId)
);
