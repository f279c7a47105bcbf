using Errand.Storage.Access;
using Errand.Storage.Shared;
using Errand.Storage.Stats;

namespace Errand.Storage.Postgres;

/// <summary>Every statement, in the order of the store's methods; each is one transaction. Instants come from <c>now()</c>, the start of
/// the statement.</summary>
/// <remarks>
/// <para>Only a submission may be part of a longer transaction, a caller's, which may have begun long ago: so its instants come from
/// <c>statement_timestamp()</c>.</para>
/// <para>Plans are pinned to nested loops, see <see cref="Session.PostgresSession"/>, so no statement joins two sets of rows unless one of
/// them has an index. <c>OFFSET 0</c> keeps the planner from turning a look-up per row into a join.</para>
/// <para>No hot table may be the outer side of a loop. Few live rows among many dead ones look cheap to read whole, but while an old
/// snapshot is open they are not. So locked rows are deleted by their place in the table (<c>ctid</c>) where rows never change, and by
/// <c>= ANY</c> elsewhere. This holds for sweeps too: a plan that is made while a table is empty is kept when it is full.</para>
/// <para>Rows are locked in the order handler, queue, receipt, idem, task, ready, later, blocked, lease, outcome, attempt_log, and by key
/// within a table.</para>
/// </remarks>
internal static class PostgresSql
{
    // ISubmitStore

    // language=sql
    public const string FindQueue = "SELECT id FROM errand.queue WHERE name = $1";

    public const string AddQueue = "INSERT INTO errand.queue (name) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id";

    public const string NameQueue = "SELECT name FROM errand.queue WHERE id = $1";

    // SQLite inserts row by row: PutTask, TakeKey, PutReady, PutLater and SubmitReceipt.
    public const string Submit = SubmitRows + """
        readied AS (
            INSERT INTO errand.ready (queue_id, priority, id, attempt, tries, since)
            SELECT queue_id, priority, id, 0, max_attempts, statement_timestamp() FROM accepted WHERE due IS NULL OR due <= statement_timestamp())
        SELECT ord, id, statement_timestamp() AS created_at, expires_at, CASE WHEN due > statement_timestamp() THEN due END AS run_at FROM accepted
        """;

    // SQLite decides in C#: ReservedLeases.
    public const string SubmitAndLease = SubmitRows + """
        -- Tasks meant for handler $19 get their lease at once, from claim $20, if that handler is alive, queue $21 is not paused, and nothing
        -- waits there with priority $24 or a more urgent one. As in a claim, nothing before the place $22, $23 is looked at.
        reservation AS MATERIALIZED (
            SELECT EXISTS (SELECT FROM errand.handler WHERE id = $19 AND NOT dead AND expires_at > statement_timestamp())
                AND EXISTS (SELECT FROM errand.queue WHERE queue.id = $21 AND NOT paused)
                AND NOT EXISTS (SELECT FROM errand.ready WHERE queue_id = $21 AND (priority, id) >= ($22, $23) AND priority <= $24) AS holds),
        placed AS MATERIALIZED (
            SELECT a.*, coalesce(direct, false) AND (SELECT holds FROM reservation) AS is_leased,
                least(expires_at, statement_timestamp() + timeout_ms * interval '1 ms') AS deadline_at FROM accepted a),
        readied AS (
            INSERT INTO errand.ready (queue_id, priority, id, attempt, tries, since)
            SELECT queue_id, priority, id, 0, max_attempts, statement_timestamp() FROM placed WHERE NOT is_leased AND (due IS NULL OR due <= statement_timestamp())),
        leased AS (
            INSERT INTO errand.lease (id, attempt, tries, queue_id, priority, handler_id, claim_id, claimed_at, deadline_at)
            SELECT id, 1, max_attempts - 1, queue_id, priority, $19, $20, statement_timestamp(), deadline_at FROM placed WHERE is_leased)
        SELECT ord, id, statement_timestamp() AS created_at, expires_at, CASE WHEN due > statement_timestamp() THEN due END AS run_at, is_leased, deadline_at FROM placed
        """;

    private const string SubmitRows = """
        -- One row for each task accepted now. No row at all: this batch was committed before, or every row lost against an idempotency key.
        -- If the same batch, sent before, is about to commit, the insert into receipt waits for it.
        -- A value that all rows of a column share is sent once, and consecutive nonces as the first of them.
        WITH sent AS MATERIALIZED (
            SELECT nextval('errand.task_id') AS id, u.*, statement_timestamp() + coalesce(ttl_ms, $8[1]) * interval '1 ms' AS expires_at,
                coalesce(run_at, statement_timestamp() + delay_ms * interval '1 ms') AS due
            FROM (
                SELECT coalesce(queue_id, $2[1]) AS queue_id, coalesce(priority, $3[1]) AS priority, coalesce(type, $4[1]) AS type, args,
                    coalesce(max_attempts, $6[1]) AS max_attempts, timeout_ms, ttl_ms, run_at, delay_ms, tags,
                    coalesce(nonce, $12[1] + ord - 1) AS nonce, scope, ikey, request_hash, direct, owner, trace, ord
                FROM unnest($2::bigint[], $3::smallint[], $4::text[], $5::text[], $6::smallint[], $7::bigint[], $8::bigint[], $9::timestamptz[],
                    $10::bigint[], $11::text[], $12::bigint[], $13::text[], $14::text[], $15::bytea[], $16::boolean[], $17::text[], $18::text[])
                    WITH ORDINALITY
                    AS u (queue_id, priority, type, args, max_attempts, timeout_ms, ttl_ms, run_at, delay_ms, tags, nonce, scope, ikey,
                        request_hash, direct, owner, trace, ord)) u),
        first_time AS MATERIALIZED (
            INSERT INTO errand.receipt (nonce, at, first_id, last_id) SELECT $1, statement_timestamp(), min(id), max(id) FROM sent
            ON CONFLICT DO NOTHING RETURNING nonce),
        keyed AS MATERIALIZED (
            INSERT INTO errand.idem (scope, key, request_hash, task_id, expires_at)
            SELECT scope, ikey, request_hash, id, expires_at FROM sent
            WHERE ikey IS NOT NULL AND EXISTS (SELECT FROM first_time) ORDER BY scope, ikey
            ON CONFLICT (scope, key) DO UPDATE
            SET request_hash = excluded.request_hash, task_id = excluded.task_id, expires_at = excluded.expires_at
            WHERE idem.expires_at <= statement_timestamp() RETURNING task_id),
        accepted AS MATERIALIZED (
            SELECT * FROM sent WHERE EXISTS (SELECT FROM first_time) AND (ikey IS NULL OR id IN (SELECT task_id FROM keyed))),
        stored AS (
            INSERT INTO errand.task (id, queue_id, priority, type, args, max_attempts, timeout_ms, tags, nonce, created_at, expires_at, run_at,
                owner, trace)
            SELECT id, queue_id, priority, type, args, max_attempts, timeout_ms, tags, nonce, statement_timestamp(), expires_at,
                CASE WHEN due > statement_timestamp() THEN due END, owner, trace
            FROM accepted),
        delayed AS (
            INSERT INTO errand.later (id, run_at, queue_id, priority, attempt, tries)
            SELECT id, due, queue_id, priority, 0, max_attempts FROM accepted WHERE due > statement_timestamp()),

        """;

    public const string FindReceipt = """
        -- The tasks of a batch that was stored before; one row without a task if the batch is known but none of its tasks is left.
        -- The caller acts on this answer, so it must be as safe as a commit: writing a message into the log makes the read wait like one.
        SELECT t.id, t.nonce, t.created_at, t.expires_at
        FROM (SELECT pg_logical_emit_message(true, 'errand', '')) safe
        CROSS JOIN (SELECT first_id, last_id FROM errand.receipt WHERE nonce = $1) r
        LEFT JOIN LATERAL (
            SELECT id, nonce, created_at, expires_at FROM errand.task WHERE id BETWEEN r.first_id AND r.last_id AND nonce = ANY ($2) OFFSET 0) t ON true
        """;

    public const string FindKey = """
        -- The tasks that hold these idempotency keys. As safe as a commit, like FindReceipt.
        SELECT u.ord, i.request_hash, t.id, t.created_at, t.expires_at, (SELECT run_at FROM errand.later WHERE later.id = t.id) AS run_at
        FROM (SELECT pg_logical_emit_message(true, 'errand', '')) safe
        CROSS JOIN unnest($1::text[], $2::text[]) WITH ORDINALITY AS u (scope, ikey, ord)
        CROSS JOIN LATERAL (
            SELECT request_hash, task_id FROM errand.idem WHERE scope = u.scope AND key = u.ikey AND expires_at > statement_timestamp() OFFSET 0) i
        CROSS JOIN LATERAL (SELECT id, created_at, expires_at FROM errand.task WHERE id = i.task_id OFFSET 0) t
        """;

    // SQLite compares the names of files.
    public const string FindDatabase = """
        -- Tells this database from every other one that is running now, on whichever server.
        SELECT format('%s/%s', oid, extract(epoch FROM pg_postmaster_start_time())) FROM pg_database WHERE datname = current_database()
        """;

    public const string Cancel = $"""
        -- No row for a task: it is unknown or done, or it moved between two tables while this ran.
        WITH target AS MATERIALIZED (
            SELECT t.* FROM unnest($1::bigint[]) AS x (id) CROSS JOIN LATERAL (
                SELECT id, queue_id, priority, type FROM errand.task WHERE task.id = x.id AND expires_at > now() OFFSET 0) t),
        was_ready AS (
            DELETE FROM errand.ready WHERE ctid = ANY (ARRAY (
                SELECT place_in_table FROM target CROSS JOIN LATERAL (
                    SELECT ctid AS place_in_table FROM errand.ready
                    WHERE ready.queue_id = target.queue_id AND ready.priority = target.priority AND ready.id = target.id OFFSET 0) found))
            RETURNING ready.id, ready.attempt),
        was_later AS (DELETE FROM errand.later WHERE id = ANY (ARRAY (SELECT id FROM target)) RETURNING later.id, later.attempt),
        was_blocked AS (DELETE FROM errand.blocked WHERE id = ANY (ARRAY (SELECT id FROM target)) RETURNING blocked.id, blocked.attempt),
        signalled AS (UPDATE errand.lease SET cancel = true WHERE id = ANY (ARRAY (SELECT id FROM target)) RETURNING lease.id),
        ended AS (
            INSERT INTO errand.outcome (id, state, attempt, handler_id, started_at, finished_at, result, error)
            SELECT id, {SqlNumbers.OutcomeStateCancelled}, attempt, NULL, NULL, now(), NULL, NULL
            FROM (SELECT * FROM was_ready UNION ALL SELECT * FROM was_later UNION ALL SELECT * FROM was_blocked) waiting RETURNING id),
        audited AS (
            INSERT INTO errand.audit (at, actor, action, target, detail, address)
            SELECT now(), $2, '{AuditActions.CancelTask}', CASE WHEN $4::text IS NULL THEN min(id)::text END,
                $4 || count(*) || chr(125), $3
            FROM (SELECT id FROM ended UNION ALL SELECT id FROM signalled) changed HAVING count(*) > 0 AND $2::text IS NOT NULL)
        SELECT id, true AS was_waiting, type, queue_id FROM target WHERE id = ANY (ARRAY (SELECT id FROM ended))
        UNION ALL
        SELECT id, false, NULL, NULL FROM signalled
        """;

