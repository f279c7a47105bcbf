namespace Errand.HistoryChecker;

/// <summary>What a history is held to.</summary>
internal static class AllRules
{
    public static IReadOnlyList<HistoryRule> List { get; } =
    [
        new LinesAreWhole(),
        new AcceptedIsStored(),
        new AcceptedOnce(),
        new RefusedIsNotStored(),
        new StoredWasSent(),
        new LiveTaskIsFound(),
        new OneOutcome(),
        new OutcomeOfLastAttempt(),
        new ResultOfItsRun(),
        new AttemptRunsOnce(),
        new AttemptsRise(),
        new StartsAreBounded(),
        new DoneStaysDone(),
    ];
}
