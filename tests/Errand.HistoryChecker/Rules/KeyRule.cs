namespace Errand.HistoryChecker;

/// <summary>A promise about each key.</summary>
internal abstract class KeyRule : HistoryRule
{
    public sealed override IEnumerable<Violation> Check(History history) =>
        history.Keys.SelectMany(key => Evidence(key).Select(evidence => Broken($"key {key.Key}", evidence)));

    /// <summary>The violations in this key's history.</summary>
    protected abstract IEnumerable<string> Evidence(KeyHistory key);
}
