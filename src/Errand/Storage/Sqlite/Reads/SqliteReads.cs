using Errand.Storage.Access;
using Errand.Storage.Messages;
using Errand.Storage.Shared;
using Errand.Storage.Sqlite.Disk;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Views;
using Microsoft.Extensions.Logging;

namespace Errand.Storage.Sqlite.Reads;

/// <summary>The reads of the store, each on one connection and one snapshot. <c>now</c> is the store's clock.</summary>
internal static class SqliteReads
{
    public static IReadOnlyList<RunKey> FindCancelled(SqliteReader reader, MemberId handler)
    {
        var runs = new List<RunKey>();
        using SqliteRow row = reader[SqliteSql.FindCancelled].Query(handler.ToBlob());
        while (row.Read())
        {
            runs.Add(new RunKey(new TaskId(row.GetInt64(0)), row.GetInt32(1)));
        }

        return runs;
    }

    public static TaskRecord? Find(SqliteReader reader, TaskId id, long maxResultBytes, long now)
    {
        using SqliteRow row = reader[SqliteSql.Find].Query(maxResultBytes, id.Value, now);
        return row.Read() ? new TaskRow(row).Read(id) : null;
    }

    /// <summary>Null when there is none.</summary>
    public static Stream? OpenResult(SqliteReader reader, TaskId id, SqliteReaders readers, long now)
    {
        using SqliteRow row = reader[SqliteSql.OpenResult].Query(id.Value, now);
        return !row.Read() ? null
            : row.IsNull(1) ? new MemoryStream(row.GetBytes(0), writable: false)
            : row.IsNull(2) ? null
            : new SqlitePartStream(readers, new BlobId(row.GetInt64(1)), row.GetInt64(2));
    }

    /// <returns>How many bytes were read.</returns>
    public static int ReadParts(SqliteReader reader, BlobId blob, int first, int end, Span<byte> buffer)
    {
        int read = 0;
        using SqliteRow row = reader[SqliteSql.ReadParts].Query(blob.Value, first, end);
        while (row.Read())
        {
            read += row.CopyBytes(0, buffer[read..]);
        }

        return read;
    }

    public static ScanAnswer Scan(SqliteReader reader, ScanRequest request, long now)
    {
        var tasks = new List<TaskFacts>(request.Limit);
        long bytes = 0;
        SqliteStatement scan = reader[SqliteScans.Of(request.Place, request.Facets)];
        using SqliteRow row = request.Place == ScanPlace.Owned
            ? scan.Query(now, request.Owner, request.Before.Value, request.Limit)
            : scan.Query(now, request.Before.Value, request.Limit);
        while (bytes < ScanRequest.MaxBytes && row.Read())
        {
            TaskFacts task = new FactsRow(row).Read();
            tasks.Add(task);
            bytes += task.Bytes;
        }

        return ScanAnswer.Of(request, tasks, bytes);
    }

    public static IReadOnlyList<TaskRecord> FindMany(SqliteReader reader, IReadOnlyCollection<TaskId> ids, int maxBytes, long now)
    {
        var tasks = new List<TaskRecord>(ids.Count);
        foreach (TaskId id in ids.OrderDescending())
        {
            using SqliteRow row = reader[SqliteSql.FindMany].Query(maxBytes, id.Value, now);
            if (row.Read())
            {
                tasks.Add(new TaskRow(row).Read(id));
            }
        }

        return tasks;
    }

    public static IReadOnlyDictionary<TaskId, string> FindStamps(SqliteReader reader, IReadOnlyCollection<TaskId> ids, long now)
    {
        var stamps = new Dictionary<TaskId, string>(ids.Count);
        foreach (TaskId id in ids)
        {
            using SqliteRow row = reader[SqliteSql.FindStamps].Query(id.Value, now);
            if (row.Read())
            {
                stamps.Add(id, row.GetString(0));
            }
        }

        return stamps;
    }

    public static IReadOnlyList<string> FindQueues(SqliteReader reader, string prefix, int limit)
    {
        var names = new List<string>();
        using SqliteRow row = reader[SqliteSql.FindQueues].Query(prefix, limit);
        while (row.Read())
        {
            names.Add(row.GetString(0));
        }

        return names;
    }

    /// <summary>Null when there is no such task.</summary>
    public static IReadOnlyList<TaskLogLine>? FindLog(SqliteReader reader, LogRequest request, long now)
    {
        List<TaskLogLine>? lines = null;
        using SqliteRow row = reader[SqliteSql.FindLog].Query(
            request.After.Attempt, request.After.Line, request.LastAttempt, (int)request.Level, request.Id.Value, now, request.Limit);
        while (row.Read())
        {
            lines ??= [];
            if (!row.IsNull(0))
            {
                lines.Add(new TaskLogLine(
                    row.GetInt32(0), row.GetInt32(1), row.GetInstant(2), (LogLevel)row.GetInt32(3), row.GetString(4)));
            }
        }

        return lines;
    }

    /// <summary>Null when there is no such task.</summary>
    public static IReadOnlyList<TaskAttempt>? FindAttempts(SqliteReader reader, TaskId id, long now)
    {
        var attempts = new List<AttemptRow>();
        using SqliteRow row = reader[SqliteSql.FindAttempts].Query(id.Value, AttemptRow.MaxLogged, now);
        while (row.Read())
        {
            attempts.Add(AttemptRow.Read(row));
        }

        return AttemptRow.ToAttempts(attempts);
    }

