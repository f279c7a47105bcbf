namespace Errand.HistoryChecker;

/// <summary>A promise, as something that a history can break.</summary>
internal abstract class HistoryRule
{
    /// <summary>The rule's name in reports.</summary>
    public abstract string Name { get; }

    /// <summary>What is promised, in one sentence.</summary>
    public abstract string Promise { get; }

    public abstract IEnumerable<Violation> Check(History history);

    protected Violation Broken(string subject, string evidence) => new(Name, subject, evidence);
}
