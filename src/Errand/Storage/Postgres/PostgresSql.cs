using Errand.Storage.Shared;

namespace Errand.Storage.Postgres;

/// <summary>Every statement, in the order of the store's methods; each is one transaction. Instants come from <c>now()</c>, the start of
/// the statement.</summary>
/// <remarks> No statement joins two sets of rows without an index on one of them: the plans are pinned to nested loops, see
/// <see cref="Session.PostgresSession"/>. <c>OFFSET 0</c> keeps a look-up per row from being turned into a join. Nor may, in what every task goes
/// through, a hot table be the outer side of a loop: few rows alive among many dead look cheap to read whole, and while somebody holds an
/// old snapshot they are not. So what was just locked is deleted by its place in the table (<c>ctid</c>), where rows never change, else by
/// <c>= ANY</c>. That holds for sweeps, too: their plans may be made while a table is empty, and are kept when it is full. Rows are locked
/// in the order handler, queue, receipt, idem, task, ready, later, blocked, lease, outcome, attempt_log, and by key within a
/// table.</remarks>
internal static class PostgresSql
{
    // language=sql
    public const string Listen = "LISTEN errand";

    public const string Notify = "SELECT pg_notify($1, $2)";

    public const string CountListeners = $"""
        -- How many processes a notification wakes. The registry counts, too, since the sessions of other roles may be hidden from this one.
        SELECT greatest(
            (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query = '{Listen}'),
            (SELECT count(DISTINCT (host, pid)) FROM errand.handler WHERE NOT dead AND expires_at > now()))::int
        """;

    public const string TellReady = $"""
        -- The hint $2 of the only task of batch $3, whose id is put in: if it was stored.
        SELECT {SetLocal}, pg_notify($1, jsonb_set($2::jsonb, ARRAY['q', '0', 'i'], to_jsonb(id))::text)
        FROM (SELECT first_id FROM errand.receipt WHERE nonce = $3) b CROSS JOIN LATERAL (SELECT id FROM errand.task WHERE id = first_id OFFSET 0) t
        """;

    public const string TellDone = $"""
        -- The hint $2 of task $3, if it is done.
        SELECT {SetLocal}, pg_notify($1, $2) FROM errand.outcome WHERE id = $3
        """;

    // Such a hint may be lost with the server, so its commit waits for no disk. It waits for the lock that the commit of every NOTIFY in
    // the server holds, and whoever holds it may wait for a standby that is away: not for long, since the answer to the write comes behind
    // it.
    private const string SetLocal = "set_config('synchronous_commit', 'off', true), set_config('lock_timeout', '100ms', true)";

    public const string FindQueue = "SELECT id FROM errand.queue WHERE name = $1";

    public const string AddQueue = "INSERT INTO errand.queue (name) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id";

    public const string NameQueue = "SELECT name FROM errand.queue WHERE id = $1";

    public const string Submit = SubmitRows + """
        r AS (
            INSERT INTO errand.ready (queue_id, priority, id, attempt, tries, since)
            SELECT queue_id, priority, id, 0, max_attempts, now() FROM y WHERE due IS NULL OR due <= now())
        SELECT ord, id, now(), expires_at, CASE WHEN due > now() THEN due END FROM y
        """;

    public const string SubmitAndLease = SubmitRows + """
        -- What is meant for handler $17 gets its lease at once, by claim $18: if that handler is alive, queue $19 open, and nothing waits there with
        -- priority $22 or a more urgent one; as in a claim, nothing before place $20, $21 is looked at.
        m AS MATERIALIZED (
            SELECT EXISTS (SELECT FROM errand.handler WHERE id = $17 AND NOT dead AND expires_at > now())
                AND EXISTS (SELECT FROM errand.queue WHERE queue.id = $19 AND NOT paused)
                AND NOT EXISTS (SELECT FROM errand.ready WHERE queue_id = $19 AND (priority, id) >= ($20, $21) AND priority <= $22) AS is_free),
        z AS MATERIALIZED (
            SELECT y.*, coalesce(direct, false) AND (SELECT is_free FROM m) AS leased, least(expires_at, now() + timeout_ms * interval '1 ms') AS deadline_at FROM y),
        r AS (
            INSERT INTO errand.ready (queue_id, priority, id, attempt, tries, since)
            SELECT queue_id, priority, id, 0, max_attempts, now() FROM z WHERE NOT leased AND (due IS NULL OR due <= now())),
        c AS (
            INSERT INTO errand.lease (id, attempt, tries, queue_id, priority, handler_id, claim_id, claimed_at, deadline_at)
            SELECT id, 1, max_attempts - 1, queue_id, priority, $17, $18, now(), deadline_at FROM z WHERE leased)
        SELECT ord, id, now(), expires_at, CASE WHEN due > now() THEN due END, leased, deadline_at FROM z
        """;

