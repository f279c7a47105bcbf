namespace Errand.HistoryChecker;

/// <summary>What a history proves.</summary>
/// <param name="Counts">How much was checked.</param>
/// <param name="Violations">Every broken promise; empty if the history is good.</param>
public sealed record CheckReport(HistoryCounts Counts, IReadOnlyList<Violation> Violations)
{
    public bool IsGood => Violations.Count == 0;

    /// <summary>Checks a history against every rule.</summary>
    public static CheckReport Of(History history) =>
        new(HistoryCounts.Of(history), [.. AllRules.List.SelectMany(rule => rule.Check(history))]);
}
