using System.Security.Cryptography;

namespace Errand.Topics;

/// <summary>A list that is read once a second, and compared with how it was.</summary>
internal abstract class ListTopic(HintTopics topic, string name, ChangeHint hint) : ITopic
{
    private byte[]? _digest;

    public HintTopics Topic => topic;

    public string Name => name;

    public ChangeHint Whole => hint;

    public void Begin(Action pressed) => _digest = null;

    public void End()
    {
        // There is nothing to stop: without looks it costs nothing.
    }

    public async Task<ChangeHint?> LookAsync(CancellationToken cancellationToken)
    {
        byte[] now = SHA256.HashData(await ReadAsync(cancellationToken));
        byte[]? before = Interlocked.Exchange(ref _digest, now);
        // At the first look all listeners are new, and they get a hint anyway.
        return before is null || now.AsSpan().SequenceEqual(before) ? null : hint;
    }

    /// <summary>What the list shows, without what changes all the time.</summary>
    private protected abstract Task<byte[]> ReadAsync(CancellationToken cancellationToken);
}