    public const string FindReceipt = """
        -- The tasks of a batch that was stored before; one row without a task when there is the batch but no task of it.
        -- What this read says is acted upon, so it waits, like a write, until it is as safe as one: the message in the log makes it one.
        SELECT t.id, t.nonce, t.created_at, t.expires_at
        FROM (SELECT pg_logical_emit_message(true, 'errand', '')) m
        CROSS JOIN (SELECT first_id, last_id FROM errand.receipt WHERE nonce = $1) b
        LEFT JOIN LATERAL (
            SELECT id, nonce, created_at, expires_at FROM errand.task WHERE id BETWEEN b.first_id AND b.last_id AND nonce = ANY ($2) OFFSET 0) t ON true
        """;

    public const string FindKeys = """
        -- What holds these idempotency keys. As safe as a write, like FindReceipt.
        SELECT u.ord, i.request_hash, t.id, t.created_at, t.expires_at, (SELECT run_at FROM errand.later WHERE later.id = t.id)
        FROM (SELECT pg_logical_emit_message(true, 'errand', '')) m
        CROSS JOIN unnest($1::text[], $2::text[]) WITH ORDINALITY AS u (scope, ikey, ord)
        CROSS JOIN LATERAL (
            SELECT request_hash, task_id FROM errand.idem WHERE scope = u.scope AND key = u.ikey AND expires_at > now() OFFSET 0) i
        CROSS JOIN LATERAL (SELECT id, created_at, expires_at FROM errand.task WHERE id = i.task_id OFFSET 0) t
        """;

    public const string Claim = """
        -- Every condition sits in the selecting part, whose rows are locked: what it found is deleted, gets its lease and is given out. A row
        -- past its expiry is not started.
        -- $2, $3: nothing before this place in the queue is looked at, which spares walking over what was claimed and not yet vacuumed.
        WITH h AS MATERIALIZED (SELECT EXISTS (SELECT FROM errand.handler WHERE id = $5 AND NOT dead AND expires_at > now()) AS alive),
        p AS MATERIALIZED (
            SELECT r.ctid AS place_in_table, priority, id, attempt + 1 AS attempt, tries - 1 AS tries, t.*
            FROM errand.ready r CROSS JOIN LATERAL (
                SELECT type, args, max_attempts, least(expires_at, now() + timeout_ms * interval '1 ms') AS deadline_at
                FROM errand.task WHERE task.id = r.id AND expires_at > now() OFFSET 0) t
            WHERE queue_id = $1 AND (priority, id) >= ($2, $3) AND (SELECT alive FROM h)
                AND EXISTS (SELECT FROM errand.queue WHERE queue.id = $1 AND NOT paused)
            ORDER BY priority, id LIMIT $4 FOR UPDATE OF r SKIP LOCKED),
        d AS (DELETE FROM errand.ready WHERE ctid = ANY (ARRAY (SELECT place_in_table FROM p))),
        l AS (
            INSERT INTO errand.lease (id, attempt, tries, queue_id, priority, handler_id, claim_id, claimed_at, deadline_at)
            SELECT id, attempt, tries, $1, priority, $5, $6, now(), deadline_at FROM p)
        SELECT h.alive, now(), p.priority, p.id, p.attempt, p.tries, p.type, p.args, p.max_attempts, p.deadline_at FROM h LEFT JOIN p ON true
        """;

    public const string ClaimAhead = """
        -- Claim, with up to $7 more rows beyond the $4 that fill free slots: never one on its last try, and none once all have $8 bytes of args.
        -- What is looked at is locked, which costs as much as all the rest: no more than could be taken. `place` tells up to where nothing was left.
        WITH h AS MATERIALIZED (SELECT EXISTS (SELECT FROM errand.handler WHERE id = $5 AND NOT dead AND expires_at > now()) AS alive),
        p AS MATERIALIZED (
            SELECT r.ctid AS place_in_table, priority, id, attempt + 1 AS attempt, tries - 1 AS tries, t.*
            FROM errand.ready r CROSS JOIN LATERAL (
                SELECT type, args, max_attempts, least(expires_at, now() + timeout_ms * interval '1 ms') AS deadline_at
                FROM errand.task WHERE task.id = r.id AND expires_at > now() OFFSET 0) t
            WHERE queue_id = $1 AND (priority, id) >= ($2, $3) AND (SELECT alive FROM h)
                AND EXISTS (SELECT FROM errand.queue WHERE queue.id = $1 AND NOT paused)
            ORDER BY priority, id LIMIT $4::bigint + $7::bigint FOR UPDATE OF r SKIP LOCKED),
        c AS MATERIALIZED (
            SELECT * FROM (
                SELECT p.*, row_number() OVER w AS place, sum(octet_length(args)) OVER w AS bytes
                FROM p WINDOW w AS (ORDER BY priority, id ROWS UNBOUNDED PRECEDING)) n
            WHERE place <= $4 OR tries > 0 AND bytes <= $8),
        d AS (DELETE FROM errand.ready WHERE ctid = ANY (ARRAY (SELECT place_in_table FROM c))),
        l AS (
            INSERT INTO errand.lease (id, attempt, tries, queue_id, priority, handler_id, claim_id, claimed_at, deadline_at)
            SELECT id, attempt, tries, $1, priority, $5, $6, now(), deadline_at FROM c)
        SELECT h.alive, now(), c.priority, c.id, c.attempt, c.tries, c.type, c.args, c.max_attempts, c.deadline_at, c.place FROM h LEFT JOIN c ON true
        """;