    // SQLite decides in C#: CancelWrite.
    public const string CancelVerdict = """
        -- As safe as a commit, like FindReceipt.
        SELECT x.id, t.id IS NOT NULL AS is_known, o.id IS NOT NULL AS is_done
        FROM (SELECT pg_logical_emit_message(true, 'errand', '')) safe CROSS JOIN unnest($1::bigint[]) AS x (id)
        LEFT JOIN LATERAL (SELECT id FROM errand.task WHERE task.id = x.id AND expires_at > now() OFFSET 0) t ON true
        LEFT JOIN LATERAL (SELECT id FROM errand.outcome WHERE outcome.id = x.id OFFSET 0) o ON true
        """;

    public const string Delete = $"""
        -- No row for a task: it is unknown. What is done or deleted with it depends on its outcome alone, which may have gone while this waited
        -- for the lock. The ids come in order, and so are the tasks locked.
        WITH target AS MATERIALIZED (
            SELECT t.* FROM unnest($1::bigint[]) AS x (id) CROSS JOIN LATERAL (
                SELECT id FROM errand.task WHERE task.id = x.id AND expires_at > now() OFFSET 0 FOR UPDATE) t),
        was_done AS MATERIALIZED (
            DELETE FROM errand.outcome WHERE id = ANY (ARRAY (SELECT id FROM target)) RETURNING outcome.id, outcome.blob_id),
        blobs AS (
            UPDATE errand.blob SET held = false, doomed = true
            WHERE id = ANY (ARRAY (SELECT blob_id FROM was_done WHERE blob_id IS NOT NULL))),
        keys AS MATERIALIZED (
            -- As in DeleteExpired.
            SELECT task_id FROM errand.idem WHERE task_id = ANY (ARRAY (SELECT id FROM was_done)) ORDER BY scope || '', key FOR UPDATE),
        tasks AS (DELETE FROM errand.task WHERE id = ANY (ARRAY (SELECT id FROM was_done))),
        attempts AS (DELETE FROM errand.attempt_log WHERE id = ANY (ARRAY (SELECT id FROM was_done))),
        lines AS (DELETE FROM errand.task_log WHERE id = ANY (ARRAY (SELECT id FROM was_done))),
        kept AS (DELETE FROM errand.kept WHERE id = ANY (ARRAY (SELECT id FROM was_done))),
        freed AS (DELETE FROM errand.idem WHERE task_id = ANY (ARRAY (SELECT task_id FROM keys))),
        audited AS (
            INSERT INTO errand.audit (at, actor, action, target, detail, address)
            SELECT now(), $2, '{AuditActions.DeleteTask}', CASE WHEN $4::text IS NULL THEN min(id)::text END,
                $4 || count(*) || chr(125), $3
            FROM was_done HAVING count(*) > 0 AND $2::text IS NOT NULL)
        SELECT id, id = ANY (ARRAY (SELECT id FROM was_done)) AS is_deleted FROM target
        """;

    public const string Retry = $"""
        -- No row for a task: it is unknown. Only an outcome that is deleted is taken back: of two that retry at once, the second waits for the
        -- lock and then finds it gone. What ended while it waited becomes an attempt of the log, and uses up a number. Locks as Delete does.
        WITH target AS MATERIALIZED (
            SELECT t.* FROM unnest($1::bigint[]) AS x (id) CROSS JOIN LATERAL (
                SELECT id, queue_id, priority FROM errand.task WHERE task.id = x.id AND expires_at > now() OFFSET 0 FOR UPDATE) t),
        taken_back AS (
            DELETE FROM errand.outcome WHERE id = ANY (ARRAY (SELECT id FROM target)) AND state <> {SqlNumbers.OutcomeStateSucceeded}
            RETURNING outcome.id, outcome.state, outcome.attempt, outcome.handler_id, outcome.finished_at, outcome.error),
        ended AS MATERIALIZED (
            SELECT taken_back.id, finished_at, error, t.*,
                CASE WHEN handler_id IS NULL THEN attempt + 1 ELSE attempt END AS attempt,
                CASE state WHEN {SqlNumbers.OutcomeStateCancelled} THEN {SqlNumbers.AttemptKindCancelled} ELSE {SqlNumbers.AttemptKindFailed} END AS kind
            FROM taken_back CROSS JOIN LATERAL (
                SELECT queue_id, priority, max_attempts, coalesce(ttl_ms, (extract(epoch FROM expires_at - created_at) * 1000)::bigint) AS ttl_ms
                FROM errand.task WHERE task.id = taken_back.id OFFSET 0) t),
        moved AS MATERIALIZED (
            UPDATE errand.task SET
                expires_at = greatest(expires_at, now() + (SELECT ttl_ms FROM ended WHERE ended.id = task.id) * interval '1 ms'),
                ttl_ms = (SELECT ttl_ms FROM ended WHERE ended.id = task.id)
            WHERE id = ANY (ARRAY (SELECT id FROM ended)) RETURNING task.id, task.expires_at),
        keys AS MATERIALIZED (
            -- As in DeleteExpired.
            SELECT task_id FROM errand.idem WHERE task_id = ANY (ARRAY (SELECT id FROM moved)) ORDER BY scope || '', key FOR UPDATE),
        own_keys AS (
            UPDATE errand.idem SET expires_at = (SELECT expires_at FROM moved WHERE moved.id = idem.task_id)
            WHERE task_id = ANY (ARRAY (SELECT task_id FROM keys))),
        own AS (
            UPDATE errand.kept
            SET expires_at = greatest(expires_at, now() + (SELECT ttl_ms FROM ended WHERE ended.id = kept.id) * interval '1 ms')
            WHERE id = ANY (ARRAY (SELECT id FROM ended))),
        readied AS (
            INSERT INTO errand.ready (queue_id, priority, id, attempt, tries, since)
            SELECT queue_id, priority, id, attempt, max_attempts, now() FROM ended),
        logged AS (
            INSERT INTO errand.attempt_log (id, attempt, ended_at, kind, error, retried_at)
            SELECT id, attempt, finished_at, kind, error, now() FROM ended
            ON CONFLICT (id, attempt) DO UPDATE SET retried_at = excluded.retried_at),
        audited AS (
            INSERT INTO errand.audit (at, actor, action, target, detail, address)
            SELECT now(), $2, '{AuditActions.RetryTask}', CASE WHEN $4::text IS NULL THEN min(id)::text END,
                $4 || count(*) || chr(125), $3
            FROM ended HAVING count(*) > 0 AND $2::text IS NOT NULL)
        SELECT id, queue_id, priority, id = ANY (ARRAY (SELECT id FROM ended)) AS is_retried,
            coalesce(o.state = {SqlNumbers.OutcomeStateSucceeded}, false) AS has_succeeded
        FROM target LEFT JOIN LATERAL (SELECT state FROM errand.outcome WHERE outcome.id = target.id OFFSET 0) o ON true
        """;

    public const string Keep = """
        -- No row for a task: it is unknown. A task that is kept already keeps its own expiry. Locks as Delete does.
        WITH target AS MATERIALIZED (
            SELECT t.* FROM unnest($1::bigint[]) AS x (id) CROSS JOIN LATERAL (
                SELECT id, expires_at FROM errand.task WHERE task.id = x.id AND expires_at > now() OFFSET 0 FOR UPDATE) t),
        kept AS MATERIALIZED (
            INSERT INTO errand.kept (id, until, note, at, expires_at) SELECT id, $2, $4, now(), expires_at FROM target WHERE $3 > now()
            ON CONFLICT (id) DO UPDATE SET until = excluded.until, note = excluded.note, at = excluded.at RETURNING kept.id),
        moved AS (
            UPDATE errand.task SET expires_at = $3, ttl_ms = coalesce(ttl_ms, (extract(epoch FROM expires_at - created_at) * 1000)::bigint)
            WHERE id = ANY (ARRAY (SELECT id FROM kept))),
        keys AS MATERIALIZED (
            -- As in DeleteExpired.
            SELECT task_id FROM errand.idem WHERE task_id = ANY (ARRAY (SELECT id FROM kept)) ORDER BY scope || '', key FOR UPDATE),
        own_keys AS (UPDATE errand.idem SET expires_at = $3 WHERE task_id = ANY (ARRAY (SELECT task_id FROM keys)))
        SELECT id, id = ANY (ARRAY (SELECT id FROM kept)) AS is_kept FROM target
        """;

    public const string Release = """
        -- No row: the task is unknown.
        WITH target AS MATERIALIZED (SELECT id FROM errand.task WHERE id = $1 AND expires_at > now() FOR UPDATE),
        released AS (DELETE FROM errand.kept WHERE id = (SELECT id FROM target) RETURNING kept.id, kept.expires_at),
        own AS MATERIALIZED (SELECT id, CASE WHEN expires_at > now() THEN expires_at ELSE now() + $2::interval END AS expires_at FROM released),
        moved AS (UPDATE errand.task SET expires_at = (SELECT expires_at FROM own) WHERE id = (SELECT id FROM own)),
        keys AS (UPDATE errand.idem SET expires_at = (SELECT expires_at FROM own) WHERE task_id = (SELECT id FROM own))
        SELECT id FROM target
        """;

