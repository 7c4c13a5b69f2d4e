-- What the last consistency check found; one row at most, with id 1. systems and differences are JSON.
CREATE TABLE consistency_check (
  id           INTEGER PRIMARY KEY CHECK (id = 1),
  started_at   BIGINT NOT NULL,
  finished_at  BIGINT NOT NULL,
  repairs      INTEGER NOT NULL,
  systems      TEXT NOT NULL,
  differences  TEXT NOT NULL
);
