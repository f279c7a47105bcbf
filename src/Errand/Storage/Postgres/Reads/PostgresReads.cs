using System.Data;
using Errand.Storage.Access;
using Errand.Storage.Messages;
using Errand.Storage.Postgres.Hints;
using Errand.Storage.Postgres.Session;
using Errand.Storage.Shared;
using Errand.Storage.Views;
using Microsoft.Extensions.Logging;
using Npgsql;
using static Errand.Storage.Postgres.Session.NpgsqlCommands;

namespace Errand.Storage.Postgres.Reads;

/// <summary>The reads of the store, each one statement and one snapshot.</summary>
internal sealed class PostgresReads(PostgresSource source, QueueFronts fronts)
{
    private static readonly TimeSpan ExpiredMargin = TimeSpan.FromMinutes(1);

    private long _expiredFromTicks;

    /// <summary>Where to begin to look for expired tasks: a minute before the last one that was found.</summary>
    private DateTimeOffset ExpiredFrom
    {
        get => new(Volatile.Read(ref _expiredFromTicks), TimeSpan.Zero);
        set => Volatile.Write(ref _expiredFromTicks, value.Ticks);
    }

    public Task<IReadOnlyList<RunKey>> FindCancelledAsync(MemberId handler, CancellationToken cancellationToken) =>
        ListAsync(PostgresSql.FindCancelled, NpgsqlCommands.GetRun, cancellationToken, Of(handler.Value));

    /// <summary>Runs of a handler that it must know by now.</summary>
    public Task<IReadOnlyList<RunKey>> FindOldRunsAsync(MemberId handler) =>
        ListAsync(PostgresSql.Reconcile, NpgsqlCommands.GetRun, CancellationToken.None, Of(handler.Value), Of(StoreRules.Young));

    public async Task<TaskRecord?> FindAsync(TaskId id, long maxResultBytes, CancellationToken cancellationToken)
    {
        IReadOnlyList<TaskRecord> found = await ListAsync(
            PostgresSql.Find, row => new TaskRow(new PostgresColumns(row)).Read(id), cancellationToken, Of(id.Value), Of(maxResultBytes));
        return found.Count == 0 ? null : found[0];
    }

    public async Task<Stream?> OpenResultAsync(TaskId id, CancellationToken cancellationToken)
    {
        IReadOnlyList<Stream?> found = await ListAsync(PostgresSql.OpenResult, ReadStream, cancellationToken, Of(id.Value));
        return found.Count == 0 ? null : found[0];
    }

    /// <returns>How many bytes were read.</returns>
    public Task<int> ReadPartsAsync(BlobId blob, int first, int end, byte[] buffer, CancellationToken cancellationToken) =>
        source.ReadAsync(
            async connection =>
            {
                int read = 0;
                await using NpgsqlCommand command = connection.Statement(PostgresSql.ReadParts, Of(blob.Value), Of(first), Of(end));
                await command.ListAsync(row => read += (int)row.GetBytes(0, 0, buffer, read, buffer.Length - read));
                return read;
            },
            cancellationToken);

    public async Task<ScanAnswer> ScanAsync(ScanRequest request, CancellationToken cancellationToken)
    {
        IReadOnlyList<(TaskFacts Task, long Bytes)> found = await ListAsync(
            PostgresScans.Of(request.Place, request.Facets),
            row => (new FactsRow(new PostgresColumns(row)).Read(), row.GetInt64(FactsRow.Next)),
            cancellationToken, ScanParameters(request));
        return ScanAnswer.Of(request, [.. found.Select(row => row.Task)], found.Count == 0 ? 0 : found[^1].Bytes);
    }

    public async Task<IReadOnlyList<TaskRecord>> FindManyAsync(
        IReadOnlyCollection<TaskId> ids, int maxBytes, CancellationToken cancellationToken)
    {
        IReadOnlyList<TaskRecord> found = await ListAsync(
            PostgresSql.FindMany, row => new TaskRow(new PostgresColumns(row)).Read(new TaskId(row.GetInt64("id"))), cancellationToken,
            Of(ids.Select(id => id.Value).ToArray()), Of((long)maxBytes));
        return [.. found.OrderByDescending(task => task.Id)];
    }

    public async Task<IReadOnlyDictionary<TaskId, string>> FindStampsAsync(
        IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken)
    {
        IReadOnlyList<KeyValuePair<TaskId, string>> found = await ListAsync(
            PostgresSql.FindStamps, row => KeyValuePair.Create(new TaskId(row.GetInt64("id")), row.GetString("stamp")), cancellationToken,
            Of(ids.Select(id => id.Value).ToArray()));
        return new Dictionary<TaskId, string>(found);
    }