    // IRunStore

    public const string Claim = $"""
        -- Every condition is in the part that selects and locks: what it finds is deleted, leased and handed out. Expired tasks are not started.
        {Caller},
        chosen AS MATERIALIZED (
            {SelectReady} LIMIT $4 FOR UPDATE OF r SKIP LOCKED),
        {LeaseChosen} FROM caller LEFT JOIN chosen ON true
        """;

    // SQLite chooses among the rows of Claim in C#: ClaimWrite.
    public const string ClaimAhead = $"""
        -- Claim, with up to $7 more rows beyond the $4 that fill free slots: never a task on its last try, and none beyond $8 bytes of arguments.
        -- To lock a row is half of the cost, so the limit is what could be taken at most. `place` numbers the rows found: the first gap in it is
        -- the first row that was left out.
        {Caller},
        found AS MATERIALIZED (
            {SelectReady} LIMIT $4::bigint + $7::bigint FOR UPDATE OF r SKIP LOCKED),
        chosen AS MATERIALIZED (
            SELECT * FROM (
                SELECT found.*, row_number() OVER so_far AS place, sum(octet_length(args)) OVER so_far AS bytes
                FROM found WINDOW so_far AS (ORDER BY priority, id ROWS UNBOUNDED PRECEDING)) numbered
            WHERE place <= $4 OR tries > 0 AND bytes <= $8),
        {LeaseChosen}, chosen.place FROM caller LEFT JOIN chosen ON true
        """;

    private const string Caller =
        "WITH caller AS MATERIALIZED (SELECT EXISTS (SELECT FROM errand.handler WHERE id = $5 AND NOT dead AND expires_at > now()) AS is_alive)";

    private const string SelectReady = """
        -- Nothing before the place $2, $3 is looked at: claimed rows that are not yet vacuumed would have to be walked over.
            SELECT r.ctid AS place_in_table, priority, id, attempt + 1 AS attempt, tries - 1 AS tries, since, t.*
            FROM errand.ready r CROSS JOIN LATERAL (
                SELECT type, args, max_attempts, least(expires_at, now() + timeout_ms * interval '1 ms') AS deadline_at, trace,
                    run_at IS NOT NULL AS was_delayed
                FROM errand.task WHERE task.id = r.id AND expires_at > now() OFFSET 0) t
            WHERE queue_id = $1 AND (priority, id) >= ($2, $3) AND (SELECT is_alive FROM caller)
                AND EXISTS (SELECT FROM errand.queue WHERE queue.id = $1 AND NOT paused)
            ORDER BY priority, id
        """;

    private const string LeaseChosen = """
        deleted AS (DELETE FROM errand.ready WHERE ctid = ANY (ARRAY (SELECT place_in_table FROM chosen))),
        leased AS (
            INSERT INTO errand.lease (id, attempt, tries, queue_id, priority, handler_id, claim_id, claimed_at, deadline_at)
            SELECT id, attempt, tries, $1, priority, $5, $6, now(), deadline_at FROM chosen)
        SELECT caller.is_alive, now() AS now, chosen.priority, chosen.id, chosen.attempt, chosen.tries, chosen.type, chosen.args, chosen.max_attempts,
            chosen.deadline_at, chosen.since, chosen.trace, chosen.was_delayed
        """;

    public const string ClaimAgain = """
        -- The answer to this claim was lost: what it took and its handler still holds.
        SELECT EXISTS (SELECT FROM errand.handler WHERE id = $1 AND NOT dead AND expires_at > now()) AS is_alive, now() AS now,
            l.priority, l.id, l.attempt, l.tries, t.type, t.args, t.max_attempts, l.deadline_at, NULL::timestamptz AS since,
            t.trace, t.was_delayed
        FROM errand.lease l CROSS JOIN LATERAL (
            SELECT type, args, max_attempts, trace, run_at IS NOT NULL AS was_delayed FROM errand.task WHERE task.id = l.id OFFSET 0) t
        WHERE l.handler_id = $1 AND l.claim_id = $2
        """;

