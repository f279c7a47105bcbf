namespace Errand.HistoryChecker;

/// <summary>What a history proves.</summary>
/// <param name="Counts">How much was looked at.</param>
/// <param name="Violations">Every broken promise; none when the history is good.</param>
public sealed record CheckReport(HistoryCounts Counts, IReadOnlyList<Violation> Violations)
{
    public bool IsGood => Violations.Count == 0;

    /// <summary>Holds a history to every rule.</summary>
    public static CheckReport Of(History history) =>
        new(HistoryCounts.Of(history), [.. AllRules.List.SelectMany(rule => rule.Check(history))]);
}
