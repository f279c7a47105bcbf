namespace Errand.HistoryChecker;

/// <summary>A promise that a history can break.</summary>
internal abstract class HistoryRule
{
    /// <summary>The rule's name in reports.</summary>
    public abstract string Name { get; }

    /// <summary>The promise, in one sentence.</summary>
    public abstract string Promise { get; }

    public abstract IEnumerable<Violation> Check(History history);

    protected Violation Broken(string subject, string evidence) => new(Name, subject, evidence);
}
