using Errand.Storage.Messages;
using Errand.Storage.Shared;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Ends one run, if its claim still holds.</summary>
internal static class RunEnd
{
    public static FinishAnswer Apply(WriteScope scope, FinishRequest finish)
    {
        if (finish.Blob is { } blob && scope[SqliteSql.FindBlob].Number(blob.Value) is null)
        {
            return new FinishAnswer(FinishVerdict.PartsGone);
        }

        if (!scope.Places.LeaveLease(finish.Id.Value, finish.Attempt, out TakenLease run))
        {
            // It may have ended by this very batch.
            scope.Flush();
            return FindVerdict(scope, finish);
        }

        // Success wins over a cancel that came too late; anything else that was cancelled ends as cancelled.
        return finish.Disposition switch
        {
            Disposition.Succeeded => Succeed(scope, run, finish),
            _ when run.IsCancelled => End(scope, run, OutcomeState.Cancelled, AttemptKind.Cancelled, finish.Error),
            Disposition.HandBack => HandBack(scope, run),
            Disposition.NoSuchType => Wait(scope, run, AttemptKind.NoSuchType, run.Tries + 1, finish),
            Disposition.Retry when run.Tries > 0 => Wait(scope, run, AttemptKind.WillRetry, run.Tries, finish),
            _ => End(scope, run, OutcomeState.Failed, AttemptKind.Failed, finish.Error),
        };
    }

    private static FinishAnswer FindVerdict(WriteScope scope, FinishRequest finish)
    {
        using SqliteRow row = scope[SqliteSql.FinishVerdict].Query(finish.Attempt, finish.Id.Value);
        row.Read();
        return !row.GetBoolean(0) ? new FinishAnswer(FinishVerdict.Stale)
            : new FinishAnswer(FinishVerdict.Already, row.IsNull(1) ? null : (OutcomeState)row.GetInt32(1));
    }

    private static FinishAnswer Succeed(WriteScope scope, in TakenLease run, FinishRequest finish)
    {
        SqliteArgument summary = finish.Summary.IsEmpty ? default(SqliteArgument) : finish.Summary;
        if (finish.Blob is { } blob)
        {
            scope[SqliteSql.HoldBlob].Execute(blob.Value);
            scope.Places.AddSuccess(run, result: default, blob.Value, summary);
        }
        else
        {
            scope.Places.AddSuccess(run, finish.Result.ToMemory(), blob: default, summary);
        }

        return new FinishAnswer(FinishVerdict.Applied, OutcomeState.Succeeded);
    }

    private static FinishAnswer End(WriteScope scope, in TakenLease run, OutcomeState state, AttemptKind kind, RunError? error)
    {
        byte[]? text = error is null ? null : RunErrorText.Write(error);
        scope.Places.PutOutcome(run, state, text);
        scope.Places.LogAttempt(run, kind, text);
        return new FinishAnswer(FinishVerdict.Applied, state);
    }

    private static FinishAnswer HandBack(WriteScope scope, in TakenLease run)
    {
        scope.Places.PutReady(run.Queue, run.Place, run.Attempt, tries: run.Tries + 1);
        scope.Places.LogAttempt(run, AttemptKind.HandedBack, error: null);
        return new FinishAnswer(FinishVerdict.Applied);
    }

    private static FinishAnswer Wait(WriteScope scope, in TakenLease run, AttemptKind kind, long tries, FinishRequest finish)
    {
        long due = scope.Now + finish.RetryDelay.ToMilliseconds();
        scope.Places.PutLater(run.Queue, run.Place, due, run.Attempt, tries);
        scope.Places.LogAttempt(run, kind, finish.Error is null ? null : RunErrorText.Write(finish.Error));
        return new FinishAnswer(FinishVerdict.Applied, DueAt: DateTimeOffset.FromUnixTimeMilliseconds(due));
    }
}
