namespace Errand.HistoryChecker;

/// <summary>A promise about each key by itself.</summary>
internal abstract class KeyRule : HistoryRule
{
    public sealed override IEnumerable<Violation> Check(History history) =>
        history.Keys.SelectMany(key => Evidence(key).Select(evidence => Broken($"key {key.Key}", evidence)));

    /// <summary>What in this key's history breaks the promise.</summary>
    protected abstract IEnumerable<string> Evidence(KeyHistory key);
}