    public const string ClaimAgain = """
        -- The answer to this very claim was lost: what it took and still holds.
        SELECT EXISTS (SELECT FROM errand.handler WHERE id = $1 AND NOT dead AND expires_at > now()), now(),
            l.priority, l.id, l.attempt, l.tries, t.type, t.args, t.max_attempts, l.deadline_at
        FROM errand.lease l CROSS JOIN LATERAL (SELECT type, args, max_attempts FROM errand.task WHERE task.id = l.id OFFSET 0) t
        WHERE l.handler_id = $1 AND l.claim_id = $2
        """;

    public const string Finish = $"""
        {EndRuns},
        o AS (
            INSERT INTO errand.outcome (id, state, attempt, handler_id, started_at, finished_at, result, error)
            SELECT id, CASE st WHEN 4 THEN 3 ELSE st END, attempt, handler_id, claimed_at, now(), result, error FROM e WHERE st IN (1, 2, 4))
        {SelectEnded}
        """;

    public const string FinishDespite = $"""
        -- Finish, after a row was refused: an outcome that should not be there must not hold up the others, and is left as it is.
        {EndRuns},
        o AS (
            INSERT INTO errand.outcome (id, state, attempt, handler_id, started_at, finished_at, result, error)
            SELECT id, CASE st WHEN 4 THEN 3 ELSE st END, attempt, handler_id, claimed_at, now(), result, error FROM e WHERE st IN (1, 2, 4)
            ON CONFLICT DO NOTHING)
        {SelectEnded}
        """;

    private const string EndRuns = """
        -- The fence: whoever ends a run must find its lease. No clock decides. st: 1 succeeded, 2 failed, 3 tried again, 4 cancelled, 7 handed back.
        -- The ids are in order, each once: width_bucket finds where one stands among them, by halving. $4 holds all results, one after the other,
        -- and $5 where each begins and the last one ends: an array of texts is read from its beginning for each text taken out of it.
        WITH d AS (
            DELETE FROM errand.lease l WHERE id = ANY ($1::bigint[]) AND attempt = ($2::int[])[width_bucket(id, $1::bigint[])]
            RETURNING id, attempt, tries, queue_id, priority, handler_id, claimed_at, cancel, width_bucket(id, $1::bigint[]) AS n),
        f AS (
            SELECT d.*, ($3::smallint[])[n] AS disposition, ($6::text[])[n] AS error, ($7::bigint[])[n] AS delay_ms,
                substring($4::bytea FROM ($5::int[])[n] + 1 FOR ($5::int[])[n + 1] - ($5::int[])[n]) AS result FROM d),
        e AS MATERIALIZED (
            SELECT id, attempt, tries, queue_id, priority, handler_id, claimed_at, n, disposition, error,
                CASE WHEN disposition = 1 THEN convert_from(result, 'UTF8') END AS result, now() + delay_ms * interval '1 ms' AS due,
                CASE WHEN disposition = 1 THEN 1 WHEN cancel THEN 4
                    WHEN disposition IN (4, 5) THEN 7 WHEN disposition = 3 AND tries > 0 THEN 3 ELSE 2 END AS st FROM f),
        q AS (
            INSERT INTO errand.ready (queue_id, priority, id, attempt, tries, since)
            SELECT queue_id, priority, id, attempt, tries + 1, now() FROM e WHERE st = 7 AND disposition = 4 ON CONFLICT DO NOTHING),
        r AS (
            INSERT INTO errand.later (id, run_at, queue_id, priority, attempt, tries)
            SELECT id, due, queue_id, priority, attempt, CASE disposition WHEN 5 THEN tries + 1 ELSE tries END
            FROM e WHERE st = 3 OR st = 7 AND disposition = 5 ON CONFLICT DO NOTHING),
        g AS (
            INSERT INTO errand.attempt_log (id, attempt, handler_id, started_at, ended_at, kind, error)
            SELECT id, attempt, handler_id, claimed_at, now(), st, error FROM e WHERE st <> 1 ON CONFLICT DO NOTHING)
        """;

    public const string StoreParts = """
        -- A first sending ($1 is null) begins a blob. No row: the blob is doomed, or deleted. Parts sent twice are kept once.
        -- Locked, so that the blob cannot be doomed while parts are added to it.
        WITH added AS (
            INSERT INTO errand.blob (id, media_type, bytes, sha256, created_at)
            SELECT nextval('errand.blob_id'), $4, $5, $6, now() WHERE $1::bigint IS NULL RETURNING id),
        found AS MATERIALIZED (SELECT id FROM errand.blob WHERE id = $1 AND NOT doomed FOR UPDATE),
        target AS MATERIALIZED (SELECT id FROM added UNION ALL SELECT id FROM found),
        parts AS (
            INSERT INTO errand.blob_part (blob_id, n, data)
            SELECT target.id, $2 + part.place - 1, part.data FROM target CROSS JOIN unnest($3::bytea[]) WITH ORDINALITY AS part (data, place)
            ON CONFLICT DO NOTHING)
        SELECT id FROM target
        """;

