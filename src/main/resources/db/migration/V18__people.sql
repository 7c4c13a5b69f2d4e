-- People, agents and programs with an account of their own. role: viewer, agent, member, manager, admin; NULL for the machine
-- token. disabled_at: since when it may not come in.
ALTER TABLE account ADD COLUMN role TEXT;
ALTER TABLE account ADD COLUMN disabled_at BIGINT;
UPDATE account SET role = 'admin' WHERE kind = 'admin';

-- One row for each login. refresh_hash: of the only refresh token that is good; it changes with each use, and an earlier one that
-- comes again ends the session, for somebody else has it too.
CREATE TABLE login_session (
  id            TEXT PRIMARY KEY,
  account       TEXT NOT NULL,
  refresh_hash  TEXT NOT NULL,
  created_at    BIGINT NOT NULL,
  ends_at       BIGINT NOT NULL
);
CREATE INDEX login_session_by_account ON login_session (account);
CREATE INDEX login_session_by_end ON login_session (ends_at);

-- Tokens that people and agents had made for their programs. hash: SHA-256 of the token, which is nowhere kept.
CREATE TABLE access_token (
  id            TEXT PRIMARY KEY,
  account       TEXT NOT NULL,
  label         TEXT NOT NULL,
  role          TEXT NOT NULL,
  hash          TEXT NOT NULL,
  created_at    BIGINT NOT NULL,
  ends_at       BIGINT NOT NULL,
  last_used_at  BIGINT
);
CREATE INDEX access_token_by_account ON access_token (account, id);
CREATE INDEX access_token_by_end ON access_token (ends_at);

-- Logins that failed in a row, by the name that was given.
CREATE TABLE login_failure (
  name      TEXT PRIMARY KEY,
  failures  BIGINT NOT NULL,
  last_at   BIGINT NOT NULL
);
CREATE INDEX login_failure_by_time ON login_failure (last_at);