    // SQLite decides in C#, between AddBlob, FindBlob and PutPart: StorePartsWrite.
    public const string StoreParts = """
        -- If $1 is null, a blob is added. No row: the blob is doomed, or deleted. A part that is sent twice is kept once.
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

    // SQLite decides in C#, between FindLease and PutOutcome: RunEnd.
    public const string Finish = $"""
        {EndRuns},
        written AS (
            INSERT INTO errand.outcome (id, state, attempt, handler_id, started_at, finished_at, result, error, summary)
            SELECT id, CASE kind WHEN 4 THEN 3 ELSE kind END, attempt, handler_id, claimed_at, now(), result, error, summary
            FROM ended WHERE kind IN (1, 2, 4))
        {SelectEnded}
        """;

    // SQLite writes row by row when one is refused: FinishWrite.
    public const string FinishDespite = $"""
        -- Finish, after a row was refused: an outcome that should not be there must not hold up the others, and is left as it is.
        {EndRuns},
        written AS (
            INSERT INTO errand.outcome (id, state, attempt, handler_id, started_at, finished_at, result, error, summary)
            SELECT id, CASE kind WHEN 4 THEN 3 ELSE kind END, attempt, handler_id, claimed_at, now(), result, error, summary
            FROM ended WHERE kind IN (1, 2, 4)
            ON CONFLICT DO NOTHING)
        {SelectEnded}
        """;

    // SQLite decides in C#, between FindBlob and HoldBlob: RunEnd.
    public const string FinishInParts = $"""
        -- Finish, for one run whose result is in a blob. The blob is locked first: either this finish holds it, or a sweep dooms it.
        WITH found AS MATERIALIZED (SELECT id FROM errand.blob WHERE id = $3 AND NOT doomed FOR UPDATE),
        ended AS (
            DELETE FROM errand.lease WHERE id = $1 AND attempt = $2 AND EXISTS (SELECT FROM found)
            RETURNING id, attempt, handler_id, claimed_at),
        written AS (
            INSERT INTO errand.outcome (id, state, attempt, handler_id, started_at, finished_at, blob_id, summary)
            SELECT id, {SqlNumbers.OutcomeStateSucceeded}, attempt, handler_id, claimed_at, now(), $3, nullif($4::text, '') FROM ended
            ON CONFLICT DO NOTHING RETURNING id),
        held AS (UPDATE errand.blob SET held = true WHERE id = $3 AND EXISTS (SELECT FROM written))
        SELECT EXISTS (SELECT FROM ended) AS is_ended, EXISTS (SELECT FROM found) AS is_blob_there
        """;

    private const string EndRuns = """
        -- The fence: to end a run, its lease must be found. No clock decides. kind: 1 succeeded, else as in attempt_log: 2 failed, 3 will be
        -- retried, 4 cancelled, 7 handed back, 8 no such type. disposition: 1 succeeded, 2 failed, 3 retry, 4 hand back, 5 no such type.
        -- The ids are in order, each once: width_bucket finds the place of one among them by halving. $4 holds all results, each followed by its
        -- summary, and $5 where each of both begins and the last one ends: an array of texts is read from its beginning for each text taken out
        -- of it.
        WITH taken AS (
            DELETE FROM errand.lease l WHERE id = ANY ($1::bigint[]) AND attempt = ($2::int[])[width_bucket(id, $1::bigint[])]
            RETURNING id, attempt, tries, queue_id, priority, handler_id, claimed_at, cancel, width_bucket(id, $1::bigint[]) AS place),
        sent AS (
            SELECT taken.*, ($3::smallint[])[place] AS disposition, ($6::text[])[place] AS error, ($7::bigint[])[place] AS delay_ms,
                substring($4::bytea FROM ($5::int[])[2 * place - 1] + 1 FOR ($5::int[])[2 * place] - ($5::int[])[2 * place - 1]) AS result,
                CASE WHEN ($5::int[])[2 * place] < ($5::int[])[2 * place + 1] THEN convert_from(
                    substring($4::bytea FROM ($5::int[])[2 * place] + 1 FOR ($5::int[])[2 * place + 1] - ($5::int[])[2 * place]), 'UTF8')
                END AS summary
            FROM taken),
        ended AS MATERIALIZED (
            SELECT id, attempt, tries, queue_id, priority, handler_id, claimed_at, place, disposition, error,
                CASE WHEN disposition = 1 THEN convert_from(result, 'UTF8') END AS result,
                summary, now() + delay_ms * interval '1 ms' AS due,
                CASE WHEN disposition = 1 THEN 1 WHEN cancel THEN 4
                    WHEN disposition = 4 THEN 7 WHEN disposition = 5 THEN 8 WHEN disposition = 3 AND tries > 0 THEN 3 ELSE 2 END AS kind FROM sent),
        readied AS (
            INSERT INTO errand.ready (queue_id, priority, id, attempt, tries, since)
            SELECT queue_id, priority, id, attempt, tries + 1, now() FROM ended WHERE kind = 7 ON CONFLICT DO NOTHING),
        delayed AS (
            INSERT INTO errand.later (id, run_at, queue_id, priority, attempt, tries)
            SELECT id, due, queue_id, priority, attempt, CASE kind WHEN 8 THEN tries + 1 ELSE tries END
            FROM ended WHERE kind IN (3, 8) ON CONFLICT DO NOTHING),
        logged AS (
            INSERT INTO errand.attempt_log (id, attempt, handler_id, started_at, ended_at, kind, error)
            SELECT id, attempt, handler_id, claimed_at, now(), kind, error FROM ended WHERE kind <> 1 ON CONFLICT DO NOTHING)
        """;

    private const string SelectEnded =
        "SELECT place, kind, queue_id, priority, CASE WHEN kind IN (3, 8) THEN due END AS due FROM ended";

    public const string FinishVerdict = """
        -- For runs whose lease was not there, in a statement of its own: sent a second time at the same moment, it would not see the commit of
        -- the first. True if this finish was recorded before; and how it ended the task, if it did. An attempt of kind 5 was taken from its
        -- handler: what its run still says is stale. As safe as a commit, like FindReceipt.
        SELECT run.id, run.attempt, coalesce(a.kind IN (2, 3, 4, 7, 8), false)
            OR coalesce(o.attempt = run.attempt AND o.handler_id IS NOT NULL AND a.kind IS DISTINCT FROM 5, false) AS is_already,
            CASE WHEN o.attempt = run.attempt THEN o.state END AS state
        FROM (SELECT pg_logical_emit_message(true, 'errand', '')) safe
        CROSS JOIN unnest($1::bigint[], $2::int[]) AS run (id, attempt)
        LEFT JOIN LATERAL (SELECT attempt, handler_id, state FROM errand.outcome WHERE id = run.id OFFSET 0) o ON true
        LEFT JOIN LATERAL (SELECT kind FROM errand.attempt_log WHERE id = run.id AND attempt = run.attempt OFFSET 0) a ON true
        """;

    public const string Report = """
        -- A message belongs to its progress; alone it replaces only the message. A line that is sent twice is kept once.
        WITH sent AS MATERIALIZED (
            SELECT * FROM unnest($1::bigint[], $2::int[], $3::double precision[], $4::text[]) AS x (id, attempt, progress, message) ORDER BY id),
        updated AS MATERIALIZED (
            UPDATE errand.lease l SET progress = coalesce(sent.progress, l.progress),
                progress_message = CASE WHEN sent.progress IS NULL THEN coalesce(sent.message, l.progress_message) ELSE sent.message END
            FROM sent WHERE l.id = sent.id AND l.attempt = sent.attempt RETURNING l.id)
        INSERT INTO errand.task_log (id, attempt, line, at, level, message)
        SELECT * FROM unnest($5::bigint[], $6::int[], $7::int[], $8::timestamptz[], $9::smallint[], $10::text[])
            AS n (id, attempt, line, at, level, message)
        WHERE id IN (SELECT id FROM updated) ON CONFLICT DO NOTHING
        """;

    public const string FindCancelled = "SELECT id, attempt FROM errand.lease WHERE cancel AND handler_id = $1";

    public const string Reconcile = """
        SELECT id, attempt FROM errand.lease WHERE handler_id = $1 AND claimed_at < now() - $2::interval
        """;

    // IMemberStore

    public const string Join = """
        INSERT INTO errand.handler (id, role, host, pid, version, slots, started_at, expires_at, offer, memory_bytes)
        VALUES ($1, $2, $3, $4, $5, $6, $7, now() + $8, $9, $10)
        ON CONFLICT (id) DO UPDATE SET slots = excluded.slots, expires_at = excluded.expires_at WHERE NOT handler.dead
        """;

    public const string Beat = """
        -- The first row, without an id, is about the handler itself. Then comes a row for each run that is to be cancelled or is lost. Does not
        -- wait for a disk or a standby: losing a beat in a crash costs nothing, and a beat that waited would be abandoned and cancel the wait.
        WITH prolonged AS MATERIALIZED (
            UPDATE errand.handler SET expires_at = now() + $2, memory_bytes = $5, drain = drain OR $6 FROM (SELECT set_config('synchronous_commit', 'off', true)) s
            WHERE id = $1 AND NOT dead RETURNING id)
        SELECT NULL::bigint AS id, NULL::int AS attempt, EXISTS (SELECT FROM prolonged) AS is_alive, NULL::boolean AS is_cancelled
        UNION ALL
        SELECT run.id, run.attempt, NULL, l.cancel IS NOT NULL
        FROM unnest($3::bigint[], $4::int[]) AS run (id, attempt)
        LEFT JOIN LATERAL (SELECT cancel FROM errand.lease WHERE id = run.id AND attempt = run.attempt AND handler_id = $1 OFFSET 0) l ON true
        WHERE l.cancel IS DISTINCT FROM false
        """;

    public const string Leave = """
        UPDATE errand.handler SET signed_off = signed_off OR NOT dead, dead = true, expires_at = least(expires_at, now()) WHERE id = $1
        """;

    public const string ListMembers = $$"""
        -- The leases are read once for all handlers, not once for each.
        SELECT {{MemberColumns}}, coalesce(l.ids, '{}')
        FROM errand.handler h LEFT JOIN (
            SELECT handler_id, array_agg(id ORDER BY id) AS ids FROM {{Leases}} GROUP BY handler_id OFFSET 0) l ON l.handler_id = h.id
        WHERE NOT h.dead AND h.expires_at > now() ORDER BY h.started_at, h.id
        """;

    public const string ListGone = $"""
        -- One that was not declared dead yet is gone since its lease ran out.
        SELECT {MemberColumns}, h.lost FROM errand.handler h
        WHERE (h.dead OR h.expires_at <= now()) AND h.expires_at > now() - $1::interval ORDER BY h.expires_at DESC, h.id
        """;

    /// <summary>By the index: the table is never made shorter, so that to read all of it takes as long after a rush as in it.</summary>
    private const string Leases = "(SELECT id, queue_id, handler_id FROM errand.lease ORDER BY id OFFSET 0) leases";

    private const string MemberColumns =
        "h.id, h.role, h.host, h.pid, h.version, h.slots, h.started_at, h.expires_at, h.offer, h.memory_bytes, h.drain";

    // IUpkeepStore

    // SQLite has a statement for each question: TickQueues, TickDue, TickHandlers and TickOrphans.
    public const string Tick = """
        -- A row for each queue with something to claim, with the place of its first task, or one row without a queue. An expired task cannot be
        -- claimed; the search stops at the first live one. What a dead handler still holds is due after $2.
        WITH wait AS MATERIALIZED (
            SELECT (SELECT min(run_at) FROM errand.later) - now() AS until_due,
                least(
                    (SELECT min(expires_at) FROM errand.handler WHERE NOT dead AND NOT id = ANY ($1)),
                    CASE WHEN EXISTS (SELECT FROM errand.handler WHERE dead) THEN (
                        SELECT now() + $2::interval FROM errand.lease l
                        WHERE (SELECT dead FROM errand.handler WHERE handler.id = l.handler_id) LIMIT 1) END) - now() AS until_lease_end)
        SELECT wait.until_due, wait.until_lease_end, claimable.queue_id, claimable.name, claimable.priority, claimable.id
        FROM wait LEFT JOIN (
            SELECT q.id AS queue_id, q.name, first.priority, first.id FROM errand.queue q CROSS JOIN LATERAL (
                SELECT priority, id FROM errand.ready r
                WHERE r.queue_id = q.id AND (SELECT expires_at FROM errand.task WHERE task.id = r.id) > now()
                ORDER BY priority, id LIMIT 1) first
            WHERE NOT q.paused) claimable ON true
        """;

    public const string Promote = """
        -- Delete and insert are one statement: a task is in one place at every instant, and two promoters never take the same row.
        -- Not ordered by id as well, because everything that is due would have to be sorted for each batch. Rows of one instant come in the order
        -- of their insertion.
        WITH due AS MATERIALIZED (
            SELECT ctid AS place_in_table FROM errand.later WHERE run_at <= now() ORDER BY run_at LIMIT $1 FOR UPDATE SKIP LOCKED),
        moved AS (DELETE FROM errand.later WHERE ctid = ANY (ARRAY (SELECT place_in_table FROM due)) RETURNING later.*),
        readied AS (
            INSERT INTO errand.ready (queue_id, priority, id, attempt, tries, since)
            SELECT queue_id, priority, id, attempt, tries, now() FROM moved ORDER BY queue_id, priority, id ON CONFLICT DO NOTHING)
        SELECT queue_id, priority, id FROM moved
        """;

    public const string ReapMark = """
        UPDATE errand.handler SET dead = true WHERE id IN (
            SELECT id FROM errand.handler WHERE NOT dead AND expires_at < now() AND NOT id = ANY ($1) ORDER BY id FOR UPDATE SKIP LOCKED)
        RETURNING id
        """;

    public const string Reap = $"""
        -- An anti-join: a lease whose handler is not listed is as lost as one of a dead handler. If more than $5 are rescued at once, they come
        -- back over the time $6. The dead handlers are counted up last, in the order of their ids: nothing that holds a handler waits for a lease.
        WITH victim AS MATERIALIZED (
            SELECT l.*, coalesce((SELECT dead FROM errand.handler WHERE handler.id = l.handler_id), true) AS is_lost FROM errand.lease l
            WHERE coalesce((SELECT dead FROM errand.handler WHERE handler.id = l.handler_id), true) OR l.deadline_at < now() - $4::interval
            ORDER BY l.id LIMIT $1 FOR UPDATE OF l SKIP LOCKED),
        deleted AS (
            DELETE FROM errand.lease l USING victim WHERE l.id = victim.id AND l.attempt = victim.attempt
            RETURNING l.*, victim.is_lost),
        taken AS MATERIALIZED (
            SELECT deleted.*, tries > 0 AND NOT cancel AS is_tried_again, CASE WHEN is_lost THEN $2 ELSE $3 END AS error,
                (SELECT count(*) FROM victim) > $5 AS is_herd FROM deleted),
        readied AS (
            INSERT INTO errand.ready (queue_id, priority, id, attempt, tries, since)
            SELECT queue_id, priority, id, attempt, tries, now() FROM taken WHERE is_tried_again AND NOT is_herd ON CONFLICT DO NOTHING),
        delayed AS (
            INSERT INTO errand.later (id, run_at, queue_id, priority, attempt, tries)
            SELECT id, now() + $6::interval * random(), queue_id, priority, attempt, tries
            FROM taken WHERE is_tried_again AND is_herd ON CONFLICT DO NOTHING),
        ended AS (
            INSERT INTO errand.outcome (id, state, attempt, handler_id, started_at, finished_at, result, error)
            SELECT id, CASE WHEN cancel THEN {SqlNumbers.OutcomeStateCancelled} ELSE {SqlNumbers.OutcomeStateFailed} END,
                attempt, handler_id, claimed_at, now(), NULL, error
            FROM taken WHERE NOT is_tried_again ON CONFLICT DO NOTHING),
        logged AS (
            INSERT INTO errand.attempt_log (id, attempt, handler_id, started_at, ended_at, kind, error)
            SELECT id, attempt, handler_id, claimed_at, now(), {SqlNumbers.AttemptKindHandlerLost}, error FROM taken ON CONFLICT DO NOTHING),
        loser AS MATERIALIZED (
            SELECT id FROM errand.handler WHERE id = ANY (ARRAY (SELECT handler_id FROM taken WHERE is_lost)) ORDER BY id FOR UPDATE),
        counted AS (
            UPDATE errand.handler SET lost = lost + (SELECT count(*) FROM taken WHERE handler_id = handler.id)::int
            WHERE id = ANY (ARRAY (SELECT id FROM loser)))
        SELECT id, queue_id, priority, is_tried_again, cancel,
            (SELECT type FROM errand.task WHERE task.id = taken.id) AS type FROM taken
        """;

    public const string DeleteExpired = """
        -- The place goes first, the task only with it. A running task is cancelled and goes in a later sweep, when it has ended; until then it does
        -- not take a place in this one. Tasks are chosen by expiry, then taken in the order in which Finish and Submit lock theirs.
        -- Does not wait for the disk: a task that a crash brings back is as expired as it was. Begins at $2, behind rows that are deleted
        -- and not vacuumed yet.
        WITH chosen AS MATERIALIZED (
            SELECT id, queue_id, priority, expires_at FROM errand.task t
            WHERE expires_at >= $2 AND expires_at <= now() AND coalesce((SELECT NOT cancel FROM errand.lease WHERE lease.id = t.id), true)
            ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED),
        expired AS MATERIALIZED (
            SELECT chosen.* FROM chosen CROSS JOIN (SELECT set_config('synchronous_commit', 'off', true)) setting ORDER BY id),
        was_ready AS (
            DELETE FROM errand.ready WHERE ctid = ANY (ARRAY (
                SELECT place_in_table FROM expired CROSS JOIN LATERAL (
                    SELECT ctid AS place_in_table FROM errand.ready
                    WHERE ready.queue_id = expired.queue_id AND ready.priority = expired.priority AND ready.id = expired.id OFFSET 0) found))
            RETURNING ready.id),
        was_later AS (DELETE FROM errand.later WHERE id = ANY (ARRAY (SELECT id FROM expired)) RETURNING later.id),
        was_blocked AS (DELETE FROM errand.blocked WHERE id = ANY (ARRAY (SELECT id FROM expired)) RETURNING blocked.id),
        signalled AS (
            UPDATE errand.lease SET cancel = true WHERE id = ANY (ARRAY (SELECT id FROM expired)) AND NOT cancel RETURNING lease.id),
        was_done AS (
            DELETE FROM errand.outcome WHERE id = ANY (ARRAY (SELECT id FROM expired)) RETURNING outcome.id, outcome.blob_id),
        blobs AS (
            UPDATE errand.blob SET held = false, doomed = true
            WHERE id = ANY (ARRAY (SELECT blob_id FROM was_done WHERE blob_id IS NOT NULL))),
        gone AS MATERIALIZED (
            SELECT id FROM was_ready UNION ALL SELECT id FROM was_later UNION ALL SELECT id FROM was_blocked UNION ALL SELECT id FROM was_done),
        keys AS MATERIALIZED (
            -- An expression, so that no walk over all keys in this order looks cheaper than a sort.
            SELECT task_id FROM errand.idem WHERE task_id = ANY (ARRAY (SELECT id FROM gone)) ORDER BY scope || '', key FOR UPDATE),
        tasks AS (DELETE FROM errand.task WHERE id = ANY (ARRAY (SELECT id FROM gone))),
        attempts AS (DELETE FROM errand.attempt_log WHERE id = ANY (ARRAY (SELECT id FROM gone))),
        lines AS (DELETE FROM errand.task_log WHERE id = ANY (ARRAY (SELECT id FROM gone))),
        kept AS (DELETE FROM errand.kept WHERE id = ANY (ARRAY (SELECT id FROM gone))),
        freed AS (DELETE FROM errand.idem WHERE task_id = ANY (ARRAY (SELECT task_id FROM keys)))
        SELECT (SELECT count(*) FROM gone)::int AS deleted,
            ((SELECT count(*) FROM was_ready) + (SELECT count(*) FROM was_later) + (SELECT count(*) FROM was_blocked))::int AS never_finished,
            ARRAY (SELECT id FROM signalled) AS told_to_stop, (SELECT max(expires_at) FROM expired) AS last, now() AS now
        """;

    public const string DeleteParts = """
        -- Only doomed blobs lose their parts. Those that become doomed here, because no outcome has named them in time, lose them from the
        -- next call on. True while there is more to do.
        WITH late AS (
            UPDATE errand.blob SET doomed = true WHERE id = ANY (ARRAY (
                SELECT id FROM errand.blob WHERE NOT held AND NOT doomed AND created_at < now() - $2::interval
                ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED)) RETURNING id),
        target AS MATERIALIZED (SELECT id FROM errand.blob WHERE doomed ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED),
        chosen AS MATERIALIZED (
            SELECT part.blob_id, part.n FROM target CROSS JOIN LATERAL (
                SELECT blob_id, n FROM errand.blob_part WHERE blob_id = target.id ORDER BY n LIMIT $1) part LIMIT $1),
        parts AS (DELETE FROM errand.blob_part USING chosen WHERE blob_part.blob_id = chosen.blob_id AND blob_part.n = chosen.n),
        blobs AS (
            DELETE FROM errand.blob WHERE id = ANY (ARRAY (
                SELECT id FROM target WHERE NOT EXISTS (SELECT FROM errand.blob_part WHERE blob_id = target.id))))
        SELECT EXISTS (SELECT FROM late) OR EXISTS (SELECT FROM chosen) AS is_more
        """;

    public const string DeleteReceipts = """
        WITH outdated AS MATERIALIZED (
            SELECT nonce FROM errand.receipt WHERE at < now() - $2::interval ORDER BY at LIMIT $1 FOR UPDATE SKIP LOCKED)
        DELETE FROM errand.receipt WHERE nonce = ANY (ARRAY (SELECT nonce FROM outdated))
        """;

    public const string DeleteHandlers = """
        -- Only without leases, which a missing row would hide.
        DELETE FROM errand.handler WHERE id IN (
            SELECT id FROM errand.handler h WHERE dead AND expires_at < now() - $1::interval
                AND NOT EXISTS (SELECT FROM errand.lease WHERE handler_id = h.id) FOR UPDATE SKIP LOCKED)
        """;

    public const string DeleteAudit = """
        -- The oldest are the first, so no more are looked at than may be deleted.
        DELETE FROM errand.audit WHERE n = ANY (ARRAY (
            SELECT n FROM (SELECT n, at FROM errand.audit ORDER BY n LIMIT $1) oldest WHERE at < now() - $2::interval))
        """;

    // IReadStore

    public const string Find = $"""
        -- One statement, one snapshot: a task in motion is never unknown. `last` is the last run that did not succeed, `failed` the last attempt that failed.
        SELECT t.type, t.args, {FindColumns}
        {FindJoins}
        WHERE t.id = $1 AND t.expires_at > now()
        """;

    private const string FindColumns = """
        q.name, t.priority, t.max_attempts, t.tags, t.created_at, t.expires_at, q.paused,
            coalesce(o.attempt, l.attempt, w.attempt, r.attempt, b.attempt), o.state, l.id IS NOT NULL, w.run_at, coalesce(l.cancel, false),
            coalesce(l.claimed_at, o.started_at, last.started_at), coalesce(l.handler_id, o.handler_id, last.handler_id),
            l.progress, l.progress_message, o.finished_at,
            coalesce(octet_length(o.result)::bigint, (SELECT bytes FROM errand.blob WHERE blob.id = o.blob_id)),
            CASE WHEN octet_length(o.result) <= $2 THEN o.result END,
            failed.error, failed.attempt, failed.ended_at, k.id IS NOT NULL, k.until, k.note, o.summary, t.trace
        """;

    private const string FindJoins = $"""
        FROM errand.task t CROSS JOIN LATERAL (
            SELECT name, paused FROM errand.queue
            WHERE queue.id = CASE WHEN t.queue_id < 4294967296 THEN t.queue_id ELSE t.queue_id >> 32 END OFFSET 0) q
        LEFT JOIN errand.outcome o ON o.id = t.id
        LEFT JOIN errand.lease l ON l.id = t.id
        LEFT JOIN errand.later w ON w.id = t.id
        LEFT JOIN errand.ready r ON r.queue_id = t.queue_id AND r.priority = t.priority AND r.id = t.id
        LEFT JOIN errand.blocked b ON b.id = t.id
        LEFT JOIN errand.kept k ON k.id = t.id
        LEFT JOIN LATERAL (
            SELECT started_at, handler_id FROM errand.attempt_log WHERE id = t.id AND started_at IS NOT NULL ORDER BY attempt DESC LIMIT 1) last ON true
        LEFT JOIN LATERAL (
            SELECT error, attempt, ended_at FROM errand.attempt_log WHERE id = t.id AND kind IN ({SqlNumbers.FailedAttempts}) ORDER BY attempt DESC LIMIT 1) failed ON true
        """;

    public const string OpenResult = $"""
        SELECT o.result, o.blob_id, (SELECT bytes FROM errand.blob WHERE blob.id = o.blob_id) AS bytes FROM errand.outcome o
        WHERE o.id = $1 AND o.state = {SqlNumbers.OutcomeStateSucceeded} AND EXISTS (SELECT FROM errand.task WHERE task.id = $1 AND expires_at > now())
        """;

    public const string ReadParts = "SELECT data FROM errand.blob_part WHERE blob_id = $1 AND n >= $2 AND n < $3 ORDER BY n";

    public const string FindDone = """
        SELECT x.id FROM unnest($1::bigint[]) AS x (id)
        LEFT JOIN LATERAL (SELECT id FROM errand.outcome WHERE id = x.id OFFSET 0) o ON true
        LEFT JOIN LATERAL (SELECT expires_at FROM errand.task WHERE id = x.id OFFSET 0) t ON true
        WHERE o.id IS NOT NULL OR t.expires_at IS NULL OR t.expires_at <= now()
        """;

    public const string FindOwners = """
        SELECT x.id, t.type, t.owner FROM unnest($1::bigint[]) AS x (id)
        CROSS JOIN LATERAL (SELECT type, owner FROM errand.task WHERE task.id = x.id AND expires_at > now() OFFSET 0) t
        """;

    // IWatchStore

    // SQLite has a counter in the file: Changed.
    public const string Listen = "LISTEN errand";

    // SQLite has a counter in the file: Changed.
    public const string Notify = "SELECT pg_notify($1, $2)";

    // SQLite has a counter in the file: Changed.
    public const string CountListeners = $"""
        -- How many processes a notification wakes. The members count too, because this role may not see the sessions of other roles.
        SELECT greatest(
            (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query = '{Listen}'),
            (SELECT count(DISTINCT (host, pid)) FROM errand.handler WHERE NOT dead AND expires_at > now()))::int
        """;

    // SQLite has a counter in the file: Changed.
    public const string TellReady = $"""
        -- Sends the hint $2 of the only task of batch $3, with the task's id put in, if the task was stored.
        SELECT {SetLocal}, pg_notify($1, jsonb_set($2::jsonb, ARRAY['q', '0', 'i'], to_jsonb(id))::text)
        FROM (SELECT first_id FROM errand.receipt WHERE nonce = $3) r CROSS JOIN LATERAL (SELECT id FROM errand.task WHERE id = first_id OFFSET 0) t
        """;

    // SQLite has a counter in the file: Changed.
    public const string TellDone = $"""
        -- Sends the hint $2 of task $3, if it is done.
        SELECT {SetLocal}, pg_notify($1, $2) FROM errand.outcome WHERE id = $3
        """;

    // The server may lose such a hint in a crash, so its commit does not wait for the disk. It does wait for a lock that every committing
    // NOTIFY of the server takes, and the holder may be waiting for a standby that is away. The wait is short, because the answer to the
    // write comes after it.
    private const string SetLocal = "set_config('synchronous_commit', 'off', true), set_config('lock_timeout', '100ms', true)";

    // SQLite has a counter in the file: Changed.
    public const string FindMark = """
        -- What the server counts for its autovacuum: up to 10 seconds late, and with what was rolled back. Heartbeats write to none of these tables.
        SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint AS mark FROM pg_stat_user_tables
        WHERE schemaname = 'errand' AND relname IN ('queue', 'task', 'ready', 'later', 'blocked', 'lease', 'outcome')
        """;

    public const string CheckHealth = $"""
        -- Reads all of ready: an index would cost every task an entry. Looks for expired tasks from $1 on: deleted rows stay in the index as long
        -- as an old snapshot is open.
        SELECT now() - (SELECT min(since) FROM errand.ready WHERE queue_id IN (SELECT id FROM errand.queue WHERE NOT paused)) AS oldest_ready,
            (SELECT coalesce(sum(slots), 0) FROM errand.handler WHERE NOT dead AND expires_at > now())::int AS slots,
            (SELECT count(*) FROM {Leases})::int AS running,
            (SELECT max(version) FROM errand.migration) AS version, current_setting('transaction_read_only') = 'off' AS accepts_writes,
            now() - e.expires_at AS oldest_expired, coalesce(e.expires_at, now()) - interval '1 min' AS expired_from
        FROM (SELECT) one LEFT JOIN LATERAL (
            SELECT expires_at FROM errand.task t
            WHERE expires_at >= $1 AND expires_at <= now() AND coalesce((SELECT NOT cancel FROM errand.lease WHERE lease.id = t.id), true)
            ORDER BY expires_at LIMIT 1) e ON true
        """;

    // IViewStore

    public const string FindMany = $"""
        SELECT t.type, CASE WHEN octet_length(t.args) <= $2 THEN t.args END, {FindColumns}, octet_length(t.args)::bigint, t.id
        {FindJoins}
        WHERE t.id = ANY($1) AND t.expires_at > now()
        """;

    public const string FindStamps = """
        SELECT t.id, ROW(q.paused, coalesce(o.attempt, l.attempt, w.attempt, r.attempt, b.attempt), o.state, l.cancel, l.progress, l.progress_message,
            w.run_at, l.id IS NULL, w.id IS NULL, g.attempt, g.line)::text AS stamp
        FROM errand.task t CROSS JOIN LATERAL (
            SELECT paused FROM errand.queue
            WHERE queue.id = CASE WHEN t.queue_id < 4294967296 THEN t.queue_id ELSE t.queue_id >> 32 END OFFSET 0) q
        LEFT JOIN LATERAL (SELECT id, attempt, state FROM errand.outcome WHERE outcome.id = t.id OFFSET 0) o ON true
        LEFT JOIN LATERAL (
            SELECT id, attempt, cancel, progress, progress_message FROM errand.lease WHERE o.id IS NULL AND lease.id = t.id OFFSET 0) l ON true
        LEFT JOIN LATERAL (SELECT id, attempt, run_at FROM errand.later WHERE o.id IS NULL AND later.id = t.id OFFSET 0) w ON true
        LEFT JOIN LATERAL (
            SELECT attempt FROM errand.ready
            WHERE o.id IS NULL AND ready.queue_id = t.queue_id AND ready.priority = t.priority AND ready.id = t.id OFFSET 0) r ON true
        LEFT JOIN LATERAL (SELECT attempt FROM errand.blocked WHERE o.id IS NULL AND blocked.id = t.id OFFSET 0) b ON true
        LEFT JOIN LATERAL (
            SELECT attempt, line FROM errand.task_log WHERE task_log.id = t.id ORDER BY attempt DESC, line DESC LIMIT 1) g ON true
        WHERE t.id = ANY($1) AND t.expires_at > now()
        """;

    public const string FindQueues = """
        SELECT name FROM errand.queue WHERE starts_with(name, $1) ORDER BY name COLLATE "C" LIMIT $2
        """;

    public const string FindLog = """
        -- One row without a line, if the task has none of them.
        SELECT g.attempt, g.line, g.at, g.level, g.message FROM errand.task t LEFT JOIN LATERAL (
            SELECT attempt, line, at, level, message FROM errand.task_log
            WHERE task_log.id = t.id AND (attempt, line) > ($2, $3) AND attempt <= $4 AND level >= $5
            ORDER BY attempt, line LIMIT $6) g ON true
        WHERE t.id = $1 AND t.expires_at > now() ORDER BY g.attempt, g.line
        """;

    public const string FindAttempts = $"""
        -- A row for each attempt, in no order, or one row without an attempt. kind: 1 succeeded, null still running, else as in attempt_log.
        -- What ended while it waited has the number of the attempt that it waited for, and no start.
        SELECT t.created_at, t.run_at,
            NOT EXISTS (SELECT FROM errand.lease WHERE lease.id = $1) AND NOT EXISTS (SELECT FROM errand.outcome WHERE outcome.id = $1),
            x.attempt, x.started_at, x.ended_at, x.kind, x.error, x.handler_id, h.host, h.pid, x.retried_at
        FROM errand.task t LEFT JOIN LATERAL (
            (SELECT attempt, started_at, ended_at, kind::int, error, handler_id, retried_at FROM errand.attempt_log
                WHERE id = $1 ORDER BY attempt DESC LIMIT $2)
            UNION ALL
            SELECT attempt, claimed_at, NULL, NULL, NULL, handler_id, NULL FROM errand.lease WHERE id = $1
            UNION ALL
            SELECT attempt, started_at, finished_at, 1, NULL, handler_id, NULL FROM errand.outcome
            WHERE id = $1 AND state = {SqlNumbers.OutcomeStateSucceeded}
            UNION ALL
            SELECT attempt + 1, NULL, finished_at,
                CASE state WHEN {SqlNumbers.OutcomeStateCancelled} THEN {SqlNumbers.AttemptKindCancelled} ELSE {SqlNumbers.AttemptKindFailed} END,
                error, NULL, NULL
            FROM errand.outcome WHERE id = $1 AND state <> {SqlNumbers.OutcomeStateSucceeded} AND handler_id IS NULL) x ON true
        LEFT JOIN LATERAL (SELECT host, pid FROM errand.handler WHERE handler.id = x.handler_id OFFSET 0) h ON true
        WHERE t.id = $1 AND t.expires_at > now()
        """;

    // IQueueStore

    public const string ListQueues = $"""
        -- A row for each queue, or for the queue $1, then rows with how many tasks of a queue wait for an instant, and how many are held by
        -- handlers. A union: a join of queues and counts would be pinned to a loop over both. An expired task cannot be claimed, but counts
        -- until it is deleted: to look up each task would cost ten times as much. The head is looked for among those that are counted.
        SELECT q.id::bigint, q.name, q.paused, r.ready, r.oldest, (
                SELECT id FROM (SELECT priority, id FROM errand.ready WHERE queue_id = q.id ORDER BY priority, id LIMIT 10001) seen
                WHERE (SELECT expires_at FROM errand.task WHERE task.id = seen.id) > now()
                ORDER BY priority, id LIMIT 1) AS head, NULL::int AS later, NULL::int AS running
        FROM errand.queue q CROSS JOIN LATERAL (
            SELECT count(*)::int AS ready, min(since) AS oldest FROM (
                SELECT since FROM errand.ready WHERE queue_id = q.id ORDER BY priority, id LIMIT 10001) seen) r
        WHERE $1 = '' OR q.name = $1
        UNION ALL
        SELECT CASE WHEN queue_id < 4294967296 THEN queue_id ELSE queue_id >> 32 END, NULL, NULL, NULL, NULL, NULL, count(*)::int, NULL
        FROM (SELECT queue_id FROM errand.later ORDER BY id LIMIT 100001) seen GROUP BY 1
        UNION ALL
        SELECT CASE WHEN queue_id < 4294967296 THEN queue_id ELSE queue_id >> 32 END, NULL, NULL, NULL, NULL, NULL, NULL, count(*)::int
        FROM {Leases} GROUP BY 1
        """;

    public const string FindStanding = $"""
        -- A row for each handler that lives or went within an hour, or one row without a handler. What is ahead is counted once, not for each
        -- handler, and by two looks, because (priority, id) < (…) would not end a walk over an index. An expired task does not start, and does not
        -- count.
        WITH standing AS MATERIALIZED (
            SELECT now() AS at, t.type, q.name, q.paused,
                CASE WHEN o.id IS NOT NULL THEN 4 WHEN l.id IS NOT NULL THEN 3 WHEN w.id IS NOT NULL THEN 2 WHEN r.id IS NOT NULL THEN 1 ELSE 5 END AS place,
                coalesce(o.finished_at, l.claimed_at, r.since, a.retried_at, a.ended_at, t.created_at) AS since, w.run_at,
                coalesce(o.attempt, l.attempt, w.attempt, r.attempt, b.attempt, 0) AS attempt, o.state, coalesce(o.error, a.error) AS error,
                (SELECT count(*) FROM (
                    (SELECT FROM errand.ready x WHERE r.id IS NOT NULL AND x.queue_id = t.queue_id AND x.priority < t.priority
                        AND (SELECT expires_at FROM errand.task WHERE task.id = x.id) > now() LIMIT 10001)
                    UNION ALL
                    (SELECT FROM errand.ready x WHERE r.id IS NOT NULL AND x.queue_id = t.queue_id AND x.priority = t.priority AND x.id < t.id
                        AND (SELECT expires_at FROM errand.task WHERE task.id = x.id) > now() LIMIT 10001)
                    LIMIT 10001) seen)::int AS ahead, a.kind
            FROM errand.task t CROSS JOIN LATERAL (
                SELECT name, paused FROM errand.queue
                WHERE queue.id = CASE WHEN t.queue_id < 4294967296 THEN t.queue_id ELSE t.queue_id >> 32 END OFFSET 0) q
            LEFT JOIN errand.outcome o ON o.id = t.id
            LEFT JOIN errand.lease l ON l.id = t.id
            LEFT JOIN errand.later w ON w.id = t.id
            LEFT JOIN errand.ready r ON r.queue_id = t.queue_id AND r.priority = t.priority AND r.id = t.id
            LEFT JOIN errand.blocked b ON b.id = t.id
            LEFT JOIN LATERAL (
                SELECT kind, error, ended_at, retried_at FROM errand.attempt_log WHERE id = t.id ORDER BY attempt DESC LIMIT 1) a ON true
            WHERE t.id = $1 AND t.expires_at > now())
        SELECT {MemberColumns}, h.dead OR h.expires_at <= now(), coalesce(held.tasks, 0)::int, standing.*
        FROM standing LEFT JOIN errand.handler h ON h.role = 'handler' AND h.expires_at > now() - $2::interval
        LEFT JOIN (SELECT handler_id, count(*) AS tasks FROM {Leases} GROUP BY handler_id OFFSET 0) held ON held.handler_id = h.id
        ORDER BY h.expires_at DESC, h.id
        """;

    public const string FindRunTimes = $"""
        SELECT o.finished_at - o.started_at FROM (
            SELECT id, state, started_at, finished_at FROM errand.outcome ORDER BY id DESC LIMIT 1000) o
        WHERE o.state = {SqlNumbers.OutcomeStateSucceeded} AND o.finished_at > now() - $2::interval
            AND (SELECT type FROM errand.task WHERE task.id = o.id) = $1
        """;

    public const string FindWork = $"""
        -- A row for each member that lives or went within an hour; a row for each type that waits in a queue; and a row for the store itself.
        -- Of the tasks it looks at the first of each queue and priority, and at those that are due next, if they are due or had an attempt.
        -- Looks for expired tasks from $2 on, as CheckHealth does.
        WITH RECURSIVE place AS (
            (SELECT queue_id, priority FROM errand.ready ORDER BY queue_id, priority, id LIMIT 1)
            UNION ALL
            SELECT n.queue_id, n.priority FROM place CROSS JOIN LATERAL (
                SELECT queue_id, priority FROM errand.ready WHERE (ready.queue_id, ready.priority) > (place.queue_id, place.priority)
                ORDER BY queue_id, priority, id LIMIT 1) n),
        waiting AS MATERIALIZED (
            SELECT r.queue_id, r.id, r.since AS ready_at
            FROM (SELECT queue_id, priority FROM place LIMIT $3) p CROSS JOIN LATERAL (
                SELECT queue_id, id, since FROM errand.ready WHERE ready.queue_id = p.queue_id AND ready.priority = p.priority
                ORDER BY id LIMIT $4) r
            UNION ALL
            SELECT queue_id, id, CASE WHEN run_at <= now() THEN run_at END
            FROM (SELECT queue_id, id, run_at, attempt FROM errand.later ORDER BY run_at LIMIT $5) l WHERE run_at <= now() OR attempt > 0)
        SELECT {MemberColumns}, h.dead OR h.expires_at <= now(), coalesce(held.tasks, 0)::int, h.signed_off, h.lost,
            NULL::text, NULL::boolean, NULL::text, NULL::timestamptz, NULL::timestamptz, NULL::timestamptz, NULL::timestamptz, NULL::boolean, NULL::bigint
        FROM errand.handler h
        LEFT JOIN (SELECT handler_id, count(*) AS tasks FROM {Leases} GROUP BY handler_id OFFSET 0) held ON held.handler_id = h.id
        WHERE h.expires_at > now() - $1::interval
        UNION ALL
        SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
            q.name, q.paused, t.type, min(t.created_at), min(w.ready_at), NULL, NULL, NULL, NULL
        FROM waiting w
        CROSS JOIN LATERAL (SELECT type, created_at FROM errand.task WHERE task.id = w.id AND expires_at > now() OFFSET 0) t
        CROSS JOIN LATERAL (
            SELECT name, paused FROM errand.queue
            WHERE queue.id = CASE WHEN w.queue_id < 4294967296 THEN w.queue_id ELSE w.queue_id >> 32 END OFFSET 0) q
        GROUP BY q.name, q.paused, t.type
        UNION ALL
        SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
            NULL, NULL, NULL, NULL, NULL, now(), e.expires_at, current_setting('transaction_read_only') = 'off',
            CASE WHEN NOT pg_is_in_recovery() THEN (
                SELECT coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)), 0)::bigint FROM pg_replication_slots) END
        FROM (SELECT) one LEFT JOIN LATERAL (
            SELECT expires_at FROM errand.task t
            WHERE expires_at >= $2 AND expires_at <= now() AND coalesce((SELECT NOT cancel FROM errand.lease WHERE lease.id = t.id), true)
            ORDER BY expires_at LIMIT 1) e ON true
        """;

    public const string FindEnds = $"""
        -- What processes counted, so that it does not matter how many tasks ended since. The error is that of the newest task that failed,
        -- if it is among the newest of all types.
        SELECT type, ended, failed, first_failed_at, (
            SELECT o.error FROM (
                SELECT id, finished_at, error FROM errand.outcome WHERE state = {SqlNumbers.OutcomeStateFailed} ORDER BY id DESC LIMIT $2) o
            WHERE failed > 0 AND o.finished_at > now() - $1::interval AND (SELECT t.type FROM errand.task t WHERE t.id = o.id) = s.type
            ORDER BY o.id DESC LIMIT 1) AS error
        FROM (
            SELECT type, sum(finished)::int AS ended,
                coalesce(sum(finished) FILTER (WHERE outcome = {SqlNumbers.OutcomeStateFailed}), 0)::int AS failed,
                min(at) FILTER (WHERE outcome = {SqlNumbers.OutcomeStateFailed}) AS first_failed_at
            FROM errand.stat WHERE step = 0 AND at > now() - $1::interval AND outcome > 0 AND type <> '{StatRow.Other}' GROUP BY type) s
        """;

    public const string CountTasks = $"""
        -- Each place is counted to a limit, so it does not matter how many tasks there are. The oldest is also looked for at the front of
        -- each queue, because the first queue may be longer than that limit. Of all tasks the newest are counted, not the oldest, before
        -- which deleted rows may lie. If there are more, the estimate is the planner's: as many for each page as when the table was last
        -- vacuumed.
        SELECT now() AS at, r.ready, least(r.oldest, f.oldest) AS oldest, l.scheduled, l.retry,
            (SELECT count(*) FROM {Leases})::int AS running, m.slots, m.handlers, m.janitors, s.stored,
            (SELECT (reltuples / relpages * (pg_relation_size(oid) / current_setting('block_size')::int))::bigint
                FROM pg_class WHERE oid = 'errand.task'::regclass AND relpages > 0 AND reltuples > 0) AS estimate
        FROM (SELECT count(*)::int AS ready, min(since) AS oldest FROM (
            SELECT since FROM errand.ready ORDER BY queue_id, priority, id LIMIT 10001) seen) r
        CROSS JOIN (SELECT min(first.since) AS oldest FROM errand.queue q CROSS JOIN LATERAL (
            SELECT since FROM errand.ready WHERE queue_id = q.id ORDER BY priority, id LIMIT 100) first) f
        CROSS JOIN (SELECT count(*) FILTER (WHERE attempt = 0)::int AS scheduled, count(*) FILTER (WHERE attempt > 0)::int AS retry FROM (
            SELECT attempt FROM errand.later ORDER BY id LIMIT 10001) seen) l
        CROSS JOIN (
            SELECT coalesce(sum(slots), 0)::int AS slots, count(*) FILTER (WHERE role = 'handler')::int AS handlers,
                count(*) FILTER (WHERE role = 'janitor')::int AS janitors
            FROM errand.handler WHERE NOT dead AND expires_at > now()) m
        CROSS JOIN (SELECT count(*)::int AS stored FROM (SELECT FROM errand.task ORDER BY id DESC LIMIT 10001) seen) s
        """;

    public const string CountTypes = """
        -- By arrays of ids, which are looked up by one walk over the index each: to look up one after the other would cost several times as
        -- much.
        SELECT type, count(*) FILTER (WHERE NOT is_running)::int AS waiting, count(*) FILTER (WHERE is_running)::int AS running FROM (
            SELECT type, false AS is_running FROM errand.task
            WHERE id = ANY (ARRAY(SELECT id FROM errand.ready ORDER BY queue_id, priority, id LIMIT 10000))
            UNION ALL
            SELECT type, false FROM errand.task WHERE id = ANY (ARRAY(SELECT id FROM errand.later ORDER BY id LIMIT 10000))
            UNION ALL
            SELECT type, true FROM errand.task WHERE id = ANY (ARRAY(SELECT id FROM errand.lease ORDER BY id LIMIT 10000))) seen
        GROUP BY type
        """;

    public const string SetPaused = $"""
        WITH changed AS (UPDATE errand.queue SET paused = $2 WHERE name = $1 RETURNING id),
        audited AS (
            INSERT INTO errand.audit (at, actor, action, target, address)
            SELECT now(), $3, CASE WHEN $2 THEN '{AuditActions.PauseQueue}' ELSE '{AuditActions.ResumeQueue}' END, $1, $4
            FROM changed WHERE $3::text IS NOT NULL)
        SELECT id FROM changed
        """;

    // IStatStore

    // SQLite inserts row by row: PutStat.
    public const string AddStats = """
        -- A batch that is sent again is stored once: see Submit. Does not wait for the disk: in a crash, the last counts may be lost.
        WITH first_time AS MATERIALIZED (
            INSERT INTO errand.receipt (nonce, at, first_id, last_id)
            SELECT $1, now(), 0, -1 FROM (SELECT set_config('synchronous_commit', 'off', true)) setting
            ON CONFLICT DO NOTHING RETURNING nonce)
        INSERT INTO errand.stat (step, at, member, type, queue, outcome, submitted, finished, wait, run)
        SELECT 0, now(), $2, u.* FROM unnest(
            $3::text[], $4::text[], $5::smallint[], $6::bigint[], $7::bigint[], $8::bytea[], $9::bytea[])
            AS u (type, queue, outcome, submitted, finished, wait, run)
        WHERE EXISTS (SELECT FROM first_time)
        """;

    public const string ListStats = $"SELECT {StatColumns} FROM errand.stat WHERE step = ANY ('{{0,60,3600}}') AND at >= $1 AND at < $2";

    private const string StatColumns = "at, type, queue, outcome, submitted, finished, wait, run";

    public const string SumFinished = """
        SELECT outcome, coalesce(sum(finished) FILTER (WHERE at > now() - interval '1 min'), 0)::bigint AS minute,
            coalesce(sum(finished) FILTER (WHERE at > now() - interval '1 h'), 0)::bigint AS hour, sum(finished)::bigint AS day
        FROM errand.stat WHERE step = ANY ('{0,60,3600}') AND at > now() - interval '24 h' AND outcome > 0 GROUP BY outcome
        """;

    public const string FindStats = $"""
        -- Rows that are to be summed up, the oldest first.
        SELECT {StatColumns}, member FROM errand.stat WHERE step = $1 AND at < now() - $2::interval
        ORDER BY at, member, type, queue, outcome LIMIT $3
        """;

    // SQLite sums up row by row: DeleteStat and PutStat.
    public const string FoldStats = """
        -- Replaces rows of step $1 that were found before by others of step $7: all of them, or none if another process has taken any.
        WITH found AS MATERIALIZED (
            SELECT l.* FROM unnest($2::timestamptz[], $3::uuid[], $4::text[], $5::text[], $6::smallint[])
                AS u (at, member, type, queue, outcome)
            CROSS JOIN LATERAL (
                SELECT at, member, type, queue, outcome FROM errand.stat s
                WHERE step = $1 AND s.at = u.at AND s.member = u.member AND s.type = u.type AND s.queue = u.queue AND s.outcome = u.outcome
                OFFSET 0 FOR UPDATE SKIP LOCKED) l),
        turn AS MATERIALIZED (
            SELECT (SELECT count(*) FROM found) = cardinality($2) AS is_mine
            FROM (SELECT set_config('synchronous_commit', 'off', true)) setting),
        gone AS (
            DELETE FROM errand.stat s USING found f
            WHERE (SELECT is_mine FROM turn) AND step = $1 AND s.at = f.at AND s.member = f.member AND s.type = f.type AND s.queue = f.queue
                AND s.outcome = f.outcome),
        added AS (
            INSERT INTO errand.stat (step, at, member, type, queue, outcome, submitted, finished, wait, run)
            SELECT $7, u.at, $8, u.type, u.queue, u.outcome, u.submitted, u.finished, u.wait, u.run FROM unnest(
                $9::timestamptz[], $10::text[], $11::text[], $12::smallint[], $13::bigint[], $14::bigint[], $15::bytea[], $16::bytea[])
                AS u (at, type, queue, outcome, submitted, finished, wait, run)
            WHERE (SELECT is_mine FROM turn))
        SELECT is_mine FROM turn
        """;

    public const string DeleteStats = """
        -- A few at once: up to and with those of one instant.
        DELETE FROM errand.stat WHERE step = 3600 AND at < now() - $1::interval
            AND at <= coalesce((SELECT at FROM errand.stat WHERE step = 3600 ORDER BY at LIMIT 1 OFFSET $2), now())
        """;

    public const string MeasureDepth = """
        -- The queues with ready tasks, and whether they were written down already.
        SELECT q.name, r.ready, greatest(0, (extract(epoch FROM now() - o.oldest) * 1000)::bigint) AS oldest_ms, EXISTS (
            SELECT FROM errand.depth WHERE step = 0 AND at = date_bin('15 s', now(), 'epoch') AND queue = q.name) AS is_written
        FROM errand.queue q CROSS JOIN LATERAL (
            SELECT count(*)::int AS ready FROM (SELECT FROM errand.ready WHERE queue_id = q.id LIMIT 100001) seen) r
        CROSS JOIN LATERAL (
            SELECT min(since) AS oldest FROM (
                SELECT since FROM errand.ready WHERE queue_id = q.id ORDER BY priority, id LIMIT 10001) seen) o
        WHERE r.ready > 0
        """;

    public const string PutDepth = """
        INSERT INTO errand.depth (step, at, queue, ready, oldest_ms)
        SELECT 0, date_bin('15 s', now(), 'epoch'), u.* FROM unnest($1::text[], $2::int[], $3::bigint[]) AS u (queue, ready, oldest_ms)
        CROSS JOIN (SELECT set_config('synchronous_commit', 'off', true)) setting
        ON CONFLICT DO NOTHING
        """;

    public const string ListDepth = """
        SELECT date_bin($3::interval, at, 'epoch') AS at, queue, max(ready) AS ready, max(oldest_ms) AS oldest_ms FROM errand.depth
        WHERE step = ANY ('{0,60,3600}') AND at >= $1 AND at < $2 GROUP BY 1, 2
        """;

    public const string FoldDepth = """
        WITH chosen AS MATERIALIZED (
            SELECT at, queue FROM errand.depth WHERE step = $1 AND at < now() - $3::interval
            ORDER BY at, queue LIMIT $4 FOR UPDATE SKIP LOCKED),
        gone AS (
            DELETE FROM errand.depth d USING chosen c WHERE d.step = $1 AND d.at = c.at AND d.queue = c.queue
            RETURNING d.at, d.queue, d.ready, d.oldest_ms),
        sums AS MATERIALIZED (
            SELECT date_bin($2::smallint * interval '1 s', at, 'epoch') AS at, queue, max(ready) AS ready, max(oldest_ms) AS oldest_ms
            FROM gone GROUP BY 1, 2 ORDER BY 1, 2),
        added AS (
            INSERT INTO errand.depth (step, at, queue, ready, oldest_ms) SELECT $2, at, queue, ready, oldest_ms FROM sums
            ON CONFLICT (step, at, queue) DO UPDATE SET
                ready = greatest(depth.ready, excluded.ready), oldest_ms = greatest(depth.oldest_ms, excluded.oldest_ms))
        SELECT count(*)::int AS folded FROM gone
        """;

    public const string DeleteDepth = """
        DELETE FROM errand.depth WHERE step = 3600 AND at < now() - $1::interval
            AND at <= coalesce((SELECT at FROM errand.depth WHERE step = 3600 ORDER BY at LIMIT 1 OFFSET $2), now())
        """;

    // IKeyStore

    public const string FindKeysMark = """
        SELECT format('%s/%s/%s/%s', count(*), count(revoked_at), max(created_at), max(revoked_at)) AS mark FROM errand.api_key
        """;

    public const string ListKeys = $"SELECT {KeyColumns} FROM errand.api_key ORDER BY created_at, id";

    private const string KeyColumns =
        "id, subject, hash, scopes, rate, note, created_by, created_at, expires_at, revoked_at, last_used_at";

    public const string CreateKey = $"""
        -- No row if the subject has another key.
        WITH made AS (
            INSERT INTO errand.api_key (id, subject, hash, scopes, rate, note, created_by, created_at, expires_at)
            SELECT $1, $2, $3::bytea, $4, $5::double precision, $6, $7, now(), now() + $8::interval
            WHERE NOT EXISTS (
                SELECT FROM errand.api_key WHERE subject = $2 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now()))
            RETURNING {KeyColumns}),
        audited AS (
            INSERT INTO errand.audit (at, actor, action, target, detail, address) SELECT now(), $9, $10, $11, $12, $13 FROM made)
        SELECT {KeyColumns} FROM made
        """;

    public const string RotateKey = $"""
        -- No row if there is no such key, or it is no longer good. The new one lives as long as the old one was to live.
        WITH old AS MATERIALIZED (
            SELECT * FROM errand.api_key WHERE id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now()) FOR UPDATE),
        ending AS (
            UPDATE errand.api_key SET expires_at = least(expires_at, now() + $5::interval) WHERE id = (SELECT id FROM old)),
        made AS (
            INSERT INTO errand.api_key (id, subject, hash, scopes, rate, note, created_by, created_at, expires_at)
            SELECT $2, subject, $3::bytea, scopes, rate, note, $4, now(), now() + (expires_at - created_at) FROM old
            RETURNING {KeyColumns}),
        audited AS (
            INSERT INTO errand.audit (at, actor, action, target, detail, address) SELECT now(), $6, $7, $8, $9, $10 FROM made)
        SELECT {KeyColumns} FROM made
        """;

    public const string RevokeKey = """
        WITH revoked AS (UPDATE errand.api_key SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL RETURNING id),
        audited AS (
            INSERT INTO errand.audit (at, actor, action, target, detail, address) SELECT now(), $2, $3, $4, $5, $6 FROM revoked)
        SELECT id FROM errand.api_key WHERE id = $1
        """;

    public const string TouchKeys = """
        UPDATE errand.api_key k SET last_used_at = greatest(last_used_at, now() - used.age)
        FROM unnest($1::text[], $2::interval[]) AS used (id, age) WHERE k.id = used.id
        """;

    // Part of the SQLite statements that change something: PutAudit.
    public const string AppendAudit = """
        INSERT INTO errand.audit (at, actor, action, target, detail, address) VALUES (now(), $1, $2, $3, $4, $5)
        """;

    public const string ListAudit = """
        SELECT n, at, actor, action, target, detail, address FROM errand.audit
        WHERE n < $1 AND actor = coalesce($2, actor) AND action = coalesce($3, action)
            AND at >= coalesce($4::timestamptz, at) AND at < coalesce($5::timestamptz, 'infinity')
        ORDER BY n DESC LIMIT $6
        """;
}