    public const string FinishInParts = """
        -- Finish, for one run whose result is in a blob. Whether it was written, and whether the blob was there: it is locked first, so that
        -- it is either held or doomed, and never both.
        WITH found AS MATERIALIZED (SELECT id FROM errand.blob WHERE id = $3 AND NOT doomed FOR UPDATE),
        ended AS (
            DELETE FROM errand.lease WHERE id = $1 AND attempt = $2 AND EXISTS (SELECT FROM found)
            RETURNING id, attempt, handler_id, claimed_at),
        written AS (
            INSERT INTO errand.outcome (id, state, attempt, handler_id, started_at, finished_at, blob_id)
            SELECT id, 1, attempt, handler_id, claimed_at, now(), $3 FROM ended ON CONFLICT DO NOTHING RETURNING id),
        named AS (UPDATE errand.blob SET held = true WHERE id = $3 AND EXISTS (SELECT FROM written))
        SELECT EXISTS (SELECT FROM ended), EXISTS (SELECT FROM found)
        """;

    private const string SelectEnded = "SELECT n, st, queue_id, priority, CASE WHEN st = 3 OR disposition = 5 THEN due END FROM e";

    public const string FinishVerdict = """
        -- For runs whose lease was not there, in a statement of its own: a racing second sending would not see the first one's commit.
        -- True when this finish was written down before. An attempt of kind 5 was taken away: whatever its run still says is stale.
        -- As safe as a write, like FindReceipt.
        SELECT x.id, x.attempt, coalesce(g.kind IN (2, 3, 4, 7), false)
            OR coalesce(o.attempt = x.attempt AND o.handler_id IS NOT NULL AND g.kind IS DISTINCT FROM 5, false)
        FROM (SELECT pg_logical_emit_message(true, 'errand', '')) m
        CROSS JOIN unnest($1::bigint[], $2::int[]) AS x (id, attempt)
        LEFT JOIN LATERAL (SELECT attempt, handler_id FROM errand.outcome WHERE id = x.id OFFSET 0) o ON true
        LEFT JOIN LATERAL (SELECT kind FROM errand.attempt_log WHERE id = x.id AND attempt = x.attempt OFFSET 0) g ON true
        """;

    public const string Report = """
        -- A message belongs to its progress; alone it changes nothing but itself. A line sent twice is kept once.
        WITH x AS MATERIALIZED (
            SELECT * FROM unnest($1::bigint[], $2::int[], $3::double precision[], $4::text[]) AS x (id, attempt, progress, message) ORDER BY id),
        u AS MATERIALIZED (
            UPDATE errand.lease l SET progress = coalesce(x.progress, l.progress),
                progress_message = CASE WHEN x.progress IS NULL THEN coalesce(x.message, l.progress_message) ELSE x.message END
            FROM x WHERE l.id = x.id AND l.attempt = x.attempt RETURNING l.id)
        INSERT INTO errand.task_log (id, attempt, line, at, level, message)
        SELECT * FROM unnest($5::bigint[], $6::int[], $7::int[], $8::timestamptz[], $9::smallint[], $10::text[])
            AS n (id, attempt, line, at, level, message)
        WHERE id IN (SELECT id FROM u) ON CONFLICT DO NOTHING
        """;

    public const string Beat = """
        -- First row, id null: the handler itself. Then a row for each run that is to be cancelled or is lost. Waits for no disk and no standby:
        -- a beat that a crash takes back costs nothing, and one that waited would be given up, which cancels the wait.
        WITH w AS MATERIALIZED (
            UPDATE errand.handler SET expires_at = now() + $2 FROM (SELECT set_config('synchronous_commit', 'off', true)) s
            WHERE id = $1 AND NOT dead RETURNING id)
        SELECT NULL::bigint, NULL::int, EXISTS (SELECT FROM w)
        UNION ALL
        SELECT x.id, x.attempt, l.cancel IS NOT NULL
        FROM unnest($3::bigint[], $4::int[]) AS x (id, attempt)
        LEFT JOIN LATERAL (SELECT cancel FROM errand.lease WHERE id = x.id AND attempt = x.attempt AND handler_id = $1 OFFSET 0) l ON true
        WHERE l.cancel IS DISTINCT FROM false
        """;

    public const string ReapMark = """
        UPDATE errand.handler SET dead = true WHERE id IN (
            SELECT id FROM errand.handler WHERE NOT dead AND expires_at < now() AND NOT id = ANY ($1) ORDER BY id FOR UPDATE SKIP LOCKED)
        RETURNING id
        """;