    public Task<IReadOnlyList<string>> FindQueuesAsync(string prefix, int limit, CancellationToken cancellationToken) =>
        ListAsync(PostgresSql.FindQueues, row => row.GetString("name"), cancellationToken, Of(prefix), Of((long)limit));

    public async Task<IReadOnlyList<TaskLogLine>?> FindLogAsync(LogRequest request, CancellationToken cancellationToken)
    {
        IReadOnlyList<TaskLogLine?> found = await ListAsync(
            PostgresSql.FindLog, ReadLine, cancellationToken, Of(request.Id.Value), Of(request.After.Attempt), Of(request.After.Line),
            Of(request.LastAttempt), Of((short)request.Level), Of((long)request.Limit));
        return found.Count == 0 ? null : [.. found.OfType<TaskLogLine>()];
    }

    public async Task<IReadOnlyList<TaskAttempt>?> FindAttemptsAsync(TaskId id, CancellationToken cancellationToken)
    {
        IReadOnlyList<AttemptRow> rows = await ListAsync(
            PostgresSql.FindAttempts, row => AttemptRow.Read(new PostgresColumns(row)), cancellationToken, Of(id.Value),
            Of((long)AttemptRow.MaxLogged));
        return AttemptRow.ToAttempts(rows);
    }

    public Task<IReadOnlyList<TaskId>> FindDoneAsync(IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken) => ListAsync(
        PostgresSql.FindDone, row => new TaskId(row.GetInt64("id")), cancellationToken, Of(ids.Select(id => id.Value).ToArray()));

    public Task<IReadOnlyList<TaskOwner>> FindOwnersAsync(
        IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken) => ListAsync(
        PostgresSql.FindOwners,
        row => new TaskOwner(new TaskId(row.GetInt64("id")), row.GetString("type"), row.IsDBNull("owner") ? null : row.GetString("owner")),
        cancellationToken, Of(ids.Select(id => id.Value).ToArray()));

    /// <summary>Searches every queue from its start: claims begin at what it finds.</summary>
    public async Task<TickAnswer> TickAsync(IReadOnlyCollection<MemberId> alive, CancellationToken cancellationToken)
    {
        IReadOnlyList<(TimeSpan? UntilDue, TimeSpan? UntilLeaseEnd, long Queue, string? Name, QueuePlace First)> rows = await ListAsync(
            PostgresSql.Tick,
            row => (
                UntilDue: NotNegative(row.GetTimeSpanOrNull("until_due")),
                UntilLeaseEnd: NotNegative(row.GetTimeSpanOrNull("until_lease_end")),
                Queue: row.IsDBNull("queue_id") ? 0L : row.GetInt32("queue_id"),
                Name: row.IsDBNull("name") ? null : row.GetString("name"),
                First: row.IsDBNull("id") ? default : new QueuePlace(row.GetInt32("priority"), row.GetInt64("id"))),
            cancellationToken, Of(alive.Select(handler => handler.Value).ToArray()), Of(StoreRules.OrphanPause));
        var names = new List<string>();
        foreach ((TimeSpan? UntilDue, TimeSpan? UntilLeaseEnd, long Queue, string? Name, QueuePlace First) row in rows)
        {
            if (row.Name is { } name)
            {
                fronts.MadeReady(row.Queue, row.First);
                names.Add(name);
            }
        }

        return new TickAnswer(names, rows[0].UntilDue, rows[0].UntilLeaseEnd);
    }

    public async Task<long> FindMarkAsync(CancellationToken cancellationToken) =>
        (await ListAsync(PostgresSql.FindMark, row => row.GetInt64("mark"), cancellationToken))[0];

    public async Task<HealthAnswer> CheckHealthAsync(CancellationToken cancellationToken) => (await ListAsync(
        PostgresSql.CheckHealth,
        row =>
        {
            // Here and not below: even a check whose caller has stopped waiting makes the next one fast.
            ExpiredFrom = row.GetInstant("expired_from");
            return new HealthAnswer(
                NotNegative(row.GetTimeSpanOrNull("oldest_ready")), row.GetInt32("slots"), row.GetInt32("running"),
                row.GetInt32("version") == PostgresMigrations.Newest, row.GetBoolean("accepts_writes"),
                row.GetTimeSpanOrNull("oldest_expired"));
        },
        cancellationToken, Of(ExpiredFrom)))[0];

