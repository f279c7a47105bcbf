using System.Data;
using Errand.Storage.Messages;
using Errand.Storage.Postgres.Hints;
using Errand.Storage.Postgres.Session;
using Errand.Storage.Shared;
using Errand.Storage.Stats;
using Npgsql;
using static Errand.Storage.Postgres.Session.NpgsqlCommands;

namespace Errand.Storage.Postgres.Verbs;

/// <summary>The background work that keeps tasks moving: rescue, promotion, expiry.</summary>
internal sealed class PostgresUpkeep(PostgresSource source, PostgresQueues queues, PostgresChanges changes, TimeProvider time)
{
    /// <summary>How often a long sweep also deletes old receipts and dead handlers.</summary>
    private static readonly TimeSpan TidyPeriod = TimeSpan.FromSeconds(10);

    private static readonly byte[] Lost = RunErrorText.Write(StoreRules.Lost);
    private static readonly byte[] TimedOut = RunErrorText.Write(StoreRules.TimedOut);

    private readonly SweepPlace _place = new(time);
    private long _tidiedAt = time.GetTimestamp();

    public async Task<ReapAnswer> ReapAsync(int limit, IReadOnlyCollection<MemberId> alive)
    {
        List<MemberId> dead = await source.WriteAsync(async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(
                PostgresSql.ReapMark, Of(alive.Select(handler => handler.Value).ToArray()));
            return await command.ListAsync(row => row.GetHandler(0));
        });
        List<(long Queue, QueuePlace Place, bool Again, string? Type, bool IsCancelled)> taken = await source.WriteAsync(async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(
                PostgresSql.Reap, Of((long)limit), Text(Lost), Text(TimedOut), Of(StoreRules.Overdue),
                Of((long)StoreRules.MostRescuedAtOnce), Of(StoreRules.RescueSpread));
            return await command.ListAsync(row => (
                Queue: row.GetInt64("queue_id"), Place: ReadPlace(row), Again: row.GetBoolean("is_tried_again"),
                Type: row.IsDBNull("type") ? null : row.GetString("type"), IsCancelled: row.GetBoolean("cancel")));
        });
        (HashSet<string>? names, List<EndedTask>? ended) = (new HashSet<string>(), new List<EndedTask>());
        foreach ((long queue, QueuePlace place, bool again, string? type, bool isCancelled) in taken)
        {
            if (again)
            {
                names.Add(await ReadyAsync(queue, place));
            }
            else
            {
                changes.Done(new TaskId(place.Id));
                ended.Add(new EndedTask(
                    new TaskId(place.Id), type ?? StatRow.Other, await queues.NameOfAsync(queue),
                    isCancelled ? OutcomeState.Cancelled : OutcomeState.Failed));
            }
        }

        return new ReapAnswer(dead, taken.ConvertAll(task => task.Type ?? StatRow.Other), [.. names], ended, taken.Count == limit);
    }

    public async Task<PromoteAnswer> PromoteAsync(int limit)
    {
        List<(long Queue, QueuePlace Place)> moved = await source.WriteAsync(async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(PostgresSql.Promote, Of((long)limit));
            return await command.ListAsync(row => (Queue: row.GetInt64("queue_id"), Place: ReadPlace(row)));
        });
        var names = new HashSet<string>();
        foreach ((long queue, QueuePlace place) in moved)
        {
            names.Add(await ReadyAsync(queue, place));
        }

        return new PromoteAnswer(moved.Count, [.. names], moved.Count == limit);
    }

    public async Task<DeleteExpiredAnswer> DeleteExpiredAsync(int limit)
    {
        DateTimeOffset from = _place.Begin();
        (int deleted, int neverFinished, long[]? toldToStop, DateTimeOffset? last, DateTimeOffset now) = await source.WriteAsync(
            async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(PostgresSql.DeleteExpired, Of((long)limit), Of(from));
            return (await command.ListAsync(row => (
                row.GetInt32("deleted"), row.GetInt32("never_finished"), row.GetFieldValue<long[]>("told_to_stop"), row.GetInstantOrNull("last"),
                row.GetInstant("now"))))[0];
        });
        bool isFull = deleted + toldToStop.Length == limit;
        _place.End(isFull ? last : null);
        foreach (long id in toldToStop)
        {
            changes.Cancelled(new TaskId(id));
        }

        if (deleted > 0)
        {
            changes.News();
        }

        bool areParts = await PostgresParts.DeleteAsync(source);
        bool isTidy = isFull && time.GetElapsedTime(Volatile.Read(ref _tidiedAt)) < TidyPeriod || await TidyAsync();
        return new DeleteExpiredAnswer(deleted, neverFinished, toldToStop.Length, isFull || areParts || !isTidy, isFull
            && last is { } at ? now - at : TimeSpan.Zero);
    }

    /// <summary>Deletes old receipts and dead handlers.</summary>
    /// <returns>False when some are left.</returns>
    private async Task<bool> TidyAsync()
    {
        int receipts = await source.WriteAsync(async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(
                PostgresSql.DeleteReceipts, Of((long)StoreRules.MostReceiptsASweep), Of(StoreRules.KeptFor));
            return await command.ExecuteNonQueryAsync();
        });
        await source.WriteAsync(async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(PostgresSql.DeleteHandlers, Of(StoreRules.KeptFor));
            return await command.ExecuteNonQueryAsync();
        });
        if (receipts == StoreRules.MostReceiptsASweep)
        {
            return false;
        }

        Volatile.Write(ref _tidiedAt, time.GetTimestamp());
        return true;
    }

    private static QueuePlace ReadPlace(NpgsqlDataReader row) => new(row.GetInt32("priority"), row.GetInt64("id"));

    private async ValueTask<string> ReadyAsync(long queue, QueuePlace place)
    {
        string name = await queues.NameOfAsync(queue);
        changes.Ready(queue, name, place);
        return name;
    }
}
