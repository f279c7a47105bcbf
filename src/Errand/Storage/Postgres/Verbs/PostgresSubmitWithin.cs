using System.Data.Common;
using Errand.Storage.Messages;
using Errand.Storage.Postgres.Hints;
using Errand.Storage.Postgres.Session;
using Errand.Storage.Shared;
using Microsoft.Extensions.Logging;
using Npgsql;
using static Errand.Storage.Postgres.Session.NpgsqlCommands;

namespace Errand.Storage.Postgres.Verbs;

/// <summary>Stores tasks within a transaction of a caller's, over the caller's connection.</summary>
/// <remarks>The hint to the handlers is part of the transaction, so the caller's commit sends it. Such commits wait for each other, which
/// is the caller's choice; see docs/decisions/0010-notifications-stay-outside-write-transactions.md.</remarks>
internal sealed class PostgresSubmitWithin(PostgresSource source, PostgresQueues queues, PostgresChanges changes, ILogger logger)
{
    /// <summary>What fails behind it is undone, and the transaction goes on.</summary>
    private const string Savepoint = "errand_submit";

    private static readonly SubmitAnswer Refused = new(SubmitVerdict.Refused);

    private string? _database;

    public async Task<IReadOnlyList<SubmitAnswer>> RunAsync(
        IReadOnlyList<Submission> items, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (transaction is not NpgsqlTransaction own)
        {
            throw new ArgumentException(
                $"The tasks are stored in PostgreSQL, so the transaction must be an NpgsqlTransaction; got {transaction.GetType()}.",
                nameof(transaction));
        }

        NpgsqlConnection connection = ConnectionOf(own) ?? throw new ArgumentException("The transaction is over.", nameof(transaction));
        try
        {
            await CheckDatabaseAsync(own, cancellationToken);
            await own.SaveAsync(Savepoint, cancellationToken);
            return await StoreOrUndoAsync(items, own, connection, cancellationToken);
        }
        catch (NpgsqlException e) when (e is not NpgsqlOperationInProgressException)
        {
            throw PostgresErrors.TranslateWithin(e);
        }
    }

    /// <summary>Null if the transaction is over.</summary>
    private static NpgsqlConnection? ConnectionOf(NpgsqlTransaction transaction)
    {
        try
        {
            // Throws after a commit, when the connection is still known.
            _ = transaction.IsolationLevel;
            return transaction.Connection;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The server's start tells apart databases of the same number on two servers. After a failover both sides have a new
    /// one.</summary>
    private async Task CheckDatabaseAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = transaction.Connection!;
        string theirs = await DatabaseOfAsync(connection, cancellationToken);
        if (theirs != _database
            && theirs != (_database = await source.ReadAsync(own => DatabaseOfAsync(own, CancellationToken.None), cancellationToken)))
        {
            throw new ArgumentException(
                $"The transaction is on the database {connection.Database} on {connection.Host}; the tasks are stored in another one.",
                nameof(transaction));
        }
    }

    private static async Task<string> DatabaseOfAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = connection.Statement(PostgresSql.FindDatabase);
        return (await command.ListAsync(row => row.GetString(0), cancellationToken))[0];
    }

    private async Task<IReadOnlyList<SubmitAnswer>> StoreOrUndoAsync(
        IReadOnlyList<Submission> items, NpgsqlTransaction transaction, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            SubmitAnswer[] answers = await StoreAsync(items, connection, cancellationToken);
            await TellAsync(items, answers, connection, cancellationToken);
            await transaction.ReleaseAsync(Savepoint, cancellationToken);
            return answers;
        }
        catch (PostgresException e) when (PostgresErrors.IsOfTheRow(e))
        {
            logger.BatchRefused(e, items.Count);
            await UndoAsync(transaction);
            return [.. Enumerable.Repeat(Refused, items.Count)];
        }
        catch (Exception)
        {
            await UndoAsync(transaction);
            throw;
        }
    }

    private async Task<SubmitAnswer[]> StoreAsync(
        IReadOnlyList<Submission> items, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var answers = new SubmitAnswer[items.Count];
        for (List<SubmitRow> left = [.. items.Select((item, index) => new SubmitRow(index, item))]; left.Count > 0;)
        {
            // A queue is added by the store's own connection: the others must not wait for this transaction to use it.
            List<SubmitRow> sent = SubmitRow.FirstOfEachKey(left);
            long[] queueIds = await queues.IdsOfAsync(sent, static row => row.Item.Queue);
            // What is sent here is never sent again, so each try has a nonce of its own.
            await using NpgsqlCommand submit = connection.Statement(
                PostgresSql.Submit, SubmitStatements.Parameters(Random.Shared.NextInt64(), sent, queueIds));
            List<StoredRow> stored = await submit.ListAsync(row => StoredRow.Read(row, isLeasing: false), cancellationToken);
            stored.ForEach(task => answers[sent[task.Index].Index] = task.Verdict);

            // Only rows with a key can be left.
            left = left.FindAll(row => answers[row.Index] == default);
            if (left.Count > 0)
            {
                await SubmitStatements.FindKeysAsync(connection, left, answers, cancellationToken);
                // The keys of those that are left now have become free in between.
                left = left.FindAll(row => answers[row.Index] == default);
            }
        }

        return answers;
    }

    private async Task TellAsync(
        IReadOnlyList<Submission> items, SubmitAnswer[] answers, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        SubmitAnswer[] stored = Array.FindAll(answers, answer => answer.Verdict == SubmitVerdict.Accepted);
        if (stored.Length == 0)
        {
            return;
        }

        IEnumerable<ReadyQueue> ready =
            from answer in answers.Zip(items)
            where answer.First is { Verdict: SubmitVerdict.Accepted, RunAt: null }
            group QueuePlace.Of(answer.Second.Priority, answer.First.Id.Value) by answer.Second.Queue into queue
            let first = queue.Min()
            select new ReadyQueue(queue.Key, first.Priority, first.Id);
        PostgresHint hint = changes.HintOfCaller([.. ready], Array.Exists(stored, answer => answer.RunAt is not null));
        await using NpgsqlCommand notify = connection.Statement(PostgresSql.Notify, Of(PostgresHint.Channel), Of(hint.Write()));
        await notify.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Not to be cancelled: what was cancelled is undone here.</summary>
    private static async Task UndoAsync(NpgsqlTransaction transaction)
    {
        try
        {
            await transaction.RollbackAsync(Savepoint, CancellationToken.None);
            await transaction.ReleaseAsync(Savepoint, CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // The connection is lost, and the transaction with it: the caller hears of the error that came first.
        }
    }
}
