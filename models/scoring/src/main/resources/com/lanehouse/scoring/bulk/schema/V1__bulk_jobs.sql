-- Read by SQLite and PostgreSQL alike. Times are milliseconds since 1970 (UTC). Lines are packed NDJSON. A column of bytes stands last in its
-- row: SQLite finds the others without reading it.

CREATE TABLE bulk_jobs (
  job_id          TEXT    NOT NULL PRIMARY KEY,
  company_id      TEXT    NOT NULL,
  segment         TEXT    NOT NULL,
  status          TEXT    NOT NULL CHECK (status IN ('accepted', 'running', 'done', 'cancelled', 'failed')),
  accepted        INTEGER NOT NULL, -- rows to be rated
  rejected        INTEGER NOT NULL, -- rows turned away when the job was accepted
  done            INTEGER NOT NULL, -- rows that have a rate
  failed          INTEGER NOT NULL, -- rows that have an error instead
  chunks_left     INTEGER NOT NULL, -- not yet finished
  turn            BIGINT  NOT NULL, -- when a chunk of it was last taken, counted in chunks of all jobs
  created_at      BIGINT  NOT NULL,
  finished_at     BIGINT,           -- null while it waits or runs
  rejected_lines  BYTEA   NOT NULL
);

CREATE INDEX bulk_jobs_by_company ON bulk_jobs (company_id, turn);
CREATE INDEX bulk_jobs_unfinished ON bulk_jobs (created_at) WHERE chunks_left > 0;

-- Rows of a job that are rated together. waiting -> rated (results are stored, their events are not yet kept) -> done.
-- Chunk 0 has no rows: it tells that there is a job.
CREATE TABLE bulk_chunks (
  job_id          TEXT    NOT NULL,
  chunk           INTEGER NOT NULL,
  state           TEXT    NOT NULL CHECK (state IN ('waiting', 'rated', 'done')),
  attempts        INTEGER NOT NULL, -- how often it was taken in this state
  lease           TEXT    NOT NULL, -- who took it last
  leased_until    BIGINT  NOT NULL, -- from then on others may take it
  done            INTEGER NOT NULL,
  failed          INTEGER NOT NULL,
  lanes           BYTEA,            -- until it is rated
  results         BYTEA,            -- from then on
  events          BYTEA,            -- while it is rated and its events are not yet kept
  PRIMARY KEY (job_id, chunk)
);

CREATE INDEX bulk_chunks_unfinished ON bulk_chunks (job_id, chunk) WHERE state <> 'done';

CREATE TABLE bulk_keys (
  company_id      TEXT    NOT NULL,
  idempotency_key TEXT    NOT NULL,
  job_id          TEXT    NOT NULL, -- that the first request makes
  body_sha256     TEXT,             -- null while the first request is being accepted
  claimed_by      TEXT    NOT NULL, -- the process that accepts it
  claimed_until   BIGINT  NOT NULL, -- unless it says again that it does
  created_at      BIGINT  NOT NULL,
  PRIMARY KEY (company_id, idempotency_key)
);
