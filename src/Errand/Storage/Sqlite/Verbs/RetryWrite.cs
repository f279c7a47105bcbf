using Errand.Storage.Access;
using Errand.Storage.Control;
using Errand.Storage.Shared;
using Errand.Storage.Sqlite.Keys;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Takes back the outcomes of tasks that did not succeed, so that they run again.</summary>
internal sealed class RetryWrite(IReadOnlyList<TaskId> ids, ChangeAudit? audit)
    : SqliteWrite<IReadOnlyList<RetryAnswer>>(WritePriority.Other)
{
    public override int Rows => ids.Count;

    protected override IReadOnlyList<RetryAnswer> Execute(WriteScope scope)
    {
        RetryAnswer[] answers = [.. ids.Select(id => Retry(scope, id.Value))];
        AuditRows.Put(
            scope, audit, AuditActions.RetryTask, [.. ids.Where((_, index) => answers[index].Change == TaskChange.Changed)]);
        return answers;
    }

    private static RetryAnswer Retry(WriteScope scope, long id)
    {
        if (FindTask(scope, id) is not { } task)
        {
            return new RetryAnswer(TaskChange.UnknownTask);
        }

        if (task.Outcome is not { } outcome || outcome == OutcomeState.Succeeded)
        {
            return new RetryAnswer(task.Outcome is null ? TaskChange.NotFinished : TaskChange.Succeeded);
        }

        scope[SqliteSql.LogRetry].Execute(scope.Now, id);
        scope[SqliteSql.DeleteOutcome].Execute(id);
        scope.Places.PutReady(task.Queue, new QueuePlace(task.Priority, id), task.Attempt, task.MaxAttempts);
        long own = scope.Now + task.TimeToLive;
        long expires = Math.Max(task.ExpiresAt, own);
        scope[SqliteSql.MoveOwnExpiry].Execute(own, id);
        scope[SqliteSql.MoveExpiry].Execute(expires, id);
        scope[SqliteSql.MoveKeyExpiry].Execute(expires, id);
        return new RetryAnswer(TaskChange.Changed, scope.Queues.NameOf(task.Queue));
    }

    private static Ended? FindTask(WriteScope scope, long id)
    {
        using SqliteRow row = scope[SqliteSql.Retry].Query(id, scope.Now);
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
