-- Where a task is, is what it is: it stands in exactly one of ready, later, blocked, lease, outcome, and no status column can disagree.
-- Priorities are negated: smaller is sooner. Error columns hold JSON. Run inside the migration's transaction, which made the schema.
-- A queue_id from 2^32 on stands for a part of the queue queue_id >> 32; nothing makes such parts yet.
-- No foreign keys: they would cost a look-up and a row lock on the hot path, and every move of a task is one statement anyway.

CREATE TABLE errand.queue (
    id     int     GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name   text    NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
    paused boolean NOT NULL DEFAULT false
);

-- Below 2^53, so that every JSON reader takes an id as it is.
CREATE SEQUENCE errand.task_id AS bigint MAXVALUE 9007199254740991;

-- Inserted once, never updated.
CREATE TABLE errand.task (
    id           bigint      PRIMARY KEY,
    queue_id     bigint      NOT NULL,
    priority     smallint    NOT NULL CHECK (priority BETWEEN -100 AND 100),
    type         text        NOT NULL CHECK (length(type) BETWEEN 1 AND 100),
    args         text        NOT NULL,
    max_attempts smallint    NOT NULL CHECK (max_attempts BETWEEN 1 AND 100),
    timeout_ms   bigint      CHECK (timeout_ms > 0),
    tags         text,
    nonce        bigint      NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL CHECK (expires_at > created_at)
);
CREATE INDEX task_expires ON errand.task (expires_at);

-- Wide columns come first, so that no padding stands between them.
CREATE TABLE errand.ready (
    queue_id bigint      NOT NULL,
    id       bigint      NOT NULL,
    since    timestamptz NOT NULL, -- when it became claimable, for the readiness check
    attempt  int         NOT NULL CHECK (attempt >= 0),
    priority smallint    NOT NULL,
    tries    smallint    NOT NULL CHECK (tries >= 1),
    PRIMARY KEY (queue_id, priority, id)
);

CREATE TABLE errand.later (
    id       bigint      PRIMARY KEY,
    run_at   timestamptz NOT NULL,
    queue_id bigint      NOT NULL,
    priority smallint    NOT NULL,
    attempt  int         NOT NULL CHECK (attempt >= 0),
    tries    smallint    NOT NULL CHECK (tries >= 1)
);
CREATE INDEX later_due ON errand.later (run_at);

-- Tasks that wait for others. need: for how many; run_at: when the task may run after that, if not at once. Not used yet.
CREATE TABLE errand.blocked (
    id       bigint      PRIMARY KEY,
    queue_id bigint      NOT NULL,
    run_at   timestamptz,
    need     int         NOT NULL,
    attempt  int         NOT NULL CHECK (attempt >= 0),
    priority smallint    NOT NULL,
    tries    smallint    NOT NULL CHECK (tries >= 1)
);

-- No index on handler_id or claim_id: the table is as small as the work in flight. The room left in each page lets progress be updated in place.
CREATE TABLE errand.lease (
    id               bigint           PRIMARY KEY,
    attempt          int              NOT NULL CHECK (attempt >= 1),
    tries            smallint         NOT NULL CHECK (tries >= 0),
    queue_id         bigint           NOT NULL,
    priority         smallint         NOT NULL,
    handler_id       uuid             NOT NULL,
    claim_id         uuid             NOT NULL,
    claimed_at       timestamptz      NOT NULL,
    deadline_at      timestamptz      NOT NULL,
    cancel           boolean          NOT NULL DEFAULT false,
    progress         double precision CHECK (progress BETWEEN 0 AND 1),
    progress_message text
) WITH (fillfactor = 80);

-- Inserted once, never updated. state: 1 succeeded, 2 failed, 3 cancelled.
CREATE TABLE errand.outcome (
    id          bigint      PRIMARY KEY,
    state       smallint    NOT NULL CHECK (state IN (1, 2, 3)),
    attempt     int         NOT NULL CHECK (attempt >= 0),
    handler_id  uuid,
    started_at  timestamptz,
    finished_at timestamptz NOT NULL,
    result      text        CHECK (octet_length(result) <= 268435456),
    error       text,
    CHECK ((state = 1) = (result IS NOT NULL))
);
CREATE INDEX outcome_unsuccessful ON errand.outcome (finished_at) WHERE state <> 1;

-- Attempts that did not succeed. kind: 2 failed, 3 will be retried, 4 cancelled, 5 taken from its handler, 7 handed back.
CREATE TABLE errand.attempt_log (
    id         bigint      NOT NULL,
    attempt    int         NOT NULL,
    handler_id uuid,
    started_at timestamptz,
    ended_at   timestamptz NOT NULL,
    kind       smallint    NOT NULL CHECK (kind IN (2, 3, 4, 5, 7)),
    error      text,
    PRIMARY KEY (id, attempt)
);

-- What runs wrote to the log of their task.
CREATE TABLE errand.task_log (
    id      bigint      NOT NULL,
    attempt int         NOT NULL,
    line    int         NOT NULL,
    at      timestamptz NOT NULL,
    level   smallint    NOT NULL,
    message text        NOT NULL,
    PRIMARY KEY (id, attempt, line)
);

CREATE TABLE errand.handler (
    id         uuid        PRIMARY KEY,
    role       text        NOT NULL,
    host       text        NOT NULL,
    pid        int         NOT NULL,
    version    text        NOT NULL,
    slots      int         NOT NULL CHECK (slots >= 0),
    started_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    dead       boolean     NOT NULL DEFAULT false
) WITH (fillfactor = 50);

CREATE TABLE errand.idem (
    scope        text        NOT NULL,
    key          text        NOT NULL,
    request_hash bytea       NOT NULL,
    task_id      bigint      NOT NULL,
    expires_at   timestamptz NOT NULL,
    PRIMARY KEY (scope, key)
);
CREATE INDEX idem_task ON errand.idem (task_id);

-- One row per submit, kept for an hour: a submit that is sent again finds its tasks among the ids from first_id to last_id.
CREATE TABLE errand.receipt (
    nonce    bigint      PRIMARY KEY,
    at       timestamptz NOT NULL,
    first_id bigint      NOT NULL,
    last_id  bigint      NOT NULL
);
CREATE INDEX receipt_at ON errand.receipt (at);

-- Rows come and go all the time: vacuum by count, at full speed, and never lock out readers to give pages back.
ALTER TABLE errand.ready SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);
ALTER TABLE errand.later SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);
ALTER TABLE errand.blocked SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);
ALTER TABLE errand.lease SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);
