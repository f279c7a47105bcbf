using Errand.HistoryChecker;

namespace Errand.Tests.HistoryChecking;

/// <summary>At least one bug for every rule.</summary>
internal static class PlantedBugs
{
    public static IReadOnlyList<PlantedBug> List { get; } =
    [
        new("a line in the middle is torn", "lines-are-whole", draft => draft.Damage(isTornTail: false)),
        new("acknowledged before the commit, and lost", "accepted-is-stored", LoseAccepted),
        new("ran, and vanished", "accepted-is-stored", LoseRun),
        new("another's id is answered", "accepted-is-stored", AnswerAnothersId),
        new("stored twice when sent again", "accepted-once", StoreTwice),
        new("accepted twice as new", "accepted-once", AcceptTwice),
        new("refused and stored", "refused-is-not-stored", StoreRefused),
        new("stored, and never sent", "stored-was-sent", draft => draft.Add(Row(1_000_000, "unheard-of"))),
        new("not found while it moves", "live-task-is-found", NotFound),
        new("in two places", "one-outcome", InTwoPlaces),
        new("forgotten in the queue", "one-outcome", NeverEnded),
        new("done without an outcome", "one-outcome", DoneWithoutOutcome),
        new("a stale run writes its result", "outcome-of-last-attempt", StaleResult),
        new("the outcome of an attempt that was written off", "outcome-of-last-attempt", WrittenOffResult),
        new("a stale result under the last attempt's number", "result-of-its-run", OtherResult),
        new("succeeded without a run", "result-of-its-run", ResultFromNowhere),
        new("failed with a result", "result-of-its-run", FailedWithResult),
        new("one attempt runs twice", "attempt-runs-once", RunTwice),
        new("the attempt is counted down for a reader", "attempts-rise", FallForReader),
        new("the attempt is counted down for a handler", "attempts-rise", FallForHandler),
        new("an attempt is logged twice", "attempts-rise", LoggedTwice),
        new("run more often than allowed", "starts-are-bounded", RunTooOften),
        new("done, and waiting again", "done-stays-done", DoneUndone),
        new("the outcome changes after it was shown", "done-stays-done", OutcomeChanges),
        new("the result changes after it was shown", "done-stays-done", ResultChanges),
    ];

    private static StoredTask Row(long id, string key) => new(id, key, SeenStatus.Done, 0, 3, 0, [], SeenOutcome.Cancelled);

    private static bool LoseAccepted(HistoryDraft draft) =>
        draft.Choose<StoredTask>(row => draft.All<SubmitAccepted>().Any(accepted => accepted.Id == row.Id)) is { } row && draft.Remove(row);

    private static bool LoseRun(HistoryDraft draft) =>
        draft.Choose<StoredTask>(row => draft.All<SubmitAccepted>().All(accepted => accepted.Id != row.Id)) is { } row && draft.Remove(row);

    private static bool AnswerAnothersId(HistoryDraft draft) =>
        draft.Choose<StoredTask>(_ => true) is { } row
        && draft.Add(new SubmitSent("client", "mixed-up")) && draft.Add(new SubmitAccepted(row.Id, "mixed-up"));

    private static bool StoreTwice(HistoryDraft draft) =>
        draft.Choose<StoredTask>(_ => true) is { } row && draft.Add(Row(1_000_000, row.Key));

    private static bool AcceptTwice(HistoryDraft draft) =>
        draft.Choose<SubmitAccepted>(accepted => !accepted.Replayed) is { } accepted
        && draft.Add(new SubmitSent("client", accepted.Key)) && draft.Add(new SubmitAccepted(accepted.Id, accepted.Key));

    private static bool StoreRefused(HistoryDraft draft) =>
        draft.Choose<SubmitRefused>(refused => refused.Status == 507) is { } refused && draft.Add(Row(1_000_000, refused.Key));

    private static bool NotFound(HistoryDraft draft) =>
        draft.Choose<SubmitAccepted>(_ => true) is { } accepted && draft.Add(new Viewed(accepted.Id, accepted.At + 1, SeenStatus.Absent));

    private static bool InTwoPlaces(HistoryDraft draft) =>
        draft.Choose<StoredTask>(_ => true) is { } row && draft.Add(
            row with { Status = SeenStatus.Waiting, Outcome = null, ResultHash = null });

    private static bool NeverEnded(HistoryDraft draft) =>
        draft.Choose<StoredTask>(_ => true) is { } row
        && draft.Replace(row, row with { Status = SeenStatus.Waiting, Outcome = null, ResultHash = null });

    private static bool DoneWithoutOutcome(HistoryDraft draft) =>
        draft.Choose<StoredTask>(_ => true) is { } row && draft.Replace(row, row with { Outcome = null, ResultHash = null });

