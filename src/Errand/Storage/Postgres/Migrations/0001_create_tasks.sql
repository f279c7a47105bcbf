-- A task is in exactly one of ready, later, blocked, lease and outcome. Its place is its status, so no status column can disagree.
-- Priorities are negated: smaller runs sooner. Error columns hold JSON. Run inside the migration's transaction, which made the schema.
-- A queue_id from 2^32 on stands for a part of the queue queue_id >> 32; nothing makes such parts yet.
-- Columns and tables marked "not used yet" are for features to come. A process without these features leaves their contents alone.
-- No foreign keys, which would cost a look-up and a row lock on the hot path, and every move of a task is one statement anyway.

CREATE TABLE errand.queue (
    id     int     GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name   text    NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
    paused boolean NOT NULL DEFAULT false
);

-- Below 2^53, so that every JSON reader takes an id as it is.
CREATE SEQUENCE errand.task_id AS bigint MAXVALUE 9007199254740991;

-- Inserted once; only expires_at is ever updated. run_at: the instant that it was submitted for; null if it could run at once. ttl_ms: how
-- long it was to live at first, once expires_at has been moved. owner: the subject of who submitted it, if it has an owner. trace: the
-- traceparent of the request, and behind a semicolon its tracestate, if any. Not used yet: group_id and group_index, the task's place in a
-- group.
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
    expires_at   timestamptz NOT NULL CHECK (expires_at > created_at),
    run_at       timestamptz,
    ttl_ms       bigint      CHECK (ttl_ms > 0),
    group_id     bigint,
    group_index  int,
    owner        text,
    trace        text        CHECK (octet_length(trace) <= 320)
);
CREATE INDEX task_expires ON errand.task (expires_at);
CREATE INDEX task_group ON errand.task (group_id, id) WHERE group_id IS NOT NULL;
CREATE INDEX task_owner ON errand.task (owner, id) WHERE owner IS NOT NULL;

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
    tries    smallint    NOT NULL CHECK (tries >= 1),
    why      smallint    -- not used yet: why it waits, if not for a delay or a retry
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

-- Inserted once, never updated; deleted when the task is to run again. state: 1 succeeded, 2 failed, 3 cancelled. blob_id: the blob that holds a result of more than 64 KiB, instead of
-- result. summary: the few numbers of the result that lists show, as JSON. Not used yet: extra, bits.
CREATE TABLE errand.outcome (
    id          bigint      PRIMARY KEY,
    state       smallint    NOT NULL CHECK (state IN (1, 2, 3)),
    attempt     int         NOT NULL CHECK (attempt >= 0),
    handler_id  uuid,
    started_at  timestamptz,
    finished_at timestamptz NOT NULL,
    result      text        CHECK (octet_length(result) <= 65536),
    error       text,
    blob_id     bigint,
    summary     text        CHECK (octet_length(summary) <= 1024),
    extra       int         NOT NULL DEFAULT 0,
    CHECK ((state = 1) = (result IS NOT NULL OR blob_id IS NOT NULL))
);
CREATE INDEX outcome_unsuccessful ON errand.outcome (state, id) WHERE state <> 1;

-- Results too large for a row. held: an outcome names it, and it stays as long as its task; else it is deleted an hour after its first part
-- came. doomed: its parts are being deleted, and it cannot be named any more.
CREATE SEQUENCE errand.blob_id AS bigint MAXVALUE 9007199254740991;
CREATE TABLE errand.blob (
    id         bigint      PRIMARY KEY,
    media_type text        NOT NULL,
    bytes      bigint      NOT NULL CHECK (bytes >= 0),
    sha256     bytea       NOT NULL CHECK (octet_length(sha256) = 32),
    created_at timestamptz NOT NULL,
    held       boolean     NOT NULL DEFAULT false,
    doomed     boolean     NOT NULL DEFAULT false CHECK (NOT (held AND doomed))
);
CREATE INDEX blob_waiting ON errand.blob (created_at) WHERE NOT held AND NOT doomed;
CREATE INDEX blob_doomed ON errand.blob (id) WHERE doomed;

-- The parts of a blob, 256 KiB each but for the last one. Stored uncompressed.
CREATE TABLE errand.blob_part (
    blob_id bigint NOT NULL,
    n       int    NOT NULL CHECK (n >= 0),
    data    bytea  NOT NULL CHECK (octet_length(data) BETWEEN 1 AND 262144),
    PRIMARY KEY (blob_id, n)
);
ALTER TABLE errand.blob_part ALTER COLUMN data SET STORAGE EXTERNAL;

-- Tasks whose expiry was moved, to until, where null means forever; task.expires_at has it too. expires_at: when the task would expire
-- otherwise. Not used yet: by, who asked for it.
CREATE TABLE errand.kept (
    id         bigint      PRIMARY KEY,
    until      timestamptz,
    note       text        CHECK (length(note) <= 500),
    by         text,
    at         timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);