    public const string Reap = $"""
        -- An anti-join: a lease whose handler is not listed is as lost as one of a dead handler. Many at once do not come back as one herd.
        WITH v AS MATERIALIZED (
            SELECT l.*, coalesce((SELECT dead FROM errand.handler WHERE handler.id = l.handler_id), true) AS is_lost FROM errand.lease l
            WHERE coalesce((SELECT dead FROM errand.handler WHERE handler.id = l.handler_id), true) OR l.deadline_at < now() - $4::interval
            ORDER BY l.id LIMIT $1 FOR UPDATE OF l SKIP LOCKED),
        d AS (
            DELETE FROM errand.lease l USING v WHERE l.id = v.id AND l.attempt = v.attempt
            RETURNING l.*, v.is_lost),
        e AS MATERIALIZED (
            SELECT d.*, tries > 0 AND NOT cancel AS again, CASE WHEN is_lost THEN $2 ELSE $3 END AS error,
                (SELECT count(*) FROM v) > $5 AS is_herd FROM d),
        r AS (
            INSERT INTO errand.ready (queue_id, priority, id, attempt, tries, since)
            SELECT queue_id, priority, id, attempt, tries, now() FROM e WHERE again AND NOT is_herd ON CONFLICT DO NOTHING),
        w AS (
            INSERT INTO errand.later (id, run_at, queue_id, priority, attempt, tries)
            SELECT id, now() + $6::interval * random(), queue_id, priority, attempt, tries FROM e WHERE again AND is_herd ON CONFLICT DO NOTHING),
        o AS (
            INSERT INTO errand.outcome (id, state, attempt, handler_id, started_at, finished_at, result, error)
            SELECT id, CASE WHEN cancel THEN {SqlNumbers.OutcomeStateCancelled} ELSE {SqlNumbers.OutcomeStateFailed} END, attempt, handler_id, claimed_at, now(), NULL, error
            FROM e WHERE NOT again ON CONFLICT DO NOTHING),
        g AS (
            INSERT INTO errand.attempt_log (id, attempt, handler_id, started_at, ended_at, kind, error)
            SELECT id, attempt, handler_id, claimed_at, now(), {SqlNumbers.AttemptKindHandlerLost}, error FROM e ON CONFLICT DO NOTHING)
        SELECT id, queue_id, priority, again FROM e
        """;

    public const string Promote = """
        -- Delete and insert are one statement: a task is in one place at every instant, and two promoters never take the same row.
        -- Not in the order of ids, too: all that is due would have to be sorted for each batch. Rows of one instant come as they were inserted.
        WITH v AS MATERIALIZED (
            SELECT ctid AS place_in_table FROM errand.later WHERE run_at <= now() ORDER BY run_at LIMIT $1 FOR UPDATE SKIP LOCKED),
        d AS (DELETE FROM errand.later WHERE ctid = ANY (ARRAY (SELECT place_in_table FROM v)) RETURNING later.*),
        r AS (
            INSERT INTO errand.ready (queue_id, priority, id, attempt, tries, since)
            SELECT queue_id, priority, id, attempt, tries, now() FROM d ORDER BY queue_id, priority, id ON CONFLICT DO NOTHING)
        SELECT queue_id, priority, id FROM d
        """;

    public const string Cancel = $"""
        -- No row: the task is unknown, done, or moved between two tables while this ran.
        WITH t AS MATERIALIZED (SELECT id, queue_id, priority FROM errand.task WHERE id = $1 AND expires_at > now()),
        r AS (
            DELETE FROM errand.ready
            WHERE queue_id = (SELECT queue_id FROM t) AND priority = (SELECT priority FROM t) AND id = (SELECT id FROM t)
            RETURNING ready.id, ready.attempt),
        w AS (DELETE FROM errand.later WHERE id = (SELECT id FROM t) RETURNING later.id, later.attempt),
        b AS (DELETE FROM errand.blocked WHERE id = (SELECT id FROM t) RETURNING blocked.id, blocked.attempt),
        l AS (UPDATE errand.lease SET cancel = true WHERE id = (SELECT id FROM t) RETURNING lease.id),
        o AS (
            INSERT INTO errand.outcome (id, state, attempt, handler_id, started_at, finished_at, result, error)
            SELECT id, {SqlNumbers.OutcomeStateCancelled}, attempt, NULL, NULL, now(), NULL, NULL
            FROM (SELECT * FROM r UNION ALL SELECT * FROM w UNION ALL SELECT * FROM b) m RETURNING id)
        SELECT true FROM o UNION ALL SELECT false FROM l
        """;

    public const string CancelVerdict = """
        -- As safe as a write, like FindReceipt.
        SELECT EXISTS (SELECT FROM errand.task WHERE id = $1 AND expires_at > now()), EXISTS (SELECT FROM errand.outcome WHERE id = $1)
        FROM (SELECT pg_logical_emit_message(true, 'errand', '')) m
        """;

    public const string FindCancelled = "SELECT id, attempt FROM errand.lease WHERE cancel AND handler_id = $1";

    public const string Reconcile = """
        SELECT id, attempt FROM errand.lease WHERE handler_id = $1 AND claimed_at < now() - $2::interval
        """;

