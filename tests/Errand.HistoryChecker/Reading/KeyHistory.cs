namespace Errand.HistoryChecker;

/// <summary>Everything that was seen of one task before it had an id.</summary>
public sealed class KeyHistory(string key)
{
    public string Key { get; } = key;

    public List<SubmitSent> Sent { get; } = [];

    public List<SubmitAccepted> Accepted { get; } = [];

    public List<SubmitRefused> Refused { get; } = [];

    public List<SubmitUnknown> Unknown { get; } = [];

    public List<StoredTask> Stored { get; } = [];

    /// <summary>Whether every answer was a definite refusal. A missing answer counts as unknown.</summary>
    public bool IsRefused => Sent.Count > 0 && Refused.Count == Sent.Count;
}
