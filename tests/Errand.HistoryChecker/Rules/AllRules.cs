namespace Errand.HistoryChecker;

/// <summary>All rules that a history is checked against.</summary>
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