    public const string Find = $"""
        -- One statement, one snapshot: a task in motion is never unknown. `last` is the last attempt that did not succeed, `failed` the last that failed.
        SELECT t.type, t.args, q.name, t.priority, t.max_attempts, t.tags, t.created_at, t.expires_at, q.paused,
            coalesce(o.attempt, l.attempt, w.attempt, r.attempt, b.attempt), o.state, l.id IS NOT NULL, w.run_at, coalesce(l.cancel, false),
            coalesce(l.claimed_at, o.started_at, last.started_at), coalesce(l.handler_id, o.handler_id, last.handler_id),
            l.progress, l.progress_message, o.finished_at,
            coalesce(octet_length(o.result)::bigint, (SELECT bytes FROM errand.blob WHERE blob.id = o.blob_id)),
            CASE WHEN octet_length(o.result) <= $2 THEN o.result END,
            failed.error, failed.attempt, failed.ended_at
        FROM errand.task t CROSS JOIN LATERAL (
            SELECT name, paused FROM errand.queue
            WHERE queue.id = CASE WHEN t.queue_id < 4294967296 THEN t.queue_id ELSE t.queue_id >> 32 END OFFSET 0) q
        LEFT JOIN errand.outcome o ON o.id = t.id
        LEFT JOIN errand.lease l ON l.id = t.id
        LEFT JOIN errand.later w ON w.id = t.id
        LEFT JOIN errand.ready r ON r.queue_id = t.queue_id AND r.priority = t.priority AND r.id = t.id
        LEFT JOIN errand.blocked b ON b.id = t.id
        LEFT JOIN LATERAL (
            SELECT started_at, handler_id FROM errand.attempt_log WHERE id = t.id ORDER BY attempt DESC LIMIT 1) last ON true
        LEFT JOIN LATERAL (
            SELECT error, attempt, ended_at FROM errand.attempt_log WHERE id = t.id AND kind IN ({SqlNumbers.FailedAttempts}) ORDER BY attempt DESC LIMIT 1) failed ON true
        WHERE t.id = $1 AND t.expires_at > now()
        """;

    public const string OpenResult = """
        SELECT o.result, o.blob_id, (SELECT bytes FROM errand.blob WHERE blob.id = o.blob_id) FROM errand.outcome o
        WHERE o.id = $1 AND o.state = 1 AND EXISTS (SELECT FROM errand.task WHERE task.id = $1 AND expires_at > now())
        """;

    public const string ReadParts = "SELECT data FROM errand.blob_part WHERE blob_id = $1 AND n >= $2 AND n < $3 ORDER BY n";

    public const string FindLog = """
        SELECT g.attempt, g.line, g.at, g.level, g.message FROM errand.task_log g
        WHERE g.id = $1 AND EXISTS (SELECT FROM errand.task WHERE task.id = $1 AND expires_at > now()) ORDER BY g.attempt, g.line
        """;

    public const string FindDone = """
        SELECT x.id FROM unnest($1::bigint[]) AS x (id)
        LEFT JOIN LATERAL (SELECT id FROM errand.outcome WHERE id = x.id OFFSET 0) o ON true
        LEFT JOIN LATERAL (SELECT expires_at FROM errand.task WHERE id = x.id OFFSET 0) t ON true
        WHERE o.id IS NOT NULL OR t.expires_at IS NULL OR t.expires_at <= now()
        """;

    public const string Tick = """
        -- A row for each queue with something to claim, and where its first task stands, or one without a queue. An expired task is nothing to
        -- claim; the look stops at the first live one. What a dead handler still holds is due soon, but not at once: what cannot be taken must
        -- not make anyone spin.
        WITH u AS MATERIALIZED (
            SELECT (SELECT min(run_at) FROM errand.later) - now() AS until_due,
                least(
                    (SELECT min(expires_at) FROM errand.handler WHERE NOT dead AND NOT id = ANY ($1)),
                    CASE WHEN EXISTS (SELECT FROM errand.handler WHERE dead) THEN (
                        SELECT now() + $2::interval FROM errand.lease l
                        WHERE (SELECT dead FROM errand.handler WHERE handler.id = l.handler_id) LIMIT 1) END) - now() AS until_lease_end)
        SELECT u.until_due, u.until_lease_end, r.queue_id, r.name, r.priority, r.id
        FROM u LEFT JOIN (
            SELECT q.id AS queue_id, q.name, f.priority, f.id FROM errand.queue q CROSS JOIN LATERAL (
                SELECT priority, id FROM errand.ready r
                WHERE r.queue_id = q.id AND (SELECT expires_at FROM errand.task WHERE task.id = r.id) > now()
                ORDER BY priority, id LIMIT 1) f
            WHERE NOT q.paused) r ON true
        """;

