using Errand.Storage.Shared;
using Errand.Storage.Stats;

namespace Errand.Storage.Sqlite;

/// <summary>Every statement, in the order of the store's methods. Values are passed in the order in which their parameters first
/// appear.</summary>
internal static class SqliteSql
{
    // ISubmitStore

    // language=sql
    public const string FindQueue = "SELECT id FROM queue WHERE name = $name";

    public const string AddQueue = "INSERT INTO queue (name) VALUES ($name) RETURNING id";

    public const string NameQueue = "SELECT name FROM queue WHERE id = $id";

    // PostgreSQL locks rows.
    public const string TakeLock = """
        -- Changes nothing, but takes the lock that every change needs.
        UPDATE queue SET paused = paused WHERE false
        """;

    // PostgreSQL has a sequence.
    public const string LastTaskId = "SELECT seq FROM sqlite_sequence WHERE name = 'task'";

    // Part of PostgreSQL's Submit.
    public const string PutTask = """
        -- Arguments are bound as bytes and stored as text, exactly as they were sent.
        INSERT INTO task (id, queue_id, priority, type, args, max_attempts, timeout_ms, tags, nonce, created_at, expires_at, run_at,
            owner, trace)
        VALUES (?, ?, ?, ?, CAST(? AS TEXT), ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;

    // Part of PostgreSQL's Submit.
    public const string TakeKey = """
        INSERT INTO idem (scope, key, request_hash, task_id, expires_at) VALUES ($scope, $key, $hash, $id, $expires)
        ON CONFLICT (scope, key) DO UPDATE SET request_hash = excluded.request_hash, task_id = excluded.task_id, expires_at = excluded.expires_at
        """;

    // Part of every PostgreSQL statement that makes a task claimable.
    public const string PutReady = """
        INSERT INTO ready (queue_id, priority, id, attempt, tries, since)
        VALUES (?, ?, ?, ?, ?, ?)
        """;

    // Part of PostgreSQL's SubmitAndLease.
    public const string FindReady = """
        -- Whether a task waits that would run before a new one of this priority.
        SELECT 1 FROM ready WHERE queue_id = $queue AND priority <= $priority LIMIT 1
        """;

    // Part of every PostgreSQL statement that delays a task.
    public const string PutLater = """
        INSERT INTO later (id, run_at, queue_id, priority, attempt, tries) VALUES ($id, $due, $queue, $priority, $attempt, $tries)
        """;

    // Part of PostgreSQL's Submit.
    public const string SubmitReceipt = "INSERT INTO receipt (nonce, at, first_id, last_id) VALUES ($nonce, $now, $first, $last)";

    public const string FindReceipt = "SELECT first_id, last_id FROM receipt WHERE nonce = $nonce";

    // Part of PostgreSQL's FindReceipt.
    public const string FindReceiptTasks = """
        -- The ids of one transaction have no gaps, so the range contains only this batch; the nonces identify the items.
        SELECT id, nonce, created_at, expires_at FROM task WHERE id BETWEEN $first AND $last
        """;

    public const string FindKey = """
        -- A key whose task has expired is free again, even before a janitor deletes it.
        SELECT i.request_hash, t.id, t.created_at, t.expires_at, l.run_at
        FROM idem i CROSS JOIN task t ON t.id = i.task_id LEFT JOIN later l ON l.id = t.id
        WHERE i.scope = $scope AND i.key = $key AND i.expires_at > $now
        """;

    public const string Cancel = """
        SELECT t.queue_id, t.priority, coalesce(r.attempt, l.attempt, b.attempt), t.type
        FROM task t LEFT JOIN ready r ON r.queue_id = t.queue_id AND r.priority = t.priority AND r.id = t.id LEFT JOIN later l ON l.id = t.id
        LEFT JOIN blocked b ON b.id = t.id
        WHERE t.id = $id AND t.expires_at > $now
        """;

    // Part of PostgreSQL's Cancel and DeleteExpired.
    public const string CancelRun = "UPDATE lease SET cancel = 1 WHERE id = $id";

    // Part of PostgreSQL's Promote, Cancel and DeleteExpired.
    public const string LeaveLater = "DELETE FROM later WHERE id = $id";

    // Part of PostgreSQL's Cancel and DeleteExpired.
    public const string LeaveBlocked = "DELETE FROM blocked WHERE id = $id";

    public const string Delete = """
        SELECT o.id IS NOT NULL, o.blob_id FROM task t LEFT JOIN outcome o ON o.id = t.id WHERE t.id = $id AND t.expires_at > $now
        """;

    public const string Retry = """
        -- The number of its last attempt: what ended while it waited uses up one.
        SELECT t.queue_id, t.priority, t.max_attempts, t.expires_at, coalesce(t.ttl_ms, t.expires_at - t.created_at),
            o.state, o.attempt + (o.handler_id IS NULL)
        FROM task t LEFT JOIN outcome o ON o.id = t.id WHERE t.id = $id AND t.expires_at > $now
        """;

    // Part of PostgreSQL's Retry.
    public const string LogRetry = $"""
        INSERT INTO attempt_log (id, attempt, ended_at, kind, error, retried_at)
        SELECT id, attempt + (handler_id IS NULL), finished_at,
            CASE state WHEN {SqlNumbers.OutcomeStateCancelled} THEN {SqlNumbers.AttemptKindCancelled} ELSE {SqlNumbers.AttemptKindFailed} END, error, $now
        FROM outcome WHERE id = $id
        ON CONFLICT (id, attempt) DO UPDATE SET retried_at = excluded.retried_at
        """;

    // Part of PostgreSQL's Retry.
    public const string MoveOwnExpiry = "UPDATE kept SET expires_at = max(expires_at, $expires) WHERE id = $id";

    public const string Keep = "SELECT expires_at FROM task WHERE id = $id AND expires_at > $now";

    // Part of PostgreSQL's Keep.
    public const string PutKept = """
        INSERT INTO kept (id, until, note, at, expires_at) VALUES ($id, $until, $note, $now, $expires)
        ON CONFLICT (id) DO UPDATE SET until = excluded.until, note = excluded.note, at = excluded.at
        """;

    public const string Release = """
        SELECT k.expires_at FROM task t LEFT JOIN kept k ON k.id = t.id WHERE t.id = $id AND t.expires_at > $now
        """;

    // Part of PostgreSQL's Retry, Keep and Release.
    public const string MoveExpiry = """
        UPDATE task SET expires_at = $expires, ttl_ms = coalesce(ttl_ms, expires_at - created_at) WHERE id = $id
        """;

    // Part of PostgreSQL's Retry, Keep and Release.
    public const string MoveKeyExpiry = "UPDATE idem SET expires_at = $expires WHERE task_id = $id";

    // IRunStore

    // Part of PostgreSQL's Claim and SubmitAndLease.
    public const string ClaimHandler = "SELECT 1 FROM handler WHERE id = $handler AND dead = 0 AND expires_at > $now";

    // Part of PostgreSQL's Claim and SubmitAndLease.
    public const string ClaimQueue = "SELECT id FROM queue WHERE name = $name AND paused = 0";

    public const string Claim = """
        -- CROSS JOIN keeps the order of the index: no sort, and no row is read after the last one taken.
        SELECT r.priority, r.id, r.attempt, r.tries, t.type, t.args, t.max_attempts,
            CASE WHEN t.timeout_ms IS NULL THEN t.expires_at ELSE min(t.expires_at, $now + t.timeout_ms) END, r.since, t.trace, t.run_at IS NOT NULL
        FROM ready r CROSS JOIN task t ON t.id = r.id
        WHERE r.queue_id = $queue AND t.expires_at > $now ORDER BY r.priority, r.id LIMIT $limit
        """;

    // Part of PostgreSQL's Claim, Cancel and DeleteExpired.
    public const string LeaveReady = "DELETE FROM ready WHERE queue_id = $queue AND priority = $priority AND id = $id";

    // Part of PostgreSQL's Claim and SubmitAndLease.
    public const string PutLease = """
        INSERT INTO lease (id, attempt, tries, queue_id, priority, handler_id, claim_id, claimed_at, deadline_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;

    public const string ClaimAgain = """
        -- The answer to this claim was lost: what it took and its handler still holds.
        SELECT l.priority, l.id, l.attempt, l.tries, t.type, t.args, t.max_attempts, l.deadline_at, NULL, t.trace, t.run_at IS NOT NULL
        FROM lease l JOIN task t ON t.id = l.id WHERE l.claim_id = $claim AND l.handler_id = $handler ORDER BY l.priority, l.id
        """;

    // Part of PostgreSQL's StoreParts.
    public const string AddBlob = """
        INSERT INTO blob (media_type, bytes, sha256, created_at) VALUES ($type, $bytes, $sha256, $now) RETURNING id
        """;

    // Part of PostgreSQL's StoreParts and FinishInParts.
    public const string FindBlob = "SELECT id FROM blob WHERE id = $id AND doomed = 0";

    // Part of PostgreSQL's StoreParts.
    public const string PutPart = """
        -- A part that is sent twice is kept once.
        INSERT INTO blob_part (blob_id, n, data) VALUES ($blob, $n, $data) ON CONFLICT DO NOTHING
        """;

    // Part of PostgreSQL's Finish and Reap.
    public const string FindLease = """
        -- The fence: to end a run, its lease must be found. No clock decides. Two statements, because RETURNING would build a table in
        -- memory for each row; the writer is alone in its transaction.
        SELECT tries, queue_id, priority, handler_id, claimed_at, cancel FROM lease WHERE id = $id AND attempt = $attempt
        """;

    // Part of PostgreSQL's Finish and Reap.
    public const string LeaveLease = "DELETE FROM lease WHERE id = $id";

    // Part of PostgreSQL's FinishInParts.
    public const string HoldBlob = "UPDATE blob SET held = 1 WHERE id = $id";

    // Part of every PostgreSQL statement that ends a task.
    public const string PutOutcome = """
        INSERT INTO outcome (id, state, attempt, handler_id, started_at, finished_at, result, error, blob_id, summary)
        VALUES (?, ?, ?, ?, ?, ?, CAST(? AS TEXT), CAST(? AS TEXT), ?, CAST(? AS TEXT))
        """;

    // Part of PostgreSQL's Finish and Reap.
    public const string LogAttempt = """
        INSERT INTO attempt_log (id, attempt, handler_id, started_at, ended_at, kind, error)
        VALUES ($id, $attempt, $handler, $started, $now, $kind, CAST($error AS TEXT))
        """;

    public const string FinishVerdict = """
        -- 1 if this finish was recorded before, and how it ended the task, if it did. An attempt of kind 5 was taken from its handler: what
        -- its run still says is stale.
        SELECT coalesce(g.kind IN (2, 3, 4, 7, 8), 0) OR coalesce(o.attempt = $attempt AND o.handler_id IS NOT NULL AND g.kind IS NOT 5, 0),
            CASE WHEN o.attempt = $attempt THEN o.state END
        FROM (SELECT $id AS id) x LEFT JOIN outcome o ON o.id = x.id LEFT JOIN attempt_log g ON g.id = x.id AND g.attempt = $attempt
        """;

    public const string Report = """
        -- A message belongs to its progress; alone it replaces only the message.
        UPDATE lease SET progress = coalesce($progress, progress),
            progress_message = CASE WHEN $progress IS NULL THEN coalesce($message, progress_message) ELSE $message END
        WHERE id = $id AND attempt = $attempt
        """;

    // Part of PostgreSQL's Report.
    public const string ReportLine = """
        -- A line that is sent twice is kept once.
        INSERT INTO task_log (id, attempt, line, at, level, message) VALUES ($id, $attempt, $line, $at, $level, $message)
        ON CONFLICT DO NOTHING
        """;

    public const string FindCancelled = "SELECT id, attempt FROM lease WHERE cancel = 1 AND handler_id = $handler";

    public const string Reconcile = "SELECT id, attempt FROM lease WHERE handler_id = $handler AND claimed_at < $before";

    // IMemberStore

    public const string Join = """
        INSERT INTO handler (id, role, host, pid, version, slots, started_at, expires_at, offer, memory_bytes)
        VALUES ($id, $role, $host, $pid, $version, $slots, $started, $expires, $offer, $memory)
        ON CONFLICT (id) DO UPDATE SET slots = excluded.slots, expires_at = excluded.expires_at WHERE dead = 0
        """;

    public const string Beat = """
        UPDATE handler SET expires_at = $expires, memory_bytes = $memory, drain = max(drain, $drain) WHERE id = $id AND dead = 0
        """;

    // Part of PostgreSQL's Beat.
    public const string BeatRun = "SELECT cancel FROM lease WHERE id = $id AND attempt = $attempt AND handler_id = $handler";

    public const string Leave = """
        UPDATE handler SET signed_off = max(signed_off, 1 - dead), dead = 1, expires_at = min(expires_at, $now) WHERE id = $id
        """;

    public const string ListMembers = $"""
        -- A row for each task of a member, or one row without a task.
        SELECT {MemberColumns}, l.id
        FROM handler h LEFT JOIN lease l ON l.handler_id = h.id
        WHERE h.dead = 0 AND h.expires_at > $now ORDER BY h.started_at, h.id, l.id
        """;

    public const string ListGone = $"""
        -- One that was not declared dead yet is gone since its lease ran out.
        SELECT {MemberColumns}, h.lost FROM handler h
        WHERE (h.dead = 1 OR h.expires_at <= $now) AND h.expires_at > $since ORDER BY h.expires_at DESC, h.id
        """;

    private const string MemberColumns =
        "h.id, h.role, h.host, h.pid, h.version, h.slots, h.started_at, h.expires_at, h.offer, h.memory_bytes, h.drain";

    // IUpkeepStore

    // Part of PostgreSQL's Tick.
    public const string TickQueues = """
        -- An expired task cannot be claimed; the search stops at the first live one.
        SELECT name FROM queue q WHERE paused = 0 AND EXISTS (
            SELECT 1 FROM ready r CROSS JOIN task t ON t.id = r.id WHERE r.queue_id = q.id AND t.expires_at > $now)
        """;

    // Part of PostgreSQL's Tick.
    public const string TickDue = "SELECT min(run_at) FROM later";

    // Part of PostgreSQL's Tick.
    public const string TickHandlers = "SELECT id, expires_at FROM handler WHERE dead = 0";

    // Part of PostgreSQL's Tick.
    public const string TickOrphans = """
        -- Leases of dead handlers. The process that marked a handler as dead may have stopped before it took them all.
        SELECT EXISTS (SELECT 1 FROM handler WHERE dead = 1)
            AND EXISTS (SELECT 1 FROM lease l WHERE (SELECT dead FROM handler h WHERE h.id = l.handler_id) = 1)
        """;

    public const string Promote = """
        SELECT id, queue_id, priority, attempt, tries FROM later WHERE run_at <= $now ORDER BY run_at, id LIMIT $limit
        """;

    // Part of PostgreSQL's ReapMark.
    public const string ReapSilent = "SELECT id FROM handler WHERE dead = 0 AND expires_at < $now";

    public const string ReapMark = "UPDATE handler SET dead = 1 WHERE id = $id";

    public const string Reap = """
        -- An anti-join: a lease whose handler is not listed is as lost as one of a dead handler. One pass over all leases.
        SELECT l.id, l.attempt, coalesce(h.dead, 1), (SELECT type FROM task WHERE task.id = l.id)
        FROM lease l LEFT JOIN handler h ON h.id = l.handler_id
        WHERE h.id IS NULL OR h.dead = 1 OR l.deadline_at < $overdue ORDER BY l.id LIMIT $limit
        """;

    // Part of PostgreSQL's Reap.
    public const string CountLost = "UPDATE handler SET lost = lost + 1 WHERE id = $id";

    public const string DeleteExpired = """
        -- A run that was told to stop goes in a later sweep, when it has ended; until then it must not take a place in this one.
        SELECT id, queue_id, priority, expires_at, (SELECT blob_id FROM outcome WHERE outcome.id = task.id) FROM task
        WHERE expires_at <= $now AND NOT EXISTS (SELECT 1 FROM lease WHERE lease.id = task.id AND cancel = 1)
        ORDER BY expires_at LIMIT $limit
        """;

    // Part of PostgreSQL's Delete, Retry and DeleteExpired.
    public const string DeleteOutcome = "DELETE FROM outcome WHERE id = $id";

    // Part of PostgreSQL's Delete and DeleteExpired.
    public const string DeleteAttempts = "DELETE FROM attempt_log WHERE id = $id";

    // Part of PostgreSQL's Delete and DeleteExpired.
    public const string DeleteLog = "DELETE FROM task_log WHERE id = $id";

    // Part of PostgreSQL's Release, Delete and DeleteExpired.
    public const string DeleteKept = "DELETE FROM kept WHERE id = $id";

    // Part of PostgreSQL's Delete and DeleteExpired.
    public const string DeleteKey = "DELETE FROM idem WHERE task_id = $id";

    // Part of PostgreSQL's Delete and DeleteExpired.
    public const string DeleteTask = "DELETE FROM task WHERE id = $id";

    // Part of PostgreSQL's Delete and DeleteExpired.
    public const string DoomBlob = "UPDATE blob SET held = 0, doomed = 1 WHERE id = $id";

    // Part of PostgreSQL's DeleteParts.
    public const string DoomBlobs = """
        -- Blobs that no outcome has named in time.
        UPDATE blob SET doomed = 1 WHERE id IN (
            SELECT id FROM blob WHERE held = 0 AND doomed = 0 AND created_at < $before ORDER BY created_at LIMIT $limit)
        """;

    public const string DeleteParts = """
        DELETE FROM blob_part WHERE rowid IN (
            SELECT p.rowid FROM blob b CROSS JOIN blob_part p ON p.blob_id = b.id WHERE b.doomed = 1 LIMIT $limit)
        """;

    // Part of PostgreSQL's DeleteParts.
    public const string DeleteBlobs = """
        DELETE FROM blob WHERE id IN (
            SELECT id FROM blob b WHERE doomed = 1 AND NOT EXISTS (SELECT 1 FROM blob_part p WHERE p.blob_id = b.id) LIMIT $limit)
        """;

    public const string DeleteReceipts = """
        DELETE FROM receipt WHERE nonce IN (SELECT nonce FROM receipt WHERE at < $before ORDER BY at LIMIT $limit)
        """;

    public const string DeleteHandlers = """
        -- Only without leases, which a missing row would hide.
        DELETE FROM handler WHERE dead = 1 AND expires_at < $before AND NOT EXISTS (SELECT 1 FROM lease WHERE handler_id = handler.id)
        """;

    public const string DeleteAudit = """
        -- The oldest are the first, so no more are looked at than may be deleted.
        DELETE FROM audit WHERE n IN (SELECT n FROM (SELECT n, at FROM audit ORDER BY n LIMIT $limit) WHERE at < $before)
        """;

    // IReadStore

    public const string Find = $"""
        -- One statement, one snapshot: a task in motion is never unknown. `last` is the last run that did not succeed, `failed` the last attempt that failed.
        SELECT t.type, t.args, {FindColumns}
        {FindJoins}
        WHERE t.id = $id AND t.expires_at > $now
        """;

    private const string FindColumns = """
        q.name, t.priority, t.max_attempts, t.tags, t.created_at, t.expires_at, q.paused,
            coalesce(o.attempt, l.attempt, w.attempt, r.attempt, b.attempt), o.state, l.id IS NOT NULL, w.run_at, l.cancel,
            coalesce(l.claimed_at, o.started_at, last.started_at), coalesce(l.handler_id, o.handler_id, last.handler_id),
            l.progress, l.progress_message, o.finished_at,
            coalesce(octet_length(o.result), blob.bytes), CASE WHEN octet_length(o.result) <= $max THEN o.result END,
            failed.error, failed.attempt, failed.ended_at, k.id IS NOT NULL, k.until, k.note, o.summary, t.trace
        """;

    private const string FindJoins = $"""
        FROM task t CROSS JOIN queue q ON q.id = CASE WHEN t.queue_id < 4294967296 THEN t.queue_id ELSE t.queue_id >> 32 END
        LEFT JOIN outcome o ON o.id = t.id
        LEFT JOIN blob ON blob.id = o.blob_id
        LEFT JOIN lease l ON l.id = t.id
        LEFT JOIN later w ON w.id = t.id
        LEFT JOIN ready r ON r.queue_id = t.queue_id AND r.priority = t.priority AND r.id = t.id
        LEFT JOIN blocked b ON b.id = t.id
        LEFT JOIN kept k ON k.id = t.id
        LEFT JOIN attempt_log last ON last.id = t.id
            AND last.attempt = (SELECT max(attempt) FROM attempt_log WHERE id = t.id AND started_at IS NOT NULL)
        LEFT JOIN attempt_log failed ON failed.id = t.id
            AND failed.attempt = (SELECT max(attempt) FROM attempt_log WHERE id = t.id AND kind IN ({SqlNumbers.FailedAttempts}))
        """;

    public const string OpenResult = """
        SELECT o.result, o.blob_id, blob.bytes FROM outcome o CROSS JOIN task t ON t.id = o.id LEFT JOIN blob ON blob.id = o.blob_id
        WHERE o.id = $id AND o.state = 1 AND t.expires_at > $now
        """;

    public const string ReadParts = "SELECT data FROM blob_part WHERE blob_id = $blob AND n >= $first AND n < $end ORDER BY n";

    public const string FindDone = """
        SELECT EXISTS (SELECT 1 FROM outcome WHERE id = $id) OR NOT EXISTS (SELECT 1 FROM task WHERE id = $id AND expires_at > $now)
        """;

    public const string FindOwners = "SELECT type, owner FROM task WHERE id = $id AND expires_at > $now";

    // IWatchStore

    // PostgreSQL has notifications: Listen.
    public const string Changed = "PRAGMA data_version";

    public const string CheckHealth = """
        -- Reads all of ready, about 60 ms for a million rows: an index would cost every task an entry.
        SELECT (SELECT min(since) FROM ready WHERE queue_id IN (SELECT id FROM queue WHERE paused = 0)),
            (SELECT coalesce(sum(slots), 0) FROM handler WHERE dead = 0 AND expires_at > $now), (SELECT count(*) FROM lease),
            (SELECT user_version FROM pragma_user_version),
            (SELECT expires_at FROM task
                WHERE expires_at <= $now AND NOT EXISTS (SELECT 1 FROM lease WHERE lease.id = task.id AND cancel = 1)
                ORDER BY expires_at LIMIT 1)
        """;

    // IViewStore

    // PostgreSQL finds all of them at once. Here a statement finds one, and runs for each.
    public const string FindMany = $"""
        SELECT t.type, CASE WHEN octet_length(t.args) <= $max THEN t.args END, {FindColumns}, octet_length(t.args)
        {FindJoins}
        WHERE t.id = $id AND t.expires_at > $now
        """;

    // PostgreSQL finds all of them at once. Here a statement finds one, and runs for each.
    public const string FindStamps = """
        SELECT json_array(q.paused, coalesce(o.attempt, l.attempt, w.attempt, r.attempt, b.attempt), o.state, l.cancel, l.progress, l.progress_message,
            w.run_at, l.id IS NULL, w.id IS NULL, g.attempt, g.line)
        FROM task t CROSS JOIN queue q ON q.id = CASE WHEN t.queue_id < 4294967296 THEN t.queue_id ELSE t.queue_id >> 32 END
        LEFT JOIN outcome o ON o.id = t.id
        LEFT JOIN lease l ON l.id = t.id
        LEFT JOIN later w ON w.id = t.id
        LEFT JOIN ready r ON r.queue_id = t.queue_id AND r.priority = t.priority AND r.id = t.id
        LEFT JOIN blocked b ON b.id = t.id
        LEFT JOIN task_log g ON g.id = t.id
            AND (g.attempt, g.line) = (SELECT attempt, line FROM task_log WHERE id = t.id ORDER BY attempt DESC, line DESC LIMIT 1)
        WHERE t.id = $id AND t.expires_at > $now
        """;

    public const string FindQueues = "SELECT name FROM queue WHERE substr(name, 1, length($prefix)) = $prefix ORDER BY name LIMIT $limit";

    public const string FindLog = """
        -- One row without a line, if the task has none of them.
        SELECT g.attempt, g.line, g.at, g.level, g.message FROM task t LEFT JOIN task_log g
            ON g.id = t.id AND (g.attempt, g.line) > ($attempt, $line) AND g.attempt <= $last AND g.level >= $level
        WHERE t.id = $id AND t.expires_at > $now ORDER BY g.attempt, g.line LIMIT $limit
        """;

    public const string FindAttempts = $"""
        -- A row for each attempt, in no order, or one row without an attempt. kind: 1 succeeded, null still running, else as in attempt_log.
        -- What ended while it waited has the number of the attempt that it waited for, and no start.
        SELECT t.created_at, t.run_at,
            NOT EXISTS (SELECT 1 FROM lease WHERE lease.id = t.id) AND NOT EXISTS (SELECT 1 FROM outcome WHERE outcome.id = t.id),
            x.attempt, x.started_at, x.ended_at, x.kind, x.error, x.handler_id, h.host, h.pid, x.retried_at
        FROM task t LEFT JOIN (
            SELECT * FROM (
                SELECT attempt, started_at, ended_at, kind, error, handler_id, retried_at FROM attempt_log
                WHERE id = $id ORDER BY attempt DESC LIMIT $limit)
            UNION ALL
            SELECT attempt, claimed_at, NULL, NULL, NULL, handler_id, NULL FROM lease WHERE id = $id
            UNION ALL
            SELECT attempt, started_at, finished_at, 1, NULL, handler_id, NULL FROM outcome WHERE id = $id AND state = {SqlNumbers.OutcomeStateSucceeded}
            UNION ALL
            SELECT attempt + 1, NULL, finished_at,
                CASE state WHEN {SqlNumbers.OutcomeStateCancelled} THEN {SqlNumbers.AttemptKindCancelled} ELSE {SqlNumbers.AttemptKindFailed} END,
                error, NULL, NULL
            FROM outcome WHERE id = $id AND state <> {SqlNumbers.OutcomeStateSucceeded} AND handler_id IS NULL) x ON true
        LEFT JOIN handler h ON h.id = x.handler_id
        WHERE t.id = $id AND t.expires_at > $now
        """;

    // IQueueStore

    public const string ListQueues = """
        -- A row for each queue, or for the queue $name, then rows with how many tasks of a queue wait for an instant, and how many are held by
        -- handlers. An expired task cannot be claimed, but counts until it is deleted. The head is looked for among those that are counted.
        SELECT q.id, q.name, q.paused,
            (SELECT count(*) FROM (SELECT 1 FROM ready WHERE queue_id = q.id ORDER BY priority, id LIMIT 10001)),
            (SELECT min(since) FROM (SELECT since FROM ready WHERE queue_id = q.id ORDER BY priority, id LIMIT 10001)),
            (SELECT r.id FROM (SELECT id FROM ready WHERE queue_id = q.id ORDER BY priority, id LIMIT 10001) r
                CROSS JOIN task t ON t.id = r.id WHERE t.expires_at > $now LIMIT 1), NULL, NULL
        FROM queue q WHERE $name = '' OR q.name = $name
        UNION ALL
        SELECT CASE WHEN queue_id < 4294967296 THEN queue_id ELSE queue_id >> 32 END, NULL, NULL, NULL, NULL, NULL, count(*), NULL
        FROM (SELECT queue_id FROM later ORDER BY id LIMIT 100001) GROUP BY 1
        UNION ALL
        SELECT CASE WHEN queue_id < 4294967296 THEN queue_id ELSE queue_id >> 32 END, NULL, NULL, NULL, NULL, NULL, NULL, count(*)
        FROM lease GROUP BY 1
        """;

    public const string FindStanding = $"""
        -- A row for each handler that lives or went within an hour, or one row without a handler. What is ahead is counted once, not for each
        -- handler, and by two looks, as in PostgreSQL. An expired task does not start, and does not count.
        WITH standing AS MATERIALIZED (
            SELECT $now, t.type, q.name, q.paused,
                CASE WHEN o.id IS NOT NULL THEN 4 WHEN l.id IS NOT NULL THEN 3 WHEN w.id IS NOT NULL THEN 2 WHEN r.id IS NOT NULL THEN 1 ELSE 5 END,
                coalesce(o.finished_at, l.claimed_at, r.since, a.retried_at, a.ended_at, t.created_at), w.run_at,
                coalesce(o.attempt, l.attempt, w.attempt, r.attempt, b.attempt, 0), o.state, coalesce(o.error, a.error),
                (SELECT count(*) FROM (
                    SELECT 1 FROM ready x CROSS JOIN task y ON y.id = x.id
                    WHERE r.id IS NOT NULL AND x.queue_id = t.queue_id AND x.priority < t.priority AND y.expires_at > $now LIMIT 10001))
                + (SELECT count(*) FROM (
                    SELECT 1 FROM ready x CROSS JOIN task y ON y.id = x.id
                    WHERE r.id IS NOT NULL AND x.queue_id = t.queue_id AND x.priority = t.priority AND x.id < t.id AND y.expires_at > $now
                    LIMIT 10001)), a.kind
            FROM task t CROSS JOIN queue q ON q.id = CASE WHEN t.queue_id < 4294967296 THEN t.queue_id ELSE t.queue_id >> 32 END
            LEFT JOIN outcome o ON o.id = t.id
            LEFT JOIN lease l ON l.id = t.id
            LEFT JOIN later w ON w.id = t.id
            LEFT JOIN ready r ON r.queue_id = t.queue_id AND r.priority = t.priority AND r.id = t.id
            LEFT JOIN blocked b ON b.id = t.id
            LEFT JOIN attempt_log a ON a.id = t.id AND a.attempt = (SELECT max(attempt) FROM attempt_log WHERE id = t.id)
            WHERE t.id = $id AND t.expires_at > $now)
        SELECT {MemberColumns}, h.dead = 1 OR h.expires_at <= $now, (SELECT count(*) FROM lease WHERE lease.handler_id = h.id), standing.*
        FROM standing LEFT JOIN handler h ON h.role = 'handler' AND h.expires_at > $since
        ORDER BY h.expires_at DESC, h.id
        """;

    public const string FindRunTimes = $"""
        SELECT o.finished_at - o.started_at FROM (
            SELECT id, state, started_at, finished_at FROM outcome ORDER BY id DESC LIMIT 1000) o
        WHERE o.state = {SqlNumbers.OutcomeStateSucceeded} AND o.finished_at > $since AND (SELECT type FROM task WHERE task.id = o.id) = $type
        """;

    public const string FindWork = $"""
        -- A row for each member that lives or went within an hour; a row for each type that waits in a queue; and a row for the store itself.
        -- Of the tasks it looks at the first of each queue and priority, and at those that are due next, if they are due or had an attempt.
        -- Each walk makes as many steps as there are rows to find, because ready is sorted by queue, priority and id. Not by
        -- (queue_id, priority) > (…), which would read all of a queue to find its next priority.
        WITH RECURSIVE place (queue_id, priority) AS (
            SELECT queue_id, priority FROM (SELECT queue_id, priority FROM ready ORDER BY queue_id, priority LIMIT 1)
            UNION ALL
            SELECT CASE WHEN EXISTS (SELECT 1 FROM ready n WHERE n.queue_id = place.queue_id AND n.priority > place.priority) THEN queue_id
                    ELSE (SELECT min(queue_id) FROM ready n WHERE n.queue_id > place.queue_id) END,
                coalesce(
                    (SELECT min(priority) FROM ready n WHERE n.queue_id = place.queue_id AND n.priority > place.priority),
                    (SELECT priority FROM ready n WHERE n.queue_id > place.queue_id ORDER BY queue_id, priority LIMIT 1))
            FROM place WHERE place.queue_id IS NOT NULL LIMIT $places),
        walk (queue_id, priority, id, n) AS (
            SELECT queue_id, priority, (SELECT min(id) FROM ready r WHERE r.queue_id = place.queue_id AND r.priority = place.priority), 1
            FROM place WHERE queue_id IS NOT NULL
            UNION ALL
            SELECT queue_id, priority,
                (SELECT min(id) FROM ready r WHERE r.queue_id = walk.queue_id AND r.priority = walk.priority AND r.id > walk.id), n + 1
            FROM walk WHERE id IS NOT NULL AND n < $first),
        waiting (queue_id, id, ready_at) AS (
            SELECT r.queue_id, r.id, r.since
            FROM walk CROSS JOIN ready r ON r.queue_id = walk.queue_id AND r.priority = walk.priority AND r.id = walk.id
            UNION ALL
            SELECT queue_id, id, CASE WHEN run_at <= $now THEN run_at END
            FROM (SELECT queue_id, id, run_at, attempt FROM later ORDER BY run_at LIMIT $later) WHERE run_at <= $now OR attempt > 0)
        SELECT {MemberColumns}, h.dead = 1 OR h.expires_at <= $now, coalesce(held.tasks, 0), h.signed_off, h.lost,
            NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
        FROM handler h LEFT JOIN (SELECT handler_id, count(*) AS tasks FROM lease GROUP BY handler_id) held ON held.handler_id = h.id
        WHERE h.expires_at > $since
        UNION ALL
        SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
            q.name, q.paused, t.type, min(t.created_at), min(w.ready_at), NULL, NULL, NULL, NULL
        FROM waiting w CROSS JOIN task t ON t.id = w.id
        CROSS JOIN queue q ON q.id = CASE WHEN w.queue_id < 4294967296 THEN w.queue_id ELSE w.queue_id >> 32 END
        WHERE t.expires_at > $now GROUP BY q.name, q.paused, t.type
        UNION ALL
        SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
            NULL, NULL, NULL, NULL, NULL, $now, (
                SELECT expires_at FROM task
                WHERE expires_at <= $now AND NOT EXISTS (SELECT 1 FROM lease WHERE lease.id = task.id AND cancel = 1)
                ORDER BY expires_at LIMIT 1), 1, NULL
        """;

    public const string FindEnds = $"""
        -- What processes counted, so that it does not matter how many tasks ended since. The error is that of the newest task that failed,
        -- if it is among the newest of all types; state <> {SqlNumbers.OutcomeStateSucceeded} only names the index.
        SELECT type, ended, failed, first_failed_at, (
            SELECT o.error FROM (
                SELECT id, finished_at, error FROM outcome
                WHERE state = {SqlNumbers.OutcomeStateFailed} AND state <> {SqlNumbers.OutcomeStateSucceeded} ORDER BY id DESC LIMIT $limit) o
            WHERE failed > 0 AND o.finished_at > $since AND (SELECT t.type FROM task t WHERE t.id = o.id) = s.type LIMIT 1)
        FROM (
            SELECT type, sum(finished) AS ended, sum(iif(outcome = {SqlNumbers.OutcomeStateFailed}, finished, 0)) AS failed,
                min(iif(outcome = {SqlNumbers.OutcomeStateFailed}, at, NULL)) AS first_failed_at
            FROM stat WHERE step = 0 AND at > $since AND outcome > 0 AND type <> '{StatRow.Other}' GROUP BY type) s
        """;

    public const string CountTasks = """
        -- Each place is counted to a limit, so it does not matter how many tasks there are. The oldest is also looked for at the front of
        -- each queue, because the first queue may be longer than that limit. An expired task counts until it is deleted.
        SELECT (SELECT count(*) FROM (SELECT 1 FROM ready ORDER BY queue_id, priority, id LIMIT 10001)),
            (SELECT min(since) FROM (
                SELECT since FROM (SELECT since FROM ready ORDER BY queue_id, priority, id LIMIT 10001)
                UNION ALL
                SELECT (SELECT min(since) FROM (SELECT since FROM ready WHERE queue_id = q.id ORDER BY priority, id LIMIT 100))
                FROM queue q)),
            l.scheduled, l.retry, (SELECT count(*) FROM lease), m.slots, m.handlers, m.janitors,
            (SELECT count(*) FROM (SELECT 1 FROM task ORDER BY id DESC LIMIT 10001)),
            coalesce((SELECT max(id) FROM task) - (SELECT min(id) FROM task) + 1, 0)
        FROM (SELECT coalesce(sum(attempt = 0), 0) AS scheduled, coalesce(sum(attempt > 0), 0) AS retry FROM (
            SELECT attempt FROM later ORDER BY id LIMIT 10001)) l
        CROSS JOIN (
            SELECT coalesce(sum(slots), 0) AS slots, coalesce(sum(role = 'handler'), 0) AS handlers,
                coalesce(sum(role = 'janitor'), 0) AS janitors
            FROM handler WHERE dead = 0 AND expires_at > $now) m
        """;

    public const string CountTypes = """
        SELECT t.type, sum(x.is_running = 0), sum(x.is_running) FROM (
            SELECT id, 0 AS is_running FROM (SELECT id FROM ready ORDER BY queue_id, priority, id LIMIT 10000)
            UNION ALL
            SELECT id, 0 FROM (SELECT id FROM later ORDER BY id LIMIT 10000)
            UNION ALL
            SELECT id, 1 FROM (SELECT id FROM lease ORDER BY id LIMIT 10000)) x
        CROSS JOIN task t ON t.id = x.id GROUP BY t.type
        """;

    public const string SetPaused = "UPDATE queue SET paused = $paused WHERE name = $name";

    // IStatStore

    // Part of PostgreSQL's AddStats and FoldStats.
    public const string PutStat = """
        INSERT INTO stat (step, at, member, type, queue, outcome, submitted, finished, wait, run)
        VALUES ($step, $at, $member, $type, $queue, $outcome, $submitted, $finished, $wait, $run)
        """;

    public const string ListStats = $"SELECT {StatColumns} FROM stat WHERE step IN (0, 60, 3600) AND at >= $from AND at < $to";

    private const string StatColumns = "at, type, queue, outcome, submitted, finished, wait, run";

    public const string SumFinished = """
        SELECT outcome, sum(iif(at > $minute, finished, 0)), sum(iif(at > $hour, finished, 0)), sum(finished) FROM stat
        WHERE step IN (0, 60, 3600) AND at > $day AND outcome > 0 GROUP BY outcome
        """;

    public const string FindStats = $"""
        -- Rows that are to be summed up, the oldest first.
        SELECT {StatColumns}, member FROM stat WHERE step = $step AND at < $before ORDER BY at, member, type, queue, outcome LIMIT $limit
        """;

    // Part of PostgreSQL's FoldStats.
    public const string DeleteStat = """
        DELETE FROM stat WHERE step = $step AND at = $at AND member = $member AND type = $type AND queue = $queue AND outcome = $outcome
        """;

    public const string DeleteStats = """
        -- A few at once: up to and with those of one instant.
        DELETE FROM stat WHERE step = 3600 AND at < $before
            AND at <= coalesce((SELECT at FROM stat WHERE step = 3600 ORDER BY at LIMIT 1 OFFSET $limit), $before)
        """;

    public const string MeasureDepth = """
        -- The queues with ready tasks, and whether they were written down already.
        SELECT name, ready, $now - oldest, EXISTS (SELECT 1 FROM depth WHERE step = 0 AND at = $at AND queue = name) FROM (
            SELECT q.name, (SELECT count(*) FROM (SELECT 1 FROM ready WHERE queue_id = q.id LIMIT 100001)) AS ready,
                (SELECT min(since) FROM (SELECT since FROM ready WHERE queue_id = q.id ORDER BY priority, id LIMIT 10001)) AS oldest
            FROM queue q)
        WHERE ready > 0
        """;

    public const string PutDepth = """
        INSERT INTO depth (step, at, queue, ready, oldest_ms) VALUES (0, $at, $queue, $ready, $oldest) ON CONFLICT DO NOTHING
        """;

    public const string ListDepth = """
        SELECT at / $step * $step, queue, max(ready), max(oldest_ms) FROM depth
        WHERE step IN (0, 60, 3600) AND at >= $from AND at < $to GROUP BY 1, 2
        """;

    // Part of PostgreSQL's FoldDepth and DeleteDepth.
    public const string FindDepthEnd = """
        -- The instant up to which a few rows are summed up or deleted at once; no row if there are fewer.
        SELECT at FROM depth WHERE step = $step AND at < $before ORDER BY at LIMIT 1 OFFSET $limit
        """;

    public const string FoldDepth = """
        INSERT INTO depth (step, at, queue, ready, oldest_ms)
        SELECT $width, at / ($width * 1000) * ($width * 1000), queue, max(ready), max(oldest_ms) FROM depth
        WHERE step = $step AND at <= $last GROUP BY 2, 3
        ON CONFLICT (step, at, queue) DO UPDATE SET
            ready = max(ready, excluded.ready),
            oldest_ms = max(coalesce(oldest_ms, excluded.oldest_ms), coalesce(excluded.oldest_ms, oldest_ms))
        """;

    public const string DeleteDepth = "DELETE FROM depth WHERE step = $step AND at <= $last";

    // IKeyStore

    public const string FindKeysMark = """
        SELECT printf('%d/%d/%d/%d', count(*), count(revoked_at), coalesce(max(created_at), 0), coalesce(max(revoked_at), 0)) FROM api_key
        """;

    public const string ListKeys = $"SELECT {KeyColumns} FROM api_key ORDER BY created_at, id";

    private const string KeyColumns =
        "id, subject, hash, scopes, rate, note, created_by, created_at, expires_at, revoked_at, last_used_at";

    public const string CreateKey = """
        SELECT 1 FROM api_key WHERE subject = $subject AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $now)
        """;

    // Part of PostgreSQL's CreateKey and RotateKey.
    public const string PutKey = """
        INSERT INTO api_key (id, subject, hash, scopes, rate, note, created_by, created_at, expires_at)
        VALUES ($id, $subject, $hash, $scopes, $rate, $note, $by, $now, $expires)
        """;

    public const string RotateKey = $"""
        SELECT {KeyColumns} FROM api_key WHERE id = $id AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $now)
        """;

    // Part of PostgreSQL's RotateKey.
    public const string ExpireKey = "UPDATE api_key SET expires_at = min(coalesce(expires_at, $at), $at) WHERE id = $id";

    public const string RevokeKey = "UPDATE api_key SET revoked_at = $now WHERE id = $id AND revoked_at IS NULL";

    // Part of PostgreSQL's RevokeKey.
    public const string FindApiKey = "SELECT 1 FROM api_key WHERE id = $id";

    public const string TouchKeys = "UPDATE api_key SET last_used_at = max(coalesce(last_used_at, $at), $at) WHERE id = $id";

    // Part of every PostgreSQL statement that notes what it changes.
    public const string PutAudit = """
        INSERT INTO audit (at, actor, action, target, detail, address) VALUES ($now, $actor, $action, $target, $detail, $address)
        """;

    public const string ListAudit = """
        SELECT n, at, actor, action, target, detail, address FROM audit
        WHERE n < $below AND actor = coalesce($actor, actor) AND action = coalesce($action, action)
            AND at >= coalesce($after, at) AND at < coalesce($before, at + 1)
        ORDER BY n DESC LIMIT $limit
        """;
}
