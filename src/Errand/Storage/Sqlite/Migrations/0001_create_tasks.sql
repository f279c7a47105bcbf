-- A task is in exactly one of ready, later, blocked, lease and outcome. Its place is its status, so no status column can disagree.
-- Instants are milliseconds since the Unix epoch (UTC). Priorities are negated: smaller runs sooner. Error columns hold JSON.
-- A queue_id from 2^32 on stands for a part of the queue queue_id >> 32; nothing makes such parts yet.
-- Columns and tables marked "not used yet" are for features to come. A process without these features leaves their contents alone.
-- No foreign keys, which would cost a look-up per row on the hot path, and every move of a task is one transaction anyway.

CREATE TABLE queue (
    id     INTEGER PRIMARY KEY,
    name   TEXT    NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
    paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1))
) STRICT;

-- Inserted once; only expires_at is ever updated. AUTOINCREMENT: an id is never given twice, not even after the newest task was deleted.
-- run_at: the instant that it was submitted for; null if it could run at once. ttl_ms: how long it was to live at first, once expires_at has
-- been moved. owner: the subject of who submitted it, if it has an owner. trace: the traceparent of the request, and behind a semicolon its
-- tracestate, if any. Not used yet: group_id and group_index, the task's place in a group.
CREATE TABLE task (
    id           INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 9007199254740991),
    queue_id     INTEGER NOT NULL,
    priority     INTEGER NOT NULL CHECK (priority BETWEEN -100 AND 100),
    type         TEXT    NOT NULL CHECK (length(type) BETWEEN 1 AND 100),
    args         TEXT    NOT NULL,
    max_attempts INTEGER NOT NULL CHECK (max_attempts BETWEEN 1 AND 100),
    timeout_ms   INTEGER CHECK (timeout_ms > 0),
    tags         TEXT,
    nonce        INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL CHECK (expires_at > created_at),
    run_at       INTEGER,
    ttl_ms       INTEGER CHECK (ttl_ms > 0),
    group_id     INTEGER,
    group_index  INTEGER,
    owner        TEXT,
    trace        TEXT    CHECK (octet_length(trace) <= 320)
) STRICT;
CREATE INDEX task_expires ON task (expires_at);
CREATE INDEX task_group ON task (group_id, id) WHERE group_id IS NOT NULL;
CREATE INDEX task_owner ON task (owner, id) WHERE owner IS NOT NULL;