    public Task<IReadOnlyList<LiveMember>> ListMembersAsync(CancellationToken cancellationToken) => ListAsync(
        PostgresSql.ListMembers,
        row => new MemberRow(new PostgresColumns(row)).Read(
            [.. row.GetFieldValue<long[]>(MemberRow.Next).Select(id => new TaskId(id))]),
        cancellationToken);

    public Task<IReadOnlyList<GoneMember>> ListGoneAsync(CancellationToken cancellationToken) => ListAsync(
        PostgresSql.ListGone, row => new MemberRow(new PostgresColumns(row)).ReadGone(), cancellationToken, Of(StoreRules.KeptFor));

    public Task<IReadOnlyList<QueueFacts>> ListQueuesAsync(string? name, CancellationToken cancellationToken) => source.ReadAsync(
        async connection =>
        {
            var queues = new QueueRows();
            await using NpgsqlCommand command = connection.Statement(PostgresSql.ListQueues, Of(name ?? ""));
            await command.ReadAsync(row => queues.Add(new PostgresColumns(row)));
            return queues.ToFacts();
        },
        cancellationToken);

    public Task<TaskStanding?> FindStandingAsync(TaskId id, CancellationToken cancellationToken) => source.ReadAsync(
        async connection =>
        {
            var standing = new StandingRows(id);
            await using NpgsqlCommand command = connection.Statement(PostgresSql.FindStanding, Of(id.Value), Of(StoreRules.KeptFor));
            await command.ReadAsync(row => standing.Add(new PostgresColumns(row)));
            return standing.ToStanding();
        },
        cancellationToken);

    public Task<IReadOnlyList<TimeSpan>> FindRunTimesAsync(string type, CancellationToken cancellationToken) =>
        ListAsync(PostgresSql.FindRunTimes, row => row.GetTimeSpan(0), cancellationToken, Of(type), Of(StoreRules.KeptFor));

    public Task<WorkFacts> FindWorkAsync(CancellationToken cancellationToken) => source.ReadAsync(
        async connection =>
        {
            var rows = new WorkRows();
            await using NpgsqlCommand command = connection.Statement(
                PostgresSql.FindWork, Of(StoreRules.KeptFor), Of(ExpiredFrom), Of((long)WorkFacts.MaxPlaces), Of((long)WorkFacts.MaxFirst),
                Of((long)WorkFacts.MaxLater));
            await command.ReadAsync(row => rows.Add(new PostgresColumns(row)));
            WorkFacts work = rows.ToFacts();
            ExpiredFrom = (work.OldestExpiredAt ?? work.At) - ExpiredMargin;
            return work;
        },
        cancellationToken);

    public Task<IReadOnlyList<TypeEnds>> FindEndsAsync(CancellationToken cancellationToken) => ListAsync(
        PostgresSql.FindEnds, row => new EndsRow(new PostgresColumns(row)).Read(), cancellationToken, Of(StoreRules.EndsWithin),
        Of((long)TypeEnds.MaxFailed));

    private Task<IReadOnlyList<T>> ListAsync<T>(
        string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params NpgsqlParameter[] parameters) =>
        source.ReadAsync<IReadOnlyList<T>>(
            async connection =>
            {
                // A read may be repeated, and a parameter belongs to one command.
                await using NpgsqlCommand command = connection.Statement(
                    sql, Array.ConvertAll(parameters, static parameter => parameter.Clone()));
                return await command.ListAsync(read);
            },
            cancellationToken);

    private static NpgsqlParameter[] ScanParameters(ScanRequest request)
    {
        NpgsqlParameter[] place = [Of(request.Before.Value), Of((long)request.Limit)];
        return request.Place == ScanPlace.Owned ? [.. place, Of(request.Owner!)] : place;
    }

    private static TaskLogLine? ReadLine(NpgsqlDataReader row) => row.IsDBNull("line") ? null : new TaskLogLine(
        row.GetInt32("attempt"), row.GetInt32("line"), row.GetInstant("at"), (LogLevel)row.GetInt32("level"), row.GetString("message"));

    private Stream? ReadStream(NpgsqlDataReader row) =>
        row.IsDBNull("blob_id") ? new MemoryStream(row.GetFieldValue<byte[]>("result"), writable: false)
        : row.IsDBNull("bytes") ? null
        : new PostgresPartStream(this, new BlobId(row.GetInt64("blob_id")), row.GetInt64("bytes"));

    private static TimeSpan? NotNegative(TimeSpan? time) => time < TimeSpan.Zero ? TimeSpan.Zero : time;
}
