using Errand.Storage.Shared;
using Errand.Storage.Views;

namespace Errand.Storage.Sqlite.Reads;

/// <summary>The statements of scans: one for each place and set of facets, so that a scan reads only what it is asked for.</summary>
internal static class SqliteScans
{
    private const string Queue = "q.name, q.paused";

    private const string Progress = """
        coalesce(o.attempt, l.attempt, w.attempt, r.attempt, b.attempt), o.state, l.id IS NOT NULL, l.cancel, w.run_at,
            coalesce(l.handler_id, o.handler_id, (
                SELECT handler_id FROM attempt_log WHERE id = t.id AND started_at IS NOT NULL ORDER BY attempt DESC LIMIT 1)), o.finished_at
        """;

    private const string Error = $"""
        (SELECT error FROM attempt_log WHERE id = t.id AND kind IN ({SqlNumbers.FailedAttempts}) ORDER BY attempt DESC LIMIT 1)
        """;

    private const string QueueJoin =
        " CROSS JOIN queue q ON q.id = CASE WHEN t.queue_id < 4294967296 THEN t.queue_id ELSE t.queue_id >> 32 END";

    private const string OutcomeJoin = " LEFT JOIN outcome o ON o.id = t.id";

    // A task that is done is nowhere else.
    private const string ProgressJoins = """
         LEFT JOIN lease l ON o.id IS NULL AND l.id = t.id LEFT JOIN later w ON o.id IS NULL AND w.id = t.id
        LEFT JOIN ready r ON o.id IS NULL AND r.queue_id = t.queue_id AND r.priority = t.priority AND r.id = t.id
        LEFT JOIN blocked b ON o.id IS NULL AND b.id = t.id
        """;

    // ready is sorted by queue and priority. The first table finds which there are, by two looks, because (queue_id, priority) > (…) would
    // read all of a queue to find its next priority; the second begins with the largest id of each, and replaces the largest of all by the
    // next smaller one of the same queue and priority.
    private const string WaitingIds = """
        (WITH RECURSIVE line (queue_id, priority) AS (
            SELECT queue_id, priority FROM (SELECT queue_id, priority FROM ready ORDER BY queue_id, priority LIMIT 1)
            UNION ALL
            SELECT CASE WHEN EXISTS (SELECT 1 FROM ready n WHERE n.queue_id = line.queue_id AND n.priority > line.priority) THEN queue_id
                    ELSE (SELECT min(queue_id) FROM ready n WHERE n.queue_id > line.queue_id) END,
                coalesce(
                    (SELECT min(priority) FROM ready n WHERE n.queue_id = line.queue_id AND n.priority > line.priority),
                    (SELECT priority FROM ready n WHERE n.queue_id > line.queue_id ORDER BY queue_id, priority LIMIT 1))
            FROM line WHERE line.queue_id IS NOT NULL),
        walk (id, queue_id, priority) AS (
            SELECT (SELECT max(id) FROM ready n WHERE n.queue_id = line.queue_id AND n.priority = line.priority AND n.id < $before), queue_id, priority
            FROM line WHERE line.queue_id IS NOT NULL
            UNION ALL
            SELECT (SELECT max(id) FROM ready n WHERE n.queue_id = walk.queue_id AND n.priority = walk.priority AND n.id < walk.id), queue_id, priority
            FROM walk WHERE walk.id IS NOT NULL
            ORDER BY 1 DESC LIMIT $limit)
        SELECT id FROM (
            SELECT id FROM walk WHERE id IS NOT NULL
            UNION ALL SELECT id FROM (SELECT id FROM later WHERE id < $before ORDER BY id DESC LIMIT $limit)
            UNION ALL SELECT id FROM (SELECT id FROM blocked WHERE id < $before ORDER BY id DESC LIMIT $limit))
        ORDER BY id DESC LIMIT $limit)
        """;

    private static readonly string[,] Statements = All();

    /// <summary>Takes the present instant, the owner in the place <see cref="ScanPlace.Owned"/>, the id to look below and the limit. The same
    /// text each time, since it is the key of the prepared statement.</summary>
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
        return $"""
            SELECT t.id, t.created_at, t.expires_at <= $now, t.type, t.priority, t.tags,
                {Part(TaskFacets.Queue, Queue, "NULL, NULL")},
                {Part(TaskFacets.Progress, Progress, "NULL, NULL, NULL, NULL, NULL, NULL, NULL")},
                {Part(TaskFacets.Args, "t.args", "NULL")}, {Part(TaskFacets.Error, Error, "NULL")}, {Part(TaskFacets.Summary, "o.summary", "NULL")}
            FROM {IdsIn(place)} s CROSS JOIN task t ON t.id = s.id{Part(TaskFacets.Queue, QueueJoin, "")}{(hasOutcome ? OutcomeJoin : "")}
            {Part(TaskFacets.Progress, ProgressJoins, "")}
            ORDER BY s.id DESC
            """;

        string Part(TaskFacets facet, string sql, string none) => (facets & facet) != 0 ? sql : none;
    }

    private static string IdsIn(ScanPlace place) => place switch
    {
        ScanPlace.Done => Newest("outcome", ""),
        ScanPlace.Failed => Newest("outcome", Unsuccessful(SqlNumbers.OutcomeStateFailed)),
        ScanPlace.Cancelled => Newest("outcome", Unsuccessful(SqlNumbers.OutcomeStateCancelled)),
        ScanPlace.Waiting => WaitingIds,
        ScanPlace.Running => Newest("lease", ""),
        ScanPlace.Owned => "(SELECT id FROM task WHERE owner = $owner AND id < $before ORDER BY id DESC LIMIT $limit)",
        _ => Newest("task", ""),
    };

    // SQLite uses the index of unsuccessful outcomes only if the statement repeats its condition.
    private static string Unsuccessful(string state) => $" AND state = {state} AND state <> {SqlNumbers.OutcomeStateSucceeded}";

    private static string Newest(string table, string condition) =>
        $"(SELECT id FROM {table} WHERE id < $before{condition} ORDER BY id DESC LIMIT $limit)";
}