CREATE TABLE ready (
    queue_id INTEGER NOT NULL,
    id       INTEGER NOT NULL,
    since    INTEGER NOT NULL, -- when it became claimable, for the readiness check
    attempt  INTEGER NOT NULL CHECK (attempt >= 0),
    priority INTEGER NOT NULL,
    tries    INTEGER NOT NULL CHECK (tries >= 1),
    PRIMARY KEY (queue_id, priority, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE later (
    id       INTEGER PRIMARY KEY,
    run_at   INTEGER NOT NULL,
    queue_id INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    attempt  INTEGER NOT NULL CHECK (attempt >= 0),
    tries    INTEGER NOT NULL CHECK (tries >= 1),
    why      INTEGER -- not used yet: why it waits, if not for a delay or a retry
) STRICT;
CREATE INDEX later_due ON later (run_at);

-- Tasks that wait for others. need: for how many; run_at: when the task may run after that, if not at once. Not used yet.
CREATE TABLE blocked (
    id       INTEGER PRIMARY KEY,
    queue_id INTEGER NOT NULL,
    run_at   INTEGER,
    need     INTEGER NOT NULL,
    attempt  INTEGER NOT NULL CHECK (attempt >= 0),
    priority INTEGER NOT NULL,
    tries    INTEGER NOT NULL CHECK (tries >= 1)
) STRICT;

-- No index on handler_id or claim_id: the table is as small as the work in flight.
CREATE TABLE lease (
    id               INTEGER PRIMARY KEY,
    attempt          INTEGER NOT NULL CHECK (attempt >= 1),
    tries            INTEGER NOT NULL CHECK (tries >= 0),
    queue_id         INTEGER NOT NULL,
    priority         INTEGER NOT NULL,
    handler_id       BLOB    NOT NULL CHECK (length(handler_id) = 16),
    claim_id         BLOB    NOT NULL CHECK (length(claim_id) = 16),
    claimed_at       INTEGER NOT NULL,
    deadline_at      INTEGER NOT NULL,
    cancel           INTEGER NOT NULL DEFAULT 0 CHECK (cancel IN (0, 1)),
    progress         REAL    CHECK (progress BETWEEN 0 AND 1),
    progress_message TEXT
) STRICT;

-- Inserted once, never updated; deleted when the task is to run again. state: 1 succeeded, 2 failed, 3 cancelled. blob_id: the blob that holds a result of more than 64 KiB, instead of
-- result. summary: the few numbers of the result that lists show, as JSON. Not used yet: extra, bits.
CREATE TABLE outcome (
    id          INTEGER PRIMARY KEY,
    state       INTEGER NOT NULL CHECK (state IN (1, 2, 3)),
    attempt     INTEGER NOT NULL CHECK (attempt >= 0),
    handler_id  BLOB    CHECK (length(handler_id) = 16),
    started_at  INTEGER,
    finished_at INTEGER NOT NULL,
    result      TEXT    CHECK (octet_length(result) <= 65536),
    error       TEXT,
    blob_id     INTEGER,
    summary     TEXT    CHECK (octet_length(summary) <= 1024),
    extra       INTEGER NOT NULL DEFAULT 0,
    CHECK ((state = 1) = (result IS NOT NULL OR blob_id IS NOT NULL))
) STRICT;
CREATE INDEX outcome_unsuccessful ON outcome (state, id) WHERE state <> 1;

-- Results too large for a row. held: an outcome names it, and it stays as long as its task; else it is deleted an hour after its first part
-- came. doomed: its parts are being deleted, and it cannot be named any more.
CREATE TABLE blob (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    media_type TEXT    NOT NULL,
    bytes      INTEGER NOT NULL CHECK (bytes >= 0),
    sha256     BLOB    NOT NULL CHECK (length(sha256) = 32),
    created_at INTEGER NOT NULL,
    held       INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1)),
    doomed     INTEGER NOT NULL DEFAULT 0 CHECK (doomed IN (0, 1) AND NOT (held AND doomed))
) STRICT;
CREATE INDEX blob_waiting ON blob (created_at) WHERE held = 0 AND doomed = 0;
CREATE INDEX blob_doomed ON blob (doomed) WHERE doomed = 1;

-- The parts of a blob, 256 KiB each but for the last one. With a rowid: wide rows do not belong
-- into the tree of a key.
CREATE TABLE blob_part (
    blob_id INTEGER NOT NULL,
    n       INTEGER NOT NULL CHECK (n >= 0),
    data    BLOB    NOT NULL CHECK (length(data) BETWEEN 1 AND 262144),
    PRIMARY KEY (blob_id, n)
) STRICT;

-- Tasks whose expiry was moved, to until, where null means forever; task.expires_at has it too. expires_at: when the task would expire
-- otherwise. Not used yet: by, who asked for it.
CREATE TABLE kept (
    id         INTEGER PRIMARY KEY,
    until      INTEGER,
    note       TEXT    CHECK (length(note) <= 500),
    by         TEXT,
    at         INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

-- Attempts that did not succeed. kind: 2 failed, 3 will be retried, 4 cancelled, 5 taken from its handler, 7 handed back,
-- 8 handed back because its handler did not have the type. More kinds will come. A task that was cancelled while it waited, and is to run after
-- all, has a row here that uses up a number and has no start. retried_at: when somebody asked to run the task again after this attempt.
CREATE TABLE attempt_log (
    id         INTEGER NOT NULL,
    attempt    INTEGER NOT NULL,
    handler_id BLOB    CHECK (length(handler_id) = 16),
    started_at INTEGER,
    ended_at   INTEGER NOT NULL,
    kind       INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 99),
    error      TEXT,
    retried_at INTEGER,
    PRIMARY KEY (id, attempt)
) STRICT, WITHOUT ROWID;

-- The log lines of runs.
CREATE TABLE task_log (
    id      INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    line    INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    level   INTEGER NOT NULL,
    message TEXT    NOT NULL,
    PRIMARY KEY (id, attempt, line)
) STRICT, WITHOUT ROWID;

