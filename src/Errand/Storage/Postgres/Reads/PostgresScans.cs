using System.Globalization;
using Errand.Storage.Shared;
using Errand.Storage.Views;

namespace Errand.Storage.Postgres.Reads;

/// <summary>The statements of scans: one for each place and set of facets, so that a scan reads only what it is asked for.</summary>
internal static class PostgresScans
{
    private const string Queue = "q.name, q.paused";

    private const string Progress = """
        coalesce(o.attempt, l.attempt, w.attempt, r.attempt, b.attempt), o.state, l.id IS NOT NULL, l.cancel, w.run_at,
            coalesce(l.handler_id, o.handler_id, last.handler_id), o.finished_at
        """;

    private const string NoProgress =
        "NULL::int, NULL::smallint, NULL::boolean, NULL::boolean, NULL::timestamptz, NULL::uuid, NULL::timestamptz";

    private const string QueueJoin = """
         CROSS JOIN LATERAL (
            SELECT name, paused FROM errand.queue
            WHERE queue.id = CASE WHEN t.queue_id < 4294967296 THEN t.queue_id ELSE t.queue_id >> 32 END OFFSET 0) q
        """;

    private const string OutcomeJoin = """
         LEFT JOIN LATERAL (
            SELECT id, attempt, state, handler_id, finished_at, summary FROM errand.outcome WHERE outcome.id = t.id OFFSET 0) o ON true
        """;

    // A task that is done is nowhere else.
    private const string ProgressJoins = """
         LEFT JOIN LATERAL (
            SELECT id, attempt, cancel, handler_id FROM errand.lease WHERE o.id IS NULL AND lease.id = t.id OFFSET 0) l ON true
        LEFT JOIN LATERAL (SELECT attempt, run_at FROM errand.later WHERE o.id IS NULL AND later.id = t.id OFFSET 0) w ON true
        LEFT JOIN LATERAL (
            SELECT attempt FROM errand.ready
            WHERE o.id IS NULL AND ready.queue_id = t.queue_id AND ready.priority = t.priority AND ready.id = t.id OFFSET 0) r ON true
        LEFT JOIN LATERAL (SELECT attempt FROM errand.blocked WHERE o.id IS NULL AND blocked.id = t.id OFFSET 0) b ON true
        LEFT JOIN LATERAL (
            SELECT handler_id FROM errand.attempt_log
            WHERE o.handler_id IS NULL AND l.id IS NULL AND attempt_log.id = t.id AND started_at IS NOT NULL
            ORDER BY attempt DESC LIMIT 1) last ON true
        """;

    private const string ErrorJoin = $"""
         LEFT JOIN LATERAL (
            SELECT error FROM errand.attempt_log
            WHERE attempt_log.id = t.id AND kind IN ({SqlNumbers.FailedAttempts}) ORDER BY attempt DESC LIMIT 1) failed ON true
        """;

    // ready is sorted by queue and priority. The first table finds which there are, one after the other.
    private const string WaitingIds = """
        (WITH RECURSIVE line AS (
            (SELECT queue_id, priority FROM errand.ready ORDER BY queue_id, priority, id LIMIT 1)
            UNION ALL
            SELECT n.queue_id, n.priority FROM line CROSS JOIN LATERAL (
                SELECT queue_id, priority FROM errand.ready WHERE (ready.queue_id, ready.priority) > (line.queue_id, line.priority)
                ORDER BY queue_id, priority, id LIMIT 1) n)
        SELECT id FROM (
            SELECT r.id FROM line CROSS JOIN LATERAL (
                SELECT id FROM errand.ready WHERE ready.queue_id = line.queue_id AND ready.priority = line.priority AND id < $1
                ORDER BY id DESC LIMIT $2) r
            UNION ALL (SELECT id FROM errand.later WHERE id < $1 ORDER BY id DESC LIMIT $2)
            UNION ALL (SELECT id FROM errand.blocked WHERE id < $1 ORDER BY id DESC LIMIT $2)) waiting
        ORDER BY id DESC LIMIT $2)
        """;

