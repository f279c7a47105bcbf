namespace Errand.Torture;

/// <summary>What a proxy does to what passes, until it is changed.</summary>
internal sealed class ProxyGate
{
    public static ProxyGate Open => new();

    public bool HoldsRequests { get; init; }

    public bool HoldsReplies { get; init; }

    public TimeSpan ReplyDelay { get; init; }

    public TaskCompletionSource Changed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
