using System.Runtime.ExceptionServices;
using Errand.Storage.Messages;
using Errand.Storage.Postgres.Session;
using Errand.Storage.Shared;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Errand.Storage.Postgres.Hints;

/// <summary>A write of one task that is told of at once: its hint goes to the server right behind it, on the same connection. Otherwise the
/// answer comes back here first, and only then the <see cref="PostgresNotifier"/>'s connection is woken.</summary>
/// <remarks>Two transactions, so that nothing waits for a hint but this write's answer, and that not for long: see
/// <see cref="PostgresSql.TellReady"/>. How often: see <see cref="PostgresChanges.TakeEarly"/>.</remarks>
internal sealed class TellingWrite(PostgresSource source, PostgresChanges changes, bool isPooled, ILogger logger)
{
    /// <summary>A hint of one task that can be claimed once it is written; null when the notifier has to tell of it.</summary>
    public PostgresHint? TakeReady(Submission task) => Take([new ReadyQueue(task.Queue, QueuePlace.Negate(task.Priority), Id: 0)], []);

    /// <summary>A hint of one task that is done once its finish is written, if its claim still holds; null when the notifier has to tell of
    /// it. </summary>
    public PostgresHint? TakeDone(TaskId id) => Take([], [id.Value]);

    /// <summary>Runs a write that answers one row at most, and the hint that was taken for it.</summary>
    /// <param name="write">The write, made anew for each try.</param>
    /// <param name="hint">Sends the hint, if the write was committed.</param>
    /// <param name="read">Reads the row.</param>
    public async Task<List<T>> RunAsync<T>(Func<NpgsqlBatchCommand> write, Func<NpgsqlBatchCommand> hint, Func<NpgsqlDataReader, T> read)
    {
        try
        {
            return await source.WriteAsync(connection => RunAsync(connection, write(), hint(), read));
        }
        finally
        {
            changes.Sent();
        }
    }

    private async Task<List<T>> RunAsync<T>(
        NpgsqlConnection connection, NpgsqlBatchCommand write, NpgsqlBatchCommand hint, Func<NpgsqlDataReader, T> read)
    {
        // The barrier ends the write's transaction before the hint's begins.
        await using var batch = new NpgsqlBatch(connection) { EnableErrorBarriers = true, BatchCommands = { write, hint } };
        var rows = new List<T>();
        try
        {
            await using NpgsqlDataReader row = await batch.ExecuteReaderAsync();
            // Not beyond the row: a commit that fails behind it must be heard of in NextResult, which then reads the answer to the hint,
            // too.
            if (await row.ReadAsync())
            {
                rows.Add(read(row));
            }

            while (await row.NextResultAsync())
            {
                // A hint has nothing to say.
            }
        }
        catch (PostgresException e) when (e.BatchCommand == hint)
        {
            // The write is committed: its end was read before.
            changes.Lost();
            logger.HintRefused(e);
        }
        catch (NpgsqlException e) when (e.InnerException is AggregateException { InnerExceptions: [var first, ..] })
        {
            // Both failed: the write's fault decides.
            changes.Lost();
            ExceptionDispatchInfo.Throw(first);
        }
        catch (Exception e) when (e is not PostgresException { InvariantSeverity: "ERROR" })
        {
            // Perhaps it is committed.
            changes.Lost();
            throw;
        }

        return rows;
    }

    // A pooler may give what comes second to another client before it is answered.
    private PostgresHint? Take(IReadOnlyList<ReadyQueue> queues, IReadOnlyList<long> done) =>
        isPooled ? null : changes.TakeEarly(queues, done);
}