    private const string ArgsBytes = "octet_length(t.args)";

    private const string ErrorBytes = "coalesce(octet_length(failed.error), 0)";

    private static readonly string[,] Statements = All();

    /// <summary>Takes the id to look below, the limit, and the owner in the place <see cref="ScanPlace.Owned"/>. Its last column is how many bytes of arguments and errors it has read up to
    /// there.</summary>
    public static string Of(ScanPlace place, TaskFacets facets) => Statements[(int)place, (int)facets];

    private static string[,] All()
    {
        int places = Enum.GetValues<ScanPlace>().Length;
        int facets = 1 << Enum.GetValues<TaskFacets>().Count(facet => facet != TaskFacets.None);
        string[,] statements = new string[places, facets];
        for (int place = 0; place < places; place++)
        {
            for (int facet = 0; facet < facets; facet++)
            {
                statements[place, facet] = Write((ScanPlace)place, (TaskFacets)facet);
            }
        }

        return statements;
    }

    private static string Write(ScanPlace place, TaskFacets facets)
    {
        bool hasOutcome = (facets & (TaskFacets.Progress | TaskFacets.Summary)) != 0;
        string columns = $"""
            t.id, t.created_at, t.expires_at <= now(), t.type, t.priority, t.tags,
                {Part(TaskFacets.Queue, Queue, "NULL::text, NULL::boolean")},
                {Part(TaskFacets.Progress, Progress, NoProgress)},
                {Part(TaskFacets.Args, "t.args", "NULL::text")}, {Part(TaskFacets.Error, "failed.error", "NULL::text")},
                {Part(TaskFacets.Summary, "o.summary", "NULL::text")}
            """;
        string tables = $"""
            {TasksIn(place)}{Part(TaskFacets.Queue, QueueJoin, "")}{(hasOutcome ? OutcomeJoin : "")}
            {Part(TaskFacets.Progress, ProgressJoins, "")}{Part(TaskFacets.Error, ErrorJoin, "")}
            """;
        return (facets & ScanRequest.Large) == 0
            ? $"SELECT {columns}, 0::bigint FROM {tables} ORDER BY t.id DESC"
            : Bounded(columns, tables, $"{Part(TaskFacets.Args, ArgsBytes, "0")} + {Part(TaskFacets.Error, ErrorBytes, "0")}");

        string Part(TaskFacets facet, string sql, string none) => (facets & facet) != 0 ? sql : none;
    }

    // octet_length does not fetch a value that is stored outside of its row: the arguments of tasks that are not sent are not read.
    private static string Bounded(string columns, string tables, string bytes) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT * FROM (
            SELECT {columns}, sum({bytes}) OVER (ORDER BY t.id DESC ROWS UNBOUNDED PRECEDING) AS so_far, {bytes} AS bytes
            FROM {tables}) found
        WHERE so_far - bytes < {ScanRequest.MaxBytes} ORDER BY id DESC
        """);

    private static string TasksIn(ScanPlace place) => place switch
    {
        ScanPlace.Done => Of(Newest("outcome", "")),
        ScanPlace.Failed => Of(Newest("outcome", $" AND state = {SqlNumbers.OutcomeStateFailed}")),
        ScanPlace.Cancelled => Of(Newest("outcome", $" AND state = {SqlNumbers.OutcomeStateCancelled}")),
        ScanPlace.Waiting => Of(WaitingIds),
        ScanPlace.Running => Of(Newest("lease", "")),
        ScanPlace.Owned => "(SELECT * FROM errand.task WHERE owner = $3 AND id < $1 ORDER BY id DESC LIMIT $2) t",
        _ => "(SELECT * FROM errand.task WHERE id < $1 ORDER BY id DESC LIMIT $2) t",
    };

    private static string Of(string ids) => $"{ids} s CROSS JOIN LATERAL (SELECT * FROM errand.task WHERE task.id = s.id OFFSET 0) t";

    private static string Newest(string table, string condition) =>
        $"(SELECT id FROM errand.{table} WHERE id < $1{condition} ORDER BY id DESC LIMIT $2)";
}
