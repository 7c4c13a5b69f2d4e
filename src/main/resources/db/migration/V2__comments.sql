-- Comments on tasks. task_id is empty while the item that the comment was written on is no task's yet.
-- origin: the system it was written in. updated_at: when its text was last changed, as the system where that was done says.
CREATE TABLE comment (
  id          TEXT PRIMARY KEY,
  task_id     TEXT,
  author      TEXT,
  body        TEXT NOT NULL,
  created_at  BIGINT NOT NULL,
  updated_at  BIGINT NOT NULL,
  deleted_at  BIGINT,
  version     BIGINT NOT NULL,
  origin      TEXT NOT NULL
);
CREATE INDEX comment_by_task ON comment (task_id, id) WHERE task_id IS NOT NULL;
CREATE INDEX comment_deleted ON comment (deleted_at) WHERE deleted_at IS NOT NULL;

-- Where a comment stands in a system, and what it says there, in that system's own terms.
-- external_id: while creating, the id it is to be made under, where the system lets the hub choose that.
-- item_id: the task's item that it is on. made: by the hub, not by a person there. own: the hub may change it.
-- sent: what was sent and has not been answered yet, a JSON array. written_at: when the hub last wrote it, or learned that it is
-- gone. One that is gone stays beside the one that took its place, so that old news of it is known for what it is.
CREATE TABLE comment_link (
  system          TEXT NOT NULL,
  container       TEXT NOT NULL,
  external_id     TEXT NOT NULL,
  item_id         TEXT NOT NULL,
  comment_id      TEXT NOT NULL,
  state           TEXT NOT NULL,
  made            INTEGER NOT NULL,
  own             INTEGER NOT NULL,
  base            TEXT,
  sent            TEXT,
  remote_version  TEXT,
  written_at      BIGINT,
  PRIMARY KEY (system, container, external_id)
);
CREATE INDEX comment_link_by_comment ON comment_link (comment_id, system, container);
CREATE INDEX comment_link_by_item ON comment_link (system, container, item_id);

-- One row for a comment that a system has yet to be told about, once its task has an item there.
CREATE TABLE comment_outbox (
  comment_id     TEXT NOT NULL,
  system         TEXT NOT NULL,
  due_at         BIGINT NOT NULL,
  claimed_until  BIGINT NOT NULL,
  revision       BIGINT NOT NULL,
  attempts       INTEGER NOT NULL,
  alone          INTEGER NOT NULL,
  last_error     TEXT,
  PRIMARY KEY (comment_id, system)
);
CREATE INDEX comment_outbox_by_due ON comment_outbox (system, due_at, comment_id);

-- How many comments an item was last seen to have, and how many when they were last read.
CREATE TABLE comment_count (
  system     TEXT NOT NULL,
  container  TEXT NOT NULL,
  item_id    TEXT NOT NULL,
  seen       BIGINT NOT NULL,
  taken      BIGINT NOT NULL,
  PRIMARY KEY (system, container, item_id)
);
CREATE INDEX comment_count_unread ON comment_count (system, container, item_id) WHERE seen <> taken;