-- Attempts that did not succeed. kind: 2 failed, 3 will be retried, 4 cancelled, 5 taken from its handler, 7 handed back,
-- 8 handed back because its handler did not have the type. More kinds will come. A task that was cancelled while it waited, and is to run after
-- all, has a row here that uses up a number and has no start. retried_at: when somebody asked to run the task again after this attempt.
CREATE TABLE errand.attempt_log (
    id         bigint      NOT NULL,
    attempt    int         NOT NULL,
    handler_id uuid,
    started_at timestamptz,
    ended_at   timestamptz NOT NULL,
    kind       smallint    NOT NULL CHECK (kind BETWEEN 1 AND 99),
    error      text,
    retried_at timestamptz,
    PRIMARY KEY (id, attempt)
);

-- The log lines of runs.
CREATE TABLE errand.task_log (
    id      bigint      NOT NULL,
    attempt int         NOT NULL,
    line    int         NOT NULL,
    at      timestamptz NOT NULL,
    level   smallint    NOT NULL,
    message text        NOT NULL,
    PRIMARY KEY (id, attempt, line)
);

-- offer: the queues that it serves and its types, as JSON. memory_bytes: the memory of its process at its last beat. drain: whether it takes on
-- nothing more. lost: how many tasks were taken over from it. signed_off: whether it left by itself, before anyone declared it dead. Not used
-- yet: principal, the identity it logged in with.
CREATE TABLE errand.handler (
    id           uuid        PRIMARY KEY,
    role         text        NOT NULL,
    host         text        NOT NULL,
    pid          int         NOT NULL,
    version      text        NOT NULL,
    slots        int         NOT NULL CHECK (slots >= 0),
    started_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    memory_bytes bigint      NOT NULL DEFAULT 0 CHECK (memory_bytes >= 0),
    lost         int         NOT NULL DEFAULT 0 CHECK (lost >= 0),
    dead         boolean     NOT NULL DEFAULT false,
    drain        boolean     NOT NULL DEFAULT false,
    signed_off   boolean     NOT NULL DEFAULT false,
    offer        text,
    principal    text
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

-- One row per request to store submissions, kept for an hour: a submission that is sent again finds its tasks among the ids from first_id to last_id.
-- And one per request to store what was counted, without ids.
CREATE TABLE errand.receipt (
    nonce    bigint      PRIMARY KEY,
    at       timestamptz NOT NULL,
    first_id bigint      NOT NULL,
    last_id  bigint      NOT NULL
);
CREATE INDEX receipt_at ON errand.receipt (at);

-- What processes counted, and sums of that. step: how many seconds a row sums up, from at on; 0 if it is as it was counted, in the seconds
-- before at. member: unique to what was written together. outcome: 0 for submitted tasks, else the state of an outcome. wait and run:
-- histograms of how long tasks could have been claimed before they were, and of how long their last runs took.
CREATE TABLE errand.stat (
    step      smallint    NOT NULL CHECK (step IN (0, 60, 3600)),
    at        timestamptz NOT NULL,
    member    uuid        NOT NULL,
    type      text        NOT NULL,
    queue     text        NOT NULL,
    outcome   smallint    NOT NULL,
    submitted bigint      NOT NULL,
    finished  bigint      NOT NULL,
    wait      bytea,
    run       bytea,
    PRIMARY KEY (step, at, member, type, queue, outcome)
);

-- How many tasks of a queue could be claimed, and how long the oldest of them had been there: every 15 seconds while there are any, and
-- once more when there are none. step: as in stat; the numbers are then the most within these seconds.
CREATE TABLE errand.depth (
    step      smallint    NOT NULL CHECK (step IN (0, 60, 3600)),
    at        timestamptz NOT NULL,
    queue     text        NOT NULL,
    ready     int         NOT NULL CHECK (ready >= 0),
    oldest_ms bigint,
    PRIMARY KEY (step, at, queue)
);

-- Keys of callers. hash: SHA-256 of the whole key, which itself is nowhere. scopes: words with blanks between them. rate: how many requests
-- a second its bearer may send, if not as many as anybody. A row stays when its key is revoked or has expired.
CREATE TABLE errand.api_key (
    id           text             PRIMARY KEY,
    subject      text             NOT NULL,
    hash         bytea            NOT NULL UNIQUE CHECK (length(hash) = 32),
    scopes       text             NOT NULL,
    rate         double precision CHECK (rate > 0),
    note         text,
    created_by   text             NOT NULL,
    created_at   timestamptz      NOT NULL,
    expires_at   timestamptz,
    revoked_at   timestamptz,
    last_used_at timestamptz
);

-- Who did what. detail: JSON.
CREATE TABLE errand.audit (
    n       bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      timestamptz NOT NULL,
    actor   text        NOT NULL,
    action  text        NOT NULL,
    target  text,
    detail  text        CHECK (octet_length(detail) <= 1024),
    address text
);

-- Rows come and go all the time: vacuum by count, at full speed, and never lock out readers to give pages back.
ALTER TABLE errand.ready SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);
ALTER TABLE errand.later SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);
ALTER TABLE errand.blocked SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);
ALTER TABLE errand.lease SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);