    public const string CheckHealth = """
        -- Reads all of ready: an index would cost every task an entry.
        SELECT now() - (SELECT min(since) FROM errand.ready WHERE queue_id IN (SELECT id FROM errand.queue WHERE NOT paused)),
            (SELECT coalesce(sum(slots), 0) FROM errand.handler WHERE NOT dead AND expires_at > now())::int, (SELECT count(*) FROM errand.lease)::int,
            (SELECT max(version) FROM errand.migration), current_setting('transaction_read_only') = 'off',
            -- From $1 on only: deleted rows stay in the index while somebody holds an old snapshot.
            now() - e.expires_at, coalesce(e.expires_at, now()) - interval '1 min'
        FROM (SELECT) one LEFT JOIN LATERAL (
            SELECT expires_at FROM errand.task t
            WHERE expires_at >= $1 AND expires_at <= now() AND coalesce((SELECT NOT cancel FROM errand.lease WHERE lease.id = t.id), true)
            ORDER BY expires_at LIMIT 1) e ON true
        """;

    public const string DeleteExpired = """
        -- The place goes first, the task only with it. What runs is told to stop and goes in a later sweep, when it has ended; until then it
        -- does not take a place in this one. Chosen by expiry, then taken in the order in which Finish and Submit lock theirs.
        -- Waits for no disk: what a crash brings back is as expired as it was. Begins at $2, behind rows that were deleted and are
        -- not yet vacuumed.
        WITH x AS MATERIALIZED (
            SELECT id, queue_id, priority, expires_at FROM errand.task t
            WHERE expires_at >= $2 AND expires_at <= now() AND coalesce((SELECT NOT cancel FROM errand.lease WHERE lease.id = t.id), true)
            ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED),
        v AS MATERIALIZED (SELECT x.* FROM x CROSS JOIN (SELECT set_config('synchronous_commit', 'off', true)) s ORDER BY id),
        r AS (
            DELETE FROM errand.ready WHERE ctid = ANY (ARRAY (
                SELECT place_in_table FROM v CROSS JOIN LATERAL (
                    SELECT ctid AS place_in_table FROM errand.ready
                    WHERE ready.queue_id = v.queue_id AND ready.priority = v.priority AND ready.id = v.id OFFSET 0) f))
            RETURNING ready.id),
        w AS (DELETE FROM errand.later WHERE id = ANY (ARRAY (SELECT id FROM v)) RETURNING later.id),
        b AS (DELETE FROM errand.blocked WHERE id = ANY (ARRAY (SELECT id FROM v)) RETURNING blocked.id),
        c AS (UPDATE errand.lease SET cancel = true WHERE id = ANY (ARRAY (SELECT id FROM v)) AND NOT cancel RETURNING lease.id),
        o AS (DELETE FROM errand.outcome WHERE id = ANY (ARRAY (SELECT id FROM v)) RETURNING outcome.id, outcome.blob_id),
        blobs AS (
            UPDATE errand.blob SET held = false, doomed = true WHERE id = ANY (ARRAY (SELECT blob_id FROM o WHERE blob_id IS NOT NULL))),
        gone AS MATERIALIZED (SELECT id FROM r UNION ALL SELECT id FROM w UNION ALL SELECT id FROM b UNION ALL SELECT id FROM o),
        k AS MATERIALIZED (
            -- An expression, so that no walk over all keys in this order looks cheaper than a sort.
            SELECT task_id FROM errand.idem WHERE task_id = ANY (ARRAY (SELECT id FROM gone)) ORDER BY scope || '', key FOR UPDATE),
        t AS (DELETE FROM errand.task WHERE id = ANY (ARRAY (SELECT id FROM gone))),
        g AS (DELETE FROM errand.attempt_log WHERE id = ANY (ARRAY (SELECT id FROM gone))),
        m AS (DELETE FROM errand.task_log WHERE id = ANY (ARRAY (SELECT id FROM gone))),
        n AS (DELETE FROM errand.kept WHERE id = ANY (ARRAY (SELECT id FROM gone))),
        i AS (DELETE FROM errand.idem WHERE task_id = ANY (ARRAY (SELECT task_id FROM k)))
        SELECT (SELECT count(*) FROM gone)::int, ((SELECT count(*) FROM r) + (SELECT count(*) FROM w) + (SELECT count(*) FROM b))::int, ARRAY (SELECT id FROM c),
            (SELECT max(expires_at) FROM v), now()
        """;

    public const string DeleteParts = """
        -- Of what no outcome names any more, or has not named in time. Only what is doomed loses its parts, and what becomes doomed now does
        -- so from the next call on. True while there is more to do.
        WITH aged AS (
            UPDATE errand.blob SET doomed = true WHERE id = ANY (ARRAY (
                SELECT id FROM errand.blob WHERE NOT held AND NOT doomed AND created_at < now() - $2::interval
                ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED)) RETURNING id),
        doomed AS MATERIALIZED (SELECT id FROM errand.blob WHERE doomed ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED),
        chosen AS MATERIALIZED (
            SELECT part.blob_id, part.n FROM doomed CROSS JOIN LATERAL (
                SELECT blob_id, n FROM errand.blob_part WHERE blob_id = doomed.id ORDER BY n LIMIT $1) part LIMIT $1),
        parts AS (DELETE FROM errand.blob_part USING chosen WHERE blob_part.blob_id = chosen.blob_id AND blob_part.n = chosen.n),
        blobs AS (
            DELETE FROM errand.blob WHERE id = ANY (ARRAY (
                SELECT id FROM doomed WHERE NOT EXISTS (SELECT FROM errand.blob_part WHERE blob_id = doomed.id))))
        SELECT EXISTS (SELECT FROM aged) OR EXISTS (SELECT FROM chosen)
        """;

