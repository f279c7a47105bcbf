using Errand.Storage.Control;
using Errand.Storage.Shared;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Takes back the outcome of a task that did not succeed, so that it runs again.</summary>
internal sealed class RetryWrite(TaskId id) : SqliteWrite<RetryAnswer>(WritePriority.Other)
{
    protected override RetryAnswer Execute(WriteScope scope)
    {
        if (FindTask(scope) is not { } task)
        {
            return new RetryAnswer(TaskChange.UnknownTask);
        }

        if (task.Outcome is not { } outcome || outcome == OutcomeState.Succeeded)
        {
            return new RetryAnswer(task.Outcome is null ? TaskChange.NotFinished : TaskChange.Succeeded);
        }

        scope[SqliteSql.LogRetry].Execute(scope.Now, id.Value);
        scope[SqliteSql.DeleteOutcome].Execute(id.Value);
        scope.Places.PutReady(task.Queue, new QueuePlace(task.Priority, id.Value), task.Attempt, task.MaxAttempts);
        long own = scope.Now + task.TimeToLive;
        long expires = Math.Max(task.ExpiresAt, own);
        scope[SqliteSql.MoveOwnExpiry].Execute(own, id.Value);
        scope[SqliteSql.MoveExpiry].Execute(expires, id.Value);
        scope[SqliteSql.MoveKeyExpiry].Execute(expires, id.Value);
        return new RetryAnswer(TaskChange.Changed, scope.Queues.NameOf(task.Queue));
    }

    private Ended? FindTask(WriteScope scope)
    {
        using SqliteRow row = scope[SqliteSql.Retry].Query(id.Value, scope.Now);
        return !row.Read() ? null : new Ended(
            row.GetInt64(0), row.GetInt32(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4),
            row.IsNull(5) ? null : (OutcomeState)row.GetInt32(5), row.GetInt64OrNull(6) ?? 0);
    }

    /// <param name="Queue">Where it waited.</param>
    /// <param name="Priority">And at which place.</param>
    /// <param name="MaxAttempts">How many tries it has again.</param>
    /// <param name="ExpiresAt">When it would expire.</param>
    /// <param name="TimeToLive">How long it was to live at first.</param>
    /// <param name="Outcome">Null when it is not done.</param>
    /// <param name="Attempt">The number of its last attempt.</param>
    private sealed record Ended(
        long Queue, int Priority, long MaxAttempts, long ExpiresAt, long TimeToLive, OutcomeState? Outcome, long Attempt);
}