    private static bool StaleResult(HistoryDraft draft)
    {
        RunEnded? stale = draft.Choose<RunEnded>(end => end.Outcome == RunEnd.Returned
            && draft.All<StoredTask>().Any(row => row.Id == end.Id && row.Attempt > end.Attempt));
        if (stale is null)
        {
            return false;
        }

        draft.ForgetViews(stale.Id);
        StoredTask row = draft.All<StoredTask>().Single(row => row.Id == stale.Id);
        return draft.Replace(row, row with { Attempt = stale.Attempt, Outcome = SeenOutcome.Succeeded, ResultHash = stale.ResultHash });
    }

    private static bool WrittenOffResult(HistoryDraft draft) =>
        draft.Choose<StoredTask>(row => row.Outcome == SeenOutcome.Succeeded) is { } row
        && draft.Replace(row, row with { AttemptLog = [.. row.AttemptLog, row.Attempt] });

    private static bool OtherResult(HistoryDraft draft)
    {
        if (draft.Choose<StoredTask>(row => row.Outcome == SeenOutcome.Succeeded) is not { } row)
        {
            return false;
        }

        draft.ForgetViews(row.Id);
        return draft.Replace(row, row with { ResultHash = HistorySimulator.Hash(row.Id, row.Attempt - 1) });
    }

    private static bool ResultFromNowhere(HistoryDraft draft) =>
        draft.Choose<StoredTask>(row => row.Outcome == SeenOutcome.Succeeded) is { } row
        && draft.Remove(draft.All<RunEnded>().Single(end => end.Id == row.Id && end.Attempt == row.Attempt));

    private static bool FailedWithResult(HistoryDraft draft)
    {
        if (draft.Choose<StoredTask>(row => row.Outcome == SeenOutcome.Failed) is not { } row)
        {
            return false;
        }

        draft.ForgetViews(row.Id);
        return draft.Replace(row, row with { ResultHash = "something" });
    }

    private static bool RunTwice(HistoryDraft draft)
    {
        if (draft.Choose<RunStarted>(_ => true) is not { } start)
        {
            return false;
        }

        StoredTask row = draft.All<StoredTask>().Single(row => row.Id == start.Id);
        return draft.Replace(row, row with { MaxAttempts = row.MaxAttempts + 1 }) && draft.Add(start with { Handler = "another" });
    }

    private static bool FallForReader(HistoryDraft draft)
    {
        if (draft.Choose<StoredTask>(_ => true) is not { } row)
        {
            return false;
        }

        draft.ForgetViews(row.Id);
        long at = draft.End;
        return draft.Add(new Viewed(row.Id, at + 1, SeenStatus.Running, row.Attempt) { At = at + 2 })
            && draft.Add(new Viewed(row.Id, at + 3, SeenStatus.Running, row.Attempt - 1) { At = at + 4 });
    }

    private static bool FallForHandler(HistoryDraft draft)
    {
        // The starts of a task that two handlers wrote, as if one had.
        if (draft.Choose<StoredTask>(row => draft.All<RunStarted>().Count(start => start.Id == row.Id) > 1) is not { } row)
        {
            return false;
        }

        foreach (RunStarted start in
                 draft.All<RunStarted>().Where(start => start.Id == row.Id).OrderByDescending(start => start.Attempt).ToArray())
        {
            draft.Remove(start);
            draft.Add(start, source: "one-handler");
        }

        return true;
    }

    private static bool LoggedTwice(HistoryDraft draft) =>
        draft.Choose<StoredTask>(row => row.AttemptLog.Count > 0) is { } row
        && draft.Replace(row, row with { AttemptLog = [row.AttemptLog[0], .. row.AttemptLog] });

    private static bool RunTooOften(HistoryDraft draft)
    {
        int Starts(StoredTask row) => draft.All<RunStarted>().Count(start => start.Id == row.Id);
        return draft.Choose<StoredTask>(_ => true) is { } row
            && draft.Replace(row, row with { MaxAttempts = Starts(row) - row.HandBacks - 1 });
    }

    private static bool DoneUndone(HistoryDraft draft) =>
        draft.Choose<StoredTask>(_ => true) is { } row
        && draft.Add(new Viewed(row.Id, draft.End, SeenStatus.Waiting, row.Attempt));

    private static bool OutcomeChanges(HistoryDraft draft) =>
        draft.Choose<Viewed>(view => view.Outcome == SeenOutcome.Failed) is { } view
        && draft.Add(view with { AskedAt = draft.End, At = draft.End + 1, Outcome = SeenOutcome.Cancelled });

    private static bool ResultChanges(HistoryDraft draft) =>
        draft.Choose<Viewed>(view => view.Outcome == SeenOutcome.Succeeded) is { } view
        && draft.Add(view with { AskedAt = draft.End, At = draft.End + 1, ResultHash = "another" });
}