    public const string DeleteBatches = """
        WITH v AS MATERIALIZED (
            SELECT nonce FROM errand.receipt WHERE at < now() - $2::interval ORDER BY at LIMIT $1 FOR UPDATE SKIP LOCKED)
        DELETE FROM errand.receipt WHERE nonce = ANY (ARRAY (SELECT nonce FROM v))
        """;

    public const string DeleteHandlers = """
        -- Only without leases: a missing row would hide what it held.
        DELETE FROM errand.handler WHERE id IN (
            SELECT id FROM errand.handler h WHERE dead AND expires_at < now() - $1::interval
                AND NOT EXISTS (SELECT FROM errand.lease WHERE handler_id = h.id) FOR UPDATE SKIP LOCKED)
        """;

    public const string Join = """
        INSERT INTO errand.handler (id, role, host, pid, version, slots, started_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, now() + $8)
        ON CONFLICT (id) DO UPDATE SET slots = excluded.slots, expires_at = excluded.expires_at WHERE NOT handler.dead
        """;

    public const string Leave = "UPDATE errand.handler SET dead = true, expires_at = least(expires_at, now()) WHERE id = $1";

    public const string ListMembers = """
        -- The leases are read once for all handlers, not once for each.
        SELECT h.id, h.role, h.host, h.pid, h.version, h.slots, h.started_at, h.expires_at, coalesce(l.ids, '{}')
        FROM errand.handler h LEFT JOIN (
            SELECT handler_id, array_agg(id ORDER BY id) AS ids FROM errand.lease GROUP BY handler_id OFFSET 0) l ON l.handler_id = h.id
        WHERE NOT h.dead AND h.expires_at > now() ORDER BY h.started_at, h.id
        """;

    private const string SubmitRows = """
        -- One row per task accepted now. No row at all: this very batch was committed before, or every row lost against an idempotency key.
        -- The insert into receipt waits for a sending of the same batch that is about to commit.
        -- What all rows of a column have in common is sent once, and nonces that count up as the first of them.
        WITH x AS MATERIALIZED (
            SELECT nextval('errand.task_id') AS id, u.*, now() + coalesce(ttl_ms, $8[1]) * interval '1 ms' AS expires_at,
                coalesce(run_at, now() + delay_ms * interval '1 ms') AS due
            FROM (
                SELECT coalesce(queue_id, $2[1]) AS queue_id, coalesce(priority, $3[1]) AS priority, coalesce(type, $4[1]) AS type, args,
                    coalesce(max_attempts, $6[1]) AS max_attempts, timeout_ms, ttl_ms, run_at, delay_ms, tags,
                    coalesce(nonce, $12[1] + ord - 1) AS nonce, scope, ikey, request_hash, direct, ord
                FROM unnest($2::bigint[], $3::smallint[], $4::text[], $5::text[], $6::smallint[], $7::bigint[], $8::bigint[], $9::timestamptz[],
                    $10::bigint[], $11::text[], $12::bigint[], $13::text[], $14::text[], $15::bytea[], $16::boolean[]) WITH ORDINALITY
                    AS u (queue_id, priority, type, args, max_attempts, timeout_ms, ttl_ms, run_at, delay_ms, tags, nonce, scope, ikey,
                        request_hash, direct, ord)) u),
        b AS MATERIALIZED (
            INSERT INTO errand.receipt (nonce, at, first_id, last_id) SELECT $1, now(), min(id), max(id) FROM x
            ON CONFLICT DO NOTHING RETURNING nonce),
        i AS MATERIALIZED (
            INSERT INTO errand.idem (scope, key, request_hash, task_id, expires_at)
            SELECT scope, ikey, request_hash, id, expires_at FROM x WHERE ikey IS NOT NULL AND EXISTS (SELECT FROM b) ORDER BY scope, ikey
            ON CONFLICT (scope, key) DO UPDATE
            SET request_hash = excluded.request_hash, task_id = excluded.task_id, expires_at = excluded.expires_at
            WHERE idem.expires_at <= now() RETURNING task_id),
        y AS MATERIALIZED (SELECT * FROM x WHERE EXISTS (SELECT FROM b) AND (ikey IS NULL OR id IN (SELECT task_id FROM i))),
        t AS (
            INSERT INTO errand.task (id, queue_id, priority, type, args, max_attempts, timeout_ms, tags, nonce, created_at, expires_at)
            SELECT id, queue_id, priority, type, args, max_attempts, timeout_ms, tags, nonce, now(), expires_at FROM y),
        l AS (
            INSERT INTO errand.later (id, run_at, queue_id, priority, attempt, tries)
            SELECT id, due, queue_id, priority, 0, max_attempts FROM y WHERE due > now()),

        """;
}
