using System.Runtime.ExceptionServices;
using Errand.Storage.Messages;
using Errand.Storage.Postgres.Session;
using Errand.Storage.Shared;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Errand.Storage.Postgres.Hints;

/// <summary>A write of one task whose hint goes to the server right behind it, on the same connection. Otherwise the
/// <see cref="PostgresNotifier"/> would send it on its own connection, after the answer to the write.</summary>
/// <remarks>Two transactions, so that only the answer to this write waits for the hint, and not for long: see
/// <see cref="PostgresSql.TellReady"/>. <see cref="PostgresChanges.TakeEarly"/> limits how often.</remarks>
internal sealed class TellingWrite(PostgresSource source, PostgresChanges changes, bool isPooled, ILogger logger)
{
    /// <summary>A hint of one task that can be claimed once it is written; null if the notifier has to announce it.</summary>
    public PostgresHint? TakeReady(Submission task) => Take([new ReadyQueue(task.Queue, QueuePlace.Negate(task.Priority), Id: 0)], []);

    /// <summary>A hint of one task that is done once its finish is written, if its claim still holds; null if the notifier has to announce
    /// it. </summary>
    public PostgresHint? TakeDone(TaskId id) => Take([], [id.Value]);

    /// <summary>Runs a write that returns at most one row, and its hint.</summary>
    /// <param name="write">Creates the write, once for each try.</param>
    /// <param name="hint">Creates the statement that sends the hint if the write was committed.</param>
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
            // Not past the row: a commit that fails after it is reported by NextResult, which then also reads the answer to the hint.
            if (await row.ReadAsync())
            {
                rows.Add(read(row));
            }

            while (await row.NextResultAsync())
            {
                // A hint returns nothing.
            }
        }
        catch (PostgresException e) when (e.BatchCommand == hint)
        {
            // The write is committed: its end was already read.
            changes.Lost();
            logger.HintRefused(e);
        }
        catch (NpgsqlException e) when (e.InnerException is AggregateException { InnerExceptions: [var first, ..] })
        {
            // Both failed: the error of the write decides.
            changes.Lost();
            ExceptionDispatchInfo.Throw(first);
        }
        catch (Exception e) when (e is not PostgresException { InvariantSeverity: "ERROR" })
        {
            // It may be committed.
            changes.Lost();
            throw;
        }

        return rows;
    }

    // A pooler may give the connection to another client before the second statement is answered.
    private PostgresHint? Take(IReadOnlyList<ReadyQueue> queues, IReadOnlyList<long> done) =>
        isPooled ? null : changes.TakeEarly(queues, done);
}
