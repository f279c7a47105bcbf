using System.Data;
using System.Data.Common;
using System.Diagnostics;
using Errand.Storage.Messages;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using static SQLitePCL.raw;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Stores tasks within a transaction of a caller's, over the caller's connection. The writer could not: it would wait for the lock
/// that the caller holds.</summary>
/// <remarks>When the caller commits, the writer sees that another connection has, and tells the handlers.</remarks>
/// <param name="path">The store's file, as SQLite names it.</param>
/// <param name="time">The store's clock.</param>
/// <param name="logger">Where refused rows are reported.</param>
internal sealed class SubmitWithin(string path, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private static readonly SubmitAnswer Refused = new(SubmitVerdict.Refused);

    public async Task<IReadOnlyList<SubmitAnswer>> RunAsync(
        IReadOnlyList<Submission> items, DbTransaction transaction, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var statements = new SqliteStatements(ConnectionOf(transaction));
        try
        {
            await TakeLockAsync(statements, cancellationToken);
            return await StoreOrUndo(statements, new SubmitRequest(Random.Shared.NextInt64(), items));
        }
        catch (SqliteException e)
        {
            throw SqliteErrors.Translate(e, path);
        }
    }

    private SqliteConnection ConnectionOf(DbTransaction transaction)
    {
        if (transaction is not Microsoft.Data.Sqlite.SqliteTransaction own)
        {
            throw new ArgumentException(
                $"The tasks are stored in SQLite, so the transaction must be a Microsoft.Data.Sqlite.SqliteTransaction; got {transaction.GetType()}.",
                nameof(transaction));
        }

        if (own.Connection is not { State: ConnectionState.Open } connection || sqlite3_get_autocommit(connection.Handle) != 0)
        {
            throw new ArgumentException("The transaction is over.", nameof(transaction));
        }

        string file = sqlite3_db_filename(connection.Handle, "main").utf8_to_string();
        return file == path
            ? connection
            : throw new ArgumentException(
                $"The transaction is on the database \"{file}\"; the tasks are stored in \"{path}\".", nameof(transaction));
    }

    /// <summary>Most transactions have the lock from their start. One that has not waits for it here, without holding up its
    /// thread.</summary>
    private static async Task TakeLockAsync(SqliteStatements statements, CancellationToken cancellationToken)
    {
        for (long start = Stopwatch.GetTimestamp(); !TryTakeLock(statements);)
        {
            if (Stopwatch.GetElapsedTime(start) > MaxWait)
            {
                throw new StoreUnavailableException("The database was locked by another program for 8 seconds.");
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static bool TryTakeLock(SqliteStatements statements)
    {
        try
        {
            statements[SqliteSql.TakeLock].Execute();
            return true;
        }
        catch (SqliteException e) when (e.SqliteExtendedErrorCode == SQLITE_BUSY_SNAPSHOT)
        {
            throw new StoreUnavailableException(
                "The transaction has read a state of the database that is no longer the newest, so it cannot write: roll it back, and begin it with the lock (deferred: false).",
                e);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLITE_BUSY or SQLITE_LOCKED)
        {
            return false;
        }
    }

    private Task<IReadOnlyList<SubmitAnswer>> StoreOrUndo(SqliteStatements statements, SubmitRequest request)
    {
        var write = new SubmitWrite(request);
        var scope = new WriteScope(statements, logger);
        scope.Begin(time.GetUtcNow().ToUnixTimeMilliseconds(), careful: false);
        statements["SAVEPOINT errand_submit"].Execute();
        try
        {
            write.Run(scope);
            scope.Flush();
            statements["RELEASE errand_submit"].Execute();
        }
        catch (SqliteException e) when (SqliteErrors.IsOfTheRow(e))
        {
            logger.RowsRefused(e, request.Items.Count);
            Undo(statements);
            return Task.FromResult<IReadOnlyList<SubmitAnswer>>([.. Enumerable.Repeat(Refused, request.Items.Count)]);
        }
        catch (Exception)
        {
            Undo(statements);
            throw;
        }

        write.Complete();
        return write.Answer;
    }

    /// <summary>Some errors have already rolled back the whole transaction.</summary>
    private static void Undo(SqliteStatements statements)
    {
        if (sqlite3_get_autocommit(statements.Connection.Handle) == 0)
        {
            statements["ROLLBACK TO errand_submit"].Execute();
            statements["RELEASE errand_submit"].Execute();
        }
    }
}