    public static IReadOnlyList<TaskOwner> FindOwners(SqliteReader reader, IReadOnlyCollection<TaskId> ids, long now)
    {
        var owners = new List<TaskOwner>(ids.Count);
        foreach (TaskId id in ids)
        {
            using SqliteRow row = reader[SqliteSql.FindOwners].Query(id.Value, now);
            if (row.Read())
            {
                owners.Add(new TaskOwner(id, row.GetString(0), row.IsNull(1) ? null : row.GetString(1)));
            }
        }

        return owners;
    }

    public static IReadOnlyList<TaskId> FindDone(SqliteReader reader, IReadOnlyCollection<TaskId> ids, long now)
    {
        var done = new List<TaskId>();
        foreach (TaskId id in ids)
        {
            if (reader[SqliteSql.FindDone].Number(id.Value, now) == 1)
            {
                done.Add(id);
            }
        }

        return done;
    }

    public static TickAnswer Tick(SqliteReader reader, IReadOnlyCollection<MemberId> alive, long now)
    {
        var queues = new List<string>();
        using (SqliteRow row = reader[SqliteSql.TickQueues].Query(now))
        {
            while (row.Read())
            {
                queues.Add(row.GetString(0));
            }
        }

        return new TickAnswer(queues, Until(reader[SqliteSql.TickDue].Number(), now), Until(NextLeaseEnd(reader, alive, now), now));
    }

    public static HealthAnswer CheckHealth(SqliteReader reader, long now, bool acceptsWrites)
    {
        using SqliteRow row = reader[SqliteSql.CheckHealth].Query(now);
        row.Read();
        return new HealthAnswer(
            Since(row, 0, now), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3) == SqliteMigrations.Newest, acceptsWrites,
            Since(row, 4, now));
    }

    public static IReadOnlyList<LiveMember> ListMembers(SqliteReader reader, long now)
    {
        var members = new List<LiveMember>();
        using SqliteRow row = reader[SqliteSql.ListMembers].Query(now);
        List<TaskId> running = [];
        while (row.Read())
        {
            if (members.Count == 0 || members[^1].Entry.Id != row.GetHandler(0))
            {
                running = [];
                members.Add(new MemberRow(row).Read(running));
            }

            if (!row.IsNull(MemberRow.Next))
            {
                running.Add(new TaskId(row.GetInt64(MemberRow.Next)));
            }
        }

        return members;
    }

    public static IReadOnlyList<GoneMember> ListGone(SqliteReader reader, long now)
    {
        var members = new List<GoneMember>();
        using SqliteRow row = reader[SqliteSql.ListGone].Query(now, now - StoreRules.KeptFor.ToMilliseconds());
        while (row.Read())
        {
            members.Add(new MemberRow(row).ReadGone());
        }

        return members;
    }

    public static IReadOnlyList<QueueFacts> ListQueues(SqliteReader reader, string? name, long now)
    {
        var rows = new QueueRows();
        using SqliteRow row = reader[SqliteSql.ListQueues].Query(now, name ?? "");
        while (row.Read())
        {
            rows.Add(row);
        }

        return rows.ToFacts();
    }

    /// <summary>Null when there is no such task.</summary>
    public static TaskStanding? FindStanding(SqliteReader reader, TaskId id, long now)
    {
        var standing = new StandingRows(id);
        using SqliteRow row = reader[SqliteSql.FindStanding].Query(now, id.Value, now - StoreRules.KeptFor.ToMilliseconds());
        while (row.Read())
        {
            standing.Add(row);
        }

        return standing.ToStanding();
    }

    public static IReadOnlyList<TimeSpan> FindRunTimes(SqliteReader reader, string type, long now)
    {
        var times = new List<TimeSpan>();
        using SqliteRow row = reader[SqliteSql.FindRunTimes].Query(now - StoreRules.KeptFor.ToMilliseconds(), type);
        while (row.Read())
        {
            times.Add(TimeSpan.FromMilliseconds(row.GetInt64(0)));
        }

        return times;
    }

    public static WorkFacts FindWork(SqliteReader reader, long now)
    {
        var rows = new WorkRows();
        using SqliteRow row = reader[SqliteSql.FindWork].Query(
            WorkFacts.MaxPlaces, WorkFacts.MaxFirst, now, WorkFacts.MaxLater, now - StoreRules.KeptFor.ToMilliseconds());
        while (row.Read())
        {
            rows.Add(row);
        }

        return rows.ToFacts();
    }

    public static IReadOnlyList<TypeEnds> FindEnds(SqliteReader reader, long now)
    {
        var ends = new List<TypeEnds>();
        using SqliteRow row = reader[SqliteSql.FindEnds].Query(TypeEnds.MaxFailed, now - StoreRules.EndsWithin.ToMilliseconds());
        while (row.Read())
        {
            ends.Add(new EndsRow(row).Read());
        }

        return ends;
    }

    private static long? NextLeaseEnd(SqliteReader reader, IReadOnlyCollection<MemberId> alive, long now)
    {
        long? next = reader[SqliteSql.TickOrphans].Number() == 1 ? now + StoreRules.OrphanPause.ToMilliseconds() : null;
        using SqliteRow row = reader[SqliteSql.TickHandlers].Query();
        while (row.Read())
        {
            if (!alive.Contains(row.GetHandler(0)) && (next is null || row.GetInt64(1) < next))
            {
                next = row.GetInt64(1);
            }
        }

        return next;
    }

    private static TimeSpan? Since(SqliteRow row, int column, long now) =>
        row.IsNull(column) ? null : TimeSpan.FromMilliseconds(Math.Max(0, now - row.GetInt64(column)));

    private static TimeSpan? Until(long? instant, long now) =>
        instant is { } then ? TimeSpan.FromMilliseconds(Math.Max(0, then - now)) : null;
}
