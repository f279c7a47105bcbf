using Errand.Storage.Messages;
using Errand.Storage.Shared;
using Errand.Storage.Sqlite.Statements;

namespace Errand.Storage.Sqlite.Writer;

/// <summary>Moves a task between the five places it can be in. Each move takes it out of one and puts it into another in one
/// transaction.</summary>
internal sealed class TaskPlaces(WriteScope scope)
{
    public void PutReady(long queue, QueuePlace place, long attempt, long tries) =>
        scope.Ready.Put(queue, place.Priority, place.Id, attempt, tries, scope.Now);

    public void PutLater(long queue, QueuePlace place, long due, long attempt, long tries) =>
        scope[SqliteSql.PutLater].Execute(place.Id, due, queue, place.Priority, attempt, tries);

    /// <summary>A waiting task ends without a run.</summary>
    public void PutOutcome(long id, OutcomeState state, long attempt, byte[]? error) =>
        scope.Outcomes.Put(id, (int)state, attempt, default, default, scope.Now, default, error, default, default);

    /// <summary>A run ends its task without success.</summary>
    public void PutOutcome(in TakenLease run, OutcomeState state, byte[]? error) =>
        scope.Outcomes.Put(run.Id, (int)state, run.Attempt, run.Handler, run.ClaimedAt, scope.Now, default, error, default, default);

    /// <summary>Most runs end like this: the row is inserted together with others.</summary>
    public void AddSuccess(in TakenLease run, SqliteArgument result, SqliteArgument blob, SqliteArgument summary) => scope.Outcomes.Add(
        run.Id, (int)OutcomeState.Succeeded, run.Attempt, run.Handler, run.ClaimedAt, scope.Now, result, default, blob, summary);

    public void LogAttempt(in TakenLease run, AttemptKind kind, byte[]? error) =>
        scope[SqliteSql.LogAttempt].Execute(run.Id, run.Attempt, run.Handler, run.ClaimedAt, scope.Now, (int)kind, error);

    /// <returns>Whether it was there.</returns>
    public bool LeaveReady(long queue, long priority, long id) => scope[SqliteSql.LeaveReady].ExecuteAndCount(queue, priority, id) > 0;

    /// <returns>Whether it was there.</returns>
    public bool LeaveLater(long id) => scope[SqliteSql.LeaveLater].ExecuteAndCount(id) > 0;

    /// <returns>Whether it was there.</returns>
    public bool LeaveBlocked(long id) => scope[SqliteSql.LeaveBlocked].ExecuteAndCount(id) > 0;

    /// <summary>Takes the lease away if this attempt still holds it: the fence.</summary>
    public bool LeaveLease(long id, long attempt, out TakenLease run)
    {
        using (SqliteRow row = scope[SqliteSql.FindLease].Query(id, attempt))
        {
            if (!row.Read())
            {
                run = default;
                return false;
            }

            run = new TakenLease(
                id, attempt, row.GetInt64(0), row.GetInt64(1), row.GetInt32(2), row.GetBytes(3), row.GetInt64(4), row.GetBoolean(5));
        }

        scope[SqliteSql.LeaveLease].Execute(id);
        return true;
    }

    /// <summary>Fails a task that cannot be moved, so that it does not block others; leaves it alone if not even that can be
    /// stored.</summary>
    public void Park(long id, Action leave, long attempt) => scope.TryRow(new TaskId(id), () =>
    {
        leave();
        PutOutcome(id, OutcomeState.Failed, attempt, RunErrorText.Write(
            new RunError(TaskErrorKind.Permanent, "The store could not move this task on.")));
    });
}