-- offer: the queues that it serves and its types, as JSON. memory_bytes: the memory of its process at its last beat. drain: whether it takes on
-- nothing more. lost: how many tasks were taken over from it. signed_off: whether it left by itself, before anyone declared it dead. Not used
-- yet: principal, the identity it logged in with.
CREATE TABLE handler (
    id           BLOB    PRIMARY KEY CHECK (length(id) = 16),
    role         TEXT    NOT NULL,
    host         TEXT    NOT NULL,
    pid          INTEGER NOT NULL,
    version      TEXT    NOT NULL,
    slots        INTEGER NOT NULL CHECK (slots >= 0),
    started_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    memory_bytes INTEGER NOT NULL DEFAULT 0 CHECK (memory_bytes >= 0),
    lost         INTEGER NOT NULL DEFAULT 0 CHECK (lost >= 0),
    dead         INTEGER NOT NULL DEFAULT 0 CHECK (dead IN (0, 1)),
    drain        INTEGER NOT NULL DEFAULT 0 CHECK (drain IN (0, 1)),
    signed_off   INTEGER NOT NULL DEFAULT 0 CHECK (signed_off IN (0, 1)),
    offer        TEXT,
    principal    TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE idem (
    scope        TEXT    NOT NULL,
    key          TEXT    NOT NULL,
    request_hash BLOB    NOT NULL,
    task_id      INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idem_task ON idem (task_id);

-- One row per request to store submissions, kept for an hour: a submission that is sent again finds its tasks among the ids from first_id to last_id.
-- And one per request to store what was counted, without ids.
CREATE TABLE receipt (
    nonce    INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    first_id INTEGER NOT NULL,
    last_id  INTEGER NOT NULL
) STRICT;
CREATE INDEX receipt_at ON receipt (at);

-- What processes counted, and sums of that. step: how many seconds a row sums up, from at on; 0 if it is as it was counted, in the seconds
-- before at. member: unique to what was written together. outcome: 0 for submitted tasks, else the state of an outcome. wait and run:
-- histograms of how long tasks could have been claimed before they were, and of how long their last runs took.
CREATE TABLE stat (
    step      INTEGER NOT NULL CHECK (step IN (0, 60, 3600)),
    at        INTEGER NOT NULL,
    member    BLOB    NOT NULL CHECK (length(member) = 16),
    type      TEXT    NOT NULL,
    queue     TEXT    NOT NULL,
    outcome   INTEGER NOT NULL,
    submitted INTEGER NOT NULL,
    finished  INTEGER NOT NULL,
    wait      BLOB,
    run       BLOB,
    PRIMARY KEY (step, at, member, type, queue, outcome)
) STRICT, WITHOUT ROWID;

-- How many tasks of a queue could be claimed, and how long the oldest of them had been there: every 15 seconds while there are any, and
-- once more when there are none. step: as in stat; the numbers are then the most within these seconds.
CREATE TABLE depth (
    step      INTEGER NOT NULL CHECK (step IN (0, 60, 3600)),
    at        INTEGER NOT NULL,
    queue     TEXT    NOT NULL,
    ready     INTEGER NOT NULL CHECK (ready >= 0),
    oldest_ms INTEGER,
    PRIMARY KEY (step, at, queue)
) STRICT, WITHOUT ROWID;

-- Keys of callers. hash: SHA-256 of the whole key, which itself is nowhere. scopes: words with blanks between them. rate: how many requests
-- a second its bearer may send, if not as many as anybody. A row stays when its key is revoked or has expired.
CREATE TABLE api_key (
    id           TEXT    PRIMARY KEY,
    subject      TEXT    NOT NULL,
    hash         BLOB    NOT NULL UNIQUE CHECK (length(hash) = 32),
    scopes       TEXT    NOT NULL,
    rate         REAL    CHECK (rate > 0),
    note         TEXT,
    created_by   TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER,
    revoked_at   INTEGER,
    last_used_at INTEGER
) STRICT, WITHOUT ROWID;

-- Who did what. detail: JSON.
CREATE TABLE audit (
    n       INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    actor   TEXT    NOT NULL,
    action  TEXT    NOT NULL,
    target  TEXT,
    detail  TEXT    CHECK (octet_length(detail) <= 1024),
    address TEXT
) STRICT;
