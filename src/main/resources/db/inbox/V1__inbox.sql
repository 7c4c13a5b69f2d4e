-- Messages pushed at the hub, kept before they are acknowledged; the key makes a repeat harmless. The id is the place in the
-- order in which they were kept. How far their work is done is a row of table position, beside what the work changed.
CREATE TABLE inbox (
  id           BIGINT NOT NULL,
  source       TEXT NOT NULL,
  message_key  TEXT NOT NULL,
  received_at  BIGINT NOT NULL,
  payload      TEXT NOT NULL,
  PRIMARY KEY (source, message_key)
);
CREATE UNIQUE INDEX inbox_by_id ON inbox (id);

-- The last id given. Who takes the next one keeps others out until it commits: no later id can be seen before an earlier one.
CREATE TABLE inbox_sequence (
  value  BIGINT NOT NULL
);
INSERT INTO inbox_sequence (value) VALUES (0);
